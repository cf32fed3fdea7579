"""``maabar registry``: what there is, who held a crossing on a day, and the check of a pack."""

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from maabar.cli import registry as room
from maabar.errors import PackError


@pytest.fixture
def app() -> typer.Typer:
    made = typer.Typer()
    made.callback()(lambda: None)
    room.register(made)
    return made


def test_without_a_kind_it_counts(app: typer.Typer) -> None:
    counted = CliRunner().invoke(app, ["registry", "--format", "jsonl"])
    counts = json.loads(counted.output)
    assert counts["crossings"] >= 79
    assert counts["outlets"] >= 130
    assert len(counts["digest"]) == 16
    assert "version of the data" in CliRunner().invoke(app, ["registry"]).output


def test_crossings_show_who_held_them_on_a_day(app: typer.Typer) -> None:
    shown = CliRunner().invoke(app, ["registry", "crossings", "نصيب", "--on", "2016-01-01"])
    (row,) = [line for line in shown.output.splitlines() if line.startswith("sy/nassib ")]
    assert "opposition, jo" in row


def test_records_come_as_json_with_their_dates(app: typer.Typer) -> None:
    printed = CliRunner().invoke(app, ["registry", "actors", "gov-sy", "--format", "jsonl"])
    actors = {actor["id"]: actor for actor in map(json.loads, printed.output.splitlines())}
    assert actors["gov-sy"]["until"] == "2024-12-07"
    assert actors["gov-sy"]["successor"] == "gov-sy-2024"
    assert "part_of" not in actors["gov-sy"]


@pytest.mark.parametrize("kind", ["crossings", "actors", "outlets", "places"])
def test_a_word_that_nothing_has_is_the_answer_no(app: typer.Typer, kind: str) -> None:
    assert CliRunner().invoke(app, ["registry", kind, "zzzz"]).exit_code == 1
    assert CliRunner().invoke(app, ["registry", kind]).exit_code == 0


def test_a_pack_is_checked(app: typer.Typer, tmp_path: Path) -> None:
    good, bad = tmp_path / "good", tmp_path / "bad"
    for folder, names in ((good, "[حرس الجسر]"), (bad, "7")):
        folder.mkdir()
        (folder / "actors.yaml").write_text(f"- {{id: guards, en: Guards, names: {names}}}\n", encoding="utf-8")
    assert "حرس الجسر" in CliRunner().invoke(app, ["registry", "actors", "guards", "--pack", str(good)]).output
    refused = CliRunner().invoke(app, ["registry", "--pack", str(bad)])
    assert isinstance(refused.exception, PackError)
    assert f"{bad / 'actors.yaml'}:1: names is 7" in str(refused.exception)
