"""Made worlds, to measure the weighing where the truth is known.

`world` draws what happens (`simulate_truth`), who speaks (`simulate_voices`), what is reported (`simulate_telling`) and
writes the reports, with Arabic texts of our own sentences (`simulate_texts`). ``docs/simulator.md`` tells the story.
Equal arguments give equal worlds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Final

import numpy as np

from maabar.errors import InputError
from maabar.model import Report
from maabar.weighing.simulate_claims import STATES, Claims
from maabar.weighing.simulate_reports import bare_reports, written_reports
from maabar.weighing.simulate_telling import Scene, Told, telling
from maabar.weighing.simulate_texts import Writer, crossing_names, phrases
from maabar.weighing.simulate_truth import CLASSES, FATES, Ints, Plans, Timeline, incidents, plans, timeline
from maabar.weighing.simulate_voices import (
    NEUTRAL,
    OFFICIAL,
    SIDES,
    UNNAMED,
    WITNESS,
    Interests,
    Outlets,
    coverage,
    interests,
    outlets,
)

PRESETS: Final[Mapping[str, float]] = {"dense": 1.0, "sparse": 0.2}
"""Reports per crossing and day."""
FIRST_DAY: Final = date(2020, 1, 1)


@dataclass(frozen=True)
class World:
    """A made world: what was published, and what was true.

    Arrays are indexed as in the modules that draw them; `truth` and the other properties say the same by name.
    """

    seed: int
    days: tuple[date, ...]
    crossings: tuple[str, ...]
    names: tuple[str, ...]
    holders: Ints
    reports: list[Report]
    timeline: Timeline
    planned: Plans
    who: Outlets
    wants: Interests
    told: Told

    @cached_property
    def truth(self) -> dict[tuple[str, date], str]:
        """State of each crossing (id) on each day."""
        return {
            (crossing, day): STATES[state]
            for crossing, row in zip(self.crossings, self.timeline.states.tolist(), strict=True)
            for day, state in zip(self.days, row, strict=True)
        }

    @cached_property
    def passing(self) -> dict[tuple[str, date], tuple[str, ...]]:
        """Traffic classes that pass each crossing (id) on each day."""
        named = [tuple(c for i, c in enumerate(CLASSES) if bits >> i & 1) for bits in range(8)]
        return {
            (crossing, day): named[bits]
            for crossing, row in zip(self.crossings, self.timeline.passing.tolist(), strict=True)
            for day, bits in zip(self.days, row, strict=True)
        }

    @cached_property
    def voices(self) -> dict[str, dict[str, Any]]:
        """What is true of each voice, by the name that `maabar.weighing.acts` gives it without a registry: its kind,
        its side (null for none), how often it spoke, how often it lied."""
        claims, told = self._claims, self.told
        out: dict[str, dict[str, Any]] = {}
        columns = (told.kind, told.speaker, told.outlet, told.source, told.lie)
        for kind, speaker, outlet, source, lie in zip(*(c.tolist() for c in columns), strict=True):
            if source >= 0:
                continue
            name = claims.speaker(kind, speaker)
            if kind in (UNNAMED, WITNESS):
                name = f"{self.who.names[outlet]}|{name}"
            side = speaker if kind == OFFICIAL else int(self.who.side[outlet])
            voice = out.setdefault(
                name,
                {"side": SIDES[side] if side != NEUTRAL else None, "official": kind == OFFICIAL, "spoke": 0, "lied": 0},
            )
            voice["spoke"] += 1
            voice["lied"] += lie
        return out

    @cached_property
    def plans(self) -> list[dict[str, Any]]:
        """Announced changes: crossing, state, announced, due, and how it ended (kept, postponed, broken, cancelled)."""
        p = self.planned
        return [
            {
                "crossing": self.crossings[c],
                "state": STATES[s],
                "announced": self.days[a],
                "due": FIRST_DAY + timedelta(d),
                "fate": FATES[f],
            }
            for c, s, a, d, f in zip(
                *(x.tolist() for x in (p.crossing, p.target, p.announced, p.due, p.fate)), strict=True
            )
        ]

    @cached_property
    def pack(self) -> dict[str, list[dict[str, Any]]]:
        """The world's crossings, actors and outlets as the files of a registry pack."""
        words = phrases()
        return {
            "actors": [{"id": s, "en": words["sides_en"][s], "names": [words["sides"][s]]} for s in SIDES],
            "crossings": [
                {
                    "id": id_,
                    "kind": "internal",
                    "en": f"Crossing {id_.removeprefix('zz/')}",
                    "names": [name],
                    "joins": [{"place": f"{id_} {end}", "side": SIDES[s]} for end, s in zip("ab", pair, strict=True)],
                }
                for id_, name, pair in zip(self.crossings, self.names, self.holders.tolist(), strict=True)
            ],
            "outlets": [
                {
                    "id": name,
                    "ar": name,
                    "en": name,
                    "kind": "site",
                    "domains": [name],
                    "side": SIDES[side] if side != NEUTRAL else "independent",
                    "family": f"owner-{family}",
                }
                for name, side, family in zip(
                    self.who.names, self.who.side.tolist(), self.who.family.tolist(), strict=True
                )
            ],
        }

    @property
    def _claims(self) -> Claims:
        return Claims(self.crossings, self.who.names, self.holders.tolist(), self.days)


