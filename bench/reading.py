"""How quick reading is, beside a bare automaton pass over the same text and beside spaCy looking up the same names.

    make bench            all of it
    python bench/reading.py --quick
    python bench/reading.py --plot docs/img/linear.svg      draws seconds by length too

Times are of one core, CPU seconds of this process, the best of several rounds, so that a busy machine disturbs little;
cold starts are wall-clock seconds of a fresh process. Reports are those of tests/data/corpus, repeated.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import ahocorasick

from maabar.model import Report
from maabar.output.terminal import Column, Table, console, show
from maabar.reading import Reader
from maabar.reading.gate import Gate
from maabar.registry import Registry, load_registry
from maabar.text.fold import folded

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "tests" / "data" / "corpus"
QUICK = "--quick" in sys.argv
ROUNDS = 2 if QUICK else 5
WITHOUT = ("معبر", "معابر", "بواب", "منفذ", "منافذ", "ممر", "حاجز", "crossing")
"""No word that has one of these in it, folded, goes into the text without crossings."""


def best(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """CPU seconds of the quickest round."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def corpus() -> list[Report]:
    """The Arabic reports of the corpus on Syria."""
    lines = (CORPUS / "dev-syria.jsonl").read_text("utf-8").splitlines()
    return [Report.from_json(json.loads(line)).with_claims(()) for line in lines]


def names(registry: Registry) -> list[str]:
    """Every Arabic name of a crossing, actor, outlet and place: what an entity ruler would be given."""
    found: set[str] = set()
    for noun in (*registry.crossings.values(), *registry.actors.values(), *registry.places.values()):
        found.update(noun.names)
    for outlet in registry.outlets.values():
        found.update((outlet.ar, *outlet.aliases))
    return sorted(found)


def megabytes(texts: list[str]) -> float:
    return sum(len(text.encode()) for text in texts) / 1e6


