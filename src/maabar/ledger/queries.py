"""Questions to the ledger: reports and claims as they stand, or stood, in a `View`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, FromClause, Select, and_, distinct, func, select, tuple_

from maabar.ledger import archive, schema
from maabar.ledger.chain import Head, head_of
from maabar.ledger.clock import View, moment
from maabar.ledger.schema import FOREVER
from maabar.model import Claim, Report

_PAGE: Final = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """A claim as the ledger holds it.

    ``seq`` is its number, by which reviews name it; ``claim`` its effective form, ``verdict`` what a person decided
    (None: nobody yet), ``recorded`` since when it stands so, ``reader`` who read it first.
    """

    seq: int
    claim: Claim
    verdict: str | None
    recorded: datetime
    report: str
    version: int
    outlet: str
    published: date
    published_at: datetime | None
    url: str | None
    title: str
    reader: str


def standing(seen: View, rows: FromClause = schema.evidence) -> ColumnElement[bool]:
    """The condition that a row of evidence stands in the view. ``rows`` is the table, or an alias of it."""
    e = rows.c
    conditions: list[ColumnElement[bool]] = []
    if seen.published is not None:
        conditions.append(e.known <= seen.published)
    if seen.original:
        conditions.append(e.original == 1)
    elif seen.recorded is None:
        conditions.append(e.until == FOREVER)
    else:
        conditions += [e.since <= seen.recorded, e.until > seen.recorded]
    return and_(*conditions)


def visible(seen: View) -> ColumnElement[bool]:
    """The condition that a report is there in the view, and no newer version of it."""
    r, newer = schema.reports.c, schema.reports.alias()
    conditions: list[ColumnElement[bool]] = []
    if seen.published is not None:
        conditions.append(r.known <= seen.published)
    if seen.original:
        conditions.append(r.version == 1)
        return and_(*conditions)
    later = select(newer.c.seq).where(newer.c.name == r.name, newer.c.version > r.version)
    if seen.recorded is not None:
        conditions.append(r.recorded <= seen.recorded)
        later = later.where(newer.c.recorded <= seen.recorded)
    return and_(*conditions, ~later.exists())


def opened(connection: Connection) -> int | None:
    """The moment of the ledger's first row, None while it is empty."""
    return connection.execute(select(schema.ingests.c.recorded).order_by(schema.ingests.c.seq).limit(1)).scalar()


def last_recorded(connection: Connection) -> int:
    """The moment of the ledger's last row, 0 while it is empty."""
    return int(connection.execute(select(schema.head.c.recorded)).scalar_one())