def world(
    seed: int,
    *,
    crossings: int = 40,
    days: int = 365,
    rate: float = 1.0,
    outlets_per_side: int = 5,
    neutral_outlets: int = 8,
    collude: float = 0.0,
    turncoat: bool = False,
    blind: int = 0,
    claims_only: bool = False,
) -> World:
    """A world of so many crossings and days, with about ``rate`` reports per crossing and day.

    ``collude`` is the share of outlets that agree to say the opposite of what is true; with ``turncoat`` the neutral
    outlet that publishes most turns false in the middle of the time; the first ``blind`` crossings are reported on by
    the outlets of one of their holders alone. ``claims_only`` leaves texts and quotes empty (and every copy gives
    credit, for nothing else would show it), which makes a million claims in well under a minute.
    """
    if crossings < 1 or days < 30 or rate <= 0:
        raise InputError(
            f"a world of {crossings} crossings, {days} days and {rate} reports per crossing and day, "
            "expected at least 1 crossing, 30 days and a rate above 0"
        )
    rng = np.random.default_rng(seed)
    holders = np.array([rng.choice(len(SIDES), 2, replace=False) for _ in range(crossings)], dtype=np.int64)
    truth = timeline(rng, holders, days)
    planned = plans(rng, truth)
    violence = incidents(rng, truth)
    who = outlets(rng, outlets_per_side, neutral_outlets, collude)
    wants = interests(rng, holders, days)
    covers = coverage(rng, who, holders, blind)
    neutral = np.flatnonzero(who.side == NEUTRAL)
    turned = int(neutral[np.argmax(covers[:, neutral].sum(axis=0))]) if turncoat and len(neutral) else -1
    scene = Scene(truth, holders, who, wants, covers, turned)
    told = telling(rng, scene, planned, violence, round(rate * crossings * days), credited=claims_only)
    width = len(str(crossings))
    calendar = tuple(FIRST_DAY + timedelta(n) for n in range(days))
    ids = tuple(f"zz/{n:0{width}}" for n in range(1, crossings + 1))
    names = tuple(crossing_names(crossings))
    claims = Claims(ids, who.names, holders.tolist(), calendar)
    if claims_only:
        reports = bare_reports(rng, told, claims)
    else:
        reports = written_reports(rng, told, claims, Writer(names, who.names))
    return World(seed, calendar, ids, names, holders, reports, truth, planned, who, wants, told)
