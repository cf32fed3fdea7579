"""What is said of crossings: every trigger word goes to the rules of its kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from maabar.reading.what.agreements import agreement_event, talks_event
from maabar.reading.what.counting import number_at
from maabar.reading.what.event import DENIAL, INCIDENT, STANDSTILL, STATUS, TRIGGERS, Event
from maabar.reading.what.handing import (
    belonging_events,
    deployed_events,
    entered_events,
    expelled_events,
    flag_events,
    handed_events,
    left_events,
    present_events,
)
from maabar.reading.what.holders import control_events
from maabar.reading.what.keepers import checkpoint_events, operation_events
from maabar.reading.what.limits import exception_at, exempted_events, limited_events
from maabar.reading.what.passing import flow_events, is_traffic_halted
from maabar.reading.what.possible import possible_events
from maabar.reading.what.routes import is_by_way
from maabar.reading.what.scene import Scene
from maabar.reading.what.scope import Scope
from maabar.reading.what.status import phrase_events, status_events
from maabar.reading.what.stuck import crowd_events, returned_events, stuck_events
from maabar.reading.what.violence import incident_events
from maabar.reading.what.working import receiving_event, run_event, work_event


def events_of(s: Scene) -> list[Event]:
    """The events of a document, in the order of their trigger words."""
    doc = s.doc
    used: set[int] = set()
    out: list[Event] = []
    for i, word in enumerate(doc.info):
        classes = word.classes
        phrase = doc.phrase.get(i)
        if not classes and phrase is None and doc.words[i] not in _SAID:
            continue  # most words
        if phrase and phrase[0] in _PHRASES:
            if i not in used:
                used |= set(range(i, phrase[1]))
                out += (talks_event(s, e) for e in _phrase(s, i, phrase))
            continue
        if "exempt" in classes or (phrase and phrase[0] == "exempt"):
            out += exempted_events(s, i, out, used)
            continue
        if phrase and phrase[0] in INCIDENT and i not in used:
            used |= set(range(i, phrase[1]))
            out += incident_events(s, i, out, phrase[1])
            continue
        if (phrase and phrase[0] == "unfulfilled") or ("fail" in word.verb and i and doc.words[i - 1] in _IT):
            out += _unfulfilled(s, i, out)
        if doc.words[i] in _SAID and (denied := _denial(s, i, out)):
            out.append(denied)
            continue
        if i in used or not classes & TRIGGERS:
            continue
        if "agree" in classes and (found := agreement_event(s, i, used, out)):
            out.append(found)
        elif word.bare in STANDSTILL and is_traffic_halted(s, i):
            out += flow_events(s, i)
        elif classes & STATUS:
            out += (talks_event(s, e) for e in status_events(s, i))
        elif "work" in classes and (worked := work_event(s, i)):
            out.append(worked)
        elif classes & {"stop_it", "run_it"} and (ran := run_event(s, i)):
            out.append(ran)
        elif "limited" in classes:
            out += limited_events(s, i)
        elif "control" in classes and (held := list(control_events(s, i))):
            out += held
        elif classes & _MOVES and (moved := _moved(s, i)):
            out += moved
        elif classes & {"keep", "guard"} and (kept := list(operation_events(s, i))):
            out += kept
        elif "checkpoint" in classes:
            out += checkpoint_events(s, i)
        elif "can" in classes:
            out += possible_events(s, i, out)
        elif classes & {"allowed", "covers"} and exception_at(s, i) >= 0:
            out += limited_events(s, i)
        elif "receives" in classes and (ran := _received(s, i)):
            out.append(ran)
        elif "stuck" in classes and "pass" not in classes and (held := list(stuck_events(s, i))):
            out += held
        elif "returned" in classes and (back := list(returned_events(s, i))):
            out += back
        elif classes & {"crowd", "hinder"} and not classes & {"barred", "pass"}:
            out += crowd_events(s, i)
        elif classes & {"pass", "barred"} or ("arrive" in classes and is_by_way(s, i)):
            out += limited_events(s, i) if exception_at(s, i) >= 0 else flow_events(s, i)
        if classes & INCIDENT:
            out += incident_events(s, i, out)
    return out


def _denial(s: Scene, i: int, before: list[Event]) -> Event | None:
    """«أعلنت روسيا فتح المعبر، ونفت المعارضة ذلك»: what was just told, taken up again by one who denies it."""
    doc = s.doc
    lo, hi = doc.bounds[doc.sentence[i]]
    verb = next((j for j in range(i - 1, max(lo, i - _DENIAL_REACH) - 1, -1) if "deny" in doc.info[j].verb), None)
    told = next((e for e in reversed(before) if e.kind in ("status", "agreement", "control")), None)
    if verb is None or told is None or doc.sentence[i] - doc.sentence[told.at] > 2:
        return None
    ending = next((j for j in range(i + 1, hi) if doc.clause[j] != doc.clause[i] and "،" in doc.gaps[j]), hi)
    if any(doc.info[j].classes & (STATUS | {"agree"}) or j in doc.phrase for j in range(verb + 1, ending)):
        return None  # «نفى الأنباء عن فتح المعبر» says itself what is denied
    first, last = s.span(i, verb)
    return replace(told, at=i, first=first, last=last, scope=replace(told.scope, polarity="affirmed"), rule=DENIAL)


def _received(s: Scene, i: int) -> Event | None:
    """«المعبر يستقبل المسافرين» tells that it is open; with how many it took in, only that they passed."""
    if not s.doc.info[i].present:
        return receiving_event(s, i)
    counted = any(number_at(s, j) for j in range(i + 1, min(len(s.doc), i + 4)))
    return None if counted else run_event(s, i)


def _moved(s: Scene, i: int) -> list[Event]:
    """A crossing passes from hand to hand; the first rule of the word's classes that finds one."""
    rules = (rule for name, rule in _HANDS.items() if name in s.doc.info[i].classes)
    return next((found for rule in rules if (found := list(rule(s, i)))), [])


def _unfulfilled(s: Scene, i: int, before: list[Event]) -> list[Event]:
    """«كان مقررًا فتحه أمس، لكن ذلك لم يحصل», «… إلا أنه أُجّل»: what was planned just before, and did not come."""
    first, last = s.span(i)
    return [
        replace(e, at=i, first=first, last=last, scope=Scope(polarity="denied"), rule="unfulfilled")
        for e in before
        if e.kind == "status" and s.same(e.at, i) and e.scope.reality == "planned" and e.scope.polarity == "affirmed"
    ]


def _phrase(s: Scene, i: int, phrase: tuple[str, int]) -> Iterator[Event]:
    name, end = phrase
    if name == "limited":
        return limited_events(s, i)
    if name == "control":
        return control_events(s, i)
    if name == "checkpoint":
        return checkpoint_events(s, i)
    return phrase_events(s, i, name, end)


_PHRASES = frozenset({"open", "closed", "works", "halt", "limited", "control", "stop_it", "checkpoint"})
_HANDS = {
    "hand": handed_events,
    "come_to": handed_events,
    "leave": left_events,
    "expel": expelled_events,
    "enter": entered_events,
    "belong": belonging_events,
    "where": present_events,
    "deploy": deployed_events,
    "flag": flag_events,
}
_MOVES = frozenset(_HANDS)
_SAID = frozenset("ذلك الامر الانباء الاخبار الخبر النبا الادعاءات المزاعم التصريحات الاعلان".split())
_IT = frozenset("انه انها لكنه لكنها ذلك الامر الموعد".split())
_DENIAL_REACH = 6
