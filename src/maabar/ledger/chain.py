"""The hash chain: what each appended row commits to, and how rows are joined.

For row *n* of the whole ledger, in the order of ``seq``::

    commitment(n) = SHA-256(salt(n) || canonical(n))
    link(n)       = SHA-256(link(n-1) || commitment(n)),   link(0) = 32 zero bytes

``canonical`` is the row's table, ``seq`` and columns as a JSON list. The random salt makes a commitment say nothing
about its row once row and salt are gone, so that a redaction can keep the commitment and leave the chain (and every
time-stamp on it) standing; see `maabar.ledger.redact`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from operator import itemgetter
from os import urandom
from typing import Any, Final

from sqlalchemy import Connection, select, update

from maabar.errors import LedgerError
from maabar.ledger.bulk import insert_rows
from maabar.ledger.schema import CHAINED, head

GENESIS: Final = bytes(32)
SALT_BYTES: Final = 16

_COLUMNS: Final = {
    name: tuple(c.name for c in table.columns if c.name not in ("salt", "link")) for name, table in CHAINED.items()
}
_values: Final = {name: itemgetter(*columns) for name, columns in _COLUMNS.items()}
_encode: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=bytes.hex).encode

Row = dict[str, Any]


def canonical(table: str, row: Mapping[str, Any]) -> bytes:
    """The bytes that a row commits to: table name and every column but salt and link, in the schema's order."""
    return _encode([table, *_values[table](row)]).encode()


def commitment(table: str, row: Mapping[str, Any]) -> bytes:
    """SHA-256 over the row's salt and its canonical form."""
    return sha256(row["salt"] + canonical(table, row)).digest()


def link(previous: bytes, committed: bytes) -> bytes:
    """The link of a row that follows a row with the link ``previous``."""
    return sha256(previous + committed).digest()


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain: how many rows there are, and the link of the last."""

    seq: int
    link: str


def head_of(connection: Connection) -> Head:
    """The head as the database has it."""
    row = connection.execute(select(head.c.seq, head.c.link)).one()
    return Head(row.seq, row.link.hex())


class Appender:
    """Appends rows to the chain within one transaction, of which it holds the head locked.

    ``recorded`` is this transaction's moment: the clock's, moved on where needed so that it is later than that of every
    row before. So a question about a past moment can't be answered differently by what is appended after it.
    """

    def __init__(self, connection: Connection, now: int) -> None:
        row = connection.execute(select(head).where(head.c.id == 1).with_for_update()).one_or_none()
        if row is None:
            raise LedgerError("the ledger has no chain head; its file was altered or not finished")
        self._connection = connection
        self._seq: int = row.seq
        self._link: bytes = row.link
        self._rows: dict[str, list[Row]] = {name: [] for name in CHAINED}
        self.recorded = max(now, row.recorded + 1)

    def append(self, table: str, row: Row) -> int:
        """Put a row (without ``seq``, ``salt`` and ``link``) at the end of the chain; gives its ``seq``."""
        self._seq += 1
        row["seq"] = self._seq
        row["salt"] = urandom(SALT_BYTES)
        row["link"] = self._link = link(self._link, commitment(table, row))
        self._rows[table].append(row)
        return self._seq

    def flush(self) -> None:
        """Write the appended rows and the new head; the caller commits."""
        if not any(self._rows.values()):
            return
        for name, table in CHAINED.items():
            if rows := self._rows[name]:
                insert_rows(self._connection, table, rows)
                self._rows[name] = []
        self._connection.execute(
            update(head).where(head.c.id == 1).values(seq=self._seq, link=self._link, recorded=self.recorded)
        )
