"""``maabar status`` and ``maabar why``: what stands on every crossing, and on whose word."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Annotated, cast

import typer

from maabar.cli.options import Database, ForTraffic, Known, On, Packs, TableOrJson

if TYPE_CHECKING:
    from maabar.ledger import Ledger
    from maabar.model import Report, SpeakerKind, SpeechAct, Status
    from maabar.output.account import Told
    from maabar.output.standing import Standing
    from maabar.registry import Registry
    from maabar.weighing.explain import Explanation
    from maabar.weighing.states import Fitted


def _begun(incomplete: str) -> list[str]:
    """Names and ids of crossings that begin with what was typed, for the shell's completion."""
    from maabar.registry import load_registry

    known = load_registry().crossings.values()
    names = {name for crossing in known for name in (crossing.id, crossing.en, crossing.ar)}
    return sorted(name for name in names if name.casefold().startswith(incomplete.casefold()))


MANY = 50_000
"""Claims in a ledger from which on weighing them all takes long enough to say so."""
NAMING = "An id, or a name in Arabic, English or Turkish."


def register(app: typer.Typer) -> None:
    app.command(
        epilog="Example: maabar status\n\nExample: maabar status سراقب --known 2021-03-26\n\n"
        "Example: maabar status --traffic aid --format json"
    )(status)
    app.command(epilog="Example: maabar why Saraqib\n\nExample: maabar why سراقب --known 2021-03-26 --format json")(why)


def status(
    crossing: Annotated[
        str | None,
        typer.Argument(metavar="[CROSSING]", help=f"{NAMING} Default: all.", autocompletion=_begun),
    ] = None,
    on: On = None,
    known: Known = None,
    traffic: ForTraffic = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Without weighing, by each voice's last word; for large ledgers.")
    ] = False,
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
    from maabar.output.account import COLOURS, status_table
    from maabar.output.sentences import sentence
    from maabar.output.standing import to_json
    from maabar.output.terminal import NARROW, console, say, show
    from maabar.registry import load_registry

    registry = load_registry(pack or ())
    wanted = find_crossing(crossing, registry) if crossing else None
    with Ledger(db) as ledger:
        if quick:
            found = quick_standings(ledger, registry, on=on, known=known, crossing=wanted)
        else:
            found = weigh_ledger(ledger, registry, on=on, known=known, traffic=traffic).standings(wanted)
    told = [(standing, sentence(standing, registry)) for standing in found]
    if format is TableOrJson.json:
        print(json.dumps([to_json(standing, text, registry) for standing, text in told], ensure_ascii=False, indent=1))
        return
    screen = console()
    if not told:
        say("Nothing is known of " + (crossing or "any crossing") + " yet. Take reports in with: maabar ingest", screen)
        return
    for standing, text in told:
        say(text, screen, lead=COLOURS[standing.state])
    say("", screen)
    narrow = screen.is_terminal and screen.width < NARROW
    show(status_table([standing for standing, _ in told], registry, narrow=narrow), screen)
    say(f"On {told[0][0].on}. Ask why with: maabar why {shlex.quote(told[0][0].crossing)}", screen, "dim")


def why(
    crossing: Annotated[str, typer.Argument(metavar="CROSSING", help=NAMING, autocompletion=_begun)],
    on: On = None,
    known: Known = None,
    traffic: ForTraffic = None,
    format: Annotated[TableOrJson, typer.Option(help="What to print.")] = TableOrJson.table,
    db: Database = None,
    pack: Packs = None,
) -> None:
    """Show every claim on a crossing, newest first, by side: its quote, speaker, chain, outlet, date and link.

    Before them stands what the weighing makes of them, and which moved it most, both ways. Parties go by neutral
    names; what they were called stands in the quotes.
    """
    import json

    from maabar.ledger import Ledger
    from maabar.output.account import why_lines
    from maabar.output.reasons import reason_lines
    from maabar.output.sentences import sentence
    from maabar.output.standing import to_json
    from maabar.output.terminal import console, say
    from maabar.registry import load_registry

    registry = load_registry(pack or ())
    wanted = find_crossing(crossing, registry)
    with Ledger(db) as ledger:
        weighed = weigh_ledger(ledger, registry, on=on, known=known, traffic=traffic)
        told = [one for one in claims_on(ledger, wanted, known) if weighed.on is None or one.published <= weighed.on]
    head = next(iter(weighed.standings(wanted)), None)
    explained = weighed.explain(wanted) if head else None
    if format is TableOrJson.json:
        record = to_json(head, sentence(head, registry), registry) if head else {"crossing": wanted}
        reasons = {"explanation": explained.to_json() if explained else None}
        record |= reasons | {"claims": [one.to_json() for one in told]}
        print(json.dumps(record, ensure_ascii=False, indent=1))
        return
    screen = console()
    if not told:
        say(f"No claim on {crossing} is known.", screen)
    if head:
        say(sentence(head, registry), screen, "bold")
    for text, style in reason_lines(explained, registry) if explained else ():
        say(text, screen, style)
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


