"""Dates: the share of rows resolved right, beside dateparser and mahad.

    python bench/dates.py [--suites DIR] [--mahad-python PYTHON] [--errors N] [--lang ar] [--speed]

The outside suites (Recognizers-Text, Duckling) are read from DIR and skipped, saying so, where they are absent. The
project's own newspaper dates are ``tests/data/newspaper_dates.jsonl``. A row is passed if an expression found in its
text, overlapping the row's own, has one of the accepted (from, to) pairs; the peers pass if anything that they find
does. A row without accepted pairs gives no way to tell: it is passed by resolving nothing there. mahad pins old
libraries: give the interpreter of an environment of its own that has it.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
OWN = HERE.parent / "tests" / "data" / "newspaper_dates.jsonl"
NOT_CORE = (
    "convention",
    "suspect",
    "coarse",
    "dialect",
    "holiday",
    "mod:",
    "hijri",
    "unnatural",
    "time-of-day",
    "future-preferred",
)
Pairs = list[tuple[str, str]]

MAHAD = """
import json, sys
from datetime import datetime
from maha.parsers.functions import parse_dimension
for line in sys.stdin:
    text, base = json.loads(line)
    base = datetime.fromisoformat(base)
    out = []
    for found in parse_dimension(text, time=True):
        value = found.value
        try:
            ends = [value.start, value.end] if hasattr(value, "start") else [value]
            days = [(base + end).date().isoformat() for end in ends if end is not None]
            out += [[days[0], days[-1]]] + [[day, day] for day in days]
        except Exception:
            pass
    print(json.dumps(out), flush=True)
"""


def is_core(row: dict[str, Any]) -> bool:
    """The core-day rows, as the suites' README defines them."""
    return row["grain"] == "day" and row["trust"] != "suspect" and not any(t.startswith(NOT_CORE) for t in row["tags"])


def rows_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def maabar_pairs(row: dict[str, Any], *, anywhere: bool = False) -> Pairs:
    from maabar.text.dates import find_dates

    text, published = row["text"], date.fromisoformat(row["reference"][:10])
    start = row.get("start")
    if start is None or start < 0:
        start = max(0, text.find(row["expr"].strip()))
    end = start + len(row["expr"])
    return [
        (e.when.start.isoformat(), e.when.last.isoformat())
        for e in find_dates(text, published, lang=row["lang"])
        if e.when and (anywhere or (e.start < end and e.end > start))
    ]


def dateparser_parse(row: dict[str, Any]) -> Pairs:
    import dateparser

    base = datetime.fromisoformat(row["reference"][:19])
    found = dateparser.parse(row["expr"], languages=[row["lang"]], settings={"RELATIVE_BASE": base})
    return [(found.date().isoformat(),) * 2] if found else []  # type: ignore[list-item]


def dateparser_search(row: dict[str, Any]) -> Pairs:
    from dateparser.search import search_dates

    base = datetime.fromisoformat(row["reference"][:19])
    found = search_dates(row["text"], languages=[row["lang"]], settings={"RELATIVE_BASE": base}) or []
    return [(d.date().isoformat(), d.date().isoformat()) for _, d in found]


def passed(rows: Iterable[dict[str, Any]], pairs_of: Callable[[dict[str, Any]], Pairs]) -> list[bool]:
    out = []
    for row in rows:
        try:
            pairs = pairs_of(row)
        except Exception:  # a peer that crashes on a row has not passed it; we may not crash
            if pairs_of is maabar_pairs:
                raise
            pairs = []
        accepted = {tuple(pair) for pair in row["accept"]}
        out.append(any(pair in accepted for pair in pairs) if accepted else not pairs)
    return out


def mahad_passed(rows: list[dict[str, Any]], python: str) -> list[bool]:
    lines = "".join(json.dumps([row["text"], row["reference"][:10]]) + "\n" for row in rows)
    run = subprocess.run([python, "-W", "ignore", "-c", MAHAD], input=lines, capture_output=True, text=True, check=True)
    found = [[tuple(pair) for pair in json.loads(line)] for line in run.stdout.splitlines()]
    by_row = dict(zip(map(id, rows), found, strict=True))
    return passed(rows, lambda row: by_row[id(row)])


