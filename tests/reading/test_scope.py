"""What a sentence makes of an opening or closing: so, not so, to be, wished for, or not said at all."""

from collections.abc import Callable

import pytest

from maabar.model import Claim

Read = Callable[..., list[Claim]]
Said = Callable[[Claim], str]


@pytest.fixture(scope="module")
def told(read: Read, said: Said) -> Callable[[str], list[str]]:
    return lambda text: [said(claim) for claim in read(text)]


Told = Callable[[str], list[str]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("لم يُفتح معبر ميزناز اليوم.", "miznaz status open actual denied"),
        ("لم يتم فتح معبر ميزناز.", "miznaz status open actual denied"),
        ("لم يُغلق معبر كسب اليوم.", "kasab status closed actual denied"),
        ("معبر كسب ليس مفتوحاً.", "kasab status open actual denied"),
        ("معبر كسب غير مفتوح اليوم.", "kasab status open actual denied"),
        ("قال ناشطون إن معبر ميزناز لم يُفتح بعد.", "miznaz status open actual denied"),
        ("لن يُفتح معبر مورك غداً.", "morek status open planned denied"),
    ],
)
def test_what_is_negated_is_denied(text: str, expected: str, told: Told) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("لا يزال معبر كسب مفتوحاً.", "kasab status open actual affirmed"),
        ("ما زال معبر كسب مغلقاً.", "kasab status closed actual affirmed"),
        ("قال مراسلنا إن معبر مورك لم يُفتح سوى يوم واحد.", "morek status open actual affirmed"),
    ],
)
def test_still_and_only_are_no_negations(text: str, expected: str, told: Told) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected", "speaker"),
    [
        ("نفى مسؤولون أتراك فتح معبر سراقب.", "saraqib-tarnabah status open actual denied", "tr"),
        ("نفت قسد إغلاق معبر التايهة.", "al-tayha status closed actual denied", "sdf"),
        ("نفت هيئة تحرير الشام صحة الأنباء عن فتح معبر ميزناز.", "miznaz status open actual denied", "hts"),
        ("قال مسؤول تركي إن خبر فتح معبر ميزناز غير صحيح.", "miznaz status open actual denied", "tr"),
    ],
)
def test_a_denial_is_of_the_one_who_denies(text: str, expected: str, speaker: str, read: Read, said: Said) -> None:
    (claim,) = read(text)
    assert said(claim) == expected
    assert (claim.speaker, claim.speaker_kind) == (speaker, "official")


def test_who_denies_what_was_just_said_is_heard_beside_the_one_who_said_it(read: Read, said: Said) -> None:
    claims = read("أعلنت روسيا فتح معبر سراقب، ونفت المعارضة ذلك.")
    assert [(c.speaker, said(c)) for c in claims] == [
        ("ru", "saraqib-tarnabah status open actual affirmed"),
        ("opposition", "saraqib-tarnabah status open actual denied"),
    ]


def test_that_nobody_announced_it_says_nothing_of_it(told: Told) -> None:
    assert told("لم تعلن أي جهة عن فتح معبر ميزناز.") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("فشل فتح معبر سراقب.", "saraqib-tarnabah status open actual denied"),
        ("أجّلت الإدارة افتتاح معبر أبو الزندين إلى أجل غير مسمى.", "abu-al-zandin status open actual denied"),
        ("ألغت الحكومة المؤقتة قرار فتح معبر الحمران.", "al-hamran status open actual denied"),
        ("تعذر فتح معبر مورك بسبب خلافات.", "morek status open actual denied"),
        ("تأجل افتتاح معبر العيس.", "al-ais status open actual denied"),
        ("تراجعت الإدارة عن إغلاق معبر التايهة.", "al-tayha status closed actual denied"),
    ],
)
def test_what_failed_or_was_put_off_did_not_happen(text: str, expected: str, told: Told) -> None:
    assert told(text) == [expected]


