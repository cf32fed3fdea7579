"""Who speaks in a simulated world: three sides with their officials and outlets, and neutral outlets.

A side has an interest in what is believed of a crossing: mostly that its own are open and its rival's closed, now and
then the opposite (it keeps one shut and denies it is to blame, or wants no one to come). It lies in its interest with a
probability of its own, more during campaigns of some weeks; its outlets echo its lies with one of theirs. What isn't a
lie may still be wrong: sources err, and know of a change some days late.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from maabar.model import SpeakerKind

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

SIDES: Final = ("sim-north", "sim-south", "sim-east")
NEUTRAL: Final = -1
OFFICIAL, UNNAMED, WITNESS, SELF, MEDIA = range(5)
KINDS: Final[tuple[SpeakerKind, ...]] = ("official", "unnamed", "witness", "self", "media")
UNNAMED_WORDS: Final = (
    "مصادر محلية", "مصادر مطلعة", "مصادر خاصة", "مصادر في المعبر", "مصادر عسكرية", "مصادر أهلية",
)  # fmt: skip
WITNESS_WORDS: Final = ("مراسلنا", "شهود عيان", "كاميرا القناة", "ناشطون محليون")
VERBS: Final = {"مراسلنا": "أفاد", "شهود عيان": "أفاد", "ناشطون محليون": "أفاد"}
"""Verb of saying of each witness; the others take the feminine «أفادت»."""

_ACCURACY: Final = {"official": (60, 4), "unnamed": (14, 5), "witness": (50, 3), "self": (40, 4)}
"""Beta parameters, by kind of speaker, of the chance that what is no lie is right."""


@dataclass(frozen=True, slots=True)
class Outlets:
    """Columns over outlets: ``side`` (index, or -1), ``echo`` (chance to echo a lie of its side), ``weight`` (how much
    it publishes), ``family`` (outlets of one owner share a number), ``accuracy`` [outlets, kinds of speaker],
    ``unnamed`` and ``witness`` (which of the words its sources go by), ``credits`` (chance to credit what it copies),
    ``colludes``."""

    names: tuple[str, ...]
    side: Ints
    echo: Floats
    weight: Floats
    family: Ints
    accuracy: Floats
    unnamed: Ints
    witness: Ints
    credits: Floats
    colludes: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Interests:
    """``wants`` [sides, crossings]: 1 believed open, -1 believed closed, 0 indifferent; ``lies`` [sides, days]: chance
    that an official of the side lies about a crossing that it has an interest in; ``accuracy`` [sides] of officials."""

    wants: Ints
    lies: Floats
    accuracy: Floats


def outlets(rng: np.random.Generator, per_side: int, neutral: int, collude: float) -> Outlets:
    """Draw the outlets; the share ``collude`` of them all agree to say the opposite of what is true."""
    side = np.array([s for s in range(len(SIDES)) for _ in range(per_side)] + [NEUTRAL] * neutral, dtype=np.int64)
    n = len(side)
    names = tuple(
        f"{SIDES[s].removeprefix('sim-') if s >= 0 else 'free'}{i}.example" for i, s in enumerate(side.tolist())
    )
    accuracy = np.stack([rng.beta(*_ACCURACY[kind], size=n) for kind in KINDS[:4]], axis=1)
    colludes = np.zeros(n, dtype=bool)
    colludes[rng.permutation(n)[: round(collude * n)]] = True
    family = np.arange(n)
    for s in range(len(SIDES)):
        if per_side > 2:
            family[s * per_side + 1] = family[s * per_side]
    return Outlets(
        names=names,
        side=side,
        echo=np.where(side >= 0, rng.uniform(0.25, 0.95, n), 0.0),
        weight=rng.pareto(1.6, n) + 0.4,
        family=family,
        accuracy=accuracy,
        unnamed=rng.integers(0, len(UNNAMED_WORDS), n),
        witness=rng.integers(0, len(WITNESS_WORDS), n),
        credits=rng.beta(2, 2, n),
        colludes=colludes,
    )


def interests(rng: np.random.Generator, holders: Ints, days: int) -> Interests:
    """Draw what each side wants believed of each crossing, and when it lies; ``holders`` is [crossings, 2]."""
    crossings = len(holders)
    wants = np.zeros((len(SIDES), crossings), dtype=np.int64)
    for s in range(len(SIDES)):
        holds = (holders == s).any(axis=1)
        own = rng.choice([1, -1, 0], size=crossings, p=[0.6, 0.25, 0.15])
        others = rng.choice([1, -1, 0], size=crossings, p=[0.1, 0.6, 0.3])
        wants[s] = np.where(holds, own, others)
    lies = np.repeat(rng.uniform(0.1, 0.45, size=(len(SIDES), 1)), days, axis=1)
    for s in range(len(SIDES)):
        for start in np.flatnonzero(rng.random(days) < 1 / 120):
            lies[s, start : start + rng.integers(10, 40)] *= 1.8
    return Interests(wants, np.minimum(lies, 0.9), rng.beta(60, 4, len(SIDES)))


def coverage(rng: np.random.Generator, who: Outlets, holders: Ints, blind: int) -> Floats:
    """How much each outlet writes about each crossing, [crossings, outlets], rows sum to one.

    An outlet follows some crossings closely and others hardly; one that stands with a side follows the crossings of
    that side most. The first ``blind`` crossings are seen by the outlets of one of their holders alone.
    """
    crossings, n = len(holders), len(who.names)
    eager = rng.gamma(0.7, 1.0, size=(crossings, n)) * who.weight
    holds = (holders[:, :, None] == who.side[None, None, :]).any(axis=1)
    eager *= np.where(holds, 2.5, np.where(who.side == NEUTRAL, 1.0, 0.35))
    only = holders[:blind, :1] == who.side[None, :]
    eager[:blind] = np.where(only, eager[:blind] + 0.05, 0.0)
    eager += 1e-9 * (eager.sum(axis=1, keepdims=True) == 0)
    return np.asarray(eager / eager.sum(axis=1, keepdims=True), dtype=np.float64)
