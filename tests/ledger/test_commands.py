"""The ledger's commands: ingest, verify, review, redact, copy-db, stamp."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from maabar.cli.app import run
from maabar.ledger import Ledger, statement

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    """Runs a command line; gives exit code, stdout and stderr."""
    monkeypatch.delenv("MAABAR_DB", raising=False)

    def made(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            run([str(a) for a in arguments])
        out, err = capsys.readouterr()
        code = ended.value.code
        return (code if isinstance(code, int) else 0), out, err

    return made


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "ledger.sqlite"


@pytest.fixture
def lines(tmp_path: Path, write: Any) -> Path:
    """Three reports with claims as JSONL, and a broken line in the middle."""
    path = tmp_path / "reports.jsonl"
    rows = [json.dumps(write.report().to_json(), ensure_ascii=False) for _ in range(3)]
    path.write_text("\n".join([*rows[:1], "{broken", *rows[1:]]) + "\n", "utf-8")
    return path


def test_ingest_takes_what_can_be_taken_and_lists_the_rest(call: Call, db: Path, lines: Path) -> None:
    code, out, err = call("ingest", lines, "--db", db)
    assert code == 2
    assert "3 reports added, 0 held already; 3 claims." in out
    assert f"not taken: {lines}:2" in err
    code, out, _ = call("ingest", lines, "--db", db)
    assert "0 reports added, 3 held already; 0 claims." in out


def test_ingest_reads_text_with_the_reader(call: Call, db: Path, tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text("افتتاح معبر\nأعلنت روسيا اليوم افتتاح معبر سراقب أمام المدنيين.\n", "utf-8")
    code, out, _ = call(
        "ingest", tmp_path / "page.txt", "--outlet", "enabbaladi.net", "--published", "2021-03-25", "--db", db
    )
    assert code == 0
    assert "1 reports added" in out
    with Ledger(db) as ledger:
        (report,) = ledger.reports()
        held = ledger.document(report.id)
    assert report.outlet == "enabbaladi.net"
    assert held is not None
    assert held.raw == (tmp_path / "page.txt").read_bytes()
    assert held.tool.startswith("maabar ")
    code, out, _ = call("verify", "--reread", "--db", db)
    assert code == 0
    assert "1 readings by" in out


def test_verify_says_that_all_holds_or_what_is_off(call: Call, db: Path, lines: Path) -> None:
    call("ingest", lines, "--db", db)
    code, out, _ = call("verify", "--db", db)
    assert code == 0
    assert "all 10 rows hold (3 reports, 3 claims, 0 reviews, 3 documents)" in out
    head = out.split("Head: ")[1].strip()
    assert call("verify", "--db", db, "--head", head)[0] == 0
    connection = sqlite3.connect(db)
    connection.execute("UPDATE reports SET title = 'another'")
    connection.commit()
    connection.close()
    code, _, err = call("verify", "--db", db)
    assert (code, err.count("\n")) == (1, 1)
    assert "was altered" in err
    assert call("verify", "--db", db, "--head", "7")[0] == 2


def test_verify_can_make_derived_rows_anew(call: Call, db: Path, lines: Path) -> None:
    call("ingest", lines, "--db", db)
    connection = sqlite3.connect(db)
    connection.execute("DELETE FROM evidence")
    connection.commit()
    connection.close()
    code, _, err = call("verify", "--db", db)
    assert code == 1
    assert "--rebuild" in err
    assert call("verify", "--rebuild", "--db", db)[0] == 0


def test_review_by_options_and_its_list(call: Call, db: Path, lines: Path) -> None:
    call("ingest", lines, "--db", db)
    with Ledger(db) as ledger:
        first, second = [e.seq for e in ledger.claims()][:2]
    code, out, _ = call("review", "--by", "Lina", "--why", "heard", "--accept", f"claim:{first}", "--db", db)
    assert code == 0
    accepted = out.split()[0]
    fields = ("--set", "value=closed", "--set", 'traffic=["aid"]')
    assert call("review", "--by", "Lina", "--correct", f"claim:{second}", *fields, "--db", db)[0] == 0
    assert call("review", "--by", "Omar", "--undo", accepted, "--db", db)[0] == 0
    code, out, _ = call("review", "--list", "--json", "--db", db)
    rows = [json.loads(line) for line in out.splitlines()]
    assert [r["action"] for r in rows] == ["accept", "correct", "undo"]
    assert rows[1]["body"] == {"value": "closed", "traffic": ["aid"]}
    code, _, err = call("review", "--accept", f"claim:{first}", "--db", db)
    assert (code, "--by" in err) == (2, True)
    code, _, err = call("review", "--by", "Lina", "--accept", "claim:9999", "--db", db)
    assert (code, "there is no claim 9999" in err) == (2, True)


def test_review_at_the_prompt(call: Call, db: Path, lines: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    call("ingest", lines, "--db", db)
    answers = iter(["what", "a", "c value=ajar", "c value=closed", "u", "r wrong road"])
    monkeypatch.setattr("builtins.input", lambda _: next(answers))
    code, out, _ = call("review", "--by", "Lina", "--db", db)
    assert code == 0
    assert "[1/3] claim:" in out
    assert "expected one of closed, open, restricted" in out
    with Ledger(db) as ledger:
        assert [r.action for r in ledger.reviews()] == ["accept", "correct", "undo", "reject"]
        ledger.verify()


def test_what_a_machine_suggests_is_asked_first(
    call: Call, db: Path, lines: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call("ingest", lines, "--db", db)
    with Ledger(db) as ledger:
        one, other, _ = [e.seq for e in ledger.claims()]
        for seq in (one, other):
            ledger.review("reject", f"claim:{seq}", by="rules 2", origin="machine", why="reads like a metaphor")
    answers = iter(["y", "n", "q"])
    monkeypatch.setattr("builtins.input", lambda _: next(answers))
    code, out, _ = call("review", "--by", "Lina", "--db", db)
    assert code == 0
    assert "rules 2 suggests: reject" in out
    with Ledger(db) as ledger:
        assert one not in [e.seq for e in ledger.claims()]
        assert other in [e.seq for e in ledger.claims()]
        assert ledger.reviewed().suggestions == ()


def test_aliases_are_written_as_a_pack(call: Call, db: Path, lines: Path, tmp_path: Path) -> None:
    call("ingest", lines, "--db", db)
    alias = ("--alias", "crossing:sy/saraqib", "--name", "معبر الطريق الدولي الشرقي")
    assert call("review", "--by", "Lina", *alias, "--db", db)[0] == 0
    assert call("review", "--export-pack", tmp_path / "pack", "--db", db)[0] == 0
    assert "معبر الطريق الدولي الشرقي" in (tmp_path / "pack" / "crossings.yaml").read_text("utf-8")


def test_redact_copy_and_stamp(call: Call, db: Path, lines: Path, tmp_path: Path) -> None:
    call("ingest", lines, "--db", db)
    code, out, _ = call("redact", "صباح اليوم", "--by", "Lina", "--why", "asked for", "--yes", "--db", db)
    assert code == 0
    assert "3 archived documents removed" in out
    code, out, _ = call("verify", "--db", db)
    assert "by Lina: asked for" in out
    code, out, _ = call("copy-db", db, tmp_path / "copy.sqlite")
    assert code == 0
    assert "the heads are equal" in out
    code, _, err = call("copy-db", db, tmp_path / "copy.sqlite")
    assert (code, "expected an empty one" in err) == (2, True)
    code, out, _ = call("stamp", "--export", tmp_path / "head.txt", "--db", db)
    assert code == 0
    with Ledger(db) as ledger:
        assert (tmp_path / "head.txt").read_bytes() == statement(ledger.head())
    assert call("stamp", "--db", db)[0] == 2


def test_a_database_that_cannot_be_opened_is_one_line(call: Call, tmp_path: Path, lines: Path) -> None:
    (tmp_path / "x.sqlite").write_text("no database at all, only words " * 200)
    for where in (tmp_path / "x.sqlite", tmp_path, "postgresql://u:geheim@127.0.0.1:9/x", "mysql://h/x"):
        code, _, err = call("verify", "--db", where)
        assert (code, err.count("\n")) == (2, 1)
        assert "geheim" not in err
