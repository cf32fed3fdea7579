"""The state model, fitted: from speech acts to what is believed about every crossing on every day.

fitted = fit(acts)
fitted.beliefs().at("sy-idlib-saraqib", day)
fitted.explain("sy-idlib-saraqib", day)
fitted = fitted.updated(more_acts)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

import numpy as np

from maabar.errors import InputError
from maabar.model import STATUSES, SpeechAct, Status
from maabar.weighing.beliefs import Beliefs
from maabar.weighing.chain import LONGEST_GAP, STATES, Floats, Ints, Moves, moves
from maabar.weighing.evidence import CLASSES, Evidence, gather
from maabar.weighing.inference import (
    Block,
    Inferred,
    Statistics,
    Weights,
    block,
    infer,
    of_class,
    outset_shares,
    overall,
    statistics,
)
from maabar.weighing.learning import expectation_maximisation, update
from maabar.weighing.options import Options
from maabar.weighing.parameters import Nodes, Parameters, carried, nodes, outset

if TYPE_CHECKING:
    from maabar.registry import Registry
    from maabar.weighing.explain import Explanation
    from maabar.weighing.voices import VoiceRow

UNNAMED_FOR_CLASS: Final = 0.7
OTHERS_FOR_CLASS: Final = 0.3
"""How much of its evidence a claim that names no traffic, or only other traffic, gives to a class of traffic."""
_SETTLED: Final = 1e-6
"""What a state that a person has ruled out keeps: they may err too."""
_LOCAL_ROUNDS: Final = 3
_SAMPLE: Final = 150_000
"""With twice as many cells as this or more, learning starts on a part of the crossings with about so many."""

Observed = Mapping[tuple[str, date], Status]


@dataclass(frozen=True, slots=True)
class Part:
    """A block of crossings, inferred."""

    block: Block
    inferred: Inferred


@dataclass(frozen=True)
class Fitted:
    """A fitted model. Immutable: `updated` gives another.

    ``parts`` are blocks of crossings; ``part_of`` and ``row_of`` tell where each crossing's chain stands. ``counts``
    are the expected counts over all crossings that the parameters were learned from.
    """

    evidence: Evidence
    tree: Nodes
    parameters: Parameters
    counts: Statistics
    parts: tuple[Part, ...]
    part_of: Ints
    row_of: Ints
    options: Options
    registry: Registry | None
    observed: Observed
    rounds: int
    change: float

    def beliefs(self, *, filtered: bool = False, traffic: str | None = None) -> Beliefs:
        """Beliefs about every crossing, overall or for one class of traffic.

        In hindsight, or with ``filtered`` as known at the end of each day: then each day rests only on what was
        published by its end, parameters included.
        """
        evidence = self.evidence
        order = sorted(range(len(evidence.crossings)), key=evidence.crossings.__getitem__)
        names = tuple(evidence.crossings[n] for n in order)
        if filtered:
            from maabar.weighing.asknown import as_known

            first = tuple(int(evidence.first_known[n]) for n in order)
            course = as_known(self, traffic)
            return Beliefs(names, first, evidence.last_known, course, tuple(order), traffic, filtered=True)
        first = tuple(int(evidence.first_meant[n]) for n in order)
        hindsight = Hindsight(self if traffic is None else self._for_class(traffic))
        return Beliefs(names, first, evidence.last_known, hindsight, tuple(order), traffic)

    def updated(self, acts: Sequence[SpeechAct], *, observed: Observed | None = None) -> Fitted:
        """The model after further acts (a day's reports, say): only the crossings they touch are inferred anew.

        What they teach about voices and chains is learned from them at once; beliefs on other crossings keep the
        parameters they were inferred with until the next `fit`.
        """
        evidence = gather(acts, self.registry, self.evidence)
        return _updated(self, evidence, observed or {})

    def weights(self, traffic: str | None = None) -> Weights:
        """How the overall view, or that of one class of traffic, hears each observation."""
        if traffic is None:
            return overall(self.evidence, self.tree)
        bit = class_bit(traffic)
        return of_class(self.evidence, self.tree, bit, unnamed=UNNAMED_FOR_CLASS, others=OTHERS_FOR_CLASS)

    def explain(
        self, crossing: str, day: date, *, as_known: date | None = None, traffic: str | None = None, top: int = 12
    ) -> Explanation:
        """Why the belief is what it is (`maabar.weighing.explain`); raises `InputError` for an unknown crossing.

        With ``as_known`` only what had been published by that day counts, for the parameters too: they are learned
        from it anew.
        """
        from maabar.weighing.explain import explain

        model = self
        if as_known is not None:
            known = [act for act in self.evidence.acts if act.known <= as_known]
            model = fit(known, registry=self.registry, options=self.options)
        return explain(model, crossing, day, traffic=traffic, top=top)

    def voices(self) -> list[VoiceRow]:
        """How each voice fared, against the model's own belief (`maabar.weighing.voices`)."""
        from maabar.weighing.voices import voice_rows

        return voice_rows(self)

    def settled(self, number: int, more: tuple[Ints, Ints]) -> tuple[Ints, Ints]:
        """The days of a crossing that people have settled, and these."""
        crossing, day = settled_days(self.evidence, self.observed)
        mine = crossing == number
        return np.concatenate((crossing[mine], more[0])), np.concatenate((day[mine], more[1]))

    def pinned(self, part: Block) -> Floats | None:
        """The likelihood of what people have settled, at a block's knots."""
        return pins(self.evidence, part, self.observed)

    def _for_class(self, traffic: str) -> Fitted:
        weights = self.weights(traffic)
        part = block(self.evidence, weights, self.options, extra=settled_days(self.evidence, self.observed))
        count = len(self.evidence.crossings)
        return replace(
            self,
            parts=(Part(part, _settle(self, part)),),
            part_of=np.zeros(count, dtype=np.int64),
            row_of=np.arange(count),
        )


def class_bit(traffic: str) -> int:
    """The bit of a class of traffic that beliefs can be asked for; raises `InputError` for any other word."""
    if traffic not in ("people", "goods", "aid"):
        raise InputError(f"traffic is {traffic!r}, expected people, goods or aid")
    return CLASSES[traffic]


def fit(
    acts: Sequence[SpeechAct],
    *,
    registry: Registry | None = None,
    options: Options | None = None,
    observed: Observed | None = None,
) -> Fitted:
    """Learn voices, chains and plans from all acts, and infer every crossing.

    ``registry`` tells how voices stand to crossings; without it nobody stands to any, and only what is learned of a
    voice on each crossing tells. ``observed`` are states that a person has settled: they are taken as seen, whatever
    was said, and voices are judged by them.
    """
    chosen = options or Options()
    evidence = gather(acts, registry)
    seen = dict(observed or {})
    tree = nodes(evidence, chosen)
    part = block(evidence, overall(evidence, tree), chosen, extra=settled_days(evidence, seen))
    pinned = pins(evidence, part, seen)
    first = _first_guess(evidence, tree, chosen, seen)
    learned = expectation_maximisation(evidence, part, tree, first, chosen, pinned=pinned)
    count = len(evidence.crossings)
    return Fitted(
        evidence=evidence,
        tree=tree,
        parameters=learned.parameters,
        counts=learned.counts,
        parts=(Part(part, learned.inferred),),
        part_of=np.zeros(count, dtype=np.int64),
        row_of=np.arange(count),
        options=chosen,
        registry=registry,
        observed=seen,
        rounds=learned.rounds,
        change=learned.change,
    )


def _first_guess(evidence: Evidence, tree: Nodes, options: Options, observed: Observed) -> Parameters:
    """Where learning starts: the priors, or with very many claims what some of the crossings teach, which spares most
    rounds over all of them."""
    first = outset(tree, options)
    every = len(evidence.cells.obs) // _SAMPLE
    if every < 2:
        return first
    some = np.arange(0, len(evidence.crossings), every)
    part = block(evidence, overall(evidence, tree), options, chains=some, extra=settled_days(evidence, observed))
    pinned = pins(evidence, part, observed)
    return expectation_maximisation(evidence, part, tree, first, options, pinned=pinned).parameters


def settled_days(evidence: Evidence, observed: Observed) -> tuple[Ints, Ints]:
    """Crossing numbers and ordinals of the days that people have settled."""
    number = {name: n for n, name in enumerate(evidence.crossings)}
    known = [(number[c], d.toordinal()) for c, d in observed if c in number]
    table = np.array(known, dtype=np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def pins(evidence: Evidence, part: Block, observed: Observed) -> Floats | None:
    """The likelihood ``[3, knots]`` of what people have settled, or None where that is nothing."""
    if not observed:
        return None
    row = {int(n): r for r, n in enumerate(part.chains)}
    number = {name: row[n] for n, name in enumerate(evidence.crossings) if n in row}
    layout = part.layout
    place = {(int(c), int(d)): k for k, (c, d) in enumerate(zip(layout.chain, layout.day, strict=True))}
    out = np.ones((STATES, layout.knots))
    for (crossing, day), state in observed.items():
        if crossing in number:
            knot = place[number[crossing], day.toordinal()]
            out[:, knot] = _SETTLED
            out[STATUSES.index(state), knot] = 1.0
    return out


def _settle(model: Fitted, part: Block, rounds: int = _LOCAL_ROUNDS) -> Inferred:
    """Inference with the model's parameters, shares and beliefs brought into accord."""
    shares = outset_shares(model.evidence, part, model.parameters)
    return infer(
        model.evidence,
        part,
        model.parameters,
        model.tree.source,
        shares,
        pinned=pins(model.evidence, part, model.observed),
        rounds=rounds,
    )


class Hindsight:
    """Beliefs given everything: smoothed knots, spread over the days between."""

    def __init__(self, fitted: Fitted) -> None:
        self._fitted = fitted
        self._known: dict[int, Moves] = {}

    def between(self, crossing: int, first: int, last: int) -> Floats:
        fitted = self._fitted
        part = fitted.parts[int(fitted.part_of[crossing])]
        layout, inferred = part.block.layout, part.inferred
        row = int(fitted.row_of[crossing])
        knots = layout.position[layout.starts[row] : layout.starts[row + 1]]
        days = np.arange(first, last + 1)
        initial = fitted.parameters.initial
        if not len(knots):
            return np.tile(initial, (len(days), 1))
        at = layout.day[knots]
        before = np.searchsorted(at, days, side="right") - 1
        after = np.minimum(before + 1, len(knots) - 1)
        longest = int(min(max(np.diff(at).max(initial=0), last - at[0], 1), LONGEST_GAP))
        power, arriving = self._moves(int(fitted.part_of[crossing]), longest)
        since = np.clip(days - at[np.maximum(before, 0)], 0, longest)
        ahead = np.einsum("ns,nst->nt", inferred.smoothed.alpha[:, knots[np.maximum(before, 0)]].T, power[since])
        ahead[before < 0] = initial
        follows = (before < len(knots) - 1) & (at[after] > days)
        k = knots[after]
        until = np.clip(at[after] - days - 1, 0, longest)
        weighted = inferred.evidence[:, k] * inferred.smoothed.beta[:, k]
        rho = inferred.rho[:, k]
        back = np.einsum("nst,tn->ns", arriving[part.block.pace[k], until], weighted)
        back *= (1.0 - rho.sum(axis=0))[:, None]
        back += (rho * weighted).sum(axis=0)[:, None]
        out = np.where(follows[:, None], ahead * back, ahead)
        out = np.maximum(out, 1e-300)
        return np.asarray(out / out.sum(axis=1, keepdims=True), dtype=np.float64)

    def _moves(self, part: int, longest: int) -> tuple[Floats, Floats]:
        """Moves over silent days, and those that arrive at a knot, by the parameters that the part was inferred
        with."""
        known = self._known.get(part)
        if known is None or len(known.power) <= longest:
            steps = self._fitted.parts[part].inferred.move.steps
            known = self._known[part] = moves(steps, max(longest, 1000))
        return known.power, known.arriving


def _updated(model: Fitted, evidence: Evidence, observed: Observed) -> Fitted:
    seen = {**model.observed, **observed}
    options = model.options
    tree = nodes(evidence, options, model.tree)
    parameters = carried(model.parameters, model.tree, tree)
    touched = _touched(model.evidence, evidence, observed)
    weights = overall(evidence, tree)
    old_count = len(model.evidence.crossings)
    grown = _moved(model.counts, model.tree, tree)
    old = touched[touched < old_count]
    if len(old):
        before = block(model.evidence, overall(model.evidence, model.tree), options, chains=old,
                       extra=settled_days(model.evidence, model.observed))  # fmt: skip
        inferred = _settle(model, before, rounds=2)
        gone = statistics(model.evidence, before, model.parameters, model.tree, inferred)
        grown = grown.plus(_moved(gone, model.tree, tree), -1.0)
    part = block(evidence, weights, options, chains=touched, extra=settled_days(evidence, seen))
    pinned = pins(evidence, part, seen)
    shares = outset_shares(evidence, part, parameters)
    inferred = infer(evidence, part, parameters, tree.source, shares, pinned=pinned, rounds=2)
    new = statistics(evidence, part, parameters, tree, inferred)
    parameters = update(parameters, tree, grown.plus(new), options, hyper=False)
    inferred = infer(evidence, part, parameters, tree.source, inferred.shares, pinned=pinned)
    part_of = np.concatenate((model.part_of, np.zeros(len(evidence.crossings) - old_count, dtype=np.int64)))
    row_of = np.concatenate((model.row_of, np.zeros(len(evidence.crossings) - old_count, dtype=np.int64)))
    part_of[touched] = len(model.parts)
    row_of[touched] = np.arange(len(touched))
    used = np.unique(part_of)
    parts = (*model.parts, Part(part, inferred))
    return replace(
        model,
        evidence=evidence,
        tree=tree,
        parameters=parameters,
        counts=grown.plus(new),
        parts=tuple(parts[n] for n in used),
        part_of=np.searchsorted(used, part_of),
        row_of=row_of,
        observed=seen,
    )


def _touched(before: Evidence, now: Evidence, observed: Observed) -> Ints:
    """Crossings that the rows new in ``now``, or newly settled days, concern."""
    fresh = [
        now.obs.crossing[len(before.obs.act) :],
        now.jumps.crossing[len(before.jumps.act) :],
        now.jumps.crossing[now.withdrawals.jump[len(before.withdrawals.jump) :]],
        settled_days(now, observed)[0],
        np.arange(len(before.crossings), len(now.crossings)),
    ]
    return np.unique(np.concatenate(fresh))


def _moved(counts: Statistics, before: Nodes, now: Nodes) -> Statistics:
    """Counts of the old trees' leaves at their places in the new trees."""
    said = np.zeros((len(now.keys[0]), *counts.said.shape[1:]))
    said[np.searchsorted(now.keys[0], before.keys[0])] = counts.said
    kept = np.zeros((len(now.kept_keys[0]), *counts.kept.shape[1:]))
    kept[np.searchsorted(now.kept_keys[0], before.kept_keys[0])] = counts.kept
    return replace(counts, said=said, kept=kept)
