"""Reports from files, folders, patterns and stdin, each as a document or as a failure, never an exception."""

from __future__ import annotations

import glob
import io
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import BinaryIO, Final, cast

from maabar.errors import InputError
from maabar.intake.document import UNKNOWN_OUTLET, Document, Failure, Given
from maabar.intake.encoding import decode
from maabar.intake.pages import read_page
from maabar.intake.rows import LIMIT, read_json, read_lines
from maabar.intake.texts import read_text
from maabar.registry import Registry

STDIN: Final = "-"
_ENDINGS: Final = {
    ".txt": "text",
    ".html": "page",
    ".htm": "page",
    ".jsonl": "lines",
    ".ndjson": "lines",
    ".json": "json",
}
_HEAD: Final = 4096
_WIDE_MARKS: Final = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")


def load(
    paths: Iterable[str | Path],
    *,
    outlet: str | None = None,
    published: date | None = None,
    stdin: BinaryIO | None = None,
    today: date | None = None,
    registry: Registry | None = None,
) -> Iterator[Document | Failure]:
    """Reports of files, folders (searched through, in order of name), patterns, and ``-`` for stdin.

    ``outlet`` and ``published`` are for reports that don't name theirs: text files, pages (where they go before what
    the page says), and rows of JSONL that lack them. With a registry, the first report of an outlet that it doesn't
    list says so in a notice. Nothing is raised for bad input: it comes as a `Failure`, and what comes after it is read.
    """
    given = Given(outlet, published, today or date.today())
    unlisted: set[str] = set()
    for found in _load(paths, given, stdin):
        if registry and isinstance(found, Document):
            name = found.report.outlet
            if name not in unlisted and name != UNKNOWN_OUTLET and not registry.knows_outlet(name):
                unlisted.add(name)
                notice = f"outlet {name!r} is not in the registry, taken as independent"
                yield replace(found, notices=(*found.notices, notice))
                continue
        yield found


def _load(paths: Iterable[str | Path], given: Given, stdin: BinaryIO | None) -> Iterator[Document | Failure]:
    for path in paths:
        if str(path) == STDIN:
            yield from _read_stream(stdin or sys.stdin.buffer, given)
            continue
        try:
            files = _expand(path)
        except InputError as error:
            yield Failure.of(error, str(path))
            continue
        for file in files:
            yield from _read_file(file, given)


def _expand(path: str | Path) -> list[Path]:
    place = Path(path)
    if place.is_dir():
        found = sorted(p for p in place.rglob("*") if p.suffix.lower() in _ENDINGS and p.is_file())
        if not found:
            raise InputError(f"is a folder without reports, expected files in {', '.join(_ENDINGS)}", str(path))
        return found
    if not place.exists() and glob.has_magic(str(path)):
        if not (matches := sorted(glob.glob(str(path), recursive=True))):
            raise InputError("matches no file", str(path))
        return [file for match in matches for file in (_expand(match) if Path(match).is_dir() else [Path(match)])]
    return [place]


def _read_file(path: Path, given: Given) -> Iterator[Document | Failure]:
    try:
        with path.open("rb") as stream:
            kind = _ENDINGS.get(path.suffix.lower())
            yield from _read(stream, kind, id=path.stem, source=str(path), given=given)
    except FileNotFoundError:
        yield Failure(str(path), "no such file")
    except OSError as error:
        yield Failure(str(path), f"can't be read: {error.strerror or error}")


def _read_stream(stream: BinaryIO, given: Given) -> Iterator[Document | Failure]:
    if isinstance(stream, io.BufferedReader):
        yield from _read(stream, None, id="stdin", source=STDIN, given=given)
        return
    reader: io.BufferedReader = io.BufferedReader(cast(io.RawIOBase, stream))
    try:
        yield from _read(reader, None, id="stdin", source=STDIN, given=given)
    finally:
        reader.detach()  # the stream is the caller's to close


def _read(
    reader: io.BufferedReader, kind: str | None, *, id: str, source: str, given: Given
) -> Iterator[Document | Failure]:
    """One file or stream; ``kind`` is told from its beginning where the name doesn't say it."""
    head = reader.peek(_HEAD)[:_HEAD]
    kind = kind or _sniff(head)
    if kind == "lines" and not head.startswith(_WIDE_MARKS):
        yield from read_lines(reader, source=source, given=given)
        return
    raw = reader.read(LIMIT + 1)
    if len(raw) > LIMIT:
        yield Failure(source, f"is larger than {LIMIT:,} bytes, expected one report")
        return
    try:
        match kind:
            case "lines":  # in UTF-16 or UTF-32, where a line can't be told before decoding
                lines = io.BytesIO(decode(raw, source)[0].encode("utf-8", "surrogatepass"))
                yield from read_lines(lines, source=source, given=given)
            case "json":
                yield from read_json(raw, source=source, given=given)
            case "page":
                yield read_page(raw, id=id, source=source, given=given)
            case _:
                yield read_text(raw, id=id, source=source, given=given)
    except InputError as error:
        yield Failure.of(error, source)


def _sniff(head: bytes) -> str:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:64].lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<?xml")):
        return "page"
    return "lines" if start.startswith(b"{") else "text"
