"""What stands on a crossing, on a day: who says so, who says otherwise, since when.

One function, `standings`, makes the account that sentences, tables and JSON show. The state is what the weighing
believes. Where it isn't asked (a ledger too large to weigh at every question) a simple rule stands in: the latest
actual claim of an independent voice, or of any voice where no independent one spoke. Either way it is *unknown* where
nothing said in the present story bears on it, where the last evidence is older than `maabar.weighing.explain.OLD` days,
and where the weighing's belief is nearly as vague as knowing nothing (`VAGUE`).

A voice counts *for* the state where what it said allows it and *against* where not, by its latest word within `EPISODE`
days of the crossing's last evidence; where the state is unknown, for and against what is likeliest. A crossing is
contested where voices stand on both sides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import log
from typing import Any, Final, Literal, Protocol

from maabar.errors import InputError
from maabar.model import ANY_CROSSING, Belief, Flow, SpeechAct
from maabar.registry import Registry
from maabar.weighing.acts import outlet_of
from maabar.weighing.explain import OLD, VAGUE

State = Literal["open", "restricted", "closed", "unknown"]

EPISODE: Final = 30
"""Days before a crossing's last evidence that belong to the present story."""
_ANYTHING: Final = frozenset({"open", "restricted", "closed"})
_PASSABLE: Final = frozenset({"open", "restricted"})
_SAID: Final = {
    ("open", "affirmed"): _PASSABLE,
    ("restricted", "affirmed"): _PASSABLE,
    ("closed", "affirmed"): frozenset({"closed"}),
    ("open", "denied"): frozenset({"closed"}),
    ("closed", "denied"): _PASSABLE,
    ("restricted", "denied"): frozenset({"open", "closed"}),
}


class Judged(Protocol):
    """Beliefs as the weighing gives them."""

    def at(self, crossing: str, day: date) -> Belief: ...


@dataclass(frozen=True, slots=True)
class Standing:
    """The account of one crossing on one day.

    ``acts`` is the present story in order of first publication. ``since`` is the day from which on the state has held,
    None where it can't be told. ``silent`` counts the days since the last evidence.
    """

    crossing: str
    on: date
    state: State
    belief: Belief | None
    since: date | None
    last_evidence: date
    voices_for: tuple[str, ...]
    voices_against: tuple[str, ...]
    acts: tuple[SpeechAct, ...]

    @property
    def contested(self) -> bool:
        """Whether voices stand on both sides."""
        return bool(self.voices_for and self.voices_against)

    @property
    def silent(self) -> int:
        return (self.on - self.last_evidence).days


def standings(
    acts: Iterable[SpeechAct],
    *,
    on: date,
    registry: Registry,
    beliefs: Judged | None = None,
    crossing: str | None = None,
) -> list[Standing]:
    """What stands on every crossing that somebody spoke of by ``on``, contested ones first, then by last evidence.

    Claims about crossings in general belong to none and are left out.
    """
    by_crossing: dict[str, list[SpeechAct]] = {}
    for act in acts:
        if act.crossing != ANY_CROSSING and act.known <= on and crossing in (None, act.crossing):
            by_crossing.setdefault(act.crossing, []).append(act)
    found = [_standing(id_, told, on, registry, beliefs) for id_, told in by_crossing.items()]
    return sorted(found, key=lambda s: (not s.contested, -s.last_evidence.toordinal(), s.crossing))


def allowed(act: SpeechAct, on: date) -> frozenset[str]:
    """The states on a day that what was said leaves possible; all three where it says nothing of the state then.

    An announced opening stands for open from its day on. "Nobody crossed" stands against open, passage against closed.
    """
    if act.reality == "proposed" or day_of(act) > on:
        return _ANYTHING
    match act.value:
        case str() as status:
            return _SAID[status, act.polarity]
        case Flow(count=0):
            return frozenset({"closed"}) if act.polarity == "affirmed" else _ANYTHING
        case Flow():
            return _PASSABLE if act.polarity == "affirmed" and act.reality == "actual" else _ANYTHING
    return _ANYTHING


def day_of(act: SpeechAct) -> date:
    """The first day that an act is about; that of its publication where it names none."""
    return act.when.start if act.when else act.known


def independent(act: SpeechAct, registry: Registry) -> bool:
    """Whether the voice belongs to no side: neither an actor's nor an outlet's that stands with one."""
    heard_by = outlet_of(act.voice)
    return heard_by not in registry.actors and registry.outlet(heard_by).side == "independent"


