"""Where phrases about speakers begin and end: noun phrases, times and places of talking, quoted clauses."""

from __future__ import annotations

from maabar.reading.document import Document
from maabar.reading.who.function_words import FunctionWords
from maabar.reading.who.quotations import steps_at
from maabar.reading.who.voices import Scene

HEADS = frozenset({"unnamed", "media", "witness", "official"})
"""Classes of nouns that can name a speaker."""
SAYING = frozenset({"say", "say_on", "deny", "claim", "relay", "say_plain"})
"""Classes of verbs of saying."""

_LONGEST = 9  # words of a speaker's description that are kept
_LONGEST_QUOTED = 6  # words of a name in quotation marks
_LONGEST_TALK = 8  # words of «تصريح خاص لموقع …»
_LONGEST_NOUN = 30  # words that a noun of saying («إعلان الوزارة فتح …») governs
_SUBJECT_REACH = 34  # words between a verb of saying and «أن»; titles, names and appositions stand between
_FRAME_VERBS = SAYING | {"statement", "impersonal", "according"}
_CONTENT = frozenset({"open", "closed", "agree", "open_state", "closed_state"})
_SAID = _CONTENT | {"pass", "allowed", "barred", "halt", "clash"}
_SHUT = frozenset({"that", "same", "words", "according", "open", "closed", "not", "light"})


