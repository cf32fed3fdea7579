"""``maabar simulate`` writes what the weighing and its judge need."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from maabar.model import Report
from maabar.registry import load_registry


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_a_world_is_written_whole_and_the_same_each_time(maabar: Any, tmp_path: Path) -> None:
    for name in ("one", "two"):
        ran = maabar("simulate", "--seed", 4, "--crossings", 4, "--days", 60, "-o", tmp_path / name)
        assert ran.code == 0, ran.err
    for file in ("reports.jsonl", "truth.jsonl", "plans.jsonl", "voices.jsonl", "pack/outlets.yaml"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()
    assert len(lines(tmp_path / "one" / "truth.jsonl")) == 4 * 60
    reports = [Report.from_json(record) for record in lines(tmp_path / "one" / "reports.jsonl")]
    assert all(claim.quote in report.text for report in reports for claim in report.claims)


def test_the_pack_is_one_that_loads(maabar: Any, tmp_path: Path) -> None:
    maabar("simulate", "--crossings", 4, "--days", 60, "-o", tmp_path)
    registry = load_registry([tmp_path / "pack"])
    assert registry.crossings["zz/1"].ar
    assert registry.outlet("north0.example").side == "sim-north"
    reports = [Report.from_json(record) for record in lines(tmp_path / "reports.jsonl")]
    assert registry.holders("zz/1", reports[0].published)


def test_what_cannot_be_written_is_one_clear_line(maabar: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    ran = maabar("simulate", "--crossings", 2, "--days", 30, "-o", tmp_path / "file" / "world")
    assert ran.code == 2
    assert "can't be written" in ran.err


def test_a_world_that_cannot_be_is_refused(maabar: Any, tmp_path: Path) -> None:
    ran = maabar("simulate", "--rate", 0, "-o", tmp_path)
    assert ran.code == 2
    assert "a rate above 0" in ran.err
