"""Days that are told by lengths of time: how long ago, for how long, over how long, and what tells no day."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

from maabar.model import When
from maabar.reading.document import Document
from maabar.reading.what.event import Event
from maabar.reading.when.background import STATES, stayed
from maabar.text.dates import DateExpression


def age_of(event: Event, dates: Sequence[DateExpression]) -> When | None:
    """«بعد خمس سنوات من الإغلاق»: so long before the report; «فُتح الخميس بعد يومين من الاشتباكات»: before that day."""
    for found in dates:
        if found.rule != _AGE or not 0 <= event.at - found.last <= _AGE_REACH:
            continue
        if any(d.when and d.relation == "at" and 0 < d.first - event.at <= _OWN_DAY for d in dates):
            return None  # «بعد يومين من إغلاقه يوم الثلاثاء»
        news = next((d.when for d in dates if d.last <= found.first and d.relation == "at" and d.when), None)
        length = found.duration_days
        if news is not None and news.end is None and length and length <= _LONGEST and found.grain in ("day", "week"):
            return When(news.start - timedelta(days=length))
        if found.past is not None:
            return whole(found, found.past)
    return None


def lasting_since(doc: Document, event: Event, dates: Sequence[DateExpression], published: date) -> When | None:
    """«وظل المعبر مغلقًا أربع سنوات», «وكان الإغلاق قد دام عشرة أيام»: counted back from the report."""
    scope = event.scope
    if "closed" not in event.values or scope.reality != "actual" or scope.polarity != "affirmed" or scope.after:
        return None
    lo, hi = doc.clauses[doc.clause[event.at]]
    kept = any(stayed(doc.words[j]) for j in range(lo, event.at))
    for found in dates:
        length = found.duration_days
        if found.relation != "duration" or not length or not 2 <= length <= _LONGEST:
            continue
        if not event.at < found.first < hi:
            continue
        if any(d.when is not None and d.first > found.first for d in dates):
            continue  # «ظل مغلقًا خمس سنوات، إلى أن فُتح في 2017»: not until the report
        if kept or stayed(doc.words[found.first]):
            return _rounded(found, When(published - timedelta(days=round(length))))
    return None


def later_than(doc: Document, event: Event, dates: Sequence[DateExpression], published: date) -> When | None:
    """«أُغلق في آذار 2020، وأُعيد فتحه بعد ستة أشهر»: so long after the day told before it in the sentence."""
    _, hi = doc.clauses[doc.clause[event.at]]
    span = next((d for d in dates if d.rule == _LATER and event.at < d.first < hi and d.duration_days), None)
    told = [d.when for d in dates if d.when is not None and d.relation in ("at", "since") and d.first < event.at]
    if span is None or span.when is not None or span.duration_days is None or not told or event.scope.after:
        return None
    base, length = told[-1].start, span.duration_days
    if length > _LONGEST or base.year > published.year:
        return None
    if span.grain == "year":
        years = round(length / 365)
        found = When(date(base.year + years, 1, 1), date(base.year + years, 12, 31))
    elif span.grain == "month":
        month = base.month - 1 + round(length / 30)
        year, month = base.year + month // 12, month % 12 + 1
        found = When(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    elif told[-1].end is None:
        found = When(base + timedelta(days=length))
    else:
        return None
    return found if found.start <= published else None


def counted_over(doc: Document, event: Event, dates: Sequence[DateExpression], published: date) -> When | None:
    """«مر من المعبر ألفا شخص على مدى أسبوع»: the days up to the report over which passers were counted."""
    if event.kind != "flow" or doc.info[event.at].present:
        return None
    for found in dates:
        length = found.duration_days
        if found.rule in _LENGTHS and length and 2 <= length <= _LONGEST_COUNT:
            counted = doc.words[found.first].lstrip("و") in _OVER
            if counted and doc.clause[found.first] == doc.clause[event.at]:
                return When(published - timedelta(days=length), published)
    return None


def is_vague(doc: Document, event: Event, dates: Sequence[DateExpression]) -> bool:
    """«أُغلق قبل أشهر», «قُصف في السنوات الماضية»: a time is told, and no day."""
    if doc.info[event.at].present or doc.info[event.at].classes & STATES:
        return False
    untold = (d for d in dates if d.when is None and d.rule in _UNTOLD)
    return any(clauses_between(doc, event, d) == 0 for d in untold)


def is_untold_age(doc: Document, event: Event) -> bool:
    """«ولم تمض سوى أيام على فتحه», «بعد أن مرت شهور على إغلاقه»: so long ago that the words don't tell."""
    before = range(max(1, event.at - _PASSED_REACH), event.at)
    since = next((j for j in before if doc.words[j] == "علي" and doc.words[j - 1] in WHILE), None)
    return since is not None and any(
        "مض" in w or w.lstrip("وف") in _PASSED for w in doc.words[max(0, since - 5) : since]
    )


