"""Label fusion without time."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from maabar.errors import InputError
from maabar.weighing.static import answers, fuse, majority

OUTSIDE = Path(__file__).resolve().parents[3] / "shared" / "bench"


def crowd(seed: int, tasks: int, workers: int, per: int, labels: int = 2, right: float = 0.75):
    rng = np.random.default_rng(seed)
    skill = rng.beta(12 * right, 12 * (1 - right), workers)
    rows, truth = [], {}
    for t in range(tasks):
        true = int(rng.integers(labels))
        truth[str(t)] = f"label {true}"
        given = [
            (f"w{w}", f"label {true if rng.random() < skill[w] else (true + 1 + rng.integers(labels - 1)) % labels}")
            for w in rng.choice(workers, per, replace=False)
        ]
        rows.append({"task": str(t), "answers": given})
    return rows, truth


def accuracy(found, truth):
    return np.mean([found[t] == label for t, label in truth.items()])


@pytest.mark.parametrize(("workers", "per", "labels"), [(300, 3, 2), (200, 4, 2), (150, 4, 5), (20, 8, 3)])
def test_it_is_not_under_the_majority_also_where_sources_answer_a_few_times_each(workers, per, labels):
    ours, votes = [], []
    for seed in range(4):
        rows, truth = crowd(seed, 400, workers, per, labels)
        given = answers(rows)
        ours.append(accuracy({r["task"]: r["label"] for r in fuse(given).rows()}, truth))
        votes.append(accuracy(dict(zip(given.tasks, majority(given), strict=True)), truth))
    assert np.mean(ours) >= np.mean(votes) - 0.005


def test_a_source_that_is_always_wrong_is_turned_round():
    rng = np.random.default_rng(3)
    rows, truth = [], {}
    for t in range(300):
        true = int(rng.integers(2))
        truth[str(t)] = str(true)
        noisy = [(f"w{w}", str(true if rng.random() < 0.72 else 1 - true)) for w in range(4)]
        rows.append({"task": str(t), "answers": [*noisy, ("liar", str(1 - true))]})
    found = {r["task"]: r["label"] for r in fuse(answers(rows)).rows()}
    assert accuracy(found, truth) > 0.97


def test_chances_sum_to_one_and_the_label_is_the_likeliest():
    rows, _ = crowd(1, 50, 10, 3, 4)
    for row in fuse(answers(rows)).rows():
        assert sum(row["p"].values()) == pytest.approx(1.0)
        assert row["p"][row["label"]] == max(row["p"].values())


def test_it_is_deterministic_and_does_not_depend_on_the_order_of_labels():
    rows, _ = crowd(2, 100, 20, 3, 3)
    assert [*fuse(answers(rows)).rows()] == [*fuse(answers(rows)).rows()]


def test_labels_may_be_any_values_and_workers_any_names():
    found = [*fuse(answers([{"task": 7, "answers": [["أ", True], [2, True], [3.5, False]]}])).rows()]
    assert found[0]["task"] == "7"
    assert found[0]["label"] == "True"


def test_no_rows_give_no_rows_and_one_label_is_certain():
    assert [*fuse(answers([])).rows()] == []
    assert [*fuse(answers([{"task": "t", "answers": [["w", "x"]]}])).rows()] == [
        {"task": "t", "label": "x", "p": {"x": 1.0}}
    ]


def test_a_task_without_answers_gets_what_is_usual():
    rows = [{"task": str(n), "answers": [["a", "x"], ["b", "x"]]} for n in range(9)]
    rows += [{"task": "other", "answers": [["a", "y"]]}, {"task": "empty", "answers": []}]
    assert [*fuse(answers(rows)).rows()][-1]["label"] == "x"


def test_a_broken_row_is_named():
    with pytest.raises(InputError, match=r"crowd.jsonl:2: expected"):
        answers([{"task": "a", "answers": []}, {"task": "b"}], place="crowd.jsonl")


@pytest.mark.parametrize(
    ("name", "dawid_skene"), [("d_product", 93.66), ("duck", 87.96), ("s_dog", 84.26), ("sp_rte", 92.75)]
)
def test_on_outside_sets_it_is_within_half_a_point_of_dawid_skene(name, dawid_skene):
    path = OUTSIDE / f"fusion_{name}.jsonl"
    if not path.exists():
        pytest.skip("the outside test sets are not here")
    tasks = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    found = {r["task"]: r["label"] for r in fuse(answers(tasks)).rows()}
    assert 100 * accuracy(found, {t["task"]: t["truth"] for t in tasks}) >= dawid_skene - 0.5
