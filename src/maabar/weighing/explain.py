"""Why a crossing is believed to be open: what each speech act adds, what the chain carries, what would change it.

All figures are in log-odds of *open* against the rest (natural logarithm): +0.7 doubles the odds. Parameters stand
still while one act is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import log
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from maabar.model import Belief, SpeechAct, Status
from maabar.weighing import chain
from maabar.weighing.chain import STATES, Floats, Ints
from maabar.weighing.evidence import STATUS
from maabar.weighing.inference import Block, block, infer, jump_logs, likelihood, log_said, outset_shares, rho_of

if TYPE_CHECKING:
    from maabar.weighing.states import Fitted

VAGUE: Final = 0.85
"""*Not enough information* where the entropy of the belief is at least this share of that of knowing nothing (ln 3)."""
OLD: Final = 60
"""… or where the last speech act about the crossing is more than this many days back."""
_FLOOR: Final = 1e-9
_CHAINS_AT_ONCE: Final = 256


@dataclass(frozen=True, slots=True)
class Reason:
    """One speech act and what it adds to the log-odds of open: the belief with it minus the belief without it."""

    act: SpeechAct
    shift: float

    def to_json(self) -> dict[str, Any]:
        act = self.act
        said = act.value if isinstance(act.value, str) else act.kind
        return {
            "act": act.id, "voice": act.voice, "said": said, "reality": act.reality, "polarity": act.polarity,
            "known": act.known.isoformat(), "when": act.when.to_json() if act.when else None, "quote": act.quote,
            "relays": len(act.relays), "shift": round(self.shift, 4),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What one further claim, of a voice that stands to nobody and nobody has heard before, would do."""

    said: Status
    open: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """A belief with its reasons.

    ``prior + carried + told`` is the log-odds of open: what is usual of crossings, what the chain carries here from
    what was said about other days, and what was said about this very day. ``reasons`` are the acts of most weight, in
    order of weight, for open and against it; acts that say the same lean on each other, so their shifts don't add up
    to the whole. ``staleness`` is the days since the last act about the crossing that counts here, None if there is
    none. ``enough`` tells whether there is information enough for a verdict, and ``why_not`` says what is lacking.
    """

    belief: Belief
    prior: float
    carried: float
    told: float
    reasons: tuple[Reason, ...]
    what_if: tuple[WhatIf, ...]
    entropy: float
    staleness: int | None
    enough: bool
    why_not: str | None

    def to_json(self) -> dict[str, Any]:
        return {
            "belief": self.belief.to_json(),
            "log_odds": {"prior": self.prior, "carried": self.carried, "told": self.told},
            "reasons": [r.to_json() for r in self.reasons],
            "what_if": [{"said": w.said, "open": w.open} for w in self.what_if],
            "entropy": self.entropy,
            "staleness": self.staleness,
            "enough": self.enough,
            "why_not": self.why_not,
        }


def explain(fitted: Fitted, crossing: str, day: date, *, traffic: str | None = None, top: int = 12) -> Explanation:
    """The belief about a crossing on a day and why; raises `InputError` for a crossing nobody spoke of."""
    fitted.beliefs().at(crossing, day)
    number = fitted.evidence.crossings.index(crossing)
    case = _Case(fitted, number, day.toordinal(), traffic)
    whole = case.posterior(np.zeros((1, 0), dtype=np.int64))[0]
    total = log_odds(whole)
    prior = log_odds(chain.stationary(fitted.parameters.silent))
    elsewhere = log_odds(case.without_day())
    acts = case.acts
    shifts = [total - log_odds(p) for p in case.posterior(acts[:, None])] if len(acts) else []
    reasons = sorted(
        (Reason(fitted.evidence.acts[a], s) for a, s in zip(acts.tolist(), shifts, strict=True)),
        key=lambda r: (-abs(r.shift), r.act.known, r.act.id),
    )
    p = np.clip(whole, _FLOOR, 1.0)
    entropy = float(-(p * np.log(p)).sum() / log(STATES))
    last = case.last_said
    staleness = None if last is None else day.toordinal() - last
    why_not = _lack(entropy, staleness)
    return Explanation(
        belief=Belief(crossing, day, float(whole[0]), float(whole[1]), float(whole[2]), traffic),
        prior=prior,
        carried=elsewhere - prior,
        told=total - elsewhere,
        reasons=tuple(reasons[:top]),
        what_if=case.what_if(whole),
        entropy=entropy,
        staleness=staleness,
        enough=why_not is None,
        why_not=why_not,
    )