def is_over(doc: Document, event: Event, dates: Sequence[DateExpression], published: date) -> bool:
    """«ظل المعبر مغلقًا حتى تشرين الأول 2018»: a state of the past, of which only the end is told."""
    lo, hi = doc.clauses[doc.clause[event.at]]
    if not any(stayed(doc.words[j]) for j in range(lo, event.at)):
        return False
    ends = (d.when for d in dates if d.relation == "until" and event.at < d.first < hi)
    return any(when is not None and when.last < published for when in ends)


def whole(found: DateExpression, when: When | None) -> When | None:
    """«قبل عامين», «قبل ثلاثة أشهر» name no day: the year or the month that lies so long back."""
    return _rounded(found, when) if when and not when.end and found.rule in _AGO else when


def _rounded(found: DateExpression, when: When) -> When:
    """The year or the month of a day that was counted in years or months."""
    day, length = when.start, found.duration_days or 0
    if found.grain == "year" and length >= _TWO_YEARS:
        return When(date(day.year, 1, 1), date(day.year, 12, 31))
    if found.grain == "month" and length >= _TWO_MONTHS:
        return When(day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1]))
    return when


def names_no_day(doc: Document, found: DateExpression) -> bool:
    """«قبل أيام», «في الأيام الأخيرة»."""
    lately = doc.has(found.first, "lately") or doc.phrase.get(found.first, ("", 0))[0] == "lately"
    return lately or (found.rule == _SOME_DAYS and found.grain == "day")


def clauses_between(doc: Document, event: Event, found: DateExpression) -> int:
    """How many clauses lie between an event and a date; «مغلق، منذ أمس الجمعة، بقرار …» is one clause."""
    low, high = sorted((found.first, event.at))
    clauses = doc.clause[high] - doc.clause[low]
    if clauses > 1:  # «معبر جابر (نصيب)»: a bracket is no clause between
        clauses = max(1, clauses - sum(1 for j in range(low + 1, high + 1) if "(" in doc.gaps[j] or ")" in doc.gaps[j]))
    lo, hi = doc.clauses[doc.clause[found.first]]
    aside = event.scope.reality == "actual" and hi - lo - (found.last - found.first) < _ASIDE
    return clauses - 1 if clauses and aside else clauses


WHILE = frozenset(
    "ايام اسابيع اشهر شهور سنوات اعوام سنين عقود يوم يومين اسبوع اسبوعين شهر شهرين عام عامين سنه سنتين".split()
)
_OWN_DAY = 4  # words between an event and the day behind it
_AGE, _AGE_REACH = "so long after an event", 3
_AGO, _SOME_DAYS = ("ago", "so long after an event", "so long before an event"), "some days ago"
_LONGEST = 40_000  # days
_LATER = "in so long"
_TWO_MONTHS, _TWO_YEARS = 50, 700  # days
_OVER = frozenset("علي طيله طوال خلال في".split())
_UNTOLD = frozenset([_SOME_DAYS, "window", "window before"])
_LENGTHS, _LONGEST_COUNT = ("length of time", "window"), 62  # days
_PASSED, _PASSED_REACH = frozenset("مر مرت تمر يمر انقضت انقضي".split()), 3
_ASIDE = 2  # words beside a date that stands between commas
