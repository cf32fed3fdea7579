"""Time expressions of Arabic: every rule has a sentence, offsets are those of the text, nothing is today by default."""

from __future__ import annotations

import pickle
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from maabar.errors import InputError
from maabar.model import When
from maabar.text.dates import DateExpression, find_dates, scan
from maabar.text.dates.lexicon import expand, lexicon
from maabar.text.fold import fold

SATURDAY = date(2021, 3, 27)
HERE = Path(__file__).parent
WHOLE = {"point", "hour", "expression", "length", "thespan"}
"""Categories that are an expression by themselves."""


def examples(lang: str) -> list[tuple[str, date, str, str, When | None]]:
    """(rule, day of publication, sentence, its expression, the days meant) of the examples of a language."""
    out = []
    data: dict[str, list[str]] = yaml.safe_load((HERE / f"date_examples_{lang}.yaml").read_text("utf-8"))
    for rule, lines in data.items():
        for line in lines:
            marked, *answer = (part.strip() for part in line.split("|"))
            published = SATURDAY
            if re.match(r"\d{4}-\d\d-\d\d ", marked):
                published, marked = date.fromisoformat(marked[:10]), marked[11:]
            expression = re.search("«(.*?)»", marked)
            assert expression is not None, line
            when = None
            if answer[0] != "-":
                first, last = date.fromisoformat(answer[0]), date.fromisoformat(answer[-1])
                when = When(first, None if first == last else last)
            out.append((rule, published, marked.replace("«", "").replace("»", ""), expression[1], when))
    return out


LANGUAGES = ("ar", "tr", "en")


@pytest.mark.parametrize(
    ("lang", "rule", "published", "sentence", "expression", "when"),
    [(lang, *example) for lang in LANGUAGES for example in examples(lang)],
)
def test_a_rule_reads_its_example(
    lang: str, rule: str, published: date, sentence: str, expression: str, when: When | None
) -> None:
    found = [e for e in find_dates(sentence, published, lang=lang) if expression in e.text or e.text in expression]
    assert found, "no expression found"
    longest = max(found, key=lambda e: len(e.text))
    assert (longest.rule, longest.when) == (rule, when)


def test_every_rule_that_makes_an_expression_has_an_example() -> None:
    ruled = {rule.name for rule in lexicon("ar").rules if rule.makes in WHOLE}
    shown = {example[0] for example in examples("ar")}
    behind_others = {"one"}  # only ever a part of longer expressions
    assert ruled - shown - behind_others == set()


def only(sentence: str, published: date = SATURDAY) -> DateExpression:
    found = find_dates(sentence, published)
    assert len(found) == 1, [e.text for e in found]
    return found[0]


def test_offsets_are_those_of_the_original_text_with_its_vowels_and_kashida() -> None:
    sentence = "أُغلِقَ المعبرُ يومَ الأربعـــاءِ المـاضي أمام الشاحنات"
    found = only(sentence)
    assert sentence[found.start : found.end] == found.text == "يومَ الأربعـــاءِ المـاضي"
    assert found.when == When(date(2021, 3, 24))


def test_a_conjunction_before_an_expression_is_not_part_of_it() -> None:
    assert only("فُتح المعبر والأربعاء الماضي أُغلق").text == "الأربعاء الماضي"


def test_digits_of_both_scripts_are_the_same() -> None:
    assert only("نُشر في ٢٤ آذار ٢٠٢١").when == only("نُشر في 24 آذار 2021").when == When(date(2021, 3, 24))


@pytest.mark.parametrize(
    ("names", "month"),
    [
        ("كانون الثاني، يناير، جانفي", 1),
        ("شباط، فبراير، فيفري", 2),
        ("آذار، مارس", 3),
        ("نيسان، أبريل، أفريل", 4),
        ("أيار، مايو، ماي", 5),
        ("حزيران، يونيو، جوان", 6),
        ("تموز، يوليو، جويلية، يوليوز", 7),
        ("آب، أغسطس، أوت، غشت", 8),
        ("أيلول، سبتمبر، شتنبر", 9),
        ("تشرين الأول، أكتوبر", 10),
        ("تشرين الثاني، نوفمبر، نونبر", 11),
        ("كانون الأول، ديسمبر، دجنبر", 12),
    ],
)
def test_months_have_their_names_in_every_region(names: str, month: int) -> None:
    for name in names.split("، "):
        assert only(f"جرى في 5 {name} 2019").when == When(date(2019, month, 5)), name


