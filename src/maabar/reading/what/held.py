"""What is held: a crossing, or a named end of one: «معبر تحت سيطرة أ», «مدينة منبج التي تسيطر عليها ب»."""

from __future__ import annotations

from maabar.model import ANY_CROSSING
from maabar.reading.what.event import PLACED
from maabar.reading.what.scene import Scene
from maabar.reading.which.references import Mention


def taken(s: Scene, i: int) -> tuple[str, ...]:
    """What «استعادها», «انتزعته» refers to: a crossing, if no area stands nearer."""
    doc = s.doc
    mention = s.antecedent(i)
    if mention is None or doc.sentence[i] - doc.sentence[mention.start] > 1:
        return ()
    several = len(mention.crossings) > 1 or mention.how in ("many", "dual")
    if doc.info[i].pronoun == "ها" and not several and doc.words[i - 1] != "التي":
        lo = max(doc.bounds[doc.sentence[i]][0], i - 14)
        town = next((k for k in range(i - 1, lo - 1, -1) if k in s.towns), None)
        if town is not None:
            return of_end(s, town)  # «دخل النظام مورك ثم استعادتها أ»
    if several and any(word in _ORDINALS for word in doc.words[max(0, mention.start - 2) : mention.start]):
        return ()  # «ثاني المعابر الثلاثة التي خسرتها أ»
    if doc.words[i - 1] == "التي" and not several:
        return of_end(s, i - 2) if i - 2 in s.towns else ()  # «مدينة عفرين التي انتزعتها أ»
    if doc.words[i - 1] == "الذي" and mention.end < i - 4:
        return ()  # «الجولان الذي تحتله أ»
    near = range(max(mention.end, i - 6), i)
    return () if any(is_area(doc.words[j]) for j in near) else mention.crossings


def pointed(s: Scene, end: int) -> bool:
    """Whether «عليه», «عليها» stands for what is held: it was named before."""
    return any(word in ON_IT for word in s.doc.words[end : end + 3])


def object_of(s: Scene, i: int, end: int) -> tuple[str, ...] | None:
    """What is held, where it follows: «سيطرت أ على المعبر», «انتزعت أ المعبر»; () if it is something else."""
    doc = s.doc
    word = doc.info[i]
    hi = min(doc.bounds[doc.sentence[i]][1], end + 9)
    if not (word.verb or word.bare in _HOLD or word.bare in _MASDARS or i in doc.phrase):
        return None
    under = bool(i) and word.bare not in _MASDARS and doc.words[i - 1].lstrip("و") in _UNDER
    if under and not word.verb and not word.article:
        return None  # «في قبضة أ منذ ما يزيد على العام»
    on = next((j for j in range(end, hi) if doc.words[j].lstrip("و") == "علي"), None)
    if on is None and any(stem in word.bare for stem in _GRIPS):
        return _governed(s, i, hi)
    if doc.words[end - 1] == "علي":
        on = end - 1
    mention = s.next_any(end - 1, 12)
    if on is not None and mention is not None and mention.start < on and word.verb and takes(word.bare):
        on = None  # «استرجع أ منفذ التنف على الحدود»
    if on is not None and on + 1 < len(doc) and doc.words[on + 1] == "ان":
        return None  # «سيطرت أ عليه، على أن …»
    apart = on is not None and any(c in "،,." for g in doc.gaps[end : on + 1] for c in g)
    if apart and on is not None and not any("." in g for g in doc.gaps[end : on + 1]):
        apart = any(doc.info[j].verb for j in range(end, on))  # «سيطرت أ، صباح اليوم، على المعبر»
    if on is not None and not apart:
        sided = on + 1 < len(doc) and plain(doc.words[on + 1], SIDES)  # «على الجانب السوري من المعبر»
        for j in range(on + 1, min(on + (8 if sided else 4), doc.bounds[doc.sentence[i]][1])):
            if is_area(doc.words[j]) and not (sided and j == on + 1):
                return ()
            if mention is not None and mention.start == j and not (sided and doc.words[j - 1] != "من"):
                return _listed(s, mention)
            if doc.words[j] in _TOWN or j in s.towns:
                return of_end(s, j)
            if doc.words[j].startswith(_SIDE) and (side := s.antecedent(j)):
                return side.crossings
        return None if i in doc.phrase and doc.words[i] in _HELD else ()
    if not (word.verb and takes(word.bare)) and word.bare not in _MASDARS:
        return None
    sided = False
    for j in range(end, min(hi, end + 8)):
        if j > end and "،" in doc.gaps[j]:
            return ()
        if mention is not None and mention.start == j:
            return None if doc.info[j].preposition and not sided else _listed(s, mention)
        if plain(doc.words[j], SIDES):
            sided = True  # «احتلت أ الجانب الفلسطيني من المعبر»
        if sided and doc.words[j] == "من":
            continue
        if doc.words[j] in _TOWN and not doc.info[j].preposition:
            return of_end(s, j)
        if doc.words[j] == "من" and (j + 1 in s.actors or (mention is not None and mention.start == j + 1)):
            continue  # «انتزعت من أ المعبر»، «آخر ما لديه من معابر»
        if is_area(doc.words[j]) or doc.words[j] in PLACED or doc.words[j] in _ELSE:
            return ()
    return ()


