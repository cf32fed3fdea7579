"""A word is known under its clitics, endings and tenses, and a class that is written wrongly is named with its file."""

from importlib import resources
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maabar.errors import InputError
from maabar.text.fold import folded
from maabar.text.lexicon import NOTHING, Lexicon, Word, inflect, load_lexicon

FILES = ("words", "speech", "crossings")


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    known = Lexicon()
    known.add("crossing", {"nouns": ["معبر", "معابر"]}, "some.yaml")
    known.add("open", {"verbs": ["فتح يفتح"], "phrases": ["إعادة فتح"]}, "some.yaml")
    known.add("keep", {"nouns": ["إدارة"]}, "some.yaml")
    known.add("deny", {"verbs": ["نفى ينفي"]}, "some.yaml")
    known.add("many", {"nouns": ["مواد غذائية"]}, "some.yaml")
    return known


def of(lexicon: Lexicon, word: str) -> Word:
    return lexicon.word(folded(word))


@pytest.mark.parametrize(
    ("written", "conjunction", "preposition", "article"),
    [
        ("معبر", "", "", False),
        ("المعبر", "", "", True),
        ("والمعبر", "و", "", True),
        ("فالمعبر", "ف", "", True),
        ("بالمعبر", "", "ب", True),
        ("للمعبر", "", "ل", True),
        ("كالمعبر", "", "ك", True),
        ("وبالمعبر", "و", "ب", True),
        ("وللمعابر", "و", "ل", True),
        ("ومعبر", "و", "", False),
        ("بمعبر", "", "ب", False),
        ("لمعبر", "", "ل", False),
        ("ولمعابر", "و", "ل", False),
    ],
)
def test_clitics_are_taken_off_and_told(
    lexicon: Lexicon, written: str, conjunction: str, preposition: str, article: bool
) -> None:
    word = of(lexicon, written)
    assert "crossing" in word
    assert (word.conjunction, word.preposition, word.article) == (conjunction, preposition, article)


@pytest.mark.parametrize(
    ("written", "pronoun", "bare"),
    [
        ("معبرها", "ها", "معبر"),
        ("معابرهم", "هم", "معابر"),
        ("معبرنا", "نا", "معبر"),
        ("إدارته", "ه", "اداره"),
        ("إدارتها", "ها", "اداره"),
        ("وبإدارتهما", "هما", "اداره"),
    ],
)
def test_a_suffix_pronoun_is_taken_off_and_opens_the_closed_ta(
    lexicon: Lexicon, written: str, pronoun: str, bare: str
) -> None:
    word = of(lexicon, written)
    assert (word.pronoun, word.bare) == (pronoun, bare)


def test_tanwin_is_taken_off_and_says_that_a_noun_is_indefinite(lexicon: Lexicon) -> None:
    assert of(lexicon, "معبراً").indefinite
    assert of(lexicon, "ومعبرًا").conjunction == "و"
    assert not of(lexicon, "معبر").indefinite


@pytest.mark.parametrize("written", ["سيفتح", "وسيفتح", "ستفتح", "سنفتح", "سيفتحون", "فستفتح"])
def test_sin_before_a_present_tense_makes_it_future(lexicon: Lexicon, written: str) -> None:
    word = of(lexicon, written)
    assert word.future
    assert word.present
    assert word.verb == {"open"}


def test_sin_belongs_to_no_noun_and_no_past_tense(lexicon: Lexicon) -> None:
    assert of(lexicon, "سمعبر") is NOTHING
    assert of(lexicon, "سفتح") is NOTHING


def test_the_preposition_ba_stands_before_a_verb_only_as_its_masdar(lexicon: Lexicon) -> None:
    assert "open" in of(lexicon, "بفتح")
    assert of(lexicon, "بفتحت") is NOTHING
    assert of(lexicon, "بيفتح") is NOTHING


def test_kaf_is_a_preposition_only_before_longer_nouns() -> None:
    lexicon = Lexicon()
    lexicon.add("hope", {"nouns": ["أمل"], "verbs": ["أمل يأمل"]}, "some.yaml")
    lexicon.add("crossing", {"nouns": ["معبر"]}, "some.yaml")
    assert of(lexicon, "كامل") is NOTHING
    assert of(lexicon, "كاملة") is NOTHING
    assert "crossing" in of(lexicon, "كمعبر")


def test_the_article_belongs_to_no_verb(lexicon: Lexicon) -> None:
    assert of(lexicon, "اليفتح") is NOTHING


@pytest.mark.parametrize("written", ["فتح", "فتحت", "فتحا", "فتحتا", "فتحوا", "فُتح", "وفُتحت", "فتحته", "فتحناها"])
def test_past_forms_of_a_sound_verb(lexicon: Lexicon, written: str) -> None:
    word = of(lexicon, written)
    assert word.verb == {"open"}
    assert not word.present


