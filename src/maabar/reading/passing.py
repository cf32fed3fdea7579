"""Flows: people, goods and vehicles that pass, or are kept from passing."""

from __future__ import annotations

from collections.abc import Iterator

from maabar.model import Flow, Polarity
from maabar.reading.event import CROSSING, FLOWS, STANDSTILL, STATUS, TRAFFIC, Event
from maabar.reading.mentions import Mention
from maabar.reading.scene import Scene
from maabar.reading.scope import Scope
from maabar.text.numbers import parse_number


def flow_events(s: Scene, i: int) -> Iterator[Event]:
    doc = s.doc
    word = doc.info[i]
    lo0 = doc.bounds[doc.sentence[i]][0]
    if "crossing" in word.classes or (doc.words[i] in ("عبر", "مر") and _is_preposition(s, i)):
        return
    if word.bare in ("حركه",) and not (doc.has(i + 1, *FLOWS, "pass") or word.article):
        return
    if any(doc.words[j].lstrip("ال").startswith(("راغب", "يرغب", "ترغب", "يرغبون")) for j in range(max(lo0, i - 4), i)):
        return
    if (word.preposition == "ل" and (not word.verb or word.present)) or doc.words[i - 1] in (
        "امام",
        "بهدف",
        "لتسهيل",
        "تسهيل",
        "لتامين",
    ):
        return
    lo, hi = doc.bounds[doc.sentence[i]]
    if not word.verb and _under_status(s, i):
        return
    around = range(max(lo, i - 4), min(hi, i + 3))
    if any(doc.words[j].lstrip("و") in _ASIDE or "protest" in doc.info[j].classes for j in around):
        return  # a fee on goods, a demonstration that sets out
    what = _passing(s, i, lo, hi)
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
    none = scope.polarity == "denied" or _is_barred(s, i, lo)
    hindered = any(doc.words[j].lstrip("و").startswith(_HINDER) for j in range(max(lo, i - 4), i + 1))
    values = []
    for name, j in what.items():
        count, low, high = _count(s, j)
        if hindered:
            count = low = high = None
        elif none:
            count, low, high = 0, None, None
        values.append(Flow(name, count, low, high))
    first, last = s.span(i, *what.values())
    polarity: Polarity = "denied" if hindered else "affirmed"
    scope = Scope(scope.reality, polarity, background=scope.background, after=scope.after, operators=scope.operators)
    yield Event("flow", tuple(values), target.crossings, i, first, last, scope, rule)


def is_traffic_halted(s: Scene, i: int) -> bool:
    """«حركة الشاحنات متوقفة»: a standstill of what passes, not of the crossing."""
    lo = s.doc.bounds[s.doc.sentence[i]][0]
    return any(s.doc.info[j].classes & (TRAFFIC | {"pass"}) for j in range(max(lo, i - 12), i))


def _under_status(s: Scene, i: int) -> bool:
    """«فُتح لعبور المسافرين»: a passing that only says what the crossing is open or closed for."""
    doc = s.doc
    lo = doc.clauses[doc.clause[i]][0]
    return any(doc.info[j].classes & STATUS and "made" not in doc.info[j].classes for j in range(max(lo, i - 12), i))


def _passing(s: Scene, i: int, lo: int, hi: int) -> dict[str, int]:
    """Who or what passes at ``i``, with the word that says so: the nearest, and those joined to it with «و»."""
    doc = s.doc
    order = [*range(i + 1, min(hi, i + 7)), *range(i - 1, max(lo, i - 7) - 1, -1)]
    first = next((j for j in order if _carried(s, j) and doc.clause[j] == doc.clause[i]), None)
    if first is None:
        first = next((j for j in order if _carried(s, j) and abs(j - i) <= 4), None)
    if first is None:
        return {}
    out: dict[str, int] = {}
    j = first
    while j < min(hi, first + 12):
        kind = _carried(s, j)
        if kind and (j == first or doc.info[j].conjunction == "و" or doc.words[j - 1] == "و"):
            out.setdefault(kind, j)
        elif kind is None and doc.info[j].verb and j > first:
            break
        j += 1
    return out


