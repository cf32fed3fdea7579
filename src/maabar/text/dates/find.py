"""Finding the expressions of a text: the words that may carry one, the run around each, and what it means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from maabar.model import When
from maabar.text.dates import chart, points, relations  # noqa: F401 - these two register their meanings
from maabar.text.dates.expression import DateExpression, Reading
from maabar.text.dates.lexicon import Lexicon, lexicon
from maabar.text.dates.meaning import Clause, Context
from maabar.text.fold import fold

_WORDS = re.compile(r"\w+")
_BACK, _AHEAD = 14, 4
"""How many words before and after an expression may tell whether its clause is of the past or of the future."""
_ANCHOR_REACH = 60
"""An expression refers back to a date at most this many words before it."""
_STOPS = frozenset(".!?؟;؛\n\r")
_CONNECTS = frozenset("/-.:")
_NO_ANCHOR = frozenset({"year", "month", "season", "quarter"})
_KINDS = frozenset({"expression", "+expression", "idle", "+idle"})


def find_dates(text: str, published: date, *, lang: str = "ar") -> list[DateExpression]:
    """Every time expression of a text, in order, with offsets in the text as given.

    ``published`` is the day the text appeared. An expression that can't be resolved comes with ``when`` null.
    Raises `InputError` for a language that there is no data for.
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
    if known.lower:
        words = [_lowered(word, lang) for word in words]
    heads = known.heads
    candidates = [i for i, word in enumerate(words) if word in heads]
    if not candidates:
        return []
    found: list[DateExpression] = []
    done = 0
    anchor: tuple[date, date] | None = None
    anchor_at = 0
    for head in candidates:
        if head < done or not _promising(folded, words, starts, head, known):
            continue
        first, last, gaps = chart.segment(folded, words, starts, head, done, known)
        items = chart.terminals(words, first, last, gaps, known)
        if anchor is not None and first - anchor_at > _ANCHOR_REACH:
            anchor = None
        context = Context(published, anchor, partial(_clause, folded, words, starts, first, last, known))
        chart.read(items, gaps, known, context)
        at, done = first, head + 1
        while (chosen := _leftmost(items)) is not None:
            begin, end, (reading, rule), joined = chosen
            if rule is not None:
                found.append(_placed(folded, words, starts, at + begin, at + end, joined, reading, rule))
            done = max(done, at + end)
            items = [[(c, v, e - end) for c, v, e in row] for row in items[end:]]
            at, gaps = at + end, gaps[end:]
            if rule is not None and reading.first is not None and reading.grain not in _NO_ANCHOR:
                days = (reading.first, reading.last or reading.first)
                if days != (published, published) or anchor is None:  # «ذلك اليوم» is seldom the day of publication
                    anchor, anchor_at = days, at
                if context.refers and items:  # what follows in the run may refer to it
                    context = context.at(anchor)
                    items = chart.terminals(words, at, last, gaps, known)
                    chart.read(items, gaps, known, context)
    return found


def _leftmost(items: chart.Chart) -> tuple[int, int, tuple[Any, str | None], bool] | None:
    """The first expression of a chart when longer ones go before shorter ones that they overlap: begin, end, value.

    What is read only to be passed over («من عام إلى آخر») has no rule.
    """
    best: tuple[int, int, tuple[Any, str | None], bool] | None = None
    for begin, row in enumerate(items):
        if best is not None and begin >= best[1]:
            break
        for category, value, end in row:
            if category in _KINDS and (best is None or (end - begin, end) > (best[1] - best[0], best[1])):
                best = (begin, end, value if category.endswith("expression") else (None, None), category[0] == "+")
    return best


def _lowered(word: str, lang: str) -> str:
    if lang == "tr":
        word = word.replace("İ", "i").replace("I", "ı")
    return word.lower()


def _promising(folded: str, words: Sequence[str], starts: Sequence[int], head: int, known: Lexicon) -> bool:
    """Digits lead somewhere only beside a mark that dates and hours have; weekdays not behind «سوق»."""
    word = words[head]
    if word.isdecimal():
        end = starts[head] + len(word)
        if len(word) < 3:
            return folded[end : end + 1] in _CONNECTS and folded[end + 1 : end + 2].strip().isalnum()
        return True
    if head and (barred := known.not_after.get("weekday")) and words[head - 1] in barred:
        return all(category.lstrip("+") not in ("weekday", "weekday_bare") for category, _ in known.words.get(word, ()))
    return True


def _clause(
    folded: str, words: Sequence[str], starts: Sequence[int], first: int, last: int, known: Lexicon
) -> Clause:
    future = story = present = False
    spread = 0
    for step, (begin, stop) in ((-1, (first - 1, max(-1, first - 1 - _BACK))), (1, (last, min(len(words), last + _AHEAD)))):
        for i in range(begin, stop, step):
            edge = starts[i] + len(words[i]) if step < 0 else starts[i - 1] + len(words[i - 1]) if i else 0
            between = folded[edge : starts[i + 1] if step < 0 and i + 1 < len(words) else starts[i]]
            if len(between) > 1 and not _STOPS.isdisjoint(between):
                break
            spread += 1
            word = words[i]
            if _is_future(word, known):
                future = True
                break
            if word in known.past_words:
                story = True
            elif word in known.present_words:
                present = True
    for i in range(first, last):
        word = words[i]
        if word in known.past_words:
            story = True
        elif word in known.future_words:
            future = True
    return Clause(future, story and not future, present, spread == 0)


def _is_future(word: str, known: Lexicon) -> bool:
    if word in known.future_words:
        return True
    if len(word) < 5 or not word.startswith(known.future_prefixes):
        return False
    return not word.startswith(known.future_not)


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
    start = starts[first] + (1 if joined and words[first] not in ("و",) else 0)
    if joined and words[first] == "و":
        start = starts[first + 1]
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
