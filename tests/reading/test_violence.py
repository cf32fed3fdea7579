"""Violence and unrest at crossings: a sentence for every rule and word class, with killed, injured and who did it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from maabar.model import Claim, Incident, Report
from maabar.reading import Reader

EXAMPLES = [
    (
        "قصفت قوات النظام معبر أبو الزندين بقذائف المدفعية.",
        ["abu-al-zandin incident shelling actual affirmed None None gov-sy"],
    ),
    ("سقطت قذائف هاون على معبر أبو الزندين.", ["abu-al-zandin incident shelling actual affirmed None None None"]),
    ("شن الطيران الإسرائيلي غارة على معبر المصنع.", ["al-masnaa incident airstrike actual affirmed None None il"]),
    ("استهدفت طائرة مسيرة معبر الحمران.", ["al-hamran incident airstrike actual affirmed None None None"]),
    ("طال قصف إسرائيلي معبر العريضة فجر اليوم.", ["al-arida incident airstrike actual affirmed None None il"]),
    ("اندلعت اشتباكات في معبر الحمران بين فصيلين.", ["al-hamran incident clash actual affirmed None None None"]),
    ("سمع إطلاق نار قرب معبر ميزناز.", ["miznaz incident clash actual affirmed None None None"]),
    (
        "أغارت طائرات إسرائيلية أمس على معبر جوسيه. وأدى الهجوم إلى انقطاع الكهرباء عن المعبر.",
        ["jousieh incident airstrike actual affirmed None None il"],
    ),
    (
        "شن الطيران الإسرائيلي غارات على معبر جوسيه بين سوريا ولبنان، في هجوم يُعد الثاني هذا الشهر.",
        ["jousieh incident airstrike actual affirmed None None il"],
    ),
    ("هاجم مسلحون معبر الحمران.", ["al-hamran incident clash actual affirmed None None opposition"]),
    ("تظاهر العشرات أمام معبر باب السلامة.", ["bab-al-salama incident protest actual affirmed None None None"]),
    (
        "نظم الأهالي وقفة احتجاجية قرب معبر باب السلامة.",
        ["bab-al-salama incident protest actual affirmed None None None"],
    ),
    ("اعتقلت الشرطة العسكرية الروسية ضابطا في معبر مورك.", ["morek incident arrest actual affirmed None None ru-mp"]),
    ("أوقف الحاجز ثلاثة ناشطين عند معبر الراعي.", ["al-rai incident arrest actual affirmed None None None"]),
    ("أوقف الحاجز ثلاث شاحنات عند معبر الراعي.", []),
    ("انفجرت سيارة عند معبر باب الهوى.", ["bab-al-hawa incident blast actual affirmed None None None"]),
    (
        "انفجرت عبوة ناسفة قرب معبر باب السلامة وأدت إلى مقتل 3 أشخاص وإصابة 5 آخرين بجروح.",
        ["bab-al-salama incident blast actual affirmed 3 5 None"],
    ),
    ("داهمت دورية معبر الشحيل.", ["al-shuhayl incident other actual affirmed None None None"]),
    ("أُغلق معبر أبو الزندين إثر قصف طاله.", ["abu-al-zandin incident shelling actual affirmed None None None"]),
    (
        "لم يُفتح معبر أبو الزندين اليوم إثر قذائف سقطت عليه.",
        ["abu-al-zandin incident shelling actual affirmed None None None"],
    ),
    ("أُغلق معبر كسب بسبب الاشتباكات الدائرة في ريف اللاذقية.", []),
    ("شنت الطائرات غارات على ريف إدلب بعد إغلاق معبر سراقب.", []),
    ("أخرجت الشاحنات من معبر الحمران خشية قصف جديد.", []),
    ("بدأت الآليات رفع الألغام من محيط معبر العيس.", []),
    ("تراقب القوة وقف إطلاق النار قرب معبر القنيطرة.", []),
    ("نُشر بيان صادر عن معبر كسب.", []),
    (
        "بعدما عاودت الطائرات قصفه خرج معبر جوسيه عن الخدمة.",
        ["jousieh incident airstrike actual affirmed None None None"],
    ),
    ("تعرض معبر مورك لقصف على يد قوات النظام.", ["morek incident shelling actual affirmed None None gov-sy"]),
    ("قتل شخصان وأصيب ستة إثر انفجار لغم عند معبر العيس.", ["al-ais incident blast actual affirmed 2 6 None"]),
    ("شهد معبر أبو الزندين هجوما مسلحا.", ["abu-al-zandin incident clash actual affirmed None None None"]),
    ("أُطلق النار على حافلة قرب معبر ميزناز فجُرح سائق وقُتلت امرأة.", ["miznaz incident clash actual affirmed 1 1 None"]),
    ("استهدف الجيش الإسرائيلي معبر جوسيه مجددا.", ["jousieh incident airstrike actual affirmed None None il"]),
    ("بدأت الفرق بإزالة الألغام قرب معبر ميزناز.", []),
    (
        "سقطت عدة قذائف، وقال مصدر إن استهداف معبر الراعي تكرر.",
        ["al-rai incident shelling actual affirmed None None None"],
    ),
    ("أُغلق معبر العريضة خلال هجومه على لبنان.", []),
    ("أرسلت الشرطة دورية لمصادرة البضائع في معبر مورك.", []),
    (
        "شن الطيران غارتين، الأولى على معبر جوسيه والثانية على معبر العريضة.",
        [
            "jousieh incident airstrike actual affirmed None None None",
            "al-arida incident airstrike actual affirmed None None None",
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), EXAMPLES, ids=[text for text, _ in EXAMPLES])
def test_it_reads_what_happened(reader: Reader, said: Callable[[Claim], str], text: str, expected: list[str]) -> None:
    drafts = reader.drafts(Report("a-report", "example.org", date(2021, 3, 27), text, "خبر"))
    assert [incident(said, d.claim) for d in drafts if d.claim.kind == "incident"] == expected


def incident(said: Callable[[Claim], str], claim: Claim) -> str:
    assert isinstance(claim.value, Incident)
    return f"{said(claim)} {claim.value.killed} {claim.value.injured} {claim.value.by}"
