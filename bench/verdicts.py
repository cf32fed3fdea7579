"""Count the verdicts in docs/reading-evaluation.csv: how much of what the reader says of real reports is right.

python bench/verdicts.py            one line per sample
python bench/verdicts.py classes    what the wrong claims of the last samples have in common
"""

import csv
import random
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

TABLE = Path(__file__).parents[1] / "docs" / "reading-evaluation.csv"
SERIOUS = ("wrong claim", "wrong sense")


def samples() -> dict[str, list[dict[str, str]]]:
    """The rows of each sample, in the order of the table."""
    found: dict[str, list[dict[str, str]]] = {}
    with TABLE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found.setdefault(row["sample"], []).append(row)
    return found


def figures(rows: list[dict[str, str]]) -> str:
    """Counts of one sample: claims by verdict, shares right so far, reports without a wrong claim."""
    verdicts = Counter(row["verdict"] for row in rows if row["claim"])
    claims = verdicts.total()
    core = claims - verdicts["wrong claim"]
    sense = core - verdicts["wrong sense"]
    shares = " ".join(f"{100 * right / claims:6.1f}" for right in (core, sense, verdicts["right"]))
    wrong = " ".join(f"{verdicts[name]:4}" for name in (*SERIOUS, "wrong speaker"))
    reports = {row["report"] for row in rows if row["report"]}
    if not reports:
        return f"   - {claims:5} {wrong} {shares}"
    amiss = {row["report"] for row in rows if row["verdict"] in (*SERIOUS, "wrong speaker")}
    serious = Counter(row["report"] for row in rows if row["verdict"] in SERIOUS)
    silent = sum(row["verdict"] == "silent" for row in rows)
    nearly = sum(serious[report] <= 1 for report in reports)
    counts = f"{len(reports - amiss):4} {len(reports) - len(serious):4} {nearly:4} {silent:4}"
    return f"{len(reports):4} {claims:5} {wrong} {shares} {counts}"


def differences(found: dict[str, list[dict[str, str]]], names: Sequence[str], draws: int = 4000) -> list[str]:
    """Points gained from start to end on the same reports, with percentile limits of a bootstrap over reports."""
    moments = ("start", "end")
    of: dict[str, dict[str, list[str]]] = {}
    for moment in moments:
        for name in names:
            for row in found[f"{name} {moment}"]:
                read = of.setdefault(row["report"], {each: [] for each in moments})
                read[moment] += [row["verdict"]] if row["claim"] else []
    reports, dice, lines = sorted(of), random.Random(1), []
    for name, wrong in {"core": SERIOUS[:1], "+ sense": SERIOUS, "+ speaker": (*SERIOUS, "wrong speaker")}.items():

        def gain(chosen: Sequence[str], wrong: Sequence[str] = wrong) -> float:
            verdicts = [[verdict for report in chosen for verdict in of[report][moment]] for moment in moments]
            start, end = (sum(v not in wrong for v in each) / len(each) for each in verdicts)
            return 100 * (end - start)

        drawn = sorted(gain(dice.choices(reports, k=len(reports))) for _ in range(draws))
        low, high = drawn[draws // 40], drawn[-draws // 40]
        lines.append(f"{name} {gain(reports):+.1f} ({low:+.1f} to {high:+.1f})")
    return lines


def main() -> None:
    """Print the lines asked for."""
    found = samples()
    if sys.argv[1:] == ["classes"]:
        for name, rows in found.items():
            classes = Counter((row["verdict"], row["class"]) for row in rows if row["class"])
            for (verdict, kind), count in classes.most_common():
                print(f"{name:16} {count:3} {verdict:14} {kind}")
        return
    print("sample, reader: reports, claims; wrong claim, sense, speaker; % right: core, + sense, + speaker;")
    print("  reports without a wrong claim, without a wrong core or sense, with at most one such, silent")
    for name, rows in found.items():
        print(f"{name:16} {rows[0]['reader']} {figures(rows)}")
    for moment in ("start", "end"):
        both = [row for name in ("fresh A", "fresh B") for row in found[f"{name} {moment}"]]
        print(f"{'fresh A+B ' + moment:16} {both[0]['reader']} {figures(both)}")
    for names in (("fresh A", "fresh B"), ("fresh C",)):
        print(f"end less start, {' and '.join(names)}, 95 % by reports: " + ", ".join(differences(found, names)))
    start = [row for name in ("batch 1", "batch 2", "fresh A start", "fresh B start") for row in found[name]]
    print(f"{'all at start':16} {start[0]['reader']} {figures(start)}")


if __name__ == "__main__":
    main()
