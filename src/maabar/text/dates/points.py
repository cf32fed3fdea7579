"""Meanings of points in time: named days, weekdays, dates, periods and their parts."""

from __future__ import annotations

from typing import Any

from maabar.text.dates import calendar as cal
from maabar.text.dates.days import nearest_year, resolve, span_of_period
from maabar.text.dates.expression import Partial, Reading
from maabar.text.dates.meaning import NEAR_COMING, Context, Parts, Settings, day, first_of, meaning, pick

NAMED_DAY_OFF = 2
"""«اليوم الجمعة» in a report published a day or two later means that Friday."""


@meaning
def named_day(c: Context, s: Settings, p: Parts) -> Any:
    """«اليوم», «أمس», «غداً», with the weekday that a report often adds, which decides when it is near."""
    found = cal.days(c.published, first_of(p, "today", "yesterday", "tomorrow", "namedday"))
    if "namedday" not in p:
        found = cal.days(found, s.get("step", 0))
    if "weekday" in p:
        named = cal.weekday_on_or_before(found, p["weekday"])
        if (found - named).days <= NAMED_DAY_OFF:
            found = named
    return day(found)


@meaning
def night(c: Context, s: Settings, p: Parts) -> Any:
    """«الليلة», «الليلة الماضية»: the day on which that night begins."""
    return day(cal.days(c.published, p.get("offset", 0)), grain="part of day")


@meaning
def weekday(c: Context, s: Settings, p: Parts) -> Any:
    """A weekday: bare, the last one on or before publication; «الماضي» before it; «المقبل» after it."""
    number = first_of(p, "weekday", "weekday_bare")
    offset = first_of(p, "offset", default=s.get("offset"))
    if offset is None:
        past = cal.weekday_on_or_before(c.published, number)
        coming = cal.weekday_on_or_after(c.published, number)
        chosen = coming if c.future else past
        return Reading(chosen, chosen, bare=True, past=(past, past), coming=(coming, coming))
    if offset == 0:  # «هذا الأربعاء»: today or the coming one
        return day(cal.weekday_on_or_after(c.published, number))
    if offset < 0:
        before = cal.weekday_on_or_before(cal.days(c.published, -1), number)
        return day(cal.days(before, 7 * (offset + 1)))
    after = cal.weekday_on_or_after(cal.days(c.published, 1), number)
    return day(cal.days(after, 7 * (offset - 1)))


@meaning
def weekday_of_week(c: Context, s: Settings, p: Parts) -> Any:
    """«الاثنين من الأسبوع الماضي», «منتصف» aside."""
    number = first_of(p, "weekday", "weekday_bare")
    unit, offset = p["period"]
    week = span_of_period(c, unit, offset)
    return day(cal.days(week[0], number)) if week and unit == "week" else None


@meaning
def weekday_and_dayno(c: Context, s: Settings, p: Parts) -> Any:
    """«الخميس 21»: the nearest month in which they fall together, the past one first.

    With ``near`` only within a month: «الأحد، أربعة معابر» counts, and names no 4th.
    """
    for step in (0, -1, 1, -2, 2, -3, 3):
        month = cal.months(c.published.replace(day=1), step)
        found = cal.calendar_day(month.year, month.month, p["dayno"])
        if found and found.weekday() == p["weekday"] and not (c.future and found < c.published):
            return None if s.get("near") and abs((found - c.published).days) > NEAR_COMING else day(found)
    return None


@meaning
def dayno_alone(c: Context, s: Settings, p: Parts) -> Any:
    """«يوم 15»: the last 15th on or before publication, or the coming one."""
    number = first_of(p, "number", "ordinal")
    if not 1 <= number <= 31:
        return None
    around = [cal.months(c.published.replace(day=1), step) for step in (-2, -1, 0, 1, 2)]
    found = [d for m in around if (d := cal.calendar_day(m.year, m.month, number))]
    past = [d for d in found if d <= c.published]
    coming = [d for d in found if d >= c.published]
    return pick(c, (past[-1], past[-1]), (coming[0], coming[0]), Reading(None))


