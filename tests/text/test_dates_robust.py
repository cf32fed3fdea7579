"""Whatever words come in whatever order: no crash, offsets that hold, ranges in order, the same answer twice."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maabar.errors import InputError
from maabar.text.dates import find_dates
from maabar.text.dates.lexicon import lexicon
from maabar.text.number_words import number_words

SETTINGS = settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def vocabulary(lang: str) -> list[str]:
    known, numbers = lexicon(lang), number_words(lang)
    figures = ["0", "1", "9", "12", "28", "29", "30", "31", "32", "48", "1442", "2020", "99999"]
    return sorted({*known.words, *known.phrases, *known.belonging, *numbers.cardinals, *numbers.ordinals}) + figures


@st.composite
def sentences(draw: st.DrawFn, lang: str) -> str:
    words = draw(st.lists(st.sampled_from(vocabulary(lang)), min_size=1, max_size=12))
    marks = draw(st.lists(st.sampled_from([" "] * 6 + ["/", "-", ". ", "، ", " (", ") ", ":", "\n", "'"]), min_size=12))
    return "".join(word + mark for word, mark in zip(words, marks, strict=False))


@pytest.mark.parametrize("lang", ["ar", "tr", "en"])
@given(data=st.data(), published=st.dates(date(1900, 1, 1), date(2150, 12, 31)))
@SETTINGS
def test_no_sentence_of_known_words_breaks_it(lang: str, data: st.DataObject, published: date) -> None:
    text = data.draw(sentences(lang))
    found = find_dates(text, published, lang=lang)
    end = 0
    for expression in found:
        assert text[expression.start : expression.end] == expression.text != ""
        assert expression.start >= end, "expressions overlap"
        end = expression.end
        assert expression.when is None or expression.when.start <= expression.when.last
    assert found == find_dates(text, published, lang=lang)


@given(text=st.text(max_size=80))
@SETTINGS
def test_no_text_at_all_breaks_it(text: str) -> None:
    for expression in find_dates(text, date(2021, 3, 27)):
        assert text[expression.start : expression.end] == expression.text


@pytest.mark.parametrize("year", [1, 999, 9001, 9999])
def test_a_day_of_publication_that_makes_no_sense_is_one_clear_error(year: int) -> None:
    with pytest.raises(InputError, match="expected a year from"):
        find_dates("أمس", date(year, 1, 1))
