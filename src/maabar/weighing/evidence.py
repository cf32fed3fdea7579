"""Speech acts as columns: what each says about which days, and which changes it makes likelier.

Two kinds of rows. An *observation* is something said about the state on a day, or on one of several days: its *cells*,
among which it is shared out. A *jump* makes a change to a named state likelier on a day: a plan, an agreement or an
incident. One act may give both.

What becomes of each kind of claim:

- ``status`` actual: an observation in the alphabet open / restricted / closed / not open / not closed. Denied
  ``open`` is *not open*, denied ``closed`` *not closed*; denied ``restricted`` leaves both other states and is taken as
  *not closed* at half weight. "Open" or "closed" said of some traffic only is heard in a channel of its own, whose rows
  are learned apart: "closed to people" is not "closed". "Restricted" says by itself that some pass, and is heard as
  such.
- ``status`` planned: jumps on its day and the three days after, and an observation on the day it was said that the
  state is something else (nobody announces the opening of an open crossing). Denied: withdraws such plans.
- ``proposed`` of any kind: nothing.
- ``flow``: somebody passed / nobody passed / passage hindered, a channel with learned rows that start out weak.
- ``incident``: a jump towards closed or restricted on its day or the next.
- ``agreement`` to open or close: a jump within ten days (or at its day, where named); denied: withdraws those.
  ``operate``, ``control`` and ``operation``: nothing.
- the crossing ``*`` (crossings in general): nothing. Which crossings it speaks for can't be told.
- an actual state on a day later than its publication is taken as a plan.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from maabar.model import ANY_CROSSING, STATUSES, Agreement, Flow, SpeechAct, When

if TYPE_CHECKING:
    from maabar.registry import Registry

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

SYMBOLS: Final = ("open", "restricted", "closed", "not-open", "not-closed")
CHANNELS: Final = ("status", "class", "plan", "flow")
STATUS, CLASS, PLAN, FLOW = range(4)
KINDS: Final = ("official", "unnamed", "media", "witness", "self")
RELATIONS: Final = ("neither", "runs", "hostile")
SOURCES: Final = ("plan", "agreement", "incident")
ANNOUNCED, AGREEMENT, INCIDENT = range(3)
CLASSES: Final = {"people": 1, "goods": 2, "aid": 4, "fuel": 2, "vehicles": 3}
"""Traffic as bits; fuel counts as goods, vehicles as people and goods."""

UNDATED_LAGS: Final = 11
"""An undated claim speaks of one of this many days: that of publication and those before."""
SLACK: Final = 4
"""A plan for a day comes true on that day or within this many days, itself included."""
DATED: Final = -1
"""The lag of a cell whose day was given, and the slack of a jump whose day was not."""

_STATE: Final = {state: n for n, state in enumerate(STATUSES)}
_KIND: Final = {kind: n for n, kind in enumerate(KINDS)}
_DENIED: Final = (3, 4, 4)
_PASSED, _NOBODY, _HINDERED = range(3)
_OF_PLAN, _OF_VAGUE, _OF_INCIDENT = range(3)
_VAGUE: Final = 10
_LONGEST_RANGE: Final = 32
_AFTER_INCIDENT: Final = ((2, 0, 0.35), (2, 1, 0.35), (1, 0, 0.15), (1, 1, 0.15))
"""(state, days after, share) of the changes that an incident may bring."""
_KEPT_AFTER_OWN_DENIAL: Final = 0.1
_KEPT_AFTER_OTHERS_DENIAL: Final = 0.4
_OVERLAP: Final = 7
"""A denied plan withdraws plans for days at most this far from its own."""
_FIRST_MEANT: Final = 31
"""Beliefs are listed from the day a crossing is first heard of, or first spoken of up to this many days before."""


@dataclass(frozen=True, slots=True)
class Observations:
    """One row per thing said. ``mask`` are the bits of the traffic named, 0 for none; ``known`` when it came out."""

    act: Ints
    channel: Ints
    voice: Ints
    kind: Ints
    relation: Ints
    crossing: Ints
    symbol: Ints
    known: Ints
    mask: Ints
    weight: Floats


@dataclass(frozen=True, slots=True)
class Cells:
    """One row per observation and day that it may mean. ``lag`` is the delay supposed, or `DATED`."""

    obs: Ints
    day: Ints
    lag: Ints
    prior: Floats


@dataclass(frozen=True, slots=True)
class Jumps:
    """One row per act, day and state it makes likelier. ``slack`` is the days after the day planned, or `DATED`."""

    act: Ints
    source: Ints
    voice: Ints
    kind: Ints
    crossing: Ints
    day: Ints
    target: Ints
    known: Ints
    slack: Ints
    mask: Ints
    share: Floats


@dataclass(frozen=True, slots=True)
class Withdrawals:
    """One row per denial and jump it withdraws: from day ``known`` the jump keeps only ``kept`` of its chance."""

    act: Ints
    jump: Ints
    known: Ints
    kept: Floats


Table = TypeVar("Table", Observations, Cells, Jumps, Withdrawals)


@dataclass(frozen=True, slots=True)
class Evidence:
    """All acts as columns. ``first_known`` and ``first_meant`` are, per crossing, the first day something was
    published, and the first day spoken of (ordinals); ``last_known`` is the last day anything was published."""

    acts: tuple[SpeechAct, ...]
    crossings: tuple[str, ...]
    voices: tuple[str, ...]
    obs: Observations
    cells: Cells
    jumps: Jumps
    withdrawals: Withdrawals
    first_known: Ints
    first_meant: Ints
    last_known: int


def gather(acts: Sequence[SpeechAct], registry: Registry | None = None, after: Evidence | None = None) -> Evidence:
    """Columns of these acts; with ``after``, appended to it (its crossings and voices keep their numbers)."""
    rows = _Rows(registry, after)
    for number, act in enumerate(acts, start=len(after.acts) if after else 0):
        rows.add(number, act)
    return rows.evidence(acts, after)


class _Rows:
    """Rows in the making: one per observation and one per change made likelier, spread over days by NumPy at the
    end."""

    def __init__(self, registry: Registry | None, after: Evidence | None) -> None:
        self.crossings = {name: n for n, name in enumerate(after.crossings)} if after else {}
        self.voices = {name: n for n, name in enumerate(after.voices)} if after else {}
        self.first_known: dict[int, int] = dict(enumerate(after.first_known.tolist())) if after else {}
        self.first_meant: dict[int, int] = dict(enumerate(after.first_meant.tolist())) if after else {}
        self.last_known = after.last_known if after else 0
        self.observed, self.weights = array("q"), array("d")
        self.changes = array("q")
        self.denials: list[tuple[int, int, int, int, int, int, int, int]] = []
        self.relation = Relations(registry)

    def add(self, number: int, act: SpeechAct) -> None:
        name = act.crossing
        if name == ANY_CROSSING:
            return
        known = act.known.toordinal()
        crossing = self.crossings.setdefault(name, len(self.crossings))
        self.last_known = max(self.last_known, known)
        self.first_known[crossing] = min(known, self.first_known.get(crossing, known))
        meant = known
        if act.when is not None and act.reality == "actual":
            meant = min(known, max(act.when.start.toordinal(), known - _FIRST_MEANT))
        self.first_meant[crossing] = min(meant, self.first_meant.get(crossing, meant))
        if act.reality == "proposed":
            return
        match act.kind, act.value:
            case "status", str(state):
                self._status(number, act, crossing, known, _STATE[state])
            case "flow", Flow() as flow if act.reality == "actual":
                self._flow(number, act, crossing, known, flow)
            case "incident", _ if act.reality == "actual" and act.polarity == "affirmed":
                day = min(known, act.when.start.toordinal()) if act.when else known
                self._change(number, act, crossing, known, INCIDENT, 2, day, day, _OF_INCIDENT, 0)
            case "agreement", Agreement(on) if on in ("open", "close"):
                self._plan(number, act, crossing, known, AGREEMENT, 0 if on == "open" else 2)

    def _status(self, number: int, act: SpeechAct, crossing: int, known: int, state: int) -> None:
        if act.reality == "planned" or (act.when is not None and act.when.start.toordinal() > known + 1):
            self._plan(number, act, crossing, known, ANNOUNCED, state)
            return
        weight = 1.0
        symbol = state
        if act.polarity == "denied":
            symbol = _DENIED[state]
            weight = 0.5 if state == 1 else 1.0
        mask = traffic_mask(act.traffic)
        channel = STATUS if mask == 0 or mask & 3 == 3 or state == 1 else CLASS
        self._observe(number, act, crossing, known, channel, symbol, mask, weight)

    def _flow(self, number: int, act: SpeechAct, crossing: int, known: int, flow: Flow) -> None:
        nobody = flow.count == 0 and flow.high in (None, 0)
        if act.polarity == "affirmed":
            symbol = _NOBODY if nobody else _PASSED
        elif nobody:
            return
        else:
            symbol = _HINDERED if flow.count is None else _NOBODY
        self._observe(number, act, crossing, known, FLOW, symbol, CLASSES[flow.what])

    def _plan(self, number: int, act: SpeechAct, crossing: int, known: int, source: int, target: int) -> None:
        dated = act.when is not None and (source == ANNOUNCED or act.when.start.toordinal() > known)
        first, last = _span(act.when) if dated and act.when else (known + 1, known + _VAGUE)
        if act.polarity == "denied":
            self.denials.append((number, crossing, source, target, first, last, known, self._voice(act)))
            return
        mask = traffic_mask(act.traffic)
        if source == ANNOUNCED and last > known:
            self._observe(number, act, crossing, known, PLAN, target, mask, on_publication=True)
        shape = _OF_PLAN if dated else _OF_VAGUE
        self._change(number, act, crossing, known, source, target, first, last, shape, mask)

    def _observe(
        self,
        number: int,
        act: SpeechAct,
        crossing: int,
        known: int,
        channel: int,
        symbol: int,
        mask: int,
        weight: float = 1.0,
        on_publication: bool = False,
    ) -> None:
        if on_publication:
            first = last = known
        elif act.when is None:
            first, last = 0, 0
        else:
            first, last = _span(act.when)
            first, last = min(first, known), min(last, known)
        self.observed.extend(
            (number, channel, self._voice(act), _KIND[act.speaker_kind], self.relation.of(act), crossing, symbol,
             known, mask, first, last)
        )  # fmt: skip
        self.weights.append(weight * min(1.0, max(0.05, act.confidence)))

    def _change(
        self,
        number: int,
        act: SpeechAct,
        crossing: int,
        known: int,
        source: int,
        target: int,
        first: int,
        last: int,
        shape: int,
        mask: int,
    ) -> None:
        voice, kind = self._voice(act), _KIND[act.speaker_kind]
        self.changes.extend((number, source, voice, kind, crossing, target, known, mask, first, last, shape))

    def _voice(self, act: SpeechAct) -> int:
        return self.voices.setdefault(act.voice, len(self.voices))

    def evidence(self, acts: Sequence[SpeechAct], after: Evidence | None) -> Evidence:
        told = np.array(self.observed).reshape(-1, 11).T
        first_obs = len(after.obs.act) if after else 0
        obs = _table(Observations, [*told[:9], np.array(self.weights)], after.obs if after else None)
        cells = _table(Cells, _cells(told, first_obs), after.cells if after else None)
        jumps = _table(Jumps, _jumps(np.array(self.changes).reshape(-1, 11).T), after.jumps if after else None)
        withdrawals = _withdrawals(jumps, self.denials, after.withdrawals if after else None)
        count = len(self.crossings)
        return Evidence(
            acts=(*after.acts, *acts) if after else tuple(acts),
            crossings=tuple(self.crossings),
            voices=tuple(self.voices),
            obs=obs,
            cells=cells,
            jumps=jumps,
            withdrawals=withdrawals,
            first_known=np.array([self.first_known[n] for n in range(count)], dtype=np.int64),
            first_meant=np.array([self.first_meant[n] for n in range(count)], dtype=np.int64),
            last_known=self.last_known,
        )


class Relations:
    """How a voice stands to a crossing: its side holds an end (*runs*), another side does (*hostile*), or *neither*."""

    def __init__(self, registry: Registry | None) -> None:
        self._registry = registry
        self._sides: dict[str, str | None] = {}
        self._known: dict[tuple[str, str, int], int] = {}

    def of(self, act: SpeechAct) -> int:
        """Index into `RELATIONS`; *neither* where the registry doesn't know the crossing or the voice."""
        registry = self._registry
        if registry is None or act.crossing not in registry.crossings:
            return 0
        speaker = act.voice
        if speaker not in self._sides:
            self._sides[speaker] = self._side(speaker, registry)
        side = self._sides[speaker]
        if side is None:
            return 0
        key = (side, act.crossing, act.known.toordinal())
        if key not in self._known:
            holders = registry.holders(act.crossing, act.known)
            runs = any(registry.related(side, holder) for holder in holders)
            self._known[key] = 1 if runs else 2 if holders else 0
        return self._known[key]

    @staticmethod
    def _side(voice: str, registry: Registry) -> str | None:
        for name in (voice, *reversed(voice.split("|")), *reversed(voice.split("@"))):
            if name in registry.actors:
                return name
            if registry.knows_outlet(name):
                side = registry.outlet(name).side
                return side if side in registry.actors else None
        return None


