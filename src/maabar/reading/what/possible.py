"""Who may pass: «بإمكان المسافرين العبور من معبر …» tells that it is open, after a closing that it is so for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from maabar.model import ANY_CROSSING
from maabar.reading.what.event import Event, traffic_in_order
from maabar.reading.what.scene import Scene
from maabar.reading.what.traffic import group


def possible_events(s: Scene, i: int, told: Sequence[Event]) -> Iterator[Event]:
    """Open, or restricted, by who can pass at word ``i``; «دون سواهم» is left to the rules of limits."""
    doc = s.doc
    lo, hi = doc.bounds[doc.sentence[i]]
    hi = min(hi, i + _REACH)
    if doc.info[i].verb and (not doc.info[i].present or doc.info[i].preposition):
        return  # «تمكن المدنيون من العبور» is a flow, «فُتح ليتمكن المرضى من العبور» tells what for
    if any(doc.info[j].classes & {"not", "no", "fail"} for j in range(max(lo, i - 3), i)):
        return  # «لم يعد بإمكان المدنيين العبور»
    passed = next((j for j in range(i + 1, hi) if doc.info[j].classes & _PASSING), None)
    if passed is None:
        return
    people = group(doc, i + 1, passed) or group(doc, max(lo, i - 2), i) or group(doc, passed + 1, hi)
    if not people:
        if not doc.info[passed].article or s.next(passed, 3) is None:
            return
        people = {"people"}  # «صار بالإمكان العبور من معبر …»
    if any(doc.has(j, "limited") or doc.phrase.get(j, ("", 0))[0] == "limited" for j in range(i, hi)):
        return
    target = s.next(passed, 12) or (s.antecedent(passed) if doc.info[passed].pronoun else None)
    target = target or s.previous(i, 14) or s.topic(i)
    if target is None or target.crossings == (ANY_CROSSING,):
        return
    scope = s.scope(i)
    if scope.dropped or scope.polarity == "denied":
        return
    closed = next((e for e in reversed(told) if e.kind == "status" and set(e.crossings) & set(target.crossings)), None)
    some = closed is not None and closed.values[0] == "closed" and doc.sentence[i] - doc.sentence[closed.at] <= 2
    value = "restricted" if some else "open"
    first, last = s.span(i, passed)
    traffic = traffic_in_order(people)
    yield Event("status", (value,), target.crossings, i, first, last, scope, "possible", traffic, target.note)


_PASSING = frozenset({"pass", "arrive", "covers"})
_REACH = 18
