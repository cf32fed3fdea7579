"""Every class of words has an example sentence of our own, and every example is read as it says."""

from __future__ import annotations

import re
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
import yaml

from maabar.model import By, Claim, Report
from maabar.reading import Reader
from maabar.reading.confidence import content_of

EXAMPLES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "examples.yaml").read_text("utf-8"))
PUBLISHED = date(2021, 3, 27)
FILES = ("words", "crossings")


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def said(claim: Claim) -> str:
    value = claim.value.by if isinstance(claim.value, By) else content_of(claim.value)
    return f"{claim.crossing} {claim.kind} {value} {claim.reality} {claim.polarity}"


def meets(claim: Claim, expected: str) -> bool:
    parts = re.fullmatch(r"(.+?)(?: by (\S+))?(?: on (\S+))?", expected)
    assert parts, expected
    what, speaker, day = parts.groups()
    return (
        said(claim) == what
        and (speaker is None or claim.speaker == speaker)
        and (day is None or (claim.when is not None and claim.when.start.isoformat() == day))
    )


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: "+".join(e["of"]) or e["text"][:30])
def test_an_example_is_read_as_it_says(example: dict[str, Any], reader: Reader) -> None:
    report = Report("example", "example.org", PUBLISHED, example["text"], "خبر")
    claims = reader.read(report).claims
    shown = [said(c) for c in claims]
    for expected in example.get("read", ()):
        assert any(meets(c, expected) for c in claims), f"{expected} not in {shown}"
    for kind in example.get("not", ()):  # a kind, or a kind and its value
        assert not any(one.split(" ", 1)[1].startswith(kind) for one in shown), shown
    if example.get("none"):
        assert [c for c in claims if c.crossing not in example.get("may", ())] == [], shown
    for claim in claims:
        assert claim.start is not None
        assert report.text[claim.start : claim.end] == claim.quote


@pytest.mark.parametrize("file", FILES)
def test_every_class_of_words_has_an_example(file: str) -> None:
    path = resources.files("maabar.text") / "languages" / "ar" / f"{file}.yaml"
    classes = set(yaml.safe_load(path.read_text("utf-8")))
    told = {name for example in EXAMPLES for name in example["of"]}
    assert classes - told == set()
