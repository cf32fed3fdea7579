"""Open, closed, restricted: what is said of a crossing's state, in verb, noun, adjective and set phrase."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from maabar.model import ANY_CROSSING, Direction
from maabar.reading.what.event import CROSSING, PLACED, STANDSTILL, Event
from maabar.reading.what.limits import (
    WEEKDAYS,
    all_but,
    before_limit,
    excepted,
    exception_at,
    is_nightly,
    is_partly,
    limit_at,
)
from maabar.reading.what.scene import AFTER, Scene
from maabar.reading.what.scope import Scope
from maabar.reading.what.traffic import FOR, traffic_of
from maabar.reading.what.trigger import MASDARS
from maabar.reading.which.references import Mention


def phrase_events(s: Scene, i: int, name: str, end: int) -> Iterator[Event]:
    """Status by a set phrase at words ``i`` to ``end`` (exclusive): «عاد المعبر إلى العمل»."""
    value = "closed" if name in ("closed", "halt", "stop_it") else "open"
    if name == "works" and s.doc.words[end : end + 1] == ["علي"]:
        return  # «بدأ العمل على إنشاء المعبر»
    if name in ("open", "closed") and _opens_facility(s, end, s.next(end - 1, 3)):
        return  # «إعادة فتح السفارة بعد زيارة معبر نصيب»
    target = _target(s, i, end)
    if name == "halt" and target is not None and target.start - end > 4:
        return
    if name == "halt" and s.doc.words[end : end + 1] in _TO_A_PLACE and (target is None or target.start < i):
        return
    if target is None and name in ("works", "halt"):
        target = s.previous(i)
    if name == "works" and target is not None and target.start < i and _goes_back_to_work(s, i, target):
        return
    if target is None and (target := s.loosely(i)):
        name += "?"
    if target is not None:
        yield from state_events(s, i, end, value, target, name)


def _goes_back_to_work(s: Scene, i: int, target: Mention) -> bool:
    """«ستعود الصهاريج إلى العمل»: something else than the crossing before it does."""
    doc = s.doc
    if doc.words[i] not in _TO_WORK:
        return False
    verb = next((j for j in range(i - 1, max(target.end, i - 7) - 1, -1) if doc.info[j].verb & {"resume"}), None)
    verb = (
        verb
        if verb is not None
        else next(
            (j for j in range(i - 1, max(target.end, i - 7) - 1, -1) if doc.words[j].startswith(_CAME_BACK)), None
        )
    )
    return (
        verb is not None
        and i - verb > 1
        and any(doc.words[j].startswith("ال") and doc.words[j] not in _WHEN for j in range(verb + 1, i))
    )


def status_events(s: Scene, i: int) -> Iterator[Event]:
    doc = s.doc
    classes = doc.info[i].classes
    value = "closed" if classes & {"closed", "closed_state"} else "open"
    if (after := s.next(i)) is not None and _beside(s, i, after):
        return
    if i and doc.words[i] == "فتح" and (doc.words[i - 1] in _PARTIES or doc.words[i + 1 : i + 2] == ["وحماس"]):
        if s.next(i, 2) is None or doc.words[i + 1] in ("في", "ب", "عند"):
            return  # «مسؤول حركة فتح في معبر رفح»
    if i in s.named or _is_other_state(s, i) or (classes & {"open", "closed"} and _opens_else(s, i)):
        return  # «حركة فتح», «فتح النار»، «إغلاق المدارس»
    if doc.info[i].article and any(doc.has(j, "exempt") for j in range(max(0, i - 6), i)):
        return  # «ويُستثنى من الإغلاق المرضى»
    if _is_heading(s, i):
        return
    target = _target(s, i, i + 1)
    if "made" in classes and (target := _made(s, i)) is None:
        return
    if doc.info[i].bare in STANDSTILL and (target is None or i - target.end > 6):
        target = _spoken_of(s, i) if doc.words[i - 1] in _IT else None  # «علمًا أنه متوقف عن العمل»
        if target is None:
            return
    if target is None and classes & {"closed", "closed_state"} and not doc.info[i].article:
        target = _spoken_of(s, i)
    rule = "status"
    if target is None and doc.info[i].article and any(doc.has(j, "why") for j in range(max(0, i - 2), i)):
        return  # «دوافع الإغلاق»
    if target is None and "made" not in classes and not _of_something(s, i):
        target, rule = s.loosely(i), "status?"
    if target is not None:
        yield from state_events(s, i, i + 1, value, target, rule)


def _is_heading(s: Scene, i: int) -> bool:
    """A line of two or three words within a text, «فتح المعبر», names what the next lines speak of."""
    doc = s.doc
    lo, hi = doc.bounds[doc.sentence[i]]
    if hi - lo > _HEADING or lo < doc.headline_end or lo == 0 or doc.info[i].article or i != lo:
        return False
    first = doc.sentence[doc.headline_end] if doc.headline_end < len(doc) else 0
    own_line = "\n" in doc.gaps[lo] and (hi >= len(doc) or "\n" in doc.gaps[hi])
    return own_line and doc.sentence[i] > first and not any(w.isdigit() for w in doc.words[lo:hi])


def _of_something(s: Scene, i: int) -> bool:
    """«افتتاح أعمال المعرض», «إغلاق السوق»: a noun with what it is of right after it, which is no crossing."""
    doc = s.doc
    word = doc.info[i]
    finite = word.verb and word.bare not in MASDARS
    if finite or word.article or word.pronoun or not word.classes & {"open", "closed"} or i + 2 >= len(doc):
        return False
    if doc.clause[i + 1] != doc.clause[i] or doc.has(i + 1, *CROSSING, "border") or doc.info[i + 1].preposition:
        return False
    if i + 1 in s.actors or doc.words[i + 1] in _SORTS or doc.words[i + 1] in FOR or doc.words[i + 1] in _AT_TIME:
        return False  # «إغلاق تركيا الحدود», «موعد افتتاح جديد»
    return doc.info[i + 1].article or doc.info[i + 2].article


def _opens_else(s: Scene, i: int) -> bool:
    """«فتح الجنود النار», «فتحت الشرطة تحقيقًا», «فتح باب التسجيل»: what is opened, before any crossing, is none."""
    doc = s.doc
    after = s.next(i, 3)
    stop = min(after.start if after else i + 4, i + 4 if doc.info[i].verb else i + 2, len(doc))
    if any(doc.words[j] in _OTHER_THINGS for j in range(i + 1, stop)) or _opens_facility(s, i + 1, after):
        return True
    return doc.words[i + 1 : i + 2] == ["باب"] and stop > i + 1 and doc.words[i + 2 : i + 3] != ["المعبر"]


def _opens_facility(s: Scene, i: int, after: Mention | None) -> bool:
    """«افتتح المدير صالة في معبر كسب», «دُشنت في المعبر ساحة»: part of a crossing is opened, or something at it."""
    doc = s.doc
    if i < len(doc) and doc.words[i].removeprefix("ال") in _FACILITIES:
        return True
    after = after or s.next(i - 1, 8)
    if after is None:
        return False
    if doc.words[after.start - 1] in PLACED | {"داخل", "ضمن", "قرب"} or doc.info[after.start].preposition == "ب":
        near = [*range(i, min(after.start, i + 5)), *range(after.end, min(len(doc), after.end + 1))]
        return any(doc.words[j].removeprefix("ال").removesuffix("ا") in _FACILITIES for j in near)
    return False


def _made(s: Scene, i: int) -> Mention | None:
    """The crossing that is set up at word ``i``: «أقامت معبرًا», «المعبر الذي أنشأته», «حددت ممرًا»."""
    doc = s.doc
    target = s.next(i, 3)
    if target is not None and doc.has(target.start, *CROSSING):
        head = doc.info[target.start]
        named = doc.info[i].bare.startswith(_APPOINT) and not head.indefinite  # «حدد معبر كسب موعد الدخول»
        return None if named or head.preposition == "ل" else target
    before = s.antecedent(i) if doc.info[i].pronoun else None
    if (
        before is None
        or not set(doc.words[before.end : i]) <= SMALL
        or any("موعد" in w for w in doc.words[max(0, i - 6) : i])
    ):
        return None  # «شاحنات خصصها …», «موعد فتح المعبر الذي حددته …»
    return before


def _is_other_state(s: Scene, i: int) -> bool:
    """«منطقة عسكرية مغلقة», «الكهرباء مقطوعة», «أُغلق الطريق بين بلدتين»: said of what is no crossing."""
    doc = s.doc
    if doc.words[i + 1 : i + 2] in _ROADS and doc.words[i + 2 : i + 3] in _LEADING and s.next(i) is None:
        return True
    if doc.info[i].bare.startswith("مقطوع"):
        return not any(
            w.lstrip("وب").removeprefix("ال") in ("طريق", "طرق", "طرقات") for w in doc.words[max(0, i - 9) : i]
        )
    return doc.words[i - 1 : i] in (["عسكريه"], ["امنيه"]) and doc.words[i - 2] == "منطقه"


def _spoken_of(s: Scene, i: int) -> Mention | None:
    """«وكان قد أُقفل منذ شهر»: the one crossing that the sentence before ended with."""
    doc = s.doc
    word = doc.info[i]
    if (not word.verb and not word.classes & {"closed_state"}) or word.preposition:
        return None
    k = s.before[i]
    if k < 0 or doc.sentence[i] - doc.sentence[s.mentions[k].start] > 1:
        return None
    m = s.mentions[k]
    return m if len(m.crossings) == 1 and m.crossings != (ANY_CROSSING,) else None


def state_events(s: Scene, i: int, end: int, value: str, target: Mention, rule: str) -> Iterator[Event]:
    governed = target.start > i and s.doc.clause[target.start] == s.doc.clause[i]
    scope = s.scope(i, max(end, target.end) if governed else end)
    if value == "closed" and scope.operators == ("against",) and _is_protested(s, i):
        scope = Scope(operators=scope.operators)  # «احتجاجاً على إغلاق المعبر»: it is closed
    if scope.dropped:
        return
    ordered = "decide" in scope.operators and not {"future", "plan"} & set(scope.operators)
    if scope.reality == "planned" and ordered and (value == "closed" or scope.background):
        scope = replace(scope, reality="actual")  # an order to close is the news of its closing
    if value == "closed" and _is_lifted(s, i, target):
        value = "open"
    if rule.startswith("halt") and scope.reality == "actual" and scope.polarity == "denied":
        value, scope = "open", replace(scope, polarity="affirmed")  # «لم يتوقف العمل في المعبر»
    working = value == "open" and rule in _AT_WORK and not {"deny", "false", "back"} & set(scope.operators)
    begins = s.doc.words[i].lstrip("وفسيت").startswith(_BEGINS)  # «لم يباشر عمله»: it did not come to be open
    if working and scope.polarity == "denied" and not begins:
        value, scope = "closed", replace(scope, polarity="affirmed")  # «لم يعد في الخدمة», «لن يعمل المعبر»
    first, last = s.span(i, target.start if target.start > i - 30 and s.same(i, target.start) else i)
    traffic = traffic_of(s, end, last, target, value)
    if value == "open" and scope.polarity == "affirmed":
        at = limit_at(s, i, max(last, target.end - 2) if s.same(i, target.start) else last)
        if at >= 0:
            traffic = traffic or before_limit(s, at, i)
        elif (but := exception_at(s, i)) >= 0:
            traffic = traffic or excepted(s, but)
            at = but if traffic else -1
        if at >= 0:
            value = "restricted"
    if is_partly(s.doc, i, last) or (value == "closed" and is_nightly(s.doc, i, last)):
        value = "restricted"
    if value == "closed" and scope.polarity == "affirmed" and (spared := all_but(s, i, last)):
        value, traffic = "restricted", spared
    way = _direction(s, i, last)
    crossings = tuple(dict.fromkeys(target.crossings + _likewise(s, end))) if target.end <= i else target.crossings
    yield Event("status", (value,), crossings, i, first, last, scope, rule, traffic, target.note, way)


def _likewise(s: Scene, end: int) -> tuple[str, ...]:
    """«معبر كسب مغلق، وكذلك معبر نصيب»: what is said of one is said of the next too."""
    k = s.before[end - 1] + 1
    following = s.mentions[k] if k < len(s.mentions) else None
    if following is None or not s.same(end - 1, following.start) or following.start - end > _LIKEWISE:
        return ()
    between = s.doc.words[end : following.start]
    return following.crossings if any(word in _SO_TOO for word in between) else ()


def _is_lifted(s: Scene, i: int, target: Mention) -> bool:
    """«رُفع الإغلاق عن معبر …», «أنهت السلطات إغلاقه», «إغلاق المعبر انتهى»."""
    doc = s.doc
    if (doc.info[i].verb and doc.info[i].bare != "غلق") or doc.info[i].preposition == "ب":
        return False  # «انتهى الأمر بالإغلاق»
    lo = doc.clauses[doc.clause[i]][0]
    if any(doc.has(j, "lift") for j in range(max(lo, i - 3), i)):
        return True
    return any("lift" in doc.info[j].verb for j in {i + 1, target.end} if i < j < len(doc) and s.same(i, j))


def _is_protested(s: Scene, i: int) -> bool:
    """Whether a protest word, not a word of fear, stands before the noun at word ``i``."""
    return any(w.lstrip("ولا").startswith(_PROTEST) for w in s.doc.words[max(0, i - 3) : i])


def _direction(s: Scene, i: int, last: int) -> Direction | None:
    """Which way it is said to be open or closed: «في الاتجاهين», «أمام القادمين», «أمام المغادرين»."""
    doc = s.doc
    for j in range(i + 1, min(last + 3, doc.bounds[doc.sentence[i]][1])):
        classes = doc.info[j].classes | {doc.phrase[j][0] if j in doc.phrase else ""}
        if "way_both" in classes:
            return "both"
        if classes & {"way_in", "way_out"} and (doc.info[j].preposition == "ل" or doc.words[j - 1] in FOR):
            return "in" if "way_in" in classes else "out"
    return None


def _target(s: Scene, i: int, end: int) -> Mention | None:
    """The mention that a status word at ``i`` (to ``end``, exclusive) is about."""
    doc = s.doc
    word = doc.info[i]
    last = end - 1
    if last > i and doc.has(last, *CROSSING):
        last -= 1  # «تشغيل معبر …»: the mention begins within the phrase
    if (word.pronoun or doc.info[last].pronoun) and "crossing" not in word.classes:
        return s.antecedent(i if word.pronoun else last)
    after, before = s.next(last), s.previous(i)
    state = bool(word.classes & {"open_state", "closed_state"})
    if state:
        held = i > 0 and "left" in doc.info[i - 1].verb and doc.info[i - 1].pronoun
        return (s.antecedent(i - 1) if held else None) or before or after  # «لكن الجانب الآخر أبقاه مغلقًا»
    if word.verb and not word.preposition:
        if before and _adjacent(s, before, i) and not (after and _takes_on(s, i, after)):
            return before
        return after or before
    if after is not None:
        return after
    if word.article and end - i == 1 and not _told(s, end):
        return None  # «أسباب الإغلاق»: spoken of, not said
    if word.article or end - i > 1:
        return before or s.antecedent(i)
    return before if before and i - before.end < 4 and word.verb else None


def _beside(s: Scene, i: int, m: Mention) -> bool:
    """«أُغلقت مدرسة قرب معبر كسب»: something by the crossing is closed."""
    doc = s.doc
    return m.start - i > 2 and doc.words[m.start - 1] in ("قرب", "بقرب", "جوار", "بجوار", "محيط", "بجانب")


def _told(s: Scene, end: int) -> bool:
    """Whether something is said of a definite noun: «الإغلاق حصل …», «الافتتاح سيكون …»."""
    doc = s.doc
    return (
        any(
            doc.info[j].verb & {"light", "be", "fail"} or doc.phrase.get(j, ("", 0))[0] == "still"
            for j in range(end, min(end + 2, len(doc)))
        )
        or doc.has(end - 2, "light")
        or doc.info[end - 1].preposition == "ب"
    )


def _takes_on(s: Scene, i: int, after: Mention) -> bool:
    """«أُغلق معبر كسب وفُتح معبر نصيب»: a verb joined to what went before has an object of its own."""
    doc = s.doc
    placed = doc.info[after.start].preposition or doc.words[after.start - 1] in PLACED
    return bool(doc.info[i].conjunction) and after.start - i <= _OBJECT and not placed


def _adjacent(s: Scene, m: Mention, i: int) -> bool:
    """«المعبر قد فُتح», «المعبر الذي افتتحته»: only small words, or an apposition, stand between."""
    doc = s.doc
    gap = [j for j in range(m.end, i) if doc.words[j] not in SMALL]
    if not gap:
        return True
    k = s.before[i] + 1
    following = s.mentions[k] if k < len(s.mentions) else None
    later = following is not None and s.same(i, following.start) and following.start - i <= AFTER
    return not later


_WHEN = WEEKDAYS | {"اليوم", "الان"}
_TO_WORK = frozenset(["الي", "للعمل", "للخدمه", "في"])
_CAME_BACK = ("رجع", "ترجع", "يرجع", "سترجع")
_ROADS = (["الطريق"], ["طريق"], ["الطرق"], ["الطرقات"])
_LEADING = (["بين"], ["الي"], ["نحو"], ["الواصل"], ["المودي"], ["الرابط"], ["الموديه"], ["الواصله"])
_TO_A_PLACE = (["الواصل"], ["المودي"], ["الرابط"])
"""After «قطع الطريق»: the road to a town, not the crossing."""
_IT = frozenset(["انه", "انها", "وهو", "وهي", "لانه", "بانه", "كونه"])
_APPOINT = ("حدد", "يحدد", "تحدد")
_BEGINS = ("باشر", "بدا", "بدء", "استانف", "ستانف", "دخل", "انطلق", "نطلق", "افتتح", "فتتح")
_PROTEST = ("حتجاج", "تنديد", "رفض", "ضد", "مناهض", "ستنكار")
SMALL = frozenset(
    [
        "قد",
        "الذي",
        "التي",
        "اللذين",
        "لا",
        "لم",
        "ان",
        "الان",
        "كان",
        "كانت",
        "يكون",
        "تم",
        "جري",
        "بات",
        "اصبح",
        "ما",
        "يزال",
        "تزال",
        "زال",
        "مازال",
        "هو",
        "حاليا",
        "اليوم",
        "فجاه",
        "قبل",
    ]
)
_OTHER_THINGS = frozenset(
    "النار تحقيق تحقيقا التحقيق معركه جبهه صفحه المجال حساب حسابات تسجيل التسجيل معرض معرضا مكتب مدرسه الباب ملف متحف "
    "مصنع مستشفي مشفي سوق مكاتب فرع قنصليه سفاره نيران نيرانها نيرانهم رشاشاتها رشاشاته حوار حوارا قنوات قناه "
    "افاق افاقا مجالا ثغره عينيه شهيه صفحات تحقيقات مدارس المدارس الجامعات المحال المحلات الاسواق مقار مقرات مستوصف "
    "مخيم المخيم مخفر المساجد المطار مطار الملف ملفات".split()
)
"""What is opened and is no crossing."""
_PARTIES = frozenset("حركه جبهه مكتب قياده وحماس حماس بين".split())
_AT_TIME = PLACED | {"بعد", "منذ", "قبل", "خلال", "بشكل", "عند", "بسبب", "اثر", "حتي"}
_FACILITIES = frozenset(
    (
        "صاله صالات مبني مباني مكتب مكاتب ساحه ساحات قاعه قاعات مستودع مستودعات مرفق مرافق منشاه منشات موقف "
        "مواقف عياده مسجد مطعم سوق استراحه مختبر محجر سكن سفاره قنصليه مدرسه مدارس مستشفي معرض حديقه"
    ).split()
)
_SORTS = frozenset("جديد رسمي كامل تام كلي جزئي مؤقت موقت تجريبي نهائي نهايي".split())
_HEADING = 4  # words
_AT_WORK = frozenset(["run", "works", "works?"])

_LIKEWISE = 3
_SO_TOO = frozenset("وكذلك كذلك ومثله ومثلها وايضا ومعه ومعها وكذا".split())
_OBJECT = 6  # words from a verb to its object
