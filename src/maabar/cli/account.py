"""``maabar status`` and ``maabar why``: what stands on every crossing, and on whose word."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from maabar.cli.options import Database, ForTraffic, Known, On, Packs, TableOrJson

if TYPE_CHECKING:
    from maabar.ledger import Ledger
    from maabar.model import Report
    from maabar.output.account import Told
    from maabar.output.standing import Standing
    from maabar.registry import Registry

Asked = Annotated[str, typer.Argument(metavar="CROSSING", help="An id, or a name in Arabic, English or Turkish.")]


def register(app: typer.Typer) -> None:
    app.command(
        epilog="Example: maabar status\n\nExample: maabar status سراقب --known 2021-03-26\n\n"
        "Example: maabar status --traffic aid --format json"
    )(status)
    app.command(epilog="Example: maabar why Saraqib\n\nExample: maabar why سراقب --known 2021-03-26 --format json")(why)


def status(
    crossing: Annotated[
        str | None,
        typer.Argument(metavar="[CROSSING]", help="An id, or a name in Arabic, English or Turkish. Default: all."),
    ] = None,
    on: On = None,
    known: Known = None,
    traffic: ForTraffic = None,
    format: Annotated[TableOrJson, typer.Option(help="What to print.")] = TableOrJson.table,
    db: Database = None,
    pack: Packs = None,
) -> None:
    """Say what stands on every crossing: a sentence each, then a table.

    The day asked about is that of the last report, unless --on names another. With --known only what had been
    published by that moment counts.
    """
    import json

    from maabar.ledger import Ledger
    from maabar.output.account import status_table
    from maabar.output.sentences import sentence
    from maabar.output.standing import to_json
    from maabar.output.terminal import console, say, show
    from maabar.registry import load_registry

    registry = load_registry(pack or ())
    wanted = find_crossing(crossing, registry) if crossing else None
    with Ledger(db) as ledger:
        found = standings_of(ledger, registry, on=on, known=known, traffic=traffic, crossing=wanted)
    told = [(standing, sentence(standing, registry)) for standing in found]
    if format is TableOrJson.json:
        print(json.dumps([to_json(standing, text, registry) for standing, text in told], ensure_ascii=False, indent=1))
        return
    screen = console()
    if not told:
        say("Nothing is known of " + (crossing or "any crossing") + " yet. Take reports in with: maabar ingest", screen)
        return
    for _, text in told:
        say(text, screen)
    say("", screen)
    show(status_table([standing for standing, _ in told], registry), screen)
    say(f"On {told[0][0].on}. Ask why with: maabar why {_shell_word(told[0][0].crossing)}", screen, "dim")


def why(
    crossing: Asked,
    on: On = None,
    known: Known = None,
    traffic: ForTraffic = None,
    format: Annotated[TableOrJson, typer.Option(help="What to print.")] = TableOrJson.table,
    db: Database = None,
    pack: Packs = None,
) -> None:
    """Show every claim on a crossing, newest first, by side: its quote, speaker, chain, outlet, date and link.

    Parties go by neutral names; what they were called stands in the quotes.
    """
    import json

    from maabar.ledger import Ledger
    from maabar.output.account import why_lines
    from maabar.output.sentences import sentence
    from maabar.output.standing import to_json
    from maabar.output.terminal import console, say
    from maabar.registry import load_registry

    registry = load_registry(pack or ())
    wanted = find_crossing(crossing, registry)
    with Ledger(db) as ledger:
        found = standings_of(ledger, registry, on=on, known=known, traffic=traffic, crossing=wanted)
        told = claims_on(ledger, wanted, known)
    told = [one for one in told if not found or one.published <= found[0].on]
    heads = [(standing, sentence(standing, registry)) for standing in found]
    if format is TableOrJson.json:
        head = to_json(*heads[0], registry) if heads else {"crossing": wanted}
        print(json.dumps(head | {"claims": [one.to_json() for one in told]}, ensure_ascii=False, indent=1))
        return
    screen = console()
    if not told:
        say(f"No claim on {crossing} is known.", screen)
    for _, text in heads:
        say(text, screen, "bold")
    for text, style in why_lines(told, registry):
        say(text, screen, style)


def find_crossing(name: str, registry: Registry) -> str:
    """The id of a crossing by id or by name; ids that the registry doesn't list pass, several meanings are an error."""
    from maabar.errors import InputError
    from maabar.registry import alias_key

    if name in registry.crossings or "/" in name or ":" in name:
        return name
    key = alias_key(name)
    meant = registry.crossing_names.get(key) or registry.crossing_names.get(key.removeprefix("معبر "))
    if not meant:
        meant = tuple(sorted({id_ for known, ids in registry.crossing_names.items() if key in known for id_ in ids}))
    if len(meant) == 1:
        return meant[0]
    if meant:
        raise InputError(f"crossing {name!r} may mean {', '.join(meant)}; name one of them")
    raise InputError(f"no crossing is called {name!r}; see maabar status for those spoken of")


def standings_of(
    ledger: Ledger,
    registry: Registry,
    *,
    on: date | None,
    known: str | None,
    traffic: str | None,
    crossing: str | None,
) -> Sequence[Standing]:
    """What stands by the ledger's reports: weighed, as known at ``known``, on a day (that of the last report)."""
    from maabar.output.standing import standings
    from maabar.weighing.acts import speech_acts
    from maabar.weighing.states import fit

    reports: list[Report] = list(ledger.reports(known=moment(known)))
    if not reports:
        return []
    day = on or max(report.published for report in reports)
    acts = speech_acts(reports, registry=registry)
    beliefs = fit(acts, registry=registry).beliefs(traffic=traffic)
    return standings(acts, on=day, registry=registry, beliefs=beliefs, crossing=crossing)


def claims_on(ledger: Ledger, crossing: str, known: str | None) -> list[Told]:
    """Every claim on a crossing as reviewed, newest report first."""
    from maabar.output.account import Told

    return [
        Told(entry.claim, entry.report, entry.outlet, entry.published, entry.url, entry.verdict)
        for entry in ledger.claims(crossing, known=moment(known))
    ]


def moment(text: str | None) -> date | None:
    """The day or moment of ``--known``: a day is a date, a time without a zone is UTC."""
    from datetime import UTC, datetime

    if text is None:
        return None
    if len(text) == len("YYYY-MM-DD"):
        return date.fromisoformat(text)
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _shell_word(text: str) -> str:
    import shlex

    return shlex.quote(text)
