"""Who speaks: frames of saying, chains of outlets, continuing verbs, and the span of words that each one vouches for."""

from __future__ import annotations

from dataclasses import replace

from maabar.reading.document import Document
from maabar.reading.naming import Named, Naming
from maabar.reading.parties import Parties
from maabar.reading.voices import Attribution, Scene, Speaker
from maabar.model import Outlet
from maabar.registry import Registry
from maabar.text.fold import folded

__all__ = ["Attribution", "Speaker", "SpeakerFinder"]

_SUBJECT_REACH = 34  # words between a verb of saying and «أن»; titles, names and appositions stand between
_BEFORE_VERB = 24  # words that a subject before its verb may take

_TITLE_REACH = 8  # words before the colon of a title that names its speaker
_DATELINE = 5  # words that a line of place and date may have
_QUOTED_ON = 8  # sentences that a quotation may run on


class SpeakerFinder:
    """Finds attributions with a registry's outlets and actors, and the frames of a language."""

    def __init__(self, registry: Registry, parties: Parties) -> None:
        self._registry = registry
        self._parties = parties
        self._naming = Naming(registry, parties)

    def find(self, doc: Document, outlet: str) -> tuple[Speaker, list[Attribution]]:
        """The default speaker (the outlet, or the agency of its dateline) and the attributions, in order."""
        outlets = {f.start: f for f in doc.names if f.name.what == "outlet"}
        own = {i: f for i, f in outlets.items() if self._same_house(f.name.id, outlet)}
        house = self._registry.outlet(outlet)
        scene = Scene(
            doc=doc,
            actors={f.start: f for f in doc.names if f.name.what == "actor"},
            outlets={i: f for i, f in outlets.items() if i not in own},
            own=own,
            crossings=frozenset(f.start for f in doc.names if f.name.what == "crossing"),
            covered=frozenset(j for f in doc.names if f.end - f.start > 1 for j in range(f.start, f.end)),
            own_words=frozenset(folded(w) for w in (house.ar, *house.aliases, *house.short)),
            default=Speaker(doc.report.outlet, "self"),
            country=self._country(doc, house),
        )
        if agency := self._dateline(scene):
            scene.default = Speaker(agency, "media")
        out: list[Attribution] = []
        quoted: Attribution | None = None
        for n, (lo, hi) in enumerate(doc.bounds):
            found = self._sentence(scene, lo, hi)
            if quoted is not None:
                close = _closing(doc, lo, hi)
                end = hi if close is None else close
                found = [replace(quoted, start=lo, end=end, rule="quote"), *found]
                quoted = None if close is not None or n - opened >= _QUOTED_ON else quoted
            elif (last := _left_open(doc, found, hi)) is not None:
                quoted, opened = last, n
            out += found
        if title := self._title(scene, out):
            out.insert(0, title)
        if scene.default.kind == "media":
            out = [replace(a, speaker=a.speaker.through(scene.default.name)) for a in out]
        return scene.default, out

    def _same_house(self, name: str, outlet: str) -> bool:
        """Whether an outlet's name is that of the report's own: «RT» for its Arabic site."""
        return name == outlet or outlet.endswith("." + name)

    def _country(self, doc: Document, house: Outlet) -> str | None:
        """Whose ministries an outlet means that names no country: its own, by seat or domain; else where the text is."""
        theatres = (f.name.id.split("/")[0] for f in doc.names if f.name.what == "crossing")
        candidates = (house.seat, house.id.rpartition(".")[2], next(theatres, None))
        return next((c for c in candidates if c in self._parties.homes), None)

    def _title(self, scene: Scene, found: list[Attribution]) -> Attribution | None:
        """«الوزارة: المعبر مفتوح», or a title that names nobody and gives what the text's first sentence says."""
        doc = scene.doc
        for k in range(1, min(doc.title_end, _TITLE_REACH)):
            if ":" in doc.gaps[k]:
                named = self._naming.who(scene, 0, k)
                return Attribution(k, doc.title_end, named.speaker, 0) if named else None
        first = found[0] if found else None
        if first is None or first.rule not in _LEADS or first.start < doc.title_end or first.denies:
            return None
        lead = next((lo for lo, hi in doc.bounds if lo >= doc.title_end and hi - lo > _DATELINE), 0)
        if doc.sentence[first.frame] != doc.sentence[lead]:
            return None
        return Attribution(0, doc.title_end, first.speaker, len(doc) - 1, rule="title")

    # ---- a sentence -----------------------------------------------------------------------------------------

    def _sentence(self, scene: Scene, lo: int, hi: int) -> list[Attribution]:
        doc = scene.doc
        out: list[Attribution] = []
        i = lo
        while i < hi:
            phrase = doc.phrase.get(i)
            if phrase and phrase[0] == "distance":
                out = self._distanced(scene, out, i, phrase[1], lo, hi)
                i = phrase[1]
                continue
            if phrase and (phrase[0] == "false" and phrase[1] <= hi or doc.has(i, "pass")):
                i += 1
                continue
            plain = doc.info[i].classes.isdisjoint(_FRAMES) or i in scene.covered and not doc.has(i, "unnamed", "statement")
            found = None if plain else self._frame(scene, i, lo, hi, out)
            if found is None:
                i += 1
                continue
            attribution, i_next = found
            if attribution is not None:
                out.append(attribution)
            i = max(i + 1, i_next)
        return out

    def _distanced(
        self, scene: Scene, out: list[Attribution], i: int, end: int, lo: int, hi: int
    ) -> list[Attribution]:
        """Note on the words around it that the report keeps its distance: «بحسب زعمه», «ما يسمى»."""
        words = scene.doc.text_of(i, end - 1)
        if any(a.start <= i <= a.end for a in out):
            return [replace(a, distance=words) if a.start <= i <= a.end else a for a in out]
        speaker = scene.memory.last if words.startswith(("بحسب", "حسب", "على")) else None
        return [*out, Attribution(lo, hi, speaker or scene.default, i, distance=words, rule="distance")]

    def _frame(
        self, scene: Scene, i: int, lo: int, hi: int, before: list[Attribution]
    ) -> tuple[Attribution | None, int] | None:
        """The attribution that the word at ``i`` makes, and where to read on."""
        doc = scene.doc
        kinds = doc.info[i].classes
        if "that" in kinds:
            return self._and_that(scene, i, lo, hi)
        if "impersonal" in kinds and i - lo <= 2:
            return Attribution(i + 1, hi, scene.default, i, rule="impersonal"), i + 1
        if "say_plain" in kinds and not self._plain(scene, i, lo):
            return None
        if "according" in kinds:
            return self._according(scene, i, lo, hi, before)
        if "relay" in kinds:
            return self._relay(scene, i, lo, hi, before)
        if "statement" in kinds and not doc.info[i].verb:
            return self._statement(scene, i, lo, hi)
        if "unnamed" in kinds:
            return self._rumour(scene, i, hi, before)
        return self._saying(scene, i, lo, hi, before)

    def _plain(self, scene: Scene, i: int, lo: int) -> bool:
        """«وبيّن المصدر»: «بين» is a verb only where a clause begins and one who can speak follows."""
        doc = scene.doc
        begins = i == lo or any(c in doc.gaps[i] for c in "،,") or doc.words[i - 1] in _OPENERS
        return begins and (doc.has(i + 1, *_HEADS) or doc.has(i + 1, "that"))

    def _and_that(self, scene: Scene, i: int, lo: int, hi: int) -> tuple[Attribution, int] | None:
        """«… . وأن المعبر مغلق»: a sentence that begins with «وأن» goes on with what was said."""
        if i != lo or scene.doc.info[i].conjunction != "و" or not (speaker := scene.memory.last):
            return None
        return Attribution(i, hi, speaker, i, rule="say_on"), i + 1

    # ---- «قال المصدر إن» -------------------------------------------------------------------------------------

    def _saying(
        self, scene: Scene, i: int, lo: int, hi: int, before: list[Attribution]
    ) -> tuple[Attribution | None, int] | None:
        doc, memory = scene.doc, scene.memory
        word = doc.info[i]
        verb = bool(word.verb & _SAYING) and not self._nominal(doc, i)
        if word.article and not verb or doc.words[i + 1 : i + 2] == ["منه"] or doc.words[i] in _NOT_VERBS:
            return None
        if doc.words[i - 2 : i] == ["علي", "ما"] and i - 2 >= lo:
            return self._according(scene, i - 2, lo, hi, before)
        if not verb and i > lo and doc.words[i - 1] == "في" and doc.words[i].startswith(("تصريح", "حديث")):
            return None
        denies = "deny" in word.classes
        opener = self._opener(doc, i, hi)
        relative = i > lo and doc.words[i - 1] in _RELATIVE
        if relative and opener is None and (word.pronoun or "decide" in word.classes):
            return None
        if "decide" in word.classes and any(a.start <= i < a.end for a in before):
            return None  # a decision told of by another
        if i > lo and (doc.has(i - 1, "impersonal") or verb and not denies and doc.words[i - 1] in _NEGATIONS):
            return None  # «الجدير ذكره أن», «لم تكشف هويته»
        if verb and i > lo and opener is None and doc.words[i - 1] == "ان":
            return None  # «من دون أن تخطر الإدارة»
        if self._retold(doc, i, before):
            return None
        if word.pronoun and not verb and "say" in word.classes:  # «إعلانه», «تأكيدها»
            speaker = memory.last
            return (Attribution(i + 1, hi, speaker, i, denies), i + 1) if speaker else None
        named, rule = self._subject(scene, i, lo, hi, opener, verb), "say"
        if named is None:
            named, rule = self._dropped(scene, i, lo, hi, opener, verb), "say_on"
        if named is None:
            return None
        speaker, end = named.speaker, named.end
        if rule == "say":
            speaker = self._heard_through(scene, speaker, i, lo, opener if opener is not None else min(hi, end + 8))
            if source := self._source(scene, end, opener):
                speaker = source.through(speaker.name)
            speaker = _nested(doc, speaker, i, before)
        if verb or opener is not None:
            memory.hear(speaker)
        distance = doc.text_of(i, i) if "claim" in word.classes else None
        content = opener + 1 if opener is not None else i + 1
        for k in range(end, content - 1):  # «قالت المصادر، وفق ما نقلته عنها وكالة X، إن»
            if doc.has(k, "according"):
                told = [Attribution(content, hi, speaker, i)]
                self._according(scene, k, lo, content, told)
                speaker = told[0].speaker
                break
        if opener is None and verb and i > lo and self._trails(doc, i, end, lo, hi):
            return Attribution(lo, i, speaker, i, denies, distance, rule="according"), end
        stop = hi if verb or opener is not None else self._noun_end(doc, i, hi)
        return Attribution(content, stop, speaker, i, denies, distance, rule), content

    def _retold(self, doc: Document, i: int, before: list[Attribution]) -> bool:
        """Whether a frame stands inside what somebody else, not an outlet, says: he vouches for it all."""
        word = doc.info[i]
        if word.conjunction or "say_on" in word.classes or any(c in doc.gaps[i] for c in "،,"):
            return False
        outer = next((a for a in reversed(before) if a.start <= i < a.end), None)
        if outer is None or outer.speaker.kind in ("media", "self") or outer.rule == "according":
            return False
        lo = doc.clauses[doc.clause[i]][0]
        return lo <= outer.start or not doc.words[lo] in _TURNS and not doc.info[lo].conjunction

    def _subject(self, scene: Scene, i: int, lo: int, hi: int, opener: int | None, verb: bool) -> Named | None:
        """Who says it: after the verb, else before it, else a person by name only."""
        doc = scene.doc
        word = doc.info[i]
        limit = opener if opener is not None else hi
        if verb and i - 1 > lo and (doc.words[i - 1] == "قد" or word.bare in _TELL and i + 1 in scene.outlets) and (named := self._before(scene, i, lo)):
            return named
        start = self._skip(scene, i + 1, limit)
        while not verb and start < limit and doc.words[start] in _ISSUED:
            start += 1  # «إعلان صدر عن الوزارة»
        if start < limit and (named := self._naming.who(scene, start, limit)):
            if word.bare in _TELL and named.speaker.kind in ("self", "media"):
                return self._naming.who(scene, named.end, limit) or named  # «أفادت "الصحيفة" مصادرُ بأن»
            return named
        if not verb:
            return None
        if start < limit and opener is not None and not scene.doc.has(start, "that"):
            known = scene.memory.person(doc.words[start : min(limit, start + 3)])
            if known:
                return Named(known, limit)
        if not ("say_on" in word.classes and opener is not None and opener - i <= 2) and i > lo:
            if named := self._before(scene, i, lo):
                return named
        if start < limit and opener is not None:
            return self._naming.who(scene, start, limit, told=True)
        return None

    def _before(self, scene: Scene, i: int, lo: int) -> Named | None:
        """A subject that stands before its verb: «وكانت الوزارة قد أعلنت», «غير أن مصادر في دمشق قالت»."""
        doc = scene.doc
        near = i
        while near > lo and not any(c in doc.gaps[near] for c in "،,:؛") and not (near < i and doc.words[near] in _OPENERS):
            near -= 1
        for start in dict.fromkeys((near, lo)):
            if i - start > _BEFORE_VERB:
                continue
            after_sabaq = False
            while start < i and doc.words[start].lstrip("وف") in _LEAD:
                after_sabaq = after_sabaq or doc.words[start].endswith("سبق")
                start += 1
            start = self._skip(scene, start, i)
            named = self._naming.who(scene, start, i, clitic=after_sabaq) if start < i else None
            if named is None and i - start > 1 and any(doc.has(k, "official") for k in range(start + 1, i)):
                named = self._naming.who(scene, start, i, told=True)
            if named is not None:
                between = doc.info[named.end : i]
                if not any(w.verb & _SAYING and not w.article for w in between):
                    return named
        if "،" in doc.gaps[i]:
            return None
        for start in range(i - 1, max(lo, i - 6) - 1, -1):  # «وسط أنباء تقول إنه سيُفتح»
            if doc.info[start].classes & _HEADS and not doc.info[start].article and doc.words[start - 1] not in _PREPOSITIONS:
                named = self._naming.who(scene, start, i)
                return named if named and named.end == i else None
        return None

    def _dropped(self, scene: Scene, i: int, lo: int, hi: int, opener: int | None, verb: bool) -> Named | None:
        """«وأضاف أن», «مشيرًا إلى»: the verb alone; who spoke last goes on."""
        doc = scene.doc
        word = doc.info[i]
        close = opener is not None and opener - self._skip(scene, i + 1, opener) <= 1
        if not ("say_on" in word.classes and (close or not verb) or close and verb):
            return None
        speaker = scene.memory.going_on(word, doc.words[i])
        return Named(speaker, i + 1) if speaker else None

    def _heard_through(self, scene: Scene, speaker: Speaker, i: int, lo: int, hi: int) -> Speaker:
        """The speaker with the outlet he talked to: «في تصريح لموقع X، أكد الناطق», «قال لوكالة X»."""
        doc = scene.doc
        via = self._naming.addressed(scene, i + 1, hi)
        if not via and any(doc.words[j].lstrip("و") in _TALK for j in range(lo, i)):
            via = self._naming.addressed(scene, lo, i)
        if not via and doc.info[i].bare in _TELL and speaker.kind != "media":
            via = tuple(scene.outlets[j].name.id for j in range(i + 1, hi) if j in scene.outlets)[:1]
        return speaker.through(*via)

    def _source(self, scene: Scene, end: int, opener: int | None) -> Speaker | None:
        """«ذكرت الصحيفة نقلاً عن مصدر أن»: the one behind an outlet that speaks."""
        doc = scene.doc
        if opener is None:
            return None
        for j in range(end, min(opener, end + 8)):
            if doc.words[j] == "عن" or doc.words[j] == "لسان":
                named = self._naming.who(scene, j + 1, opener)
                return named.speaker if named else None
        return None

    def _nominal(self, doc: Document, i: int) -> bool:
        """«نفي» after a preposition or with one of its own is a noun."""
        word = doc.info[i]
        if word.preposition:
            return True
        return word.bare == "نفي" and i > 0 and (doc.has(i - 1, "after") or doc.words[i - 1] in ("علي", "في", "ان", "موقع"))

    def _opener(self, doc: Document, i: int, hi: int) -> int | None:
        """The word after which what is said begins: «أن», or the word before a colon."""
        for j in range(i + 1, min(hi, i + _SUBJECT_REACH)):
            info = doc.info[j]
            if ":" in doc.gaps[j] and j > i:
                return j - 1
            if "that" in info.classes and not info.article and doc.words[j] not in _BECAUSE:
                if doc.words[j - 1] in _NO_OPENER or doc.words[j - 1] == "علي" and "،" in doc.gaps[j - 1]:
                    return None
                return j
            if "words" in info.classes and not doc.has(j + 1, "that"):
                return j
            if j > i + 1 and (info.verb & _VERBS or info.classes & {"say_on"} and not info.article):
                if doc.words[j - 1] not in _RELATIVE and doc.words[j - 1] != "ما" and doc.words[j] not in _NOT_VERBS:
                    return None
            if info.classes & _CONTENT and not info.article and not info.classes & _HEADS and "crossing" not in info.classes:
                return None
        return None

    def _skip(self, scene: Scene, j: int, hi: int) -> int:
        """Past what may stand between a verb and its subject: times, «له», «في تصريح لموقع X»."""
        doc = scene.doc
        while j < hi:
            word = doc.words[j]
            if word in _TIME or word in _ADVERBS or word.isdigit():
                j += 1
            elif word == "من" and j + 1 < hi and doc.words[j + 1] in _TIME:
                j += 2
            elif word in ("في", "عبر", "خلال", "ضمن", "بحديث", "بتصريح", "وفي") and j + 1 < hi:
                if doc.words[j + 1] in _TIME:
                    j += 2
                elif doc.words[j + 1] in _TALK or word.startswith("ب") or word == "عبر":
                    j = self._past_talk(scene, j + 1, hi)
                else:
                    break
            elif doc.info[j].preposition == "ل" and doc.info[j].article and "media" in doc.info[j].classes:
                j += 1
            elif word[0] == "ل" and ("media" in doc.info[j].classes or j in scene.outlets):
                j = self._past_outlet(scene, j, hi)
            elif word in ("ل", "لـ"):
                j = self._past_outlet(scene, j, hi)
            else:
                break
        return j

    def _past_talk(self, scene: Scene, j: int, hi: int) -> int:
        """After «تصريح خاص لموقع X،»: at the comma that closes it, or after the outlet, or after the noun."""
        doc = scene.doc
        k = j + 1
        while k < hi and k - j < 8:
            if any(c in doc.gaps[k] for c in "،,"):
                return k
            if k in scene.outlets or k in scene.own:
                return (scene.outlets.get(k) or scene.own[k]).end
            if doc.info[k].classes & _HEADS and not doc.info[k].preposition and "media" not in doc.info[k].classes:
                return k
            if k in scene.actors and not scene.actors[k].clitic:
                return k
            k += 1
        return min(k, hi) if k == hi else j + 1

    def _past_outlet(self, scene: Scene, j: int, hi: int) -> int:
        doc = scene.doc
        for k in range(j, min(hi, j + 4)):
            if found := scene.outlets.get(k) or scene.own.get(k):
                return found.end
        k = j + 1
        while k < hi and k - j < 5 and ('"' in doc.gaps[k] or "(" in doc.gaps[k] or doc.words[k].startswith("ال")):
            k += 1
            if '"' in doc.gaps[k] or ")" in doc.gaps[k]:
                break
        return k

    def _trails(self, doc: Document, i: int, end: int, lo: int, hi: int) -> bool:
        """«…، أعلنت الوزارة.»: subject and verb close the sentence, so they are about what stands before."""
        return end >= hi and i - lo > 3 and ("،" in doc.gaps[i] or doc.words[i - 1] in ("كما", "ما", "الذي"))

    def _noun_end(self, doc: Document, i: int, hi: int) -> int:
        for j in range(i + 2, min(hi, i + 30)):
            if any(c in doc.gaps[j] for c in "،,"):
                return j
        return min(hi, i + 30)

    # ---- «جاء في بيان للوزارة أن» ------------------------------------------------------------------------------

    def _statement(self, scene: Scene, i: int, lo: int, hi: int) -> tuple[Attribution, int] | None:
        doc = scene.doc
        opener = self._opener(doc, i, min(hi, i + 20))
        if opener is None:
            return None
        start = i + 1
        while start < opener and doc.words[start] in _ISSUED:
            start += 1
        named = self._naming.who(scene, start, opener, clitic=True) or self._before(scene, i, lo)
        if named is None:
            return None
        scene.memory.hear(named.speaker)
        speaker = self._heard_through(scene, named.speaker, i, lo, opener)
        return Attribution(opener + 1, hi, speaker, i, rule="statement"), opener + 1

    def _rumour(self, scene: Scene, i: int, hi: int, before: list[Attribution]) -> tuple[Attribution, int] | None:
        """«وسط أنباء عن فتح المعبر»: what nobody vouches for but the news itself."""
        doc = scene.doc
        about = next((j for j in (i + 1, i + 2) if j < hi and doc.words[j] in _ABOUT), None)
        if about is None or doc.info[i].bare not in _NEWS or any(a.start <= i < a.end for a in before):
            return None
        speaker = Speaker(doc.text_of(i, about - 1), "unnamed", head="تقارير", feminine=True)
        return Attribution(about + 1, self._noun_end(doc, about, hi), speaker, i, rule="rumour"), about + 1

    # ---- «بحسب مصادر» ---------------------------------------------------------------------------------------

    def _according(
        self, scene: Scene, i: int, lo: int, hi: int, before: list[Attribution]
    ) -> tuple[Attribution | None, int] | None:
        doc, memory = scene.doc, scene.memory
        start = i + 1
        while start < hi and doc.words[start] in ("ما", "لما", "الي", "ل", "عن"):
            start += 1
        relayed = about = False
        if start < hi and doc.info[start].verb & _SAYING:
            relayed = "relay" in doc.info[start].classes
            about = doc.words[start + 1 : start + 2] in (["عنه"], ["عنها"], ["عنهم"])
            start = self._skip(scene, start + 1, hi)
            while start < hi and doc.words[start] in _IT:
                start += 1
        named = self._naming.who(scene, start, hi, clitic=True)
        if named is None:
            return None
        speaker, end = named.speaker, named.end
        speaker = speaker.through(*self._naming.addressed(scene, end, min(hi, end + 6)))
        for j in range(end, min(hi, end + 5)):
            if doc.words[j] == "عن" and (source := self._naming.who(scene, j + 1, hi)):
                memory.hear(speaker)
                speaker, end = source.speaker.through(speaker.name), source.end
                break
        if about and speaker.kind == "media" and not before:
            if heard := memory.person(doc.words[lo:i]) or memory.last:
                speaker = heard.through(speaker.name)
        if speaker.kind == "media" and before and (before[-1].speaker.kind != "media" or relayed):
            before[-1] = replace(before[-1], speaker=before[-1].speaker.through(speaker.name))
            memory.hear(before[-1].speaker)
            return None, end
        memory.hear(speaker)
        if i - lo <= 2:
            return Attribution(lo, hi, speaker, i, rule="according"), end
        whole = end >= hi or any(c in doc.gaps[end] for c in "،,") and not doc.words[end].startswith("و")
        return Attribution(lo, hi if whole else end, speaker, i, rule="according"), end

    # ---- «نقلت الوكالة عن مصدر قوله إن» ------------------------------------------------------------------------

    def _relay(
        self, scene: Scene, i: int, lo: int, hi: int, before: list[Attribution]
    ) -> tuple[Attribution | None, int] | None:
        doc, memory = scene.doc, scene.memory
        if doc.info[i].preposition:
            return None  # «لنقل البضائع»
        opener = self._opener(doc, i, hi)
        limit = opener if opener is not None else min(hi, i + 24)
        start = self._skip(scene, i + 1, limit)
        if opener is None and "نقل" in doc.info[i].bare and not any(w in _FROM for w in doc.words[i:limit]):
            return None
        chain: list[Speaker] = []
        end = start
        about = False
        if start < limit and doc.words[start] in ("عنه", "عنها", "عنهم"):
            about, start = True, start + 1
        named = self._naming.who(scene, start, limit) if doc.words[start : start + 1] != ["عن"] else None
        named = named or self._before(scene, i, lo)
        if named is not None:
            chain.append(named.speaker)
            end = max(named.end, start)
        for j in range(end, limit):
            if doc.words[j] in _FROM and (source := self._naming.who(scene, j + 1, limit, told=opener is not None)):
                chain.append(source.speaker)
                end = source.end
        if not chain:
            return None
        relays = (p.name for p in reversed(chain[:-1]) if p.kind == "media" or p.name in self._registry.outlets)
        speaker = _nested(doc, chain[-1].through(*relays), i, before)
        if about and memory.last is not None:
            speaker = memory.last.through(speaker.name)
        if doc.info[i].pronoun and opener is None and i > lo and doc.words[i - 1] in _RELATIVE:
            return None
        if doc.words[i - 1] != "ما":  # «ما يتداوله الأهالي عن»: talk of the place, after which the last speaker goes on
            for party in (*chain[:-1], speaker):
                memory.hear(party)
        content = opener + 1 if opener is not None else end
        return Attribution(content, hi, speaker, i, rule="relay"), content

    # ---- the outlet that a text is taken from ------------------------------------------------------------------

    def _dateline(self, scene: Scene) -> str | None:
        """An agency in brackets in the first words of the text, or in a line «المصدر: وكالة …» at its end."""
        doc = scene.doc
        for j in range(doc.title_end, min(len(doc), doc.title_end + 8)):
            if j in scene.outlets and "(" in doc.gaps[j] and self._is_agency(scene, j):
                return scene.outlets[j].name.id
        for j in range(max(doc.title_end, len(doc) - 6), len(doc)):
            if j in scene.outlets and doc.words[j - 1] == "المصدر" and ":" in doc.gaps[j]:
                return scene.outlets[j].name.id
        return None

    def _is_agency(self, scene: Scene, j: int) -> bool:
        return self._registry.outlet(scene.outlets[j].name.id).kind == "agency"


