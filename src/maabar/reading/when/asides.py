"""Words between two commas that tell only when: «تعتزم الحكومة، اليوم الاثنين، فتح المعبر»."""

from __future__ import annotations

from maabar.reading.document import Document

_LONGEST = 7  # words


def before_aside(doc: Document, j: int, lo: int) -> int | None:
    """The word before the aside that ends with word ``j``, if it is one of time."""
    if any(c not in "،, " for c in doc.gaps[j + 1]):
        return None
    for first in range(j, max(lo, j - _LONGEST), -1):
        if not _is_of_time(doc.words[first]):
            return None
        if "،" in doc.gaps[first] or "," in doc.gaps[first]:
            return first - 1
    return None


def _is_of_time(word: str) -> bool:
    return word in _TIME or word.removeprefix("و") in _TIME or word.isdigit()


_TIME = frozenset(
    (
        "اليوم امس غدا الغد مساء صباح ظهر فجر عصر ليل ليله الليله السبت الاحد الاثنين الثلاثاء الاربعاء الخميس "
        "الجمعه الماضي الماضيه الجاري الحالي المقبل المقبله القادم القادمه يوم من في شهر عام اول كانون شباط اذار "
        "نيسان ايار حزيران تموز اب ايلول تشرين الثاني الاول يناير فبراير مارس ابريل مايو يونيو يوليو اغسطس سبتمبر "
        "اكتوبر نوفمبر ديسمبر وقت سابق لاحق مجددا رسميا"
    ).split()
)
