"""The public face: four names, loaded when they are used."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import maabar
from maabar.model import Report


def test_importing_it_loads_no_room() -> None:
    code = "import sys, maabar; print([m for m in sys.modules if m.startswith('maabar.')])"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout == "[]\n"


def test_read_gives_claims_with_their_quotes() -> None:
    text = "قال متحدث باسم وزارة الدفاع الروسية إن معبر سراقب فُتح اليوم أمام المدنيين."
    claims = maabar.read(text, outlet="reuters.com", published=date(2021, 3, 25))
    assert [(c.crossing, c.kind, c.value) for c in claims] == [("sy/saraqib-tarnabah", "status", "open")]
    assert all(claim.quote in text for claim in claims)


def test_weigh_gives_beliefs_by_crossing_and_day(corpus: Callable[[str], list[Report]]) -> None:
    beliefs = maabar.weigh(corpus("dev-en"))
    belief = next(iter(beliefs))
    assert beliefs.at(belief.crossing, belief.day) == belief


def test_a_ledger_takes_reports_and_gives_them_back(tmp_path: Path, corpus: Callable[[str], list[Report]]) -> None:
    reports = corpus("dev-en")
    with maabar.Ledger(tmp_path / "a.db") as ledger:
        ledger.ingest(reports)
        assert {report.id for report in ledger.reports()} == {report.id for report in reports}


def test_it_has_a_version_and_nothing_by_accident() -> None:
    assert maabar.__version__
    assert set(maabar.__all__) == {"Ledger", "__version__", "read", "weigh"}
    with pytest.raises(AttributeError, match="nothing_like_that"):
        maabar.nothing_like_that  # noqa: B018


def test_the_package_can_be_run_as_a_module() -> None:
    ran = subprocess.run([sys.executable, "-m", "maabar", "--version"], check=True, capture_output=True, text=True)
    assert ran.stdout == f"maabar {maabar.__version__}\n"
