"""Contradictions: pairs of acts of different voices, on overlapping days, that can't both hold.

What an act says of a crossing is taken as the set of ways the crossing may be: which of people, goods and aid pass,
eight sets in all. "Closed" leaves one, "open to goods" four, "not open" seven. Two acts contradict where no way is left
for both. Words are used loosely, so each act also has a wider, *loose* reading ("open" of one that lets only some
pass; a crossing where nobody was seen to cross may be open all the same). A contradiction is **hard** where the loose
readings exclude each other too, or one act denies the very words of the other, and soft where they don't.

Plans are set against plans; agreements, control, operation and incidents against their denials.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, Protocol

from maabar.model import ANY_CROSSING, Agreement, Flow, Incident, SpeechAct, When, value_to_json
from maabar.weighing.acts import outlet_of

HOLDS: Final = 7
"""A state told so many days later or sooner is meant to hold until it was told; told later, only on its day."""
UNDATED: Final = 2
"""An act that names no day is about the day of its publication and so many days before."""
SOFT: Final = 0.5
"""What a soft contradiction weighs against a hard one; the same for one that rests on a state's lasting."""

_DRAWN: Final = 5.0
_WAYS: Final = frozenset(range(8))
_BITS: Final = {"people": 1, "goods": 2, "aid": 4, "fuel": 2, "vehicles": 3}

Weight = Callable[[SpeechAct], float]


class Fared(Protocol):
    """How a voice fared (a row of `maabar.weighing.voices`): its name, how many claims, what share of them failed."""

    @property
    def voice(self) -> str: ...
    @property
    def claims(self) -> float: ...
    @property
    def wrong(self) -> float | None: ...


