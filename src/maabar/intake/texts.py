"""Plain text: the first line is the title, the rest the report, verbatim."""

from __future__ import annotations

from maabar.errors import InputError
from maabar.intake.document import UNKNOWN_OUTLET, Document, Given
from maabar.intake.encoding import decode
from maabar.intake.language import language_of
from maabar.model import Report


def read_text(raw: bytes, *, id: str, source: str, given: Given) -> Document:
    """The report of a text file. A single line is all text and has no title. Raises `InputError`."""
    content, encoding = decode(raw, source)
    content = content.strip()
    if not any(c.isalpha() for c in content):
        raise InputError("holds no words, expected a report", source)
    title, _, text = content.partition("\n")
    if not text.strip():
        title, text = "", title
    notices = [] if encoding.startswith("utf") and "damaged" not in encoding else [f"read as {encoding}"]
    if given.outlet is None:
        notices.append(f"no outlet given, taken as {UNKNOWN_OUTLET!r}; pass it with --outlet")
    report = Report(
        id=id,
        outlet=given.outlet or UNKNOWN_OUTLET,
        published=given.dated(given.published, source),
        text=text.strip(),
        title=title.strip(),
        lang=language_of(content),
    )
    return Document(report, raw, "text/plain", source, notices=tuple(notices))
