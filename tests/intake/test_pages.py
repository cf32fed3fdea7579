"""Web pages: the article without its frame, the day it was published, whose it is."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from maabar.intake import Document, Failure
from maabar.intake.pages import published_of

Documents = Callable[..., list[Document]]
Mixed = Callable[..., tuple[list[Document], list[Failure]]]

PARAGRAPHS = (
    "أعلنت إدارة المعبر صباح اليوم أن الحركة عادت إلى طبيعتها بعد توقف دام ثلاثة أيام بسبب أعمال الصيانة على الطريق.",
    "وقال سائق شاحنة كان ينتظر عند البوابة إن عشرات السيارات دخلت قبل الظهر، وإن التفتيش يأخذ وقتاً أطول من المعتاد.",
    "ولم تذكر الإدارة موعداً لعودة العمل ليلاً، مكتفية بالقول إن الدوام ينتهي عند الرابعة عصراً إلى أن يصدر قرار جديد.",
)


def page(head: str = "", charset: str = "utf-8") -> str:
    body = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    return (
        f'<!DOCTYPE html><html lang="ar"><head><meta charset="{charset}"><title>عودة الحركة إلى المعبر</title>{head}'
        "</head><body><nav><a href='/'>الرئيسية</a> <a href='/s'>رياضة</a></nav>"
        f"<article><h1>عودة الحركة إلى المعبر</h1>{body}</article>"
        "<aside><h3>الأكثر قراءة</h3><a href='/1'>إغلاق معبر آخر</a></aside>"
        "<footer>© 2019 جميع الحقوق محفوظة</footer></body></html>"
    )


DATED = (
    '<meta property="article:published_time" content="2023-05-04T08:00:00+03:00">'
    '<link rel="canonical" href="https://www.paper.example/news/12">'
)


def test_the_article_its_title_date_outlet_and_address(tmp_path: Path, documents: Documents) -> None:
    path = tmp_path / "gate.html"
    path.write_text(page(DATED), encoding="utf-8")
    (document,) = documents(path)
    report = document.report
    assert (report.id, report.outlet, report.published) == ("gate", "paper.example", date(2023, 5, 4))
    assert report.url == "https://www.paper.example/news/12"
    assert report.title == "عودة الحركة إلى المعبر"
    assert all(paragraph in report.text for paragraph in PARAGRAPHS)
    assert "إغلاق معبر آخر" not in report.text
    assert (document.media_type, document.raw) == ("text/html", path.read_bytes())


def test_what_is_given_goes_before_what_the_page_says(tmp_path: Path, documents: Documents) -> None:
    path = tmp_path / "gate.html"
    path.write_text(page(DATED), encoding="utf-8")
    (document,) = documents(path, outlet="other.example", published=date(2023, 5, 3))
    assert (document.report.outlet, document.report.published) == ("other.example", date(2023, 5, 3))


def test_a_page_in_windows_1256_is_read(tmp_path: Path, documents: Documents) -> None:
    path = tmp_path / "gate.htm"
    path.write_bytes(page(DATED, "windows-1256").encode("cp1256"))
    (document,) = documents(path)
    assert PARAGRAPHS[0] in document.report.text


def test_a_copyright_year_is_no_date_of_publication(tmp_path: Path, mixed: Mixed) -> None:
    path = tmp_path / "gate.html"
    path.write_text(page(), encoding="utf-8")
    found, failures = mixed(path, outlet="paper.example")
    assert not found
    assert "--published" in failures[0].message


@pytest.mark.parametrize(
    ("head", "day"),
    [
        ('<meta property="article:published_time" content="2020-01-01">', date(2020, 1, 1)),
        ('<meta property="article:published_time" content="2020-02-01">', date(2020, 2, 1)),
        ("", None),
    ],
)
def test_new_years_day_is_believed_only_where_it_is_written(head: str, day: date | None) -> None:
    assert published_of(page(head)) == day


def test_a_page_without_an_article_is_one_clear_line(tmp_path: Path, mixed: Mixed) -> None:
    path = tmp_path / "empty.html"
    path.write_text("<html><body></body></html>", encoding="utf-8")
    found, failures = mixed(path, outlet="paper.example", published=date(2023, 5, 3))
    assert not found
    assert failures == [Failure(str(path), "is a page without an article that can be told from its frame")]


def test_a_page_that_names_no_address_is_taken_with_a_notice(tmp_path: Path, documents: Documents) -> None:
    path = tmp_path / "gate.html"
    path.write_text(page(), encoding="utf-8")
    (document,) = documents(path, published=date(2023, 5, 3))
    assert document.report.outlet == "unknown"
    assert "--outlet" in document.notices[0]


def test_lines_of_the_frame_inside_the_article_are_dropped(tmp_path: Path, documents: Documents) -> None:
    path = tmp_path / "gate.html"
    path.write_text(page(DATED).replace("</article>", "<p>اقرأ أيضاً: إغلاق معبر ثالث</p></article>"), encoding="utf-8")
    (document,) = documents(path)
    assert PARAGRAPHS[-1] in document.report.text
    assert "معبر ثالث" not in document.report.text
