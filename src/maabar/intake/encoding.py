"""From bytes to text: UTF-8 (with or without its mark), UTF-16 and UTF-32 with theirs, Windows-1256 and its kin.

What is not text is refused in one line that says what it looks like.
"""

from __future__ import annotations

import re
from typing import Final

from maabar.errors import InputError

_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_LEGACY: Final = ("cp1256", "iso8859_6", "mac_arabic", "cp1254", "iso8859_9", "cp1252")
"""Eight-bit encodings in which Arabic, Turkish and English pages are kept."""
_MAGIC: Final = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"\x1f\x8b", "gzip data"),
    (b"(\xb5/\xfd", "zstd data"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
)
_SAMPLE: Final = 64 * 1024
_MOST_BROKEN: Final = 0.002
"""A text in UTF-8 that was cut or slightly damaged is read when no more than this share of its bytes is broken."""
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?([\w:.-]{1,40})""", re.IGNORECASE)


def decode(raw: bytes, place: str, *, html: bool = False) -> tuple[str, str]:
    """The text of ``raw`` and the encoding it was read in; ``place`` is named in errors.

    Raises `InputError` when the bytes are empty, binary, or text in no encoding that is known here.
    """
    if not raw.strip():
        raise InputError("is empty, expected a report", place)
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            try:
                return raw.decode(encoding), encoding
            except UnicodeDecodeError as error:
                raise InputError(f"begins as {encoding} but breaks it at byte {error.start}", place) from None
    _refuse_binary(raw, place)
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        broken_at = error.start
    if html and (declared := _declared(raw)):
        try:
            return raw.decode(declared), declared
        except (LookupError, UnicodeDecodeError):
            pass  # the page says what it is not
    mended = raw.decode("utf-8", errors="replace")
    if mended.count("\ufffd") <= max(1.0, _MOST_BROKEN * len(raw)) and _mostly_multibyte(raw):
        return mended, "utf-8 (damaged)"
    if detected := _detect(raw):
        return raw.decode(detected), detected
    raise InputError(
        f"is not UTF-8 (byte {broken_at}) and no other encoding fits, expected text in UTF-8 or Windows-1256", place
    )


def _refuse_binary(raw: bytes, place: str) -> None:
    for magic, name in _MAGIC:
        if raw.startswith(magic):
            raise InputError(f"is {name}, expected text, HTML or JSON lines", place)
    head = raw[:_SAMPLE]
    if b"\0" in head or len(_CONTROL.findall(head)) > 0.02 * len(head):
        raise InputError("is binary, expected text, HTML or JSON lines", place)


def _declared(raw: bytes) -> str | None:
    found = _DECLARED.search(raw[:8192])
    name = found[1].decode("ascii").lower() if found else None
    return None if name in (None, "utf-8", "utf8") else name


def _mostly_multibyte(raw: bytes) -> bool:
    """Whether UTF-8's two-byte Arabic or Latin letters are what is there, so that a broken byte is damage."""
    good = len(re.findall(rb"[\xc3-\xdf][\x80-\xbf]", raw[:_SAMPLE]))
    return good * 2 >= 0.9 * len(re.findall(rb"[\x80-\xff]", raw[:_SAMPLE]))


def _detect(raw: bytes) -> str | None:
    """The legacy encoding of a sample from the text's middle part too, as charset-normalizer judges it."""
    from charset_normalizer import from_bytes

    best = from_bytes(raw[:_SAMPLE], cp_isolation=list(_LEGACY), language_threshold=0.01).best()
    if best is None:
        return None
    try:
        raw.decode(best.encoding)
    except UnicodeDecodeError:
        return None
    return best.encoding
