"""The demo goes the whole way, twice over into a fresh ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def test_the_demo_reads_the_examples_and_prints_the_account(maabar: Any, tmp_path: Path) -> None:
    ran = maabar("demo", "--out", tmp_path / "out")
    assert ran.code == 0, ran.err
    assert "20 reports read" in ran.out
    assert "Saraqib" in ran.out
    assert "maabar why" in ran.out
    assert maabar("demo", "--out", tmp_path / "out").out == ran.out


def test_a_place_that_cannot_be_written_is_one_line(maabar: Any, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("no folder", "utf-8")
    ran = maabar("demo", "--out", file / "below")
    assert ran.code == 2
    assert ran.err.count("\n") == 1
