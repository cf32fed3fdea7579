"""Loaded words: the party that «المحرر» or «الاحتلال» means to who writes it or, in a quotation, to who says it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from maabar.reading.document import Document
from maabar.reading.which.names import Found, NameIndex
from maabar.reading.who.quotations import quoted_stretches
from maabar.reading.who.voices import Attribution
from maabar.registry import Registry
from maabar.text.fold import folded

_OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a word means in a theatre: an actor for each side that uses it (None: nobody in particular).

    ``heads`` are first words of full names («الاحتلال التركي») after which the bare word means the party so named.
    """

    theatre: str
    meanings: Mapping[str, str | None]
    heads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LoadedWords:
    """The table of loaded words by folded form, and which side's word another side's outlets use."""

    table: Mapping[str, tuple[Loaded, ...]]
    allies: Mapping[str, Mapping[str, str]]
    succession: Mapping[str, tuple[date, str]]

    def meaning(self, word: Loaded, sides: Iterable[str], day: date) -> str | None:
        """The actor that a word means on a day to one of ``sides`` (the nearest first), or to all others."""
        allies = self.allies.get(word.theatre, {})
        for side in sides:
            for known in (side, allies.get(side)):
                if known is not None and (holder := self._holder(known, day)) in word.meanings:
                    return word.meanings[holder]
        return word.meanings.get(_OTHERS)

    def _holder(self, actor: str, day: date) -> str:
        """A side as of a day: who held the capital then writes for whoever holds it now."""
        then = self.succession.get(actor)
        return then[1] if then and day >= then[0] else actor


def loaded_words(data: Mapping[str, Any], index: NameIndex, succession: Mapping[str, tuple[date, str]]) -> LoadedWords:
    """The loaded words of a language's data file; each is added to the index of names."""
    table: dict[str, tuple[Loaded, ...]] = {}
    for entry in data["loaded"]:
        heads = tuple(folded(h) for h in entry.get("heads", ()))
        for word in entry["words"]:
            key = folded(word)
            index.add(word, "loaded", key)
            table[key] = (*table.get(key, ()), Loaded(entry["theatre"], entry["means"], heads))
    return LoadedWords(table, data["allies"], succession)


def settle_loaded(
    doc: Document, words: LoadedWords, registry: Registry, side: str, attributions: Sequence[Attribution] = ()
) -> None:
    """Put in place of a document's loaded words the parties that they mean.

    ``side`` is the outlet's; inside the quotation of a speaker among ``attributions``, who is a party or an outlet,
    it is the speaker's.
    """
    if not any(f.name.what == "loaded" for f in doc.names):
        return
    theatre = Counter(f.name.id.split("/")[0] for f in doc.names if f.name.what == "crossing").most_common(1)
    quotations = quoted_stretches(doc) if attributions else []
    day = doc.report.published
    meant: list[Found] = []
    taken: dict[int, int] = {}
    full = [f for f in doc.names if f.name.what == "actor" and f.name.rest]
    ends: dict[int, int] = {}
    for f in full:
        ends[f.start] = max(f.end, ends.get(f.start, 0))
    headed: dict[tuple[str, ...], list[Found]] = {}
    for found in doc.names:
        if found.name.what != "loaded" or ends.get(found.start, 0) > found.end:
            continue
        entry = next((e for e in words.table[found.name.id] if theatre and e.theatre == theatre[0][0]), None)
        if entry is None:
            continue
        taken[found.start] = found.end
        if entry.heads not in headed:
            headed[entry.heads] = [f for f in full if _begins(doc, f, entry.heads)]
        before = bisect_left(headed[entry.heads], found.start, key=lambda f: f.start)
        speaking = _side_of(found.start, quotations, attributions, registry) or side
        actor = (
            headed[entry.heads][before - 1].name.id
            if before
            else words.meaning(entry, registry.ancestors(speaking), day)
        )
        if actor is not None:
            meant.append(replace(found, name=replace(found.name, what="actor", id=actor, loaded=True)))
    kept = [f for f in doc.names if f.name.what != "actor" or f.end > taken.get(f.start, 0)]
    doc.names = sorted([*kept, *meant], key=lambda f: f.start)


def _begins(doc: Document, found: Found, heads: Sequence[str]) -> bool:
    """Whether one of the first two words of a name is a head: «الاحتلال التركي», «قوات الاحتلال التركي»."""
    first = doc.words[found.start][len(found.clitic) :].removeprefix("ال")
    second = doc.words[found.start + 1 : min(found.end, found.start + 2)]
    return first in heads or any(word.removeprefix("ال") in heads for word in second)


def _side_of(
    i: int, quotations: Sequence[tuple[int, int]], attributions: Sequence[Attribution], registry: Registry
) -> str | None:
    """The side of the one whose quotation word ``i`` stands in, if he has one."""
    if not any(lo <= i < hi for lo, hi in quotations):
        return None
    inner = max((a for a in attributions if a.start <= i < a.end), key=lambda a: a.start, default=None)
    if inner is None:
        return None
    if inner.speaker.actor:
        return inner.speaker.actor
    return registry.outlet(inner.speaker.name).side if registry.knows_outlet(inner.speaker.name) else None