def traffic_mask(traffic: Iterable[str]) -> int:
    """The bits of the classes of traffic named; 0 for none."""
    mask = 0
    for name in traffic:
        mask |= CLASSES.get(name, 0)
    return mask


def _span(when: When) -> tuple[int, int]:
    return when.start.toordinal(), when.last.toordinal()


def _spread(first: Ints, last: Ints) -> tuple[Ints, Ints, Floats]:
    """(row, day, share) of ranges of days: every day of a range, or evenly spread ones where it is long."""
    length = last - first + 1
    taken = np.minimum(length, _LONGEST_RANGE)
    row = np.repeat(np.arange(len(first)), taken)
    nth = np.arange(len(row)) - np.repeat(np.cumsum(taken) - taken, taken)
    stretch = np.where(taken > 1, (length - 1) / np.maximum(taken - 1, 1), 0.0)
    day = first[row] + np.rint(nth * stretch[row]).astype(np.int64)
    return row, day, 1.0 / taken[row]


def _cells(told: Ints, first_obs: int) -> list[Ints | Floats]:
    """Columns of `Cells` in the order of the observations."""
    known, first, last = told[7], told[9], told[10]
    undated = np.flatnonzero(first == 0)
    dated = np.flatnonzero(first != 0)
    row, day, share = _spread(first[dated], last[dated])
    lag = np.tile(np.arange(UNDATED_LAGS), len(undated))
    late = np.repeat(undated, UNDATED_LAGS)
    obs = np.concatenate((dated[row], late))
    order = np.argsort(obs, kind="stable")
    columns = (
        obs + first_obs,
        np.concatenate((day, known[late] - lag)),
        np.concatenate((np.full(len(day), DATED), lag)),
        np.concatenate((share, np.ones(len(lag)))),
    )
    return [np.asarray(c)[order] for c in columns]


