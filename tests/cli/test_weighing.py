"""weigh and voices on a file of reports with claims."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def test_weigh_prints_a_belief_for_every_crossing_and_day(maabar: Any, data: Path) -> None:
    ran = maabar("weigh", data / "corpus" / "dev-en.jsonl", "--format", "jsonl")
    rows = [json.loads(line) for line in ran.out.splitlines()]
    assert ran.code == 0
    assert rows
    assert all(set(row) == {"crossing", "day", "open", "restricted", "closed"} for row in rows)
    assert all(abs(row["open"] + row["restricted"] + row["closed"] - 1) < 1e-5 for row in rows)


def test_weigh_as_a_table_is_the_last_day(maabar: Any, data: Path) -> None:
    ran = maabar("weigh", data / "corpus" / "dev-en.jsonl")
    assert ran.code == 0
    assert ran.out.splitlines()[0].startswith("As of ")
    assert ran.out.splitlines()[1].split() == ["CROSSING", "OPEN", "RESTRICTED", "CLOSED"]


def test_voices_are_a_row_each_with_the_caution(maabar: Any, data: Path) -> None:
    ran = maabar("voices", data / "corpus" / "dev-en.jsonl")
    assert ran.code == 0
    assert ran.out.splitlines()[0].startswith("VOICE")


def test_labels_without_time_are_fused(maabar: Any, tmp_path: Path) -> None:
    crowd = tmp_path / "crowd.jsonl"
    rows = [{"task": f"t{n}", "answers": [["a", "yes"], ["b", "yes"], ["c", "no"]]} for n in range(5)]
    crowd.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    fused = [json.loads(line) for line in maabar("weigh", "--static", crowd, "--format", "jsonl").out.splitlines()]
    assert [row["label"] for row in fused] == ["yes"] * 5
    assert maabar("weigh", "--static", crowd).code == 0