def test_protesters_who_prevent_an_opening_are_an_incident_and_there_was_no_opening(told: Told) -> None:
    assert sorted(told("منع محتجون فتح معبر أبو الزندين.")) == [
        "abu-al-zandin incident protest actual affirmed",
        "abu-al-zandin status open actual denied",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("سيُفتح معبر نصيب غداً.", "nassib status open planned affirmed"),
        ("يُفتح معبر الراعي غداً.", "al-rai status open planned affirmed"),
        ("من المقرر إغلاق معبر كسب يوم الاثنين المقبل.", "kasab status closed planned affirmed"),
        ("تعتزم تركيا فتح معبر الراعي.", "al-rai status open planned affirmed"),
        ("تستعد الحكومة المؤقتة لفتح معبر أبو الزندين.", "abu-al-zandin status open planned affirmed"),
        ("ستعيد السلطات الأردنية فتح معبر جابر بعد يومين.", "nassib status open planned affirmed"),
        ("أعلنت وزارة الداخلية أن معبر نصيب سيُغلق ثلاثة أيام.", "nassib status closed planned affirmed"),
        ("قررت الإدارة الذاتية إغلاق معبر سيمالكا اعتباراً من الغد.", "semalka status closed planned affirmed"),
        ("ستفتح الإدارة معبر الطبقة بشرط توقف القصف.", "al-tabqa status open planned affirmed"),
    ],
)
def test_what_is_decided_or_will_be_is_planned(text: str, expected: str, told: Told) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("دعت الأمم المتحدة إلى فتح معبر اليعربية.", "al-yaarubiyah status open proposed affirmed"),
        ("اقترحت موسكو فتح معبر سراقب.", "saraqib-tarnabah status open proposed affirmed"),
        ("تبحث موسكو وأنقرة فتح معبر سراقب.", "saraqib-tarnabah status open proposed affirmed"),
        ("من المحتمل فتح معبر دير بلوط.", "deir-ballut status open proposed affirmed"),
        ("يأمل الأهالي بفتح معبر دير بلوط.", "deir-ballut status open proposed affirmed"),
        ("هدد الفصيل بإغلاق معبر الحمران.", "al-hamran status closed proposed affirmed"),
        ("قد يُفتح معبر دير بلوط قريباً.", "deir-ballut status open proposed affirmed"),
    ],
)
def test_a_call_an_offer_a_hope_and_a_threat_are_proposals(text: str, expected: str, told: Told) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("إذا فُتح معبر اليعربية فستدخل المساعدات.", "al-yaarubiyah status open proposed affirmed"),
        ("في حال إغلاق معبر باب الهوى ستتوقف المساعدات.", "bab-al-hawa status closed proposed affirmed"),
    ],
)
def test_a_condition_is_no_more_than_a_proposal(text: str, expected: str, told: Told) -> None:
    assert [s for s in told(text) if " status " in s] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("أُغلق معبر باب السلامة باستثناء الحالات الإنسانية.", "bab-al-salama status restricted actual affirmed"),
        ("أُغلق معبر باب السلامة أمام المسافرين باستثناء المرضى.", "bab-al-salama status closed actual affirmed"),
        ("يقتصر العبور من معبر كسب على الطلاب.", "kasab status restricted actual affirmed"),
        ("فُتح معبر كسب للحالات الإنسانية فقط.", "kasab status restricted actual affirmed"),
        ("معبر كسب مفتوح جزئياً اليوم.", "kasab status restricted actual affirmed"),
        ("فُتح معبر الراعي باتجاه واحد اليوم.", "al-rai status restricted actual affirmed"),
        ("لم يُفتح معبر مورك سوى أمام المساعدات.", "morek status restricted actual affirmed"),
        ("لا يُسمح بالعبور من معبر التايهة إلا للمرضى.", "al-tayha status restricted actual affirmed"),
    ],
)
def test_what_is_open_for_some_only_is_restricted(text: str, expected: str, told: Told) -> None:
    assert told(text) == [expected]


