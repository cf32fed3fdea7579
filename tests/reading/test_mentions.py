"""Which crossings a text speaks of: lists, two names of one, references back, unlisted ones, spellings, homonyms."""

from collections.abc import Callable

import pytest

from maabar.model import Claim

Read = Callable[..., list[Claim]]


def crossings(claims: list[Claim]) -> list[str]:
    """The crossings of claims about opening and closing, in order, without the theatre of Syria."""
    return [c.crossing.removeprefix("sy/") for c in claims if c.kind == "status"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أُغلقت معابر نصيب وكسب وجوسيه اليوم.", ["nassib", "kasab", "jousieh"]),
        ("أُغلقت معابر سراقب، وميزناز، وأبو الزندين صباح اليوم.", ["saraqib-tarnabah", "miznaz", "abu-al-zandin"]),
        ("فُتحت اليوم ثلاثة معابر هي سراقب وميزناز وأبو الزندين.", ["saraqib-tarnabah", "miznaz", "abu-al-zandin"]),
        ("فُتحت المعابر الآتية اليوم: سراقب، ميزناز، أبو الزندين.", ["saraqib-tarnabah", "miznaz", "abu-al-zandin"]),
        ("فُتح معبر الراعي ومعبر جرابلس صباح اليوم.", ["al-rai", "jarablus"]),
        ("فُتح معبر الراعي وكذلك معبر جرابلس صباح اليوم.", ["al-rai", "jarablus"]),
        ("أُغلق معبر الراعي، إضافة إلى معبر جرابلس، صباح اليوم.", ["al-rai", "jarablus"]),
        ("لا يعمل اليوم معبر الراعي ولا معبر جرابلس.", ["al-rai", "jarablus"]),
        ("معبر الراعي مغلق منذ أمس، وكذلك معبر جرابلس.", ["al-rai", "jarablus"]),
        ("معبر الراعي مغلق، ومثله معبر جرابلس.", ["al-rai", "jarablus"]),
        ("أغلقت الإدارة المعابر المؤدية إلى تركيا (كسب، الراعي، جرابلس) اليوم.", ["kasab", "al-rai", "jarablus"]),
        ("أغلقت إسرائيل معابر القطاع الثلاثة، رفح وزيكيم وكيسوفيم.", ["ps/rafah", "ps/zikim", "ps/kissufim"]),
        ("أُغلقت المنافذ البرية (الشلامجة زرباطية) اليوم.", ["iq/shalamcheh", "iq/zurbatiyah"]),
        ("فُتح معبرا «كرم أبو سالم» التجاري و«إيرز» اليوم.", ["ps/kerem-shalom", "ps/erez"]),
        ("المعابر المغلقة هي: كسب - الراعي - جرابلس.", ["kasab", "al-rai", "jarablus"]),
        ("أُغلقت المعابر الآتية:\n- كسب\n- الراعي\n- جرابلس", ["kasab", "al-rai", "jarablus"]),
        (
            "فُتحت ثلاثة معابر أمس. وتتوزع المعابر على سراقب شرقي إدلب والهبيط جنوبيها والحاضر جنوبي حلب.",
            ["saraqib-tarnabah", "al-habit", "al-ais"],
        ),
    ],
)
def test_a_list_gives_a_claim_for_each_of_its_crossings(text: str, expected: list[str], read: Read) -> None:
    assert crossings(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أغلقت الإدارة معبري التايهة والطبقة اليوم.", ["al-tayha", "al-tabqa"]),
        ("أُغلق معبرا باب الهوى وباب السلامة أمس.", ["bab-al-hawa", "bab-al-salama"]),
        ("لتركيا مع المنطقة معبران، أحدهما الراعي والآخر جرابلس. وأُغلق المعبران اليوم.", ["al-rai", "jarablus"]),
        ("أُغلقت معابر عدة هذا الشهر مع بدء المعارك، منها كسب والراعي.", ["kasab", "al-rai"]),
        ("أُغلق المعبران بعد عملية عسكرية في كسب والراعي. ويقع معبرا نصيب وجوسيه جنوباً.", ["nassib", "jousieh"]),
        ("يقع معبرا الراعي وجرابلس شمالي حلب. وأُغلق المعبران اليوم.", ["al-rai", "jarablus"]),
        ("يقع معبرا الراعي وجرابلس شمالي حلب. وقررت الإدارة إغلاق المعبرين أمس.", ["al-rai", "jarablus"]),
    ],
)
def test_a_dual_means_the_two_that_it_names_or_that_were_named(text: str, expected: list[str], read: Read) -> None:
    assert crossings(read(text)) == expected


