"""The derived table ``evidence``: what each claim says, from when to when it stood so in this ledger.

A claim as first read gives one row that stands from the moment it was recorded. A review or a newer reading closes that
row (``until``) and, unless the claim fell, opens another; so any past view is one comparison with two clocks.
Rows with ``original`` = 1 are first readings as they came, before any review. The table is derived from chained rows
alone, kept outside the chain, and can be rebuilt.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import Connection, bindparam, func, insert, select, update

from maabar.ledger import schema
from maabar.ledger.chain import Row
from maabar.ledger.reviews import Review, Reviewed, reviewed, same_content
from maabar.ledger.schema import FOREVER


def said(body: dict[str, Any]) -> str:
    """The heart of a claim's value in one word: open, closed …, an actor's id, a count or the type of an incident."""
    value = body["value"]
    if isinstance(value, str):
        return value
    heart = value[_HEART[body["kind"]]]
    return "" if heart is None else str(heart)


_HEART = {"agreement": "on", "control": "by", "operation": "by", "flow": "count", "incident": "type"}


def row(
    report: int,
    claim: int,
    known: int,
    since: int,
    body: dict[str, Any],
    *,
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
        "confidence": body.get("confidence"),
        "verdict": verdict,
        "body": json.dumps(body, ensure_ascii=False, separators=(",", ":")) if changed else None,
    }


def first(
    state: Reviewed, report: int, claim: int, body: dict[str, Any], *, known: int, recorded: int, original: bool
) -> list[Row]:
    """The evidence of a claim that has just been read, by what people decided before about crossings and speakers."""
    plain = body["crossing"] not in state.crossings and body["speaker"] not in state.speakers
    if plain:
        return [row(report, claim, known, recorded, body, original=original)]
    out = []
    if original:  # as it came, for reconstructions only: it never stood so
        out.append(row(report, claim, known, recorded, body, original=True, until=recorded))
    if effective := state.effective(claim, body):
        changed = effective.changed
        out.append(row(report, claim, known, recorded, effective.body, original=False, changed=changed))
    return out


def load(connection: Connection, *, about_claims: bool = True, upto: int | None = None) -> Reviewed:
    """What the ledger's reviews come to, all or those with a ``seq`` up to ``upto``.

    Without ``about_claims`` only what bears on claims yet to come: merges of crossings and speakers.
    """
    return reviewed(rows(connection, about_claims=about_claims, upto=upto))


def rows(connection: Connection, *, about_claims: bool = True, upto: int | None = None) -> list[Review]:
    """The review rows in order."""
    r = schema.reviews.c
    found = select(r.seq, r.recorded, r.by, r.origin, r.action, r.target, r.body, r.why).order_by(r.seq)
    if not about_claims:
        found = found.where(r.action.in_(("merge", "split", "undo", "confirm")))
    if upto is not None:
        found = found.where(r.seq <= upto)
    return [Review(*row[:6], json.loads(row.body), row.why) for row in connection.execute(found)]


def restate(connection: Connection, state: Reviewed, reports: Sequence[int], recorded: int) -> None:
    """Bring the evidence of these reports to what readings and reviews now come to, from the moment ``recorded`` on."""
    for start in range(0, len(reports), _PAGE):
        _restate(connection, state, reports[start : start + _PAGE], recorded)


_PAGE: Final = 500


def _restate(connection: Connection, state: Reviewed, reports: Sequence[int], recorded: int) -> None:
    r, c, e = schema.reports.c, schema.claims.c, schema.evidence.c
    newer = schema.reports.alias()
    superseded = select(newer.c.seq).where(newer.c.name == r.name, newer.c.version > r.version).exists()
    there = select(r.seq, r.known).where(r.seq.in_(reports), ~superseded)
    known = {row.seq: row.known for row in connection.execute(there)}
    found = select(c.seq, c.report, c.reading, c.body).where(c.report.in_(reports)).order_by(c.seq)
    g = schema.readings.c
    readings = select(g.report, func.max(g.seq).label("last")).where(g.report.in_(reports)).group_by(g.report)
    last = {row.report: row.last for row in connection.execute(readings)}
    wanted = _wanted(state, [tuple(row) for row in connection.execute(found)], last, known)
    standing = {
        row.claim: row
        for row in connection.execute(
            select(e.claim, e.report, e.body, e.verdict, e.since, e.original).where(
                e.report.in_(reports), e.until == FOREVER
            )
        )
    }
    closed, opened = [], []
    for claim in standing.keys() | wanted.keys():
        before, after = standing.get(claim), wanted.get(claim)
        if before and after and (before.body, before.verdict) == (after["body"], after["verdict"]):
            continue
        if before:
            closed.append({"b_report": before.report, "b_claim": claim, "b_since": before.since})
        if after:
            opened.append(after | {"since": recorded})
    if closed:
        this = e.report == bindparam("b_report"), e.claim == bindparam("b_claim"), e.since == bindparam("b_since")
        close = update(schema.evidence).where(*this, e.until == FOREVER).values(until=recorded)
        connection.execute(close, closed)
    if opened:
        connection.execute(insert(schema.evidence), opened)


def _wanted(
    state: Reviewed, found: Sequence[tuple[int, int, int, str]], last: dict[int, int], known: dict[int, int]
) -> dict[int, Row]:
    """Evidence of the last reading of each report that is not superseded."""
    decided = {(report, same_content(json.loads(body))): seq for seq, report, _, body in found if seq in state.claims}
    out: dict[int, Row] = {}
    for seq, report, reading, text in found:
        if reading != last[report] or report not in known:
            continue
        body = json.loads(text)
        like = decided.get((report, same_content(body))) if decided else None
        effective = state.effective(seq, body, like)
        if effective:
            out[seq] = row(
                report,
                seq,
                known[report],
                0,
                effective.body,
                original=False,
                verdict=effective.verdict,
                changed=effective.changed,
            )
    return out
