"""For whom a crossing is open, closed or agreed on: «أمام المدنيين», «لعبور الشاحنات», «في وجه كل من يقصد …»."""

from __future__ import annotations

from maabar.reading.document import Document
from maabar.reading.what.event import STATUS, TRAFFIC_CLASSES, traffic_in_order
from maabar.reading.what.scene import Scene
from maabar.reading.which.references import Mention


def traffic_of(s: Scene, start: int, last: int, target: Mention, value: str = "open") -> tuple[str, ...]:
    """Whom it is open, closed or agreed for, said after the trigger that ends before word ``start``."""
    doc = s.doc
    lo, hi = doc.bounds[doc.sentence[start - 1]]
    first = _beginning(s, start, target, max(lo, start - 1 - _FOR_REACH))
    stop = min(max(last + 1, target.end + _FOR_REACH, start + _FOR_REACH), hi)
    found: set[str] = set()
    open_for = 0
    for j in range(first, stop):
        if j == start and doc.has(start - 1, "receives"):
            open_for = _FOR_SPAN  # «المعبر يستقبل المسافرين»
        w = doc.info[j]
        if j >= start and _says_other(doc, j, target.end):
            break
        if open_for and is_but(doc, j) and not (j + 1 < stop and doc.words[j + 1].startswith(_ALIKE)):
            break  # «للمشاة دون السيارات»
        if _begins(doc, j):
            open_for = _FOR_SPAN
            if doc.words[j].endswith(("هم", "لمن")) or _is_whoever(doc, j + 1):
                found.add("people")  # «في وجوههم», «أمام من يرغب»
        kinds = kinds_at(doc, j)
        if w.bare == "انساني" and doc.words[j + 1 : j + 2] == ["والتجاري"]:
            kinds = {"people", "goods"}  # «بشقيه الإنساني والتجاري»
            open_for = open_for or 1
        elif (way := doc.words[j].removeprefix("و")) in _TRAVEL and (open_for or way.startswith("لل")):
            kinds = {_TRAVEL[way]}
        if kinds and (open_for or w.preposition == "ل" or doc.words[j].startswith("لل")):
            found |= kinds
            open_for = _FOR_SPAN
        elif w.classes & {"way_in", "way_out"} and open_for:
            found.add("people")  # «أمام القادمين»
        open_for = max(0, open_for - 1)
    found |= _by_name(doc, target, value)
    return traffic_in_order(found)


def kinds_at(doc: Document, j: int) -> set[str]:
    """What may pass at word ``j``: «شاحنات الإغاثة» are aid, «الحالات الإنسانية» people."""
    w = doc.info[j]
    if doc.phrase.get(j, ("", 0))[0] == "people" or doc.words[j].lstrip("وبل").removeprefix("ال") in _WHO:
        return {"people"}  # «الحالات المرضية», «لحاملي الجنسية», «للسفر»
    kinds = set(w.classes & TRAFFIC_CLASSES)
    if w.bare.startswith("انساني"):
        return set()
    if "goods" in kinds and doc.info[min(j + 1, len(doc) - 1)].bare.startswith(("انساني", "اغاثي")):
        return {"aid"}  # «المواد الإنسانية»
    if "vehicles" in kinds:
        for k in range(j + 1, min(len(doc), j + 3)):
            more = set(doc.info[k].classes & {"aid", "fuel", "goods"})
            if more and not doc.info[k].conjunction and doc.clause[k] == doc.clause[j]:
                return more  # «شاحنات المساعدات», «الشاحنات التجارية» are there for what they carry
    return kinds


def is_but(doc: Document, j: int) -> bool:
    """«دون …», «باستثناء …», «من غير …»: what follows is left out."""
    word, before = doc.words[j], doc.words[j - 1].lstrip("و")
    return word in _BUT or (word == "غير" and before == "من") or (word == "استثناء" and before == "مع")


def group(doc: Document, lo: int, hi: int) -> set[str]:
    """Who or what is named at words ``lo`` to ``hi`` (exclusive), up to «دون» and its like."""
    found: set[str] = set()
    for j in range(lo, hi):
        if j > lo and (is_but(doc, j) or _says_other(doc, j, lo)):
            break
        found |= kinds_at(doc, j)
        if _is_whoever(doc, j + 1) or doc.words[j] in ("لمن", "ممن"):
            found.add("people")
    return found


