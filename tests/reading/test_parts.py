"""Very long texts are read in parts, and nothing is lost or moved."""

from __future__ import annotations

from datetime import date

from maabar.model import Report
from maabar.reading import Reader
from maabar.reading.parts import LONGEST, parts

SENTENCE = "قال متحدث باسم وزارة الدفاع الروسية إن معبر سراقب فُتح اليوم أمام المدنيين.\n\n"


def report(text: str) -> Report:
    return Report("long", "reuters.com", date(2021, 3, 25), text, title="عنوان")


def test_parts_make_up_the_text_and_only_the_first_has_the_title() -> None:
    text = SENTENCE * 3000
    found = list(parts(report(text)))
    assert "".join(part.text for _, part in found) == text
    assert [start for start, _ in found] == [sum(len(p.text) for _, p in found[:n]) for n in range(len(found))]
    assert all(len(part.text) <= LONGEST for _, part in found)
    assert [bool(part.title) for _, part in found] == [True] + [False] * (len(found) - 1)


def test_a_text_without_any_end_is_cut_all_the_same() -> None:
    assert [len(part.text) for _, part in parts(report("ا" * (LONGEST + 7)))] == [LONGEST, 7]


def test_quotes_of_a_long_text_stand_where_they_say() -> None:
    text = SENTENCE + "كلام آخر.\n" * 12_000 + SENTENCE
    read = Reader().read(report(text))
    starts = {claim.start for claim in read.claims}
    assert len(starts) == 2
    for claim in read.claims:
        assert text[claim.start : claim.end] == claim.quote