class Phrases:
    """Finds the bounds of phrases with a language's function words."""

    def __init__(self, words: FunctionWords) -> None:
        self._words = words

    def opener(self, scene: Scene, i: int, hi: int) -> int | None:
        """The word after which what is said begins: «أن», or the word before a colon; None where there is neither."""
        doc, w = scene.doc, self._words
        only_that = doc.info[i].bare in w.only_that  # «قال رئيس لجنة فتح الطرق إن»
        for j in range(i + 1, min(hi, i + _SUBJECT_REACH)):
            info, word = doc.info[j], doc.words[j]
            if ":" in doc.gaps[j]:
                return j - 1
            if "that" in info.classes and not info.article and word not in w.because:
                before = doc.words[j - 1]
                to_be = before == "علي" and "،" in doc.gaps[j - 1] and doc.words[j + 1 : j + 2] != []
                if before in w.no_opener or (to_be and doc.words[j + 1][0] in "يت"):
                    return None  # «…، على أن يُفتح غدًا»
                return j
            if "words" in info.classes and not doc.has(j + 1, "that"):
                return j
            if doc.words[j - 1] in w.negations or doc.has(j - 1, "not"):
                continue  # «…، لم تكشف هويته، أن», «فضّل عدم ذكر اسمه، إن»
            if j in scene.covered or (info.pronoun and doc.has(j - 1, "witness")):
                continue  # «فرات بوست», «تسجيل نشره ناشطون»
            if j > i + 1 and (info.verb & _FRAME_VERBS or (info.classes & {"say_on"} and not info.article)):
                if doc.words[j - 1] not in w.relative and doc.words[j - 1] != "ما" and word not in w.not_verbs:
                    return None
            content = info.classes & _CONTENT and not info.article and not info.classes & (HEADS | {"crossing"})
            if content and not only_that:
                return None
        return None

    def limit(self, doc: Document, opener: int) -> int:
        """The word before which a subject must end: «أن» itself, but the word after a colon."""
        return opener if doc.has(opener, "that", "words") else opener + 1

    def end(self, scene: Scene, i: int, hi: int, *, witness: bool = False) -> int:
        """Where the noun phrase that begins at word ``i`` ends: «مصدر عسكري في ريف حلب»."""
        end = i + 1
        quoted = steps_at(scene.doc, i) > 0 if '"' in scene.doc.gaps[i] else False
        if scene.doc.words[i].lstrip("و") in self._words.our_own and scene.doc.words[end : end + 1] != ["في"]:
            return end
        while end < hi and end - i < _LONGEST:
            opens = '"' in scene.doc.gaps[end] and steps_at(scene.doc, end) > 0
            if opens and not quoted and not any('"' in g for g in scene.doc.gaps[end + 1 : end + _LONGEST_QUOTED]):
                break  # «وبحسب مصادر موثوقة "لا استعدادات …"»: no name in quotation marks
            quoted ^= scene.doc.gaps[end].count('"') % 2 == 1
            if not quoted and self._shuts(scene, i, end, hi, witness=witness):
                break
            end += 1
        return end - 1 if end > i + 2 and scene.doc.words[end - 1] in self._words.prepositions else end

    def _shuts(self, scene: Scene, i: int, end: int, hi: int, *, witness: bool) -> bool:
        """Whether a noun phrase that begins at ``i`` can't go on with word ``end``."""
        doc, w = scene.doc, self._words
        gap, word, info = doc.gaps[end], doc.words[end], doc.info[end]
        following = doc.words[end + 1] if end + 1 < hi else ""
        if any(c in gap for c in "،,؛:)\n") or ("(" in gap and end > i + 1):
            return True
        if info.classes & {"unnamed", "witness"} and not info.article and not info.conjunction:
            shown = doc.info[end - 1].pronoun and doc.info[end - 1].verb & SAYING  # «تسجيل نشره ناشطون»
            another = end > i + 1 or doc.words[i].endswith(("ون", "ين"))
            if another and not shown and doc.words[end - 1] != "من":
                return True  # «كذّب مصدر في الهيئة أنباءً عن», «بثّ ناشطون تسجيلات»
        if word == "من" and doc.has(end + 1, "that"):
            return True  # «ما نشرته المواقع من أن»
        if word == "علي" and not self._is_ali(doc, end):
            on = (
                following in w.contact
                or following in w.web
                or doc.words[end - 1].removeprefix("ال") in w.informed
                or doc.has(end + 1, "border")
                or doc.words[end - 1] in w.in_charge
            )
            return not on
        if word in w.compass and end > i + 2 and doc.words[end - 1] not in w.prepositions:
            return True  # «المجلس المحلي في مدينة الباب شرقي حلب»
        if word in w.after_phrase or (info.classes & _SHUT and not info.article):
            return True
        if word == "في" and end + 1 < len(doc) and (doc.words[end + 1].isdecimal() or doc.words[end + 1] in w.time):
            return True  # «قال ناشطون في 24 آذار»
        if word == "ل" or (word[0] == "ل" and "media" in info.classes and not info.article):
            return True
        if near := scene.house(end):
            inside = witness or end == i + 1 or "media" in doc.info[i].classes or doc.words[end - 1] in ("في", "من")
            if near.clitic or not inside:
                return True
        if word == "في" and (following in w.talk or following in w.time or following in w.web):
            return True
        if word[0] == "ب" and end > i + 2 and end not in scene.covered and not info.article and word[:3] != "بال":
            return doc.words[end - 1] != "صله"
        whole = end > i + 1 or (doc.info[i].article and "pass" in info.classes)  # «نفى المجلس خروج مدنيين»
        if whole and info.classes & _SAID and not info.article and "crossing" not in info.classes:
            return True
        if end in scene.crossings or (end == i + 1 and "media" in doc.info[i].classes):
            return False  # «إدارة معبر سيمالكا», «موقع واللا»: no accusative
        if info.indefinite or (word[-1] == "ا" and len(word) > 3 and word[:2] != "ال" and word not in w.names_in_a):
            return end > i + 1 or bool(info.classes)
        shows = bool(info.pronoun) and "witness" in doc.info[i].classes and doc.has(end + 1, *HEADS)
        transport = word == "نقل" and "official" in doc.info[end - 1].classes  # «مدير نقل درعا»
        return bool(info.verb & SAYING) and not info.article and not shows and not transport

    def _is_ali(self, doc: Document, i: int) -> bool:
        """«علي» the name, spelt so and before another name, not «على»."""
        return doc.text_of(i, i).endswith("ي") and i + 1 < len(doc) and not doc.info[i + 1].classes

    def skip(self, scene: Scene, j: int, hi: int) -> int:
        """Past what may stand between a verb and its subject: times, «له», «في تصريح لموقع X»."""
        doc, w = scene.doc, self._words
        while j < hi:
            word, info = doc.words[j], doc.info[j]
            following = doc.words[j + 1] if j + 1 < hi else ""
            if word in w.time or word in w.adverbs or word.isdigit():
                j += 1
            elif word == "من" and following in w.time:
                j += 2
            elif word in w.by_talk and following:
                if following in w.time:
                    j += 2
                elif following in w.talk or word[0] == "ب" or word == "عبر":
                    j = self._past_talk(scene, j + 1, hi)
                else:
                    break
            elif info.preposition == "ل" and info.article and "media" in info.classes:
                j += 1
            elif word[0] == "ل" and (len(word) == 1 or "media" in info.classes or self._to_outlet(scene, j)):
                j = self._past_outlet(scene, j, hi)
            else:
                break
        return j

    def _to_outlet(self, scene: Scene, j: int) -> bool:
        """«لرويترز», not «ليبانون ديبايت»."""
        house = scene.house(j)
        return house is not None and house.clitic.endswith("ل")

    def _past_talk(self, scene: Scene, j: int, hi: int) -> int:
        """After «تصريح خاص لموقع X،»: at the comma that closes it, or after the outlet, or after the noun."""
        doc = scene.doc
        for k in range(j + 1, min(hi, j + _LONGEST_TALK)):
            if any(c in doc.gaps[k] for c in "،,"):
                return k
            if found := scene.house(k):
                return found.end
            info = doc.info[k]
            if info.classes & HEADS and not info.preposition and "media" not in info.classes:
                return k
            if k in scene.actors and not scene.actors[k].clitic:
                return k
        return hi if hi <= j + _LONGEST_TALK else j + 1

    def _past_outlet(self, scene: Scene, j: int, hi: int) -> int:
        """After «لموقع X»: past a listed name, else past quotation marks, brackets and definite words."""
        doc = scene.doc
        for k in range(j, min(hi, j + 4)):
            if found := scene.house(k):
                return found.end
        k = j + 1
        while k < hi and k - j < 5 and ('"' in doc.gaps[k] or "(" in doc.gaps[k] or doc.words[k].startswith("ال")):
            k += 1
            if '"' in doc.gaps[k] or ")" in doc.gaps[k]:
                break
        return k

    def noun_end(self, doc: Document, i: int, hi: int) -> int:
        """Where what a noun of saying at ``i`` governs ends: at the next comma."""
        hi = min(hi, i + _LONGEST_NOUN)
        return next((j for j in range(i + 2, hi) if any(c in doc.gaps[j] for c in "،,")), hi)
