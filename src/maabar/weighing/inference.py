"""Inference on a block of crossings with given parameters: what was said, on the chains, to beliefs and statistics.

An observation that may mean several days is shared out among them (mean field): its cell on day ``d`` gets the share
``q(d)``, proportional to the prior of that day (of that delay) times ``exp(E[log theta[state(d), said]])``, and adds
``q(d) log theta`` to the log-evidence of that day. Shares and beliefs are brought into accord in turn.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from maabar.weighing import chain
from maabar.weighing.chain import PACES, STATES, Floats, Ints, Layout, Moves, Smoothed
from maabar.weighing.evidence import PLAN, SLACK, UNDATED_LAGS, Evidence
from maabar.weighing.options import Options
from maabar.weighing.parameters import Nodes, Parameters

_CERTAIN = 1e-6
"""No jump is surer than this short of certainty, nor the state less likely than it under any evidence."""


@dataclass(frozen=True, slots=True)
class Block:
    """Chains that are inferred together, and the rows of the columns that concern them.

    ``chains`` are crossing numbers; ``cells`` and ``jumps`` row numbers into the columns; ``cell_knot`` and
    ``jump_knot`` the knots (time-major) they lie on; ``heard`` is a factor on each cell's evidence and ``leaf`` its
    leaf; ``kept`` a factor on each jump (1 unless withdrawn, or of less weight for a class of traffic). ``group``
    numbers the cells' observations from 0, and ``spread`` tells whether any observation has more than one cell.
    ``pace`` of a knot counts the observations about exactly that day, up to 2.
    """

    chains: Ints
    layout: Layout
    cells: Ints
    cell_knot: Ints
    group: Ints
    heard: Floats
    leaf: Ints
    spread: bool
    jumps: Ints
    jump_knot: Ints
    kept: Floats
    pace: Ints


@dataclass(frozen=True, slots=True)
class Weights:
    """How a view hears: factors per observation and per jump, and the leaf of each observation."""

    obs: Floats
    jump: Floats
    leaf: Ints


def overall(evidence: Evidence, tree: Nodes) -> Weights:
    """All traffic together: claims on one class in their own channel."""
    return Weights(evidence.obs.weight, np.ones(len(evidence.jumps.day)), tree.leaf)


def of_class(evidence: Evidence, tree: Nodes, bit: int, *, unnamed: float, others: float) -> Weights:
    """One class of traffic: claims that name it speak for it in full, those that name none at ``unnamed``, those that
    name only others, in their own channel, at ``others``."""

    def factor(mask: Ints) -> Floats:
        return np.where(mask & bit > 0, 1.0, np.where(mask == 0, unnamed, others))

    named = evidence.obs.mask & bit > 0
    return Weights(
        evidence.obs.weight * factor(evidence.obs.mask),
        factor(evidence.jumps.mask),
        np.where(named, tree.aside, tree.leaf),
    )


def block(
    evidence: Evidence,
    weights: Weights,
    options: Options,
    *,
    chains: Ints | None = None,
    until: int | None = None,
    extra: tuple[Ints, Ints] | None = None,
) -> Block:
    """Lay out these chains (all, if none are named) with what was known by day ``until`` (everything, if None).

    ``extra`` are crossing numbers and days that shall be knots though nothing was said about them.
    """
    obs, cells, jumps, gone = evidence.obs, evidence.cells, evidence.jumps, evidence.withdrawals
    keep_cell, keep_jump = np.ones(len(cells.obs), dtype=bool), np.ones(len(jumps.day), dtype=bool)
    if not options.delay:
        keep_cell &= cells.lag <= 0
    if not options.plans:
        keep_jump[:] = False
        keep_cell &= obs.channel[cells.obs] != PLAN
    if chains is not None:
        member = np.zeros(len(evidence.crossings), dtype=bool)
        member[chains] = True
        keep_cell &= member[obs.crossing[cells.obs]]
        keep_jump &= member[jumps.crossing]
    if until is not None:
        keep_cell &= obs.known[cells.obs] <= until
        keep_jump &= jumps.known <= until
    kept = weights.jump.copy()
    applies = np.ones(len(gone.jump), dtype=bool) if until is None else gone.known <= until
    np.multiply.at(kept, gone.jump[applies], gone.kept[applies])
    cell, jump = np.flatnonzero(keep_cell), np.flatnonzero(keep_jump)
    members = np.arange(len(evidence.crossings)) if chains is None else chains
    row = np.full(len(evidence.crossings), -1, dtype=np.int64)
    row[members] = np.arange(len(members))
    more = (np.empty(0, dtype=np.int64),) * 2 if extra is None else tuple(e[row[extra[0]] >= 0] for e in extra)
    place = np.concatenate((row[obs.crossing[cells.obs[cell]]], row[jumps.crossing[jump]], row[more[0]])) << 24
    place |= np.concatenate((cells.day[cell], jumps.day[jump], more[1]))
    unique, inverse = np.unique(place, return_inverse=True)
    layout = chain.lay(unique >> 24, unique & 0xFFFFFF, len(members))
    knot = layout.position[inverse]
    groups, group = np.unique(cells.obs[cell], return_inverse=True)
    return Block(
        chains=members,
        layout=layout,
        cells=cell,
        cell_knot=knot[: len(cell)],
        group=group,
        heard=weights.obs[cells.obs[cell]] / options.temperature,
        leaf=weights.leaf[cells.obs[cell]],
        spread=len(groups) < len(cell),
        jumps=jump,
        jump_knot=knot[len(cell) : len(cell) + len(jump)],
        kept=kept[jump],
        pace=_pace(evidence, cell, knot[: len(cell)], layout.knots),
    )


def _pace(evidence: Evidence, cell: Ints, knot: Ints, knots: int) -> Ints:
    exact = named_day(evidence, cell)
    return np.minimum(np.bincount(knot[exact], minlength=knots), PACES - 1)


def named_day(evidence: Evidence, cell: Ints) -> NDArray[np.bool_]:
    """Which of these cells say what was the case on one day that they name."""
    cells = evidence.cells
    exact = (cells.lag[cell] < 0) & (cells.prior[cell] == 1.0)
    return np.asarray(exact & (evidence.obs.channel[cells.obs[cell]] != PLAN), dtype=np.bool_)


def outset_shares(evidence: Evidence, part: Block, parameters: Parameters) -> Floats:
    """Shares of the cells before any belief: the prior of their days or delays, normalised per observation."""
    prior = _cell_prior(evidence, part, parameters)
    if not part.spread:
        return np.ones(len(prior))
    return np.asarray(prior / np.bincount(part.group, weights=prior)[part.group], dtype=np.float64)


def _cell_prior(evidence: Evidence, part: Block, parameters: Parameters) -> Floats:
    lag = evidence.cells.lag[part.cells]
    prior = np.where(lag < 0, evidence.cells.prior[part.cells], parameters.lags[np.maximum(lag, 0)])
    return np.asarray(prior, dtype=np.float64)


def log_said(evidence: Evidence, part: Block, parameters: Parameters) -> Floats:
    """``heard * log theta[state, said]`` for each cell, ``[3, cells]``."""
    table = np.log(np.maximum(parameters.said.leaves, _CERTAIN))
    said = evidence.obs.symbol[evidence.cells.obs[part.cells]]
    size = table.shape[2]
    flat = table.reshape(len(table), STATES * size)
    out = np.empty((STATES, len(part.cells)))
    for state in range(STATES):
        out[state] = flat[part.leaf, state * size + said] * part.heard
    return out


def jump_chances(evidence: Evidence, part: Block, parameters: Parameters, source: Ints) -> Floats:
    """The chance of each jump row by itself."""
    jumps = evidence.jumps
    follow = parameters.kept.leaves[source[part.jumps], 0, 0]
    slack = jumps.slack[part.jumps]
    late = np.where(slack < 0, 1.0, parameters.slack[np.maximum(slack, 0)])
    chance = follow * late * jumps.share[part.jumps] * part.kept
    return np.asarray(np.minimum(chance, 1.0 - _CERTAIN), dtype=np.float64)


def rho_of(logs: Floats) -> Floats:
    """Jump chances per state from summed ``log(1 - chance)`` of the rows towards it, ``[3, n]`` each: plans towards one
    state are heard as independent, and plans towards different states share what they leave of staying."""
    towards = -np.expm1(logs)
    leaving = -np.expm1(logs.sum(axis=0))
    total = towards.sum(axis=0)
    return np.asarray(towards * np.divide(leaving, total, out=np.zeros_like(total), where=total > 0), dtype=np.float64)


def jump_logs(evidence: Evidence, part: Block, chances: Floats) -> Floats:
    target = evidence.jumps.target[part.jumps]
    size = part.layout.knots
    flat = np.bincount(target * size + part.jump_knot, weights=np.log1p(-chances), minlength=STATES * size)
    return np.asarray(flat.reshape(STATES, size), dtype=np.float64)


def likelihood(part: Block, logs: Floats, shares: Floats) -> Floats:
    """Evidence at the knots ``[3, knots]``, scaled to a maximum of one."""
    size = part.layout.knots
    out = np.stack([np.bincount(part.cell_knot, weights=logs[s] * shares, minlength=size) for s in range(STATES)])
    if size:
        out -= out.max(axis=0)
    return np.exp(np.maximum(out, -700.0))


@dataclass(frozen=True, slots=True)
class Inferred:
    """Beliefs of a block: the smoothed knots, the shares of cells, the evidence and jumps they came from."""

    smoothed: Smoothed
    shares: Floats
    evidence: Floats
    rho: Floats
    chances: Floats
    move: Moves


def infer(
    evidence: Evidence,
    part: Block,
    parameters: Parameters,
    source: Ints,
    shares: Floats,
    *,
    pinned: Floats | None = None,
    rounds: int = 1,
) -> Inferred:
    """Forward-backward; with ``rounds`` above one, shares and beliefs are brought into accord that often.

    ``pinned`` is a further likelihood ``[3, knots]``, for days whose state a person has settled.
    """
    logs = log_said(evidence, part, parameters)
    chances = jump_chances(evidence, part, parameters, source)
    rho = rho_of(jump_logs(evidence, part, chances))
    move = chain.moves(parameters.steps, int(part.layout.gap.max(initial=0)))
    while True:
        seen = likelihood(part, logs, shares)
        if pinned is not None:
            seen = np.maximum(seen * pinned, 1e-300)
        smoothed = chain.smooth(part.layout, seen, rho, parameters.initial, move, part.pace)
        rounds -= 1
        if not part.spread or rounds <= 0:
            return Inferred(smoothed, shares, seen, rho, chances, move)
        shares = _reshared(evidence, part, parameters, logs, smoothed.gamma)


def reshared(evidence: Evidence, part: Block, parameters: Parameters, inferred: Inferred) -> Floats:
    """Shares of the cells given the beliefs."""
    if not part.spread:
        return inferred.shares
    return _reshared(evidence, part, parameters, log_said(evidence, part, parameters), inferred.smoothed.gamma)


def _reshared(evidence: Evidence, part: Block, parameters: Parameters, logs: Floats, gamma: Floats) -> Floats:
    expected = (gamma[:, part.cell_knot] * logs).sum(axis=0)
    share = _cell_prior(evidence, part, parameters) * np.exp(expected)
    total = np.maximum(np.bincount(part.group, weights=share), 1e-300)
    return np.asarray(share / total[part.group], dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Statistics:
    """Expected counts, all that learning needs from a block; they add up over blocks.

    ``said`` per leaf, state and symbol; ``kept`` per planner (kept, broken); ``lags`` of undated claims, ``slack``
    of plans; ``moves`` from day to day by pace.
    """

    said: Floats
    kept: Floats
    lags: Floats
    slack: Floats
    moves: Floats

    def plus(self, other: Statistics, sign: float = 1.0) -> Statistics:
        """The sum, or the difference where ``sign`` is -1; no count falls under zero."""
        names = ("said", "kept", "lags", "slack", "moves")
        return Statistics(*(np.maximum(getattr(self, n) + sign * getattr(other, n), 0.0) for n in names))


def statistics(evidence: Evidence, part: Block, parameters: Parameters, tree: Nodes, inferred: Inferred) -> Statistics:
    """Expected counts of a block under its beliefs."""
    smoothed = inferred.smoothed
    obs = evidence.cells.obs[part.cells]
    symbols = tree.said.base.shape[2]
    leaves = len(tree.keys[0])
    said = np.empty((leaves, STATES, symbols))
    key = part.leaf * symbols + evidence.obs.symbol[obs]
    weight = evidence.obs.weight[obs] * inferred.shares
    for state in range(STATES):
        counts = np.bincount(key, weights=smoothed.gamma[state, part.cell_knot] * weight, minlength=leaves * symbols)
        said[:, state] = counts.reshape(leaves, symbols)
    lag = evidence.cells.lag[part.cells]
    undated = lag >= 0
    lags = np.bincount(lag[undated], weights=inferred.shares[undated], minlength=UNDATED_LAGS).astype(np.float64)
    kept, slack = _plans(evidence, part, tree, inferred)
    moves = chain.step_counts(inferred.move, smoothed)
    return Statistics(said, kept, lags, slack, moves)


def _plans(evidence: Evidence, part: Block, tree: Nodes, inferred: Inferred) -> tuple[Floats, Floats]:
    """Expected (kept, broken) per planner, and expected delays of plans."""
    jumps = evidence.jumps
    planners = len(tree.kept_keys[0])
    if not len(part.jumps):
        return np.zeros((planners, 1, 2)), np.zeros(SLACK)
    target, knot = jumps.target[part.jumps], part.jump_knot
    size = part.layout.knots
    place = target * size + knot
    together = np.bincount(place, weights=inferred.chances, minlength=STATES * size)[place]
    came = inferred.smoothed.jumped[target, knot] * inferred.chances / np.maximum(together, 1e-300)
    rows = np.bincount(tree.source[part.jumps], weights=came, minlength=planners)
    slack = jumps.slack[part.jumps]
    dated = slack >= 0
    late = np.bincount(slack[dated], weights=came[dated], minlength=SLACK).astype(np.float64)
    share = jumps.share[part.jumps] * part.kept
    share = share * np.where(dated, 1.0 / SLACK, 1.0)
    announced = np.bincount(tree.source[part.jumps], weights=share, minlength=planners)
    kept = np.minimum(rows, announced)
    return np.stack((kept, announced - kept), axis=-1)[:, None, :], late
