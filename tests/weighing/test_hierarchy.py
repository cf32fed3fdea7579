"""Rare sources shrink to their group; prolific ones stand on their own."""

from __future__ import annotations

import numpy as np
import pytest

from maabar.weighing.hierarchy import Tree, learn, start, table_counts

BASE = np.array([[[0.7, 0.3], [0.2, 0.8]]])


def two_levels(leaves: int) -> Tree:
    return Tree((np.zeros(leaves, dtype=np.int64), np.zeros(1, dtype=np.int64)), BASE, (10.0, 20.0))


def test_a_source_never_heard_has_the_row_of_its_group():
    tree = two_levels(3)
    counts = np.zeros((3, 2, 2))
    counts[0] = [[90, 10], [10, 90]]
    rows = start(tree)
    for _ in range(20):
        rows = learn(tree, rows, counts)
    assert rows.leaves[2] == pytest.approx(rows.means[1][0])
    assert rows.means[1][0, 0, 0] > 0.7


def test_a_source_heard_twice_moves_little_and_one_heard_a_thousand_times_stands_on_its_own():
    tree = two_levels(2)
    counts = np.zeros((2, 2, 2))
    counts[0, 0], counts[1, 0] = [0, 2], [0, 1000]
    rows = learn(tree, start(tree), counts, hyper=False)
    assert rows.leaves[0, 0, 0] > 0.5
    assert rows.leaves[1, 0, 0] < 0.05


def test_one_prolific_source_does_not_make_the_law_for_its_group():
    alpha = np.full((1, 1, 2), 5.0)
    tables, _ = table_counts(np.array([[[1000.0, 0.0]]]), alpha, 10.0)
    assert tables[0, 0, 0] < 40


def test_sources_that_are_alike_are_learned_to_be_alike_and_those_that_differ_to_differ():
    rng = np.random.default_rng(1)
    tree = two_levels(40)
    alike = np.stack([rng.multinomial(50, [[0.8, 0.2], [0.3, 0.7]]) for _ in range(40)]).astype(float)
    p = rng.uniform(0.1, 0.9, 40)
    differ = np.stack([rng.multinomial(50, [[q, 1 - q], [1 - q, q]]) for q in p]).astype(float)
    strengths = []
    for counts in (alike, differ):
        rows = start(tree)
        for _ in range(30):
            rows = learn(tree, rows, counts)
        strengths.append(rows.strengths[0])
    assert strengths[0] > 3 * strengths[1]


def test_rows_sum_to_one_and_stay_off_the_edges():
    tree = two_levels(2)
    rows = learn(tree, start(tree), np.array([[[5.0, 0], [0, 0]], [[0, 0], [0, 9.0]]]))
    assert rows.leaves.sum(axis=2) == pytest.approx(1.0)
    assert rows.leaves.min() > 0
