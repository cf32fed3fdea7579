"""Scores for people: the measures, their breakdown, and each miss beside what was read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from maabar.model import Claim, value_to_json
from maabar.output.names import side_name, when_name
from maabar.output.phenomena import phenomena, phenomena_of
from maabar.output.scoring import SHARES, Paired, measures
from maabar.output.terminal import Column, Table
from maabar.registry import Registry

KINDS = ("status", "agreement", "control", "operation", "flow", "incident")
MARKS = ("core", "sense", "full", "status_core", "status_sense")


def all_measures(paired: Sequence[Paired], registry: Registry) -> dict[str, Any]:
    """The measures over everything, and by kind of claim, side of the outlet and phenomenon."""
    sides: dict[str, list[Paired]] = {}
    for one in paired:
        sides.setdefault(registry.outlet(one.report.outlet).side, []).append(one)
    # by identity: equal claims of two reports show different things
    shown = {id(claim): phenomena_of(claim, one.report, registry) for one in paired for claim in one.report.claims}
    by_kind = {kind: measures(paired, registry, of=_is_of(kind)) for kind in KINDS}
    by_phenomenon = {p.name: measures(paired, registry, of=_shows(p.name, shown)) for p in phenomena()}
    return measures(paired, registry) | {
        "by_kind": by_kind,
        "by_side": {side: measures(some, registry) for side, some in sorted(sides.items())},
        "by_phenomenon": {name: m for name, m in by_phenomenon.items() if m["gold"]},
    }


def _is_of(kind: str) -> Callable[[Claim], bool]:
    return lambda claim: claim.kind == kind


def _shows(name: str, shown: Mapping[int, frozenset[str]]) -> Callable[[Claim], bool]:
    return lambda claim: name in shown.get(id(claim), ())


def mark(result: Mapping[str, Any], name: str) -> float:
    """One measure as one number: the F1 where it has precision and recall."""
    value = result[name]
    return float(value["f1"] if isinstance(value, Mapping) else value)


def tables(result: Mapping[str, Any], registry: Registry) -> Iterator[Table]:
    """The result of `all_measures`, as four tables."""
    heads = [Column("measure"), *(Column(c, right=True) for c in ("precision", "recall", "F1"))]
    rows = [[m, *(f"{result[m][x]:.3f}" for x in ("p", "r", "f1"))] for m in MARKS]
    rows += [[m, "", "", f"{result[m]:.3f}"] for m in (*SHARES, "traffic", "grounded")]
    title = f"{result['reports']} reports, {result['gold']} claims annotated, {result['predicted']} read"
    yield Table(heads, rows, title)
    yield _breakdown("kind of claim", result["by_kind"].items())
    sides = ((side_name(side, registry), m) for side, m in result["by_side"].items())
    yield _breakdown("side of the outlet", sides)
    yield _recalls("phenomenon", result["by_phenomenon"].items())


def _breakdown(of: str, parts: Iterable[tuple[str, Mapping[str, Any]]]) -> Table:
    names = ("claims", "read", "core F1", "sense F1", "full F1", "speaker", "via", "when")
    rows = [
        [name, str(m["gold"]), str(m["predicted"]), *(f"{mark(m, x):.3f}" for x in ("core", "sense", "full")),
         *(f"{m[x]:.3f}" for x in ("speaker", "via", "when"))]
        for name, m in parts
    ]  # fmt: skip
    return Table([Column(of), *(Column(n, right=True) for n in names)], rows)


def _recalls(of: str, parts: Iterable[tuple[str, Mapping[str, Any]]]) -> Table:
    """What was made up shows no phenomenon of an annotated claim, so that only recall can be told."""
    names = ("claims", "core found", "sense found", "all right", "speaker", "via", "when")
    rows = [
        [name, str(m["gold"]), *(f"{m[x]['r']:.3f}" for x in ("core", "sense", "full")),
         *(f"{m[x]:.3f}" for x in ("speaker", "via", "when"))]
        for name, m in parts
    ]  # fmt: skip
    return Table([Column(of), *(Column(n, right=True) for n in names)], rows)


def errors(paired: Iterable[Paired]) -> Iterator[str]:
    """Lines that show, report by report, what was missed, made up, or read in another sense, with the rules."""
    for one in paired:
        if not (one.missed or one.spurious or one.other_sense):
            continue
        yield f"\n## {one.report.id} ({one.report.outlet}, {one.report.published})"
        for claim in one.missed:
            yield f"  missed    {line(claim)}"
            if near := _nearest(claim, one.spurious):
                yield f"    read    {line(near)}"
        for claim in one.spurious:
            yield f"  made up   {line(claim)}"
        for gold, read in one.other_sense:
            yield f"  sense     {line(gold)}"
            yield f"    read    {line(read)}"


def line(claim: Claim) -> str:
    """A claim on one line, with the rules that fired."""
    value = value_to_json(claim.value)
    shown = value if isinstance(value, str) else " ".join(f"{k}={v}" for k, v in value.items())
    rules = f" [{', '.join(claim.rules)}]" if claim.rules else ""
    return (
        f"{claim.crossing} {claim.kind} {shown} {claim.reality}/{claim.polarity} by {claim.speaker} "
        f"({claim.speaker_kind}) when {when_name(claim.when)} «{claim.quote}»{rules}"
    )


def _nearest(claim: Claim, others: Sequence[Claim]) -> Claim | None:
    """What was read from the same words, where something was."""

    def overlap(other: Claim) -> int:
        return len(set(claim.quote.split()) & set(other.quote.split()))

    best = max(others, key=overlap, default=None)
    return best if best is not None and overlap(best) * 2 > len(set(claim.quote.split())) else None
