"""Which parties a text means: generic words by the country it is about, names by who held the office that day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from maabar.reading.document import Document
from maabar.reading.which.names import Found, Name, NameIndex
from maabar.reading.who.loaded import LoadedWords, loaded_words
from maabar.text.fold import folded


@dataclass(frozen=True, slots=True)
class _Generic:
    """A word that means a party in one theatre, perhaps only once it was ``named``; ``shared`` by several theatres."""

    theatre: str
    named: bool
    shared: bool


@dataclass(frozen=True, slots=True)
class Parties:
    """Nations by adjective, and how generic words and successions resolve."""

    nations: Mapping[str, str]
    generic: Mapping[tuple[str, str], _Generic]
    succession: Mapping[str, tuple[date, str]]
    capital: frozenset[str]
    governments: Mapping[str, str]
    homes: frozenset[str]
    loaded: LoadedWords
    states: frozenset[str]
    described: Mapping[str, str]
    """Adjectives by which forces and authorities are told apart («تركية», «معارضة», «حكومية»), with the party meant."""

    def nation(self, word: str) -> str | None:
        """The actor of a nation's adjective, with or without clitics, or None."""
        for form in (word, word.removeprefix("ال"), word.removeprefix("و").removeprefix("ال"), word.removeprefix("لل")):
            if form in self.nations:
                return self.nations[form]
        return None

    def of_country(self, country: str, day: date) -> str:
        """The government of a country (its code in the registry's places, or its actor's id) on a day."""
        actor = self.governments.get(country, country)
        then = self.succession.get(actor)
        return then[1] if then and day >= then[0] else actor

    def settle(self, doc: Document) -> None:
        """Keep of a document's names those that it means, under the actor of its day."""
        theatres = Counter(f.name.id.split("/")[0] for f in doc.names if f.name.what == "crossing")
        theatre = theatres.most_common(1)[0][0] if theatres else None
        certain = {f.name.id for f in doc.names if f.name.what == "actor" and not self._generic(doc, f)}
        kept: list[Found] = []
        heads: dict[str, Found] = {}
        covered: set[int] = set()
        composed = self._composed(doc, theatre)
        if composed:
            taken = {j for f in composed for j in range(f.start, f.end)}
            others = (f for f in doc.names if f.name.what != "actor" or taken.isdisjoint(range(f.start, f.end)))
            doc.names = sorted([*others, *composed], key=lambda f: f.start)
        for found in doc.names:
            if found.name.what == "actor":
                generic = self._generic(doc, found)
                if generic and doc.words[found.end - 1] in heads:
                    continue  # short for a party named in full before
                if generic and not self._meant(doc, found, generic, theatre, certain):
                    continue
                meant = self._of_day(doc, found)
                if meant is None:
                    continue
                if kept and kept[-1].start == meant.start and kept[-1].name.id == meant.name.id:
                    continue
                covered.update(range(meant.start, meant.end))
                if meant.name.rest and (head := _head_of(doc, meant)) in _HEADS:
                    heads["ال" + head] = meant
                kept.append(meant)
            else:
                kept.append(found)
        doc.names = kept
        self._short(doc, covered)

    def _composed(self, doc: Document, theatre: str | None) -> list[Found]:
        """«فصائل معارضة», «قوات تركية», «الجيش النظامي»: forces or an authority with the adjective of a party."""
        out = []
        listed: set[int] | None = None
        for i, word in enumerate(doc.words):
            actor = self.described.get(word)
            if actor is None or not i or doc.gaps[i].strip():
                continue
            head = doc.words[i - 1]
            clitic = next((c for c in _CLITICS if head.startswith(c) and head[len(c) :] in _FORCES), None)
            if clitic is None:
                continue
            bare = head[len(clitic) :]
            if (bare[:2] == "ال" or clitic.endswith("ل")) != word.startswith("ال") and bare not in _CONSTRUCT:
                continue
            if listed is None:
                names = (f for f in doc.names if f.name.what == "actor" and f.end - f.start > 1)
                listed = {j for f in names for j in range(f.start, f.end)}
            if i in listed or i - 1 in listed or "الديمقراطيه" in doc.words[i + 1 : i + 2]:
                continue
            if actor == _GOVERNMENT:
                actor = self.governments.get(theatre or "", "")
            if not actor or (actor == "opposition" and theatre not in (None, "sy")):
                continue
            if actor in self.capital and bare.removeprefix("ال") in _FIGHTERS:
                continue  # «مقاتلون سوريون» are of any side
            out.append(Found(i - 1, i + 1, Name((word,), "actor", actor), clitic))
        return out

    def _short(self, doc: Document, covered: set[int]) -> None:
        """«الهيئة» after «هيئة تحرير الشام»: the head of a party's name stands for the last one so named."""
        last: dict[str, Found] = {}
        extra = []
        full = {f.start: f for f in doc.names if f.name.what == "actor" and f.name.rest}
        if not any(_head_of(doc, f) in _HEADS for f in full.values()):
            return
        for i, word in enumerate(doc.words):
            if found := full.get(i):
                if (head := _head_of(doc, found)) in _HEADS:
                    last[head] = found
            elif i not in covered and last:
                bare = word[1:] if word[0] in "وفبل" and word[1:3] == "ال" else word
                if bare.startswith("ال") and (meant := last.get(bare[2:])) and self._alone(doc, i, meant):
                    extra.append(Found(i, i + 1, meant.name, word[: len(word) - len(bare)]))
        doc.names = sorted([*doc.names, *extra], key=lambda f: f.start)

    def _alone(self, doc: Document, i: int, meant: Found) -> bool:
        following = doc.words[i + 1] if i + 1 < len(doc) else ""
        return self.nation(following) in (None, meant.name.id)

    def _generic(self, doc: Document, found: Found) -> _Generic | None:
        words = doc.words[found.start : found.end]
        first = words[0][len(found.clitic) :]
        for form in (first, "ال" + first, "ال" + first.removeprefix("ل")):  # «للحكومة» is «الحكومة»
            if known := self.generic.get((" ".join((form, *words[1:])), found.name.id)):
                return known
        return None

    def _meant(self, doc: Document, found: Found, generic: _Generic, theatre: str | None, certain: set[str]) -> bool:
        if generic.named and found.name.id not in certain:
            return False
        if theatre != generic.theatre and (theatre is not None or generic.shared):
            return False
        if doc.words[found.start].endswith("وزاره") and self._other_state(doc, found):
            return False  # «أغلق الأردن المعبر، وفق بيان لوزارة الداخلية»
        following = doc.words[found.end] if found.end < len(doc) else ""
        return self.nation(following) in (None, found.name.id)

    def _other_state(self, doc: Document, found: Found) -> bool:
        """Whether another state is named before in the sentence."""
        lo = doc.bounds[doc.sentence[found.start]][0]
        before = (f for f in doc.names if f.name.what == "actor" and lo <= f.start < found.start)
        return any(f.name.id in self.states and f.name.id != found.name.id for f in before)

    def _of_day(self, doc: Document, found: Found) -> Found | None:
        following = self.nation(doc.words[found.end]) if found.end < len(doc) else None
        if found.name.id in self.capital and following and following not in self.capital:
            return None  # «حكومة تصريف الأعمال اللبنانية»
        if found.name.id in self.capital and found.name.rest and self._seated_elsewhere(doc, found):
            return None  # «حكومة تصريف الأعمال في لبنان»
        if found.name.rest and following and following != found.name.id:
            if _head_of(doc, found) in _HEADS and found.name.id in self.states and following in self.states:
                return replace(found, name=replace(found.name, id=self.of_country(following, doc.report.published)))
        then = self.succession.get(found.name.id)
        if then and doc.report.published >= then[0] and not found.name.loaded:
            return replace(found, name=replace(found.name, id=then[1]))
        return found

    def _seated_elsewhere(self, doc: Document, found: Found) -> bool:
        at = found.end + 1 if doc.words[found.end : found.end + 1] == ["في"] else found.end
        beside = (f for f in doc.names_at(at) if f.name.what == "actor" and f.name.id in self.states)
        return any(f.name.id not in self.capital and (at > found.end or f.clitic == "ب") for f in beside)


