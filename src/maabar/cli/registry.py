"""``maabar registry``: what the registry holds, and the check of a pack of one's own."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from maabar.cli.options import Packs, TableOrJsonl, parse_day

if TYPE_CHECKING:
    from maabar.registry import Registry


class What(StrEnum):
    """What to list."""

    crossings = "crossings"
    actors = "actors"
    outlets = "outlets"
    places = "places"


def register(app: typer.Typer) -> None:
    app.command(
        epilog="Example: maabar registry crossings Deir\n\n"
        "Example: maabar registry outlets رويترز --format jsonl\n\n"
        "Example: maabar registry --pack my-pack"
    )(registry)


def registry(
    what: Annotated[What | None, typer.Argument(help="What to list. Without it: how much there is of each.")] = None,
    word: Annotated[
        str | None, typer.Argument(metavar="WORD", help="Only those with this in their id, a name or an alias.")
    ] = None,
    on: Annotated[
        date | None, typer.Option(parser=parse_day, metavar="DAY", help="Who holds a crossing on this day.")
    ] = None,
    format: Annotated[TableOrJsonl, typer.Option(help="What to print.")] = TableOrJsonl.table,
    pack: Packs = None,
) -> None:
    """List the crossings, actors, outlets and places that Maabar knows; check a pack with --pack DIR.

    A pack that breaks its schema is told in one line with file, line and what was expected, and exit code 2. Exit
    code 1 says that nothing matches WORD.
    """
    import json

    from maabar.output.terminal import console, show
    from maabar.registry import load_registry

    known = load_registry(pack or ())
    if what is None:
        counts = {kind.value: len(getattr(known, kind.value)) for kind in What}
        if format is TableOrJsonl.jsonl:
            typer.echo(json.dumps({**counts, "digest": known.digest}))
        else:
            typer.echo(", ".join(f"{number:,} {kind}" for kind, number in counts.items()))
            typer.echo(f"version of the data: {known.digest}")
        return
    found = [noun for noun in getattr(known, what.value).values() if word is None or _matches(noun, word)]
    if format is TableOrJsonl.jsonl:
        for noun in found:
            typer.echo(json.dumps(_plain(noun), ensure_ascii=False))
    elif found:
        show(_table(known, what, found, on or date.today()), console())
    if not found:
        raise typer.Exit(1)


def _matches(noun: Any, word: str) -> bool:
    from maabar.registry import alias_key

    key = alias_key(word)
    names = [noun.id, noun.en, getattr(noun, "ar", ""), getattr(noun, "governorate", None) or ""]
    for field in ("names", "loaded", "en_names", "tr_names", "aliases", "short", "domains"):
        names += getattr(noun, field, ())
    return any(key in alias_key(name) for name in names)


def _plain(noun: Any) -> dict[str, Any]:
    """The noun as JSON: its fields, those left out that say nothing."""
    from dataclasses import asdict

    def plain(value: Any) -> Any:
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, dict):
            return {k: plain(v) for k, v in value.items() if v not in (None, (), [])}
        return [plain(item) for item in value] if isinstance(value, list | tuple) else value

    out: dict[str, Any] = plain(asdict(noun))
    return out


def _table(known: Registry, what: What, found: list[Any], day: date) -> Any:
    from maabar.output.terminal import Column, Table

    match what:
        case What.crossings:
            heads = [Column("id"), Column("name"), Column("English"), Column("kind"), Column(f"held on {day} by")]
            rows = [[c.id, c.ar, c.en, c.kind, ", ".join(known.holders(c.id, day))] for c in found]
        case What.actors:
            heads = [Column("id"), Column("name"), Column("English"), Column("part of"), Column("until")]
            rows = [[a.id, a.names[0], a.en, a.part_of or "", str(a.until or "")] for a in found]
        case What.outlets:
            heads = [Column("id"), Column("name"), Column("English"), Column("kind"), Column("seat"), Column("side")]
            rows = [[o.id, o.ar, o.en, o.kind, o.seat or "", known.side_on(o.id, day)] for o in found]
        case What.places:
            heads = [Column("id"), Column("name"), Column("English"), Column("kind"), Column("governorate")]
            rows = [[p.id, p.names[0], p.en, p.kind, p.governorate or ""] for p in found]
    return Table(heads, rows)
