"""Near-duplicate texts: who copied whom.

A text is compared by the set of its shingles (three folded words in a row). Equal texts are found by a hash;
the others by MinHash signatures (Broder 1997) in banded buckets (locality-sensitive hashing, Indyk & Motwani 1998),
and every candidate is checked by its exact Jaccard similarity, so that a bucket never decides.

Reports are taken in order of publication and each is compared only with *originals*, reports that copied nobody.
So a report that comes later never changes who copied whom before it, and adding a copy changes nothing else.
Signatures and buckets are computed here in NumPy and not by ``datasketch``, which gives the same candidates and takes
longer (``bench/duplicates.py`` prints both).
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
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
_WORD = re.compile(r"[\w\u0610-\u061a\u0640\u064b-\u065f\u0670\u200b-\u200f]+")
"""Words with the marks that folding drops: words are folded one by one, each but once."""
_MULTIPLIERS: Final = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x27D4EB2F165667C5], dtype=np.uint64
)
_SEED = 20210327


def _mix(h: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Finaliser of MurmurHash3: every bit of the input moves every bit of the output."""
    h = h ^ (h >> np.uint64(33))
    h = h * np.uint64(0xFF51AFD7ED558CCD)
    h = h ^ (h >> np.uint64(33))
    h = h * np.uint64(0xC4CEB9FE1A85EC53)
    return h ^ (h >> np.uint64(33))


class Shingler:
    """Words and shingle sets of texts as 64-bit hashes; remembers the hash of each word it met."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    def words(self, text: str) -> list[int]:
        """Hashes of the folded words of a text, in order."""
        known, out = self._known, []
        for word in _WORD.findall(text):
            code = known.get(word)
            if code is None:
                plain = folded(word).encode()
                code = known[word] = zlib.crc32(plain) | len(plain) << 32
            out.append(code)
        return out

    def shingles(self, words: Sequence[int]) -> NDArray[np.uint64]:
        """Distinct shingles, sorted, of at least three words."""
        h = np.array(words, dtype=np.uint64)
        n = len(h) - _SHINGLE + 1
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
    shingler = Shingler()
    a, b = (shingler.words(report.text or report.title) for report in (one, other))
    if a == b:
        return 1.0
    if min(len(a), len(b)) < SHINGLED_WORDS:
        return 0.0
    return jaccard(shingler.shingles(a), shingler.shingles(b))


class _Signatures:
    def __init__(self) -> None:
        rng = np.random.default_rng(_SEED)
        self._xor = rng.integers(0, 2**63, size=_BANDS * _ROWS, dtype=np.uint64)
        self._times = rng.integers(0, 2**62, size=_BANDS * _ROWS, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
        self._band = np.arange(_BANDS, dtype=np.uint64)

    def of(self, shingles: NDArray[np.uint64]) -> NDArray[np.uint64]:
        """MinHash signature: for each of the hash functions the least value over the set; shape (96,)."""
        least: NDArray[np.uint64] = ((shingles[:, None] ^ self._xor) * self._times).min(axis=0)
        return least >> np.uint64(32)

    def bands(self, signature: NDArray[np.uint64]) -> list[int]:
        """One hash for each band of the signature, different for different bands."""
        mixed = _mix((signature.reshape(_BANDS, _ROWS) * _MULTIPLIERS[:_ROWS]).sum(axis=1) + self._band)
        bands: list[int] = mixed.tolist()
        return bands


Decided = Mapping[str, str | None]
"""What people decided on reports, by id: the id of the report that one repeats, or None where it repeats none."""


def originals(
    reports: Sequence[Report],
    decided: Decided | None = None,
    said: Sequence[frozenset[Hashable]] | None = None,
) -> list[int | None]:
    """For each report, which are in order of publication, the index of the report it copied, or None.

    The one named copied nobody itself. What people ``decided`` stands, whatever the texts are like. Linear in the
    characters of all texts, as long as the number of reports in a fortnight is bounded.

    With ``said`` (the contents of each report's claims) only reports that say the same thing are compared: others
    change no speech act, whether copies or not. Most texts of a large ledger then cost nothing.
    """
    search, known = _Search(reports, said), decided or {}
    alone = _alone(reports, said)
    at: dict[str, int] = {}
    out: list[int | None] = []
    for i, report in enumerate(reports):
        of = known.get(report.id)
        if of in at:
            first = at[of]
            out.append(first if out[first] is None else out[first])
        elif alone[i] and report.id not in known:
            out.append(None)
        else:
            out.append(search.place(i, alone=report.id in known and of is None))
        if known:
            at[report.id] = i
    return out


def _alone(reports: Sequence[Report], said: Sequence[frozenset[Hashable]] | None) -> Sequence[bool]:
    """Whether no other report within the window says anything that this one says."""
    if said is None:
        return [False] * len(reports)
    out = [True] * len(reports)
    latest: dict[Hashable, int] = {}
    for i, contents in enumerate(said):
        for content in contents:
            j = latest.get(content)
            if j is not None and (reports[i].published - reports[j].published).days <= WINDOW:
                out[i] = out[j] = False
            latest[content] = i
    return out


class _Search:
    """The originals met so far, findable by their words and by what resembles them."""

    def __init__(self, reports: Sequence[Report], said: Sequence[frozenset[Hashable]] | None = None) -> None:
        self._reports, self._said = reports, said
        self._shingler, self._signatures = Shingler(), _Signatures()
        self._equal: dict[tuple[int, ...], list[int]] = defaultdict(list)
        self._buckets: dict[int, dict[int, list[int]]] = {}
        self._sets: dict[int, tuple[NDArray[np.uint64], NDArray[np.uint64]]] = {}

    def place(self, i: int, *, alone: bool = False) -> int | None:
        """The original that report ``i`` copied; where there is none, or it stands ``alone``, it is one from now on."""
        report = self._reports[i]
        text = report.text or report.title
        if not text:
            return None
        words = self._shingler.words(text)
        if len(words) < EXACT_WORDS:
            return None
        equal = self._equal[tuple(words)]
        found = None if alone else next((j for j in reversed(equal) if self._may_copy(i, j)), None)
        if found is None and len(words) >= SHINGLED_WORDS:
            found = self._place_by_likeness(i, self._shingler.shingles(words), alone)
        if found is None:
            equal.append(i)
        return found

    def _place_by_likeness(self, i: int, shingles: NDArray[np.uint64], alone: bool) -> int | None:
        signature = self._signatures.of(shingles)
        bands = self._signatures.bands(signature)
        this_week, last_week = self._weeks(self._reports[i].published.toordinal() // WINDOW)
        alike: set[int] = set()
        for band in () if alone else bands:
            alike.update(this_week.get(band, ()), last_week.get(band, ()))
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
        for band in bands:
            this_week.setdefault(band, []).append(i)
        return None

    def _weeks(self, week: int) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
        """Buckets of that week and of the one before; older ones are let go, with the sets in them."""
        if week not in self._buckets:
            for gone in [w for w in self._buckets if w < week - 1]:
                for i in {i for bucket in self._buckets.pop(gone).values() for i in bucket}:
                    del self._sets[i]
            self._buckets[week] = {}
        return self._buckets[week], self._buckets.get(week - 1, {})

    def _may_copy(self, later: int, earlier: int) -> bool:
        if self._said is not None and self._said[later].isdisjoint(self._said[earlier]):
            return False
        one, other = self._reports[later], self._reports[earlier]
        window = OWN_WINDOW if one.outlet == other.outlet else WINDOW
        return (one.published - other.published).days <= window
