"""Opening a ledger: which database, with which settings, and its errors in one clear line."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from platformdirs import user_data_path
from sqlalchemy import event, exc
from sqlalchemy.engine import URL, Connection, Engine, make_url

from maabar.errors import FeatureMissing, LedgerError
from maabar.ledger import schema
from maabar.ledger.chain import GENESIS

BUSY_SECONDS: Final = 30
"""How long a writer waits for another one."""

_WRITE: Final = "maabar_write"
_ENGINES: Final = {"sqlite": "sqlite+pysqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
_TABLES: Final = frozenset(schema.metadata.tables) | {"alembic_version"}
_INDEXES: Final = frozenset(str(i.name) for t in schema.metadata.tables.values() for i in t.indexes) | {
    "ix_reports_id",  # of schema 0001
    "ix_evidence_crossing_known",
}


def locate(url: str | Path | None) -> URL:
    """The database that is meant: a URL, a path of an SQLite file, or None for ``MAABAR_DB`` or the user's own.

    Raises `LedgerError`; it never repeats a password.
    """
    if url is None:
        url = os.environ.get("MAABAR_DB") or user_data_path("maabar") / "ledger.sqlite"
    if isinstance(url, Path) or "://" not in url:
        return URL.create(_ENGINES["sqlite"], database=str(Path(url).expanduser()))
    try:
        parsed = make_url(url)
    except (exc.ArgumentError, ValueError):
        raise LedgerError("the database URL can't be read, expected such as postgresql://USER@HOST/NAME") from None
    name = parsed.drivername.split("+")[0]
    if name not in _ENGINES:
        raise LedgerError(f"the database is {name!r}, expected sqlite or postgresql")
    if name == "sqlite" and parsed.database in (None, "", ":memory:"):
        raise LedgerError("the SQLite URL names no file, expected sqlite:///PATH")
    return parsed.set(drivername=_ENGINES[name])


def shown(url: URL) -> str:
    """The database as it may be shown and logged: without password or other parameters."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    return url.set(query={}).render_as_string(hide_password=True).replace("+psycopg", "")


def connect(url: URL) -> Engine:
    """An engine with the right settings. Nothing is opened yet."""
    if url.get_backend_name() == "sqlite":
        engine = sa.create_engine(url, creator=lambda: _open_sqlite(Path(str(url.database))))
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    try:
        engine = sa.create_engine(
            url, pool_pre_ping=True, connect_args={"client_encoding": "utf8", "options": "-c jit=off"}
        )
    except ModuleNotFoundError:
        raise FeatureMissing("PostgreSQL needs psycopg: pip install 'maabar[postgres]'") from None
    return engine


def _open_sqlite(path: Path) -> sqlite3.Connection:
    """A connection to the file; one that may not be written, on a read-only medium say, is opened as it lies there."""
    wal = path.with_name(path.name + "-wal")
    writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
    if not path.exists() or writable or (wal.exists() and wal.stat().st_size):
        return sqlite3.connect(path, timeout=BUSY_SECONDS, check_same_thread=False)
    as_it_lies = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(as_it_lies, timeout=BUSY_SECONDS, check_same_thread=False, uri=True)


