"""The claims of one report as a table: what is said of which crossing, by whom, for when, in which words."""

from __future__ import annotations

from maabar.model import Claim, Report
from maabar.output.names import crossing_names, outlet_name, speaker_name, when_name
from maabar.output.terminal import Column, Table
from maabar.output.wording import content
from maabar.registry import Registry

COLUMNS = (
    Column("crossing", wrap=True, most=20),
    Column("what", style="bold", wrap=True, most=22),
    Column("by", wrap=True, most=20),
    Column("day", wrap=True, most=10),
    Column("quote", style="dim", wrap=True),
)


def report_table(report: Report, registry: Registry) -> Table:
    """A report that was read, one row per claim."""
    title = f"{outlet_name(report.outlet, registry)}, {report.published.isoformat()}: {report.title or report.id}"
    return Table(COLUMNS, [_row(claim, registry) for claim in report.claims], title)


def chain(claim: Claim, registry: Registry) -> str:
    """The speaker and the outlets that relay, nearest to the speaker first."""
    speaker = speaker_name(claim.speaker, claim.speaker_kind, registry)
    return " via ".join((speaker, *(outlet_name(outlet, registry) for outlet in claim.via)))


def _row(claim: Claim, registry: Registry) -> list[str]:
    return [
        crossing_names(claim.crossing, registry),
        content(claim, registry),
        f"{chain(claim, registry)} ({claim.speaker_kind})",
        when_name(claim.when),
        claim.quote,
    ]
