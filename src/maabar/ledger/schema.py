"""The tables of a ledger, the same on SQLite and on PostgreSQL.

Three kinds of table, kept apart:

* **chained** rows are the evidence. They are only ever appended; each carries a ``link``, the hash of its predecessor's
  link and of its own content (see `maabar.ledger.chain`). They share one sequence, ``seq``.
* **archive**: ``blobs`` holds raw bytes by their SHA-256; chained rows name them.
* **derived** rows (``evidence``, ``fits``, ``beliefs``) answer questions fast and can be thrown away and rebuilt.

Moments are whole microseconds since 1970-01-01 UTC, so that both engines order them alike; days are ISO text.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    REAL,
    BigInteger,
    Column,
    Dialect,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeEngine

REVISION: Final = "0002"
"""The migration that brings a database to this schema."""

FOREVER: Final = 2**63 - 1
"""``until`` of evidence that still stands."""

metadata: Final = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_Long = BigInteger().with_variant(Integer(), "sqlite")
"""64 bits on both engines; STRICT tables of SQLite know the name INTEGER only."""
_Real: Final[TypeEngine[float]] = Double().with_variant(REAL(), "sqlite")


class _Bytes(LargeBinary):
    """Bytes that go to the driver as they are; both drivers take them, and wrapping each costs a fifth of an ingest."""

    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> None:
        return None


def _seq() -> Column[int]:
    return Column("seq", _Long, primary_key=True, autoincrement=False)


def _seals() -> tuple[Column[bytes], Column[bytes]]:
    return Column("salt", _Bytes, nullable=False), Column("link", _Bytes, nullable=False)


head: Final = Table(
    "head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seq", _Long, nullable=False),
    Column("link", _Bytes, nullable=False),
    Column("recorded", _Long, nullable=False),
    sqlite_strict=True,
)

ingests: Final = Table(
    "ingests",
    metadata,
    _seq(),
    Column("recorded", _Long, nullable=False),
    Column("tool", Text, nullable=False),
    *_seals(),
    sqlite_strict=True,
)

blobs: Final = Table(
    "blobs",
    metadata,
    Column("digest", _Bytes, primary_key=True),
    Column("size", _Long, nullable=False),
    Column("data", _Bytes),
    sqlite_strict=True,
)

reports: Final = Table(
    "reports",
    metadata,
    _seq(),
    Column("ingest", _Long, ForeignKey("ingests.seq"), nullable=False),
    Column("name", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("id", Text, nullable=False),
    Column("digest", _Bytes, nullable=False, unique=True),
    Column("outlet", Text, nullable=False),
    Column("published", Text, nullable=False),
    Column("published_at", _Long),
    Column("known", _Long, nullable=False),
    Column("fetched_at", _Long),
    Column("recorded", _Long, nullable=False),
    Column("lang", Text, nullable=False),
    Column("url", Text),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("raw", _Bytes, ForeignKey("blobs.digest"), nullable=False),
    Column("media_type", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("headers", Text),
    *_seals(),
    UniqueConstraint("name", "version"),
    Index(None, "known", "seq"),
    sqlite_strict=True,
)

readings: Final = Table(
    "readings",
    metadata,
    _seq(),
    Column("report", _Long, ForeignKey("reports.seq"), nullable=False),
    Column("recorded", _Long, nullable=False),
    Column("reader", Text, nullable=False),
    Column("registry", Text, nullable=False),
    Column("digest", _Bytes, nullable=False),
    Column("claims", Integer, nullable=False),
    *_seals(),
    UniqueConstraint("report", "digest"),
    sqlite_strict=True,
)

claims: Final = Table(
    "claims",
    metadata,
    _seq(),
    Column("reading", _Long, ForeignKey("readings.seq"), nullable=False),
    Column("report", _Long, ForeignKey("reports.seq"), nullable=False),
    Column("n", Integer, nullable=False),
    Column("body", Text, nullable=False),
    *_seals(),
    Index(None, "report"),
    sqlite_strict=True,
)

reviews: Final = Table(
    "reviews",
    metadata,
    _seq(),
    Column("recorded", _Long, nullable=False),
    Column("by", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("why", Text, nullable=False),
    *_seals(),
    sqlite_strict=True,
)

redactions: Final = Table(
    "redactions",
    metadata,
    _seq(),
    Column("recorded", _Long, nullable=False),
    Column("by", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("body", Text, nullable=False),
    *_seals(),
    sqlite_strict=True,
)

tombstones: Final = Table(
    "tombstones",
    metadata,
    Column("seq", _Long, primary_key=True, autoincrement=False),
    Column("commitment", _Bytes, nullable=False),
    Column("redaction", _Long, ForeignKey("redactions.seq"), nullable=False),
    sqlite_strict=True,
)

stamps: Final = Table(
    "stamps",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("seq", _Long, nullable=False),
    Column("link", _Bytes, nullable=False),
    Column("kind", Text, nullable=False),
    Column("authority", Text, nullable=False),
    Column("made", _Long, nullable=False),
    Column("token", _Bytes, nullable=False),
    sqlite_strict=True,
)

evidence: Final = Table(
    "evidence",
    metadata,
    # Clustered (on SQLite) so that the claims of a crossing lie together, in the order in which they became known.
    Column("crossing", Text, primary_key=True),
    Column("known", _Long, primary_key=True, autoincrement=False),
    Column("claim", _Long, ForeignKey("claims.seq"), primary_key=True, autoincrement=False),
    Column("since", _Long, primary_key=True, autoincrement=False),
    Column("original", Integer, primary_key=True, autoincrement=False),
    Column("until", _Long, nullable=False),
    Column("report", _Long, ForeignKey("reports.seq"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("said", Text, nullable=False),
    Column("reality", Text, nullable=False),
    Column("polarity", Text, nullable=False),
    Column("speaker", Text, nullable=False),
    Column("speaker_kind", Text, nullable=False),
    Column("confidence", _Real),
    Column("verdict", Text),
    Column("body", Text),
    Index(None, "report"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

fits: Final = Table(
    "fits",
    metadata,
    Column("key", Text, primary_key=True),
    Column("known", _Long, nullable=False),
    Column("seq", _Long, nullable=False),
    Column("made", _Long, nullable=False),
    Column("body", Text, nullable=False),
    sqlite_strict=True,
)

beliefs: Final = Table(
    "beliefs",
    metadata,
    Column("fit", Text, ForeignKey("fits.key"), primary_key=True),
    Column("traffic", Text, primary_key=True),
    Column("crossing", Text, primary_key=True),
    Column("day", Text, primary_key=True),
    Column("open", _Real, nullable=False),
    Column("restricted", _Real, nullable=False),
    Column("closed", _Real, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

CHAINED: Final = {t.name: t for t in (ingests, reports, readings, claims, reviews, redactions)}
"""The tables whose rows stand in the hash chain, by name."""
