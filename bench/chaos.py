"""What the ledger survives, on SQLite and on PostgreSQL.

Processes killed while they write, full disks, files that may not be written, locks, servers that vanish, and several
that ingest the same at once.

    python bench/chaos.py [--kills 200] [--faults 10] [--seed 1] [--engine sqlite|postgresql] [--folder DIR]

Every trial ends with the same three checks: what was reported as committed is there, `verify` passes, and running the
ingest again leaves each report there once. Prints a table of counts in Markdown; exit code 1 if any trial failed. The
writers are processes of their own, forked from this one; the kills are SIGKILL at moments drawn from the seed.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import signal
import sqlite3
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from maabar.errors import LedgerError
from maabar.ledger import Ledger, engine, ingest
from maabar.model import Claim, Report, When

REPORTS = 800
BATCH = 10
"""Reports in a transaction: small, so that kills fall into every stage of many of them."""
NOBODY = 65534


def made_up(count: int) -> list[Report]:
    """Reports with one or two claims each."""
    out = []
    for n in range(count):
        quote = f"المعبر {n % 40} مفتوح"
        text = f"قال شاهد إن {quote} منذ الفجر، وأن الحركة عليه عادية. " * 6
        day = date(2024, 1 + n % 12, 1 + n % 28)
        start = text.index(quote)
        claim = Claim(
            quote=quote,
            crossing=f"crossing-{n % 40}",
            kind="status",
            value="open",
            reality="actual",
            polarity="affirmed",
            speaker=f"voice-{n % 17}",
            speaker_kind="witness",
            when=When(day),
            start=start,
            end=start + len(quote),
        )
        out.append(
            Report(f"r{n}", f"outlet{n % 9}.example", day, text, f"عنوان {n}").with_claims([claim] * (1 + n % 2))
        )
    return out


@dataclass
class Outcome:
    """Counts of one kind of trial, and what went wrong."""

    what: str
    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def row(self, name: str) -> str:
        told = ", ".join(f"{count:,} {what}" for what, count in self.counts.items())
        return f"| {name} | {self.what} | {told} | {len(self.wrong)} |"


class Place:
    """Fresh databases of one engine."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name = name
        self._folder = folder
        self._count = 0
        self.server: Any = None
        if name == "postgresql":
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                import pgserver

                self.server = pgserver.get_server(folder / "pg", cleanup_mode="stop")

    def new(self) -> str:
        self._count += 1
        if self.server is None:
            return f"sqlite:///{self._folder / f'chaos{self._count}.sqlite'}"
        with self.admin() as connection:
            connection.exec_driver_sql(f"CREATE DATABASE chaos{self._count} TEMPLATE template0 ENCODING 'UTF8'")
        return str(self.server.get_uri()).replace("/postgres?", f"/chaos{self._count}?")

    @contextmanager
    def admin(self) -> Iterator[sa.Connection]:
        made = sa.create_engine(self.server.get_uri().replace("://", "+psycopg://"), isolation_level="AUTOCOMMIT")
        with made.connect() as connection:
            yield connection
        made.dispose()

    def drop(self, url: str) -> None:
        if self.server is None:
            for path in self._folder.glob(Path(url).name + "*"):
                path.unlink()
            return
        with self.admin() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {sa.make_url(url).database} WITH (FORCE)")

    def close(self) -> None:
        if self.server is not None:
            self.server.cleanup()


@dataclass
class Child:
    """A forked process and the end of the pipe on which it tells how far it is."""

    pid: int
    pipe: int

    def ended(self) -> int | None:
        done, status = os.waitpid(self.pid, os.WNOHANG)
        return os.waitstatus_to_exitcode(status) if done else None

    def wait(self) -> int:
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])

    def said(self) -> str:
        with os.fdopen(self.pipe, "rb") as stream:
            return stream.read().decode()


def fork(work: Callable[[Callable[[str], None]], None]) -> Child:
    """Run work in a process of its own; what it tells goes through a pipe."""
    read, write = os.pipe()
    pid = os.fork()
    if pid:
        os.close(write)
        return Child(pid, read)
    code = 1
    try:
        os.close(read)
        work(lambda text: os.write(write, f"{text}\n".encode()) and None)
        code = 0
    except LedgerError as error:
        os.write(write, f"LedgerError {error}\n".encode())
        code = 2
    except BaseException as error:
        os.write(write, f"{type(error).__name__} {error}\n".encode())
    os._exit(code)