def log_odds(p: Floats) -> float:
    """Log-odds of the first state."""
    yes = min(max(float(p[0]), _FLOOR), 1.0 - _FLOOR)
    return log(yes / (1.0 - yes))


def _lack(entropy: float, staleness: int | None) -> str | None:
    if staleness is None:
        return "nothing was said that bears on the state"
    if staleness > OLD:
        return f"the last that was said is {staleness} days old"
    if entropy >= VAGUE:
        return "what was said leaves it open"
    return None


class _Case:
    """One crossing's chain, ready to be inferred again and again with something left out."""

    def __init__(self, fitted: Fitted, number: int, day: int, traffic: str | None) -> None:
        self.fitted, self.day = fitted, day
        evidence, parameters = fitted.evidence, fitted.parameters
        here = (np.array([number]), np.array([day]))
        extra = fitted.settled(number, here)
        part: Block = block(evidence, fitted.weights(traffic), fitted.options, chains=np.array([number]), extra=extra)
        self.part = part
        self.pinned = fitted.pinned(part)
        shares = outset_shares(evidence, part, parameters)
        self.inferred = infer(evidence, part, parameters, fitted.tree.source, shares, pinned=self.pinned, rounds=4)
        self.logs = log_said(evidence, part, parameters)
        self.cell_act = evidence.obs.act[evidence.cells.obs[part.cells]]
        self.jump_act = evidence.jumps.act[part.jumps]
        self.acts: Ints = np.unique(np.concatenate((self.cell_act, self.jump_act)))
        self.knot = int(np.flatnonzero(part.layout.day == day)[0])
        known = [evidence.acts[a].known.toordinal() for a in self.acts.tolist()]
        past = [k for k in known if k <= day]
        self.last_said = max(past) if past else None

    def posterior(self, left_out: Ints) -> Floats:
        """Beliefs ``[cases, 3]`` on the day, with each row's acts left out."""
        out = [self._posterior(left_out[n : n + _CHAINS_AT_ONCE]) for n in range(0, len(left_out), _CHAINS_AT_ONCE)]
        return np.concatenate(out)

    def _posterior(self, left_out: Ints) -> Floats:
        part, inferred, evidence = self.part, self.inferred, self.fitted.evidence
        size, cases = part.layout.knots, len(left_out)
        seen = np.empty((STATES, cases, size))
        rho = np.empty((STATES, cases, size))
        for n, acts in enumerate(left_out):
            heard = inferred.shares * ~np.isin(self.cell_act, acts)
            seen[:, n] = likelihood(part, self.logs, heard)
            chances = np.where(np.isin(self.jump_act, acts), 0.0, inferred.chances)
            rho[:, n] = rho_of(jump_logs(evidence, part, chances))
        if self.pinned is not None:
            seen = np.maximum(seen * self.pinned[:, None, :], 1e-300)
        layout = chain.lay(np.repeat(np.arange(cases), size), np.tile(part.layout.day, cases), cases)
        order = np.empty(cases * size, dtype=np.int64)
        order[layout.position] = np.arange(cases * size)
        smoothed = chain.smooth(
            layout,
            seen.reshape(STATES, -1)[:, order],
            rho.reshape(STATES, -1)[:, order],
            self.fitted.parameters.initial,
            inferred.move,
            np.tile(part.pace, cases)[order],
        )
        knots = layout.position[np.arange(cases) * size + self.knot]
        return smoothed.gamma[:, knots].T

    def without_day(self) -> Floats:
        """The belief on the day from what was said about other days, the chain between."""
        part, smoothed = self.part, self.inferred.smoothed
        rest = smoothed.gamma[:, self.knot] / np.maximum(self.inferred.evidence[:, self.knot], 1e-300)
        if part.layout.knots == 1:
            rest = self.fitted.parameters.initial
        return np.asarray(rest / rest.sum(), dtype=np.float64)

    def what_if(self, belief: Floats) -> tuple[WhatIf, ...]:
        """The belief after one more claim of a voice unheard so far, for each state it may name."""
        rows = self.fitted.parameters.said
        tree = self.fitted.tree.said
        top = rows.means[-1]
        named = np.flatnonzero(tree.parents[-1] == STATUS)
        table = top[named[0]] if len(named) else tree.base[STATUS]
        out = []
        named_states: tuple[Status, ...] = ("open", "restricted", "closed")
        for n, state in enumerate(named_states):
            after = belief * table[:, n]
            out.append(WhatIf(state, float(after[0] / after.sum())))
        return tuple(out)
