"""read and score on files, folders and stdin, good and bad."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

SEED = "seed/orient-2021-03-27.txt"


def test_read_prints_the_report_with_its_claims(maabar: Any, data: Path) -> None:
    ran = maabar("read", "--outlet", "orient-news.net", "--published", "2021-03-27", "--format", "jsonl", data / SEED)
    assert ran.code == 0
    report = json.loads(ran.out)
    assert report["id"] == "orient-2021-03-27"
    assert report["claims"]
    for claim in report["claims"]:
        assert claim["quote"] in report[claim["field"]]
        assert report[claim["field"]][claim["start"] : claim["end"]] == claim["quote"]


def test_read_draws_a_table_with_neutral_names(maabar: Any, data: Path) -> None:
    ran = maabar("read", "--outlet", "orient-news.net", "--published", "2021-03-27", data / SEED)
    assert "Orient" in ran.out
    assert "CROSSING" in ran.out


def test_a_broken_line_is_listed_and_the_others_are_read(maabar: Any, data: Path, tmp_path: Path) -> None:
    lines = (data / "corpus" / "dev-en.jsonl").read_text("utf-8").splitlines()[:3]
    broken = tmp_path / "reports.jsonl"
    broken.write_text("\n".join([lines[0], '{"id": "half', *lines[1:]]), "utf-8")
    ran = maabar("read", "--format", "jsonl", broken)
    assert ran.code == 2
    assert len(ran.out.splitlines()) == 3
    assert ran.err.count("\n") == 1
    assert "reports.jsonl:2" in ran.err


def test_an_unknown_outlet_is_a_notice_and_no_failure(maabar: Any, data: Path) -> None:
    ran = maabar("read", "--outlet", "nobody.example", "--published", "2021-03-27", "--format", "jsonl", data / SEED)
    assert ran.code == 0
    assert "nobody.example" in ran.err
    assert "independent" in ran.err


def test_a_missing_date_is_one_line(maabar: Any, data: Path) -> None:
    ran = maabar("read", "--outlet", "orient-news.net", data / SEED)
    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert "--published" in ran.err


def test_score_against_itself_is_perfect(maabar: Any, data: Path) -> None:
    gold = data / "corpus" / "dev-en.jsonl"
    result = json.loads(maabar("score", gold, "--predicted", gold, "--json").out)
    assert result["full"]["f1"] == result["when"] == result["grounded"] == 1.0
    assert set(result["by_kind"]) >= {"status", "flow"}
    assert result["by_side"]
    assert result["by_phenomenon"]["denial"]["gold"] > 0


def test_a_bar_that_is_not_met_ends_with_1(maabar: Any, data: Path, tmp_path: Path) -> None:
    gold = data / "corpus" / "dev-en.jsonl"
    nothing = tmp_path / "nothing.jsonl"
    nothing.write_text('{"id": "x", "claims": []}\n', "utf-8")
    ran = maabar("score", gold, "--predicted", nothing, "--floor", "sense=0.8")
    assert ran.code == 1
    assert "sense is 0.0000, under the floor 0.8" in ran.err
    assert maabar("score", gold, "--predicted", gold, "--floor", "sense=0.8", "--floor", "when=1").code == 0


def test_an_unknown_bar_is_a_usage_error(maabar: Any, data: Path) -> None:
    ran = maabar("score", data / "corpus" / "dev-en.jsonl", "--floor", "beauty=1")
    assert ran.code == 2
    assert "expected NAME=X" in ran.err


def test_errors_shows_each_miss(maabar: Any, data: Path, tmp_path: Path) -> None:
    gold = data / "corpus" / "dev-en.jsonl"
    first = json.loads(gold.read_text("utf-8").splitlines()[0])
    turned = dict(first["claims"][0], polarity="denied", rules=["some.rule"])
    file = tmp_path / "read.jsonl"
    file.write_text(json.dumps({"id": first["id"], "claims": [turned]}), "utf-8")
    out = maabar("score", gold, "--predicted", file, "--errors").out
    assert "missed" in out
    assert "sense" in out
    assert "some.rule" in out


def test_a_gold_file_with_a_bad_line_names_the_line(maabar: Any, tmp_path: Path) -> None:
    bad = tmp_path / "gold.jsonl"
    bad.write_text('{"id": "a", "outlet": "b.example", "published": "yesterday"}\n', "utf-8")
    ran = maabar("score", bad)
    assert ran.code == 2
    assert "gold.jsonl:1" in ran.err
    assert "YYYY-MM-DD" in ran.err
