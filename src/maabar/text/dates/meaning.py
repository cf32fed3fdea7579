"""What the rules mean: each function makes the value of a phrase from the values of its parts, or null to refuse.

Every function has the signature ``(context, settings, parts)``; ``settings`` come from the rule in the data,
``parts`` are the values by category. Registered under the name that the data uses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from maabar.text.dates import calendar as cal
from maabar.text.dates.expression import Partial, Reading

class Clause(NamedTuple):
    """What the words around an expression tell."""

    future: bool
    story: bool
    present: bool
    alone: bool


Settings = Mapping[str, Any]
Parts = dict[str, Any]


class Context:
    """What a reading depends on besides its words: the day of publication, the clause, what was named before.

    ``future`` and ``story`` say that the clause has a word of the future or of the past; ``alone`` that there is
    nothing but the expression; the clause is looked at only when a reading asks. ``anchor`` are the days of the last
    expression resolved before this one; ``refers`` tells whether any reading asked for it.
    """

    __slots__ = ("_anchor", "_clause", "_look", "published", "refers")

    def __init__(self, published: date, anchor: cal.Span | None, look: Callable[[], Clause]) -> None:
        self.published = published
        self.refers = False
        self._anchor = anchor
        self._look = look
        self._clause: Clause | None = None

    def at(self, anchor: cal.Span) -> Context:
        """The same clause behind another date."""
        moved = Context(self.published, anchor, self._look)
        moved._clause = self._clause
        return moved

    @property
    def anchor(self) -> cal.Span | None:
        self.refers = True
        return self._anchor

    @property
    def clause(self) -> Clause:
        if self._clause is None:
            self._clause = self._look()
        return self._clause

    @property
    def future(self) -> bool:
        return self.clause.future

    @property
    def story(self) -> bool:
        return self.clause.story

    @property
    def alone(self) -> bool:
        return self.clause.alone


Meaning = Callable[[Context, Settings, Parts], Any]
MEANINGS: dict[str, Meaning] = {}

NEAR_COMING, FAR_PAST = 31, 300
"""A day without its year is the last such day, but for one this near ahead and this far behind."""
COMING_YEAR = 270
"""Alone, with no story around it, a day without its year is of the year of publication, at most this far ahead."""
WEEKDAY_REACH = 400
"""A weekday beside a day without its year picks the year, at most so many days away."""
NAMED_DAY_OFF = 2
"""«اليوم الجمعة» in a report published a day or two later means that Friday."""


def meaning(function: Meaning) -> Meaning:
    """Register a meaning under its function's name."""
    MEANINGS[function.__name__.rstrip("_")] = function
    return function


def pick(c: Context, past: cal.Span, coming: cal.Span, reading: Reading) -> Reading:
    """Choose between the two readings of what is ambiguous by itself, and keep both."""
    ahead, behind = (coming[0] - c.published).days, (c.published - past[0]).days
    if c.future:
        chosen = coming
    elif c.alone and reading.bare is False:
        chosen = coming if ahead <= COMING_YEAR and coming[0].year == c.published.year else past
    else:
        chosen = coming if ahead <= NEAR_COMING and behind >= FAR_PAST else past
    return reading._replace(first=chosen[0], last=chosen[1], past=past, coming=coming)


def day(when: date, **more: Any) -> Reading:
    """A reading that is one day."""
    return Reading(when, when, **more)


# --- names: months, years, days of the month, spans, clock -------------------------------------------------------


@meaning
def same(c: Context, s: Settings, p: Parts) -> Any:
    """The value of the one part that has a meaning (named in ``part``), within ``least`` and ``most``."""
    value = p[s["part"]]
    if isinstance(value, int) and not s.get("least", value) <= value <= s.get("most", value):
        return None
    return value


@meaning
def number_of_month(c: Context, s: Settings, p: Parts) -> Any:
    """«شهر 8», «الشهر الثامن»; a bare «شهر واحد» counts months and is refused by ``least``."""
    value = p.get("number", p.get("ordinal"))
    return value if s.get("least", 1) <= value <= 12 else None


@meaning
def double_month(c: Context, s: Settings, p: Parts) -> Any:
    """«آذار/مارس»: both names must be the same month."""
    return p["month_name"] if p["month_name"] == p["month_name2"] else None


@meaning
def constant(c: Context, s: Settings, p: Parts) -> Any:
    """A value that the rule itself gives."""
    return s["value"]


@meaning
def span(c: Context, s: Settings, p: Parts) -> Any:
    """So many units, as (unit, least, most, approximate): «ثلاثة أيام», «يومين», «أسبوع», «بضعة أيام»."""
    unit = p.get("unit") or p.get("units") or p.get("theunit") or p.get("theunits")
    dual = p.get("dual") or p.get("thedual")
    if dual:
        low = high = 2
        unit = dual
    elif "vague" in p:
        low, high = p["vague"]
        if high > 99:
            return None
    else:
        low = high = p.get("number", p.get("ordinal", s.get("count")))
    if low is None or low < 1 or low > 10000 or (unit == "year" and low >= 200):
        return None
    return unit, low, high, low != high


