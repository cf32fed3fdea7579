"""Who holds a crossing or one of its ends, and who runs, supervises or guards it."""

from __future__ import annotations

from collections.abc import Iterator

from maabar.model import By
from maabar.reading.event import Event
from maabar.reading.scene import Scene


def _taken(s: Scene, i: int) -> Iterator[Event]:
    """«سيطرت الفصائل على المعبر»: who took the crossing, said with a verb of taking."""
    doc = s.doc
    target = s.next(i, 8)
    if target is None or any(doc.words[j] in _REGIONS for j in range(i, target.start)):
        return
    actors = [f for f in doc.names if f.name.what == "actor" and i < f.start < target.start]
    actors = actors or [f for f in doc.names if f.name.what == "actor" and i - 6 <= f.start < i][-1:]
    if actors:
        first, last = s.span(i, target.start)
        value = By(actors[0].name.id)
        yield Event("control", (value,), target.crossings, i, first, last, s.scope(i), "taken")


def control_events(s: Scene, i: int) -> Iterator[Event]:
    doc = s.doc
    if doc.info[i].verb and (taken := list(_taken(s, i))):
        yield from taken
        return
    lo = max(doc.bounds[doc.sentence[i]][0], i - 9)
    place, town = None, False
    for f in doc.names:
        if (
            f.name.what == "place"
            and lo <= f.start < i
            and i - f.end < 6
            and not any(doc.words[j] in _REGIONS for j in (*range(max(lo, f.start - 2), f.start), *range(f.end, i)))
        ):
            town = True
        if f.name.what == "crossing" and lo <= f.start < i:
            region = any(doc.words[j] in _REGIONS for j in range(max(lo, f.start - 2), f.start))
            area = any(doc.words[j] in _REGIONS for j in range(f.end, i))
            if not region and not area:
                place = f
    mention = s.previous(i, 12)
    known = {c for m in s.mentions for c in m.crossings}
    nearest = s.previous(i, 30)
    if mention is not None and place is not None and place.name.id in mention.crossings and len(mention.crossings) > 1:
        crossings = mention.crossings
    elif place is not None and place.name.id in known:
        crossings = (place.name.id,)
    elif town and nearest is not None and len(nearest.crossings) == 1:
        crossings = nearest.crossings  # the town at one end of the crossing spoken of
    elif mention is not None and not any(doc.words[j] in _REGIONS for j in range(mention.start, i)):
        crossings = mention.crossings
    else:
        return
    actors = s.actors_after(i, 6)
    if not actors:
        return
    first, last = s.span(i)
    last = min(last, actors[-1].end - 1) if actors[-1].end - 1 >= i else last
    values = tuple(By(a.name.id) for a in actors)
    yield Event("control", values, crossings, i, first, max(last, i), s.scope(i), "control")


def operation_events(s: Scene, i: int) -> Iterator[Event]:
    doc = s.doc
    word = doc.info[i]
    if (
        word.bare == "اداره"
        and not word.preposition
        and not (doc.has(i - 1, "keep", "light") or doc.words[i - 1].lstrip("و") in _TAKEN)
    ):
        return
    after = s.next(i, 6)
    target = after
    if target is None and (word.pronoun or doc.has(i - 1, "keep") or word.preposition or doc.words[i - 1] == "تحت"):
        target = s.antecedent(i)
    if target is None:
        before = s.previous(i, 8)
        target = before if doc.words[i - 1] == "تحت" else None
    if target is None:
        return
    start = target.end - 1 if after is not None and not word.verb else i
    actors = s.actors_after(start, 6) or (s.actors_after(i, 8) if start != i else [])
    if not actors and word.verb:
        actors = [f for f in doc.names if f.name.what == "actor" and i - 6 <= f.start < i][-1:]
    if not actors:
        return
    first, last = s.span(i)
    values = tuple(By(a.name.id) for a in actors)
    yield Event("operation", values, target.crossings, i, first, last, s.scope(i), "operation")


_TAKEN = frozenset(["تحت", "انتقال", "نقل", "تسليم", "تسلم", "باتت", "ستوول", "علي", "تولي", "ان"])
_REGIONS = frozenset(
    ["مناطق", "ومناطق", "بمناطق", "مناطقه", "مناطقها", "المناطق", "لمناطق", "بين", "يصل", "تصل", "الواصل", "يربط"]
)
