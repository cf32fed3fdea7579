"""Quotations that run on over the end of a sentence."""

from __future__ import annotations

from maabar.reading.document import Document
from maabar.reading.who.voices import Attribution

_SHORTEST, _LONGEST = 4, 200  # words of a quotation
_QUOTING = frozenset({"say", "say_on", "relay", "statement"})


def left_open(doc: Document, found: list[Attribution], hi: int) -> Attribution | None:
    """The last attribution of a sentence whose quotation has not closed at its end (``hi``)."""
    if not found or hi >= len(doc):
        return None
    last = found[-1]
    if last.rule not in _QUOTING or last.end != hi:
        return None
    depth = 0
    for j in range(last.start, hi + 1):
        if '"' in doc.gaps[j]:
            depth = max(0, depth + steps_at(doc, j))
    return last if depth else None


def closing(doc: Document, lo: int, hi: int) -> int | None:
    """The word after an open quotation's closing mark in the sentence ``lo`` to ``hi``, or None: it runs on."""
    depth = 1
    for j in range(lo + 1, hi + 1):
        if '"' in doc.gaps[j]:
            depth += steps_at(doc, j)
            if depth <= 0:
                return j
    return None


def quoted_stretches(doc: Document) -> list[tuple[int, int]]:
    """(first, after last) words of what stands in quotation marks; not names and single words, which are too short."""
    out = []
    opened: int | None = None
    for j, gap in enumerate(doc.gaps):
        if opened is not None and j - opened > _LONGEST:
            opened = None
        if '"' in gap:
            steps = steps_at(doc, j)
            if steps > 0 and opened is None:
                opened = j
            elif steps < 0 and opened is not None:
                if j - opened >= _SHORTEST:
                    out.append((opened, j))
                opened = None
    return out


def steps_at(doc: Document, j: int) -> int:
    """Quotations opened less those closed between word ``j`` - 1 and word ``j``.

    Reports use “ and ” for either end: a mark closes where no space stands before it and no letter after it.
    """
    start = doc.starts[j - 1] + len(doc.words[j - 1]) if j else 0
    end = doc.starts[j] if j < len(doc) else start + len(doc.gaps[j])
    first, last = doc.folded.span(start, end)
    steps = 0
    for k in range(first, last):
        c = doc.raw[k]
        if c in "«»":
            steps += 1 if c == "«" else -1
        elif c in '“”„❝❞"＂':
            before, after = doc.raw[max(0, k - 1)], doc.raw[k + 1 : k + 2]
            steps += -1 if not before.isspace() and not after.isalnum() else 1
    return steps
