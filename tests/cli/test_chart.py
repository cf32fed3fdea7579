"""``maabar chart`` from a ledger and from a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.mark.parametrize(("name", "lang"), [("Saraqib", "en"), ("سراقب", "ar")])
def test_a_crossing_is_drawn_from_the_ledger(
    maabar: Any, ledger_file: Path, tmp_path: Path, name: str, lang: str
) -> None:
    out = tmp_path / "chart.svg"
    ran = maabar("chart", name, "--lang", lang, "--db", ledger_file, "-o", out)
    assert (ran.code, ran.out) == (0, f"{out}\n")
    assert {"en": "Saraqib (Tarnabah)", "ar": "معبر سراقب"}[lang] in out.read_text("utf-8")


def test_a_crossing_is_drawn_from_a_file_as_known_then(maabar: Any, data: Path, tmp_path: Path) -> None:
    out = tmp_path / "chart.svg"
    file = data / "corpus" / "dev-syria.jsonl"
    ran = maabar("chart", "Saraqib", "--reports", file, "--known", "2021-03-26", "--filtered", "-o", out)
    assert ran.code == 0, ran.err
    drawn = out.read_text("utf-8")
    assert "as known at the end of each day" in drawn
    assert "to 26 March 2021" in drawn


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["sy/morek-nowhere", "-o", "a.svg"], "no report says anything"),
        (["Saraqib", "-o", "a.gif"], "expected .svg, .png or .html"),
        (["Saraqib", "-o", "a.svg", "--since", "2021-05-01", "--until", "2021-04-01"], "after the last"),
    ],
)
def test_what_cannot_be_drawn_is_one_clear_line(
    maabar: Any, ledger_file: Path, arguments: list[str], message: str
) -> None:
    ran = maabar("chart", *arguments, "--db", ledger_file)
    assert ran.code == 2
    assert message in ran.err
    assert ran.err.count("\n") == 1
