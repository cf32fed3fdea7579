"""Meanings that place points and spans of time: ago, after, since, within, from–to, parts of the day, recurrence."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Any

from maabar.text.dates import calendar as cal
from maabar.text.dates.days import resolve
from maabar.text.dates.expression import Reading
from maabar.text.dates.meaning import Context, Parts, Settings, day, first_of, meaning
from maabar.text.dates.points import shifted

VAGUE_DAYS = 7
"""«الأيام الماضية», «قبل أيام»: up to a week."""


def span_days(span: Any) -> float | None:
    """Length of a span in days; null where only bounds are said."""
    unit, low, high, _ = span
    if unit == "sum":
        return float(sum(cal.DAYS_OF[u] * n for u, n in low))
    return cal.DAYS_OF[unit] * low if low == high else None


def move(base: date, span: Any, sign: int) -> date | None:
    """A day moved by a span; null for a vague one."""
    unit, low, high, _ = span
    if unit == "sum":
        for part, count in sorted(low, key=lambda piece: -cal.DAYS_OF[piece[0]]):
            base = shifted(base, part, sign * count)
            if base is None:
                return None
        return base
    found: date | None = shifted(base, unit, sign * low) if low == high else None
    return found


def away(c: Context, base: date, span: Any, sign: int, *, whole: bool) -> cal.Span | None:
    """The day or days that lie a span from ``base``.

    A vague span («بضعة أيام») gives the range of days it bounds. With ``whole``, and for hedged months and years,
    the whole month or year is meant: «منذ شهرين» does not name a day.
    """
    unit, low, high, hedged = span
    if unit == "sum":
        moved = move(base, span, sign)
        return (moved, moved) if moved else None
    if low != high:
        if unit not in ("day", "hour"):
            return None
        ends = sorted((shifted(base, unit, sign * low), shifted(base, unit, sign * high)))
        return ends[0], ends[1]
    moved = move(base, span, sign)
    if moved is None:
        return None
    if (whole or hedged) and unit == "year" and (low > 1 or whole):
        return cal.whole_year(moved.year) if low > 1 else (moved, moved)
    if (whole or hedged) and unit == "month" and low > 1:
        return cal.whole_month(moved.year, moved.month)
    return moved, moved


def _grain(span: Any) -> str:
    unit = span[0]
    return str(span[1][-1][0] if unit == "sum" else unit)


@meaning
def ago(c: Context, s: Settings, p: Parts) -> Any:
    """«قبل يومين», «منذ نحو ثلاثة أسابيع»: counted back from publication.

    With ``single``, for spoken «من أسبوع», only one or two whole units.
    """
    span = p["length"]
    if s.get("single") and (span[0] not in ("week", "month", "year") or span[1] > 2 or span[3]):
        return None
    if "about" in p and not span[3]:
        span = (*span[:3], True)
    found = away(c, c.published, span, -1, whole=s.get("relation") == "since")
    if found is None:
        return Reading(None, grain=_grain(span), relation=s.get("relation", "at"), approximate=True, shift=span)
    return Reading(
        *found,
        grain=_grain(span),
        relation=s.get("relation", "at"),
        days=span_days(span),
        approximate=span[3],
        shift=span,
    )


@meaning
def ago_up_to_now(c: Context, s: Settings, p: Parts) -> Any:
    """«üç haftadır»: since so long."""
    return ago(c, {"relation": "since"}, {**p, "length": p["sincespan"]})


@meaning
def days_ago(c: Context, s: Settings, p: Parts) -> Any:
    """«قبل أيام», «منذ ساعات»: no number; some days up to a week, hours on the day itself, longer units untold."""
    unit = p["units"]
    relation = s.get("relation", "at")
    if unit == "day":
        first, last = cal.days(c.published, -VAGUE_DAYS), cal.days(c.published, -1)
    elif unit in ("hour", "minute"):
        first = last = c.published
    else:
        return Reading(None, grain=unit, relation=relation, approximate=True)
    return Reading(first, last, grain=unit, relation=relation, approximate=True)


@meaning
def untold(c: Context, s: Settings, p: Parts) -> Any:
    """«بعد أيام من افتتاحه»: a time that the words don't tell."""
    return Reading(None, grain=p["units"], relation=s["relation"], approximate=True)


