"""Every released schema comes to the present one, with all that it holds.

``released/NNNN.sql`` is a dump of a small ledger as the release with that schema wrote it.
"""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from maabar.ledger import Ledger, engine, schema
from maabar.ledger.migrations import revisions, run

RELEASED = sorted((Path(__file__).parent / "released").glob("*.sql"))


def _restored(dump: Path, folder: Path) -> Path:
    path = folder / "old.sqlite"
    connection = sqlite3.connect(path)
    connection.executescript(dump.read_text("utf-8"))
    connection.close()
    return path


def _holds_what_the_release_wrote(ledger: Ledger) -> None:
    found = ledger.verify()
    assert (found.reports, found.claims, found.rows) == (3, 4, 13)
    assert [(r.id, r.claims[0].value) for r in ledger.reports()] == [
        ("old1", "open"),
        ("old2", "restricted"),
        ("old3", "open"),
    ]
    first_day = datetime(2024, 5, 1, 12, tzinfo=UTC)
    assert [r.claims[0].value for r in ledger.reports(known=first_day)] == ["open", "closed"]
    assert len(list(ledger.claims("qantara", known=date(2024, 4, 1)))) == 1


def test_there_is_a_dump_of_every_released_schema_but_the_present() -> None:
    assert [p.stem for p in RELEASED] == [r for r in revisions() if r != schema.REVISION]


@pytest.mark.parametrize("dump", RELEASED, ids=lambda p: p.stem)
def test_a_released_ledger_on_sqlite_is_brought_up_when_it_is_opened(dump: Path, tmp_path: Path) -> None:
    path = _restored(dump, tmp_path)
    for _ in range(2):
        with Ledger(path) as ledger:
            _holds_what_the_release_wrote(ledger)


@pytest.mark.parametrize("dump", RELEASED, ids=lambda p: p.stem)
def test_a_released_ledger_on_postgresql_is_brought_up_when_it_is_opened(
    dump: Path, tmp_path: Path, new_database: Any
) -> None:
    url = new_database()
    target = engine.connect(engine.locate(url))
    run(target, dump.stem)
    source = sa.create_engine(f"sqlite:///{_restored(dump, tmp_path)}")
    old = sa.MetaData()
    old.reflect(target)
    with source.connect() as here, target.connect() as there, there.begin():
        there.execute(sa.delete(old.tables["head"]))
        for table in old.sorted_tables:
            rows = [dict(row) for row in here.execute(sa.select(table)).mappings()]
            if rows and table.name != "alembic_version":
                there.execute(sa.insert(table), rows)
    source.dispose()
    target.dispose()
    with Ledger(url) as ledger:
        _holds_what_the_release_wrote(ledger)


def test_migrations_come_to_the_same_tables_as_a_new_ledger(url: str) -> None:
    database = engine.connect(engine.locate(url))
    run(database, "head")
    with database.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, schema.metadata) == []
    database.dispose()
    with Ledger(url) as ledger:
        assert ledger.verify().rows == 0


def test_a_new_ledger_has_the_tables_of_the_schema(url: str) -> None:
    Ledger(url).close()
    database = engine.connect(engine.locate(url))
    with database.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == []
    database.dispose()


def test_a_migration_that_fails_leaves_the_ledger_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from maabar.ledger import evidence

    path = _restored(RELEASED[0], tmp_path)
    monkeypatch.setattr(evidence, "rebuild", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        Ledger(path)
    monkeypatch.undo()
    with Ledger(path) as ledger:
        _holds_what_the_release_wrote(ledger)
