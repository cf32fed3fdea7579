"""What weighing works on and gives: speech acts with their relays, and beliefs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from maabar.model.values import (
    Kind,
    Polarity,
    Reality,
    SpeakerKind,
    Value,
    When,
)


@dataclass(frozen=True, slots=True)
class Relay:
    """One report that carries a speech act: which claim of which report, published when, by whom."""

    report: str
    outlet: str
    published: date
    claim: int
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class SpeechAct:
    """One utterance, however many reports relay it.

    Same voice, crossing, content and day(s). ``known`` is the day it was first published; ``relays`` come
    in order of publication. ``id`` is a content hash, stable under later relays.
    """

    id: str
    voice: str
    speaker_kind: SpeakerKind
    crossing: str
    kind: Kind
    value: Value
    reality: Reality
    polarity: Polarity
    traffic: tuple[str, ...]
    when: When | None
    known: date
    relays: tuple[Relay, ...]
    quote: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Belief:
    """P(open), P(restricted), P(closed) for a crossing on a day; they sum to one."""

    crossing: str
    day: date
    open: float
    restricted: float
    closed: float
    traffic: str | None = None

    def to_json(self) -> dict[str, Any]:
        out: dict[str, Any] = {
            "crossing": self.crossing,
            "day": self.day.isoformat(),
            "open": self.open,
            "restricted": self.restricted,
            "closed": self.closed,
        }
        return out | ({"traffic": self.traffic} if self.traffic else {})
