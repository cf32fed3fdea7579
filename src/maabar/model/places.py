"""What the registry lists: crossings, actors, outlets, places."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Crossing:
    """A crossing point. ``at`` is (latitude, longitude) in degrees WGS84; ``precision_km`` how far it may be off."""

    id: str
    kind: str
    en: str
    names: tuple[str, ...]
    en_names: tuple[str, ...] = ()
    tr_names: tuple[str, ...] = ()
    governorate: str | None = None
    at: tuple[float, float] | None = None
    precision_km: float | None = None
    joins: tuple[CrossingEnd, ...] = ()

    @property
    def ar(self) -> str:
        """The commonest Arabic name."""
        return self.names[0] if self.names else self.en


@dataclass(frozen=True, slots=True)
class CrossingEnd:
    """One end of a crossing: a place, and who holds it from day to day (validity inclusive, open where null)."""

    place: str
    side: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A party that speaks, controls, operates, agrees or is blamed.

    ``names`` are neutral; ``loaded`` are the words some outlets use instead. ``part_of`` makes a tree.
    ``successor`` is the actor that took over after ``until``.
    """

    id: str
    en: str
    names: tuple[str, ...]
    loaded: tuple[str, ...] = ()
    en_names: tuple[str, ...] = ()
    part_of: str | None = None
    since: date | None = None
    until: date | None = None
    successor: str | None = None


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who publishes. ``side`` is an actor's id or ``independent``; ``family`` the owner that several share.

    ``ar`` and ``aliases`` mean this outlet as they stand; ``short`` are names that are common words too («الوطن») and
    mean it in quotation marks or after a word for an outlet («صحيفة», «قناة»).
    """

    id: str
    ar: str
    en: str
    lang: str = "ar"
    seat: str | None = None
    side: str = "independent"
    aliases: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    family: str | None = None
    kind: str = "media"


@dataclass(frozen=True, slots=True)
class Place:
    """A place that reports name, which is not by itself a crossing."""

    id: str
    en: str
    names: tuple[str, ...]
    country: str
    governorate: str | None = None
    at: tuple[float, float] | None = None
    kind: str = "town"
