"""Reports as JSON: one object per line (JSONL), or a JSON file with one object or a list of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, BinaryIO, Final

from maabar.errors import InputError
from maabar.intake.document import UNKNOWN_OUTLET, Document, Failure, Given
from maabar.intake.encoding import decode
from maabar.intake.language import language_of
from maabar.model import Report

LIMIT: Final = 16 * 1024 * 1024
"""Bytes of the longest report that is read; a longer line is passed over without being kept in memory."""


def read_lines(stream: BinaryIO, *, source: str, given: Given) -> Iterator[Document | Failure]:
    """Reports of a JSONL stream. A line that can't be read is a failure naming it; those after it are read."""
    number = 0
    while line := stream.readline(LIMIT + 1):
        number += 1
        place = f"{source}:{number}"
        if len(line) > LIMIT:
            size = len(line) + _rest_of_line(stream)
            yield Failure(place, f"is a line of {size:,} bytes, expected a report of at most {LIMIT:,}")
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            try:
                content, _ = decode(line, place)
                yield read_row(_parse(content, place), raw=line.rstrip(b"\r\n"), place=place, given=given)
            except InputError as error:
                yield Failure.of(error, place)
    if not number:
        yield Failure(source, "is empty, expected reports")


def read_json(raw: bytes, *, source: str, given: Given) -> Iterator[Document | Failure]:
    """Reports of a JSON file, or of JSON lines that come in an encoding with a mark of its own."""
    try:
        content, _ = decode(raw, source)
        parsed: Any = _parse(content, source)
    except InputError as error:
        yield Failure.of(error, source)
        return
    rows: Iterable[Any] = parsed if isinstance(parsed, list) else [parsed]
    for number, row in enumerate(rows, 1):
        place = f"{source}:{number}"
        try:
            body = json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogatepass")
            yield read_row(row, raw=body, place=place, given=given)
        except InputError as error:
            yield Failure.of(error, place)


def read_row(row: Any, *, raw: bytes, place: str, given: Given) -> Document:
    """The report of one JSON object; its own outlet and date go before what the caller gives. Raises `InputError`."""
    if not isinstance(row, Mapping):
        raise InputError(f"is {_short(row)}, expected a report: an object with id, outlet, published, text", place)
    data = dict(row)
    text, title = data.get("text"), data.get("title")
    if not isinstance(text or "", str) or not isinstance(title or "", str):
        raise InputError("text or title is not text", place)
    if not (text or title):
        raise InputError("has neither text nor title, expected a report", place)
    notices = []
    if not data.get("outlet"):
        data["outlet"] = given.outlet or UNKNOWN_OUTLET
        if given.outlet is None:
            notices.append(f"names no outlet, taken as {UNKNOWN_OUTLET!r}; pass it with --outlet")
    if not data.get("published"):
        data["published"] = given.dated(given.published, place).isoformat()
    if not data.get("id"):
        data["id"] = _content_id(data)
    if not data.get("lang"):
        data["lang"] = language_of(f"{title or ''} {text or ''}")
    if not data.get("published_at") and (moment := _moment(data["published"])):
        data["published_at"] = moment.isoformat()
    try:
        report = Report.from_json(data)
    except (InputError, TypeError, ValueError, KeyError, AttributeError) as error:
        raise InputError(f"is no report: {error}", place) from None
    if _broken(report.text) or _broken(report.title):
        raise InputError("holds half a character (a lone surrogate), expected text that UTF-8 can write", place)
    given.dated(report.published, place)
    return Document(report, raw, "application/json", place, notices=tuple(notices))


def _parse(content: str, place: str) -> Any:
    try:
        return json.loads(content.lstrip("\ufeff"))
    except json.JSONDecodeError as error:
        where = f"column {error.colno}" if error.lineno == 1 else f"line {error.lineno}"
        raise InputError(f"is not JSON ({error.msg} at {where}), expected one report as an object", place) from None
    except RecursionError:
        raise InputError("is JSON nested too deeply, expected one report as an object", place) from None
    except ValueError as error:  # a number of absurd length
        raise InputError(f"is not JSON that can be read ({error})", place) from None


def _rest_of_line(stream: BinaryIO) -> int:
    """Pass over the rest of a line in pieces; how many bytes it had."""
    size = 0
    while piece := stream.readline(1024 * 1024):
        size += len(piece)
        if piece.endswith(b"\n"):
            break
    return size


def _content_id(data: Mapping[str, Any]) -> str:
    """An id for a report that brings none: the same for the same outlet, date, title and text."""
    parts = "\0".join(str(data.get(name) or "") for name in ("outlet", "published", "title", "text"))
    return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _moment(published: Any) -> datetime | None:
    """The moment of publication, where ``published`` says more than a day and names its zone."""
    try:
        moment = datetime.fromisoformat(published) if isinstance(published, str) and len(published) > 10 else None
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None


def _broken(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
