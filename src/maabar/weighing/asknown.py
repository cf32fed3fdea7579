"""Beliefs as they could be held at the time: for each day, from what was published by its end, and nothing later.

The calendar of learning is fixed by the first day of publication: parameters are learned anew ``1, 2, 3, …`` days
after it, then at intervals that grow with the time gone by (a tenth of it), each time from what was known by then,
starting at the parameters before. Between two such days they stand still. So cutting the input off at any day changes
no belief of the days before.

Within such a segment, each day's new speech acts, also late ones about earlier days, are put on the days they speak of,
and the forward recursion is run again from the earliest of these. A plan counts from the day it was announced; a plan
withdrawn counts less from the day of the withdrawal. The belief of day ``d`` is the forward belief at ``d``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from maabar.weighing.chain import LONGEST_GAP, PACES, STATES, Floats, Ints, moves, powers
from maabar.weighing.evidence import Evidence
from maabar.weighing.inference import (
    Block,
    Weights,
    block,
    jump_chances,
    log_said,
    named_day,
    outset_shares,
    overall,
    rho_of,
)
from maabar.weighing.learning import expectation_maximisation
from maabar.weighing.parameters import Parameters, outset

if TYPE_CHECKING:
    from maabar.weighing.states import Fitted

_ROUNDS: Final = 3
"""Rounds of learning on each day of the calendar; the parameters before are their start."""
_GROWTH: Final = 0.1


def calendar(first: int, last: int) -> list[int]:
    """Days (ordinals) on which parameters are learned, from the first day of publication on."""
    days = [first]
    while days[-1] < last:
        days.append(days[-1] + max(1, int(_GROWTH * (days[-1] - first))))
    return [d for d in days if d <= last]


@dataclass(slots=True)
class Snapshots:
    """The course of filtered beliefs: per crossing, (from this day on, belief, of that day, with these powers)."""

    since: list[Ints]
    belief: list[Floats]
    anchor: list[Ints]
    segment: list[Ints]
    transitions: list[Floats]
    initial: Floats
    _power: dict[int, Floats]

    def between(self, crossing: int, first: int, last: int) -> Floats:
        days = np.arange(first, last + 1)
        since = self.since[crossing]
        if not len(since):
            return np.tile(self.initial, (len(days), 1))
        place = np.searchsorted(since, days, side="right") - 1
        out = np.tile(self.initial, (len(days), 1))
        held = place >= 0
        p = place[held]
        ages = days[held] - self.anchor[crossing][p]
        segments = self.segment[crossing][p]
        rows = self.belief[crossing][p]
        spread = np.empty_like(rows)
        for segment in np.unique(segments):
            mine = segments == segment
            power = self._powers(int(segment), int(ages[mine].max()))
            spread[mine] = np.einsum("ns,nst->nt", rows[mine], power[ages[mine]])
        out[held] = spread
        return out

    def _powers(self, segment: int, longest: int) -> Floats:
        known = self._power.get(segment)
        if known is None or len(known) <= longest:
            known = self._power[segment] = powers(self.transitions[segment], max(longest, 200))
        return known


def as_known(fitted: Fitted, traffic: str | None = None) -> Snapshots:
    """Filtered beliefs about every crossing; see the module."""
    evidence, options, tree = fitted.evidence, fitted.options, fitted.tree
    parameters = outset(tree, options)
    count = len(evidence.crossings)
    taken = _Taken(count)
    transitions: list[Floats] = []
    if count:
        view, plain = fitted.weights(traffic), overall(evidence, tree)
        days = calendar(int(evidence.first_known.min()), evidence.last_known)
        for n, day in enumerate(days):
            end = days[n + 1] - 1 if n + 1 < len(days) else evidence.last_known
            known = block(evidence, plain, options, until=day)
            learned = expectation_maximisation(evidence, known, tree, parameters, options, rounds=_ROUNDS)
            parameters = learned.parameters
            shares = np.zeros(len(evidence.cells.obs))
            shares[known.cells] = learned.inferred.shares
            transitions.append(parameters.silent)
            _Segment(fitted, view, parameters, shares, day, end, n, taken).run()
    return taken.snapshots(transitions, outset(tree, options).initial)


class _Taken:
    """Snapshots in the making, one array of each kind per step."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._rows: list[tuple[Ints, int, Floats, Ints, int]] = []

    def take(self, crossing: Ints, day: int, belief: Floats, anchor: Ints, segment: int) -> None:
        self._rows.append((crossing, day, belief, anchor, segment))

    def snapshots(self, transitions: list[Floats], initial: Floats) -> Snapshots:
        rows = self._rows
        crossing = np.concatenate([r[0] for r in rows]) if rows else np.empty(0, dtype=np.int64)
        sizes = [len(r[0]) for r in rows]
        since = np.repeat(np.array([r[1] for r in rows], dtype=np.int64), sizes)
        segment = np.repeat(np.array([r[4] for r in rows], dtype=np.int64), sizes)
        belief = np.concatenate([r[2] for r in rows], axis=1).T if rows else np.empty((0, STATES))
        anchor = np.concatenate([r[3] for r in rows]) if rows else np.empty(0, dtype=np.int64)
        order = np.argsort(crossing, kind="stable")
        cuts = np.cumsum(np.bincount(crossing, minlength=self._count))[:-1]

        def split(column: Ints) -> list[Ints]:
            return np.split(column[order], cuts)

        return Snapshots(
            split(since), np.split(belief[order], cuts), split(anchor), split(segment), transitions, initial, {}
        )