def _carried(s: Scene, j: int) -> str | None:
    """The class of a word that can pass, by what the words after it add: «شاحنات مساعدات» are aid."""
    doc = s.doc
    classes = doc.info[j].classes & TRAFFIC
    phrase = doc.phrase.get(j)
    if phrase and phrase[0] == "people":
        return "people"
    if not classes or doc.info[j].bare.startswith(("انساني", "تجاري", "امميه", "اغاثيه")):
        return None
    kind = next(t for t in FLOWS if t in classes)
    if kind == "vehicles":
        for k in range(j + 1, min(len(doc), j + 4)):
            more = doc.info[k].classes & {"aid", "fuel", "goods"}
            if more and doc.info[k].conjunction != "و" and not doc.info[k].bare.startswith("تجاري"):
                return next(t for t in ("aid", "fuel", "goods") if t in more)
    return kind


def is_by_way(s: Scene, i: int) -> bool:
    """Whether the way is named: «عبر معبر …», «من المعبر», «منه», «عبره»."""
    doc = s.doc
    lo, hi = doc.bounds[doc.sentence[i]]
    for j in range(max(lo, i - 3), min(hi, i + 12)):
        if doc.words[j].lstrip("و") in _THROUGH_IT:
            return True
        if doc.words[j].lstrip("و") in ("عبر", "من", "خلال") and doc.has(j + 1, *CROSSING):
            return True
        if doc.words[j] == "عبر" and '"' in doc.gaps[j + 1]:
            return True
    return False


def _is_preposition(s: Scene, i: int) -> bool:
    """«عبر معبر …», «عبر الحدود» is the preposition; the verb has whom or what crossed beside it."""
    doc = s.doc
    if i + 1 < len(doc):
        nxt = doc.info[i + 1]
        if nxt.classes & {"crossing", "crossing_dual", "crossing_many", "border"} or doc.words[i + 1] in ("خطوط",):
            return True
        if '"' in doc.gaps[i + 1]:
            return True
    return bool(i and doc.info[i - 1].classes & TRAFFIC)


def _is_barred(s: Scene, i: int, lo: int) -> bool:
    doc = s.doc
    if "barred" in doc.info[i].classes:
        return True
    for j in range(max(lo, i - 7), i):
        phrase = doc.phrase.get(j)
        classes = doc.info[j].classes
        if "barred" in classes or (i - j <= 3 and "cease" in classes) or (phrase and phrase[0] in ("barred", "halt")):
            return True
        if doc.words[j].lstrip("و") in ("توقف", "توقفت", "متوقفه", "متوقفا", "توقفا", "وقف"):
            return True
    if doc.info[i].bare in STANDSTILL:
        return True
    return any(
        doc.words[j] in ("متوقفا", "متوقفه", "متوقف", "مجمد")
        for j in range(i + 1, min(len(doc), i + 18))
        if doc.sentence[j] == doc.sentence[i]
    )


def _route(s: Scene, i: int, lo: int, hi: int) -> Mention | None:
    """The crossing passed: named in the sentence, or «منه», «عبره» that points back."""
    doc = s.doc
    after = s.next(i, 22)
    if after is not None:
        return after
    before = s.previous(i, 20)
    if before is not None:
        return before
    for j in range(max(lo, i - 4), min(hi, i + 8)):
        if doc.words[j].lstrip("و") in _THROUGH_IT:
            return s.mentions[s.before[i]] if s.before[i] >= 0 else None
    return s.topic(i) if doc.info[i].classes & {"pass"} and doc.info[i].bare not in _VAGUE else None


def _count(s: Scene, j: int) -> tuple[int | None, int | None, int | None]:
    """The figure that counts the noun at ``j``: «نحو 200 شاحنة», «18 شاحنة من المواد»."""
    doc = s.doc
    lo = max(doc.bounds[doc.sentence[j]][0], j - 6)
    for k in range(lo, j):
        number = parse_number(doc.words, k)
        if number is None or not j - 1 <= k + number.used <= j:
            continue
        if any(doc.gaps[m].strip() for m in range(k + 1, j + 1)) or (number.value is None and number.low is None):
            continue
        if number.value is not None:
            return number.value, None, None
        return None, number.low, number.high
    return None, None, None


_THROUGH_IT = frozenset(["منه", "عبره", "منها", "عبرها", "خلاله", "خلالها"])
_VAGUE = frozenset(["حركه", "ادخال", "دخل", "تدخل", "يدخل", "نقل", "انتقل", "تنقل"])
_HINDER = ("يعيق", "تعيق", "عرقل", "تعرقل", "يعرقل", "عطل", "صعوبات", "عرقله", "تعطيل")
_ASIDE = frozenset("رسوم رسوما الرسوم ضرايب الضرايب اتاوات بصدد موعد موعدا تاشيره".split())
