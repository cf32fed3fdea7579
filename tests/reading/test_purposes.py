"""What a crossing is said to be for and which way it is open, each in the words of the one who says so."""

from collections.abc import Callable

import pytest

from maabar.model import PURPOSES, Claim

Read = Callable[..., list[Claim]]


@pytest.mark.parametrize(
    ("text", "of", "quote"),
    [
        (
            "قالت موسكو إنها ستفتح معبر سراقب، وإن الخطوة تهدف إلى رفع الحصار عن المدنيين.",
            "humanitarian",
            "تهدف إلى رفع الحصار عن المدنيين",
        ),
        ("فُتح معبر اليعربية اليوم بغرض إدخال المساعدات.", "relief", "بغرض إدخال المساعدات"),
        ("فُتح معبر الصالحية اليوم بهدف تسهيل عودة النازحين.", "return", "بهدف تسهيل عودة النازحين"),
        ("افتُتح معبر العيس من أجل التجارة.", "trade", "من أجل التجارة"),
        ("فُتح معبر مورك اليوم لأغراض عسكرية.", "military", "لأغراض عسكرية"),
    ],
)
def test_a_purpose_stands_on_the_claim_with_its_own_words(text: str, of: str, quote: str, read: Read) -> None:
    (claim,) = read(text)
    assert claim.purpose is not None
    assert (claim.purpose.of, claim.purpose.quote) == (of, quote)
    assert quote in text


def test_a_purpose_belongs_to_the_voice_that_tells_it(read: Read) -> None:
    claims = read(
        "أعلنت روسيا أن معبر سراقب سيُفتح، وأن الخطوة تهدف إلى رفع الحصار عن المدنيين. "
        "وقال ناشطون إن فتح معبر سراقب يهدف إلى إنعاش الاقتصاد."
    )
    told = {c.speaker: c.purpose.of for c in claims if c.purpose}
    assert told == {"ru": "humanitarian", "ناشطون": "trade"}


@pytest.mark.parametrize(
    "text",
    ["فُتح معبر كسب اليوم.", "فُتح معبر كسب اليوم، وتهدف الوزارة إلى أمور أخرى."],
)
def test_where_none_is_told_there_is_none(text: str, read: Read) -> None:
    (claim,) = read(text)
    assert claim.purpose is None


def test_only_openings_closings_and_agreements_have_a_purpose(read: Read) -> None:
    claims = read("دخلت الشاحنات من معبر باب الهوى اليوم بغرض إدخال المساعدات.")
    assert claims
    assert all(c.purpose is None for c in claims if c.kind == "flow")


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("معبر جديدة يابوس مفتوح في الاتجاهين.", "both"),
        ("فُتح معبر الراعي أمام القادمين.", "in"),
        ("فُتح معبر الراعي أمام المغادرين.", "out"),
        ("فُتح معبر الراعي اليوم للخروج فقط.", "out"),
        ("أُغلق معبر الراعي اليوم.", None),
    ],
)
def test_which_way_it_is_open_is_told_where_said(text: str, way: str | None, read: Read) -> None:
    (claim,) = read(text)
    assert claim.direction == way


def test_one_way_only_is_restricted(read: Read) -> None:
    (claim,) = read("سمحت تركيا بفتح معبر باب السلامة أمام المغادرين فقط.")
    assert (claim.value, claim.direction) == ("restricted", "out")


@pytest.mark.parametrize("file", ["dev-syria", "dev-world"])
def test_in_the_corpus_every_purpose_is_one_of_the_guide_and_verbatim(
    file: str, read: Read, corpus: Callable[[str], list[object]]
) -> None:
    from maabar.model import Report

    for report in corpus(file):
        assert isinstance(report, Report)
        for claim in read(report.text, report.title, report.outlet, report.published):
            if claim.purpose:
                assert claim.purpose.of in PURPOSES
                assert claim.purpose.quote in f"{report.title}\n{report.text}"


def test_two_voices_two_purposes(read: Read) -> None:
    claims = read(
        "أعلنت روسيا فتح معبر سراقب أمس. وبررت موسكو خطوتها بأنها لرفع الحصار عن المدنيين، "
        "غير أن هدف فتح المعبر إنعاش التجارة. "
        "ولم يُفتح معبر سراقب بعد."
    )
    told = {(c.speaker, c.purpose.of) for c in claims if c.purpose}
    assert told == {("ru", "humanitarian"), ("example.org", "trade")}
