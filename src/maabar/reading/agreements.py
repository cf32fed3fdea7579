"""Agreements on a crossing: «اتفاق على فتح المعبر»."""

from __future__ import annotations

from dataclasses import replace

from maabar.model import Agreement, Reality
from maabar.reading.event import CROSSING, Event
from maabar.reading.scene import Scene
from maabar.reading.traffic import traffic_of


def agreement_event(s: Scene, i: int, used: set[int]) -> Event | None:
    doc = s.doc
    hi = min(doc.bounds[doc.sentence[i]][1], i + 22)
    on, at = None, i
    for j in range(i + 1, hi):
        if "،" in doc.gaps[j] and doc.words[j] not in _TERMS:
            break  # what follows is another matter: «… عن الاتفاق، بعد فشل فتح …»
        classes = doc.info[j].classes | ({doc.phrase[j][0]} if j in doc.phrase else set())
        if classes & {"open", "works"}:
            on, at = "open", j
            break
        if classes & {"closed", "halt"}:
            on, at = "close", j
            break
    end = doc.phrase[at][1] if at in doc.phrase else at + 1
    within = end - at > 1 and doc.has(end - 1, *CROSSING)
    target = s.next(end - 2 if within else end - 1, 10) if on else None
    if on and target is None and (between := s.next(i, 14)) and between.start < at:
        target = between  # «اتفاق متعلق بثلاثة معابر تُفتح»
    if on and target is None:
        target = s.antecedent(at) if doc.info[at].pronoun else s.previous(i)
    if on is None and (about := s.next(i, 9)) and any(doc.words[j] in _ABOUT for j in range(i + 1, about.start)):
        on, target, end, at = "operate", about, i + 1, i
    if on is None and (broken := _not_reached(s, i)):
        return broken
    if target is None or on is None:
        return None
    used.update(range(at, end))
    parties = _parties(s, doc.bounds[doc.sentence[i]][0], at, i)
    first, last = s.span(i, at, target.start if s.same(i, target.start) else i)
    scope = s.scope(i)
    if scope.dropped:
        return None
    value = Agreement(on, parties)
    return Event(
        "agreement", (value,), target.crossings, i, first, last, scope, "agree", traffic_of(s, at, last, target)
    )


def talks_event(s: Scene, event: Event) -> Event:
    """«مفاوضات بين … على فتح المعبر»: an opening that is talked of is an agreement that may come, or did not."""
    value, scope = event.values[0], event.scope
    if "talks" not in scope.operators or value not in ("open", "closed"):
        return event
    if scope.reality == "proposed" or scope.polarity == "denied":
        lo = s.doc.bounds[s.doc.sentence[event.at]][0]
        agreed = Agreement("open" if value == "open" else "close", _parties(s, lo, event.at, event.at))
        reality: Reality = "proposed" if scope.polarity == "affirmed" else "actual"
        return replace(event, kind="agreement", values=(agreed,), scope=replace(scope, reality=reality), rule="talks")
    return event


def _parties(s: Scene, lo: int, hi: int, at: int) -> tuple[str, ...]:
    doc = s.doc
    found: dict[str, None] = {}
    for j in range(max(lo, at - _PARTY_REACH), hi):
        if j in s.actors:
            found.setdefault(s.actors[j].name.id)
        elif nation := s.nation(doc.words[j]):
            found.setdefault(nation)
    return tuple(found)[:3]


def _not_reached(s: Scene, i: int) -> Event | None:
    """«الاتفاق لم يكتمل», «لم يُفضِ إلى أي اتفاق»: the agreement just spoken of is said not to be."""
    doc = s.doc
    lo, hi = doc.bounds[doc.sentence[i]]
    after = any(
        doc.words[j] in ("لم", "لن") and not doc.has(j + 1, "say") for j in range(i + 1, min(hi, i + 3))
    )  # «اتفاق لم يُكشف عن مضمونه» is one
    before = any(doc.words[j].lstrip("و") == "لم" for j in range(max(lo, i - 5), i))
    target = s.previous(i) or s.loosely(i, 2)
    if not (after or before) or target is None:
        return None
    first, last = s.span(i)
    scope = replace(s.scope(i), reality="actual", polarity="denied")
    return Event("agreement", (Agreement("open", ()),), target.crossings, i, first, last, scope, "agree")


_PARTY_REACH = 12
_TERMS = frozenset("يقضي تقضي ينص تنص علي بشان حول بفتح لفتح باغلاق".split())
_ABOUT = frozenset("بشان حول يخص بخصوص يتعلق".split())
