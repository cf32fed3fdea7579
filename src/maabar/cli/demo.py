"""``maabar demo``: the whole way on reports that ship with Maabar, from text to account."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

LEDGER = "demo.db"


def register(app: typer.Typer) -> None:
    app.command(epilog="Example: maabar demo --out out")(demo)


def demo(
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Where the demo's ledger goes.")] = Path("out"),
) -> None:
    """Read the example reports into a fresh ledger and print what stands.

    The reports are restatements, in our own words, of twenty public reports of 2018 to 2021 on crossings of
    north-western Syria and Deir ez-Zor.
    """
    from importlib import resources

    from maabar.cli.account import status
    from maabar.cli.reading import end_with
    from maabar.errors import LedgerError
    from maabar.intake import Document, load
    from maabar.ledger import Ledger
    from maabar.output.terminal import console, say
    from maabar.reading import READER, Reader
    from maabar.registry import load_registry

    place = out / LEDGER
    try:
        out.mkdir(parents=True, exist_ok=True)
        for old in out.glob(f"{LEDGER}*"):
            old.unlink()
    except OSError as error:
        raise LedgerError(f"{place}: can't be made: {error.strerror}") from None
    registry = load_registry()
    with resources.as_file(resources.files("maabar") / "data" / "examples") as examples, Ledger(place) as ledger:
        documents = [found for found in load([examples], registry=registry) if isinstance(found, Document)]
        result = ledger.ingest(documents, read=Reader(registry).read, reader=READER, registry=registry.digest)
    screen = console()
    say(f"{result.added} reports read into {place}: {result.claims} claims.", screen, "dim")
    say("", screen)
    status(db=str(place))
    say("", screen)
    say(f"Everything else works on that ledger too, for example: maabar why Saraqib --db {place}", screen, "dim")
    end_with([f"{failed.place}: {failed.message}" for failed in result.failed])
