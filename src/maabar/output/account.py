"""The account on screen: what stands on every crossing, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from maabar.model import Claim
from maabar.output.claims import chain
from maabar.output.loaded import neutral_names
from maabar.output.names import crossing_name, outlet_name, side_name, when_name
from maabar.output.standing import Standing
from maabar.output.terminal import Column, Table
from maabar.output.wording import content
from maabar.registry import Registry

COLOURS = {"open": "bold green", "restricted": "bold yellow", "closed": "bold red", "unknown": "bold"}


@dataclass(frozen=True, slots=True)
class Told:
    """A claim with the report it stands in; ``verdict`` is what a person decided on it, None where nobody did."""

    claim: Claim
    report: str
    outlet: str
    published: date
    url: str | None = None
    verdict: str | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "published": self.published.isoformat(),
            "report": self.report,
            "outlet": self.outlet,
            "url": self.url,
            "verdict": self.verdict,
            "claim": self.claim.to_json(),
        }


def status_table(standings: Iterable[Standing], registry: Registry, *, narrow: bool = False) -> Table:
    """One row per crossing: names, state, how likely, since when, last evidence, voices for and against.

    ``narrow`` puts names, and the numbers of voices, into one column each.
    """
    names = [Column("crossing", style="bold", wrap=True)] + ([] if narrow else [Column("بالعربية")])
    voices = [Column("voices")] if narrow else [Column("for", right=True), Column("against", right=True)]
    days = [Column("since"), Column("last evidence" if not narrow else "evidence")]
    columns = [*names, Column("state"), Column("P", right=True), *days, *voices, Column("contested")]
    return Table(columns, [_status_row(standing, registry, narrow) for standing in standings])


def _status_row(standing: Standing, registry: Registry, narrow: bool) -> list[str]:
    known = registry.crossings.get(standing.crossing)
    english, arabic = crossing_name(standing.crossing, registry), known.ar if known else ""
    belief = standing.belief
    likely = getattr(belief, standing.state) if belief and standing.state != "unknown" else None
    pro, contra = str(len(standing.voices_for)), str(len(standing.voices_against))
    return [
        *([f"{english}\n{arabic}".strip()] if narrow else [english, arabic]),
        standing.state,
        "" if likely is None else f"{likely:.2f}",
        standing.since.isoformat() if standing.since else "",
        standing.last_evidence.isoformat(),
        *([f"{pro} : {contra}"] if narrow else [pro, contra]),
        "contested" if standing.contested else "",
    ]


def side_of(claim: Claim, outlet: str, registry: Registry) -> str:
    """With whom the speaker stands: the actor at the top of an official's tree, else the side of the outlet heard.

    Unnamed sources and witnesses are counted with the outlet that heard them.
    """
    if claim.speaker in registry.actors:
        return registry.root(claim.speaker)
    if claim.speaker_kind in ("media", "self") or registry.knows_outlet(claim.speaker):
        return _root(registry.outlet(claim.speaker).side, registry)
    return _root(registry.outlet(claim.via[0] if claim.via else outlet).side, registry)


def _root(side: str, registry: Registry) -> str:
    return registry.root(side) if side in registry.actors else side


def by_side(told: Iterable[Told], registry: Registry) -> dict[str, list[Told]]:
    """Claims by the side of their speaker, newest first; sides in order of their newest claim."""
    sides: dict[str, list[Told]] = {}
    for one in sorted(told, key=lambda t: t.published, reverse=True):
        sides.setdefault(side_of(one.claim, one.outlet, registry), []).append(one)
    return sides


def why_lines(told: Sequence[Told], registry: Registry) -> Iterator[tuple[str, str]]:
    """(text, style) of every line on one crossing: claims by side, what it is said to be for, who loaded words mean."""
    for side, claims in by_side(told, registry).items():
        yield f"\n{side_name(side, registry)} ({len(claims)})", "bold"
        for one in claims:
            yield from _claim_lines(one, registry)
    purposes = [one for one in told if one.claim.purpose]
    if purposes:
        yield "\nSaid to be for", "bold"
        for one in purposes:
            yield from _purpose_lines(one, registry)
    if meant := neutral_names((one.claim.quote for one in told), registry):
        yield "\nParties that the quotes call otherwise", "bold"
        for word, name in meant.items():
            yield f"  «{word}»: {name}", ""


def _claim_lines(one: Told, registry: Registry) -> Iterator[tuple[str, str]]:
    claim = one.claim
    day = "" if claim.when is None else f", for {when_name(claim.when)}"
    verdict = f" [{one.verdict}]" if one.verdict else ""
    yield f"  {one.published}  {content(claim, registry)}{day}{verdict}", ""
    heard = "" if claim.speaker == one.outlet else f", in {outlet_name(one.outlet, registry)}"
    distance = f", at a distance: «{claim.distanced}»" if claim.distanced else ""
    yield f"    {chain(claim, registry)} ({claim.speaker_kind}){heard}{distance}", "cyan"
    yield f"    «{claim.quote}»", "dim"
    if claim.note:
        yield f"    {claim.note}", "dim"
    if one.url:
        yield f"    {one.url}", "dim"


def _purpose_lines(one: Told, registry: Registry) -> Iterator[tuple[str, str]]:
    purpose = one.claim.purpose
    if purpose:
        yield f"  {purpose.of}: {chain(one.claim, registry)}, {one.published}", ""
        yield f"    «{purpose.quote}»", "dim"