def test_for_each_of_two_words_those_that_follow_it(read: Read) -> None:
    claims = read("معبر التايهة مغلق أمام المدنيين ومفتوح للشاحنات.")
    assert [(c.value, c.traffic) for c in claims] == [("closed", ("people",)), ("open", ("vehicles",))]


@pytest.mark.parametrize("text", ["هل فُتح معبر سراقب؟", "متى يُفتح معبر سراقب؟", "ما مصير معبر سراقب؟"])
def test_a_question_says_nothing(text: str, told: Told) -> None:
    assert told(text) == []


def test_to_ask_why_takes_it_as_so(told: Told) -> None:
    assert told("لماذا أُغلق معبر التايهة؟") == ["al-tayha status closed actual affirmed"]


@pytest.mark.parametrize(
    "text", ["يكثر ما يشاع عن فتح معبر كسب.", "يشاع أن معبر كسب سيُفتح.", "وسط أنباء عن فتح معبر كسب."]
)
def test_a_rumour_of_an_opening_is_a_proposal(text: str, told: Told) -> None:
    assert told(text) == ["kasab status open proposed affirmed"]


@pytest.mark.parametrize(
    "text", ["نفت الوزارة ما يشاع حول إغلاق معبر كسب.", "نفى مدير المعبر ما تردد عن إغلاق معبر كسب."]
)
def test_a_rumour_that_somebody_denies_is_denied(text: str, told: Told) -> None:
    assert told(text) == ["kasab status closed actual denied"]


