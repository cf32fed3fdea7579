"""What is said not to be: «لم يُفتح», «لا نية لفتحه», «لا صحة لما يشاع»; and what looks like it and is none."""

from __future__ import annotations

from maabar.reading.document import Document

_NOT_REACH = 4
_FALSE_REACH = 26
_ABSENT_REACH = 9
_EXCEPTION_REACH = 14
_FOCUS_REACH = 12


def is_negated(doc: Document, i: int, lo: int) -> bool:
    """«لم يُفتح»، «لم يتم فتح»، «لا يعمل»، «عدم فتح»; «لا يزال» is none."""
    if i > lo and doc.words[i - 1].lstrip("و") == "غير":
        return True  # «معبر كسب غير مفتوح»
    if i > lo and doc.words[i - 1] in _THAT_NOT and doc.info[i].verb and doc.info[i].present:
        return True  # «طالبوا بألا يُفتح المعبر», written like «إلا», which stands before no verb
    if i > lo and doc.words[i - 1] == "ما" and doc.info[i].pronoun:
        return False  # «ما يحتاجه الأهالي هو فتح المعبر»
    if i - 1 > lo and doc.words[i - 2] == "لا" and doc.has(i - 1, "crossing", "crossing_many"):
        return True  # «لا معابر فُتحت»
    if i > lo and doc.words[i - 1] == "لا" and not doc.info[i].present and doc.info[i].bare in _ACTS:
        return True  # «لا فتح للمعبر اليوم»
    if i > lo and doc.words[i - 1] in _ANY and not doc.info[i].present and is_none(doc, i, lo):
        return True  # «لا يوجد أي إغلاق للمعبر»
    for j in range(i - 1, max(lo, i - _NOT_REACH) - 1, -1):
        phrase = doc.phrase.get(j)
        if phrase and phrase[0] == "still":
            return False
        w = doc.info[j]
        if "not" in w.classes and doc.words[j] != "كلما":
            return doc.words[j] not in ("دون", "بدون") or j == i - 1
        if "no" in w.classes and doc.words[j - 1].lstrip("و") in _OFTEN:
            return False
        if "no" in w.classes:
            return (doc.info[i].present and j == i - 1) or (j == i - 2 and "light" in doc.info[j + 1].classes)
        if not (w.classes & {"light"} or doc.words[j] in _BETWEEN or doc.words[j] == "احد"):
            return False
    return False


def is_half_negated(doc: Document, i: int) -> bool:
    """«لم يُفتح سوى يوم واحد», «لم يغلقه برغبته، وإنما لضغوط»: what is negated is all but the exception, or only why."""
    hi = min(doc.bounds[doc.sentence[i]][1], i + _EXCEPTION_REACH, len(doc) - 1)
    for j in range(i + 1, hi):
        word = doc.words[j].lstrip("و")
        if word in ("سوي", "الا") and doc.words[j + 1] not in ("ان", "بعد", "اذا", "عند", "حين"):
            return True
        if word in _WHY and any(doc.words[k].lstrip("و") in _BUT for k in range(j + 1, min(hi, j + _FOCUS_REACH))):
            return True
    return False


def is_unless(doc: Document, i: int) -> bool:
    """«لن توافق على فتحه ما لم تُلبَّ الشروط»: what is denied will be so on a condition."""
    hi = min(doc.bounds[doc.sentence[i]][1], i + _EXCEPTION_REACH)
    return any(i < j < hi for j in doc.places("unless"))


def is_none(doc: Document, j: int, lo: int) -> bool:
    """«لا نية», «لا توجد أي خطط», «ليس هناك قرار», «لم يُتخذ قرار», «من غير المتوقع»: of a plan, that there is none."""
    k = j - 1
    while k > lo and doc.words[k] in _EXISTING:
        k -= 1
    if k < lo:
        return False
    before = doc.words[k].removeprefix("و")
    if doc.info[j].verb and doc.info[j].present:
        return k == j - 1 and before == "لا"
    return before in _NOUGHT or (k < j - 1 and before in ("لم", "لن", "ما"))


def is_called_false(doc: Document, i: int, *, planned: bool) -> bool:
    """Whether the sentence calls false what the trigger says: «لا صحة لما …», «… غير صحيح», «وهو ما لم يحصل».

    Of a plan the last says that it was one and did not come: two claims (`maabar.reading.what.events`).
    """
    lo, hi = doc.bounds[doc.sentence[i]]
    lo, hi = max(lo, i - _FALSE_REACH), min(hi, i + _FALSE_REACH + 1)
    called = [*doc.places("false"), *(() if planned else doc.places("unfulfilled"))]
    return any(
        lo <= j < hi
        and (j in doc.phrase or (j > i and _is_false_word(doc, j)))
        and (doc.words[j] != "عدم" or 0 < i - j <= _ABSENT_REACH)
        and doc.words[j - 1] not in _MANNER
        and not (j > i and _is_of_another(doc, i, j))
        and not any(doc.has(k, "say_on") for k in range(min(i, j) + 1, max(i, j)))  # «…، مؤكدة أن المعبر مغلق»
        for j in called
    )


def _is_of_another(doc: Document, i: int, j: int) -> bool:
    """«… فتح معبر كسب، وكل حديث عن فتح معبر سواه غير صحيح»: what is called false is the last that was spoken of."""
    if doc.has(i, "agree"):
        return False  # «الحديث عن اتفاق على فتح المعبر غير صحيح»
    start = doc.phrase[i][1] if i in doc.phrase else i + 1
    return any(doc.info[k].classes & {"open", "closed", "agree"} for k in range(start, j))


def _is_false_word(doc: Document, j: int) -> bool:
    """«خبر فتحه ملفق», «وصفه بالكاذب»; not «الأخبار الكاذبة»."""
    w = doc.info[j]
    return "false" in w.classes and (not w.article or w.preposition == "ب")


_BETWEEN = frozenset(["قد", "بعد", "ان", "يكن", "تكن", "يتم", "تتم", "رسميا", "حتي", "الان", "بشكل", "اي", "لا"])
_OFTEN = frozenset(["عاده", "غالبا", "كثيرا", "نادرا", "سرعان"])
"""Before «ما» that negates nothing: «عادة ما تدخل الشاحنات»."""
_EXISTING = frozenset(
    "توجد يوجد هناك ثمه لدي لديه لديها لدينا اي ايه يتخذ تتخذ يصدر تصدر من بعد حتي الان حاليا".split()
)
_NOUGHT = frozenset("لا ليس ليست غير دون بلا بدون انعدام".split())
_WHY = frozenset("برغبته برغبتها برغبتنا بارادته بارادتها بسبب لاسباب لسبب عمدا طوعا عبثا اعتباطا".split())
_BUT = frozenset("بل انما لكن".split())
_THAT_NOT = frozenset("الا والا بالا لالا".split())
_ACTS = frozenset("فتح اغلاق افتتاح اقفال غلق".split())
_ANY = frozenset("اي ايه يوجد توجد هناك".split())
_MANNER = frozenset(["نحو", "بشكل"])
"""«على نحو غير صحيح»: how something was done."""
