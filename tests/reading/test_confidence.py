"""How sure the reader is: a chance between 0 and 1 that means something on the annotated corpus."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import resources
from math import isfinite

import pytest

from maabar.model import Agreement, By, Claim, Flow, Incident, Report
from maabar.output.scoring import pair_reports, same_sense
from maabar.reading import Reader
from maabar.reading.confidence import THRESHOLD, Confidence, content_of, load_confidence
from maabar.registry import Registry

Read = Callable[..., list[Claim]]


def test_chances_are_the_logistic_of_the_sum() -> None:
    confidence = Confidence(0.0, {"a": 2.0, "b": -2.0})
    assert confidence.of({}) == 0.5
    assert confidence.of({"a": 1.0}) == pytest.approx(0.8808, abs=1e-4)
    assert confidence.of({"a": 1.0, "b": 1.0}) == 0.5
    assert confidence.of({"a": 0.5, "unknown": 9.0}) == pytest.approx(0.7311, abs=1e-4)


def test_the_weights_that_ship_are_finite_and_loaded_once() -> None:
    data = json.loads((resources.files("maabar.text") / "languages" / "ar" / "confidence.json").read_text("utf-8"))
    assert isfinite(data["intercept"])
    assert data["weights"]
    assert all(isfinite(w) for w in data["weights"].values())
    assert load_confidence("ar") is load_confidence("ar")


@pytest.mark.parametrize(
    ("value", "content"),
    [
        ("open", "open"),
        (Agreement("close", ("ru", "tr")), "close"),
        (By("sdf"), "sdf"),
        (Flow("people", 3), "people"),
        (Incident("shelling", 1), "shelling"),
    ],
)
def test_content_is_what_a_value_says_without_its_figures(value: object, content: str) -> None:
    assert content_of(value) == content  # type: ignore[arg-type]


def test_every_claim_carries_a_chance_over_the_threshold(corpus: Callable[[str], list[Report]], reader: Reader) -> None:
    chances = [c.confidence for report in corpus("dev-syria") for c in reader.read(report).claims]
    assert chances
    assert all(c is not None and THRESHOLD <= c < 1 for c in chances)


def test_what_is_dropped_is_all_that_lies_under_the_threshold(
    corpus: Callable[[str], list[Report]], reader: Reader
) -> None:
    confidence = load_confidence("ar")
    for report in corpus("dev-world")[:15]:
        if report.lang != "ar":
            continue
        kept = [d.claim.quote for d in reader.drafts(report) if confidence.of(d.features) >= THRESHOLD]
        assert [c.quote for c in reader.read(report).claims] == kept


def test_a_plain_dated_sentence_is_surer_than_a_hint(read: Read) -> None:
    (plain,) = read("أغلقت السلطات معبر باب الهوى صباح اليوم.")
    (hint,) = read("من المحتمل فتح معبر دير بلوط.")
    assert plain.confidence is not None
    assert hint.confidence is not None
    assert plain.confidence > hint.confidence


def test_surer_claims_are_more_often_right(
    corpus: Callable[[str], list[Report]], reader: Reader, registry: Registry
) -> None:
    """On all annotated reports, upper half against lower half; the table is printed by ``bench/confidence.py``."""
    reports = [r for f in ("dev-syria", "dev-world", "more-syria", "more-mixed") for r in corpus(f) if r.lang == "ar"]
    read = {r.id: reader.read(r).claims for r in reports}
    right: dict[bool, list[bool]] = {True: [], False: []}
    for paired in pair_reports(reports, read, registry):
        good = {id(p) for g, p in paired.pairs if same_sense(g, p)}
        for claim in read[paired.report.id]:
            right[(claim.confidence or 0) >= 0.6].append(id(claim) in good)
    assert min(map(len, right.values())) > 50
    assert sum(right[True]) / len(right[True]) > sum(right[False]) / len(right[False]) + 0.1
