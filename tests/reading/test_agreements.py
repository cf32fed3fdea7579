"""Agreements on a crossing: one sentence for every rule and word."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from maabar.model import Claim, Report
from maabar.reading import Reader

EXAMPLES = [
    ("اتفق العراق والسعودية على فتح منفذ عرعر.", ["iq/arar agreement open actual affirmed"]),
    ("يتفق البلدان على إنهاء إغلاق منفذ عرعر.", ["iq/arar agreement open actual affirmed"]),
    ("هدنة بين الطرفين تشمل فتح معبر رفح.", ["ps/rafah agreement open actual affirmed"]),
    ("وقّع الجانبان بروتوكولاً لتشغيل معبر رأس جدير.", ["ly/ras-jedir agreement open actual affirmed"]),
    (
        "باتفاق روسي تركي فُتح معبر أبو الزندين.",
        ["abu-al-zandin agreement open actual affirmed", "abu-al-zandin status open actual affirmed"],
    ),
    (
        "فُتح معبر العيس بموجب تفاهم مع هيئة تحرير الشام.",
        ["al-ais agreement open actual affirmed", "al-ais status open actual affirmed"],
    ),
    ("فُتح معبر نصيب بعد اتفاق على تبادل الأسرى بين الأردن وسوريا.", ["nassib status open actual affirmed"]),
    ("فُتح معبر نصيب قبل أيام من اتفاق مع الأردن.", ["nassib status open actual affirmed"]),
    (
        "قال المجلس إن إغلاق معبر التايهة قد اتُّفق عليه.",
        ["al-tayha agreement close actual affirmed", "al-tayha status closed actual affirmed"],
    ),
    (
        "فُتح معبر أبو الزندين اليوم. وجاءت الخطوة نتيجة تفاهمات بين روسيا وتركيا.",
        ["abu-al-zandin agreement open actual affirmed", "abu-al-zandin status open actual affirmed"],
    ),
    ("البلدان متفاهمان حول عمل معبر رفح.", ["ps/rafah agreement operate actual affirmed"]),
    (
        "فُتح منفذ عرعر. وكان الاتفاق على هذه الخطوة قد أُبرم قبل شهر.",
        ["iq/arar agreement open actual affirmed", "iq/arar status open actual affirmed"],
    ),
    ("اتفقت تونس وليبيا على تأجيل فتح معبر رأس جدير.", ["ly/ras-jedir agreement close actual affirmed"]),
    (
        "فتح معبر نصيب مرهون باتفاق بين الأردن وسوريا.",
        ["nassib agreement open proposed affirmed", "nassib status open proposed affirmed"],
    ),
    ("اتفق البلدان على تسهيل حركة المسافرين في معبر رأس جدير.", ["ly/ras-jedir agreement operate actual affirmed"]),
    ("لا اتفاق بين قسد والنظام على فتح معبر الطبقة.", ["al-tabqa agreement open actual denied"]),
    ("لم يتم التوصل إلى اتفاق لفتح معبر الطبقة.", ["al-tabqa agreement open actual denied"]),
    ("سيبقى الأمر إلى أن يتوصل الطرفان إلى اتفاق على فتح معبر الطبقة.", ["al-tabqa agreement open proposed affirmed"]),
    ("اتفقت الحكومة وقسد على تسليم معبر سيمالكا.", ["semalka agreement operate actual affirmed"]),
    ("اتفقت مصر وإسرائيل على أن تمر المساعدات من معبر زيكيم.", ["ps/zikim agreement operate actual affirmed"]),
    ("اتفقت مصر وإسرائيل على هدنة قرب معبر زيكيم.", []),
]


@pytest.mark.parametrize(("text", "expected"), EXAMPLES, ids=[text for text, _ in EXAMPLES])
def test_it_reads_what_is_agreed(reader: Reader, said: Callable[[Claim], str], text: str, expected: list[str]) -> None:
    drafts = reader.drafts(Report("a-report", "example.org", date(2021, 3, 27), text, "خبر"))
    found = [said(d.claim) for d in drafts if d.claim.kind in ("agreement", "status")]
    assert sorted(found) == expected


def test_who_will_not_consent_agrees_to_nothing(reader: Reader) -> None:
    text = "لن توافق الفصائل على فتح معبر العيس."
    drafts = reader.drafts(Report("a-report", "example.org", date(2021, 3, 27), text, "خبر"))
    assert not [d for d in drafts if d.claim.kind == "agreement"]
