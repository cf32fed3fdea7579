"""Redaction: the passage is gone from everywhere, and the chain says so."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa

from maabar.errors import InputError, VerifyError
from maabar.ledger import Ledger, schema

NAME = "سلمى الحسن"
TEXT = f"قالت {NAME} من سكان القرية إن المعبر فُتح صباح اليوم."


@pytest.fixture
def filled(ledger: Ledger, write: Any) -> Ledger:
    """Two reports, one of which names a private person, in text, quote, speaker, purpose, review and raw bytes."""
    named = write.report(TEXT, quotes=(f"قالت {NAME} من سكان", "الحسن من سكان القرية"), claim={"speaker": NAME})
    page = SimpleNamespace(
        report=named, raw=f"<p>{TEXT}</p>".encode(), media_type="text/html", source="page.html", headers={"X-By": NAME}
    )
    ledger.ingest([page, write.report()])
    for entry in list(ledger.claims()):
        if entry.report == named.id:
            ledger.review(
                "correct", f"claim:{entry.seq}", by="Lina", note=f"{NAME} is a neighbour", why=f"as {NAME} said"
            )
            break
    return ledger


def _dump(tamper: sa.Connection) -> str:
    return "\n".join(str(row) for t in schema.metadata.sorted_tables for row in tamper.execute(sa.select(t)))


def test_the_passage_is_gone_from_every_table_and_from_the_archive(filled: Ledger, tamper: sa.Connection) -> None:
    assert NAME in _dump(tamper)
    done = filled.redact(NAME, by="Lina", why="she asked for it")
    assert done.documents == 1
    text = _dump(tamper)
    assert NAME not in text
    assert "الحسن" not in text  # also where a quote held a part of the passage only
    (report,) = [r for r in filled.reports() if "█" in r.text]
    assert report.text == TEXT.replace(NAME, "█" * len(NAME))
    assert all(c.quote == report.text[c.start : c.end] for c in report.claims)
    held = filled.document(report.id)
    assert held is not None
    assert held.raw is None


def test_nothing_of_it_is_left_in_the_files(tmp_path: Path, write: Any) -> None:
    path = tmp_path / "ledger.sqlite"
    with Ledger(path) as ledger:
        ledger.ingest([write.report(TEXT, quotes=("المعبر فُتح",))])
        assert any(NAME.encode() in p.read_bytes() for p in tmp_path.iterdir())
        ledger.redact(NAME, by="Lina", why="asked")
        assert not any(NAME.encode() in p.read_bytes() for p in tmp_path.iterdir())


def test_the_chain_holds_and_says_so(filled: Ledger) -> None:
    before = filled.head()
    done = filled.redact(NAME, by="Lina", why="she asked for it")
    found = filled.verify(expected={before.seq: before.link})  # what was noted before still holds
    assert filled.head().seq == before.seq + 1 == done.seq
    assert {(r, by, why) for _, r, by, why in found.redacted} == {(done.seq, "Lina", "she asked for it")}
    assert len(found.redacted) == done.rows


def test_a_redacted_row_cannot_be_altered_once_more_unnoticed(filled: Ledger, tamper: sa.Connection) -> None:
    filled.redact(NAME, by="Lina", why="asked")
    redacted = schema.reports.c.text.contains("█")
    tamper.execute(sa.update(schema.reports).where(redacted).values(title="another title"))
    with pytest.raises(VerifyError, match="not as its redaction left it"):
        filled.verify()


def test_the_same_report_is_not_taken_again(filled: Ledger, write: Any) -> None:
    (named,) = [r for r in filled.reports() if NAME in r.text]
    filled.redact(NAME, by="Lina", why="asked")
    result = filled.ingest([named])
    assert (result.added, result.already) == (0, 1)
    assert not any(NAME in r.text for r in filled.reports())


def test_rows_can_be_redacted_twice(filled: Ledger, tamper: sa.Connection) -> None:
    filled.redact(NAME, by="Lina", why="asked")
    filled.redact("القرية", by="Omar", why="asked too")
    assert "القرية" not in _dump(tamper)
    filled.verify()


def test_what_stands_nowhere_or_is_too_short_is_refused(filled: Ledger) -> None:
    before = filled.head()
    for passage, said in ((NAME + "!", "stands nowhere"), (" ", "at least two"), ("", "at least two")):
        with pytest.raises(InputError, match=said):
            filled.redact(passage, by="Lina", why="asked")
    with pytest.raises(InputError, match="where it would stay"):
        filled.redact(NAME, by="Lina", why=f"{NAME} asked")
    assert filled.head() == before


def test_a_redacted_ledger_can_be_copied_and_rebuilt(filled: Ledger, new_url: Any) -> None:
    filled.redact(NAME, by="Lina", why="asked")
    with Ledger(new_url()) as copy:
        filled.copy_to(copy)
    filled.rebuild()
    filled.verify()
