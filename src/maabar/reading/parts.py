"""Very long reports in parts, so that reading stays linear in length.

What one sentence says is understood from those around it, which costs more the longer a text is. No report is as long
as `LONGEST`; what is (a dump, a page of many articles) is read part by part, cut where a paragraph, a line or a word
ends. What one part says is then no context for the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from maabar.model import Report
from maabar.reading.draft import Draft

LONGEST: Final = 50_000
"""Characters of a text that are read as one."""
_ENDS: Final = ("\n\n", "\n", " ")


def parts(report: Report) -> Iterator[tuple[int, Report]]:
    """Where each part begins in the report's text, and the part as a report; only the first has the title."""
    start, text = 0, report.text
    while start < len(text):
        end = _end(text, start)
        yield start, replace(report, text=text[start:end], title=report.title if start == 0 else "")
        start = end


def moved(draft: Draft, by: int) -> Draft:
    """A part's draft at its place in the whole text."""
    claim = draft.claim
    if claim.field != "text" or claim.start is None or claim.end is None:
        return draft
    return replace(draft, claim=replace(claim, start=claim.start + by, end=claim.end + by))


def _end(text: str, start: int) -> int:
    limit = start + LONGEST
    if limit >= len(text):
        return len(text)
    for mark in _ENDS:
        found = text.rfind(mark, start + LONGEST // 2, limit)
        if found >= 0:
            return found + len(mark)
    return limit
