"""Folding: the form of a text in which words are matched, and the way back to its own characters.

Folding unifies what Arabic reports write in several ways (hamza seats, ى/ي, ة/ه, digits, quotes) one character for
one character, and drops what carries no letter: vowel signs, kashida, zero-width and direction marks, and the dots
that reports put inside words to pass filters («شـ.ـهداء»). Only what is dropped moves offsets, so the map back is a
short list of cuts, and for most texts there is none.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

_ONE_TO_ONE = {
    "أإآٱ": "ا",
    "ىیۍے": "ي",
    "ة": "ه",
    "ؤ": "و",
    "ئ": "ي",
    "کڪگ": "ك",
    "ھہۀە": "ه",
    "پ": "ب",
    "چ": "ج",
    "ڤ": "ف",
    "“”„‟«»″❝❞＂‹›": '"',
    "‘’‚‛′`´": "'",
    "–—−‐‑‒―": "-",
    "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000\t": " ",
    "٪": "%",
    "٫": ".",
    "٬": ",",
    "…": ".",
}
_DIGITS = {ord(c): str(i) for zero in "٠۰" for i, c in enumerate(chr(ord(zero) + n) for n in range(10))}
_LATIN = {c: chr(c + 32) for c in range(ord("A"), ord("Z") + 1)}
FOLDING = {ord(c): to for many, to in _ONE_TO_ONE.items() for c in many} | _DIGITS | _LATIN
"""Translation table, one character for one character (dropping is done apart, so that offsets stay known)."""

_MARKS = r"\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad"
_DROPPED = re.compile(rf"[{_MARKS}]+(?:[.·•*]+[{_MARKS}]+)?(?:(?<=\u0640)[.·•*]+(?=[ء-ي]))?|[·•*](?<=[ء-ي].)(?=[ء-ي])")
_MAY_DROP = re.compile(rf"[{_MARKS}·•*]")
_CHANGED = tuple((chr(c), to) for c, to in FOLDING.items() if not "A" <= chr(c) <= "Z")
_CAPITALS = re.compile("[A-Z]+")
_DOT_INSIDE = re.compile(r"\.[ء-ي]")
_SPACED_DOTS = re.compile(r"(?<![ء-ي.])(?:[ء-ي]{1,2}\.){2,}[ء-ي]{1,2}(?![ء-ي.])|(?<![ء-ي])[ء-ي]{2,}\.[ء-ي](?![ء-ي])")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; ``cuts`` are the folded offsets after which something was dropped, ``shift`` how much so far."""

    text: str
    cuts: tuple[int, ...] = ()
    shift: tuple[int, ...] = ()

    def at(self, offset: int) -> int:
        """Offset in the original text of the folded character at ``offset``."""
        i = bisect_right(self.cuts, offset)
        return offset + (self.shift[i - 1] if i else 0)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Original (start, end), end exclusive, of a folded slice; marks on its last letter are included."""
        if end <= start:
            return self.at(start), self.at(start)
        first, last = self.at(start), self.at(end - 1) + 1
        i = bisect_right(self.cuts, end)
        if i and self.cuts[i - 1] == end:  # marks that sit on the last letter belong to it
            last = end + self.shift[i - 1]
        return first, last


def fold(text: str) -> Folded:
    """Fold a text. Linear in its length; C speed but for the characters that are dropped.

    >>> fold("مَعْبَر أبو الزنديـن").text
    'معبر ابو الزندين'
    """
    mapped = text
    for char, to in _CHANGED:  # many times as fast as one `str.translate`
        mapped = mapped.replace(char, to)
    mapped = _CAPITALS.sub(_lower, mapped)
    if "quot;" in mapped:  # what is left of «&quot;» on some pages
        mapped = mapped.replace("&quot;", '"     ').replace("quot;", '"    ')
    gone = [(m.start(), m.end()) for m in _DROPPED.finditer(mapped)] if _MAY_DROP.search(mapped) else []
    if _DOT_INSIDE.search(mapped):
        for m in _SPACED_DOTS.finditer(mapped):
            gone += [(i, i + 1) for i in range(m.start(), m.end()) if mapped[i] == "."]
    if not gone:
        return Folded(mapped)
    gone.sort()
    kept: list[str] = []
    cuts: list[int] = []
    shift: list[int] = []
    at = length = lost = 0
    for start, end in gone:
        if start < at:
            continue
        kept.append(mapped[at:start])
        length += start - at
        lost += end - start
        if cuts and cuts[-1] == length:
            shift[-1] = lost
        else:
            cuts.append(length)
            shift.append(lost)
        at = end
    kept.append(mapped[at:])
    return Folded("".join(kept), tuple(cuts), tuple(shift))


def _lower(match: re.Match[str]) -> str:
    return match[0].lower()


@lru_cache(maxsize=50_000)
def folded(word: str) -> str:
    """The folded form alone, for lexicon entries and names."""
    return fold(word).text
