"""Who holds a crossing or its end: one sentence for every rule and word."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from maabar.model import Claim, Report
from maabar.reading import Reader

EXAMPLES = [
    ("معبر باب الهوى خاضع لهيئة تحرير الشام.", ["bab-al-hawa control hts actual affirmed"]),
    ("يقع معبر الحمران تحت سيطرة الجيش الوطني.", ["al-hamran control sna actual affirmed"]),
    ("سيطرت قسد على معبر التنف.", ["al-tanf control sdf actual affirmed"]),
    ("ويسيطر على معبر باب السلامة مقاتلون من المعارضة السورية.", ["bab-al-salama control opposition actual affirmed"]),
    ("انتزعت فصائل المعارضة معبر كسب من قوات النظام.", ["kasab control opposition actual affirmed"]),
    (
        "سيطر الجيش الوطني على معبر كسب ثم استعاده النظام.",
        ["kasab control sna actual affirmed", "kasab control gov-sy actual affirmed"],
    ),
    (
        "معبر عون الدادات يصل بين مدينة منبج التي تسيطر عليها قسد ومدينة جرابلس حيث يسيطر الجيش الوطني.",
        ["awn-al-dadat control sdf actual affirmed", "awn-al-dadat control sna actual affirmed"],
    ),
    ("فقدت هيئة تحرير الشام معبر مورك.", ["morek control hts actual denied"]),
    ("لم يعد معبر البوكمال بيد قوات النظام.", ["al-bukamal control gov-sy actual denied"]),
    (
        "تسيطر هيئة تحرير الشام على جميع المعابر، ومنها معبر مورك ومعبر العيس.",
        ["morek control hts actual affirmed", "al-ais control hts actual affirmed"],
    ),
    ("معبر الطبقة يصل مناطق تسيطر عليها قسد بما يسيطر عليه النظام.", []),
    ("عبر الأهالي معبر مورك إلى ريف حماة الخاضع لقوات النظام.", []),
    ("معبر نصيب مع الأردن تحت سيطرة مجموعات محلية.", []),
    ("نزح الأهالي عقب سيطرة قوات النظام على قراهم قرب معبر مورك.", []),
    ("قوات النظام هي من يسيطر على معبر القامشلي.", ["qamishli-nusaybin control gov-sy actual affirmed"]),
    ("فقد قرر وزير الداخلية إغلاق معبر نصيب.", []),
    ("معبر دير بلوط الذي يفصل مناطق سيطرة الجيش الوطني مغلق.", []),
    ("معبر البوكمال الذي تمت استعادته من تنظيم الدولة قريب من العراق.", []),
    ("تمكنت فصائل المعارضة من السيطرة على معبر التنف.", ["al-tanf control opposition actual affirmed"]),
    ("تمت السيطرة على معبر كسب من قبل فصائل المعارضة.", ["kasab control opposition actual affirmed"]),
    ("نجحت قوات النظام في استعادة معبر نصيب.", ["nassib control gov-sy actual affirmed"]),
    ("أحكم تنظيم الدولة قبضته على معبر اليعربية.", ["al-yaarubiyah control isis actual affirmed"]),
    ("فقد تنظيم الدولة السيطرة على معبر التنف.", ["al-tanf control isis actual denied"]),
    ("معبر باب السلامة خارج عن سيطرة النظام.", ["bab-al-salama control gov-sy actual denied"]),
    ("احتلت إسرائيل الجانب الفلسطيني من معبر رفح.", ["ps/rafah control il actual affirmed"]),
    ("تتحكم هيئة تحرير الشام بمعبر باب الهوى.", ["bab-al-hawa control hts actual affirmed"]),
    (
        "تتقاسم قسد والنظام السيطرة على معبر القامشلي.",
        ["qamishli-nusaybin control sdf actual affirmed", "qamishli-nusaybin control gov-sy actual affirmed"],
    ),
    ("أغلق معبر كسب، فيما تسيطر قسد على الطرف الآخر من معبر سيمالكا.", ["semalka control sdf actual affirmed"]),
    ("سلّم الجيش الوطني معبر الراعي إلى الشرطة العسكرية.", ["al-rai control sna actual affirmed"]),
    ("معبر الراعي الذي سلمته الجبهة الشامية للحكومة السورية المؤقتة.", ["al-rai control sig actual affirmed"]),
    ("آل معبر العيس إلى هيئة تحرير الشام.", ["al-ais control hts actual affirmed"]),
    ("انتقلت السيطرة على معبر الطبقة إلى قسد.", ["al-tabqa control sdf actual affirmed"]),
    ("ينص الاتفاق على تسليم معبر نصيب للحكومة السورية.", ["nassib control gov-sy planned affirmed"]),
    ("تجري محادثات لتسليم معبر التايهة إلى النظام السوري.", ["al-tayha control gov-sy proposed affirmed"]),
    ("سلّمت المعارضة جثثاً عند معبر نصيب إلى النظام.", []),
    ("انسحبت هيئة تحرير الشام من معبر العيس.", ["al-ais control hts actual denied"]),
    ("أخلى مقاتلو تنظيم الدولة معبر البوكمال.", ["al-bukamal control isis actual denied"]),
    ("أخلت تركيا جرحى من معبر باب الهوى.", []),
    ("انسحبت القوات الأمريكية من محيط معبر التنف.", []),
    ("طرد الجيش الوطني قسد من معبر رأس العين.", ["ras-al-ayn control sna actual affirmed"]),
    ("دخلت قوات النظام معبر البوكمال.", ["al-bukamal control gov-sy actual affirmed"]),
    ("دخلت قافلة للأمم المتحدة معبر باب الهوى.", []),
    ("معبر أم جلود التابع لقسد مزدحم.", ["umm-jallud control sdf actual affirmed"]),
    ("يخضع معبر سيمالكا للإدارة الذاتية.", ["semalka control aanes actual affirmed"]),
    ("تحدثت إدارة معبر العيس التابعة لهيئة تحرير الشام.", []),
    ("قالت المعارضة السورية إن معبر نصيب بات بيدها.", ["nassib control opposition actual affirmed"]),
    ("وقال قيادي في قسد إن معبر اليعربية صار تحت سيطرتهم.", ["al-yaarubiyah control sdf actual affirmed"]),
    ("معبر باب الهوى في مناطق سيطرة هيئة تحرير الشام.", ["bab-al-hawa control hts actual affirmed"]),
    ("معبر الراعي ضمن نفوذ الجيش الوطني.", ["al-rai control sna actual affirmed"]),
    ("يقع معبر كسب في ريف اللاذقية تحت سيطرة النظام السوري.", ["kasab control gov-sy actual affirmed"]),
    ("معبر سراقب مغلق، وباتت مدينة سراقب تحت سيطرة النظام.", ["saraqib-tarnabah control gov-sy actual affirmed"]),
    (
        "يصل معبر أم جلود بين مدينة منبج الواقعة في ريف حلب تحت سيطرة قسد، ومدينة جرابلس وهي بيد الجيش الوطني.",
        ["umm-jallud control sdf actual affirmed", "umm-jallud control sna actual affirmed"],
    ),
    ("معبر عون الدادات يصل الباب بمنبج، حيث قسد.", ["awn-al-dadat control sdf actual affirmed"]),
    ("يخضع الجانب السوري من معبر جوسية لحزب الله.", ["jousieh control hezbollah actual affirmed"]),
    ("تخوض قوات المعارضة معارك للسيطرة على معبر نصيب.", ["nassib control opposition proposed affirmed"]),
    ("خسارة النظام معبر نصيب.", ["nassib control gov-sy actual denied"]),
    ("القرار بشأن فتح معبر باب السلامة بيد تركيا.", []),
    ("دخلت القافلة من معبر باب الهوى إلى مناطق سيطرة المعارضة.", []),
    ("يمسك تنظيم الدولة بمعبر البوكمال.", ["al-bukamal control isis actual affirmed"]),
    ("انتزعت قسد من تنظيم الدولة معبر تل أبيض.", ["tall-abyad control sdf actual affirmed"]),
    ("سيطرت هيئة تحرير الشام (جبهة النصرة سابقاً) على معبر العيس.", ["al-ais control hts actual affirmed"]),
    ("معبر التنف أصبح تحت سيطرته، كما قال تنظيم الدولة، بعد انسحاب قوات النظام منه.", []),
    ("جاء وفد من الأمم المتحدة لتفقد معبر باب الهوى.", []),
    ("افتتح معبر القنيطرة في علامة على استعادة النظام السوري زمام الأمور.", []),
    ("يبعد معبر الوافدين كيلومترين عن دوما التي تسيطر عليها فصائل المعارضة.", []),
    ("اضطر تنظيم الدولة إلى ترك الجانب السوري من معبر التنف.", ["al-tanf control isis actual denied"]),
    ("الجهة السورية من معبر اليعربية باتت لدى قسد.", ["al-yaarubiyah control sdf actual affirmed"]),
    ("قال مسؤول في معبر مورك لدى فصائل المعارضة إن الطريق طويل.", []),
    ("أما معبر سيمالكا الواقع شمال البلاد فتسيطر عليه قسد.", ["semalka control sdf actual affirmed"]),
    ("ما زال معبر العيس، الواصل بين ريف حلب وإدلب، تحت سيطرة المعارضة.", ["al-ais control opposition actual affirmed"]),
    ("انتشرت قوات قسد في الجانب السوري من معبر تل أبيض.", ["tall-abyad control sdf actual affirmed"]),
    ("رُفع علم الجيش الحر على معبر باب السلامة.", ["bab-al-salama control opposition actual affirmed"]),
    ("شهد الأهالي خسارة، إذ خسرته هيئة تحرير الشام قبل عام، وهو معبر الحمران الواقع بين مناطق الجيش الوطني وقسد.", []),
    ("سبق لتنظيم الدولة أن سيطر على معبر التنف.", ["al-tanf control isis actual affirmed"]),
    (
        "لن يُسمح لمن قصد معبر عون الدادات أن يدخل منبج الواقعة تحت سيطرة قسد.",
        ["awn-al-dadat control sdf actual affirmed"],
    ),
    ("أخذت الحافلات تغادر الجانب الفلسطيني من معبر رفح.", []),
    ("أفضت المعارك إلى خضوع معبر اليعربية لقسد.", ["al-yaarubiyah control sdf actual affirmed"]),
    ("انتشر عناصر من قسد في الجزء السوري من معبر تل أبيض.", ["tall-abyad control sdf actual affirmed"]),
    ("لا يزال النظام السوري محتفظًا بمعبر كسب.", ["kasab control gov-sy actual affirmed"]),
    ("وضعت أحرار الشام يدها على معبر باب الهوى.", ["bab-al-hawa control ahrar-al-sham actual affirmed"]),
    ("قال الجيش الإسرائيلي إنه سيطر على الجانب الفلسطيني من معبر رفح.", ["ps/rafah control il actual affirmed"]),
    ("بدأت وحدات من الجيش السوري الانتشار في معبر نصيب.", ["nassib control gov-sy actual affirmed"]),
    ("هاجمت هيئة تحرير الشام معبر الحمران في مسعى للسيطرة عليه.", ["al-hamran control hts proposed affirmed"]),
    (
        "تقدمت قسد نحو معبر تل أبيض، وهي تريد بسط سيطرتها على الجهة السورية من المعبر.",
        ["tall-abyad control sdf proposed affirmed"],
    ),
    ("تحاول ميليشيات الحشد الشعبي السيطرة على معبر سيمالكا.", ["semalka control iq proposed affirmed"]),
    ("قال العراق إن معبر اليعربية مغلق بسبب استمرار خضوعه لقسد.", ["al-yaarubiyah control sdf actual affirmed"]),
    (
        "معبرا الراعي وباب السلامة خاضعان للجيش الوطني.",
        ["al-rai control sna actual affirmed", "bab-al-salama control sna actual affirmed"],
    ),
    ("سيطر تنظيم الدولة، صباح اليوم الأحد، على معبر البوكمال.", ["al-bukamal control isis actual affirmed"]),
    ("أكد قائد في الجيش الحر أنهم سيطروا على معبر باب السلامة.", ["bab-al-salama control opposition actual affirmed"]),
    ("ويسيطر على معبر كسب من الجانب السوري هيئة تحرير الشام.", ["kasab control hts actual affirmed"]),
    (
        "فقدت أحرار الشام السيطرة على معبر باب الهوى لصالح هيئة تحرير الشام.",
        ["bab-al-hawa control ahrar-al-sham actual denied", "bab-al-hawa control hts actual affirmed"],
    ),
    ("انتقل معبر باب الهوى من سيطرة أحرار الشام إلى هيئة تحرير الشام.", ["bab-al-hawa control hts actual affirmed"]),
    (
        "أُغلق معبر الطبقة. وفُتح معبر شعيب الذكر الواصل بين قرية دبسي ومدينة الطبقة التي تسيطر عليها قسد.",
        ["shuayb-al-dhikr control sdf actual affirmed"],
    ),
    (
        "سقط معبر كسب بيد المعارضة السورية ليقع من بعده بيد تنظيم الدولة.",
        ["kasab control opposition actual affirmed", "kasab control isis actual affirmed"],
    ),
    ("معبر كسب مفتوح، لكن ما بعده تسيطر عليه قسد.", []),
    ("لا يزال معبر مورك مغلقًا بيد قوات النظام.", []),
    ("معبر القنيطرة في منطقة أقيمت قبالة الجولان الذي تحتله إسرائيل.", []),
    ("وافتتح معبر نصيب بعد أن حرره الجيش السوري.", ["nassib control gov-sy actual affirmed"]),
]


@pytest.mark.parametrize(("text", "expected"), EXAMPLES, ids=[text for text, _ in EXAMPLES])
def test_it_reads_who_holds_it(reader: Reader, said: Callable[[Claim], str], text: str, expected: list[str]) -> None:
    drafts = reader.drafts(Report("a-report", "example.org", date(2021, 3, 27), text, "خبر"))
    assert [said(d.claim) for d in drafts if d.claim.kind == "control"] == expected
