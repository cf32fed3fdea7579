"""Meanings of calendar days and months with parts left out, and which of the years or months they mean."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from maabar.text.dates import calendar as cal
from maabar.text.dates.expression import Partial, Reading
from maabar.text.dates.meaning import Context, Parts, Settings, day, first_of, meaning, pick

WEEKDAY_REACH = 400
"""A weekday beside a day without its year picks the year, at most so many days away."""


@meaning
def partial(c: Context, s: Settings, p: Parts) -> Any:
    """A day of a month, with or without its year; ``dayno2`` or ``dayno3`` ends a range within the month."""
    dayno, last = first_of(p, "dayno", "daybare"), p.get("dayno3", p.get("dayno2"))
    year = first_of(p, "year", "year4", "roundyear")
    month = first_of(p, "month", "hmonth", "ordmonth")
    hijri = "hmonth" in p
    if "period" in p:
        unit, offset = p["period"]
        base = span_of_period(c, unit, offset)
        if unit != "year" or base is None:
            return None
        year = base[0].year
    if last is not None and last <= dayno:
        return None
    if year is not None and hijri and year < 1300:
        return None
    if dayno is not None and not hijri and cal.calendar_day(year or 2020, month, last or dayno) is None:
        return None
    return Partial(dayno, month, year, p.get("weekday"), hijri, last)


@meaning
def numeric(c: Context, s: Settings, p: Parts) -> Any:
    """«27/3/2021», «2021-03-27»: day first, or month first where day first is impossible."""
    order = s["order"]
    values = [p[k] for k in ("number", "number2", "number3", "year4") if k in p]
    if order == "ymd":
        year, month, dayno = p["year4"], p["number"], p["number2"]
    elif order == "dmy":
        dayno, month = p["number"], p["number2"]
        year = p.get("year4")
        if year is None:
            year = p["number3"] + (2000 if p["number3"] < 70 else 1900)
            if p["number3"] > 99:
                return None
    else:
        dayno, month, year = values[0], values[1], None
    if s.get("month_first"):
        dayno, month = month, dayno
    if month > 12 >= dayno and order != "ymd":
        dayno, month = month, dayno
    elif month > 12 and order == "ymd":
        return None
    if s.get("counts_down") and not (dayno > 12 and values[0] > values[1]):
        return None
    if s.get("no_fraction") and dayno <= 12 and month <= 12:
        return None
    if cal.calendar_day(year or 2020, month, dayno) is None:
        return None
    return Partial(dayno, month, year)


@meaning
def day_of_period(c: Context, s: Settings, p: Parts) -> Any:
    """«20 من الشهر المقبل», «24 الجاري»: a day of a month told by its distance; ``dayno2``, ``dayno3`` end a range."""
    unit, offset = p.get("period") or ("month", p["offset"])
    dayno, last = first_of(p, "dayno", "daybare"), p.get("dayno3", p.get("dayno2"))
    if unit != "month" or (last is not None and last <= dayno):
        return None
    base = span_of_period(c, unit, offset)
    if base is None:
        return None
    found = cal.calendar_day(base[0].year, base[0].month, dayno)
    end = cal.calendar_day(base[0].year, base[0].month, last) if last else found
    return (
        Partial(found.day, found.month, found.year, p.get("weekday"), False, end.day if last else None)
        if found and end
        else None
    )


@meaning
def day_of_anchor(c: Context, s: Settings, p: Parts) -> Any:
    """«الثلاثين منه»: a day of the month of the last date named."""
    if c.anchor is None or cal.calendar_day(c.anchor[0].year, c.anchor[0].month, p["dayno"]) is None:
        return None
    return Partial(p["dayno"], c.anchor[0].month, c.anchor[0].year)


@meaning
def nth_weekday(c: Context, s: Settings, p: Parts) -> Any:
    """«أول جمعة من تموز», «آخر اثنين من الشهر القادم»."""
    nth = first_of(p, "ordinal", "ordinal_bare", default=s.get("nth"))
    weekday = first_of(p, "weekday", "weekday_bare")
    if nth is None or nth > 5 or weekday is None:
        return None
    if (
        "ordinal" in p and "period" not in p and not s.get("plain")
    ):  # «الثلاثاء الثالث من أيلول» is Tuesday the 3rd where that fits
        month = first_of(p, "monthyear", "barename")
        fits = resolve(c, month._replace(day=nth, weekday=weekday))
        if fits is not None and fits.first is not None and fits.first.weekday() == weekday:
            return None
    if "period" in p:
        base = span_of_period(c, *p["period"])
        if base is None or p["period"][0] != "month":
            return None
        told = cal.nth_weekday(base[0].year, base[0].month, weekday, nth)
        return day(told) if told else None
    month = first_of(p, "monthyear", "barename")
    if month.hijri or month.month is None:
        return None
    number = month.month

    def of(year: int) -> cal.Span | None:
        found = cal.nth_weekday(year, number, weekday, nth)
        return (found, found) if found else None

    if "offset" in p:
        named = resolve(c, month, p["offset"])
        if named is None or named.first is None:
            return None
        month = month._replace(year=named.first.year)
    if month.year is not None:
        span = of(month.year)
        return day(span[0]) if span else None
    return nearest_year(c, of, Reading(None))


@meaning
def month_of_year(c: Context, s: Settings, p: Parts) -> Any:
    """«آذار 2020», «شهر آب من العام الماضي»."""
    hijri = "hmonth" in p
    hijri = hijri or "namedhmonth" in p
    month = first_of(p, "hmonth", "namedhmonth", "month", "namedmonth", "ordmonth")
    year = first_of(p, "year", "year4")
    if "period" in p:
        unit, offset = p["period"]
        base = span_of_period(c, unit, offset)
        if unit != "year" or base is None or hijri:
            return None
        year = base[0].year
    if year is not None and (1300 <= year <= 1500) > hijri:
        return None
    return Partial(p.get("dayno"), month, year, None, hijri)


@meaning
def numeric_month(c: Context, s: Settings, p: Parts) -> Any:
    """«3/2015»."""
    return Partial(None, p["number"], p["year4"]) if 1 <= p["number"] <= 12 else None


def nearest_year(c: Context, of: Callable[[int], cal.Span | None], reading: Reading) -> Reading | None:
    """The last and the next occurrence of something yearly, and the choice between them."""
    for reach in (1, 4):  # the 29th of February needs more than the years beside this one
        years = range(c.published.year - reach, c.published.year + reach + 1)
        around = [found for year in years if (found := of(year))]
        past = [found for found in around if found[0] <= c.published]
        coming = [found for found in around if found[1] >= c.published]
        if past and coming:
            return pick(c, past[-1], coming[0], reading)
    return None


def whole(c: Context, part: Partial) -> Callable[[int], cal.Span | None]:
    """The days that a partial date means in a given year."""

    def of(year: int) -> cal.Span | None:
        if part.month is None:
            return None
        if part.hijri:
            if year >= 1600:  # «رمضان 2019»: the Hijri year whose month begins in it
                years = ((year - 622) * 33 // 32 + step for step in (-1, 0, 1, 2))
                year = next((y for y in years if (d := cal.hijri_day(y, part.month, 1)) and d.year == year), 0)
            first = cal.hijri_day(year, part.month, part.day or 1)
            last = cal.hijri_day(year, part.month, part.last_day or part.day or -1)
        elif part.day is None:
            return cal.whole_month(year, part.month)
        else:
            first = cal.calendar_day(year, part.month, part.day)
            last = cal.calendar_day(year, part.month, part.last_day) if part.last_day else first
        return (first, last) if first and last else None

    return of


def resolve(c: Context, part: Partial, offset: int | None = None) -> Reading | None:
    """A partial date in full. ``offset`` is -1, 0, 1 for «الماضي», «الجاري», «المقبل» behind it."""
    grain = "day" if part.day is not None else "month"
    of = whole(c, part)
    if part.year is not None:
        found = of(part.year)
        return Reading(*found, grain=grain) if found else None
    this = cal.hijri_year(c.published) if part.hijri else c.published.year
    if offset is None and part.weekday is None and not part.hijri:
        return nearest_year(c, of, Reading(None, grain=grain))
    around = [found for year in range(this - 5, this + 6) if (found := of(year))]
    if offset is not None:
        if offset == 0:
            found = of(this)
            return Reading(*found, grain=grain) if found else None
        if offset < 0:
            done = [found for found in around if found[1] < c.published]
            return Reading(*done[offset], grain=grain) if done else None
        ahead = [found for found in around if found[0] > c.published]
        return Reading(*ahead[offset - 1], grain=grain) if ahead else None
    if part.weekday is not None:
        fits = [found for found in around if found[0].weekday() == part.weekday]
        near = min(fits, key=lambda found: abs((found[0] - c.published).days), default=None)
        if near is not None and abs((near[0] - c.published).days) < WEEKDAY_REACH:
            return Reading(*near, grain=grain)
    past = [found for found in around if found[0] <= c.published]
    coming = [found for found in around if found[1] >= c.published]
    if not past or not coming:
        return None
    return pick(c, past[-1], coming[0], Reading(None, grain=grain))


@meaning
def period_named(c: Context, s: Settings, p: Parts) -> Any:
    """«الأسبوع الماضي», «هذا الشهر», «العام نفسه»: (unit, how many on), or (unit, where from the last date named)."""
    unit = first_of(p, "theunit", "theweekend", "unit")
    if unit not in ("week", "month", "year", "weekend", "quarter"):
        return None
    if "offset" in p:
        return unit, p["offset"]
    if "this" in p:
        return unit, 0
    for part, named, plain in (("following", "next", 1), ("previous", "before", -1)):
        if part in p:
            return unit, named if c.anchor is not None else plain
    return unit, "same"


def span_of_period(c: Context, unit: str, offset: int | str) -> cal.Span | None:
    """The days of «الشهر الماضي»; with offset "same", "next", "before" counted from the last date named."""
    if isinstance(offset, int):
        return cal.period(c.published, unit, offset)
    if c.anchor is None:
        return None
    return cal.period(c.anchor[0], unit, {"same": 0, "next": 1, "before": -1}[offset])