@dataclass(frozen=True)
class Weighed:
    """A ledger's reports, weighed: what stands on a day and why. ``on`` is None where there are no reports."""

    acts: Sequence[SpeechAct]
    fitted: Fitted | None
    registry: Registry
    on: date | None
    traffic: str | None

    def standings(self, crossing: str | None = None) -> Sequence[Standing]:
        """What stands on every crossing, or on one."""
        from maabar.output.standing import standings

        if self.fitted is None or self.on is None:
            return []
        beliefs = self.fitted.beliefs(traffic=self.traffic)
        return standings(self.acts, on=self.on, registry=self.registry, beliefs=beliefs, crossing=crossing)

    def explain(self, crossing: str) -> Explanation | None:
        """Why the belief on a crossing is what it is; None where nothing said of it bears on its state."""
        from maabar.errors import InputError

        if self.fitted is None or self.on is None:
            return None
        try:
            return self.fitted.explain(crossing, self.on, traffic=self.traffic)
        except InputError:
            return None


def weigh_ledger(
    ledger: Ledger, registry: Registry, *, on: date | None, known: str | None, traffic: str | None
) -> Weighed:
    """Weigh the ledger's reports as known at ``known``, for a day (that of the last report).

    What a person confirmed of a crossing's state on a day is taken as seen.
    """
    from maabar.weighing.acts import speech_acts
    from maabar.weighing.states import fit

    held = ledger.overview().claims
    if held > MANY:
        print(f"maabar: note: weighing {held:,} claims; status --quick answers at once", file=sys.stderr)
    reports: list[Report] = list(ledger.reports(known=moment(known)))
    if not reports:
        return Weighed((), None, registry, None, traffic)
    acts = speech_acts(reports, registry=registry, decided=ledger.reviewed().copies)
    fitted = fit(acts, registry=registry, observed=confirmed(ledger, known))
    return Weighed(acts, fitted, registry, on or max(report.published for report in reports), traffic)


def confirmed(ledger: Ledger, known: str | None) -> dict[tuple[str, date], Status]:
    """States that a person confirmed, by crossing and day: accepted or corrected claims of an actual state."""
    if not ledger.overview().reviews:
        return {}
    found: dict[tuple[str, date], Status] = {}
    for entry in ledger.claims(known=moment(known)):
        claim = entry.claim
        settled = entry.verdict in ("accepted", "corrected") and claim.kind == "status" and claim.when
        if settled and (claim.reality, claim.polarity) == ("actual", "affirmed"):
            found[claim.crossing, settled.start] = cast("Status", claim.value)
    return found


def quick_standings(
    ledger: Ledger, registry: Registry, *, on: date | None, known: str | None, crossing: str | None
) -> Sequence[Standing]:
    """What stands by each voice's last word, as the ledger sums it up: no weighing, no reading of every claim."""
    from maabar.model import Relay, SpeechAct
    from maabar.output.standing import standings

    acts = [
        SpeechAct(
            id=str(said.claim),
            voice=said.speaker,
            speaker_kind=cast("SpeakerKind", said.speaker_kind),
            crossing=summary.crossing,
            kind="status",
            value=said.said,
            reality="actual",
            polarity="denied" if said.denied else "affirmed",
            traffic=(),
            when=None,
            known=said.day,
            relays=(Relay(str(said.claim), said.speaker, said.day, said.claim),),
        )
        for summary in ledger.summary(known=moment(known))
        for said in summary.voices
    ]
    if not acts:
        return []
    return standings(acts, on=on or max(act.known for act in acts), registry=registry, crossing=crossing)


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
