"""What the registry answers."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from maabar.registry import Registry, alias_key, domain_of, load_registry


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("reuters.com", "reuters.com"),
        ("https://www.reuters.com/world/x", "reuters.com"),
        ("رويترز", "reuters.com"),
        ("وكالة رويترز", "reuters.com"),
        ("سانا", "sana.sy"),
        ("sanasyria.org", "sana.sy"),
        ("وكالة الاناضول", "aa.com.tr"),
        ("الأنَاضول", "aa.com.tr"),
        ("روسيا اليوم", "arabic.rt.com"),
        ("سبوتنيك", "sputnikarabic.ae"),
        ("arabic.sputniknews.com", "sputnikarabic.ae"),
        ("المرصد السوري لحقوق الإنسان", "syriahr.com"),
        ("عنب بلدي", "enabbaladi.net"),
        ("english.enabbaladi.net", "enabbaladi.net"),
        ("m.youm7.com", "youm7.com"),
        ("نهر ميديا", "نهر ميديا"),
        ("أ ف ب", "afp.com"),
        ("نورث برس", "npasyria.com"),
        ("تلفزيون سوريا", "syria.tv"),
        ("شبكة شام", "shaam.org"),
        ("Anadolu Agency", "aa.com.tr"),
    ],
)
def test_an_outlet_is_found_by_id_domain_address_and_alias(registry: Registry, name: str, id: str) -> None:
    assert registry.knows_outlet(name)
    assert registry.outlet(name).id == id


def test_an_unknown_outlet_is_independent(registry: Registry) -> None:
    unknown = registry.outlet("https://www.village-paper.example/a")
    assert not registry.knows_outlet("village-paper.example")
    assert (unknown.id, unknown.side) == ("village-paper.example", "independent")


def test_a_common_word_alone_names_no_outlet(registry: Registry) -> None:
    assert not registry.knows_outlet("الوطن")
    assert registry.outlet("صحيفة الوطن").id == "alwatan.sy"
    assert registry.outlets["alwatan.sy"].short == ("الوطن",)


def test_ancestors_go_up_the_tree_and_relation_runs_along_it(registry: Registry) -> None:
    assert registry.ancestors("ru-hmeimim") == ("ru-hmeimim", "ru-mod", "ru")
    assert registry.root("asayish") == "sdf"
    assert registry.related("ru", "ru-hmeimim")
    assert registry.related("ru-hmeimim", "ru")
    assert not registry.related("sna", "hts")
    assert registry.ancestors("nobody") == ("nobody",)


@pytest.mark.parametrize(
    ("crossing", "day", "holders"),
    [
        ("sy/saraqib-tarnabah", date(2021, 3, 25), {"opposition", "gov-sy"}),
        ("sy/saraqib-tarnabah", date(2024, 12, 7), {"opposition", "gov-sy"}),
        ("sy/saraqib-tarnabah", date(2024, 12, 8), {"gov-sy-2024"}),
        ("sy/nassib", date(2016, 1, 1), {"opposition", "jo"}),
        ("sy/nassib", date(2018, 10, 15), {"gov-sy", "jo"}),
        ("sy/nassib", date(2025, 6, 1), {"gov-sy-2024", "jo"}),
        ("sy/al-bukamal", date(2015, 6, 1), {"isis"}),
        ("sy/tall-abyad", date(2018, 1, 1), {"sdf", "tr"}),
        ("sy/tall-abyad", date(2020, 1, 1), {"sna", "tr"}),
        ("sy/al-tayha", date(2023, 9, 30), {"sdf", "gov-sy"}),
        ("ps/rafah", date(2023, 10, 10), {"gaza", "eg"}),
        ("new:somewhere", date(2023, 10, 10), set()),
    ],
)
def test_who_holds_a_crossing_depends_on_the_day(
    registry: Registry, crossing: str, day: date, holders: set[str]
) -> None:
    assert set(registry.holders(crossing, day)) == holders


def test_the_side_of_a_state_outlet_passes_to_the_successor(registry: Registry) -> None:
    assert registry.side_on("sana.sy", date(2024, 12, 7)) == "gov-sy"
    assert registry.side_on("sana.sy", date(2024, 12, 8)) == "gov-sy-2024"
    assert registry.side_on("reuters.com", date(2024, 12, 8)) == "independent"


def test_one_name_may_mean_several_crossings(registry: Registry) -> None:
    assert set(registry.crossing_names[alias_key("الوليد")]) == {"sy/al-walid-ne", "sy/al-tanf"}
    assert registry.crossing_names[alias_key("أبو الزندين")] == ("sy/abu-al-zandin",)
    assert registry.actor_names[alias_key("قسد")] == ("sdf",)


def test_a_registry_is_loaded_once_for_the_same_packs(pack: Callable[..., Path]) -> None:
    assert load_registry() is load_registry(())
    assert load_registry([pack(actors="- {id: g, en: G, names: [ج]}\n")]) is not load_registry()


@pytest.mark.parametrize(
    ("name", "host"),
    [
        ("http://www.Example.org:8080/a?b", "example.org"),
        ("WWW.example.org", "example.org"),
        ("m.example.org.", "example.org"),
        ("www.org", "www.org"),
        ("وكالة سانا", "وكالة سانا"),
        ("صحيفة U.S. News", "صحيفة U.S. News"),
    ],
)
def test_a_domain_is_told_from_an_address(name: str, host: str) -> None:
    assert domain_of(name) == host
