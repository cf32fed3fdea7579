"""Learning by expectation-maximisation over all crossings together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from maabar.weighing import parameters as learned
from maabar.weighing.chain import Floats, stationary
from maabar.weighing.evidence import Evidence
from maabar.weighing.hierarchy import learn
from maabar.weighing.inference import Block, Inferred, Statistics, infer, outset_shares, reshared, statistics
from maabar.weighing.options import Options
from maabar.weighing.parameters import Nodes, Parameters

_HYPER_EVERY = 2
_SETTLE = 2


@dataclass(frozen=True, slots=True)
class Learned:
    """Parameters, the beliefs they were last used for, the expected counts, and how the learning went."""

    parameters: Parameters
    inferred: Inferred
    counts: Statistics
    rounds: int
    change: float


def update(old: Parameters, tree: Nodes, counts: Statistics, options: Options, *, hyper: bool = True) -> Parameters:
    """The maximisation step: parameters given expected counts."""
    steps = learned.learned_steps(counts.moves, options)
    return Parameters(
        learn(tree.said, old.said, counts.said, hyper=hyper),
        learn(tree.kept, old.kept, counts.kept, hyper=hyper),
        steps,
        stationary(steps[0]),
        learned.learned_lags(counts.lags, options),
        learned.learned_slack(counts.slack),
    )


def expectation_maximisation(
    evidence: Evidence,
    part: Block,
    tree: Nodes,
    outset: Parameters,
    options: Options,
    *,
    pinned: Floats | None = None,
    shares: Floats | None = None,
    rounds: int | None = None,
) -> Learned:
    """Learn from a block, starting at ``outset``, until beliefs settle within ``options.tolerance``.

    Deterministic. The change that is compared is the root mean square, over knots and states, of the change in belief
    from one round to the next.
    """
    parameters = outset
    if shares is None:
        shares = outset_shares(evidence, part, parameters)
    limit = options.rounds if rounds is None else rounds
    before: Floats | None = None
    change = np.inf
    n = 0
    while True:
        inferred = infer(evidence, part, parameters, tree.source, shares, pinned=pinned)
        counts = statistics(evidence, part, parameters, tree, inferred)
        gamma = inferred.smoothed.gamma
        if before is not None and gamma.size:
            change = float(np.sqrt(np.mean((gamma - before) ** 2)))
        n += 1
        if n >= limit or not gamma.size or (n > _SETTLE and change <= options.tolerance):
            return Learned(parameters, inferred, counts, n, change)
        before = gamma
        parameters = update(parameters, tree, counts, options, hyper=n % _HYPER_EVERY == 0 or n <= _SETTLE)
        shares = reshared(evidence, part, parameters, inferred)
