"""Names of crossings, parties and outlets in running text: one dictionary look-up per word, longest name first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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


@dataclass(slots=True)  # not frozen: a report makes many
class Found:
    """A name found in a text at words ``start`` to ``end`` (exclusive); ``clitic`` stood before its first word."""

    start: int
    end: int
    name: Name
    clitic: str = ""


_Starting = tuple[tuple[str, Name], ...]


@dataclass(frozen=True, slots=True)
class _Heads:
    """What a word form may begin: names of one word, and longer ones by their second word, longest first."""

    single: _Starting
    longer: Mapping[str, _Starting]


@dataclass(slots=True)
class NameIndex:
    """First words of names, with a memory of how each word form of the text may begin one."""

    heads: dict[str, list[Name]] = field(default_factory=dict)
    _memo: dict[str, _Heads | None] = field(default_factory=dict)

    def add(self, name: str, what: str, id_: str, *, loaded: bool = False) -> None:
        """List a name under its folded words."""
        words = tuple(_words(name))
        if words:
            known = self.heads.setdefault(words[0], [])
            entry = Name(words[1:], what, id_, loaded)
            if entry not in known:
                known.append(entry)

    def _starting(self, form: str) -> Iterable[tuple[str, Name]]:
        for clitic in _CLITICS:
            if form.startswith(clitic) and len(form) - len(clitic) >= (2 if clitic else 1):  # «أ ف ب»
                bare = form[len(clitic) :]
                for name in self.heads.get(bare, ()):
                    yield clitic, name
                if bare.startswith("لل") or (clitic.endswith("ل") and bare.startswith("ل")):
                    for name in self.heads.get("ال" + bare.removeprefix("ل").removeprefix("ل"), ()):
                        yield clitic + "ل", name

    def _remember(self, form: str) -> _Heads | None:
        if len(self._memo) > _MOST_FORMS:  # a bound on memory; the words in use come back at once
            self._memo.clear()
        found = sorted(self._starting(form), key=lambda f: (-len(f[1].rest), len(f[0])))
        longer: dict[str, list[tuple[str, Name]]] = {}
        for clitic, name in found:
            if name.rest:
                longer.setdefault(name.rest[0], []).append((clitic, name))
        single = tuple(f for f in found if not f[1].rest)
        heads = _Heads(single, {k: tuple(v) for k, v in longer.items()}) if found else None
        self._memo[form] = heads
        return heads

    def find(self, words: list[str]) -> list[Found]:
        """Every name in a text; longest at each place, names of different kinds may overlap."""
        memo = self._memo
        out: list[Found] = []
        until: dict[str, int] = {}
        last = len(words) - 1
        for i, word in enumerate(words):
            try:
                heads = memo[word]
            except KeyError:
                heads = self._remember(word)
            if heads is None:
                continue
            names = heads.single
            if heads.longer and i < last and (longer := heads.longer.get(words[i + 1])):
                names = (*longer, *names)
            longest: dict[str, int] = {}
            for clitic, name in names:
                rest, what = name.rest, name.what
                end = i + 1 + len(rest)
                if i < until.get(what, 0) or end < longest.get(what, 0):
                    continue
                if len(rest) > 1 and tuple(words[i + 1 : end]) != rest:
                    continue
                out.append(Found(i, end, name, clitic))
                longest[what] = end
            if longest:
                until |= longest
        return out


_MOST_FORMS = 200_000


def _words(name: str) -> list[str]:
    return [w for w in folded(name).replace("-", " ").replace("(", " ").replace(")", " ").split() if w]


def index_of(registry: Registry, offices: dict[str, list[str]]) -> NameIndex:
    """The names of a registry's crossings, actors and outlets, and of the offices that stand for actors."""
    index = NameIndex()
    places = {folded(name) for place in registry.places.values() for name in place.names}
    for crossing in registry.crossings.values():
        for name in crossing.names:
            for part in {name, *(name.replace("–", "-").split("-"))}:
                if folded(part).strip() in places:
                    continue  # of «الحوبان - تعز» the second is a city and by itself no crossing
                index.add(part, "crossing", crossing.id)
                if "أبو " in part:  # «كرم أبوسالم»: written as one word
                    index.add(part.replace("أبو ", "أبو"), "crossing", crossing.id)
        for name in (*crossing.en_names, *crossing.tr_names):
            index.add(name, "crossing", crossing.id)
    for place in registry.places.values():
        for name in place.names:
            index.add(name, "place", place.id)
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


_SOUNDS = str.maketrans({"ظ": "ض", "ذ": "د", "ث": "ت", "ه": "ه", "ي": "ي"})
_SHORTEST = 5


class NearNames:
    """Names of crossings by their sound and with at most one slip of spelling, for words beside «معبر»."""

    def __init__(self, registry: Registry) -> None:
        self._sounds: dict[str, str] = {}
        for crossing in registry.crossings.values():
            for name in crossing.names:
                sound = _sound(folded(name))
                if len(sound) >= _SHORTEST:
                    self._sounds.setdefault(sound, crossing.id)
        self._memo: dict[str, str | None] = {}

    def find(self, words: str) -> str | None:
        """The crossing whose name sounds like these folded words or is one slip away from them, or None."""
        if words not in self._memo:
            self._memo[words] = self._find(_sound(words))
        return self._memo[words]

    def _find(self, sound: str) -> str | None:
        if sound in self._sounds:
            return self._sounds[sound]
        if len(sound) < _SHORTEST:
            return None
        hits = {
            id_ for known, id_ in self._sounds.items() if abs(len(known) - len(sound)) <= 1 and _one_slip(known, sound)
        }
        return hits.pop() if len(hits) == 1 else None


def _sound(name: str) -> str:
    """The name without article and spaces, «أبو/أبي/أم» alike, letters that are confused made one."""
    words = [w.removeprefix("ال") for w in name.split()]
    words = ["ابو" if w in ("ابي", "ابا") else w for w in words]
    return "".join(words).translate(_SOUNDS)


def _one_slip(a: str, b: str) -> bool:
    """Whether one letter was put in, left out, changed, or two neighbours swapped (Damerau 1964), not the first."""
    if a[0] != b[0]:
        return False
    i = 0
    while i < min(len(a), len(b)) and a[i] == b[i]:
        i += 1
    if len(a) == len(b):
        swapped = i + 1 < len(a) and a[i] == b[i + 1] and a[i + 1] == b[i] and a[i + 2 :] == b[i + 2 :]
        return swapped or (len(a) > _SHORTEST and a[i + 1 :] == b[i + 1 :])  # «صفوان» is no slip of «صفيان»
    short, long = sorted((a, b), key=len)
    return short[i:] == long[i + 1 :]