def _nested(doc: Document, speaker: Speaker, i: int, before: list[Attribution]) -> Speaker:
    """The speaker of a frame inside what an outlet says is heard through that outlet."""
    for outer in reversed(before):
        if outer.speaker.kind == "media" and outer.start <= i < outer.end and speaker.kind != "media":
            if not any(doc.words[j] in _TURNS and "،" in doc.gaps[j] for j in range(outer.start + 1, i)):
                return speaker.through(outer.speaker.name, *outer.speaker.via)
    return speaker


def _left_open(doc: Document, found: list[Attribution], hi: int) -> Attribution | None:
    """The last attribution of a sentence whose quotation has not closed at its end (``hi``)."""
    if not found or hi >= len(doc):
        return None
    last = found[-1]
    if last.rule not in ("say", "say_on", "relay", "statement") or last.end != hi:
        return None
    depth = 0
    for j in range(last.start, hi + 1):
        if '"' in doc.gaps[j]:
            depth = max(0, depth + _quote_steps(doc, j))
    return last if depth else None


def _quote_steps(doc: Document, j: int) -> int:
    """Quotations opened less those closed between word ``j`` - 1 and word ``j``.

    Reports use “ and ” for either end: a mark closes where no space stands before it and no letter after it.
    """
    start = doc.starts[j - 1] + len(doc.words[j - 1]) if j else 0
    end = doc.starts[j] if j < len(doc) else start + len(doc.gaps[j])
    first, last = doc.folded.span(start, end)
    steps = 0
    for k in range(first, last):
        c = doc.raw[k]
        if c in "«»":
            steps += 1 if c == "«" else -1
        elif c in "“”„❝❞\"＂":
            before, after = doc.raw[max(0, k - 1)], doc.raw[k + 1 : k + 2]
            steps += -1 if not before.isspace() and not after.isalnum() else 1
    return steps


