"""What a chart shows, as rows: the band of beliefs, the lanes of what was said, what contradicts what, who was heard.

Acts stand in lanes: one for each side (its officials, and outlets that stand with it), one each for independent
outlets, unnamed sources and witnesses. What several voices of a lane say alike about one day is one mark, with the
number of voices.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from importlib import resources
from typing import Any, Final

from maabar.model import NEW_PREFIX, Agreement, Flow, Report, SpeechAct
from maabar.output.names import speaker_name
from maabar.registry import INDEPENDENT, Registry
from maabar.weighing.acts import WORDS_OF, outlet_of
from maabar.weighing.conflicts import Conflict

Row = dict[str, Any]
STATES: Final = ("open", "restricted", "closed")
_AGREED: Final = {"open": "open", "close": "closed", "operate": "restricted"}
_KIND_LANES: Final = ("official", "media", "witness", "unnamed")
_QUOTE: Final = 140
ROOM: Final = 18
"""Pixels that a mark takes, each way."""
_ROWS: Final = 9
"""Rows of a lane past which marks overlap rather than make it taller."""


@lru_cache(maxsize=2)
def words(lang: str) -> Mapping[str, Any]:
    """The words of charts in that language."""
    import yaml

    text = resources.files("maabar.output").joinpath("chart_words.yaml").read_text("utf-8")
    loaded: Mapping[str, Any] = yaml.safe_load(text)[lang]
    return loaded


def listening(reports: Iterable[Report]) -> dict[date, int]:
    """How many outlets published anything each day: where few did, silence is no news."""
    heard: dict[date, set[str]] = defaultdict(set)
    for report in reports:
        heard[report.published].add(report.outlet)
    return {day: len(outlets) for day, outlets in heard.items()}


@dataclass(slots=True)
class Mark:
    """What one or more voices of a lane say alike about one day. ``x`` is its place in pixels from the first day's
    beginning, ``row`` its row within the lane."""

    lane: str
    day: date
    first: date
    last: date
    shape: str
    state: str
    reality: str
    denied: bool
    undated: bool
    acts: list[SpeechAct] = field(default_factory=list)
    x: float = 0.0
    row: int = 0

    @property
    def voices(self) -> int:
        return len({act.voice for act in self.acts})

    @property
    def outlets(self) -> int:
        return len({relay.outlet for act in self.acts for relay in act.relays})


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane: its key, what it is called, how many rows of marks it has."""

    key: str
    name: str
    rows: int


@dataclass(frozen=True, slots=True)
class Scene:
    """All that stands in the lanes of a chart."""

    lanes: tuple[Lane, ...]
    marks: tuple[Mark, ...]
    joins: tuple[tuple[Mark, Mark, float], ...]