def _governed(s: Scene, i: int, hi: int) -> tuple[str, ...] | None:
    """«تتحكم أ بالمعبر», «تتحكم أ في المعبر»; None where it was named before («تتحكم به»)."""
    doc = s.doc
    mention = s.next_any(i, 9)
    if mention is None or mention.start >= hi:
        return None
    near = doc.info[mention.start].preposition == "ب" or doc.words[mention.start - 1] == "في"
    return mention.crossings if near else None


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


def head_of(s: Scene, i: int, end: int) -> tuple[str, ...]:
    """What «الخاضع لـ», «تحت سيطرة», «التي تسيطر عليها» is said of: the nearest noun before that agrees with it."""
    doc = s.doc
    if i and (doc.words[i - 1].lstrip("وبل").startswith(_WIDE_AREAS) or doc.words[i - 1] in ("قري", "مدن")):
        return _within(s, i - 1)  # «المناطق الخاضعة لـ»، «مناطق سيطرة أ»
    for found_by in (_topic_of, _become, _apposed):
        if (subject := found_by(s, i)) is not None:
            return subject
    if i > 1 and doc.words[i - 1] in _BEYOND and doc.words[i - 2].lstrip("و") == "ما":
        return ()  # «ما بعده تسيطر عليه أ»
    relative = _relative(s, i)
    feminine = _gender(s, i, end, relative)
    lo = max(doc.bounds[doc.sentence[i]][0], i - 24)
    for k in range(relative - 1, lo - 1, -1):
        b = s.before[k]
        if b >= 0 and s.mentions[b].start <= k < s.mentions[b].end:
            m = s.mentions[b]
            several = len(m.crossings) > 1 or m.how in ("many", "dual")
            sided = doc.words[m.start - 1] == "من" and any(
                plain(w, SIDES) for w in doc.words[m.start - 4 : m.start - 1]
            )
            if (feminine and not several and not sided and m.how != "bare") or (feminine is False and several):
                continue
            return m.crossings
        word = doc.words[k]
        if k in s.towns or doc.has(k, "settlements"):
            found = s.towns.get(k)
            if found and doc.words[found.start - 1] == "عن":
                continue  # «المعبر، الذي تفصله عن تدمر 200 كيلومتر، صار تحت سيطرة أ»
            if found and (found.name.id in _WIDE or found.name.id.endswith("-gov")):
                rural = plain(doc.words[found.start], _MASCULINE) or plain(doc.words[found.start - 1], _MASCULINE)
                if i - k <= 2 and (feminine is None or feminine is not rural):
                    return ()  # «ريف حلب الخاضع لـ», but «بلدة الحاضر بريف حلب الخاضعة لـ»
            elif feminine is not False and not plain(word, _BESIDE) and i - k < 9:
                return of_end(s, k)
        elif is_area(word) and i - k <= 5:
            masculine = plain(word, _MASCULINE)
            if k == relative - 1 or feminine is None or feminine is not masculine:
                return ()  # «ريف حماة الخاضع لـ», «مناطق تسيطر عليها»
    if feminine is False and (not doc.info[i].article or doc.info[i].preposition):
        mention = s.topic(i, 1)
        return mention.crossings if mention else ()
    return ()


