"""The day that a claim is for: the expression of time that belongs to it, the day of publication, or none."""

from collections.abc import Callable

import pytest

from maabar.model import Claim, When

Read = Callable[..., list[Claim]]


def days(when: When | None) -> str | None:
    """A day, a range as "from..to", or None."""
    if when is None:
        return None
    return f"{when.start}..{when.end}" if when.end else str(when.start)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("اليوم", "2021-03-27"),
        ("أمس", "2021-03-26"),
        ("أول من أمس", "2021-03-25"),
        ("قبل يومين", "2021-03-25"),
        ("الخميس الماضي", "2021-03-25"),
        ("يوم الأربعاء", "2021-03-24"),
        ("منذ أسبوع", "2021-03-20"),
        ("في 24 آذار الجاري", "2021-03-24"),
        ("في 24آذار الجاري", "2021-03-24"),
        ("في 24 مارس/آذار 2021", "2021-03-24"),
        ("في 3/2/2020", "2020-02-03"),
        ("مطلع آذار الجاري", "2021-03-01..2021-03-10"),
        ("في منتصف شهر آب 2018", "2018-08-11..2018-08-20"),
        ("أواخر شباط الماضي", "2021-02-21..2021-02-28"),
        ("الشهر الماضي", "2021-02-01..2021-02-28"),
        ("من الاثنين إلى الأربعاء الماضيين", "2021-03-22..2021-03-24"),
        ("في 14 شعبان 1442", "2021-03-27"),
        ("قبل عامين", "2019-01-01..2019-12-31"),
        ("قبل شهرين", "2021-01-01..2021-01-31"),
    ],
)
def test_an_event_takes_the_day_told_beside_it(words: str, expected: str, read: Read) -> None:
    (claim,) = read(f"أُغلق معبر كسب {words}.")
    assert (days(claim.when), claim.reality) == (expected, "actual")
    assert "dated" in claim.rules


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("غداً", "2021-03-28"),
        ("يوم الاثنين", "2021-03-29"),
        ("بعد يومين", "2021-03-29"),
        ("الأسبوع المقبل", "2021-03-29..2021-04-04"),
        ("مطلع نيسان المقبل", "2021-04-01..2021-04-10"),
        ("خلال أسبوع", "2021-03-27..2021-04-03"),
        ("خلال عطلة عيد الفطر", "2021-05-13..2021-05-15"),
    ],
)
def test_what_will_be_looks_ahead(words: str, expected: str, read: Read) -> None:
    (claim,) = read(f"سيُفتح معبر كسب {words}.")
    assert (days(claim.when), claim.reality) == (expected, "planned")


def test_a_present_tense_with_a_day_to_come_is_a_plan(read: Read) -> None:
    (claim,) = read("يُغلق معبر كسب بين 29 آذار و2 نيسان.")
    assert (days(claim.when), claim.reality) == ("2021-03-29..2021-04-02", "planned")


@pytest.mark.parametrize("text", ["معبر كسب مغلق.", "أُغلق معبر كسب.", "لا يزال معبر كسب مغلقاً."])
def test_undated_news_takes_the_day_of_publication(text: str, read: Read) -> None:
    (claim,) = read(text)
    assert days(claim.when) == "2021-03-27"


