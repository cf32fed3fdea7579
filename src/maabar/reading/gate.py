"""The gate: whether a text speaks of crossings at all. Most of any news stream ends here, unfolded and untokenised."""

from __future__ import annotations

import re
from typing import Final

import ahocorasick

from maabar.registry import Registry

_MARKS: Final = "[\u0610-\u061a\u064b-\u065f\u0670\u0640\u200b-\u200f\u2060-\u2064\ufeff.·•*]*"
_WORDS: Final = ("معبر", "معابر", "ممر", "منفذ", "منافذ", "بواب", "حاجز")
"""Beginnings of the words for a crossing; every one of them may be written with marks inside."""
_POSTS: Final = ("مركز حدود", "المركز الحدودي", "نقطة عبور", "نقاط عبور", "نقاط العبور")
"""Posts and points of a border, opened for as they stand."""
_WAYS: Final = re.compile("طريق|جسر|مركز|حدود|نقطة|ميناء")
"""Words that mean a crossing only with the name of one beside them."""
_CROSSING: Final = re.compile("|".join([*(_MARKS.join(word) for word in _WORDS), *_POSTS]))
_SHORTEST: Final = 5


class Gate:
    """Opens for texts with a word for a crossing, or with a road, bridge or post and the name of a listed crossing."""

    def __init__(self, registry: Registry) -> None:
        self._names = ahocorasick.Automaton()
        for crossing in registry.crossings.values():
            for name in crossing.names:
                if len(name) >= _SHORTEST:
                    self._names.add_word(name, name)
        self._names.make_automaton()

    def opens(self, *texts: str) -> bool:
        """Whether any of the texts may speak of a crossing. A constant number of passes, no copy."""
        if any(_CROSSING.search(text) for text in texts):
            return True
        if not any(_WAYS.search(text) for text in texts):
            return False
        return any(next(self._names.iter(text), None) is not None for text in texts)