def _within(s: Scene, i: int) -> tuple[str, ...]:
    """«معبر أ الواقع في مناطق سيطرة ب»: the crossing itself lies in the area at ``i``."""
    doc = s.doc
    if doc.words[i - 1] not in _UNDER:
        return ()
    at = i - 1
    if plain(doc.words[at - 1], _HE) or plain(doc.words[at - 1], _SHE):
        at -= 1
    mention = s.previous(at)
    return mention.crossings if mention is not None and mention.end == at else ()


def _topic_of(s: Scene, i: int) -> tuple[str, ...] | None:
    """«أما معبر أ الواقع شمال كذا فتسيطر عليه ب»."""
    doc = s.doc
    if doc.words[i][0] != "ف":
        return None
    lo = max(doc.bounds[doc.sentence[i]][0], i - 24)
    at = next((j for j in range(i - 1, lo - 1, -1) if doc.words[j] in ("اما", "واما")), None)
    mention = s.next_any(at, 1) if at is not None else None
    return mention.crossings if mention is not None else None


def _apposed(s: Scene, i: int) -> tuple[str, ...] | None:
    """«ما زال معبر أ، الواصل بين ب وج، تحت سيطرة د»: past what stands between commas."""
    doc = s.doc
    lo = doc.bounds[doc.sentence[i]][0]
    start = next((j for j in range(i, max(lo, i - 4), -1) if _comma(doc.gaps[j])), None)
    if start is None or not all(plain(w, BECOME) or w in _UNDER or w == "قد" for w in doc.words[start:i]):
        return None
    first = next((j for j in range(start - 1, max(lo, start - 20), -1) if _comma(doc.gaps[j])), None)
    if first is None or not (plain(doc.words[first], _WHICH) or plain(doc.words[first], _LINK)):
        return None
    for k in range(first - 1, max(lo, first - 4) - 1, -1):
        b = s.before[k]
        if b >= 0 and s.mentions[b].start <= k < s.mentions[b].end:
            return s.mentions[b].crossings
        if k in s.towns:
            return of_end(s, k)
    return None


def _comma(gap: str) -> bool:
    return "،" in gap or "," in gap


def _become(s: Scene, i: int) -> tuple[str, ...] | None:
    """The subject that follows its verb: «باتت مدينة منبج تحت سيطرة أ», «يقع معبر كسب في ريف اللاذقية تحت سيطرة ب»."""
    doc = s.doc
    lo = max(doc.bounds[doc.sentence[i]][0], i - _RELATIVE_REACH)
    for j in range(i - 2, lo - 1, -1):
        if "،" in doc.gaps[j + 1] or plain(doc.words[j], _WHICH):
            return None
        if not plain(doc.words[j], BECOME):
            continue
        mention = s.next_any(j, 1)
        if mention is not None:
            return mention.crossings
        place = j + 2 if doc.has(j + 1, "settlements") and j + 2 in s.towns else j + 1
        return of_end(s, place) if place in s.towns or doc.words[place] in _TOWN else None
    return None


