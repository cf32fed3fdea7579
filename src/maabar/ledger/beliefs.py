"""A place for what weighing found, so that a big ledger need not be weighed for every question.

Fits are derived and disposable, kept outside the hash chain. Each says at which row of the chain it was made, so that
whoever asks can tell whether something was appended since.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any, Final

from sqlalchemy import Connection, delete, func, insert, select

from maabar.ledger import schema
from maabar.ledger.bulk import insert_rows
from maabar.ledger.clock import moment
from maabar.ledger.schema import FOREVER
from maabar.model import Belief

_PAGE: Final = 20_000


@dataclass(frozen=True, slots=True)
class Fit:
    """One stored result of weighing: its key, as known when (None: everything), at which row of the chain, when made.

    ``body`` is whatever the one who stored it wants back; ``current`` is whether nothing was appended since.
    """

    key: str
    known: datetime | None
    seq: int
    made: datetime
    body: Mapping[str, Any]
    current: bool


def store(
    connection: Connection,
    rows: Iterable[Belief],
    key: str,
    *,
    known: int | None,
    seq: int,
    now: int,
    body: Mapping[str, Any],
) -> int:
    """Keep beliefs under a key, in place of those kept under it before; gives how many. ``seq``: fitted up to there."""
    forget(connection, [key])
    text = json.dumps(body, ensure_ascii=False)
    values = {"key": key, "known": FOREVER if known is None else known, "seq": seq, "made": now, "body": text}
    connection.execute(insert(schema.fits).values(values))
    remaining, kept = iter(rows), 0
    while page := [_row(key, belief) for belief in islice(remaining, _PAGE)]:
        insert_rows(connection, schema.beliefs, page)
        kept += len(page)
    return kept


def _row(key: str, belief: Belief) -> dict[str, Any]:
    return {
        "fit": key,
        "traffic": belief.traffic or "",
        "crossing": belief.crossing,
        "day": belief.day.isoformat(),
        "open": float(belief.open),
        "restricted": float(belief.restricted),
        "closed": float(belief.closed),
    }


def forget(connection: Connection, keys: Iterable[str]) -> None:
    """Drop fits and their beliefs."""
    keys = list(keys)
    connection.execute(delete(schema.beliefs).where(schema.beliefs.c.fit.in_(keys)))
    connection.execute(delete(schema.fits).where(schema.fits.c.key.in_(keys)))


def fits(connection: Connection) -> list[Fit]:
    """The stored fits, the newest first."""
    f = schema.fits.c
    end = connection.execute(select(schema.head.c.seq)).scalar_one()
    return [
        Fit(
            row.key,
            None if row.known == FOREVER else moment(row.known),
            row.seq,
            moment(row.made),
            json.loads(row.body),
            row.seq == end,
        )
        for row in connection.execute(select(schema.fits).order_by(f.made.desc(), f.key))
    ]


def beliefs(
    connection: Connection, key: str, *, crossing: str | None, on: date | None, traffic: str | None
) -> Iterator[Belief]:
    """Stored beliefs in order of crossing and day; with ``on`` for each crossing the last day up to then."""
    b = schema.beliefs.c
    conditions = [b.fit == key, b.traffic == (traffic or "")]
    if crossing is not None:
        conditions.append(b.crossing == crossing)
    found = select(b.crossing, b.day, b.open, b.restricted, b.closed)
    if on is not None:
        last = (
            select(b.crossing, func.max(b.day).label("day"))
            .where(*conditions, b.day <= on.isoformat())
            .group_by(b.crossing)
            .subquery()
        )
        joined = schema.beliefs.join(last, (last.c.crossing == b.crossing) & (last.c.day == b.day))
        found = found.select_from(joined)
    for row in connection.execute(found.where(*conditions).order_by(b.crossing, b.day)):
        yield Belief(row.crossing, date.fromisoformat(row.day), row.open, row.restricted, row.closed, traffic)
