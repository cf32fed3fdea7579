"""The derived table ``evidence``: what each claim says, from when to when it stood so in this ledger.

A claim as first read gives one row that stands from the moment it was recorded. A review or a newer reading closes that
row (``until``) and, unless the claim fell, opens another; so any past view is one comparison with two clocks.
Rows with ``original`` = 1 are first readings as they came, before any review. The table is a pure function (`history`)
of chained rows, is kept outside the chain, and can be thrown away and rebuilt.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, delete, func, or_, select

from maabar.ledger import schema
from maabar.ledger.bulk import insert_rows
from maabar.ledger.chain import Row
from maabar.ledger.reviews import Docket, Review, reviewed, same_content
from maabar.ledger.schema import FOREVER

_PAGE: Final = 500
_HEART: Final = {"agreement": "on", "control": "by", "operation": "by", "flow": "count", "incident": "type"}


def said(body: dict[str, Any]) -> str:
    """The heart of a claim's value in one word: open, closed …, an actor's id, a count or the type of an incident."""
    value = body["value"]
    if isinstance(value, str):
        return value
    heart = value[_HEART[body["kind"]]]
    return "" if heart is None else str(heart)


def row(
    report: int,
    claim: int,
    body: dict[str, Any],
    *,
    known: int,
    since: int,
    original: bool,
    until: int = FOREVER,
    verdict: str | None = None,
    changed: bool = False,
) -> Row:
    """A row of evidence for a claim's (effective) body; the body itself is kept where it was changed."""
    return {
        "report": report,
        "claim": claim,
        "since": since,
        "original": int(original),
        "until": until,
        "known": known,
        "crossing": body["crossing"],
        "kind": body["kind"],
        "said": said(body),
        "reality": body["reality"],
        "polarity": body["polarity"],
        "speaker": body["speaker"],
        "speaker_kind": body["speaker_kind"],
        "confidence": None if (sure := body.get("confidence")) is None else float(sure),
        "verdict": verdict,
        "body": json.dumps(body, ensure_ascii=False, separators=(",", ":")) if changed else None,
    }


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a report: its ``seq``, when it was recorded, and its claims as (seq, body)."""

    seq: int
    recorded: int
    claims: tuple[tuple[int, dict[str, Any]], ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A report as far as evidence depends on it. ``superseded`` is the moment a newer version was recorded."""

    seq: int
    version: int
    known: int
    superseded: int | None
    readings: tuple[Reading, ...]


def history(told: Told, docket: Docket) -> list[Row]:
    """All evidence of one report, from its readings and the reviews: what stood from when to when."""
    first = told.readings[0]
    relevant = docket.about(c for reading in told.readings for c in reading.claims)
    out: list[Row] = []
    if not relevant and len(told.readings) == 1:  # nearly every report
        until = FOREVER if told.superseded is None else told.superseded
        return [_original(told, claim, body, first.recorded, until) for claim, body in first.claims]
    moments = {r.recorded for r in told.readings} | {r.recorded for r in relevant if r.recorded > first.recorded}
    if told.superseded is not None:
        moments.add(told.superseded)
    standing: dict[int, Row] = {}
    for moment in sorted(moments):
        wanted = _wanted(told, relevant, moment)
        for claim in [c for c, old in standing.items() if not _same(old, wanted.get(c))]:
            standing.pop(claim)["until"] = moment
        for claim, new in wanted.items():
            if claim not in standing:
                standing[claim] = new
                out.append(new)
    if told.version == 1:
        _mark_originals(told, first, out)
    return out


def _original(told: Told, claim: int, body: dict[str, Any], since: int, until: int) -> Row:
    return row(told.seq, claim, body, known=told.known, since=since, until=until, original=told.version == 1)


def _mark_originals(told: Told, first: Reading, out: list[Row]) -> None:
    """Mark the rows that are first readings as they came; one that never stood so gets a row of no duration."""
    plain = {r["claim"]: r for r in out if r["since"] == first.recorded and r["body"] is None and r["verdict"] is None}
    for claim, body in first.claims:
        if claim in plain:
            plain[claim]["original"] = 1
        else:
            out.append(_original(told, claim, body, first.recorded, first.recorded))


