"""``maabar dates``: the time expressions of a text, resolved against its day of publication."""

from __future__ import annotations

import sys
from datetime import date
from typing import Annotated

import typer

from maabar.cli.options import parse_day


def register(app: typer.Typer) -> None:
    app.command(
        epilog="Example: maabar dates --published 2021-03-27 «أغلق المعبر يوم الأربعاء الماضي»\n\n"
        "Example: maabar dates --lang tr --published 2021-03-27 --all «Kapı geçen salı günü kapandı»"
    )(dates)


def dates(
    texts: Annotated[list[str], typer.Argument(metavar="TEXT…", help="What to read, or - for stdin.")],
    published: Annotated[
        date, typer.Option(parser=parse_day, metavar="DATE", help="The day on which the text was published.")
    ],
    lang: Annotated[str, typer.Option(metavar="LANG", help="Language of the text: ar, tr or en.")] = "ar",
    all: Annotated[
        bool, typer.Option("--all", help="Also the relation, the other readings, durations and hours.")
    ] = False,
) -> None:
    """Find the time expressions of a text, one JSON line each.

    Offsets count characters of that text, end exclusive. "to" is the last day meant. An expression that can't be
    resolved has null for "from" and "to": never the day of publication by default.
    """
    import json

    from maabar.text.dates import find_dates

    for text in texts:
        for found in find_dates(sys.stdin.read() if text == "-" else text, published, lang=lang):
            line = found.to_json()
            if not all:
                line = {name: line[name] for name in ("text", "start", "end", "from", "to", "grain")}
            typer.echo(json.dumps(line, ensure_ascii=False))
