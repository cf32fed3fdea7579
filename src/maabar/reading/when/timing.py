"""Which day an event is for: the expression of time that belongs to it, or what the guide says where none does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from maabar.model import When
from maabar.reading.document import Document
from maabar.reading.what.event import Event
from maabar.reading.what.scope import Scope
from maabar.reading.what.trigger import MASDARS
from maabar.reading.when.background import STATES, is_background, was
from maabar.reading.when.lengths import (
    WHILE,
    age_of,
    clauses_between,
    counted_over,
    is_over,
    is_untold_age,
    is_vague,
    lasting_since,
    later_than,
    names_no_day,
    whole,
)
from maabar.reading.who.voices import Attribution
from maabar.text.dates import DateExpression

_OTHER_CLAUSE = 9
_REACH = 30
_YEAR = 6  # a year is a worse date than a day as near
_UNUSABLE = frozenset({"until", "recurrence"})


Dates = Mapping[int, Sequence[DateExpression]]
"""The time expressions of a text by the number of the sentence that they begin in."""


def by_sentence(doc: Document, dates: Iterable[DateExpression]) -> Dates:
    """Time expressions by sentence, so that an event looks only at those of its own."""
    out: dict[int, list[DateExpression]] = {}
    for found in dates:
        out.setdefault(doc.sentence[found.first], []).append(found)
    return out


class Told(NamedTuple):
    """The time expressions of a text by sentence, and the day on which each attribution's words were said."""

    dates: Dates
    said: Mapping[tuple[int, int], When]


def told_in(doc: Document, dates: Iterable[DateExpression], attributions: Sequence[Attribution]) -> Told:
    """What a text tells of days: its expressions, and when was said what; who goes on speaking does so that day."""
    by_number = by_sentence(doc, dates)
    said: dict[tuple[int, int], When] = {}
    last: dict[str, tuple[When, int]] = {}
    for a in sorted(attributions, key=lambda a: a.frame):
        name, here = a.speaker.name, doc.sentence[a.frame]
        day = _said_on(doc, a, by_number)
        if day is None and a.rule == "say_on" and name in last and here - last[name][1] <= _GOES_ON:
            day = last[name][0]
        if day is not None:
            said[a.frame, a.start] = day
            last[name] = day, here
    return Told(by_number, said)


def _said_on(doc: Document, spoken: Attribution, dates: Dates) -> When | None:
    """The day told beside a verb of saying."""
    if not dates:
        return None
    for n in range(doc.sentence[spoken.frame], doc.sentence[min(spoken.start, len(doc) - 1)] + 1):
        for found in dates.get(n, ()):
            if found.when and spoken.frame - _BEFORE_FRAME <= found.first < spoken.start:
                return found.when if found.relation not in _UNUSABLE else None
    return None


def when_of(
    doc: Document, event: Event, told: Told, spoken: Attribution | None, published: date
) -> tuple[When | None, str]:
    """The day or days of an event, and the rule that told: dated, spoken, present, or unknown (None)."""
    near = told.dates.get(doc.sentence[event.at], ())
    if (age := age_of(event, near)) is not None:
        return age, "dated"
    if (lasted := lasting_since(doc, event, near, published)) is not None:
        return lasted, "dated"
    if (later := later_than(doc, event, near, published)) is not None:
        return later, "dated"
    best = _nearest(doc, event, near, spoken, published)
    if best is not None and names_no_day(doc, best):
        return None, "unknown"
    if best is not None:
        return _start(doc, event, best, whole(best, _reading(doc, event, best)), published), "dated"
    if event.scope.reality != "actual":
        return None, "unknown"
    if (counted := counted_over(doc, event, near, published)) is not None:
        return counted, "dated"
    if spoken is not None and (day := told.said.get((spoken.frame, spoken.start))) is not None:
        return day, "spoken"
    if (
        is_background(doc, event)
        or is_untold_age(doc, event)
        or is_vague(doc, event, near)
        or is_over(doc, event, near, published)
        or _is_basis(doc, event, spoken)
        or (event.scope.after and _long_after(doc, event))
    ):
        return None, "unknown"
    opening = _opening(doc, event, near, published) if spoken is None else None
    return (opening.when, "dated") if opening else (When(published), "present")


def put_off_to(doc: Document, event: Event, dates: Dates, published: date) -> When | None:
    """The coming day to which an event is put off: «أُرجئ فتح المعبر إلى العاشر من نيسان»."""
    if "put_off" not in event.scope.operators:
        return None
    for found in dates.get(doc.sentence[event.at], ()):
        when = found.when or found.coming
        if found.relation == "until" and found.last > event.at and when and (when.end or when.start) > published:
            return When(when.end or when.start)
    return None


