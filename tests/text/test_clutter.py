"""Page clutter is known by whole lines, and said in offsets of the verbatim text."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maabar.model import Report
from maabar.text.clutter import clutter_spans, strip_clutter

PROSE = "قال موظف في المعبر إن الحركة عادت صباح اليوم بعد توقف دام أياماً، وإن الشاحنات تنتظر دورها منذ الفجر."
MORE = "وأضاف أن الدوام ينتهي عند الرابعة عصراً، على أن يستأنف العمل في الغد كالمعتاد إن لم يصدر قرار آخر من الإدارة."


def dropped(text: str) -> list[str]:
    return [text[start:end] for start, end in clutter_spans(text)]


@pytest.mark.parametrize(
    "heading", ["التعليقات", "التعليقات (0)", "  💡 أهم المواضيع", "اترك تعليقاً", "زر الذهاب إلى الأعلى"]
)
def test_a_tail_heading_ends_the_report(heading: str) -> None:
    text = f"{PROSE}\n\n{heading}\nخبر آخر عن معبر آخر\n{MORE}"
    assert dropped(text) == [f"{heading}\nخبر آخر عن معبر آخر\n{MORE}"]


def test_a_tail_heading_above_all_prose_ends_nothing() -> None:
    assert dropped(f"التعليقات\n{PROSE}\n{MORE}") == ["التعليقات\n"]


@pytest.mark.parametrize("heading", ["اقرأ أيضاً", "الأكثر قراءة", "شاهد أيضاً:", "قد يعجبك ايضا", "• مواضيع ذات صلة"])
def test_a_related_heading_takes_the_titles_below_it_up_to_the_next_paragraph(heading: str) -> None:
    text = f"{PROSE}\n{heading}\n\nإغلاق معبر ثانٍ\nفتح معبر ثالث\n{MORE}\nطباعة"
    assert dropped(text) == [f"{heading}\n\nإغلاق معبر ثانٍ\nفتح معبر ثالث\n", "طباعة"]


def test_a_related_heading_above_all_prose_takes_only_itself() -> None:
    text = f"آخر الأخبار\nالمعبر مغلق منذ يومين\n{PROSE}"
    assert dropped(text) == ["آخر الأخبار\n"]


@pytest.mark.parametrize(
    "line",
    ["طباعة", "Facebook Share", "+A", "ع ع ع", "اقرأ أيضا: إغلاق معبر ثانٍ", "تابعونا على تلغرام", "حجم الخط", "إعلان"],
)
def test_single_lines_of_the_frame_are_dropped(line: str) -> None:
    assert dropped(f"{PROSE}\n{line}\n{MORE}") == [f"{line}\n"]


@pytest.mark.parametrize(
    "line",
    [
        "مشاركة واسعة في الاحتجاج عند المعبر",
        "تابعوا سيرهم نحو المعبر",
        "المصدر: رويترز",
        "شارك الأهالي في إزالة السواتر",
        "إعلان فتح المعبر",
        "المزيد من الشاحنات عبرت ظهراً",
        "آخر الأخبار من المعبر تقول إنه مغلق",
    ],
)
def test_lines_of_a_report_that_only_begin_alike_stay(line: str) -> None:
    assert dropped(f"{PROSE}\n{line}\n{MORE}") == []


def test_offsets_count_the_characters_of_the_verbatim_text() -> None:
    text = f"مَعْبَر\u200f مفتوحٌ\r\n{PROSE}\r\nطـبـاعة\r\n{MORE}"
    assert dropped(text) == ["طـبـاعة\r\n"]
    assert strip_clutter(text) == f"مَعْبَر\u200f مفتوحٌ\r\n{PROSE}\r\n{MORE}"


def test_a_language_without_clutter_data_drops_nothing() -> None:
    assert clutter_spans("Share\nPrint", lang="xx") == []


@pytest.mark.parametrize("text", ["", "\n", "طباعة", "ا" * 1_000_000])
def test_odd_texts_are_no_trouble(text: str) -> None:
    assert strip_clutter(text) in ("", text)


LINES = st.sampled_from(
    [PROSE, MORE, "التعليقات", "اقرأ أيضاً", "طباعة", "تابعونا على تلغرام", "عنوان قصير", "", " ", "٢٠٢١"]
)


@given(st.lists(LINES, max_size=12), st.sampled_from(["\n", "\r\n"]))
def test_spans_are_runs_of_whole_lines_in_order(lines: list[str], newline: str) -> None:
    text = newline.join(lines)
    at = 0
    for start, end in clutter_spans(text):
        assert at <= start < end <= len(text)
        assert start == 0 or text[start - 1] == "\n"
        assert end == len(text) or text[end - 1] == "\n"
        at = end


def test_no_quote_of_the_annotated_reports_is_taken_for_clutter(corpus: Callable[[str], list[Report]]) -> None:
    for report in corpus("dev-syria"):
        spans = clutter_spans(report.text)
        for claim in report.claims:
            at = report.text.find(claim.quote)
            assert not any(start <= at < end for start, end in spans), (report.id, claim.quote)


@pytest.mark.parametrize(
    ("lang", "related", "title", "tail"),
    [
        ("en", "Related articles", "Another gate shut", "Comments (3)"),
        ("tr", "Çok okunanlar", "Başka haber", "Yorumlar (0)"),
    ],
)
def test_english_and_turkish_frames_are_known_too(lang: str, related: str, title: str, tail: str) -> None:
    prose = "The administration said that the gate would stay open from seven in the morning for trucks and travellers."
    text = f"{prose}\n{related}\n{title}\n{prose}\n{tail}\nanything"
    assert [text[a:b] for a, b in clutter_spans(text, lang)] == [f"{related}\n{title}\n", f"{tail}\nanything"]