def _set_up_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy's begin event says which kind of transaction
    for pragma in (
        "PRAGMA trusted_schema = OFF",
        "PRAGMA cell_size_check = ON",
        "PRAGMA foreign_keys = ON",
        "PRAGMA synchronous = FULL",
        "PRAGMA cache_size = -262144",
        "PRAGMA wal_autocheckpoint = 16384",
        "PRAGMA temp_store = MEMORY",
    ):
        connection.execute(pragma)


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes the lock at once; two that upgraded from reading would refuse each other.
    writes = connection.get_execution_options().get(_WRITE)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection whose whole block sees one state of the ledger."""
    with clear_errors(engine.url), engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with connection.begin():
            yield connection


@contextmanager
def writing(engine: Engine, *, settled_later: bool = False) -> Iterator[Connection]:
    """A transaction that writes: all of it or nothing.

    With ``settled_later`` SQLite does not wait for the disk: a power cut can take the transaction back (a kill can't),
    whole and with all after it, until `settle` is called.
    """
    with clear_errors(engine.url), engine.connect().execution_options(**{_WRITE: True}) as connection:
        if engine.dialect.name == "sqlite":
            raw: Any = connection.connection.driver_connection
            raw.execute("PRAGMA synchronous = NORMAL" if settled_later else "PRAGMA synchronous = FULL")
        with connection.begin():
            yield connection


def settle(engine: Engine, *, grown: bool = False) -> None:
    """Return once all that was committed is on the disk; after it has ``grown`` much, let a server plan anew."""
    if engine.dialect.name == "sqlite":
        with clear_errors(engine.url), engine.connect() as connection:
            raw: Any = connection.connection.driver_connection
            raw.execute("PRAGMA wal_checkpoint(FULL)")
    elif grown:  # its own statistics come minutes later; until then it reads whole tables
        with clear_errors(engine.url), engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("ANALYZE")


@contextmanager
def clear_errors(url: URL) -> Iterator[None]:
    """Turn what the database throws into a `LedgerError` of one line that says what to do, without secrets."""
    try:
        yield
    except exc.DBAPIError as error:
        raise LedgerError(f"{shown(url)}: {_explain(error, url)}") from None
    except (sqlite3.Error, exc.SQLAlchemyError) as error:
        raise LedgerError(f"{shown(url)}: {_without_secrets(str(error), url)}") from None


_KNOWN_ERRORS: Final = (
    ("database or disk is full", "the disk is full; nothing of this batch was kept, free some space and run again"),
    ("disk i/o error", "the disk failed or is full (disk I/O error); nothing of this batch was kept, run again"),
    ("readonly database", "the file can't be written; nothing was kept, check its permissions and its folder's"),
    ("locked", f"another program holds the ledger for more than {BUSY_SECONDS} s; nothing was kept, run again later"),
    ("file is not a database", "this file is not a ledger (not an SQLite database)"),
    ("malformed", "the file is damaged (malformed); restore a copy, `maabar verify` names what is off"),
    ("unable to open database file", "the file can't be opened; does its folder exist and may you write there?"),
    ("no space left", "the server's disk is full; nothing of this batch was kept, run again when there is space"),
)


def _explain(error: exc.DBAPIError, url: URL) -> str:
    text = str(error.orig or error)
    for mark, said in _KNOWN_ERRORS:
        if mark in text.lower():
            return said
    if error.connection_invalidated or isinstance(error, exc.OperationalError | exc.InterfaceError):
        return f"the database can't be reached; what was committed is kept, run again ({_without_secrets(text, url)})"
    return _without_secrets(text, url)


def _without_secrets(text: str, url: URL) -> str:
    first = text.strip().splitlines()[0] if text.strip() else "unknown error"
    secrets = [str(url.password)] if url.password else []
    secrets += [str(v) for k, v in url.query.items() if "password" in k.lower()]
    for secret in secrets:
        first = first.replace(secret, "***")
    return first


def purge(engine: Engine) -> None:
    """Give back the space of removed rows, so that what they held can't be read from the database's files."""
    with clear_errors(engine.url), engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            raw: Any = connection.connection.driver_connection
            raw.execute("VACUUM")
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            alone = connection.execution_options(isolation_level="AUTOCOMMIT")
            alone.exec_driver_sql("VACUUM FULL")


def prepare(engine: Engine) -> None:
    """Make the tables of a new ledger; check those of one that exists and migrate an older one."""
    sqlite = engine.dialect.name == "sqlite"
    if sqlite:
        _prepare_folder(Path(str(engine.url.database)), engine.url)
    with clear_errors(engine.url):
        with engine.connect() as connection, connection.begin():
            if sqlite:
                _refuse_strange_objects(connection, engine.url)
            revision = _revision(connection)
        if revision == schema.REVISION:
            return
        if revision is None:
            _create(engine)
        else:
            from maabar.ledger.migrations import upgrade

            upgrade(engine, revision)


def _prepare_folder(path: Path, url: URL) -> None:
    if path.is_dir():
        raise LedgerError(f"{shown(url)}: this is a folder, expected a file")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LedgerError(f"{shown(url)}: its folder can't be made ({error.strerror})") from None


def _refuse_strange_objects(connection: Connection, url: URL) -> None:
    """A ledger holds plain tables and indexes only; a trigger or a view in a stranger's file would be code of his."""
    rows = connection.exec_driver_sql("SELECT type, name, tbl_name, sql FROM sqlite_schema").all()
    for type_, name, table, sql in rows:
        plain = type_ == "table" and str(sql).upper().startswith("CREATE TABLE")
        ours = type_ == "index" and (sql is None or name in _INDEXES)
        if table not in _TABLES or not (plain or ours):
            raise LedgerError(f"{shown(url)}: holds the {type_} {name!r}, which is no part of a ledger; not opened")


def _revision(connection: Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    version = sa.table("alembic_version", sa.column("version_num", sa.Text))
    return connection.execute(sa.select(version.c.version_num)).scalar()


def _create(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            raw: Any = connection.connection.driver_connection
            raw.execute("PRAGMA page_size = 8192")
            raw.execute("PRAGMA journal_mode = WAL")
    else:
        with engine.connect() as connection:
            encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
        if encoding != "UTF8":
            raise LedgerError(f"{shown(engine.url)}: the database's encoding is {encoding}, expected UTF8")
    with writing(engine) as connection:
        if engine.dialect.name == "postgresql":  # two that open a new database at once
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
        if _revision(connection) is not None:
            return
        schema.metadata.create_all(connection)
        version = sa.Table("alembic_version", sa.MetaData(), sa.Column("version_num", sa.String(32), primary_key=True))
        version.create(connection)
        connection.execute(sa.insert(version).values(version_num=schema.REVISION))
        connection.execute(sa.insert(schema.head).values(id=1, seq=0, link=GENESIS, recorded=0))


_LOCK: Final = 0x6D61616261720001
