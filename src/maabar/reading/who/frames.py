"""Frames of saying: what introduces a speaker, and which words he then vouches for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from maabar.reading.document import Document
from maabar.reading.what.event import CROSSING
from maabar.reading.who.function_words import FunctionWords
from maabar.reading.who.listeners import Listeners
from maabar.reading.who.naming import Naming
from maabar.reading.who.offices import Named
from maabar.reading.who.phrases import HEADS, SAYING, Phrases
from maabar.reading.who.subjects import Subjects
from maabar.reading.who.voices import Attribution, Scene, Speaker
from maabar.registry import Registry
from maabar.text.lexicon import Word

Found = tuple[Attribution | None, int] | None
"""An attribution and the word to read on at; no attribution where the frame only adds to one; None for no frame."""

FRAMES = SAYING | {"orders", "statement", "impersonal", "according", "that", "unnamed"}
"""Classes of words that can introduce a speaker."""

_STATEMENT = 20  # words between «بيان» and «أن»
_PLAIN = 16  # words between «وبيّن» and «أن»
_NAME = 6  # words of a name before its office, and of the office
_RENEWED = ("تاكيد", "دعو", "رفض", "مطالب", "تحذير", "التزام", "موقف", "تمسك", "ادان", "تهديد", "نفي", "عرض", "طلب")
_RANKED = ("عد", "عتبر")  # «يُعد», «يعتبر»
_RELAY = 24  # words of a chain «نقلت … عن … عن …» without «أن»


class Frames:
    """Reads frames with a registry's outlets and a language's function words."""

    def __init__(
        self, registry: Registry, words: FunctionWords, phrases: Phrases, naming: Naming, subjects: Subjects
    ) -> None:
        self._registry = registry
        self._words = words
        self._phrases = phrases
        self._naming = naming
        self._subjects = subjects
        self._listeners = Listeners(words, naming)

    def at(self, scene: Scene, i: int, lo: int, hi: int, before: list[Attribution]) -> Found:
        """The attribution that word ``i`` of the sentence ``lo`` to ``hi`` makes, after those ``before`` in it."""
        word = scene.doc.info[i]
        kinds = word.classes
        if "orders" in word.verb:
            return self._ordering(scene, i, hi, before)
        if "that" in kinds:
            return self._and_that(scene, i, lo, hi)
        if "impersonal" in kinds and i - lo <= 2:
            return Attribution(i + 1, hi, scene.default, i, rule="impersonal"), i + 1
        if "say_plain" in kinds and not self._is_plain_verb(scene.doc, i, lo):
            return None
        if "according" in kinds:
            return self._according(scene, i, lo, hi, before)
        if "relay" in kinds:
            return self._relay(scene, i, lo, hi, before)
        if "statement" in kinds and not word.verb:
            return self._statement(scene, i, lo, hi)
        if "unnamed" in kinds:
            return self._rumour(scene, i, hi, before)
        return self._saying(scene, i, lo, hi, before)

    def _is_plain_verb(self, doc: Document, i: int, lo: int) -> bool:
        """«وبيّن المصدر»: «بين» is a verb only where a clause begins and one who can speak follows."""
        begins = i == lo or any(c in doc.gaps[i] for c in "،,") or doc.words[i - 1] in self._words.clause_openers
        if i == lo and doc.info[i].conjunction:  # «وبيّن سالم أن», «وبيّن للجزيرة نت سالم أن»; not «وبين كسب واللاذقية»
            for j in range(i + 1, min(i + _PLAIN, len(doc))):
                if doc.has(j, "that"):
                    return True
                if doc.info[j].verb & SAYING or doc.info[j].conjunction:
                    break
        return begins and doc.has(i + 1, "that", *HEADS)

    def _and_that(self, scene: Scene, i: int, lo: int, hi: int) -> Found:
        """«… . وأن المعبر مغلق»: a sentence that begins with «وأن» goes on with what was said."""
        if i != lo or scene.doc.info[i].conjunction != "و" or not (speaker := scene.memory.last):
            return None
        return Attribution(i, hi, speaker, i, rule="say_on"), i + 1

    # ---- «قال المصدر إن» -------------------------------------------------------------------------------------

    def _saying(self, scene: Scene, i: int, lo: int, hi: int, before: list[Attribution]) -> Found:
        doc, memory, w = scene.doc, scene.memory, self._words
        word = doc.info[i]
        if doc.words[i - 2 : i] == ["علي", "ما"] and i - 2 >= lo:
            return self._according(scene, i - 2, lo, hi, before)  # «على ما أعلنت الوزارة»
        verb = "say_plain" in word.classes or (bool(word.verb & SAYING) and not self._is_noun(doc, i))
        opener = self._phrases.opener(scene, i, hi)
        if self._is_no_frame(doc, i, lo, opener, before, verb=verb):
            return None
        denies = "deny" in word.classes and doc.words[i - 1].removeprefix("و") not in self._words.negations
        if word.pronoun and not verb and "say" in word.classes:  # «إعلانه», «تأكيدها»
            speaker = memory.last
            return (Attribution(i + 1, hi, speaker, i, denies), i + 1) if speaker else None
        named, rule = self._subjects.find(scene, i, lo, hi, opener, verb=verb), "say"
        if named is None:
            named, rule = self._subjects.dropped(scene, i, lo, opener, verb=verb), "say_on"
        if named is None:
            return None
        speaker, end = named.speaker, named.end
        about = verb and doc.info[i].bare in w.of_topics and doc.words[end : end + 1] == ["عن"]
        if about and opener is not None and end + 1 < opener:
            opener = None  # «تحدثت وسائل إعلام عن فتح المعبر»
        if rule == "say":
            speaker = self._chained(scene, speaker, i, lo, end, opener, hi)
            speaker = self._nested(doc, speaker, i, before)
        others = self._subjects.together(scene, named, opener) if rule == "say" else ()
        if verb or opener is not None:
            memory.hear(speaker)
        distance = doc.text_of(i, i) if "claim" in word.classes else None
        if opener is None:
            trails = "،" in doc.gaps[i] or doc.words[i - 1] in ("كما", "ما", "الذي")
            aside = end < hi and "،" in doc.gaps[end] and doc.words[i - 1] == "كما"  # «…، كما قال الوزير، …»
            if verb and (end >= hi or aside) and i - lo > 3 and trails:  # «…، أعلنت الوزارة.»
                stop = hi if aside else i
                return Attribution(lo, stop, speaker, i, denies, distance, "according", others), end
            stop = self._then(doc, i, self._contradicted(doc, i, i + 1, hi))
            stop = stop if verb else self._phrases.noun_end(doc, i, hi)
            return Attribution(i + 1, stop, speaker, i, denies, distance, rule, others), i + 1
        for k in range(end, opener):  # «قالت المصادر، وفق ما نقلته عنها وكالة X، إن»
            in_what = (
                doc.words[k - 1 : k + 1] == ["في", "ما"] and doc.info[k + 1].pronoun and doc.info[k + 1].verb & SAYING
            )
            if doc.has(k, "according") or in_what:  # «زعم الوزير، في ما أوردته صحيفة X، أن»
                told = [Attribution(opener + 1, hi, speaker, i)]
                self._according(scene, k, lo, opener + 1, told)
                speaker = told[0].speaker
                break
        stop = self._contradicted(doc, i, opener + 1, hi)
        return Attribution(opener + 1, stop, speaker, i, denies, distance, rule, others), opener + 1

    def _contradicted(self, doc: Document, i: int, lo: int, hi: int) -> int:
        """Where the report says what came of an announcement: «أعلنت الوزارة أنه سيُفتح، غير أنه ظل مغلقًا»."""
        if doc.info[i].bare not in self._words.announcing:
            return hi
        quoted = False
        for j in range(lo, hi):
            quoted ^= doc.gaps[j].count('"') % 2 == 1
            if not quoted and "،" in doc.gaps[j] and doc.words[j] in self._words.but:
                if doc.words[j] not in ("غير", "الا", "بيد") or doc.has(j + 1, "that"):
                    return j
        return hi

    def _then(self, doc: Document, i: int, hi: int) -> int:
        """Where what was done next begins: «أمرت الحكومة بغلقه، ثم فتحته», «…، وأعادت فتحه»: no longer announced."""
        feminine = doc.words[i].endswith("ت")
        for j in range(i + 2, hi):
            word = doc.info[j]
            if "،" in doc.gaps[j]:
                then = doc.words[j] == "ثم" and j + 1 < hi and bool(doc.info[j + 1].verb)
                past = bool(word.verb) and not word.present and not word.verb & SAYING
                same = past and feminine and word.conjunction == "و" and doc.words[j].endswith(("ت", "ته", "تها"))
                if then or same:
                    return j
        return hi

    def _is_noun(self, doc: Document, i: int) -> bool:
        """«نفي» after a preposition or with one of its own is a noun."""
        word = doc.info[i]
        if word.preposition:
            return not (word.verb and word.present)  # but «خرج ليقول»
        after = i > 0 and (doc.has(i - 1, "after") or doc.words[i - 1] in ("علي", "في", "ان", "موقع"))
        return word.bare == "نفي" and after

    def _is_no_frame(
        self, doc: Document, i: int, lo: int, opener: int | None, before: Sequence[Attribution], *, verb: bool
    ) -> bool:
        """Whether a word of saying introduces nobody here."""
        w = self._words
        word = doc.info[i]
        last = doc.words[i - 1] if i > lo else ""
        following = doc.words[i + 1] if i + 1 < len(doc) else ""
        if (word.article and not verb) or doc.words[i] in w.not_verbs or following in ("منه", "اليه", "اليها"):
            return True  # «علمًا», «يفيد منه», «اجتماع دعا إليه الضباط»
        if "جدد" in word.bare and opener is None and not self._renews(doc, i):
            return True  # «جدد الاحتلال استهدافه المعبر»
        if verb and word.present and word.bare.endswith(_RANKED) and doc.has(i + 1, *CROSSING):
            return True  # «ويُعد معبر كسب المنفذ الوحيد», which no one says
        if not verb and last == "في" and doc.words[i].startswith(("تصريح", "حديث")):
            return True  # «في تصريح لـ», which goes with a verb
        if word.present and (following in w.amounts or (doc.has(i + 1, "crossing") and "عتبر" in word.bare)):
            return True  # «يبلغ عدد المسافرين», «يعتبر المعبر شريانًا»
        if "say_on" in word.classes and doc.words[i + 1 : i + 2] in (["علي"], ["عن"]):
            return True  # «ما يزيد على خمسين عامًا»
        if last in w.relative and opener is None and following in ("عنه", "عنها", "عنهما", "عنهم"):
            return True  # «المعابر التي أعلنت عنها روسيا لم تُفتح»
        if last in w.relative and opener is None and (word.pronoun or "decide" in word.classes):
            return True  # «الأكاذيب التي يبثها»
        if "decide" in word.classes and any(a.start <= i < a.end for a in before):
            return True  # a decision told of by another
        if (i > lo and doc.has(i - 1, "impersonal")) or (verb and "deny" not in word.classes and last in w.negations):
            return True  # «الجدير ذكره أن», «لم تكشف هويته»
        if verb and opener is None and last == "ان" and not any(v.endswith("سبق") for v in doc.words[lo:i]):
            return True  # «من دون أن تخطر الإدارة», but «سبق لها أن أعلنت»
        return self._is_retold(doc, i, word, before)

    def _renews(self, doc: Document, i: int) -> bool:
        """«جدد الوزير تأكيده»: words are what is renewed."""
        near = (doc.words[j].removeprefix("ال") for j in range(i + 1, min(len(doc), i + 6)))
        return any(word.startswith(_RENEWED) for word in near)

    def _is_retold(self, doc: Document, i: int, word: Word, before: Sequence[Attribution]) -> bool:
        """Whether a frame stands inside what somebody else, not an outlet, says: he vouches for it all."""
        if word.conjunction or "say_on" in word.classes or any(c in doc.gaps[i] for c in "،,"):
            return False
        if doc.words[i - 1] == "ما" and word.pronoun:
            return False  # «حقيقة ما نشرته المواقع من أن», which he tells of and does not vouch for
        outer = next((a for a in reversed(before) if a.start <= i < a.end), None)
        if outer is None or outer.speaker.kind in ("media", "self") or outer.rule == "according":
            return False
        lo = doc.clauses[doc.clause[i]][0]
        return lo <= outer.start or (doc.words[lo] not in self._words.turns and not doc.info[lo].conjunction)

    def _chained(
        self, scene: Scene, speaker: Speaker, i: int, lo: int, end: int, opener: int | None, hi: int
    ) -> Speaker:
        """The speaker with whom he talked to, and, where an outlet speaks, the one it names as its source."""
        doc, w = scene.doc, self._words
        limit = opener if opener is not None else min(hi, end + 8)
        via = self._listeners.addressed(scene, i + 1, limit)
        if not via and any(doc.words[j].lstrip("و") in w.talk for j in range(lo, i)):
            via = self._listeners.addressed(scene, lo, i)  # «في تصريح لموقع X، أكد الناطق»
        if not via and doc.info[i].bare in w.tell and speaker.kind != "media":
            via = tuple(scene.outlets[j].name.id for j in range(i + 1, limit) if j in scene.outlets)[:1]
        self._note(scene, via)
        speaker = speaker.through(*via)
        if opener is None:
            return speaker
        for j in range(end, min(opener, end + 8)):
            learned = doc.words[j] == "من" and doc.info[i].bare.startswith("علم")  # «علمت الصحيفة من مصادر أن»
            if doc.words[j] in ("عن", "لسان") or learned:  # «ذكرت الصحيفة نقلاً عن مصدر أن», «على لسان»
                source = self._naming.who(scene, j + 1, opener)
                if source is None or speaker.kind == "self":  # nobody is heard through the report's own outlet
                    return source.speaker if source else speaker
                return source.speaker.through(speaker.name)
        return speaker

    def _note(self, scene: Scene, outlets: Sequence[str]) -> None:
        """Remember outlets that were talked to, which «الوكالة» may mean."""
        for name in outlets:
            if outlet := self._registry.outlets.get(name):
                head = self._words.head(self._words.outlet_kinds.get(outlet.kind, ""))
                scene.memory.heads[head] = Speaker(name, "media", head=head)

    def _nested(self, doc: Document, speaker: Speaker, i: int, before: Sequence[Attribution]) -> Speaker:
        """The speaker of a frame inside what an outlet says is heard through that outlet."""
        for outer in reversed(before):
            if outer.speaker.kind == "media" and outer.start <= i < outer.end and speaker.kind != "media":
                between = range(outer.start + 1, i)
                if not any(doc.words[j] in self._words.turns and "،" in doc.gaps[j] for j in between):
                    return speaker.through(outer.speaker.name, *outer.speaker.via)
        return speaker

    # ---- «جاء في بيان للوزارة أن», «وسط أنباء عن» --------------------------------------------------------------

    def _ordering(self, scene: Scene, i: int, hi: int, before: Sequence[Attribution]) -> Found:
        """«أرجأت بغداد افتتاح المعبر»: an authority whose decision is the news."""
        if any(a.start <= i < a.end for a in before) or i + 1 >= hi or i + 1 not in scene.actors:
            return None
        named = self._naming.who(scene, i + 1, hi)
        if named is None or named.speaker.kind != "official":
            return None
        scene.memory.hear(named.speaker)
        return Attribution(i, self._then(scene.doc, i, hi), named.speaker, i, rule="order"), named.end

    def _statement(self, scene: Scene, i: int, lo: int, hi: int) -> Found:
        if (taken := self._subjects.took(scene, i, lo)) is not None:
            scene.memory.hear(taken.speaker)
            back = (j for j in range(i + 1, hi) if "،" in scene.doc.gaps[j] and scene.doc.has(j, "background"))
            return Attribution(lo, next(back, hi), taken.speaker, i, rule="statement"), i + 1
        opener = self._phrases.opener(scene, i, min(hi, i + _STATEMENT))
        if opener is None:
            return None
        word = scene.doc.info[i]
        if word.preposition == "ل":
            return None  # «ارتاحوا للقرار»
        if word.pronoun or (word.article and scene.doc.words[i - 1] == "في"):  # «جاء في بيانها»، «ورد في القرار»
            issuer = scene.memory.kinds.get("official")
            return (Attribution(opener + 1, hi, issuer, i, rule="statement"), opener + 1) if issuer else None
        named = self._naming.who(scene, i, opener) or self._subjects.before(scene, i, lo)
        if named is None:
            return None
        scene.memory.hear(named.speaker)
        speaker = self._chained(scene, named.speaker, i, lo, opener, opener, hi)
        return Attribution(opener + 1, hi, speaker, i, rule="statement"), opener + 1

    def _rumour(self, scene: Scene, i: int, hi: int, before: Sequence[Attribution]) -> Found:
        """«وسط أنباء عن فتح المعبر»: what nobody vouches for but the news itself."""
        doc, w = scene.doc, self._words
        about = next((j for j in (i + 1, i + 2) if j < hi and doc.words[j] in w.about), None)
        if about is None or doc.info[i].bare not in w.news or any(a.start <= i < a.end for a in before):
            return None
        speaker = Speaker(doc.text_of(i, about - 1), "unnamed", head=doc.info[i].bare, feminine=True)
        return Attribution(about + 1, self._phrases.noun_end(doc, about, hi), speaker, i, rule="rumour"), about + 1

    # ---- «بحسب مصادر» ---------------------------------------------------------------------------------------

    def in_words_of(self, scene: Scene, i: int, end: int, lo: int, hi: int, before: list[Attribution]) -> Found:
        """«على حد قول الوزير»: the phrase from word ``i`` to ``end``, and who follows it."""
        return self._according(scene, i, lo, hi, before, end)

    def _according(
        self, scene: Scene, i: int, lo: int, hi: int, before: list[Attribution], start: int | None = None
    ) -> Found:
        doc, memory, w = scene.doc, scene.memory, self._words
        if start is None:
            start = next((j for j in range(i + 1, hi) if doc.words[j] not in ("ما", "لما", "الي", "ل", "عن")), hi)
        his = i if doc.info[i].pronoun else i + 1 if i + 1 < hi and doc.words[i + 1] in w.his_telling else None
        if his is not None and memory.last is not None:  # «وبحسبه», «وفقًا له»
            return Attribution(lo, hi, memory.last, i, rule="according"), his + 1
        if start + 1 < hi and doc.words[start].removeprefix("ل") in w.telling:  # «بحسب رواية الأهالي»
            start += 1
        relayed = about_him = False
        told: int | None = None
        if start < hi and doc.info[start].verb & SAYING:
            told, relayed = start, "relay" in doc.info[start].classes
            about_him = start + 1 < hi and doc.words[start + 1] in w.of_him
            start = self._phrases.skip(scene, start + 1, hi)
            start = next((j for j in range(start, hi) if doc.words[j] not in w.about_it), hi)
        named = self._naming.who(scene, start, hi, clitic=True)
        if named is None and told is None:
            named = self._by_name(scene, start, hi)
        if (
            named is None
            and told is not None
            and not doc.has(told, "impersonal")
            and (start >= hi or any(c in doc.gaps[start] for c in "،,"))
        ):
            goes_on = memory.going_on(doc.info[told], doc.words[told])
            named = Named(goes_on, start) if goes_on else None  # «…، وفق ما أضافت، …»
        if named is None:
            return None
        end = named.end
        via = self._listeners.addressed(scene, end, min(hi, end + 6))
        self._note(scene, via)
        speaker = named.speaker.through(*via)
        for j in range(end, min(hi, end + 5)):
            if doc.words[j] == "عن" and (source := self._naming.who(scene, j + 1, hi)):
                memory.hear(speaker)
                speaker, end = source.speaker.through(speaker.name), source.end
                break
        if about_him and speaker.kind == "media" and not before:
            if heard := memory.person(doc.words[lo:i]) or memory.last:
                speaker = heard.through(speaker.name)
        if speaker.kind == "media" and before and (before[-1].speaker.kind != "media" or relayed):
            before[-1] = replace(before[-1], speaker=before[-1].speaker.through(speaker.name))
            memory.hear(before[-1].speaker)
            return None, end
        memory.hear(speaker)
        parenthesis = end < hi and any(c in doc.gaps[end] for c in "،,") and not self._joins(doc, end)
        whole = i - lo <= 2 or end >= hi or parenthesis
        return Attribution(lo, hi if whole else end, speaker, i, rule="according"), end

    def _by_name(self, scene: Scene, start: int, hi: int) -> Named | None:
        """«وبحسب علي حمية وزير الأشغال، فإن»: a person by name, where an office stands beside the name."""
        doc = scene.doc
        for j in range(start + 1, min(hi, start + _NAME)):
            if doc.has(j, "official") and j > start + 1:
                end = next(
                    (k for k in range(j + 1, min(hi, j + _NAME)) if doc.has(k, "that") or "،" in doc.gaps[k]), hi
                )
                return self._naming.who(scene, start, end, told=True)
            if (doc.info[j].classes and not doc.info[j].pronoun) or doc.words[start].startswith("ال"):
                return None
        return None

    def _joins(self, doc: Document, i: int) -> bool:
        """Whether word ``i`` begins with «و» for "and", as far as the lexicon can tell."""
        return doc.words[i][0] == "و" and (bool(doc.info[i].conjunction) or not doc.info[i].classes)

    # ---- «نقلت الوكالة عن مصدر قوله إن» ------------------------------------------------------------------------

    def _relay(self, scene: Scene, i: int, lo: int, hi: int, before: Sequence[Attribution]) -> Found:
        doc, memory, w = scene.doc, scene.memory, self._words
        word = doc.info[i]
        opener = self._phrases.opener(scene, i, hi)
        limit = opener if opener is not None else min(hi, i + _RELAY)
        if word.preposition or (opener is None and word.pronoun and doc.words[i - 1] in w.relative):
            return None  # «لنقل البضائع», «الأنباء التي نقلتها»
        if opener is None and "نقل" in word.bare and not any(v in w.from_ for v in doc.words[i:limit]):
            return None  # «نقل البضائع»
        if word.bare == "نقل" and doc.has(i - 1, "official"):
            return None  # «مدير نقل درعا»
        if opener is None and "نسب" in word.bare:
            return None  # «هجوم نسبه الناشطون إلى»
        start = self._phrases.skip(scene, i + 1, limit)
        about_him = start > i + 1 and doc.words[start - 1] in w.of_him
        chain: list[Speaker] = []
        end = start
        named = self._naming.who(scene, start, limit)
        if named is None or doc.info[start].bare in w.news:  # «تناقلت الصفحات أنباءً»
            named = self._subjects.before(scene, i, lo) or named
        if named is not None:
            chain.append(named.speaker)
            end = max(named.end, start)
        told = opener is not None and "تناقل" not in word.bare and "تداول" not in word.bare
        links = w.from_ | {"الي"} if "نسب" in word.bare else w.from_  # «نسبت الوكالة إلى مصدر»
        for j in range(end, limit):
            if doc.words[j] in links and (source := self._naming.who(scene, j + 1, limit, told=told)):
                chain.append(source.speaker)
                end = source.end
        if not chain:
            return None
        relays = (p.name for p in reversed(chain[:-1]) if p.kind == "media" or p.name in self._registry.outlets)
        speaker = self._nested(doc, chain[-1].through(*relays), i, before)
        if about_him and memory.last is not None:
            speaker = memory.last.through(speaker.name)
        if doc.words[i - 1] != "ما":  # «ما يتداوله الأهالي عن»: talk of the place, after which the last speaker goes on
            for party in (*chain[:-1], speaker):
                memory.hear(party)
        content = opener + 1 if opener is not None else end
        return Attribution(content, hi, speaker, i, rule="relay"), content
