"""Reports as JSON lines: each line by itself, a bad one listed with file and line, the others read."""

import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from maabar.intake import Document, Failure
from maabar.intake.rows import LIMIT

Documents = Callable[..., list[Document]]
Mixed = Callable[..., tuple[list[Document], list[Failure]]]


def row(**fields: Any) -> dict[str, Any]:
    return {"id": "r1", "outlet": "paper.example", "published": "2021-03-27", "text": "المعبر مغلق."} | fields


def written(path: Path, *rows: Any) -> Path:
    lines = [r if isinstance(r, str) else json.dumps(r, ensure_ascii=False) for r in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_broken_line_in_the_middle_is_listed_and_the_others_are_read(tmp_path: Path, mixed: Mixed) -> None:
    path = written(tmp_path / "r.jsonl", row(id="a"), '{"id": "b", "text": ', "", row(id="c"))
    found, failures = mixed(path)
    assert [d.report.id for d in found] == ["a", "c"]
    assert [d.source for d in found] == [f"{path}:1", f"{path}:4"]
    (failure,) = failures
    assert failure.place == f"{path}:2"
    assert "is not JSON" in failure.message
    assert str(failure) == f"{path}:2: {failure.message}"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("[1, 2]", "expected a report"),
        ("null", "expected a report"),
        ({"id": "a"}, "neither text nor title"),
        (row(text=7), "is not text"),
        (row(published="yesterday"), "published is 'yesterday'"),
        (row(published="2031-01-01"), "after today"),
        (row(published=None), "pass it with --published"),
        (row(claims=[{"quote": "x"}]), "claim 0: kind is None"),
        (row(claims=7), "is no report"),
        (row(published_at="noon"), "is no report"),
        ('{"id": "a", "text": "\\ud800", "outlet": "o.org", "published": "2021-01-01"}', "lone surrogate"),
        ("[" * 100_000, "is JSON nested too deeply"),
        ('{"id": ' + "9" * 5000 + "}", "is not JSON that can be read"),
    ],
)
def test_a_row_that_is_no_report_says_why_in_one_line(tmp_path: Path, mixed: Mixed, line: Any, words: str) -> None:
    path = written(tmp_path / "r.jsonl", row(id="before"), line, row(id="after"))
    found, failures = mixed(path)
    assert [d.report.id for d in found] == ["before", "after"]
    (failure,) = failures
    assert failure.place == f"{path}:2"
    assert words in failure.message
    assert "\n" not in failure.message


def test_what_a_row_says_goes_before_what_is_given(tmp_path: Path, documents: Documents) -> None:
    path = written(tmp_path / "r.jsonl", row(id="a"), row(id="b", outlet=None, published=None))
    own, given = documents(path, outlet="given.example", published=date(2022, 2, 2))
    assert (own.report.outlet, own.report.published) == ("paper.example", date(2021, 3, 27))
    assert (given.report.outlet, given.report.published) == ("given.example", date(2022, 2, 2))


def test_claims_come_along_and_the_raw_line_is_kept(tmp_path: Path, documents: Documents) -> None:
    claim = {"quote": "المعبر مغلق", "crossing": "sy/morek", "kind": "status", "value": "closed"}
    claim |= {"reality": "actual", "polarity": "affirmed", "speaker": "paper.example", "speaker_kind": "self"}
    path = written(tmp_path / "r.jsonl", row(claims=[claim]))
    (document,) = documents(path)
    assert [c.crossing for c in document.report.claims] == ["sy/morek"]
    assert document.raw == path.read_bytes().rstrip(b"\n")
    assert document.media_type == "application/json"


def test_a_moment_of_publication_is_kept(tmp_path: Path, documents: Documents) -> None:
    (document,) = documents(written(tmp_path / "r.jsonl", row(published="2021-03-27T21:30:00+00:00")))
    assert document.report.published == date(2021, 3, 27)
    assert document.report.published_at == datetime(2021, 3, 27, 21, 30, tzinfo=UTC)


def test_a_row_without_id_gets_one_from_its_content(tmp_path: Path, documents: Documents) -> None:
    first, again, other = documents(
        written(tmp_path / "r.jsonl", row(id=None), row(id=None), row(id=None, text="المعبر مفتوح."))
    )
    assert first.report.id == again.report.id != other.report.id
    assert len(first.report.id) == 16


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1256"])
def test_lines_in_other_encodings_are_read(tmp_path: Path, documents: Documents, encoding: str) -> None:
    path = tmp_path / "r.jsonl"
    text = "قال سكان إن المعبر ما زال مغلقاً منذ يومين أمام المدنيين."
    path.write_bytes("\n".join(json.dumps(row(id=i, text=text), ensure_ascii=False) for i in "ab").encode(encoding))
    assert [d.report.text for d in documents(path)] == [text, text]


def test_a_line_of_fifty_megabytes_is_passed_over_and_the_next_is_read(mixed: Mixed) -> None:
    long = b'{"id": "' + b"x" * 50_000_000 + b'"}\n'
    stream = io.BytesIO(long + json.dumps(row()).encode() + b"\n")
    found, failures = mixed("-", stdin=stream)
    assert [d.report.id for d in found] == ["r1"]
    assert failures[0].place == "-:1"
    assert f"at most {LIMIT:,}" in failures[0].message


def test_an_empty_file_is_a_failure(tmp_path: Path, mixed: Mixed) -> None:
    path = tmp_path / "r.jsonl"
    path.write_bytes(b"")
    assert mixed(path) == ([], [Failure(str(path), "is empty, expected reports")])


@pytest.mark.parametrize("rows", [row(), [row(id="r1"), row(id="r2")]])
def test_a_json_file_holds_one_report_or_a_list(tmp_path: Path, documents: Documents, rows: Any) -> None:
    path = tmp_path / "r.json"
    path.write_text(json.dumps(rows, indent=2), encoding="utf-8")
    assert [d.report.id for d in documents(path)] == (["r1", "r2"] if isinstance(rows, list) else ["r1"])


def test_a_json_file_that_is_broken_is_one_failure(tmp_path: Path, mixed: Mixed) -> None:
    path = tmp_path / "r.json"
    path.write_text('{\n "id": "a",\n "title" 1}', encoding="utf-8")
    found, failures = mixed(path)
    assert not found
    assert "line 3" in failures[0].message
