"""Meanings of the small parts: numbers of days and months, years, lengths of time, hours of the clock."""

from __future__ import annotations

from typing import Any

from maabar.text.dates.meaning import Context, Parts, Settings, first_of, meaning


@meaning
def number_of_month(c: Context, s: Settings, p: Parts) -> Any:
    """«شهر 8», «الشهر الثامن»; a bare «شهر واحد» counts months and is refused by ``least``."""
    value = first_of(p, "number", "ordinal")
    return value if s.get("least", 1) <= value <= 12 else None


@meaning
def double_month(c: Context, s: Settings, p: Parts) -> Any:
    """«آذار/مارس»: both names must be the same month."""
    return p["month_name"] if p["month_name"] == p["month_name2"] else None


@meaning
def year_in_words(c: Context, s: Settings, p: Parts) -> Any:
    """«ألفان وثمانية عشر» behind a month; a round «ألفين» there counts something else («في آذار ألفا مدني»)."""
    value = p["number"]
    return value if 1850 <= value <= 2150 and value % 100 else None


@meaning
def constant(c: Context, s: Settings, p: Parts) -> Any:
    """A value that the rule itself gives."""
    value = s["value"]
    return tuple(value) if isinstance(value, list) else value


@meaning
def span(c: Context, s: Settings, p: Parts) -> Any:
    """So many units, as (unit, least, most, approximate): «ثلاثة أيام», «يومين», «أسبوع», «بضعة أيام»."""
    unit = first_of(p, "unit", "units", "theunit", "theunits", "sinceunit")
    dual = first_of(p, "dual", "thedual")
    if dual:
        low = high = 2
        unit = dual
    elif "vague" in p:
        low, high = p["vague"]
        if high > 99:
            return None
    else:
        low = high = first_of(p, "number", "ordinal", default=s.get("count"))
    if low is None or low > s.get("most", low) or low < 1 or low > 10000 or (unit == "year" and low >= 200):
        return None
    return unit, low, high, low != high


_HALF = {"year": ("month", 6), "month": ("day", 15), "week": ("day", 4), "day": ("hour", 12), "hour": ("minute", 30)}


@meaning
def longer_span(c: Context, s: Settings, p: Parts) -> Any:
    """Spans together: «شهر و21 يوماً», «أسبوع ونصف»."""
    spans = [p[k] for k in ("span", "span2", "span3") if k in p]
    unit, approximate = spans[0][0], spans[0][3]
    if len(spans) == 1:
        if unit not in _HALF:
            return None
        spans.append((*_HALF[unit], _HALF[unit][1], approximate))
    if any(span[1] != span[2] for span in spans) or len({span[0] for span in spans}) < len(spans):
        return None
    return "sum", tuple((span[0], span[1]) for span in spans), None, approximate


@meaning
def hedged_span(c: Context, s: Settings, p: Parts) -> Any:
    """«نحو ثلاثة أسابيع»."""
    unit, low, high, _ = p["span"]
    return unit, low, high, True


@meaning
def clock(c: Context, s: Settings, p: Parts) -> Any:
    """An hour as "HH:MM": «الساعة التاسعة والنصف صباحاً», «8:30 مساءً»."""
    hour = first_of(p, "number", "ordinal")
    minute = p.get("number2", 0) if s.get("minutes") else 0
    part = first_of(p, "daytime", "daypart")
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
