"""Folding makes spellings one, and every folded slice leads back to the verbatim slice it came from."""

import re
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from maabar.text.fold import FOLDING, fold, folded

LETTERS = "".join(chr(c) for c in range(0x0621, 0x064B) if c != 0x0640) + "ىپچڤگکھی"
MARKS = "\u064b\u064e\u064f\u0651\u0652\u0670\u0640\u200b\u200c\u200d\u200e\u200f\u202b\u202c\u2066\u2069\ufeff\u00ad"
SIGNS = ".·•*،؟!:-–«»“” \n\t0123٠١٢٣abcXYZ"
TEXTS = st.one_of(st.text(LETTERS + MARKS + SIGNS, max_size=60), st.text(max_size=40))


def back(text: str, word: str) -> str:
    """The verbatim slice of a text that a folded word in it leads to."""
    folding = fold(text)
    at = folding.text.index(word)
    start, end = folding.span(at, at + len(word))
    return text[start:end]


@pytest.mark.parametrize(
    ("written", "form"),
    [
        ("أبو", "ابو"),
        ("إغلاق", "اغلاق"),
        ("آب", "اب"),
        ("سلامة", "سلامه"),
        ("الهوى", "الهوي"),
        ("مسؤول", "مسوول"),
        ("الطائرة", "الطايره"),
        ("«معبر»", '"معبر"'),
        ("٢٠٢١", "2021"),
        ("۲۰۲۱", "2021"),
        ("SANA", "sana"),
        ("کسب", "كسب"),
        ("غیر", "غير"),
        ("حلب – إدلب", "حلب - ادلب"),
    ],
)
def test_what_is_written_in_several_ways_is_folded_to_one(written: str, form: str) -> None:
    assert folded(written) == form


@pytest.mark.parametrize(
    "written",
    [
        "مَعْبَرُ",
        "معـــبر",
        "مع\u200bبر",
        "\u202bمعبر\u202c",
        "م\u200cعبر",
        "معـ.ـبر",
        "مع·بر",
        "مع*بر",
        "م.ع.ب.ر",
        "معب.ر",
        "مـ•ـعبر",
    ],
)
def test_vowels_kashida_hidden_marks_and_dots_inside_a_word_are_dropped(written: str) -> None:
    assert folded(written) == "معبر"


@pytest.mark.parametrize(
    "written",
    ["العمل. وقال", "السورية.نت", "3.5", "أُغلق المعبر.", "10*20", "معبر .", "المعبر.\nوقال", "* معبر"],
)
def test_a_dot_that_ends_a_sentence_or_parts_two_words_stays(written: str) -> None:
    assert [c for c in folded(written) if c in ".*"] == [c for c in written if c in ".*"]


def test_a_text_with_nothing_to_drop_has_no_cuts() -> None:
    folding = fold("أُغلق".replace("ُ", "") + " معبر كسب")
    assert folding.cuts == ()
    assert folding.span(5, 9) == (5, 9)


def test_a_slice_leads_back_to_the_words_as_they_were_written() -> None:
    text = "قال: أُغْلِقَ مَعْبَرُ «أبـو الزنـ.ـدين» فجراً."
    assert back(text, "اغلق") == "أُغْلِقَ"
    assert back(text, "معبر") == "مَعْبَرُ"
    assert back(text, "ابو الزندين") == "أبـو الزنـ.ـدين"
    assert back(text, "فجرا") == "فجراً"


def test_marks_on_the_last_letter_belong_to_it_and_those_before_the_first_do_not() -> None:
    text = "باتَ مغلقاًً تماماً"
    assert back(text, "مغلقا") == "مغلقاًً"
    assert back("\u200fمعبر", "معبر") == "معبر"


def test_an_empty_slice_is_an_empty_slice() -> None:
    folding = fold("مَعْبَر")
    assert folding.span(2, 2) == (folding.at(2), folding.at(2))
    assert fold("").text == ""
    assert fold("َُِ").text == ""


@settings(deadline=None)
@given(TEXTS)
@example("م.ع.ب.ر وشـ.ـهداء")
@example("ـ.ـ.ـ")
def test_every_folded_character_stands_for_the_one_at_its_place(text: str) -> None:
    folding = fold(text)
    places = [folding.at(i) for i in range(len(folding.text))]
    assert all(a < b for a, b in pairwise(places))
    assert [text[i].translate(FOLDING) for i in places] == list(folding.text)


@settings(deadline=None)
@given(TEXTS)
@example("«مَعْبَر» م.ع.ب.ر، أبـو")
def test_the_verbatim_slice_of_a_word_folds_to_the_word(text: str) -> None:
    folding = fold(text)
    for found in re.finditer(r"\w+", folding.text):
        start, end = folding.span(*found.span())
        assert folded(text[start:end]) == found[0]


@settings(deadline=None)
@given(TEXTS, st.data())
def test_slices_side_by_side_do_not_overlap(text: str, data: st.DataObject) -> None:
    folding = fold(text)
    size = len(folding.text)
    a, b, c = sorted(data.draw(st.tuples(*[st.integers(0, size)] * 3)))
    if a < b < c:
        assert 0 <= folding.span(a, b)[1] <= folding.span(b, c)[0] <= len(text)


@settings(deadline=None)
@given(TEXTS)
def test_folding_keeps_every_letter_and_adds_none(text: str) -> None:
    letters = [c.translate(FOLDING) for c in text if c in LETTERS]
    assert [c for c in fold(text).text if c in folded(LETTERS)] == letters