def _head_of(doc: Document, found: Found) -> str:
    """The first word of a name, without clitics and article."""
    return doc.words[found.start][len(found.clitic) :].removeprefix("ال")


_HEADS = frozenset(
    [
        "مركز",
        "تحالف",
        "حزب",
        "فرقه",
        "فيلق",
        "جيش",
        "هييه",
        "هيئه",
        "حكومه",
        "وزاره",
        "جبهه",
        "حركه",
        "مجلس",
        "جماعه",
        "فصيل",
        "تنظيم",
        "سلطه",
        "قياده",
    ]
)


def _numbers(words: Iterable[str]) -> Iterator[str]:
    """Adjectives with their plural and dual: «عراقي», «عراقيون», «عراقيان», «عراقيتان»."""
    for word in words:
        yield word
        if word.endswith("ي"):
            yield from (word + end for end in ("ون", "ين", "ان"))
        elif word.endswith("ية"):
            yield from (word[:-1] + end for end in ("ات", "تان", "تين"))


_GOVERNMENT = "government"
_CLITICS = ("", "و", "ف", "ب", "ل", "ول", "وب", "لل")
_CONSTRUCT = frozenset(["مقاتلو", "مقاتلي", "مسلحو", "مسلحي", "عناصر", "قوات", "فصايل"])
"""Heads that govern a definite adjective or noun without an article of their own: «مقاتلو المعارضة»."""
_FIGHTERS = frozenset(
    "مقاتل مقاتلون مقاتلين مقاتلو مقاتلي مسلح مسلحون مسلحين مسلحو مسلحي عناصر فصايل فصيل كتايب كتيبه الويه "
    "تشكيلات مجموعات مجموعه جماعات جماعه ميليشيا ميليشيات مليشيا مليشيات ثوار جهات".split()
)
_AUTHORITIES = frozenset(
    "قوات قوي جيش سلطات سلطه حكومه شرطه جندرما جنود جندي ضباط ضابط طيران مقاتلات طايرات مدفعيه جمارك وحدات دوريات "
    "دوريه اجهزه مسوول مسوولون مسوولين مخابرات استخبارات جانب طرف اداره وزاره خارجيه داخليه دفاع".split()
)
_FORCES = frozenset(form for head in _FIGHTERS | _AUTHORITIES for form in (head, "ال" + head))
"""Nouns that with an adjective of a party name it, folded."""


