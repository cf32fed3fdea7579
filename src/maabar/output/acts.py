"""Contradictions and copies on screen."""

from __future__ import annotations

from collections.abc import Iterable

from maabar.model import SpeechAct, When
from maabar.output.names import crossing_name, outlet_name, speaker_name, when_name
from maabar.output.terminal import Column, Table
from maabar.output.wording import content
from maabar.registry import Registry
from maabar.weighing.conflicts import Conflict
from maabar.weighing.copies import Cluster, Copies, Share


def conflict_table(conflicts: Iterable[Conflict], registry: Registry) -> Table:
    """One row per pair: the crossing, the days, how grave, and what each of the two says."""
    columns = (
        Column("crossing", style="bold", wrap=True),
        Column("days"),
        Column("grade", right=True),
        Column("weight"),
        Column("one says", wrap=True),
        Column("the other says", wrap=True),
    )
    return Table(columns, [_conflict_row(conflict, registry) for conflict in conflicts])


def _conflict_row(conflict: Conflict, registry: Registry) -> list[str]:
    days = conflict.days
    return [
        crossing_name(conflict.one.crossing, registry),
        when_name(When(days.start) if days.end == days.start else days),
        f"{conflict.grade:.2f}",
        f"{conflict.weights[0]:.3g} : {conflict.weights[1]:.3g}",
        _said(conflict.one, registry),
        _said(conflict.other, registry),
    ]


def _said(act: SpeechAct, registry: Registry) -> str:
    return f"{speaker_name(act.voice, act.speaker_kind, registry)}: {content(act, registry)}"


def cluster_table(clusters: Iterable[Cluster], registry: Registry) -> Table:
    """One row per copied text: who published it first, who copied it when, how alike."""
    columns = (
        Column("published"),
        Column("first in", style="bold"),
        Column("title", wrap=True),
        Column("copies", right=True),
        Column("copied by", wrap=True),
    )
    return Table(columns, [_cluster_row(cluster, registry) for cluster in clusters])


def _cluster_row(cluster: Cluster, registry: Registry) -> list[str]:
    copies = ", ".join(f"{outlet_name(c.outlet, registry)} {c.published} ({c.likeness:.0%})" for c in cluster.copies)
    first = outlet_name(cluster.outlet, registry)
    return [cluster.published.isoformat(), first, cluster.title, str(len(cluster.copies)), copies]


def share_table(found: Copies, registry: Registry) -> Table:
    """One row per outlet: how much of its corroboration was repetition; the last row is all together."""
    columns = (
        Column("outlet", style="bold"),
        Column("claims", right=True),
        Column("corroborating", right=True),
        Column("same speaker", right=True),
        Column("copied text", right=True),
        Column("repetition", right=True),
    )
    rows = [_share_row(outlet_name(share.outlet, registry), share) for share in found.shares]
    return Table(columns, [*rows, _share_row("all", found.whole)])


def _share_row(name: str, share: Share) -> list[str]:
    part = f"{share.repetition:.0%}" if share.corroborating else "-"
    figures = (share.claims, share.corroborating, share.credited, share.copied)
    return [name, *(str(n) for n in figures), part]
