"""Arguments and options that several commands share, and how days and moments are read from the command line.

Imports stay light: this module is loaded by every call, ``maabar --help`` too.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class TableOrJsonl(StrEnum):
    """A table for people, or one JSON object per line."""

    table = "table"
    jsonl = "jsonl"


class TableOrJson(StrEnum):
    """A table for people, or one JSON document."""

    table = "table"
    json = "json"


class TrafficClass(StrEnum):
    """For whom a crossing is open or shut; the overall view is the default."""

    people = "people"
    goods = "goods"
    aid = "aid"


def parse_day(text: str) -> date:
    """A day written YYYY-MM-DD; anything else is a usage error."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r}, expected a day YYYY-MM-DD") from None


def parse_moment(text: str) -> str:
    """A day, or a day and time (UTC where it names no zone), as ISO 8601; kept as text, checked here."""
    from datetime import datetime

    try:
        datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r}, expected YYYY-MM-DD or YYYY-MM-DDTHH:MM") from None
    return text


Paths = Annotated[
    list[str], typer.Argument(metavar="PATH…", help=".txt, .html or .jsonl files, folders, or - for stdin.")
]
Outlet = Annotated[
    str | None, typer.Option(metavar="ID", help="Who published: a domain, id or name. For inputs that don't say.")
]
Published = Annotated[
    date | None,
    typer.Option(parser=parse_day, metavar="DATE", help="Day of publication. For inputs that don't say."),
]
Packs = Annotated[
    list[Path] | None,
    typer.Option("--pack", metavar="DIR", help="Add or overlay a registry pack. May be repeated."),
]
Database = Annotated[
    str | None,
    typer.Option(
        "--db",
        envvar="MAABAR_DB",
        metavar="URL",
        help="The ledger: a file, or a database URL. Default: a file in your data folder.",
    ),
]
On = Annotated[
    date | None,
    typer.Option(parser=parse_day, metavar="DAY", help="The day asked about. Default: the day of the last report."),
]
Known = Annotated[
    str | None,
    typer.Option(parser=parse_moment, metavar="MOMENT", help="As it was known then: only what was published by then."),
]
ForTraffic = Annotated[TrafficClass | None, typer.Option("--traffic", help="Only for one class of traffic.")]