@pytest.mark.parametrize(
    "text",
    [
        "وكان معبر كسب قد أُغلق.",
        "أُغلق معبر كسب قبل أيام.",
        "تعتزم تركيا فتح معبر كسب.",
        "دعت الأمم المتحدة إلى فتح معبر كسب.",
        "عرضت روسيا الشهر الماضي فتح معبر كسب.",
        "سيُفتح معبر كسب.",
    ],
)
def test_undated_background_plans_and_proposals_have_no_day(text: str, read: Read) -> None:
    (claim,) = read(text)
    assert claim.when is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وكان معبر كسب قد أُغلق في أيار 2019.", "2019-05-01..2019-05-31"),
        ("يُذكر أن معبر كسب أُغلق عام 2015.", "2015-01-01..2015-12-31"),
    ],
)
def test_background_keeps_the_time_that_it_tells(text: str, expected: str, read: Read) -> None:
    (claim,) = read(text)
    assert days(claim.when) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("يُشار إلى أن معبر كسب مغلق أمام المسافرين.", "2021-03-27"),
        ("الجدير ذكره أن الجيش يضع يده على معبر كسب.", "2021-03-27"),
        ("والجدير بالذكر أن معبر كسب أُغلق.", None),
        ("كانت الشاحنات تدخل من معبر كسب إلى تركيا.", None),
        ("وأُغلق معبر كسب آنذاك.", None),
        ("ظل معبر كسب مغلقاً حتى تشرين الأول 2018.", None),
        ("جاءت الخطوة نتيجة تفاهمات بين روسيا وتركيا على فتح معبر كسب.", None),
        ("توصلت روسيا وتركيا إلى اتفاق على فتح معبر كسب.", "2021-03-27"),
        ("أُغلق معبر كسب قبل يومين من دون إعلان السبب.", "2021-03-25"),
        ("أُغلق معبر كسب ليل الجمعة/السبت.", "2021-03-26..2021-03-27"),
        ("ومؤخراً وقع معبر كسب تحت سيطرة الجيش الوطني.", None),
        ("وكان اللقاء مقرراً، إلا أن الجيش أغلق معبر كسب.", "2021-03-27"),
        ("أُرجئ افتتاح معبر كسب من يوم الأحد إلى الثلاثاء المقبل.", "2021-03-27"),
        ("شهد معبر كسب مؤخراً انفجار عبوة ناسفة.", None),
        ("أُغلق معبر كسب في السنوات الماضية.", None),
        ("وصل الوفد إلى معبر كسب، وهو المعبر الذي افتتحته روسيا.", None),
        ("وصل الوفد إلى معبر كسب، وهو المعبر الذي افتتحته روسيا أمس.", "2021-03-26"),
        ("معبر كسب مغلق، منذ أمس الجمعة، بقرار من الوزارة.", "2021-03-26"),
        ("كان معبر كسب مفتوحاً في السابق.", None),
        ("بينما كان محتجون يتظاهرون أمام معبر كسب هطل المطر.", "2021-03-27"),
    ],
)
def test_what_holds_now_is_told_from_what_was(text: str, expected: str | None, read: Read) -> None:
    (claim,) = read(text)
    assert days(claim.when) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أُغلق معبر كسب أمس بعدما قصفته طائرات حربية.", "2021-03-26"),
        ("أغلقت السلطات معبر كسب إثر اشتباكات عنيفة اندلعت في محيطه.", "2021-03-27"),
    ],
)
def test_violence_that_led_to_the_news_is_of_its_day(text: str, expected: str, read: Read) -> None:
    claims = read(text)
    assert days(claims[0].when) == days(claims[-1].when) == expected


def test_violence_days_before_the_news_is_not_of_its_day(read: Read) -> None:
    claims = read("أُغلق معبر كسب اليوم، وذلك بعد أيام من اشتباكات شهدها المعبر.")
    assert [(c.kind, days(c.when)) for c in claims] == [("status", "2021-03-27"), ("incident", None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("دخل ألفا مسافر من معبر كسب على مدى أسبوع.", "2021-03-20..2021-03-27"),
        ("عبرت 300 شاحنة معبر كسب خلال ثلاثة أيام.", "2021-03-24..2021-03-27"),
        ("عبرت 300 شاحنة معبر كسب لليوم الثاني.", "2021-03-27"),
        ("عبرت 300 شاحنة معبر كسب أمس بعد حصار دام أسبوعين.", "2021-03-26"),
    ],
)
def test_passers_counted_over_days_are_of_those_days(text: str, expected: str, read: Read) -> None:
    (claim,) = read(text)
    assert days(claim.when) == expected


@pytest.mark.parametrize("words", ["حتى يوم الاثنين", "لمدة ثلاثة أيام"])
def test_how_long_it_lasts_is_not_when_it_began(words: str, read: Read) -> None:
    (claim,) = read(f"أُغلق معبر كسب {words}.")
    assert (days(claim.when), claim.rules) == ("2021-03-27", ("status", "present"))


def test_two_events_of_one_sentence_take_each_its_own_day(read: Read) -> None:
    claims = read("افتُتح معبر كسب في 18 آذار 2021 ثم أُغلق في اليوم التالي.")
    assert [(c.value, days(c.when)) for c in claims] == [("open", "2021-03-18"), ("closed", "2021-03-19")]


def test_two_events_of_one_clause_take_each_its_own_day(read: Read) -> None:
    claims = read("فُتح معبر كسب أمس وأُغلق معبر جوسيه اليوم.")
    assert [(c.crossing, days(c.when)) for c in claims] == [("sy/kasab", "2021-03-26"), ("sy/jousieh", "2021-03-27")]


def test_a_closure_that_an_opening_ended_is_no_news(read: Read) -> None:
    (claim,) = read("أُعيد فتح معبر كسب اليوم بعد إغلاق دام شهراً.")
    assert (claim.value, days(claim.when)) == ("open", "2021-03-27")


def test_the_day_of_the_saying_dates_what_is_said_to_have_happened(read: Read) -> None:
    (claim,) = read("قال مصدر محلي يوم الخميس إن معبر كسب أُغلق.")
    assert days(claim.when) == "2021-03-25"


