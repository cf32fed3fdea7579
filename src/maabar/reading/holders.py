"""Who holds a crossing or one of its ends: «معبر تحت سيطرة أ», «مدينة منبج التي تسيطر عليها ب»."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from maabar.model import ANY_CROSSING, By
from maabar.reading.event import PLACED, Event
from maabar.reading.names import Found
from maabar.reading.references import Mention
from maabar.reading.scene import Scene


def control_events(s: Scene, i: int) -> Iterator[Event]:
    """A crossing or a named end of one that is held, taken, or lost by a party."""
    doc = s.doc
    word = doc.info[i]
    end = doc.phrase[i][1] if i in doc.phrase else i + 1
    if i in s.named or (i and _plain(doc.words[i - 1], _WHAT) and doc.words[i - 2].lstrip("و") not in _THEY):
        return  # «ما تسيطر عليه أ» is an area; «من قبضة أ» tells who lost it
    if any(doc.has(j, "keep") for j in range(max(0, i - 4), i)):
        return  # «إدارته باتت في يد أ» tells who runs it
    if doc.words[i] == "فقد" and i + 1 not in s.actors:
        return  # «فقد قرر …» is no loss
    taking = bool(word.verb) and not word.article
    crossings: tuple[str, ...] | None = None
    how = "object"
    if taking and word.pronoun and _takes(word.bare):
        crossings = _taken(s, i)
    elif not _pointed(s, end):
        crossings = _object(s, i, end)
    if crossings is None:
        crossings, how = _head(s, i, end), "head"
    if not crossings or (crossings == (ANY_CROSSING,) and not s.said_of_many(i)):
        return
    actors = _holders(s, i, end, taking, how)
    if not actors:
        return
    first, last = s.span(i)
    scope = s.scope(i)
    if word.bare.lstrip("يتن").startswith(_LOST) or _no_longer(s, i):
        scope = replace(scope, polarity="denied")
    if taking and not word.present and scope.reality == "planned":
        scope = replace(scope, reality="actual")  # «بعد أن حرره الجيش»
    if not word.verb and how == "head" and scope.reality == "proposed" and doc.words[end : end + 1] != ["علي"]:
        scope = replace(scope, reality="actual")  # «اقترح فتح معبر بين أ (في منطقة سيطرة ب) و…»
    values = tuple(By(a) for a in dict.fromkeys(actors))
    yield Event("control", values, crossings, i, first, max(last, i), scope, f"control_{how}")


def _no_longer(s: Scene, i: int) -> bool:
    """«لم يعد بيد …», «لم تعد تسيطر»."""
    words = s.doc.words
    return any(words[j] in _RETURN and words[j - 1].lstrip("و") == "لم" for j in range(max(1, i - 5), i))


def _taken(s: Scene, i: int) -> tuple[str, ...]:
    """What «استعادها», «انتزعته» refers to: a crossing, if no area stands nearer."""
    doc = s.doc
    mention = s.antecedent(i)
    if mention is None or doc.sentence[i] - doc.sentence[mention.start] > 1:
        return ()
    near = range(max(mention.end, i - 6), i)
    return () if any(_is_area(doc.words[j]) for j in near) else mention.crossings


def _pointed(s: Scene, end: int) -> bool:
    """Whether «عليه», «عليها» stands for what is held: it was named before."""
    return any(word in _ON_IT for word in s.doc.words[end : end + 3])


def _object(s: Scene, i: int, end: int) -> tuple[str, ...] | None:
    """What is held, where it follows: «سيطرت أ على المعبر», «انتزعت أ المعبر»; () if it is something else."""
    doc = s.doc
    word = doc.info[i]
    hi = min(doc.bounds[doc.sentence[i]][1], end + 9)
    if not (word.verb or word.bare in _HOLD or i in doc.phrase):
        return None
    on = next((j for j in range(end, hi) if doc.words[j].lstrip("و") == "علي"), None)
    if doc.words[end - 1] == "علي":
        on = end - 1
    mention = s.next_any(end - 1, 12)
    if on is not None and mention is not None and mention.start < on and word.verb and _takes(word.bare):
        on = None  # «استرجع أ منفذ التنف على الحدود»
    if on is not None and not any(c in "،,.()" for g in doc.gaps[end : on + 1] for c in g):
        for j in range(on + 1, min(on + 4, len(doc))):
            if _is_area(doc.words[j]):
                return ()
            if mention is not None and mention.start == j:
                return _listed(s, mention)
            if doc.words[j] in _TOWN or j in s.towns:
                return _of_end(s, j)
            if doc.words[j].startswith(_SIDE) and (side := s.antecedent(j)):
                return side.crossings
        return None if i in doc.phrase and doc.words[i] in _HELD else ()
    if not word.verb or not _takes(word.bare):
        return None
    for j in range(end, min(hi, end + 8)):
        if mention is not None and mention.start == j:
            return None if doc.info[j].preposition else _listed(s, mention)
        if doc.words[j] in _TOWN and not doc.info[j].preposition:
            return _of_end(s, j)
        if _is_area(doc.words[j]) or doc.words[j] in PLACED or doc.words[j] in ("التي", "الذي"):
            return ()
    return ()


def _listed(s: Scene, mention: Mention) -> tuple[str, ...]:
    """The crossings of a mention; «جميع المعابر، ومنها كذا وكذا» are those named."""
    doc = s.doc
    hi = doc.bounds[doc.sentence[mention.start]][1]
    such = range(mention.end, min(hi, mention.end + 14))
    at = next((j for j in such if doc.words[j].lstrip("و") in _SUCH_AS), None)
    if mention.how != "many" or at is None:
        return mention.crossings
    following = s.mentions[s.before[at] + 1 : s.before[hi - 1] + 1]
    named = [c for m in following for c in m.crossings if c != ANY_CROSSING]
    return tuple(dict.fromkeys(named)) or mention.crossings


def _head(s: Scene, i: int, end: int) -> tuple[str, ...]:
    """What «الخاضع لـ», «تحت سيطرة», «التي تسيطر عليها» is said of: the nearest noun before that agrees with it."""
    doc = s.doc
    feminine = _gender(s, i, end)
    lo = max(doc.bounds[doc.sentence[i]][0], i - 24)
    for k in range(i - 1, lo - 1, -1):
        b = s.before[k]
        if b >= 0 and s.mentions[b].start <= k < s.mentions[b].end:
            m = s.mentions[b]
            several = len(m.crossings) > 1 or m.how in ("many", "dual")
            if (feminine and not several and m.how != "bare") or (feminine is False and several):
                continue
            return m.crossings
        word = doc.words[k]
        if k in s.towns or doc.has(k, "settlements"):
            found = s.towns.get(k)
            if found and (found.name.id in _WIDE or found.name.id.endswith("-gov")):
                if i - k <= 2 and (feminine is not False or _plain(doc.words[found.start], _MASCULINE)):
                    return ()
            elif feminine is not False and not _plain(word, _BESIDE) and i - k < 9:
                return _of_end(s, k)
        elif _is_area(word) and i - k <= 5:
            masculine = _plain(word, _MASCULINE)
            if k == i - 1 or feminine is None or feminine is not masculine:
                return ()  # «ريف حماة الخاضع لـ», «مناطق تسيطر عليها»
    if feminine is False and not doc.info[i].article:
        mention = s.topic(i, 1)
        return mention.crossings if mention else ()
    return ()


def _gender(s: Scene, i: int, end: int) -> bool | None:
    """Whether what is held is feminine by the words that agree with it; None where none tells."""
    doc = s.doc
    if doc.info[i].bare.removeprefix("ال").startswith("خاضع"):
        return doc.info[i].bare.endswith("ه")
    for word in doc.words[end : end + 3]:
        if word in _ON_IT:
            return word != "عليه"
    for j in range(i - 1, max(i - 4, -1), -1):
        if _plain(doc.words[j], _HE):
            return False
        if _plain(doc.words[j], _SHE):
            return True
    return None


def _of_end(s: Scene, j: int) -> tuple[str, ...]:
    """The crossing that the place at ``j`` is an end of, by the registry or as told: «الواصل بين منبج …»."""
    doc = s.doc
    found = s.towns.get(j)
    start = found.start if found else j
    if doc.has(start - 1, "settlements"):
        start -= 1
    joined_to = doc.words[start][0] == "و"
    if not joined_to and (_is_area(doc.words[start - 1]) or doc.words[start - 1].lstrip("و") in _REGION):
        return ()
    if found is not None:
        if found.name.what == "crossing" and found.name.id in s.known:
            return (found.name.id,)
        joined = s.ends.get(found.name.id, frozenset()) & s.known
        for m in reversed(s.mentions[max(0, s.before[j] - 20) : s.before[j] + 1]):
            if joined and (both := tuple(c for c in m.crossings if c in joined)):
                return both
        if len(joined) == 1:
            return tuple(joined)
    elif doc.words[j] in _TOWN:
        mention = s.previous(j) or s.topic(j, 1)
        return mention.crossings if mention and mention.how in ("named", "bare") else ()
    return _told_end(s, start)


def _told_end(s: Scene, j: int) -> tuple[str, ...]:
    doc = s.doc
    mention = s.previous(j, 30)
    lo = mention.end if mention else max(doc.bounds[doc.sentence[j]][0], j - 30)
    linked = any("link" in doc.info[k].classes or doc.words[k].lstrip("و") in _LINK for k in range(lo, j))
    if mention is None:
        mention = s.topic(j) if linked else None
    elif not linked and j - mention.end > 2:
        return ()
    one = mention is not None and len(mention.crossings) == 1 and mention.crossings != (ANY_CROSSING,)
    return mention.crossings if mention and one else ()


def _holders(s: Scene, i: int, end: int, taking: bool, how: str) -> list[str]:
    """The party that holds: right after the word of holding; before a verb of taking if none follows."""
    doc = s.doc
    after = s.actors_after(end - 1, 6)
    if after and any(c in "،,." for g in doc.gaps[end : after[0].start + 1] for c in g):
        after = []
    object_first = doc.words[end : end + 1] == ["علي"] or doc.words[end - 1] == "علي"
    k = s.before[i] + 1
    if how == "object":
        if object_first and taking and not after and k < len(s.mentions) and s.same(i, s.mentions[k].start):
            after = s.actors_after(s.mentions[k].end - 1, 4)  # «يسيطر على المعبر مقاتلون من أ»
        beyond = bool(after) and k < len(s.mentions) and s.mentions[k].end <= after[0].start
        if beyond and not (object_first and taking and after[0].start - s.mentions[k].end <= 3):
            after = []  # past what was taken: «سيطروا على المعبر مع الأردن»
    if after and _from(s, after[0]):
        after = []
    if after:
        return [f.name.id for f in after]
    if i and doc.words[i - 1].lstrip("و") in _PASSIVE:
        return []
    before = _subject(s, i) if how == "object" or taking else None
    return [before.name.id] if before else []


def _from(s: Scene, found: Found) -> bool:
    """Whether a party is whom it was taken from: «من أ»; «مقاتلون من أ» are that party."""
    doc = s.doc
    return doc.words[found.start - 1] in _FROM and doc.words[found.start - 2].removeprefix("ال") not in _GROUPS


def _subject(s: Scene, i: int) -> Found | None:
    doc = s.doc
    for k in range(i - 1, max(doc.bounds[doc.sentence[i]][0], i - 8) - 1, -1):
        found = s.actors.get(k)
        grouped = doc.words[k - 2] in _GROUPS
        if found and (grouped or doc.words[k - 1] not in PLACED) and found.clitic in ("", "و", "ف"):
            return found
    return None


def _takes(bare: str) -> bool:
    return bare.startswith(_TAKE) or bare[1:].startswith(_TAKE)


def _plain(word: str, known: frozenset[str]) -> bool:
    """Whether a word is one of the known, alone or behind one or two clitics."""
    return word in known or word[1:] in known or (word[0] in "وف" and word[2:] in known)


def _is_area(word: str) -> bool:
    return _plain(word, _AREAS) or word.lstrip("وبل").startswith(_WIDE_AREAS)


_TAKE = ("نتزع", "ستعاد", "ستعيد", "سترجع", "حرر", "طهر", "فقد", "خسر")
_LOST = ("فقد", "خسر")
_RETURN = frozenset("يعد تعد يعودا تعودا".split())
_ON_IT = frozenset("عليه عليها عليهما".split())
_HE = frozenset("الذي الواقع القائم هو يقع".split())
_SHE = frozenset("التي الواقعه القائمه هي تقع".split())
_PASSIVE = frozenset(["تم", "تمت", "جري", "جرت"])
_THEY = frozenset("هي هو هم".split())
_WHAT = frozenset("من ما مما".split())
_FROM = frozenset("من مع ضد بين عن".split())
_GROUPS = frozenset("فصايل مقاتلون مقاتلين عناصر مسلحون مسلحين قوات مجموعات مجموعه كتايب جماعات".split())
_SUCH_AS = frozenset("منها ابرزها اهمها هي بينها".split())
_SIDE = ("جانبه", "طرفه", "طرفيه", "جهته", "جانبيه")
_TOWN = frozenset("المدينه البلده القريه".split())
_BESIDE = frozenset("قرب جانب محيط ساحه جسر دوار القرب".split())
_MASCULINE = frozenset("ريف الريف الشمال الجنوب الشرق الغرب شمال جنوب".split())
_AREAS = frozenset(
    "محافظه المحافظه حدود الحدود منطقتي اراض ريف الريف ريفي الشمال الجنوب الشرق الغرب شمال جنوب كامل جزء اجزاء باديه "
    "باديتي نقاط مواقع طرق الطرق مساحات معظم الجهه الارياف".split()
)
_WIDE_AREAS = ("مناطق", "المناطق", "بلدات", "قري ", "قراهم", "قراها", "القري", "مدن ", "المدن", "اراضي", "الاراضي")
_REGION = frozenset("مدينتي بلدتي".split())
_HELD = frozenset("بيد تخضع يخضع تحت بقبضه".split())
_HOLD = frozenset("سيطره مسيطر مسيطرا مسيطره خضوع".split())
_WIDE = frozenset({"sy/aleppo", "sy/idlib", "sy/daraa"})
_LINK = frozenset("بين الواصل الواصله الفاصل الفاصله الرابط صله يصل تصل يربط تربط".split())
