"""Open, closed, restricted: what is said of a crossing's state, in verb, noun, adjective and set phrase."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from maabar.model import ANY_CROSSING, Direction
from maabar.reading.document import Document
from maabar.reading.event import CROSSING, PLACED, STANDSTILL, Event
from maabar.reading.limits import all_but, before_limit, excepted, exception_at, is_partly, limit_at
from maabar.reading.references import Mention
from maabar.reading.scene import AFTER, Scene
from maabar.reading.scope import Scope
from maabar.reading.traffic import FOR, traffic_of


def phrase_events(s: Scene, i: int, name: str, end: int) -> Iterator[Event]:
    """Status by a set phrase at words ``i`` to ``end`` (exclusive): «عاد المعبر إلى العمل»."""
    value = "closed" if name in ("closed", "halt", "stop_it") else "open"
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
        yield from _state(s, i, end, value, target, name)


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
    if i in s.named or _is_other_state(doc, i) or (classes & {"open", "closed"} and _opens_else(s, i)):
        return  # «حركة فتح», «فتح النار»، «إغلاق المدارس»
    if doc.info[i].article and any(doc.has(j, "exempt") for j in range(max(0, i - 6), i)):
        return  # «ويُستثنى من الإغلاق المرضى»
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
    if target is None and "made" not in classes:
        target, rule = s.loosely(i), "status?"
    if target is not None:
        yield from _state(s, i, i + 1, value, target, rule)


def _opens_else(s: Scene, i: int) -> bool:
    """«فتح الجنود النار», «فتحت الشرطة تحقيقًا», «فتح باب التسجيل»: what is opened, before any crossing, is none."""
    doc = s.doc
    after = s.next(i, 3)
    stop = min(after.start if after else i + 4, i + 4 if doc.info[i].verb else i + 2, len(doc))
    if any(doc.words[j] in _OTHER_THINGS for j in range(i + 1, stop)):
        return True
    return doc.words[i + 1 : i + 2] == ["باب"] and stop > i + 1 and doc.words[i + 2 : i + 3] != ["المعبر"]


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
        or not set(doc.words[before.end : i]) <= _SMALL
        or any("موعد" in w for w in doc.words[max(0, i - 6) : i])
    ):
        return None  # «شاحنات خصصها …», «موعد فتح المعبر الذي حددته …»
    return before


def _is_other_state(doc: Document, i: int) -> bool:
    """«منطقة عسكرية مغلقة», «الكهرباء مقطوعة»: a state of what is no crossing; a road that is cut is one."""
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


def _state(s: Scene, i: int, end: int, value: str, target: Mention, rule: str) -> Iterator[Event]:
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
    if working and scope.polarity == "denied":
        value, scope = "closed", replace(scope, polarity="affirmed")  # «لم يعد في الخدمة», «لن يعمل المعبر»
    first, last = s.span(i, target.start if target.start > i - 30 and s.same(i, target.start) else i)
    traffic = traffic_of(s, end, last, target, value)
    if value == "open":
        at = limit_at(s, i, last)
        if at >= 0:
            traffic = traffic or before_limit(s, at, i)
        elif (but := exception_at(s, i)) >= 0:
            traffic = traffic or excepted(s, but)
            at = but if traffic else -1
        if at >= 0:
            value = "restricted"
    if is_partly(s.doc, i, last):
        value = "restricted"
    if value == "closed" and scope.polarity == "affirmed" and (spared := all_but(s, i, last)):
        value, traffic = "restricted", spared
    way = _direction(s, i, last)
    yield Event("status", (value,), target.crossings, i, first, last, scope, rule, traffic, target.note, way)


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


def run_event(s: Scene, i: int) -> Event | None:
    """«أوقفت الشرطة المعبر», «المعبر يعمل»: the crossing itself is what is stopped, or what works."""
    doc = s.doc
    word = doc.info[i]
    if word.bare == "عطل" and word.pronoun == "ه":
        return None  # «عطلة العيد»
    kept = i and (doc.words[i - 1] in _KEPT or doc.phrase.get(i - 2, ("", 0))[0] == "still")
    after, before = s.next(i, 8 if "stop_it" in word.classes else 5), s.previous(i, 10 if kept else 3)
    value = "closed" if "stop_it" in word.classes else "open"
    target: Mention | None = None
    if "run_it" in word.classes and (but := exception_at(s, i)) >= 0 and (only := s.next_any(but, 4)):
        scope = replace(s.scope(i), polarity="affirmed")  # «لا يعمل منها سوى معبر …»
        first, last = s.span(i, only.start)
        return Event("status", ("open",), only.crossings, i, first, last, scope, "run", (), only.note)
    starting = word.bare in _STARTING
    if starting and word.pronoun:
        target = s.antecedent(i) if not _is_run_by(s, i) else None  # «مطالب بتشغيله»
    elif "stop_it" not in word.classes and (word.pronoun or _elsewhere(s, i, after)):
        return None  # «باشر عمله», «موظف يعمل في المعبر»
    if "stop_it" in word.classes or (starting and target is None):
        if after and all(
            not doc.info[j].preposition and doc.words[j] not in PLACED for j in range(i + 1, after.start + 1)
        ):
            target = after
        elif word.bare in _BROKEN and word.pronoun:
            target = s.antecedent(i)  # «ضربته غارة فعطّلته»
        elif word.bare in _STOPS and before and _ends_with(s, before, i):
            target = before
    elif before and not word.article:
        target = before
    elif after and after.start <= i + 2 and word.present:
        target = after
    if target is None or (target.crossings == (ANY_CROSSING,) and target.how == "a"):
        return None
    found = list(_state(s, i, i + 1, value, target, "run"))
    return found[0] if found else None


def _is_run_by(s: Scene, i: int) -> bool:
    """«تتولى الإدارة تشغيله»: who runs it, not that it opens."""
    return any(s.doc.has(j, "keep", "unsaid") for j in range(max(0, i - 5), i))


def _ends_with(s: Scene, before: Mention, i: int) -> bool:
    """«المعبر قد تعطّل»: the breakdown is said of the crossing, with nothing that follows to take it."""
    doc = s.doc
    near = i == before.end or (i == before.end + 1 and doc.words[i - 1] in _SMALL)
    return near and not doc.info[i].pronoun and doc.words[i + 1 : i + 2] != ["عن"]


def _elsewhere(s: Scene, i: int, after: Mention | None) -> bool:
    """«يعمل في معبر …»: somebody works there."""
    doc = s.doc
    return (
        after is not None
        and after.start <= i + 3
        and any(doc.words[j] in _AT or doc.info[j].preposition for j in range(i + 1, after.start + 1))
    )


def work_event(s: Scene, i: int) -> Event | None:
    """«العمل في المعبر سيعود», «دخل المعبر الخدمة»: what is said of a crossing's work or service."""
    doc = s.doc
    lo, hi = doc.bounds[doc.sentence[i]]
    service = doc.info[i].bare == "خدمه" or doc.words[i - 1] == "عن"
    after, before = s.next(i, 5), s.previous(i, 12)
    if "علي" in doc.words[i + 1 : after.start if after and not service else min(hi, i + 2)]:
        return None  # «بدأ العمل على إنشاء …», «العمل بدأ على ترميم …»: work towards a crossing
    pointed = i + 1 < hi and doc.words[i + 1] in ("فيه", "فيها", "به")
    if service:
        target = before or s.next(i, 6)
    else:
        target = after if after and not any("،" in g for g in doc.gaps[i + 1 : after.start + 1]) else None
        if target is None and doc.info[i].pronoun:
            target = before if before and i - before.end < 3 else None  # «لم يباشر المعبر عمله»
        target = target or (s.antecedent(i) if pointed else _worker(s, i, lo, before))
    if target is None:
        return None
    value = at = None
    end = max(i + 1, target.end)
    said = next((j for j in range(i - 1, max(lo, i - 9) - 1, -1) if doc.has(j, "that")), max(lo, i - 9) - 1)
    between = range(i + 1, target.start)  # «العمل سيبدأ في المعبر»
    for j in (*range(i - 1, said, -1), *between, *range(end, min(hi, end + 4))):
        classes = doc.info[j].classes
        aside = j < i and (service or (doc.info[j].verb & {"resume", "cease"} and not doc.info[j].pronoun))
        if doc.clause[j] != doc.clause[i] and not target.start <= j <= i and not aside:
            continue  # «أوقفت إيران، اليوم الجمعة، العمل في …»
        if classes & {"resume", "cease"}:
            value, at = ("open" if "resume" in classes else "closed"), j
            break
    if at is None or value is None:
        return None
    if service and doc.words[i - 1].lstrip("و") in ("من", "عن"):
        value = "closed"
    if service and doc.info[at].pronoun:
        target = s.antecedent(at) or target  # «أوقفته الغارات عن العمل»
    scope = s.scope(at)
    if value == "closed" and scope.polarity == "denied" and scope.reality == "actual":
        value, scope = "open", replace(scope, polarity="affirmed")  # «العمل في المعبر لم ينقطع»
    if scope.reality == "actual" and scope.polarity == "affirmed" and "plan" in doc.info[at].classes:
        scope = replace(scope, reality="planned")  # «مُدد العمل بالمعبر ثلاثة أشهر»
    first, last = s.span(i, at)
    return Event(
        "status", (value,), target.crossings, at, first, last, scope, "work", traffic_of(s, end, last, target, value)
    )


