"""Rows of a simulated telling as claims: names of crossings and speakers, values, days."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from maabar.model import Agreement, Claim, Flow, Incident, Kind, Polarity, Reality, Value, When
from maabar.weighing import simulate_telling as t
from maabar.weighing.simulate_truth import CLASSES
from maabar.weighing.simulate_voices import KINDS, MEDIA, OFFICIAL, SELF, SIDES, UNNAMED, UNNAMED_WORDS, WITNESS_WORDS

STATES: Final = ("open", "restricted", "closed")
_ON: Final = ("open", "operate", "close")
BITS: Final = tuple(tuple(c for i, c in enumerate(CLASSES) if bits >> i & 1) for bits in range(8))
"""Names of the traffic classes of each set of bits."""


class Claims:
    """Makes the claim of a row; remembers days and names."""

    def __init__(
        self, crossings: Sequence[str], outlets: Sequence[str], holders: Sequence[Sequence[int]], days: Sequence[date]
    ) -> None:
        self._crossings, self.outlets, self.days = crossings, outlets, days
        self._parties = [tuple(dict.fromkeys(SIDES[s] for s in pair)) for pair in holders]
        later = [days[-1] + timedelta(n) for n in range(1, 60)]
        self._exact = [When(d) for d in (*days, *later)]
        self._range = lru_cache(maxsize=None)(self._ranged)

    def speaker(self, kind: int, index: int) -> str:
        """The speaker's words, actor's id, or outlet."""
        if kind in (SELF, MEDIA):
            return self.outlets[index]
        if kind == OFFICIAL:
            return SIDES[index]
        return (UNNAMED_WORDS if kind == UNNAMED else WITNESS_WORDS)[index]

    def when(self, told: int, start: int) -> When | None:
        """The day or range of days as told."""
        if told == t.NO_DAY:
            return None
        return self._exact[start] if told == t.EXACT else self._range(told, start)

    def _ranged(self, told: int, start: int) -> When:
        day = self._exact[start].start
        last = calendar.monthrange(day.year, day.month)[1]
        if told == t.MONTH:
            return When(day.replace(day=1), day.replace(day=last))
        third = min((day.day - 1) // 10, 2)
        return When(day.replace(day=1 + 10 * third), day.replace(day=(10, 20, last)[third]))

    def claim(
        self, crossing: int, kind: int, speaker: int, form: int, state: int, classes: int, count: int,
        when: When | None, via: tuple[str, ...], quote: str,
    ) -> Claim:  # fmt: skip
        """The claim of a row; see `maabar.weighing.simulate_telling.Told` for the columns."""
        what, value, reality, polarity = self._content(crossing, form, state, classes, count)
        traffic = BITS[classes] if form in (t.STATUS, t.DENIED, t.PLAN, t.CALLED_OFF) else ()
        return Claim(
            quote, self._crossings[crossing], what, value, reality, polarity, self.speaker(kind, speaker),
            KINDS[kind], via, traffic, when,
        )  # fmt: skip

    def recalled(self, crossing: int, outlet: int, state: int, start: int, quote: str) -> Claim:
        """The claim of a report that recalls, in its own words, since when a former state had held."""
        return Claim(
            quote, self._crossings[crossing], "status", STATES[state], "actual", "affirmed", self.outlets[outlet],
            "self", when=self._exact[start],
        )  # fmt: skip

    def _content(
        self, crossing: int, form: int, state: int, classes: int, count: int
    ) -> tuple[Kind, Value, Reality, Polarity]:
        if form <= t.DENIED or t.PLAN <= form <= t.PROPOSED:
            reality: Reality = "actual" if form <= t.DENIED else "proposed" if form == t.PROPOSED else "planned"
            return "status", STATES[state], reality, "denied" if form in (t.DENIED, t.CALLED_OFF) else "affirmed"
        if form == t.INCIDENT:
            return "incident", _SHELLING, "actual", "affirmed"
        if form == t.AGREED:
            return "agreement", Agreement(_ON[state], self._parties[crossing]), "actual", "affirmed"
        what = BITS[classes][0]
        figure = None if count < 0 or form == t.HINDERED else count
        return "flow", Flow(what, figure), "actual", "denied" if form == t.HINDERED else "affirmed"


_SHELLING: Final = Incident("shelling")
