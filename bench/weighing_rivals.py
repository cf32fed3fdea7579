"""What the weighing is measured against, and how: simple rules, crowd-kit's Dawid-Skene, Brier score, calibration."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from crowdkit.aggregation import DawidSkene

from maabar.model import ANY_CROSSING, STATUSES, Report
from maabar.weighing.beliefs import Beliefs

BINS = 10
WINDOW = 7


@dataclass(frozen=True)
class Score:
    """Brier score over three states, accuracy, expected calibration error of P(open), and its reliability table."""

    brier: float
    accuracy: float
    ece: float
    reliability: np.ndarray


def score(p: np.ndarray, state: np.ndarray) -> Score:
    """``p`` is [crossing-days, 3], ``state`` the true states."""
    hot = np.eye(3)[state]
    place = np.minimum((p[:, 0] * BINS).astype(int), BINS - 1)
    count = np.bincount(place, minlength=BINS)
    said = np.bincount(place, weights=p[:, 0], minlength=BINS)
    was = np.bincount(place, weights=hot[:, 0], minlength=BINS)
    ece = float(np.abs(said - was).sum() / len(p))
    table = np.stack((count, said / np.maximum(count, 1), was / np.maximum(count, 1)))
    return Score(float(((p - hot) ** 2).sum(axis=1).mean()), float((p.argmax(axis=1) == state).mean()), ece, table)


class Judged:
    """The crossing-days that are judged: every day of every crossing since the first claim about it was published."""

    def __init__(self, reports: list[Report], truth: Mapping[tuple[str, date], str]) -> None:
        first: dict[str, date] = {}
        for report in reports:
            for claim in report.claims:
                if claim.crossing != ANY_CROSSING:
                    first[claim.crossing] = min(first.get(claim.crossing, report.published), report.published)
        days: dict[str, dict[int, int]] = {}
        for (crossing, day), state in truth.items():
            if crossing in first and day >= first[crossing]:
                days.setdefault(crossing, {})[day.toordinal()] = STATUSES.index(state)
        self.days = {c: dict(sorted(days[c].items())) for c in sorted(days)}
        self.state = np.concatenate([np.fromiter(d.values(), dtype=np.int64) for d in self.days.values()])

    def of(self, beliefs: Beliefs) -> Score:
        rows = []
        for crossing, days in self.days.items():
            first, table = beliefs.of(crossing)
            at = np.fromiter(days, dtype=np.int64) - first.toordinal()
            rows.append(table[at])
        return score(np.concatenate(rows), self.state)


def rivals(judged: Judged, reports: Iterable[Report]) -> dict[str, Score]:
    """The rules, in hindsight and (``known …``) with only what was published by each day's end."""
    claims: dict[str, list[tuple[int, int, int, str]]] = {c: [] for c in judged.days}
    for report in reports:
        for claim in report.claims:
            if claim.kind == "status" and claim.reality == "actual" and claim.crossing in claims:
                state = STATUSES.index(str(claim.value))
                if claim.polarity == "denied":
                    state = (2, 0, 0)[state]
                about = (claim.when.start if claim.when else report.published).toordinal()
                claims[claim.crossing].append((report.published.toordinal(), about, state, claim.speaker))
    out: dict[str, list[np.ndarray]] = {}
    weekly = _weekly(claims)
    for crossing, days in judged.days.items():
        rows = np.array([c[:3] for c in claims[crossing]], dtype=np.int64).reshape(-1, 3)
        for day in days:
            known = rows[rows[:, 0] <= day]
            near, near_known = (r[np.abs(r[:, 1] - day) <= WINDOW] for r in (rows, known))
            for name, p in (
                ("last claim wins", _last(rows, day)),
                ("majority ±7 days", _majority(near)),
                ("share ±7 days", _share(near)),
                ("Dawid-Skene weekly", weekly.get(f"{crossing}/{day // 7}", _EVEN)),
                ("known last claim", _last(known, day)),
                ("known majority", _majority(near_known)),
                ("known share", _share(near_known)),
            ):
                out.setdefault(name, []).append(p)
    return {name: score(np.array(p), judged.state) for name, p in out.items()}


_EVEN = np.full(3, 1.0 / 3.0)


def _last(rows: np.ndarray, day: int) -> np.ndarray:
    rows = rows[rows[:, 1] <= day]
    if not len(rows):
        return _EVEN
    return np.eye(3)[rows[np.lexsort((rows[:, 0], rows[:, 1]))[-1], 2]]


def _share(rows: np.ndarray) -> np.ndarray:
    votes = np.bincount(rows[:, 2], minlength=3)
    return votes / votes.sum() if votes.sum() else _EVEN


def _majority(rows: np.ndarray) -> np.ndarray:
    votes = np.bincount(rows[:, 2], minlength=3)
    top = votes == votes.max()
    return top / top.sum()


def _weekly(claims: Mapping[str, list[tuple[int, int, int, str]]]) -> dict[str, np.ndarray]:
    rows = [(f"{c}/{about // 7}", who, state) for c, told in claims.items() for _, about, state, who in told]
    p = DawidSkene(n_iter=100).fit(pd.DataFrame(rows, columns=["task", "worker", "label"])).probas_
    table = p.reindex(columns=[0, 1, 2]).fillna(0.0).to_numpy()
    return dict(zip(p.index, table, strict=True))
