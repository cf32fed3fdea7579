"""Mentions of crossings, and what those that name none refer to: the last one named, a list, or any crossing."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace

from maabar.model import ANY_CROSSING, NEW_PREFIX
from maabar.reading.document import Document

REACH = 7
"""Words between two names of one list, with what says where each one is."""
_COUNT = {
    "2": 2,
    "3": 3,
    "4": 4,
    "5": 5,
    "ثلاث": 3,
    "ثلاثه": 3,
    "الثلاثه": 3,
    "اربعه": 4,
    "الاربعه": 4,
    "خمسه": 5,
}
_GENERAL = frozenset(
    "مع بين الحدوديه الداخليه النهريه كافه جميعها الواصله الفاصله البريه في المائيه الاخري من التي".split()
)


@dataclass(frozen=True, slots=True)
class Mention:
    """Crossings at words ``start`` to ``end`` (exclusive). ``how``: named, new, dual, many, the, a, bare."""

    start: int
    end: int
    crossings: tuple[str, ...]
    how: str
    head: bool = True
    note: str | None = None


def resolve(doc: Document, mentions: list[Mention]) -> list[Mention]:
    """Give references their crossings: the last one named, the last list of that size, or any crossing."""
    named = [m for m in mentions if m.crossings]
    everyone = list(dict.fromkeys(c for m in named for c in m.crossings))
    count = Counter(c for m in named for c in m.crossings)
    topic = count.most_common(1)[0][0] if count else None
    out: list[Mention] = []
    past: list[tuple[str, ...]] = []
    for m in mentions:
        if m.crossings:
            past.append(m.crossings)
            out.append(m)
            continue
        if m.how in ("the", "a"):
            ids = _single(doc, m, past, named, topic)
        else:
            ids = _plural(doc, m, past, everyone, mentions)
            if len(ids) > 1:
                past.append(ids)
        out.append(replace(m, crossings=ids))
    return out


def _single(
    doc: Document, m: Mention, past: list[tuple[str, ...]], named: list[Mention], topic: str | None
) -> tuple[str, ...]:
    before = doc.info[m.start - 1].classes if m.start else frozenset()
    if m.how == "a" and "any" in before:
        return (ANY_CROSSING,)
    if m.how == "the":
        for ids in reversed(past):
            if len(ids) == 1:
                return ids
        if past and len(past[-1]) > 1:
            return past[-1][-1:]
        later = next((x for x in named if x.start > m.start), None)
        return later.crossings[:1] if later else (ANY_CROSSING,)
    return (topic,) if topic else (ANY_CROSSING,)


def _named_after(doc: Document, m: Mention, mentions: list[Mention]) -> tuple[str, ...]:
    """«المعابر الباقية كمعبري أ وب», «معابر عدة منها معبر ج»: the plural means those that are then named."""
    at = bisect_right(mentions, m.start, key=lambda x: x.start)
    following = mentions[at] if at < len(mentions) else None
    if following is None or not following.crossings or following.how != "named":
        return ()
    if doc.sentence[following.start] != doc.sentence[m.start] or following.start - m.end > REACH:
        return ()
    between = {doc.words[j].lstrip("و") for j in range(m.end, following.start)}
    if doc.info[following.start].preposition == "ك" or between & {"منها", "ابرزها", "اهمها", "هي", "هما", "مثل"}:
        return following.crossings
    return ()


def _plural(
    doc: Document, m: Mention, past: list[tuple[str, ...]], everyone: list[str], mentions: list[Mention]
) -> tuple[str, ...]:
    size = 2 if m.how == "dual" else 0
    for j in (m.start - 1, m.start + 1, m.start + 2):
        if 0 <= j < len(doc) and doc.sentence[j] == doc.sentence[m.start]:
            word = doc.words[j]
            size = _COUNT.get(word) or _COUNT.get(word[1:] if word[0] in "بلو" else "") or size
            if size and m.how != "dual":
                break
    if named := _named_after(doc, m, mentions):
        return named
    definite = doc.info[m.start].article or doc.has(m.start + 1, "mentioned") or doc.has(m.start - 1, "this")
    if size:
        for ids in reversed(past):
            if len(ids) == size:
                return ids
        real = [c for c in everyone if not c.startswith(NEW_PREFIX)]
        if len(real) == size:
            return tuple(real)
        for other in mentions:
            if len(other.crossings) == size:
                return other.crossings
        if m.how == "dual" and definite and len(past) >= 2:
            last = list(dict.fromkeys(c for ids in reversed(past) for c in ids))
            return tuple(reversed(last[:2])) if len(last) >= 2 else (ANY_CROSSING,)
        return (ANY_CROSSING,)
    pointed = doc.has(m.start + 1, "mentioned") or doc.has(m.end - 1, "mentioned") or doc.has(m.start - 1, "this")
    general = doc.has(m.start - 1, "any") or (m.start + 1 < len(doc) and doc.words[m.start + 1] in _GENERAL)
    told = m.start > 0 and doc.words[m.start - 1].lstrip("و") in ("هي", "تلك", "هذه")
    if pointed or told or (definite and not general):
        for ids in reversed(past):
            if len(ids) > 1:
                return ids
    return (ANY_CROSSING,)
