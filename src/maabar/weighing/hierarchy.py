"""A tree of Dirichlet priors: rows of rare sources shrink to their group, and groups to an informative base.

Every node of the tree holds a table of categorical rows ``[rows, symbols]`` (for a voice: what it says in each true
state). A node's row is drawn from a Dirichlet whose mean is its parent's row and whose strength (in pseudo-counts) is
learned per level. The update is the fixed point of Minka (2000, "Estimating a Dirichlet distribution") for the
Dirichlet-multinomial, carried up the tree as expected table counts (Teh et al. 2006, "Hierarchical Dirichlet
processes"), so that one prolific source does not make the law for its group: its ``n`` observations count about
``strength * log(1 + n / strength)`` times one level up.

The base is never learned. Its diagonal is what keeps the names of the states from being switched.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import digamma

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_TINY: Final = 1e-9
_HYPER_SHAPE: Final = 8.0
"""Shape of the Gamma prior over a level's strength: keeps it off 0 and off infinity where data say little."""

_STRIDE: Final = 6.0
_FARTHEST: Final = 50.0


@dataclass(frozen=True, slots=True)
class Tree:
    """Who shrinks to whom.

    ``parents[0]`` maps the leaves to level 1, ``parents[1]`` level 1 to level 2, and so on; the last maps the top
    level to the rows of ``base``, which has shape ``[bases, rows, symbols]`` and sums to one over symbols.
    ``strengths`` are the prior strengths of each level, in pseudo-counts, leaves first.
    """

    parents: tuple[Ints, ...]
    base: Floats
    strengths: tuple[float, ...]

    def sizes(self) -> tuple[int, ...]:
        return tuple(len(p) for p in self.parents)


@dataclass(frozen=True, slots=True)
class Rows:
    """What the tree has learned: the mean rows of each level (leaves first) and each level's strength."""

    means: tuple[Floats, ...]
    strengths: tuple[float, ...]

    @property
    def leaves(self) -> Floats:
        return self.means[0]


def start(tree: Tree) -> Rows:
    """The rows before anything is observed: every node has its base's mean."""
    means: list[Floats] = []
    above = np.asarray(tree.base, dtype=np.float64)
    for parent in reversed(tree.parents):
        above = above[parent]
        means.append(above)
    return Rows(tuple(reversed(means)), tree.strengths)


def learn(tree: Tree, rows: Rows, counts: Floats, *, hyper: bool = True) -> Rows:
    """One step: rows given the expected counts of the leaves, ``[leaves, rows, symbols]``.

    With ``hyper`` the means of the groups and the strengths are learned too; without, only the leaves follow the counts
    (cheap, for the iterations between). Returns posterior means, not modes: they stay off 0 and 1.
    """
    if not hyper:
        alpha = rows.strengths[0] * _above(tree, rows, 0)
        return Rows((_mean(counts, alpha), *rows.means[1:]), rows.strengths)
    levels: list[Floats] = [counts]
    strengths: list[float] = []
    for level, parent in enumerate(tree.parents):
        strength = rows.strengths[level]
        tables, rate = table_counts(levels[level], strength * _above(tree, rows, level), strength)
        strengths.append(next_strength(strength, tree.strengths[level], float(tables.sum()), rate))
        above = len(tree.parents[level + 1]) if level + 1 < len(tree.parents) else len(tree.base)
        levels.append(_summed(tables, parent, above))
    means: list[Floats] = [tree.base]
    for level in reversed(range(len(tree.parents))):
        means.append(_mean(levels[level], strengths[level] * means[-1][tree.parents[level]]))
    return Rows(tuple(reversed(means[1:])), tuple(strengths))


def alphas(tree: Tree, rows: Rows, counts: Floats) -> Floats:
    """Parameters of the Dirichlet posterior of each leaf's rows, for credible intervals."""
    return counts + rows.strengths[0] * _above(tree, rows, 0)


def _above(tree: Tree, rows: Rows, level: int) -> Floats:
    upper = rows.means[level + 1] if level + 1 < len(rows.means) else tree.base
    return upper[tree.parents[level]]


def _mean(counts: Floats, alpha: Floats) -> Floats:
    total = counts + alpha + _TINY
    return np.asarray(total / total.sum(axis=-1, keepdims=True), dtype=np.float64)


def next_strength(now: float, prior: float, tables: float, rate: float) -> float:
    """The next strength: Minka's fixed point, whose small steps are lengthened, kept within a factor of the prior."""
    target = (tables + _HYPER_SHAPE) / (rate + _HYPER_SHAPE / prior)
    step = float(np.clip((target / now) ** _STRIDE, 0.5, 2.0))
    return float(np.clip(now * step, prior / _FARTHEST, prior * _FARTHEST))


def table_counts(counts: Floats, alpha: Floats, strength: float) -> tuple[Floats, float]:
    """Expected table counts that each row passes up, and the denominator of Minka's fixed point for the strength."""
    tables = np.zeros_like(counts)
    seen = counts > _TINY
    a = alpha[seen] + _TINY
    tables[seen] = a * (digamma(counts[seen] + a) - digamma(a))
    totals = counts.sum(axis=-1)
    totals = totals[totals > _TINY]
    return tables, float((digamma(totals + strength) - digamma(strength)).sum())


def _summed(tables: Floats, parent: Ints, size: int) -> Floats:
    flat = tables.reshape(len(tables), int(np.prod(tables.shape[1:])))
    out = np.empty((size, flat.shape[1]))
    for column in range(flat.shape[1]):
        out[:, column] = np.bincount(parent, weights=flat[:, column], minlength=size)
    return out.reshape(size, *tables.shape[1:])
