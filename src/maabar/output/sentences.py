"""One plain sentence per crossing: who says what, who denies it, what was seen, and when the last word fell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from maabar.model import Agreement, By, Flow, Incident, SpeechAct
from maabar.output.names import actor_name, crossing_name, outlet_name, phrases, speaker_name
from maabar.output.standing import Standing, day_of
from maabar.output.wording import content, figure_of
from maabar.registry import Registry
from maabar.weighing.acts import outlet_of

NAMED: Final = 2
"""Voices named in a clause, officials first; the others are counted."""
CLAUSES: Final = 4
"""Clauses in a sentence, the weightiest first."""
_STATES: Final = {"open": "open", "closed": "closed", "restricted": "open with restrictions"}
_CHANGES: Final = {"open": "opening", "closed": "closing", "restricted": "opening for some"}


def sentence(standing: Standing, registry: Registry) -> str:
    """The account of one crossing in words, ending with whether it is contested and the day of the last evidence."""
    days = _Days()
    told = "; ".join(_clause(group, standing.on, registry, days) for group in _groups(standing)[:CLAUSES])
    parts = [f"{crossing_name(standing.crossing, registry)}: {told or 'spoken of, but nothing said of its state'}."]
    if standing.contested:
        parts.append("Contested.")
    if standing.state == "unknown":
        parts.append("Not enough information on its state.")
    parts.append(f"Last evidence {days(standing.last_evidence)}.")
    return " ".join(parts)


class _Days:
    """Days in words; the year only where it differs from the one named before."""

    def __init__(self) -> None:
        self._year: int | None = None

    def __call__(self, day: date) -> str:
        same, self._year = day.year == self._year, day.year
        return f"{day.day} {day:%B}" if same else f"{day.day} {day:%B %Y}"


def _groups(standing: Standing) -> list[list[SpeechAct]]:
    """Acts that say the same, the weightiest kind first and in the order of the days they are about."""
    groups: dict[tuple[int, str], list[SpeechAct]] = {}
    for act in standing.acts:
        if key := _key(act, standing.on):
            groups.setdefault(key, []).append(act)
    return [groups[key] for key in sorted(groups, key=lambda k: (k[0], min(map(day_of, groups[k])), k[1]))]


def _key(act: SpeechAct, on: date) -> tuple[int, str] | None:
    """(weight, what makes acts say the same); None for what the sentence leaves out."""
    match act.value:
        case str() as status if act.reality == "proposed":
            return 4, status
        case str() as status if act.polarity == "denied":
            return 1, status
        case str() as status:
            return 0, f"{status} {act.reality == 'planned' and day_of(act) > on}"
        case Flow(what, count):
            return 2, f"{what} {count == 0} {act.reality} {act.polarity} {act.speaker_kind == 'witness'}"
        case Agreement(on=agreed):
            return 3, f"{agreed} {act.reality} {act.polarity}"
        case Incident(type_):
            return 5, type_
        case By():
            return None


def _announced(act: SpeechAct) -> bool:
    return act.reality == "planned" or act.speaker_kind == "official"


def _clause(group: Sequence[SpeechAct], on: date, registry: Registry, days: _Days) -> str:
    act, voices = group[-1], _voices(group, registry)
    match act.value:
        case str() as status:
            return _status(group, status, on, days, voices)
        case Flow():
            return _flow(act, act.value, voices)
        case Agreement(agreed, parties):
            names = _parties(parties, registry)
            between = f" between {_and(names)}" if len(names) > 1 else ""
            verb = "denied" if act.polarity == "denied" else "spoken of" if act.reality == "proposed" else "reported"
            to = {"open": "to open", "close": "to close", "operate": "to run"}[agreed]
            return f"agreement{between} {to} it {verb} by {voices}"
        case Incident() | By():
            when = f" ({days(day_of(act))})" if act.when else ""
            return f"{content(act, registry)}{when}, according to {voices}"


def _status(group: Sequence[SpeechAct], status: str, on: date, days: _Days, voices: str) -> str:
    act = group[-1]
    named = {a.traffic for a in group}
    whom = f" for {_and([phrases()['traffic'][t] for t in act.traffic])}" if act.traffic and len(named) == 1 else ""
    if act.reality == "proposed" or act.polarity == "denied":
        verb = "denied" if act.polarity == "denied" else "proposed"
        return f"{_CHANGES[status]}{whom} {verb} by {voices}"
    first = min((day_of(a) for a in group if a.when), default=None)
    since = f" from {days(first)}" if first else ""
    if act.reality == "planned" and day_of(act) > on:
        return f"to be {_STATES[status]}{whom}{since}, announced by {voices}"
    verb = "announced" if all(map(_announced, group)) else "said to be"
    return f"{verb} {_STATES[status]}{whom}{since} by {voices}"


def _flow(act: SpeechAct, flow: Flow, voices: str) -> str:
    words = phrases()["passing"][flow.what]
    if act.polarity == "denied":
        return f"passage of {words['some']} hindered, according to {voices}"
    if flow.count == 0:
        if act.speaker_kind == "witness":
            return f"{voices} saw {words['nobody']} cross"
        return f"{words['nobody']} crossed, according to {voices}"
    figure = figure_of(flow)
    many = f"{figure} {words['one'] if figure == '1' else words['many']}" if figure else str(words["some"])
    crossed = {"actual": "crossed", "planned": "to cross", "proposed": "might cross"}[act.reality]
    return f"{many} {crossed}, according to {voices}"


def _parties(parties: Sequence[str], registry: Registry) -> list[str]:
    """Names of the parties, without those that are part of another one named."""
    whole = [p for p in parties if not any(other != p and other in registry.ancestors(p) for other in parties)]
    return [actor_name(p, registry) for p in whole]


def _voices(acts: Sequence[SpeechAct], registry: Registry) -> str:
    """The voices of a clause, the first ones by name."""
    officials_first = sorted(acts, key=lambda act: act.speaker_kind != "official")
    names = list(dict.fromkeys(_voice(act, registry) for act in officials_first))
    others = len(names) - NAMED
    if others == 1:
        return _and(names)
    return _and([*names[:NAMED], f"{others} others"]) if others > 0 else _and(names)


def _voice(act: SpeechAct, registry: Registry) -> str:
    if act.speaker_kind == "witness":
        return f"a witness of {outlet_name(outlet_of(act.voice), registry)}"
    if act.speaker_kind == "unnamed":
        return f"unnamed sources of {outlet_name(outlet_of(act.voice), registry)}"
    return speaker_name(act.voice, act.speaker_kind, registry, running=True)


def _and(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"
