"""A claim's content in a few neutral words: "will open (goods)", "nobody crossed", "agreement to open (A, B)"."""

from __future__ import annotations

from typing import Final, Protocol

from maabar.model import Agreement, By, Flow, Incident, Value
from maabar.output.names import actor_name, phrases
from maabar.registry import Registry

_STATUS: Final = {
    ("actual", "affirmed"): {"open": "open", "closed": "closed", "restricted": "open with restrictions"},
    ("actual", "denied"): {"open": "not open", "closed": "not closed", "restricted": "not open even for some"},
    ("planned", "affirmed"): {"open": "to open", "closed": "to close", "restricted": "to open with restrictions"},
    ("planned", "denied"): {"open": "not to open", "closed": "not to close", "restricted": "not to open even for some"},
    ("proposed", "affirmed"): {
        "open": "opening proposed",
        "closed": "closing proposed",
        "restricted": "opening for some proposed",
    },
    ("proposed", "denied"): {
        "open": "no opening proposed",
        "closed": "no closing proposed",
        "restricted": "no opening for some proposed",
    },
}
_AGREED: Final = {"open": "to open", "close": "to close", "operate": "to run it"}


class Said(Protocol):
    """What claims and speech acts have in common."""

    @property
    def kind(self) -> str: ...
    @property
    def value(self) -> Value: ...
    @property
    def reality(self) -> str: ...
    @property
    def polarity(self) -> str: ...
    @property
    def traffic(self) -> tuple[str, ...]: ...


def content(said: Said, registry: Registry) -> str:
    """What is said, in neutral words."""
    match said.value:
        case str() as status:
            words = _STATUS[said.reality, said.polarity][status]
            return f"{words} ({_for(said.traffic)})" if said.traffic else words
        case Agreement(on, parties):
            between = f" ({', '.join(actor_name(p, registry) for p in parties)})" if parties else ""
            whom = f" for {_for(said.traffic)}" if said.traffic else ""
            return f"{_hedged('agreement', said)} {_AGREED[on]}{whom}{between}"
        case By(by):
            verb = {"control": "held by", "operation": "run by"}[said.kind]
            return f"{_not(said)}{_becoming(said, verb)} {actor_name(by, registry)}"
        case Flow():
            return _passing(said, said.value)
        case Incident():
            return _incident(said, said.value, registry)


def _for(traffic: tuple[str, ...]) -> str:
    return ", ".join(phrases()["traffic"].get(t, t) for t in traffic)


def _hedged(noun: str, said: Said) -> str:
    if said.polarity == "denied":
        return f"no {noun}"
    return {"actual": noun, "planned": f"coming {noun}", "proposed": f"talk of {noun}"}[said.reality]


def _not(said: Said) -> str:
    return "not " if said.polarity == "denied" else ""


def _becoming(said: Said, verb: str) -> str:
    return {"actual": verb, "planned": f"to be {verb}", "proposed": f"proposed to be {verb}"}[said.reality]


def _passing(said: Said, flow: Flow) -> str:
    words = phrases()["passing"][flow.what]
    if said.polarity == "denied":
        return f"passage of {words['some']} hindered"
    if flow.count == 0:
        return f"{words['nobody']} crossed"
    figure = figure_of(flow)
    many = f"{figure} {words['one'] if figure == '1' else words['many']}" if figure else words["some"]
    return {"actual": f"{many} crossed", "planned": f"{many} to cross", "proposed": f"crossing of {many} proposed"}[
        said.reality
    ]


def figure_of(flow: Flow) -> str:
    """The count as it was said, with its bounds where it was vague; empty where there is none."""
    if flow.low is not None or flow.high is not None:
        low, high = flow.low, flow.high
        if low is None:
            return f"up to {high:,}"
        if high is None:
            return f"at least {low:,}"
        about = flow.count if flow.count is not None else low if low == high else None
        return f"{low:,} to {high:,}" if about is None else f"about {about:,}"
    return "" if flow.count is None else f"{flow.count:,}"


def _incident(said: Said, incident: Incident, registry: Registry) -> str:
    what = "violence" if incident.type == "other" else incident.type
    told = [f"{n} {word}" for n, word in ((incident.killed, "killed"), (incident.injured, "injured")) if n is not None]
    by = f", {actor_name(incident.by, registry)} blamed" if incident.by else ""
    return f"{_hedged(what, said)}{': ' + ', '.join(told) if told else ''}{by}"
