"""Who runs a crossing: one sentence for every rule and word."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from maabar.model import Claim, Report
from maabar.reading import Reader

EXAMPLES = [
    ("تدير هيئة تحرير الشام معبر باب الهوى.", ["bab-al-hawa operation hts actual affirmed"]),
    ("معبر دير بلوط يديره الجيش الوطني.", ["deir-ballut operation sna actual affirmed"]),
    ("تتولى الإدارة الذاتية إدارة معبر أم جلود.", ["umm-jallud operation aanes actual affirmed"]),
    ("يقع هنا معبر أم جلود الذي تتولى الإدارة الذاتية تشغيله.", ["umm-jallud operation aanes actual affirmed"]),
    ("إدارة معبر مورك انتقلت إلى الجيش التركي.", ["morek operation tr actual affirmed"]),
    ("إدارة معبر الصالحية ستؤول إلى روسيا.", ["al-salihiyah operation ru planned affirmed"]),
    ("فُتح معبر الوافدين بإشراف روسيا.", ["al-wafideen operation ru actual affirmed"]),
    ("معبر اليعربية تحت إدارة الإدارة الذاتية.", ["al-yaarubiyah operation aanes actual affirmed"]),
    ("يخضع معبر العيس لإدارة هيئة تحرير الشام.", ["al-ais operation hts actual affirmed"]),
    ("أعلنت هيئة تحرير الشام المشرفة على معبر باب الهوى عطلة.", ["bab-al-hawa operation hts actual affirmed"]),
    ("القرار بشأن فتح معبر باب السلامة بيد تركيا.", ["bab-al-salama operation tr actual affirmed"]),
    ("ويشرف على معبر الطبقة عناصر من قسد.", ["al-tabqa operation sdf actual affirmed"]),
    ("معبر الراعي تشرف عليه الشرطة العسكرية.", ["al-rai operation sna actual affirmed"]),
    (
        "تقرر أن تكون إدارة مشتركة لمعبر نصيب بين الأردن والنظام السوري.",
        ["nassib operation jo planned affirmed", "nassib operation gov-sy planned affirmed"],
    ),
    ("يُفتح معبر الصالحية على أن تتولى روسيا إدارته.", ["al-salihiyah operation ru planned affirmed"]),
    (
        "تناوبت قسد والنظام على حراسة معبر القامشلي.",
        ["qamishli-nusaybin operation sdf actual affirmed", "qamishli-nusaybin operation gov-sy actual affirmed"],
    ),
    ("تتولى الفرقة الرابعة تفتيش العابرين في معبر التايهة.", ["al-tayha operation fourth-division actual affirmed"]),
    ("أمّنت وحدات من الجيش السوري معبر أبو الظهور.", ["abu-al-duhur operation gov-sy actual affirmed"]),
    ("سلك الأهالي معبر أبو الظهور الذي أمّنه الجيش السوري.", ["abu-al-duhur operation gov-sy actual affirmed"]),
    ("تولت وحدات الجيش حمايتهم عند معبر الوافدين.", []),
    ("قال أمن معبر نصيب إن الأردن هادئ.", []),
    ("الجهة المسؤولة عن معبر الغزاوية هي هيئة تحرير الشام.", ["al-ghazawiyah operation hts actual affirmed"]),
    ("قالت الهيئة الإسرائيلية المشرفة على معبر رفح إنه مزدحم.", ["ps/rafah operation il actual affirmed"]),
    ("أوقف حاجز لهيئة تحرير الشام في معبر مورك الشاحنات.", ["morek operation hts actual affirmed"]),
    ("نصبت قسد نقطة تفتيش عند معبر التايهة.", ["al-tayha operation sdf actual affirmed"]),
    ("ردّ حاجز لقسد الأهالي في الطريق، فعادوا من معبر التايهة.", []),
    ("من يدير معبر الغزاوية هم قوات من هيئة تحرير الشام.", ["al-ghazawiyah operation hts actual affirmed"]),
    ("تتولى حركة أحرار الشام معبر باب الهوى.", ["bab-al-hawa operation ahrar-al-sham actual affirmed"]),
    (
        "يُفتح معبر اليعربية بعد أن تسلّم قسد إدارته إلى الحكومة السورية.",
        ["al-yaarubiyah operation gov-sy actual affirmed"],
    ),
    ("شهد معبر أبو الزندين عمليات تبادل للأسرى بإشراف روسيا.", []),
    ("صارت إدارة معبر الحمران لدى الجيش الوطني.", ["al-hamran operation sna actual affirmed"]),
    ("كانت إدارة معبر سيمالكا لدى الإدارة الذاتية قد نشرت صوراً.", []),
    ("افتُتح معبر العيس. ويخضع العيس لإدارة هيئة تحرير الشام.", ["al-ais operation hts actual affirmed"]),
    ("أعلنت الحكومة السورية استلام إدارة معبر الراعي من الجيش الوطني.", ["al-rai operation gov-sy actual affirmed"]),
    ("كان معبر الراعي يُدار من قبل الجيش الوطني.", ["al-rai operation sna actual affirmed"]),
    (
        "تتقاسم مصر وحماس إدارة معبر رفح.",
        ["ps/rafah operation eg actual affirmed", "ps/rafah operation gaza actual affirmed"],
    ),
    ("سلّمت حماس إدارة معبر رفح للسلطة الفلسطينية.", ["ps/rafah operation ps actual affirmed"]),
    ("إدارة معبر الغزاوية في يد هيئة تحرير الشام.", ["al-ghazawiyah operation hts actual affirmed"]),
    (
        "إدارة معبر الصالحية مشتركة بين قسد والنظام.",
        ["al-salihiyah operation sdf actual affirmed", "al-salihiyah operation gov-sy actual affirmed"],
    ),
    ("أعلنت إدارة معبر باب الهوى عطلة قرب مواقع روسيا.", []),
    ("اختلفت روسيا مع النظام، وهو تنازع على إدارة معبر مورك.", []),
    ("الهيئة التي تديرها روسيا قريبة من معبر مورك.", []),
]


@pytest.mark.parametrize(("text", "expected"), EXAMPLES, ids=[text for text, _ in EXAMPLES])
def test_it_reads_who_runs_it(reader: Reader, said: Callable[[Claim], str], text: str, expected: list[str]) -> None:
    drafts = reader.drafts(Report("a-report", "example.org", date(2021, 3, 27), text, "خبر"))
    assert [said(d.claim) for d in drafts if d.claim.kind == "operation"] == expected
