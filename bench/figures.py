"""Numbers: the share of whole numbers of the outside suites that are read right.

    python bench/figures.py [--suites DIR] [--errors N]

Only whole numbers count (the reader needs people, trucks and days). A number of a suite is passed if one that is read
in its text begins at the same word (or inside the suite's span) and has its value.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent


def wanted(row: dict[str, Any]) -> list[tuple[str, int, int]]:
    """The whole numbers of a row as (span, its start, value)."""
    if "results" not in row:
        value = row["value"]
        return [(row["text"], 0, int(value))] if value == int(value) and value >= 0 else []
    out = []
    for result in row["results"]:
        value = str(result.get("value"))
        if result["type"] in ("number", "ordinal") and re.fullmatch(r"\d+", value):
            out.append((result["span"], max(0, result.get("start") or 0), int(value)))
    return out


def read(text: str, lang: str) -> list[tuple[int, int]]:
    """Every number of a text as (offset in it, value), one after the other."""
    from maabar.text.fold import fold
    from maabar.text.number_words import fold_word
    from maabar.text.numbers import parse_number, parse_ordinal

    folding = fold(text)
    found = list(re.finditer(r"\w+", folding.text))
    words = [m[0] if lang == "ar" else fold_word(m[0], lang) for m in found]
    starts = [m.start() for m in found]
    out, i = [], 0
    while i < len(words):
        number = parse_number(words, i, text=folding.text, starts=starts, lang=lang)
        ordinal = parse_ordinal(words, i, lang=lang)
        if ordinal is not None and (number is None or ordinal.used >= number.used):
            out.append((folding.at(starts[i]), ordinal.value))
            i += ordinal.used
        elif number is not None:
            if number.value is not None:
                out.append((folding.at(starts[i]), number.value))
            i += number.used
        else:
            i += 1
    return out


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--suites", type=Path, default=HERE.parent.parent / "shared" / "bench")
    options.add_argument("--errors", type=int, default=0)
    given = options.parse_args()
    print(f"{'suite':24} {'numbers':>8} {'maabar':>8}")
    for suite in ("duckling_ar", "recognizers_ar", "recognizers_tr", "recognizers_en"):
        path = given.suites / f"numbers_{suite}.jsonl"
        if not path.exists():
            print(f"{suite:24} skipped: the outside suite is not here")
            continue
        total = right = shown = 0
        lang = suite[-2:]
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            got = read(row["text"], lang)
            for span, start, value in wanted(row):
                total += 1
                if any(start - 1 <= at <= start + len(span) and value == found for at, found in got):
                    right += 1
                elif shown < given.errors:
                    shown += 1
                    print(f"    «{row['text']}» [{span}] {value}, got {got}")
        print(f"{suite:24} {total:8} {right:8}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