@pytest.mark.parametrize("plural", ["هذه المعابر", "المعابر المذكورة", "المعابر الثلاثة"])
def test_a_plural_that_points_back_means_the_list_before_it(plural: str, read: Read) -> None:
    claims = read(f"تضم المنطقة معابر سراقب وميزناز وأبو الزندين. وأُغلقت {plural} اليوم.")
    assert crossings(claims) == ["saraqib-tarnabah", "miznaz", "abu-al-zandin"]


@pytest.mark.parametrize(
    ("name", "crossing"),
    [
        ("سراقب – ترنبة", "saraqib-tarnabah"),
        ("سراقب", "saraqib-tarnabah"),
        ("ترنبة", "saraqib-tarnabah"),
        ("نصيب - جابر الحدودي", "nassib"),
        ("جابر", "nassib"),
        ("البوكمال/القائم", "al-bukamal"),
        ("القائم", "al-bukamal"),
    ],
)
def test_a_crossing_of_two_ends_is_one_by_both_names_or_either(name: str, crossing: str, read: Read) -> None:
    assert crossings(read(f"أُغلق معبر {name} اليوم.")) == [crossing]


@pytest.mark.parametrize(
    "text",
    [
        "يقع معبر الحمران شرقي حلب. وأُغلق المعبر أمس.",
        "يقع معبر الحمران شرقي حلب، وقد أغلقته الإدارة اليوم.",
        "يبعد معبر الحمران ساعة عن المدينة. وأُعيد إغلاقه أمس.",
        "زار وفد معبر كسب. ثم زار معبر الحمران. وأُغلق المعبر بعد ساعات.",
        "زار وفد معبر كسب ثم معبر الحمران. وأُغلق الأخير بعد ساعات.",
        "زار وفد معبري الحمران وكسب. وأُغلق الأول اليوم.",
        "يقع معبر الحمران شرقي حلب. وأُغلق هذا المعبر اليوم.",
        "يقع معبر الحمران شرقي حلب. وزارته لجنة من هيئة المعابر، لكن الجانب الآخر أبقاه مغلقًا.",
        "يبعد معبر الحمران ساعة عن المدينة. وأُغلق المعبر الواقع بين جرابلس ومنبج اليوم.",
        "يقع معبر الحمران شرقي حلب، وهو من أهم المعابر بين الطرفين ومغلق منذ أمس.",
        "يقع معبر الحمران شرقي حلب. وليس بينهما معبر آخر. وأُغلق المعبر اليوم.",
        "يقع معبر الحمران شرقي حلب، ويعد أحد ثلاثة معابر مهمة، وقد أُغلق أمس.",
        "يقع معبر الحمران شرقي حلب، ولا معبر سواه بين الطرفين، وقد أُغلق أمس.",
        "يقع معبر الحمران شرقي حلب. ويفصل المعبر بين جرابلس ومنبج، وقد أُغلق أمس.",
    ],
)
def test_the_crossing_and_its_pronoun_mean_the_last_one_named(text: str, read: Read) -> None:
    assert crossings(read(text)) == ["al-hamran"]


def test_a_crossing_that_the_title_names_is_meant_by_the_text(read: Read) -> None:
    (claim,) = read("أُغلق المعبر اليوم.", title="معبر الحمران")
    assert (claim.crossing, claim.field) == ("sy/al-hamran", "text")


