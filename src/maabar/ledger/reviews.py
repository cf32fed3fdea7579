"""What people decided about claims, crossings, speakers and copies: a pure function of the review rows.

A review is never changed. Taking one back is another row (``undo``), and so is taking the undo back. What a machine
suggests (``origin`` "machine") has no effect until a person confirms it (``confirm``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from maabar.errors import InputError
from maabar.model import Claim

Action = Literal["accept", "correct", "reject", "merge", "split", "copy", "not-copy", "alias", "confirm", "undo"]
Origin = Literal["person", "machine"]
Verdict = Literal["accepted", "corrected", "rejected"]

TARGETS: Final[Mapping[str, tuple[str, ...]]] = {
    "accept": ("claim",),
    "correct": ("claim",),
    "reject": ("claim",),
    "merge": ("crossing", "speaker"),
    "split": ("crossing", "speaker"),
    "copy": ("report",),
    "not-copy": ("report",),
    "alias": ("crossing",),
    "confirm": ("review",),
    "undo": ("review",),
}
"""What each action may be about; a target is written "KIND:ID", such as "claim:1204" or "crossing:abu-zandin"."""


@dataclass(frozen=True, slots=True)
class Review:
    """One row: who decided what about which target, why, on whose suggestion."""

    seq: int
    recorded: int
    by: str
    origin: Origin
    action: Action
    target: str
    body: Mapping[str, Any]
    why: str

    @property
    def subject(self) -> tuple[str, str]:
        """Kind and id of the target."""
        kind, _, name = self.target.partition(":")
        return kind, name


@dataclass(frozen=True, slots=True)
class Decision:
    """What stands about one claim: the verdict, the fields that a person corrected, and by which review."""

    verdict: Verdict
    changes: Mapping[str, Any]
    by: str
    review: int


@dataclass(slots=True)
class Reviewed:
    """What all reviews together come to. Crossings and speakers map to what they were merged into."""

    claims: dict[int, Decision] = field(default_factory=dict)
    crossings: dict[str, str] = field(default_factory=dict)
    speakers: dict[str, str] = field(default_factory=dict)
    moved: dict[int, tuple[str, str]] = field(default_factory=dict)
    copies: dict[str, str | None] = field(default_factory=dict)
    aliases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    suggestions: tuple[Review, ...] = ()

    def effective(self, claim: int, body: Mapping[str, Any], like: int | None = None) -> Effective | None:
        """The claim as it stands, None if it was rejected. ``like`` is an older reading's equal claim, if any."""
        decision = self.claims.get(claim) or (self.claims.get(like) if like is not None else None)
        if decision and decision.verdict == "rejected":
            return None
        out = dict(body)
        if decision:
            out |= decision.changes
            out["confidence"] = 1.0
        where, into = self.moved.get(claim, ("", ""))
        if where:
            out[where] = into
        else:
            out["crossing"] = self.crossings.get(out["crossing"], out["crossing"])
        out["speaker"] = self.speakers.get(out["speaker"], out["speaker"])
        return Effective(out, decision.verdict if decision else None, out != body)


@dataclass(frozen=True, slots=True)
class Effective:
    """A claim's body after reviews, the verdict on it, and whether the body is another than was read."""

    body: dict[str, Any]
    verdict: Verdict | None
    changed: bool


def reviewed(rows: Iterable[Review]) -> Reviewed:
    """What the rows, in the order of ``seq``, come to. Pure: the same rows always give the same."""
    rows = list(rows)
    undone: set[str] = set()
    confirmed: set[str] = set()
    for row in reversed(rows):  # a later row decides about an earlier one, also about an undo
        if f"review:{row.seq}" in undone:
            continue
        if row.action == "undo":
            undone.add(row.target)
        elif row.action == "confirm":
            confirmed.add(row.target)
    out, suggestions = Reviewed(), []
    for row in rows:
        name = f"review:{row.seq}"
        if name in undone or row.action in ("undo", "confirm"):
            continue
        if row.origin == "machine" and name not in confirmed:
            suggestions.append(row)
            continue
        _apply(out, row)
    out.suggestions = tuple(suggestions)
    return out


def _apply(state: Reviewed, row: Review) -> None:
    kind, name = row.subject
    match row.action:
        case "accept" | "correct" | "reject":
            before = state.claims.get(int(name))
            changes = dict(before.changes if before else {}) | (dict(row.body) if row.action == "correct" else {})
            verdict: Verdict = "rejected" if row.action == "reject" else "corrected" if changes else "accepted"
            state.claims[int(name)] = Decision(verdict, changes, row.by, row.seq)
        case "merge":
            _merge(state.crossings if kind == "crossing" else state.speakers, name, str(row.body["into"]))
        case "split":
            for claim in row.body.get("claims", ()):
                state.moved[int(claim)] = (kind, str(row.body["into"]))
            if not row.body.get("claims"):
                (state.crossings if kind == "crossing" else state.speakers).pop(name, None)
        case "copy":
            state.copies[name] = str(row.body["of"])
        case "not-copy":
            state.copies[name] = None
        case "alias":
            state.aliases[name] = (*state.aliases.get(name, ()), str(row.body["alias"]))


def _merge(merged: dict[str, str], name: str, into: str) -> None:
    into = merged.get(into, into)
    if into == name:
        return  # it is where the other one went already
    merged[name] = into
    for other, target in merged.items():
        if target == name:
            merged[other] = into


