"""Crossings of one name («الوليد», «الكرامة»): the one that the text means, by what else it speaks of."""

from __future__ import annotations

from maabar.reading.document import Document
from maabar.reading.which.names import Found
from maabar.reading.who.parties import Parties
from maabar.registry import Registry
from maabar.text.fold import folded


class Homonyms:
    """Chooses among the crossings that a name may mean."""

    def __init__(self, registry: Registry, parties: Parties) -> None:
        self._registry = registry
        self._nation = parties.nation

    def choose(self, doc: Document, found: list[Found]) -> Found:
        """Of the names found at one word the longest, and among homonyms the likeliest in this text."""
        longest = max(f.end for f in found)
        found = [f for f in found if f.end == longest]
        if len(found) == 1:
            return found[0]
        ids = tuple(f.name.id for f in found)
        if ids not in doc.choices:
            doc.choices[ids] = max(ids, key=lambda id_: self._nearness(doc, id_, ids))
        return next(f for f in found if f.name.id == doc.choices[ids])

    def _nearness(self, doc: Document, id_: str, homonyms: tuple[str, ...]) -> int:
        """How much a text speaks of the surroundings of a crossing: other names of it, parties, places, neighbours."""
        crossing = self._registry.crossings[id_]
        theatre = id_.partition("/")[0]
        text = set(doc.words)
        spoken = {n.name.id for n in doc.names if n.name.what == "actor"}
        spoken |= {nation for word in text if (nation := self._nation(word))}
        others = [n.name.id for n in doc.names if n.name.what == "crossing"]
        places = [n.name.id for n in doc.names if n.name.what == "place"]
        hints = {word for name in crossing.names for word in folded(name).split()}
        sides = {side for end in crossing.joins for side in self._registry.ancestors(end.side)}
        lands = {self._registry.places[place].country for place in places}
        neighbour = crossing.governorate is not None and any(
            self._registry.crossings[other].governorate == crossing.governorate
            for other in others
            if other not in homonyms
        )
        return (
            4 * neighbour
            + 3 * len(sides & spoken)
            + 3 * (theatre in spoken)
            + 2 * len({end.side for end in crossing.joins} & lands)
            + 2 * len(hints & text)
            + min(sum(other.startswith(theatre) for other in others), 3)
            + min(sum(place.startswith(theatre) for place in places), 3)
        )
