"""``maabar dates`` prints one JSON line an expression, with null for what can't be told."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pytest

Call = Callable[..., Any]
FIELDS = ["text", "start", "end", "from", "to", "grain"]


def lines(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_each_expression_is_a_line_with_the_six_fields_of_the_contract(maabar: Call) -> None:
    text = "أُغلق المعبر يوم الأربعاء الماضي وسيُفتح بعد يومين"
    ran = maabar("dates", "--lang", "ar", "--published", "2021-03-27", text)
    assert ran.code == 0
    first, second = lines(ran.out)
    assert list(first) == FIELDS
    assert (first["from"], first["to"], first["grain"]) == ("2021-03-24", "2021-03-24", "day")
    assert text[first["start"] : first["end"]] == first["text"]
    assert second["from"] == "2021-03-29"


def test_what_cannot_be_resolved_is_null(maabar: Call) -> None:
    ran = maabar("dates", "--published", "2021-03-27", "أُغلق لمدة ثلاثة أيام")
    assert [(line["from"], line["to"]) for line in lines(ran.out)] == [(None, None)]


def test_all_adds_the_relation_and_the_other_readings(maabar: Call) -> None:
    ran = maabar("dates", "--published", "2021-03-27", "--all", "الافتتاح يوم الأربعاء")
    (line,) = lines(ran.out)
    assert line["relation"] == "at"
    assert (line["past"], line["coming"]) == (["2021-03-24"] * 2, ["2021-03-31"] * 2)


def test_a_text_without_expressions_prints_nothing(maabar: Call) -> None:
    ran = maabar("dates", "--published", "2021-03-27", "المعبر مفتوح")
    assert (ran.code, ran.out) == (0, "")


def test_a_dash_reads_stdin(maabar: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("فُتح المعبر أمس"))
    assert lines(maabar("dates", "--published", "2021-03-27", "-").out)[0]["from"] == "2021-03-26"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--published", "2021-13-40", "أمس"), "expected a day YYYY-MM-DD"),
        (("--published", "2021-03-27", "--lang", "fr", "hier"), "expected one of ar, en, tr"),
        (("أمس",), "--published"),
    ],
)
def test_a_wrong_call_is_one_line_and_exit_code_2(maabar: Call, arguments: tuple[str, ...], said: str) -> None:
    ran = maabar("dates", *arguments)
    assert ran.code == 2
    assert said in ran.err
    assert ran.err.count("\n") == 1
