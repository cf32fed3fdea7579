"""Faults: one clear line, nothing lost, works again after."""

from __future__ import annotations

import json
import resource
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from maabar.errors import LedgerError
from maabar.ledger import Ledger, engine, ingest
from maabar.model import Report


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest, "BATCH_REPORTS", 10)


def _holds(ledger: Ledger, reports: list[Report]) -> None:
    """All reports are there once, and the ledger verifies."""
    assert sorted(r.id for r in ledger.reports()) == sorted(r.id for r in reports)
    ledger.verify()


@pytest.mark.usefixtures("small_batches")
def test_a_failure_in_the_middle_keeps_the_batches_before_and_the_next_run_finishes(ledger: Ledger, write: Any) -> None:
    reports = [write.report() for _ in range(35)]

    def broken() -> Iterator[Report]:
        yield from reports[:25]
        raise OSError("the disk with the files was pulled out")

    with pytest.raises(OSError, match="pulled out"):
        ledger.ingest(broken())
    assert len(list(ledger.reports())) == 20
    ledger.verify()
    assert ledger.ingest(reports).added == 15
    _holds(ledger, reports)


@pytest.mark.usefixtures("small_batches")
def test_a_full_disk_is_one_line_and_works_again_after(tmp_path: Path, write: Any) -> None:
    reports = [write.report("نص طويل " * 500 + "فُتح المعبر") for _ in range(200)]
    path = tmp_path / "x.sqlite"
    Ledger(path).close()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    with Ledger(path) as ledger:
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, before[1]))  # no file may grow beyond; SIGXFSZ is ignored
        try:
            with pytest.raises(LedgerError, match="disk") as caught:
                ledger.ingest(reports)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)
        assert "\n" not in str(caught.value)
        kept = len(list(ledger.reports()))
        assert 0 < kept < len(reports)
        ledger.verify()
        assert ledger.ingest(reports).added == len(reports) - kept
        _holds(ledger, reports)


def test_a_locked_database_is_one_line_and_works_again_after(
    tmp_path: Path, write: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.2)
    reports = [write.report()]
    path = tmp_path / "x.sqlite"
    with Ledger(path) as ledger:
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match="another program holds the ledger"):
            ledger.ingest(reports)
        assert list(ledger.reports()) == []  # whoever only reads is not kept waiting
        other.execute("ROLLBACK")
        other.close()
        ledger.ingest(reports)
        _holds(ledger, reports)


def test_a_ledger_that_may_not_be_written_can_be_read(tmp_path: Path, write: Any) -> None:
    reports = [write.report()]
    path = tmp_path / "x.sqlite"
    with Ledger(path) as ledger:
        ledger.ingest(reports)
    with Ledger(path) as ledger:
        with engine.reading(ledger._engine) as connection:
            connection.exec_driver_sql("PRAGMA query_only = ON")
        with pytest.raises(LedgerError, match="can't be written"):
            ledger.ingest([write.report()])
        with engine.reading(ledger._engine) as connection:
            connection.exec_driver_sql("PRAGMA query_only = OFF")
        _holds(ledger, reports)


@pytest.mark.usefixtures("small_batches")
def test_a_server_that_goes_away_in_the_middle_is_one_line_and_works_again_after(
    new_database: Callable[[], str], write: Any
) -> None:
    url = new_database()
    reports = [write.report() for _ in range(60)]
    admin = sa.create_engine(url.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")

    def cut_off() -> Iterator[Report]:
        for n, report in enumerate(reports):
            if n == 30:
                with admin.connect() as connection:
                    others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                    connection.exec_driver_sql(others + " AND datname = current_database()")
            yield report

    with Ledger(url) as ledger:
        result = ledger.ingest(cut_off())  # a connection that died between batches is replaced
        assert result.added == 60
        _holds(ledger, reports)

        more = [write.report() for _ in range(5)]
        with engine.writing(ledger._engine) as connection:
            pid = connection.connection.driver_connection.info.backend_pid
            with admin.connect() as killer:
                killer.execute(sa.select(sa.func.pg_terminate_backend(pid)))
            with pytest.raises(LedgerError, match="can't be reached"), engine.clear_errors(ledger._engine.url):
                connection.execute(sa.select(1))
            connection.invalidate()
            connection.get_transaction().rollback()
        assert ledger.ingest(more).added == 5
        _holds(ledger, reports + more)
    admin.dispose()


_WORKER = """
import json, sys
from maabar.ledger import Ledger
from maabar.model import Report
reports = [Report.from_json(json.loads(line)) for line in open(sys.argv[2], encoding="utf-8")]
with Ledger(sys.argv[1]) as ledger:
    print("ready", flush=True)
    sys.stdin.readline()
    result = ledger.ingest(reports)
    print(result.added, result.already, len(result.failed))
"""


def test_two_ingests_of_the_same_files_at_once_keep_each_report_once(url: str, write: Any, tmp_path: Path) -> None:
    reports = [write.report() for _ in range(1200)]
    lines = tmp_path / "reports.jsonl"
    lines.write_text("".join(json.dumps(r.to_json()) + "\n" for r in reports), "utf-8")
    command = [sys.executable, "-c", _WORKER, url, str(lines)]
    workers = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    for worker in workers:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n"
    said = []
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("go\n")
        worker.stdin.flush()
    for worker in workers:
        out, _ = worker.communicate(timeout=60)
        said.append([int(n) for n in out.split()])
    assert sum(added for added, _, _ in said) == 1200
    assert sum(already for _, already, _ in said) == 1200
    with Ledger(url) as ledger:
        _holds(ledger, reports)


@pytest.mark.usefixtures("small_batches")
def test_many_writers_at_once_make_one_chain(url: str, write: Any) -> None:
    Ledger(url).close()
    shares = [[write.report() for _ in range(40)] for _ in range(5)]
    errors: list[BaseException] = []

    def work(share: list[Report]) -> None:
        try:
            with Ledger(url) as ledger:
                ledger.ingest(share)
                seq = next(e.seq for e in ledger.claims() if e.report == share[0].id)
                ledger.review("accept", f"claim:{seq}", by="Lina")
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(share,)) for share in shares]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert errors == []
    with Ledger(url) as ledger:
        _holds(ledger, [r for share in shares for r in share])
        assert ledger.overview().reviews == 5


def test_two_that_open_a_new_ledger_at_once_both_can(url: str) -> None:
    errors: list[BaseException] = []

    def work() -> None:
        try:
            Ledger(url).close()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert errors == []
    with Ledger(url) as ledger:
        assert ledger.verify().rows == 0
