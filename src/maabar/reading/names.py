"""Names of crossings, parties and outlets in running text: one dictionary look-up per word, longest name first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from maabar.registry import Registry
from maabar.text.fold import folded

_CLITICS = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول", "فل", "وك")


@dataclass(frozen=True, slots=True)
class Name:
    """A name as listed: its words after the first, what it names (crossing, actor, outlet), the id."""

    rest: tuple[str, ...]
    what: str
    id: str
    loaded: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A name found in a text at words ``start`` to ``end`` (exclusive); ``clitic`` stood before its first word."""

    start: int
    end: int
    name: Name
    clitic: str = ""


@dataclass(slots=True)
class NameIndex:
    """First words of names, with a memory of how each word form of the text may begin one."""

    heads: dict[str, list[Name]] = field(default_factory=dict)
    _memo: dict[str, tuple[tuple[str, Name], ...]] = field(default_factory=dict)

    def add(self, name: str, what: str, id_: str, *, loaded: bool = False) -> None:
        """List a name under its folded words."""
        words = tuple(_words(name))
        if words:
            known = self.heads.setdefault(words[0], [])
            entry = Name(words[1:], what, id_, loaded)
            if entry not in known:
                known.append(entry)

    def starting(self, form: str) -> tuple[tuple[str, Name], ...]:
        """(clitic, name) for every name that a word form may begin, longest first."""
        found = self._memo.get(form)
        if found is None:
            if len(self._memo) > 200_000:
                self._memo.clear()
            found = self._memo[form] = tuple(sorted(self._starting(form), key=lambda f: (-len(f[1].rest), len(f[0]))))
        return found

    def _starting(self, form: str) -> Iterable[tuple[str, Name]]:
        for clitic in _CLITICS:
            if form.startswith(clitic) and len(form) - len(clitic) >= 2:
                bare = form[len(clitic) :]
                for name in self.heads.get(bare, ()):
                    yield clitic, name
                if bare.startswith("لل") or (clitic.endswith("ل") and bare.startswith("ل")):
                    for name in self.heads.get("ال" + bare.removeprefix("ل").removeprefix("ل"), ()):
                        yield clitic + "ل", name

    def find(self, words: list[str]) -> list[Found]:
        """Every name in a text; longest at each place, names of different kinds may overlap."""
        out: list[Found] = []
        until: dict[str, int] = {}
        for i, word in enumerate(words):
            for clitic, name in self.starting(word):
                if i < until.get(name.what, 0):
                    continue
                end = i + 1 + len(name.rest)
                if name.rest and tuple(words[i + 1 : end]) != name.rest:
                    continue
                out.append(Found(i, end, name, clitic))
                until[name.what] = end
        return out


def _words(name: str) -> list[str]:
    return [w for w in folded(name).replace("-", " ").replace("(", " ").replace(")", " ").split() if w]


def index_of(registry: Registry, offices: dict[str, list[str]]) -> NameIndex:
    """The names of a registry's crossings, actors and outlets, and of the offices that stand for actors."""
    index = NameIndex()
    for crossing in registry.crossings.values():
        for name in crossing.names:
            for part in {name, *(name.replace("–", "-").split("-"))}:
                index.add(part, "crossing", crossing.id)
    for actor in registry.actors.values():
        for name in actor.names:
            index.add(name, "actor", actor.id)
        for name in actor.loaded:
            index.add(name, "actor", actor.id, loaded=True)
    for id_, names in offices.items():
        for name in names:
            index.add(name, "actor", id_)
    for outlet in registry.outlets.values():
        for name in (outlet.ar, *outlet.aliases):
            index.add(name, "outlet", outlet.id)
    return index