def take(url: str, reports: list[Report]) -> Callable[[Callable[[str], None]], None]:
    """Ingest, telling after each commit how many reports are dealt with."""

    def work(tell: Callable[[str], None]) -> None:
        with Ledger(url) as ledger:
            ledger.ingest(reports, progress=lambda n: tell(str(n)))

    return work


def committed(said: str) -> int:
    return sum(int(line) for line in said.splitlines() if line.isdigit())


def check(url: str, reports: list[Report], at_least: int, *, finish: bool = True) -> list[str]:
    """The three checks; gives what is wrong."""
    try:
        with Ledger(url) as ledger:
            ledger.verify()
            there = [r.id for r in ledger.reports()]
            if len(there) < at_least:
                return [f"{at_least} were committed, {len(there)} are there"]
            if finish:
                ledger.ingest(reports)
                ledger.verify()
                there = [r.id for r in ledger.reports()]
                if sorted(there) != sorted(r.id for r in reports):
                    return [f"{len(there)} reports after the last run, expected {len(reports)} once each"]
    except Exception as error:
        return [f"{type(error).__name__}: {error}"]
    return []


def kills(place: Place, reports: list[Report], count: int, draw: random.Random) -> Outcome:
    """SIGKILL at random moments of an ingest; a ledger is killed until it is full, then a fresh one is taken."""
    out = Outcome("ingest killed (SIGKILL)")
    url = place.new()
    Ledger(url).close()
    began = time.monotonic()
    fork(take(url, reports)).wait()
    whole = time.monotonic() - began
    place.drop(url)
    url, floor = place.new(), 0
    while out.counts["kills"] < count:
        child = fork(take(url, reports))
        time.sleep(draw.uniform(0, whole))
        if child.ended() is not None:  # it was done already: no kill
            out.counts["finished before the kill"] += 1
            os.close(child.pipe)
            out.wrong += check(url, reports, len(reports))
            place.drop(url)
            url, floor = place.new(), 0
            continue
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        floor = max(floor, committed(child.said()))
        out.counts["kills"] += 1
        last = out.counts["kills"] % 4 == 0
        wrong = check(url, reports, floor, finish=last)
        out.wrong += wrong
        out.counts["reports committed and found again"] += floor
        if last or wrong:
            out.counts["ledgers finished by a next run"] += 1
            place.drop(url)
            url, floor = place.new(), 0
    place.drop(url)
    return out


def _must_fail_in_one_line(child: Child, out: Outcome, expected: str) -> int:
    """Count how a child failed; gives how many reports it had committed."""
    code, said = child.wait(), child.said()
    lines = [line for line in said.splitlines() if not line.isdigit()]
    if code != 2 or len(lines) != 1 or expected not in lines[0]:
        out.wrong.append(f"expected one line with {expected!r}, got exit {code} and {lines}")
    else:
        out.counts["one clear line"] += 1
    return committed(said)


def full_disk(place: Place, reports: list[Report], count: int, draw: random.Random) -> Outcome:
    """No file may grow beyond a size drawn at random: what the system says then is what a full disk says."""
    out = Outcome("disk full in the middle")
    for _ in range(count):
        url = place.new()
        Ledger(url).close()
        limit = draw.randrange(300_000, 1_500_000)

        def work(tell: Callable[[str], None], url: str = url, limit: int = limit) -> None:
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
            take(url, reports)(tell)

        floor = _must_fail_in_one_line(fork(work), out, "disk")
        out.wrong += check(url, reports, floor)
        out.counts["worked again after"] += 1
        place.drop(url)
    return out


