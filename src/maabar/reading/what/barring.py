"""Whether those who would pass are kept from it, stopped, or only hindered."""

from __future__ import annotations

from maabar.reading.what.counting import WERE, plain
from maabar.reading.what.event import STANDSTILL, TRAFFIC_CLASSES
from maabar.reading.what.scene import Scene


def is_unrecorded(s: Scene, i: int, lo: int) -> bool:
    """«لم تسجل المعابر خروج أي مدني»: none was seen to pass."""
    words = s.doc.words
    return any(
        words[j].lstrip("يت") in ("سجل", "شهد", "رصد")
        and (words[j - 1].lstrip("و") in ("لم", "لا") or any(w in _NO_LONGER for w in words[max(lo, j - 6) : j]))
        for j in range(max(lo + 1, i - 5), i)
    )


def is_barred(s: Scene, i: int, lo: int, hi: int) -> bool:
    """«منعت الحواجز عبورهم», «توقفت حركة الشاحنات», «العبور متوقف»: nobody passes at ``i``."""
    doc = s.doc
    word = doc.info[i]
    if word.classes & {"barred", "stuck"} or word.bare in STANDSTILL:
        return not (word.verb and _is_lifted(s, i))
    if any(plain(w) in _KEPT for w in doc.words[max(lo, i - 4) : i]):
        return False  # «مع بقاء حركة الشاحنات», whatever else is stopped
    if doc.words[i - 1] == ("الا" if word.verb and word.present else "لا"):
        return True  # «قررت ألّا تدخل الشاحنات», «لا عبور اليوم»
    if any(
        doc.info[j].classes & TRAFFIC_CLASSES and plain(doc.words[j - 1]) == "لا" for j in range(max(lo + 1, i - 2), i)
    ):
        return True  # «لا مساعدات تدخل منه»
    for j in range(max(lo, i - (16 if word.present and doc.words[i - 1] == "ان" else 7)), i):
        if doc.clause[j] != doc.clause[i] and doc.words[i][0] == "و":
            continue
        if doc.info[j].bare.startswith("عالق") and any(doc.has(k, "allowed") for k in range(max(lo, j - 7), j)):
            continue  # «سمح لسائقين عالقين بالدخول»
        if doc.has(j, "barred") and not (doc.info[j].article and doc.info[j].bare.startswith("عالق")):
            once = doc.info[j].present and doc.words[j - 1] in WERE  # «السواتر التي كانت تعيق الحركة»
            return not (doc.info[j].verb and (once or _is_lifted(s, j)))  # «لم تمنعهم من العبور»
        if doc.words[j].removeprefix("و") in WAITING and doc.words[j + 1] != "ان":
            return True  # «بانتظار السماح لها بالعبور»
        if doc.phrase.get(j, ("", 0))[0] in ("barred", "halt"):
            return True
        if doc.has(j, "stopped") and not _is_lifted(s, j):
            return True
        if doc.has(j, "allowed") and any(plain(w) in _NOT for w in doc.words[max(lo, j - 4) : j]):
            return True  # «لم تعد السلطات تسمح بعبورها»
    for j in range(i + 1, min(hi, i + 18)):
        if doc.clause[j] != doc.clause[i]:
            break
        if not doc.has(j, "stopped") or _is_lifted(s, j) or _is_of_another(s, j, hi):
            continue
        if j <= i + 9 or not doc.info[j].verb:
            return doc.words[j - 1] not in WERE or doc.info[j].verb != frozenset()
    return False


def _is_of_another(s: Scene, j: int, hi: int) -> bool:
    """«… خلال أيام تعليق سفر المدنيين»: a noun of stopping with its own passing after it."""
    return not s.doc.info[j].verb and j + 1 < hi and s.doc.has(j + 1, "pass")