@pytest.mark.parametrize(
    "text",
    [
        "قال الوزير إنه لا نية لفتح معبر كسب.",
        "لا توجد أي خطط لفتح معبر كسب.",
        "من غير المتوقع فتح معبر كسب.",
        "قال المسؤول إن فتح معبر كسب غير وارد حالياً.",
        "لا تعتزم الحكومة فتح معبر كسب.",
    ],
)
def test_that_there_is_no_plan_is_a_denied_plan(text: str, told: Told) -> None:
    assert told(text) == ["kasab status open planned denied"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قد تلجأ السلطات إلى إغلاق معبر كسب.", "kasab status closed proposed affirmed"),
        ("قد يُعاد فتح معبر كسب في الصيف.", "kasab status open proposed affirmed"),
        ("لجأت السلطات إلى إغلاق معبر كسب.", "kasab status closed actual affirmed"),
        ("باتت عودة معبر كسب إلى العمل وشيكة.", "kasab status open planned affirmed"),
        ("لا تزال مسألة فتح معبر كسب قيد الدراسة.", "kasab status open proposed affirmed"),
        ("تشترط الحكومة ضمانات مقابل فتح معبر كسب.", "kasab status open proposed affirmed"),
        ("مُدد العمل بمعبر كسب ثلاثة أشهر أخرى.", "kasab status open planned affirmed"),
        ("أكد الوزير أن العمل سيبدأ في معبر كسب الشهر المقبل.", "kasab status open planned affirmed"),
        ("باءت محاولات فتح معبر كسب بالفشل.", "kasab status open actual denied"),
        ("لم تفضِ المفاوضات إلى فتح معبر كسب.", "kasab agreement open actual denied"),
        ("نجحت الوساطة في إعادة فتح معبر كسب.", "kasab status open actual affirmed"),
        ("لم يتوقف العمل في معبر كسب.", "kasab status open actual affirmed"),
        ("بحث الطرفان ما يعيق فتح معبر كسب.", "kasab status open proposed affirmed"),
        ("تقرر تأجيل افتتاح معبر كسب.", "kasab status open actual denied"),
        ("حُدد الموعد الذي أعلنته الوزارة لإعادة افتتاح معبر كسب.", "kasab status open planned affirmed"),
        ("يعمل الطرفان من أجل فتح معبر كسب.", "kasab status open proposed affirmed"),
        ("عدلت الإدارة عن ذلك بعد يومين وأعادت فتح معبر كسب.", "kasab status open actual affirmed"),
        ("تخلت الإدارة، وفق بيان لها، عن قرارها إغلاق معبر كسب.", "kasab status closed actual denied"),
        ("الخلافات هي ما دعا إلى إغلاق معبر كسب.", "kasab status closed actual affirmed"),
        ("لم يُغلق معبر كسب لأسباب أمنية، بل لأعمال الصيانة.", "kasab status closed actual affirmed"),
        ("كان موعد فتح معبر كسب قد أُرجئ.", "kasab status open actual denied"),
        ("تتسلم الشرطة الإدارة، على أن تكون الخطوة التالية فتح معبر كسب.", "kasab status open planned affirmed"),
        ("تربط أنقرة موافقتها على فتح معبر كسب بضمانات.", "kasab status open proposed affirmed"),
        ("قرر الوزير إغلاق معبر كسب ابتداء من منتصف الليل.", "kasab status closed planned affirmed"),
        ("ستتضرر التجارة إن أُغلق معبر كسب.", "kasab status closed proposed affirmed"),
        ("وأعيد بقرار من السلطات فتح معبر كسب.", "kasab status open actual affirmed"),
        ("لا يُعرف سبب إغلاق معبر كسب ولا متى سيُفتح.", "kasab status closed actual affirmed"),
        ("يُفتح معبر كسب بدءاً من اليوم السبت.", "kasab status open actual affirmed"),
        ("قد يُفتح معبر كسب يوم الثلاثاء المقبل.", "kasab status open planned affirmed"),
        ("قال المسؤول إن افتتاح معبر كسب معلق على تسليم إدارته.", "kasab status open proposed affirmed"),
        ("العمل على فتح معبر كسب انطلق بالفعل.", "kasab status open planned affirmed"),
        ("يستبعد باحثون فتح معبر كسب.", "kasab status open proposed denied"),
        ("أعلنت الحكومة قراراً بأن يبقى معبر كسب مفتوحاً.", "kasab status open planned affirmed"),
        ("وأن يُفتح معبر كسب أمام المسافرين.", "kasab status open proposed affirmed"),
        ("تباحث الوزيران في سبل فتح معبر كسب.", "kasab status open proposed affirmed"),
        ("لا يوجد أي إغلاق في معبر كسب.", "kasab status closed actual denied"),
        ("لم تسمح السلطات بفتح معبر كسب حتى الآن.", "kasab status open actual denied"),
        ("ما زال افتتاح معبر كسب مؤجلاً.", "kasab status open actual denied"),
        ("لا مانع لدى أنقرة من فتح معبر كسب.", "kasab status open proposed affirmed"),
        ("نفى محافظ الأنبار ما تم تداوله بشأن إغلاق معبر كسب.", "kasab status closed actual denied"),
        ("تأجيل جديد لافتتاح معبر كسب.", "kasab status open actual denied"),
        ("لا فتح لمعبر كسب اليوم.", "kasab status open actual denied"),
        ("لا بديل عن إعادة فتح معبر كسب.", "kasab status open proposed affirmed"),
        ("ناشدت المنظمات مجلس الأمن ألا يغلق معبر كسب.", "kasab status closed proposed denied"),
        ("بحث الوفد إمكانية العودة لإعادة فتحه، أي معبر كسب.", "kasab status open proposed affirmed"),
        ("لم يكن معبر كسب مفتوحاً أمس.", "kasab status open actual denied"),
        ("ليس معبر كسب مغلقاً كما يشاع.", "kasab status closed actual denied"),
        ("عادت الحكومة عن قرار إغلاق معبر كسب.", "kasab status closed actual denied"),
        ("فتح معبر كسب مطلب شعبي قديم.", "kasab status open proposed affirmed"),
        ("فتح معبر كسب بحاجة إلى موافقة أمنية.", "kasab status open proposed affirmed"),
        ("إذا استمرت الانتهاكات فسنغلق معبر كسب.", "kasab status closed proposed affirmed"),
        ("لا يستبعد مراقبون فتح معبر كسب.", "kasab status open proposed affirmed"),
        ("لم يستبعد الوزير إعادة فتح معبر كسب.", "kasab status open proposed affirmed"),
        ("يتوقف فتح معبر كسب على موافقة أنقرة.", "kasab status open proposed affirmed"),
        ("رأى الخبير أن على الحكومة فتح معبر كسب.", "kasab status open proposed affirmed"),
        ("لا حديث عن فتح معبر كسب في الوقت الراهن.", "kasab status open planned denied"),
        ("قال المدير: لا موعد محدداً لفتح معبر كسب.", "kasab status open planned denied"),
        ("مر الموعد ولم يُفتح معبر كسب.", "kasab status open actual denied"),
        ("تماطل الحكومة في فتح معبر كسب.", "kasab status open actual denied"),
        ("بعد مطالبات عديدة أُعيد فتح معبر كسب.", "kasab status open actual affirmed"),
        ("استجابة لمطالب الأهالي فُتح معبر كسب.", "kasab status open actual affirmed"),
        ("بعد ساعات من الهدوء أُغلق معبر كسب.", "kasab status closed actual affirmed"),
        ("رجح المصدر ألا يعود معبر كسب إلى العمل.", "kasab status open planned denied"),
        ("حثت المنظمة الحكومة على ألا تغلق معبر كسب.", "kasab status closed proposed denied"),
        ("أغلقت الحكومة معبر كسب إلى أجل غير مسمى.", "kasab status closed actual affirmed"),
        ("ربط المجلس موافقته على إبقاء معبر كسب مفتوحاً بشروط.", "kasab status open proposed affirmed"),
        ("كلما أغلق المقاتلون معبر كسب ارتفعت الأسعار.", "kasab status closed actual affirmed"),
        ("في مايو 2019 قررت الحكومة فتح معبر كسب.", "kasab status open actual affirmed"),
    ],
)
def test_what_stands_around_bends_it(text: str, expected: str, told: Told) -> None:
    assert told(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "ثمة من ربط بين فتح معبر كسب وارتفاع الأسعار.",
        "تتفاقم حاجة البلاد المتعبة إلى فتح معبر كسب.",
        "لم يصدر عن الوزارة أي تعليق على فتح معبر كسب.",
        "يريد الفصيل بإغلاق معبر كسب أن يضغط على الحكومة.",
        "حذر مسؤولون من إغلاق معبر كسب.",
        "عاد الهدوء بعد عام أُغلق خلاله معبر كسب.",
        "العمل بدأ على ترميم معبر كسب.",
        "سعت جهات إلى تأخير فتح معبر كسب.",
        "اجتمعت اللجنة المكلفة بفتح معبر كسب.",
        "قال مدير مكتب فتح في معبر رفح إن الحركة ستعقد مؤتمرها.",
        "أُعيد تنظيم الكوادر أثناء فترة إغلاق معبر كسب.",
    ],
)
def test_what_is_only_mentioned_is_not_said(text: str, told: Told) -> None:
    assert [s for s in told(text) if " status " in s] == []


