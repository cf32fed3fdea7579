"""Verify: whatever is altered or lost is named."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from maabar.errors import VerifyError
from maabar.ledger import Ledger, archive, schema, writer
from maabar.ledger.chain import GENESIS, commitment, link
from maabar.ledger.rederive import Rederived
from maabar.model import Report


@pytest.fixture
def filled(ledger: Ledger, write: Any) -> Ledger:
    """A ledger with three reports, a second reading, and a review."""
    reports = [write.report(), write.report(quotes=("فُتح المعبر", "أمام الشاحنات")), write.report(quotes=())]
    ledger.ingest(reports)
    ledger.ingest([reports[0]], again=True, read=lambda r: r.with_claims([write.claim(r.text, "المعبر")]))
    ledger.review("accept", f"claim:{next(iter(ledger.claims())).seq}", by="Lina", why="heard it")
    return ledger


def test_an_untouched_ledger_holds(filled: Ledger) -> None:
    found = filled.verify()
    assert (found.reports, found.claims, found.reviews, found.blobs) == (3, 4, 1, 3)
    assert (found.rows, found.head) == (filled.head().seq, filled.head().link)


def test_an_empty_ledger_holds(ledger: Ledger) -> None:
    assert ledger.verify().rows == 0


def test_the_chain_is_as_documented(filled: Ledger, tamper: sa.Connection) -> None:
    rows = []
    for name, table in schema.CHAINED.items():
        rows += [(row["seq"], name, row) for row in tamper.execute(sa.select(table)).mappings()]
    before = GENESIS
    for _, name, row in sorted(rows, key=lambda r: r[0]):
        before = link(before, commitment(name, row))
        assert row["link"] == before
    assert before.hex() == filled.head().link


@pytest.mark.parametrize(
    ("table", "column", "value", "said"),
    [
        ("reports", "text", "another text", r"report \(r0\): was altered"),
        ("reports", "outlet", "elsewhere.example", r"report \(r0\): was altered"),
        ("reports", "recorded", 1, r"report \(r0\): was altered"),
        ("readings", "reader", "rules 9", "reading: was altered"),
        ("claims", "body", None, "claim: was altered"),
        ("reviews", "why", "was told to", "review: was altered"),
        ("reviews", "by", "Omar", "review: was altered"),
        ("ingests", "tool", "other", "ingest: was altered"),
        ("evidence", "said", "restricted", "evidence of claim"),
        ("evidence", "speaker", "nobody", "evidence of claim"),
        ("evidence", "until", 5, "evidence of claim"),
        ("head", "link", b"\0" * 32, "head's link"),
    ],
)
def test_an_altered_row_is_named(
    filled: Ledger, tamper: sa.Connection, table: str, column: str, value: Any, said: str
) -> None:
    which = schema.metadata.tables[table]
    key = next(iter(which.primary_key.columns))
    row = tamper.execute(sa.select(which).order_by(*which.primary_key.columns)).mappings().first()
    assert row is not None
    if table == "claims":
        value = json.dumps(json.loads(row["body"]) | {"value": "closed"}, ensure_ascii=False)
    tamper.execute(sa.update(which).where(key == row[key.name]).values({column: value}))
    with pytest.raises(VerifyError, match=said):
        filled.verify()


@pytest.mark.parametrize("table", ["reports", "readings", "claims", "reviews", "evidence", "blobs"])
def test_a_row_that_is_gone_is_noticed(filled: Ledger, tamper: sa.Connection, table: str) -> None:
    which = schema.metadata.tables[table]
    columns = list(which.primary_key.columns)
    row = tamper.execute(sa.select(which).order_by(*columns)).mappings().first()
    assert row is not None
    tamper.execute(sa.delete(which).where(*[c == row[c.name] for c in columns]))
    with pytest.raises(VerifyError):
        filled.verify()


def test_archived_bytes_that_changed_are_named(filled: Ledger, tamper: sa.Connection) -> None:
    row = tamper.execute(sa.select(schema.blobs)).mappings().first()
    assert row is not None
    other = b"x" * row["size"]
    this = schema.blobs.c.digest == row["digest"]
    tamper.execute(sa.update(schema.blobs).where(this).values(data=archive.pack(other)))
    with pytest.raises(VerifyError, match=row["digest"].hex()[:16]):
        filled.verify()


def test_a_quote_that_does_not_stand_at_its_offsets_is_named(
    ledger: Ledger, write: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = write.report()
    wrong = write.claim(report.text, "فُتح المعبر", start=0, end=11)
    with monkeypatch.context() as careless:
        careless.setattr(writer, "stands", lambda *_: True)
        ledger.ingest([report.with_claims([wrong])])
    with pytest.raises(VerifyError, match="its quote does not stand at 0 to 11"):
        ledger.verify()


def test_a_tail_that_was_cut_off_cleanly_shows_by_a_head_noted_elsewhere(filled: Ledger, tamper: sa.Connection) -> None:
    noted = filled.head()
    filled.verify(expected={noted.seq: noted.link})
    last = tamper.execute(sa.select(schema.reviews)).mappings().one()
    before = tamper.execute(sa.select(schema.claims).where(schema.claims.c.seq == last["seq"] - 1)).mappings().one()
    tamper.execute(sa.delete(schema.reviews))
    tamper.execute(sa.update(schema.head).values(seq=before["seq"], link=before["link"]))
    filled.rebuild()
    filled.verify()
    with pytest.raises(VerifyError, match=f"row {noted.seq} is missing"):
        filled.verify(expected={noted.seq: noted.link})
    with pytest.raises(VerifyError, match="not the one noted elsewhere"):
        filled.verify(expected={1: noted.link})


def test_derived_rows_can_be_made_anew(filled: Ledger, tamper: sa.Connection) -> None:
    claims = list(filled.claims())
    tamper.execute(sa.delete(schema.evidence))
    assert list(filled.claims()) == []
    filled.rebuild()
    assert list(filled.claims()) == claims
    filled.verify()


def test_claims_follow_from_the_archived_text_by_the_reader_that_read_it(ledger: Ledger, write: Any) -> None:
    def read(report: Report) -> Report:
        return report.with_claims([write.claim(report.text, "فُتح المعبر")])

    def changed(report: Report) -> Report:
        return report.with_claims([write.claim(report.text, "المعبر")])

    how = {"reader": "rules 1", "registry": "r1"}
    ledger.ingest([replace(write.report(), claims=()) for _ in range(3)], read=read, **how)
    ledger.ingest([write.report()], registry="r2")
    assert ledger.rederive(read, **how) == Rederived(same=3, others=1)
    with pytest.raises(VerifyError, match="reading 3 of report r0: rules 1 reads other claims"):
        ledger.rederive(changed, **how)


def test_raw_bytes_come_back_with_where_they_were_got(ledger: Ledger, write: Any) -> None:
    from types import SimpleNamespace

    report = write.report()
    document = SimpleNamespace(
        report=report,
        raw="<p>النص</p>".encode(),
        media_type="text/html",
        source="https://reader:secret@river-post.example/1",
        headers={"ETag": '"7"', "Set-Cookie": "session=secret"},
    )
    ledger.ingest([document], tool="maabar test")
    held = ledger.document(report.id)
    assert held is not None
    assert (held.raw, held.media_type, held.headers) == (document.raw, "text/html", {"ETag": '"7"'})
    assert held.source == "https://river-post.example/1"
    assert held.sha256 == archive.digest(document.raw).hex()
    assert ledger.document("nowhere") is None
