"""Moving a ledger to another database, on the same engine or another, and proving that the copy equals it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from sqlalchemy import Connection, Table, select, tuple_, update

from maabar.errors import LedgerError
from maabar.ledger import schema
from maabar.ledger.bulk import insert_rows
from maabar.ledger.chain import Head, Row, head_of

_PAGE: Final = 2000
_ORDER: Final = (
    schema.ingests,
    schema.blobs,
    schema.reports,
    schema.readings,
    schema.claims,
    schema.reviews,
    schema.redactions,
    schema.tombstones,
    schema.stamps,
    schema.evidence,
)
"""Tables that are copied, those that others point to first. Stored fits are not: weighing makes them again."""


def copy(source: Connection, target: Connection, progress: Callable[[int], None] | None = None) -> Head:
    """Copy all rows into an empty ledger; gives the head, which must be the same in both.

    Raises `LedgerError` where the target holds something. The caller commits, and verifies the copy.
    """
    if head_of(target).seq:
        raise LedgerError("the ledger to copy to holds rows already, expected an empty one")
    for table in _ORDER:
        for page in _pages(source, table):
            insert_rows(target, table, page)
            if progress:
                progress(len(page))
    head = source.execute(select(schema.head)).mappings().one()
    target.execute(update(schema.head).values(dict(head)))
    return head_of(target)


def size(connection: Connection) -> int:
    """How many rows there are to copy, for a progress bar; the derived ones counted as the claims."""
    return 2 * head_of(connection).seq


def _pages(connection: Connection, table: Table) -> Iterator[list[Row]]:
    key = tuple(table.primary_key.columns)
    found = select(table).order_by(*key).limit(_PAGE)
    page = connection.execute(found).mappings().all()
    while page:
        yield [dict(row) for row in page]
        last = tuple(page[-1][c.name] for c in key)
        page = connection.execute(found.where(tuple_(*key) > last)).mappings().all()
