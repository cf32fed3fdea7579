"""Evidence clustered by crossing; reports found by name alone. Derived rows are rebuilt after the migration."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

LONG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
REAL: sa.types.TypeEngine[float] = sa.Double().with_variant(sa.REAL(), "sqlite")


def upgrade() -> None:
    """Make the table ``evidence`` anew, empty."""
    op.drop_index(op.f("ix_reports_id"), table_name="reports")
    op.drop_table("evidence")
    op.create_table(
        "evidence",
        sa.Column("crossing", sa.Text(), nullable=False),
        sa.Column("known", LONG, autoincrement=False, nullable=False),
        sa.Column("claim", LONG, autoincrement=False, nullable=False),
        sa.Column("since", LONG, autoincrement=False, nullable=False),
        sa.Column("original", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("until", LONG, nullable=False),
        sa.Column("report", LONG, nullable=False),
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
        sa.PrimaryKeyConstraint("crossing", "known", "claim", "since", "original", name=op.f("pk_evidence")),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_evidence_report"), "evidence", ["report"], unique=False)
