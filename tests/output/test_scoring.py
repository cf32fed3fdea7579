"""The measures, equal to those of the corpus' own scorer."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from maabar.model import By, Claim, Report, When
from maabar.output.score_tables import all_measures, errors
from maabar.output.scoring import measures, pair_reports, same_crossing, same_speaker, same_when
from maabar.registry import Registry

RECORDED: dict[str, dict[str, Any]] = json.loads((Path(__file__).parent / "recorded_scores.json").read_text("utf-8"))
"""What the corpus' scorer printed for `spoiled` readings of the annotated files."""


def spoiled(reports: list[Report]) -> dict[str, list[Claim]]:
    """A reading with every kind of mistake: the annotated claims, some dropped, some doubled, some changed."""
    every = [claim for report in reports for claim in report.claims]
    out: dict[str, list[Claim]] = {}
    n = 0
    for report in reports:
        read = []
        for claim in reversed(report.claims):
            n += 1
            other = every[(n * 37) % len(every)]
            if n % 7 == 0:
                continue
            changes: dict[str, Any] = {
                0: {},
                1: {"when": other.when},
                2: {"speaker": other.speaker, "speaker_kind": other.speaker_kind},
                3: {"polarity": other.polarity},
                4: {"reality": other.reality},
                5: {"crossing": other.crossing},
                6: {"quote": other.quote},
                7: {"via": other.via},
                8: {"traffic": other.traffic},
            }[n % 9]
            read.append(replace(claim, **changes))
            if n % 11 == 0:
                read.append(replace(other))
        out[report.id] = read
    return out


@pytest.mark.parametrize("name", ["dev-syria", "dev-world", "dev-en"])
def test_measures_equal_what_the_corpus_scorer_printed(
    name: str, corpus: Callable[[str], list[Report]], registry: Registry
) -> None:
    gold = corpus(name)
    assert measures(pair_reports(gold, spoiled(gold), registry), registry) == RECORDED[name]


@pytest.mark.parametrize("name", ["dev-syria", "dev-world", "dev-en"])
def test_measures_equal_what_the_corpus_scorer_prints_now(
    name: str, corpus: Callable[[str], list[Report]], registry: Registry, shared: Path, data: Path, tmp_path: Path
) -> None:
    gold = corpus(name)
    read = spoiled(gold)
    file = tmp_path / "read.jsonl"
    lines = [json.dumps({"id": i, "claims": [c.to_json() for c in claims]}) for i, claims in read.items()]
    file.write_text("\n".join(lines), "utf-8")
    scorer = [sys.executable, str(shared / "corpus" / "score.py"), str(data / "corpus" / f"{name}.jsonl"), str(file)]
    printed = subprocess.run([*scorer, "--json"], check=True, capture_output=True, text=True)
    assert measures(pair_reports(gold, read, registry), registry) == json.loads(printed.stdout)


def test_nothing_read_scores_nothing_and_is_grounded(corpus: Callable[[str], list[Report]], registry: Registry) -> None:
    result = measures(pair_reports(corpus("dev-en"), {}, registry), registry)
    assert result["core"] == {"p": 0.0, "r": 0.0, "f1": 0.0}
    assert result["grounded"] == 1.0


def test_the_parts_by_kind_add_up_to_the_whole(corpus: Callable[[str], list[Report]], registry: Registry) -> None:
    gold = corpus("dev-syria")
    result = all_measures(pair_reports(gold, spoiled(gold), registry), registry)
    for count in ("gold", "predicted"):
        assert sum(part[count] for part in result["by_kind"].values()) == result[count]
        assert sum(part[count] for part in result["by_side"].values()) == result[count]


def test_an_office_and_what_it_is_part_of_are_one_speaker(registry: Registry) -> None:
    assert same_speaker("ru-mod", "ru", registry)
    assert not same_speaker("ru-mod", "tr", registry)
    assert same_speaker("مصادر محلية", "المصادر المحلية", registry) is same_speaker(
        "المصادر المحلية", "مصادر محلية", registry
    )
    assert same_speaker("مصادر خاصة", "مصادر خاصه", registry)


def test_a_day_and_the_range_of_that_day_are_the_same_when() -> None:
    day = date(2021, 3, 25)
    assert same_when(When(day), When(day, day))
    assert not same_when(When(day), None)
    assert same_when(None, None)


def test_new_crossings_are_one_where_their_names_share_a_word() -> None:
    assert same_crossing("new:معبر الوادي", "new:الوادي الكبير")
    assert not same_crossing("new:معبر الوادي", "new:معبر التل")
    assert not same_crossing("sy/a", "sy/b")


def test_control_by_a_part_and_by_the_whole_is_one_core(
    corpus: Callable[[str], list[Report]], registry: Registry
) -> None:
    claim = next(c for r in corpus("dev-syria") for c in r.claims if c.kind == "control")
    report = Report("r", "x.example", date(2021, 1, 1), claim.quote, claims=(replace(claim, value=By("ru-mod")),))
    read = {"r": [replace(claim, value=By("ru-mp"))]}
    assert measures(pair_reports([report], read, registry), registry)["core"]["f1"] == 1.0


def test_errors_put_what_was_read_beside_what_was_missed(
    corpus: Callable[[str], list[Report]], registry: Registry
) -> None:
    report = next(r for r in corpus("dev-en") if r.claims)
    claim = report.claims[0]
    alone = report.with_claims([claim])
    wrong = replace(claim, crossing="new:nowhere", rules=("a.rule",))
    lines = list(errors(pair_reports([alone], {report.id: [wrong]}, registry)))
    assert lines[0].startswith(f"\n## {report.id}")
    assert lines[1].startswith("  missed")
    assert lines[2].strip().startswith("read")
    assert "[a.rule]" in lines[2]
