"""Numbers in digits and words, hedged and vague, in the folded words of a report."""

from __future__ import annotations

import re

import pytest

from maabar.errors import InputError
from maabar.text.fold import fold, folded
from maabar.text.number_words import fold_word, number_words
from maabar.text.numbers import Number, parse_cardinal, parse_number, parse_ordinal


def read(text: str, *, lang: str = "ar", duals: tuple[str, ...] = ()) -> Number | None:
    """The number with which a text begins."""
    plain = fold(text).text
    found = list(re.finditer(r"\w+", plain))
    words = [m[0] if lang == "ar" else fold_word(m[0], lang) for m in found]
    return parse_number(words, 0, text=plain, starts=[m.start() for m in found], duals=duals, lang=lang)


@pytest.mark.parametrize(
    ("text", "value", "used"),
    [
        ("صفر", 0, 1),
        ("٧ شاحنات", 7, 1),
        ("250 مدنياً", 250, 1),
        ("ال48 ساعة", 48, 1),
        ("و15 حافلة", 15, 1),
        ("اثنان وستة جرحى", 2, 1),
        ("ثلاث نساء", 3, 1),
        ("أحد عشر رجلاً", 11, 2),
        ("اثنتا عشرة عائلة", 12, 2),
        ("خمسة عشر طفلاً", 15, 2),
        ("خمسة وعشرين راكباً", 25, 2),
        ("خمسة و عشرين راكباً", 25, 3),
        ("مئة وعشرون", 120, 2),
        ("مائتان وخمسون", 250, 2),
        ("ثلاثمئة وأربعة", 304, 2),
        ("ثلاث مئة وأربعة", 304, 3),
        ("ألف وتسعمائة وثمانية وسبعون", 1978, 4),
        ("ألفان وثمانية عشر", 2018, 3),
        ("ألفا مدني", 2000, 1),
        ("عشرون ألفاً", 20_000, 2),
        ("أربعة آلاف مدني", 4000, 2),
        ("10 آلاف", 10_000, 2),
        ("عشرة آلاف و369 زائراً", 10_369, 3),
        ("مئة ألف", 100_000, 2),
        ("مليونان", 2_000_000, 1),
        ("مليون ومئتا ألف", 1_200_000, 3),
        ("مليون ونصف المليون", 1_500_000, 3),
        ("نصف مليون", 500_000, 2),
        ("1.5 مليون", 1_500_000, 3),
        ("10,000 مدني", 10_000, 2),
        ("12 500 مسافر", 12_500, 2),
    ],
)
def test_plain_numbers(text: str, value: int, used: int) -> None:
    assert read(text) == Number(value, value, value, used)


@pytest.mark.parametrize(
    ("text", "value", "low", "high", "hedge"),
    [
        ("نحو 200 شخص", 200, 180, 220, "about"),
        ("ما يقارب أربعة آلاف", 4000, 3600, 4400, "about"),
        ("ما لا يقل عن خمسين", 50, 50, None, "at_least"),
        ("أكثر من ثلاثين", 30, 30, None, "at_least"),
        ("50 على الأقل", 50, 50, None, "at_least"),
        ("أقل من عشرين", 20, 0, 20, "at_most"),
        ("عشرات الشاحنات", None, 20, 99, "vague"),
        ("مئات المدنيين", None, 200, 999, "vague"),
        ("آلاف النازحين", None, 2000, 9999, "vague"),
        ("عشرات الآلاف", None, 20_000, 99_999, "vague"),
        ("بضع حافلات", None, 3, 9, "vague"),
        ("أكثر من مئات", None, 200, None, "at_least"),
        ("3.5 بالمئة", None, 3, 4, "fraction"),
    ],
)
def test_hedged_and_vague_numbers_are_bounds(
    text: str, value: int | None, low: int | None, high: int | None, hedge: str
) -> None:
    number = read(text)
    assert number is not None
    assert (number.value, number.low, number.high, number.hedge) == (value, low, high, hedge)


@pytest.mark.parametrize(
    ("text", "low", "high", "used"),
    [
        ("بين 100 و150 مسافراً", 100, 150, 3),
        ("ما بين مئة ومئتي مسافر", 100, 200, 4),
        ("وبين عشرين وثلاثين عائلة", 20, 30, 3),
        ("من 20 إلى 30 شاحنة", 20, 30, 4),
        ("20 إلى 30 شاحنة", 20, 30, 3),
        ("3 إلى 5 آلاف مسافر", 3000, 5000, 4),
    ],
)
def test_a_range_is_its_two_bounds(text: str, low: int, high: int, used: int) -> None:
    assert read(text) == Number(None, low, high, used, "range")


@pytest.mark.parametrize("text", ["بين معبر ومعبر", "من 30 إلى 20 متراً", "بين 100 شخص و150 سيارة"])
def test_what_only_looks_like_a_range_is_none(text: str) -> None:
    number = read(text)
    assert number is None or number.hedge != "range"


@pytest.mark.parametrize("text", ["المعبر مفتوح", "شاحنات", "نصف ساعة", "أحد المدنيين", "نحو الشمال", "كمية من الحبوب"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert read(text) is None


def test_two_numbers_side_by_side_stay_two() -> None:
    assert read("5 و6 أيار") == Number(5, 5, 5, 1)
    assert read("ثلاثة وأربعة جرحى") == Number(3, 3, 3, 1)


def test_a_dual_noun_that_the_caller_counts_is_two() -> None:
    assert read("قتيلان وثلاثة جرحى", duals=(folded("قتيلان"),)) == Number(2, 2, 2, 1)


def test_an_index_outside_the_words_is_none() -> None:
    assert parse_number(["5"], 3) is None
    assert parse_number([], 0) is None


@pytest.mark.parametrize(
    ("text", "value", "used"),
    [("الثالث", 3, 1), ("الحادي عشر", 11, 2), ("الرابع والعشرين", 24, 2), ("الثانية والعشرون", 22, 2), ("ثالث", 3, 1)],
)
def test_ordinals(text: str, value: int, used: int) -> None:
    ordinal = parse_ordinal(folded(text).split(), 0)
    assert ordinal is not None
    assert (ordinal.value, ordinal.used) == (value, used)


def test_a_cardinal_ends_where_it_is_told_to() -> None:
    words = folded("خمسة وعشرين").split()
    assert parse_cardinal(words, 0, end=1) == parse_cardinal(words[:1], 0)


@pytest.mark.parametrize(
    ("lang", "text", "value"),
    [
        ("tr", "iki bin on sekiz", 2018),
        ("tr", "yirmi bir", 21),
        ("tr", "bin dokuz yüz yetmiş sekiz", 1978),
        ("tr", "40.000 kişi", 40_000),
        ("en", "twenty one", 21),
        ("en", "two thousand and eighteen", 2018),
        ("en", "three hundred and five", 305),
        ("en", "10,000 people", 10_000),
    ],
)
def test_numbers_of_turkish_and_english(lang: str, text: str, value: int) -> None:
    number = read(text, lang=lang)
    assert number is not None
    assert number.value == value


def test_a_language_without_number_words_is_one_clear_error() -> None:
    with pytest.raises(InputError, match="'xx'"):
        number_words("xx")
