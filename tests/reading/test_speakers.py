"""Every frame and every class of speech.yaml has an example sentence of our own, and the right one speaks in it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import yaml

from maabar.errors import InputError
from maabar.model import Report
from maabar.reading.document import Document, read_document
from maabar.reading.which.names import index_of
from maabar.reading.who.function_words import function_words, load_function_words
from maabar.reading.who.parties import parties_of
from maabar.reading.who.speakers import Attribution, Speaker, SpeakerFinder
from maabar.registry import Registry
from maabar.text.fold import folded
from maabar.text.lexicon import load_lexicon

EXAMPLES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "speaker_examples.yaml").read_text("utf-8"))
PUBLISHED = date(2021, 3, 27)
AR = resources.files("maabar.text") / "languages" / "ar"

Finder = Callable[[Report], tuple[Document, Speaker, list[Attribution]]]


@pytest.fixture(scope="module")
def finder(registry: Registry) -> Finder:
    lexicon = load_lexicon("ar", "words", "speech", "crossings")
    data = yaml.safe_load((AR / "parties.yaml").read_text("utf-8"))
    index = index_of(registry, data["offices"])
    parties = parties_of(data, index)
    speakers = SpeakerFinder(registry, parties)

    def find(report: Report) -> tuple[Document, Speaker, list[Attribution]]:
        doc = read_document(report, lexicon, index)
        parties.settle(doc)
        return doc, *speakers.find(doc, registry.outlet(report.outlet).id)

    return find


def innermost(doc: Document, word: str, attributions: list[Attribution]) -> Attribution | None:
    at = next(i for i, w in enumerate(doc.words) if w.endswith(folded(word)))
    around = [a for a in attributions if a.start <= at < a.end]
    return max(around, key=lambda a: (a.start, a.rule != "according"), default=None)


def shown(speaker: Speaker, attribution: Attribution | None) -> str:
    denied = " not" if attribution and attribution.denies else ""
    via = " > " + " ".join(speaker.via) if speaker.via else ""
    return f"{speaker.name} {speaker.kind}{denied}{via}"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: " ".join(e["of"]))
def test_the_right_one_speaks(example: dict[str, Any], finder: Finder) -> None:
    report = Report("x", example.get("outlet", "example.org"), PUBLISHED, example["text"], example.get("title", ""))
    doc, default, attributions = finder(report)
    for word, expected in example["says"].items():
        attribution = innermost(doc, word, attributions)
        assert shown(attribution.speaker if attribution else default, attribution) == expected
    for word, expected in example.get("distance", {}).items():
        attribution = innermost(doc, word, attributions)
        assert attribution is not None
        assert attribution.distance == expected


def test_every_class_of_speech_has_an_example() -> None:
    classes = set(yaml.safe_load((AR / "speech.yaml").read_text("utf-8")))
    assert classes - {name for example in EXAMPLES for name in example["of"]} == set()


def test_every_attribution_stays_inside_the_text(finder: Finder, corpus: Callable[[str], list[Report]]) -> None:
    for report in corpus("dev-syria"):
        doc, _, attributions = finder(report)
        for a in attributions:
            assert 0 <= a.start <= a.end <= len(doc)
            assert 0 <= a.frame < len(doc)
            assert a.speaker.name
            assert len(set(a.speaker.via)) == len(a.speaker.via)


def test_words_in_any_order_break_nothing(finder: Finder, corpus: Callable[[str], list[Report]]) -> None:
    chance = random.Random(7)
    for report in corpus("dev-world"):
        words = report.text.split(" ")
        chance.shuffle(words)
        doc, _, attributions = finder(replace(report, text=" ".join(words)))
        assert all(0 <= a.start <= a.end <= len(doc) for a in attributions)


def test_speakers_are_found_alike_whatever_was_read_before(finder: Finder) -> None:
    other = Report("a", "example.org", PUBLISHED, "قال مصدر أمني لوكالة رويترز إن المعبر مغلق.")
    report = Report("b", "example.org", PUBLISHED, "وقال المصدر إن المعبر مفتوح.")
    first = finder(report)[2]
    finder(other)
    assert finder(report)[2] == first


def test_a_title_alone_is_read(finder: Finder) -> None:
    assert finder(Report("x", "example.org", PUBLISHED, "", "قال"))[2] == []


def test_function_words_name_what_is_missing_or_unknown() -> None:
    with pytest.raises(InputError, match="talk missing or unknown"):
        function_words(
            {name: [] for name in load_function_words("ar").__slots__ if name not in ("from_", "talk")} | {"from": []},
            "frames.yaml",
        )