def reports(
    connection: Connection,
    seen: View,
    *,
    crossing: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Iterator[Report]:
    """Reports with their effective claims, in order of publication; see `maabar.ledger.Ledger.reports`."""
    r = schema.reports.c
    columns = (
        r.seq,
        r.name,
        r.outlet,
        r.published,
        r.published_at,
        r.known,
        r.fetched_at,
        r.lang,
        r.url,
        r.title,
        r.text,
    )
    found = select(*columns).where(visible(seen), *_between(since, until)).order_by(r.known, r.seq).limit(_PAGE)
    if crossing is not None:
        told = select(schema.evidence.c.report).where(standing(seen), schema.evidence.c.crossing == crossing)
        found = found.where(r.seq.in_(told))
    page = connection.execute(found).all()
    while page:
        bodies = _bodies(connection, seen, [row.seq for row in page], crossing)
        for row in page:
            yield _report(row, bodies.get(row.seq, []))
        if len(page) < _PAGE:
            return
        after = tuple_(r.known, r.seq) > (page[-1].known, page[-1].seq)
        page = connection.execute(found.where(after)).all()


def _between(since: date | None, until: date | None) -> list[ColumnElement[bool]]:
    day = schema.reports.c.published
    out: list[ColumnElement[bool]] = []
    if since is not None:
        out.append(day >= since.isoformat())
    if until is not None:
        out.append(day <= until.isoformat())
    return out


def _bodies(
    connection: Connection, seen: View, reports: Sequence[int], crossing: str | None
) -> dict[int, list[dict[str, Any]]]:
    e, c = schema.evidence.c, schema.claims.c
    found = (
        select(e.report, func.coalesce(e.body, c.body))
        .select_from(schema.evidence.join(schema.claims, c.seq == e.claim))
        .where(e.report.in_(reports), standing(seen))
        .order_by(e.report, e.claim)
    )
    if crossing is not None:
        found = found.where(e.crossing == crossing)
    out: dict[int, list[dict[str, Any]]] = {}
    for report, body in connection.execute(found):
        out.setdefault(report, []).append(json.loads(body))
    return out


def _report(row: Any, bodies: list[dict[str, Any]]) -> Report:
    return Report(
        id=row.name,
        outlet=row.outlet,
        published=date.fromisoformat(row.published),
        text=row.text,
        title=row.title,
        lang=row.lang,
        url=row.url,
        claims=tuple(Claim.from_json(b) for b in bodies),
        published_at=moment(row.published_at) if row.published_at is not None else None,
        fetched_at=moment(row.fetched_at) if row.fetched_at is not None else None,
    )


def entries(
    connection: Connection,
    seen: View,
    *,
    crossing: str | None = None,
    claims: Sequence[int] | None = None,
    since: date | None = None,
    until: date | None = None,
    limit: int | None = None,
) -> Iterator[Entry]:
    """Claims with what a person needs to judge them, newest report first; see `maabar.ledger.Ledger.claims`."""
    e = schema.evidence.c
    found = _entry_rows().where(standing(seen), *_between(since, until))
    found = found.order_by(e.known.desc(), e.report.desc(), e.claim)
    if crossing is not None:
        found = found.where(e.crossing == crossing)
    if claims is not None:
        found = found.where(e.claim.in_(claims))
    if limit is not None:
        found = found.limit(limit)
    for row in connection.execute(found):
        yield _entry(row)


def _entry_rows() -> Select[Any]:
    e, c, r = schema.evidence.c, schema.claims.c, schema.reports.c
    joined = (
        schema.evidence.join(schema.claims, c.seq == e.claim)
        .join(schema.reports, r.seq == e.report)
        .join(schema.readings, schema.readings.c.seq == c.reading)
    )
    body = func.coalesce(e.body, c.body).label("body")
    whose = r.name, r.version, r.outlet, r.published, r.published_at, r.url, r.title, schema.readings.c.reader
    return select(e.claim, body, e.verdict, e.since, *whose).select_from(joined)


def _entry(row: Any) -> Entry:
    return Entry(
        seq=row.claim,
        claim=Claim.from_json(json.loads(row.body)),
        verdict=row.verdict,
        recorded=moment(row.since),
        report=row.name,
        version=row.version,
        outlet=row.outlet,
        published=date.fromisoformat(row.published),
        published_at=moment(row.published_at) if row.published_at is not None else None,
        url=row.url,
        title=row.title,
        reader=row.reader,
    )


@dataclass(frozen=True, slots=True)
class Custody:
    """The raw bytes of a report and how they came. ``raw`` is None once a redaction removed them."""

    raw: bytes | None
    sha256: str
    media_type: str
    source: str
    headers: dict[str, str] | None
    fetched_at: datetime | None
    recorded: datetime
    tool: str


def custody(connection: Connection, report: str) -> Custody | None:
    """Where the latest version of a report came from, with its bytes."""
    r, b, i = schema.reports.c, schema.blobs.c, schema.ingests.c
    joined = schema.reports.join(schema.blobs, b.digest == r.raw).join(schema.ingests, i.seq == r.ingest)
    columns = b.digest, b.size, b.data, r.media_type, r.source, r.headers, r.fetched_at, r.recorded, i.tool
    found = select(*columns).select_from(joined).where(r.name == report).order_by(r.version.desc()).limit(1)
    row = connection.execute(found).one_or_none()
    if row is None:
        return None
    return Custody(
        raw=None if row.data is None else archive.unpack(row.data, row.size),
        sha256=row.digest.hex(),
        media_type=row.media_type,
        source=row.source,
        headers=json.loads(row.headers) if row.headers else None,
        fetched_at=moment(row.fetched_at) if row.fetched_at is not None else None,
        recorded=moment(row.recorded),
        tool=row.tool,
    )


@dataclass(frozen=True, slots=True)
class Overview:
    """How much a ledger holds; claims and crossings as they stand, ``first`` and ``last`` the days of publication."""

    reports: int
    claims: int
    crossings: int
    reviews: int
    first: date | None
    last: date | None
    head: Head


def overview(connection: Connection) -> Overview:
    """Count what there is."""
    e, r = schema.evidence.c, schema.reports.c
    ask = connection.execute
    claims, crossings = ask(select(func.count(), func.count(distinct(e.crossing))).where(standing(View()))).one()
    count, first, last = ask(
        select(func.count(), func.min(r.published), func.max(r.published)).where(visible(View()))
    ).one()
    return Overview(
        reports=count,
        claims=claims,
        crossings=crossings,
        reviews=ask(select(func.count()).select_from(schema.reviews)).scalar_one(),
        first=date.fromisoformat(first) if first else None,
        last=date.fromisoformat(last) if last else None,
        head=head_of(connection),
    )
