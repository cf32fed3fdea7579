"""Who has been heard so far in a report, and what later words refer back to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from itertools import islice

from maabar.model import SpeakerKind
from maabar.reading.document import Document
from maabar.reading.which.names import Found
from maabar.reading.who.function_words import FunctionWords
from maabar.text.lexicon import Word


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who vouches, and through which outlets (nearest to the speaker first).

    ``actor`` is the party spoken for, ``people`` the words that can name the person again, ``head`` the folded head
    noun by which he was named («وكالة»), ``feminine`` whether verbs about him are (None: both will do).
    """

    name: str
    kind: SpeakerKind
    via: tuple[str, ...] = ()
    actor: str | None = None
    people: frozenset[str] = frozenset()
    head: str = ""
    feminine: bool | None = None

    def through(self, *outlets: str) -> Speaker:
        """The same speaker, relayed by these outlets after those already known; nobody relays himself."""
        added = tuple(o for o in outlets if o not in self.via and o != self.name)
        return replace(self, via=self.via + added) if added and self.kind != "self" else self


@dataclass(slots=True)  # not frozen: a report makes many
class Attribution:
    """Words ``start`` to ``end`` (exclusive) are on a speaker's word; ``denies`` if the speaker says it is not so.

    ``frame`` is the word that introduces him, ``distance`` the words by which the report keeps its distance;
    ``others`` are those who say it together with him.
    """

    start: int
    end: int
    speaker: Speaker
    frame: int
    denies: bool = False
    distance: str | None = None
    rule: str = "say"
    others: tuple[Speaker, ...] = ()


@dataclass(slots=True)
class Memory:
    """Speakers in the order heard, and by head noun, kind and person."""

    words: FunctionWords
    heard: list[Speaker] = field(default_factory=list)
    heads: dict[str, Speaker] = field(default_factory=dict)
    kinds: dict[str, Speaker] = field(default_factory=dict)
    people: dict[str, Speaker] = field(default_factory=dict)

    @property
    def last(self) -> Speaker | None:
        return self.heard[-1] if self.heard else None

    def hear(self, speaker: Speaker) -> None:
        """Note that he spoke (the outlet itself is not noted: it can always speak)."""
        if speaker.kind == "self":
            return
        self.heard.append(speaker)
        self.kinds[speaker.kind] = speaker
        if speaker.head:
            self.heads[speaker.head] = speaker
        for word in speaker.people:
            self.people[word] = speaker

    def person(self, words: list[str]) -> Speaker | None:
        """Who was named by one of these words before."""
        return next((self.people[w] for w in words if w in self.people), None) if self.people else None

    def back(self, word: Word) -> Speaker | None:
        """Whom «المصدر», «الوكالة», «المراسل» means: the last of that head noun, else of that kind."""
        if found := self.heads.get(self.words.head(word.bare)):
            return found
        if "unnamed" in word.classes:
            last = self.last
            several = word.bare in self.words.feminine  # «المصادر» are no official who spoke before
            others = ("media",) if several else ("official", "media")
            return self.kinds.get("unnamed") or (last if last and last.kind in others else None)
        kind = next((k for k in ("media", "witness") if k in word.classes), "")
        return self.kinds.get(kind)

    def going_on(self, verb: Word, form: str) -> Speaker | None:
        """Who goes on speaking where a verb has no subject: the last whom its gender allows, of the last three."""
        feminine = self._feminine(verb, form)
        for speaker in islice(reversed(self.heard), 3):
            if feminine is None or speaker.feminine is None or speaker.feminine == feminine:
                return speaker
        return self.last

    def _feminine(self, verb: Word, form: str) -> bool | None:
        if not verb.verb:
            return True if verb.bare.endswith("ه") else None
        if verb.present:
            stem = form.lstrip("وفس")
            return stem.startswith("ت") if stem[:1] in ("ت", "ي") else None
        if form.endswith("ا"):
            return None
        return form.endswith("ت") and verb.bare not in self.words.ends_in_t


@dataclass(slots=True)
class Scene:
    """A document with what its names mean here: parties, outlets and crossings by first word, the own outlet apart.

    ``covered`` are the words inside names of several words, ``own_words`` the own outlet's names of one word,
    ``country`` is where an outlet sits whose «وزارة الداخلية» can only be its own country's.
    """

    doc: Document
    actors: Mapping[int, Found]
    outlets: Mapping[int, Found]
    own: Mapping[int, Found]
    crossings: Mapping[int, Found]
    covered: frozenset[int]
    own_words: frozenset[str]
    default: Speaker
    country: str | None
    memory: Memory

    def named(self, i: int) -> bool:
        """Whether a name of a party, a crossing or an outlet begins at word ``i``."""
        if i in self.own or i in self.outlets or i in self.actors or i in self.crossings:
            return True
        return self.doc.words[i] in self.own_words

    def house(self, i: int) -> Found | None:
        """The outlet, the own one too, whose name begins at word ``i``."""
        return self.outlets.get(i) or self.own.get(i)
