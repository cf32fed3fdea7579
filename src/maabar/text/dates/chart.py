"""Reading one segment of a text: words to items, items to phrases, stage by stage, by walks through the tries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from maabar.text.dates import meaning
from maabar.text.dates.lexicon import ENDS, Lexicon, Trie
from maabar.text.numbers import number_words, parse_cardinal, parse_ordinal

Chart = list[list[tuple[str, Any, int]]]
"""For each word of a segment: the items that start there, as (category, value, index of the word after)."""

_PUNCTUATION = {"": "", "/": "/", "-": "-", ".": ".", ",": ",", "،": ",", ":": ":", "(": "[", ")": ")", "'": ""}
_FAR_LEFT, _FAR_RIGHT = 12, 28


def gap(text: str, words: Sequence[str], starts: Sequence[int], i: int) -> str | None:
    """What stands between word ``i - 1`` and word ``i``: "" for space, a punctuation mark, or null for a break."""
    end = starts[i - 1] + len(words[i - 1])
    start = starts[i]
    if start == end + 1 and text[end] == " ":
        return ""
    return _PUNCTUATION.get(text[end:start].strip(" "))


def segment(
    text: str, words: Sequence[str], starts: Sequence[int], head: int, least: int, known: Lexicon
) -> tuple[int, int, list[str | None]]:
    """The run of words around ``head`` that may belong to one expression: first, last (exclusive), and its gaps.

    ``gaps[k]`` stands before word ``first + k``; nothing before word ``least`` is looked at.
    """
    tables = number_words(known.lang)
    vocabulary, phrases = known.words, known.phrases
    cardinals, ordinals = tables.cardinals, tables.ordinals

    def belongs(word: str) -> bool:
        return (
            word in vocabulary
            or word in phrases
            or word in cardinals
            or word in ordinals
            or word[-1:].isdigit()
            or word in tables.compound_ordinals
            or word in tables.before_ten
            or word in tables.vague
            or word == tables.conjunction
        )

    first = head
    left: list[str | None] = []
    while first > least and head - first < _FAR_LEFT:
        between = gap(text, words, starts, first)
        if between is None or not belongs(words[first - 1]):
            break
        left.append(between)
        first -= 1
    gaps: list[str | None] = [None, *reversed(left)]
    last = head + 1
    limit = min(len(words), head + _FAR_RIGHT)
    rest = 0  # words of a phrase («من أمس») need not be in the vocabulary by themselves
    for more, _, _ in phrases.get(words[head], ()):
        rest = max(rest, len(more))
    while last < limit:
        between = gap(text, words, starts, last)
        if between is None:
            break
        word = words[last]
        if belongs(word):
            for more, _, _ in phrases.get(word, ()):
                rest = max(rest, len(more) + 1)
        elif rest <= 0:
            break
        rest -= 1
        gaps.append(between)
        last += 1
    gaps.append(None)
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
            items.append((category, value, at + 1))
        for rest, category, value in known.phrases.get(word, ()):
            end = at + 1 + len(rest)
            if end <= run and tuple(part[at + 1 : end]) == rest:
                items.append((category, value, end))
        if word in tables.cardinals or word[-1:].isdigit() or word in tables.before_ten:
            number = parse_cardinal(part, at, lang=lang, end=run)
            if number is not None:
                plus = "+" if number.joined else ""
                items.append((plus + "number", number.value, at + number.used))
                if number.figures and number.used == 1 and 1000 <= number.value <= 2200:
                    items.append((plus + "year4", number.value, at + 1))
        if word in tables.ordinals or word in tables.compound_ordinals:
            ordinal = parse_ordinal(part, at, lang=lang, end=run)
            if ordinal is not None:
                plus = "+" if ordinal.joined else ""
                kind = "ordinal" if ordinal.definite or lang != "ar" else "ordinal_bare"
                items.append((plus + kind, ordinal.value, at + ordinal.used))
        if word in tables.vague:
            items.append(("vague", tables.vague[word], at + 1))
        if word == tables.conjunction and at + 1 < size and gaps[at + 1] == "":
            items.extend((category if category[0] == "+" else "+" + category, v, e) for category, v, e in chart[at + 1])
        if gaps[at] != "":
            run = at
    return chart


def read(chart: Chart, gaps: Sequence[str | None], known: Lexicon, context: meaning.Context) -> None:
    """Add to the chart, stage by stage, every phrase that the rules make of it."""
    rules, meanings = known.rules, meaning.MEANINGS
    for root in known.stages:
        made: list[tuple[int, tuple[str, Any, int]]] = []
        for at, row in enumerate(chart):
            stack: list[tuple[Trie, int, tuple[Any, ...], bool]] = []
            for category, value, end in row:
                node = root.get(category)
                if node is not None:
                    stack.append((node, end, (value,), False))
                if category[0] == "+":
                    node = root.get(category[1:])
                    if node is not None:
                        stack.append((node, end, (value,), True))
            if not stack:
                continue
            found = _walk(stack, chart, gaps)
            if len(found) > 1:
                found.sort(key=_by_rule)  # the order of the data decides between readings of the same words
            for rule, slots, path, end, joined in found:
                name, makes, means, settings = rules[rule]
                value = meanings[means](context, settings, dict(zip(slots, path, strict=True)))
                if value is not None:
                    if makes == "expression":
                        value = (value, name)
                    made.append((at, ("+" + makes if joined else makes, value, end)))
        seen = set()
        for at, item in made:
            key = (at, item[0], item[2])
            if key not in seen:
                seen.add(key)
                chart[at].append(item)


Match = tuple[int, tuple[str, ...], tuple[Any, ...], int, bool]
"""A rule that fits: its index, the slots, their values, where it ends, whether «و» stands before it."""


def _by_rule(match: Match) -> int:
    return match[0]


def _walk(stack: list[tuple[Trie, int, tuple[Any, ...], bool]], chart: Chart, gaps: Sequence[str | None]) -> list[Match]:
    found: list[Match] = []
    size = len(chart)
    while stack:
        node, at, path, joined = stack.pop()
        ends = node.get(ENDS)
        if ends is not None:
            for rule, slots in ends:
                found.append((rule, slots, path, at, joined))
        if at >= size:
            continue
        mark = gaps[at]
        if mark:
            node = node.get(mark)
            if node is None:
                continue
        elif mark is None:
            continue
        for category, value, end in chart[at]:
            deeper = node.get(category)
            if deeper is not None:
                stack.append((deeper, end, (*path, value), joined))
    return found