def _closing(doc: Document, lo: int, hi: int) -> int | None:
    """The word after an open quotation's closing mark in the sentence ``lo`` to ``hi``, or None: it runs on."""
    depth = 1
    for j in range(lo + 1, hi + 1):
        if '"' in doc.gaps[j]:
            depth += _quote_steps(doc, j)
            if depth <= 0:
                return j
    return None


_FRAMES = frozenset({"statement", "impersonal", "say_plain", "say", "say_on", "deny", "claim", "relay", "according", "that", "unnamed"})
_VERBS = _FRAMES - {"unnamed", "that"}
_SAYING = frozenset({"say", "say_on", "deny", "claim", "relay", "say_plain"})
_HEADS = frozenset({"unnamed", "media", "witness", "official"})
_CONTENT = frozenset({"open", "closed", "agree", "open_state", "closed_state"})
_RELATIVE = frozenset("التي الذي الذين اللذين اللتين".split())
_NOT_VERBS = frozenset("علما نقلا".split())
_LEADS = frozenset({"say", "relay", "according", "statement"})
_NEGATIONS = frozenset("لم لن ولم ولن".split())
_NEWS = frozenset("انباء معلومات تقارير شايعات اشاعات احاديث تسريبات".split())
_ABOUT = frozenset("عن حول بشان".split())
_FROM = frozenset("عن نقلا الي".split())
_PREPOSITIONS = frozenset("من في الي عن علي مع".split())
_TURNS = frozenset("فيما بينما لكن غير الا وقال وقالت".split())
_NO_OPENER = frozenset("بعد قبل منذ دون بدون شرط شريطه بشرط غير الا بيد كما ذلك رغم مع".split())
_BECAUSE = frozenset("لان ولان فان".split())
_OPENERS = frozenset("ان غير الا لكن ولكن بيد حيث فيما بينما فقد وقد كما اذ حين".split())
_LEAD = frozenset(
    "ل ان غير الا لكن بيد حيث فيما بينما كان كانت كانوا قد فقد لقد كما اذ سبق اما من جهته جهتها جانبه جانبها بدوره بدورها حين في".split()
)
_ADVERBS = frozenset(
    "فيه فيها له لها لهم لنا لي عنه عنها به اليه مجددا رسميا ايضا كذلك حينها بدوره بدورها هنا لاحقا سابقا امس بعد".split()
) - {"بعد"}
_TELL = frozenset("ابلغ ابلغت يبلغ تبلغ اخبر اخبرت افاد افادت".split())
_IT = frozenset("به عنه عنها عنهم في اليه لها له اليوم امس".split())
_ISSUED = frozenset("صادر صدر صحفي رسمي صحافي مشترك عن له لها مقتضب مصور".split())
_TALK = frozenset(
    "تصريح تصريحات تصريحه تصريحها حديث حديثه حديثها بيان بيانها لقاء مقابله منشور رد اتصال تغريده موتمر حوار رساله".split()
)
_TIME = frozenset(
    "اليوم امس اول مساء صباح ظهر فجر عصر ليل ليله السبت الاحد الاثنين الثلاثاء الاربعاء الخميس الجمعه الماضي الماضيه "
    "الجاري الحالي الفايت وقت سابق يوم كانون شباط اذار نيسان ايار حزيران تموز اب ايلول تشرين يناير فبراير مارس ابريل "
    "مايو يونيو يوليو اغسطس سبتمبر اكتوبر نوفمبر ديسمبر الثاني الاول الاسبوع ايام قبل".split()
)
