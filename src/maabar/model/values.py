"""What a claim may say: the words of the contract, days, and the value of each kind with its JSON form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from maabar.errors import InputError

Kind = Literal["status", "agreement", "control", "operation", "flow", "incident"]
Status = Literal["open", "restricted", "closed"]
Reality = Literal["actual", "planned", "proposed"]
Polarity = Literal["affirmed", "denied"]
SpeakerKind = Literal["official", "unnamed", "media", "witness", "self"]
Traffic = Literal["people", "goods", "aid", "fuel", "vehicles"]
Field = Literal["title", "text"]
Direction = Literal["in", "out", "both"]

KINDS: Final = frozenset({"status", "agreement", "control", "operation", "flow", "incident"})
STATUSES: Final = ("open", "restricted", "closed")
REALITIES: Final = frozenset({"actual", "planned", "proposed"})
POLARITIES: Final = frozenset({"affirmed", "denied"})
SPEAKER_KINDS: Final = frozenset({"official", "unnamed", "media", "witness", "self"})
TRAFFIC: Final = ("people", "goods", "aid", "fuel", "vehicles")
AGREED: Final = frozenset({"open", "close", "operate"})
INCIDENTS: Final = frozenset({"shelling", "airstrike", "clash", "protest", "arrest", "blast", "other"})
PURPOSES: Final = frozenset({"humanitarian", "return", "trade", "relief", "military", "other"})

ANY_CROSSING: Final = "*"
"""The crossing of a claim about crossings in general, when none can be told."""
NEW_PREFIX: Final = "new:"
"""Before the name, as written, of a crossing that the registry does not list."""


@dataclass(frozen=True, slots=True, order=True)
class When:
    """A day (``end is None``) or a range of days, both ends inclusive."""

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise InputError(f"a range of days ends ({self.end}) before it starts ({self.start})")

    @property
    def last(self) -> date:
        """The last day that is meant."""
        return self.start if self.end is None else self.end

    def to_json(self) -> dict[str, str | None]:
        return {"from": self.start.isoformat(), "to": self.end.isoformat() if self.end else None}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> When:
        end = data.get("to")
        return cls(date.fromisoformat(data["from"]), date.fromisoformat(end) if end else None)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Value of an ``agreement`` claim: what is agreed, and the actors' ids."""

    on: str
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class By:
    """Value of a ``control`` or ``operation`` claim: the actor's id."""

    by: str


@dataclass(frozen=True, slots=True)
class Flow:
    """Value of a ``flow`` claim. ``count`` is null where not said; ``low`` and ``high`` bound a vague figure."""

    what: str
    count: int | None = None
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Incident:
    """Value of an ``incident`` claim: its type, casualties where said, the actor blamed where said."""

    type: str
    killed: int | None = None
    injured: int | None = None
    by: str | None = None


Value = str | Agreement | By | Flow | Incident


def value_to_json(value: Value) -> Any:
    """The value as the annotation guide writes it; bounds of figures only where there are some."""
    match value:
        case str():
            return value
        case Agreement(on, parties):
            return {"on": on, "parties": list(parties)}
        case By(by):
            return {"by": by}
        case Flow(what, count, low, high):
            bounds = {k: v for k, v in (("low", low), ("high", high)) if v is not None}
            return {"what": what, "count": count, **bounds}
        case Incident(type_, killed, injured, by_):
            return {"type": type_, "killed": killed, "injured": injured, "by": by_}


def value_from_json(kind: str, data: Any) -> Value:
    """Read a value of that kind; raises `InputError` saying what was found and what was expected."""
    if kind == "status":
        return one_of("status", data, STATUSES)
    if not isinstance(data, Mapping):
        raise InputError(f"value of a {kind} claim is {data!r}, expected an object")
    if kind == "agreement":
        return Agreement(one_of("agreement on", data.get("on"), AGREED), tuple(data.get("parties") or ()))
    if kind in ("control", "operation"):
        return By(nonempty("by", data.get("by")))
    if kind == "flow":
        counts = {k: whole_number(k, data.get(k)) for k in ("count", "low", "high")}
        return Flow(one_of("flow what", data.get("what"), TRAFFIC), **counts)
    type_ = one_of("incident type", data.get("type"), INCIDENTS)
    killed, injured = whole_number("killed", data.get("killed")), whole_number("injured", data.get("injured"))
    return Incident(type_, killed, injured, data.get("by"))


def one_of(name: str, found: Any, expected: Iterable[str]) -> str:
    if not isinstance(found, str) or found not in expected:
        raise InputError(f"{name} is {found!r}, expected one of {', '.join(sorted(expected))}")
    return found


def nonempty(name: str, found: Any) -> str:
    if not isinstance(found, str) or not found:
        raise InputError(f"{name} is {found!r}, expected text")
    return found


def whole_number(name: str, found: Any) -> int | None:
    if found is None or (isinstance(found, int) and not isinstance(found, bool) and found >= 0):
        return found
    raise InputError(f"{name} is {found!r}, expected a whole number from 0 up, or null")
