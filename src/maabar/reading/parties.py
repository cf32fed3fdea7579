"""Which parties a text means: generic words by the country it is about, names by who held the office that day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from maabar.reading.document import Document
from maabar.reading.names import Found, NameIndex
from maabar.text.fold import folded


@dataclass(frozen=True, slots=True)
class _Generic:
    theatre: str
    named: bool


@dataclass(frozen=True, slots=True)
class Parties:
    """Nations by adjective, and how generic words and successions resolve."""

    nations: Mapping[str, str]
    generic: Mapping[tuple[str, str], _Generic]
    succession: Mapping[str, tuple[date, str]]

    def nation(self, word: str) -> str | None:
        """The actor of a nation's adjective, with or without clitics, or None."""
        for form in (word, word.removeprefix("ال"), word.removeprefix("و").removeprefix("ال"), word.removeprefix("لل")):
            if form in self.nations:
                return self.nations[form]
        return None

    def settle(self, doc: Document) -> None:
        """Keep of a document's names those that it means, under the actor of its day."""
        theatres = Counter(f.name.id.split("/")[0] for f in doc.names if f.name.what == "crossing")
        theatre = theatres.most_common(1)[0][0] if theatres else None
        certain = {f.name.id for f in doc.names if f.name.what == "actor" and not self._generic(doc, f)}
        kept = []
        for found in doc.names:
            if found.name.what == "actor":
                generic = self._generic(doc, found)
                if generic and not self._meant(doc, found, generic, theatre, certain):
                    continue
                found = self._of_day(doc, found)
            kept.append(found)
        doc.names = kept

    def _generic(self, doc: Document, found: Found) -> _Generic | None:
        words = doc.words[found.start : found.end]
        words[0] = words[0][len(found.clitic) :] if not found.clitic.endswith("ل") else words[0]
        return self.generic.get((" ".join(words), found.name.id))

    def _meant(
        self, doc: Document, found: Found, generic: _Generic, theatre: str | None, certain: set[str]
    ) -> bool:
        if theatre is not None and theatre != generic.theatre or generic.named and found.name.id not in certain:
            return False
        following = doc.words[found.end] if found.end < len(doc) else ""
        return self.nation(following) in (None, found.name.id)

    def _of_day(self, doc: Document, found: Found) -> Found:
        then = self.succession.get(found.name.id)
        if then and doc.report.published >= then[0] and not found.name.loaded:
            return replace(found, name=replace(found.name, id=then[1]))
        return found


def parties_of(data: Mapping[str, Any], index: NameIndex) -> Parties:
    """The parties of a language's data file; its generic words are added to the index of names."""
    generic = {}
    for entry in data["generic"]:
        for word in entry["words"]:
            index.add(word, "actor", entry["actor"])
            generic[folded(word), entry["actor"]] = _Generic(entry["theatre"], bool(entry.get("named")))
    return Parties(
        nations={folded(w): actor for actor, words in data["nationality"].items() for w in words},
        generic=generic,
        succession={e["actor"]: (e["since"], e["then"]) for e in data["succession"]},
    )