def read_only(place: Place, reports: list[Report], count: int, _: random.Random) -> Outcome:
    """File and folder may not be written (as an ordinary user: root may always)."""
    out = Outcome("file that may not be written")
    for _trial in range(count):
        url = place.new()
        path = Path(url.removeprefix("sqlite:///"))
        folder = Path(tempfile.mkdtemp(prefix="read-only-"))
        locked = folder / path.name
        with Ledger(locked) as ledger:
            ledger.ingest(reports[:100])
        locked.chmod(0o444)
        folder.chmod(0o555)

        def work(tell: Callable[[str], None], locked: Path = locked) -> None:
            if os.getuid() == 0:
                os.setuid(NOBODY)
            with Ledger(locked) as ledger:
                tell(str(len(list(ledger.reports()))))  # reading works
            take(str(locked), reports)(tell)

        if _must_fail_in_one_line(fork(work), out, "can't be written") < 100:
            out.wrong.append("a ledger that may not be written could not be read")
        folder.chmod(0o755)
        locked.chmod(0o644)
        out.wrong += check(str(locked), reports, 100)
        out.counts["worked again after"] += 1
        shutil.rmtree(folder)
    return out


def locked(place: Place, reports: list[Report], count: int, _: random.Random) -> Outcome:
    """Another program holds the write lock longer than we wait."""
    out = Outcome("database locked by another program")
    for _trial in range(count):
        url = place.new()
        Ledger(url).close()
        other = sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")

        def work(tell: Callable[[str], None], url: str = url) -> None:
            engine.BUSY_SECONDS = 0.3  # type: ignore[misc]
            take(url, reports)(tell)

        _must_fail_in_one_line(fork(work), out, "another program")
        other.execute("ROLLBACK")
        other.close()
        out.wrong += check(url, reports, 0)
        out.counts["worked again after"] += 1
        place.drop(url)
    return out


def server_gone(place: Place, reports: list[Report], count: int, draw: random.Random) -> Outcome:
    """The server is stopped without ceremony (immediate: no checkpoint, as in a crash) in mid-ingest."""
    out = Outcome("server gone in mid-ingest")
    from pgserver import pg_ctl

    while out.counts["one clear line"] + len(out.wrong) < count:
        url = place.new()
        Ledger(url).close()
        child = fork(take(url, reports))
        time.sleep(draw.uniform(0.02, 0.5))
        if child.ended() is not None:
            os.close(child.pipe)
            continue
        pg_ctl(["-m", "immediate", "stop"], pgdata=place.server.pgdata, user=place.server.system_user)
        floor = _must_fail_in_one_line(child, out, "can't be reached")
        place.server.ensure_postgres_running()
        out.wrong += check(url, reports, floor)
        out.counts["worked again after"] += 1
        place.drop(url)
    return out


def at_once(place: Place, reports: list[Report], count: int, _: random.Random) -> Outcome:
    """Three processes ingest the same reports at the same time."""
    out = Outcome("three ingests of the same at once")
    for _trial in range(count):
        url = place.new()
        children = [fork(take(url, reports)) for _ in range(3)]
        codes = [child.wait() for child in children]
        told = [child.said() for child in children]
        if codes != [0, 0, 0]:
            out.wrong.append(f"exit codes {codes}: {told}")
        out.wrong += check(url, reports, len(reports))
        out.counts["runs, each report there once"] += 1
        place.drop(url)
    return out


def main() -> None:
    """Run all trials."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--faults", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), action="append")
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    ingest.BATCH_REPORTS = BATCH  # type: ignore[misc]
    reports = made_up(REPORTS)
    wrong = 0
    print("| engine | what happened | counts | wrong |\n|---|---|---|---|", flush=True)
    for name in options.engine or ("sqlite", "postgresql"):
        folder = Path(tempfile.mkdtemp(prefix="chaos-", dir=options.folder))
        draw = random.Random(options.seed)
        place = Place(name, folder)
        faults = (full_disk, read_only, locked, at_once) if name == "sqlite" else (server_gone, at_once)
        try:
            outcomes = [kills(place, reports, options.kills, draw)]
            print(outcomes[0].row(name), flush=True)
            for fault in faults:
                outcomes.append(fault(place, reports, options.faults, draw))
                print(outcomes[-1].row(name), flush=True)
        finally:
            place.close()
            shutil.rmtree(folder, ignore_errors=True)
        for outcome in outcomes:
            wrong += len(outcome.wrong)
            for line in outcome.wrong:
                print(f"WRONG {name}, {outcome.what}: {line}", file=sys.stderr)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
