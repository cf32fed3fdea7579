"""Arithmetic on days, weeks, months and years, as newspapers count them: weeks run from Monday to Sunday."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

Span = tuple[date, date]
"""First and last day, both inclusive."""

DAYS_OF = {"hour": 1 / 24, "minute": 1 / 1440, "day": 1.0, "week": 7.0, "month": 30.0, "quarter": 91.0, "year": 365.0}
"""How long a unit is, in days; for months and years the usual round figure, used for durations only."""

_LENGTHS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_EDGES_OF_MONTH = {"start": (1, 10), "mid": (11, 20), "late": (21, 31), "first_half": (1, 15), "second_half": (16, 31)}
_EDGES_OF_YEAR = {"start": (1, 1), "early": (1, 3), "mid": (5, 8), "late": (10, 12), "end": (12, 12)}
_EDGES_OF_WEEK = {"start": (0, 1), "mid": (1, 3), "late": (4, 6)}


def days(anchor: date, count: float) -> date:
    """The day ``count`` days after ``anchor`` (before it where negative), whole days."""
    return anchor + timedelta(days=int(count))


def month_length(year: int, month: int) -> int:
    """Days of a month."""
    leap = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return 29 if leap else _LENGTHS[month]


def months(anchor: date, count: int) -> date:
    """The same day of the month ``count`` months on, or that month's last day where it is shorter."""
    index = anchor.year * 12 + anchor.month - 1 + count
    year, month = divmod(index, 12)
    return date(year, month + 1, min(anchor.day, month_length(year, month + 1)))


def whole_month(year: int, month: int) -> Span:
    """All days of a month."""
    return date(year, month, 1), date(year, month, month_length(year, month))


def whole_year(year: int) -> Span:
    """All days of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def period(published: date, unit: str, offset: int) -> Span:
    """The day, week, month, quarter or year ``offset`` after the one that holds ``published``."""
    if unit == "day":
        day = days(published, offset)
        return day, day
    if unit == "week":
        monday = days(published, -published.weekday() + 7 * offset)
        return monday, days(monday, 6)
    if unit == "weekend":
        friday = days(published, -published.weekday() + 7 * offset + 4)
        return friday, days(friday, 2)
    if unit == "month":
        there = months(published.replace(day=1), offset)
        return whole_month(there.year, there.month)
    if unit == "quarter":
        there = months(published.replace(day=1, month=(published.month - 1) // 3 * 3 + 1), 3 * offset)
        return there, days(months(there, 3), -1)
    return whole_year(published.year + offset)


def edge(span: Span, unit: str, which: str) -> Span:
    """The start, middle or late part of a month (its thirds), a year or a week; the span itself where neither."""
    first, last = span
    if which == "whole":
        return span
    if unit == "month":
        if which[0] == "q":
            return span
        low, high = _EDGES_OF_MONTH[{"early": "start", "end": "late"}.get(which, which)]
        return first.replace(day=low), first.replace(day=min(high, last.day))
    if unit == "year":
        halves = {"first_half": (1, 6), "second_half": (7, 12), **{f"q{n}": (3 * n - 2, 3 * n) for n in (1, 2, 3, 4)}}
        low, high = halves.get(which) or _EDGES_OF_YEAR[which]
        return first.replace(month=low), whole_month(first.year, high)[1]
    if unit == "week":
        week = {"early": "start", "end": "late", "first_half": "start", "second_half": "late"}
        low, high = _EDGES_OF_WEEK.get(week.get(which, which), (0, 6))
        return days(first, low), days(first, high)
    return span


def weekday_on_or_before(day: date, weekday: int) -> date:
    """The latest such weekday up to and including ``day``."""
    return days(day, -((day.weekday() - weekday) % 7))


def weekday_on_or_after(day: date, weekday: int) -> date:
    """The first such weekday from ``day`` on."""
    return days(day, (weekday - day.weekday()) % 7)


def calendar_day(year: int, month: int, day: int) -> date | None:
    """That day, or null where the calendar has none; day -1 is the month's last."""
    if not (1 <= month <= 12 and 1 <= year <= 9998):
        return None
    if day == -1:
        return whole_month(year, month)[1]
    return date(year, month, day) if 1 <= day <= month_length(year, month) else None


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date | None:
    """The ``nth`` such weekday of a month, -1 for its last; null where there is none."""
    first, last = whole_month(year, month)
    if nth == -1:
        return weekday_on_or_before(last, weekday)
    found = days(weekday_on_or_after(first, weekday), 7 * (nth - 1))
    return found if found <= last else None


@lru_cache(maxsize=4096)
def hijri_day(year: int, month: int, day: int) -> date | None:
    """A day of the Umm al-Qura calendar in ours (library ``hijridate``, years 1343 to 1500); day -1 is the last."""
    from hijridate.convert import Hijri

    try:
        length = Hijri(year, month, 1).month_length()
        found = Hijri(year, month, length if day == -1 else day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return date(found.year, found.month, found.day)


def hijri_year(day: date) -> int:
    """The Hijri year of a day; of the nearest day that the library knows where it is out of its range."""
    from hijridate.convert import Gregorian

    try:
        return int(Gregorian(day.year, day.month, day.day).to_hijri().year)
    except (ValueError, OverflowError):
        return round((day.year - 622) * 33 / 32)
