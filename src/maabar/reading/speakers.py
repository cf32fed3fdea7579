"""Who speaks: frames of saying, chains of outlets, continuing verbs, and the span of words that each one vouches for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from maabar.model import SpeakerKind
from maabar.reading.document import Document
from maabar.reading.names import Found
from maabar.reading.parties import Parties
from maabar.registry import Registry

_SUBJECT_REACH = 34  # words between a verb of saying and «أن»; titles, names and appositions stand between
_PUNCTUATION = frozenset("،,.؛:()")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who vouches, and through which outlets (nearest to the speaker first)."""

    name: str
    kind: SpeakerKind
    via: tuple[str, ...] = ()
    actor: str | None = None
    people: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words ``start`` to ``end`` (exclusive) are on a speaker's word; ``denies`` if the speaker says it is not so."""

    start: int
    end: int
    speaker: Speaker
    frame: int
    denies: bool = False
    distance: str | None = None
    rule: str = "say"


@dataclass(slots=True)
class _State:
    """What later sentences may refer back to."""

    last: Speaker | None = None
    last_media: Speaker | None = None
    last_unnamed: Speaker | None = None
    last_office: Speaker | None = None
    people: dict[str, Speaker] = field(default_factory=dict)
    inside: Speaker | None = None


class SpeakerFinder:
    """Finds attributions with a registry's outlets and actors, and the frames of a language."""

    def __init__(self, registry: Registry, parties: Parties) -> None:
        self._registry = registry
        self._nation = parties.nation

    def find(self, doc: Document, outlet: str) -> tuple[Speaker, list[Attribution]]:
        """The default speaker (the outlet, or the agency of its dateline) and the attributions, in order."""
        own = Speaker(doc.report.outlet, "self")
        state = _State()
        self._actors = {f.start: f for f in doc.names if f.name.what == "actor"}
        self._outlets = {f.start: f for f in doc.names if f.name.what == "outlet" and f.name.id != outlet}
        self._own = {f.start: f for f in doc.names if f.name.what == "outlet" and f.name.id == outlet}
        out: list[Attribution] = []
        default = self._dateline(doc) or own
        for lo, hi in doc.bounds:
            out += self._sentence(doc, lo, hi, state, default)
        return default, out

    # ---- a sentence -----------------------------------------------------------------------------------------

    def _sentence(self, doc: Document, lo: int, hi: int, state: _State, default: Speaker) -> list[Attribution]:
        out: list[Attribution] = []
        i = lo
        while i < hi:
            kinds = doc.info[i].classes
            phrase = doc.phrase.get(i)
            if phrase and phrase[0] == "distance":
                out = [replace(a, distance=doc.text_of(i, phrase[1] - 1)) if a.end >= i else a for a in out]
                i = phrase[1]
                continue
            if phrase and phrase[0] == "false" and phrase[1] <= hi:
                i = phrase[1]
                continue
            if kinds.isdisjoint(_FRAMES) or phrase and phrase[0] not in ("false",) and doc.info[i].classes & {"pass"}:
                i += 1
                continue
            found = self._frame(doc, i, lo, hi, state, default)
            if found is None:
                i += 1
                continue
            attributions, i_next = found
            out += attributions
            i = max(i + 1, i_next)
        return out

    def _frame(
        self, doc: Document, i: int, lo: int, hi: int, state: _State, default: Speaker
    ) -> tuple[list[Attribution], int] | None:
        kinds = doc.info[i].classes
        if "impersonal" in kinds and i - lo <= 2:
            return [Attribution(i + 1, hi, default, i, rule="impersonal")], i + 1
        if "say_plain" in kinds and not (doc.has(i + 1, *_HEADS) and (i == lo or "،" in doc.gaps[i])):
            return None
        if "according" in kinds:
            return self._according(doc, i, lo, hi, state, default)
        if "relay" in kinds:
            return self._relay(doc, i, lo, hi, state, default)
        return self._saying(doc, i, lo, hi, state, default)

    # ---- «قال المصدر إن» -------------------------------------------------------------------------------------

    def _saying(
        self, doc: Document, i: int, lo: int, hi: int, state: _State, default: Speaker
    ) -> tuple[list[Attribution], int] | None:
        word = doc.info[i]
        if "statement" in word.classes and (self._opener(doc, i, min(hi, i + 16)) is None or doc.has(i - 1, "say")):
            return None
        if word.article and not word.verb:
            return None
        denies = "deny" in word.classes
        if word.pronoun and not word.verb and "say" in word.classes:
            speaker = state.last
            return ([Attribution(i + 1, hi, speaker, i, denies)], i + 1) if speaker else None
        opener = self._opener(doc, i, hi)
        noun = not word.verb or (word.classes & {"say", "deny"} and self._nominal(doc, i))
        subject_end = opener if opener is not None else self._phrase_end(doc, i + 1, hi)
        content = (opener + 1) if opener is not None else i + 1
        carry_on = "say_on" in word.classes and (opener is not None and opener - i <= 2 or not word.verb)
        speaker: Speaker | None = None
        known = next((state.people[w] for w in doc.words[i + 1 : i + 4] if w in state.people), None)
        if known is not None and not noun:
            speaker = known
        elif not (carry_on and (opener is None or opener - i <= 2)):
            speaker = self._party(doc, i + 1, subject_end, state, default)
        rule = "say"
        if speaker is None and word.verb and not noun and i > lo:
            before = self._clause_start(doc, i, lo)
            if not carry_on and i - before <= 12:
                speaker = self._party(doc, before, i, state, default, leading=True)
        if speaker is None and opener is not None and word.verb and not noun and not carry_on:
            speaker = self._person(doc, i + 1, opener)
        if speaker is None:
            if carry_on or "say_on" in word.classes:
                speaker, rule = state.last, "say_on"
            elif denies or word.classes & {"say", "claim"}:
                speaker = state.last if opener is not None and opener - i <= 2 and not noun else None
                rule = "say_on"
        if speaker is None:
            return None
        if not speaker.via and i > lo and any(doc.words[j].lstrip("و") in _TALK for j in range(lo, i)):
            speaker = self._with(speaker, self._through(doc, lo, i))  # «في تصريح لموقع X، أكد الناطق»
        end = hi
        if noun and opener is None:
            end = min(hi, self._noun_end(doc, i, hi))
        if not noun or opener is not None:
            self._remember(state, speaker)
        attribution = Attribution(content, self._quote_end(doc, content, end), speaker, i, denies, rule=rule)
        if "claim" in word.classes:
            attribution = replace(attribution, distance=doc.text_of(i, i))
        return [attribution], content

    def _person(self, doc: Document, lo: int, hi: int) -> Speaker | None:
        """A private person by name, with nothing that says for whom: a witness, in the report's words."""
        while lo < hi and doc.words[lo] in ("اليوم", "له", "لها"):
            lo += 1
        if hi - lo < 1 or hi - lo > 14 or doc.info[lo].verb or doc.words[lo] in ("الي", "عن", "علي", "من", "ان", "في"):
            return None
        return Speaker(self._noun_phrase(doc, lo, hi), "witness", (), None, self._people(doc, lo, hi))

    def _nominal(self, doc: Document, i: int) -> bool:
        """«نفي» after a preposition or with one of its own is a noun."""
        word = doc.info[i]
        return bool(word.preposition) or word.bare == "نفي" and i > 0 and (
            doc.has(i - 1, "after") or doc.words[i - 1] in ("علي", "في", "ان", "موقع")
        )

    def _opener(self, doc: Document, i: int, hi: int) -> int | None:
        """The word before which what is said begins: «أن», or the word before a colon or an opening quote."""
        for j in range(i + 1, min(hi, i + _SUBJECT_REACH)):
            if "that" in doc.info[j].classes:
                return j
            if "words" in doc.info[j].classes and not doc.has(j + 1, "that"):
                return j
            if ":" in doc.gaps[j] and j > i:
                return j - 1
            if j > i + 1 and doc.info[j].verb & _FRAMES and "that" not in doc.info[j].classes:
                return None
        return None

    def _phrase_end(self, doc: Document, i: int, hi: int) -> int:
        """Where a subject ends when no «أن» follows: at punctuation, at what is said, or after ten words."""
        for j in range(i, min(hi, i + 10)):
            if j > i and any(c in doc.gaps[j] for c in "،,؛:"):
                return j
            if doc.info[j].classes & _CONTENT and j > i:
                return j
        return min(hi, i + 10)

    def _noun_end(self, doc: Document, i: int, hi: int) -> int:
        for j in range(i + 2, min(hi, i + 30)):
            if "،" in doc.gaps[j] or "," in doc.gaps[j]:
                return j
        return min(hi, i + 30)

    def _quote_end(self, doc: Document, start: int, end: int) -> int:
        return end

    def _clause_start(self, doc: Document, i: int, lo: int) -> int:
        j = i
        while j > lo and not any(c in doc.gaps[j] for c in '،,:؛.'):
            j -= 1
        return j

    # ---- «بحسب مصادر» ---------------------------------------------------------------------------------------

    def _according(
        self, doc: Document, i: int, lo: int, hi: int, state: _State, default: Speaker
    ) -> tuple[list[Attribution], int] | None:
        start = i + 1
        if start < hi and doc.words[start] in ("ما", "لما", "الي", "ل"):
            start += 1
        if start < hi and doc.info[start].classes & {"relay", "say", "say_on"} and doc.info[start].verb:
            if "relay" in doc.info[start].classes:
                found = self._relay(doc, start, lo, hi, state, default)
                if found:
                    return [replace(a, start=lo, end=hi, rule="according") for a in found[0]], found[1]
            start += 1
            while start < hi and doc.words[start] in ("به", "عنه", "عنها", "في", "اليه", "لها", "له", "اليوم", "امس"):
                start += 1
        end = start
        while end < hi and end - start < 14:
            if end > start and any(c in doc.gaps[end] for c in "،,؛:"):
                break
            if "that" in doc.info[end].classes:
                break
            if end > start and doc.info[end].classes & {"according"}:
                break
            end += 1
        speaker = self._party(doc, start, end, state, default)
        if speaker is None:
            return None
        if doc.words[i].endswith("نقلا") and end < hi:
            pass
        self._remember(state, speaker)
        first = lo
        leading = i - lo <= 2
        if not leading:  # «…، بحسب المصدر» covers what stands before it, up to an earlier frame's content
            return [Attribution(first, hi if end + 2 >= hi else end, speaker, i, rule="according")], end
        return [Attribution(first, hi, speaker, i, rule="according")], end

    # ---- «نقلت الوكالة عن مصدر قوله إن» ------------------------------------------------------------------------

    def _relay(
        self, doc: Document, i: int, lo: int, hi: int, state: _State, default: Speaker
    ) -> tuple[list[Attribution], int] | None:
        opener = self._opener(doc, i, hi)
        limit = opener if opener is not None else min(hi, i + 24)
        stops = [i]
        for j in range(i + 1, limit):
            if doc.words[j] == "عن" or doc.words[j] == "نقلا":
                stops.append(j)
        bound = [*stops, limit]
        parties: list[Speaker] = []
        for a, b in zip(bound, bound[1:], strict=False):
            party = self._party(doc, a + 1, b, state, default)
            if party is None and a == i:
                before = self._clause_start(doc, i, lo)
                party = self._party(doc, before, i, state, default, leading=True) if i - before <= 12 else None
            if party is not None:
                parties.append(party)
        if not parties:
            return None
        speaker = parties[-1]
        chain = [p for p in parties[:-1] if p.kind == "media"]
        via = tuple(p.name for p in reversed(chain))
        if via and speaker.kind != "self":
            speaker = replace(speaker, via=tuple(dict.fromkeys(speaker.via + via)))
        if chain:
            state.last_media = chain[0]
        self._remember(state, speaker)
        content = opener + 1 if opener is not None else (stops[-1] + 1)
        return [Attribution(content, hi, speaker, i, rule="relay")], content

    # ---- who it is -------------------------------------------------------------------------------------------

    def _party(
        self, doc: Document, lo: int, hi: int, state: _State, default: Speaker, *, leading: bool = False
    ) -> Speaker | None:
        """The party that words ``lo`` to ``hi`` name, or None. ``leading``: they stand before their verb."""
        if hi <= lo:
            return None
        via = self._through(doc, lo, hi)
        for i in range(lo, min(hi, lo + (12 if leading else 6))):
            kinds = doc.info[i].classes
            word = doc.info[i]
            if i > lo and not leading and i - lo > 3 and not self._listed(doc, i):
                continue
            if "that" in kinds:
                break
            if doc.has(i + 1, "same") and kinds & {"unnamed", "media", "witness"} or (
                word.article and kinds & {"unnamed", "media", "official"} and not self._named_after(doc, i, hi)
            ):
                if back := self._back(kinds, state):
                    return self._with(back, via)
            if "unnamed" in kinds:
                if word.article and state.last_unnamed and not self._named_after(doc, i, hi):
                    return self._with(state.last_unnamed, via)
                return Speaker(self._noun_phrase(doc, i, hi), "unnamed", via)
            if i in self._own and "witness" not in kinds and not ({"media"} & kinds and i + 1 in self._outlets):
                if i + 1 >= hi or not doc.has(i - 1, "witness"):
                    return Speaker(default.name if default.kind == "self" else default.name, "self")
            if (i in self._outlets and self._outlets[i].clitic.endswith("ل")) or doc_is_media(doc.words[i]):
                skip = i + 1
                while skip < hi and (skip in self._outlets or doc.gaps[skip].strip() in ('"',)) and skip - i < 4:
                    skip += 1
                if i - lo <= 1 and (rest := self._party(doc, max(skip, i + 1), hi, state, default)):
                    return self._with(rest, via)
                continue
            if i in self._outlets:
                return Speaker(self._outlets[i].name.id, self._outlet_kind(self._outlets[i].name.id), via)
            if "media" in kinds or doc.phrase.get(i, ("", 0))[0] == "media":
                return self._media(doc, i, hi, via)
            if "witness" in kinds and not (word.bare == "فريق" and word.article):
                return Speaker(self._noun_phrase(doc, i, hi), "witness", via)
            if i in self._actors and not self._is_object(doc, i):
                return self._actor(doc, i, hi, via)
            if "official" in kinds:
                found = self._office(doc, i, hi, via)
                if found:
                    return found
                if doc.words[i].startswith(("اداره", "مدير")):
                    end = doc.bounds[doc.sentence[i]][1]
                    return Speaker(self._noun_phrase(doc, i, min(end, i + 8)), "official", via)
                if doc.words[i] == "الاداره" and state.last_office:
                    return self._with(state.last_office, via)
        for i in range(lo, min(hi, lo + 14)):
            if doc.words[i] in state.people:
                return self._with(state.people[doc.words[i]], via)
        if not leading:
            for i in range(lo, min(hi, lo + 16)):
                if i in self._actors:
                    return self._actor(doc, i, hi, via, lo)
                if doc.info[i].classes & {"official"} and (found := self._office(doc, i, hi, via)):
                    return found
        return None

    def _listed(self, doc: Document, i: int) -> bool:
        return i in self._actors or i in self._outlets or bool(doc.info[i].classes & _HEADS)

    def _is_object(self, doc: Document, i: int) -> bool:
        return bool(self._actors[i].clitic in ("ل", "ب")) and False

    def _back(self, kinds: frozenset[str], state: _State) -> Speaker | None:
        if "unnamed" in kinds:
            return state.last_unnamed or (state.last if state.last and state.last.kind == "official" else None)
        if "official" in kinds:
            return state.last if state.last and state.last.kind in ("official", "unnamed") else None
        return state.last_media

    def _named_after(self, doc: Document, i: int, hi: int) -> bool:
        """Whether words that tell which one follow a head noun: «المصادر الإعلامية», «الوكالة الرسمية (سانا)»."""
        j = i + 1
        if "media" in doc.info[i].classes:
            near = range(j, min(hi, i + 4))
            return any(k in self._outlets or '"' in doc.gaps[k] or "(" in doc.gaps[k] for k in near)
        if "official" in doc.info[i].classes:
            return any(k in self._actors or self._nation(doc.words[k]) for k in range(i, min(hi, i + 9)))
        if j >= hi or any(c in doc.gaps[j] for c in "،,؛:"):
            return False
        if "that" in doc.info[j].classes or doc.info[j].verb and not doc.info[j].article:
            return False
        return doc.words[j] not in ("في", "ان", "خلال", "اليوم", "عبر") and not doc.has(j, "same")

    def _noun_phrase(self, doc: Document, i: int, hi: int) -> str:
        """The words of an unnamed speaker as written: «مصدر عسكري في ريف حلب»."""
        end = i + 1
        depth = 0
        while end < hi and end - i < 9:
            gap = doc.gaps[end]
            if any(c in gap for c in "،,؛:("):
                break
            word = doc.words[end]
            if word in _NP_STOP or word in ("ل", "لـ") or doc.info[end].classes & {"that", "same"}:
                break
            near = self._outlets.get(end) or self._own.get(end)
            if near and (near.clitic or "witness" not in doc.info[i].classes):
                break
            if word[0] == "ب" and len(word) > 4 and not doc.info[end].article and end > i + 1:
                break
            if doc.info[end].indefinite or word.endswith("ا") and len(word) > 4 and end > i + 1 and not word.startswith("ال"):
                break
            if word == "في" and end + 1 < hi and doc.words[end + 1] in _TALK:
                break
            if doc.info[end].verb and not doc.info[end].article and doc.info[end].classes & _FRAMES:
                break
            end += 1
        return doc.text_of(i, end - 1).strip()

    def _media(self, doc: Document, i: int, hi: int, via: tuple[str, ...]) -> Speaker:
        """«صحيفة "الوطن"»: the outlet by its name, or the name as written."""
        for j in range(i, min(hi, i + 6)):
            if j in self._outlets:
                return Speaker(self._outlets[j].name.id, self._outlet_kind(self._outlets[j].name.id), via)
            if j > i and any(c in doc.gaps[j] for c in "،,؛:"):
                break
        for j in range(i + 1, min(hi, i + 4)):
            if '"' in doc.gaps[j] or "(" in doc.gaps[j]:
                end = j
                while end + 1 < hi and '"' not in doc.gaps[end + 1] and ")" not in doc.gaps[end + 1] and end - j < 4:
                    end += 1
                if doc.words[j - 1] not in ("علي", "في", "ب") and not doc.has(j, "media"):
                    return Speaker(doc.text_of(j, end), "media", via)
        return Speaker(self._noun_phrase(doc, i, hi), "media", via)

    def _outlet_kind(self, outlet: str) -> SpeakerKind:
        return "witness" if self._registry.outlet(outlet).kind == "monitor" else "media"

    def _actor(self, doc: Document, i: int, hi: int, via: tuple[str, ...], lo: int | None = None) -> Speaker:
        found = self._actors[i]
        actor = self._refine(doc, found, hi)
        people = self._people(doc, lo if lo is not None else i, hi)
        return Speaker(actor, "official", via, actor, people)

    def _refine(self, doc: Document, found: Found, hi: int) -> str:
        """The most specific party: «وزارة الدفاع في الحكومة المؤقتة» names both a ministry and whose it is."""
        actor = found.name.id
        for j in range(found.end, min(hi, found.end + 4)):
            other = self._actors.get(j)
            if other and actor in self._registry.ancestors(other.name.id):
                actor = other.name.id
        return actor

    def _office(self, doc: Document, i: int, hi: int, via: tuple[str, ...]) -> Speaker | None:
        """An office with the party or nation it belongs to: «الناطق باسم الجيش الوطني», «مسؤولون أتراك»."""
        for j in range(i, min(hi, i + 10)):
            if j > i and doc.info[j].classes & {"that"}:
                break
            if j in self._actors:
                return self._actor(doc, j, hi, via, i)
            nation = self._nation(doc.words[j])
            if nation and j > i:
                actor = self._ministry(doc, i, nation)
                return Speaker(actor, "official", via, actor, self._people(doc, i, hi))
        return None

    def _ministry(self, doc: Document, i: int, nation: str) -> str:
        if nation == "gov-sy" and doc.report.published.isoformat() >= "2024-12-08":
            return "gov-sy-2024"
        defence = any("دفاع" in w for w in doc.words[i : i + 4])
        special = f"{nation}-mod"
        return special if defence and special in self._registry.actors else nation

    def _people(self, doc: Document, lo: int, hi: int) -> frozenset[str]:
        """Words of a speaker's description that can name the person again: «وأضاف حمود»."""
        out = set()
        for j in range(lo, min(hi, lo + 22)):
            word = doc.words[j]
            if len(word) >= 4 and not doc.info[j].classes and not word.startswith("ال") and j not in self._actors:
                out.add(word)
            if len(word) >= 6 and not doc.info[j].classes and word.startswith("ال"):
                out.add(word)
        return frozenset(out)

    def _through(self, doc: Document, lo: int, hi: int) -> tuple[str, ...]:
        """«في تصريح لموقع X»: the outlet that a speaker talked to, when it is another one."""
        for j in range(lo, min(hi, lo + _SUBJECT_REACH)):
            if j in self._outlets:
                before = doc.words[max(lo, j - 3) : j]
                clitic = self._outlets[j].clitic
                if clitic.endswith("ل") or any(w[0] == "ل" and doc_is_media(w) for w in before) or "ل" in before:
                    return (self._outlets[j].name.id,)
        return ()

    def _with(self, speaker: Speaker, via: tuple[str, ...]) -> Speaker:
        return replace(speaker, via=via) if via and not speaker.via else speaker

    def _remember(self, state: _State, speaker: Speaker) -> None:
        state.last = speaker
        if speaker.kind == "media":
            state.last_media = speaker
        if speaker.kind == "official" and speaker.actor is None:
            state.last_office = speaker
        if speaker.kind == "unnamed":
            state.last_unnamed = speaker
        for word in speaker.people:
            state.people[word] = speaker

    def _dateline(self, doc: Document) -> Speaker | None:
        """An agency in the first words of the text, in brackets: «(رويترز)»."""
        for j in range(doc.title_end, min(len(doc), doc.title_end + 8)):
            if j in self._outlets and "(" in doc.gaps[j]:
                outlet = self._outlets[j].name.id
                if self._registry.outlet(outlet).kind == "agency":
                    return Speaker(outlet, "media")
        return None


def doc_is_media(word: str) -> bool:
    """Whether a word is «لـ» with a kind of outlet: «لموقع», «لوكالة»."""
    return word[1:] in _MEDIA_HEADS


def frames(words: Sequence[str]) -> frozenset[str]:
    return frozenset(words)


_MEDIA_HEADS = frozenset("موقع وكاله صحيفه قناه شبكه تلفزيون اذاعه جريده منصه".split())
_FRAMES = frozenset({"statement", "impersonal", "say_plain", "say", "say_on", "deny", "claim", "relay", "according"})
_HEADS = frozenset({"unnamed", "media", "witness", "official"})
_CONTENT = frozenset({"open", "closed", "agree", "crossing", "crossing_many", "crossing_dual", "open_state", "closed_state"})
_NP_STOP = frozenset("الي قد التي الذي الذين ما هناك لم مفادها علي اليوم امس صباح مساء خلال لموقع لوكاله لصحيفه لقناه لشبكه لتلفزيون قوله قولها قولهم ان انه عبر بان لراديو لاذاعه".split())
_TALK = frozenset("تصريح حديث حديثه حديثها تصريحات بيان تصريحه لقاء مقابله وقت منشور رد اتصال تغريده".split())