def parties_of(data: Mapping[str, Any], index: NameIndex) -> Parties:
    """The parties of a language's data file; its generic words are added to the index of names."""
    generic = {}
    uses = Counter(word for entry in data["generic"] for word in entry["words"])
    for entry in data["generic"]:
        for word in entry["words"]:
            index.add(word, "actor", entry["actor"])
            generic[folded(word), entry["actor"]] = _Generic(entry["theatre"], bool(entry.get("named")), uses[word] > 1)
    for id_, names in data["outlets"].items():
        for name in names:
            index.add(name, "outlet", id_)
    succession = {e["actor"]: (e["since"], e["then"]) for e in data["succession"]}
    return Parties(
        nations={folded(w): actor for actor, words in data["nationality"].items() for w in _numbers(words)},
        generic=generic,
        capital=frozenset(a for e in data["succession"] for a in (e["actor"], e["then"])),
        governments=data["governments"],
        states=frozenset(data["nationality"]) - {"sdf", "un", "opposition", "houthi", "krg"},
        homes=frozenset(data["homes"]),
        loaded=loaded_words(data, index, succession),
        succession=succession,
        described=_described(data),
    )


def _described(data: Mapping[str, Any]) -> dict[str, str]:
    """Every form of the adjectives of ``nationality`` and ``described``, folded, with the actor."""
    words = [(actor, w) for part in ("nationality", "described") for actor, ws in data[part].items() for w in ws]
    return {form: actor for actor, word in words for form in (folded(word), "ال" + folded(word))}
