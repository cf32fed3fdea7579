"""Arabic texts of simulated reports, from the sentences of ``simulate_phrases.yaml``.

The first sentence carries the claim and is its quote; some sentences of no account follow, so that two
reports on one event share few runs of words unless one copies the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any, Final

import yaml

from maabar.model import When
from maabar.weighing import simulate_telling as t
from maabar.weighing.simulate_claims import BITS, STATES
from maabar.weighing.simulate_voices import MEDIA, OFFICIAL, SELF, SIDES, UNNAMED, UNNAMED_WORDS, VERBS, WITNESS_WORDS

DRAWS: Final = 48
"""Random numbers that one text may use."""
_SENTENCES: Final = (4, 8)


@lru_cache(maxsize=1)
def phrases() -> Mapping[str, Any]:
    """The sentences, read once."""
    text = resources.files("maabar.weighing").joinpath("simulate_phrases.yaml").read_text("utf-8")
    loaded: Mapping[str, Any] = yaml.safe_load(text)
    return loaded


def crossing_names(n: int) -> list[str]:
    """``n`` different names of crossings; past the 240 combinations they are numbered."""
    names = phrases()["names"]
    pairs = [f"{a} {b}" for b in names["second"] for a in names["first"]]
    # A step that shares no factor with the number of pairs visits each once, and neighbours don't share a word.
    return [pairs[i * 77 % len(pairs)] + (f" {i // len(pairs) + 1}" if i >= len(pairs) else "") for i in range(n)]


class Draws:
    """A row of random numbers, taken one after the other, from the front again when used up."""

    def __init__(self, row: Sequence[int]) -> None:
        self._row, self._at = row, 0

    def below(self, n: int) -> int:
        self._at += 1
        return self._row[self._at % len(self._row)] // 7 % n

    def one(self, of: Sequence[Any]) -> Any:
        return of[self.below(len(of))]


class Writer:
    """Writes texts about crossings of those names, published by those outlets."""

    def __init__(self, names: Sequence[str], outlets: Sequence[str]) -> None:
        self._names, self._outlets = names, outlets

    def lead(
        self, draws: Draws, crossing: int, kind: int, speaker: int, form: int, state: int, classes: int, count: int,
        when: When | None, published: date, credit: int | None,
    ) -> str:  # fmt: skip
        """The sentence that makes the claim; ``credit`` is the outlet from which it is taken, where it says so."""
        words = phrases()
        template: str = draws.one(words["leads"][_lead(form, state)])
        says = self._says(draws, kind, speaker)
        that = "إن" if says.startswith("قالت") else "أن"
        group = "".join(f" و{words['classes'][c]}" for c in BITS[classes]).removeprefix(" و")
        sentence = template.format(
            x=self._names[crossing],
            say=f"{says} {that} " if says else "",
            saying=f"{says} {that}ه " if says else "",
            day=_day(draws, when, published),
            on=f" على {group}" if group else "",
            what=group or words["classes"]["people"],
            n=f"{count} من {group}" if count >= 0 else f"عدداً من {group}",
            **{"for": f" أمام {group}" if group else ""},
        )
        if credit is not None and kind != MEDIA:
            sentence = draws.one(words["credit"]).format(outlet=self._outlets[credit]) + sentence
        return sentence

    def recalled(self, draws: Draws, crossing: int, state: int, when: When | None, published: date) -> str:
        """The sentence that recalls when a former state began."""
        template: str = draws.one(phrases()["recalled"][STATES[state]])
        return template.format(x=self._names[crossing], day=_day(draws, when, published))

    def body(self, draws: Draws) -> list[str]:
        """Sentences around it, each once."""
        words = phrases()
        context = words["context"]
        chosen: dict[str, None] = {}
        for _ in range(_SENTENCES[0] + draws.below(_SENTENCES[1] - _SENTENCES[0])):
            chosen[draws.one(context)] = None
        return [
            c.format(place=draws.one(words["places"]), n=draws.below(90) + 4, hour=f"{draws.below(12) + 1}")
            for c in chosen
        ]

    def edited(self, draws: Draws, lead: str, body: Sequence[str], *, keep: bool) -> str:
        """A copier's version: an agency before it, a word more here and there, now and then a sentence less.

        ``keep`` leaves the first sentence after the lead as it is, for it carries a claim.
        """
        words = phrases()
        kept = list(body)
        if len(kept) > 3 and draws.below(2):
            kept.pop(keep + draws.below(len(kept) - keep))
        for i in range(int(keep), len(kept)):
            if draws.below(3) == 0:
                tokens = kept[i].split(" ")
                tokens.insert(1 + draws.below(len(tokens) - 1), draws.one(words["inserted"]))
                kept[i] = " ".join(tokens)
        start = f"{draws.one(words['agencies'])} - " if draws.below(2) else ""
        return start + text_of(lead, kept)

    def _says(self, draws: Draws, kind: int, speaker: int) -> str:
        words = phrases()
        if kind == SELF:
            return ""
        if kind == MEDIA:
            return f"ذكر موقع {self._outlets[speaker]}"
        if kind == OFFICIAL:
            return f"{draws.one(words['said'])} {words['sides'][SIDES[speaker]]}"
        who = (UNNAMED_WORDS if kind == UNNAMED else WITNESS_WORDS)[speaker]
        return f"{VERBS.get(who, 'أفادت')} {who}"


def text_of(lead: str, body: Sequence[str]) -> str:
    """The text: the lead and what follows, one sentence each."""
    return ". ".join((lead, *body)) + "."


def _lead(form: int, state: int) -> str:
    name = STATES[state]
    match form:
        case t.STATUS:
            return name
        case t.DENIED:
            return f"not_{name}"
        case t.PLAN:
            return f"plan_{name}"
        case t.CALLED_OFF:
            return f"no_plan_{name}"
        case t.PASSED:
            return "passed"
        case t.NOBODY:
            return "nobody"
        case t.HINDERED:
            return "hindered"
        case t.PROPOSED:
            return "proposed"
        case t.INCIDENT:
            return "incident"
        case _:
            return "agreed"


def _day(draws: Draws, when: When | None, published: date) -> str:
    words = phrases()
    if when is None:
        return ""
    month = words["months"][when.start.month - 1]
    if when.end is None:
        ago = (published - when.start).days
        weekday = words["weekdays"][when.start.weekday()]
        if ago == 0 and draws.below(4):
            return draws.one((" اليوم", f" اليوم {weekday}", f" صباح اليوم {weekday}"))  # type: ignore[no-any-return]
        if ago == 1 and draws.below(3):
            return draws.one((" أمس", f" أمس {weekday}"))  # type: ignore[no-any-return]
        return f" في {when.start.day} {month} {when.start.year}"
    if when.start.day == 1 and when.end.day > 20:
        return f" خلال شهر {month} {when.start.year}"
    return f" {words['thirds'][(when.start.day - 1) // 10]} شهر {month} {when.start.year}"
