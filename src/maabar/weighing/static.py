"""The same learner with time switched off: labels from many sources fused task by task (Dawid & Skene 1979).

Confusion matrices per source, as Dawid-Skene, but with the priors of `maabar.weighing.hierarchy`: a source's matrix
shrinks to what all sources have in common, as strongly as the data say they are alike. What they have in common is
read in two ways, and the chances of the two readings are averaged: as a confusion matrix of its own (some labels are
taken for certain others by everybody), and as one skill, with errors spread evenly (one coin). Where sources answer a
lot the two agree, with each other and with Dawid-Skene; where they answer a few times each, neither is safe alone: a
common matrix learned from little drifts away from the meaning of the labels, and one coin misses what all confuse.

How common each label is, is learned too, but the fewer answers a source gave, the more the even split counts: with
unknown sources, a skewed prior would be learned from their errors.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from maabar.errors import InputError
from maabar.weighing.chain import Floats, Ints
from maabar.weighing.hierarchy import next_strength, table_counts

_RIGHT: Final = 0.7
"""Prior mean of a source's chance to be right."""
_SKILL_STRENGTH: Final = 20.0
_SOURCE_STRENGTH: Final = 8.0
_EVEN: Final = 0.8
"""The even split of labels counts as this many tasks' answers per task, divided by the answers per source."""
_TOLERANCE: Final = 1e-3
_ROUNDS: Final = 100


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers as columns: answer ``n`` is by source ``worker[n]`` on task ``task[n]``, label ``label[n]``."""

    tasks: tuple[str, ...]
    labels: tuple[str, ...]
    workers: int
    task: Ints
    worker: Ints
    label: Ints


@dataclass(frozen=True, slots=True)
class Fused:
    """Labels fused: ``p[task, label]`` in the order of ``tasks`` and ``labels``, and the rounds that it took."""

    tasks: tuple[str, ...]
    labels: tuple[str, ...]
    p: Floats
    rounds: int

    def rows(self) -> Iterable[dict[str, Any]]:
        """One row ``{"task","label","p"}`` per task, in the order of the input."""
        best = self.p.argmax(axis=1) if len(self.tasks) else np.empty(0, dtype=np.int64)
        for n, task in enumerate(self.tasks):
            p = dict(zip(self.labels, self.p[n].tolist(), strict=True))
            yield {"task": task, "label": self.labels[best[n]], "p": p}


def answers(rows: Iterable[Mapping[str, Any]], *, place: str = "answers") -> Answers:
    """Read rows ``{"task","answers":[[worker,label],…]}``; raises `InputError` naming the row that is wrong.

    A task that comes twice is one task. Labels and names are compared as text.
    """
    tasks: dict[str, int] = {}
    workers: dict[str, int] = {}
    labels: dict[str, int] = {}
    columns: tuple[list[int], list[int], list[int]] = ([], [], [])
    for n, row in enumerate(rows, start=1):
        try:
            task, given = str(row["task"]), row["answers"]
            pairs = [(str(w), str(v)) for w, v in given]
        except (KeyError, TypeError, ValueError):
            raise InputError('expected {"task": …, "answers": [[worker, label], …]}', f"{place}:{n}") from None
        number = tasks.setdefault(task, len(tasks))
        for worker, label in pairs:
            columns[0].append(number)
            columns[1].append(workers.setdefault(worker, len(workers)))
            columns[2].append(labels.setdefault(label, len(labels)))
    names = sorted(labels)
    place_of = {labels[name]: n for n, name in enumerate(names)}
    order = np.array([place_of[n] for n in range(len(names))], dtype=np.int64)
    task_, worker_, label_ = (np.array(c, dtype=np.int64) for c in columns)
    return Answers(tuple(tasks), tuple(names), len(workers), task_, worker_, order[label_] if len(label_) else label_)


def fuse(given: Answers) -> Fused:
    """The chance of each label for each task, by expectation-maximisation from the votes. Deterministic.

    Stops when no chance changes by more than 0.001, or after 100 rounds.
    """
    tasks, labels = len(given.tasks), len(given.labels)
    if labels < 2 or not tasks:
        return Fused(given.tasks, given.labels, np.ones((tasks, labels)), 0)
    common, rounds = _learned(given, one_coin=False)
    skill, more = _learned(given, one_coin=True)
    return Fused(given.tasks, given.labels, (common + skill) / 2.0, rounds + more)


def _learned(given: Answers, *, one_coin: bool) -> tuple[Floats, int]:
    """(chances ``[tasks, labels]``, rounds) under one reading of what the sources have in common."""
    tasks, labels = len(given.tasks), len(given.labels)
    votes = _votes(given)
    p = (votes + 1.0 / labels) / (votes.sum(axis=1, keepdims=True) + 1.0)
    base = _even_errors(labels, _RIGHT)
    mean, strength = base, _SOURCE_STRENGTH
    even = max(0.0005, _EVEN * given.workers / max(1, len(given.task))) * tasks / labels
    key = given.worker * labels + given.label
    n = 0
    while True:
        n += 1
        counts = _counts(given, key, p)
        prior = strength * mean
        tables, rate = table_counts(counts, np.broadcast_to(prior, counts.shape), strength)
        shared = tables.sum(axis=0)
        if one_coin:
            right = (np.trace(shared) + _SKILL_STRENGTH * _RIGHT) / (shared.sum() + _SKILL_STRENGTH)
            mean = _even_errors(labels, float(right))
        else:
            mean = shared + _SKILL_STRENGTH * base
            mean /= mean.sum(axis=1, keepdims=True)
        strength = next_strength(strength, _SOURCE_STRENGTH, float(tables.sum()), rate)
        rows = counts + strength * mean
        rows /= rows.sum(axis=2, keepdims=True)
        now = _posterior(given, key, np.log(rows), p.sum(axis=0) + even)
        change = float(np.abs(now - p).max())
        p = now
        if change <= _TOLERANCE or n >= _ROUNDS:
            return p, n


def _even_errors(labels: int, right: float) -> Floats:
    out = np.full((labels, labels), (1.0 - right) / (labels - 1))
    np.fill_diagonal(out, right)
    return out


def _votes(given: Answers) -> Floats:
    tasks, labels = len(given.tasks), len(given.labels)
    flat = np.bincount(given.task * labels + given.label, minlength=tasks * labels)
    return flat.reshape(tasks, labels).astype(np.float64)


def _counts(given: Answers, key: Ints, p: Floats) -> Floats:
    labels = len(given.labels)
    out = np.empty((given.workers, labels, labels))
    for state in range(labels):
        weights = p[given.task, state]
        out[:, state] = np.bincount(key, weights=weights, minlength=given.workers * labels).reshape(-1, labels)
    return out


def _posterior(given: Answers, key: Ints, logs: Floats, prior: Floats) -> Floats:
    labels = len(given.labels)
    by_state = logs.transpose(1, 0, 2).reshape(labels, -1)
    out = np.tile(np.log(prior / prior.sum()), (len(given.tasks), 1))
    for state in range(labels):
        out[:, state] += np.bincount(given.task, weights=by_state[state][key], minlength=len(given.tasks))
    out -= out.max(axis=1, keepdims=True)
    np.exp(out, out=out)
    return np.asarray(out / out.sum(axis=1, keepdims=True), dtype=np.float64)


def majority(given: Answers) -> Sequence[str]:
    """The label most sources gave to each task; the first in order of name where they tie."""
    return [given.labels[n] for n in _votes(given).argmax(axis=1)]