def _jumps(changes: Ints) -> list[Ints | Floats]:
    """Columns of `Jumps` in the order of the acts."""
    act, source, voice, kind, crossing, target, known, mask, first, last, shape = changes
    rows: list[Ints] = []
    columns: list[list[Ints | Floats]] = [[], [], [], []]

    def take(row: Ints, day: Ints, towards: Ints, slack: int, share: Floats) -> None:
        rows.append(row)
        for column, values in zip(columns, (day, towards, np.full(len(row), slack), share), strict=True):
            column.append(values)

    planned = np.flatnonzero(shape == _OF_PLAN)
    row, day, share = _spread(first[planned], last[planned])
    for slack in range(SLACK):
        take(planned[row], day + slack, target[planned[row]], slack, share)
    vague = np.flatnonzero(shape == _OF_VAGUE)
    row, day, share = _spread(first[vague], last[vague])
    take(vague[row], day, target[vague[row]], DATED, share)
    struck = np.flatnonzero(shape == _OF_INCIDENT)
    for state, later, part in _AFTER_INCIDENT:
        take(struck, first[struck] + later, np.full(len(struck), state), DATED, np.full(len(struck), part))
    row = np.concatenate(rows)
    order = np.argsort(row, kind="stable")
    row = row[order]
    by_day, towards, slacks, shares = (np.concatenate(c)[order] for c in columns)
    fixed = [c[row] for c in (act, source, voice, kind, crossing)]
    return [*fixed, by_day, towards, known[row], slacks, mask[row], shares]