@meaning
def after_span(c: Context, s: Settings, p: Parts) -> Any:
    """«بعد يومين»: from publication where the clause looks ahead, from the last date named where it tells a story.

    In a clause that says nothing of its time, without a date before it, it stays unresolved, with the day after
    publication as ``coming``: «إعادة الفتح بعد خمس سنوات» tells how long a closure took.
    """
    span = p["length"]
    grain, length = _grain(span), span_days(span)
    ahead = away(c, c.published, span, 1, whole=False)
    clause, short = c.clause, grain in ("hour", "minute", "day", "week")
    if clause.looks_ahead or s.get("now"):
        if ahead is None:
            return Reading(None, grain=grain, shift=span)
        return Reading(*ahead, grain=grain, days=length, coming=ahead, shift=span)
    if c.anchor is not None and short and grain != "hour":
        told = away(c, c.anchor[1], span, 1, whole=False)
        if told is not None and (clause.story or told[0] <= c.published):
            return Reading(*told, grain=grain, relation="after-anchor", days=length, coming=ahead, shift=span)
    return Reading(None, grain=grain, relation="after-anchor", days=length, coming=ahead, shift=span)


@meaning
def span_from_point(c: Context, s: Settings, p: Parts) -> Any:
    """«بعد يومين من 18 آب», «قبل أسبوع من ذلك»."""
    point, span, sign = p.get("point"), p["length"], s["sign"]
    if point is None:
        base = c.anchor
    else:
        base = (point.first, point.last) if point.first else None
    if base is None:
        return Reading(None, grain=_grain(span), relation="after-anchor", days=span_days(span), shift=span)
    moved = away(c, base[1] if sign > 0 else base[0], span, sign, whole=False)
    if moved is None:
        return Reading(None, grain=_grain(span), relation="after-anchor", shift=span)
    return Reading(*moved, grain=_grain(span), relation="after-anchor", days=span_days(span), shift=span)


@meaning
def span_from_event(c: Context, s: Settings, p: Parts) -> Any:
    """«بعد ذلك بيومين», «بعد يومين من الإعلان»: from the last date named, or unresolved; never from publication.

    With ``event`` something else is named to count from: the date before it may be its date where it stands near
    and the text goes on from it («أُعلن في 3 آذار … بعد يومين من الإعلان»), and is not where it looks back.
    """
    span = p["length"]
    if s.get("event") and not (c.near and s["sign"] > 0):
        past = away(c, c.published, span, -1, whole=False) if s["sign"] < 0 else None
        return Reading(None, grain=_grain(span), relation="after-anchor", days=span_days(span), past=past)
    found = span_from_point(c, s, {"length": span})
    if s.get("event") and found.first is not None and found.last > c.published and not c.future:
        found = found._replace(first=None, last=None)  # «أي بعد ثلاث سنوات من إعلان …» restates the date before it
    if s.get("event") and found.first is None:  # if what comes after is the news, the event lies so long before it
        found = found._replace(past=away(c, c.published, span, -1, whole=False))
    return found


@meaning
def window(c: Context, s: Settings, p: Parts) -> Any:
    """«خلال 48 ساعة», «في غضون يومين», «الأيام الأربعة الماضية», «الأيام المقبلة»."""
    span, units = first_of(p, "length", "thespan"), first_of(p, "theunits")
    offset = first_of(p, "offset", default=s.get("offset"))
    if span is None:
        count = {"day": VAGUE_DAYS, "hour": 1, "week": None, "month": None, "year": None}.get(units)
        if count is None or offset is None:
            return Reading(None, grain=units, relation="within", approximate=True)
        reach = cal.days(c.published, offset * count)
        length, grain = None, units
    else:
        if span[1] != span[2] and span[0] not in ("day", "hour"):
            return Reading(None, grain=_grain(span), relation="within", approximate=True)
        if offset is None:
            if not c.clause.looks_ahead:
                ahead = away(c, c.published, span, 1, whole=False)
                coming = (c.published, ahead[1]) if ahead else None
                return Reading(None, grain=_grain(span), relation="within", days=span_days(span), coming=coming)
            offset = 1
        most = span if span[1] == span[2] or span[0] == "sum" else (span[0], span[2], span[2], True)
        moved = move(c.published, most, offset)
        if moved is None:
            return Reading(None, grain=_grain(span), relation="within")
        reach, length, grain = moved, span_days(span), _grain(span)
        if span[0] == "hour" and reach == c.published and offset < 0 and span[2] > 12:
            reach = cal.days(c.published, offset)
    first, last = sorted((c.published, reach))
    if (
        p.get("offset", 0) > 0 and last > first and grain not in ("hour", "minute")
    ):  # «الأيام الثلاثة المقبلة» begin tomorrow
        first = cal.days(first, 1)
    return Reading(first, last, grain=grain, relation="within", days=length, approximate=bool(span is None or span[3]))


