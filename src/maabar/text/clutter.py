"""Page clutter: the lines that a page's frame leaves in a copied text (comments, share bars, "read also").

Only whole lines are ever dropped, and what is dropped is said in offsets, so that a report's text stays verbatim. What
counts as clutter is in ``languages/<lang>/clutter.yaml``: *tail* headings end the report, *related* headings take the
short lines below them, *alone* and *begins* are lines of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

from maabar.text.fold import folded

PROSE: Final = 90
"""Characters from which a line is a paragraph of the report; shorter ones may be headings or links."""
_LONGEST: Final = 160
"""No clutter line is longer (its folded form is not even looked at)."""

Span = tuple[int, int]

_BULLET = re.compile(r"^[^\w+\-]+")
_FRINGE = re.compile(r"[\s:.!|•*)\-]+$|\s*[(\[]\s*\d*\s*[)\]][\s:]*$")
_FIRST = re.compile(r"[\w+\-\u064b-\u0652]+")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class _Words:
    """A language's clutter, folded. ``first`` are all first words, so that most lines cost one look-up."""

    tail: frozenset[str]
    related: frozenset[str]
    alone: frozenset[str]
    begins: tuple[str, ...]
    first: frozenset[str]


def clutter_spans(text: str, lang: str = "ar") -> list[Span]:
    """Spans (start, end exclusive) of the clutter in a text, in order, each a run of whole lines.

    Linear in the length of the text. A language without clutter data has none.

    >>> text = "فُتح المعبر صباحاً.\\nطباعة\\n"
    >>> [text[start:end] for start, end in clutter_spans(text)]
    ['طباعة\\n']
    """
    words = _words(lang)
    spans: list[Span] = []
    prose_seen = skipping = False
    for start, end, line in _lines(text):
        bare = line.strip()
        if not bare:
            if skipping:
                _add(spans, start, end)
            continue
        if len(bare) >= PROSE:
            prose_seen = True
        kind = _kind(bare, words) if len(bare) <= _LONGEST else None
        if kind == "tail" and prose_seen:
            _add(spans, start, len(text))
            break
        if kind == "related":
            skipping = prose_seen or skipping
            _add(spans, start, end)
        elif kind or (skipping and not _is_prose(bare)):
            _add(spans, start, end)
        else:
            skipping = False
    return spans


def strip_clutter(text: str, lang: str = "ar") -> str:
    """The text without its clutter lines; for display, not for reading (offsets change)."""
    kept, at = [], 0
    for start, end in clutter_spans(text, lang):
        kept.append(text[at:start])
        at = end
    kept.append(text[at:])
    return "".join(kept).strip()


def _lines(text: str) -> Iterator[tuple[int, int, str]]:
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield start, end, text[start : min(end, start + _LONGEST + 40)]
        start = end


def _add(spans: list[Span], start: int, end: int) -> None:
    if spans and spans[-1][1] == start:
        spans[-1] = (spans[-1][0], end)
    else:
        spans.append((start, end))


def _kind(line: str, words: _Words) -> str | None:
    first = _FIRST.search(line)
    if first is None or folded(first[0]) not in words.first:
        return None
    form = _form(line)
    whole = _FRINGE.sub("", form)
    for name in ("tail", "related", "alone"):
        if whole in getattr(words, name) or form in getattr(words, name):
            return name
    return "begins" if form.startswith(words.begins) else None


def _form(line: str) -> str:
    """Folded, one space between words, no bullet or icon before the first word."""
    return _BULLET.sub("", _SPACES.sub(" ", folded(line)).strip())


def _is_prose(line: str) -> bool:
    return len(line) >= PROSE or (line[-1] in '.؟!»”"' and len(line) >= PROSE // 2)


@cache
def _words(lang: str) -> _Words:
    import yaml

    path = resources.files("maabar.text") / "languages" / lang / "clutter.yaml"
    if not path.is_file():
        return _Words(frozenset(), frozenset(), frozenset(), (), frozenset())
    data = yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    forms = {name: [_SPACES.sub(" ", folded(str(entry))) for entry in data.get(name) or ()] for name in data}
    begins = {f"{entry}{end}" for entry in forms["begins"] for end in ("",) if entry.endswith(":")}
    begins |= {f"{entry}{end}" for entry in forms["begins"] if not entry.endswith(":") for end in (" ", ":")}
    return _Words(
        tail=frozenset(forms["tail"]),
        related=frozenset(forms["related"]),
        alone=frozenset(forms["alone"]),
        begins=tuple(sorted(begins)),
        first=frozenset(first[0] for entries in forms.values() for entry in entries if (first := _FIRST.search(entry))),
    )
