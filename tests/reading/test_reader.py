"""The reader from its public face: what it leaves alone, that quotes are verbatim, and that nothing throws it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maabar.model import KINDS, Claim, Incident, Report
from maabar.reading import Reader
from maabar.reading.gate import Gate
from maabar.registry import Registry
from maabar.text.clutter import clutter_spans
from maabar.text.fold import folded

Read = Callable[..., list[Claim]]
PUBLISHED = date(2021, 3, 27)
CORPUS = Path(__file__).parent.parent / "data" / "corpus"
FILES = ("dev-syria", "dev-world", "more-syria", "more-mixed", "more-third", "more-fourth")
SIGNS = 'اأبتجحدرسعفقكلمنهوي،.؟"«»()-\n\t \u0640\u064e\u064f\u200b\u200f·*1٣'
PATIENT = settings(deadline=None, max_examples=60)


@cache
def reports() -> list[Report]:
    """The Arabic reports of the corpus, unread."""
    lines = [line for name in FILES for line in (CORPUS / f"{name}.jsonl").read_text("utf-8").splitlines()]
    found = [Report.from_json(json.loads(line)).with_claims(()) for line in lines]
    return [report for report in found if report.lang == "ar"]


@cache
def sentences() -> list[str]:
    return [s for r in reports() for line in r.text.split("\n") for s in line.split(". ") if s.strip()]


@cache
def one_reader() -> Reader:
    return Reader()


def check(report: Report) -> None:
    """Every claim of a report, once read, is whole and stands where it says."""
    for claim in one_reader().read(report).claims:
        where = report.title if claim.field == "title" else report.text
        assert claim.start is not None
        assert claim.end is not None
        assert where[claim.start : claim.end] == claim.quote
        assert claim.quote.strip()
        assert claim.kind in KINDS
        assert claim.crossing
        assert claim.speaker
        assert claim.confidence is not None
        assert 0 < claim.confidence < 1
        assert claim.reader
        assert claim.rules
        assert Claim.from_json(json.loads(json.dumps(claim.to_json()))) == claim


# ---- the gate ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["أُغلق المعبر.", "مَعْبَر", "مـعـبـر", "مع·بر", "المعابر", "ممر إنساني", "المنافذ البرية", "فُتح طريق الحوبان."],
)
def test_the_gate_opens_for_a_word_for_a_crossing_however_it_is_marked(text: str, registry: Registry) -> None:
    assert Gate(registry).opens("", text)
    assert Gate(registry).opens(text, "")


@pytest.mark.parametrize(
    "text", ["", "ارتفعت أسعار الخضار في الأسواق.", "أُغلق الطريق بسبب الثلوج.", "Prices rose again.", "1234 — !!"]
)
def test_the_gate_stays_shut_on_everything_else(text: str, registry: Registry) -> None:
    assert not Gate(registry).opens("خبر", text)


def test_the_gate_is_open_for_every_report_of_the_corpus_in_which_something_is_annotated(registry: Registry) -> None:
    gate = Gate(registry)
    annotated = [
        Report.from_json(json.loads(line))
        for name in FILES
        for line in (CORPUS / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    shut = [r.id for r in annotated if r.lang == "ar" and r.claims and not gate.opens(r.title, r.text)]
    assert shut == []


# ---- what says nothing ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        "معبر",
        "معبر معبر معبر",
        "المعبر!",
        "يقع معبر كسب شمال اللاذقية.",
        "ارتفعت أسعار الخضار في الأسواق.",
        "....،،،؟؟؟",
        "َُِّ",
    ],
)
def test_a_text_that_says_nothing_of_a_crossing_yields_nothing(text: str, read: Read) -> None:
    assert read(text) == []
    assert read(text, title="") == []


PROSE = (
    "قال موظف في معبر كسب إن المعبر أُغلق صباح اليوم بسبب أعمال الصيانة، وإن الشاحنات تنتظر دورها في الساحة منذ الفجر."
)


@pytest.mark.parametrize(
    "heading", ["التعليقات", "الأكثر قراءة", "اقرأ أيضاً", "مواضيع ذات صلة", "اترك تعليقاً", "آخر الأخبار"]
)
def test_what_stands_in_page_clutter_yields_nothing(heading: str, read: Read) -> None:
    claims = read(f"{PROSE}\n\n{heading}\nإغلاق معبر نصيب اليوم\nفتح معبر الراعي غداً\n")
    assert [(c.crossing, c.value, c.quote) for c in claims] == [(c.crossing, c.value, c.quote) for c in read(PROSE)]
    assert {c.crossing for c in claims} == {"sy/kasab"}


def test_another_language_yields_nothing_and_does_no_harm(read: Read) -> None:
    assert read("The crossing at Kasab was closed today.", title="News") == []


# ---- what is read is told once, and the same every time ----------------------------------------------------------


def test_what_title_and_text_both_tell_is_told_once_from_the_text(read: Read) -> None:
    (claim,) = read("أغلقت السلطات معبر كسب أمام المسافرين صباح اليوم.", title="إغلاق معبر كسب")
    assert (claim.field, claim.crossing, claim.value) == ("text", "sy/kasab", "closed")


def test_what_only_the_title_tells_is_told_from_the_title(read: Read) -> None:
    (claim,) = read("وقال تاجر إن الأسعار ارتفعت بعد العيد.", title="إغلاق معبر كسب")
    assert (claim.field, claim.quote) == ("title", "إغلاق معبر كسب")


def test_a_title_that_the_text_repeats_is_told_once(read: Read) -> None:
    title = "إغلاق معبر كسب اليوم"
    claims = read(f"{title}\n\nأغلقت السلطات معبر كسب صباح اليوم.", title=title)
    assert [(c.crossing, c.value) for c in claims] == [("sy/kasab", "closed")]


def test_what_a_speaker_says_twice_is_told_once(read: Read) -> None:
    claims = read("أُغلق معبر كسب اليوم. وكرر الموظف كلامه. أُغلق معبر كسب اليوم.")
    assert len(claims) == 1


def test_todays_news_and_the_same_a_week_ago_are_two_claims(read: Read) -> None:
    claims = read("خرج معبر كسب عن الخدمة مجددًا. وكان المعبر قد أُغلق في 3 من آذار الجاري.")
    assert [(c.value, str(c.when and c.when.start)) for c in claims] == [
        ("closed", "2021-03-27"),
        ("closed", "2021-03-03"),
    ]


def test_a_closing_that_a_definite_noun_takes_up_is_not_told_again(read: Read) -> None:
    claims = read("أغلقت قسد معبر التايهة في الثالث من آذار. وتسبب الإغلاق بأزمة دواء.")
    assert [c.when.start for c in claims if c.kind == "status" and c.when] == [date(2021, 3, 3)]


def test_an_order_that_is_told_again_as_what_came_is_not_told_twice(read: Read) -> None:
    claims = read("أغلقت الشرطة معبر الحمران في الثالث من آذار. وجاء قرار الإغلاق وسط موجة نزوح بدأت في 20 من شباط.")
    assert [c.when.start for c in claims if c.kind == "status" and c.when] == [date(2021, 3, 3)]


def test_a_speaker_called_by_the_end_of_his_name_says_it_once(read: Read) -> None:
    claims = read("قال خالد سليم مدير المعابر إن معبر كسب فُتح اليوم. وأضاف سليم أن معبر كسب فُتح اليوم.")
    assert len([c for c in claims if c.kind == "status"]) == 1


def test_two_figures_of_one_speaker_are_two_claims(read: Read) -> None:
    claims = read("قال مصدر محلي إن 14 شاحنة دخلت من معبر كسب. وأضاف المصدر أن 18 شاحنة دخلت من المعبر.")
    assert [(c.kind, getattr(c.value, "count", None)) for c in claims] == [("flow", 14), ("flow", 18)]


def test_who_says_that_what_others_carried_is_false_speaks(read: Read) -> None:
    claims = read("قالت مصادر إخبارية إن ما تداولته بعض المواقع عن فتح معبر كسب كلام غير صحيح.")
    assert [(c.speaker, c.polarity) for c in claims] == [("مصادر إخبارية", "denied")]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("أعلنت تركيا والأردن فتح معبر كسب.", ["tr", "jo"]),
        ("أعلن وزير الداخلية التونسي سالم الهادي ووزير الداخلية الليبي أن معبر رأس جدير مفتوح.", ["tn", "ly-west"]),
        ("أعلن وزيرا الداخلية التونسي والليبي أن معبر رأس جدير مفتوح.", ["tn", "ly-west"]),
        ("توصلت تركيا والعراق إلى تفاهم. وأكد الجانبان أن معبر كسب مفتوح.", ["tr", "iq"]),
        ("أعلن وزير النقل التركي ونظيره العراقي أن معبر كسب سيُفتح غدًا.", ["tr", "iq"]),
        ("قال وزير الداخلية والبلديات اللبناني إن معبر المصنع مغلق.", ["lb"]),
        ("قال وزير النقل الأردني والوفد المرافق له إن معبر نصيب مفتوح.", ["jo"]),
    ],
)
def test_two_authorities_together_make_a_claim_each(read: Read, text: str, speakers: list[str]) -> None:
    assert [c.speaker for c in read(text)] == speakers


def test_reading_is_the_same_every_time_and_in_every_order() -> None:
    some = reports()[:25]
    first, again = Reader(), Reader()
    forth = {r.id: first.read(r) for r in some}
    back = {r.id: again.read(r) for r in reversed(some)}
    assert forth == back
    assert {r.id: first.read(r) for r in some} == forth


def test_claims_that_a_report_came_with_are_replaced(read: Read, reader: Reader) -> None:
    report = Report("a-report", "example.org", PUBLISHED, "أُغلق معبر كسب اليوم.", "خبر")
    once = reader.read(report)
    assert len(once.claims) == 1
    assert reader.read(once) == once


# ---- quotes --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FILES)
def test_every_quote_of_the_corpus_is_verbatim_at_its_offsets(name: str, corpus: Callable[[str], list[Report]]) -> None:
    for report in corpus(name):
        check(report)


@pytest.mark.parametrize("name", FILES)
def test_a_speaker_is_a_known_party_or_outlet_or_stands_in_the_report_in_these_words(
    name: str, corpus: Callable[[str], list[Report]], registry: Registry
) -> None:
    for report in corpus(name):
        known = {report.outlet, *registry.actors, *registry.outlets}
        text = folded(f"{report.title} {report.text}")
        others = {c.speaker for c in one_reader().read(report).claims} - known
        assert {speaker for speaker in others if folded(speaker) not in text} == set()


def test_quotes_keep_vowels_kashida_and_hidden_marks(read: Read) -> None:
    (claim,) = read("قال: أُغْلِقَ مَعْبَرُ «كَسَـ\u200bبَ» اليَوْمَ.")
    assert claim.crossing == "sy/kasab"
    assert "مَعْبَرُ «كَسَـ\u200bبَ" in claim.quote


def test_offsets_are_right_in_a_title_of_several_lines(read: Read) -> None:
    claims = read("أُغلق معبر كسب اليوم.", title="خَبَر\nفتح معبر نصيب")
    assert {(c.field, c.crossing) for c in claims} == {("title", "sy/nassib"), ("text", "sy/kasab")}


@PATIENT
@given(st.data())
def test_quotes_are_verbatim_whatever_sentences_follow_each_other(data: st.DataObject) -> None:
    chosen = data.draw(st.lists(st.sampled_from(sentences()), min_size=1, max_size=12))
    glue = data.draw(st.sampled_from([". ", "\n", "، ", " ", "؛ ", ".", "\n\n", " - ", "» «"]))
    title = data.draw(st.sampled_from(["", "خبر", *[r.title for r in reports()[:40]]]))
    outlet = data.draw(st.sampled_from(["example.org", "sana.sy", "enabbaladi.net", "npasyria.com"]))
    check(Report("shuffled", outlet, PUBLISHED, glue.join(chosen), title))


@PATIENT
@given(
    st.lists(
        st.sampled_from(
            [
                *'اأبتجحدرسعفقكلمنهوي،.؟"«»()-\n\t \u0640\u064e\u064f\u200b\u200f·*1٣',
                *"معبر كسب فتح أغلق لم قال إن".split(),
            ]
        )
    ),
    st.sampled_from(["", "معبر كسب", "\n", "«"]),
)
def test_no_string_of_letters_and_marks_throws_the_reader(parts: list[str], title: str) -> None:
    check(
        Report("noise", "example.org", PUBLISHED, "معبر" + " ".join(parts) + "معبر نصيب مغلق" + "".join(parts), title)
    )


@PATIENT
@given(st.text(max_size=200))
def test_no_text_at_all_throws_the_reader(text: str) -> None:
    check(Report("any", "example.org", PUBLISHED, f"أُغلق معبر كسب {text} اليوم", text[:20]))


# ---- size ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["دخلت القافلة من", "قال مسؤول في معبر مورك لدى", "تحدثت إدارة معبر العيس التابعة", "دخلت معبر مورك قوات النظام"],
)
def test_a_text_that_breaks_off_is_read(text: str) -> None:
    check(Report("a-report", "example.org", PUBLISHED, text))


@PATIENT
@given(data=st.data())
def test_a_sentence_may_be_cut_off_at_any_word(data: st.DataObject) -> None:
    words = data.draw(st.sampled_from(sentences())).split()
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    check(Report("a-report", "example.org", PUBLISHED, " ".join(words[first : last + 1])))


def test_a_megabyte_in_one_report_is_read_to_its_end() -> None:
    body = "\n\n".join(r.text for r in reports()[:60] if not clutter_spans(r.text))
    text = body * (1_000_000 // len(body.encode()) + 1) + "\n\nوأُغلق معبر «وادي الزنبق» اليوم."
    claims = one_reader().read(Report("long", "example.org", PUBLISHED, text)).claims
    assert "new:وادي الزنبق" in {c.crossing for c in claims}
    assert all(c.start is not None and text[c.start : c.end] == c.quote for c in claims)


def test_a_sentence_that_never_ends_is_read() -> None:
    text = "وأُغلق معبر كسب أمام الشاحنات " * 2_000
    claims = one_reader().read(Report("endless", "example.org", PUBLISHED, text)).claims
    assert {c.crossing for c in claims} == {"sy/kasab"}


def test_a_dual_counts_two(read: Read) -> None:
    (claim,) = read("وقع انفجار عند معبر باب الهوى اليوم وراح ضحيته قتيلان و6 جرحى.")
    assert claim.value == Incident("blast", killed=2, injured=6)