def _beginning(s: Scene, start: int, target: Mention, lo: int) -> int:
    """The first word looked at: after the crossing where it stands before the trigger, but not beyond what is said
    of it by another trigger («أُغلق المعبر أمام المدنيين وفُتح للشاحنات»)."""
    doc = s.doc
    if not s.same(target.start, min(start, len(doc) - 1)) or target.end >= start:
        return start
    if doc.info[start - 1].conjunction and doc.info[start - 1].classes & {"open_state", "closed_state"}:
        return start
    if doc.info[start - 1].pronoun or any(
        doc.info[j].classes & STATUS for j in range(max(0, target.start - 3), target.start)
    ):
        return start  # «فُتح معبر … أمام الشاحنات، على أن يُفتح أمام المسافرين»
    for j in range(start - 1, max(lo, target.end), -1):
        if "،" in doc.gaps[j] or (j < start - 1 and doc.info[j].classes & STATUS and not doc.info[j].article):
            return start
    return target.end


def _says_other(doc: Document, j: int, end: int) -> bool:
    """Whether word ``j`` begins to say something else: «…, وقال …», «… ومفتوح للشاحنات»."""
    w = doc.info[j]
    if doc.words[j] in ("اما", "فيما") or (w.conjunction and w.present and not w.article):
        return True  # «أما المسافرون …», «ويُمنع المسافرون»
    if j > end and (w.classes & {"that", "say"} or (w.verb & STATUS and not w.preposition)):
        return True
    return bool(w.conjunction and w.classes & {"open_state", "closed_state", "open", "closed"} and not w.article)


def _begins(doc: Document, j: int) -> bool:
    """Whether word ``j`` says for whom: «أمام», «لعبور», «ليخرج منه», «يسلكه», «بهدف إخراج»."""
    w, word = doc.info[j], doc.words[j]
    if word in FOR or (w.present and w.preposition == "ل"):
        return True
    if "pass" not in w.classes:
        return False
    if w.preposition == "ل" or doc.words[j - 1] in _IN_ORDER_TO:
        return True
    return w.present and not w.conjunction and (w.pronoun in ("ه", "ها") or doc.words[j + 1 : j + 2] in _BY_IT)


def _is_whoever(doc: Document, j: int) -> bool:
    """«أمام من يرغب», «بوجه كل من يقصد», «لخروج من يود»."""
    words = doc.words
    if words[j : j + 1] in (["كل"], ["جميع"]):
        j += 1
    return words[j : j + 1] == ["من"] and (
        words[j - 1] in ("امام", "وجه", "بوجه", "كل", "علي") or _is_wish(words[j + 1 : j + 2])
    )


def _is_wish(following: list[str]) -> bool:
    return bool(following) and following[0].startswith(_WISHES)


def _by_name(doc: Document, target: Mention, value: str) -> set[str]:
    """What the crossing itself is said to be for: «معبر تجاري», «ممر إنساني»."""
    out: set[str] = set()
    for j in range(target.start + 1, min(len(doc), target.start + 4)):
        w = doc.info[j]
        if w.conjunction or w.preposition or not (w.classes & {"adjectives", "numbers"} or w.bare == "شحن"):
            break  # «معبر كسب التجاري» is only its name
        if w.bare in _TRADING:
            out.add("goods")
        elif w.bare.startswith("انساني") and value in ("open", "restricted"):
            out.add("people")
    return out


FOR = frozenset(
    """
    امام امامهم امامها بوجه وجه وجوه وجههم وجوههم بوجههم لهم لمن لحركه لمرور لعبور لخروج لدخول لتسهيل لنقل لاستقبال
    للحركه لادخال لاخراج لعوده لتبادل للحالات كي لكي لايصال لسفر لتنقل لاجلاء لتصدير لاستيراد لزياره
    لمئات لعشرات لالاف لبعض لعدد
    """.split()
)
_TRAVEL = {"المرور": "people", "الشحن": "goods", "النقل": "vehicles", "للشحن": "goods", "للمرور": "people"}
"""«أمام التجارة والمرور», «لحركة الشحن»."""
_IN_ORDER_TO = frozenset(
    "بهدف بغيه بغرض اجل لتامين لتسهيل لتيسير تسهيلا تيسيرا لضمان لغرض قصد بقصد بغايه لاتاحه امكانيه".split()
)
_BY_IT = (["منه"], ["عبره"], ["منها"], ["عبرها"], ["خلاله"])
_BUT = frozenset("دون باستثناء عدا ماعدا وليس ليس سوي ولا".split())
_ALIKE = ("تمييز", "استثناء", "قيود", "شروط", "قيد", "شرط", "غير", "سوا", "تاشير", "الحاج", "اي")
"""After «دون»: «دون استثناء», «دون غيرهم» take nobody out."""
_WISHES = ("ير", "يود", "تود", "يريد", "يقصد", "يحمل", "يبتغ", "اراد", "يشاء", "يتوجه", "يعبر", "ادرج")
_WHO = frozenset("عابرين مارين حالات مسلحين اطباء ابناء اتراك سايقين اصحاب حاملي حمله ذوي سفر تنقل زياره جميع".split())
_TRADING = frozenset(["تجاري", "تجاريه", "تجاريين", "تجاريان"])
_FOR_REACH, _FOR_SPAN = 14, 5
