"""The gate: whether a text speaks of crossings at all. Most of any news stream ends here, unfolded and untokenised."""

from __future__ import annotations

import re
from typing import Final

import ahocorasick

from maabar.registry import Registry

_MARKS: Final = "[\u0610-\u061a\u064b-\u065f\u0670\u0640\u200b-\u200f\u2060-\u2064\ufeff.·•*]*"
_CROSSING: Final = re.compile(
    "م~(?:ع~(?:ب~ر|ا~ب~ر)|ن~(?:ف~ذ|ا~ف~ذ)|م~ر|ركز (?:ال)?حدود)|ب~و~ا~ب|ح~ا~ج~ز|نق(?:طة|اط) (?:ال)?عبور".replace(
        "~", _MARKS
    )
)
"""Beginnings of the words for a crossing, with marks inside or not, as a tree: «معبر», «معابر», «منفذ», «منافذ»,
«ممر», «بواب», «حاجز»; and «مركز حدودي», «نقطة عبور» as they stand."""
_WAYS: Final = ("طريق", "جسر", "مركز", "حدود", "نقطة", "ميناء")
"""Words that mean a crossing only with the name of one beside them."""
_SHORTEST: Final = 5
_ROADS: Final = "الحوثي"
"""Where he is spoken of roads are what is opened and closed between two sides, whatever they are called."""


class Gate:
    """Opens for texts with a word for a crossing, or with a road, bridge or post and the name of a listed crossing."""

    def __init__(self, registry: Registry) -> None:
        self._names = ahocorasick.Automaton()
        for crossing in registry.crossings.values():
            for name in crossing.names:
                if len(name) >= _SHORTEST:
                    self._names.add_word(name, name)
        self._names.make_automaton()
        short = (name for crossing in registry.crossings.values() for name in crossing.names if len(name) < _SHORTEST)
        self._beside = re.compile(rf"(?:نقطة|حدود|ميناء) (?:{'|'.join(sorted(short))})\b")

    def opens(self, *texts: str) -> bool:
        """Whether any of the texts may speak of a crossing. A constant number of passes, no copy."""
        if any(_CROSSING.search(text) for text in texts):
            return True
        if not any(word in text for text in texts for word in _WAYS):
            return False
        if any(_ROADS in text for text in texts) and any("طريق" in text for text in texts):
            return True
        if any(self._beside.search(text) for text in texts):
            return True  # «حدود جابر»
        return any(next(self._names.iter(text), None) is not None for text in texts)