@meaning
def longer_span(c: Context, s: Settings, p: Parts) -> Any:
    """Two spans together, in days or months: «شهر و21 يوماً», «أسبوع ونصف»."""
    (unit, low, high, approximate), other = p["span"], p.get("span2")
    if other is None:
        half = {"year": ("month", 6), "month": ("day", 15), "week": ("day", 4), "day": ("hour", 12), "hour": ("minute", 30)}
        if unit not in half:
            return None
        other = (half[unit][0], half[unit][1], half[unit][1], approximate)
    if low != high or cal.DAYS_OF[other[0]] >= cal.DAYS_OF[unit]:
        return None
    return "sum", ((unit, low), (other[0], other[1])), None, approximate


@meaning
def hedged_span(c: Context, s: Settings, p: Parts) -> Any:
    """«نحو ثلاثة أسابيع»."""
    unit, low, high, _ = p["span"]
    return unit, low, high, True


@meaning
def clock(c: Context, s: Settings, p: Parts) -> Any:
    """An hour as "HH:MM": «الساعة التاسعة والنصف صباحاً», «8:30 مساءً»."""
    hour = p.get("number", p.get("ordinal"))
    minute = p.get("number2", 0) if s.get("minutes") else 0
    part = p.get("daytime") or p.get("daypart")
    minute += p.get("fraction", 0)
    if hour is None or not 0 <= hour <= 24 or not -59 <= minute <= 59:
        return None
    if hour > 12 and part in ("morning", "dawn"):
        return None
    if part in ("afternoon", "evening", "night", "noon") and hour < 12 and not (part == "noon" and hour == 11):
        hour += 12 if not (part == "night" and hour < 5) else 0
    if part in ("night", "dawn", "morning") and hour == 12:
        hour = 0
    total = (hour * 60 + minute) % 1440
    return f"{total // 60:02}:{total % 60:02}"


# --- calendar days and months --------------------------------------------------------------------------------------


@meaning
def partial(c: Context, s: Settings, p: Parts) -> Any:
    """A day of a month, with or without its year; ``dayno2`` ends a range within the month."""
    dayno, last = p.get("dayno"), p.get("dayno2")
    year = p.get("year", p.get("year4"))
    month = p.get("month", p.get("hmonth"))
    hijri = "hmonth" in p
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
    """«20 من الشهر المقبل», «24 الجاري»: a day of the month named by its distance; ``dayno2`` ends a range."""
    unit, offset = p.get("period") or ("month", p["offset"])
    dayno, last = p["dayno"], p.get("dayno2")
    if unit != "month" or (last is not None and last <= dayno):
        return None
    base = span_of_period(c, unit, offset)
    if base is None:
        return None
    found = cal.calendar_day(base[0].year, base[0].month, dayno)
    end = cal.calendar_day(base[0].year, base[0].month, last) if last else found
    return Partial(found.day, found.month, found.year, p.get("weekday"), False, end.day if last else None) if found and end else None


@meaning
def day_of_anchor(c: Context, s: Settings, p: Parts) -> Any:
    """«الثلاثين منه»: a day of the month of the last date named."""
    if c.anchor is None or cal.calendar_day(c.anchor[0].year, c.anchor[0].month, p["dayno"]) is None:
        return None
    return Partial(p["dayno"], c.anchor[0].month, c.anchor[0].year)


@meaning
def nth_weekday(c: Context, s: Settings, p: Parts) -> Any:
    """«أول جمعة من تموز», «آخر اثنين من الشهر القادم»."""
    nth = p.get("ordinal", p.get("ordinal_bare", s.get("nth")))
    weekday = p.get("weekday", p.get("weekday_bare"))
    if nth is None or nth > 5 or weekday is None:
        return None
    if "ordinal" in p and "period" not in p:  # «الثلاثاء الثالث من أيلول» is Tuesday the 3rd where that fits
        month = p.get("monthyear") or p["barename"]
        fits = resolve(c, month._replace(day=nth, weekday=weekday))
        if fits is not None and fits.first is not None and fits.first.weekday() == weekday:
            return None
    if "period" in p:
        base = span_of_period(c, *p["period"])
        if base is None or p["period"][0] != "month":
            return None
        found = cal.nth_weekday(base[0].year, base[0].month, weekday, nth)
        return day(found) if found else None
    month = p.get("monthyear") or p["barename"]
    if month.hijri or month.month is None:
        return None
    number = month.month

    def of(year: int) -> cal.Span | None:
        found = cal.nth_weekday(year, number, weekday, nth)
        return (found, found) if found else None

    if month.year is not None:
        found = of(month.year)
        return day(found[0]) if found else None
    return nearest_year(c, of, Reading(None))


@meaning
def month_of_year(c: Context, s: Settings, p: Parts) -> Any:
    """«آذار 2020», «شهر آب من العام الماضي»."""
    hijri = "hmonth" in p
    hijri = hijri or "namedhmonth" in p
    month = next(p[k] for k in ("hmonth", "namedhmonth", "month", "namedmonth") if k in p)
    year = p.get("year", p.get("year4"))
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
    around = [found for y in range(c.published.year - 4, c.published.year + 5) if (found := of(y))]
    past = [found for found in around if found[0] <= c.published]
    coming = [found for found in around if found[1] >= c.published]
    if not past or not coming:
        return None
    return pick(c, past[-1], coming[0], reading)


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
    unit = p.get("theunit") or p["theweekend"]
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
