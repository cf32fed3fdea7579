"""A real SQLite file and a real PostgreSQL server; every test that asks for ``url`` runs on both."""

from __future__ import annotations

import itertools
import os
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from maabar.ledger import Ledger
from maabar.model import By, Claim, Report, When

_numbers = itertools.count()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a PostgreSQL server of our own; the database's name is to be put in place of NAME."""
    pytest.importorskip("psycopg")
    folder = tmp_path_factory.mktemp("pg")
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pgserver = pytest.importorskip("pgserver")
        running = _started(pgserver, folder)
    admin = sa.create_engine(running.get_uri().replace("://", "+psycopg://"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:  # no power is cut in these tests; bench/chaos.py runs with fsync
        connection.exec_driver_sql("ALTER SYSTEM SET fsync = off")
        connection.exec_driver_sql("SELECT pg_reload_conf()")
    admin.dispose()
    yield running.get_uri().replace("/postgres?", "/NAME?")
    running.cleanup()


def _started(pgserver: Any, folder: Path) -> Any:
    for attempt in range(3):  # on a busy machine a start may take longer than pgserver waits
        try:
            return pgserver.get_server(folder / f"data{attempt}")
        except Exception as error:
            reason = error
    return pytest.skip(f"no PostgreSQL server can be started here: {reason}")


@pytest.fixture(scope="session")
def made_databases() -> set[str]:
    """Databases that an earlier test made; emptying one is quicker than making one."""
    return set()


@pytest.fixture
def new_database(server: str, made_databases: set[str]) -> Callable[[], str]:
    """Makes an empty PostgreSQL database and gives its URL."""
    count = itertools.count()

    def statement(database: str, *statements: str) -> None:
        admin = sa.create_engine(
            server.replace("NAME", database).replace("://", "+psycopg://"), isolation_level="AUTOCOMMIT"
        )
        with admin.connect() as connection:
            for text in statements:
                connection.exec_driver_sql(text)
        admin.dispose()

    def make() -> str:
        name = f"ledger{next(count)}"
        if name in made_databases:
            others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            gone = f"{others} AND datname = current_database()"
            statement(name, gone, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public")
        else:
            statement("postgres", f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
            made_databases.add(name)
        return server.replace("NAME", name)

    return make


@pytest.fixture(params=["sqlite", "postgresql"])
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], str]:
    """Makes a fresh place for a ledger on one engine and gives its URL."""
    if request.param == "postgresql":
        make: Callable[[], str] = request.getfixturevalue("new_database")
        return make
    return lambda: f"sqlite:///{tmp_path / f'ledger{next(_numbers)}.sqlite'}"


@pytest.fixture
def url(new_url: Callable[[], str]) -> str:
    """A fresh place for a ledger, on each engine in turn."""
    return new_url()


@pytest.fixture
def tamper(url: str) -> Iterator[sa.Connection]:
    """A connection past the ledger's rules, each statement committed at once, for tests that alter what is kept."""
    engine = sa.create_engine(url.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SET session_replication_role = replica")  # no foreign keys
        yield connection
    engine.dispose()


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    at: datetime = datetime(2024, 5, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def move(self, **by: float) -> datetime:
        """Move on and tell the time."""
        self.at += timedelta(**by)
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ledger(url: str, clock: Clock) -> Iterator[Ledger]:
    """An empty ledger, on each engine in turn, whose time is ``clock``'s."""
    with Ledger(url, clock=clock) as opened:
        yield opened


@dataclass
class Writer:
    """Writes reports and claims of its own for tests."""

    count: Iterator[int] = field(default_factory=itertools.count)

    def claim(self, text: str, quote: str, **changes: Any) -> Claim:
        start = text.index(quote)
        given: dict[str, Any] = {
            "quote": quote,
            "crossing": "qantara",
            "kind": "status",
            "value": "open",
            "reality": "actual",
            "polarity": "affirmed",
            "speaker": "port-office",
            "speaker_kind": "official",
            "when": When(date(2024, 4, 2)),
            "start": start,
            "end": start + len(quote),
            "reader": "rules 1",
            "confidence": 0.75,
        }
        return Claim(**given | changes)

    def by(self, actor: str) -> By:
        """The value of a claim of control."""
        return By(actor)

    def report(self, text: str = "", *, quotes: tuple[str, ...] = ("فُتح المعبر",), **changes: Any) -> Report:
        """A report with one claim for each quote; ``claim`` in changes changes the claims."""
        n = next(self.count)
        text = text or f"قال مكتب الميناء إنه فُتح المعبر صباح اليوم أمام الشاحنات، البيان رقم {n}."
        claim = changes.pop("claim", {})
        given: dict[str, Any] = {"id": f"r{n}", "outlet": "river-post.example", "published": date(2024, 4, 2)}
        report = Report(**given | {"text": text, "title": f"المعبر {n}"} | changes)
        return report.with_claims(self.claim(text, quote, **claim) for quote in quotes)


@pytest.fixture
def write() -> Writer:
    return Writer()