def test_an_order_is_no_closing_where_the_report_tells_that_it_is_to_come(told: Told) -> None:
    text = "سيُغلق معبر كسب ابتداء من يوم الأربعاء المقبل. وقال ناشط إن الحكومة قررت إغلاق معبر كسب كلياً."
    assert set(told(text)) == {"kasab status closed planned affirmed"}


def test_false_is_what_was_spoken_of_last(told: Told) -> None:
    text = "قال الوزير إن معبر كسب سيُفتح قريباً، وإن الحديث عن فتح معبر جوسيه غير صحيح."
    assert told(text) == ["kasab status open planned affirmed", "jousieh status open actual denied"]


def test_what_one_fights_for_one_does_not_hold(told: Told) -> None:
    assert "nassib control opposition proposed affirmed" in told("شنت المعارضة هجوماً للسيطرة على معبر نصيب.")
    assert told("أعلنت الحكومة أنها مستعدة لفتح معبر كسب.") == ["kasab status open planned affirmed"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("عرضت القناة مشاهد من فتح معبر كسب.", "kasab status open actual affirmed"),
        ("بفضل جهود الوجهاء فُتح معبر كسب.", "kasab status open actual affirmed"),
        ("وفق خطة مشتركة فُتح معبر كسب.", "kasab status open actual affirmed"),
        ("أكد مدير مشروع التطوير أن معبر كسب مفتوح.", "kasab status open actual affirmed"),
        ("رغم الوعود ما زال معبر كسب مغلقاً.", "kasab status closed actual affirmed"),
        ("وسط مخاوف من التصعيد أُغلق معبر كسب.", "kasab status closed actual affirmed"),
        ("خشية تسلل مسلحين أغلق الجيش معبر كسب.", "kasab status closed actual affirmed"),
        ("تعذر السفر بسبب إغلاق معبر كسب.", "kasab status closed actual affirmed"),
        ("تأخر وصول القوافل جراء إغلاق معبر كسب.", "kasab status closed actual affirmed"),
        ("أكد المحافظ عدم وجود حلول في ظل إغلاق معبر كسب.", "kasab status closed actual affirmed"),
        ("ألغى المسافرون رحلاتهم بعد إغلاق معبر كسب أمس.", "kasab status closed actual affirmed"),
        ("نفى الوزير وجود خلافات بعد إغلاق معبر كسب أمس.", "kasab status closed actual affirmed"),
        ("رفضت السلطات التعليق على إغلاق معبر كسب.", "kasab status closed actual affirmed"),
        ("لم تمنع الأمطار فتح معبر كسب.", "kasab status open actual affirmed"),
        ("بعد تعليق دام شهراً عاد معبر كسب إلى العمل أمس.", "kasab status open actual affirmed"),
        ("ذكر التقرير المنتظر أن معبر كسب أُغلق.", "kasab status closed actual affirmed"),
    ],
)
def test_wishes_and_fears_around_do_not_bend_what_is_told_as_fact(text: str, expected: str, told: Told) -> None:
    assert told(text) == [expected]