@pytest.mark.parametrize("words", ["الاثنين", "في 22 آذار"])
def test_a_day_behind_a_speaker_is_no_part_of_his_name(words: str, read: Read) -> None:
    (claim,) = read(f"قال ناشطون {words} إن معبر كسب تعرض للقصف.")
    assert (claim.speaker, days(claim.when)) == ("ناشطون", "2021-03-22")


def test_who_goes_on_speaking_does_so_on_the_same_day(read: Read) -> None:
    claim = read("قال المحافظ في بيان يوم الخميس إن الوضع هادئ. وأضاف أن معبر كسب مفتوح.")[0]
    assert (claim.rules[-1], days(claim.when)) == ("say_on", "2021-03-25")


def test_the_day_of_the_saying_does_not_date_what_has_its_own(read: Read) -> None:
    (claim,) = read("قال متحدث باسم وزارة الداخلية أمس إن معبر نصيب سيُفتح يوم الأربعاء المقبل.")
    assert days(claim.when) == "2021-03-31"


def test_what_holds_now_is_not_dated_by_another_clause(read: Read) -> None:
    claim = read("لا يزال معبر كسب مفتوحاً، فيما قُصفت البلدة أمس.")[0]
    assert (claim.value, days(claim.when)) == ("open", "2021-03-27")


def test_undated_news_takes_the_day_that_the_report_gives_for_the_same_elsewhere(read: Read) -> None:
    claims = read("أُغلق معبر كسب. وقال شهود إن معبر كسب أُغلق أمس.")
    assert [(c.speaker, days(c.when)) for c in claims] == [("example.org", "2021-03-26"), ("شهود", "2021-03-26")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # what happened goes on from the day that the text begins with; what holds now does not
        ("أغلقت القوات أمس معبر كسب. ولم يعبر أحد من المسافرين.", "2021-03-26"),
        ("أبعدت دورية، أمس الجمعة، مهربين عن ضفة النهر. وداهمت القوات معبر كسب.", "2021-03-26"),
        ("أوقفت السلطات، أمس الجمعة، معبر كسب. ولم تُعرف أسباب إغلاق المعبر.", "2021-03-26"),
        ("أغلقت القوات أمس معبر كسب. ولا يزال معبر نصيب مفتوحاً.", "2021-03-27"),
        ("أغلقت القوات أمس معبر كسب. ومعبر نصيب تحت سيطرة الجيش الوطني.", "2021-03-27"),
        # nor from a day that is background
        ("أُغلق معبر كسب. وكان معبر نصيب قد فُتح أمس. وعبرت شاحنات من معبر جوسيه.", "2021-03-27"),
    ],
)
def test_what_happened_is_of_the_day_that_the_text_begins_with(text: str, expected: str, read: Read) -> None:
    assert days(read(text)[-1].when) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("سيُفتح معبر كسب. وقال مسؤول إن معبر كسب سيُفتح يوم الثلاثاء المقبل.", "2021-03-30"),
        ("ستفتح تركيا معبر كسب. وكان معبر كسب قد أُغلق أمس.", None),
        ("ستمر الشاحنات من معبر كسب إلى تركيا. وسيُفتح معبر كسب يوم الاثنين المقبل.", "2021-03-29"),
    ],
)
def test_a_plan_takes_the_day_that_the_report_gives_for_it_elsewhere(
    text: str, expected: str | None, read: Read
) -> None:
    assert days(read(text)[0].when) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the day of what «كان» looks back to
        ("فتح الجيش معبر كسب من جديد، وكان قد أغلقه قبل خمسة أيام.", "2021-03-27"),
        ("عاد معبر كسب إلى الخدمة، وكانت أولى الشاحنات قد وصلت يوم الخميس.", "2021-03-27"),
        # the day since when something else holds
        ("عبرت شاحنات معبر كسب إلى تركيا، مع أن العقوبات سارية منذ 17 شباط الماضي.", "2021-03-27"),
        # the day of what has happened is not that of a plan
        ("وصلت آليات اليوم إلى البلدة، تمهيداً لفتح معبر كسب.", None),
        ("ستفتح تركيا معبر كسب قبالة المنطقة، التي سيطر عليها الجيش الشهر الماضي.", None),
        ("دخلت شاحنات من معبر كسب، فيما ستعود الصهاريج إلى العمل في غضون يومين.", "2021-03-27"),
        ("وفي وقت سابق اليوم، كان الجيش قد أعلن أن معبر كسب مفتوح.", "2021-03-27"),
    ],
)
def test_the_day_of_something_else_in_the_sentence_is_left_to_it(text: str, expected: str | None, read: Read) -> None:
    assert days(read(text)[0].when) == expected


