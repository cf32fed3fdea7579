"""The gate on reading quality: the reader may not fall under what it once reached on the annotated reports.

`floors.yaml` pins, for each annotated file, a digest of the file and a floor for every measure. `make floors` raises
the floors to what is measured now. It never lowers one: whoever has a reason to, edits the file by hand and says why.
A changed corpus makes the gate fail until its floors are measured anew, by hand too: its digest is part of the pin.
"""

from __future__ import annotations

import hashlib
import json
import math
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from maabar.model import Report
from maabar.output.score_tables import MARKS, mark
from maabar.output.scoring import SHARES, measures, pair_reports
from maabar.reading import Reader
from maabar.registry import load_registry

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "floors.yaml"
DATA = HERE.parent / "data"
NAMES = (*MARKS, *SHARES, "traffic", "grounded")
PINNED: dict[str, dict[str, Any]] = yaml.safe_load(FLOORS.read_text("utf-8"))
HEADING = FLOORS.read_text("utf-8").split("\n\n", 1)[0]


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@cache
def measured(name: str) -> dict[str, float]:
    """Every measure on an annotated file, by the reader as it is."""
    registry = load_registry()
    reader = Reader(registry)
    gold = [Report.from_json(json.loads(line)) for line in (DATA / name).read_text("utf-8").splitlines()]
    read = {report.id: reader.read(report.with_claims(())).claims for report in gold}
    result = measures(pair_reports(gold, read, registry), registry)
    return {name: mark(result, name) for name in NAMES}


def write(pinned: dict[str, dict[str, Any]]) -> None:
    """Write the pins, one line per floor, under the heading of the file."""
    lines = [HEADING, ""]
    for name, pin in pinned.items():
        lines += [f"{name}:", f"  digest: {pin['digest']}", "  floors:"]
        lines += [f"    {measure}: {floor:.3f}" for measure, floor in pin["floors"].items()]
    FLOORS.write_text("\n".join(lines) + "\n", "utf-8")


@pytest.fixture(scope="module", autouse=True)
def raised(request: pytest.FixtureRequest) -> None:
    """With --raise-floors, raise what can be raised before the gate is tried."""
    if not request.config.getoption("--raise-floors"):
        return
    for name, pin in PINNED.items():
        now = measured(name)
        pin["floors"] = {m: max(pin["floors"].get(m, 0.0), math.floor(now[m] * 1000) / 1000) for m in NAMES}
    write(PINNED)


@pytest.mark.parametrize("name", PINNED)
def test_the_annotated_file_is_the_one_that_was_measured(name: str) -> None:
    assert digest(DATA / name) == PINNED[name]["digest"], (
        f"{name} has changed: measure it anew and pin its floors by hand"
    )


@pytest.mark.parametrize("name", PINNED)
def test_the_reader_keeps_what_it_reached(name: str) -> None:
    now, floors = measured(name), PINNED[name]["floors"]
    under = {m: f"{now[m]:.4f} < {floors[m]:.3f}" for m in NAMES if now[m] < floors[m]}
    assert not under, f"{name}: under the floor: {under}"


@pytest.mark.parametrize("name", PINNED)
def test_every_quote_that_is_read_stands_in_its_report(name: str) -> None:
    assert measured(name)["grounded"] == 1.0


def test_page_clutter_yields_nothing() -> None:
    registry = load_registry()
    seed = json.loads((DATA / "seed" / "orient-2021-03-27.jsonl").read_text("utf-8"))
    report = Reader(registry).read(Report.from_json(seed))
    assert report.claims
    for clutter in ("التعليقات", "الأكثر قراءة", "أهم المواضيع"):
        assert not any(clutter in claim.quote for claim in report.claims)


def test_the_seed_report_as_it_was_published(shared: Path) -> None:
    registry = load_registry()
    seed = Report.from_json(json.loads((shared / "seed" / "orient-2021-03-27.jsonl").read_text("utf-8")))
    read = Reader(registry).read(seed.with_claims(()))
    result = measures(pair_reports([seed], {seed.id: read.claims}, registry), registry)
    assert result["grounded"] == 1.0
    assert result["sense"]["f1"] >= PINNED["seed/orient-2021-03-27.jsonl"]["floors"]["sense"] - 0.1
