"""The weighing measured: simulated worlds beside rivals, ablations, what breaks it, label fusion, scale.

    python bench/weighing.py [--worlds N] [--only fusion,worlds,ablation,breaks,scale]

Prints Markdown tables; ``docs/weighing.md`` holds a run of it.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
from crowdkit.aggregation import DawidSkene

from maabar.model import Report
from maabar.weighing.acts import speech_acts
from maabar.weighing.options import Options
from maabar.weighing.simulate import world
from maabar.weighing.states import fit
from maabar.weighing.static import answers, fuse
from weighing_rivals import BINS, Judged, Score, rivals
from weighing_worlds import plain_world

RATES = {"dense": 1.0, "sparse": 0.2}
FUSION = Path(__file__).resolve().parents[2] / "shared" / "bench"
PUBLISHED = {"d_product": 93.66, "duck": 87.96, "s_dog": 84.26, "sp_rte": None}
"""Dawid-Skene of the VLDB 2017 study of truth inference, where it has the set."""
Truth = dict[tuple[str, date], str]
Made = tuple[list[Report], Truth]


def plain(seed: int, rate: float) -> Made:
    made = plain_world(seed, rate=rate)
    return made.reports, dict(made.truth)


def simulated(seed: int, rate: float, **how: object) -> Made:
    made = world(seed, rate=rate, **how)  # type: ignore[arg-type]
    return made.reports, made.truth


STORIES: dict[str, Callable[[int, float], Made]] = {"simulated": simulated, "second-story": plain}


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    print("| " + " | ".join(head) + " |\n|" + "---|" * len(head))
    for row in rows:
        print("| " + " | ".join(f"{x:.3f}" if isinstance(x, float) else str(x) for x in row) + " |")
    print(flush=True)


def mean(scores: Sequence[Score], what: str) -> float:
    return float(np.mean([getattr(s, what) for s in scores]))


def pooled(scores: Sequence[Score]) -> float:
    """Expected calibration error of P(open) over the days of all worlds together."""
    count = sum(s.reliability[0] for s in scores)
    off = sum(s.reliability[0] * (s.reliability[1] - s.reliability[2]) for s in scores)
    return float(np.abs(off).sum() / count.sum())


def worlds(count: int) -> None:
    for story, make in STORIES.items():
        several = count if story == "simulated" else max(1, count // 3)
        for density, rate in RATES.items():
            print(f"### {several} {story} worlds, {density} ({rate:g} reports per crossing and day)\n")
            found: dict[str, list[Score]] = {}
            for seed in range(1, several + 1):
                reports, truth = make(seed, rate)
                judged = Judged(reports, truth)
                for name, one in rivals(judged, reports).items():
                    found.setdefault(name, []).append(one)
                fitted = fit(speech_acts(reports))
                found.setdefault("**Maabar, hindsight**", []).append(judged.of(fitted.beliefs()))
                found.setdefault("**Maabar, as known**", []).append(judged.of(fitted.beliefs(filtered=True)))
            brier = {name: mean(s, "brier") for name, s in found.items()}
            best = min(brier[n] for n in ("last claim wins", "majority ±7 days", "Dawid-Skene weekly"))
            stricter = min(best, brier["share ±7 days"])
            best_known = min(v for n, v in brier.items() if n.startswith("known"))
            rows = [
                (
                    n, b, b / best, b / stricter, b / best_known if "known" in n else "", mean(found[n], "accuracy"),
                    pooled(found[n]), mean(found[n], "ece"),
                )
                for n, b in brier.items()
            ]  # fmt: skip
            head = (
                "",
                "Brier",
                "× best of three",
                "× best of four",
                "× best as known",
                "accuracy",
                "ECE",
                "ECE by world",
            )
            table(head, rows)
            if story == "simulated":
                reliability(found["**Maabar, hindsight**"])


def reliability(scores: Sequence[Score]) -> None:
    count = sum(s.reliability[0] for s in scores)
    said = sum(s.reliability[0] * s.reliability[1] for s in scores) / np.maximum(count, 1)
    was = sum(s.reliability[0] * s.reliability[2] for s in scores) / np.maximum(count, 1)
    print("Reliability of P(open) in hindsight:\n")
    head = [f"{n / BINS:.1f}–{(n + 1) / BINS:.1f}" for n in range(BINS)]
    table(("P(open)", *head), [("days", *map(int, count)), ("mean P", *map(float, said)), ("open", *map(float, was))])


def ablation(count: int) -> None:
    print("### What each part is worth: Brier score without it\n")
    parts: dict[str, tuple[Options, bool]] = {
        "everything": (Options(), True),
        "without copies": (Options(), False),
        "without side bias": (Options(sides=False), True),
        "without plans": (Options(plans=False), True),
        "without delay": (Options(delay=False), True),
        "without hierarchy": (Options(hierarchy=False), True),
        "without silence and bursts": (Options(bursts=False), True),
    }
    rows = []
    made = {
        (story, density): [make(seed, rate) for seed in range(1, count + 1)]
        for story, make in STORIES.items()
        for density, rate in RATES.items()
    }
    acts = {
        (key, copies): [speech_acts(r, copies=copies) for r, _ in several]
        for key, several in made.items()
        for copies in (True, False)
    }
    judged = {key: [Judged(r, t) for r, t in several] for key, several in made.items()}
    for name, (options, copies) in parts.items():
        row: list[object] = [name]
        for key in made:
            pairs = zip(judged[key], acts[key, copies], strict=True)
            row.append(mean([j.of(fit(a, options=options).beliefs()) for j, a in pairs], "brier"))
        rows.append(row)
    table(("", *(f"{s}, {d}" for s, d in made)), rows)


def breaks(count: int) -> None:
    print("### What breaks it (dense)\n")
    cases: dict[str, Callable[[int], Made]] = {
        "worlds of the second story": lambda s: plain(s, 1.0),
        "second story, reports six times as dense after changes": _bursty,
        "simulated worlds": lambda s: simulated(s, 1.0),
        "a fifth of the outlets collude": lambda s: simulated(s, 1.0, collude=0.2),
        "two fifths of the outlets collude": lambda s: simulated(s, 1.0, collude=0.4),
        "three fifths of the outlets collude": lambda s: simulated(s, 1.0, collude=0.6),
        "the loudest neutral outlet turns": lambda s: simulated(s, 1.0, turncoat=True),
    }
    rows = []
    for name, make in cases.items():
        scores = []
        for seed in range(1, count + 1):
            reports, truth = make(seed)
            scores.append(Judged(reports, truth).of(fit(speech_acts(reports)).beliefs()))
        rows.append((name, mean(scores, "brier"), mean(scores, "accuracy"), mean(scores, "ece")))
    for name, some in (("crossings seen by one side alone", True), ("… and the others", False)):
        scores = []
        for seed in range(1, count + 1):
            made = world(seed, rate=1.0, blind=8)
            seen = set(made.crossings[:8])
            truth = {k: v for k, v in made.truth.items() if (k[0] in seen) == some}
            scores.append(Judged(made.reports, truth).of(fit(speech_acts(made.reports)).beliefs()))
        rows.append((name, mean(scores, "brier"), mean(scores, "accuracy"), mean(scores, "ece")))
    table(("", "Brier", "accuracy", "ECE of P(open)"), rows)


def _bursty(seed: int) -> Made:
    made = plain_world(seed, rate=1.0, burst=6.0)
    return made.reports, dict(made.truth)


def fusion() -> None:
    print("### Label fusion (accuracy %)\n")
    if not FUSION.exists():
        print("skipped: the outside test sets are not at ../shared/bench\n")
        return
    rows = []
    for name, published in PUBLISHED.items():
        tasks = [json.loads(line) for line in (FUSION / f"fusion_{name}.jsonl").open(encoding="utf-8")]
        truth = {t["task"]: t["truth"] for t in tasks}
        given = answers(tasks)
        started = time.perf_counter()
        fused = {r["task"]: r["label"] for r in fuse(given).rows()}
        ours_s = time.perf_counter() - started
        frame = pd.DataFrame(
            [(t["task"], w, v) for t in tasks for w, v in t["answers"]], columns=["task", "worker", "label"]
        )
        started = time.perf_counter()
        theirs = DawidSkene(n_iter=100).fit_predict(frame)
        theirs_s = time.perf_counter() - started
        ours = 100 * np.mean([fused[t] == v for t, v in truth.items()])
        crowd = 100 * np.mean([theirs.get(t) == v for t, v in truth.items()])
        votes = np.mean([_majority_share(t) for t in tasks]) * 100
        rows.append(
            (name, f"{votes:.2f}", f"{ours:.2f}", f"{crowd:.2f}", published or "–", f"{ours_s:.3f}", f"{theirs_s:.3f}",
             f"{theirs_s / ours_s:.0f}×")
        )  # fmt: skip
    head = ("set", "majority", "Maabar", "crowd-kit", "published", "Maabar s", "crowd-kit s", "faster")
    table(head, rows)


def _majority_share(task: dict[str, object]) -> float:
    said = [label for _, label in task["answers"]]  # type: ignore[attr-defined]
    counts = {label: said.count(label) for label in said}
    top = [label for label, n in counts.items() if n == max(counts.values())]
    return (task["truth"] in top) / len(top)


def scale() -> None:
    print("### Scale: ten years, one claim per report\n")
    rows = []
    for crossings in (250, 500, 1000, 2000):
        done = subprocess.run(
            [sys.executable, __file__, "--one-scale", str(crossings)], capture_output=True, text=True, check=True
        )
        rows.append(json.loads(done.stdout.splitlines()[-1]))
    head = (
        "crossings", "claims", "speech acts", "acts s", "fit s", "all beliefs s", "whole s", "of it CPU s",
        "a day's update s", "of it CPU s", "GB",
    )  # fmt: skip
    table(head, rows)


def one_scale(crossings: int) -> None:
    days = 3650
    made = world(1, crossings=crossings, days=days, rate=1.02e6 / (2000 * days), claims_only=True)
    reports = made.reports
    del made
    laps, cpu = [time.perf_counter()], time.process_time()
    acts = speech_acts(reports)
    laps.append(time.perf_counter())
    last = max(act.known for act in acts)
    fitted = fit([act for act in acts if act.known < last])
    laps.append(time.perf_counter())
    beliefs = fitted.beliefs()
    for crossing in beliefs.crossings:
        beliefs.of(crossing)
    laps.append(time.perf_counter())
    today = [act for act in acts if act.known == last]
    spent_cpu = time.process_time() - cpu
    started, cpu = time.perf_counter(), time.process_time()
    updated = fitted.updated(today)
    now = updated.beliefs()
    for crossing in {act.crossing for act in today} & set(updated.evidence.crossings):
        now.at(crossing, last)
    update_s, update_cpu = time.perf_counter() - started, time.process_time() - cpu
    claims = sum(len(report.claims) for report in reports)
    gigabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    spent = np.diff(laps)
    print(json.dumps([
        crossings, claims, len(acts), *(round(float(s), 1) for s in spent), round(float(spent.sum()), 1),
        round(spent_cpu, 1),
        round(update_s, 2), round(update_cpu, 2), round(gigabytes, 2),
    ]))  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worlds", type=int, default=10)
    parser.add_argument("--only", default="fusion,worlds,ablation,breaks,scale")
    parser.add_argument("--one-scale", type=int)
    given = parser.parse_args()
    if given.one_scale:
        one_scale(given.one_scale)
        return
    steps: dict[str, Callable[[], None]] = {
        "worlds": lambda: worlds(given.worlds),
        "ablation": lambda: ablation(max(1, given.worlds // 4)),
        "breaks": lambda: breaks(max(1, given.worlds // 4)),
        "fusion": fusion,
        "scale": scale,
    }
    for name in given.only.split(","):
        steps[name]()


if __name__ == "__main__":
    main()
