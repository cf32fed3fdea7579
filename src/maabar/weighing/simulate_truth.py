"""What really happens in a simulated world: the state of every crossing on every day, plans and incidents.

Spells are semi-Markov: how long a state lasts is log-normal, not geometric, with a median of its own for each state and
crossing; one spell in twelve is an interruption of one to three days, after which the former state returns. Now and
then a side shuts many of its crossings at once. So days are not independent given the day before, nor crossings of
each other, as the weighing supposes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Small = NDArray[np.int8]

OPEN, RESTRICTED, CLOSED = range(3)
CLASSES: Final = ("people", "goods", "aid")
"""Traffic classes by bit: 1, 2, 4."""
ALL: Final = 7

_MEDIAN_DAYS: Final = np.array([80.0, 35.0, 60.0])
_SPREAD: Final = 0.9
_SHORT: Final = 0.08
_NEXT: Final = np.array([[0.0, 0.3, 0.7], [0.6, 0.0, 0.4], [0.72, 0.28, 0.0]])
_PARTIAL: Final = np.array([1, 2, 4, 6, 5, 3], dtype=np.int8)
_PARTIAL_SHARE: Final = np.array([0.2, 0.2, 0.3, 0.15, 0.1, 0.05])
_SHOCK_EVERY: Final = 365
_PLANNED: Final = np.array([0.5, 0.3, 0.25])
_POSTPONED, _CANCELLED = 0.2, 0.4

KEPT, POSTPONED, BROKEN, CANCELLED = range(4)
FATES: Final = ("kept", "postponed", "broken", "cancelled")


@dataclass(frozen=True, slots=True)
class Timeline:
    """States of all crossings.

    ``states``, ``passing`` (bits of the classes that pass) and ``since`` (day on which the present spell began) have
    shape [crossings, days]; ``change_crossing`` and ``change_day`` list every change, in order.
    """

    states: Small
    passing: Small
    since: Ints
    change_crossing: Ints
    change_day: Ints

    def before(self, crossing: Ints, day: Ints) -> Ints:
        """Day before the present spell began; -1 where it is the first."""
        return np.asarray(self.since[crossing, day] - 1, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Plans:
    """Announced changes: of which crossing to which state, announced when for when, and how it ended (`FATES`).

    ``ends`` is the day of cancellation or of the new announcement, else the target day.
    """

    crossing: Ints
    target: Ints
    announced: Ints
    due: Ints
    fate: Ints
    ends: Ints


def timeline(rng: np.random.Generator, sides: Ints, days: int) -> Timeline:
    """Draw the states; ``sides`` [crossings, 2] are the two holders of each crossing."""
    crossings = len(sides)
    medians = _MEDIAN_DAYS * rng.lognormal(0.0, 0.45, size=(crossings, 1)) * rng.lognormal(0.0, 0.25, (crossings, 3))
    state = rng.choice(3, size=crossings, p=[0.45, 0.2, 0.35])
    former = state.copy()
    at = np.zeros(crossings, dtype=np.int64)
    who, start, what = [], [], []
    everyone = np.arange(crossings)
    while at.min() < days:
        who.append(everyone)
        start.append(at.copy())
        what.append(state.copy())
        short = rng.random(crossings) < _SHORT
        long = np.ceil(medians[everyone, state] * rng.lognormal(0.0, _SPREAD, crossings))
        at = at + np.where(short, rng.integers(1, 4, crossings), long).astype(np.int64)
        returns = short & (former != state)
        following = (np.cumsum(_NEXT[state], axis=1) < rng.random((crossings, 1))).sum(axis=1)
        former, state = state, np.where(returns, former, np.minimum(following, 2))
    spell, first, value = np.concatenate(who), np.concatenate(start), np.concatenate(what)
    inside = first < days
    spell, first, value = spell[inside], first[inside], value[inside]
    order = np.lexsort((first, spell))
    spell, first, value = spell[order], first[order], value[order]
    last = np.append(first[1:], 0)
    last[np.append(spell[1:] != spell[:-1], True)] = days
    partial = rng.choice(_PARTIAL, size=len(spell), p=_PARTIAL_SHARE)
    bits = np.where(value == OPEN, ALL, np.where(value == CLOSED, 0, partial)).astype(np.int8)
    states = np.repeat(value.astype(np.int8), last - first).reshape(crossings, days)
    passing = np.repeat(bits, last - first).reshape(crossings, days)
    _shut_together(rng, sides, states, passing)
    return _spells(states, passing)


def _shut_together(rng: np.random.Generator, sides: Ints, states: Small, passing: Small) -> None:
    days = states.shape[1]
    for side in np.unique(sides):
        for day in np.flatnonzero(rng.random(days) < 1.0 / _SHOCK_EVERY):
            until = day + rng.integers(3, 21)
            struck = (sides == side).any(axis=1) & (rng.random(len(sides)) < 0.6)
            states[struck, day:until] = CLOSED
            passing[struck, day:until] = 0


def _spells(states: Small, passing: Small) -> Timeline:
    moved = np.zeros(states.shape, dtype=bool)
    moved[:, 1:] = (states[:, 1:] != states[:, :-1]) | (passing[:, 1:] != passing[:, :-1])
    days = np.arange(states.shape[1])
    since = np.maximum.accumulate(np.where(moved, days, 0), axis=1)
    crossing, day = np.nonzero(moved)
    return Timeline(states, passing, since, crossing.astype(np.int64), day.astype(np.int64))


def plans(rng: np.random.Generator, truth: Timeline) -> Plans:
    """Announcements of changes that came, came later than first announced, did not come, or were called off."""
    crossing, day = truth.change_crossing, truth.change_day
    target = truth.states[crossing, day].astype(np.int64)
    told = (rng.random(len(day)) < _PLANNED[target]) & (day > 3)
    crossing, day, target = crossing[told], day[told], target[told]
    announced = np.maximum(day - rng.geometric(0.25, len(day)), 0)
    rows = [np.stack([crossing, target, announced, day, np.full_like(day, KEPT), day])]

    late = rng.random(len(day)) < _POSTPONED
    first_due = announced[late] - rng.integers(0, 2, late.sum())
    first_said = first_due - rng.geometric(0.25, late.sum())
    sane = first_said >= 0
    moved = np.stack([
        crossing[late], target[late], first_said, first_due, np.full(late.sum(), POSTPONED), announced[late],
    ])  # fmt: skip
    rows.append(moved[:, sane])

    shut = rng.random(truth.states.shape) < 0.006
    crossing, due = np.nonzero(shut & (truth.states != OPEN))
    ahead = np.minimum(due + 4, truth.states.shape[1] - 1)
    vain = (truth.since[crossing, ahead] == truth.since[crossing, due]) & (due > 8)
    crossing, due = crossing[vain].astype(np.int64), due[vain].astype(np.int64)
    announced = due - np.minimum(rng.geometric(0.2, len(due)), 8)
    within = truth.since[crossing, due] <= announced
    crossing, due, announced = crossing[within], due[within], announced[within]
    off = rng.random(len(due)) < _CANCELLED
    ends = np.where(off, np.minimum(announced + rng.integers(1, 5, len(due)), due), due)
    rows.append(np.stack([crossing, np.zeros_like(due), announced, due, np.where(off, CANCELLED, BROKEN), ends]))
    return Plans(*np.concatenate(rows, axis=1).astype(np.int64))


def incidents(rng: np.random.Generator, truth: Timeline) -> tuple[Ints, Ints]:
    """(crossing, day) of violence: with a third of the closures, and now and then for nothing."""
    shut = truth.states[truth.change_crossing, truth.change_day] == CLOSED
    with_it = shut & (rng.random(len(shut)) < 0.35)
    stray_crossing, stray_day = np.nonzero(rng.random(truth.states.shape) < 0.003)
    return (
        np.concatenate([truth.change_crossing[with_it], stray_crossing]).astype(np.int64),
        np.concatenate([truth.change_day[with_it], stray_day]).astype(np.int64),
    )
