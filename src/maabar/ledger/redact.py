"""Removing a passage, such as a private person's name, from everything a ledger holds, and saying so in the chain.

Every chained row with the passage is rewritten with the passage masked. What the row committed to before is kept as a
*tombstone*: the commitment alone, which says nothing once the row's salt is gone. So the chain and the time-stamps
on it still hold for all other rows; the rewritten rows are signed anew by a row ``redactions`` at the chain's end,
which says by whom, when, why and which rows. Archived bytes with the passage are removed altogether. Content hashes of
rewritten rows give way to random ones: a guessed name could be tried against them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from os import urandom
from typing import Any, Final

from sqlalchemy import Connection, Table, Text, delete, insert, or_, select, update

from maabar.errors import InputError
from maabar.ledger import archive, evidence, schema
from maabar.ledger.chain import SALT_BYTES, Appender, Row, commitment
from maabar.ledger.reviews import Docket
from maabar.ledger.writer import encode

MASK: Final = "█"
_PAGE: Final = 500
_JSON: Final = frozenset({("claims", "body"), ("reviews", "body"), ("reports", "headers")})


@dataclass(frozen=True, slots=True)
class Redacted:
    """What a redaction did: its own row, how many rows it rewrote and how many archived documents it removed."""

    seq: int
    rows: int
    documents: int


def redact(connection: Connection, now: int, passage: str, *, by: str, why: str) -> Redacted:
    """Remove the passage, as written, from every row and every archived document. Raises `InputError`."""
    if len(passage.strip()) < 2:
        raise InputError(f"the passage is {passage!r}, expected at least two characters")
    if not by.strip() or not why.strip():
        raise InputError("the redaction lacks by whom or why, expected both")
    if passage in by or passage in why:
        raise InputError("the passage stands in who redacts or why, where it would stay")
    chain = Appender(connection, now)
    redaction = _Redaction(connection, passage)
    redaction.gather()
    if not redaction.changes:
        raise InputError("the passage stands nowhere in the ledger, expected its exact characters")
    rows = {str(new["seq"]): commitment(table.name, new).hex() for table, _, new in redaction.changes}
    gone = [digest.hex() for digest in redaction.removed.values()]
    body = encode({"rows": rows, "blobs": gone})
    seq = chain.append("redactions", {"recorded": chain.recorded, "by": by, "why": why, "body": body})
    chain.flush()
    redaction.write(seq)
    return Redacted(seq, len(rows), len(gone))


class _Redaction:
    """The rows that change, each with its table, as it was and as it will be; archived digests that are ``removed``."""

    def __init__(self, connection: Connection, passage: str) -> None:
        self._connection = connection
        self._passage = passage
        self._mask = MASK * len(passage)
        self.changes: list[tuple[Table, Mapping[str, Any], Row]] = []
        self.removed: dict[bytes, bytes] = {}
        self._reports: dict[int, tuple[Mapping[str, Any], Row]] = {}

    def gather(self) -> None:
        """Find all that holds the passage and what takes its place."""
        r, c = schema.reports.c, schema.claims.c
        documents = self._documents()
        seqs = self._holding(schema.reports) | self._where(schema.reports, r.raw.in_(documents))
        for old in self._rows(schema.reports, seqs):
            if old["raw"] not in self.removed:
                self.removed[old["raw"]] = urandom(32)
        seqs |= self._where(schema.reports, r.raw.in_(list(self.removed)))
        for old in self._rows(schema.reports, seqs):
            new = self._masked(schema.reports, old) | {"digest": urandom(32), "raw": self.removed[old["raw"]]}
            self._reports[old["seq"]] = old, new
            self.changes.append((schema.reports, old, new))
        readings = set()
        claims = self._holding(schema.claims) | self._where(schema.claims, c.report.in_(seqs))
        for old in self._rows(schema.claims, claims):
            new = self._claim(old)
            if new["body"] != old["body"]:
                self.changes.append((schema.claims, old, new))
                readings.add(old["reading"])
        for old in self._rows(schema.readings, readings | self._holding(schema.readings)):
            self.changes.append((schema.readings, old, self._masked(schema.readings, old) | {"digest": urandom(32)}))
        for table in (schema.ingests, schema.reviews, schema.redactions):
            for old in self._rows(table, self._holding(table)):
                self.changes.append((table, old, self._masked(table, old)))

    def write(self, redaction: int) -> None:
        """Rewrite the rows, leave their tombstones, drop the documents and what was derived from them."""
        write, b, t = self._connection.execute, schema.blobs.c, schema.tombstones.c
        for empty in self.removed.values():
            write(insert(schema.blobs).values(digest=empty, size=0, data=None))
        buried = set(write(select(t.seq)).scalars())
        for table, old, new in self.changes:
            write(update(table).where(table.c.seq == old["seq"]).values(new))
            if old["seq"] in buried:
                write(update(schema.tombstones).where(t.seq == old["seq"]).values(redaction=redaction))
            else:
                values = {"seq": old["seq"], "commitment": commitment(table.name, old), "redaction": redaction}
                write(insert(schema.tombstones).values(values))
        for digest in self.removed:
            write(delete(schema.blobs).where(b.digest == digest))
        write(delete(schema.beliefs))
        write(delete(schema.fits))
        docket = evidence.load(self._connection)
        evidence.restate(self._connection, docket, self._touched(docket))

    def _touched(self, docket: Docket) -> set[int]:
        touched = set(self._reports)
        changed = {new["seq"] for table, _, new in self.changes if table is schema.reviews}
        for table, old, _ in self.changes:
            if table is schema.claims:
                touched.add(old["report"])
        for review in docket.reviews:
            if review.seq in changed:
                touched.update(evidence.touched(self._connection, docket, review))
        return touched

    def _holding(self, table: Table) -> set[int]:
        """The rows with the passage in any column of text, as it is or as JSON writes it."""
        forms = {self._passage, encode(self._passage)[1:-1]}
        texts = [c for c in table.columns if isinstance(c.type, Text)]
        return self._where(table, or_(*[c.contains(form, autoescape=True) for c in texts for form in forms]))

    def _where(self, table: Table, condition: Any) -> set[int]:
        return set(self._connection.execute(select(table.c.seq).where(condition)).scalars())

    def _rows(self, table: Table, seqs: Iterable[int]) -> list[Mapping[str, Any]]:
        ordered = sorted(seqs)
        out: list[Mapping[str, Any]] = []
        for start in range(0, len(ordered), _PAGE):
            page = select(table).where(table.c.seq.in_(ordered[start : start + _PAGE])).order_by(table.c.seq)
            out += [dict(row) for row in self._connection.execute(page).mappings()]
        return out

    def _masked(self, table: Table, old: Mapping[str, Any]) -> Row:
        new = dict(old) | {"salt": urandom(SALT_BYTES)}
        for column in table.columns:
            value = old[column.name]
            if isinstance(column.type, Text) and value is not None:
                as_json = (table.name, column.name) in _JSON
                new[column.name] = encode(self._clean(json.loads(value))) if as_json else self._clean(value)
        return new

    def _clean(self, value: Any) -> Any:
        if isinstance(value, str):
            return value.replace(self._passage, self._mask)
        if isinstance(value, list):
            return [self._clean(v) for v in value]
        if isinstance(value, dict):
            return {self._clean(k): self._clean(v) for k, v in value.items()}
        return value

    def _claim(self, old: Mapping[str, Any]) -> Row:
        """A claim with the passage masked; its words are cut anew from the report, so that no part of it stays."""
        new = self._masked(schema.claims, old)
        if old["report"] not in self._reports:
            return new
        before, after = self._reports[old["report"]]
        body, cleaned = json.loads(old["body"]), json.loads(new["body"])
        cleaned["quote"] = _cut(body["quote"], body.get("start"), body.get("field", "text"), before, after)
        if purpose := body.get("purpose"):
            cleaned["purpose"]["quote"] = _cut(purpose["quote"], None, "text", before, after)
        if body.get("distanced"):
            cleaned["distanced"] = _cut(body["distanced"], None, "text", before, after)
        return new | {"body": encode(cleaned)}

    def _documents(self) -> list[bytes]:
        """Digests of the archived documents that hold the passage in a usual encoding; they will be removed."""
        b = schema.blobs.c
        forms = _encoded(self._passage)
        found: list[bytes] = []
        page = select(schema.blobs).where(b.data.is_not(None)).order_by(b.digest).limit(_PAGE)
        rows = self._connection.execute(page).all()
        while rows:
            for row in rows:
                raw = archive.unpack(row.data, row.size)
                if any(form in raw for form in forms):
                    found.append(row.digest)
            rows = self._connection.execute(page.where(b.digest > rows[-1].digest)).all()
        return found


def _cut(words: str, start: int | None, field: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """Words of a report as they read after it was masked; masking keeps every offset."""
    for name in (field, "text", "title"):
        at = before[name].find(words) if start is None else start
        if at >= 0 and before[name][at : at + len(words)] == words:
            return str(after[name][at : at + len(words)])
    return words


def _encoded(passage: str) -> list[bytes]:
    """The passage in the encodings and escapes that pages and exports use."""
    texts = {passage, encode(passage)[1:-1], json.dumps(passage)[1:-1]}
    texts.add("".join(f"&#{ord(c)};" for c in passage))
    texts.add("".join(f"&#x{ord(c):x};" for c in passage))
    out = []
    for text in texts:
        for encoding in ("utf-8", "utf-16-le", "utf-16-be", "windows-1256"):
            try:
                out.append(text.encode(encoding))
            except UnicodeEncodeError:
                continue
    return out
