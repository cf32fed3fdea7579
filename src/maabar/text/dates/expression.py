"""What a time expression is once it is read."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, NamedTuple

from maabar.model import When

Relation = Literal["at", "since", "until", "within", "duration", "recurrence", "after-anchor"]


class DateExpression(NamedTuple):
    """One expression of time in a text. (A named tuple, not a dataclass: the reader makes thousands a second.)

    ``start`` and ``end`` are character offsets, end exclusive, in the text that was given: the original for
    `find_dates`, the folded one for `scan`. ``first`` and ``last`` are the indexes of its words, last exclusive.
    ``when`` is the reading chosen; null where the text gives no way to tell. ``past`` and ``coming`` are the two
    readings of what is ambiguous by itself (a bare weekday, a day without a year, «بعد يومين» in a story), for a
    reader who knows more about the clause. ``grain`` is how fine the words are, not how fine ``when`` is.
    ``duration_days`` is the length of a span of time, ``weekdays`` (Monday is 0) the days of a recurrence,
    ``time`` the hour as "HH:MM" where one is said. ``approximate`` marks «نحو», «تقريباً».
    """

    text: str
    start: int
    end: int
    when: When | None
    grain: str
    relation: Relation
    duration_days: float | None
    weekdays: tuple[int, ...]
    bare_weekday: bool
    past: When | None
    coming: When | None
    approximate: bool
    time: str | None
    rule: str
    first: int
    last: int

    def to_json(self) -> dict[str, Any]:
        """The line that ``maabar dates --all`` prints: ``to`` is the last day meant, ``from`` again for one day."""
        when = self.when
        out: dict[str, Any] = {
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "from": when.start.isoformat() if when else None,
            "to": when.last.isoformat() if when else None,
            "grain": self.grain,
            "relation": self.relation,
        }
        if self.duration_days is not None:
            out["duration_days"] = self.duration_days
        if self.weekdays:
            out["weekdays"] = list(self.weekdays)
        if self.time:
            out["time"] = self.time
        for name, other in (("past", self.past), ("coming", self.coming)):
            if other:
                out[name] = [other.start.isoformat(), other.last.isoformat()]
        if self.approximate:
            out["approximate"] = True
        return out


class Reading(NamedTuple):
    """The meaning of a phrase before it is placed in the text: the same fields as `DateExpression` gives."""

    first: date | None
    last: date | None = None
    grain: str = "day"
    relation: Relation = "at"
    days: float | None = None
    weekdays: tuple[int, ...] = ()
    bare: bool = False
    past: tuple[date, date] | None = None
    coming: tuple[date, date] | None = None
    approximate: bool = False
    time: str | None = None
    shift: tuple[str, int] | None = None
    """A span of time as (unit, how many), for «بعد يومين من 18 آب»."""


class Partial(NamedTuple):
    """A calendar day or month with parts left out."""

    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None
    hijri: bool = False
    last_day: int | None = None
    """For «13–15 تموز»: the day on which the range ends."""
