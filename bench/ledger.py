"""How fast and how big: the ledger with a million claims on SQLite and on PostgreSQL.

    python bench/ledger.py [--claims 1000000] [--engine sqlite|postgresql] [--folder DIR]

Prints rows of a table in Markdown. Reports are made up here, from a seed, about 2,000 crossings over ten years; the
time that takes is not counted. PostgreSQL is the one that the wheel ``pgserver`` brings, with its own defaults.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from maabar.ledger import Ledger
from maabar.model import Claim, Report, When

CROSSINGS, OUTLETS, VOICES, DAYS = 2000, 80, 400, 3650
FIRST_DAY = date(2015, 1, 1)
OPENING = datetime(2025, 6, 1, tzinfo=UTC)
CLAIMS_PER_REPORT = 3
SENTENCES = (
    "قال مسؤول المعبر إن الطريق الشرقي بقي سالكاً طوال النهار بينما انتظرت الشاحنات دورها قرب الحاجز وذكر سائقون أن "
    "التفتيش كان أبطأ من المعتاد وأن عشرات العائلات وصلت مساء إلى الضفة الأخرى من النهر مع أمتعتها وسط برد شديد"
)
WORDS = SENTENCES.split()
STATES = ("open", "closed", "restricted")


def world(claims: int, seed: int = 7) -> Iterator[Report]:
    """Reports of about 1.6 KB with three claims each at true offsets, crossings as uneven as in life."""
    draw = random.Random(seed)
    weights = [1 / (n + 20) for n in range(CROSSINGS)]
    crossings = draw.choices(range(CROSSINGS), weights, k=claims)
    for n in range(claims // CLAIMS_PER_REPORT):
        day = FIRST_DAY + timedelta(days=draw.randrange(DAYS))
        outlet = f"outlet{draw.randrange(OUTLETS)}.example"
        text, told = "", []
        for k in range(CLAIMS_PER_REPORT):
            text += " ".join(draw.choices(WORDS, k=40)) + ". "
            crossing = crossings[n * CLAIMS_PER_REPORT + k]
            state = draw.choice(STATES)
            quote = f"أعلن أن المعبر {crossing} صار {state} منذ الصباح"
            start = len(text)
            text += quote + ". "
            told.append(
                Claim(
                    quote=quote,
                    crossing=f"crossing-{crossing}",
                    kind="status",
                    value=state,
                    reality="actual" if draw.random() < 0.8 else "planned",
                    polarity="affirmed" if draw.random() < 0.85 else "denied",
                    speaker=f"voice-{draw.randrange(VOICES)}",
                    speaker_kind="official",
                    when=When(day),
                    start=start,
                    end=start + len(quote),
                    reader="bench 1",
                    confidence=round(draw.random(), 3),
                    rules=("status.verb",),
                )
            )
        text += " ".join(draw.choices(WORDS, k=20))
        yield Report(f"r{n}", outlet, day, text, f"عنوان {n}", url=f"https://{outlet}/{n}").with_claims(told)


class Supply:
    """Hands out reports and keeps account of the time, and of the CPU time, that making them takes."""

    def __init__(self, claims: int) -> None:
        self.seconds = self.cpu = 0.0
        self._claims = claims

    def __iter__(self) -> Iterator[Report]:
        reports = world(self._claims)
        while True:
            began, used = time.perf_counter(), time.process_time()
            report = next(reports, None)
            self.seconds += time.perf_counter() - began
            self.cpu += time.process_time() - used
            if report is None:
                return
            yield report


@contextmanager
def place(engine: str, folder: Path) -> Iterator[tuple[str, Callable[[], int]]]:
    """A fresh database: its URL and a function that gives its size in bytes."""
    if engine == "sqlite":
        path = folder / "bench.sqlite"
        yield f"sqlite:///{path}", lambda: sum(p.stat().st_size for p in folder.glob("bench.sqlite*"))
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pgserver

        server = pgserver.get_server(folder / "pg")
    admin = sa.create_engine(server.get_uri().replace("://", "+psycopg://"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql("CREATE DATABASE bench TEMPLATE template0 ENCODING 'UTF8'")

    def size() -> int:
        with admin.connect() as connection:
            return int(connection.execute(sa.select(sa.func.pg_database_size("bench"))).scalar_one())

    yield server.get_uri().replace("/postgres?", "/bench?"), size
    admin.dispose()
    server.cleanup()


def timed(ask: Callable[[], object], times: int = 7) -> tuple[str, str]:
    """Median of several runs, and beside it the longest and the median of CPU time in this process."""
    took, used = [], []
    for _ in range(times):
        began, cpu = time.perf_counter(), time.process_time()
        ask()
        took.append((time.perf_counter() - began) * 1000)
        used.append((time.process_time() - cpu) * 1000)
    return f"{statistics.median(took):.0f} ms", f"max {max(took):.0f}, CPU here {statistics.median(used):.0f}"


def measure(engine: str, claims: int, folder: Path) -> None:
    """Fill a ledger, ask it, verify it; print a row for each."""
    with place(engine, folder) as (url, size), Ledger(url, clock=lambda: OPENING) as ledger:
        supply = Supply(claims)
        began, used = time.perf_counter(), time.process_time()
        result = ledger.ingest(supply)
        took = time.perf_counter() - began - supply.seconds
        used = time.process_time() - used - supply.cpu
        row(
            engine,
            "claims ingested per second",
            f"{result.claims / took:,.0f}",
            f"{result.claims:,} in {took:.0f} s, {used:.0f} s CPU here",
        )
        row(engine, "size on disk", f"{size() / 2**20:,.0f} MiB", f"{size() / result.claims:,.0f} bytes per claim")
        middle, reconstructed = OPENING + timedelta(days=1), date(2020, 1, 1)
        views = (("now", None), ("known after opening", middle), ("known 2020", reconstructed))
        for name, crossing in (("busiest", "crossing-0"), ("middling", "crossing-700")):
            for label, known in views:
                found = len(list(ledger.claims(crossing, known=known)))
                median, more = timed(lambda c=crossing, k=known: list(ledger.claims(c, known=k, limit=1000)))
                row(engine, f"why: {name} crossing, {label}", median, f"{more}; {min(found, 1000)} of {found} claims")
        for label, known in views:
            found = len(ledger.summary(known=known))
            median, more = timed(lambda k=known: ledger.summary(known=k))
            row(engine, f"status of all crossings, {label}", median, f"{more}; {found} crossings")
        began = time.perf_counter()
        verified = ledger.verify()
        rate = verified.claims / (time.perf_counter() - began)
        row(engine, "verify", f"{time.perf_counter() - began:.0f} s", f"{verified.rows:,} rows, {rate:,.0f} claims/s")
        began = time.perf_counter()
        read = sum(len(r.claims) for r in ledger.reports())
        row(engine, "all reports read back", f"{time.perf_counter() - began:.0f} s", f"{read:,} claims")


def row(*cells: str) -> None:
    """Print a line of the table at once."""
    print("| " + " | ".join(cells) + " |", flush=True)


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--engine", choices=("sqlite", "postgresql"), action="append")
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    print(f"{os.cpu_count()} processors, load average {os.getloadavg()[0]:.1f} at the start\n")
    row("engine", "what", "figure", "detail")
    row("---", "---", "---", "---")
    for engine in options.engine or ("sqlite", "postgresql"):
        folder = Path(tempfile.mkdtemp(prefix="bench-ledger-", dir=options.folder))
        try:
            measure(engine, options.claims, folder)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