def _long_after(doc: Document, event: Event) -> bool:
    """Whether what stands behind «بعد» is older than the news: «بعد اتفاق …», «بعد أيام من مقتل …»."""
    if event.kind in _ENDED:
        return True
    lo = doc.bounds[doc.sentence[event.at]][0]
    behind = [j for j in range(max(lo, event.at - _AFTER_REACH), event.at) if doc.has(j, "after")]
    masdar = event.kind == "control" and not doc.info[event.at].verb
    return any(doc.words[j + 1] in WHILE or (masdar and event.at - j <= _MASDAR_REACH) for j in behind)


def _nearest(
    doc: Document, event: Event, dates: Sequence[DateExpression], spoken: Attribution | None, published: date
) -> DateExpression | None:
    best, least = None, float(_REACH)
    for found in dates:
        when = _meant(doc, event, found)
        if when is None or found.relation in _UNUSABLE:
            continue
        if spoken is not None and spoken.frame <= found.first < spoken.start <= event.at:
            continue
        clauses = clauses_between(doc, event, found)
        if clauses and (not _shared(doc, event, when, published) or _anothers(doc, event, found, when, published)):
            continue
        if when.last > published and _past(doc, event) and doc.words[found.first] in _AHEAD:
            continue  # «إلى الخدمة بعد خمس سنوات»: how long it took, not when it will be
        early = found.first < event.at
        if event.scope.reality == "proposed" and when.last <= published:
            continue  # «عرض الشهر الماضي فتح المعبر»: the day of the offer
        bare_plan = event.scope.reality == "planned" and "decide" not in event.scope.operators
        if bare_plan and early and found.relation != "since" and when.last < published:
            continue  # «تحدث في حزيران عن استعدادات لفتحه»
        if "put_off" in event.scope.operators and not early and when.last >= published:
            continue  # «أُرجئ افتتاح المعبر من الأحد إلى الثلاثاء»: when it was or is to be
        past_after = early and event.scope.after and any(doc.has(j, "after") for j in range(found.last, event.at))
        if past_after and _long_after(doc, event):
            continue  # «فُتح المعبر اليوم بعد إغلاق دام شهرًا»
        cost = float(min(abs(found.first - event.at), abs(found.last - 1 - event.at)))
        cost += _OWN_PREDICATE if past_after else 0
        cost += _YEAR if found.grain == "year" else 0
        cost += _OTHER_CLAUSE * max(0, clauses - 1) + (3 if clauses else 0)
        lo, hi = sorted((found.first, event.at))
        cost += _OWN_PREDICATE if early and _starts_predicate(doc, event.at) else 0
        others = (j for j in range(lo + 1, hi) if doc.info[j].verb & _OTHER and j != event.at + 1)  # «إعادة فتح» is one
        cost += 8 * sum(1 for _ in others)
        if event.kind == "agreement" and not early and not clauses:
            cost -= _OWN_PREDICATE  # «فُتح اليوم بموجب اتفاق أُبرم أمس»
        if not early and not clauses and when.start > published and _is_masdar(doc, event.at):
            cost -= _OWN_PREDICATE  # «وافقت أمس على فتح المعبر اعتبارًا من غد»
        if cost < least:
            best, least = found, cost
    return best


def _opening(doc: Document, event: Event, dates: Sequence[DateExpression], published: date) -> DateExpression | None:
    """«وفي 11 آذار فتح الأهالي المعبر، … وأغلقته القوات»: the day with which the sentence begins is that of both."""
    word, lo = doc.info[event.at], doc.bounds[doc.sentence[event.at]][0]
    if event.scope.reality != "actual" or word.present or word.classes & STATES or not dates:
        return None
    first = dates[0]
    if first.when is None or first.relation != "at" or first.first - lo > _FIRST or len(dates) > 1:
        return None
    if not _shared(doc, event, first.when, published) or _anothers(doc, event, first, first.when, published):
        return None
    return first


def _is_masdar(doc: Document, i: int) -> bool:
    """Whether word ``i`` is no verb, or «فتح», which is written like one."""
    return not doc.info[i].verb or doc.info[i].bare in MASDARS


def _starts_predicate(doc: Document, i: int) -> bool:
    """«فُتح معبر كسب أمس وأُغلق معبر جوسيه اليوم»: the day before a second verb is the first one's."""
    word = doc.info[i]
    return bool(word.verb) and bool(word.conjunction) and not word.preposition


def _meant(doc: Document, event: Event, found: DateExpression) -> When | None:
    """The days an expression may mean for the event: what is planned within a month lies ahead."""
    if found.rule == _BEFORE and found.last < len(doc) and doc.words[found.last] in _NO_EVENT:
        return found.past
    return found.when or (found.coming if event.scope.reality == "planned" else None)


def _shared(doc: Document, event: Event, when: When, published: date) -> bool:
    """Whether the day that another clause gives can be the event's own."""
    if (event.scope.after and _long_after(doc, event)) or event.scope.reality == "proposed":
        return False  # «بعد إغلاق دام شهرًا، فُتح اليوم»: the day is that of the opening
    lasting = event.kind in ("control", "operation") or _habit(doc, event) or _state(doc, event)
    return not lasting or when.start >= published  # what holds now is not as old as what another clause tells


