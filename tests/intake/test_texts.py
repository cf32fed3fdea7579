"""A text file: its first line is the title, the rest stands verbatim."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from maabar.intake import Document, Failure
from maabar.intake.language import language_of

Documents = Callable[..., list[Document]]
Mixed = Callable[..., tuple[list[Document], list[Failure]]]
DAY = date(2021, 3, 27)
BODY = "فُتح المعبر صباحاً.\n\n  وعبرت  حافلتان\u00a0فقط.\t"


def test_title_text_id_and_what_was_given(tmp_path: Path, documents: Documents) -> None:
    path = tmp_path / "bridge-2021.txt"
    path.write_text(f"عودة الحركة إلى المعبر\n\n{BODY}\n\n", encoding="utf-8")
    (document,) = documents(path, outlet="paper.example", published=DAY)
    report = document.report
    assert (report.id, report.outlet, report.published, report.lang) == ("bridge-2021", "paper.example", DAY, "ar")
    assert report.title == "عودة الحركة إلى المعبر"
    assert report.text == BODY.strip()
    assert (document.raw, document.media_type, document.source) == (path.read_bytes(), "text/plain", str(path))
    assert document.notices == ()


def test_a_title_that_the_body_repeats_stays_in_the_body(tmp_path: Path, documents: Documents) -> None:
    path = tmp_path / "r.txt"
    path.write_text("المعبر مغلق\nالمعبر مغلق\nقال سكان إنه مغلق.", encoding="utf-8")
    (document,) = documents(path, outlet="paper.example", published=DAY)
    assert document.report.text == "المعبر مغلق\nقال سكان إنه مغلق."


def test_a_single_line_is_text_without_title(tmp_path: Path, documents: Documents) -> None:
    path = tmp_path / "r.txt"
    path.write_text("عاجل: إغلاق المعبر حتى إشعار آخر", encoding="utf-8")
    (document,) = documents(path, outlet="paper.example", published=DAY)
    assert (document.report.title, document.report.text) == ("", "عاجل: إغلاق المعبر حتى إشعار آخر")


def test_windows_1256_is_read_with_a_notice(tmp_path: Path, documents: Documents) -> None:
    path = tmp_path / "r.txt"
    path.write_bytes("المعبر مغلق\nقال سكان إن المعبر ما زال مغلقاً منذ يومين.".encode("cp1256"))
    (document,) = documents(path, outlet="paper.example", published=DAY)
    assert document.report.text.startswith("قال سكان")
    assert document.notices == ("read as cp1256",)


def test_without_an_outlet_the_report_is_taken_with_a_notice(tmp_path: Path, documents: Documents) -> None:
    path = tmp_path / "r.txt"
    path.write_text("عنوان\nنص", encoding="utf-8")
    (document,) = documents(path, published=DAY)
    assert document.report.outlet == "unknown"
    assert "--outlet" in document.notices[0]


@pytest.mark.parametrize(
    ("published", "words"),
    [(None, "pass it with --published"), (date(2031, 1, 1), "dated 2031-01-01, after today (2025-07-01)")],
)
def test_a_missing_or_future_date_is_one_clear_line(
    tmp_path: Path, mixed: Mixed, published: date | None, words: str
) -> None:
    path = tmp_path / "r.txt"
    path.write_text("عنوان\nنص", encoding="utf-8")
    found, failures = mixed(path, outlet="paper.example", published=published)
    assert found == []
    assert [f.place for f in failures] == [str(path)]
    assert words in failures[0].message


def test_tomorrow_is_today_in_another_time_zone(tmp_path: Path, documents: Documents) -> None:
    path = tmp_path / "r.txt"
    path.write_text("عنوان\nنص", encoding="utf-8")
    assert documents(path, outlet="paper.example", published=date(2025, 7, 2))


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("أعلنت الإدارة إغلاق المعبر", "ar"),
        ("The crossing was closed at noon", "en"),
        ("Sınır kapısı bugün yeniden açıldı", "tr"),
        ("Cilvegozu kapisi bir hafta icin kapatildi ve acilmadi", "tr"),
        ("123", "ar"),
    ],
)
def test_the_language_is_told_by_the_letters(text: str, lang: str) -> None:
    assert language_of(text) == lang