@pytest.mark.parametrize("written", ["يفتح", "تُفتح", "نفتح", "يفتحون", "يفتحوا", "تفتحان", "يفتحه", "لتفتح"])
def test_present_forms_of_a_sound_verb(lexicon: Lexicon, written: str) -> None:
    word = of(lexicon, written)
    assert word.verb == {"open"}
    assert word.present
    assert not word.future


def test_a_weak_verb_loses_its_last_letter_before_endings() -> None:
    forms = dict(inflect("نفى", "ينفي"))
    assert {"نفي", "نفت", "نفتا", "نفوا", "نفيا"} <= {f for f, present in forms.items() if not present}
    assert {"ينفي", "تنفي", "ننفي", "ينفون", "ينفوا", "تنفين"} <= {f for f, present in forms.items() if present}
    assert "نفيت" not in forms


def test_a_hamza_at_the_end_is_no_weak_letter() -> None:
    forms = {form for form, _ in inflect("أنشأ", "ينشئ")}
    assert {"انشا", "انشات", "ينشي"} <= forms
    assert "انشت" not in forms


def test_a_word_of_two_classes_is_in_both() -> None:
    lexicon = Lexicon()
    lexicon.add("pass", {"verbs": ["خرج يخرج"]}, "some.yaml")
    lexicon.add("cease", {"verbs": ["خرج يخرج"], "nouns": ["خروج"]}, "some.yaml")
    assert lexicon.word("خرجت").classes == {"pass", "cease"}


def test_a_word_that_is_listed_as_it_stands_is_not_taken_apart() -> None:
    lexicon = Lexicon()
    lexicon.add("talk", {"nouns": ["وفد"]}, "some.yaml")
    lexicon.add("other", {"nouns": ["فد"]}, "some.yaml")
    assert lexicon.word("وفد").classes == {"talk"}
    assert lexicon.word("وفد").conjunction == ""


def test_an_unlisted_word_is_nothing(lexicon: Lexicon) -> None:
    assert of(lexicon, "شجرة") is NOTHING
    assert "crossing" not in NOTHING


def test_a_phrase_is_found_at_its_first_word_also_behind_a_clitic(lexicon: Lexicon) -> None:
    words = folded("قبل إعادة فتح وبإعادة فتح").split()
    assert [i for i, _ in lexicon.phrase_starts(words)] == [1]
    (start,) = lexicon.phrase_starts(folded("لإعادة فتح").split())
    assert start == (0, [(("فتح",), "open")])


def test_a_noun_of_several_words_is_a_phrase(lexicon: Lexicon) -> None:
    assert lexicon.phrase_starts(folded("مواد غذائية").split()) == [(0, [(("غذاييه",), "many")])]


@settings(deadline=None)
@given(st.text("ابتجدفلوسكهيمعرن", min_size=1, max_size=9))
def test_any_word_has_one_analysis_which_is_remembered(form: str) -> None:
    lexicon = load_lexicon("ar", *FILES)
    assert lexicon.word(form) is lexicon.word(form)
    assert lexicon.words([form, form]) == [lexicon.word(form)] * 2


@pytest.mark.parametrize(
    ("name", "entry", "told"),
    [
        ("open", {"verb": ["فتح يفتح"]}, ["open", "verb", "expected verbs, nouns, phrases"]),
        ("open", {"verbs": ["فتح"]}, ["open", "«فتح»", "past present"]),
        ("open", {"verbs": ["أعاد فتح يعيد"]}, ["open", "«أعاد فتح يعيد»", "past present"]),
        (False, {"nouns": ["لا"]}, ["False", "quotation marks"]),
    ],
)
def test_a_malformed_class_is_named_with_its_file_and_what_was_expected(
    name: Any, entry: dict[str, list[str]], told: list[str]
) -> None:
    with pytest.raises(InputError) as caught:
        Lexicon().add(name, entry, "words.yaml")
    assert all(part in str(caught.value) for part in ["words.yaml", *told])


def test_the_lexicons_that_ship_load_and_are_compiled_once() -> None:
    lexicon = load_lexicon("ar", *FILES)
    assert load_lexicon("ar", *FILES) is lexicon
    assert lexicon.word("معبر").classes >= {"crossing"}
    assert lexicon.word("لا").classes >= {"no"}


def test_longer_phrases_come_first() -> None:
    for phrases in load_lexicon("ar", *FILES).phrases.values():
        sizes = [len(rest) for rest, _ in phrases]
        assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize("file", FILES)
def test_every_listed_noun_is_found_again(file: str) -> None:
    import yaml

    lexicon = load_lexicon("ar", *FILES)
    path = resources.files("maabar.text") / "languages" / "ar" / f"{file}.yaml"
    for name, entry in yaml.safe_load(path.read_text("utf-8")).items():
        for noun in entry.get("nouns", ()):
            form = folded(noun)
            if " " not in form:
                assert name in lexicon.word(form), f"{noun} of {name}"