def _relative(s: Scene, i: int) -> int:
    """Where the words begin that say of a noun that it is held: «الواقعة بريف حلب تحت سيطرة أ»."""
    doc = s.doc
    if doc.info[i].article or doc.words[i].startswith("ال") or (doc.info[i].verb and doc.info[i].conjunction):
        return i
    lo = max(doc.bounds[doc.sentence[i]][0], i - _RELATIVE_REACH)
    for j in range(i - 1, lo - 1, -1):
        word = doc.words[j]
        if plain(word, _HE) or plain(word, _SHE):
            return j if i - j <= _RELATIVE_NEAR or not plain(word, _WHO) else i
        if "،" in doc.gaps[j] or doc.info[j].verb:
            break
    return i


def _gender(s: Scene, i: int, end: int, relative: int) -> bool | None:
    """Whether what is held is feminine by the words that agree with it; None where none tells."""
    doc = s.doc
    if doc.info[i].bare.removeprefix("ال").startswith("خاضع"):
        bare = doc.info[i].bare
        return None if bare.endswith(("ان", "ين")) else bare.endswith("ه")
    for word in doc.words[end : end + 3]:
        if word in ON_IT:
            return word != "عليه"
    if relative < i:
        return plain(doc.words[relative], _SHE)
    for j in range(i - 1, max(i - 5, -1), -1):
        if plain(doc.words[j], BECOME):
            return True if plain(doc.words[j], _SHE_BECAME) else None
    return None


def of_end(s: Scene, j: int) -> tuple[str, ...]:
    """The crossing that the place at ``j`` is an end of, by the registry or as told: «الواصل بين منبج …»."""
    doc = s.doc
    found = s.towns.get(j)
    start = found.start if found else j
    if doc.has(start - 1, "settlements"):
        start -= 1
    joined_to = doc.words[start][0] == "و"
    if doc.words[start - 1] == "عن":
        return ()  # «يبعد المعبر كيلومترين عن دوما التي تسيطر عليها أ»
    if not joined_to and (is_area(doc.words[start - 1]) or doc.words[start - 1].lstrip("و") in _REGION):
        return ()
    if found is not None:
        if found.name.what == "crossing" and found.name.id in s.known:
            town = doc.has(found.start - 1, "settlements")  # «المعبر بين بلدة كذا … ومدينة الطبقة التي تسيطر عليها أ»
            return (town and _told_end(s, start)) or (found.name.id,)
        joined = s.ends.get(found.name.id, frozenset()) & s.known
        for m in reversed(s.mentions[max(0, s.before[j] - 20) : s.before[j] + 1]):
            if joined and (both := tuple(c for c in m.crossings if c in joined)):
                return both
        if len(joined) == 1:
            return tuple(joined)
    elif doc.words[j] in _TOWN:
        mention = s.previous(j) or s.topic(j, 1)
        if mention and mention.how in ("named", "bare"):
            return mention.crossings
        if doc.words[j] != "المنطقه":
            return ()
    return _told_end(s, start)


def _told_end(s: Scene, j: int) -> tuple[str, ...]:
    doc = s.doc
    mention = s.previous(j, 30)
    lo = mention.end if mention else max(doc.bounds[doc.sentence[j]][0], j - 30)
    linked = any(
        ("link" in doc.info[k].classes and not doc.info[k].bare.endswith("تبع")) or doc.words[k].lstrip("و") in _LINK
        for k in range(lo, j)
    )
    if mention is None:
        mention = s.topic(j) if linked else None
    elif not linked and j - mention.end > 2:
        return ()
    one = mention is not None and len(mention.crossings) == 1 and mention.crossings != (ANY_CROSSING,)
    return mention.crossings if mention and one else ()


def takes(bare: str) -> bool:
    return bare.startswith(_TAKE) or bare[1:].startswith(_TAKE)


def plain(word: str, known: frozenset[str]) -> bool:
    """Whether a word is one of the known, alone or behind one or two clitics."""
    clitic = word[0] in "وفبلك" and (word[1:] in known or word[2:] in known)
    return clitic or word in known


