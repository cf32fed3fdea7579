"""Speech acts and copies: how fast, and beside datasketch.

Usage: python bench/duplicates.py [--claims N] [--texts N]

Prints (1) claims per second from reports to speech acts, without texts, for N/4, N/2 and N claims, to show that time is
linear; (2) texts per second for finding near-duplicates, ours and with datasketch's MinHash and MinHashLSH on the same
shingles; (3) how many planted copies each finds, and how many it takes for copies that aren't. Worlds are simulated.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from typing import TypeVar

from datasketch import MinHash, MinHashLSH

from maabar.model import Report
from maabar.weighing.acts import in_order, speech_acts
from maabar.weighing.duplicates import SHINGLED_WORDS, SIMILAR, WINDOW, Shingler, jaccard, originals
from maabar.weighing.simulate import World, world
from maabar.weighing.simulate_telling import EDITED, VERBATIM

T = TypeVar("T")
PERMUTATIONS = 96


def timed(work: Callable[[], T]) -> tuple[T, float]:
    started = time.perf_counter()
    done = work()
    return done, time.perf_counter() - started


def with_datasketch(reports: Sequence[Report]) -> list[int | None]:
    """The same rule as ours (the most alike original within the window), candidates by datasketch."""
    index = MinHashLSH(num_perm=PERMUTATIONS, params=(24, 4))
    shingler = Shingler()
    sets = {}
    out: list[int | None] = []
    for i, report in enumerate(reports):
        tokens = shingler.words(report.text)
        if len(tokens) < SHINGLED_WORDS:
            out.append(None)
            continue
        shingles = shingler.shingles(tokens)
        sketch = MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch([h.tobytes() for h in shingles])
        best: tuple[float, int] | None = None
        for j in index.query(sketch):
            if (report.published - reports[j].published).days > WINDOW:
                continue
            alike = jaccard(shingles, sets[j])
            if alike >= SIMILAR and (best is None or (alike, j) > best):
                best = alike, j
        if best is None:
            index.insert(i, sketch)
            sets[i] = shingles
        out.append(best[1] if best else None)
    return out


def found(made: World, reports: Sequence[Report], copied: Sequence[int | None]) -> str:
    """Planted copies found, of those whose original is among the reports, and others taken for copies."""
    how, source = made.told.how.tolist(), made.told.source.tolist()
    here = {int(r.id[1:]) for r in reports}
    planted = {made.reports[n].id for n in here if how[n] in (EDITED, VERBATIM) and source[n] in here}
    taken = {r.id for r, of in zip(reports, copied, strict=True) if of is not None}
    return f"{len(planted & taken):,} of {len(planted):,} planted copies, {len(taken - planted):,} others"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--texts", type=int, default=20_000)
    wanted = parser.parse_args()

    print("Speech acts of claims without texts (2,000 crossings, 10 years)")
    for n in (wanted.claims // 4, wanted.claims // 2, wanted.claims):
        rate = n / (2000 * 3650) / 1.07  # one report in fourteen makes a second claim
        made, making = timed(lambda rate=rate: world(1, crossings=2000, days=3650, rate=rate, claims_only=True))
        claims = sum(len(r.claims) for r in made.reports)
        acts, took = timed(lambda made=made: speech_acts(made.reports))
        print(
            f"  {claims:>9,} claims, {len(acts):>9,} acts: {took:5.1f} s, {claims / took:>9,.0f} claims/s"
            f"   (world made in {making:.1f} s)"
        )
        del made, acts

    print("\nNear-duplicates among texts")
    made = world(2, crossings=40, days=max(30, wanted.texts // 40))
    reports = in_order(r for r in made.reports if r.published_at is not None)
    characters = sum(len(r.text) for r in reports)
    for name, finder in (("maabar", originals), ("datasketch", with_datasketch)):
        copied, took = timed(lambda finder=finder: finder(reports))
        print(
            f"  {name:<10} {len(reports):,} texts in {took:5.1f} s, {len(reports) / took:>7,.0f} texts/s,"
            f" {characters / took / 1e6:.1f} million characters/s; {found(made, reports, copied)}"
        )


if __name__ == "__main__":
    main()
