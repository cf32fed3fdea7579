"""Taking reports in: each once, in batches, one bad report never stopping the others."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Protocol, cast

from sqlalchemy import Engine

from maabar.errors import InputError
from maabar.ledger import archive, engine
from maabar.ledger.writer import Batch, Item, Provenance, encode, held, report_digest
from maabar.model import Report

BATCH_REPORTS: Final = 500
BATCH_SECONDS: Final = 0.5
"""A batch is committed when it is full or this old, whichever comes first."""
MUCH: Final = 10_000
"""Claims taken at once after which a database server should look at its tables anew."""

_SECRET_HEADERS: Final = frozenset({"authorization", "proxy-authorization", "cookie", "set-cookie"})

Read = Callable[[Report], Report]


class Document(Protocol):
    """What intake hands over: a report with the bytes it came from."""

    @property
    def report(self) -> Report: ...
    @property
    def raw(self) -> bytes: ...
    @property
    def media_type(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def headers(self) -> Mapping[str, str] | None: ...


class Failure(Protocol):
    """What intake hands over in place of a document that it could not read."""

    @property
    def place(self) -> str: ...
    @property
    def message(self) -> str: ...


Given = Document | Failure | Report


@dataclass(frozen=True, slots=True)
class Failed:
    """A report that was not taken, and why in one line."""

    place: str
    message: str


@dataclass(slots=True)
class IngestResult:
    """What an ingest did with how many reports, and how many ``claims`` it wrote.

    ``added``: new. ``already``: held, nothing changed. ``reread``: held, now with other claims. ``failed``: not taken.
    """

    added: int = 0
    already: int = 0
    reread: int = 0
    claims: int = 0
    failed: list[Failed] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Ingest:
    """How to take reports in. ``clock`` gives microseconds since 1970 UTC.

    ``read`` fills the claims of reports that come without; with ``again`` also of those that have some or are held.
    """

    database: Engine
    clock: Callable[[], int]
    provenance: Provenance
    read: Read | None = None
    again: bool = False

    def run(self, documents: Iterable[Given], progress: Callable[[int], None] | None = None) -> IngestResult:
        """Take the documents. ``progress`` hears how many more reports are dealt with after each batch.

        When it returns, all is on the disk. Raises `LedgerError` where the database itself fails; batches committed
        before are kept.
        """
        result, row = IngestResult(), None
        for batch in _batches(documents, result):
            row = self._take(batch, result, row)
            if progress:
                progress(len(batch))
        if result.added or result.reread:
            engine.settle(self.database, grown=result.claims >= MUCH)
        return result

    def _take(self, batch: list[Item], result: IngestResult, row: int | None) -> int | None:
        with engine.reading(self.database) as connection:
            there = held(connection, [i.digest for i in batch])
        ready = []
        for item in batch:
            if item.digest in there and not item.report.claims and not self.again:
                result.already += 1
                continue
            try:
                item.fill(self._with_claims(item.report))
                ready.append(item)
            except Exception as error:  # a reader's fault in one report must not stop the others
                result.failed.append(Failed(item.source, _one_line(error)))
        if not ready:
            return row
        with engine.writing(self.database, settled_later=True) as connection:
            written = Batch(connection, self.clock(), self.provenance, row)
            written.write(ready)
        # Counted only now: before the commit nothing is kept.
        for name in ("added", "already", "reread", "claims"):
            setattr(result, name, getattr(result, name) + getattr(written.counts, name))
        return written.ingest

    def _with_claims(self, report: Report) -> Report:
        if self.read and (self.again or not report.claims):
            return self.read(replace(report, claims=()))
        return report


def _batches(documents: Iterable[Given], result: IngestResult) -> Iterable[list[Item]]:
    batch: list[Item] = []
    began = time.monotonic()
    for document in documents:
        if isinstance(message := getattr(document, "message", None), str):
            result.failed.append(Failed(str(getattr(document, "place", "")), message))
            continue
        try:
            batch.append(_item(cast("Document | Report", document)))
        except InputError as error:
            result.failed.append(Failed(error.place or "", str(error)))
        if batch and (len(batch) >= BATCH_REPORTS or time.monotonic() - began > BATCH_SECONDS):
            yield batch
            batch, began = [], time.monotonic()
    if batch:
        yield batch


def _item(document: Document | Report) -> Item:
    if isinstance(document, Report):
        report, raw = document, encode(replace(document, claims=()).to_json()).encode("utf-8", "surrogatepass")
        media_type, source, headers = "application/json", document.url or document.id, None
    else:
        report, raw, media_type = document.report, document.raw, document.media_type
        source = without_secrets(document.source)
        kept = {k: v for k, v in (document.headers or {}).items() if k.lower() not in _SECRET_HEADERS}
        headers = encode(kept) if kept else None
    for name in ("id", "outlet", "title", "text"):
        _check_text(name, getattr(report, name), source)
    if len(raw) > archive.LIMIT:
        raise InputError(f"{len(raw):,} bytes, expected at most {archive.LIMIT:,}", source)
    return Item(report, report_digest(report), raw, media_type, source, headers)


def _check_text(name: str, text: str, place: str) -> None:
    if "\0" in text:
        raise InputError(f"{name} holds a NUL character at {text.index(chr(0))}, expected text", place)
    if found := re.search("[\ud800-\udfff]", text):
        raise InputError(f"{name} holds half a character (a lone surrogate) at {found.start()}, expected text", place)


def without_secrets(source: str) -> str:
    """A source as it may be kept: a URL's user and password are left out."""
    return re.sub(r"(?<=://)[^/@\s]*@", "", source)


def _one_line(error: Exception) -> str:
    first = (str(error).splitlines() or [""])[0]
    return first if isinstance(error, InputError) else f"{type(error).__name__}: {first}"