def hindrance(s: Scene, i: int, lo: int, hi: int) -> int | None:
    """The word that says that passing is made hard or fewer pass: «يعرقل مرور الشاحنات», «كادت الحركة تتوقف»."""
    doc = s.doc
    for j in range(max(lo, i - 7), i + 1):
        same = doc.clause[j] == doc.clause[i] or doc.words[doc.clauses[doc.clause[i]][0]] in _WHEN
        if doc.has(j, "hinder", "crowd") and same and not doc.has(j, "stopped"):
            return j  # «تعطل مرورهم» is a standstill
    if i > lo and doc.words[i - 1].removeprefix("و") == "ازمه":
        return i - 1  # «أزمة مرور خانقة»
    if (queue := _queue(s, i, lo, hi)) is not None:
        return queue
    near = doc.words[max(lo, i - 6) : min(hi, i + 9)]
    if any(plain(w) in _ALMOST or (w == "شبه" and near[k + 1 : k + 2] != []) for k, w in enumerate(near)):
        return i
    for j in range(i + 1, min(hi, i + 9)):
        if doc.clause[j] != doc.clause[i] or (doc.has(j, "pass") and doc.info[j].verb):
            break
        if doc.has(j, "hinder") and not doc.info[j].article and not _is_lifted(s, j):
            return j
    return None


def _queue(s: Scene, i: int, lo: int, hi: int) -> int | None:
    """«عالقة في الطوابير», «ينتظرون ساعات طويلة»: those who stand in a queue are slowed, not kept out."""
    doc = s.doc
    around = range(max(lo, i - 12), min(hi, i + 12))
    if doc.info[i].classes & {"barred", "stuck"}:
        return next((j for j in around if doc.words[j].removeprefix("ال") in _QUEUES), None)
    if not any(doc.words[j].removeprefix("و") in WAITING for j in range(max(lo, i - 7), i)):
        return None
    return next((j for j in around if doc.words[j].removeprefix("ال") in _QUEUES or doc.words[j] == "ساعات"), None)


def is_unhindered(s: Scene, i: int, j: int) -> bool:
    """«بلاده لا تعيق سفر أحد», «لعدم عرقلة المساعدات», «رفع القيود عن حركة المسافرين»: hindering is denied, or past."""
    return j <= i and s.doc.has(j, "hinder") and _is_lifted(s, j)


def is_halting(s: Scene, i: int, lo: int) -> bool:
    """«أوقفت الإدارة مرور المسافرين», «تعليق حركة الشحن»: somebody stops who passes, and so closes it to them."""
    doc = s.doc
    near = range(i - 1, max(lo, i - 8) - 1, -1)
    halt = next((j for j in near if doc.has(j, "stopped") and not _is_lifted(s, j)), None)
    if halt is None or doc.has(halt, "barred") or not doc.has(halt, "halting"):
        return False
    if doc.info[halt].bare == "توقف" and not (halt > lo and doc.words[halt] == "توقف" and '"' in doc.gaps[halt]):
        return False  # it stopped
    return i - halt <= (8 if doc.info[halt].verb else 2)


def _is_lifted(s: Scene, j: int) -> bool:
    """«لم تتوقف», «دون انقطاع», «بعد توقف دام شهرًا», «رفع الحظر»: what word ``j`` says is not so, or no longer."""
    words = s.doc.words
    return any(plain(w) in _LIFTED for w in words[max(0, j - 2) : j])


_NOT = frozenset(["لم", "لا", "لن"])
_NO_LONGER = frozenset(["يعد", "تعد"])
_QUEUES = frozenset(["طوابير", "طابور", "ازدحام", "زحام", "متكدسه"])
_WHEN = frozenset(["حين", "عندما"])
WAITING = frozenset("ينتظر تنتظر ينتظرون بانتظار انتظار".split())
_KEPT = frozenset("بقاء ابقاء الابقاء استمرار مواصله".split())
_LIFTED = frozenset(
    (
        "لم لا لن الا دون بدون بلا عدم لعدم غير ليس ليست بعد عقب اثر رغم رفع رفعت ترفع يرفع الغاء الغت "
        "الغي ازاله ازالت ازال تخفيف لتخفيف خففت خفف يخفف تخفف انهاء انهت تذليل ذللت تجنب لتجنب"
    ).split()
)
_ALMOST = frozenset(["كادت", "كاد", "يكاد", "تكاد"])
