"""The first schema: chained rows, archive, derived tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

LONG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
REAL: sa.types.TypeEngine[float] = sa.Double().with_variant(sa.REAL(), "sqlite")


def upgrade() -> None:
    """Make every table, and the head of an empty chain."""
    op.create_table(
        "blobs",
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("size", LONG, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_blobs")),
        sqlite_strict=True,
    )
    op.create_table(
        "fits",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("known", LONG, nullable=False),
        sa.Column("seq", LONG, nullable=False),
        sa.Column("made", LONG, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_fits")),
        sqlite_strict=True,
    )
    op.create_table(
        "head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seq", LONG, nullable=False),
        sa.Column("link", sa.LargeBinary(), nullable=False),
        sa.Column("recorded", LONG, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_head")),
        sqlite_strict=True,
    )
    op.create_table(
        "ingests",
        sa.Column("seq", LONG, autoincrement=False, nullable=False),
        sa.Column("recorded", LONG, nullable=False),
        sa.Column("tool", sa.Text(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("link", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_ingests")),
        sqlite_strict=True,
    )
    op.create_table(
        "redactions",
        sa.Column("seq", LONG, autoincrement=False, nullable=False),
        sa.Column("recorded", LONG, nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("link", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_redactions")),
        sqlite_strict=True,
    )
    op.create_table(
        "reviews",
        sa.Column("seq", LONG, autoincrement=False, nullable=False),
        sa.Column("recorded", LONG, nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("link", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_reviews")),
        sqlite_strict=True,
    )
    op.create_table(
        "stamps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seq", LONG, nullable=False),
        sa.Column("link", sa.LargeBinary(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("authority", sa.Text(), nullable=False),
        sa.Column("made", LONG, nullable=False),
        sa.Column("token", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stamps")),
        sqlite_strict=True,
    )
    op.create_table(
        "beliefs",
        sa.Column("fit", sa.Text(), nullable=False),
        sa.Column("traffic", sa.Text(), nullable=False),
        sa.Column("crossing", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=False),
        sa.Column("open", REAL, nullable=False),
        sa.Column("restricted", REAL, nullable=False),
        sa.Column("closed", REAL, nullable=False),
        sa.ForeignKeyConstraint(["fit"], ["fits.key"], name=op.f("fk_beliefs_fit")),
        sa.PrimaryKeyConstraint("fit", "traffic", "crossing", "day", name=op.f("pk_beliefs")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reports",
        sa.Column("seq", LONG, autoincrement=False, nullable=False),
        sa.Column("ingest", LONG, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("published", sa.Text(), nullable=False),
        sa.Column("published_at", LONG, nullable=True),
        sa.Column("known", LONG, nullable=False),
        sa.Column("fetched_at", LONG, nullable=True),
        sa.Column("recorded", LONG, nullable=False),
        sa.Column("lang", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("raw", sa.LargeBinary(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("headers", sa.Text(), nullable=True),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("link", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["ingest"], ["ingests.seq"], name=op.f("fk_reports_ingest")),
        sa.ForeignKeyConstraint(["raw"], ["blobs.digest"], name=op.f("fk_reports_raw")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_reports")),
        sa.UniqueConstraint("digest", name=op.f("uq_reports_digest")),
        sa.UniqueConstraint("name", "version", name=op.f("uq_reports_name_version")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_reports_id"), "reports", ["id"], unique=False)
    op.create_index(op.f("ix_reports_known_seq"), "reports", ["known", "seq"], unique=False)
    op.create_table(
        "tombstones",
        sa.Column("seq", LONG, autoincrement=False, nullable=False),
        sa.Column("commitment", sa.LargeBinary(), nullable=False),
        sa.Column("redaction", LONG, nullable=False),
        sa.ForeignKeyConstraint(["redaction"], ["redactions.seq"], name=op.f("fk_tombstones_redaction")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_tombstones")),
        sqlite_strict=True,
    )
    op.create_table(
        "readings",
        sa.Column("seq", LONG, autoincrement=False, nullable=False),
        sa.Column("report", LONG, nullable=False),
        sa.Column("recorded", LONG, nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("registry", sa.Text(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("link", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["report"], ["reports.seq"], name=op.f("fk_readings_report")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_readings")),
        sa.UniqueConstraint("report", "digest", name=op.f("uq_readings_report_digest")),
        sqlite_strict=True,
    )
    op.create_table(
        "claims",
        sa.Column("seq", LONG, autoincrement=False, nullable=False),
        sa.Column("reading", LONG, nullable=False),
        sa.Column("report", LONG, nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("link", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["reading"], ["readings.seq"], name=op.f("fk_claims_reading")),
        sa.ForeignKeyConstraint(["report"], ["reports.seq"], name=op.f("fk_claims_report")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_claims")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_claims_report"), "claims", ["report"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("report", LONG, autoincrement=False, nullable=False),
        sa.Column("claim", LONG, autoincrement=False, nullable=False),
        sa.Column("since", LONG, autoincrement=False, nullable=False),
        sa.Column("original", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("until", LONG, nullable=False),
        sa.Column("known", LONG, nullable=False),
        sa.Column("crossing", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("reality", sa.Text(), nullable=False),
        sa.Column("polarity", sa.Text(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=False),
        sa.Column("speaker_kind", sa.Text(), nullable=False),
        sa.Column("confidence", REAL, nullable=True),
        sa.Column("verdict", sa.Text(), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["claim"], ["claims.seq"], name=op.f("fk_evidence_claim")),
        sa.ForeignKeyConstraint(["report"], ["reports.seq"], name=op.f("fk_evidence_report")),
        sa.PrimaryKeyConstraint("report", "claim", "since", "original", name=op.f("pk_evidence")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_evidence_crossing_known"), "evidence", ["crossing", "known"], unique=False)
    head = sa.table("head", sa.column("id"), sa.column("seq"), sa.column("link"), sa.column("recorded"))
    op.execute(sa.insert(head).values(id=1, seq=0, link=bytes(32), recorded=0))
