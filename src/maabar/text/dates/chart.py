"""Reading one segment of a text: words to items, items to phrases, stage by stage, by walks through the tries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from maabar.text.dates import meaning
from maabar.text.dates.lexicon import ENDS, Lexicon, Trie
from maabar.text.number_words import Word, number_words
from maabar.text.numbers import parse_cardinal, parse_ordinal

Phrase = tuple[str, Any, int, str]
"""Category, value, index of the word after it, and the rule that made it ("" for words)."""
Chart = list[list[Phrase]]
"""For each word of a segment: what starts there."""

_PUNCTUATION = {
    "": "",
    "/": "/",
    "\\": "/",
    "-": "-",
    ".": ".",
    ",": ",",
    "،": ",",
    ":": ":",
    "(": "[",
    ")": "]",
    "'": "",
}
_FAR_LEFT, _FAR_RIGHT = 12, 28
_TENS = range(20, 100, 10)
_NO_WORD = Word("", 0, False, False)


def gap(text: str, words: Sequence[str], starts: Sequence[int], i: int) -> str | None:
    """What stands between word ``i - 1`` and word ``i``: "" for space, a punctuation mark, or null for a break."""
    end = starts[i - 1] + len(words[i - 1])
    start = starts[i]
    if start == end + 1 and text[end] == " ":
        return ""
    if text[end : end + 1] == "'":  # an ending behind an apostrophe was left out of the words: «Mart'ta», «day's»
        while end < start and (text[end] == "'" or text[end].isalnum()):
            end += 1
    return _PUNCTUATION.get(text[end:start].strip(" "))


def segment(
    text: str, words: Sequence[str], starts: Sequence[int], head: int, least: int, known: Lexicon
) -> tuple[int, int, list[str | None]]:
    """The run of words around ``head`` that may belong to one expression: first, last (exclusive), and its gaps.

    ``gaps[k]`` stands before word ``first + k``; nothing before word ``least`` is looked at.
    """
    tables, belonging = number_words(known.lang), known.belonging
    first = head
    left: list[str | None] = []
    while first > least and head - first < _FAR_LEFT:
        between = gap(text, words, starts, first)
        word = words[first - 1]
        if between is None or not (word in belonging or word[-1:].isdigit()):
            break
        left.append(between)
        first -= 1
    gaps: list[str | None] = [None, *reversed(left)]
    last = head + 1
    limit = min(len(words), head + _FAR_RIGHT)
    while last < limit:
        between = gap(text, words, starts, last)
        word = words[last]
        if between is None or not (word in belonging or word[-1:].isdigit()):
            break
        gaps.append(between)
        last += 1
    gaps.append(None)
    if tables.juxtaposed:  # «twenty-one»
        for k in range(1, last - first):
            if gaps[k] == "-" and tables.cardinals.get(words[first + k - 1], _NO_WORD).value in _TENS:
                gaps[k] = "" if words[first + k] in tables.cardinals or words[first + k] in tables.ordinals else "-"
    return first, last, gaps


def terminals(words: Sequence[str], first: int, last: int, gaps: Sequence[str | None], known: Lexicon) -> Chart:
    """What each word of a segment may be by itself, numbers and phrases of several words included."""
    lang, size = known.lang, last - first
    tables = number_words(lang)
    part = words[first:last]
    chart: Chart = [[] for _ in range(size)]
    run = size
    for at in range(size - 1, -1, -1):
        word, items = part[at], chart[at]
        for category, value in known.words.get(word, ()):
            items.append((category, value, at + 1, ""))
        for rest, category, value in known.phrases.get(word, ()):
            end = at + 1 + len(rest)
            if end <= run and tuple(part[at + 1 : end]) == rest:
                items.append((category, value, end, ""))
        if word in tables.cardinals or word[-1:].isdigit() or word in tables.before_ten:
            number = parse_cardinal(part, at, lang=lang, end=run)
            if number is not None:
                plus = "+" if number.joined else ""
                items.append((plus + "number", number.value, at + number.used, ""))
                if number.figures and number.used == 1 and 1000 <= number.value <= 2200:
                    items.append((plus + "year4", number.value, at + 1, ""))
        if (
            word in tables.ordinals
            or word in tables.compound_ordinals
            or (tables.juxtaposed and word in tables.cardinals)
        ):
            ordinal = parse_ordinal(part, at, lang=lang, end=run)
            if ordinal is not None:
                plus = "+" if ordinal.joined else ""
                kind = "ordinal" if ordinal.definite or lang != "ar" else "ordinal_bare"
                items.append((plus + kind, ordinal.value, at + ordinal.used, ""))
        if word in tables.vague:
            items.append(("vague", tables.vague[word], at + 1, ""))
        if word == tables.conjunction and at + 1 < size and gaps[at + 1] == "":
            items.extend((item[0] if item[0][0] == "+" else "+" + item[0], *item[1:]) for item in chart[at + 1])
        if gaps[at] != "":
            run = at
    return chart


def read(chart: Chart, gaps: Sequence[str | None], known: Lexicon, context: meaning.Context) -> None:
    """Add to the chart, stage by stage, every phrase that the rules make of it."""
    rules, meanings = known.rules, meaning.MEANINGS
    index: dict[str, list[tuple[int, Any, int]]] = {}
    for at, row in enumerate(chart):
        for category, value, end, _ in row:
            index.setdefault(category, []).append((at, value, end))
    have: set[tuple[int, str, int]] = set()
    for starts in known.stages:
        stack = [
            (node, end, (value,), joined, at)
            for category in starts.keys() & index.keys()
            for node, joined in starts[category]
            for at, value, end in index[category]
        ]
        if not stack:
            continue
        made: list[tuple[int, Phrase]] = []
        done: set[tuple[int, int]] = set()
        for rule, slots, path, end, joined, at in _walk(stack, chart, gaps):
            if (rule, at) in done:  # the same rule has read more from here
                continue
            name, makes, means, settings = rules[rule]
            category = "+" + makes if joined else makes
            if (at, category, end) in have:
                continue
            if means == "same":
                value = path[slots.index(settings["part"])]
                if isinstance(value, int) and not settings.get("least", value) <= value <= settings.get("most", value):
                    continue
            else:
                value = meanings[means](context, settings, dict(zip(slots, path, strict=True)))
            if value is not None:
                done.add((rule, at))
                have.add((at, category, end))
                made.append((at, (category, value, end, name)))
        for at, phrase in made:
            chart[at].append(phrase)
            index.setdefault(phrase[0], []).append((at, phrase[1], phrase[2]))


Step = tuple[Trie, int, tuple[Any, ...], bool, int]
"""Where a walk stands: the trie below it, the next word, the values so far, whether «و» was dropped, its start."""
Match = tuple[int, tuple[str, ...], tuple[Any, ...], int, bool, int]
"""A rule that fits: its index, the slots, their values, where it ends, whether «و» was dropped, where it starts."""


def _by_rule(match: Match) -> int:
    return match[0] * 64 - match[3]


def _walk(stack: list[Step], chart: Chart, gaps: Sequence[str | None]) -> list[Match]:
    """All matches, by rule (the order of the data decides between readings of the same words), longer ones first."""
    found: list[Match] = []
    size = len(chart)
    while stack:
        node, at, path, joined, start = stack.pop()
        ends = node.get(ENDS)
        if ends is not None:
            for rule, slots in ends:
                found.append((rule, slots, path, at, joined, start))
        if at >= size:
            continue
        mark = gaps[at]
        if mark:
            behind: Trie | None = node.get(mark)
            if behind is None:
                continue
            node = behind
        elif mark is None:
            continue
        for category, value, end, _ in chart[at]:
            deeper = node.get(category)
            if deeper is not None:
                stack.append((deeper, end, (*path, value), joined, start))
    if len(found) > 1:
        found.sort(key=_by_rule)
    return found
