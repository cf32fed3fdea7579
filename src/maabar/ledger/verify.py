"""Recomputing everything a ledger holds, to prove that nothing was altered or lost."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, Table, select

from maabar.errors import LedgerError, VerifyError
from maabar.ledger import archive, evidence, schema
from maabar.ledger.chain import GENESIS, commitment, link
from maabar.ledger.writer import reading_digest, report_digest_of, stands

_PAGE: Final = 5_000
_BLOBS: Final = 200


@dataclass(slots=True)
class Verified:
    """What was recomputed and found right, and the head of the chain that seals it.

    ``redactions`` tells of each row that a redaction changed: (row, redaction's row, by whom, why).
    """

    rows: int = 0
    reports: int = 0
    claims: int = 0
    reviews: int = 0
    blobs: int = 0
    stamps: int = 0
    head: str = GENESIS.hex()
    redacted: list[tuple[int, int, str, str]] = field(default_factory=list)


class Verifier:
    """Goes through the chain once, in order. Raises `VerifyError` at the first thing that is off."""

    def __init__(self, connection: Connection, progress: Callable[[int], None] | None = None) -> None:
        self._connection = connection
        self._progress = progress
        self._found = Verified()
        self._docket = evidence.load(connection)
        self._tombstones = {t.seq: t for t in connection.execute(select(schema.tombstones))}
        self._renewed: dict[int, dict[str, str]] = {}
        self._link = GENESIS
        self._texts: dict[int, tuple[str, str]] = {}
        self._stamps: dict[int, list[Any]] = {}
        for stamp in connection.execute(select(schema.stamps.c.seq, schema.stamps.c.link, schema.stamps.c.kind)):
            self._stamps.setdefault(stamp.seq, []).append(stamp)

    def run(self, *, expected: Mapping[int, str] | None = None) -> Verified:
        """Verify all. ``expected`` are links noted elsewhere, by row number: they show where a tail is missing."""
        end = self._connection.execute(select(schema.head)).one()
        expected = dict(expected or {})
        if beyond := [seq for seq in {*expected, *self._stamps} if seq > end.seq]:
            raise VerifyError(f"row {min(beyond)} is missing: its link is known, but the chain ends at {end.seq}")
        for redaction in self._connection.execute(select(schema.redactions)):
            self._renewed[redaction.seq] = json.loads(redaction.body)["rows"]
        expected_seq = 0
        for table, row in self._chain(end.seq):
            expected_seq += 1
            seq = row["seq"]
            if seq != expected_seq:
                raise VerifyError(f"row {expected_seq} is missing: after row {expected_seq - 1} comes {table} {seq}")
            self._check_link(table, row)
            if seq in expected and self._link.hex() != expected[seq]:
                raise VerifyError(f"row {seq} ({table}): its link is not the one noted elsewhere")
            for stamp in self._stamps.get(seq, ()):
                if stamp.link != self._link:
                    raise VerifyError(f"row {seq} ({table}): its link is not the one that was time-stamped")
                self._found.stamps += 1
            self._check_row(table, row)
        if expected_seq != end.seq:
            raise VerifyError(f"row {expected_seq + 1} is missing: the head says {end.seq} rows")
        if self._link != end.link:
            raise VerifyError(f"the head's link is not that of row {end.seq}")
        self._check_stray_rows(end.seq)
        self._check_blobs()
        self._check_evidence()
        self._found.rows, self._found.head = end.seq, self._link.hex()
        return self._found

    def _chain(self, end: int) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """All chained rows in order, a page of numbers at a time."""
        for low in range(0, end, _PAGE):
            page: list[tuple[int, str, Mapping[str, Any]]] = []
            for name, table in schema.CHAINED.items():
                between = select(table).where(table.c.seq > low, table.c.seq <= min(low + _PAGE, end))
                page += [(row["seq"], name, dict(row)) for row in self._connection.execute(between).mappings()]
            page.sort(key=lambda r: r[0])
            yield from ((name, row) for _, name, row in page)
            if self._progress:
                self._progress(min(_PAGE, end - low))

    def _check_link(self, table: str, row: Mapping[str, Any]) -> None:
        seq = row["seq"]
        committed = commitment(table, row)
        if tombstone := self._tombstones.get(seq):
            renewed = self._renewed.get(tombstone.redaction, {}).get(str(seq))
            if renewed != committed.hex():
                raise VerifyError(f"{_named(table, row)}: was redacted, but is not as its redaction left it")
            committed = tombstone.commitment
        if row["link"] != link(self._link, committed):
            raise VerifyError(f"{_named(table, row)}: was altered, or a row before it (its link does not fit)")
        self._link = row["link"]

    def _check_row(self, table: str, row: Mapping[str, Any]) -> None:
        redacted = row["seq"] in self._tombstones
        match table:
            case "reports":
                self._found.reports += 1
                self._texts[row["seq"]] = row["title"], row["text"]
                if not redacted and report_digest_of(row) != row["digest"]:
                    raise VerifyError(f"{_named(table, row)}: its content hash is not that of its text")
            case "claims":
                self._found.claims += 1
                self._check_quote(row)
            case "reviews":
                self._found.reviews += 1
            case "redactions":
                for seq in json.loads(row["body"])["rows"]:
                    self._found.redacted.append((int(seq), row["seq"], row["by"], row["why"]))

    def _check_quote(self, row: Mapping[str, Any]) -> None:
        body = json.loads(row["body"])
        title, text = self._text(row["report"])
        start, field = body.get("start"), body.get("field", "text")
        if not stands(body["quote"], start, body.get("end"), field, title, text):
            where = "in its report" if start is None else f"at {start} to {body['end']} of its report's {field}"
            raise VerifyError(f"claim {row['seq']} of report {row['report']}: its quote does not stand {where}")

    def _text(self, report: int) -> tuple[str, str]:
        if report not in self._texts:
            r = schema.reports.c
            found = self._connection.execute(select(r.title, r.text).where(r.seq == report)).one_or_none()
            if found is None:
                raise VerifyError(f"report {report} is missing, though claims stand on it")
            self._texts[report] = found.title, found.text
        if len(self._texts) > _PAGE:
            self._texts = {report: self._texts[report]}
        return self._texts[report]

    def _check_stray_rows(self, end: int) -> None:
        for name, table in schema.CHAINED.items():
            stray = select(table.c.seq).where((table.c.seq > end) | (table.c.seq < 1)).limit(1)
            if (seq := self._connection.execute(stray).scalar()) is not None:
                raise VerifyError(f"{name} {seq} stands outside the chain, which ends at {end}")

    def _check_blobs(self) -> None:
        b, r = schema.blobs.c, schema.reports.c
        removed = {
            digest
            for redaction in self._connection.execute(select(schema.redactions.c.body)).scalars()
            for digest in json.loads(redaction)["blobs"]
        }
        stray = self._connection.execute(select(b.digest).where(b.digest.not_in(select(r.raw))).limit(1)).scalar()
        if stray is not None:
            raise VerifyError(f"archived bytes {stray.hex()[:16]}… belong to no report")
        lost = select(r.seq, r.name).where(~select(b.digest).where(b.digest == r.raw).exists()).limit(1)
        if (report := self._connection.execute(lost).one_or_none()) is not None:
            raise VerifyError(f"row {report.seq}, report ({report.name}): its archived bytes are gone")
        for row in _streamed(self._connection, schema.blobs):
            if row.data is None and row.digest.hex() in removed:
                continue
            try:
                held = archive.digest(archive.unpack(row.data or b"", row.size))
            except LedgerError as error:
                raise VerifyError(f"archived bytes {row.digest.hex()[:16]}…: {error}") from None
            if held != row.digest:
                raise VerifyError(f"archived bytes {row.digest.hex()[:16]}…: are not those that were archived")
            self._found.blobs += 1

    def _check_evidence(self) -> None:
        """The derived table must be what the chained rows come to: answers are given from it."""
        seqs = self._connection.execute(select(schema.reports.c.seq).order_by(schema.reports.c.seq)).scalars().all()
        for start in range(0, len(seqs), _BLOBS * 5):
            page = seqs[start : start + _BLOBS * 5]
            told = evidence.tell(self._connection, page)
            self._check_readings(told)
            due = sorted(_flat(row) for t in told for row in evidence.history(t, self._docket))
            e = schema.evidence
            held = sorted(
                _flat(dict(row)) for row in self._connection.execute(select(e).where(e.c.report.in_(page))).mappings()
            )
            if due != held:
                odd = next(d or h for d, h in _pairs(due, held) if d != h)
                raise VerifyError(
                    f"evidence of claim {odd[2]}: is not what readings and reviews come to; "
                    "`maabar verify --rebuild` makes the derived rows anew"
                )

    def _check_readings(self, told: Sequence[evidence.Told]) -> None:
        g, c = schema.readings.c, schema.claims.c
        seqs = [t.seq for t in told]
        bodies: dict[int, list[str]] = {}
        for reading, body in self._connection.execute(
            select(c.reading, c.body).where(c.report.in_(seqs)).order_by(c.reading, c.n)
        ):
            bodies.setdefault(reading, []).append(body)
        for seq, digest, count in self._connection.execute(
            select(g.seq, g.digest, g.claims).where(g.report.in_(seqs)).order_by(g.seq)
        ):
            held = bodies.get(seq, [])
            if seq not in self._tombstones and (len(held) != count or reading_digest(held) != digest):
                raise VerifyError(f"reading {seq}: its claims are not the {count} that it had")


def _pairs(due: list[Any], held: list[Any]) -> Iterator[tuple[Any, Any]]:
    for n in range(max(len(due), len(held))):
        yield (due[n] if n < len(due) else None), (held[n] if n < len(held) else None)


def _flat(row: Mapping[str, Any]) -> tuple[Any, ...]:
    values = (row[c.name] for c in schema.evidence.columns)
    return tuple("" if v is None else v if not isinstance(v, float) else repr(v) for v in values)


def _streamed(connection: Connection, table: Table) -> Iterator[Any]:
    (key,) = table.primary_key.columns
    found = select(table).order_by(key).limit(_BLOBS)
    page = connection.execute(found).all()
    while page:
        yield from page
        page = connection.execute(found.where(key > page[-1][0])).all()


def _named(table: str, row: Mapping[str, Any]) -> str:
    name = f" ({row['name']})" if table == "reports" else ""
    return f"row {row['seq']}, {table.removesuffix('s')}{name}"
