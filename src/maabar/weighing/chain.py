"""Hidden Markov chains of many crossings at once, between the days on which something was said.

Only *knots* are stored: the (crossing, day) pairs that carry evidence or a changed hazard. Between two knots that lie
``g`` days apart the chain moves by ``T**(g-1)`` over the silent days, then by the matrix of the day it arrives at:
reports come in bursts when something changes, so a day that nobody speaks of, one that somebody speaks of, and one
that several do, each have a matrix of their own (its *pace*). Cost and memory grow with what was said, not with the
calendar. A knot may also be reached by a *jump*: with chance ``rho[s]`` the state becomes ``s`` that day whatever it
was (a plan carried out), so the move into knot ``j`` is ``(1 - sum(rho)) * T**(g-1) S[pace] + 1 rho'``.

Arrays are *time-major*: first the first knots of all crossings, then all second knots, and so on, with crossings that
have most knots first; each step of the recursions works on one contiguous slice. States come first in every shape:
``[3, knots]``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

STATES: Final = 3
PACES: Final = 5
"""Days nobody speaks of, days that one act names, two, three, and four or more."""
LONGEST_GAP: Final = 5000
"""Gaps beyond this many days are taken as this long: the chain has forgotten everything by then."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The knots of all chains, time-major.

    ``chain`` and ``day`` say which chain and which day (proleptic ordinal) a knot is; ``gap`` the days since the
    chain's previous knot (0 for the first) and ``before`` the position of that previous knot (-1 for the first);
    ``offsets[j]:offsets[j+1]`` are the knots at step ``j``; ``position`` maps knots in (chain, day) order to time-major
    order, and ``starts`` gives where each chain begins in (chain, day) order (length chains + 1).
    """

    chain: Ints
    day: Ints
    gap: Ints
    before: Ints
    offsets: Ints
    position: Ints
    starts: Ints

    @property
    def knots(self) -> int:
        return len(self.day)

    @property
    def chains(self) -> int:
        return len(self.starts) - 1


def lay(chain: Ints, day: Ints, chains: int) -> Layout:
    """Lay out knots given as unique pairs sorted by (chain, day); chains without knots are allowed."""
    size = len(day)
    lengths = np.bincount(chain, minlength=chains)
    starts = np.concatenate(([0], np.cumsum(lengths)))
    step = np.arange(size) - starts[chain]
    rank = np.empty(chains, dtype=np.int64)
    rank[np.argsort(-lengths, kind="stable")] = np.arange(chains)
    order = np.lexsort((rank[chain], step))
    position = np.empty(size, dtype=np.int64)
    position[order] = np.arange(size)
    gap = np.zeros(size, dtype=np.int64)
    gap[1:] = np.diff(day)
    gap[step == 0] = 0
    previous = np.full(size, -1, dtype=np.int64)
    previous[1:] = position[:-1]
    previous[step == 0] = -1
    active = np.bincount(step, minlength=int(lengths.max(initial=0)))
    offsets = np.concatenate(([0], np.cumsum(active))).astype(np.int64)
    return Layout(
        chain[order], day[order], np.minimum(gap, LONGEST_GAP)[order], previous[order], offsets, position, starts
    )


def powers(transition: Floats, longest: int) -> Floats:
    """``T**0 … T**longest`` as ``[longest + 1, 3, 3]``; rows of ``transition`` sum to one."""
    out = np.empty((longest + 1, STATES, STATES))
    out[0] = np.eye(STATES)
    for n in range(1, longest + 1):
        out[n] = out[n - 1] @ transition
    return out


def stationary(transition: Floats) -> Floats:
    """The distribution that the chain forgets itself into, ``[3]``."""
    system = np.vstack((transition.T - np.eye(STATES), np.ones(STATES)))
    solution = np.linalg.lstsq(system, np.array([0.0, 0.0, 0.0, 1.0]), rcond=None)[0]
    clipped = np.clip(solution, 1e-12, None)
    return np.asarray(clipped / clipped.sum(), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Moves:
    """Day-to-day moves: ``steps[pace]`` are the matrices ``[paces, 3, 3]``, ``power[g]`` is ``steps[0]**g``, and
    ``arriving[pace, g]`` is ``steps[0]**g @ steps[pace]``."""

    steps: Floats
    power: Floats
    arriving: Floats


def moves(steps: Floats, longest: int) -> Moves:
    """All moves over gaps of up to ``longest`` days."""
    power = powers(steps[0], max(longest, 1))
    return Moves(steps, power, np.einsum("gab,pbc->pgac", power, steps))


@dataclass(frozen=True, slots=True)
class Smoothed:
    """Result of forward-backward. ``alpha`` (filtered), ``beta`` and ``gamma`` (smoothed) are ``[3, knots]``.

    ``jumped`` is the chance, given all evidence, that each knot was entered by a jump into each state. ``stays`` is the
    posterior of the states at the two ends of each stretch of silent days, summed by its length, ``[longest, 3, 3]``,
    and ``arrived`` of the states on the day before a knot and at it, summed by pace, ``[paces, 3, 3]``; both without
    jumps. ``loglik`` is the log-likelihood up to the scale of ``evidence``.
    """

    alpha: Floats
    beta: Floats
    gamma: Floats
    jumped: Floats
    stays: Floats
    arrived: Floats
    loglik: float


def smooth(layout: Layout, evidence: Floats, rho: Floats, initial: Floats, move: Moves, pace: Ints) -> Smoothed:
    """Forward-backward over all chains.

    ``evidence`` is the likelihood of what was said given each state, ``[3, knots]``, on any positive scale per knot;
    ``rho`` the jump chances ``[3, knots]``; ``initial`` the distribution at a chain's first knot; ``pace`` of each
    knot.
    """
    size, off = layout.knots, layout.offsets
    silent = np.maximum(layout.gap - 1, 0)
    free = 1.0 - rho.sum(axis=0)
    into = _taken(move.arriving.reshape(-1, STATES, STATES), pace * len(move.power) + silent) * free
    alpha, norm = np.empty((STATES, size)), np.empty(size)
    for j in range(len(off) - 1):
        here = slice(off[j], off[j + 1])
        if j == 0:
            ahead = initial[:, None] * free[here] + rho[:, here]
        else:
            last = slice(off[j - 1], off[j - 1] + off[j + 1] - off[j])
            ahead = np.add.reduce(alpha[:, None, last] * into[:, :, here], axis=0) + rho[:, here]
        ahead *= evidence[:, here]
        norm[here] = np.add.reduce(ahead, axis=0)
        np.divide(ahead, norm[here], out=alpha[:, here])
    weighted = evidence / norm
    beta = np.ones((STATES, size))
    for j in range(len(off) - 2, 0, -1):
        here = slice(off[j], off[j + 1])
        last = slice(off[j - 1], off[j - 1] + off[j + 1] - off[j])
        back = weighted[:, here] * beta[:, here]
        stay = np.add.reduce(into[:, :, here] * back, axis=1)
        beta[:, last] = stay + np.add.reduce(rho[:, here] * back, axis=0)
    weighted *= beta
    gamma = alpha * beta
    gamma /= gamma.sum(axis=0)
    jumped = rho * weighted
    weighted *= free
    stays, arrived = _pairs(layout, alpha, weighted, move, pace, silent)
    return Smoothed(alpha, beta, gamma, jumped, stays, arrived, float(np.log(norm).sum()))


def _pairs(
    layout: Layout, alpha: Floats, weighted: Floats, move: Moves, pace: Ints, silent: Ints
) -> tuple[Floats, Floats]:
    """``stays`` and ``arrived`` of `Smoothed`; ``weighted`` is evidence times beta, scaled, times the chance of no
    jump."""
    later = slice(int(layout.offsets[1]) if len(layout.offsets) > 1 else 0, layout.knots)
    came, gaps, paces, ends = alpha[:, layout.before[later]], silent[later], pace[later], weighted[:, later]
    step, over = _taken(move.steps, paces), _taken(move.power, gaps)
    before = np.add.reduce(came[:, None] * over, axis=0)
    after = np.add.reduce(step * ends, axis=1)
    arrived = np.empty((PACES, STATES, STATES))
    stays = np.zeros((len(move.power), STATES, STATES))
    long = np.flatnonzero(gaps)
    came, over, after, gaps = came[:, long], over[:, :, long], after[:, long], gaps[long]
    for a in range(STATES):
        for b in range(STATES):
            arrived[:, a, b] = np.bincount(paces, weights=before[a] * step[a, b] * ends[b], minlength=PACES)
            stays[:, a, b] = np.bincount(gaps, weights=came[a] * over[a, b] * after[b], minlength=len(stays))
    return stays, arrived


def _taken(table: Floats, rows: Ints) -> Floats:
    """``table[rows]`` of matrices ``[rows, 3, 3]``, with the rows last and contiguous."""
    flat = np.ascontiguousarray(table.reshape(len(table), -1).T)
    return np.asarray(flat.take(rows, axis=1).reshape(STATES, STATES, len(rows)), dtype=np.float64)


def step_counts(move: Moves, smoothed: Smoothed) -> Floats:
    """Expected day-to-day moves by pace, ``[paces, 3, 3]``.

    The moves over ``g`` silent days given their ends are ``T * d<W, T**g>/dT`` with ``W = pairs / T**g``; summed over
    all stretches that is one reverse-mode sweep through the powers.
    """
    transition, power = move.steps[0], move.power
    weights = smoothed.stays / np.maximum(power, 1e-300)
    adjoint = np.zeros((STATES, STATES))
    adjoints = np.empty_like(power)
    for g in range(len(power) - 1, 0, -1):
        adjoint = weights[g] + adjoint @ transition.T
        adjoints[g] = adjoint
    gradient = np.einsum("gai,gab->ib", power[:-1], adjoints[1:])
    counts = smoothed.arrived.copy()
    counts[0] += transition * gradient
    return counts
