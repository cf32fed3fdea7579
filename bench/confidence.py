"""Train the reader's confidence on the annotated corpus, and print how far it can be trusted.

``python bench/confidence.py`` prints, by ten-fold cross-validation over reports, the F1 at each threshold and the
reliability table that ``docs/reading.md`` quotes; with ``--write`` it fits on all reports and writes the weights.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from maabar.model import Report
from maabar.output.scoring import pair_reports, same_sense
from maabar.reading import Reader

ROOT = Path(__file__).parent.parent
HELD_OUT = "held-out.jsonl"  # nothing is made with it
CORPUS = sorted(p for p in (ROOT / "tests/data/corpus").glob("*.jsonl") if p.name != HELD_OUT)
WEIGHTS = ROOT / "src/maabar/text/languages/ar/confidence.json"
FOLDS, PENALTY = 10, 10.0


def fit(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Weights (intercept last, not penalised) of an L2-penalised logistic regression."""

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = x @ w[:-1] + w[-1]
        p = 1 / (1 + np.exp(-z))
        value = np.sum(np.logaddexp(0, z) - y * z) + PENALTY / 2 * np.sum(w[:-1] ** 2)
        slope = np.append(x.T @ (p - y) + PENALTY * w[:-1], np.sum(p - y))
        return float(value), slope

    return np.asarray(minimize(loss, np.zeros(x.shape[1] + 1), jac=True, method="L-BFGS-B").x)


def predict(x: np.ndarray, w: np.ndarray) -> np.ndarray:
    return np.asarray(1 / (1 + np.exp(-(x @ w[:-1] + w[-1]))))


def main(argv: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="fit on all reports and write the weights")
    options = parser.parse_args(argv)
    reader = Reader()
    rows: list[dict[str, float]] = []
    right: list[bool] = []
    group: list[int] = []
    gold = reports = 0
    for path in CORPUS:
        for line in path.read_text("utf-8").splitlines():
            report = Report.from_json(json.loads(line))
            if report.lang != "ar":
                continue
            drafts = reader.drafts(report)
            read = [d.claim for d in drafts]
            (paired,) = pair_reports([report], {report.id: read}, reader.registry)
            good = {id(p) for g, p in paired.pairs if same_sense(g, p)}
            rows += [d.features for d in drafts]
            right += [id(c) in good for c in read]
            group += [reports] * len(drafts)
            gold, reports = gold + len(report.claims), reports + 1
    names = sorted({name for row in rows for name in row})
    column = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(rows), len(names)))
    for i, row in enumerate(rows):
        for name, value in row.items():
            x[i, column[name]] = value
    y, fold = np.array(right, float), np.array(group) % FOLDS
    p = np.zeros(len(y))
    for k in range(FOLDS):
        p[fold == k] = predict(x[fold == k], fit(x[fold != k], y[fold != k]))
    print(f"{reports} reports, {gold} claims annotated, {len(y)} proposed, {int(y.sum())} of them right (sense)")
    print("threshold  kept  precision  recall     F1")
    for t in (0.0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5):
        kept = p >= t
        hits = y[kept].sum()
        n = kept.sum()
        print(f"{t:9.2f} {n:5d} {hits / n:10.3f} {hits / gold:7.3f} {2 * hits / (n + gold):6.3f}")
    print("confidence   claims   mean   right")
    edges = np.linspace(0, 1, 11)
    error = 0.0
    for low, high in pairwise(edges):
        inside = (p >= low) & (p < high)
        if inside.any():
            error += inside.sum() * abs(p[inside].mean() - y[inside].mean())
            print(f"{low:.1f}-{high:.1f} {inside.sum():10d} {p[inside].mean():6.3f} {y[inside].mean():7.3f}")
    print(f"expected calibration error {error / len(y):.3f}")
    if options.write:
        w = fit(x, y)
        weights = {name: round(float(w[i]), 3) for name, i in column.items() if abs(w[i]) >= 0.01}
        data = {"intercept": round(float(w[-1]), 3), "weights": weights}
        WEIGHTS.write_text(json.dumps(data, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")
        print(f"wrote {len(weights)} weights to {WEIGHTS.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
