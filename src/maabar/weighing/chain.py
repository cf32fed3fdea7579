"""Hidden Markov chains of many crossings at once, between the days on which something was said.

Only *knots* are stored: the (crossing, day) pairs that carry evidence or a changed hazard. Between two knots that lie
``g`` days apart the chain moves by ``T**g``, so cost and memory grow with what was said, not with the calendar. A knot
may be reached by a *jump*: with chance ``rho[s]`` the state becomes ``s`` that day whatever it was (a plan carried out),
so the move into knot ``j`` is ``(1 - sum(rho)) * T**g + 1 rho'``.

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
_LONGEST_GAP: Final = 5000
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
        chain[order], day[order], np.minimum(gap, _LONGEST_GAP)[order], previous[order], offsets, position, starts
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
class Smoothed:
    """Result of forward-backward. ``alpha`` (filtered), ``gamma`` (smoothed) and ``beta`` are ``[3, knots]``.

    ``jumped`` is the chance, given all evidence, that each knot was entered by a jump into each state; ``loglik`` the
    log-likelihood up to the scale of ``evidence``.
    """

    alpha: Floats
    beta: Floats
    gamma: Floats
    jumped: Floats
    stays: Floats
    loglik: float


def smooth(layout: Layout, evidence: Floats, rho: Floats, initial: Floats, power: Floats) -> Smoothed:
    """Forward-backward over all chains.

    ``evidence`` is the likelihood of what was said given each state, ``[3, knots]``, on any positive scale per knot;
    ``rho`` the jump chances ``[3, knots]``; ``initial`` the distribution at a chain's first knot; ``power`` from
    `powers`. ``stays`` in the result is the posterior of the pairs of states at the ends of each gap that was crossed
    without a jump, summed by length of gap: ``[len(power), 3, 3]``, what `transition_counts` needs.
    """
    size, off = layout.knots, layout.offsets
    move = np.ascontiguousarray(power[layout.gap].transpose(1, 2, 0)) * (1.0 - rho.sum(axis=0))
    alpha, norm = np.empty((STATES, size)), np.empty(size)
    for j in range(len(off) - 1):
        here = slice(off[j], off[j + 1])
        if j == 0:
            hazard = rho[:, here]
            ahead = initial[:, None] * (1.0 - hazard.sum(axis=0)) + hazard
        else:
            last = slice(off[j - 1], off[j - 1] + off[j + 1] - off[j])
            ahead = (alpha[:, None, last] * move[:, :, here]).sum(axis=0) + rho[:, here]
        ahead *= evidence[:, here]
        norm[here] = ahead.sum(axis=0)
        alpha[:, here] = ahead / norm[here]
    weighted = evidence / norm
    beta = np.ones((STATES, size))
    for j in range(len(off) - 2, 0, -1):
        here = slice(off[j], off[j + 1])
        last = slice(off[j - 1], off[j - 1] + off[j + 1] - off[j])
        back = weighted[:, here] * beta[:, here]
        beta[:, last] = (move[:, :, here] * back[None]).sum(axis=1) + (rho[:, here] * back).sum(axis=0)
    weighted *= beta
    gamma = alpha * beta
    gamma /= gamma.sum(axis=0)
    later = slice(int(off[1]) if len(off) > 1 else 0, size)
    stays = np.empty((len(power), STATES, STATES))
    came, gaps = alpha[:, layout.before[later]], layout.gap[later]
    for i in range(STATES):
        for k in range(STATES):
            pairs = came[i] * move[i, k, later] * weighted[k, later]
            stays[:, i, k] = np.bincount(gaps, weights=pairs, minlength=len(power))
    return Smoothed(alpha, beta, gamma, rho * weighted, stays, float(np.log(norm).sum()))


def transition_counts(transition: Floats, power: Floats, stays: Floats) -> Floats:
    """Expected day-to-day moves ``[3, 3]`` inside all gaps, given the posterior pairs at their ends.

    The moves inside a gap of ``g`` days given its ends are ``T * d<W, T**g>/dT`` with ``W = pairs / T**g``; summed over
    all gaps that is one reverse-mode sweep through the powers.
    """
    weights = stays / np.maximum(power, 1e-300)
    adjoint = np.zeros((STATES, STATES))
    adjoints = np.empty_like(power)
    for g in range(len(power) - 1, 0, -1):
        adjoint = weights[g] + adjoint @ transition.T
        adjoints[g] = adjoint
    gradient = np.einsum("gai,gab->ib", power[:-1], adjoints[1:])
    return np.asarray(transition * gradient, dtype=np.float64)
