"""An event: something said of crossings at a trigger word; and the word classes that make one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from maabar.model import TRAFFIC, Direction, Kind, Value
from maabar.reading.what.scope import Scope

VIOLENCE = ("airstrike", "shelling", "clash", "blast", "arrest", "protest", "raid")
STATUS = frozenset({"open", "closed", "open_state", "closed_state", "made"})
CROSSING = ("crossing", "crossing_dual", "crossing_many")
TRAFFIC_CLASSES = frozenset(TRAFFIC)
INCIDENT = frozenset(VIOLENCE)
TRIGGERS = (
    STATUS
    | INCIDENT
    | {"stop_it", "work", "run_it", "agree", "limited", "control", "keep", "pass", "barred", "allowed", "arrive"}
    | {
        "stuck",
        "crowd",
        "hinder",
        "returned",
        "covers",
        "hand",
        "come_to",
        "leave",
        "expel",
        "enter",
        "belong",
        "where",
    }
    | {"guard", "checkpoint", "can", "receives"}
    | {"deploy", "flag"}
)
STANDSTILL = frozenset("متوقف متوقفه معطل معطله متوقفا".split())
"""Said of traffic it is a flow of none, said of the crossing it is a closure."""
DENIAL = "denial"
"""The rule of an event that only takes up what another said, to deny it."""
PLACED = frozenset(["في", "من", "قرب", "الي", "عند", "مع", "بين", "علي", "ضد", "مناطق"])
"""Prepositions after which a party or a crossing is a place, not an agent or an object."""


def traffic_in_order(found: Collection[str]) -> tuple[str, ...]:
    """Kinds of traffic in the order in which a claim lists them."""
    return tuple(kind for kind in TRAFFIC if kind in found)


@dataclass(slots=True)  # not frozen: a report makes many
class Event:
    """Something said of crossings at a trigger word; ``first`` to ``last`` (inclusive) are the words it stands on."""

    kind: Kind
    values: tuple[Value, ...]
    crossings: tuple[str, ...]
    at: int
    first: int
    last: int
    scope: Scope
    rule: str
    traffic: tuple[str, ...] = ()
    note: str | None = None
    direction: Direction | None = None