def _worker(s: Scene, i: int, lo: int, before: Mention | None) -> Mention | None:
    """«بدأ المعبر العمل», «المعبران سيبدآن بالعمل»: the crossing that begins to work, or ceases."""
    doc = s.doc
    word = doc.info[i]
    if before is None or not word.article or word.conjunction or word.bare != "عمل":
        return None
    if doc.info[i - 1].verb & {"resume", "cease"}:
        return before if doc.clause[before.start] == doc.clause[i] else None
    verb = before.start - 1
    near = i - before.end <= 2 and verb >= lo and not doc.info[before.start].preposition
    return before if near and doc.info[verb].verb & {"resume", "cease"} else None


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
        return before or after
    if word.verb and not word.preposition:
        if before and _adjacent(s, before, i):
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


def _adjacent(s: Scene, m: Mention, i: int) -> bool:
    """«المعبر قد فُتح», «المعبر الذي افتتحته»: only small words, or an apposition, stand between."""
    doc = s.doc
    gap = [j for j in range(m.end, i) if doc.words[j] not in _SMALL]
    if not gap:
        return True
    k = s.before[i] + 1
    following = s.mentions[k] if k < len(s.mentions) else None
    later = following is not None and s.same(i, following.start) and following.start - i <= AFTER
    return not later