def _anothers(doc: Document, event: Event, found: DateExpression, when: When, published: date) -> bool:
    """Whether the day in another clause is that of what else is told there."""
    early = found.first < event.at
    if event.scope.reality == "planned" and found.relation != "since":
        if when.last < published or (early and when.last == published):
            return True  # «بلغت آليات اليوم مشارف البلدة، تمهيداً لفتح المعبر»
    if found.relation == "since" and not early and when.last < published and _past(doc, event):
        return True  # «عبرت صهاريج، مع أن العقوبات سارية منذ حزيران»
    lo, hi = doc.clauses[doc.clause[found.first]]
    own = doc.clauses[doc.clause[event.at]]
    if early:  # «فُتح المعبر اليوم، وكان قد أُغلق»
        alone = hi - lo - (found.last - found.first) < _FEW
        return not alone and any(was(doc, j) for j in range(own[0], min(own[0] + 2, event.at)))
    return not any(was(doc, j) for j in range(own[0], event.at)) and any(was(doc, j) for j in range(own[1], hi))


def _is_basis(doc: Document, event: Event, spoken: Attribution | None) -> bool:
    """«بموجب تفاهمات بين البلدين»: an agreement that the news rests on, not one that was just reached."""
    denied = event.scope.polarity == "denied" or (spoken is not None and spoken.denies)
    if event.kind != "agreement" or denied or doc.info[event.at].verb:
        return False
    before = doc.words[max(doc.bounds[doc.sentence[event.at]][0], event.at - _REACHED_BEFORE) : event.at]
    return not any(word.lstrip("وف").startswith(_REACHED) for word in before)


def _habit(doc: Document, event: Event) -> bool:
    """«تمر منه البضائع»: a present tense, neither planned nor negated, tells what is so these days."""
    word = doc.info[event.at]
    plain = event.scope == Scope(operators=event.scope.operators)
    return bool(word.verb) and word.present and not word.future and plain


def _state(doc: Document, event: Event) -> bool:
    """«ولا يزال المعبر مفتوحًا»: a state that holds at the time of the report."""
    word = doc.info[event.at]
    lasting = bool(word.classes & {"open_state", "closed_state"}) or event.rule == "limited"
    return not word.verb and lasting and event.scope.reality == "actual"


def _start(doc: Document, event: Event, found: DateExpression, when: When | None, published: date) -> When | None:
    """A state that lasts is dated by the day it began: «لليوم الثاني», «خلال الأيام الثلاثة الماضية»."""
    if event.kind == "flow" and found.rule in _RUNNING and when and when.end and not doc.info[event.at].present:
        return When(when.end)  # «سمحت لليوم الثاني بمرور ألفي شخص»: those of that day
    night = found.grain == "part of day"  # «ليل الاثنين/الثلاثاء»
    if event.kind == "status" and not night and when and when.end == published and when.start < published:
        vague = found.relation == "within" and found.duration_days is None
        return when if vague and _past(doc, event) else When(when.start)
    return when


def _past(doc: Document, event: Event) -> bool:
    word = doc.info[event.at]
    return event.scope.reality == "actual" and (event.rule == "works" or (bool(word.verb) and not word.present))


def _reading(doc: Document, event: Event, found: DateExpression) -> When | None:
    word = doc.info[event.at]
    present = bool(word.verb) and word.present and event.kind == "status" and not is_background(doc, event)
    if found.bare_weekday and found.coming and (event.scope.reality == "planned" or present):
        return found.coming
    decided = "decide" in event.scope.operators
    if found.bare_weekday and found.coming and decided and found.rule == _ONSET:
        return found.coming  # «قررت إغلاق المعبر بدءاً من الاثنين»
    if found.bare_weekday and found.past and event.scope.reality == "actual" and word.verb and not word.present:
        return found.past
    return _meant(doc, event, found)


_ONSET = "from then on"
_RUNNING = frozenset(["nth day running", "for the nth day"])
_ENDED = ("status", "agreement")
"""What is told behind «بعد» only as what went before; violence and a capture there are of the same day's news."""
_AFTER_REACH, _MASDAR_REACH = 9, 1
_OWN_PREDICATE = 6
_BEFORE, _NO_EVENT = "so long before an event", frozenset("دون غير قبل جانب جهه طرف اجل خلال".split())
"""«أُغلق قبل شهرين من دون إعلان»: «من» begins what follows, and names nothing that was two months later."""
_REACHED, _REACHED_BEFORE = ("توصل", "ابرم", "قع", "عقد", "ثمر", "تم", "جري"), 12
_AHEAD = frozenset(["بعد", "خلال", "في", "غضون"])
_GOES_ON = 2  # sentences
_BEFORE_FRAME = 6  # «وفي 1 تموز، لفت المرصد إلى أن …»
_FIRST = 2  # words before the day that a sentence begins with
_FEW = 4  # words beside a date that make no clause of their own
_OTHER = frozenset({"open", "closed", "say", "agree"})
