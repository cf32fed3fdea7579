"""The batched chains agree with a plain forward-backward over every single day."""

from __future__ import annotations

import numpy as np
import pytest

from maabar.weighing import chain

STEPS = np.array(
    [
        [[0.96, 0.01, 0.03], [0.05, 0.92, 0.03], [0.02, 0.02, 0.96]],
        [[0.80, 0.05, 0.15], [0.20, 0.60, 0.20], [0.10, 0.10, 0.80]],
        [[0.60, 0.10, 0.30], [0.30, 0.40, 0.30], [0.25, 0.15, 0.60]],
        *[[[0.50, 0.20, 0.30], [0.40, 0.30, 0.30], [0.25, 0.25, 0.50]]] * (chain.PACES - 3),
    ]
)
INITIAL = np.array([0.5, 0.2, 0.3])


def day_by_day(days, evidence, rho, pace):
    """Smoothed beliefs and expected moves of one chain, the slow way: every day, also the silent ones."""
    first, last = days[0], days[-1]
    place = {d: n for n, d in enumerate(days)}
    alpha, moves = [], []
    for day in range(first, last + 1):
        n = place.get(day)
        hazard = rho[:, n] if n is not None else np.zeros(3)
        seen = evidence[:, n] if n is not None else np.ones(3)
        if day == first:
            ahead = INITIAL * (1 - hazard.sum()) + hazard
            moves.append(None)
        else:
            step = STEPS[pace[n]] if n is not None else STEPS[0]
            moves.append(((1 - hazard.sum()) * step, hazard, pace[n] if n is not None else 0))
            ahead = alpha[-1] @ moves[-1][0] + hazard
        a = ahead * seen
        alpha.append(a / a.sum())
    beta, gamma, counts = np.ones(3), [], np.zeros((chain.PACES, 3, 3))
    for day in range(last, first - 1, -1):
        g = alpha[day - first] * beta
        gamma.append(g / g.sum())
        if day > first:
            n = place.get(day)
            seen = evidence[:, n] if n is not None else np.ones(3)
            step, hazard, kind = moves[day - first]
            joint = alpha[day - first - 1][:, None] * (step + hazard[None]) * (seen * beta)[None]
            stay = alpha[day - first - 1][:, None] * step * (seen * beta)[None]
            counts[kind] += stay / joint.sum()
            beta = (step + hazard[None]) @ (seen * beta)
            beta /= beta.sum()
    return np.array(gamma[::-1]), counts


@pytest.fixture
def case():
    rng = np.random.default_rng(4)
    days = [[3, 4, 9, 30], [1], [5, 6, 7], [2, 50]]
    where = np.repeat(np.arange(len(days)), [len(d) for d in days])
    when = np.concatenate(days)
    evidence = rng.uniform(0.05, 1.0, (3, len(when)))
    rho = np.zeros((3, len(when)))
    pace = rng.integers(0, chain.PACES, len(when))
    return days, where, when, evidence, rho, pace


def run(case):
    days, where, when, evidence, rho, pace = case
    layout = chain.lay(where, when, len(days))
    order = np.empty(len(when), dtype=np.int64)
    order[layout.position] = np.arange(len(when))
    move = chain.moves(STEPS, int(layout.gap.max()))
    smoothed = chain.smooth(layout, evidence[:, order], rho[:, order], INITIAL, move, pace[order])
    return layout, move, smoothed


def test_beliefs_at_the_knots_are_those_of_the_slow_way(case):
    days, where, _, evidence, rho, pace = case
    rho[2, 1] = 0.4
    layout, _, smoothed = run(case)
    for c, mine in enumerate(days):
        rows = np.flatnonzero(where == c)
        slow, _ = day_by_day(mine, evidence[:, rows], rho[:, rows], pace[rows])
        knots = layout.position[layout.starts[c] : layout.starts[c + 1]]
        assert pytest.approx(slow[np.array(mine) - mine[0]], abs=1e-9) == smoothed.gamma[:, knots].T


def test_expected_moves_inside_gaps_are_those_of_the_slow_way(case):
    days, where, _, evidence, rho, pace = case
    _, move, smoothed = run(case)
    slow = sum(
        day_by_day(mine, evidence[:, where == c], rho[:, where == c], pace[where == c])[1]
        for c, mine in enumerate(days)
    )
    assert chain.step_counts(move, smoothed) == pytest.approx(slow, abs=1e-9)


def test_a_jump_that_is_nearly_sure_decides_the_state_and_is_known_to_have_come(case):
    case[3][:, 0] = 1.0
    case[4][0, 0] = 0.999
    layout, _, smoothed = run(case)
    knot = layout.position[0]
    assert smoothed.gamma[0, knot] > 0.9
    assert smoothed.jumped[0, knot] == pytest.approx(smoothed.gamma[0, knot], abs=0.01)


def test_chains_without_knots_are_allowed():
    layout = chain.lay(np.array([1, 1]), np.array([5, 8]), 3)
    assert layout.chains == 3
    assert layout.starts.tolist() == [0, 0, 2, 2]


def test_what_is_forgotten_is_the_stationary_distribution():
    power = chain.powers(STEPS[0], 3000)[-1]
    assert power[0] == pytest.approx(chain.stationary(STEPS[0]), abs=1e-6)