def test_what_is_denied_is_of_the_day_on_which_it_was_said(read: Read) -> None:
    claims = read(
        "نفت تركيا التوصل إلى اتفاق على فتح معبر كسب. وكانت موسكو أعلنت أمس أنها اتفقت مع أنقرة على فتح معبر كسب."
    )
    assert {(c.polarity, days(c.when)) for c in claims if c.kind == "agreement"} == {
        ("denied", "2021-03-26"),
        ("affirmed", "2021-03-26"),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وظل معبر كسب مغلقاً أربع سنوات.", "2017-01-01..2017-12-31"),
        ("وكان إغلاق معبر كسب قد دام عشرة أيام.", "2021-03-17"),
        ("أُغلق معبر كسب لمدة ثلاثة أيام.", "2021-03-27"),
    ],
)
def test_how_long_it_lasted_tells_when_it_began(text: str, expected: str, read: Read) -> None:
    (claim,) = read(text)
    assert (claim.value, days(claim.when)) == ("closed", expected)


def test_what_came_days_before_the_news_is_counted_from_it(read: Read) -> None:
    claims = read("فُتح معبر كسب، الخميس، وذلك بعد يومين من اشتباكات شهدها المعبر.")
    assert [(c.kind, days(c.when)) for c in claims] == [("status", "2021-03-25"), ("incident", "2021-03-23")]


def test_the_day_that_a_long_sentence_begins_with_is_that_of_all_it_tells(read: Read) -> None:
    claims = read(
        "وفي 11 آذار الجاري أقدمت مجموعة من أهالي المدينة الخاضعة لسيطرة الإدارة الذاتية وأهالي القرية الواقعة قبالتها"
        " بريف دير الزور الشرقي على فتح معبر كسب, ودخلت قوة إلى المنطقة إثر مفاوضات مع وجهاء العشائر"
        " والأهالي الذين تجمعوا عند ضفة النهر ومن ثم قامت بإغلاق المعبر."
    )
    assert [(c.value, days(c.when)) for c in claims] == [("open", "2021-03-11"), ("closed", "2021-03-11")]


def test_how_long_ago_without_a_number_is_no_day(read: Read) -> None:
    claims = read("أُغلق معبر كسب ولم تمض سوى أيام على فتحه.")
    assert [(c.value, days(c.when)) for c in claims] == [("closed", "2021-03-27"), ("open", None)]


def test_a_headline_is_of_the_day_of_the_news(read: Read) -> None:
    claims = read("أفرغت دوريات مساء أمس الجمعة الشاحنات.", title="الجيش يغلق معبر كسب")
    assert [days(c.when) for c in claims] == ["2021-03-26"]


@pytest.mark.parametrize(
    "text",
    [
        "ظل معبر كسب مغلقاً 99999999 سنة.",
        "فُتح معبر كسب أمس بعد 99999999 يوماً من إغلاق المعبر.",
        "أُغلق معبر كسب عام 2020، وأُعيد فتحه بعد 99999 سنة.",
        "أُغلق معبر كسب عام 2020، وأُعيد فتحه بعد 99999999 يوماً.",
        "عبر 300 شخص معبر كسب على مدى 99999999 يوماً.",
    ],
)
def test_no_length_of_time_throws_it(text: str, read: Read) -> None:
    read(text)


def test_so_long_after_the_day_told_before(read: Read) -> None:
    claims = read("أُغلق معبر كسب في آذار 2020 بسبب كورونا، وأُعيد فتحه بعد ستة أشهر.")
    assert [(c.value, days(c.when)) for c in claims] == [
        ("closed", "2020-03-01..2020-03-31"),
        ("open", "2020-09-01..2020-09-30"),
    ]


def test_a_coming_day_behind_goes_before_the_day_of_the_decision(read: Read) -> None:
    (claim,) = read("وافقت إسرائيل، مساء أمس، على إعادة فتح معبر كسب اعتباراً من صباح غد.")
    assert (claim.reality, days(claim.when)) == ("planned", "2021-03-28")


def test_an_agreement_takes_the_day_told_behind_it(read: Read) -> None:
    claims = read("دخل معبر كسب الخدمة صباح اليوم بموجب اتفاق روسي تركي أُبرم أمس على فتح المعبر.")
    assert {c.kind: days(c.when) for c in claims} == {"status": "2021-03-27", "agreement": "2021-03-26"}


def test_a_bracket_is_no_clause_between_an_event_and_its_day(read: Read) -> None:
    (claim,) = read(
        "اتخذت السلطات الأردنية قراراً بأن يُفتح معبر جابر (نصيب) مع سوريا أمام المسافرين، وذلك يوم الأربعاء القادم."
    )
    assert days(claim.when) == "2021-03-31"


def test_every_day_is_counted_from_publication(read: Read) -> None:
    from datetime import date

    (claim,) = read("أُغلق معبر كسب أمس.", published=date(2024, 3, 1))
    assert days(claim.when) == "2024-02-29"
