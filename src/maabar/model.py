"""The nouns of Maabar, frozen; no logic beyond validation and their JSON form.

The JSON form of a report and of a claim is the exchange contract of the project: the fields and the
values are those of the annotation guide (``docs/annotation.md``). Fields that a claim does not know are left out
when they are optional and ``null`` or empty when the guide says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Final, Literal, cast

from maabar.errors import InputError

Kind = Literal["status", "agreement", "control", "operation", "flow", "incident"]
Status = Literal["open", "restricted", "closed"]
Reality = Literal["actual", "planned", "proposed"]
Polarity = Literal["affirmed", "denied"]
SpeakerKind = Literal["official", "unnamed", "media", "witness", "self"]
Traffic = Literal["people", "goods", "aid", "fuel", "vehicles"]
Field = Literal["title", "text"]
Direction = Literal["in", "out", "both"]

KINDS: Final = frozenset({"status", "agreement", "control", "operation", "flow", "incident"})
STATUSES: Final = ("open", "restricted", "closed")
REALITIES: Final = frozenset({"actual", "planned", "proposed"})
POLARITIES: Final = frozenset({"affirmed", "denied"})
SPEAKER_KINDS: Final = frozenset({"official", "unnamed", "media", "witness", "self"})
TRAFFIC: Final = ("people", "goods", "aid", "fuel", "vehicles")
AGREED: Final = frozenset({"open", "close", "operate"})
INCIDENTS: Final = frozenset({"shelling", "airstrike", "clash", "protest", "arrest", "blast", "other"})
PURPOSES: Final = frozenset({"humanitarian", "return", "trade", "relief", "military", "other"})

ANY_CROSSING: Final = "*"
"""The crossing of a claim about crossings in general, when none can be told."""
NEW_PREFIX: Final = "new:"
"""Before the name, as written, of a crossing that the registry does not list."""


@dataclass(frozen=True, slots=True, order=True)
class When:
    """A day (``end is None``) or a range of days, both ends inclusive."""

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise InputError(f"a range of days ends ({self.end}) before it starts ({self.start})")

    @property
    def last(self) -> date:
        """The last day that is meant."""
        return self.start if self.end is None else self.end

    def to_json(self) -> dict[str, str | None]:
        return {"from": self.start.isoformat(), "to": self.end.isoformat() if self.end else None}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> When:
        end = data.get("to")
        return cls(date.fromisoformat(data["from"]), date.fromisoformat(end) if end else None)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Value of an ``agreement`` claim: what is agreed, and the actors' ids."""

    on: str
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class By:
    """Value of a ``control`` or ``operation`` claim: the actor's id."""

    by: str


@dataclass(frozen=True, slots=True)
class Flow:
    """Value of a ``flow`` claim. ``count`` is null where not said; ``low`` and ``high`` bound a vague figure."""

    what: str
    count: int | None = None
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Incident:
    """Value of an ``incident`` claim: its type, casualties where said, the actor blamed where said."""

    type: str
    killed: int | None = None
    injured: int | None = None
    by: str | None = None


Value = str | Agreement | By | Flow | Incident


def value_to_json(value: Value) -> Any:
    """The value as the annotation guide writes it; bounds of figures only where there are some."""
    match value:
        case str():
            return value
        case Agreement(on, parties):
            return {"on": on, "parties": list(parties)}
        case By(by):
            return {"by": by}
        case Flow(what, count, low, high):
            bounds = {k: v for k, v in (("low", low), ("high", high)) if v is not None}
            return {"what": what, "count": count, **bounds}
        case Incident(type_, killed, injured, by_):
            return {"type": type_, "killed": killed, "injured": injured, "by": by_}


