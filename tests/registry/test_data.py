"""What the shipped packs promise."""

import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from maabar.registry import Registry, alias_key, load_registry

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "registry"


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


def test_there_are_outlets_of_every_side_of_the_syrian_war(registry: Registry) -> None:
    assert len(registry.outlets) >= 130
    sides = {outlet.side for outlet in registry.outlets.values()}
    assert {"independent", "gov-sy", "opposition", "hts", "sdf", "aanes", "ru", "tr", "ir", "hezbollah"} <= sides


def test_every_actor_stands_on_known_ground(registry: Registry) -> None:
    for actor in registry.actors.values():
        assert registry.root(actor.id) in registry.actors
        assert actor.names
    for crossing in registry.crossings.values():
        assert crossing.at is not None
        assert crossing.joins
        assert {end.side for end in crossing.joins} <= set(registry.actors)


def test_names_of_a_place_in_syria_are_not_names_of_a_crossing(registry: Registry) -> None:
    arabic = {name for c in registry.crossings.values() for name in map(alias_key, c.names)}
    clash = [name for place in registry.places.values() for name in place.names if alias_key(name) in arabic]
    assert clash == []


def test_names_that_mean_two_crossings_are_the_known_homonyms(registry: Registry) -> None:
    twice = {name for name, ids in registry.crossing_names.items() if len(ids) > 1 and not name.isascii()}
    assert twice == {alias_key("الكرامة"), alias_key("الوليد")}


def test_the_ends_of_a_crossing_follow_each_other_without_overlap(registry: Registry) -> None:
    for crossing in registry.crossings.values():
        held: dict[str, list[tuple[str, str]]] = {}
        for end in crossing.joins:
            span = (end.since.isoformat() if end.since else "0000", end.until.isoformat() if end.until else "9999")
            held.setdefault(end.place, []).append(span)
        for place, spans in held.items():
            spans.sort()
            for (_, before), (after, _) in pairwise(spans):
                assert before < after, (crossing.id, place)


@pytest.mark.parametrize("folder", ["tests/data/corpus"])
def test_ids_of_the_annotated_reports_are_registered(registry: Registry, folder: str) -> None:
    files = sorted((ROOT / folder).glob("*.jsonl"))
    if not files:
        pytest.skip(f"no annotated reports in {folder}")
    for file in files:
        for line in file.read_text("utf-8").splitlines():
            for claim in json.loads(line)["claims"]:
                crossing = claim["crossing"]
                assert crossing in registry.crossings or crossing == "*" or crossing.startswith("new:")


@pytest.mark.parametrize("kind", ["crossings", "actors"])
def test_no_id_of_the_shared_registry_was_lost_or_renamed(registry: Registry, kind: str) -> None:
    path = SHARED / f"{kind}.yaml"
    if not path.exists():
        pytest.skip("the shared registry is not here")
    shared = set(re.findall(r"^- \{id: ([^,]+),", path.read_text("utf-8"), re.MULTILINE))
    assert shared <= set(getattr(registry, kind))


def test_a_family_of_outlets_has_members(registry: Registry) -> None:
    families = Counter(outlet.family for outlet in registry.outlets.values() if outlet.family)
    assert [family for family, members in families.items() if members < 2] == []


def test_the_government_of_before_has_a_successor_from_the_day_after(registry: Registry) -> None:
    before, after = registry.actors["gov-sy"], registry.actors["gov-sy-2024"]
    assert before.until is not None
    assert after.since is not None
    assert (after.since - before.until).days == 1
    assert before.successor == after.id
