"""Near-duplicate texts: who copied whom.

A text is compared by the set of its shingles (three folded words in a row). Equal texts are found by a hash;
the others by MinHash signatures (Broder 1997) in banded buckets (locality-sensitive hashing, Indyk & Motwani 1998),
and every candidate is checked by its exact Jaccard similarity, so that a bucket never decides.

Reports are taken in order of publication and each is compared only with *originals*, reports that copied nobody.
So a report that comes later never changes who copied whom before it, and adding a copy changes nothing else.
The signatures are computed here in NumPy and not by ``datasketch``, which gives the same candidates but takes ten
times as long per text (``bench/duplicates.py`` prints both).
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from maabar.model import Report
from maabar.text.fold import folded

SIMILAR: Final = 0.55
"""Jaccard similarity of shingle sets from which a text is a copy: a copier changes some words, drops a sentence."""
WINDOW: Final = 7
"""Days after the original within which an equal text is a copy. Later, it is a text used again."""
OWN_WINDOW: Final = 1
"""The same within one outlet: its daily bulletin in unchanged words is news each day."""
EXACT_WORDS: Final = 8
"""Texts of fewer words are never copies: two channels may both write «فتح معبر كذا أمام المدنيين»."""
SHINGLED_WORDS: Final = 16
"""Texts of fewer words than this are copies only where they are equal."""

_SHINGLE = 3
_BANDS, _ROWS = 24, 4
_WORD = re.compile(r"\w+")
_PRIME = np.uint64((1 << 61) - 1)
_MULTIPLIERS: Final = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)
_SEED = 20210327


def _mix(h: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Finaliser of MurmurHash3: every bit of the input moves every bit of the output."""
    h = h ^ (h >> np.uint64(33))
    h = h * np.uint64(0xFF51AFD7ED558CCD)
    h = h ^ (h >> np.uint64(33))
    h = h * np.uint64(0xC4CEB9FE1A85EC53)
    return h ^ (h >> np.uint64(33))


def words(text: str) -> list[str]:
    """The folded words of a text."""
    return _WORD.findall(folded(text))


class Shingler:
    """Shingle sets of texts as sorted arrays of 64-bit hashes; remembers the hash of each word it met."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    def shingles(self, tokens: Sequence[str]) -> NDArray[np.uint64]:
        """Distinct shingles of at least `SHINGLED_WORDS` words."""
        known = self._known
        codes = []
        for token in tokens:
            code = known.get(token)
            if code is None:
                code = known[token] = zlib.crc32(token.encode()) | (len(token) << 32)
            codes.append(code)
        h = np.array(codes, dtype=np.uint64)
        n = len(h) - _SHINGLE + 1
        with np.errstate(over="ignore"):
            rolled = h[:n] * _MULTIPLIERS[0] + h[1 : n + 1] * _MULTIPLIERS[1] + h[2 : n + 2] * _MULTIPLIERS[2]
            return np.unique(_mix(rolled))


def jaccard(a: NDArray[np.uint64], b: NDArray[np.uint64]) -> float:
    """|a ∩ b| / |a ∪ b| of two sorted arrays of distinct values; 0 for two empty ones."""
    if not len(a) or not len(b):
        return 0.0
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    at = np.searchsorted(long, short)
    at[at == len(long)] = 0
    shared = int(np.count_nonzero(long[at] == short))
    return shared / (len(a) + len(b) - shared)


def likeness(one: Report, other: Report) -> float:
    """How alike two reports' texts are: 1 for equal words, else the Jaccard similarity of their shingles."""
    a, b = words(one.text or one.title), words(other.text or other.title)
    if a == b:
        return 1.0
    if min(len(a), len(b)) < SHINGLED_WORDS:
        return 0.0
    shingler = Shingler()
    return jaccard(shingler.shingles(a), shingler.shingles(b))


class _Signatures:
    def __init__(self) -> None:
        rng = np.random.default_rng(_SEED)
        self._xor = rng.integers(0, 2**63, size=_BANDS * _ROWS, dtype=np.uint64)
        self._times = rng.integers(0, 2**62, size=_BANDS * _ROWS, dtype=np.uint64) * np.uint64(2) + np.uint64(1)

    def of(self, shingles: NDArray[np.uint64]) -> NDArray[np.uint32]:
        """MinHash signature: for each of the hash functions the least value over the set; shape (96,)."""
        with np.errstate(over="ignore"):
            values = (shingles[:, None] ^ self._xor) * self._times
        least: NDArray[np.uint64] = values.min(axis=0)
        return (least >> np.uint64(32)).astype(np.uint32)


def originals(reports: Sequence[Report]) -> list[int | None]:
    """For each report, which are in order of publication, the index of the report it copied, or None.

    The one named copied nobody itself. Linear in the characters of all texts, as long as the number of reports in a
    fortnight is bounded.
    """
    search = _Search(reports)
    return [search.place(i) for i in range(len(reports))]


class _Search:
    """The originals met so far, findable by their words and by what resembles them."""

    def __init__(self, reports: Sequence[Report]) -> None:
        self._reports = reports
        self._shingler, self._signatures = Shingler(), _Signatures()
        self._equal: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self._buckets: dict[tuple[int, int, bytes], list[int]] = defaultdict(list)
        self._sets: dict[int, tuple[NDArray[np.uint64], NDArray[np.uint32]]] = {}

    def place(self, i: int) -> int | None:
        """The original that report ``i`` copied; where there is none, ``i`` is one from now on."""
        report = self._reports[i]
        text = report.text or report.title
        tokens = words(text) if text else ()
        if len(tokens) < EXACT_WORDS:
            return None
        equal = self._equal[tuple(tokens)]
        found = next((j for j in reversed(equal) if self._may_copy(i, j)), None)
        if found is None and len(tokens) >= SHINGLED_WORDS:
            found = self._place_by_likeness(i, self._shingler.shingles(tokens))
        if found is None:
            equal.append(i)
        return found

    def _place_by_likeness(self, i: int, shingles: NDArray[np.uint64]) -> int | None:
        signature = self._signatures.of(shingles)
        week = self._reports[i].published.toordinal() // WINDOW
        bands = [(n, signature[n * _ROWS : (n + 1) * _ROWS].tobytes()) for n in range(_BANDS)]
        alike: set[int] = set()
        for n, band in bands:
            for then in (week, week - 1):
                alike.update(self._buckets.get((n, then, band), ()))
        best: tuple[float, int] | None = None  # the most alike, of equals the latest
        for j in alike:
            theirs, their_signature = self._sets[j]
            # An estimate this far below the threshold is five standard errors off (sqrt(.25/96) = .05).
            if np.count_nonzero(signature == their_signature) < (SIMILAR - 0.25) * len(signature):
                continue
            if not self._may_copy(i, j):
                continue
            if (similar := jaccard(shingles, theirs)) >= SIMILAR and (best is None or (similar, j) > best):
                best = similar, j
        if best is not None:
            return best[1]
        self._sets[i] = shingles, signature
        for n, band in bands:
            self._buckets[n, week, band].append(i)
        return None

    def _may_copy(self, later: int, earlier: int) -> bool:
        one, other = self._reports[later], self._reports[earlier]
        window = OWN_WINDOW if one.outlet == other.outlet else WINDOW
        return (one.published - other.published).days <= window
