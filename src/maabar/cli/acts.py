"""``maabar conflicts`` and ``maabar copies``: what can't both hold, and what only looks like corroboration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from maabar.cli.options import Database, Known, Packs, TableOrJson

if TYPE_CHECKING:
    from maabar.model import Report
    from maabar.registry import Registry

Reports = Annotated[
    Path | None,
    typer.Option(
        "--reports",
        metavar="FILE",
        help="Reports in a JSONL file instead of the ledger. Those without claims are read first.",
    ),
]


Limit = Annotated[int, typer.Option("--limit", min=1, metavar="N", help="Rows of a table; JSON has them all.")]


def register(app: typer.Typer) -> None:
    app.command(
        epilog="Example: maabar conflicts\n\nExample: maabar conflicts سراقب --reports reports.jsonl --format json"
    )(conflicts)
    app.command(epilog="Example: maabar copies\n\nExample: maabar copies --reports reports.jsonl --format json")(copies)


def conflicts(
    crossing: Annotated[
        str | None,
        typer.Argument(metavar="[CROSSING]", help="An id, or a name in Arabic, English or Turkish. Default: all."),
    ] = None,
    least: Annotated[float, typer.Option(metavar="X", min=0, max=1, help="Only those of this grade or above.")] = 0.0,
    weigh: Annotated[
        bool, typer.Option("--weigh", help="Count a voice by how its claims fared, not every voice alike.")
    ] = False,
    limit: Limit = 50,
    reports: Reports = None,
    known: Known = None,
    format: Annotated[TableOrJson, typer.Option(help="What to print.")] = TableOrJson.table,
    db: Database = None,
    pack: Packs = None,
) -> None:
    """Show pairs of claims by different voices on the same days that can't both hold, the gravest first.

    The grade is 1 where the words exclude each other and as many voices stand on one side as on the other; it falls
    where they can be squared, and where few stand against many.
    """
    import json

    from maabar.cli.account import find_crossing
    from maabar.output.acts import conflict_table
    from maabar.output.terminal import console, say, show
    from maabar.registry import load_registry
    from maabar.weighing.acts import speech_acts
    from maabar.weighing.conflicts import by_reliability
    from maabar.weighing.conflicts import conflicts as find

    registry = load_registry(pack or ())
    wanted = find_crossing(crossing, registry) if crossing else None
    given = given_reports(reports, db, known, registry)
    acts = speech_acts(given.reports, registry=registry, decided=given.decided)
    weight = None
    if weigh and acts:
        from maabar.weighing.states import fit
        from maabar.weighing.voices import voice_rows

        weight = by_reliability(voice_rows(fit(acts, registry=registry)))
    found = [one for one in find(acts, weight=weight, crossing=wanted) if one.grade >= least]
    if format is TableOrJson.json:
        print(json.dumps([one.to_json() for one in found], ensure_ascii=False, indent=1))
    elif found:
        show(conflict_table(found[:limit], registry), console())
        _say_more(len(found) - limit)
    else:
        say("No two claims contradict each other.", console())


def copies(
    limit: Limit = 50,
    reports: Reports = None,
    known: Known = None,
    format: Annotated[TableOrJson, typer.Option(help="What to print.")] = TableOrJson.table,
    db: Database = None,
    pack: Packs = None,
) -> None:
    """Show which reports copy which, and how much of each outlet's corroboration was repetition.

    A claim corroborates when another outlet has said the same before; it is repetition when it rests on the same
    speaker or copies the text.
    """
    import json

    from maabar.output.acts import cluster_table, share_table
    from maabar.output.terminal import console, say, show
    from maabar.registry import load_registry
    from maabar.weighing.copies import copies as find

    registry = load_registry(pack or ())
    given = given_reports(reports, db, known, registry)
    found = find(given.reports, registry=registry, decided=given.decided)
    if format is TableOrJson.json:
        print(json.dumps(found.to_json(), ensure_ascii=False, indent=1))
        return
    screen = console()
    if found.clusters:
        show(cluster_table(found.clusters[:limit], registry), screen)
        _say_more(len(found.clusters) - limit)
    else:
        say("No report copies another.", screen)
    say("", screen)
    show(share_table(found, registry), screen)


def _say_more(more: int) -> None:
    if more > 0:
        print(f"… and {more:,} more: see --limit, or --format json")


@dataclass(frozen=True)
class Given:
    """Reports with claims, and what people decided about which repeats which."""

    reports: list[Report]
    decided: Mapping[str, str | None]


def given_reports(path: Path | None, db: str | None, known: str | None, registry: Registry) -> Given:
    """Reports with claims: of a JSONL file, else of the ledger; as published by ``known``."""
    from maabar.cli.account import moment

    until = moment(known)
    if path is None:
        from maabar.ledger import Ledger

        with Ledger(db) as ledger:
            return Given(list(ledger.reports(known=until)), ledger.reviewed().copies)
    from maabar.cli.reading import read_reports

    found = read_reports(path)
    if found and not any(report.claims for report in found):
        from maabar.reading import Reader

        reader = Reader(registry)
        found = [reader.read(report) for report in found]
    return Given([report for report in found if until is None or published_by(report, until)], {})


def published_by(report: Report, until: object) -> bool:
    """Whether a report had been published by a day or moment; where only its day is known, by that day's end."""
    from datetime import datetime

    if not isinstance(until, datetime):
        return report.published <= until  # type: ignore[operator]
    if report.published_at is not None:
        return report.published_at <= until
    return report.published < until.date()
