"""Intake and registry: what of a page is taken for its article, which day for its date, and how fast all loads.

    python bench/intake.py [--pages DIR] [--reports FILE.jsonl]

DIR holds outside test pages (``extraction_ar_tr.jsonl``, ``pubdate_ar.jsonl`` and ``html/``); that part is skipped,
saying so, where they are absent. Articles are scored by F1 over runs of four words against the page's full gold text
(the best of the versions, where there are several), by named snippets, or by the gold's beginning. A date is right,
wrong, or none; a wrong one is worse than none, so both readings are printed: htmldate alone, and Maabar's.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from maabar.intake import Document, load
from maabar.intake.encoding import decode
from maabar.intake.pages import published_of
from maabar.text.clutter import clutter_spans

HERE = Path(__file__).resolve().parent
PAGES = HERE.parent.parent / "shared" / "bench"
REPORTS = HERE.parent / "tests" / "data" / "corpus" / "dev-syria.jsonl"
SOME_DAY = date(2026, 1, 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, default=PAGES, metavar="DIR")
    parser.add_argument("--reports", type=Path, default=REPORTS, metavar="FILE")
    options = parser.parse_args()
    if (options.pages / "extraction_ar_tr.jsonl").exists():
        articles(options.pages)
        dates(options.pages)
    else:
        print(f"articles and dates: skipped, no test pages in {options.pages.name}/")
    speed(options.reports)
    registry()


def articles(folder: Path) -> None:
    print("article of a page                     lang  score")
    for row in rows(folder / "extraction_ar_tr.jsonl"):
        found = next(load([folder / row["html_file"]], outlet="x.example", published=SOME_DAY))
        text = found.report.text if isinstance(found, Document) else ""
        print(f"  {row['id'][:34]:<36}{row['lang']:<6}{article_score(row, text)}")


def article_score(row: dict[str, Any], text: str) -> str:
    if "with" in row:
        held, kept_out = sum(s in text for s in row["with"]), sum(s not in text for s in row["without"])
        return f"{held}/{len(row['with'])} snippets held, {kept_out}/{len(row['without'])} of the frame kept out"
    if row["gold_kind"] == "prefix of text":
        return "begins as the gold" if bare(text).startswith(bare(row["gold_text"])) else "begins otherwise"
    golds = [row["gold_text"]] if "gold_text" in row else [v["text"] for v in row["gold_versions"].values()]
    return f"F1 {max(overlap(text, gold) for gold in golds):.3f}"


def overlap(text: str, gold: str, run: int = 4) -> float:
    """F1 over runs of ``run`` words, counted with their multiplicity."""
    a, b = (Counter(zip(*(re.findall(r"\w+", t)[i:] for i in range(run)), strict=False)) for t in (text, gold))
    shared = (a & b).total()
    return 2 * shared / (a.total() + b.total()) if shared else 0.0


def dates(folder: Path) -> None:
    from htmldate import find_date

    tally: dict[str, Counter[str]] = {"htmldate": Counter(), "maabar": Counter()}
    for row in rows(folder / "pubdate_ar.jsonl"):
        page, _ = decode((folder / row["html_file"]).read_bytes(), row["id"], html=True)
        ours = published_of(page, row["url"])
        for name, day in (
            ("htmldate", find_date(page, original_date=True, url=row["url"])),
            ("maabar", ours.isoformat() if ours else None),
        ):
            verdict = "none" if day is None else "right" if day == row["date"] else "wrong"
            tally[name][f"{'Arabic' if row['lang'] == 'ar' else 'other'} {verdict}"] += 1
    print("date of publication")
    for name, counts in tally.items():
        print(f"  {name:<10}{', '.join(f'{what} {n}' for what, n in sorted(counts.items()))}")


def speed(path: Path) -> None:
    lines = path.read_bytes().splitlines(keepends=True)
    repeat = max(1, 20_000 // len(lines))
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as file:
        file.writelines(lines * repeat)
        file.flush()
        seconds, reports = timed(lambda: [d for d in load([file.name]) if isinstance(d, Document)])
        size = Path(file.name).stat().st_size
    print(f"JSON lines: {len(reports) / seconds:,.0f} reports/s, {size / seconds / 1e6:,.0f} MB/s (claims read too)")
    texts = [d.report.text for d in reports]
    seconds, _ = timed(lambda: [clutter_spans(text) for text in texts])
    size = sum(len(text.encode()) for text in texts)
    print(f"page clutter: {seconds / len(texts) * 1e6:.0f} µs a report, {size / seconds / 1e6:,.0f} MB/s")


def registry() -> None:
    code = (
        "import time; t = time.perf_counter(); from maabar.registry import load_registry; "
        "u = time.perf_counter(); load_registry(); print(u - t, time.perf_counter() - u)"
    )
    with tempfile.TemporaryDirectory() as cache:
        env = {"XDG_CACHE_HOME": cache, "PATH": "/usr/bin:/bin"}
        for name in ("first start (packs parsed and checked)", "later starts (compiled form read), best of 5"):
            runs = [
                [float(x) for x in subprocess.check_output([sys.executable, "-c", code], env=env).split()]
                for _ in range(5 if "best" in name else 1)
            ]
            imports, loading = (min(column) for column in zip(*runs, strict=True))
            print(f"registry, {name}: imports {imports * 1e3:.0f} ms, load {loading * 1e3:.0f} ms")


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def bare(text: str) -> str:
    return re.sub(r"\W+", "", text)


def timed(work: Any) -> tuple[float, Any]:
    start = time.perf_counter()
    out = work()
    return time.perf_counter() - start, out


if __name__ == "__main__":
    main()
