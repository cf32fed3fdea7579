"""Who holds a crossing or one of its ends: «معبر تحت سيطرة أ», «مدينة منبج التي تسيطر عليها ب»."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from maabar.model import ANY_CROSSING, By, Kind
from maabar.reading.what.event import PLACED, STATUS, Event
from maabar.reading.what.held import BECOME, SIDES, head_of, object_of, plain, pointed, taken, takes
from maabar.reading.what.scene import Scene
from maabar.reading.which.names import Found


def control_events(s: Scene, i: int) -> Iterator[Event]:
    """A crossing or a named end of one that is held, taken, or lost by a party."""
    doc = s.doc
    word = doc.info[i]
    end = doc.phrase[i][1] if i in doc.phrase else i + 1
    if i in s.named or _of_what(s, i, end):
        return
    if any(doc.has(j, "keep") for j in range(max(0, i - 4), i)):
        return  # «إدارته باتت في يد أ» tells who runs it
    if doc.words[i] in _HAND and not any(
        doc.words[j].lstrip("وستين").startswith("ضع") for j in range(max(0, i - 5), i)
    ):
        return
    if doc.words[i] == _AT and not _comes_to(s, i):
        return
    if word.bare.startswith(_BEGINS) and not word.pronoun and i + 1 not in s.actors and s.next_any(i, 1) is None:
        return  # «أخذت الحافلات تغادر»
    if (doc.words[i] == "فقد" and i + 1 not in s.actors) or word.bare in _INSPECT:
        return  # «فقد قرر …», «جاؤوا لتفقد المعبر» is no loss
    if not word.verb and any(_is_loss(doc.info[j].bare) and doc.has(j, "control") for j in range(max(0, i - 4), i)):
        return  # «فقد أ السيطرة على المعبر» is told by the verb
    if not word.verb and i and s.same(i - 1, i) and doc.has(i - 1, *STATUS):
        return  # «مغلق بيد أ» tells who closed it
    if not word.verb and i and doc.has(i - 1, "control") and "خاضع" in doc.words[i - 1]:
        return  # «الخاضع لسيطرة أ» was told at «الخاضع»
    taking = bool(word.verb) and not word.article
    crossings: tuple[str, ...] | None = None
    how = "object"
    if taking and word.pronoun and takes(word.bare):
        crossings = taken(s, i)
    elif not pointed(s, end):
        crossings = object_of(s, i, end)
        if not crossings and word.bare == _TOOK_IT and i + 1 in s.actors and _again(s, i):
            taking, crossings = True, taken(s, i)
    if crossings is None:
        crossings, how = head_of(s, i, end), "head"
    if not crossings or (crossings == (ANY_CROSSING,) and not s.said_of_many(i)):
        return
    scope = s.scope(i)
    if word.preposition == "ل" and word.article and scope.reality == "actual":
        scope = replace(scope, reality="proposed")  # «معارك للسيطرة على المعبر»
    seizes = taking and takes(word.bare)
    actors = _own(s, i) if how == "head" and not seizes else []
    actors = actors or _holders(s, i, end, taking, how) or (_own(s, i) if how == "object" and not seizes else [])
    aimed = word.preposition == "ل" or (i > 0 and doc.words[i - 1] in _AIMS)
    if not actors and not word.verb and aimed and scope.reality == "proposed":
        actors = [f.name.id for f in _subject(s, i, _STRIVE_REACH)]  # «هاجمت أ المعبر في مسعى للسيطرة عليه»
    if not actors:
        return
    first, last = s.span(i)
    if _is_loss(word.bare) or _no_longer(s, i) or _outside(s, i):
        scope = replace(scope, polarity="denied")
    if taking and not word.present and scope.reality == "planned":
        scope = replace(scope, reality="actual")  # «بعد أن حرره الجيش»
    if not word.verb and how == "head" and scope.reality == "proposed" and not aimed:
        scope = replace(scope, reality="actual")  # «اقترح فتح معبر بين أ (في منطقة سيطرة ب) و…»
    coming = any(doc.info[j].future or doc.has(j, "plan", "aim") for j in range(max(0, i - 4), i))
    if not word.verb and how == "head" and scope.reality == "planned" and not coming:
        scope = replace(scope, reality="actual")  # «لن يُسمح لمن توجه إلى منبج الواقعة تحت سيطرة أ»
    values = tuple(By(a) for a in dict.fromkeys(actors))
    kind: Kind = "operation" if i in doc.phrase and _decided(s, i) else "control"
    yield Event(kind, values, crossings, i, first, max(last, i), scope, f"control_{how}")
    if _is_loss(word.bare) and scope.reality == "actual" and (winner := _winner(s, i)):
        won = replace(scope, polarity="affirmed")
        yield Event("control", (By(winner.name.id),), crossings, i, first, max(last, i), won, "control_won")


def _comes_to(s: Scene, i: int) -> bool:
    """Whether «لدى» tells who holds: «الجهة السورية من المعبر باتت لدى أ»."""
    doc = s.doc
    if i + 1 not in s.actors or i == 0:
        return False
    return any(plain(doc.words[j], BECOME) for j in range(max(0, i - 2), i))


def _again(s: Scene, i: int) -> bool:
    """Whether «استعاده» is a verb: «ثم استعاده النظام», not «علامة على استعادة النظام …»."""
    return bool(s.doc.info[i].conjunction) or s.doc.words[i - 1] in _VERBAL


def _winner(s: Scene, i: int) -> Found | None:
    """«فقدت أ المعبر لصالح ب»."""
    doc = s.doc
    hi = min(doc.bounds[doc.sentence[i]][1], i + 16)
    return next((s.actors.get(j + 1) for j in range(i + 1, hi - 1) if doc.words[j] in _IN_FAVOUR), None)


def _decided(s: Scene, i: int) -> bool:
    """«القرار بشأن فتح المعبر بيد أ»: أ runs it."""
    lo = max(s.doc.bounds[s.doc.sentence[i]][0], i - 8)
    return any(s.doc.words[j].lstrip("و") in _DECISION for j in range(lo, i))


def _own(s: Scene, i: int) -> list[str]:
    """Whose hand «بيدها», «تحت سيطرتهم» is: the party named last before that the pronoun agrees with."""
    doc = s.doc
    words = doc.words[i : doc.phrase[i][1] if i in doc.phrase else i + 1]
    pronoun = next((p for p in ("ها", "هم", "ه") for word in words if word.endswith(p)), "")
    hold = doc.info[i].pronoun and doc.info[i].bare.startswith(_OWNED)  # not «استمرار خضوعه لسيطرة أ»
    if not pronoun or not (hold or i in doc.phrase):
        return []
    lo = max(doc.bounds[doc.sentence[i]][0], i - _OWN_REACH)
    for k in range(i - 1, lo - 1, -1):
        found = s.actors.get(k)
        if found is not None:
            masculine = doc.words[k][len(found.clitic) :].removeprefix("ال") in _MASCULINE
            if pronoun == "هم" or masculine is (pronoun == "ه"):
                return [found.name.id]
    return []


def _of_what(s: Scene, i: int, end: int) -> bool:
    """«ما تسيطر عليه أ» is an area; «من قبضة أ» tells who lost it, but «تمكنت من السيطرة على» who gained."""
    doc = s.doc
    before = doc.words[i - 1] if i else ""
    if before in ("", "فيما", "وفيما") or not plain(before, _WHAT) or doc.words[i - 2].lstrip("و") in _THEY:
        return False
    return bool(doc.info[i].verb) or not (doc.info[i].article or s.before[min(end, len(doc) - 1)] > s.before[i])


def _is_loss(bare: str) -> bool:
    return bare.lstrip("يتن").startswith(_LOST)


def _outside(s: Scene, i: int) -> bool:
    """«خارج سيطرة أ», «خرج عن سيطرة أ»."""
    doc = s.doc
    return any(doc.words[j].lstrip("وال").startswith(_OUT) for j in range(max(0, i - 3), i)) and (
        doc.words[i - 1] in ("عن", "من", "نطاق", "دايره") or doc.words[i - 1].endswith("خارج")
    )


def _no_longer(s: Scene, i: int) -> bool:
    """«لم يعد بيد …», «لم تعد تسيطر»."""
    words = s.doc.words
    return any(words[j] in _RETURN and words[j - 1].lstrip("و") == "لم" for j in range(max(1, i - 5), i))


def _holders(s: Scene, i: int, end: int, taking: bool, how: str) -> list[str]:
    """The party that holds: right after the word of holding; before a verb of taking if none follows."""
    doc = s.doc
    if by := _by(s, end):
        return [f.name.id for f in by]
    after = s.actors_after(end - 1, 6)
    if after and doc.words[after[0].start - 1] == "من" and plain(doc.words[after[0].start], SIDES):
        after = s.actors_after(after[0].end - 1, 2)  # «يسيطر على المعبر من الجانب السوري أ»
    if after and any(c in "،,." for g in doc.gaps[end : after[0].start + 1] for c in g):
        after = []
    object_first = doc.words[end : end + 1] == ["علي"] or doc.words[end - 1] == "علي"
    k = s.before[i] + 1
    if how == "object":
        if object_first and taking and not after and k < len(s.mentions) and s.same(i, s.mentions[k].start):
            after = s.actors_after(s.mentions[k].end - 1, 4)  # «يسيطر على المعبر مقاتلون من أ»
        beyond = bool(after) and k < len(s.mentions) and s.mentions[k].end <= after[0].start
        if beyond and not (object_first and taking and after[0].start - s.mentions[k].end <= _PAST_SIDE):
            after = []  # past what was taken: «سيطروا على المعبر مع الأردن»
    if after and (_from(s, after[0]) or (how == "object" and _is_side(s, after[0]))):
        after = []
    if after:
        return [f.name.id for f in after]
    if i and doc.words[i - 1].lstrip("و") in _PASSIVE:
        return []
    if taking and not _subject(s, i) and doc.info[i].bare.endswith(("وا", "ون")):
        lo = max(doc.bounds[doc.sentence[i]][0], i - _OWN_REACH)
        near = next((s.actors[j] for j in range(i - 1, lo - 1, -1) if j in s.actors), None)
        return [near.name.id] if near is not None else []  # «قال قائد في أ إنهم سيطروا على المعبر»
    return [f.name.id for f in _subject(s, i)] if how == "object" or taking else []


def _by(s: Scene, end: int) -> list[Found]:
    """The agent of «سيطر عليه من قبل أ», «تحرر على يد أ»."""
    doc = s.doc
    hi = min(doc.bounds[doc.sentence[end - 1]][1], end + _AGENT_REACH)
    for j in range(end, hi - 1):
        if (doc.words[j], doc.words[j + 1]) in _AGENT:
            return s.actors_after(j + 1, 2)
        if any(c in "،." for c in doc.gaps[j + 1]):
            break
    return []


def _from(s: Scene, found: Found) -> bool:
    """Whether a party is whom it was taken from: «من أ»; «مقاتلون من أ» are that party."""
    doc = s.doc
    return doc.words[found.start - 1] in _FROM and doc.words[found.start - 2].removeprefix("ال") not in _GROUPS


def _is_side(s: Scene, found: Found) -> bool:
    """«سيطر على الجانب الفلسطيني من المعبر»: no party."""
    words = s.doc.words
    return found.end < len(words) and words[found.end] == "من" and plain(words[found.start], SIDES)


def _subject(s: Scene, i: int, reach: int = 8) -> list[Found]:
    """The party before, with one joined to it: «تتقاسم أ وب السيطرة»."""
    doc = s.doc
    for k in range(i - 1, max(doc.bounds[doc.sentence[i]][0], i - reach) - 1, -1):
        found = s.actors.get(k)
        grouped = doc.words[k - 2] in _GROUPS
        first = s.actor_until(k) if found and found.clitic == "و" else None
        if first is not None and doc.words[first.start - 1] in PLACED:
            continue  # «الواقع بين مناطق أ وب»
        before = found is not None and doc.words[k - 1].endswith("سبق")  # «سبق للتنظيم أن سيطر على المعبر»
        if found and (grouped or doc.words[k - 1] not in PLACED) and (before or found.clitic in ("", "و", "ف")):
            return [first, found] if first is not None else [found]
    return []


_INSPECT = frozenset(["تفقد", "يتفقد"])
_TOOK_IT = "استعاده"
"""«ثم استعاده النظام» is written as «استعادة»."""
_LOST = ("فقد", "خسر", "خسار")
_BEGINS = ("اخذ", "تاخذ", "ياخذ")
_HAND = frozenset(["يدها", "يده"])
"""«وضعت أ يدها على المعبر»."""
_AT = "لدي"
_VERBAL = frozenset("ثم قد الذي حين عندما حيث بعدما قبلما".split())
_AIMS = frozenset("بهدف بغيه اجل بغرض بقصد".split())
_IN_FAVOUR = frozenset(["لصالح", "لمصلحه"])
_OWNED = ("سيطر", "قبض", "نفوذ", "هيمن")
_PAST_SIDE = 3
_STRIVE_REACH = 22
_OWN_REACH = 26
_MASCULINE = frozenset("جيش نظام حزب تنظيم فيلق لواء مجلس حرس طرف جانب فصيل تحالف اردن عراق لبنان داعش جولاني".split())
_DECISION = frozenset("القرار الامر قرار مفاتيح مفتاح ملف الملف".split())
_OUT = ("خارج", "خرج", "خروج", "يخرج", "تخرج")
_AGENT_REACH = 10
_AGENT = frozenset((a, b) for a, b in [("من", "قبل"), ("من", "جانب"), ("من", "طرف"), ("علي", "يد"), ("علي", "ايدي")])
_RETURN = frozenset("يعد تعد يعودا تعودا".split())
_PASSIVE = frozenset(["تم", "تمت", "جري", "جرت"])
_THEY = frozenset("هي هو هم".split())
_WHAT = frozenset("من ما مما".split())
_FROM = frozenset("من مع ضد بين عن".split())
_GROUPS = frozenset(
    "فصايل مقاتلون مقاتلين مقاتلو عناصر مسلحون مسلحين مسلحو قوات قوه مجموعات مجموعه كتايب جماعات وحدات الويه فرق "
    "تشكيلات جنود ارتال دوريات دوريه".split()
)
