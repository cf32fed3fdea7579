"""One batch of reports, written within one transaction: all of it or nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Connection, select, update

from maabar.errors import InputError
from maabar.ledger import archive, evidence, schema
from maabar.ledger.bulk import insert_rows
from maabar.ledger.chain import Appender, Row
from maabar.ledger.clock import micros
from maabar.ledger.schema import FOREVER
from maabar.model import Report

_encoder: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def encode(data: Any) -> str:
    """JSON as the ledger writes it: compact, Arabic as it is."""
    return _encoder.encode(data)


@dataclass(slots=True)
class Item:
    """A report on its way in, with the bytes it came from; ``bodies`` are its claims as JSON once it is read."""

    report: Report
    digest: bytes
    raw: bytes
    media_type: str
    source: str
    headers: str | None
    bodies: list[str] = field(default_factory=list)
    objects: list[dict[str, Any]] = field(default_factory=list)

    def fill(self, report: Report) -> None:
        """Take the claims of the report as read; raises `InputError` for one whose quote does not stand in it."""
        for n, claim in enumerate(report.claims):
            if not stands(claim.quote, claim.start, claim.end, claim.field, report.title, report.text):
                where = "" if claim.start is None else f" at {claim.start} to {claim.end} of its {claim.field}"
                raise InputError(f"claim {n}: its quote does not stand in the report{where}", self.source)
        self.report = report
        self.objects = [c.to_json() for c in report.claims]
        self.bodies = [encode(body) for body in self.objects]


def stands(quote: str, start: int | None, end: int | None, field: str, title: str, text: str) -> bool:
    """Whether a quote is an exact slice of its report: at its offsets, or anywhere where it has none."""
    if start is None:
        return quote in text or quote in title
    return (title if field == "title" else text)[start:end] == quote


@dataclass(slots=True)
class Counts:
    """What a batch did: reports added, held already, held and read anew; claims written."""

    added: int = 0
    already: int = 0
    reread: int = 0
    claims: int = 0


@dataclass(frozen=True, slots=True)
class Provenance:
    """Who writes: the program, the reader and the registry, each with its version."""

    tool: str
    reader: str
    registry: str


def report_digest(report: Report) -> bytes:
    """The content hash that makes a report itself: everything it says but its claims and when it was fetched."""
    return report_digest_of(
        {
            "id": report.id,
            "outlet": report.outlet,
            "url": report.url,
            "published": report.published.isoformat(),
            "published_at": micros(report.published_at) if report.published_at else None,
            "lang": report.lang,
            "title": report.title,
            "text": report.text,
        }
    )


def report_digest_of(row: Mapping[str, Any]) -> bytes:
    """The same content hash, from a row of the ledger."""
    return sha256(encode([row[name] for name in _CONTENT]).encode()).digest()


_CONTENT: Final = ("id", "outlet", "url", "published", "published_at", "lang", "title", "text")


def reading_digest(bodies: Sequence[str]) -> bytes:
    """The content hash of a reading: its claims in order."""
    return sha256("\n".join(bodies).encode()).digest()


def held(connection: Connection, digests: Sequence[bytes]) -> dict[bytes, int]:
    """The reports that the ledger holds already, by content hash."""
    found = select(schema.reports.c.digest, schema.reports.c.seq).where(schema.reports.c.digest.in_(digests))
    return {row.digest: row.seq for row in connection.execute(found)}


class Batch:
    """Writes one batch. ``ingest`` is the row of this run of ingest, None until one is written."""

    def __init__(self, connection: Connection, now: int, provenance: Provenance, ingest: int | None) -> None:
        self._connection = connection
        self._chain = Appender(connection, now)
        self._provenance = provenance
        self._blobs: dict[bytes, Row] = {}
        self._evidence: list[Row] = []
        self._readings: set[tuple[int, bytes]] = set()
        self._names: dict[str, list[Row]] = {}
        self._merges = evidence.load(connection, about_claims=False)
        self.ingest = ingest
        self.counts = Counts()

    def write(self, items: Sequence[Item]) -> None:
        """Append what is new; what another writer brought in the meantime counts as held."""
        there = held(self._connection, [i.digest for i in items])
        others = [_other_name(i.report) for i in items]
        self._names = _names(self._connection, {*others, *(i.report.id for i in items)})
        reread: list[int] = []
        for item, other in zip(items, others, strict=True):
            if (report := there.get(item.digest)) is not None:
                if self._is_held_reading(report, item):
                    self.counts.already += 1
                    continue
                self._append_reading(report, item)
                reread.append(report)
                self.counts.reread += 1
                self.counts.claims += len(item.bodies)
                continue
            versions = self._versions(item.report, other)
            if any(version["redacted"] for version in versions):
                self.counts.already += 1
            else:
                there[item.digest] = self._append_report(item, versions, other)
                self.counts.added += 1
                self.counts.claims += len(item.bodies)
        self._flush()
        if reread:
            evidence.restate(self._connection, evidence.load(self._connection), reread)

    def _flush(self) -> None:
        if self._blobs:
            present = select(schema.blobs.c.digest).where(schema.blobs.c.digest.in_(list(self._blobs)))
            for digest in self._connection.execute(present).scalars().all():
                del self._blobs[digest]
        insert_rows(self._connection, schema.blobs, list(self._blobs.values()))
        self._chain.flush()
        insert_rows(self._connection, schema.evidence, self._evidence)

    def _is_held_reading(self, report: int, item: Item) -> bool:
        digest = reading_digest(item.bodies)
        if (report, digest) in self._readings:
            return True
        r = schema.readings.c
        found = select(r.seq).where(r.report == report, r.digest == digest)
        return self._connection.execute(found).first() is not None

    def _append_report(self, item: Item, versions: Sequence[Row], other: str) -> int:
        report, recorded = item.report, self._chain.recorded
        name, version, older = self._name(report, versions, other)
        raw = archive.digest(item.raw)
        if raw not in self._blobs:
            self._blobs[raw] = {"digest": raw, "size": len(item.raw), "data": archive.pack(item.raw)}
        known = micros(report.published_at or report.published)
        row: Row = {
            "ingest": self._ingest_row(),
            "name": name,
            "version": version,
            "id": report.id,
            "digest": item.digest,
            "outlet": report.outlet,
            "published": report.published.isoformat(),
            "published_at": micros(report.published_at) if report.published_at else None,
            "known": known,
            "fetched_at": micros(report.fetched_at) if report.fetched_at else None,
            "recorded": recorded,
            "lang": report.lang,
            "url": report.url,
            "title": report.title,
            "text": report.text,
            "raw": raw,
            "media_type": item.media_type,
            "source": item.source,
            "headers": item.headers,
        }
        seq = self._chain.append("reports", row)
        self._names.setdefault(name, []).append(row | {"redacted": False})
        first = self._append_reading(seq, item)
        reading = evidence.Reading(first - 1, recorded, tuple(enumerate(item.objects, first)))
        self._evidence += evidence.history(evidence.Told(seq, version, known, None, (reading,)), self._merges)
        if older is not None:
            self._supersede(older)
        return seq

    def _append_reading(self, report: int, item: Item) -> int:
        """Append a reading and its claims; gives the first claim's seq."""
        readers = sorted({c.reader for c in item.report.claims if c.reader})
        row: Row = {
            "report": report,
            "recorded": self._chain.recorded,
            "reader": ", ".join(readers) or self._provenance.reader,
            "registry": self._provenance.registry,
            "digest": reading_digest(item.bodies),
            "claims": len(item.bodies),
        }
        self._readings.add((report, row["digest"]))
        reading = self._chain.append("readings", row)
        for n, body in enumerate(item.bodies):
            self._chain.append("claims", {"reading": reading, "report": report, "n": n, "body": body})
        return reading + 1

    def _ingest_row(self) -> int:
        if self.ingest is None:
            row = {"recorded": self._chain.recorded, "tool": self._provenance.tool}
            self.ingest = self._chain.append("ingests", row)
        return self.ingest

    def _name(self, report: Report, versions: Sequence[Row], other: str) -> tuple[str, int, int | None]:
        """The report's own name in this ledger, its version, and the seq of the version that it replaces.

        The same id, outlet and day is a new version of that report; the same id otherwise is another report.
        """
        if versions:
            last = max(versions, key=lambda r: int(r["version"]))
            return last["name"], last["version"] + 1, last["seq"]
        return (other if report.id in self._names else report.id), 1, None

    def _versions(self, report: Report, other: str) -> list[Row]:
        """The rows of this report as it was taken before, under either of its names."""
        rows = self._names.get(report.id, []) + self._names.get(other, [])
        if not rows:
            return rows
        day = report.published.isoformat()
        return [r for r in rows if r["outlet"] == report.outlet and r["published"] == day]

    def _supersede(self, report: int) -> None:
        """Close what an older version of a report says."""
        recorded, e = self._chain.recorded, schema.evidence.c
        for row in self._evidence:
            if row["report"] == report and row["until"] == FOREVER:
                row["until"] = recorded
        close = update(schema.evidence).where(e.report == report, e.until == FOREVER).values(until=recorded)
        self._connection.execute(close)


def _other_name(report: Report) -> str:
    """The name of a report whose id another outlet or day had before."""
    return f"{report.id}~{sha256(encode([report.outlet, report.published.isoformat()]).encode()).hexdigest()[:8]}"


def _names(connection: Connection, names: Iterable[str]) -> dict[str, list[Row]]:
    r, t = schema.reports.c, schema.tombstones.c
    joined = schema.reports.outerjoin(schema.tombstones, t.seq == r.seq)
    columns = r.seq, r.name, r.version, r.outlet, r.published, t.redaction.is_not(None).label("redacted")
    out: dict[str, list[Row]] = {}
    for row in connection.execute(select(*columns).select_from(joined).where(r.name.in_(list(names)))).mappings():
        out.setdefault(row["name"], []).append(dict(row))
    return out
