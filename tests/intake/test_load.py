"""Files, folders, patterns and stdin; nothing that is wrong with one stops the next."""

import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maabar.intake import Document, Failure, load
from maabar.intake.rows import LIMIT
from maabar.registry import load_registry

Documents = Callable[..., list[Document]]
Mixed = Callable[..., tuple[list[Document], list[Failure]]]
DAY = date(2021, 3, 27)
ROW = json.dumps({"id": "row", "outlet": "reuters.com", "published": "2021-03-27", "text": "المعبر مغلق."})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deep").mkdir()
    (tmp_path / "b.txt").write_text("عنوان\nنص", encoding="utf-8")
    (tmp_path / "deep" / "a.jsonl").write_text(ROW + "\n", encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    return tmp_path


def test_a_folder_is_searched_through_for_reports_in_order(folder: Path, documents: Documents) -> None:
    assert [d.report.id for d in documents(folder, outlet="paper.example", published=DAY)] == ["b", "row"]


def test_a_pattern_is_filled_in(folder: Path, documents: Documents) -> None:
    assert [d.report.id for d in documents(str(folder / "**" / "*.jsonl"))] == ["row"]


def test_a_file_whose_name_holds_pattern_letters_is_a_file(tmp_path: Path, documents: Documents) -> None:
    path = tmp_path / "report[1].txt"
    path.write_text("عنوان\nنص", encoding="utf-8")
    assert [d.report.id for d in documents(path, outlet="paper.example", published=DAY)] == ["report[1]"]


def test_each_bad_path_is_one_failure_and_the_good_ones_are_read(folder: Path, mixed: Mixed) -> None:
    (folder / "empty").mkdir()
    paths = [folder / "nowhere.txt", folder / "empty", folder / "*.zip", folder / "picture.png", folder / "b.txt"]
    found, failures = mixed(*paths, outlet="paper.example", published=DAY)
    assert [d.report.id for d in found] == ["b"]
    assert [f.place for f in failures] == [str(p) for p in paths[:4]]
    messages = [f.message for f in failures]
    assert messages[0] == "no such file"
    assert "folder without reports" in messages[1]
    assert messages[2] == "matches no file"
    assert "PNG picture" in messages[3]


@pytest.mark.parametrize(
    ("content", "id"),
    [(ROW + "\n", "row"), ("\ufeff" + ROW, "row"), ("عنوان\nنص", "stdin")],
)
def test_stdin_is_told_from_its_beginning(documents: Documents, content: str, id: str) -> None:
    stream = io.BytesIO(content.encode())
    (document,) = documents("-", stdin=stream, outlet="paper.example", published=DAY)
    assert document.report.id == id
    assert not stream.closed


def test_a_page_on_stdin_is_told_too(mixed: Mixed) -> None:
    _, failures = mixed("-", stdin=io.BytesIO(b"<!DOCTYPE html><html></html>"), outlet="o.org", published=DAY)
    assert "page without an article" in failures[0].message


def test_one_text_of_fifty_megabytes_is_one_failure(tmp_path: Path, mixed: Mixed) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"x" * 50_000_000)
    found, failures = mixed(path, outlet="paper.example", published=DAY)
    assert not found
    assert failures == [Failure(str(path), f"is larger than {LIMIT:,} bytes, expected one report")]


def test_an_outlet_that_the_registry_does_not_list_is_told_once(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text("\n".join([ROW, *[ROW.replace("reuters.com", "village.example")] * 2]), encoding="utf-8")
    notices = [d.notices for d in load([path], registry=load_registry()) if isinstance(d, Document)]
    assert notices == [(), ("outlet 'village.example' is not in the registry, taken as independent",), ()]


HEADS = st.sampled_from(
    [b"", b"{", b'{"id": "a"', b"<html><body><p>", b"\xff\xfe", b"\xef\xbb\xbf", ROW.encode() + b"\n"]
)


@pytest.mark.parametrize("ending", [".txt", ".html", ".jsonl", ".json", ".other"])
@given(head=HEADS, rest=st.binary(max_size=200))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_in_any_kind_of_file_raise(tmp_path: Path, ending: str, head: bytes, rest: bytes) -> None:
    path = tmp_path / f"r{ending}"
    path.write_bytes(head + rest)
    for found in load([path], outlet="paper.example", published=DAY):
        if isinstance(found, Failure):
            assert found.place.startswith(str(path))
            assert "\n" not in found.message
        else:
            found.report.text.encode()
