"""Beliefs as a small object: looked up, iterated, as a table, and shown in a notebook.

Beliefs are kept at *anchors* (days at which something is known about a crossing) and spread to the days between when
asked for, so that ten years of two thousand crossings cost what was said about them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import TYPE_CHECKING, Final, Protocol

import numpy as np

from maabar.errors import InputError
from maabar.model import Belief
from maabar.weighing.chain import Floats

if TYPE_CHECKING:
    import pandas as pd

_SHOWN: Final = 12


class Course(Protocol):
    """The beliefs about one crossing at a time."""

    def between(self, crossing: int, first: int, last: int) -> Floats:
        """Beliefs ``[days, 3]`` from day ``first`` to day ``last`` (ordinals, both inclusive)."""
        ...


@dataclass(frozen=True)
class Beliefs:
    """P(open), P(restricted), P(closed) for each crossing and each day from its first claim to the last day of the
    input.

    Iterates over `Belief` in (crossing, day) order; ``len`` is the number of crossing-days. ``at`` also answers for
    days outside those listed: before the first claim and after the last day the beliefs fade to what is usual.
    """

    crossings: tuple[str, ...]
    first: tuple[int, ...]
    last: int
    course: Course
    numbers: tuple[int, ...]
    traffic: str | None = None
    filtered: bool = False

    def at(self, crossing: str, day: date) -> Belief:
        """The belief about a crossing on a day; raises `InputError` for a crossing nobody spoke of."""
        found = self._index(crossing)
        ordinal = day.toordinal()
        p = self.course.between(self.numbers[found], ordinal, ordinal)[0]
        return Belief(crossing, day, float(p[0]), float(p[1]), float(p[2]), self.traffic)

    def of(self, crossing: str) -> tuple[date, Floats]:
        """The first day listed of a crossing and its beliefs from then on, ``[days, 3]``."""
        found = self._index(crossing)
        first = self.first[found]
        return date.fromordinal(first), self.course.between(self.numbers[found], first, self.last)

    def __iter__(self) -> Iterator[Belief]:
        for crossing in self.crossings:
            start, rows = self.of(crossing)
            first = start.toordinal()
            for n, (is_open, restricted, closed) in enumerate(rows.tolist()):
                yield Belief(crossing, date.fromordinal(first + n), is_open, restricted, closed, self.traffic)

    def __len__(self) -> int:
        return sum(max(0, self.last - first + 1) for first in self.first)

    def to_pandas(self) -> pd.DataFrame:
        """A frame with columns crossing, day, open, restricted, closed (needs pandas)."""
        try:
            import pandas as pd
        except ImportError as error:
            from maabar.errors import FeatureMissing

            raise FeatureMissing("a data frame needs pandas: pip install 'maabar[pandas]'") from error
        names: list[str] = []
        days: list[date] = []
        rows: list[Floats] = []
        for crossing in self.crossings:
            start, beliefs = self.of(crossing)
            first = start.toordinal()
            names += [crossing] * len(beliefs)
            days += [date.fromordinal(first + n) for n in range(len(beliefs))]
            rows.append(beliefs)
        table = np.concatenate(rows) if rows else np.empty((0, 3))
        frame = pd.DataFrame({"crossing": names, "day": pd.to_datetime(pd.Series(days, dtype="object"))})
        return frame.assign(open=table[:, 0], restricted=table[:, 1], closed=table[:, 2])

    def _repr_html_(self) -> str:
        """The last belief on each crossing, as a table."""
        head = "<tr><th>crossing</th><th>day</th><th>open</th><th>restricted</th><th>closed</th></tr>"
        rows = []
        for crossing in self.crossings[:_SHOWN]:
            b = self.at(crossing, date.fromordinal(self.last))
            cells = "".join(_cell(p) for p in (b.open, b.restricted, b.closed))
            rows.append(f"<tr><td dir='auto'>{escape(crossing)}</td><td>{b.day}</td>{cells}</tr>")
        more = len(self.crossings) - _SHOWN
        note = f"<p>and {more} more crossings</p>" if more > 0 else ""
        view = "as known at the end of each day" if self.filtered else "in hindsight"
        about = f" for {escape(self.traffic)}" if self.traffic else ""
        sizes = f"{len(self.crossings)} crossings, {len(self)} crossing-days"
        return f"<p>{sizes}, {view}{about}</p><table>{head}{''.join(rows)}</table>{note}"

    def __repr__(self) -> str:
        return f"<Beliefs on {len(self.crossings)} crossings, {len(self)} crossing-days>"

    def _index(self, crossing: str) -> int:
        try:
            return self._places[crossing]
        except KeyError:
            raise InputError(f"no claim on the crossing {crossing!r}; known are: {_some(self.crossings)}") from None

    @property
    def _places(self) -> dict[str, int]:
        cached: dict[str, int] | None = self.__dict__.get("_cached_places")
        if cached is None:
            cached = {name: n for n, name in enumerate(self.crossings)}
            self.__dict__["_cached_places"] = cached
        return cached


def _cell(p: float) -> str:
    return f"<td style='background:linear-gradient(to right,#9cc 0 {p:.0%},transparent {p:.0%})'>{p:.2f}</td>"


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:5]) + (", …" if len(names) > 5 else "") if names else "none"