def scene(
    acts: Sequence[SpeechAct],
    found: Iterable[Conflict],
    *,
    since: date,
    until: date,
    registry: Registry,
    lang: str,
    per_day: float,
) -> Scene:
    """Acts about the days ``since`` to ``until`` in their lanes, and the contradictions between them.

    ``per_day`` is how many pixels wide a day is.
    """
    marks: dict[tuple[Any, ...], Mark] = {}
    mark_of: dict[str, Mark] = {}
    for act in acts:
        shape = shape_of(act)
        if shape is None:
            continue
        lane = lane_of(act, registry)
        first, last = (act.when.start, act.when.last) if act.when else (act.known, act.known)
        day = first + timedelta((last - first).days // 2)
        if last < since or first > until:
            continue
        day = min(max(day, since), until)
        state = state_of(act)
        key = (lane, first, last, shape, state, act.reality, act.polarity, act.when is None)
        if key not in marks:
            undated = act.when is None
            marks[key] = Mark(lane, day, first, last, shape, state, act.reality, act.polarity == "denied", undated)
        marks[key].acts.append(act)
        mark_of[act.id] = marks[key]
    ordered = sorted(marks.values(), key=lambda m: (m.day, STATES.index(m.state) if m.state in STATES else 9, m.first))
    rows = _place(ordered, since, per_day)
    lanes = _lanes(ordered, rows, registry, lang)
    return Scene(lanes, tuple(ordered), _joins(found, mark_of))


def _place(marks: Sequence[Mark], since: date, per_day: float) -> dict[str, int]:
    """Give each mark its place; returns the number of rows of each lane.

    Marks of one day stand side by side as far as the day is wide, and one below the other beyond.
    """
    same_day = Counter((mark.lane, mark.day) for mark in marks)
    seen: Counter[tuple[str, date]] = Counter()
    rows: dict[str, list[float]] = defaultdict(list)
    for mark in marks:
        spot = mark.lane, mark.day
        columns = max(1, min(same_day[spot], int(per_day // (ROOM - 1))))
        column = seen[spot] % columns
        seen[spot] += 1
        mark.x = ((mark.day - since).days + 0.5) * per_day + (column - (columns - 1) / 2) * ROOM
        ends = rows[mark.lane]
        free = next((n for n, end in enumerate(ends) if mark.x - end >= ROOM - 2), None)
        if free is None and len(ends) < _ROWS:
            free = len(ends)
            ends.append(mark.x)
        mark.row = min(range(len(ends)), key=ends.__getitem__) if free is None else free
        ends[mark.row] = mark.x
    return {lane: len(ends) for lane, ends in rows.items()}


def _lanes(marks: Sequence[Mark], rows: Mapping[str, int], registry: Registry, lang: str) -> tuple[Lane, ...]:
    busy = Counter(mark.lane for mark in marks)
    sides = sorted((key for key in rows if key not in _KIND_LANES), key=lambda key: (-busy[key], key))
    return tuple(Lane(k, _lane_name(k, registry, lang), rows[k]) for k in (*sides, *_KIND_LANES) if k in rows)


def _lane_name(key: str, registry: Registry, lang: str) -> str:
    if key in _KIND_LANES:
        name: str = words(lang)["lanes"][key]
        return name
    return actor_word(key, registry, lang).split(" (")[0]  # «Syrian government (until …)»: the days are on the axis


def _joins(found: Iterable[Conflict], mark_of: Mapping[str, Mark]) -> tuple[tuple[Mark, Mark, float], ...]:
    joins: dict[tuple[int, int], tuple[Mark, Mark, float]] = {}
    for conflict in found:
        one, other = mark_of.get(conflict.one.id), mark_of.get(conflict.other.id)
        if one is None or other is None or one is other:
            continue
        key = (min(id(one), id(other)), max(id(one), id(other)))
        if key not in joins or joins[key][2] < conflict.grade:
            joins[key] = one, other, conflict.grade
    return tuple(joins.values())


def shape_of(act: SpeechAct) -> str | None:
    """The kind of mark of an act; None for who holds or runs the crossing, which charts leave out."""
    match act.kind:
        case "status" | "agreement" | "incident":
            return act.kind
        case "flow":
            return "nobody" if isinstance(act.value, Flow) and act.value.count == 0 else "passed"
        case _:
            return None


def state_of(act: SpeechAct) -> str:
    """The state that an act is about, whether it affirms or denies it; ``incident`` for violence."""
    match act.value:
        case Agreement(on, _):
            return _AGREED[on]
        case Flow(_, count, _, _):
            return "closed" if count == 0 else "open"
        case str() as status:
            return status
        case _:
            return "incident"


def lane_of(act: SpeechAct, registry: Registry) -> str:
    """The side's topmost actor, or the kind of a speaker who stands with no side."""
    if act.speaker_kind == "official":
        return registry.root(act.voice) if act.voice in registry.actors else "official"
    side = registry.outlet(outlet_of(act.voice)).side
    if side != INDEPENDENT and WORDS_OF not in act.voice:
        return registry.root(side)
    return "media" if act.speaker_kind in ("media", "self") else act.speaker_kind


def says(act: SpeechAct, lang: str) -> str:
    """What an act says, in a few words of that language."""
    vocabulary = words(lang)
    said = vocabulary["says"]
    what: str
    match act.value:
        case Agreement(on, _):
            what = said["agreement"][on]
        case Flow(of, count, _, _):
            figure = f" {count}" if count else ""
            what = said["nobody"] if count == 0 else f"{said['flow']}{figure} ({vocabulary['traffic'][of]})"
        case str() as status:
            what = said["status"][status]
        case _:
            what = said["incident"]
    if act.traffic:
        what += f" ({_list((vocabulary['traffic'][t] for t in act.traffic), lang)})"
    if act.reality != "actual":
        what = said[act.reality].format(what=what)
    if act.polarity == "denied":
        what = said["denied"].format(what=what)
    return what


def who(act: SpeechAct, registry: Registry, lang: str) -> str:
    """Who speaks, in that language."""
    if lang == "en":
        return speaker_name(act.voice, act.speaker_kind, registry)
    heard_by, bar, spoken = act.voice.partition(WORDS_OF)
    if bar:
        return f"«{spoken}» ({registry.outlet(heard_by).ar})"
    return actor_word(act.voice, registry, lang) if act.voice in registry.actors else registry.outlet(act.voice).ar


def actor_word(actor: str, registry: Registry, lang: str) -> str:
    """The actor's neutral name in that language."""
    known = registry.actors.get(actor)
    if known is None:
        return actor
    return known.names[0] if lang == "ar" and known.names else known.en


def crossing_word(crossing: str, registry: Registry, lang: str) -> str:
    """The crossing's name in that language; an unlisted one as it is written."""
    known = registry.crossings.get(crossing)
    if known is None:
        return crossing.removeprefix(NEW_PREFIX)
    return known.ar if lang == "ar" else known.en


def day_word(day: date, lang: str) -> str:
    """A day as people write it in that language."""
    return f"{day.day} {words(lang)['months'][day.month - 1]} {day.year}"


def tooltip(mark: Mark, registry: Registry, lang: str) -> Row:
    """What a mark tells when pointed at."""
    first = mark.acts[0]
    names = list(dict.fromkeys(who(act, registry, lang) for act in mark.acts))
    when = first.when
    if when is None:
        about = words(lang)["undated"]
    else:
        about = day_word(when.start, lang) + (f" – {day_word(when.end, lang)}" if when.end else "")
    quote = first.quote if len(first.quote) <= _QUOTE else first.quote[:_QUOTE].rsplit(" ", 1)[0] + " …"
    return {
        "who": _list(names[:6], lang) + (" …" if len(names) > 6 else ""),
        "what": says(first, lang),
        "when": about,
        "known": day_word(min(act.known for act in mark.acts), lang),
        "quote": quote,
        "voices": mark.voices,
        "outlets": mark.outlets,
    }


def _list(items: Iterable[str], lang: str) -> str:
    return ("، " if lang == "ar" else ", ").join(items)
