"""Who holds a crossing or one of its ends, and who runs, supervises or guards it."""

from __future__ import annotations

from collections.abc import Iterator

from maabar.model import ANY_CROSSING, By
from maabar.reading.event import Event
from maabar.reading.scene import Scene


def control_events(s: Scene, i: int) -> Iterator[Event]:
    """Who holds a crossing or one of its ends: «معبر تحت سيطرة أ», «مدينة منبج التي تسيطر عليها ب»."""
    doc = s.doc
    end = doc.phrase[i][1] if i in doc.phrase else i + 1
    target, rule = _object(s, i, end), "control"
    if target is not None:
        crossings, actors = target, _holder(s, i, end)
    else:
        crossings = _held(s, i)
        actors = [f.name.id for f in s.actors_after(end - 1, 6)] or _subject(s, i)
        told = not any(doc.words[j] in _REGIONS for j in range(max(0, i - 3), i))
        if not crossings and told and (guess := s.loosely(i, 1)):
            crossings, rule = guess.crossings, "control?"
    if not crossings or not actors or (crossings == (ANY_CROSSING,) and not s.said_of_many(i)):
        return
    first, last = s.span(i)
    values = tuple(By(actor) for actor in dict.fromkeys(actors))
    yield Event("control", values, crossings, i, first, max(last, i), s.scope(i), rule)


def _object(s: Scene, i: int, end: int) -> tuple[str, ...] | None:
    """What a verb or noun of taking is said of with «على» or as its object: «السيطرة على المعبر», «استعادها»."""
    doc = s.doc
    word = doc.info[i]
    if word.verb and word.pronoun and not word.article:
        mention = s.antecedent(i)
        return mention.crossings if mention and _near(s, i, mention.start) else None
    mention = s.next(end - 1, 9)
    if mention is None or not (word.verb or word.bare in _HOLD or i in doc.phrase):
        return None
    between = doc.words[end : mention.start + 1]
    on = any(w.lstrip("و") == "علي" for w in between) or doc.info[mention.start].preposition == ""
    if (
        any(w in _REGIONS for w in between)
        or not on
        or any(c in "،,." for g in doc.gaps[end : mention.start + 1] for c in g)
    ):
        return None
    return mention.crossings


def _holder(s: Scene, i: int, end: int) -> list[str]:
    """The party that takes: between the word of taking and its object, or before it."""
    after = s.actors_after(end - 1, 5)
    return [after[0].name.id] if after else _subject(s, i)


def _subject(s: Scene, i: int) -> list[str]:
    before = [f for f in s.actors.values() if i - 7 <= f.start < i and s.doc.sentence[f.start] == s.doc.sentence[i]]
    return [before[-1].name.id] if before else []


def _is_end(s: Scene, j: int) -> bool:
    """Whether the place at ``j`` is told as an end of the crossing: «المعبر الواصل بين منبج …»."""
    mention = s.previous(j, 20)
    if mention is None:
        return s.doc.has(j - 1, "settlements") and s.topic(j) is not None
    between = range(mention.end, j)
    return any("link" in s.doc.info[k].classes or s.doc.words[k] in _LINK for k in between) or j - mention.end <= 2


def _near(s: Scene, i: int, j: int) -> bool:
    return s.doc.sentence[i] - s.doc.sentence[j] <= 1


def _held(s: Scene, i: int) -> tuple[str, ...]:
    """The crossing that is held, or whose named end is: the name, place or mention just before."""
    doc = s.doc
    lo = max(doc.bounds[doc.sentence[i]][0], i - 9)
    place, town = None, False
    for f in doc.names:
        if not lo <= f.start < i or f.name.what not in ("place", "crossing"):
            continue
        around = (*range(max(lo, f.start - 2), f.start), *range(f.end, i))
        if any(doc.words[j] in _REGIONS for j in around):
            continue
        if f.name.what == "crossing":
            place = f
        elif i - f.end < 6 and f.name.id not in _WIDE and not f.name.id.endswith("-gov"):
            town = _is_end(s, f.start)
    mention, nearest = s.previous(i, 12), s.previous(i, 30)
    known = {c for m in s.mentions for c in m.crossings}
    if mention is not None and place is not None and place.name.id in mention.crossings:
        return mention.crossings
    if place is not None and place.name.id in known:
        return (place.name.id,)
    if town:
        nearest = nearest or s.topic(i)
        return nearest.crossings if nearest is not None and len(nearest.crossings) == 1 else ()
    if mention is not None and not any(doc.words[j] in _REGIONS for j in range(mention.start, i)):
        return mention.crossings
    return ()


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
    before = s.previous(i, 30)
    if i and doc.words[i - 1] in ("التي", "الذي") and (before is None or i - before.end > 2):
        return  # what is run is not the crossing: «الهيئة التي تديرها …»
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
    "محافظه حدود الحدود مناطق ومناطق بمناطق مناطقه مناطقها المناطق لمناطق بين يصل تصل الواصل يربط".split()
)
_HOLD = frozenset("سيطره مسيطر مسيطرا مسيطره خضوع".split())
_WIDE = frozenset({"sy/aleppo", "sy/idlib"})
_LINK = frozenset("بين الواصل الواصله الفاصل الفاصله الرابط صله يصل تصل".split())
