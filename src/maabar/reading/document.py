"""A report as the reader sees it: folded words with their analyses, sentences and clauses, and the way back.

Title and text are one sequence of words (a line break apart), so that what the title introduces can be referred to
in the text; `Document.quote` gives a slice of either back, verbatim.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from dataclasses import dataclass, field
from itertools import accumulate

from maabar.model import Report
from maabar.reading.which.names import Found, NameIndex
from maabar.text.fold import Folded, fold, folded
from maabar.text.lexicon import Lexicon, Word

_WORDS = re.compile(r"(المعابر(?=ال)|\d+(?=[ء-ي]{3})|\d{1,3}(?:,\d{3})+(?!\d)|\w+)")  # «المعابرالثلاثة», «11تشرين»
_SENTENCE = re.compile(r"[\n؟!؛|]|\.[\s\")]|[\")]\.|\.{2,}")
_CLAUSE = re.compile(r"[،,;:؛()\[\]]| - |-$")
_CONNECTIVES = frozenset(
    folded(w)
    for w in [
        "فيما",
        "بينما",
        "حيث",
        "لكن",
        "ولكن",
        "إذ",
        "وإذ",
        "حين",
        "عندما",
        "بعدما",
        "وذلك",
        "علما",
        "كما",
        "غير",
        "إلا",
        "ثم",
        "بل",
        "سيما",
        "لأن",
        "كي",
        "لكي",
        "وسط",
    ]
)


@dataclass(slots=True)
class Document:
    """Words of a report. ``gaps[i]`` is what stands before word ``i``; ``gaps[-1]`` what stands after the last.

    ``headline_end`` is the word after the title, also where the text repeats it.
    ``sentence[i]`` and ``clause[i]`` number the sentence and the clause that a word is in; ``bounds`` and ``clauses``
    are their (first, after last) words.
    """

    report: Report
    raw: str
    folded: Folded
    words: list[str]
    starts: list[int]
    gaps: list[str]
    info: list[Word]
    names: list[Found]
    sentence: list[int] = field(default_factory=list)
    clause: list[int] = field(default_factory=list)
    bounds: list[tuple[int, int]] = field(default_factory=list)
    clauses: list[tuple[int, int]] = field(default_factory=list)
    phrase: dict[int, tuple[str, int]] = field(default_factory=dict)
    title_end: int = 0
    headline_end: int = 0
    choices: dict[tuple[str, ...], str] = field(default_factory=dict)
    """Which of several crossings of one name the text means, once it was asked."""
    _after: dict[str, Counter[str]] = field(default_factory=dict)
    _places: dict[str, list[int]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.words)

    def quote(self, first: int, last: int) -> tuple[str, str, int, int]:
        """(quote, field, start, end) of words ``first`` to ``last`` (inclusive), where the first stands."""
        start, end = self.folded.span(self.starts[first], self.starts[last] + len(self.words[last]))
        shift = len(self.report.title) + 1
        if first >= self.title_end:
            start, end = start - shift, end - shift
            return self.report.text[start:end], "text", start, end
        end = min(end, len(self.report.title))
        return self.report.title[start:end], "title", start, end

    def names_at(self, i: int) -> list[Found]:
        """The names that begin at word ``i``; ``names`` are in order of their first word."""
        first = bisect_left(self.names, i, key=_start)
        return self.names[first : bisect_right(self.names, i, lo=first, key=_start)]

    def times_after(self, name: str, word: str) -> int:
        """How often a word stands right after a word of a class."""
        if name not in self._after:
            follows = (w for w, before in zip(self.words[1:], self.info, strict=False) if name in before.classes)
            self._after[name] = Counter(follows)
        return self._after[name][word]

    def places(self, name: str) -> list[int]:
        """The words of a class and the first words of its phrases, in order; one pass finds those of every class."""
        if not self._places:
            for j, word in enumerate(self.info):
                for each in word.classes:
                    self._places.setdefault(each, []).append(j)
            for j, (each, _) in self.phrase.items():
                known = self._places.setdefault(each, [])
                if j not in known:
                    insort(known, j)
        return self._places.get(name, _NOWHERE)

    def anywhere(self, lo: int, hi: int, *names: str) -> bool:
        """Whether a word of one of the classes, or the first of such a phrase, is among words ``lo`` to ``hi``."""
        for name in names:
            places = self.places(name)
            if places and (at := bisect_left(places, lo)) < len(places) and places[at] < hi:
                return True
        return False

    def has(self, i: int, *classes: str) -> bool:
        """Whether word ``i`` is in one of the classes."""
        info = self.info
        return 0 <= i < len(info) and not info[i].classes.isdisjoint(classes)

    def text_of(self, first: int, last: int) -> str:
        """The original words ``first`` to ``last`` (inclusive), verbatim."""
        start, end = self.folded.span(self.starts[first], self.starts[last] + len(self.words[last]))
        return self.raw[start:end]


_NOWHERE: list[int] = []


def _start(found: Found) -> int:
    return found.start


def read_document(report: Report, lexicon: Lexicon, index: NameIndex) -> Document:
    """Fold and cut a report; linear in its length."""
    raw = f"{report.title}\n{report.text}"
    folding = fold(raw)
    parts = _WORDS.split(folding.text.replace("_", " "))
    words, gaps = parts[1::2], parts[0::2]
    offsets = list(accumulate(map(len, parts)))
    starts = offsets[0:-1:2]
    doc = Document(
        report=report,
        raw=raw,
        folded=folding,
        words=words,
        starts=starts,
        gaps=gaps,
        info=lexicon.words(words),
        names=index.find(words),
    )
    shift = len(report.title)
    title = folding.text.find("\n") if "\n" not in report.title else 0
    while folding.at(title) < shift and title >= 0:
        title = folding.text.find("\n", title + 1)
    doc.title_end = bisect_left(starts, title)
    _phrases(doc, lexicon)
    _cut(doc)
    doc.headline_end = _headline_end(doc)
    return doc


def _headline_end(doc: Document) -> int:
    """The word after the title and, where the text repeats it as its first line, after that too."""
    size = doc.title_end
    for start, end in doc.bounds[:_MOST_HEADLINES]:
        if start >= size > 0 and doc.words[start : start + size] == doc.words[:size]:
            return max(end, start + size)
    return size


def _phrases(doc: Document, lexicon: Lexicon) -> None:
    """Find the phrases of the lexicon; each gives its class to its first word, longest first."""
    words = doc.words
    for i, found in lexicon.phrase_starts(words):
        for rest, name in found:
            end = i + 1 + len(rest)
            if tuple(words[i + 1 : end]) == rest and not any("." in g or "\n" in g for g in doc.gaps[i + 1 : end]):
                doc.phrase[i] = (name, end)
                break


_GAPS: dict[str, int] = {" ": 0}
_CLAUSE_GAP, _SENTENCE_GAP, _FULL_STOP = 1, 2, 3


def _kind(gap: str) -> int:
    """What a gap between two words separates; remembered, as a text has few different gaps."""
    if gap == ".":
        kind = _FULL_STOP
    elif _SENTENCE.search(gap):
        kind = _SENTENCE_GAP
    else:
        kind = _CLAUSE_GAP if _CLAUSE.search(gap) and len(gap) > 1 else 0
    if len(_GAPS) < _MOST_GAPS:
        _GAPS[gap] = kind
    return kind


_MOST_GAPS = 10_000
_MOST_HEADLINES = 8  # sentences at the top among which a repeated title is looked for


def _cut(doc: Document) -> None:
    """Number sentences and clauses."""
    words, gaps = doc.words, doc.gaps
    if not words:
        return
    known = _GAPS
    borders = []
    for i, (gap, word) in enumerate(zip(gaps[1:-1], words[1:], strict=True), 1):
        kind = known.get(gap)
        if kind is None:
            kind = _kind(gap)
        if kind or word in _CONNECTIVES:
            borders.append((i, kind or _CLAUSE_GAP))
    first_s = first_c = 0
    for i, kind in borders:
        if kind == _SENTENCE_GAP or (kind == _FULL_STOP and _run_on(words[i])):
            doc.bounds.append((first_s, i))
            doc.clauses.append((first_c, i))
            first_s = first_c = i
        elif kind == _CLAUSE_GAP:
            doc.clauses.append((first_c, i))
            first_c = i
    doc.bounds.append((first_s, len(words)))
    doc.clauses.append((first_c, len(words)))
    for n, (lo, hi) in enumerate(doc.bounds):
        doc.sentence += [n] * (hi - lo)
    for n, (lo, hi) in enumerate(doc.clauses):
        doc.clause += [n] * (hi - lo)


def _run_on(word: str) -> bool:
    """Whether a word after a full stop without a space begins a sentence («العمل.وقال»), unlike «السورية.نت»."""
    return len(word) > 3 and word[0] == "و"