def dull_text(reports: list[Report], size: int, registry: Registry) -> str:
    """``size`` characters of the corpus' own words in random order, without any word or name of a crossing."""
    known = {folded(word) for c in registry.crossings.values() for name in c.names for word in name.split()}
    words = [
        word
        for report in reports
        for word in report.text.split()
        if not any(out in folded(word) for out in WITHOUT) and folded(word).removeprefix("ال") not in known
    ]
    chosen = random.Random(1).choices(words, k=size // 5)
    lines = [" ".join(chosen[n : n + 12]) + "." for n in range(0, len(chosen), 12)]
    return "\n".join(lines)[:size]


def throughput(reports: list[Report], registry: Registry) -> Table:
    """Reports per second of the reader, the bare automaton and spaCy, on the same texts."""
    reader = Reader(registry)
    texts = [report.text for report in reports]
    reading = best(lambda: [reader.read(report) for report in reports])
    automaton = ahocorasick.Automaton()
    known = names(registry)
    for name in known:
        automaton.add_word(name, name)
    automaton.make_automaton()
    bare = best(lambda: [sum(1 for _ in automaton.iter(text)) for text in texts])
    rows = [row("maabar, claims read", len(reports), reading, bare, texts)]
    try:
        import spacy
    except ImportError:
        rows.append(["spaCy", "not installed: make bench brings it", "", ""])
    else:
        pipeline = spacy.blank("ar")
        pipeline.max_length = 10**8
        ruler = pipeline.add_pipe("entity_ruler")
        ruler.add_patterns([{"label": "NAME", "pattern": name} for name in known])  # type: ignore[attr-defined]
        spent = best(lambda: [len(pipeline(text).ents) for text in texts], 2)
        rows.append(row(f"spaCy {spacy.__version__}, blank Arabic, names looked up", len(reports), spent, bare, texts))
    rows.append(row(f"bare automaton of {len(known)} names", len(reports), bare, bare, texts))
    heads = ("", "reports/s", "MB/s", "bare passes")
    title = f"{len(reports)} reports of {sum(map(len, texts)) / len(texts):.0f} characters, one core"
    return Table([Column(h, right=n > 0) for n, h in enumerate(heads)], rows, title)


def row(name: str, count: int, seconds: float, bare: float, texts: list[str]) -> list[str]:
    return [name, f"{count / seconds:,.0f}", f"{megabytes(texts) / seconds:,.1f}", f"{seconds / bare:,.1f}"]


def gate(reports: list[Report], registry: Registry) -> Table:
    """MB/s on reports that name no crossing."""
    reader = Reader(registry)
    text = dull_text(reports, 1_000_000 if QUICK else 4_000_000, registry)
    short = [replace(reports[0], text=text[n : n + 900], title="") for n in range(0, len(text), 900)]
    opens = Gate(registry).opens  # words side by side may make up a name
    short = [report for report in short if not opens(report.text)]
    spent = best(lambda: [reader.read(report) for report in short], 3)
    rows = [[f"{len(short)} reports", f"{megabytes([report.text for report in short]) / spent:,.0f}"]]
    return Table([Column("text without crossings"), Column("MB/s", right=True)], rows, "The gate")


def linearity(reports: list[Report], registry: Registry) -> Table:
    """CPU seconds for one report of growing length, made of the corpus' reports."""
    reader = Reader(registry)
    whole = "\n\n".join(report.text for report in reports)
    sizes = [10_000, 30_000, 100_000, 300_000, 1_000_000] + ([] if QUICK else [3_000_000, 10_000_000])
    rows, points = [], []
    for size in sizes:  # bytes of UTF-8
        text = (whole * (size // len(whole.encode()) + 1)).encode()[:size].decode("utf-8", "ignore")
        spent = best(lambda text=text: reader.read(replace(reports[0], text=text)), 1 if size > 10**6 else 3)  # type: ignore[misc]
        rows.append([f"{size:,}", f"{spent:.3f}", f"{spent / size * 1e6:.3f}"])
        points.append((size, spent))
    if "--plot" in sys.argv:
        plot(points, Path(sys.argv[sys.argv.index("--plot") + 1]))
    heads = ("bytes in one report", "seconds", "seconds per MB")
    return Table([Column(h, right=True) for h in heads], rows, "Linear in length")


def plot(points: list[tuple[int, float]], path: Path) -> None:
    """Seconds by length on two logarithmic axes, with the line of what grows as the length does."""
    import altair as alt
    import pandas as pd

    data = pd.DataFrame(points, columns=["bytes", "seconds"])
    data["linear"] = data["bytes"] * (data["seconds"] / data["bytes"]).median()
    base = alt.Chart(data).encode(x=alt.X("bytes:Q", scale=alt.Scale(type="log"), title="bytes in one report"))
    scale = alt.Scale(type="log")
    line = base.mark_line(color="#999", strokeDash=[4, 4]).encode(y=alt.Y("linear:Q", scale=scale, title="CPU seconds"))
    measured = base.mark_line(color="#1f6fb2", point=True).encode(y=alt.Y("seconds:Q", scale=scale))
    title = "Reading one report of growing length; dashed: as the length"
    (line + measured).properties(width=420, height=260, title=title).save(str(path))


def cold_starts() -> Table:
    """Wall-clock seconds of fresh processes, the best and the median of several."""
    seed = ROOT / "tests" / "data" / "seed" / "orient-2021-03-27.txt"
    read = ["read", "--outlet", "orient-news.net", "--published", "2021-03-27", str(seed)]
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        ledger = str(Path(folder) / "bench.db")
        for name, arguments in (
            ("maabar --help", ["--help"]),
            ("maabar read, one report", read),
            ("maabar ingest, one report", ["ingest", "--db", ledger, *read[1:]]),
            ("maabar status", ["status", "--db", ledger]),
        ):
            times = sorted(start(arguments) for _ in range(3 if QUICK else 7))
            rows.append([name, f"{times[0]:.2f}", f"{times[len(times) // 2]:.2f}"])
    heads = ("cold start", "best s", "median s")
    return Table([Column(h, right=n > 0) for n, h in enumerate(heads)], rows, "From a cold start")


def start(arguments: list[str]) -> float:
    began = time.perf_counter()
    call = [sys.executable, "-m", "maabar", *arguments]
    subprocess.run(call, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=os.environ)
    return time.perf_counter() - began


def main() -> None:
    registry, screen = load_registry(), console()
    reports = corpus()
    repeated = [replace(r, id=f"{r.id}-{n}") for n in range(2 if QUICK else 20) for r in reports]
    print(f"maabar reading, {date.today()}, Python {sys.version.split()[0]}, {os.cpu_count()} cores")
    for table in (
        lambda: throughput(repeated, registry),
        lambda: gate(reports, registry),
        lambda: linearity(reports, registry),
        cold_starts,
    ):
        print()
        show(table(), screen)


if __name__ == "__main__":
    main()
