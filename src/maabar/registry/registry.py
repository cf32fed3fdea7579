"""The registry: every crossing, actor, outlet and place that Maabar knows, and the questions asked of them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from maabar.model import Actor, Crossing, CrossingEnd, Outlet, Place
from maabar.registry.compiled import Compiled, load_compiled

INDEPENDENT: Final = "independent"
_HOST_PREFIXES: Final = ("www.", "m.", "amp.", "mobile.")


def alias_key(name: str) -> str:
    """The form in which names are compared here: no vowel signs, hamza seats, kashida, case or double spaces.

    >>> alias_key("وكالة الأناضول") == alias_key("وكالة  الاناضول")
    True
    """
    bare = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return " ".join(bare.replace("\u0640", "").replace("ى", "ي").replace("ة", "ه").casefold().split())


def domain_of(name: str) -> str:
    """The bare host of an address or domain: no scheme, path, port or ``www.``; other names come back trimmed.

    >>> domain_of("https://www.example.org/a/b")
    'example.org'
    """
    host = name.strip()
    if "://" in host:
        host = host.split("://", 1)[1]
    if " " in host or "." not in host.split("/", 1)[0]:
        return name.strip()
    host = host.split("/", 1)[0].rsplit("@", 1)[-1].split(":", 1)[0].lower().rstrip(".")
    for prefix in _HOST_PREFIXES:
        if host.startswith(prefix) and host.count(".") > 1:
            return host.removeprefix(prefix)
    return host


@dataclass(frozen=True)
class Registry:
    """All packs as one. ``digest`` is the version of the data: equal digests answer alike."""

    crossings: Mapping[str, Crossing]
    actors: Mapping[str, Actor]
    outlets: Mapping[str, Outlet]
    places: Mapping[str, Place]
    digest: str

    def outlet(self, name: str) -> Outlet:
        """The outlet of an id, a domain, an address or an alias; an unknown one is made up as independent."""
        found = self._find_outlet(name)
        return self.outlets[found] if found else Outlet(id=domain_of(name), ar=domain_of(name), en=domain_of(name))

    def knows_outlet(self, name: str) -> bool:
        """Whether the registry lists this outlet, by id, domain, address or alias."""
        return self._find_outlet(name) is not None

    def ancestors(self, actor: str) -> tuple[str, ...]:
        """The actor and what it is part of, itself first; an unknown id is its own only ancestor."""
        line = [actor]
        while (known := self.actors.get(line[-1])) and known.part_of:
            line.append(known.part_of)
        return tuple(line)

    def root(self, actor: str) -> str:
        """The topmost actor that this one is part of."""
        return self.ancestors(actor)[-1]

    def related(self, a: str, b: str) -> bool:
        """Whether one is the other or a part of it."""
        return a in self.ancestors(b) or b in self.ancestors(a)

    def actor_on(self, actor: str, day: date) -> str:
        """The actor, or the successor that had taken over by that day (who «the government» is changes in time)."""
        while (known := self.actors.get(actor)) and known.successor and known.until and day > known.until:
            actor = known.successor
        return actor

    def side_on(self, outlet: str, day: date) -> str:
        """The side that an outlet stands with on a day: an actor's id, or ``independent``."""
        return self.actor_on(self.outlet(outlet).side, day)

    def holders(self, crossing: str, day: date) -> tuple[str, ...]:
        """Ids of the actors that hold the crossing's ends that day, each once; empty for an unlisted crossing."""
        known = self.crossings.get(crossing)
        ends = known.joins if known else ()
        return tuple(dict.fromkeys(end.side for end in ends if _holds(end.since, end.until, day)))

    @cached_property
    def outlet_names(self) -> Mapping[str, str]:
        """`alias_key` of every name and alias of an outlet -> its id."""
        names: dict[str, str] = {}
        for outlet in self.outlets.values():
            for name in (outlet.id, outlet.ar, outlet.en, *outlet.aliases):
                names.setdefault(alias_key(name), outlet.id)
        return MappingProxyType(names)

    @cached_property
    def outlet_domains(self) -> Mapping[str, str]:
        """Every domain of an outlet -> its id."""
        domains = {domain: outlet.id for outlet in self.outlets.values() for domain in outlet.domains}
        return MappingProxyType(domains | {id_: id_ for id_ in self.outlets})

    @cached_property
    def crossing_names(self) -> Mapping[str, tuple[str, ...]]:
        """`alias_key` of every name of a crossing -> the ids it may mean, in registry order."""
        return _index((c.id, (*c.names, *c.en_names, *c.tr_names)) for c in self.crossings.values())

    @cached_property
    def actor_names(self) -> Mapping[str, tuple[str, ...]]:
        """`alias_key` of every name, loaded ones too, of an actor -> the ids it may mean."""
        return _index((a.id, (*a.names, *a.loaded, *a.en_names)) for a in self.actors.values())

    @cached_property
    def place_names(self) -> Mapping[str, tuple[str, ...]]:
        """`alias_key` of every name of a place -> the ids it may mean (homonyms have several)."""
        return _index((p.id, (*p.names, p.en)) for p in self.places.values())

    def _find_outlet(self, name: str) -> str | None:
        host = domain_of(name)
        while True:
            if found := self.outlet_domains.get(host):
                return found
            _, dot, parent = host.partition(".")
            if not dot or "." not in parent:
                return self.outlet_names.get(alias_key(name))
            host = parent


