"""A document with its crossings and speakers, and the arguments that events look for in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from maabar.model import ANY_CROSSING
from maabar.reading.document import Document
from maabar.reading.what.event import INCIDENT, STATUS, TRIGGERS
from maabar.reading.what.scope import Scope, scope_of
from maabar.reading.which.names import Found
from maabar.reading.which.references import Mention
from maabar.registry import Registry

AFTER = 12
_LONG = 14  # sentences; news reports are shorter
BEFORE = 32
_LONGEST = 8  # words of a party's name
_ARTILLERY = ("مدفع", "هاون", "قذاي", "قذيف", "صواريخ", "صاروخ", "راجم")


@dataclass(slots=True)
class Scene:
    """What event rules ask of a document.

    ``starts[i]`` is where the words of the speaker of word ``i`` begin, ``frames[i]`` his verb (-1: none);
    ``before[i]`` is the last mention that begins at or before word ``i`` (-1: none); ``actors`` are parties by their
    first word, ``towns`` places and names of crossings by each of theirs, ``named`` the words within parties' names,
    ``ends`` crossings by the places that they join (`ends_of`).
    """

    doc: Document
    mentions: list[Mention]
    starts: list[int]
    frames: list[int]
    nation: Callable[[str], str | None]
    ends: Mapping[str, frozenset[str]] = field(default_factory=dict)
    before: list[int] = field(default_factory=list)
    actors: dict[int, Found] = field(default_factory=dict)
    towns: dict[int, Found] = field(default_factory=dict)
    named: set[int] = field(default_factory=set)
    known: set[str] = field(default_factory=set)
    single: str | None = None
    headline: set[str] = field(default_factory=set)
    by_air: bool = False
    """Whether the text tells of aircraft and of no artillery: what is shelled is then struck from the air."""

    def __post_init__(self) -> None:
        doc = self.doc
        self.actors = {f.start: f for f in doc.names if f.name.what == "actor"}
        named = self.known = {c for m in self.mentions for c in m.crossings if c != ANY_CROSSING}
        for f in doc.names:
            crossing = f.name.what == "crossing" and f.name.id in named
            if crossing or f.name.what == "place":
                for j in range(f.start, f.end):
                    if crossing or j not in self.towns:
                        self.towns[j] = f
            elif f.name.what == "actor" and f.end - f.start > 1:
                self.named.update(range(f.start, f.end))
        self.single = next(iter(named)) if len(named) == 1 else None
        self.headline = {t for j in range(doc.headline_end) for t in doc.info[j].classes & INCIDENT}
        air = doc.anywhere(0, len(doc), "airstrike", "drone")
        self.by_air = air and not any(w.lstrip("وبال").startswith(_ARTILLERY) for w in doc.words)
        index, at = -1, 0
        for m in self.mentions:
            self.before += [index] * (m.start - at)
            index, at = index + 1, max(at, m.start)
        self.before += [index] * (len(doc) - at)

    def same(self, a: int, b: int) -> bool:
        return self.doc.sentence[a] == self.doc.sentence[b]

    def next(self, i: int, reach: int = AFTER) -> Mention | None:
        """The first mention after ``i`` in its sentence, within reach and before another trigger's own."""
        k = self.before[i] + 1
        if k >= len(self.mentions):
            return None
        m = self.mentions[k]
        if not self.same(i, m.start) or m.start - i > reach:
            return None
        for j in range(i + 1, m.start):
            if self.doc.info[j].verb & STATUS and not self.doc.info[j].preposition:
                return None
        return m

    def previous(self, i: int, reach: int = BEFORE) -> Mention | None:
        k = self.before[i]
        if k < 0:
            return None
        m = self.mentions[k]
        return m if self.same(i, m.start) and i - m.end < reach else None

    def antecedent(self, i: int) -> Mention | None:
        """What «فتحه» or «إغلاقها» refers to: the last mention; for «ها» and «هما» the last of several."""
        pronoun = self.doc.info[i].pronoun
        best = None
        for m in reversed(self.mentions[: self.before[i] + 1]):
            if self.doc.sentence[i] - self.doc.sentence[m.start] > 3:
                break
            several = len(m.crossings) > 1 or m.how in ("many", "dual")
            if pronoun in ("ها", "هما", "هم") and not several:
                best = best or m
                continue
            if pronoun == "ه" and (m.how in ("many", "dual") or (m.how == "a" and m.crossings == (ANY_CROSSING,))):
                best = best or (m if m.how == "a" else None)
                continue  # «ليس بينهما معبر آخر. وتولى فتحه …»
            return m
        return best

    def span(self, i: int, *others: int) -> tuple[int, int]:
        """The clause of a trigger, stretched over its arguments."""
        lo, hi = self.doc.clauses[self.doc.clause[i]]
        first = min([lo, *others])
        last = max([min(hi - 1, i + 45), *others])
        first = max(first, self.doc.bounds[self.doc.sentence[i]][0])
        last = min(last, self.doc.bounds[self.doc.sentence[i]][1] - 1)
        return max(first, min(i, last - 45)), last

    def scope(self, i: int, end: int | None = None) -> Scope:
        return scope_of(self.doc, i, end or i + 1, stop=self.starts[i], frame=self.frames[i])

    def actors_between(self, i: int, end: int) -> list[Found]:
        """The parties that begin after word ``i`` and before ``end``."""
        return [self.actors[k] for k in range(i + 1, end) if k in self.actors]

    def actor_until(self, end: int) -> Found | None:
        """The party whose name ends right before word ``end``."""
        near = (self.actors[k] for k in range(end - 1, max(-1, end - _LONGEST), -1) if k in self.actors)
        return next((f for f in near if f.end == end), None)

    def actors_after(self, i: int, reach: int) -> list[Found]:
        """The party after word ``i``, and the one joined to it with «و»."""
        out: list[Found] = []
        j = i + 1
        hi = min(self.doc.bounds[self.doc.sentence[i]][1], i + 1 + reach)
        while j < hi:
            found = self.actors.get(j)
            if found:
                if out and not (found.clitic == "و" or self.doc.words[j - 1] == "و"):
                    break
                out.append(found)
                j, hi = found.end, min(self.doc.bounds[self.doc.sentence[i]][1], found.end + 3)
                continue
            if self.doc.gaps[j].strip() in ("،", ",", ")", ":") and out:
                break
            if self.doc.info[j].verb & TRIGGERS and not self.doc.info[j].article:
                break
            j += 1
        return out

    def topic(self, i: int, reach: int = 2) -> Mention | None:
        """The crossing that the sentences just before speak of, where it is the only one."""
        k = self.before[i]
        if k < 0 or self.doc.sentence[i] - self.doc.sentence[self.mentions[k].start] > reach:
            return None
        m = self.mentions[k]
        return m if len(m.crossings) == 1 and m.crossings != (ANY_CROSSING,) and self.single == m.crossings[0] else None

    def closer(self, i: int, before: Mention | None, after: Mention | None) -> Mention | None:
        """The mention in the trigger's own clause, or else the nearer one."""
        if before is None or after is None:
            return before or after
        near_before = self.doc.clause[before.start] == self.doc.clause[i]
        near_after = self.doc.clause[after.start] == self.doc.clause[i]
        if near_before != near_after:
            return before if near_before else after
        return after if after.start - i <= i - before.end else before

    def next_any(self, i: int, reach: int) -> Mention | None:
        k = self.before[i] + 1
        if k < len(self.mentions):
            m = self.mentions[k]
            if self.same(i, m.start) and m.start - i <= reach:
                return m
        return None

    def loosely(self, i: int, reach: int = 3) -> Mention | None:
        """The crossing that the text is about at word ``i``: the last one told, or the next where none was yet.

        In long pages, which speak of many things, none: of 18 such claims judged there 4 were right.

        A guess: events that rest on it carry a rule name with «?» and stand or fall by the learned filter.
        """
        if len(self.doc.bounds) > _LONG:
            return None
        k = self.before[i]
        for m in reversed(self.mentions[max(0, k - 4) : k + 1]):
            if self.doc.sentence[i] - self.doc.sentence[m.start] > reach:
                break
            if m.crossings != (ANY_CROSSING,):
                return m
        if k + 1 < len(self.mentions):
            m = self.mentions[k + 1]
            if self.same(i, m.start) and m.crossings != (ANY_CROSSING,):
                return m
        return None

    def of_another_place(self, i: int) -> bool:
        """Whether the clause of word ``i`` names a place that isn't an end of a crossing of this text."""
        lo, hi = self.doc.clauses[self.doc.clause[i]]
        for j in range(max(lo, i - 12), min(hi, i + 12)):
            found = self.towns.get(j)
            if found is not None and found.name.id not in self.known:
                if not self.ends.get(found.name.id, frozenset()) & self.known:
                    return True
        return False

    def said_of_many(self, i: int) -> bool:
        """Whether the crossings spoken of just before word ``i`` are said in the plural: «المعابر كلها»."""
        mention = self.previous(i, 14) or self.next(i, 9)
        return mention is not None and mention.how == "many"


def ends_of(registry: Registry) -> dict[str, frozenset[str]]:
    """Crossings by the id of each place of the registry that they join."""
    places: dict[str, list[str]] = {}
    for place in registry.places.values():
        places.setdefault(place.en.casefold(), []).append(place.id)
    out: dict[str, set[str]] = {}
    for crossing in registry.crossings.values():
        for end in crossing.joins:
            for id_ in places.get(end.place.casefold(), ()):
                out.setdefault(id_, set()).add(crossing.id)
    return {id_: frozenset(crossings) for id_, crossings in out.items()}
