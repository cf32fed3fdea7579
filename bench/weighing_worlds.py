"""A second story for the weighing benchmark, noisier than the simulator's, in which reports come evenly.

States are Markov, spells last `SPELL` days in the mean. Sixteen voices, each with a reliability of its own between 0.55
and 0.95; three in five stand with one of three sides, and about a crossing that their side holds they say *open* three
times in ten whatever they know, about another side's *closed* two times in ten. One report in three is a copy of
another voice's text in the days after, half of them edited here and there, none crediting it; false news is copied
three times as often. A quarter of the reports come one to six days late, one in ten names no day. Four changes in ten
are announced some days ahead, by voices of which each keeps its word in a share of cases of its own; as many
announcements come to nothing. Nothing here is known to any registry.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from maabar.model import STATUSES, Claim, Polarity, Reality, Report, SpeakerKind, Status, When

SPELL = 60.0
FIRST = date(2021, 1, 1)
KINDS: tuple[SpeakerKind, ...] = ("official", "self", "witness", "unnamed", "media")
_WORDS = [
    a + b for a in ("با", "تي", "جو", "دا", "ري", "سو", "شا", "في", "قو", "لي") for b in ("رم", "سن", "لق", "مد", "نب")
]


@dataclass(frozen=True)
class PlainWorld:
    reports: list[Report]
    truth: dict[tuple[str, date], Status]


@dataclass(frozen=True)
class _Voice:
    name: str
    kind: SpeakerKind
    right: float
    side: int
    keeps: float


def plain_world(
    seed: int, *, rate: float, crossings: int = 30, days: int = 365, burst: float = 0.0, voices: int = 16
) -> PlainWorld:
    """A world with about ``rate`` reports per crossing and day; ``burst`` times as many on the three days of a
    change."""
    rng = np.random.default_rng((seed, round(rate * 1000)))
    who = [_voice(rng, n) for n in range(voices)]
    loud = rng.gamma(1.5, 1.0, voices) + 0.1
    loud /= loud.sum()
    states = _states(rng, crossings, days)
    holders = rng.integers(0, 3, crossings)
    writer = _Writer(rng)
    for crossing in range(crossings):
        _plans(rng, who, crossing, states[crossing], rate, writer)
        fresh = np.zeros(days)
        for later in range(3):
            fresh[1 + later :] = np.maximum(fresh[1 + later :], np.diff(states[crossing])[: days - 1 - later] != 0)
        heat = 1.0 + burst * fresh
        for day in np.repeat(np.arange(days), rng.poisson(0.66 * rate * heat * days / heat.sum())):
            _report(
                rng, who, loud, crossing, int(day), int(states[crossing, day]), int(holders[crossing]), days, writer
            )
    truth = {
        (f"crossing {c}", FIRST + timedelta(d)): STATUSES[states[c, d]] for c in range(crossings) for d in range(days)
    }
    return PlainWorld(writer.reports, truth)


def _voice(rng: np.random.Generator, n: int) -> _Voice:
    side = int(rng.integers(0, 3)) if rng.random() < 0.6 else -1
    return _Voice(f"voice {n}", KINDS[n % 5], rng.uniform(0.55, 0.95), side, rng.uniform(0.3, 0.95))


def _states(rng: np.random.Generator, crossings: int, days: int) -> np.ndarray:
    out = np.empty((crossings, days), dtype=np.int64)
    now = rng.integers(0, 3, crossings)
    for day in range(days):
        change = rng.random(crossings) < 1.0 / SPELL
        now = np.where(change, (now + rng.integers(1, 3, crossings)) % 3, now)
        out[:, day] = now
    return out


class _Writer:
    """Writes reports; every text has words of its own, so that only copies look alike."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.reports: list[Report] = []

    def words(self) -> list[str]:
        return [_WORDS[n] for n in self.rng.integers(0, len(_WORDS), 40)]

    def write(
        self, voice: _Voice, words: list[str], crossing: int, day: int, value: Status, when: When | None,
        polarity: Polarity = "affirmed", reality: Reality = "actual",
    ) -> None:  # fmt: skip
        name = f"crossing {crossing}"
        claim = Claim(
            "…", name, "status", value, reality, polarity, voice.name, voice.kind, when=when
        )  # fmt: skip
        outlet, n = f"outlet of {voice.name}", len(self.reports)
        self.reports.append(Report(f"r{n}", outlet, FIRST + timedelta(day), " ".join(words), claims=(claim,)))


def _report(
    rng: np.random.Generator, who: list[_Voice], loud: np.ndarray, crossing: int, day: int, state: int, holder: int,
    days: int, writer: _Writer,
) -> None:  # fmt: skip
    voice = who[rng.choice(len(who), p=loud)]
    said = state if rng.random() < voice.right else (state + int(rng.integers(1, 3))) % 3
    if voice.side == holder and rng.random() < 0.3:
        said = 0
    elif voice.side not in (-1, holder) and rng.random() < 0.2:
        said = 2
    value, polarity = STATUSES[said], "affirmed"
    if said != 1 and rng.random() < 0.12:
        value, polarity = STATUSES[2 - said], "denied"
    late = int(rng.integers(1, 7)) if rng.random() < 0.25 else 0
    when = None if rng.random() < 0.1 else When(FIRST + timedelta(day))
    words = writer.words()
    if day + late < days:
        writer.write(voice, words, crossing, day + late, value, when, polarity)
    for _ in range(rng.poisson(1.1 if said != state else 0.37)):
        copier = who[rng.integers(len(who))]
        copied = [w if rng.random() > 0.04 else writer.words()[0] for w in words] if rng.random() < 0.5 else words
        later = day + late + int(rng.integers(0, 3))
        if copier is not voice and later < days:
            writer.write(copier, copied, crossing, later, value, when, polarity)


def _plans(
    rng: np.random.Generator, who: list[_Voice], crossing: int, states: np.ndarray, rate: float, writer: _Writer
) -> None:
    for day in np.flatnonzero(np.diff(states) != 0) + 1:
        voice = who[rng.integers(len(who))]
        ahead = int(rng.integers(1, 8))
        if rng.random() < 0.4 * min(1.0, 0.5 + rate) and day >= ahead:
            when = When(FIRST + timedelta(int(day)))
            target = STATUSES[states[day]]
            writer.write(voice, writer.words(), crossing, int(day) - ahead, target, when, reality="planned")
            broken = int(rng.integers(0, len(states) - 8))
            if rng.random() > voice.keeps:
                target = STATUSES[(states[broken] + int(rng.integers(1, 3))) % 3]
                when = When(FIRST + timedelta(broken + ahead))
                writer.write(voice, writer.words(), crossing, broken, target, when, reality="planned")
