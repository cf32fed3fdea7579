"""Time-stamps: a real authority on loopback (OpenSSL answers its queries), checked by its certificate."""

from __future__ import annotations

import http.server
import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from maabar.errors import InputError, LedgerError, VerifyError
from maabar.ledger import Head, Ledger, schema, statement

pytest.importorskip("rfc3161_client")

CONFIG = """
[req]
distinguished_name = dn
prompt = no
x509_extensions = ca
[dn]
CN = Stamps of the test
[ca]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
[tsa_dn]
CN = Authority of the test
[tsa_ext]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[tsa]
default_tsa = here
[here]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
ess_cert_id_alg = sha256
"""


@dataclass
class Authority:
    """A time-stamp authority: its URL, its root certificate, and how it should misbehave."""

    url: str
    root: Path
    answer: bytes | None = None


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a root, and an authority's key and certificate under it."""
    if shutil.which("openssl") is None:
        pytest.skip("there is no openssl program here to play the authority")
    folder = tmp_path_factory.mktemp("tsa")
    (folder / "tsa.cnf").write_text(CONFIG.format(folder=folder))
    (folder / "serial").write_text("01\n")

    def openssl(*arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)

    new_key = ("-newkey", "rsa:2048", "-nodes", "-config", "tsa.cnf")
    openssl("req", "-x509", *new_key, "-keyout", "ca.key", "-out", "ca.pem", "-days", "30")
    openssl("req", "-new", *new_key, "-subj", "/CN=Authority of the test", "-keyout", "tsa.key", "-out", "tsa.csr")
    signed = ("-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "30")
    openssl(
        "x509", "-req", "-in", "tsa.csr", *signed, "-extfile", "tsa.cnf", "-extensions", "tsa_ext", "-out", "tsa.pem"
    )
    return folder


@pytest.fixture
def authority(certificates: Path) -> Iterator[Authority]:
    made = Authority("", certificates / "ca.pem")

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = certificates / "query.tsq"
            query.write_bytes(self.rfile.read(int(self.headers["Content-Length"])))
            reply = ["openssl", "ts", "-reply", "-config", "tsa.cnf", "-section", "here", "-queryfile", "query.tsq"]
            answer = subprocess.run(reply, cwd=certificates, check=True, capture_output=True).stdout
            body = answer if made.answer is None else made.answer
            made.last = answer  # type: ignore[attr-defined]
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    made.url = f"http://127.0.0.1:{server.server_port}/"
    yield made
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_stamp_seals_the_head_and_still_holds_when_the_ledger_has_grown(
    ledger: Ledger, write: Any, authority: Authority
) -> None:
    ledger.ingest([write.report()])
    made = ledger.stamp(authority.url)
    assert (made.seq, made.link) == (ledger.head().seq, ledger.head().link)
    ledger.ingest([write.report()])
    assert ledger.verify(roots=authority.root).stamps == 1
    assert ledger.stamps() == [made]


def test_a_stamp_can_be_checked_with_openssl_alone(
    ledger: Ledger, write: Any, authority: Authority, tmp_path: Path
) -> None:
    ledger.ingest([write.report()])
    made = ledger.stamp(authority.url)
    (tmp_path / "head.txt").write_bytes(statement(Head(made.seq, made.link)))
    (tmp_path / "head.tsr").write_bytes(made.token)
    check = ["openssl", "ts", "-verify", "-data", "head.txt", "-in", "head.tsr", "-CAfile", str(authority.root)]
    done = subprocess.run(check, cwd=tmp_path, check=False, capture_output=True, text=True)
    assert "Verification: OK" in done.stdout + done.stderr


def test_a_stamp_of_another_head_does_not_hold(
    ledger: Ledger, write: Any, authority: Authority, tamper: sa.Connection
) -> None:
    ledger.ingest([write.report()])
    first = ledger.stamp(authority.url)
    ledger.ingest([write.report()])
    tamper.execute(sa.update(schema.stamps).values(seq=ledger.head().seq))
    with pytest.raises(VerifyError, match="not the one that was time-stamped"):
        ledger.verify()
    tamper.execute(sa.update(schema.stamps).values(link=bytes.fromhex(ledger.head().link)))
    with pytest.raises(VerifyError, match=f"time-stamp of row {ledger.head().seq}"):
        ledger.verify(roots=authority.root)
    tamper.execute(sa.update(schema.stamps).values(seq=first.seq, link=bytes.fromhex(first.link), token=b"no token"))
    with pytest.raises(VerifyError, match="no time-stamp"):
        ledger.verify(roots=authority.root)


def test_an_answer_to_another_request_is_refused(ledger: Ledger, write: Any, authority: Authority) -> None:
    ledger.ingest([write.report()])
    ledger.stamp(authority.url)
    authority.answer = ledger.stamps()[0].token  # replayed
    with pytest.raises(LedgerError, match="another request"):
        ledger.stamp(authority.url)
    authority.answer = b"<html>"
    with pytest.raises(LedgerError, match="no time-stamp"):
        ledger.stamp(authority.url)
    assert len(ledger.stamps()) == 1


def test_an_authority_that_cannot_be_asked_is_one_line(ledger: Ledger, write: Any, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is empty"):
        ledger.stamp("http://127.0.0.1:9/")
    ledger.ingest([write.report()])
    with pytest.raises(LedgerError, match="can't be reached") as caught:
        ledger.stamp("http://user:geheim@127.0.0.1:9/")
    assert "geheim" not in str(caught.value)
    with pytest.raises(InputError, match=r"expected an http\(s\) URL"):
        ledger.stamp("file:///etc/hostname")
    (tmp_path / "roots.pem").write_text("no certificate")
    with pytest.raises(InputError, match="expected a PEM file"):
        ledger.verify(roots=tmp_path / "roots.pem")


def test_the_statement_names_row_and_link() -> None:
    assert statement(Head(7, "ab" * 32)) == f"maabar ledger\nrow 7\nlink {'ab' * 32}\n".encode()