def _standing(
    crossing: str, told: Sequence[SpeechAct], on: date, registry: Registry, beliefs: Judged | None
) -> Standing:
    told = sorted(told, key=lambda act: (act.known, act.id))
    last = max(relay.published for act in told for relay in act.relays if relay.published <= on)
    story = _story(told, on, last - timedelta(days=EPISODE))
    latest = _latest_words(story, on)
    belief = _belief(beliefs, crossing, on) if beliefs else None
    state: State = "unknown"
    since = None
    if latest and (on - last).days <= OLD:
        if beliefs is None:
            state, since = _by_rule(told, on, registry)
        elif belief is not None:
            state, since = _believed(belief, beliefs, first=_unbroken(told, on))
    leaning = state if state != "unknown" else _likeliest(belief) if belief else None
    return Standing(
        crossing=crossing,
        on=on,
        state=state,
        belief=belief,
        since=since,
        last_evidence=last,
        voices_for=tuple(v for v, states in latest.items() if leaning in states),
        voices_against=tuple(v for v, states in latest.items() if leaning is not None and leaning not in states),
        acts=story,
    )


def _story(told: Sequence[SpeechAct], on: date, start: date) -> tuple[SpeechAct, ...]:
    """What was told after ``start``, without what it told of older days; all of it where nothing else is left."""
    recent = [act for act in told if _last_told(act, on) > start]
    present = [act for act in recent if act.when is None or act.when.last > start]
    return tuple(present or recent)


def _last_told(act: SpeechAct, on: date) -> date:
    return max((relay.published for relay in act.relays if relay.published <= on), default=act.known)


def _latest_words(story: Sequence[SpeechAct], on: date) -> dict[str, frozenset[str]]:
    """What the latest word of each voice that says something of the state leaves possible."""
    latest: dict[str, frozenset[str]] = {}
    for act in sorted(story, key=lambda a: (day_of(a), a.known)):
        states = allowed(act, on)
        if states != _ANYTHING:
            latest[act.voice] = states
    return latest


def _by_rule(told: Sequence[SpeechAct], on: date, registry: Registry) -> tuple[State, date | None]:
    spoken = [a for a in told if a.kind == "status" and a.reality == "actual" and allowed(a, on) != _ANYTHING]
    spoken.sort(key=lambda a: (day_of(a), a.known))
    if not spoken:
        return "unknown", None
    latest = next((a for a in reversed(spoken) if independent(a, registry)), spoken[-1])
    state = _state_said(latest)
    since = day_of(latest)
    for act in reversed(spoken[: spoken.index(latest)]):
        if state not in allowed(act, on):
            break
        since = day_of(act)
    return state, since


def _state_said(act: SpeechAct) -> State:
    states = allowed(act, act.known if act.when is None else max(act.known, act.when.start))
    if act.polarity == "affirmed" and act.value in states:
        return act.value  # type: ignore[return-value]  # a status claim's value is one of the three states
    return "closed" if "closed" in states else "open"


def _believed(belief: Belief, beliefs: Judged, first: date) -> tuple[State, date | None]:
    """The state believed, and the day from which on it was, looked for back to ``first``."""
    state = most_likely(belief)
    if state == "unknown":
        return state, None
    since = belief.day
    while since > first and most_likely(beliefs.at(belief.crossing, since - timedelta(days=1))) == state:
        since -= timedelta(days=1)
    return state, since


def _unbroken(told: Sequence[SpeechAct], on: date) -> date:
    """The day since which the crossing was spoken of without a silence longer than `OLD`."""
    days = sorted({day for act in told for day in (day_of(act), act.known) if day <= on}, reverse=True)
    first = days[0]
    for day in days[1:]:
        if (first - day).days > OLD:
            break
        first = day
    return first


def _belief(beliefs: Judged, crossing: str, day: date) -> Belief | None:
    try:
        return beliefs.at(crossing, day)
    except InputError:  # nothing that was said of this crossing bears on its state
        return None


def most_likely(belief: Belief) -> State:
    """The likeliest state, or unknown where the belief is nearly as vague as knowing nothing."""
    chances = (belief.open, belief.restricted, belief.closed)
    entropy = -sum(p * log(p) for p in chances if p > 0) / log(len(chances))
    return "unknown" if entropy >= VAGUE else _likeliest(belief)


def _likeliest(belief: Belief) -> State:
    chances: dict[State, float] = {"open": belief.open, "restricted": belief.restricted, "closed": belief.closed}
    return max(chances, key=lambda state: chances[state])


def to_json(standing: Standing, sentence: str, registry: Registry) -> dict[str, Any]:
    """The account as JSON; the same facts that the sentence and the table show."""
    known = registry.crossings.get(standing.crossing)
    return {
        "crossing": standing.crossing,
        "en": known.en if known else standing.crossing.removeprefix("new:"),
        "ar": known.ar if known else standing.crossing.removeprefix("new:"),
        "on": standing.on.isoformat(),
        "state": standing.state,
        "since": standing.since.isoformat() if standing.since else None,
        "belief": standing.belief.to_json() if standing.belief else None,
        "last_evidence": standing.last_evidence.isoformat(),
        "days_silent": standing.silent,
        "voices_for": list(standing.voices_for),
        "voices_against": list(standing.voices_against),
        "contested": standing.contested,
        "sentence": sentence,
    }