@pytest.mark.parametrize(
    "text",
    [
        "أُغلقت جميع المعابر مع لبنان اليوم.",
        "أُغلق المعبر اليوم.",
        "زار وفد معبر كسب. وكان الأردن قد أغلق حدوده مع سوريا اليوم.",
        "أُغلقت منافذ تعز اليوم.",
        "أغلقت الهيئة المعابر كلها اليوم.",
        "يبعد معبر كسب ساعة عن المدينة. وأُغلق معبر آخر اليوم.",
    ],
)
def test_where_no_crossing_can_be_told_it_is_any(text: str, read: Read) -> None:
    assert crossings(read(text)) == ["*"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("فُتح معبر «تل الزعتر» أمام المدنيين اليوم.", "تل الزعتر"),
        ("أُغلق معبر الدوّارة النهري اليوم.", "الدوّارة"),
        ("أُغلق معبر الزهراني البري اليوم.", "الزهراني"),
        ("أُغلق معبر رأس السكر اليوم.", "رأس السكر"),
        ("أُغلق معبر أم الزيتون أمام الشاحنات اليوم.", "أم الزيتون"),
        ("معبر الخضراء النهري مغلق منذ يومين.", "الخضراء"),
        ("أُغلق معبر تل رفعت أمام المدنيين اليوم.", "تل رفعت"),
        ("أُغلق معبر مطربا في ريف حمص اليوم.", "مطربا"),
        ("أُغلق معبر قرية الزعفرانية النهري اليوم.", "الزعفرانية"),
        ("أُغلق معبر كفر حلب اليوم.", "كفر حلب"),
        ("أُغلق منفذ صفوان مع الكويت اليوم.", "صفوان"),
    ],
)
def test_an_unlisted_crossing_is_new_with_its_name_as_written(text: str, name: str, read: Read) -> None:
    (claim,) = read(text)
    assert claim.crossing == f"new:{name}"
    assert name in claim.quote


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("أغلقت تونس معبري ملولة وببوش مع الجزائر اليوم.", ["new:ملولة", "new:ببوش"]),
        ("أُغلق معبرا ملولة وببوش بين الجزائر وتونس اليوم.", ["new:ملولة", "new:ببوش"]),
        ("أغلقت الإدارة المعابر، وهي الجسر القديم ومعبر الزهراني وكسب.", ["new:الجسر القديم", "new:الزهراني", "kasab"]),
        ("أُغلقت معابر كسب وجرماش والراعي اليوم.", ["kasab", "new:جرماش", "al-rai"]),
        ("أُغلق معبر بري بين بلدة الزعفرانية ومنطقة الزهراني اليوم.", ["new:الزعفرانية - الزهراني"]),
        ("أُغلق معبر الدبسي (شعيب الذكر) اليوم.", ["shuayb-al-dhikr"]),
        ("أُغلق معبر «سلمية» المعروف باسم الطبقة اليوم.", ["al-tabqa"]),
        ("أُغلقت معابر ذيبان النهرية اليوم.", ["new:ذيبان"]),
        ("فُتحت ممرات في جسرين وحمورية ومخيم الوافدين اليوم.", ["new:جسرين", "new:حمورية", "al-wafideen"]),
        ("فُتح اليوم ممر إنساني في حرستا.", ["new:حرستا"]),
        ("فُتح اليوم معبر إنساني في بلدة الصفصافة.", ["new:الصفصافة"]),
        ("أُغلق معبر الزهراني، ويعرف بمعبر الموت.", ["new:الزهراني"]),
        ("فُتحت معابر في حلب وإدلب وحماة اليوم.", ["*"]),
        ("دُشن معبر «شعيب» أمس. ويقع شعيب الذكر غربي الرقة.", ["shuayb-al-dhikr"]),
        ("أُغلق معبر بلدة جديد البوحسن النهري اليوم.", ["new:جديد البوحسن"]),
        ("لتركيا معبر جديد افتتحته عند قرية الصفصافة. وأُغلق المعبر اليوم.", ["new:الصفصافة", "new:الصفصافة"]),
        ("حُدد الممر الإنساني بقرية الصفصافة. وأُغلق الممر اليوم.", ["new:الصفصافة"]),
        ("أُغلق معبر سميالكا اليوم.", ["semalka"]),
    ],
)
def test_unlisted_names_in_lists_with_two_ends_and_beside_listed_ones(text: str, names: list[str], read: Read) -> None:
    assert crossings(read(text)) == names


@pytest.mark.parametrize(
    ("written", "crossing"),
    [
        ("ابو الضهور", "abu-al-duhur"),
        ("أبو الظهور", "abu-al-duhur"),
        ("عون الدادت", "awn-al-dadat"),
        ("الغزاويه", "al-ghazawiyah"),
        ("باب الهوا", "bab-al-hawa"),
        ("سيملكا", "semalka"),
        ("أَبُو الزنـديـن", "abu-al-zandin"),
        ("أبو الزنـ.ـدين", "abu-al-zandin"),
    ],
)
def test_a_name_is_known_in_its_usual_spellings(written: str, crossing: str, read: Read) -> None:
    assert crossings(read(f"أُغلق معبر {written} اليوم.")) == [crossing]


@pytest.mark.parametrize(
    ("written", "crossing"),
    [
        ("أبي الزندين", "abu-al-zandin"),
        ("أبو الزنديين", "abu-al-zandin"),
        ("الغزواية", "al-ghazawiyah"),
        ("اليعروبية", "al-yaarubiyah"),
    ],
)
def test_by_sound_or_with_one_slip_a_name_is_known_and_the_claim_says_so(
    written: str, crossing: str, read: Read
) -> None:
    (claim,) = read(f"أُغلق معبر {written} اليوم.")
    assert claim.crossing == f"sy/{crossing}"
    assert claim.note is None or written in claim.note


