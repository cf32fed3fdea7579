"""Flows: people, goods and vehicles that pass, or are kept from passing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from maabar.model import ANY_CROSSING, Flow, Polarity
from maabar.reading.carried import carried, passing
from maabar.reading.counting import Figure, count_of
from maabar.reading.event import CROSSING, STANDSTILL, STATUS, TRAFFIC, Event
from maabar.reading.references import Mention
from maabar.reading.scene import Scene


def flow_events(s: Scene, i: int) -> Iterator[Event]:
    """Who or what passes a crossing at word ``i``, or is kept from it (count 0), or hindered (denied, no count)."""
    doc = s.doc
    lo, hi = doc.bounds[doc.sentence[i]]
    if i in s.named or not _says_passing(s, i, lo, hi):
        return
    what = passing(s, i, lo, hi)
    if not what:
        return
    target = _route(s, i, lo, hi)
    rule = "flow"
    if target is None:
        target, rule = s.loosely(i), "flow?"
    if target is None:
        return
    scope = s.scope(i)
    if scope.dropped or "aim" in scope.operators:
        return
    none = scope.polarity == "denied" or _is_barred(s, i, lo, hi) or _is_unrecorded(s, i, lo)
    stuck = doc.info[i].bare.startswith("عالق")
    if (stuck or not none) and (_is_possible(s, i, lo) or (stuck and _is_let(s, i, lo))):
        return  # «بإمكان المسافرين العبور» tells that it is open
    hindered = _is_hindered(s, i, lo, hi)
    reality = scope.reality
    if reality == "proposed" and "if" not in scope.operators and _is_expected(s, i, lo):
        reality = "planned"
    if reality == "actual" and any(doc.words[j].lstrip("و") in _READY for j in range(max(lo, i - 4), i)):
        reality = "planned"
    if reality == "actual" and any(doc.words[j].lstrip("و") == "لن" for j in range(max(lo, i - 6), i)):
        reality = "planned"  # «لن يُسمح للشاحنات بالدخول»
    values = []
    for name, j in what.items():
        figure = Figure() if hindered else Figure(0) if none else count_of(s, j)
        values.append(Flow(name, *figure))
    first, last = s.span(i, *what.values())
    polarity: Polarity = "denied" if hindered else "affirmed"
    scope = replace(scope, reality=reality, polarity=polarity)
    yield Event("flow", tuple(values), target.crossings, i, first, last, scope, rule)


def _is_unrecorded(s: Scene, i: int, lo: int) -> bool:
    """«لم تسجل المعابر خروج أي مدني»: none was seen to pass."""
    words = s.doc.words
    return any(
        words[j].lstrip("يت") in ("سجل", "شهد", "رصد") and words[j - 1].lstrip("و") in ("لم", "لا")
        for j in range(max(lo + 1, i - 5), i)
    )


def is_traffic_halted(s: Scene, i: int) -> bool:
    """«حركة الشاحنات متوقفة»: a standstill of what passes, not of the crossing."""
    lo = s.doc.bounds[s.doc.sentence[i]][0]
    return any(s.doc.info[j].classes & (TRAFFIC | {"pass"}) for j in range(max(lo, i - 12), i))


def is_by_way(s: Scene, i: int) -> bool:
    """Whether the way is named: «عبر معبر …», «من المعبر», «من خلال باب الهوى», «منه», «عبره»."""
    doc = s.doc
    lo, hi = doc.bounds[doc.sentence[i]]
    if any(_plain(doc.words[j]) in _THROUGH_IT for j in range(max(lo, i - 3), min(hi, i + 12))):
        return True
    k = s.before[i]
    for m in s.mentions[max(0, k - 1) : k + 3]:
        if s.same(i, m.start) and i - 8 <= m.start <= i + 14:
            before = _plain(doc.words[m.start - 1]) if m.start > lo else ""
            if before in _BY or (m.start - 2 >= lo and doc.words[m.start - 2 : m.start] == ["عن", "طريق"]):
                return True
    return False


def _says_passing(s: Scene, i: int, lo: int, hi: int) -> bool:
    """Whether the word tells of passing at all, and not what a crossing is opened, charged or good for."""
    doc = s.doc
    word = doc.info[i]
    if "crossing" in word.classes or (doc.words[i] in ("عبر", "مر") and _is_preposition(s, i)):
        return False
    if any(w in _IDIOM for w in doc.words[i + 1 : i + (5 if word.verb else 3)]):
        return False
    if word.bare == "حركه" and not (
        word.article or doc.has(i + 1, "pass") or any(carried(s, i + k) for k in (1, 2, 3))
    ):
        return False
    if word.bare.startswith(("نقل", "ينقل", "تنقل")) and word.verb and "عن" in doc.words[i + 1 : i + 6]:
        return False  # «نقلت الوكالة عن …»
    before = [_plain(w) for w in doc.words[max(lo, i - (8 if word.conjunction else 4)) : i]]
    if any(w.removeprefix("ال").startswith(_WISH) for w in before):
        return False
    if word.preposition == "ل" and (not word.verb or word.present) and not set(before) & _READY:
        return False
    if before and (before[-1] in _PURPOSE or before[-1].removeprefix("ل").startswith(_GOOD)):
        return False
    if (not word.verb or word.preposition) and (_under_status(s, i) or _is_spoken_of(s, i, before)):
        return False
    around = range(max(lo, i - 6), min(hi, i + 3))
    if any(_plain(doc.words[j]) in _ASIDE or "protest" in doc.info[j].classes for j in around):
        return False  # a fee on goods, a demonstration that sets out
    first, last = doc.clauses[doc.clause[i]]
    near = range(max(first, i - 8), min(last, i + 8))
    if any(doc.has(j, "limited") or doc.phrase.get(j, ("", 0))[0] == "limited" for j in near):
        return False  # a restriction, told as one
    return not (set(before) & {"شان", "شانه", "شانها"} or any(w.removeprefix("س").startswith("ينعكس") for w in before))


def _is_spoken_of(s: Scene, i: int, before: list[str]) -> bool:
    """«أمام حركة المسافرين», «قرار إدخال المساعدات», «معاملات الدخول»: passing named, not told."""
    if not before:
        return False
    if "امام" in before or before[-1] in _PAPERS or any(w.removeprefix("ل").startswith(_GOOD) for w in before[-2:]):
        return True
    if s.doc.has(i, "barred"):
        return before[-1] in ("عدم", "لعدم")
    return bool(set(before) & _DEEDS)


def _under_status(s: Scene, i: int) -> bool:
    """«فُتح لعبور المسافرين»: a passing that only says what the crossing is open or closed for."""
    doc = s.doc
    lo = doc.clauses[doc.clause[i]][0]
    return any(doc.info[j].classes & STATUS and "made" not in doc.info[j].classes for j in range(max(lo, i - 12), i))


def _is_preposition(s: Scene, i: int) -> bool:
    """«عبر معبر …», «عبر الحدود» is the preposition; the verb has whom or what crossed beside it."""
    doc = s.doc
    if i + 1 < len(doc):
        if doc.has(i + 1, *CROSSING, "border") or doc.words[i + 1] == "خطوط" or '"' in doc.gaps[i + 1]:
            return True
        k = s.before[i] + 1
        if k < len(s.mentions) and s.mentions[k].start == i + 1:
            return True
    return bool(i and doc.info[i - 1].classes & TRAFFIC)


def _is_possible(s: Scene, i: int, lo: int) -> bool:
    return any(_plain(w).startswith(_CAN) for w in s.doc.words[max(lo, i - 14) : i])


def _is_let(s: Scene, i: int, lo: int) -> bool:
    return any(s.doc.has(j, "allowed") for j in range(max(lo, i - 7), i))


def _is_expected(s: Scene, i: int, lo: int) -> bool:
    return any(_plain(w).removeprefix("ال").startswith(_EXPECT) for w in s.doc.words[max(lo, i - 12) : i])


def _is_hindered(s: Scene, i: int, lo: int, hi: int) -> bool:
    """«يعرقل مرور الشاحنات», «حركة البضائع شبه متوقفة», «كادت تتوقف»."""
    words = s.doc.words
    if any(_plain(w).startswith(_HINDER) for w in words[max(lo, i - 7) : i + 1]):
        return True
    near = words[max(lo, i - 6) : min(hi, i + 9)]
    return any(_plain(w) in _ALMOST or (w == "شبه" and near[k + 1 : k + 2] != []) for k, w in enumerate(near))


def _is_barred(s: Scene, i: int, lo: int, hi: int) -> bool:
    doc = s.doc
    word = doc.info[i]
    if "barred" in word.classes or word.bare in STANDSTILL:
        return True
    if doc.words[i - 1] == ("الا" if word.verb and word.present else "لا"):
        return True  # «قررت ألّا تدخل الشاحنات», «لا عبور اليوم»
    for j in range(max(lo, i - 7), i):
        if doc.clause[j] != doc.clause[i] and doc.words[i][0] == "و":
            continue
        if (
            (doc.has(j, "barred") and not (doc.info[j].article and doc.info[j].bare.startswith("عالق")))
            or (i - j <= 3 and doc.has(j, "cease"))
            or doc.phrase.get(j, ("", 0))[0] in ("barred", "halt")
        ):
            return True
        if _plain(doc.words[j]).startswith(_STOPPED):
            return True
        if doc.has(j, "allowed") and any(_plain(w) in _NOT for w in doc.words[max(lo, j - 4) : j]):
            return True  # «لم تعد السلطات تسمح بعبورها»
    clause = doc.clause[i]
    return any(
        (_plain(doc.words[j]) in _AT_REST and doc.words[j - 1] not in ("كان", "كانت", "كانوا"))
        or (j <= i + 9 and _plain(doc.words[j]).startswith(_STOPPED))
        for j in range(i + 1, min(hi, i + 18))
        if doc.clause[j] == clause
    )


def _route(s: Scene, i: int, lo: int, hi: int) -> Mention | None:
    """The crossing passed: named in the sentence, or «منه», «عبره» that points back."""
    doc = s.doc
    by = next((j for j in range(max(lo, i - 4), min(hi, i + 8)) if _plain(doc.words[j]) in _THROUGH_IT), None)
    if by is None and doc.info[i].verb and doc.info[i].pronoun in ("ه", "ها"):
        by = i  # «المعبر الذي يسلكه المسافرون»
    if by is not None and (pointed := _pointed(s, by)):
        return pointed
    after = s.next(i, 22)
    if after is not None:
        return after
    before = s.previous(i, 20)
    if before is not None:
        return before
    return s.topic(i) if doc.has(i, "pass") and doc.info[i].bare not in _VAGUE else None


def _pointed(s: Scene, by: int) -> Mention | None:
    """What «منه», «عبرها» refers to; «من أهم المعابر التي تمر عبرها …» is said of the crossing so praised."""
    doc = s.doc
    single = not doc.words[by].endswith("ها")
    for m in reversed(s.mentions[max(0, s.before[by] - 3) : s.before[by] + 1]):
        if doc.sentence[by] - doc.sentence[m.start] > 2:
            return None
        if m.crossings == (ANY_CROSSING,):
            praised = any(_plain(w) in _AMONG for w in doc.words[max(0, m.start - 4) : m.start])
            if (single and m.how == "many") or praised:
                continue
            return m if s.same(m.start, by) else None
        return m
    return None


def _plain(word: str) -> str:
    """A word without «و» or «ف» before it."""
    return word[1:] if word[0] in "وف" and len(word) > 3 else word


_NOT = frozenset(["لم", "لا", "لن"])
_THROUGH_IT = frozenset(["منه", "عبره", "منها", "عبرها", "خلاله", "خلالها", "طريقه"])
_AMONG = frozenset(["احد", "اهم", "ابرز", "طليعه", "مقدمه", "واحد", "اكبر"])
_BY = frozenset(["عبر", "من", "خلال"])
_VAGUE = frozenset(["حركه", "ادخال", "دخل", "تدخل", "يدخل", "نقل", "انتقل", "تنقل"])
_IDIOM = frozenset(["الخدمه", "حيز", "خدمه"])
_WISH = ("راغب", "يرغب", "ترغب")
_PAPERS = frozenset(["معاملات", "اجراءات", "تاشيره", "سمه", "طريق", "طرق", "رغم", "اي"])
_DEEDS = frozenset(["اتفاق", "قرار", "بقرار", "تمديد", "تجديد", "بتجديد", "اليه", "الخاص"])
_GOOD = ("تسهيل", "تيسير", "تامين", "تنشيط", "حريه", "ضمان", "تشجيع", "انعاش", "تنظيم", "تفعيل")
_PURPOSE = frozenset(["امام", "بهدف", "بغيه", "بغرض"])
_READY = frozenset(["جاهزه", "مستعده", "يستعدون", "تستعد", "تتاهب", "يتاهبون", "جاهزين", "جاهزون"])
_CAN = ("بامكان", "امكان", "بوسع", "يمكن", "يتمكن", "سيتمكن", "يستطيع", "تستطيع", "يتسني", "يتاح")
_EXPECT = ("توقع", "متوقع", "يتوقع", "منتظر", "مرتقب", "ينتظر")
_HINDER = (
    "يعيق",
    "تعيق",
    "يعوق",
    "عرقل",
    "تعرقل",
    "يعرقل",
    "عطلت",
    "صعوب",
    "عرقله",
    "تعطيل",
    "تباطو",
    "بطء",
    "تعقيدات",
)
_ALMOST = frozenset(["كادت", "كاد", "يكاد", "تكاد"])
_STOPPED = (
    "توقف",
    "اوقف",
    "تعليق",
    "تتوقف",
    "يتوقف",
    "متوقف",
    "انقطع",
    "شلت",
    "شل ",
    "تعطلت",
    "محظور",
    "ممنوع",
    "مجمد",
    "بشلل",
    "حظر",
    "وقف",
)
_AT_REST = frozenset(["متوقفا", "متوقفه", "متوقف", "مجمد", "محظور", "محظورا", "محظوره", "ممنوع", "ممنوعا", "ممنوعه"])
_ASIDE = frozenset(["رسوم", "رسوما", "الرسوم", "ضرايب", "الضرايب", "اتاوات", "بصدد", "موعد", "موعدا", "تاشيره"])