def test_a_bare_weekday_keeps_both_readings() -> None:
    found = only("الافتتاح يوم الأربعاء")
    assert found.bare_weekday
    assert (found.when, found.coming) == (When(date(2021, 3, 24)), When(date(2021, 3, 31)))


def test_a_word_of_the_future_makes_a_bare_weekday_the_coming_one() -> None:
    assert only("سيُفتح المعبر الأربعاء").when == When(date(2021, 3, 31))
    assert only("من المقرر فتحه الأربعاء").when == When(date(2021, 3, 31))


def test_a_named_weekday_beats_today_when_the_report_came_out_a_day_later() -> None:
    assert only("قالت اليوم الجمعة إن الطريق سالك").when == When(date(2021, 3, 26))


def test_durations_and_recurrences_say_what_they_are() -> None:
    length = only("أُغلق لمدة ثلاثة أيام")
    assert (length.when, length.relation, length.duration_days) == (None, "duration", 3.0)
    days = only("يفتح أيام السبت والاثنين والأربعاء")
    assert (days.when, days.relation, days.weekdays) == (None, "recurrence", (5, 0, 2))


def test_a_number_word_that_counts_something_else_is_no_day_of_the_month() -> None:
    assert only("بثت القناة الثلاثاء أول شريط مصور").when == When(date(2021, 3, 23))


def test_a_count_behind_a_date_is_not_its_year() -> None:
    found = only("عبرت في 24 آذار 1500 شاحنة")
    assert (found.text, found.when) == ("24 آذار", When(date(2021, 3, 24)))


def test_relations_are_told_apart() -> None:
    def relation(sentence: str) -> str:
        return only(sentence).relation

    assert relation("مغلق منذ أمس") == "since"
    assert relation("مغلق حتى الخميس") == "until"
    assert relation("سيُفتح خلال يومين") == "within"
    assert relation("فُتح أمس") == "at"
    assert relation("أُعيد فتحه بعد يومين من إغلاقه") == "after-anchor"


def test_hours_take_their_day_from_the_sentence_or_stay_unresolved() -> None:
    found = find_dates("أُغلق يوم الخميس ثم فُتح عند الساعة التاسعة والنصف صباحاً", SATURDAY)
    assert [(e.when, e.time, e.grain) for e in found[1:]] == [(When(date(2021, 3, 25)), "09:30", "hour")]
    assert only("فُتح عند الساعة الرابعة عصراً").when is None
    assert only("فُتح عند الساعة الرابعة عصراً").time == "16:00"


def test_an_ending_behind_an_apostrophe_is_left_out_of_a_turkish_date_but_its_indexes_are_right() -> None:
    sentence = "Kapı 24 Mart'ta kapandı ve 5 Nisan'a kadar kapalı"
    first, second = find_dates(sentence, SATURDAY, lang="tr")
    assert (first.text, second.text) == ("24 Mart", "5 Nisan'a kadar")
    words = re.findall(r"\w+", sentence)
    assert words[second.first : second.last] == ["5", "Nisan", "a", "kadar"]


def test_two_days_later_counts_from_the_day_the_text_has_named_not_from_publication() -> None:
    found = find_dates("افتُتح المعبر في 18 آب 2024 ثم أُغلق بعد يومين إثر قصف", date(2024, 9, 1))
    assert [e.when for e in found] == [When(date(2024, 8, 18)), When(date(2024, 8, 20))]


def test_a_story_without_a_date_leaves_two_days_later_unresolved_and_offers_the_coming_reading() -> None:
    found = only("كان المعبر قد أُغلق ثم عاد إلى العمل بعد يومين")
    assert found.when is None
    assert found.coming == When(date(2021, 3, 29))


@pytest.mark.parametrize("word", ["وساطة", "سيارة", "سياسية", "وسيلة", "سيطرة", "ستون", "سنوات", "وستين"])
def test_words_that_only_begin_like_the_future_do_not_make_a_weekday_the_coming_one(word: str) -> None:
    assert only(f"ذكرت الوكالة مساء الخميس أن {word} جديدة").when == When(date(2021, 3, 25))


@pytest.mark.parametrize("word", ["سيفتح", "ستغلق", "سندخل", "وسيتم", "فستعود", "سأعود", "سيدخل", "سنغلق"])
def test_verbs_of_the_future_do(word: str) -> None:
    assert only(f"{word} البوابة الخميس").when == When(date(2021, 4, 1))