_WHEN = frozenset("اليوم السبت الاحد الاثنين الثلاثاء الاربعاء الخميس الجمعه الان".split())
_TO_WORK = frozenset(["الي", "للعمل", "للخدمه", "في"])
_CAME_BACK = ("رجع", "ترجع", "يرجع", "سترجع")
_TO_A_PLACE = (["الواصل"], ["المودي"], ["الرابط"])
"""After «قطع الطريق»: the road to a town, not the crossing."""
_AT = PLACED | {"داخل", "ضمن", "لدي", "خارج", "حول"}
_IT = frozenset(["انه", "انها", "وهو", "وهي", "لانه", "بانه", "كونه"])
_KEPT = frozenset("بات باتت اصبح اصبحت ظل ظلت بقي بقيت".split())
_BROKEN = frozenset(["عطل", "عطلت", "يعطل", "تعطل"])
_APPOINT = ("حدد", "يحدد", "تحدد")
_STARTING = frozenset("شغل شغلت يشغل تشغل تشغيل تفعيل فعلت يفعل تفعل".split())
_STOPS = frozenset(["تعطل", "توقف"])
"""Written like the present of «عطّل», «أوقف»: «المعبر تعطّل»."""
_PROTEST = ("حتجاج", "تنديد", "رفض", "ضد", "مناهض", "ستنكار")
_SMALL = frozenset(
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
_AT_WORK = frozenset(["run", "works", "works?"])
