"""Raw bytes, kept once each under their SHA-256 and compressed with Zstandard."""

from __future__ import annotations

import threading
from hashlib import sha256
from typing import Final

import zstandard

from maabar.errors import LedgerError

LIMIT: Final = 256 * 2**20
"""Bytes that one archived document may hold; more is refused on the way in and on the way out."""

_LEVEL: Final = 3
_own: Final = threading.local()
"""A compressor per thread: making one costs more than compressing a report."""


def digest(raw: bytes) -> bytes:
    """The name under which the bytes are kept: their SHA-256."""
    return sha256(raw).digest()


def pack(raw: bytes) -> bytes:
    """Compress; raises `LedgerError` for more than `LIMIT` bytes."""
    if len(raw) > LIMIT:
        raise LedgerError(f"a document of {len(raw):,} bytes, expected at most {LIMIT:,}")
    if (compressor := getattr(_own, "compressor", None)) is None:
        compressor = _own.compressor = zstandard.ZstdCompressor(level=_LEVEL)
    packed: bytes = compressor.compress(raw)
    return packed


def unpack(packed: bytes, size: int) -> bytes:
    """The bytes again. ``size`` is what they must come to.

    A frame that promises another size, or none, is refused before anything is decompressed, so that a ledger from
    a stranger can't fill the memory. Raises `LedgerError`.
    """
    try:
        promised = zstandard.get_frame_parameters(packed).content_size
        if promised != size or size > LIMIT:
            raise LedgerError(f"archived bytes promise {promised:,} bytes, expected {size:,} and at most {LIMIT:,}")
        return zstandard.ZstdDecompressor().decompress(packed, max_output_size=size) if size else b""
    except zstandard.ZstdError as error:
        raise LedgerError(f"archived bytes can't be decompressed: {error}") from None
