"""What was last said about every crossing, in one quick question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Final

from sqlalchemy import Connection, and_, func, select, true

from maabar.ledger import schema
from maabar.ledger.clock import View, moment
from maabar.ledger.queries import standing

LATEST: Final = 8
"""How many of a crossing's latest claims of a state are looked at."""

_ERA: Final = -(2**62)


@dataclass(frozen=True, slots=True)
class Said:
    """One voice's latest word on a crossing's state: ``said`` is open, restricted or closed, ``denied`` the reverse.

    ``day`` is the day of publication (UTC), ``claim`` the number of the claim.
    """

    speaker: str
    speaker_kind: str
    said: str
    denied: bool
    day: date
    claim: int


@dataclass(frozen=True, slots=True)
class CrossingSummary:
    """The latest about one crossing: what each voice last said of its actual state, the newest first.

    ``voices`` are those among the crossing's `LATEST` actual claims of a state. ``last_evidence`` is the day on which
    the newest of them was published.
    """

    crossing: str
    last_evidence: date
    voices: tuple[Said, ...]

    @property
    def contested(self) -> bool:
        """Whether voices that were last heard contradict each other: not all say, or leave possible, the same state."""
        possible = {"open", "restricted", "closed"}
        for voice in self.voices:
            possible &= _STATES - {voice.said} if voice.denied else {voice.said}
        return not possible


_STATES: Final = frozenset({"open", "restricted", "closed"})


def summaries(connection: Connection, seen: View) -> list[CrossingSummary]:
    """A summary of every crossing with an actual claim of a state in the view, in order of crossing id."""
    e = schema.evidence.c
    # The crossings one by one, each found from the one before by the index: a DISTINCT would read a million rows.
    names = select(func.min(e.crossing).label("crossing")).cte("names", recursive=True)
    following = select(func.min(e.crossing)).where(e.crossing > names.c.crossing).scalar_subquery()
    names = names.union_all(select(following).where(names.c.crossing.is_not(None)))
    columns = e.crossing, e.known, e.claim, e.speaker, e.speaker_kind, e.said, e.polarity
    of_state = (e.crossing == names.c.crossing, e.kind == "status", e.reality == "actual", standing(seen))
    if connection.dialect.name == "postgresql":
        last = select(*columns).where(*of_state).order_by(e.known.desc(), e.claim.desc()).limit(LATEST).lateral()
        found = select(last).select_from(names.join(last, true()))
    else:  # SQLite has no LATERAL: all from the moment of the last but so many on
        x = schema.evidence.alias()
        earlier = (x.c.crossing == names.c.crossing, x.c.kind == "status", x.c.reality == "actual", standing(seen, x))
        moments = select(x.c.known).where(*earlier).order_by(x.c.known.desc())
        oldest = func.coalesce(moments.offset(LATEST - 1).limit(1).scalar_subquery(), _ERA)
        found = select(*columns).select_from(names.join(schema.evidence, and_(*of_state, e.known >= oldest)))
    rows: list[_Row] = [tuple(row) for row in connection.execute(found)]
    rows.sort()  # by crossing, then as they became known
    days = {known: moment(known).date() for known in {row[1] for row in rows}}
    return [_summary(crossing, list(of_one), days) for crossing, of_one in groupby(rows, itemgetter(0))]


_Row = tuple[str, int, int, str, str, str, str]


def _summary(crossing: str, rows: list[_Row], days: dict[int, date]) -> CrossingSummary:
    latest = {row[3]: row for row in rows[-LATEST:]}
    voices = [
        Said(speaker, kind, said, polarity == "denied", days[known], claim)
        for _, known, claim, speaker, kind, said, polarity in sorted(latest.values(), reverse=True)
    ]
    return CrossingSummary(crossing, voices[0].day, tuple(voices))