def by_reliability(rows: Iterable[Fared]) -> Weight:
    """A weight by how each voice's claims fared: the share that held, by the model's own belief.

    A voice with few claims is drawn to the average by `_DRAWN` claims of it; one never judged has the average.
    """
    heard: dict[str, float] = defaultdict(float)
    failed: dict[str, float] = defaultdict(float)
    for row in rows:
        heard[row.voice] += row.claims
        failed[row.voice] += row.claims * (row.wrong or 0.0)
    everyone = sum(heard.values())
    average = sum(failed.values()) / everyone if everyone else 0.5
    weights = {v: 1.0 - (failed[v] + _DRAWN * average) / (n + _DRAWN) for v, n in heard.items()}
    return lambda act: weights.get(act.voice, 1.0 - average)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two acts that can't both hold on the days ``days``.

    ``weights`` is what stands behind each: the sum, over different voices that said the same on those days, of the
    weight of what they said. ``grade`` runs from 0 to 1: 1 for a hard contradiction with equal weight on both sides;
    it falls with softness and with imbalance (twice the lighter side's share of the whole).
    """

    one: SpeechAct
    other: SpeechAct
    days: When
    hard: bool
    weights: tuple[float, float]
    grade: float

    def to_json(self) -> dict[str, Any]:
        """The pair for other tools; acts with their quotes and relays."""
        return {
            "crossing": self.one.crossing,
            "days": self.days.to_json(),
            "grade": round(self.grade, 4),
            "hard": self.hard,
            "weights": [round(w, 4) for w in self.weights],
            "acts": [act_to_json(self.one), act_to_json(self.other)],
        }


def act_to_json(act: SpeechAct) -> dict[str, Any]:
    """A speech act as JSON: the fields of a claim, its voice, and the reports that relay it."""
    return {
        "id": act.id,
        "voice": act.voice,
        "speaker_kind": act.speaker_kind,
        "crossing": act.crossing,
        "kind": act.kind,
        "value": value_to_json(act.value),
        "reality": act.reality,
        "polarity": act.polarity,
        "traffic": list(act.traffic),
        "when": act.when.to_json() if act.when else None,
        "known": act.known.isoformat(),
        "quote": act.quote,
        "relays": [
            {"report": r.report, "outlet": r.outlet, "published": r.published.isoformat(), "copy_of": r.copy_of}
            for r in act.relays
        ],
    }


def conflicts(
    acts: Iterable[SpeechAct], *, weight: Weight | None = None, crossing: str | None = None
) -> list[Conflict]:
    """All contradictions, the gravest first (by grade, then by weight, then the latest).

    ``weight`` says how much an act counts, 0 or more; without it every voice counts one. Claims about crossings in
    general contradict nothing: it can't be told which crossings they are about.
    """
    found = []
    for group in _told(acts, crossing).values():
        behind = _Support(group, weight)
        found += [_weighed(one, other, behind) for one, other in _pairs(group)]
    found.sort(key=lambda c: (-c.grade, -sum(c.weights), -c.days.start.toordinal(), c.one.id, c.other.id))
    return found


@dataclass(frozen=True, slots=True)
class _Told:
    """An act about days ``first`` to ``last``, of which those after ``sure`` only because states last."""

    act: SpeechAct
    first: date
    sure: date
    last: date
    ways: frozenset[int]
    loose: frozenset[int]


def _told(acts: Iterable[SpeechAct], crossing: str | None) -> dict[tuple[str, str], list[_Told]]:
    groups: dict[tuple[str, str], list[_Told]] = defaultdict(list)
    for act in acts:
        if act.crossing == ANY_CROSSING or crossing not in (None, act.crossing) or act.reality == "proposed":
            continue
        ways, loose = _ways(act)
        if not ways:
            continue
        groups[act.crossing, _subject(act)].append(_Told(act, *_days(act), ways, loose))
    for group in groups.values():
        group.sort(key=lambda t: (t.first, t.act.id))
    return groups


def _subject(act: SpeechAct) -> str:
    """Acts of one subject can contradict each other."""
    if act.kind in ("status", "flow"):
        return act.reality
    match act.value:
        case Agreement(on, _):
            return f"agreement {on} {act.reality}"
        case Incident(type_, _, _, _):
            return f"incident {type_}"
        case _:
            return f"{act.kind} {act.value}"


def _ways(act: SpeechAct) -> tuple[frozenset[int], frozenset[int]]:
    """The ways that the act allows, strictly and loosely; none where it says nothing of the kind."""
    affirmed = act.polarity == "affirmed"
    if isinstance(act.value, Flow):
        if not affirmed:
            return frozenset(), frozenset()
        bits = _BITS[act.value.what]
        if act.value.count == 0:
            return frozenset(w for w in _WAYS if not w & bits), _WAYS
        passes = frozenset(w for w in _WAYS if w & bits)
        return passes, passes
    if act.kind != "status":
        # Not ways of passing, but the same logic: what is affirmed holds (1), what is denied does not (0).
        stands = frozenset({int(affirmed)})
        return stands, stands
    named = 0
    for traffic in act.traffic:
        named |= _BITS[traffic]
    return _status_ways(str(act.value), affirmed, named)


def _status_ways(value: str, affirmed: bool, named: int) -> tuple[frozenset[int], frozenset[int]]:
    some_named = frozenset(w for w in _WAYS if w & named)
    none_named = frozenset(w for w in _WAYS if not w & named)
    if value == "restricted":
        partly = frozenset(range(1, 7))
        if affirmed:
            return (frozenset({named}) if 0 < named < 7 else partly), partly
        return _WAYS - partly, _WAYS
    passes = (value == "open") == affirmed
    if named:
        ways = some_named if passes else none_named
        return ways, ways
    if value == "open":
        return (frozenset({7}), _WAYS - {0}) if affirmed else (_WAYS - {7}, _WAYS - {7})
    return (_WAYS - {0}, _WAYS - {0}) if passes else (frozenset({0}), frozenset({0}))


def _days(act: SpeechAct) -> tuple[date, date, date]:
    when = act.when
    if when is None:
        return act.known - timedelta(UNDATED), act.known, act.known
    lasts = act.kind == "status" and act.reality == "actual" and when.last < act.known
    near = (act.known - when.last).days <= HOLDS
    return when.start, when.last, act.known if lasts and near else when.last


def _pairs(group: Sequence[_Told]) -> Iterator[tuple[_Told, _Told]]:
    """Contradicting pairs of one subject, which come in order of their first day."""
    live: list[_Told] = []
    for told in group:
        live = [t for t in live if t.last >= told.first]
        for earlier in live:
            if not earlier.ways & told.ways and outlet_of(earlier.act.voice) != outlet_of(told.act.voice):
                yield earlier, told
        live.append(told)


class _Support:
    """What stands behind an act of a group: the weight of the voices that said the same on its days."""

    def __init__(self, group: Sequence[_Told], weight: Weight | None) -> None:
        self._group, self._weight = group, weight
        self._firsts = [t.first for t in group]
        self._longest = max((t.last - t.first for t in group), default=timedelta())
        self._known: dict[str, float] = {}

    def __call__(self, said: _Told) -> float:
        if said.act.id not in self._known:
            self._known[said.act.id] = self._sum(said)
        return self._known[said.act.id]

    def _sum(self, said: _Told) -> float:
        voices: dict[str, float] = {}
        begin = bisect_left(self._firsts, said.first - self._longest)
        for t in self._group[begin : bisect_right(self._firsts, said.last)]:
            if t.ways == said.ways and t.last >= said.first:
                heavy = 1.0 if self._weight is None else self._weight(t.act)
                voices[t.act.voice] = max(heavy, voices.get(t.act.voice, 0.0))
        return sum(voices.values())


def _weighed(one: _Told, other: _Told, behind: _Support) -> Conflict:
    first, last = max(one.first, other.first), min(one.last, other.last)
    denial = one.act.value == other.act.value and one.act.traffic == other.act.traffic
    hard = denial or not one.loose & other.loose
    weights = behind(one), behind(other)
    whole = sum(weights)
    balance = 2 * min(weights) / whole if whole > 0 else 0.0
    sure = first <= min(one.sure, other.sure)
    grade = balance * (1.0 if hard else SOFT) * (1.0 if sure else SOFT)
    return Conflict(one.act, other.act, When(first, last if last > first else None), hard, weights, grade)
