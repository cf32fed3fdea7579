"""Writing reviews down, and what is worth a person's time next."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, case, func, select

from maabar.errors import InputError
from maabar.ledger import evidence, queries, schema
from maabar.ledger.chain import Appender
from maabar.ledger.clock import View
from maabar.ledger.queries import Entry
from maabar.ledger.reviews import Docket, Review, check, corrected, reviewed
from maabar.ledger.writer import encode

_DOUBT_UNKNOWN: Final = 0.5
_WEIGHT: Final = {"status": 1.0, "agreement": 0.8, "control": 0.6, "operation": 0.5, "flow": 0.5, "incident": 0.4}
_HALF_LIFE: Final = 180 * 86_400 * 1_000_000


@dataclass(frozen=True, slots=True)
class Draft:
    """A review before it is written: see `maabar.ledger.reviews.TARGETS` for actions and targets."""

    action: str
    target: str
    by: str
    why: str
    origin: str
    body: Mapping[str, Any]


def record(connection: Connection, now: int, draft: Draft) -> int:
    """Append a review and bring the evidence up to it; gives the review's ``seq``. Raises `InputError`."""
    check(draft.action, draft.target, draft.body)
    if draft.origin not in ("person", "machine"):
        raise InputError(f"the review's origin is {draft.origin!r}, expected person or machine")
    if not draft.by.strip():
        raise InputError("the review does not say by whom, expected a name")
    chain = Appender(connection, now)
    docket = evidence.load(connection)
    body = _checked(connection, docket, draft)
    row = {
        "recorded": chain.recorded,
        "by": draft.by,
        "origin": draft.origin,
        "action": draft.action,
        "target": draft.target,
        "body": encode(body),
        "why": draft.why,
    }
    seq = chain.append("reviews", row)
    chain.flush()
    docket = evidence.load(connection)
    evidence.restate(connection, docket, evidence.touched(connection, docket, docket.reviews[-1]))
    return seq


def _checked(connection: Connection, docket: Docket, draft: Draft) -> dict[str, Any]:
    """The review's body, checked against what the ledger holds."""
    kind, _, name = draft.target.partition(":")
    body = dict(draft.body)
    if kind == "claim":
        _check_claims(connection, [int(name)])
        if draft.action == "correct":
            return _correction(connection, docket, int(name), body)
    if kind == "review" and not any(r.seq == int(name) for r in docket.reviews):
        raise InputError(f"there is no review {name}, expected the number of one")
    if kind == "report":
        _check_report(connection, name)
        if "of" in body:
            _check_report(connection, str(body["of"]))
            if body["of"] == name:
                raise InputError(f"report {name!r} can't be a copy of itself")
    if draft.action == "split":
        _check_claims(connection, [int(c) for c in body.get("claims", ())])
        if body.get("claims") and not isinstance(body.get("into"), str):
            raise InputError("split lacks 'into', expected the id that the claims go to")
    if draft.action == "merge":
        merged = reviewed(docket.reviews)
        already = (merged.crossings if kind == "crossing" else merged.speakers).get(body["into"], body["into"])
        if already == name:
            raise InputError(f"{body['into']!r} is merged into {name!r} already; undo that first")
    return body


def _check_claims(connection: Connection, claims: list[int]) -> None:
    found = set(connection.execute(select(schema.claims.c.seq).where(schema.claims.c.seq.in_(claims))).scalars())
    if missing := [c for c in claims if c not in found]:
        raise InputError(f"there is no claim {missing[0]}, expected the number of one (`maabar why` shows them)")


def _check_report(connection: Connection, name: str) -> None:
    if connection.execute(select(schema.reports.c.seq).where(schema.reports.c.name == name)).first() is None:
        raise InputError(f"there is no report {name!r} in the ledger")


def _correction(connection: Connection, docket: Docket, claim: int, changes: dict[str, Any]) -> dict[str, Any]:
    c, r = schema.claims.c, schema.reports.c
    joined = schema.claims.join(schema.reports, r.seq == c.report)
    row = connection.execute(select(c.body, r.title, r.text).select_from(joined).where(c.seq == claim)).one()
    body = json.loads(row.body)
    before = reviewed(docket.about([(claim, body)])).claims.get(claim)
    standing = body | dict(before.changes if before else {})
    after = corrected(standing, changes, row.title, row.text)
    return {k: v for k, v in after.items() if k not in standing or standing[k] != v}


def queue(connection: Connection, limit: int) -> list[Entry]:
    """The claims that nobody has reviewed, those first where doubt meets weight.

    Worth = (1 - confidence) x weight of the kind of claim x 1 / claims of that crossing on a half year around it x age
    (halved every 180 days before the newest report): a doubtful claim on a state that few others speak of comes first.
    """
    e = schema.evidence.c
    standing = queries.standing(View()), e.verdict.is_(None)
    newest = connection.execute(select(func.max(e.known))).scalar()
    if newest is None:
        return []
    doubt = 1 - func.coalesce(e.confidence, _DOUBT_UNKNOWN)
    weight = case(_WEIGHT, value=e.kind, else_=0.4)
    age = (newest - e.known) / float(_HALF_LIFE)
    company = (
        select(e.crossing, func.count().label("claims")).where(queries.standing(View())).group_by(e.crossing).subquery()
    )
    worth = doubt * weight / ((1 + age) * (4.0 + company.c.claims))
    found = (
        select(e.claim)
        .select_from(schema.evidence.join(company, company.c.crossing == e.crossing))
        .where(*standing)
        .order_by(worth.desc(), e.claim)
        .limit(limit)
    )
    order = {claim: n for n, claim in enumerate(connection.execute(found).scalars())}
    entries = queries.entries(connection, View(), claims=list(order))
    return sorted(entries, key=lambda entry: order[entry.seq])


def listed(connection: Connection) -> list[Review]:
    """All review rows in order."""
    return list(evidence.load(connection).reviews)
