"""What is learned: how each voice speaks in each state, how the chains move, which plans are kept, how late news is.

The trees of priors (`maabar.weighing.hierarchy`) are built here from the columns:

    what is said:  voice on one crossing -> voice in its relation to the crossing -> kind of speaker and relation
                   -> channel -> the base below
    plans kept:    voice -> kind of speaker -> source -> the base below
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final

import numpy as np

from maabar.weighing.chain import PACES, STATES, Floats, Ints
from maabar.weighing.evidence import (
    CHANNELS,
    CLASS,
    SLACK,
    SOURCES,
    STATUS,
    SYMBOLS,
    UNDATED_LAGS,
    Evidence,
    Jumps,
    Observations,
)
from maabar.weighing.hierarchy import Rows, Tree, start
from maabar.weighing.options import Options

BASE: Final = np.array(
    [
        # said:  open, restricted, closed, not open, not closed  in state open, restricted, closed
        [[0.70, 0.08, 0.09, 0.05, 0.08], [0.21, 0.46, 0.21, 0.06, 0.06], [0.09, 0.08, 0.70, 0.08, 0.05]],
        [[0.62, 0.08, 0.13, 0.06, 0.11], [0.26, 0.40, 0.26, 0.04, 0.04], [0.13, 0.08, 0.62, 0.11, 0.06]],
        # planned: open, restricted, closed
        [[0.20, 0.30, 0.50, 0.0, 0.0], [0.40, 0.20, 0.40, 0.0, 0.0], [0.50, 0.30, 0.20, 0.0, 0.0]],
        # flow: somebody passed, nobody passed, hindered
        [[0.74, 0.12, 0.14, 0.0, 0.0], [0.50, 0.20, 0.30, 0.0, 0.0], [0.08, 0.62, 0.30, 0.0, 0.0]],
    ]
)
"""Before anything is learned, ``[channel, state, symbol]``. Right as a rule, wrong as often as people are, and the same
for open and closed: of two voices that always disagree neither is believed for its word alone."""

KEPT: Final = np.array([[[0.55, 0.45]], [[0.25, 0.75]], [[0.15, 0.85]]])
"""Before anything is learned, the chance that a plan, an agreement, an incident brings the change, ``[source, 1,
2]``."""

_SLACK: Final = np.array([0.70, 0.15, 0.10, 0.05])
_SLACK_STRENGTH: Final = 20.0
_BUSY: Final = 0.04
_LAG_DECAY: Final = 0.55
_LAG_STRENGTH: Final = 10.0
_KEPT_STRENGTHS: Final = (6.0, 10.0, 10.0)
_BITS: Final = 21
_CHANNEL_BIT: Final = 2 * _BITS + 5


@dataclass(frozen=True, slots=True)
class Nodes:
    """The trees over a set of columns, and where each observation and jump hangs.

    ``keys`` are the sorted packed keys of each level of the tree of what is said, by which rows learned on other
    columns are carried over; ``kept_keys`` the same for plans. ``aside`` is the leaf of an observation when it is
    heard as a claim on all traffic (for beliefs on the class that it names).
    """

    said: Tree
    kept: Tree
    keys: tuple[Ints, ...]
    kept_keys: tuple[Ints, ...]
    leaf: Ints
    aside: Ints
    source: Ints


@dataclass(frozen=True, slots=True)
class Parameters:
    """All that is learned. ``steps`` are the day-to-day moves by pace (`maabar.weighing.chain`), rows sum to one;
    ``initial`` holds at a chain's first knot; ``lags`` is the chance of each delay of an undated claim, ``slack`` of
    each delay of a plan."""

    said: Rows
    kept: Rows
    steps: Floats
    initial: Floats
    lags: Floats
    slack: Floats

    @property
    def silent(self) -> Floats:
        """The move over a day that nobody speaks of, ``[3, 3]``."""
        return np.asarray(self.steps[0], dtype=np.float64)


def nodes(evidence: Evidence, options: Options, before: Nodes | None = None) -> Nodes:
    """Hang every observation and jump into its tree; ``before`` are the nodes of the columns that these extend."""
    fresh = _rows_after(evidence.obs, len(before.leaf) if before else 0)
    relation = fresh["relation"] if options.sides else np.zeros_like(fresh["relation"])
    crossing = fresh["crossing"] + 1 if options.sides else np.zeros_like(fresh["crossing"])
    rest = ((fresh["kind"] * 4 + relation) << (2 * _BITS)) | (fresh["voice"] << _BITS) | crossing
    own = (fresh["channel"] << _CHANNEL_BIT) | rest
    plain = (np.where(fresh["channel"] == CLASS, STATUS, fresh["channel"]) << _CHANNEL_BIT) | rest
    leaves = np.unique(np.concatenate((own, plain, *((before.keys[0],) if before else ()))))
    leaf, aside = np.searchsorted(leaves, own), np.searchsorted(leaves, plain)
    if before:
        moved = np.searchsorted(leaves, before.keys[0])
        leaf = np.concatenate((moved[before.leaf], leaf))
        aside = np.concatenate((moved[before.aside], aside))
    voices, to_voice = np.unique(leaves >> _BITS << _BITS, return_inverse=True)
    groups, to_group = np.unique(voices >> (2 * _BITS) << (2 * _BITS), return_inverse=True)
    channels, to_channel = np.unique(groups >> _CHANNEL_BIT, return_inverse=True)
    levels = (options.leaf_strength, options.voice_strength, options.group_strength, options.base_strength)
    if options.hierarchy:
        said = Tree((to_voice, to_group, to_channel, channels), BASE, levels)
        keys: tuple[Ints, ...] = (leaves, voices, groups, channels)
    else:
        said = Tree((to_voice, channels[to_channel[to_group]]), BASE, (levels[0], levels[1]))
        keys = (leaves, voices)
    jumps = _rows_after(evidence.jumps, len(before.source) if before else 0)
    packed = (jumps["source"] << (_BITS + 5)) | (jumps["kind"] << _BITS) | jumps["voice"]
    planners = np.unique(np.concatenate((packed, *((before.kept_keys[0],) if before else ()))))
    source = np.searchsorted(planners, packed)
    if before:
        source = np.concatenate((np.searchsorted(planners, before.kept_keys[0])[before.source], source))
    kinds, to_kind = np.unique(planners >> _BITS << _BITS, return_inverse=True)
    sources, to_source = np.unique(kinds >> (_BITS + 5), return_inverse=True)
    kept = Tree((to_kind, to_source, sources), KEPT, _KEPT_STRENGTHS)
    return Nodes(said, kept, keys, (planners, kinds, sources), leaf, aside, source)


def _rows_after(table: Observations | Jumps, first: int) -> dict[str, Ints]:
    return {f.name: getattr(table, f.name)[first:] for f in fields(table)}


def outset(tree: Nodes, options: Options) -> Parameters:
    """Parameters before anything is observed."""
    return Parameters(
        start(tree.said),
        start(tree.kept),
        np.tile(_prior_transition(options), (PACES, 1, 1)),
        np.full(STATES, 1.0 / STATES),
        _prior_lags(options),
        _SLACK.copy(),
    )


def carried(old: Parameters, before: Nodes, now: Nodes) -> Parameters:
    """Parameters learned on other columns, for these trees: what is new starts as its parent."""
    return Parameters(
        _carried(old.said, before.keys, now.keys, now.said),
        _carried(old.kept, before.kept_keys, now.kept_keys, now.kept),
        old.steps,
        old.initial,
        old.lags,
        old.slack,
    )


def _carried(old: Rows, before: tuple[Ints, ...], now: tuple[Ints, ...], tree: Tree) -> Rows:
    above = tree.base
    means = []
    for level in reversed(range(len(now))):
        mean = above[tree.parents[level]].copy()
        where = np.searchsorted(before[level], now[level])
        where[where == len(before[level])] = 0
        known = before[level][where] == now[level] if len(before[level]) else np.zeros(len(now[level]), dtype=bool)
        mean[known] = old.means[level][where[known]]
        means.append(mean)
        above = mean
    return Rows(tuple(reversed(means)), old.strengths)


def learned_steps(counts: Floats, options: Options) -> Floats:
    """Posterior mean of the day-to-day moves by pace, given expected moves ``[paces, 3, 3]``.

    The moves of days that are spoken of have the same prior as those of silent days, but weaker: a move there is what
    reports are for. With ``options.bursts`` off all days move alike.
    """
    prior = _prior_transition(options)
    if not options.bursts:
        counts = np.tile(counts.sum(axis=0), (PACES, 1, 1))
    strength = np.array([1.0] + [_BUSY if options.bursts else 1.0] * (PACES - 1))
    total = counts + options.sojourn_strength * strength[:, None, None] * prior
    return np.asarray(total / total.sum(axis=2, keepdims=True), dtype=np.float64)


def learned_lags(counts: Floats, options: Options) -> Floats:
    if not options.delay:
        return _prior_lags(options)
    total = counts + _LAG_STRENGTH * _prior_lags(options)
    return np.asarray(total / total.sum(), dtype=np.float64)


def learned_slack(counts: Floats) -> Floats:
    total = counts + _SLACK_STRENGTH * _SLACK
    return np.asarray(total / total.sum(), dtype=np.float64)


def _prior_transition(options: Options) -> Floats:
    away = 1.0 / options.sojourn
    out = np.full((STATES, STATES), away / 2.0)
    np.fill_diagonal(out, 1.0 - away)
    return out


def _prior_lags(options: Options) -> Floats:
    if not options.delay:
        return np.asarray(np.eye(UNDATED_LAGS)[0], dtype=np.float64)
    decay = _LAG_DECAY ** np.arange(UNDATED_LAGS)
    return np.asarray(decay / decay.sum(), dtype=np.float64)


assert BASE.shape == (len(CHANNELS), STATES, len(SYMBOLS))
assert KEPT.shape == (len(SOURCES), 1, 2)
assert len(_SLACK) == SLACK