def length_of(span: Any) -> Reading:
    """A bare length of time: «ثلاثة أيام»."""
    return Reading(None, grain=_grain(span), relation="duration", days=span_days(span), approximate=span[3], shift=span)


@meaning
def duration(c: Context, s: Settings, p: Parts) -> Any:
    """«لمدة ثلاثة أيام»: a length, not a day."""
    return length_of(first_of(p, "length", "thespan"))


@meaning
def related(c: Context, s: Settings, p: Parts) -> Any:
    """A point with its relation: «منذ أمس», «حتى الخميس»."""
    point: Reading = first_of(p, "point", "hour", "weakpoint")
    if point.relation in ("duration", "recurrence") or s["relation"] == point.relation:
        return None
    if s.get("past") and point.past is not None:
        return point._replace(relation=s["relation"], first=point.past[0], last=point.past[1])
    return point._replace(relation=s["relation"])


@meaning
def part_of_day(c: Context, s: Settings, p: Parts) -> Any:
    """«مساء أمس», «صباح الخميس»: the day is that of the point."""
    point: Reading = first_of(p, "point", "hour")
    return None if point.relation != "at" or point.grain not in ("day", "hour") else point._replace(grain="part of day")


@meaning
def night_between(c: Context, s: Settings, p: Parts) -> Any:
    """«ليل الاثنين/الثلاثاء»: from the first day to the next."""
    if (p["weekday2"] - p["weekday"]) % 7 != 1:
        return None
    last = cal.weekday_on_or_before(c.published, p["weekday2"])
    if c.future:
        last = cal.weekday_on_or_after(c.published, p["weekday2"])
    return Reading(cal.days(last, -1), last, grain="part of day")


@meaning
def at_time(c: Context, s: Settings, p: Parts) -> Any:
    """A point with its hour."""
    point: Reading = first_of(p, "point", "hour")
    if point.relation not in ("at", "since", "until") or point.grain not in ("day", "part of day", "hour"):
        return None
    return point._replace(time=p["clock"], grain="hour")


@meaning
def time_alone(c: Context, s: Settings, p: Parts) -> Any:
    """«الساعة التاسعة صباحاً»: of the day that the sentence named before, else unresolved."""
    if c.anchor is not None and c.anchor[0] == c.anchor[1] and c.near:
        return day(c.anchor[0], grain="hour", time=p["clock"])
    return Reading(None, grain="hour", time=p["clock"])


@meaning
def from_to(c: Context, s: Settings, p: Parts) -> Any:
    """«من 25 آذار إلى 3 نيسان», «بين السبت والاثنين»: both ends inclusive."""
    first, last = (v for k, v in p.items() if k.rstrip("2") in ("point", "hour"))
    if first.first is None or last.first is None or "duration" in (first.relation, last.relation):
        return None
    start, end = first.first, last.last
    if start > end and last.coming:
        end = last.coming[1]
    if start > end and first.past:
        start = first.past[0]
    if start > end and first.bare:
        start = cal.days(start, -7)
    if (end - start).days > 366 and first.past:  # the year stands only behind the second
        for step in range(1, 100):
            moved = cal.months(start, 12 * step if end > start else -12 * step)
            if moved > end:
                break
            if (end - moved).days <= 366:
                start = moved
                break
    if start > end and first.coming is not None:
        while start > end:
            start = cal.months(start, -12)
    return Reading(start, end, grain=last.grain) if start <= end else None


@meaning
def from_to_dayno(c: Context, s: Settings, p: Parts) -> Any:
    """«من 21 آذار وحتى 27 منه», «بين السابع من تموز و19 منه»: to a day of the month in which it begins."""
    first: Reading = p["point"]
    if first.first is None or first.first != first.last or first.relation != "at":
        return None
    last = cal.calendar_day(first.first.year, first.first.month, p["dayno"])
    return Reading(first.first, last) if last is not None and last > first.first else None


