"""Who speaks: for every word of a report the one who vouches for it, through which outlets.

`SpeakerFinder` goes through the sentences; what introduces a speaker is read by `frames`, whom a phrase names by
`naming` and `offices`, which outlet he talked to by `listeners`, what a word points back to by `voices.Memory`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from maabar.model import Outlet
from maabar.reading.document import Document
from maabar.reading.which.names import Found
from maabar.reading.who.frames import FRAMES, Frames
from maabar.reading.who.function_words import load_function_words
from maabar.reading.who.loaded import settle_loaded
from maabar.reading.who.naming import Naming
from maabar.reading.who.parties import Parties
from maabar.reading.who.phrases import SAYING, Phrases
from maabar.reading.who.quotations import closing, left_open
from maabar.reading.who.subjects import Subjects
from maabar.reading.who.voices import Attribution, Memory, Scene, Speaker
from maabar.registry import Registry
from maabar.text.fold import folded

__all__ = ["Attribution", "Speaker", "SpeakerFinder"]

_OF_DAMASCUS = frozenset(["gov-sy", "gov-sy-2024"])
"""Sides whose outlets mean by «وزير الداخلية» that of Damascus; Syrian outlets in exile don't."""
_TITLE = 8  # words before the colon of a title that names its speaker
_DATELINE = 8  # words at the beginning of a text within which its agency stands in brackets
_PLACE_AND_DATE = 5  # words that a line of place and date may have
_SOURCE_LINE = 6  # words at the end of a text that may say what it is taken from
_TOP, _BYLINE = 5, 7  # lines at the top among which a byline is looked for, and words that it may have
_QUOTED_ON = 8  # sentences that a quotation may run on
_LEADS = frozenset({"say", "relay", "according", "statement"})