class _Segment:
    """The days from one learning to the next: forward beliefs at the knots, kept right as news comes in."""

    def __init__(
        self,
        fitted: Fitted,
        view: Weights,
        parameters: Parameters,
        shares: Floats,
        first: int,
        last: int,
        number: int,
        taken: _Taken,
    ) -> None:
        self.evidence: Evidence = fitted.evidence
        self.first, self.last, self.number, self.taken = first, last, number, taken
        self.parameters = parameters
        part = block(self.evidence, view, fitted.options, until=last)
        self.part: Block = part
        layout = part.layout
        self.knots_of = layout.position
        self.row_starts = layout.starts
        rank = np.empty(layout.knots, dtype=np.int64)
        rank[layout.position] = np.arange(layout.knots)
        self.day = layout.day[layout.position]
        self.chain = layout.chain[layout.position]
        self.cell_knot, self.jump_knot = rank[part.cell_knot], rank[part.jump_knot]
        obs = self.evidence.cells.obs[part.cells]
        self.cell_known = self.evidence.obs.known[obs]
        fresh = self.cell_known > first
        share = shares[part.cells]
        share[fresh] = outset_shares(self.evidence, part, parameters)[fresh]
        self.cell_logs = log_said(self.evidence, part, parameters) * share
        source = fitted.tree.source
        now = Block(**{f: getattr(part, f) for f in part.__slots__} | {"kept": view.jump[part.jumps]})
        self.jump_chance = jump_chances(self.evidence, now, parameters, source)
        self.gap = np.zeros(layout.knots, dtype=np.int64)
        self.gap[1:] = np.diff(self.day)
        self.gap[self.row_starts[:-1][np.diff(self.row_starts) > 0]] = 0
        self.silent = np.maximum(np.minimum(self.gap, LONGEST_GAP) - 1, 0)
        self.move = moves(parameters.steps, int(self.silent.max(initial=0)))
        self.exact = named_day(self.evidence, part.cells)
        self.spoken = np.zeros(layout.knots, dtype=np.int64)
        self.logs = np.zeros((STATES, layout.knots))
        self.hazard = np.zeros((STATES, layout.knots))
        self.alpha = np.zeros((STATES, layout.knots))
        self.reached = self.row_starts[:-1].copy()

    def run(self) -> None:
        """Take a snapshot of every crossing on the first day, and of those that change on each day after it."""
        days = self._changes()
        for day in range(self.first, self.last + 1):
            dirty = days.get(day)
            if dirty is not None:
                self._apply(dirty)
            if day == self.first:
                self._forward(np.arange(len(self.row_starts) - 1), self.row_starts[:-1].copy(), day)
            elif dirty is not None:
                knots = np.unique(np.concatenate([d[1] for d in dirty]))
                chains, at = np.unique(self.chain[knots], return_index=True)
                self._forward(chains, knots[at], day)

    def _changes(self) -> dict[int, list[tuple[str, Ints, Floats]]]:
        """For each day, what begins to count then: (kind, knots, amounts). Evidence on a day counts once the day has
        come and the words are out."""
        out: dict[int, list[tuple[str, Ints, Floats]]] = {}
        jumps, gone = self.evidence.jumps, self.evidence.withdrawals
        effective = np.maximum(self.cell_known, self.day[self.cell_knot])
        self._gather(out, "said", effective, self.cell_knot, self.cell_logs)
        exact = self.exact
        self._gather(out, "spoken", effective[exact], self.cell_knot[exact], np.ones((1, int(exact.sum()))))
        target = jumps.target[self.part.jumps]
        logs = np.zeros((STATES, len(target)))
        logs[target, np.arange(len(target))] = np.log1p(-self.jump_chance)
        known = np.maximum(jumps.known[self.part.jumps], self.day[self.jump_knot])
        self._gather(out, "jump", known, self.jump_knot, logs)
        place = np.full(len(jumps.day), -1, dtype=np.int64)
        place[self.part.jumps] = np.arange(len(self.part.jumps))
        applies = (gone.known <= self.last) & (place[gone.jump] >= 0)
        mine = place[gone.jump[applies]]
        order = np.argsort(gone.known[applies], kind="stable")
        mine, when, factor = mine[order], gone.known[applies][order], gone.kept[applies][order]
        chance = self.jump_chance.copy()
        change = np.zeros((STATES, len(mine)))
        for n, (row, kept) in enumerate(zip(mine.tolist(), factor.tolist(), strict=True)):
            less = chance[row] * kept
            change[target[row], n] = np.log1p(-less) - np.log1p(-chance[row])
            chance[row] = less
        effective = np.maximum(np.maximum(when, known[mine]), self.day[self.jump_knot[mine]])
        self._gather(out, "jump", effective, self.jump_knot[mine], change)
        return out

    def _gather(
        self, out: dict[int, list[tuple[str, Ints, Floats]]], kind: str, effective: Ints, knot: Ints, amounts: Floats
    ) -> None:
        effective = np.maximum(effective, self.first)
        order = np.argsort(effective, kind="stable")
        ordered = effective[order]
        cut = np.searchsorted(ordered, self.last, side="right")
        days, starts = np.unique(ordered[:cut], return_index=True)
        ends = np.append(starts[1:], cut)[: len(days)]
        for day, lo, hi in zip(days.tolist(), starts.tolist(), ends.tolist(), strict=True):
            rows = order[lo:hi]
            out.setdefault(day, []).append((kind, knot[rows], amounts[:, rows]))

    def _apply(self, changes: list[tuple[str, Ints, Floats]]) -> None:
        for kind, knots, amounts in changes:
            if kind == "spoken":
                np.add.at(self.spoken, knots, 1)
                continue
            into = self.logs if kind == "said" else self.hazard
            for state in range(STATES):
                np.add.at(into[state], knots, amounts[state])

    def _forward(self, chains: Ints, knot: Ints, day: int) -> None:
        """Run these chains forward from these knots to the last knot that has come by ``day``, and take a snapshot."""
        knot, end = np.minimum(knot, self.reached[chains]), self.row_starts[chains + 1]
        filled = knot < end
        filled[filled] &= self.day[knot[filled]] <= day
        chains, knot, end = chains[filled], knot[filled], end[filled]
        if not len(chains):
            return
        head = self.row_starts[chains]
        last = knot.copy()
        crossing = self.part.chains[chains]
        active = np.arange(len(chains))
        while len(active):
            k = knot[active]
            rho = rho_of(self.hazard[:, k])
            free = 1.0 - rho.sum(axis=0)
            came = self.alpha[:, np.maximum(k - 1, 0)]
            pace = np.minimum(self.spoken[k], PACES - 1)
            ahead = np.einsum("sn,nst->tn", came, self.move.arriving[pace, self.silent[k]])
            begins = k == head[active]
            ahead[:, begins] = self.parameters.initial[:, None]
            ahead = ahead * free + rho
            logs = self.logs[:, k]
            ahead *= np.exp(np.maximum(logs - logs.max(axis=0), -700.0))
            self.alpha[:, k] = ahead / ahead.sum(axis=0)
            last[active] = k
            knot[active] += 1
            k = knot[active]
            on = k < end[active]
            on[on] &= self.day[k[on]] <= day
            active = active[on]
        self.reached[chains] = knot
        self.taken.take(crossing, day, self.alpha[:, last], self.day[last], self.number)