@meaning
def date_(c: Context, s: Settings, p: Parts) -> Any:
    """A calendar date with what stands around it: a weekday before it, «الماضي» behind it."""
    part: Partial = first_of(p, "date", "monthyear", "barename", "monthnamed")
    if "weekday" in p and part.weekday is None:
        part = part._replace(weekday=p["weekday"])
    offset = p.get("offset")
    if offset is not None and part.year is not None:
        return None
    found = resolve(c, part, offset)
    if part.hijri and part.weekday is not None and part.day and found is not None and found.first is not None:
        # months begin with the sighting of the moon: the weekday decides within a day
        for step in (0, -1, 1):
            if cal.days(found.first, step).weekday() == part.weekday:
                return found._replace(first=cal.days(found.first, step), last=cal.days(found.first, step))
    return found


@meaning
def period_(c: Context, s: Settings, p: Parts) -> Any:
    """«الشهر الماضي», «الأسبوع الحالي», «العام المقبل»."""
    unit, offset = p["period"]
    found = span_of_period(c, unit, offset)
    return Reading(*found, grain=unit) if found else Reading(None, grain=unit, relation="after-anchor")


@meaning
def year_(c: Context, s: Settings, p: Parts) -> Any:
    """«عام 2018»."""
    year = first_of(p, "namedyear", "year4")
    if 1300 <= year <= 1500:
        first, last = cal.hijri_day(year, 1, 1), cal.hijri_day(year, 12, -1)
        return Reading(first, last, grain="year") if first and last else None
    return Reading(*cal.whole_year(year), grain="year") if year >= 1000 else None


@meaning
def edge_(c: Context, s: Settings, p: Parts) -> Any:
    """«منتصف شهر آب 2018», «مطلع 2020», «نهاية الأسبوع الحالي»."""
    which = first_of(p, "edge", default=s.get("edge"))
    if "period" in p or "theunit" in p or "unit" in p:
        unit, offset = p.get("period") or (first_of(p, "theunit", "unit"), 0)
        if unit not in ("week", "month", "year"):
            return None
        base = span_of_period(c, unit, offset)
        if base is None:
            return Reading(None, grain=f"part of {unit}", relation="after-anchor")
        return Reading(*cal.edge(base, unit, which), grain=f"part of {unit}")
    if "year" in p or "year4" in p:
        year = first_of(p, "year", "year4")
        if not 1600 <= year <= 2200:
            return None
        return Reading(*cal.edge(cal.whole_year(year), "year", which), grain="part of year")
    part: Partial = first_of(p, "monthyear", "barename")
    if part.hijri or part.month is None or part.day is not None:
        return None
    number = part.month

    def of(year: int) -> cal.Span:
        return cal.edge(cal.whole_month(year, number), "month", which)

    if part.year is not None:
        return Reading(*of(part.year), grain="part of month")
    offset = p.get("offset")
    if offset is not None:
        month = resolve(c, part, offset)
        if month is None or month.first is None:
            return None
        return Reading(*of(month.first.year), grain="part of month")
    return nearest_year(c, of, Reading(None, grain="part of month"))


@meaning
def week_of_month(c: Context, s: Settings, p: Parts) -> Any:
    """«الأسبوع الأول من تموز»: days 1 to 7, and so on; the last one, the last seven days."""
    nth = first_of(p, "ordinal", "ordinal_bare", default=s.get("nth"))
    if p.get("unit", "week") != "week" or nth not in (-1, 1, 2, 3, 4, 5):
        return None
    month = edge_(
        c, {"edge": "whole"}, {k: v for k, v in p.items() if k in ("monthyear", "barename", "period", "offset")}
    )
    if month is None or month.first is None or month.grain not in ("part of month", "month"):
        return None

    def week(span: cal.Span) -> cal.Span:
        if nth == -1:
            return cal.days(span[1], -6), span[1]
        return cal.days(span[0], 7 * (nth - 1)), min(cal.days(span[0], 7 * nth - 1), span[1])

    first, last = week((month.first, month.last))
    return month._replace(
        first=first,
        last=last,
        grain="week",
        past=month.past and week(month.past),
        coming=month.coming and week(month.coming),
    )