class SpeakerFinder:
    """Finds attributions with a registry's outlets and actors, and the frames of a language."""

    def __init__(self, registry: Registry, parties: Parties, lang: str = "ar") -> None:
        self._registry = registry
        self._parties = parties
        self._words = load_function_words(lang)
        phrases = Phrases(self._words)
        self._naming = Naming(registry, parties, self._words, phrases)
        self._frames = Frames(
            registry, self._words, phrases, self._naming, Subjects(self._words, phrases, self._naming)
        )

    def find(self, doc: Document, outlet: str) -> tuple[Speaker, list[Attribution]]:
        """The default speaker (the outlet, or the agency of its dateline) and the attributions, in order."""
        side = self._registry.outlet(outlet).side
        settle_loaded(doc, self._parties.loaded, self._registry, side)
        scene = self._scene(doc, outlet)
        if agency := self._taken_from(scene):
            scene.default = Speaker(agency, "media")
        out: list[Attribution] = []
        quoted: Attribution | None = None
        since = 0
        for n, (lo, hi) in enumerate(_sentences(doc)):
            found = self._sentence(scene, lo, hi)
            if quoted is not None:
                close = closing(doc, lo, hi)
                found.insert(0, replace(quoted, start=lo, end=hi if close is None else close, rule="quote"))
                quoted = None if close is not None or n - since >= _QUOTED_ON else quoted
            elif (last := left_open(doc, found, hi)) is not None:
                quoted, since = last, n
            out += found
        if title := self._title(scene, out):
            out.insert(0, title)
        if scene.default.kind == "media":
            out = [replace(a, speaker=a.speaker.through(scene.default.name)) for a in out]
        settle_loaded(doc, self._parties.loaded, self._registry, side, out)
        return scene.default, out

    def _scene(self, doc: Document, outlet: str) -> Scene:
        house = self._registry.outlet(outlet)
        outlets = {f.start: f for f in doc.names if f.name.what == "outlet" and not _of_another(doc, f)}
        own = {i: f for i, f in outlets.items() if f.name.id == outlet or outlet.endswith("." + f.name.id)}
        return Scene(
            doc=doc,
            actors={f.start: f for f in doc.names if f.name.what == "actor"},
            outlets={i: f for i, f in outlets.items() if i not in own},
            own=own,
            crossings={f.start: f for f in doc.names if f.name.what == "crossing"},
            covered=frozenset(j for f in doc.names if f.end - f.start > 1 for j in range(f.start, f.end)),
            own_words=frozenset(folded(w) for w in (house.ar, *house.aliases, *house.short)),
            default=Speaker(doc.report.outlet, "self"),
            country=self._country(doc, house),
            memory=Memory(self._words),
        )

    def _country(self, doc: Document, house: Outlet) -> str | None:
        """Whose ministries an outlet means that names no country: its own, by seat or domain; else the theatre's."""
        if house.side in _OF_DAMASCUS:
            return "sy"
        theatres = (f.name.id.split("/")[0] for f in doc.names if f.name.what == "crossing")
        candidates = (house.seat, house.id.rpartition(".")[2], next(theatres, None))
        return next((c for c in candidates if c in self._parties.homes), None)

    def _taken_from(self, scene: Scene) -> str | None:
        """An agency in brackets in the first words of the text, or the outlet of a last line «المصدر: وكالة …»."""
        doc = scene.doc
        for j in range(doc.title_end, min(len(doc), doc.title_end + _DATELINE)):
            if doc.info[j].verb & SAYING:
                break  # «ذكرت الوكالة الأمريكية (أسوشيتد برس) أن»
            if j in scene.outlets and "(" in doc.gaps[j]:
                outlet = scene.outlets[j].name.id
                if self._registry.outlet(outlet).kind == "agency":
                    return outlet
        for j in range(max(doc.title_end + 1, len(doc) - _SOURCE_LINE), len(doc)):
            if j in scene.outlets and doc.words[j - 1] == "المصدر" and ":" in doc.gaps[j]:
                return scene.outlets[j].name.id
        return self._byline(scene)

    def _byline(self, scene: Scene) -> str | None:
        """The agency of a line of its own at the top («القاهرة - رويترز») or before the news («عمان/ بترا/ فُتح …»)."""
        doc = scene.doc
        house = self._registry.outlet(doc.report.outlet)
        for lo, hi in [(lo, hi) for lo, hi in doc.bounds if lo >= doc.title_end][:_TOP]:
            for j in range(lo, min(hi, lo + _BYLINE)):
                if doc.info[j].verb or any(c in doc.gaps[j] for c in '"('):
                    break  # also «(سالم الهادي/رويترز)» below a picture
                named = scene.outlets.get(j)
                name, end = (named.name.id, named.end) if named else self._naming.short(scene, j, hi) or ("", j)
                if not name or name == house.id or "|" in doc.gaps[j]:
                    continue
                if (lo, hi) == (j, end) and "/" in doc.gaps[end]:
                    return name  # «العربي الجديد/» alone in its line
                if not self._is_wire(name):
                    continue
                if hi - lo <= _BYLINE or (j > lo and _dashed(doc.gaps[j]) and _dashed(doc.gaps[end])):
                    return name
        return None

    def _is_wire(self, name: str) -> bool:
        """Whether an outlet is a state's or a foreign news agency, whose reports others print under its name."""
        outlet = self._registry.outlets.get(name)
        return bool(outlet and outlet.kind == "agency" and (outlet.lang != "ar" or outlet.side in self._parties.states))

    def _title(self, scene: Scene, found: list[Attribution]) -> Attribution | None:
        """«الوزارة: المعبر مفتوح», or a title that gives what an official says in the text's first sentence."""
        doc = scene.doc
        for k in range(1, min(doc.title_end, _TITLE)):
            if ":" in doc.gaps[k]:
                named = self._naming.who(scene, 0, k)
                return Attribution(k, doc.title_end, named.speaker, 0) if named else None
        first = found[0] if found else None
        if first is None or first.rule not in _LEADS or first.start < doc.title_end or first.denies:
            return None
        if first.speaker.kind != "official":
            return None  # what sources and witnesses tell, titles give in the outlet's voice
        lead = next((lo for lo, hi in doc.bounds if lo >= doc.title_end and hi - lo > _PLACE_AND_DATE), 0)
        if doc.sentence[first.frame] != doc.sentence[lead]:
            return None
        return Attribution(0, doc.title_end, first.speaker, len(doc) - 1, rule="title")

    def _sentence(self, scene: Scene, lo: int, hi: int) -> list[Attribution]:
        """The attributions of a sentence, in the order of their frames."""
        doc = scene.doc
        out: list[Attribution] = []
        i = lo
        info, phrases = doc.info, doc.phrase
        while i < hi:
            if i not in phrases and info[i].classes.isdisjoint(FRAMES):
                i += 1
                continue
            phrase = phrases.get(i)
            if phrase and phrase[0] == "distance":
                out = self._distanced(scene, out, i, phrase[1], lo, hi)
                i = phrase[1]
                continue
            if phrase and phrase[0] == "according":
                found = self._frames.in_words_of(scene, i, phrase[1], lo, hi, out)
            else:
                found = self._frames.at(scene, i, lo, hi, out) if self._may_introduce(scene, i, phrase) else None
            attribution, following = found or (None, i + 1)
            if attribution is not None:
                out.append(attribution)
            i = max(i + 1, following)
        return out

    def _may_introduce(self, scene: Scene, i: int, phrase: tuple[str, int] | None) -> bool:
        """Whether word ``i`` has a class that frames begin with, and is not part of a name or of «غير صحيح»."""
        doc = scene.doc
        if doc.info[i].classes.isdisjoint(FRAMES) or (phrase and (phrase[0] == "false" or doc.has(i, "pass"))):
            return False
        return i not in scene.covered or doc.has(i, "unnamed", "statement")

    def _distanced(self, scene: Scene, out: list[Attribution], i: int, end: int, lo: int, hi: int) -> list[Attribution]:
        """Note on the words around it that the report keeps its distance: «بحسب زعمه», «ما يسمى»."""
        words = scene.doc.text_of(i, end - 1)
        if any(a.start <= i <= a.end for a in out):
            return [replace(a, distance=words) if a.start <= i <= a.end else a for a in out]
        speaker = scene.memory.last if words.startswith(("بحسب", "حسب", "على")) else None
        return [*out, Attribution(lo, hi, speaker or scene.default, i, distance=words, rule="distance")]


def _of_another(doc: Document, found: Found) -> bool:
    """«المرصد التونسي» is not «المرصد»."""
    if found.end - found.start > 1 or not doc.words[found.start].endswith("المرصد") or found.end >= len(doc):
        return False
    return doc.words[found.end].startswith("ال") and doc.gaps[found.end] == " "


def _dashed(gap: str) -> bool:
    """Whether a dash, a stroke, a colon or a line break stands between two words."""
    return any(c in gap for c in "-–—/:\n")


def _sentences(doc: Document) -> Iterator[tuple[int, int]]:
    """The sentences, those joined by a semicolon as one: «وبيّن المصدر؛ أنّ المعبر مغلق»."""
    first = 0
    for _, hi in doc.bounds:
        if "؛" in doc.gaps[hi] and not any(c in doc.gaps[hi] for c in ".\n"):
            continue
        yield first, hi
        first = hi
    if first < len(doc):
        yield first, len(doc)