def test_who_denies_one_thing_and_affirms_another(told: Told) -> None:
    assert told("نفى مصدر حدودي فتح معبر كسب، مؤكداً أنه مغلق أمام المسافرين.") == [
        "kasab status open actual denied",
        "kasab status closed actual affirmed",
    ]


def test_what_a_denial_says_after_its_colon_is_its_own_word(told: Told) -> None:
    assert told("أنقرة تكذّب موسكو: لم يُفتح معبر ميزناز.") == ["miznaz status open actual denied"]


def test_a_rumour_that_is_called_false_is_denied(read: Read, said: Said) -> None:
    (claim,) = read("لا صحة لما يشاع عن إغلاق معبر نصيب، بحسب وزارة الداخلية.")
    assert (claim.speaker, said(claim)) == ("gov-sy", "nassib status closed actual denied")


@pytest.mark.parametrize(
    "text", ["خرجت مظاهرة ضد فتح معبر أبو الزندين.", "نظم الأهالي وقفة احتجاجية رفضاً لفتح معبر أبو الزندين."]
)
def test_who_protests_against_an_opening_does_not_say_that_it_is_open(text: str, told: Told) -> None:
    assert told(text) == ["abu-al-zandin incident protest actual affirmed"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("علّقت الإدارة العمل في معبر سيمالكا مؤقتاً.", "semalka status closed actual affirmed"),
        ("استأنف معبر نصيب عمله أمس.", "nassib status open actual affirmed"),
        ("استُؤنف العمل في معبر نصيب أمس.", "nassib status open actual affirmed"),
    ],
)
def test_work_that_stops_or_starts_closes_or_opens(text: str, expected: str, told: Told) -> None:
    assert told(text) == [expected]
