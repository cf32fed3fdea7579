"""Incidents: shelling, airstrikes, clashes, blasts, arrests, protests, with casualties and the party blamed."""

from __future__ import annotations

from collections.abc import Iterator

from maabar.model import ANY_CROSSING, Incident
from maabar.reading.event import PLACED, VIOLENCE, Event
from maabar.reading.scene import Scene
from maabar.reading.scope import Scope
from maabar.text.numbers import parse_number


def incident_events(s: Scene, i: int) -> Iterator[Event]:
    doc = s.doc
    classes = doc.info[i].classes
    type_ = next(t for t in VIOLENCE if t in classes)
    if i and doc.words[i - 1] in ("فض", "لفض"):
        return  # «قوات فض الاشتباك»
    lo, hi = doc.bounds[doc.sentence[i]]
    if type_ == "raid":
        type_ = "other"
    by = _blamed(s, i, lo, hi) if type_ != "protest" else None
    if type_ == "shelling" and (by == "il" or any("drone" in doc.info[j].classes for j in range(lo, hi))):
        type_ = "airstrike"
    after, before = s.next_any(i, 18), s.previous(i, 16)
    target = s.closer(i, before, after)
    if doc.info[i].pronoun:
        target = s.antecedent(i)
    if target is None and type_ in s.headline:
        target = s.topic(i)
    lo_clause, hi_clause = doc.clauses[doc.clause[i]]
    if type_ == "other" and any(doc.info[j].classes & _NAMED for j in range(lo_clause, hi_clause) if j != i):
        return  # «استهدفت غارة المعبر» is one airstrike
    caused = any(doc.words[j].lstrip("و") in _CAUSE for j in range(max(lo, i - 3), i))
    if caused and (target is None or target is not after or doc.clause[after.start] != doc.clause[i]):
        return  # why something else happened
    rule = "incident"
    if target is None:
        target, rule = s.loosely(i), "incident?"
    if target is None:
        return
    if type_ in ("shelling", "clash", "other") and target.crossings == (ANY_CROSSING,) and type_ != "clash":
        if not doc.info[target.start].article and target is not after:
            return
    scope = s.scope(i)
    if {"maybe", "plan", "future"} & set(scope.operators):
        return
    killed, injured = _casualties(s, lo, hi)
    first, last = s.span(i, target.start)
    value = Incident(type_, killed, injured, by)
    scope = Scope("actual", "affirmed" if scope.polarity == "affirmed" else "denied", operators=scope.operators)
    yield Event("incident", (value,), target.crossings, i, first, last, scope, rule)


def _casualties(s: Scene, lo: int, hi: int) -> tuple[int | None, int | None]:
    doc = s.doc
    killed = injured = None
    for j in range(lo, hi):
        for name in ("killed", "injured"):
            if name not in doc.info[j].classes:
                continue
            figure = _figure(s, j, lo, hi)
            if name == "killed" and killed is None:
                killed = figure
            elif name == "injured" and injured is None:
                injured = figure
    return killed, injured


def _figure(s: Scene, j: int, lo: int, hi: int) -> int | None:
    doc = s.doc
    for k in (*range(j + 1, min(hi, j + 4)), *range(max(lo, j - 2), j)):
        number = parse_number(doc.words, k)
        if number and number.value is not None:
            return number.value
    following = doc.info[j + 1].classes if j + 1 < hi else frozenset()
    if doc.info[j].bare in ("مقتل", "استشهاد", "مصرع") and following & {"people"} and doc.words[j + 1][-2:] != "ين":
        return 1
    return None


def _blamed(s: Scene, i: int, lo: int, hi: int) -> str | None:
    doc = s.doc
    for j in (i + 1, i + 2):
        if j < hi and doc.clause[j] == doc.clause[i] and (nation := s.nation(doc.words[j])):
            return nation
    after = [f for f in s.actors_after(i, 5) if doc.words[f.start - 1] not in PLACED]
    if after:
        return after[0].name.id
    for j in range(i - 1, max(lo, i - 7) - 1, -1):
        for f in doc.names:
            if f.name.what == "actor" and f.end - 1 == j:
                return f.name.id
    return None


_NAMED = frozenset(VIOLENCE) - {"raid", "protest"}
_CAUSE = frozenset("بسبب نتيجه اثر ظل جراء عقب بعد بفعل".split())
