"""The gate: what share of newspaper dates, and of the outside suites where they are at hand, is resolved right."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from maabar.text.dates import find_dates

ROOT = Path(__file__).resolve().parents[2]
OWN = ROOT / "tests" / "data" / "newspaper_dates.jsonl"
SUITES = ROOT.parent / "shared" / "bench"
NOT_CORE = (
    *("convention", "suspect", "coarse", "dialect", "holiday", "mod:", "hijri", "unnatural"),
    *("time-of-day", "future-preferred"),
)


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def resolved(row: dict[str, Any]) -> list[tuple[str, str]]:
    """(from, to) of every resolved expression that overlaps the row's own."""
    start = row.get("start") if (row.get("start") or -1) >= 0 else row["text"].find(row["expr"].strip())
    end = start + len(row["expr"])
    return [
        (e.when.start.isoformat(), e.when.last.isoformat())
        for e in find_dates(row["text"], date.fromisoformat(row["reference"][:10]), lang=row["lang"])
        if e.when and e.start < end and e.end > start
    ]


def test_every_newspaper_date_of_our_own_is_resolved_right_or_left_open() -> None:
    data = rows(OWN)
    wrong = []
    for row in data:
        accepted, found = {tuple(pair) for pair in row["accept"]}, resolved(row)
        if accepted and not accepted.intersection(found):
            wrong.append((row["text"], found))
        if not accepted and found:
            wrong.append((row["text"], found))
    assert len(data) >= 60
    assert wrong == []


@pytest.mark.parametrize(
    ("suite", "floor"),
    [
        ("recognizers_ar", 78),
        ("duckling_ar", 65),
        ("recognizers_tr", 138),
        ("duckling_tr", 51),
        ("recognizers_en", 383),
    ],
)
def test_core_day_rows_of_an_outside_suite_stay_above_their_floor(suite: str, floor: int) -> None:
    path = SUITES / f"dates_{suite}.jsonl"
    if not path.is_file():
        pytest.skip(f"the outside suite {path.name} is not here")
    core = [
        row
        for row in rows(path)
        if row["grain"] == "day" and row["trust"] != "suspect" and not any(t.startswith(NOT_CORE) for t in row["tags"])
    ]
    passed = sum(bool({tuple(pair) for pair in row["accept"]}.intersection(resolved(row))) for row in core)
    assert passed >= floor
