"""Flows told without a word of passing: who is stuck, slowed by a crowd, fewer, or turned back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from maabar.model import Flow
from maabar.reading.what.carried import carried
from maabar.reading.what.counting import count_of, plain
from maabar.reading.what.event import Event
from maabar.reading.what.passing import flow_events
from maabar.reading.what.routes import route
from maabar.reading.what.scene import Scene
from maabar.reading.what.telling import BY_IT


def stuck_events(s: Scene, i: int) -> Iterator[Event]:
    """«علقت عشرات الشاحنات», «توقف الشاحنات», «أرتال السيارات التي توقفت»: with those who are stuck right beside it."""
    doc = s.doc
    word = doc.info[i]
    lo, hi = doc.bounds[doc.sentence[i]]
    if doc.words[i + 1 : i + 2] in (["عن"], ["علي"]) or word.pronoun or (word.article and "متوقف" not in word.bare):
        return
    near = (j for j in range(i + 1, min(hi, i + 5)) if doc.words[j] not in BY_IT)
    after = next((j for j in near if doc.has(j, "pass", "arrive", "work") or carried(s, j)), None)
    if after is not None and not carried(s, after):
        return
    if after is None:
        before = range(i - 1, max(lo, i - 5) - 1, -1)
        after = next((j for j in before if carried(s, j) and doc.clause[j] == doc.clause[i]), None)
    if after is not None and _is_many(s, after):
        yield from flow_events(s, i)


def crowd_events(s: Scene, i: int) -> Iterator[Event]:
    """«يشهد المعبر ازدحامًا», «انخفض عدد المسافرين عبره»: fewer pass, or slower, with no word of passing beside it."""
    doc = s.doc
    lo, hi = doc.bounds[doc.sentence[i]]
    for j in range(i + 1, min(hi, i + 6)):
        if doc.has(j, "pass", "arrive", "open", "closed") and doc.words[j] != "عبر":
            return
    who = next(((carried(s, j), j) for j in range(i + 1, min(hi, i + 4)) if carried(s, j)), None)
    if "crowd" in doc.info[i].classes:
        seen = range(max(lo, i - 6), i)
        if doc.info[i].article or not any(plain(doc.words[j]).lstrip("يت").startswith(_SEEN) for j in seen):
            return
        who = who or ("people", i)
    elif who is None and any(plain(doc.words[j]).startswith(_SUFFER) for j in range(max(lo, i - 6), i)):
        before = range(i - 1, max(lo, i - 6) - 1, -1)
        who = next(((carried(s, j), j) for j in before if carried(s, j)), None)  # «يواجه المسافرون تأخيرًا»
    target = route(s, i, lo, hi)
    if who is None or who[0] is None or target is None or not s.same(i, target.start):
        return
    scope = s.scope(i)
    if scope.dropped or scope.reality != "actual":
        return
    first, last = s.span(i, who[1])
    yield Event("flow", (Flow(who[0]),), target.crossings, i, first, last, replace(scope, polarity="denied"), "flow")


def returned_events(s: Scene, i: int) -> Iterator[Event]:
    """«أعادت الحواجز عشرات العائلات», «إرجاع 15 مواطنًا»: those who are turned back don't pass."""
    doc = s.doc
    hi = doc.bounds[doc.sentence[i]][1]
    near = range(i + 1, min(hi, i + 6))
    who = next((j for j in near if carried(s, j) or doc.has(j, "pass", "arrive", "open", "closed", "work")), None)
    if who is None or (kind := carried(s, who)) not in ("people", "vehicles") or doc.words[i + 1] in _TO:
        return
    if not any(count_of(s, who)) and not doc.words[who].endswith(("ين", "ون", "ات")):
        return
    if any(w in _TO for w in doc.words[who + 1 : min(hi, who + 4)]):
        return  # «إعادة اللاجئين إلى بلدهم»
    target = route(s, i, doc.bounds[doc.sentence[i]][0], hi) or s.loosely(i)
    scope = s.scope(i)
    if target is None or scope.dropped or scope.polarity == "denied":
        return
    first, last = s.span(i, who)
    yield Event("flow", (Flow(kind, 0),), target.crossings, i, first, last, scope, "flow")


def _is_many(s: Scene, j: int) -> bool:
    """«الشاحنات», «80 سيارة», «المسافرون»: traffic rather than one car that stops."""
    bare = s.doc.words[j]
    return bare.endswith(("ات", "ين", "ون", "يج")) or any(count_of(s, j))


_TO = frozenset(["الي", "عبر", "علي", "فتح", "لبلدهم", "لبلادهم"])
_SUFFER = ("يواجه", "تواجه", "يعاني", "تعاني", "يشكو", "تشكو", "يشتكي", "تشتكي", "يلقي", "تلقي", "واجه", "عاني")
_SEEN = ("شهد", "سبب", "سود", "ثير", "حدث", "شكو", "عاني", "جري", "سجل", "خلق", "فاقم", "خلف")
