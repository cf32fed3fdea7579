"""Phenomena are told by surface tests, each with an example of ours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest

from maabar.model import NEW_PREFIX, Report, When
from maabar.output.phenomena import phenomena, phenomena_of
from maabar.registry import Registry


@pytest.mark.parametrize("name", [p.name for p in phenomena()])
def test_every_phenomenon_has_a_meaning_and_an_example_it_finds(name: str) -> None:
    phenomenon = next(p for p in phenomena() if p.name == name)
    assert phenomenon.means
    words = phenomenon.example if phenomenon.raw else re.sub("[\u0640\u064b-\u0652\u0670]", "", phenomenon.example)
    assert phenomenon.pattern is None or phenomenon.pattern.search(words)


def test_the_annotated_reports_show_nearly_all_of_them(
    corpus: Callable[[str], list[Report]], registry: Registry
) -> None:
    claims = [(claim, report) for report in corpus("dev-syria") for claim in report.claims]
    shown = Counter(name for claim, report in claims for name in phenomena_of(claim, report, registry))
    missing = {p.name for p in phenomena()} - set(shown)
    assert not missing
    assert shown["denial"] > 20
    assert shown["chain of outlets"] > 20


def test_claims_tell_by_their_own_fields(corpus: Callable[[str], list[Report]], registry: Registry) -> None:
    report = next(r for r in corpus("dev-syria") if r.claims)
    claim = replace(report.claims[0], polarity="denied", via=("a.example",), crossing=f"{NEW_PREFIX}الوادي")
    claim = replace(claim, when=When(report.published, report.published))
    assert {"denial", "chain of outlets", "new crossing", "date range"} <= phenomena_of(claim, report, registry)