def is_area(word: str) -> bool:
    return plain(word, _AREAS) or word.lstrip("وبل").startswith(_WIDE_AREAS)


_TAKE = ("اخذ", "تاخذ", "ياخذ", "نتزع", "ستعاد", "ستعيد", "سترجع", "سترد", "حتل", "حرر", "طهر", "فقد", "خسر")
_MASDARS = frozenset("خساره فقدان استعاده انتزاع استرداد استرجاع تحرير تطهير".split())
ON_IT = frozenset("عليه عليها عليهما".split())
_RELATIVE_REACH = 8
_RELATIVE_NEAR = 3
_WHO = frozenset("الذي التي".split())
_WHICH = frozenset("الذي الواقع القائم هو التي الواقعه القائمه هي اللذين اللتين".split())
_HE = frozenset("الذي الواقع القائم هو يقع الكاين الموجود المقام".split())
_SHE = frozenset("التي الواقعه القائمه هي تقع الكاينه الموجوده".split())
_SHE_BECAME = frozenset("باتت صارت اصبحت اضحت ظلت بقيت تزال زالت وقعت تقع سقطت كانت عادت تبقي تظل".split())
BECOME = _SHE_BECAME | frozenset(
    "باتا صارا اصبحا بات صار اصبح اضحي ظل بقي يزال زال وقع يقع سقط كان عاد يبقي يظل".split()
)
_SUCH_AS = frozenset("منها ابرزها اهمها هي بينها".split())
_SIDE = ("جانبه", "طرفه", "طرفيه", "جهته", "جانبيه")
_GRIPS = ("تحكم", "مسك", "حتفظ")
"""Verbs that govern what is held with «بـ»."""
_ORDINALS = frozenset("ثاني ثالث رابع اول احد احدي بعض اخر".split())
_ELSE = frozenset("التي الذي نشاط نشاطه عمل العمل حركه الحركه عافيته حيويته اهميه اهميته دور دوره خدمات".split())
_BEYOND = frozenset("بعده قبله بعدها قبلها يليه".split())
_UNDER = frozenset("تحت في ضمن داخل".split())
SIDES = frozenset("الجهه الجانب الطرف الشطر القسم الشق الضفه طرف جانب مداخل بوابه".split())
_TOWN = frozenset("المدينه البلده القريه المنطقه".split())
_BESIDE = frozenset("قرب جانب محيط ساحه جسر دوار القرب".split())
_MASCULINE = frozenset("ريف الريف الشمال الجنوب الشرق الغرب شمال جنوب الجولان الشطر".split())
_AREAS = frozenset(
    "محافظه المحافظه حدود الحدود منطقتي اراض ريف الريف ريفي الشمال الجنوب الشرق الغرب شمال جنوب كامل جزء اجزاء باديه "
    "باديتي نقاط مواقع طرق الطرق مساحات معظم الجهه الارياف ارياف هضبه الجولان الشطر".split()
)
_WIDE_AREAS = ("مناطق", "المناطق", "بلدات", "قري ", "قراهم", "قراها", "القري", "مدن ", "المدن", "اراضي", "الاراضي")
_REGION = frozenset("مدينتي بلدتي".split())
_HELD = frozenset("لدي بيد تخضع يخضع تحت بقبضه".split())
_HOLD = frozenset(
    "سيطره مسيطر مسيطرا مسيطره خضوع قبضه نفوذ هيمنه مهيمن مهيمنه استيلاء استحواذ متحكم متحكمه محتفظ محتفظه".split()
)
_WIDE = frozenset({"sy/aleppo", "sy/idlib", "sy/daraa"})
_LINK = frozenset(
    "بين الواصل الواصله الفاصل الفاصله الرابط الرابطه صله يصل تصل يربط تربط يفصل تفصل وصل ربط فصل يودي تودي المودي "
    "يفضي تفضي المفضي يمتد الممتد طرفا طرفي طرفيه يقع تقع الواقع".split()
)