class Docket:
    """All reviews of a ledger, in order, arranged so that those which bear on a few claims are found quickly."""

    def __init__(self, reviews: Sequence[Review]) -> None:
        self.reviews = tuple(reviews)
        self._by_seq = {r.seq: r for r in self.reviews}
        self._by_claim: dict[int, list[Review]] = {}
        self._by_name: dict[tuple[str, str], list[Review]] = {}
        self._about: dict[int, list[Review]] = {}
        for review in self.reviews:
            kind, name = review.subject
            if kind == "review":
                self._about.setdefault(int(name), []).append(review)
            for claim in _claims_of(review):
                self._by_claim.setdefault(claim, []).append(review)
            if kind in ("crossing", "speaker") and not review.body.get("claims"):
                self._by_name.setdefault((kind, name), []).append(review)

    def about(self, claims: Iterable[tuple[int, Mapping[str, Any]]]) -> list[Review]:
        """The reviews, in order, that can change what these claims (number and body) come to."""
        if not self.reviews:
            return []
        found: dict[int, Review] = {}
        names: list[tuple[str, str]] = []
        for claim, body in claims:
            self._add(found, self._by_claim.get(claim, ()))
            names += [("crossing", body["crossing"]), ("speaker", body["speaker"])]
        for review in list(found.values()):
            names += [(kind, str(value)) for kind, value in review.body.items() if kind in ("crossing", "speaker")]
        seen = set()
        while names:
            if (name := names.pop()) in seen:
                continue
            seen.add(name)
            there = self._by_name.get(name, ())
            self._add(found, there)
            names += [(name[0], str(r.body["into"])) for r in there if "into" in r.body]
        return [found[seq] for seq in sorted(found)]

    def _add(self, found: dict[int, Review], reviews: Iterable[Review]) -> None:
        for review in reviews:
            if review.seq not in found:
                found[review.seq] = review
                self._add(found, self._about.get(review.seq, ()))

    def reach(self, review: Review) -> tuple[set[int], set[str], set[str]]:
        """What a review may change: claims, crossings, speakers; through whatever it undoes or confirms."""
        kind, name = review.subject
        if kind == "review":
            return self.reach(self._by_seq[int(name)]) if int(name) in self._by_seq else (set(), set(), set())
        claims = set(_claims_of(review))
        named = self._where_merged(kind, review) if kind in ("crossing", "speaker") and not claims else set()
        return claims, named if kind == "crossing" else set(), named if kind == "speaker" else set()

    def _where_merged(self, kind: str, review: Review) -> set[str]:
        """The name that a merge is about and every name that it may have led to."""
        found: set[str] = set()
        names = [review.subject[1], str(review.body.get("into", review.subject[1]))]
        while names:
            if (name := names.pop()) not in found:
                found.add(name)
                names += [str(r.body["into"]) for r in self._by_name.get((kind, name), ()) if "into" in r.body]
        return found


def _claims_of(review: Review) -> list[int]:
    kind, name = review.subject
    return [int(name)] if kind == "claim" else [int(c) for c in review.body.get("claims", ())]


def check(action: str, target: str, body: Mapping[str, Any]) -> None:
    """Raise `InputError` unless the review makes sense by itself."""
    kind, _, name = target.partition(":")
    if action not in TARGETS:
        raise InputError(f"the review's action is {action!r}, expected one of {', '.join(TARGETS)}")
    if kind not in TARGETS[action] or not name:
        expected = " or ".join(f"{k}:ID" for k in TARGETS[action])
        raise InputError(f"the target of {action} is {target!r}, expected {expected}")
    if kind in ("claim", "review") and not name.isdigit():
        raise InputError(f"the target is {target!r}, expected a number after {kind}:")
    needed = {"merge": "into", "copy": "of", "alias": "alias"}.get(action)
    if needed and not isinstance(body.get(needed), str):
        raise InputError(f"{action} lacks {needed!r}, expected text")
    if action == "alias" and "/" not in name:
        raise InputError(f"an alias is for a crossing of the registry, such as sy/saraqib; found {name!r}")
    if action == "correct" and not body:
        raise InputError("the correction changes nothing, expected at least one FIELD=VALUE")


def corrected(body: Mapping[str, Any], changes: Mapping[str, Any], title: str, text: str) -> dict[str, Any]:
    """The claim's body with the changes, checked; a new quote gets its offsets. Raises `InputError`."""
    unknown = set(changes) - _FIELDS
    if unknown:
        raise InputError(f"a claim has no field {', '.join(sorted(unknown))}; fields are {', '.join(sorted(_FIELDS))}")
    out = dict(body) | dict(changes)
    if "quote" in changes and "start" not in changes:
        for name, where in (("text", text), ("title", title)):
            if (start := where.find(str(out["quote"]))) >= 0:
                out |= {"field": name, "start": start, "end": start + len(str(out["quote"]))}
                break
    claim = Claim.from_json(out)
    within = title if claim.field == "title" else text
    if claim.quote not in within or (claim.start is not None and within[claim.start : claim.end] != claim.quote):
        raise InputError("the corrected quote does not stand in the report, expected its exact words")
    return out


_FIELDS: Final = frozenset(Claim.__dataclass_fields__) - {"reader", "rules", "confidence"}


def same_content(body: Mapping[str, Any]) -> str:
    """What two readings of one report must share for a review to count for both."""
    return json.dumps({k: v for k, v in body.items() if k not in _READERS_OWN}, sort_keys=True, ensure_ascii=False)


_READERS_OWN: Final = frozenset({"reader", "confidence", "rules", "note"})
