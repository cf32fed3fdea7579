"""What is said of crossings: every trigger word goes to the rules of its kind."""

from __future__ import annotations

from collections.abc import Iterator

from maabar.reading.agreements import agreement_event
from maabar.reading.event import INCIDENT, STANDSTILL, STATUS, TRIGGERS, Event
from maabar.reading.holders import control_events
from maabar.reading.keepers import operation_events
from maabar.reading.passing import flow_events, is_by_way, is_traffic_halted
from maabar.reading.scene import Scene
from maabar.reading.status import is_exception, limited_events, phrase_events, run_event, status_events, work_event
from maabar.reading.violence import incident_events


def events_of(s: Scene) -> list[Event]:
    """The events of a document, in the order of their trigger words."""
    doc = s.doc
    used: set[int] = set()
    out: list[Event] = []
    for i, word in enumerate(doc.info):
        classes = word.classes
        phrase = doc.phrase.get(i)
        if phrase and phrase[0] in ("open", "closed", "works", "halt", "limited", "control", "stop_it"):
            if i not in used:
                used |= set(range(i, phrase[1]))
                out += _phrase(s, i, phrase)
            continue
        if phrase and phrase[0] in INCIDENT and i not in used:
            used |= set(range(i, phrase[1]))
            out += incident_events(s, i, phrase[1])
            continue
        if i in used or not classes & TRIGGERS:
            continue
        if "agree" in classes and (found := agreement_event(s, i, used)):
            out.append(found)
        elif word.bare in STANDSTILL and is_traffic_halted(s, i):
            out += flow_events(s, i)
        elif classes & STATUS:
            out += status_events(s, i)
        elif "work" in classes and (worked := work_event(s, i)):
            out.append(worked)
        elif classes & {"stop_it", "run_it"} and (ran := run_event(s, i)):
            out.append(ran)
        elif "limited" in classes:
            out += limited_events(s, i)
        elif "control" in classes:
            out += control_events(s, i)
        elif "keep" in classes:
            out += operation_events(s, i)
        elif "allowed" in classes:
            if is_exception(s, i):
                out += limited_events(s, i)
        elif "receives" in classes and word.present and (ran := run_event(s, i)):
            out.append(ran)
        elif classes & {"pass", "barred"} or ("arrive" in classes and is_by_way(s, i)):
            out += limited_events(s, i) if is_exception(s, i) else flow_events(s, i)
        if classes & INCIDENT:
            out += incident_events(s, i)
    return out


def _phrase(s: Scene, i: int, phrase: tuple[str, int]) -> Iterator[Event]:
    name, end = phrase
    if name == "limited":
        return limited_events(s, i)
    if name == "control":
        return control_events(s, i)
    return phrase_events(s, i, name, end)
