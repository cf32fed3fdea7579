"""How each voice fared: counts, learned rows with credible intervals, and a caution.

Reliability here is against the model's own belief, not against truth. A voice that everybody copies, or a side that
out-shouts the other, looks better than it is; what people have reviewed counts as truth and corrects that.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy.special import betaincinv

from maabar.model import STATUSES
from maabar.weighing.chain import STATES, Floats, Ints
from maabar.weighing.evidence import KINDS, RELATIONS, STATUS, SYMBOLS

if TYPE_CHECKING:
    from maabar.weighing.states import Fitted

CAUTION: Final = (
    "Measured against the model's own belief, not against truth: voices that agree with each other look reliable, "
    "also where all are wrong."
)
FEW: Final = 10
"""Under so many claims a voice's row is mostly its group's."""
_WRONG: Final = np.array([[0, 1, 1, 1, 0], [1, 0, 1, 0, 0], [1, 1, 0, 0, 1]], dtype=np.float64)
"""1 where a symbol can't hold in a state: what is said (open, restricted, closed, not open, not closed) by state."""


@dataclass(frozen=True, slots=True)
class VoiceRow:
    """A voice in one relation to the crossings it speaks of.

    ``claims`` is how many of its acts bear on a state (some in part, where their day is unsure); ``wrong`` the share of
    them that the model believes did not hold, None where there is none. ``rows`` is P(said | state), ``[3, 5]`` (states
    and symbols in the order of `STATUSES` and `SYMBOLS`), with ``low`` and ``high`` ends of the 90 % credible interval.
    ``plans`` counts announced plans and ``kept`` the learned chance that one comes true.
    """

    voice: str
    kind: str
    relation: str
    claims: float
    wrong: float | None
    rows: Floats
    low: Floats
    high: Floats
    plans: int
    kept: float | None
    caution: str

    def to_json(self) -> dict[str, Any]:
        def table(rows: Floats) -> dict[str, dict[str, float]]:
            return {
                state: {said: round(float(p), 4) for said, p in zip(SYMBOLS, row, strict=True)}
                for state, row in zip(STATUSES, rows, strict=True)
            }

        return {
            "voice": self.voice, "kind": self.kind, "relation": self.relation, "claims": round(self.claims, 2),
            "wrong": None if self.wrong is None else round(self.wrong, 4), "plans": self.plans,
            "kept": None if self.kept is None else round(self.kept, 4), "said": table(self.rows),
            "low": table(self.low), "high": table(self.high), "caution": self.caution,
        }  # fmt: skip


def voice_rows(fitted: Fitted) -> list[VoiceRow]:
    """Rows of all voices with claims on states, those who spoke most first."""
    evidence, tree, said = fitted.evidence, fitted.tree, fitted.parameters.said
    leaf_of = tree.leaf[evidence.obs.channel == STATUS]
    if not len(leaf_of):
        return []
    obs_voice = evidence.obs.voice[evidence.obs.channel == STATUS]
    obs_kind = evidence.obs.kind[evidence.obs.channel == STATUS]
    obs_relation = evidence.obs.relation[evidence.obs.channel == STATUS]
    level = 1 if len(tree.said.parents) > 2 else 0
    node_of = tree.said.parents[0][leaf_of] if level else leaf_of
    nodes, first = np.unique(node_of, return_index=True)
    counts = fitted.counts.said
    if level:
        flat = counts.reshape(len(counts), int(np.prod(counts.shape[1:])))
        grouped = np.zeros((len(said.means[1]), flat.shape[1]))
        np.add.at(grouped, tree.said.parents[0], flat)
        counts = grouped.reshape(-1, *counts.shape[1:])
    above = said.means[level + 1] if level + 1 < len(said.means) else tree.said.base
    alphas = counts + said.strengths[level] * above[tree.said.parents[level]]
    plans = np.bincount(evidence.jumps.voice[_one_per_act(evidence.jumps.act)], minlength=len(evidence.voices))
    out = []
    for node, n in zip(nodes.tolist(), first.tolist(), strict=True):
        a = alphas[node]
        total = a.sum(axis=1, keepdims=True)
        heard = counts[node].sum()
        voice = int(obs_voice[n])
        wrong = float((counts[node] * _WRONG).sum() / heard) if heard > 0 else None
        note = CAUTION if heard >= FEW else f"{CAUTION} Few claims: mostly what is usual of its kind."
        out.append(
            VoiceRow(
                voice=evidence.voices[voice],
                kind=KINDS[int(obs_kind[n])],
                relation=RELATIONS[int(obs_relation[n])],
                claims=float(heard),
                wrong=wrong,
                rows=a / total,
                low=_quantile(a, total, 0.05),
                high=_quantile(a, total, 0.95),
                plans=int(plans[voice]),
                kept=_kept(fitted, voice) if plans[voice] else None,
                caution=note,
            )
        )
    return sorted(out, key=lambda r: (-r.claims, r.voice, r.relation))


def _quantile(a: Floats, total: Floats, at: float) -> Floats:
    """Quantile of each entry of a Dirichlet row: Beta(a, total - a)."""
    return np.asarray(betaincinv(np.maximum(a, 1e-9), np.maximum(total - a, 1e-9), at), dtype=np.float64)


def _one_per_act(act: Ints) -> Ints:
    return np.asarray(np.unique(act, return_index=True)[1], dtype=np.int64)


def _kept(fitted: Fitted, voice: int) -> float | None:
    jumps = fitted.evidence.jumps
    mine = (jumps.voice == voice) & (jumps.source == 0)
    if not mine.any():
        return None
    return float(fitted.parameters.kept.leaves[fitted.tree.source[mine][0], 0, 0])


assert _WRONG.shape == (STATES, len(SYMBOLS))
