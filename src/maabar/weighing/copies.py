"""Who copies whom, and how much of what looks like corroboration is repetition.

A report *corroborates* when it says what another outlet has already said: same crossing, content and day. That counts
for something only if it says so on another voice. Where the words come from the same speaker, or the text is a copy, it
is *repetition*, however many outlets carry it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from maabar.model import Relay, Report, SpeechAct
from maabar.weighing.acts import acts_of, in_order
from maabar.weighing.duplicates import Decided, likeness, originals

if TYPE_CHECKING:
    from maabar.registry import Registry


@dataclass(frozen=True, slots=True)
class Copy:
    """A report that repeats another's text; ``likeness`` is the Jaccard similarity of their shingles."""

    report: str
    outlet: str
    published: date
    likeness: float

    def to_json(self) -> dict[str, Any]:
        return {
            "report": self.report,
            "outlet": self.outlet,
            "published": self.published.isoformat(),
            "likeness": round(self.likeness, 3),
        }


@dataclass(frozen=True, slots=True)
class Cluster:
    """One text and its copies, in order of publication."""

    report: str
    outlet: str
    published: date
    title: str
    copies: tuple[Copy, ...]

    def to_json(self) -> dict[str, Any]:
        return {
            "report": self.report,
            "outlet": self.outlet,
            "published": self.published.isoformat(),
            "title": self.title,
            "copies": [copy.to_json() for copy in self.copies],
        }


@dataclass(frozen=True, slots=True)
class Share:
    """What an outlet's claims were.

    Of ``claims``, ``corroborating`` say what another outlet said before: ``credited`` on the same speaker's word,
    ``copied`` as a copy of its text, the rest on a voice of their own.
    """

    outlet: str
    claims: int = 0
    corroborating: int = 0
    credited: int = 0
    copied: int = 0

    @property
    def repetition(self) -> float:
        """Share of the corroboration that is repetition; 0 where there is none."""
        return (self.credited + self.copied) / self.corroborating if self.corroborating else 0.0

    def to_json(self) -> dict[str, Any]:
        return {
            "outlet": self.outlet,
            "claims": self.claims,
            "corroborating": self.corroborating,
            "credited": self.credited,
            "copied": self.copied,
            "repetition": round(self.repetition, 4),
        }


@dataclass(frozen=True, slots=True)
class Copies:
    """Clusters, the largest first, and a share for each outlet, that with the most corroboration first."""

    clusters: tuple[Cluster, ...]
    shares: tuple[Share, ...]

    @property
    def whole(self) -> Share:
        """All outlets together, under the name ``*``."""
        return _added("*", self.shares)

    def to_json(self) -> dict[str, Any]:
        return {
            "clusters": [cluster.to_json() for cluster in self.clusters],
            "outlets": [share.to_json() for share in self.shares],
            "all": self.whole.to_json(),
        }


def copies(reports: Iterable[Report], *, registry: Registry | None = None, decided: Decided | None = None) -> Copies:
    """Clusters of copied texts among the reports, and each outlet's share of repetition.

    ``decided`` is what people settled about copies, as in `maabar.weighing.acts.speech_acts`.
    """
    ordered = in_order(reports, decided)
    copied = originals(ordered, decided)
    acts = acts_of(ordered, copied, registry=registry)
    clusters = sorted(_clusters(ordered, copied), key=lambda c: (-len(c.copies), c.published, c.report))
    shares = sorted(_shares(acts).values(), key=lambda s: (-s.corroborating, -s.claims, s.outlet))
    return Copies(tuple(clusters), tuple(shares))


def _clusters(ordered: Sequence[Report], copied: Sequence[int | None]) -> list[Cluster]:
    members: dict[int, list[int]] = defaultdict(list)
    for i, original in enumerate(copied):
        if original is not None:
            members[original].append(i)
    return [
        Cluster(
            report=ordered[original].id,
            outlet=ordered[original].outlet,
            published=ordered[original].published,
            title=ordered[original].title,
            copies=tuple(
                Copy(ordered[i].id, ordered[i].outlet, ordered[i].published, likeness(ordered[original], ordered[i]))
                for i in copies_of_it
            ),
        )
        for original, copies_of_it in members.items()
    ]


def _shares(acts: Sequence[SpeechAct]) -> dict[str, Share]:
    said: dict[tuple[Any, ...], list[tuple[Relay, bool]]] = defaultdict(list)
    for act in acts:
        content = (act.crossing, act.kind, act.value, act.reality, act.polarity, act.traffic, act.when)
        first = act.relays[0].outlet
        # The first to carry an utterance, and whatever else that outlet carries of it, is the voice being heard.
        said[content] += [(relay, relay.outlet == first and relay.copy_of is None) for relay in act.relays]
    shares: dict[str, Share] = {}
    for told in said.values():
        told.sort(key=lambda t: (t[0].published, t[0].outlet, t[0].report))
        before: set[str] = set()
        for relay, own in told:
            share = shares.get(relay.outlet, Share(relay.outlet))
            others = bool(before - {relay.outlet})
            shares[relay.outlet] = replace(
                share,
                claims=share.claims + 1,
                corroborating=share.corroborating + others,
                copied=share.copied + (others and relay.copy_of is not None),
                credited=share.credited + (others and not own and relay.copy_of is None),
            )
            before.add(relay.outlet)
    return shares


def _added(name: str, shares: Iterable[Share]) -> Share:
    total = Share(name)
    for s in shares:
        total = Share(
            name,
            total.claims + s.claims,
            total.corroborating + s.corroborating,
            total.credited + s.credited,
            total.copied + s.copied,
        )
    return total
