"""What is said of an act in its noun: «افتتاح المعبر تأجل», «فتحه سيكون غدًا», «فتحه مرهون بقرار»."""

from __future__ import annotations

from maabar.reading.what.trigger import STATE, WHICH, Trigger, is_bridge

_AFTER_REACH = 5


def operators_after(t: Trigger, end: int) -> list[str]:
    """Operators after a noun and what it governs: «افتتاح المعبر تأجل», «فتحه سيكون بعد»، «كان مقررًا»."""
    doc, i = t.doc, t.at
    if t.finite or (t.word.article and t.word.classes & STATE) or (i and doc.words[i - 1] in WHICH):
        return []
    seen = []
    if i + 1 < len(doc) and doc.words[i + 1].removeprefix("ال") in _IMPENDING:
        seen.append("plan")  # «فتح وشيك للمعبر»
    start = max(end, i + 1)
    for j in range(start, min(len(doc), start + _AFTER_REACH)):
        if doc.clause[j] != doc.clause[j - 1] and not is_bridge(doc, j):
            break
        w = doc.info[j]
        if w.classes & {"open", "closed"} or (w.conjunction and w.classes & {"no", "not"}):
            break  # «أسباب إغلاق المعبر ولا متى سيُفتح»
        word = doc.words[j]
        phrase = doc.phrase.get(j, ("", 0))[0]
        if word in _STALLED:
            seen.append("fail")  # «ما زال افتتاح المعبر مؤجلًا»
        elif phrase in ("fail", "if"):
            seen.append(phrase)  # «مسألة فتحه قيد الدراسة»
        elif word in ("بالفشل", "بالاخفاق") or (
            "fail" in w.verb and w.bare.startswith(_CAME_TO_NOTHING) and doc.words[j - 1] not in _TO_OR_FROM
        ):
            seen += ["fail", "put_off"] if "put_off" in w.classes else ["fail"]
        elif word in _HANGING and doc.words[j + 1 : j + 2] == ["علي"]:
            seen.append("if")  # «فتح المعبر معلّق على تسليمه»
        elif "tied" in w.classes and (not w.verb or w.bare == "رهن") and doc.words[i - 1] not in _LASTING:
            seen.append("if")  # «فتح المعبر مرهون بقرار»
        elif word in _THINKABLE:
            seen.append("never" if doc.words[j - 1] in ("غير", "ليس") else "maybe")  # «فتح المعبر غير وارد»
        elif word in _UNTHINKABLE:
            seen.append("never")
        elif w.future and w.verb:
            seen.append("future")
        elif word in _NEEDED and j <= start + 1 and t.act:
            seen.append("maybe")  # «فتح المعبر مطلب شعبي»
        elif w.present and w.bare.endswith(_REQUIRES) and j == start and t.act:
            seen.append("maybe")  # «فتح المعبر يتطلب موافقة الحكومة»
        elif word.removeprefix("ال") in _IMPENDING or ("plan" in w.classes and not w.verb and w.bare in _SET):
            seen.append("plan")  # «باتت عودة المعبر إلى العمل وشيكة»
    return seen


_CAME_TO_NOTHING = ("تاجل", "تاخر", "فشل", "الغي", "تعذر", "تعثر", "ارجي", "ارجئ", "ارجا", "اجل")
_HANGING = frozenset("معلق معلقه معلقا".split())
_IMPENDING = frozenset("وشيك وشيكا وشيكه مرتقب مرتقبه".split())
_LASTING = frozenset("استمرار بقاء ابقاء مواصله".split())
_NEEDED = frozenset("مطلب مطلبا بحاجه ضروره ضروري ضروريا حلم اولويه".split())
_REQUIRES = ("تطلب", "حتاج", "ستلزم", "ستدعي", "ستوجب", "فترض")
_SET = frozenset("مقرر مقررا مخطط مخططا مزمع".split())
_STALLED = frozenset("متعثر متعثرا متعثره مؤجل مؤجلا مؤجله موجل موجلا موجله مجمد مجمدا مجمده متاخر متاخرا".split())
_THINKABLE = frozenset("وارد واردا مطروح مطروحا ممكن ممكنا".split())
_TO_OR_FROM = frozenset(["الي", "من"])
_UNTHINKABLE = frozenset("مستبعد مستبعدا مستحيل مستحيلا".split())