def value_from_json(kind: str, data: Any) -> Value:
    """Read a value of that kind; raises `InputError` saying what was found and what was expected."""
    if kind == "status":
        return _one_of("status", data, STATUSES)
    if not isinstance(data, Mapping):
        raise InputError(f"value of a {kind} claim is {data!r}, expected an object")
    if kind == "agreement":
        return Agreement(_one_of("agreement on", data.get("on"), AGREED), tuple(data.get("parties") or ()))
    if kind in ("control", "operation"):
        return By(_text("by", data.get("by")))
    if kind == "flow":
        counts = {k: _count(k, data.get(k)) for k in ("count", "low", "high")}
        return Flow(_one_of("flow what", data.get("what"), TRAFFIC), **counts)
    type_ = _one_of("incident type", data.get("type"), INCIDENTS)
    killed, injured = _count("killed", data.get("killed")), _count("injured", data.get("injured"))
    return Incident(type_, killed, injured, data.get("by"))


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a crossing is said to be opened or closed for, in the words of the one who says so."""

    of: str
    quote: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that somebody says about one crossing, tied to its verbatim quote.

    ``start`` and ``end`` are character offsets (end exclusive) of the quote in the report's ``field``.
    ``reader`` names the reader and its version, ``confidence`` is the calibrated chance that the claim is
    right (0 to 1), ``rules`` are the rules that fired, and ``distanced`` holds the words by which the report
    keeps its distance («بحسب زعمه»). ``note`` says why an ambiguous name was read as this crossing.
    """

    quote: str
    crossing: str
    kind: Kind
    value: Value
    reality: Reality
    polarity: Polarity
    speaker: str
    speaker_kind: SpeakerKind
    via: tuple[str, ...] = ()
    traffic: tuple[str, ...] = ()
    when: When | None = None
    field: Field = "text"
    start: int | None = None
    end: int | None = None
    direction: Direction | None = None
    purpose: Purpose | None = None
    distanced: str | None = None
    note: str | None = None
    reader: str | None = None
    confidence: float | None = None
    rules: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The claim as the annotation guide writes it, and after that what is optional and known."""
        out: dict[str, Any] = {
            "quote": self.quote,
            "crossing": self.crossing,
            "kind": self.kind,
            "value": value_to_json(self.value),
            "reality": self.reality,
            "polarity": self.polarity,
            "speaker": self.speaker,
            "speaker_kind": self.speaker_kind,
            "via": list(self.via),
            "traffic": list(self.traffic),
            "when": self.when.to_json() if self.when else None,
        }
        if self.start is not None:
            out |= {"field": self.field, "start": self.start, "end": self.end}
        if self.purpose:
            out["purpose"] = {"for": self.purpose.of, "quote": self.purpose.quote}
        for name in ("direction", "distanced", "note", "reader", "confidence"):
            if (value := getattr(self, name)) is not None:
                out[name] = value
        if self.rules:
            out["rules"] = list(self.rules)
        return out

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Claim:
        """Read a claim; raises `InputError` naming the field, what was found and what was expected."""
        if not isinstance(data, Mapping):
            raise InputError(f"claim is {data!r}, expected an object")
        kind = _one_of("kind", data.get("kind"), KINDS)
        when, purpose = data.get("when"), data.get("purpose")
        try:
            day = When.from_json(when) if when else None
        except (KeyError, TypeError, ValueError) as error:
            raise InputError(f'when is {when!r}, expected {{"from": "YYYY-MM-DD", "to": …}} or null') from error
        return cls(
            quote=_text("quote", data.get("quote")),
            crossing=_text("crossing", data.get("crossing")),
            kind=cast(Kind, kind),
            value=value_from_json(kind, data.get("value")),
            reality=cast(Reality, _one_of("reality", data.get("reality", "actual"), REALITIES)),
            polarity=cast(Polarity, _one_of("polarity", data.get("polarity", "affirmed"), POLARITIES)),
            speaker=_text("speaker", data.get("speaker")),
            speaker_kind=cast(SpeakerKind, _one_of("speaker_kind", data.get("speaker_kind"), SPEAKER_KINDS)),
            via=tuple(data.get("via") or ()),
            traffic=tuple(data.get("traffic") or ()),
            when=day,
            field=cast(Field, data.get("field", "text")),
            start=data.get("start"),
            end=data.get("end"),
            direction=data.get("direction"),
            purpose=Purpose(purpose["for"], purpose["quote"]) if purpose else None,
            distanced=data.get("distanced"),
            note=data.get("note"),
            reader=data.get("reader"),
            confidence=data.get("confidence"),
            rules=tuple(data.get("rules") or ()),
        )


@dataclass(frozen=True, slots=True)
class Report:
    """What an outlet published, with its text and, once read, its claims.

    ``published`` is the day of publication. ``published_at`` is the moment where it is known, ``fetched_at``
    when the bytes were got; both are aware datetimes.
    """

    id: str
    outlet: str
    published: date
    text: str
    title: str = ""
    lang: str = "ar"
    url: str | None = None
    claims: tuple[Claim, ...] = ()
    published_at: datetime | None = field(default=None, compare=False)
    fetched_at: datetime | None = field(default=None, compare=False)

    def with_claims(self, claims: Iterable[Claim]) -> Report:
        """The same report, read."""
        return replace(self, claims=tuple(claims))

    def to_json(self) -> dict[str, Any]:
        out: dict[str, Any] = {
            "id": self.id,
            "outlet": self.outlet,
            "url": self.url,
            "published": self.published.isoformat(),
            "lang": self.lang,
            "title": self.title,
            "text": self.text,
        }
        for name in ("published_at", "fetched_at"):
            if (moment := getattr(self, name)) is not None:
                out[name] = moment.isoformat()
        return out | {"claims": [c.to_json() for c in self.claims]}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Report:
        """Read a report with its claims; raises `InputError` naming the field that is wrong."""
        if not isinstance(data, Mapping):
            raise InputError("expected a report: an object with id, outlet, published, text")
        try:
            published = date.fromisoformat(str(data.get("published"))[:10])
        except ValueError:
            found = data.get("published")
            raise InputError(f"published is {found!r}, expected a date YYYY-MM-DD") from None
        moments = {
            name: datetime.fromisoformat(data[name]) for name in ("published_at", "fetched_at") if data.get(name)
        }
        claims = []
        for n, claim in enumerate(data.get("claims") or ()):
            try:
                claims.append(Claim.from_json(claim))
            except InputError as error:
                raise InputError(f"claim {n}: {error}") from None
        return cls(
            id=_text("id", data.get("id")),
            outlet=_text("outlet", data.get("outlet")),
            published=published,
            text=str(data.get("text") or ""),
            title=str(data.get("title") or ""),
            lang=str(data.get("lang") or "ar"),
            url=data.get("url"),
            claims=tuple(claims),
            **moments,
        )


@dataclass(frozen=True, slots=True)
class Crossing:
    """A crossing point. ``at`` is (latitude, longitude) in degrees WGS84; ``precision_km`` how far it may be off."""

    id: str
    kind: str
    en: str
    names: tuple[str, ...]
    en_names: tuple[str, ...] = ()
    tr_names: tuple[str, ...] = ()
    governorate: str | None = None
    at: tuple[float, float] | None = None
    precision_km: float | None = None
    joins: tuple[CrossingEnd, ...] = ()

    @property
    def ar(self) -> str:
        """The commonest Arabic name."""
        return self.names[0] if self.names else self.en


@dataclass(frozen=True, slots=True)
class CrossingEnd:
    """One end of a crossing: a place, and who holds it from day to day (validity inclusive, open where null)."""

    place: str
    side: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A party that speaks, controls, operates, agrees or is blamed.

    ``names`` are neutral; ``loaded`` are the words some outlets use instead. ``part_of`` makes a tree.
    ``successor`` is the actor that took over after ``until``.
    """

    id: str
    en: str
    names: tuple[str, ...]
    loaded: tuple[str, ...] = ()
    en_names: tuple[str, ...] = ()
    part_of: str | None = None
    since: date | None = None
    until: date | None = None
    successor: str | None = None


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who publishes. ``side`` is an actor's id or ``independent``; ``family`` the owner that several share.

    ``ar`` and ``aliases`` mean this outlet as they stand; ``short`` are names that are common words too («الوطن») and
    mean it in quotation marks or after a word for an outlet («صحيفة», «قناة»).
    """

    id: str
    ar: str
    en: str
    lang: str = "ar"
    seat: str | None = None
    side: str = "independent"
    aliases: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    family: str | None = None
    kind: str = "media"


@dataclass(frozen=True, slots=True)
class Place:
    """A place that reports name, which is not by itself a crossing."""

    id: str
    en: str
    names: tuple[str, ...]
    country: str
    governorate: str | None = None
    at: tuple[float, float] | None = None
    kind: str = "town"


@dataclass(frozen=True, slots=True)
class Relay:
    """One report that carries a speech act: which claim of which report, published when, by whom."""

    report: str
    outlet: str
    published: date
    claim: int
    copy_of: str | None = None


@dataclass(frozen=True, slots=True)
class SpeechAct:
    """One utterance, however many reports relay it.

    Same voice, crossing, content and day(s). ``known`` is the day it was first published; ``relays`` come
    in order of publication. ``id`` is a content hash, stable under later relays.
    """

    id: str
    voice: str
    speaker_kind: SpeakerKind
    crossing: str
    kind: Kind
    value: Value
    reality: Reality
    polarity: Polarity
    traffic: tuple[str, ...]
    when: When | None
    known: date
    relays: tuple[Relay, ...]
    quote: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Belief:
    """P(open), P(restricted), P(closed) for a crossing on a day; they sum to one."""

    crossing: str
    day: date
    open: float
    restricted: float
    closed: float
    traffic: str | None = None

    def to_json(self) -> dict[str, Any]:
        out: dict[str, Any] = {
            "crossing": self.crossing,
            "day": self.day.isoformat(),
            "open": self.open,
            "restricted": self.restricted,
            "closed": self.closed,
        }
        return out | ({"traffic": self.traffic} if self.traffic else {})


def _one_of(name: str, found: Any, expected: Iterable[str]) -> str:
    if not isinstance(found, str) or found not in expected:
        raise InputError(f"{name} is {found!r}, expected one of {', '.join(sorted(expected))}")
    return found


def _text(name: str, found: Any) -> str:
    if not isinstance(found, str) or not found:
        raise InputError(f"{name} is {found!r}, expected text")
    return found


def _count(name: str, found: Any) -> int | None:
    if found is None or (isinstance(found, int) and not isinstance(found, bool) and found >= 0):
        return found
    raise InputError(f"{name} is {found!r}, expected a whole number from 0 up, or null")