def test_a_slip_is_forgiven_only_beside_a_word_for_a_crossing(read: Read) -> None:
    assert read("أُغلق سوق الزنديين اليوم.") == []


@pytest.mark.parametrize(
    ("text", "crossing"),
    [
        ("أُغلق معبر الكرامة أمام المسافرين من الضفة الغربية، وقالت السلطات الإسرائيلية إن الأمر مؤقت.", "ps/allenby"),
        ("أُغلق معبر الكرامة، وقالت هيئة المنافذ العراقية إن الحركة من طريبيل متوقفة.", "iq/trebil"),
        ("أُغلق معبر الوليد مع العراق قرب التنف اليوم.", "sy/al-tanf"),
        ("أُغلق معبر الوليد قرب ربيعة بين إقليم كردستان والحسكة اليوم.", "sy/al-walid-ne"),
        ("أُغلق معبر الوليد مع سوريا في محافظة الأنبار اليوم.", "sy/al-tanf"),
        ("أُغلق معبر الكرامة أمام الفلسطينيين المسافرين إلى الأردن اليوم.", "ps/allenby"),
        ("سقطت قذائف قرب معبر الوليد، وهو إلى الجنوب من سيمالكا.", "sy/al-walid-ne"),
    ],
)
def test_among_crossings_of_one_name_the_surroundings_decide(text: str, crossing: str, read: Read) -> None:
    assert read(text)[0].crossing == crossing


@pytest.mark.parametrize(
    "text",
    [
        "كان لكل أسرة نصيب من الخبز.",
        "أُغلقت المدارس في مدينة سراقب اليوم.",
        "وقعت اشتباكات في بلدة الطبقة ليلاً.",
        "أُغلقت مدرسة قرب معبر كسب اليوم.",
        "عبر عن أمله في فتح صفحة جديدة.",
        "ممر هوائي بارد يعبر المنطقة اليوم.",
        "أُغلق طريق حلب اليوم بسبب الثلوج.",
        "أُغلقت منافذ البيع والتوزيع اليوم.",
        "قال الوزير معبراً عن أسفه إن المدارس أُغلقت اليوم.",
    ],
)
def test_a_town_a_verb_or_a_metaphor_is_no_crossing(text: str, read: Read) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "crossing"),
    [
        ("يبعد معبر نصيب ساعة عن درعا، وكسب بعيد عنها. أما كسب فأُغلق أمس. ولا يصل معبر كسب إلى البحر.", "kasab"),
        ("كان الراعي قد افتُتح أمس. ويقع معبر الراعي شمالي حلب.", "al-rai"),
        ("نصيب: إغلاق المعبر حتى إشعار آخر.", "nassib"),
        ("أُغلق مركز حدود جابر اليوم.", "nassib"),
        ("أعاد الأردن فتح حدود جابر اليوم.", "nassib"),
        ("فُتح ميناء قسطل البري اليوم.", "sd/ashkeet"),
        ("أعلن الأردن إغلاق حدود جابر أمام الشاحنات، ولم يقل متى يعمل المركز الحدودي.", "nassib"),
        ("زار الوالي بوابة جمركية قرب كسب. وقال إن البوابة أُغلقت اليوم.", "kasab"),
        ("أُغلقت نقطة عبور البوكمال اليوم.", "al-bukamal"),
        ("يقع معبر نصيب جنوباً. وأُغلق المعبر الآخر، الرمثا، اليوم.", "daraa-ramtha"),
        ("أُغلق المعبر الوحيد في الجولان اليوم.", "quneitra"),
        ("زار وفد معبر كسب. وقصفت طائرة الجسر القائم على النهر. وأُغلق المعبر اليوم.", "kasab"),
        ("زار وفد معبر مورك. ومنع حاجز صوران المسافرين من المرور. وأُغلق المعبر اليوم.", "morek"),
        ("أعلن الجيش إغلاق المنطار أمس. ويقول التجار إنهم ينتظرون الشاحنات عند المعبر.", "new:المنطار"),
        ("أُغلق جسر اللنبي أمام المسافرين اليوم.", "ps/allenby"),
        ("يسلك المسافرون معابر كثيرة. وقالوا إن شعيب الذكر يعمل اليوم.", "shuayb-al-dhikr"),
        ("يسلك المسافرون معابر كثيرة. أما البوكمال فأُغلق أمس.", "al-bukamal"),
        ("وصل وفد إلى بلدة كسب ومعبرها الحدودي. وأُغلق المعبر بعد ذلك.", "kasab"),
    ],
)
def test_a_name_alone_is_a_crossing_where_the_text_makes_it_one(text: str, crossing: str, read: Read) -> None:
    assert crossings(read(text)) == [crossing]


