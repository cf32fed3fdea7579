"""The subject of a verb or noun of saying: after it, before it, or dropped where the last speaker goes on."""

from __future__ import annotations

from maabar.reading.document import Document
from maabar.reading.who.function_words import FunctionWords
from maabar.reading.who.naming import Naming
from maabar.reading.who.offices import Named
from maabar.reading.who.phrases import HEADS, SAYING, Phrases
from maabar.reading.who.voices import Scene, Speaker

_BEFORE_VERB = 24  # words that a subject before its verb may take
_TOGETHER = 8  # words of a name and a title before «و» and the other who says it
_PARTIES = 80  # words before «الطرفان» in which the two are named
_TOOK = 7  # words of a party that takes a decision
_BESIDE_VERB = 6  # words within which «أنباء» stands before «تقول»


class Subjects:
    """Finds subjects with a language's function words."""

    def __init__(self, words: FunctionWords, phrases: Phrases, naming: Naming) -> None:
        self._words = words
        self._phrases = phrases
        self._naming = naming

    def find(self, scene: Scene, i: int, lo: int, hi: int, opener: int | None, *, verb: bool) -> Named | None:
        """Who says it: after the verb or noun at ``i``, else before it, else a person by name only."""
        doc, w = scene.doc, self._words
        word = doc.info[i]
        limit = self._phrases.limit(doc, opener) if opener is not None else hi
        told_first = word.bare in w.tell and i + 1 in scene.outlets  # «أبلغ الوكالةَ أن»
        if verb and i - 1 > lo and (doc.words[i - 1] == "قد" or told_first):
            if named := self.before(scene, i, lo):
                return named
        start = self._phrases.skip(scene, i + 1, limit)
        if not verb:  # «إعلان صدر عن الوزارة»
            start = next((j for j in range(start, limit) if doc.words[j] not in w.issued), limit)
        if start < limit and doc.words[start] in w.both and (pair := self._parties_before(scene, i)):
            return Named(pair[0], start + 1)
        if start < limit and (named := self._naming.who(scene, start, limit)):
            if word.bare in w.tell and named.speaker.kind in ("self", "media"):
                return self._naming.who(scene, named.end, limit) or named  # «أفادت "الصحيفة" مصادرُ بأن»
            return named
        if not verb:
            return None
        if doc.words[i].startswith(("لي", "لت")) and word.present:  # «خرج الوزير ليقول إن»
            start = self._clause_start(doc, i, lo)
            if named := self._naming.who(scene, start + 1, i):
                return named
        goes_on = "say_on" in word.classes and opener is not None and opener - i <= 2
        if not goes_on and i > lo and (named := self.before(scene, i, lo)):
            return named
        if start < limit and opener is not None:
            return self._naming.who(scene, start, limit, told=True)
        return None

    def together(self, scene: Scene, first: Named, opener: int | None) -> tuple[Speaker, ...]:
        """Who says it with an official: «تركيا والأردن», «وزيرا الداخلية التونسي والليبي»."""
        doc = scene.doc
        if first.speaker.kind != "official":
            return ()
        if doc.words[first.end - 1] in self._words.both:
            return self._parties_before(scene, first.end - 1)[1:]
        out: list[Speaker] = []
        reach = first.end + 1 if opener is None else min(opener, first.end + _TOGETHER)
        i = first.end
        while i < min(reach, len(doc)):
            if any(c in doc.gaps[i] for c in "،,؛:()"):
                break
            if not doc.words[i].startswith("و"):
                i += 1
                continue
            named = self._beside_official(scene, i, len(doc) if opener is None else opener)
            if named is None or named.speaker.kind != "official":
                i += 1
                continue
            if named.speaker.actor and named.speaker.name not in {first.speaker.name, *(s.name for s in out)}:
                out.append(named.speaker)
            i = max(i + 1, named.end)
            reach = i + 1 if opener is None else min(opener, i + _TOGETHER)
        return tuple(out)

    def _parties_before(self, scene: Scene, i: int) -> tuple[Speaker, ...]:
        """«الطرفان»: the two parties named last before word ``i``."""
        found: list[Speaker] = []
        for j in range(i - 1, max(-1, i - _PARTIES), -1):
            if j in scene.actors and scene.actors[j].name.id not in {s.name for s in found}:
                found.insert(0, self._naming.party(scene, j, i))
            if len(found) == 2:
                return tuple(found)
        return ()

    def _beside_official(self, scene: Scene, i: int, hi: int) -> Named | None:
        """The other of two: a party, an office, a nation's adjective beside the first one's, «ونظيره العراقي»."""
        doc = scene.doc
        if i in scene.actors:
            return self._naming.who(scene, i, hi)
        nation = i + 1 if doc.words[i] in self._words.counterpart else i
        if nation < hi and (office := self._naming.of_nation(scene, nation, i)):
            return Named(office, nation + 1)
        if doc.info[i].conjunction and doc.has(i, "official") and not doc.info[i].article:
            return self._naming.who(scene, i, hi)
        return None

    def before(self, scene: Scene, i: int, lo: int) -> Named | None:
        """A subject that stands before its verb: «وكانت الوزارة قد أعلنت», «غير أن مصادر في دمشق قالت»."""
        doc = scene.doc
        near = self._clause_start(doc, i, lo)
        turned = doc.words[near] in self._words.turns  # «، لكن الناس شكوا»: not about who stood before
        for start in (near,) if turned or near == lo else (near, lo):
            if i - start <= _BEFORE_VERB and (named := self._leading(scene, start, i)):
                if not any(w.verb & SAYING and not w.article for w in doc.info[named.end : i]):
                    return named
        return self._beside(scene, i, lo) if "،" not in doc.gaps[i] else None

    def _clause_start(self, doc: Document, i: int, lo: int) -> int:
        start = i
        while start > lo and not any(c in doc.gaps[start] for c in "،,:؛"):
            if start < i and doc.words[start] in self._words.clause_openers:
                break
            start -= 1
        return start

    def _leading(self, scene: Scene, start: int, i: int) -> Named | None:
        """The party with which a clause begins, after «وكانت», «غير أن», «سبق لـ» and the like."""
        doc, w = scene.doc, self._words
        to_whom = False
        while start < i and doc.words[start].lstrip("وف") in w.lead:
            to_whom = to_whom or doc.words[start].endswith("سبق")  # «سبق للوزارة أن أعلنت»
            start += 1
        start = self._phrases.skip(scene, start, i)
        if start >= i:
            return None
        if named := self._naming.who(scene, start, i, clitic=to_whom):
            return named
        if start > 0 and doc.words[start - 1] in ("اما", "واما") and doc.words[i][0] == "ف":
            return self._naming.who(scene, start, i, told=True)  # «أما سالم القادم من حلب فقال»
        joined = doc.words[start][0] == "و" and not doc.words[start].startswith("وال")
        if not joined and any(doc.has(k, "official") for k in range(start + 1, i)):
            return self._naming.who(scene, start, i, told=True)
        return None

    def took(self, scene: Scene, i: int, lo: int) -> Named | None:
        """«اتخذت السلطات الأردنية قرارًا بأن يُفتح المعبر»: who takes the decision at word ``i``."""
        words = scene.doc.words
        for start in range(i - 1, max(lo, i - _TOOK) - 1, -1):
            if words[start].lstrip("وف") in self._words.took:
                return self._naming.who(scene, start + 1, i)
        return None

    def _beside(self, scene: Scene, i: int, lo: int) -> Named | None:
        """«وسط أنباء تقول إنه سيُفتح»: an indefinite noun that the verb describes."""
        doc = scene.doc
        for start in range(i - 1, max(lo, i - _BESIDE_VERB) - 1, -1):
            word = doc.info[start]
            if doc.words[start].endswith("ا") and word.bare == doc.words[start]:
                continue  # «نشرت الوكالة صورًا قالت إنها»
            if word.classes & HEADS and not word.article and doc.words[start - 1] not in self._words.prepositions:
                named = self._naming.who(scene, start, i)
                return named if named and named.end == i else None
        return None

    def dropped(self, scene: Scene, i: int, lo: int, opener: int | None, *, verb: bool) -> Named | None:
        """«وأضاف أن», «مشيرًا إلى»: the verb alone; who spoke last goes on."""
        word = scene.doc.info[i]
        close = opener is not None and opener - self._phrases.skip(scene, i + 1, opener) <= 1
        if not ((close and verb) or ("say_on" in word.classes and (close or not verb))):
            return None
        if verb and scene.doc.words[i] == "ف" + word.bare and not scene.doc.info[lo].classes & HEADS:
            if led := self._naming.who(scene, lo + 1, i):
                return Named(led.speaker, i + 1)  # «وعلّق الوزير على الأمر فقال إن»
        if verb and not self._leads(scene, i, lo):
            return None  # «غير أن ما جرى على الأرض أظهر أن»: a subject that is no speaker
        if verb and word.conjunction == "و" and scene.doc.info[lo + 1].article and lo + 1 < i:
            if scene.doc.has(lo + 1, "statement", *HEADS) and not scene.doc.info[lo].classes & HEADS:
                if led := self._naming.who(scene, lo + 1, i):
                    return Named(led.speaker, i + 1)  # «وحمّل البيان تركيا المسؤولية، وقال»
        if verb and word.conjunction and not any(v.verb & SAYING for v in scene.doc.info[lo:i]):
            if actor := self._leading(scene, lo, i):
                return Named(actor.speaker, i + 1)  # «وكان الوزير قد زار المعبر، وقال هناك إن»
        speaker = scene.memory.going_on(word, scene.doc.words[i])
        return Named(speaker, i + 1) if speaker else None

    def _leads(self, scene: Scene, i: int, lo: int) -> bool:
        """Whether no subject stands between the beginning of the clause and a verb: «وعن المعبر قال إنه»."""
        doc, w = scene.doc, self._words
        start = self._clause_start(doc, i, lo)
        if all(v.lstrip("وف") in w.lead or v in w.clause_openers or v in w.time for v in doc.words[start:i]):
            return True
        if start != lo or doc.words[start].removeprefix("و") not in w.topic:
            return False
        parties = (j in scene.actors or scene.house(j) is not None or doc.has(j, *HEADS) for j in range(start, i))
        return not any(parties)
