"""Who passes and who is kept from it: one sentence for every rule and word class, with the count and its bounds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from maabar.model import Claim, Flow, Report
from maabar.reading import Reader

EXAMPLES = [
    ("عبرت ثلاثون شاحنة معبر أم جلود صباح اليوم.", ["umm-jallud flow vehicles actual affirmed 30 None-None"]),
    ("شاحنتان دخلتا من معبر باب السلامة مساء أمس.", ["bab-al-salama flow vehicles actual affirmed 2 None-None"]),
    ("وفي معبر نصيب مر اليوم ما يزيد على 900 مسافر.", ["nassib flow people actual affirmed 900 900-None"]),
    ("عبرت نحو 200 شاحنة معبر نصيب أمس.", ["nassib flow vehicles actual affirmed 200 180-220"]),
    ("دخل ما لا يقل عن خمسين لاجئا من معبر جوسيه.", ["jousieh flow people actual affirmed 50 50-None"]),
    ("خرج أقل من مئة شخص من معبر رفح.", ["ps/rafah flow people actual affirmed 100 None-100"]),
    ("مر بين 100 و150 مسافرا من معبر كسب.", ["kasab flow people actual affirmed None 100-150"]),
    ("تدخل من 20 إلى 30 شاحنة يوميا من معبر الراعي.", ["al-rai flow vehicles actual affirmed None 20-30"]),
    ("عبرت 20-30 شاحنة من معبر الطبقة.", ["al-tabqa flow vehicles actual affirmed None 20-30"]),
    ("تجاوز عدد العائدين عبر معبر المصنع 90 ألفا.", ["al-masnaa flow people actual affirmed 90000 90000-None"]),
    ("قال المدير إن القادمين من معبر نصيب يفوق عددهم ألف شخص.", ["nassib flow people actual affirmed 1000 1000-None"]),
    ("وصلت عبر معبر اليعربية قافلة مساعدات من ست شاحنات.", ["al-yaarubiyah flow aid actual affirmed 6 None-None"]),
    (
        "القافلة تضم ثماني شاحنات من الأغذية وسلكت معبر سراقب.",
        ["saraqib-tarnabah flow aid actual affirmed 8 None-None"],
    ),
    ("عبرت قافلة تقل نازحين من معبر جوسيه.", ["jousieh flow people actual affirmed None None-None"]),
    (
        "دخلت 120 شاحنة إغاثية و15 صهريج وقود من معبر نصيب.",
        ["nassib flow aid actual affirmed 120 None-None", "nassib flow fuel actual affirmed 15 None-None"],
    ),
    (
        "سجل معبر المصنع أمس عبور 7 آلاف شخص إضافة إلى 900 سيارة.",
        [
            "al-masnaa flow people actual affirmed 7000 None-None",
            "al-masnaa flow vehicles actual affirmed 900 None-None",
        ],
    ),
    ("عبر مئات الفارين من معبر الوافدين.", ["al-wafideen flow people actual affirmed None 200-999"]),
    ("سيارات مدنية بالعشرات مرت من معبر التايهة.", ["al-tayha flow vehicles actual affirmed None None-None"]),
    ("يغادر الطلاب بالباصات من معبر التايهة.", ["al-tayha flow people actual affirmed None None-None"]),
    (
        "كانت الأدوية تدخل من معبر العيس عن طريق الهلال الأحمر السوري.",
        ["al-ais flow goods actual affirmed None None-None"],
    ),
    (
        "رجع مئات النازحين إلى قراهم من خلال معبر أبو الظهور، وهو ممر صوران نفسه.",
        ["abu-al-duhur flow people actual affirmed None 200-999"],
    ),
    ("تدخل المحروقات إلى المدينة من معبر الحمران.", ["al-hamran flow fuel actual affirmed None None-None"]),
    ("وتُهرَّب عبر معبر الشحيل صهاريج النفط.", ["al-shuhayl flow fuel actual affirmed None None-None"]),
    (
        "البضائع والمسافرون يمرون من معبر باب الهوى كل يوم.",
        [
            "bab-al-hawa flow goods actual affirmed None None-None",
            "bab-al-hawa flow people actual affirmed None None-None",
        ],
    ),
    ("معبر التايهة من أهم المعابر التي تمر عبرها البضائع.", ["al-tayha flow goods actual affirmed None None-None"]),
    ("معبر التايهة هو الأبرز في المنطقة، فمنه تمر الخضار.", ["al-tayha flow goods actual affirmed None None-None"]),
    ("لم يعبر أحد من معبر سراقب اليوم.", ["saraqib-tarnabah flow people actual affirmed 0 None-None"]),
    ("منعت الحواجز المدنيين من العبور في معبر التايهة.", ["al-tayha flow people actual affirmed 0 None-None"]),
    ("لم يسمحوا لعائلة بالعبور من معبر التايهة.", ["al-tayha flow people actual affirmed 0 None-None"]),
    ("ما تزال عشرات العائلات عالقة عند معبر عون الدادات.", ["awn-al-dadat flow people actual affirmed 0 None-None"]),
    ("حركة الشاحنات في معبر الطبقة متوقفة تماما.", ["al-tabqa flow vehicles actual affirmed 0 None-None"]),
    ("قررت الوزارة ألا تدخل الشاحنات من معبر الحمران.", ["al-hamran flow vehicles planned affirmed 0 None-None"]),
    ("لا عبور للشاحنات من معبر كسب هذا الأسبوع.", ["kasab flow vehicles actual affirmed 0 None-None"]),
    ("تعرقل الحواجز مرور الشاحنات من معبر الطبقة.", ["al-tabqa flow vehicles actual denied None None-None"]),
    ("كادت حركة البضائع تتوقف في معبر الطبقة.", ["al-tabqa flow goods actual denied None None-None"]),
    ("يتوقع أن تعبر مئة شاحنة معبر نصيب غدا.", ["nassib flow vehicles planned affirmed 100 None-None"]),
    ("ستدخل الشاحنات من معبر نصيب الأسبوع المقبل.", ["nassib flow vehicles planned affirmed None None-None"]),
    ("شاحنات المساعدات جاهزة للدخول من معبر باب السلامة.", ["bab-al-salama flow aid planned affirmed None None-None"]),
    ("سمحت الإدارة بدخول الأدوية من معبر أبو الزندين.", ["abu-al-zandin flow goods actual affirmed None None-None"]),
    (
        "عرضت القناة صورا من معبر الوافدين يظهر فيها مئات العابرين.",
        ["al-wafideen flow people actual affirmed None 200-999"],
    ),
    (
        "وبحسب الإدارة فإن عدد الداخلين من معبر جوسيه بلغ 300 شخص.",
        ["jousieh flow people actual affirmed 300 None-None"],
    ),
    ("غادروا أمس من معبر الوافدين.", ["al-wafideen flow people actual affirmed None None-None"]),
    ("فُتح معبر كسب لعبور المسافرين.", []),
    ("تفرض الإدارة رسوما على البضائع التي تدخل من معبر كسب.", []),
    ("بإمكان المسافرين العبور من معبر كسب.", []),
    ("من شأن معبر كسب تنشيط حركة التجارة.", []),
    ("خرجت مظاهرة قرب معبر كسب شارك فيها مدنيون.", []),
    ("دخلت سيارات عسكرية من معبر مورك.", []),
    ("دخل معبر كسب الخدمة أمام المسافرين.", []),
    ("أطلق الأهالي نداء لتسهيل مرور المرضى من معبر كسب.", []),
    ("تعبر شاحنات الوقود من معبر الحمران.", ["al-hamran flow fuel actual affirmed None None-None"]),
    ("دخلت المواد الإغاثية من معبر باب السلامة.", ["bab-al-salama flow aid actual affirmed None None-None"]),
    ("سلك آلاف المسافرين معبر الراعي.", ["al-rai flow people actual affirmed None 2000-9999"]),
    ("نقلت الوكالة عن مسافرين أن معبر الراعي مغلق.", []),
    ("تقتصر الحركة في معبر مورك على البضائع.", []),
    ("استقبل معبر باب الهوى 49,485 مسافرا خلال الشهر.", ["bab-al-hawa flow people actual affirmed 49485 None-None"]),
    ("دخلت عبر معبر نصيب 65 شاحنة تحمل الخضار.", ["nassib flow goods actual affirmed 65 None-None"]),
    ("العائلات لم تستطع العبور من معبر دير بلوط.", ["deir-ballut flow people actual affirmed 0 None-None"]),
    (
        "أوقفت الإدارة أمس بشكل مؤقت دخول البضائع من معبر جرابلس.",
        ["jarablus flow goods actual affirmed 0 None-None"],
    ),
    ("أوقفت الإدارة أمس بشكل مؤقت عبور المسافرين من معبر جرابلس.", []),
    ("وشهد معبر نصيب أمس وصول 40 مدنيا.", ["nassib flow people actual affirmed 40 None-None"]),
    ("يستخدم الطلاب معبر التايهة.", ["al-tayha flow people actual affirmed None None-None"]),
    ("أُغلق معبر الطبقة فتوقف شحن البضائع.", ["al-tabqa flow goods actual affirmed 0 None-None"]),
    (
        "تتركز في معبر الشحيل حركة نقل البضائع وتهريب المحروقات.",
        ["al-shuhayl flow goods actual affirmed None None-None", "al-shuhayl flow fuel actual affirmed None None-None"],
    ),
    ("فر مئات المدنيين عبر معبر الوافدين.", ["al-wafideen flow people actual affirmed None 200-999"]),
    ("معبر التايهة طريق تسير عليه الشاحنات.", ["al-tayha flow vehicles actual affirmed None None-None"]),
    ("ضبطت الجمارك شاحنات تنقل القمح قرب معبر الراعي.", []),
    (
        "سمحت أنقرة بمرور ما لا يقل عن ثلاثة آلاف سوري من معبر كسب.",
        ["kasab flow people actual affirmed 3000 3000-None"],
    ),
    ("معبر نصيب مغلق. وعبرت منه نحو الأردن أربع سيارات.", ["nassib flow vehicles actual affirmed 4 None-None"]),
    ("معبر باب الهوى هو الطريق الأول لعبور البضائع.", ["bab-al-hawa flow goods actual affirmed None None-None"]),
    ("يشمل الإغلاق في معبر نصيب حركة المسافرين.", []),
    ("أدت الغارة إلى خروج معبر العريضة والجسر عن العمل.", []),
    (
        "يعمل معبرا الهبيط والعيس. وخرج من المعبرين أمس 600 شخص.",
        ["* flow people actual affirmed 600 None-None"],
    ),
    ("الطواقم مستعدة لتسهيل مرور المسافرين من معبر نصيب.", ["nassib flow people planned affirmed None None-None"]),
    ("تجري الترتيبات كي تدخل الشاحنات من معبر أم جلود.", ["umm-jallud flow vehicles planned affirmed None None-None"]),
    ("وصلت الشاحنات إلى معبر مورك لكن الهيئة منعتها من الدخول.", ["morek flow vehicles actual affirmed 0 None-None"]),
    ("يواجه المرضى صعوبات حين يعبرون من معبر العيس.", ["al-ais flow people actual denied None None-None"]),
    ("لم تمنع السلطات المسافرين من العبور في معبر كسب.", ["kasab flow people actual affirmed None None-None"]),
    ("تنتظر عشرات الشاحنات الإذن بالدخول من معبر الراعي.", ["al-rai flow vehicles actual affirmed 0 None-None"]),
    ("انخفض عدد المسافرين عبر معبر نصيب بنسبة 60 بالمئة.", ["nassib flow people actual denied None None-None"]),
    ("دخلت قافلة إلى منطقة خفض التصعيد من معبر سراقب.", ["saraqib-tarnabah flow aid actual affirmed None None-None"]),
    ("أعادت الحواجز عشرات العائلات من معبر التايهة.", ["al-tayha flow people actual affirmed 0 None-None"]),
    ("وإعادة اللاجئين إلى بلدهم شأن آخر. معبر كسب هادئ.", []),
    (
        "ستدخل من معبر نصيب 46 شاحنة حبوب و29 شاحنة إسمنت.",
        ["nassib flow goods planned affirmed 46 None-None", "nassib flow goods planned affirmed 29 None-None"],
    ),
    ("وفي معبر كسب تتحرك شاحنات البضائع في الاتجاهين.", ["kasab flow goods actual affirmed None None-None"]),
    ("وعبر الأهالي عند معبر كسب عن فرحتهم.", []),
    ("أُغلق معبر كسب أمام حركة المسافرين ونقل البضائع.", []),
    ("هدأ الوضع في معبر كسب رغم تدخل وفد من المدنيين.", []),
    ("قدم إلى القطاع عبر معبر رفح نحو 9 آلاف مواطن.", ["ps/rafah flow people actual affirmed 9000 8100-9900"]),
    ("يشهد معبر نصيب أزمة مرور خانقة منذ الصباح.", ["nassib flow people actual denied None None-None"]),
    ("لا مساعدات تدخل من معبر جوسيه.", ["jousieh flow aid actual affirmed 0 None-None"]),
    ("أُدخلت 90 شاحنة مواد بترولية من معبر نصيب.", ["nassib flow fuel actual affirmed 90 None-None"]),
    ("إن الواصلين من معبر نصيب أمس كانوا 310 مواطنين.", ["nassib flow people actual affirmed 310 None-None"]),
    ("لم يأذن الحاجز لوفد يضم عددا من الأعضاء أن يعبر من معبر كسب.", ["kasab flow people actual affirmed 0 None-None"]),
    ("تتخذ العصابات معبر كسب طريقا لنقل السلاح.", ["kasab flow goods actual affirmed None None-None"]),
    ("لم يعد معبر كسب يشهد أي حركة.", ["kasab flow people actual affirmed 0 None-None"]),
    ("المعابر بين الضفتين مغلقة. وأصيب نقل البضائع بالشلل.", ["* flow goods actual affirmed 0 None-None"]),
    ("بلغ عدد الشاحنات العابرة من معبر الراعي 900 شاحنة.", ["al-rai flow vehicles actual affirmed 900 None-None"]),
    ("قال المرصد إن رتلا من الشاحنات عبر من معبر كسب.", ["kasab flow vehicles actual affirmed None None-None"]),
    ("أحبطت الجمارك تهريب كمية من البضائع عبر معبر نصيب.", []),
    ("على المسافرين حمل جوازاتهم عند العبور من معبر نصيب.", []),
    ("فُتح معبر كسب ليتنقل عبره المواطنون.", []),
    ("لم تتوقف عبره صهاريج النفط، وهو معبر الطبقة.", ["al-tabqa flow fuel actual affirmed None None-None"]),
    ("تستهدف القذائف كل مدني يحاول الخروج عبر معبر كسب.", []),
    ("علق مئات المسافرين وحافلاتهم عند معبر كسب.", ["kasab flow people actual affirmed 0 None-None"]),
    ("يصل معبر كسب اللبنانيين بالمدينة.", []),
    ("أُغلق معبر كسب في وجه الحركة والمسافرين.", []),
    ("السيارات والباصات عالقة في طوابير طويلة عند معبر كسب.", ["kasab flow vehicles actual denied None None-None"]),
    ("ينتظر المسافرون ساعات طويلة للعبور من معبر كسب.", ["kasab flow people actual denied None None-None"]),
    (
        "فُتح معبر كسب أمام البضائع، على أن يُسمح بتنقل الأفراد عبره لاحقا.",
        ["kasab flow people planned affirmed None None-None"],
    ),
    ("تصطف الشاحنات أمام معبر نصيب بانتظار الدخول.", ["nassib flow vehicles actual affirmed 0 None-None"]),
    ("يستعد مئات النازحين للعودة عبر معبر أبو الزندين.", ["abu-al-zandin flow people planned affirmed None 200-999"]),
    ("لا تستطيع سيارات الإسعاف العبور من معبر كسب.", ["kasab flow vehicles actual affirmed 0 None-None"]),
    ("يعاني المسافرون تأخيرا كبيرا في معبر نصيب.", ["nassib flow people actual denied None None-None"]),
    ("الإجراءات تؤخر عبور المسافرين في معبر المصنع.", ["al-masnaa flow people actual denied None None-None"]),
    (
        "قال المدير إن 65 شاحنة تحمل الخضار دخلت اليوم من معبر نصيب ولا تزال هناك 40 شاحنة وبرادا عالقة.",
        ["nassib flow goods actual affirmed 65 None-None", "nassib flow vehicles actual affirmed 0 None-None"],
    ),
    ("علقت عشرات الشاحنات عند معبر الراعي.", ["al-rai flow vehicles actual affirmed 0 None-None"]),
    ("صوّر الناشطون أرتال السيارات التي توقفت عند معبر كسب.", ["kasab flow vehicles actual affirmed 0 None-None"]),
    ("توقفت سيارة قرب معبر كسب.", []),
    ("العبور من معبر التايهة متوقف منذ شهر.", ["al-tayha flow people actual affirmed 0 None-None"]),
    ("أصيبت حركة الشاحنات في معبر كسب بالشلل.", ["kasab flow vehicles actual affirmed 0 None-None"]),
    ("لم تتوقف حركة الشاحنات في معبر كسب.", ["kasab flow vehicles actual affirmed None None-None"]),
    ("عادت حركة البضائع في معبر كسب بعد توقف دام شهرا.", ["kasab flow goods actual affirmed None None-None"]),
    ("تراجعت حركة الشاحنات عبر معبر نصيب إلى النصف.", ["nassib flow vehicles actual denied None None-None"]),
    ("تأخر عبور الشاحنات من معبر باب الهوى أياما.", ["bab-al-hawa flow vehicles actual denied None None-None"]),
    ("يشهد معبر المصنع بطئا في عبور المسافرين.", ["al-masnaa flow people actual denied None None-None"]),
    ("تفرض السلطات قيودا على حركة المسافرين في معبر جوسيه.", ["jousieh flow people actual denied None None-None"]),
    ("قال الوزير إن بلاده لا تعيق مرور المسافرين من معبر نصيب.", []),
    ("رُفعت القيود عن حركة المسافرين في معبر نصيب.", []),
    ("سمحت الإدارة للعائلات العالقة بالعودة من معبر نصيب.", ["nassib flow people actual affirmed None None-None"]),
    ("طالب الأهالي بخروج القوات من معبر الراعي.", []),
    ("تجددت الآلية وفق قرار إدخال المساعدات عبر معبر باب الهوى.", []),
    (
        "معبر باب السلامة أحد أبرز المنافذ التي يسلكها المسافرون.",
        ["bab-al-salama flow people actual affirmed None None-None"],
    ),
    ("وصلوا إلى معبر التايهة ولم يُسمح لهم بالعبور.", ["al-tayha flow people actual affirmed 0 None-None"]),
    ("لم تعد السلطات تسمح للعربات بالمرور من معبر كسب.", ["kasab flow vehicles actual affirmed 0 None-None"]),
    (
        "وتصل عبر معبر سيمالكا إلى شمال شرق سوريا وجوارها كله البضائع.",
        ["semalka flow goods actual affirmed None None-None"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), EXAMPLES, ids=[text for text, _ in EXAMPLES])
def test_it_reads_who_passes(reader: Reader, said: Callable[[Claim], str], text: str, expected: list[str]) -> None:
    drafts = reader.drafts(Report("a-report", "example.org", date(2021, 3, 27), text, "خبر"))
    assert [flow(said, d.claim) for d in drafts if d.claim.kind == "flow"] == expected


def flow(said: Callable[[Claim], str], claim: Claim) -> str:
    assert isinstance(claim.value, Flow)
    return f"{said(claim)} {claim.value.count} {claim.value.low}-{claim.value.high}"
