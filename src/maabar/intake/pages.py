"""Web pages: text and title by trafilatura, the day of publication by htmldate, the outlet by the page's address."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from maabar.errors import InputError
from maabar.intake.document import UNKNOWN_OUTLET, Document, Given
from maabar.intake.encoding import decode
from maabar.intake.language import language_of
from maabar.model import Report
from maabar.text.clutter import strip_clutter

_FIRST_OF_JANUARY = (
    r"{y}[-/.]0?1[-/.]0?1\b|\b0?1[-/.]0?1[-/.]{y}|Jan(?:uary)?\s+0?1,?\s+{y}"
    r"|\b0?1\s+(?:يناير|كانون الثاني|January|Jan|Ocak)[\s,،]*{y}"
)


def read_page(
    raw: bytes, *, id: str, source: str, given: Given, url: str | None = None, headers: dict[str, str] | None = None
) -> Document:
    """The report of an HTML page. What the caller gives goes before what the page says. Raises `InputError`."""
    page, encoding = decode(raw, source, html=True)
    found = _extract(page, url)
    text = (found.text or "").strip() if found else ""
    text = strip_clutter(text, language_of(text))  # what trafilatura left of the frame; not verbatim anyway
    if not text:
        raise InputError("is a page without an article that can be told from its frame", source)
    address = url or _address(found.url)
    outlet = given.outlet or (_host(address) if address else None)
    notices = [] if encoding.startswith("utf") and "damaged" not in encoding else [f"read as {encoding}"]
    if outlet is None:
        notices.append(f"no outlet given and the page names no address, taken as {UNKNOWN_OUTLET!r}; pass --outlet")
    report = Report(
        id=id,
        outlet=outlet or UNKNOWN_OUTLET,
        published=given.dated(given.published or published_of(page, address), source),
        text=text,
        title=(found.title or "").strip(),
        lang=language_of(text),
        url=address,
    )
    return Document(report, raw, "text/html", source, headers, tuple(notices))


def published_of(page: str, url: str | None = None) -> date | None:
    """The day a page was published, or nothing.

    htmldate makes 1 January of a page that states only a year (of its copyright, say); that day is believed only
    where the page or its address writes it.
    """
    from htmldate import find_date

    found = find_date(page, original_date=True, url=url)
    if not found:
        return None
    day = date.fromisoformat(found)
    if (day.month, day.day) == (1, 1):
        written = re.compile(_FIRST_OF_JANUARY.replace("{y}", str(day.year)))
        if not written.search(page) and not written.search(url or ""):
            return None
    return day


def _extract(page: str, url: str | None) -> Any:
    from trafilatura import bare_extraction

    return bare_extraction(page, url=url, include_comments=False, with_metadata=True, deduplicate=False)


def _address(found: str | None) -> str | None:
    """An address that the page gives for itself, when it is whole."""
    return found if found and urlsplit(found).scheme in ("http", "https") and urlsplit(found).hostname else None


def _host(address: str) -> str | None:
    host = urlsplit(address).hostname
    return host.removeprefix("www.") if host else None
