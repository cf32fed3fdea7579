"""Why the weighing believes what it believes, in words a person can check against the claims below."""

from __future__ import annotations

from collections.abc import Iterator
from math import exp
from typing import Final

from maabar.model import SpeechAct
from maabar.output.names import day_name, speaker_name
from maabar.output.wording import content
from maabar.registry import Registry
from maabar.weighing.explain import Explanation, Reason

SHOWN: Final = 4
"""Reasons shown on each side."""
NEGLIGIBLE: Final = 0.05
"""Shifts of log-odds smaller than this are not worth a line."""


def reason_lines(explained: Explanation, registry: Registry) -> Iterator[tuple[str, str]]:
    """(text, style) of every line: the belief, the claims that moved it most both ways, what one more would do."""
    belief = explained.belief
    chances = f"open {belief.open:.2f}, restricted {belief.restricted:.2f}, closed {belief.closed:.2f}"
    yield f"\nWeighed for {day_name(belief.day)}: {chances}", "bold"
    if explained.why_not:
        yield f"  Not enough information: {explained.why_not}.", ""
    usual, carried, told = (times(shift) for shift in (explained.prior, explained.carried, explained.told))
    yield f"  Odds of open: {usual} usually, {carried} from other days, {told} from what was said of this day", "dim"
    weighty = [r for r in explained.reasons if abs(r.shift) >= NEGLIGIBLE]
    for title, reasons in (
        ("for open", [r for r in weighty if r.shift > 0]),
        ("against open", [r for r in weighty if r.shift < 0]),
    ):
        for reason in reasons[:SHOWN]:
            yield f"  {title}, odds {times(reason.shift)}: {_act(reason.act, registry)}{_relayed(reason)}", ""
    if explained.what_if:
        told = "; ".join(f"{w.said} would make open {w.open:.2f}" for w in explained.what_if)
        yield f"  One more independent voice saying {told}", "dim"


def times(shift: float) -> str:
    """A shift of log-odds as what it does to the odds: ×8.2 or ÷3.1."""
    factor = exp(abs(shift))
    shown = f"{factor:.1f}" if factor < 100 else f"{factor:,.0f}"
    return f"{'×' if shift >= 0 else '÷'}{shown}"


def _act(act: SpeechAct, registry: Registry) -> str:
    who = speaker_name(act.voice, act.speaker_kind, registry)
    return f"{who}, {act.known}: {content(act, registry)}"


def _relayed(reason: Reason) -> str:
    others = len(reason.act.relays) - 1
    return f", in {others + 1} reports that count once" if others else ""
