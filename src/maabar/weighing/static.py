"""The same learner with time switched off: labels from many sources fused task by task (Dawid & Skene 1979).

Confusion matrices per source, as Dawid-Skene, but drawn from a tree of priors: a source's matrix shrinks to what is
common to all sources, and that to an informative base of equal error on every label. How strongly is learned from the
data. Where sources answer a lot this is Dawid-Skene; where they answer a few times each, their matrices are nearly
alike and it comes close to a vote weighted by what is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from maabar.errors import InputError
from maabar.weighing.chain import Floats, Ints
from maabar.weighing.hierarchy import Rows, Tree, learn, start

_RIGHT: Final = 0.7
_SOURCE_STRENGTH: Final = 8.0
_BASE_STRENGTH: Final = 20.0
_TOLERANCE: Final = 1e-4
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
    """The chance of each label for each task, by expectation-maximisation from the majority. Deterministic."""
    tasks, labels = len(given.tasks), len(given.labels)
    if not tasks or not labels:
        return Fused(given.tasks, given.labels, np.empty((tasks, labels)), 0)
    if labels == 1:
        return Fused(given.tasks, given.labels, np.ones((tasks, 1)), 0)
    votes = _votes(given)
    p = (votes + 1.0 / labels) / (votes.sum(axis=1, keepdims=True) + 1.0)
    tree = _tree(given.workers, labels)
    rows = start(tree)
    n = 0
    while True:
        n += 1
        rows = learn(tree, rows, _counts(given, p, labels))
        now = _posterior(given, rows, p)
        change = float(np.abs(now - p).max())
        p = now
        if change <= _TOLERANCE or n >= _ROUNDS:
            return Fused(given.tasks, given.labels, p, n)


def _votes(given: Answers) -> Floats:
    tasks, labels = len(given.tasks), len(given.labels)
    flat = np.bincount(given.task * labels + given.label, minlength=tasks * labels)
    return flat.reshape(tasks, labels).astype(np.float64)


def _tree(workers: int, labels: int) -> Tree:
    base = np.full((1, labels, labels), (1.0 - _RIGHT) / (labels - 1))
    base[0][np.diag_indices(labels)] = _RIGHT
    one = np.zeros(1, dtype=np.int64)
    return Tree((np.zeros(workers, dtype=np.int64), one), base, (_SOURCE_STRENGTH, _BASE_STRENGTH))


def _counts(given: Answers, p: Floats, labels: int) -> Floats:
    key = given.worker * labels + given.label
    out = np.empty((given.workers, labels, labels))
    for state in range(labels):
        weights = p[given.task, state]
        out[:, state] = np.bincount(key, weights=weights, minlength=given.workers * labels).reshape(-1, labels)
    return out


def _posterior(given: Answers, rows: Rows, p: Floats) -> Floats:
    labels = len(given.labels)
    prior = p.sum(axis=0) + 1.0
    logs = np.log(rows.leaves).transpose(1, 0, 2).reshape(labels, -1)
    key = given.worker * labels + given.label
    out = np.tile(np.log(prior / prior.sum()), (len(given.tasks), 1))
    for state in range(labels):
        out[:, state] += np.bincount(given.task, weights=logs[state][key], minlength=len(given.tasks))
    out -= out.max(axis=1, keepdims=True)
    np.exp(out, out=out)
    return np.asarray(out / out.sum(axis=1, keepdims=True), dtype=np.float64)


def majority(given: Answers) -> Sequence[str]:
    """The label most sources gave to each task; the first in order of name where they tie."""
    return [given.labels[n] for n in _votes(given).argmax(axis=1)]