def test_an_event_counted_from_lies_so_long_before_the_report_if_the_rest_is_news_of_the_day() -> None:
    found = only("أُعيد فتح المعبر بعد أسبوع من إغلاقه")
    assert (found.when, found.past) == (None, When(date(2021, 3, 20)))


def test_that_date_is_the_one_named_before_not_the_day_of_publication() -> None:
    found = find_dates("سيُفتح في 10 نيسان المقبل. وقالت اليوم السبت إن الدخول في ذلك التاريخ مجاني", SATURDAY)
    assert found[-1].when == When(date(2021, 4, 10))


@pytest.mark.parametrize(
    "sentence",
    [
        "نقلت قناة روسيا اليوم عن مصدر",
        "احتفلوا باليوم العالمي للاجئين",
        "يحدد المسافر اليوم الذي يعود فيه",
        "بعد انقلاب 15 تموز",
        "وصل في اليوم الثاني والأخير من زيارته",
        "بدأت عملها نهاية العام نفسه",
        "اشترى من سوق الخميس خبزاً",
        "من عام إلى آخر تتبدل السيطرة",
        "عفو عام عن الموقوفين",
        "شارك في ثورة كبيرة",
        "مرت 300 شاحنة و40 حافلة بنسبة 3.5 بالمئة",
        "",
        "المعبر",
    ],
)
def test_what_only_looks_like_a_date_is_none(sentence: str) -> None:
    assert [e.text for e in find_dates(sentence, SATURDAY) if e.when] == []


@pytest.mark.parametrize("sentence", ["نُشر في 31/2/2021", "نُشر في 45 آذار 2021", "نُشر بتاريخ 2021-13-40"])
def test_days_that_no_calendar_has_resolve_to_no_day(sentence: str) -> None:
    assert [e.when for e in find_dates(sentence, SATURDAY) if e.when and e.grain == "day"] == []


def test_numbers_are_read_day_first_and_month_first_only_where_they_must_be() -> None:
    assert only("نُشر بتاريخ 4/3/2021").when == When(date(2021, 3, 4))
    assert only("نُشر بتاريخ 4/22/2021").when == When(date(2021, 4, 22))


def test_the_moon_may_be_sighted_a_day_off_and_the_weekday_decides() -> None:
    assert only("نُشر السبت 4 جمادى الأولى 1439").when == When(date(2018, 1, 20))


def test_scan_works_on_words_already_cut_and_gives_their_indexes() -> None:
    folded = fold("أُغلق المعبرُ الأربعاءَ الماضي، وفُتح بالأمس").text
    found = list(re.finditer(r"\w+", folded))
    words, starts = [m[0] for m in found], [m.start() for m in found]
    first, second = scan(folded, words, starts, SATURDAY)
    assert (words[first.first : first.last], folded[first.start : first.end]) == (
        ["الاربعاء", "الماضي"],
        "الاربعاء الماضي",
    )
    assert (second.first, second.when) == (len(words) - 1, When(date(2021, 3, 26)))


def test_reading_is_deterministic_and_the_lexicon_can_be_pickled() -> None:
    sentence = "فُتح في 18 شباط 2021 ثم أُغلق بعد يومين وسيُفتح الأحد"
    assert find_dates(sentence, SATURDAY) == find_dates(sentence, SATURDAY)
    assert pickle.loads(pickle.dumps(lexicon("ar"))) == lexicon("ar")


def test_a_language_without_data_is_one_clear_error() -> None:
    with pytest.raises(InputError, match="'xx', expected one of ar, en, tr"):
        find_dates("text", SATURDAY, lang="xx")


@pytest.mark.parametrize("pattern", ["a (b", "a b)"])
def test_a_pattern_with_a_bracket_wrong_is_an_error(pattern: str) -> None:
    with pytest.raises(InputError, match="bracket"):
        expand(pattern)


def test_the_json_line_has_null_where_nothing_can_be_told() -> None:
    line: dict[str, Any] = only("أُغلق لمدة ثلاثة أيام").to_json()
    assert (line["from"], line["to"], line["grain"], line["relation"]) == (None, None, "day", "duration")
    assert only("فُتح أمس").to_json()["from"] == only("فُتح أمس").to_json()["to"] == "2021-03-26"


def test_an_expression_displaced_by_one_that_is_itself_displaced_stands() -> None:
    found = find_dates("فُتح في آب لثلاثة أشهر", SATURDAY)
    assert [e.text for e in found] == ["في آب", "لثلاثة أشهر"]
