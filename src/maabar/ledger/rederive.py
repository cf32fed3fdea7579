"""Reading archived reports again, with the reader that read them first, to show that their claims follow from them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from maabar.errors import VerifyError
from maabar.ledger import schema
from maabar.ledger.clock import moment
from maabar.ledger.ingest import Read
from maabar.ledger.writer import encode, reading_digest
from maabar.model import Report

_PAGE = 500


@dataclass(frozen=True, slots=True)
class Rederived:
    """How many readings were derived again, and how many could not be: by another reader, registry, or redacted."""

    same: int
    others: int


def rederive(
    connection: Connection, read: Read, *, reader: str, registry: str, progress: Callable[[int], None] | None = None
) -> Rederived:
    """Read every report again whose reading was made by this reader with this registry, and compare the claims.

    Raises `VerifyError` naming the first report whose claims come out otherwise.
    """
    r, g, t = schema.reports.c, schema.readings.c, schema.tombstones.c
    joined = schema.readings.join(schema.reports, r.seq == g.report)
    columns = g.seq, g.digest, r.id, r.name, r.outlet, r.published, r.published_at, r.lang, r.url, r.title, r.text
    buried = select(t.seq).where(t.seq.in_((g.seq, g.report))).exists()
    found = (
        select(*columns)
        .select_from(joined)
        .where(g.reader == reader, g.registry == registry, ~buried)
        .order_by(g.seq)
        .limit(_PAGE)
    )
    total = connection.execute(select(g.seq)).scalars().all()
    same, page = 0, connection.execute(found).all()
    while page:
        for row in page:
            report = Report(
                id=row.id,
                outlet=row.outlet,
                published=date.fromisoformat(row.published),
                text=row.text,
                title=row.title,
                lang=row.lang,
                url=row.url,
                published_at=moment(row.published_at) if row.published_at is not None else None,
            )
            if reading_digest([encode(c.to_json()) for c in read(report).claims]) != row.digest:
                raise VerifyError(f"reading {row.seq} of report {row.name}: {reader} reads other claims in it now")
            same += 1
        if progress:
            progress(len(page))
        page = connection.execute(found.where(g.seq > page[-1].seq)).all()
    return Rederived(same, len(total) - same)