@pytest.mark.parametrize(
    "text",
    [
        "أغلقت السلطات معبر كسب وفتحت معبر نصيب.",
        "أغلقت تركيا معبر كسب، وفتح الأردن معبر نصيب.",
        "أُغلق معبر كسب، وفُتح نصيب. ويقع معبر نصيب جنوباً.",
    ],
)
def test_a_verb_joined_to_another_has_an_object_of_its_own(text: str, read: Read) -> None:
    claims = [(c.crossing, c.value) for c in read(text)]
    assert claims == [("sy/kasab", "closed"), ("sy/nassib", "open")]


def test_each_of_two_crossings_has_its_own_holder_and_its_own_figure(read: Read) -> None:
    claims = read("يخضع معبر باب الهوى لسيطرة المعارضة ومعبر كسب لسيطرة النظام.")
    assert [c.crossing for c in claims if c.kind == "control"] == ["sy/bab-al-hawa", "sy/kasab"]
    claims = read("دخلت أمس 20 شاحنة من معبر رفح و30 شاحنة من معبر زيكيم.")
    assert [(c.crossing, getattr(c.value, "count", None)) for c in claims] == [("ps/rafah", 20), ("ps/zikim", 30)]


def test_what_is_passed_through_is_the_crossing_and_not_the_town(read: Read) -> None:
    (claim,) = read("دخلت أربعون شاحنة من زيكيم أمس. ويقع معبر زيكيم شمالي القطاع.")
    assert (claim.crossing, claim.kind) == ("ps/zikim", "flow")
    (claim,) = read("تمر الشاحنات من زرباطية، وهو من أهم المنافذ بين البلدين.")
    assert (claim.crossing, claim.kind) == ("iq/zurbatiyah", "flow")


def test_corridors_out_are_those_just_listed(read: Read) -> None:
    claims = read("تضم المنطقة معابر سراقب وميزناز وأبو الزندين. وتوقف عبور المدنيين في ممرات الخروج.")
    assert [c.crossing for c in claims] == ["sy/saraqib-tarnabah", "sy/miznaz", "sy/abu-al-zandin"]


@pytest.mark.parametrize(
    ("road", "crossing"),
    [
        ("طريق صنعاء - الضالع - عدن", "ye/al-dhale-sanaa"),
        ("الطريق الدولي بين صنعاء وعدن مرورًا بالضالع", "ye/al-dhale-sanaa"),
        ("الطريق بين مدينة تعز ومنطقة الحوبان", "ye/taiz-hawban"),
    ],
)
def test_a_road_is_known_by_the_towns_on_it(road: str, crossing: str, read: Read) -> None:
    assert crossings(read(f"فُتح {road} اليوم.")) == [crossing]


def test_a_road_that_no_pack_lists_is_named_by_its_ends(read: Read) -> None:
    claims = read("طريق الحوبان مغلق. وفُتح طريق كرش - الراهدة اليوم.")
    assert [c.crossing for c in claims] == ["ye/taiz-hawban", "new:طريق كرش - الراهدة"]
    for road, name in [
        ("طريق (عقبة ثرة – لودر)", "طريق عقبة ثرة – لودر"),
        ("طريق فرضة نهم", "طريق فرضة نهم"),
        ("الطريق الرابط بين مأرب والعاصمة صنعاء", "طريق مأرب - العاصمة صنعاء"),
    ]:
        assert crossings(read(f"أعلنت جماعة الحوثي فتح {road} أمام المسافرين اليوم.")) == [f"new:{name}"]


def test_where_roads_are_the_crossings_a_road_is_one(read: Read) -> None:
    claims = read("فُتح طريق الحوبان في تعز. وقال سائقون إن الطريق أُغلق اليوم.")
    assert [(c.crossing, c.value) for c in claims] == [("ye/taiz-hawban", "open"), ("ye/taiz-hawban", "closed")]


def test_in_a_long_page_the_border_is_no_crossing_named_far_away(read: Read) -> None:
    page = "أُغلقت الحدود مع الأردن. " + "وسار الناس في المدينة طويلاً. " * 9 + "وزار وفد معبر كسب."
    assert crossings(read(page)) in ([], ["*"])
