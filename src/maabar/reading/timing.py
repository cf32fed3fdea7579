"""Which day an event is for: the expression of time that belongs to it, or what the guide says where none does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from maabar.model import When
from maabar.reading.document import Document
from maabar.reading.event import Event
from maabar.reading.scope import Scope
from maabar.reading.voices import Attribution
from maabar.text.dates import DateExpression

_OTHER_CLAUSE = 9
_REACH = 30
_YEAR = 6  # a year is a worse date than a day as near
_UNUSABLE = frozenset({"until", "recurrence"})


def when_of(
    doc: Document, event: Event, dates: Sequence[DateExpression], spoken: Attribution | None, published: date
) -> tuple[When | None, str]:
    """The day or days of an event, and the rule that told: dated, spoken, present, or unknown (None)."""
    if (age := _age(doc, event, dates, published)) is not None:
        return age, "dated"
    best = _nearest(doc, event, dates, spoken, published)
    if best is not None:
        return _start(event, _reading(doc, event, best), published), "dated"
    if event.scope.reality != "actual":
        return None, "unknown"
    if spoken is not None:
        header = [d for d in dates if d.when and spoken.frame <= d.first < spoken.start]
        if header and header[0].relation not in _UNUSABLE:
            return header[0].when, "spoken"
    if event.scope.background or event.scope.after or _background(doc, event):
        return None, "unknown"
    return When(published), "present"


def _background(doc: Document, event: Event) -> bool:
    lo = doc.bounds[doc.sentence[event.at]][0]
    return any(doc.has(j, "background") for j in range(lo, min(lo + 3, event.at + 1)))


def _nearest(
    doc: Document, event: Event, dates: Sequence[DateExpression], spoken: Attribution | None, published: date
) -> DateExpression | None:
    best, least = None, float(_REACH)
    for found in dates:
        if found.when is None or found.relation in _UNUSABLE or doc.sentence[found.first] != doc.sentence[event.at]:
            continue
        if spoken is not None and spoken.frame <= found.first < spoken.start and spoken.start <= event.at:
            continue
        if found.when.start > published and doc.words[found.first] == "بعد" and _past(doc, event):
            continue  # «إلى الخدمة بعد خمس سنوات»: how long it took, not when it will be
        distance = float(min(abs(found.first - event.at), abs(found.last - event.at)))
        clauses = abs(doc.clause[found.first] - doc.clause[event.at])
        if clauses and event.scope.after:
            continue  # «بعد إغلاق دام شهرًا، فُتح اليوم»: the day is that of the opening
        if (
            clauses
            and (event.kind in ("control", "operation") or _habit(doc, event) or _state(doc, event))
            and found.when.start < published
        ):
            continue  # what holds now is not as old as what another clause tells
        cost = (
            distance
            + (_YEAR if found.grain == "year" else 0)
            + _OTHER_CLAUSE * max(0, clauses - 1)
            + (3 if clauses else 0)
        )
        lo, hi = sorted((found.first, event.at))
        cost += 8 * sum(1 for j in range(lo + 1, hi) if doc.info[j].verb & _OTHER)
        if event.scope.reality == "proposed" and clauses:
            continue
        if cost < least:
            best, least = found, cost
    return best


def _age(doc: Document, event: Event, dates: Sequence[DateExpression], published: date) -> When | None:
    """«بعد عشرين يومًا على افتتاحه», «بعد خمس سنوات من الإغلاق»: so long before the report."""
    for found in dates:
        if found.when is None or found.when.start <= published or doc.words[found.first].lstrip("و") != "بعد":
            continue
        gap = event.at - found.last
        between = doc.words[found.last + 1 : event.at + 1]
        near = 0 < gap <= 5 and doc.sentence[found.first] == doc.sentence[event.at]
        if near and set(between) & {"علي", "من", "عن"}:
            days = published - (found.when.start - published)
            return When(days) if found.grain in ("day", "week") else When(days.replace(month=1, day=1), days)
    return None


def _habit(doc: Document, event: Event) -> bool:
    """«تمر منه البضائع»: a present tense, neither planned nor negated, tells what is so these days."""
    word = doc.info[event.at]
    return (
        bool(word.verb) and word.present and not word.future and event.scope == Scope(operators=event.scope.operators)
    )


def _state(doc: Document, event: Event) -> bool:
    """«ولا يزال المعبر مفتوحًا»: a state that holds at the time of the report."""
    word = doc.info[event.at]
    return not word.verb and bool(word.classes & {"open_state", "closed_state"}) and event.scope.reality == "actual"


def _start(event: Event, when: When | None, published: date) -> When | None:
    """A state that lasts until the report is dated by the day it began: «لليوم الثاني», «خلال الأيام الماضية»."""
    if event.kind == "status" and when and when.end == published and when.start < published:
        return When(when.start)
    return when


def _past(doc: Document, event: Event) -> bool:
    word = doc.info[event.at]
    return event.scope.reality == "actual" and (event.rule == "works" or (bool(word.verb) and not word.present))


def _reading(doc: Document, event: Event, found: DateExpression) -> When | None:
    word = doc.info[event.at]
    present = bool(word.verb) and word.present and event.kind == "status" and not _background(doc, event)
    if found.bare_weekday and found.coming and (event.scope.reality == "planned" or present):
        return found.coming
    if found.bare_weekday and found.past and event.scope.reality == "actual" and word.verb and not word.present:
        return found.past
    return found.when


_OTHER = frozenset({"open", "closed", "say", "agree"})
