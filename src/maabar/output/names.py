"""Neutral names for people to read: crossings, actors, outlets, voices, days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from importlib import resources
from typing import Any

from maabar.model import ANY_CROSSING, NEW_PREFIX, When
from maabar.registry import Registry
from maabar.weighing.acts import WORDS_OF


@lru_cache(maxsize=1)
def phrases() -> Mapping[str, Any]:
    """The words of ``phrases.yaml``."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = resources.files("maabar.output").joinpath("phrases.yaml").read_text("utf-8")
    loaded: Mapping[str, Any] = yaml.load(text, Loader=loader)
    return loaded


def crossing_name(crossing: str, registry: Registry) -> str:
    """The crossing's English name; an unlisted one as it is written, crossings in general in words."""
    if crossing == ANY_CROSSING:
        return "crossings in general"
    known = registry.crossings.get(crossing)
    return known.en if known else crossing.removeprefix(NEW_PREFIX)


def crossing_names(crossing: str, registry: Registry) -> str:
    """English and Arabic name side by side."""
    english = crossing_name(crossing, registry)
    known = registry.crossings.get(crossing)
    return f"{english} {known.ar}" if known and known.ar != english else english


def actor_name(actor: str, registry: Registry) -> str:
    """The actor's neutral English name; an unknown id as it is."""
    known = registry.actors.get(actor)
    return known.en if known else actor


def speaker_name(speaker: str, kind: str, registry: Registry, *, running: bool = False) -> str:
    """Who speaks: an actor, an outlet, or the report's own words in quotes. ``running`` fits it into a sentence.

    A voice "outlet|words" names both: the words as heard by that outlet.
    """
    heard_by, bar, words = speaker.partition(WORDS_OF)
    if bar:
        return f"«{words}» ({outlet_name(heard_by, registry)})"
    if speaker in registry.actors:
        name = actor_name(speaker, registry)
        if kind == "official" and speaker in phrases()["officials"]:
            name = phrases()["officials"][speaker]
        return f"the {name}" if running and speaker in phrases()["article"] else name
    if registry.knows_outlet(speaker) or (kind in ("self", "media") and " " not in speaker):
        return outlet_name(speaker, registry)
    return f"«{speaker}»"


def outlet_name(outlet: str, registry: Registry) -> str:
    """The outlet's English name; an unknown one by its domain."""
    return registry.outlet(outlet).en


def side_name(side: str, registry: Registry) -> str:
    """A side in words: the actor's neutral name, or "independent"."""
    return actor_name(side, registry) if side in registry.actors else side


def day_name(day: date) -> str:
    """A day as people write it: 25 March 2021."""
    return f"{day.day} {day:%B %Y}"


def when_name(when: When | None) -> str:
    """Days as a table shows them: one, a range, or a dash where they can't be told."""
    if when is None:
        return "-"
    return when.start.isoformat() if when.end is None else f"{when.start.isoformat()} to {when.end.isoformat()}"
