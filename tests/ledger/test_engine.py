"""Opening: which database is meant, what is refused, and errors in one clear line without secrets."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from maabar.errors import LedgerError
from maabar.ledger import Ledger, engine, schema


def test_a_path_a_url_or_the_environment_says_which_database(monkeypatch: Any, tmp_path: Path) -> None:
    assert engine.locate(tmp_path / "x.sqlite").database == str(tmp_path / "x.sqlite")
    assert engine.locate("sqlite:////srv/x.sqlite").database == "/srv/x.sqlite"
    assert engine.locate("postgres://u@h/db").drivername == "postgresql+psycopg"
    monkeypatch.setenv("MAABAR_DB", str(tmp_path / "env.sqlite"))
    assert engine.locate(None).database == str(tmp_path / "env.sqlite")
    monkeypatch.delenv("MAABAR_DB")
    assert Path(str(engine.locate(None).database)).name == "ledger.sqlite"


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://u:geheim@h/db", "expected sqlite or postgresql"),
        ("sqlite://", "names no file"),
        ("x y://geheim", "can't"),
    ],
)
def test_other_databases_are_refused(url: str, said: str) -> None:
    with pytest.raises(LedgerError, match=said) as caught:
        engine.locate(url)
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://analyst:geheim@127.0.0.1:9/db",
        "postgresql://127.0.0.1:9/db?user=analyst&password=geheim",
        "postgresql://analyst:geheim@nowhere.invalid/db?connect_timeout=1",
    ],
)
def test_a_server_that_cannot_be_reached_is_one_line_without_the_password(url: str) -> None:
    with pytest.raises(LedgerError, match="can't be reached") as caught:
        Ledger(url)
    assert "geheim" not in str(caught.value)
    assert "geheim" not in repr(caught.value.__cause__) + repr(caught.value.__context__ and caught.value)
    assert "\n" not in str(caught.value)


def test_the_location_and_its_picture_hold_no_password() -> None:
    url = engine.locate("postgresql://analyst:geheim@h/db?password=geheim")
    assert engine.shown(url) == "postgresql://analyst:***@h/db"


def test_files_that_are_no_ledger_are_refused(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("notes " * 500)
    with pytest.raises(LedgerError, match="not an SQLite database"):
        Ledger(text)
    assert text.read_text().startswith("notes")
    with pytest.raises(LedgerError, match="this is a folder"):
        Ledger(tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(LedgerError, match="folder can't be made"):
        Ledger(tmp_path / "file" / "x.sqlite")


def test_a_damaged_file_is_one_line(tmp_path: Path, write: Any) -> None:
    path = tmp_path / "x.sqlite"
    with Ledger(path) as ledger:
        ledger.ingest([write.report() for _ in range(50)])
    content = bytearray(path.read_bytes())
    for at in range(8192, len(content), 512):
        content[at : at + 64] = b"\xff" * 64
    path.write_bytes(bytes(content))
    with pytest.raises(LedgerError) as caught, Ledger(path) as ledger:
        ledger.verify()
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "strange",
    [
        "CREATE TRIGGER bad AFTER INSERT ON reviews BEGIN DELETE FROM claims; END",
        "CREATE VIEW bad AS SELECT * FROM reports",
        "CREATE TABLE extra (x TEXT)",
        "CREATE VIRTUAL TABLE bad USING fts5(x)",
        "CREATE INDEX bad ON reports (upper(text))",
    ],
)
def test_a_strangers_file_with_code_in_its_schema_is_not_opened(tmp_path: Path, strange: str) -> None:
    path = tmp_path / "gift.sqlite"
    Ledger(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute(strange)
    connection.close()
    with pytest.raises(LedgerError, match="no part of a ledger"):
        Ledger(path)


def test_sqlite_has_the_settings_that_the_docs_promise(tmp_path: Path) -> None:
    with Ledger(tmp_path / "x.sqlite") as ledger, engine.reading(ledger._engine) as connection:
        asked = {n: connection.exec_driver_sql(f"PRAGMA {n}").scalar() for n in _PROMISED}
        tables = connection.exec_driver_sql("PRAGMA table_list").mappings().all()
    assert asked == _PROMISED
    assert all(t["strict"] for t in tables if t["name"] in schema.metadata.tables)


_PROMISED = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "trusted_schema": 0, "cell_size_check": 1}


def test_text_is_never_taken_for_sql(ledger: Ledger, write: Any) -> None:
    nasty = "'; DROP TABLE reports; -- %s :x ?"
    report = write.report(
        f"{nasty} فُتح المعبر", id=nasty, outlet=nasty, title=nasty, claim={"crossing": nasty, "speaker": nasty}
    )
    ledger.ingest([report])
    assert list(ledger.reports(crossing=nasty)) == [report]
    ledger.review("merge", f"speaker:{nasty}", by=nasty, why=nasty, into="x")
    ledger.verify()


def test_a_ledger_of_a_newer_version_is_refused(ledger: Ledger, url: str, tamper: sa.Connection) -> None:
    tamper.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(LedgerError, match="made by a newer version"):
        Ledger(url)


def test_a_postgresql_database_in_another_encoding_is_refused(server: str) -> None:
    admin = sa.create_engine(server.replace("NAME", "postgres").replace("://", "+psycopg://"))
    with admin.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")
    admin.dispose()
    with pytest.raises(LedgerError, match="encoding is LATIN1, expected UTF8"):
        Ledger(server.replace("NAME", "latin"))


def test_archived_bytes_that_would_fill_the_memory_are_refused() -> None:
    import zstandard

    from maabar.ledger import archive

    bomb = zstandard.ZstdCompressor().compress(bytes(archive.LIMIT + 1))
    assert len(bomb) < 50_000
    for size in (archive.LIMIT + 1, 1000):
        with pytest.raises(LedgerError, match="promise"):
            archive.unpack(bomb, size)
    unsized = zstandard.ZstdCompressor(write_content_size=False).compress(b"x" * 1000)
    with pytest.raises(LedgerError, match="promise"):
        archive.unpack(unsized, 1000)
    with pytest.raises(LedgerError, match="can't be decompressed"):
        archive.unpack(b"not zstd", 8)
    with pytest.raises(LedgerError, match="expected at most"):
        archive.pack(bytes(archive.LIMIT + 1))
    assert archive.unpack(archive.pack(b""), 0) == b""


def test_a_ledger_file_is_not_made_executable_or_world_writable(tmp_path: Path) -> None:
    Ledger(tmp_path / "x.sqlite").close()
    mode = (tmp_path / "x.sqlite").stat().st_mode
    assert not mode & (stat.S_IXUSR | stat.S_IWOTH)
