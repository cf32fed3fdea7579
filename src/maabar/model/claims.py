"""A report, its claims and their purposes, frozen, with their JSON form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, cast

from maabar.errors import InputError
from maabar.model.values import (
    KINDS,
    POLARITIES,
    REALITIES,
    SPEAKER_KINDS,
    Direction,
    Field,
    Kind,
    Polarity,
    Reality,
    SpeakerKind,
    Value,
    When,
    nonempty,
    one_of,
    value_from_json,
    value_to_json,
)


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
        kind = one_of("kind", data.get("kind"), KINDS)
        when, purpose = data.get("when"), data.get("purpose")
        try:
            day = When.from_json(when) if when else None
        except (KeyError, TypeError, ValueError) as error:
            raise InputError(f'when is {when!r}, expected {{"from": "YYYY-MM-DD", "to": …}} or null') from error
        return cls(
            quote=nonempty("quote", data.get("quote")),
            crossing=nonempty("crossing", data.get("crossing")),
            kind=cast(Kind, kind),
            value=value_from_json(kind, data.get("value")),
            reality=cast(Reality, one_of("reality", data.get("reality", "actual"), REALITIES)),
            polarity=cast(Polarity, one_of("polarity", data.get("polarity", "affirmed"), POLARITIES)),
            speaker=nonempty("speaker", data.get("speaker")),
            speaker_kind=cast(SpeakerKind, one_of("speaker_kind", data.get("speaker_kind"), SPEAKER_KINDS)),
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
        if not claims and not self.claims:
            return self
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
            id=nonempty("id", data.get("id")),
            outlet=nonempty("outlet", data.get("outlet")),
            published=published,
            text=str(data.get("text") or ""),
            title=str(data.get("title") or ""),
            lang=str(data.get("lang") or "ar"),
            url=data.get("url"),
            claims=tuple(claims),
            **moments,
        )
