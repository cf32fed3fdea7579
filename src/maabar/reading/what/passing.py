"""Flows: people, goods and vehicles that pass, or are kept from passing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from maabar.model import ANY_CROSSING, Flow, Polarity
from maabar.reading.what.barring import WAITING, hindrance, is_barred, is_halting, is_unhindered, is_unrecorded
from maabar.reading.what.carried import carried, passing
from maabar.reading.what.counting import WERE, Figure, count_of, plain
from maabar.reading.what.event import TRAFFIC_CLASSES, Event
from maabar.reading.what.routes import anywhere, route
from maabar.reading.what.scene import Scene
from maabar.reading.what.telling import READY, says_passing
from maabar.reading.which.references import Mention


def flow_events(s: Scene, i: int) -> Iterator[Event]:
    """Who or what passes a crossing at word ``i``, or is kept from it (count 0), or hindered (denied, no count)."""
    doc = s.doc
    lo, hi = doc.bounds[doc.sentence[i]]
    if i in s.named or not says_passing(s, i, lo, hi):
        return
    what = passing(s, i, lo, hi)
    if not what and not _is_unnamed(s, i):
        return
    target = route(s, i, lo, hi)
    rule = "flow"
    if target is None:
        target, rule = s.loosely(i) or anywhere(s, i), "flow?"
    if target is None:
        return
    scope = s.scope(i)
    aimed = "aim" in scope.operators
    if scope.dropped or (aimed and not any(doc.has(j, "plan") for j in range(max(lo, i - 8), i))):
        return
    barred = is_barred(s, i, lo, hi)
    denied = scope.polarity == "denied" and not doc.info[i].verb & {"barred", "stuck"}  # «لم تمنع المدنيين من العبور»
    none = denied or barred or is_unrecorded(s, i, lo)
    by = hindrance(s, i, lo, hi)
    if by is not None and (is_unhindered(s, i, by) or any(w in WERE for w in doc.words[by - 1 : i])):
        return
    if not what:
        before = (kind for j in range(i - 1, max(lo, i - 20) - 1, -1) if (kind := carried(s, j)))
        who = next(before, None)
        waiting = any(plain(w) in WAITING for w in doc.words[max(lo, i - 6) : i])
        if (not none and by is None) or (waiting and who is None):
            return
        what = [(who or "people", i)]
        if rule == "flow?" and len(target.crossings) > 1:
            if doc.words[i + 1 : i + 2] != ["بين"]:
                return
            target = replace(target, crossings=(ANY_CROSSING,))  # «العبور بين الجانبين متوقف»
    stuck = doc.info[i].bare.startswith("عالق")
    if (stuck or not none) and (_is_possible(s, i, lo) or (stuck and _is_let(s, i, lo))):
        return  # «بإمكان المسافرين العبور» tells that it is open
    reality = scope.reality
    if reality == "proposed" and "if" not in scope.operators and _is_expected(s, i, lo):
        reality = "planned"
    if reality == "proposed" and not none and any(plain(w).startswith(_ATTEMPT) for w in doc.words[max(lo, i - 6) : i]):
        return  # «كل من يحاول الخروج»
    if aimed:
        reality = "planned"  # «تجري الترتيبات كي تدخل الشاحنات»
    if reality == "actual" and any(doc.words[j].lstrip("و") in READY for j in range(max(lo, i - 4), i)):
        reality = "planned"
    if reality == "actual" and any(doc.words[j].lstrip("وف") == "لن" for j in range(max(lo, i - 6), i)):
        reality = "planned"  # «لن يُسمح للشاحنات بالدخول»
    first, last = s.span(i, *(j for _, j in what))
    if rule == "flow" and none and by is None and any(name == "people" for name, _ in what) and is_halting(s, i, lo):
        scope = replace(scope, polarity="affirmed")
        whom = tuple(dict.fromkeys(name for name, _ in what))
        yield Event("status", ("closed",), target.crossings, i, first, last, scope, "halted", whom, target.note)
        return
    if by is not None and (reality == "proposed" or "future" not in scope.operators):
        reality = "actual"  # «يحاولون منع العابرين»
    elif reality == "actual" and _is_provided(s, i, lo):
        reality = "planned"
    crossings = target.crossings
    own: dict[tuple[str, ...], list[Flow]] = {}
    for name, j in what:
        figure = Figure() if by is not None else Figure(0) if none else count_of(s, j)
        if figure.value and len(crossings) > 1 and rule == "flow" and target.how in ("many", "dual"):
            crossings = (ANY_CROSSING,)  # «خرج منها ألف شخص»: from all of them together
        own.setdefault(_own_way(s, target, j) or crossings, []).append(Flow(name, *figure))
    polarity: Polarity = "affirmed" if by is None else "denied"
    scope = replace(scope, reality=reality, polarity=polarity)
    for through, flows in own.items():
        yield Event("flow", tuple(flows), through, i, first, last, scope, rule)


def _own_way(s: Scene, target: Mention, j: int) -> tuple[str, ...]:
    """«دخلت 20 شاحنة من معبر رفح و30 شاحنة من معبر زيكيم»: the second lot has a crossing of its own."""
    following = s.next_any(j, _OWN)
    if following is None or target.end > j or not s.same(target.start, j):
        return ()
    return following.crossings if s.doc.words[following.start - 1] in ("من", "عبر") else ()


_OWN = 5


def _is_unnamed(s: Scene, i: int) -> bool:
    """«العبور متوقف», «تباطؤ في العبور», «الحركة فيه متوقفة»: a noun of passing that leaves open who passes."""
    word = s.doc.info[i]
    return "pass" in word.classes and not word.verb and word.bare in _PASSAGE and (word.article or not word.preposition)


def is_traffic_halted(s: Scene, i: int) -> bool:
    """«حركة الشاحنات متوقفة»: a standstill of what passes, not of the crossing."""
    lo = s.doc.bounds[s.doc.sentence[i]][0]
    return any(s.doc.info[j].classes & (TRAFFIC_CLASSES | {"pass"}) for j in range(max(lo, i - 12), i))


def _is_possible(s: Scene, i: int, lo: int) -> bool:
    return any(plain(w).startswith(_CAN) for w in s.doc.words[max(lo, i - 14) : i])


def _is_let(s: Scene, i: int, lo: int) -> bool:
    return any(s.doc.has(j, "allowed") for j in range(max(lo, i - 7), i))


def _is_provided(s: Scene, i: int, lo: int) -> bool:
    """«…، على أن يُسمح بتنقل الأفراد»: a clause of what is then to be."""
    doc = s.doc
    near = range(max(lo + 1, i - 4), i)
    return any(
        doc.words[j] == "ان" and doc.words[j - 1] == "علي" and "،" in doc.gaps[j - 1] and doc.info[j + 1].present
        for j in near
    )


def _is_expected(s: Scene, i: int, lo: int) -> bool:
    return any(plain(w).removeprefix("ال").startswith(_EXPECT) for w in s.doc.words[max(lo, i - 12) : i])


_PASSAGE = frozenset(["عبور", "مرور", "تنقل", "حركه", "سفر", "دخول", "خروج", "مغادره"])
_ATTEMPT = ("يحاول", "تحاول", "حاول", "محاول", "لمحاول", "ثني", "سعيا")
_CAN = ("بامكان", "امكان", "بوسع", "يمكن", "يتمكن", "سيتمكن", "يستطيع", "تستطيع", "يتسني", "يتاح")
_EXPECT = ("توقع", "متوقع", "يتوقع", "منتظر", "مرتقب", "ينتظر")
"""Before a hindrance that is past: «الحواجز التي كانت تعيق مرور الشاحنات»."""
