"""Neutral names."""

from __future__ import annotations

from datetime import date

import pytest

from maabar.model import When
from maabar.output.names import crossing_name, crossing_names, day_name, phrases, speaker_name, when_name
from maabar.registry import Registry


def test_crossings_go_by_english_and_arabic_names(registry: Registry) -> None:
    assert crossing_names("sy/bab-al-hawa", registry) == "Bab al-Hawa باب الهوى"
    assert crossing_name("new:الوادي", registry) == "الوادي"
    assert crossing_name("*", registry) == "crossings in general"
    assert crossing_name("anything", registry) == "anything"


@pytest.mark.parametrize(
    ("speaker", "kind", "name"),
    [
        ("ru-mod", "official", "the Russian Ministry of Defence"),
        ("tr", "official", "Turkish officials"),
        ("reuters.com", "media", "Reuters"),
        ("مصادر خاصة", "unnamed", "«مصادر خاصة»"),
        ("reuters.com|مصادر", "unnamed", "«مصادر» (Reuters)"),
        ("unknown.example", "self", "unknown.example"),
        ("صفحة محلية", "media", "«صفحة محلية»"),
    ],
)
def test_speakers(speaker: str, kind: str, name: str, registry: Registry) -> None:
    assert speaker_name(speaker, kind, registry, running=True) == name


def test_days() -> None:
    assert day_name(date(2021, 3, 25)) == "25 March 2021"
    assert when_name(None) == "-"
    assert when_name(When(date(2021, 3, 1), date(2021, 3, 9))) == "2021-03-01 to 2021-03-09"


def test_phrases_speak_of_actors_that_exist(registry: Registry) -> None:
    named = {*phrases()["officials"], *phrases()["article"]}
    assert named <= set(registry.actors)