@meaning
def decade(c: Context, s: Settings, p: Parts) -> Any:
    """«السبعينيات»."""
    return Reading(cal.whole_year(p["decade"])[0], cal.whole_year(p["decade"] + 9)[1], grain="decade")


@meaning
def season(c: Context, s: Settings, p: Parts) -> Any:
    """«صيف 2019», «الصيف الماضي»: three whole months; winter is named for the year in which it begins."""
    month = first_of(p, "season", "theseason")
    year, offset = first_of(p, "year", "year4"), p.get("offset")
    if "period" in p:
        unit, step = p["period"]
        if unit != "year" or not isinstance(step, int):
            return None
        year = c.published.year + step

    def of(y: int) -> cal.Span:
        first = cal.whole_month(y, month)[0]
        return first, cal.days(cal.months(first, 3), -1)

    if year is not None:
        return Reading(*of(year), grain="season")
    around = [of(y) for y in range(c.published.year - 3, c.published.year + 4)]
    if offset == 0:
        found = of(c.published.year)
    elif offset is not None and offset < 0:
        found = [a for a in around if a[1] < c.published][offset]
    elif offset is None:
        found = next(a for a in around if a[1] >= c.published)
    else:
        found = [a for a in around if a[0] > c.published][offset - 1]
    return Reading(*found, grain="season")


@meaning
def holiday(c: Context, s: Settings, p: Parts) -> Any:
    """A feast as data gives it: [month, day, days] of our calendar, or of the Hijri one."""
    feast = p["holiday"]
    nth = first_of(p, "ordinal_bare", "ordinal")
    part = Partial(feast["day"], feast["month"], None, None, bool(feast.get("hijri")))
    found = resolve(c, part._replace(year=p.get("year")))
    length = feast.get("days", 1)
    if found is None or found.first is None or (nth or 1) > length:
        return None
    first = found.first if nth is None else cal.days(found.first, nth - 1)
    return Reading(first, first if nth is not None else cal.days(first, length - 1), grain="day" if nth else "holiday")


@meaning
def from_anchor(c: Context, s: Settings, p: Parts) -> Any:
    """«في اليوم التالي», «ذلك اليوم»: counted from the last date named; without one, unresolved.

    Where the clause speaks of what is to come, or nothing else is said, publication is the anchor.
    """
    step = s["step"]
    if p.get("offset", step) != step or p.get("unit", "day") != "day":
        return None
    if c.anchor is not None:
        base = c.anchor[1] if step > 0 else c.anchor[0]
        if step == 0:
            return Reading(*c.anchor)
        return day(cal.days(base, step), relation="after-anchor" if step > 0 else "at")
    if step and (c.future or c.alone or step < 0):
        return day(cal.days(c.published, step))
    return Reading(None, relation="after-anchor")


@meaning
def nth_day_running(c: Context, s: Settings, p: Parts) -> Any:
    """«لليوم الثالث على التوالي»: from two days before publication to it."""
    unit = first_of(p, "theunit", "fortheunit")
    count = first_of(p, "ordinal", "number")
    if not 2 <= count <= 400:
        return None
    first = back(c, unit, count - 1)
    return Reading(first, c.published, grain=unit, days=cal.DAYS_OF[unit] * count) if first else None


def back(c: Context, unit: str, count: float) -> Any:
    """The day so many units before publication."""
    return shifted(c.published, unit, -count)


def shifted(base: Any, unit: str, count: float) -> Any:
    """The day so many units from a day; hours and minutes round towards it."""
    if unit in ("hour", "minute"):
        return cal.days(base, count * cal.DAYS_OF[unit])
    if unit in ("day", "week"):
        return cal.days(base, count * cal.DAYS_OF[unit])
    factor = {"month": 1, "quarter": 3, "year": 12}[unit]
    if not 0 < base.year * 12 + base.month + count * factor < 9990 * 12:
        return None
    return cal.months(base, int(count * factor))
