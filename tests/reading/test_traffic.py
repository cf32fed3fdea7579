"""For whom a crossing is said to be open or closed."""

from collections.abc import Callable

import pytest

from maabar.model import Claim

Read = Callable[..., list[Claim]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("معبر كسب، على ما قال سكان، قد فُتح أمام الحالات الإنسانية.", ["people"]),
        ("أُغلق معبر كسب في وجه كل من يقصد الساحل.", ["people"]),
        ("فُتح معبر كسب لخروج من يود من الأهالي.", ["people"]),
        ("نزح الأهالي فأُغلق معبر كسب في وجوههم.", ["people"]),
        ("فتحت السلطات معبر كسب أمام حاملي الإقامات.", ["people"]),
        ("فُتح معبر كسب أمام شاحنات الإغاثة.", ["aid"]),
        ("فُتح معبر كسب للشاحنات التجارية والمسافرين.", ["people", "goods"]),
        ("معبر كسب الذي تدخل منه المساعدات مفتوح.", ["aid"]),
        ("افتُتح اليوم معبر إنساني في كسب.", ["people"]),
        ("أُغلق اليوم الممر الإنساني في كسب.", []),
        ("فُتح معبر كسب التجاري اليوم.", []),
        ("فُتح معبر كسب الذي تمر منه الشاحنات أمس، ثم أغلقته الشرطة.", ["vehicles"]),
        ("قررت السلطات إغلاق معبر كسب بقسميه الإنساني والتجاري.", ["people", "goods"]),
        ("أُغلق معبر كسب أمام التجارة والمرور.", ["people", "goods"]),
        ("قال المدير إن الصيانة ستغلق معبر كسب سنة كاملة في وجه الشاحنات التجارية.", ["goods"]),
        ("فُتح معبر كسب أمام النقل والمسافرين.", ["people", "vehicles"]),
        ("معبر كسب بات يستقبل المدنيين من جديد.", ["people"]),
        ("قررت السلطات فتح معبر كسب أمام التجارة، أما المسافرون فعليهم الانتظار.", ["goods"]),
        ("فُتح معبر كسب تيسيراً لعبور المسافرين.", ["people"]),
        ("معبر كسب مغلق، ولم يُفتح لا للمسافرين ولا للبضائع.", []),
    ],
)
def test_for_whom(text: str, expected: list[str], read: Read) -> None:
    claims = [c for c in read(text) if c.kind == "status"]
    assert list(claims[0].traffic) == expected


def test_for_each_of_two_times_those_that_are_told_with_it(read: Read) -> None:
    claims = read("فُتح معبر كسب أمام الشاحنات على أن يُفتح لاحقاً أمام المسافرين.")
    assert [(c.reality, c.traffic) for c in claims] == [("actual", ("vehicles",)), ("planned", ("people",))]


def test_what_is_closed_to_some_is_kept_open_to_others(read: Read) -> None:
    claims = read("الأردن يغلق معبر جابر أمام حركة الركاب ويبقيه مفتوحاً للشحن.")
    assert [(c.value, c.traffic) for c in claims] == [("closed", ("people",)), ("open", ("goods",))]