def _same(old: Row, new: Row | None) -> bool:
    return new is not None and (old["body"], old["verdict"]) == (new["body"], new["verdict"])


def _wanted(told: Told, reviews: Sequence[Review], moment: int) -> dict[int, Row]:
    """What stands at the moment: the claims of the latest reading, reviewed; none once a newer version is there."""
    if told.superseded is not None and told.superseded <= moment:
        return {}
    state = reviewed(r for r in reviews if r.recorded <= moment)
    decided = {
        same_content(body): claim
        for reading in told.readings
        for claim, body in reading.claims
        if claim in state.claims
    }
    latest = [r for r in told.readings if r.recorded <= moment][-1]
    out: dict[int, Row] = {}
    for claim, body in latest.claims:
        like = decided.get(same_content(body)) if decided else None
        if effective := state.effective(claim, body, like):
            out[claim] = row(
                told.seq,
                claim,
                effective.body,
                known=told.known,
                since=moment,
                original=False,
                verdict=effective.verdict,
                changed=effective.changed,
            )
    return out


def load(connection: Connection, *, about_claims: bool = True) -> Docket:
    """The ledger's reviews. Without ``about_claims`` only what bears on claims yet to come: merges and splits."""
    r = schema.reviews.c
    found = select(r.seq, r.recorded, r.by, r.origin, r.action, r.target, r.body, r.why).order_by(r.seq)
    if not about_claims:
        found = found.where(r.action.in_(("merge", "split", "undo", "confirm")))
    rows = connection.execute(found)
    return Docket([Review(*row[:6], json.loads(row.body), row.why) for row in rows])


def tell(connection: Connection, reports: Sequence[int]) -> list[Told]:
    """The reports with all their readings, as `history` needs them."""
    r, g, c = schema.reports.c, schema.readings.c, schema.claims.c
    newer = schema.reports.alias()
    superseded = select(func.min(newer.c.recorded)).where(newer.c.name == r.name, newer.c.version > r.version)
    found = select(r.seq, r.version, r.known, superseded.scalar_subquery()).where(r.seq.in_(reports)).order_by(r.seq)
    claims: dict[int, list[tuple[int, dict[str, Any]]]] = {}
    for seq, reading, body in connection.execute(
        select(c.seq, c.reading, c.body).where(c.report.in_(reports)).order_by(c.seq)
    ):
        claims.setdefault(reading, []).append((seq, json.loads(body)))
    readings: dict[int, list[Reading]] = {}
    for seq, report, recorded in connection.execute(
        select(g.seq, g.report, g.recorded).where(g.report.in_(reports)).order_by(g.seq)
    ):
        readings.setdefault(report, []).append(Reading(seq, recorded, tuple(claims.get(seq, ()))))
    return [Told(*told, tuple(readings[told.seq])) for told in connection.execute(found) if told.seq in readings]


def restate(connection: Connection, docket: Docket, reports: Iterable[int]) -> None:
    """Bring the evidence of these reports to what readings and reviews now come to."""
    reports = sorted(set(reports))
    for start in range(0, len(reports), _PAGE):
        page = reports[start : start + _PAGE]
        connection.execute(delete(schema.evidence).where(schema.evidence.c.report.in_(page)))
        rows = [row for told in tell(connection, page) for row in history(told, docket)]
        insert_rows(connection, schema.evidence, rows)


def rebuild(connection: Connection) -> None:
    """Throw all evidence away and make it anew from the chained rows."""
    connection.execute(delete(schema.evidence))
    restate(connection, load(connection), connection.execute(select(schema.reports.c.seq)).scalars().all())


def touched(connection: Connection, docket: Docket, review: Review) -> list[int]:
    """The reports whose evidence a review may change."""
    e, c = schema.evidence.c, schema.claims.c
    claims, crossings, speakers = docket.reach(review)
    found = []
    if claims:
        found.append(select(c.report).where(c.seq.in_(claims)))
    if crossings or speakers:
        found.append(select(e.report).where(or_(e.crossing.in_(crossings), e.speaker.in_(speakers))).distinct())
    return [seq for query in found for seq in connection.execute(query).scalars()]
