"""Whose an office is: «الناطق باسم الجيش الوطني», «مسؤولون أتراك», «محافظ الأنبار», «وزارة الداخلية»."""

from __future__ import annotations

from dataclasses import dataclass

from maabar.reading.document import Document
from maabar.reading.who.function_words import FunctionWords
from maabar.reading.who.parties import Parties
from maabar.reading.who.phrases import SAYING, Phrases
from maabar.reading.who.voices import Scene, Speaker
from maabar.registry import Registry

_OFFICE = 12  # words within which an office tells whose it is
_GOVERNED = 5  # words from the head of an office within which the place that it governs is named
_PAST_CROSSING = 7  # words after a crossing within which its keeper may still be named
_MENTIONED = 120  # words before in which «الإدارة» may have been named in full
_DESCRIPTION = 22  # words of a description that can name a person again


@dataclass(slots=True)  # not frozen: a report makes many
class Named:
    """A speaker and the word after the phrase that names him."""

    speaker: Speaker
    end: int


class Offices:
    """Resolves parties and offices with a registry's actors and places."""

    def __init__(self, registry: Registry, parties: Parties, words: FunctionWords, phrases: Phrases) -> None:
        self._registry = registry
        self._parties = parties
        self._words = words
        self._phrases = phrases

    def office(self, scene: Scene, i: int, hi: int) -> Named | None:
        """The party of the office at word ``i``; an office of no party as written; None for what says nothing alone."""
        doc, w = scene.doc, self._words
        limit = min(hi, i + _OFFICE)
        rights = doc.words[i + 1 : min(limit, i + _GOVERNED)]
        watches = any("حقوق" in v for v in rights) and not w.ministries & {v.removeprefix("ال") for v in rights}
        if watches and doc.info[i].bare not in w.ministries and not any(j in scene.outlets for j in range(i, limit)):
            end = self._phrases.end(scene, i, hi)  # «رئيس المرصد التونسي لحقوق الإنسان» speaks for no state
            return Named(self._as_written(scene, i, end, hi), end)
        if named := self._whose(scene, i, limit, hi):
            return named
        word = doc.info[i]
        end = self._phrases.end(scene, i, hi)
        for j in range(i, min(limit, i + _GOVERNED)):  # «محافظ الأنبار», «المكتب الصحفي لمحافظة السويداء»
            if j > i and (any(c in doc.gaps[j] for c in "،,:") or doc.has(j, "that", "according")):
                break
            governs = doc.info[j].bare if j == i else doc.words[j].lstrip("لب")
            if governs in w.governors and (actor := self._by_place(doc, j, limit, governs)):
                return Named(self.official(scene, actor, i, hi), j + 2)
        if end - i > 1 and (actor := self._in_full_before(scene, i)):
            return Named(self.official(scene, actor, i, hi), end)
        ministry = any(doc.words[j].removeprefix("ال") in w.ministries for j in range(i, min(limit, end)))
        if ministry and (country := scene.country or self._state_before(scene, i)):
            home = self._parties.of_country(country, doc.report.published)
            return Named(self.official(scene, home, i, hi), end)
        if word.article and end - i == 1:
            recent = (s for s in reversed(scene.memory.heard[-3:]) if s.kind in ("official", "unnamed"))
            back = scene.memory.back(word) or next(recent, None)
            if back is None and (known := self._mentioned(scene, i)) is not None:
                back = self._as_written(scene, known, self._phrases.end(scene, known, i), hi)
            if back is None and (whole := self._in_words_before(scene, i)) is not None:
                return Named(self.official(scene, whole, i, hi), end)
            if back is None and word.bare not in w.collectives:
                back = self._as_written(scene, i, end, hi)
            return Named(back, end) if back else None
        if end - i == 1 and word.bare in w.collectives:
            return None
        last = min(limit, end, len(doc) - 1)
        its = (j for j in range(i + 1, last) if doc.words[j] in w.belongs and doc.words[j + 1] in w.of_it)
        if any(its) and (owner := self.owner(scene, i)):  # «إدارة الهجرة التابعة لها»
            return Named(self.official(scene, owner, i, hi), end)
        names = range(i + 1, min(limit, end + 1))
        if any(self._in_its_name(doc, j) for j in names):  # «متحدث باسمها», «المتحدث باسم جهازها الأمني»
            heard = scene.memory.kinds.get("official")
            if owner := self.owner(scene, i) or (heard.actor if heard else None):
                return Named(self.official(scene, owner, i, hi), end)
        return Named(self._as_written(scene, i, end, hi), end)

    def _in_words_before(self, scene: Scene, i: int) -> str | None:
        """«الوزارة» where «وزارة الدفاع في الحكومة المؤقتة» was named before: its party."""
        doc = scene.doc
        for k in range(i - 1, max(-1, i - _MENTIONED), -1):
            if doc.info[k].bare == doc.info[i].bare and not doc.info[k].article:
                if k in scene.actors:
                    return scene.actors[k].name.id
                whose = self._whose(scene, k, min(i, k + _OFFICE), i)
                return whose.speaker.actor if whose else None
        return None

    def _in_its_name(self, doc: Document, j: int) -> bool:
        return doc.words[j].startswith("باسمه") or (doc.words[j - 1] == "باسم" and doc.words[j].endswith(("ها", "هم")))

    def _in_full_before(self, scene: Scene, i: int) -> str | None:
        """«الأمن العام» where «الأمن العام اللبناني» was named before: the party named then."""
        doc = scene.doc
        first, second = doc.words[i].lstrip("ول"), doc.words[i + 1 : i + 2]
        for k in range(i - 1, max(-1, i - _MENTIONED), -1):
            if doc.words[k + 1 : k + 2] != second or doc.words[k].lstrip("ول") != first:
                continue
            if k in scene.actors and scene.actors[k].end > k + 2:
                return scene.actors[k].name.id
            n = 2
            while k + n < i and i + n < len(doc) and doc.words[k + n] == doc.words[i + n]:
                n += 1
            if k + n < i and (nation := self._parties.nation(doc.words[k + n])):
                return self.ministry(doc, k, nation)
        return None

    def _state_before(self, scene: Scene, i: int) -> str | None:
        """The state named first in the sentence before word ``i``: «أغلق الأردن المعبر، وفق بيان لوزارة الداخلية»."""
        lo = scene.doc.bounds[scene.doc.sentence[i]][0]
        named = (scene.actors[j].name.id for j in range(lo, i) if j in scene.actors)
        return next((actor for actor in named if actor in self._parties.states), None)

    def _mentioned(self, scene: Scene, i: int) -> int | None:
        """«الإدارة» where «إدارة معبر نصيب» was mentioned before, though it did not speak."""
        doc = scene.doc
        for k in range(i - 1, max(-1, i - _MENTIONED), -1):
            if doc.info[k].bare == doc.info[i].bare and not doc.info[k].article:
                return k if k + 1 in scene.crossings or doc.has(k + 1, "crossing") else None
        return None

    def _as_written(self, scene: Scene, i: int, end: int, hi: int) -> Speaker:
        """An office of no known party, in the words of the report; a crossing's own without what follows its name.

        «جمعية حقوق الإنسان», «عضو شبكة نهر ميديا» tell what they see.
        """
        doc, w = scene.doc, self._words
        word = doc.info[i]
        end = self._past_crossing(scene, i, end)
        name = doc.text_of(i, end - 1)[len(word.conjunction) + len(word.preposition) :]
        if word.preposition == "ل" and word.article:
            name = name.removeprefix("ل")  # «للوزارة»
        people = self.people(scene, i, hi)
        rights = any("حقوق" in v for v in doc.words[i + 1 : end]) or doc.has(i + 1, "media")
        return Speaker(
            name, "witness" if rights else "official", (), None, people, w.head(word.bare), w.gender(word.bare)
        )

    def _past_crossing(self, scene: Scene, i: int, end: int) -> int:
        """Where a description that names a crossing ends: «إدارة معبر باب الهوى الحدودي»."""
        doc = scene.doc
        named = next((scene.crossings[j].end for j in range(i + 1, end) if j in scene.crossings), None)
        if named is None and end > i + 2 and doc.has(i + 1, "crossing") and doc.info[i + 1].article:
            named = i + 2  # «إدارة المعبر جميع المسافرين»
        if named is None:
            return end
        while named < end and doc.words[named].startswith("ال") and doc.words[named].endswith(("ي", "يه")):
            named += 1
        return min(named, end)

    def _whose(self, scene: Scene, i: int, limit: int, hi: int) -> Named | None:
        """The party or nation that stands with an office; past a crossing only where it is said to keep it."""
        doc, w = scene.doc, self._words
        j = i
        while j < limit:
            if doc.words[j].removeprefix("لل").removeprefix("ال") in ("هلال", "صليب"):
                return None  # «الهلال الأحمر السوري» speaks for itself
            guards = doc.words[j - 1].removeprefix("ال") in w.guards  # «شرطة الحدود العراقية»
            if j > i and (
                (doc.words[j] in w.elsewhere and not guards)
                or doc.has(j, "that", "according")
                or doc.info[j].verb & SAYING
            ):
                return None
            if j > i and (
                doc.words[j] in w.allied or (doc.words[j - 1] in w.allied and doc.words[j] in w.prepositions)
            ):
                j += 2  # «جماعات موالية لتركيا», «فصائل مقربة من النظام» speak for themselves
                continue
            crossing = j in scene.crossings or doc.has(j, "crossing", "crossing_many")
            if j > i and crossing and j not in scene.actors:
                past = range(j + 1, min(limit, j + _PAST_CROSSING))
                kept = (k for k in past if k in scene.actors)
                j = next((k for k in kept if any(v in w.belongs for v in doc.words[k - 2 : k])), limit)
                if j == limit:
                    return None
            if j > i and j in scene.outlets and not scene.outlets[j].clitic:
                outlet = scene.outlets[j]  # «مدير المرصد السوري»
                if self._registry.outlet(outlet.name.id).kind == "monitor":
                    return Named(Speaker(outlet.name.id, "witness", people=self.people(scene, i, hi)), outlet.end)
            if j in scene.actors:
                return Named(self.actor(scene, j, i, hi).speaker, scene.actors[j].end)
            agrees = doc.words[j].startswith("ال") or not doc.info[i].article  # not «الأمن العام … اعتداءات إسرائيلية»
            house = j in scene.outlets or j in scene.own  # «لموقع السورية نت»
            if j > i and agrees and not house and (nation := self._parties.nation(doc.words[j])):
                return Named(self.official(scene, self.ministry(doc, i, nation), i, hi), j + 1)
            j += 1
        return None

    def actor(self, scene: Scene, i: int, lo: int, hi: int) -> Named:
        """The party named at word ``i``; the most specific of those that stand together."""
        found = scene.actors[i]
        actor, end = found.name.id, found.end
        seat = scene.actors.get(end + 1)
        governs = scene.doc.words[i].removeprefix("ال") in self._words.ministries
        within = seat is not None and scene.doc.words[end] == "في"
        if seat and governs and within and {actor, seat.name.id} <= self._parties.states:
            actor, end = seat.name.id, seat.end  # «الحكومة في بغداد»
        for j in range(found.end, min(hi, found.end + 4)):
            other = scene.actors.get(j)
            if other and actor in self._registry.ancestors(other.name.id):
                actor, end = other.name.id, other.end
        return Named(self.official(scene, actor, lo, hi), end)

    def official(self, scene: Scene, actor: str, lo: int, hi: int) -> Speaker:
        """One who speaks for a party, described by words ``lo`` to ``hi``."""
        w = self._words
        head = scene.doc.info[lo].bare or scene.doc.words[lo].removeprefix("ال")
        return Speaker(actor, "official", (), actor, self.people(scene, lo, hi), w.head(head), w.gender(head))

    def ministry(self, doc: Document, i: int, nation: str) -> str:
        """The party of a nation's office: «وزارة الدفاع الروسية» is one of its own where the registry has it."""
        defence = any("دفاع" in w for w in doc.words[i : i + 4])
        special = f"{nation}-mod"
        if defence and special in self._registry.actors:
            return special
        return self._parties.of_country(nation, doc.report.published)

    def owner(self, scene: Scene, i: int) -> str | None:
        """«حكومتها», «سلطاتها»: of the party named last before in the sentence."""
        n = scene.doc.sentence[i]
        lo = scene.doc.bounds[n][0]
        here = next((scene.actors[j].name.id for j in range(i - 1, lo - 1, -1) if j in scene.actors), None)
        if here or n == 0:
            return here
        first = scene.doc.bounds[n - 1][0]  # else the first party of the sentence before
        return next((scene.actors[j].name.id for j in range(first, lo) if j in scene.actors), None)

    def of_crossing(self, scene: Scene, i: int) -> Speaker | None:
        """«بحسب إدارته»: those who run the crossing named before in the sentence, under its name."""
        doc = scene.doc
        lo = doc.bounds[doc.sentence[i]][0]
        k = next((k for k in range(i - 1, lo - 1, -1) if k in scene.crossings), None)
        if k is None:
            return None
        first = k - 1 if k > lo and doc.has(k - 1, "crossing") else k
        return Speaker(doc.text_of(first, scene.crossings[k].end - 1), "official", head="معبر")

    def of_nation(self, doc: Document, i: int, hi: int) -> str | None:
        """«الوحدة الإسرائيلية», «النقل المصرية»: a body or a portfolio with a nation's adjective beside it."""
        listed = doc.info[i].classes and doc.words[i].removeprefix("و") not in self._words.portfolios
        if i + 1 >= hi or listed or doc.gaps[i + 1].strip() or doc.words[i] in self._words.persons:
            return None
        if not doc.words[i].startswith(("ال", "وال")) or not doc.words[i + 1].startswith("ال"):
            return None
        nation = self._parties.nation(doc.words[i + 1])
        return self.ministry(doc, i, nation) if nation else None

    def _by_place(self, doc: Document, i: int, hi: int, governs: str) -> str | None:
        """The state of a governor's seat: «محافظ الأنبار», «والي كلس»; councils of Syrian towns may be anybody's."""
        for found in doc.names:
            if found.name.what == "place" and i <= found.start < min(hi, i + 4):
                country = self._registry.places[found.name.id].country
                if country == "sy" and not governs.startswith("محافظ"):
                    return None
                return self._parties.of_country(country, doc.report.published)
        return None

    def people(self, scene: Scene, lo: int, hi: int) -> frozenset[str]:
        """Words of a speaker's description that can name the person again: «وأضاف حمود»."""
        doc, w = scene.doc, self._words
        out = set()
        for j in range(lo, min(hi, lo + _DESCRIPTION)):
            word = doc.words[j]
            if (
                doc.info[j].classes
                or j in scene.actors
                or j in scene.outlets
                or word in w.time
                or word in w.after_phrase
            ):
                continue
            if len(word) >= (6 if word.startswith("ال") else 4) and not self._parties.nation(word):
                out.add(word)
        return frozenset(out)