def _table(kind: type[Table], columns: Sequence[Any], before: Table | None) -> Table:
    new = [np.array(column) for column in columns]
    if before is not None:
        new = [np.concatenate((getattr(before, f.name), n)) for f, n in zip(fields(kind), new, strict=True)]
    return kind(*new)


def _withdrawals(
    jumps: Jumps, denials: list[tuple[int, int, int, int, int, int, int, int]], before: Withdrawals | None
) -> Withdrawals:
    rows: list[list[Any]] = [[], [], [], []]
    if denials:
        concerned = np.flatnonzero(np.isin(jumps.crossing, np.array([d[1] for d in denials])))
        order = concerned[np.argsort(jumps.crossing[concerned], kind="stable")]
        sorted_crossing = jumps.crossing[order]
        for act, crossing, source, target, first, last, known, voice in denials:
            lo, hi = np.searchsorted(sorted_crossing, (crossing, crossing + 1))
            mine = order[lo:hi]
            hit = mine[
                (jumps.source[mine] == source)
                & (jumps.target[mine] == target)
                & (jumps.known[mine] <= known)
                & (jumps.day[mine] >= first - _OVERLAP)
                & (jumps.day[mine] <= last + _OVERLAP)
            ]
            for jump in hit.tolist():
                same = jumps.voice[jump] == voice
                _kept = _KEPT_AFTER_OWN_DENIAL if same else _KEPT_AFTER_OTHERS_DENIAL
                for column, value in zip(rows, (act, jump, known, _kept), strict=True):
                    column.append(value)
    new = [np.array(r, dtype=np.float64 if n == 3 else np.int64) for n, r in enumerate(rows)]
    return _table(Withdrawals, new, before)