@meaning
def between_weekdays(c: Context, s: Settings, p: Parts) -> Any:
    """«بين يومي السبت والأربعاء الماضيين»: from the first to the last one before publication, or to come."""
    back, ahead = cal.days(c.published, -1), cal.days(c.published, 1)
    last = cal.weekday_on_or_before(back, p["weekday2"])
    past = (cal.weekday_on_or_before(cal.days(last, -1), p["weekday"]), last)
    first = cal.weekday_on_or_after(ahead, p["weekday"])
    coming = (first, cal.weekday_on_or_after(cal.days(first, 1), p["weekday2"]))
    offset = p.get("offset")
    if offset == 0:
        return None
    if offset is None:
        return Reading(*(coming if c.future else past), past=past, coming=coming)
    return Reading(*(past if offset < 0 else coming))


@meaning
def named_days(c: Context, s: Settings, p: Parts) -> Any:
    """«أمس واليوم», «اليوم وغداً الأحد»."""
    steps = [value for name, value in p.items() if not name.startswith("weekday")]
    first, last = min(steps), max(steps)
    return Reading(cal.days(c.published, first), cal.days(c.published, last)) if first < last else None


@meaning
def years_from_to(c: Context, s: Settings, p: Parts) -> Any:
    """«من عام 2012 إلى 2015»."""
    first, last = (v for k, v in p.items() if k in ("namedyear", "year", "year2"))
    if not 1600 <= first < last <= 2200:
        return None
    return Reading(cal.whole_year(first)[0], cal.whole_year(last)[1], grain="year")


@meaning
def months_from_to(c: Context, s: Settings, p: Parts) -> Any:
    """«من آذار إلى أيار 2020», «بين آذار وأيار»."""
    first, last = (v for k, v in p.items() if k in ("barename", "barename2", "monthyear"))
    end = resolve(c, last)
    if first.hijri or last.hijri or end is None or end.first is None or end.last is None:
        return None
    start = cal.whole_month(end.first.year - (first.month > last.month), first.month)
    return Reading(start[0], end.last, grain="month")


@meaning
def either(c: Context, s: Settings, p: Parts) -> Any:
    """«الاثنين أو الثلاثاء القادم», «السبت والأحد الماضيين»: consecutive weekdays that share what is said of them."""
    numbers = [p[k] for k in ("weekday", "weekday2", "weekday3") if k in p]
    if any((b - a) % 7 != 1 for a, b in pairwise(numbers)):
        return None
    offset = p.get("offset")
    length = len(numbers) - 1
    if offset is None:
        last = cal.weekday_on_or_before(c.published, numbers[-1])
        running = cal.weekday_on_or_before(c.published, numbers[0])
        coming = cal.weekday_on_or_after(c.published, numbers[0])
        past = (cal.days(last, -length), last)
        if cal.days(running, length) >= c.published:
            coming = running
        ahead = (coming, cal.days(coming, length))
        chosen = ahead if c.future or coming <= c.published else past
        return Reading(*chosen, bare=True, past=past, coming=ahead, weekdays=tuple(numbers))
    if offset < 0:
        last = cal.weekday_on_or_before(cal.days(c.published, -1), numbers[-1])
        return Reading(cal.days(last, -length), last, weekdays=tuple(numbers))
    first = cal.weekday_on_or_after(cal.days(c.published, 1), numbers[0])
    return Reading(first, cal.days(first, length), weekdays=tuple(numbers))


@meaning
def recurrence(c: Context, s: Settings, p: Parts) -> Any:
    """«أيام السبت والاثنين والأربعاء», «كل جمعة»: weekdays; the days themselves only where they run together."""
    numbers = tuple(value for name, value in p.items() if name.startswith("weekday"))
    if s.get("together") and len(numbers) > 1:
        run = either(c, {}, {k: v for k, v in p.items() if k.startswith("weekday") or k == "offset"})
        if run is not None and len(numbers) <= 3:
            return run._replace(relation="recurrence", weekdays=numbers)
    return Reading(None, relation="recurrence", weekdays=numbers)


@meaning
def daily(c: Context, s: Settings, p: Parts) -> Any:
    """«كل يوم», «أسبوعياً»."""
    unit = first_of(p, "unit", default=s.get("unit"))
    return Reading(None, grain=unit, relation="recurrence")
