"""Time-stamps of the chain's head: proof from outside that the ledger held what it holds by a certain time.

What is stamped is the *statement* of a head, a short text; its file can be stamped or checked with other programs too
(``ots stamp FILE``, ``openssl ts -verify -data FILE``).
"""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, insert, select

from maabar.errors import FeatureMissing, InputError, LedgerError, VerifyError
from maabar.ledger import schema
from maabar.ledger.chain import Head
from maabar.ledger.clock import micros, moment
from maabar.ledger.ingest import without_secrets

_LIMIT: Final = 2**20
_SECONDS: Final = 30


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time-stamp that a ledger keeps: of which row's link, by which authority, for what time."""

    seq: int
    link: str
    authority: str
    made: datetime
    token: bytes


def statement(head: Head) -> bytes:
    """The text that is stamped."""
    return f"maabar ledger\nrow {head.seq}\nlink {head.link}\n".encode("ascii")


def request_stamp(head: Head, authority: str) -> tuple[bytes, datetime]:
    """Ask an RFC 3161 authority (a URL) to stamp the head; gives its answer (DER) and the time in it.

    Raises `LedgerError` where it can't be reached, refuses, or answers about something else.
    """
    rfc3161 = _library()
    if not authority.startswith(("http://", "https://")):
        raise InputError(f"the time-stamp authority is {without_secrets(authority)!r}, expected an http(s) URL")
    if head.seq == 0:
        raise InputError("the ledger is empty, there is nothing to time-stamp")
    asked = rfc3161.TimestampRequestBuilder().data(statement(head)).hash_algorithm(rfc3161.HashAlgorithm.SHA256).build()
    headers = {"Content-Type": "application/timestamp-query"}
    post = urllib.request.Request(authority, asked.as_bytes(), headers)
    shown = without_secrets(authority)
    try:
        with urllib.request.urlopen(post, timeout=_SECONDS) as answer:
            token: bytes = answer.read(_LIMIT)
    except (urllib.error.URLError, OSError) as error:
        raise LedgerError(f"{shown}: the time-stamp authority can't be reached ({error})") from None
    response = _decode(token, shown)
    if response.status > 1:
        raise LedgerError(f"{shown}: the authority refused the time-stamp ({'; '.join(response.status_string)})")
    if response.tst_info.message_imprint.message != asked.message_imprint.message:
        raise LedgerError(f"{shown}: the authority stamped something else")
    if response.tst_info.nonce != asked.nonce:
        raise LedgerError(f"{shown}: the authority answered another request (its nonce differs)")
    return token, response.tst_info.gen_time


def keep(connection: Connection, head: Head, authority: str, token: bytes, made: datetime) -> Stamp:
    """Write a stamp down, beside the chain: it seals rows and is none."""
    values = {
        "seq": head.seq,
        "link": bytes.fromhex(head.link),
        "kind": "rfc3161",
        "authority": without_secrets(authority),
        "made": micros(made),
        "token": token,
    }
    connection.execute(insert(schema.stamps).values(values))
    return Stamp(head.seq, head.link, without_secrets(authority), made, token)


def kept(connection: Connection) -> list[Stamp]:
    """The stamps of a ledger, in order."""
    found = connection.execute(select(schema.stamps).order_by(schema.stamps.c.id))
    return [Stamp(row.seq, row.link.hex(), row.authority, moment(row.made), row.token) for row in found]


def check(stamps: Sequence[Stamp], roots: Path) -> int:
    """Check every stamp's signature up to one of the root certificates (a PEM file); gives how many there were.

    Raises `VerifyError` at the first stamp that does not hold, `InputError` where the file holds no certificate.
    """
    rfc3161 = _library()
    from cryptography import x509

    try:
        certificates = x509.load_pem_x509_certificates(roots.read_bytes())
    except (OSError, ValueError) as error:
        raise InputError(f"no certificates can be read ({error}), expected a PEM file", str(roots)) from None
    for stamp in stamps:
        builder = rfc3161.VerifierBuilder()
        for certificate in certificates:
            builder = builder.add_root_certificate(certificate)
        try:
            response = _decode(stamp.token, stamp.authority)
            builder.build().verify_message(response, statement(Head(stamp.seq, stamp.link)))
        except (rfc3161.VerificationError, LedgerError) as error:
            raise VerifyError(
                f"the time-stamp of row {stamp.seq} by {stamp.authority} does not hold: {error}"
            ) from None
        if response.tst_info.gen_time != stamp.made:
            raise VerifyError(
                f"the time-stamp of row {stamp.seq} is for {response.tst_info.gen_time}, not {stamp.made}"
            )
    return len(stamps)


def _decode(token: bytes, shown: str) -> Any:
    try:
        return _library().decode_timestamp_response(token)
    except ValueError as error:
        raise LedgerError(f"{shown}: its answer is no time-stamp ({error})") from None


def _library() -> Any:
    try:
        import rfc3161_client
    except ModuleNotFoundError:
        raise FeatureMissing("time-stamps need rfc3161-client: pip install 'maabar[timestamps]'") from None
    return rfc3161_client
