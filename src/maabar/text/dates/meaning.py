"""What the rules mean: each function makes the value of a phrase from the values of its parts, or null to refuse.

Every function has the signature ``(context, settings, parts)``; ``settings`` come from the rule in the data,
``parts`` are the values by category. Registered under the name that the data uses. One meaning needs no function:
``same`` is the value of the one part named in ``part``, within ``least`` and ``most``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from maabar.text.dates import calendar as cal
from maabar.text.dates.expression import Reading


class Clause(NamedTuple):
    """What the words around an expression tell."""

    future: bool
    story: bool
    present: bool
    alone: bool

    @property
    def looks_ahead(self) -> bool:
        """Whether a span of time in this clause is counted from publication on."""
        return self.future or self.alone or (self.present and not self.story)


Settings = Mapping[str, Any]
Parts = dict[str, Any]


class Context:
    """What a reading depends on besides its words: the day of publication, the clause, what was named before.

    ``future`` and ``story`` say that the clause has a word of the future or of the past; ``alone`` that there is
    nothing but the expression; the clause is looked at only when a reading asks. ``anchor`` are the days of the last
    expression resolved before this one, ``near`` whether it stands a few words before; ``refers`` tells whether any
    reading asked for it.
    """

    __slots__ = ("_anchor", "_clause", "_look", "near", "published", "refers")

    def __init__(
        self, published: date, anchor: cal.Span | None, look: Callable[[], Clause], *, near: bool = True
    ) -> None:
        self.published = published
        self.near = near
        self.refers = False
        self._anchor = anchor
        self._look = look
        self._clause: Clause | None = None

    def at(self, anchor: cal.Span) -> Context:
        """The same clause behind another date."""
        moved = Context(self.published, anchor, self._look)
        moved._clause = self._clause
        return moved

    @property
    def anchor(self) -> cal.Span | None:
        self.refers = True
        return self._anchor

    @property
    def clause(self) -> Clause:
        if self._clause is None:
            self._clause = self._look()
        return self._clause

    @property
    def future(self) -> bool:
        return self.clause.future

    @property
    def story(self) -> bool:
        return self.clause.story

    @property
    def alone(self) -> bool:
        return self.clause.alone


Meaning = Callable[[Context, Settings, Parts], Any]
MEANINGS: dict[str, Meaning] = {}

NEAR_COMING, FAR_PAST = 31, 300
"""A day without its year is the last such day, but for one this near ahead and this far behind."""
COMING_YEAR = 270
"""Alone, with no story around it, a day without its year is of the year of publication, at most this far ahead."""


def meaning(function: Meaning) -> Meaning:
    """Register a meaning under its function's name."""
    MEANINGS[function.__name__.rstrip("_")] = function
    return function


def first_of(p: Parts, *names: str, default: Any = None) -> Any:
    """The value of the first of these parts that a phrase has."""
    for name in names:
        if name in p:
            return p[name]
    return default


def pick(c: Context, past: cal.Span, coming: cal.Span, reading: Reading) -> Reading:
    """Choose between the two readings of what is ambiguous by itself, and keep both."""
    ahead, behind = (coming[0] - c.published).days, (c.published - past[0]).days
    if c.future and not (behind <= NEAR_COMING and ahead >= FAR_PAST):
        chosen = coming
    elif c.alone and reading.grain == "day":
        chosen = coming if ahead <= COMING_YEAR and coming[0].year == c.published.year else past
    else:
        chosen = coming if ahead <= NEAR_COMING and behind >= FAR_PAST else past
    return reading._replace(first=chosen[0], last=chosen[1], past=past, coming=coming)


def day(when: date, **more: Any) -> Reading:
    """A reading that is one day."""
    return Reading(when, when, **more)
