"""``maabar ingest``, ``verify``, ``review``, ``redact``, ``copy-db``, ``stamp``: into the ledger, and its proofs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from maabar.cli.options import Database, Outlet, Packs, Paths, Published
from maabar.cli.review import review

if TYPE_CHECKING:
    from maabar.ledger import Ledger

By = Annotated[str, typer.Option("--by", metavar="NAME", help="Who does this; it stays on record.")]


def register(app: typer.Typer) -> None:
    app.command(
        epilog="Example: maabar ingest reports/ --db ledger.sqlite\n\n"
        "Example: maabar ingest --outlet enabbaladi.net --published 2021-03-27 page.html"
    )(ingest)
    app.command(epilog="Example: maabar verify --db ledger.sqlite\n\nExample: maabar verify --head 120418:9f3c…")(
        verify
    )
    app.command(
        epilog="Example: maabar review --by Lina\n\n"
        'Example: maabar review --by Lina --reject claim:1204 --why "the text speaks of another road"'
    )(review)
    app.command(epilog='Example: maabar redact "FULL NAME" --by Lina --why "asked for by the person"')(redact)
    app.command("copy-db", epilog="Example: maabar copy-db ledger.sqlite postgresql://analyst@host/maabar")(copy_db)
    app.command(
        epilog="Example: maabar stamp https://tsa.example/rfc3161\n\n"
        "Example: maabar stamp --export head.txt && ots stamp head.txt"
    )(stamp)


def ingest(
    paths: Paths,
    outlet: Outlet = None,
    published: Published = None,
    reread: Annotated[
        bool, typer.Option("--reread", help="Read reports again that are held or come with claims; both readings stay.")
    ] = False,
    db: Database = None,
    pack: Packs = None,
) -> None:
    """Take reports into the ledger and read them into claims.

    Each report is kept once, whatever is ingested twice. Claims that a report brings along (JSONL) are kept as they
    are. What can't be taken is listed at the end; the rest is kept, and the exit code is then 2.
    """
    from collections.abc import Iterator

    from maabar import __version__
    from maabar.intake import Document, Failure, load
    from maabar.ledger import Ledger
    from maabar.output.terminal import console, follow, say
    from maabar.reading import READER, Reader
    from maabar.registry import load_registry

    registry = load_registry(pack or ())
    notices: list[str] = []

    def found() -> Iterator[Document | Failure]:
        for one in follow(load(paths, outlet=outlet, published=published, registry=registry), "reports taken"):
            if isinstance(one, Document):
                notices.extend(f"{one.source}: {notice}" for notice in one.notices)
            yield one

    with Ledger(db) as ledger:
        result = ledger.ingest(
            found(),
            read=Reader(registry).read,
            again=reread,
            tool=f"maabar {__version__}",
            reader=READER,
            registry=registry.digest,
        )
        where = ledger.location
    for notice in notices:
        typer.echo(f"maabar: note: {notice}", err=True)
    again = f", {result.reread} read anew" if result.reread else ""
    say(f"{result.added} reports added, {result.already} held already{again}; {result.claims} claims.", console())
    say(f"Ledger: {where}", console(), "dim")
    for failed in result.failed:
        place = "" if failed.message.startswith(failed.place) else f"{failed.place}: "
        typer.echo(f"maabar: not taken: {place}{failed.message}", err=True)
    if result.failed:
        raise typer.Exit(2)


def verify(
    head: Annotated[
        list[str] | None,
        typer.Option("--head", metavar="ROW:LINK", help="A link noted elsewhere that must stand. May be repeated."),
    ] = None,
    roots: Annotated[
        Path | None, typer.Option(metavar="PEM", help="Certificates that every time-stamp must lead to.")
    ] = None,
    reread: Annotated[
        bool, typer.Option("--reread", help="Also read again what this version read, and compare the claims.")
    ] = False,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="First make the derived rows anew from the chained ones.")
    ] = False,
    db: Database = None,
    pack: Packs = None,
) -> None:
    """Recompute everything the ledger holds and prove that nothing was altered or lost.

    The chain, the archived bytes, that each quote stands in its report, time-stamps, derived rows. The first thing
    that is off is named, and the exit code is then 1. Note the head that is printed: with --head it shows later that
    no rows were cut off the end.
    """
    from maabar.ledger import Ledger
    from maabar.output.terminal import console, say

    expected = dict(map(_noted, head or ()))
    with Ledger(db) as ledger:
        if rebuild:
            ledger.rebuild()
        with _progress("rows verified", ledger.head().seq) as progress:
            found = ledger.verify(expected=expected, roots=roots, progress=progress)
        again = _rederived(ledger, pack or ()) if reread else ""
        where = ledger.location
    screen = console()
    stamped = f", {found.stamps} time-stamps" if found.stamps else ""
    counts = (
        f"{found.reports} reports, {found.claims} claims, {found.reviews} reviews, {found.blobs} documents{stamped}"
    )
    say(f"{where}: all {found.rows} rows hold ({counts}).", screen)
    said = sorted({(redaction, by, why) for _, redaction, by, why in found.redacted})
    for redaction, by, why in said:
        rows = sum(1 for _, other, _, _ in found.redacted if other == redaction)
        say(f"Row {redaction} redacted {rows} rows, by {by}: {why}", screen)
    if again:
        say(again, screen)
    say(f"Head: {found.rows}:{found.head}", screen)


def _rederived(ledger: Ledger, packs: Sequence[Path]) -> str:
    from maabar.reading import READER, Reader
    from maabar.registry import load_registry

    registry = load_registry(packs)
    with _progress("reports read again", ledger.overview().reports) as progress:
        done = ledger.rederive(Reader(registry).read, reader=READER, registry=registry.digest, progress=progress)
    rest = f"; {done.others} by other readers or another registry, or redacted" if done.others else ""
    return f"{done.same} readings by {READER} come out the same{rest}."


def redact(
    passage: Annotated[str, typer.Argument(metavar="PASSAGE", help="The exact characters to remove.")],
    by: By,
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="Why; it stays on record.")],
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask.")] = False,
    db: Database = None,
) -> None:
    """Remove a passage, such as a private person's name, from all that the ledger holds. This can't be undone.

    Text, quotes, reviews and archived bytes lose it; a row at the chain's end says who did it, when and why.
    """
    from maabar.ledger import Ledger
    from maabar.output.terminal import console, say

    if not yes:
        typer.confirm("Remove it everywhere? This can't be undone", abort=True)
    with Ledger(db) as ledger:
        done = ledger.redact(passage, by=by, why=why)
        head = ledger.head()
    say(f"{done.rows} rows rewritten, {done.documents} archived documents removed (row {done.seq}).", console())
    say(f"Head: {head.seq}:{head.link}", console())


def copy_db(
    source: Annotated[str, typer.Argument(metavar="FROM", help="A ledger: a file, or a database URL.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="An empty place: a file, or a database URL.")],
) -> None:
    """Copy a ledger to another database, also of the other engine, and prove by the chain that they are equal."""
    from maabar.ledger import Ledger
    from maabar.output.terminal import console, say

    with Ledger(source) as original, Ledger(target) as copy:
        with _progress("rows copied", 2 * original.head().seq) as progress:
            found = original.copy_to(copy, progress)
        say(f"{copy.location}: all {found.rows} rows copied and verified; the heads are equal.", console())
    say(f"Head: {found.rows}:{found.head}", console())


def stamp(
    authority: Annotated[
        str | None, typer.Argument(metavar="URL", help="A time-stamp authority (RFC 3161), over http or https.")
    ] = None,
    export: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write what is to be stamped into a file, for `ots stamp` or others."),
    ] = None,
    token: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the authority's answer into a file too (.tsr).")
    ] = None,
    db: Database = None,
) -> None:
    """Have the chain's head time-stamped, to prove later that the ledger held by then what it holds.

    The answer of an RFC 3161 authority is kept in the ledger, and `maabar verify --roots PEM` checks it. For
    OpenTimestamps, --export writes the file that the `ots` client stamps.
    """
    from maabar.errors import InputError
    from maabar.ledger import Ledger, statement
    from maabar.output.terminal import console, say

    if authority is None and export is None:
        raise InputError("nothing to do, expected the URL of a time-stamp authority or --export FILE")
    with Ledger(db) as ledger:
        head = ledger.head()
        if export is not None:
            _write(export, statement(head))
            say(f"{export}: row {head.seq}, link {head.link}", console())
        if authority is not None:
            made = ledger.stamp(authority)
            if token is not None:
                _write(token, made.token)
            say(f"Row {made.seq} stamped by {made.authority} for {made.made.isoformat()}.", console())


def _write(path: Path, data: bytes) -> None:
    from maabar.errors import InputError

    try:
        path.write_bytes(data)
    except OSError as error:
        raise InputError(f"can't be written ({error.strerror})", str(path)) from None


def _noted(text: str) -> tuple[int, str]:
    row, _, link = text.partition(":")
    if not row.isdigit() or len(link) != 64:
        raise typer.BadParameter(f"{text!r}, expected ROW:LINK as `maabar verify` prints it")
    return int(row), link


class _progress:
    """Tells on stderr, in a terminal and after two seconds, how far work with a known end has come."""

    def __init__(self, what: str, total: int) -> None:
        self._what = what
        self._total = total
        self._done = 0

    def __enter__(self) -> _progress:
        import sys
        import time

        self._tty = sys.stderr if sys.stderr.isatty() else None
        self._began = time.monotonic()
        self._shown = 0.0
        return self

    def __call__(self, more: int) -> None:
        import time

        self._done += more
        passed = time.monotonic() - self._began
        if self._tty and passed > 2 and passed - self._shown > 0.2:
            self._shown = passed
            share = min(1.0, self._done / max(1, self._total))
            self._tty.write(f"\r{share:4.0%} {self._done:,} {self._what} ")
            self._tty.flush()

    def __exit__(self, *_: object) -> None:
        if self._tty and self._shown:
            self._tty.write("\r\x1b[K")
