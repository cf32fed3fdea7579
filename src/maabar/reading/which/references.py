"""Mentions of crossings, and what those that name none refer to: the last one named, a list, or any crossing."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from maabar.model import ANY_CROSSING, NEW_PREFIX
from maabar.reading.document import Document
from maabar.reading.which.names import Found

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


@dataclass(slots=True)  # not frozen: a report makes many
class Mention:
    """Crossings at words ``start`` to ``end`` (exclusive).

    ``how``: named, placed (told by a place), new, dual, many, the, a, bare (named without a word for a crossing),
    apart (bare, and not what «المعبر» means from then on).
    """

    start: int
    end: int
    crossings: tuple[str, ...]
    how: str
    head: bool = True
    note: str | None = None


def resolve(
    doc: Document,
    mentions: list[Mention],
    names: Mapping[int, Sequence[Found]],
    called: str | None,
) -> list[Mention]:
    """Give references their crossings: the last one named, the last list of that size, or any crossing.

    ``called`` is what the crossing is known by where no mention names one.
    """
    named = [m for m in mentions if m.crossings and m.crossings != (ANY_CROSSING,)]
    everyone = list(dict.fromkeys(c for m in named for c in m.crossings))
    count = Counter(c for m in named for c in m.crossings)
    topic = count.most_common(1)[0][0] if count else None
    only: tuple[str, ...] = ()
    if not named:
        only = (called,) if called else _only_name(names)
        topic = called
    titled = {c for m in named if m.start < doc.headline_end for c in m.crossings}
    headline = tuple(titled) if len(titled) == 1 else ()
    out: list[Mention] = []
    past: list[tuple[str, ...]] = [only] if only else []
    at = 0  # the sentence in which the last one was named
    for mention in mentions:
        known = _described(doc, mention, past)
        m = replace(mention, crossings=known) if known else mention
        if m.crossings:
            beside = m.how == "apart" or m.crossings == (ANY_CROSSING,) or (past and doc.has(m.start, "gate"))
            if not beside:
                at = doc.sentence[m.start]
                past.append(m.crossings)  # once a crossing is named, «المعبر» means no checkpoint beside it
            out.append(m)
            continue
        if owned := _owner(doc, m, names):
            ids = owned
            past.append(ids)
        elif said := _subject(doc, m, out):
            out.append(replace(m, crossings=said, how=out[-1].how if m.how == "a" else m.how))
            continue
        elif m.how == "the" and headline and past and doc.sentence[m.start] - at > _RECENT:
            ids = headline  # some sentences after another was named, «المعبر» is again what the title is about
        elif m.how in ("the", "a"):
            ids = _single(doc, m, past, named, topic)
        else:
            ids = _plural(doc, m, past, everyone, mentions)
            if len(ids) > 1:
                past.append(ids)
        out.append(replace(m, crossings=ids))
    return out


def _only_name(names: Mapping[int, Sequence[Found]]) -> tuple[str, ...]:
    """«نصيب: إغلاق المعبر»: the one crossing whose name stands in a text that puts a word for a crossing to none."""
    found = {f.name.id for at in names.values() for f in at}
    return tuple(found) if len(found) == 1 else ()


def is_predicate(doc: Document, i: int) -> bool:
    """Whether the word for a crossing at ``i`` is said of one: «وهو معبر تجاري», «ويعد من أبرز المنافذ»."""
    lo = max(doc.bounds[doc.sentence[i]][0], i - _COPULA)
    for j in range(i - 1, lo - 1, -1):
        word = doc.words[j]
        if word in _COPULAS:
            return word.lstrip("و") != "هي" or "crossing_many" not in doc.info[i].classes
        if word not in _FOREMOST and word not in _COUNT and word not in ("من", "واحد", "ايضا", "اليوم"):
            return False  # «وهو المسؤول في المعبر»
    return False


def _subject(doc: Document, m: Mention, before: list[Mention]) -> tuple[str, ...]:
    """The crossings of which a predicate is said: those named last in its sentence, or in the one before."""
    if m.how == "dual":
        return ()
    best = doc.words[m.start - 2 : m.start - 1] == ["من"] and doc.words[m.start - 1] in _FOREMOST
    best = best or any(word in _ONE for word in doc.words[max(0, m.start - 3) : m.start])  # «أحد ثلاثة معابر»
    if not before or not (best or is_predicate(doc, m.start)):
        return ()
    last = before[-1]
    if best and last.end < m.start - 3 and not is_predicate(doc, m.start):
        return ()
    return last.crossings if doc.sentence[m.start] - doc.sentence[last.start] <= 1 else ()


def _owner(doc: Document, m: Mention, names: Mapping[int, Sequence[Found]]) -> tuple[str, ...]:
    """«سيطروا على كسب وعلى معبرها»: the crossing of the town just named."""
    if m.how != "the" or doc.info[m.start].pronoun not in ("ها", "ه") or not names:
        return ()
    for j in range(m.start - 1, max(doc.bounds[doc.sentence[m.start]][0], m.start - _OWNED) - 1, -1):
        if j in names:
            return (names[j][0].name.id,)
        if "،" in doc.gaps[j]:
            break
    return ()


_ONE = frozenset(["احد", "واحد", "احدي"])
_RECENT = 1
_COPULA = 5
_OWNED = 4
_COPULAS = frozenset(
    "هو وهو هي وهي يعد ويعد تعد وتعد يعتبر ويعتبر تعتبر وتعتبر بوصفه باعتباره كونه لكونه بوصفها باعتبارها "
    "ليكون لتكون ليصبح لتصبح يمثل ويمثل تمثل يشكل ويشكل تشكل".split()
)
_FOREMOST = frozenset("اهم ابرز اكبر اقدم اخر اول ثاني احد بين جمله طليعه مقدمه اكثر اخطر انشط".split())


def _described(doc: Document, m: Mention, past: list[tuple[str, ...]]) -> tuple[str, ...]:
    """«معبر الحمران … المعبر الذي يقع بين جرابلس ومنبج»: the place tells of the crossing known, it names no other."""
    if m.how != "placed" or len(m.crossings) != 1:
        return ()
    told = m.start > 0 and "link" in doc.info[m.start - 1].verb  # «ويفصل المعبر بين …»
    if not told and not any(doc.words[j] in _RELATIVE for j in range(m.start + 1, min(len(doc), m.end + 2))):
        return ()
    return past[-1] if past and len(past[-1]) == 1 else ()


_RELATIVE = frozenset("الذي الواقع الواقعه الكاين الرابط الواصل الفاصل".split())


def _single(
    doc: Document, m: Mention, past: list[tuple[str, ...]], named: list[Mention], topic: str | None
) -> tuple[str, ...]:
    before = doc.info[m.start - 1].classes if m.start else frozenset()
    if m.how == "a" and ("any" in before or _other(doc, m)):
        return (ANY_CROSSING,)
    if m.how == "the" and doc.has(m.start, "border"):
        here = doc.sentence[m.start]
        if named and all(abs(doc.sentence[x.start] - here) > _BORDER_REACH for x in named):
            return (ANY_CROSSING,)  # in a long page the border is no crossing named far away
    if m.how == "the":
        for ids in reversed(past):
            if len(ids) == 1:
                return ids
        if past and len(past[-1]) > 1:
            return past[-1][-1:]
        later = next((x for x in named if x.start > m.start), None)
        return later.crossings[:1] if later else (ANY_CROSSING,)
    return (topic,) if topic else (ANY_CROSSING,)


def _other(doc: Document, m: Mention) -> bool:
    """«معبر آخر», «معبرًا واحدًا»: not the one that the text is about; «لا معبر سواه» is."""
    if m.start and doc.words[m.start - 1].lstrip("و") == "لا":
        return False
    return any(doc.words[j] in _OTHER for j in range(m.start + 1, min(len(doc), m.end + 1)))


_BORDER_REACH = 5  # sentences
_OTHER = frozenset("اخر ثان ثاني واحد واحدا سواه غيره ثانيا".split())


def _named_after(doc: Document, m: Mention, mentions: list[Mention]) -> tuple[str, ...]:
    """«المعابر الباقية كمعبري أ وب», «أُغلقت معابر عدة … منها معبر ج»: the plural means those that are then named."""
    at = bisect_right(mentions, m.start, key=lambda x: x.start)
    for following in mentions[at : at + 2]:
        if doc.sentence[following.start] != doc.sentence[m.start]:
            break
        if not following.crossings or following.how not in ("named", "new", "apart", "bare"):
            continue
        near = following.start - m.end <= REACH
        said = doc.words[following.start - 1].lstrip("و")
        if near and (doc.info[following.start].preposition == "ك" or said in _SUCH):
            return following.crossings
        if said in _AMONG:
            return following.crossings
    return ()


_SUCH = frozenset("منها ابرزها اهمها هي هما مثل بينها اخرها".split())
_AMONG = frozenset("منها ابرزها اهمها بينها".split())


_PASSAGE = (["الخروج"], ["العبور"], ["الاجلاء"], ["المغادره"], ["الدخول"])


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
    definite = definite or doc.words[m.end : m.end + 1] in _PASSAGE  # «ممرات الخروج»
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