def load_registry(packs: Sequence[Path | str] = ()) -> Registry:
    """The registry of all shipped packs, overlaid by ``packs`` (folders, or names of shipped packs) in order.

    Loaded once per process for each list of packs. Raises `PackError` naming file, line and what was expected.
    """
    return _load(tuple(str(pack) for pack in packs))


@lru_cache(maxsize=4)
def _load(packs: tuple[str, ...]) -> Registry:
    from platformdirs import user_cache_path

    return build(*load_compiled(packs, user_cache_path("maabar")))


def build(compiled: Compiled, digest: str) -> Registry:
    """Make the nouns of a compiled registry."""
    return Registry(
        crossings=MappingProxyType({id_: _crossing(r) for id_, r in compiled["crossings"].items()}),
        actors=MappingProxyType({id_: _actor(r) for id_, r in compiled["actors"].items()}),
        outlets=MappingProxyType({id_: _outlet(r) for id_, r in compiled["outlets"].items()}),
        places=MappingProxyType({id_: _place(r) for id_, r in compiled["places"].items()}),
        digest=digest,
    )


def _crossing(r: Mapping[str, Any]) -> Crossing:
    return Crossing(
        id=r["id"],
        kind=r["kind"],
        en=r["en"],
        names=tuple(r["names"]),
        en_names=tuple(r.get("en_names", ())),
        tr_names=tuple(r.get("tr_names", ())),
        governorate=r.get("governorate"),
        at=_at(r),
        precision_km=r.get("precision_km", 2.0 if r.get("at") else None),
        joins=tuple(CrossingEnd(e["place"], e["side"], _day(e, "since"), _day(e, "until")) for e in r["joins"]),
    )


def _actor(r: Mapping[str, Any]) -> Actor:
    return Actor(
        id=r["id"],
        en=r["en"],
        names=tuple(r["names"]),
        loaded=tuple(r.get("loaded", ())),
        en_names=tuple(r.get("en_names", ())),
        part_of=r.get("part_of"),
        since=_day(r, "since"),
        until=_day(r, "until"),
        successor=r.get("successor"),
    )


def _outlet(r: Mapping[str, Any]) -> Outlet:
    return Outlet(
        id=r["id"],
        ar=r["ar"],
        en=r["en"],
        lang=r.get("lang", "ar"),
        seat=r.get("seat"),
        side=r.get("side", INDEPENDENT),
        aliases=tuple(r.get("aliases", ())),
        short=tuple(r.get("short", ())),
        domains=tuple(r.get("domains", ())),
        family=r.get("family"),
        kind=r["kind"],
    )


def _place(r: Mapping[str, Any]) -> Place:
    return Place(
        id=r["id"],
        en=r["en"],
        names=tuple(r["names"]),
        country=r["country"],
        governorate=r.get("governorate"),
        at=_at(r),
        kind=r["kind"],
    )


def _at(r: Mapping[str, Any]) -> tuple[float, float] | None:
    return (r["at"][0], r["at"][1]) if r.get("at") else None


def _day(r: Mapping[str, Any], name: str) -> date | None:
    return date.fromisoformat(r[name]) if r.get(name) else None


def _holds(since: date | None, until: date | None, day: date) -> bool:
    return (since is None or since <= day) and (until is None or day <= until)


def _index(entries: Iterable[tuple[str, Iterable[str]]]) -> Mapping[str, tuple[str, ...]]:
    index: dict[str, list[str]] = {}
    for id_, names in entries:
        for key in dict.fromkeys(map(alias_key, names)):
            index.setdefault(key, []).append(id_)
    return MappingProxyType({key: tuple(ids) for key, ids in index.items()})