def speed() -> None:
    """Time of `scan` on a report of 270 words with no time expression and with five."""
    from maabar.text.dates import scan
    from maabar.text.fold import fold

    plain = "قالت إدارة المعبر في بيان نشرته على صفحتها إن حركة الشاحنات والمسافرين تجري كالمعتاد من الجانبين " * 18
    dated = (
        plain + "وأغلق المعبر يوم الأربعاء الماضي ثم فتح في 24 آذار 2021 وكان قد أغلق منذ نحو ثلاثة أسابيع "
        "وسيفتح بعد يومين أمام الشاحنات حتى نهاية الشهر الجاري"
    )
    for name, text in (("none", plain), ("five", dated)):
        folded = fold(text).text
        found = list(re.finditer(r"\w+", folded))
        words, starts = [m[0] for m in found], [m.start() for m in found]
        times = []
        for _ in range(400):
            begin = time.perf_counter()
            got = scan(folded, words, starts, date(2021, 3, 27))
            times.append(time.perf_counter() - begin)
        print(
            f"scan, {len(words)} words, {len(got)} expressions: median {statistics.median(times) * 1e6:.0f} µs, "
            f"least {min(times) * 1e6:.0f} µs ({name})"
        )


def table(name: str, rows: list[dict[str, Any]], options: argparse.Namespace) -> None:
    ours = passed(rows, maabar_pairs)
    anywhere = passed(rows, lambda row: maabar_pairs(row, anywhere=True))
    line = f"{name:24} {len(rows):5} {sum(ours):6} {sum(anywhere):9}"
    if not options.no_peers:
        line += f" {sum(passed(rows, dateparser_parse)):11} {sum(passed(rows, dateparser_search)):12}"
        if options.mahad_python and rows and rows[0]["lang"] == "ar":
            line += f" {sum(mahad_passed(rows, options.mahad_python)):6}"
        else:
            line += f" {'-':>6}"
    print(line, flush=True)
    shown = 0
    for row, ok in zip(rows, ours, strict=True):
        if not ok and shown < options.errors:
            shown += 1
            got = maabar_pairs(row, anywhere=True)
            what = f"«{row['text']}» [{row['expr']}] {row['accept']} got {got}"
            print(f"    {row['id'][-22:]} {row['reference'][:10]} {what}")


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--suites", type=Path, default=HERE.parent.parent / "shared" / "bench")
    options.add_argument("--mahad-python")
    options.add_argument("--errors", type=int, default=0)
    options.add_argument("--lang")
    options.add_argument("--all-rows", action="store_true", help="also the rows that are not core-day")
    options.add_argument("--no-peers", action="store_true")
    options.add_argument("--speed", action="store_true", help="only time the scan")
    given = options.parse_args()
    warnings.simplefilter("ignore")
    speed()
    if given.speed:
        return 0
    print(f"{'rows':24} {'rows':>5} {'maabar':>6} {'(any hit)':>9} {'dp.parse':>11} {'dp.search':>12} {'mahad':>6}")
    if OWN.exists() and given.lang in (None, "ar"):
        table("newspaper dates, own", rows_of(OWN), given)
    for suite in ("recognizers_ar", "duckling_ar", "recognizers_tr", "duckling_tr", "recognizers_en", "duckling_en"):
        path = given.suites / f"dates_{suite}.jsonl"
        if given.lang and not suite.endswith(given.lang):
            continue
        if not path.exists():
            print(f"{suite:24} skipped: the outside suite is not here")
            continue
        rows = rows_of(path)
        table(f"{suite} core-day", [row for row in rows if is_core(row)], given)
        if given.all_rows:
            table(f"{suite} other", [row for row in rows if not is_core(row)], given)
    return 0


if __name__ == "__main__":
    sys.exit(main())
