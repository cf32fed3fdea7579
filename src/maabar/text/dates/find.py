"""Finding the expressions of a text: the words that may carry one, the run around each, and what it means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import partial

from maabar.errors import InputError
from maabar.model import When
from maabar.text.dates import chart, days, names, points, relations  # noqa: F401 - all but chart register meanings
from maabar.text.dates.expression import DateExpression, Reading
from maabar.text.dates.lexicon import Lexicon, lexicon
from maabar.text.dates.meaning import Clause, Context
from maabar.text.fold import fold

_WORDS = re.compile(r"\d+(?=[ء-ي]{3})|\w+")  # «11تشرين» is two words run together
_BACK, _AHEAD = 14, 3
"""How many words before and after an expression may tell whether its clause is of the past or of the future."""
_ANCHOR_REACH, _NEAR = 60, 15
"""An expression refers back to a date at most this many words before it; an hour by itself, to a nearer one."""
_YEARS = (1000, 9000)
"""Years of publication that are read; the ends leave room for what lies before and after."""
_STOPS = frozenset(".!?؟;؛\n\r")
_CONJUNCTIONS = frozenset({"و", "ve", "and"})
_CONNECTS = frozenset("/-.:")
_NO_ANCHOR = frozenset({"year", "month", "season", "quarter"})
_KINDS = frozenset(
    plus + kind for kind in ("expression", "point", "hour", "length", "thespan", "idle") for plus in ("", "+")
)
"""Categories that are an expression by themselves; ``idle`` is read only to be passed over («من عام إلى آخر»)."""


def find_dates(text: str, published: date, *, lang: str = "ar") -> list[DateExpression]:
    """Every time expression of a text, in order, with offsets in the text as given.

    ``published`` is the day the text appeared. An expression that can't be resolved comes with ``when`` null.
    Raises `InputError` for a language that there is no data for, and for a day of publication that makes no sense.
    """
    folding = fold(text)
    words, starts = [], []
    for match in _WORDS.finditer(folding.text):
        words.append(match[0])
        starts.append(match.start())
    found = []
    for expression in scan(folding.text, words, starts, published, lang=lang):
        start, end = folding.span(expression.start, expression.end)
        found.append(expression._replace(text=text[start:end], start=start, end=end))
    return found


def scan(
    folded: str, words: Sequence[str], starts: Sequence[int], published: date, *, lang: str = "ar"
) -> list[DateExpression]:
    """The expressions of a folded text that is already cut into words (runs of word characters).

    Offsets are in ``folded``. Costs one look-up a word where there is nothing.
    """
    known = lexicon(lang)
    if not _YEARS[0] <= published.year <= _YEARS[1]:
        raise InputError(f"published is {published}, expected a year from {_YEARS[0]} to {_YEARS[1]}")
    if known.lower:
        kept = [
            i
            for i, start in enumerate(starts)
            if not start or folded[start - 1] != "'" or not _is_ending(words[i], known.endings)
        ]
        shorter = [_lowered(words[i], lang) for i in kept]
        found = scan_words(folded, shorter, [starts[i] for i in kept], published, known)
        kept.append(len(words))
        return [e._replace(first=kept[e.first], last=kept[e.last - 1] + 1) for e in found]
    return scan_words(folded, words, starts, published, known)


def scan_words(
    folded: str, words: Sequence[str], starts: Sequence[int], published: date, known: Lexicon
) -> list[DateExpression]:
    """As `scan`, of words in the matching form of the language, without the endings that follow an apostrophe."""
    heads = known.heads
    candidates = [i for i, word in enumerate(words) if word in heads]
    if not candidates:
        return []
    found: list[DateExpression] = []
    done = 0
    anchor: tuple[date, date] | None = None
    anchor_at = 0
    for head in candidates:
        if head < done or not _promising(folded, words, starts, head):
            continue
        first, last, gaps = chart.segment(folded, words, starts, head, done, known)
        items = chart.terminals(words, first, last, gaps, known)
        if anchor is not None and first - anchor_at > _ANCHOR_REACH:
            anchor = None
        look = partial(_clause, folded, words, starts, first, last, known)
        context = Context(published, anchor, look, near=first - anchor_at <= _NEAR)
        chart.read(items, gaps, known, context)
        at, done = first, head + 1
        while (chosen := _leftmost(items)) is not None:
            begin, (category, value, end, rule) = chosen
            joined = category[0] == "+"
            kind = category[joined:]
            done = max(done, at + end)
            before = words[at + begin - 1] if at + begin else ""
            barred = rule in known.not_after and before in known.not_after[rule]
            if kind != "idle" and not barred and not (kind == "length" and value[1:3] == (1, 1)):
                reading = value if isinstance(value, Reading) else relations.length_of(value)
                found.append(_placed(folded, words, starts, at + begin, at + end, joined, reading, rule))
                moved = None if reading.grain in _NO_ANCHOR else reading.first
            else:
                moved = None
            items = [[(c, v, e - end, r) for c, v, e, r in row] for row in items[end:]]
            at, gaps = at + end, gaps[end:]
            if moved is not None:
                named = (moved, reading.last or moved)
                if anchor is None or named != (published, published):  # «ذلك اليوم» is seldom the day of publication
                    anchor, anchor_at = named, at
                if context.refers and items:  # what follows in the run may refer to it
                    context = context.at(anchor)
                    items = chart.terminals(words, at, last, gaps, known)
                    chart.read(items, gaps, known, context)
    return found


def _leftmost(items: chart.Chart, limit: int | None = None) -> tuple[int, chart.Phrase] | None:
    """The first expression of a chart, when longer ones go before shorter ones that they overlap, and where it is.

    What a longer one displaced leaves room for what stands before both: «في آب لثلاثة أشهر», where «آب لثلاثة» is none.
    """
    begin, best, length, end, earliest = 0, None, 0, 0, 0
    for at, row in enumerate(items[:limit]):
        if best is not None and at >= end:
            break
        for phrase in row:
            reach = phrase[2] - at
            if (reach > length or (reach == length and phrase[2] > end)) and phrase[0] in _KINDS:
                if limit is None or phrase[2] <= limit:
                    earliest = begin if best is not None else at
                    begin, best, length, end = at, phrase, reach, phrase[2]
    if best is None:
        return None
    return (_leftmost(items, begin) if earliest < begin else None) or (begin, best)


def _is_ending(word: str, endings: frozenset[str]) -> bool:
    return word in endings if endings else word[0].isalpha()


def _lowered(word: str, lang: str) -> str:
    return (word.replace("İ", "i") if lang == "tr" else word).lower()


def _promising(folded: str, words: Sequence[str], starts: Sequence[int], head: int) -> bool:
    """Digits lead somewhere only beside a mark that dates and hours have."""
    word = words[head]
    if word.isdecimal() and len(word) < 5:
        end = starts[head] + len(word)
        if len(word) < 3:
            return folded[end : end + 1] in _CONNECTS and folded[end + 1 : end + 2].strip().isalnum()
        return True
    return True


def _clause(folded: str, words: Sequence[str], starts: Sequence[int], first: int, last: int, known: Lexicon) -> Clause:
    alone = True
    future = story = present = False
    for i in range(first - 1, max(-1, first - 1 - _BACK), -1):
        end = starts[i] + len(words[i])
        if starts[i + 1] - end > 1 and not _STOPS.isdisjoint(folded[end : starts[i + 1]]):
            break
        alone = False
        tense = _tense(words[i], known)
        if tense == "future":
            future = True
            break
        story, present = story or tense == "past", present or tense == "present"
    for i in range(last, min(len(words), last + _AHEAD)):
        end = starts[i - 1] + len(words[i - 1])
        if starts[i] - end > 1 and not _STOPS.isdisjoint(folded[end : starts[i]]):
            break
        alone = False
        tense = _tense(words[i], known)
        if tense == "future":
            future = True
            break
        story, present = story or tense == "past", present or tense == "present"
    for i in range(first, last):
        tense = known.tenses.get(words[i])
        future, story = future or tense == "future", story or tense == "past"
    return Clause(future, story and not future, present, alone)


def _tense(word: str, known: Lexicon) -> str | None:
    tense = known.tenses.get(word)
    if tense is None and word.startswith(known.future_prefixes) and len(word) >= 5:
        return None if word.startswith(known.future_not) else "future"
    if known.future_parts and any(part in word for part in known.future_parts):
        return "future"
    return tense


def _when(span: tuple[date, date] | None) -> When | None:
    if span is None:
        return None
    return When(span[0], None if span[0] == span[1] else span[1])


def _placed(
    folded: str,
    words: Sequence[str],
    starts: Sequence[int],
    first: int,
    last: int,
    joined: bool,
    reading: Reading,
    rule: str,
) -> DateExpression:
    start = starts[first]
    if joined:  # «و» on the word, or a word of its own: «ve 5 Nisan»
        if words[first] in _CONJUNCTIONS:
            first += 1
            start = starts[first]
        else:
            start += 1
    end = starts[last - 1] + len(words[last - 1])
    when = None if reading.first is None else _when((reading.first, reading.last or reading.first))
    return DateExpression(
        folded[start:end],
        start,
        end,
        when,
        reading.grain,
        reading.relation,
        reading.days,
        reading.weekdays,
        reading.bare,
        _when(reading.past),
        _when(reading.coming),
        reading.approximate,
        reading.time,
        rule,
        first,
        last,
    )
