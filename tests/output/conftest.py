"""Speech acts and beliefs as tests of what is shown make them up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from maabar.errors import InputError
from maabar.model import Belief, Relay, SpeechAct, Value, When


def make_act(
    voice: str,
    value: Value,
    *,
    known: date,
    kind: str = "status",
    speaker_kind: str = "media",
    crossing: str = "sy/saraqib-tarnabah",
    reality: str = "actual",
    polarity: str = "affirmed",
    day: date | None = None,
    **more: Any,
) -> SpeechAct:
    return SpeechAct(
        id=f"{voice}-{known}-{kind}-{value}-{polarity}-{reality}",
        voice=voice,
        speaker_kind=speaker_kind,  # type: ignore[arg-type]
        crossing=crossing,
        kind=kind,  # type: ignore[arg-type]
        value=value,
        reality=reality,  # type: ignore[arg-type]
        polarity=polarity,  # type: ignore[arg-type]
        traffic=more.pop("traffic", ()),
        when=When(day) if day else None,
        known=known,
        relays=more.pop("relays", (Relay(f"report-{known}", "reuters.com", known, 0),)),
        **more,
    )


class Steps:
    """Beliefs that are one from a day on and another before."""

    def __init__(
        self, crossing: str, turn: date, before: tuple[float, float, float], after: tuple[float, float, float]
    ):
        self.crossing, self.turn, self.before, self.after = crossing, turn, before, after

    def at(self, crossing: str, day: date) -> Belief:
        if crossing != self.crossing:
            raise InputError(f"no claim on {crossing}")
        return Belief(crossing, day, *(self.after if day >= self.turn else self.before))


@pytest.fixture
def act() -> Callable[..., SpeechAct]:
    return make_act


@pytest.fixture
def steps() -> type[Steps]:
    return Steps
