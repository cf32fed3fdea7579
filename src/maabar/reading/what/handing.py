"""How a crossing passes from hand to hand: handed over, come to, left, entered; and to whom it belongs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from maabar.model import ANY_CROSSING, By, Polarity
from maabar.reading.what.event import Event
from maabar.reading.what.held import SIDES, of_end, plain
from maabar.reading.what.scene import Scene
from maabar.reading.which.names import Found
from maabar.reading.which.references import Mention


def handed_events(s: Scene, i: int) -> Iterator[Event]:
    """«سلّمت أ المعبر لـ ب», «آل المعبر إلى ب», «انتقلت السيطرة على المعبر إلى ب»: ب holds it."""
    doc = s.doc
    word = doc.info[i]
    if (word.article and word.verb) or (not word.verb and i and doc.words[i - 1] == "قبل"):
        return  # «قبل عودته إلى أ»
    mention = _thing(s, i)
    if mention is None:
        return
    start = i if word.pronoun else mention.end - 1
    to = _receiver(s, max(start, i), reach=8 if word.pronoun or doc.has(i, "come_to") else 5)
    if to is not None:
        agreed = any(doc.has(j, "agree") for j in range(max(doc.bounds[doc.sentence[i]][0], i - 5), i))
        yield from _event(s, i, mention, [to], "handed", planned=agreed and not word.verb)


def left_events(s: Scene, i: int) -> Iterator[Event]:
    """«انسحبت أ من المعبر», «أخلت أ المعبر»: أ holds it no more."""
    doc = s.doc
    word = doc.info[i]
    hi = min(doc.bounds[doc.sentence[i]][1], i + _REACH)
    if not word.verb and i and doc.words[i - 1].lstrip("و") in _AFTER:
        return  # «بعد انسحاب أ منه» is how it came, and news of others
    out_of = word.bare.lstrip("يتن").startswith(_EVACUATE)
    mention = s.next_any(i, _REACH)
    pointed = next((j for j in range(i + 1, min(hi, i + 6)) if doc.words[j] in _FROM_IT), None)
    if word.pronoun and out_of:
        mention = s.antecedent(i)
    elif pointed is not None and (mention is None or pointed < mention.start):
        mention = s.previous(pointed) or s.topic(pointed, 1)
    elif mention is not None:
        sided = doc.words[mention.start - 1] == "من" and plain(doc.words[i + 1], SIDES)
        if not (sided or _direct(s, i, mention) if out_of else doc.words[mention.start - 1] == "من"):
            return  # «انسحبت أ من محيط المعبر»، «أخلت أ جرحى من المعبر»
        if any(c in "،,:" for g in doc.gaps[i + 1 : mention.start + 1] for c in g) or mention.start - i > 8:
            return
    if mention is None:
        return
    right = (i + 1, i + 2) if i + 1 < hi and doc.words[i + 1] in _FROM_IT else (i + 1,)
    actors = [f for f in s.actors_after(i, 3) if f.start in right or doc.words[f.start - 1] in _FORCES]
    if any(doc.words[f.start].startswith(_LANDS) for f in actors):
        return
    actors = [f for f in actors if _is_subject(s, f)]
    if not actors and not doc.has(i, "enter", "pass"):
        actors = _subject(s, i, reach=8)
    yield from _event(s, i, mention, actors, "left", polarity="denied")


def expelled_events(s: Scene, i: int) -> Iterator[Event]:
    """«طردت أ ب من المعبر»: أ holds it."""
    doc = s.doc
    mention = s.next_any(i, _REACH)
    if mention is None or doc.words[mention.start - 1] != "من":
        return
    between = s.actors_between(i, mention.start)
    if not between:
        return
    actors = between[:1] if len(between) > 1 else _subject(s, i)
    yield from _event(s, i, mention, actors, "taken")


def entered_events(s: Scene, i: int) -> Iterator[Event]:
    """«دخلت قوات أ المعبر»: an armed party, and the crossing itself is what it enters."""
    doc = s.doc
    found = next((s.actors[k] for k in range(i + 1, min(i + 4, len(doc))) if k in s.actors), None)
    if found is None or doc.info[i].present or len(found.name.id) == _STATE:
        return
    if not all(doc.words[j] in _FORCES for j in range(i + 1, found.start)):
        return
    mention = s.next_any(i, _REACH)
    if doc.info[i].pronoun == "ه":
        mention = s.antecedent(i)
    elif mention is not None:
        to = found.end < len(doc) and doc.words[found.end] == "الي"
        if doc.info[mention.start].preposition or mention.start != found.end + to:
            return
    if mention is not None:
        yield from _event(s, i, mention, [found], "taken")


def belonging_events(s: Scene, i: int) -> Iterator[Event]:
    """«معبر أ التابع لـ ب», «يخضع المعبر لـ ب»; a state's crossing is its own, which says nothing."""
    doc = s.doc
    word = doc.info[i]
    if word.bare == _SUBJECTION:
        yield from _subjected(s, i)
        return
    before = s.previous(i)
    if before is not None and _beside(s, before, i):
        mention, start = before, i
        several = len(before.crossings) > 1 or before.how in ("dual", "many")
        if not word.verb and word.bare.endswith("ه") and not several:
            return  # «إدارة المعبر التابعة لـ ب»
    elif word.verb and word.present and (after := s.next_any(i, 5)) is not None and _side_of(s, i, after):
        mention, start = after, after.end - 1
    else:
        return
    to = _receiver(s, start, reach=2)
    office = to is not None and "وزاره" in doc.words[to.start]  # «معبر نصيب التابع لوزارة النقل»
    if to is not None and not office and len(to.name.id) != _STATE:
        yield from _event(s, i, mention, [to], "belongs")


def _subjected(s: Scene, i: int) -> Iterator[Event]:
    """«خضوع المعبر لـ أ»."""
    mention = s.next_any(i, 1)
    to = _receiver(s, mention.end - 1, reach=2) if mention is not None else None
    if mention is not None and to is not None:
        yield from _event(s, i, mention, [to], "belongs")


def deployed_events(s: Scene, i: int) -> Iterator[Event]:
    """«انتشرت قوات أ في المعبر»."""
    doc = s.doc
    mention = s.next_any(i, 8)
    if mention is None or doc.words[mention.start - 1] not in ("في", "داخل", "من"):
        return
    sided = any(doc.words[j] == "الجزء" or plain(doc.words[j], SIDES) for j in range(i + 1, mention.start))
    if doc.words[mention.start - 1] == "من" and not sided:
        return
    between = s.actors_between(i, mention.start)
    if between and not all(doc.words[j] in _FORCES for j in range(i + 1, between[0].start)):
        return
    yield from _event(s, i, mention, between[:1] or _subject(s, i), "present")


def flag_events(s: Scene, i: int) -> Iterator[Event]:
    """«رُفع علم أ على المعبر», «رفعت أ علمها فوق المعبر»."""
    doc = s.doc
    lo, hi = doc.bounds[doc.sentence[i]]
    if not any(doc.words[j].lstrip("وت").startswith(_RAISED) for j in range(max(lo, i - 5), min(hi, i + 4))):
        return
    mention = s.next_any(i, 8)
    if mention is None or doc.words[mention.start - 1] not in _UPON:
        return
    found = s.actors.get(i + 1)
    nation = s.nation(doc.words[i + 1]) if i + 1 < hi and found is None else None
    if nation is not None:
        first, last = s.span(i)
        scope = s.scope(i)
        yield Event("control", (By(nation),), mention.crossings, i, first, last, scope, "control_flag")
    else:
        yield from _event(s, i, mention, [found] if found is not None else _subject(s, i), "flag")


def _side_of(s: Scene, i: int, mention: Mention) -> bool:
    """Whether a crossing, or «الجانب السوري من» it, follows right after word ``i``."""
    sided = plain(s.doc.words[i + 1], SIDES) and s.doc.words[mention.start - 1] == "من"
    return mention.start == i + 1 or sided


def present_events(s: Scene, i: int) -> Iterator[Event]:
    """«جرابلس، حيث الجيش الوطني، ومنبج، حيث قسد»: who stands at an end holds it."""
    doc = s.doc
    lo, hi = doc.bounds[doc.sentence[i]]
    start = next((k for k in range(i + 1, min(i + 3, hi)) if k in s.actors), None)
    if start is None or not all(doc.words[j] in _FORCES for j in range(i + 1, start)) or i - 1 <= lo:
        return
    actors = [s.actors[start]]
    if actors[0].end < hi and (also := s.actors.get(actors[0].end)) and also.clitic == "و":
        actors.append(also)
    end = actors[-1].end
    if end < hi and not any(c in doc.gaps[end] for c in '،,.()"-') and doc.words[end][0] != "و":
        return
    if i - 1 not in s.towns:
        return
    crossings = of_end(s, i - 1)
    if crossings:
        first, last = s.span(i, start)
        values = tuple(By(a) for a in dict.fromkeys(f.name.id for f in actors))
        yield Event("control", values, crossings, i, first, last, s.scope(i), "control_present")


def _event(
    s: Scene,
    i: int,
    mention: Mention,
    actors: list[Found],
    rule: str,
    polarity: Polarity | None = None,
    planned: bool = False,
) -> Iterator[Event]:
    scope = s.scope(i)
    if not actors or scope.dropped or (mention.crossings == (ANY_CROSSING,) and mention.how != "many"):
        return
    if planned and scope.reality == "actual" and scope.polarity == "affirmed":
        scope = replace(scope, reality="planned")  # «ينص الاتفاق على تسليم المعبر لـ ب»
    if polarity is not None:
        if scope.polarity == "denied":
            return  # «لم تنسحب أ من المعبر» says no more than that it holds it, which others say
        scope = replace(scope, polarity=polarity)
    first, last = s.span(i, *(f.start for f in actors if s.same(f.start, i)))
    values = tuple(By(a) for a in dict.fromkeys(f.name.id for f in actors))
    yield Event("control", values, mention.crossings, i, first, max(last, i), scope, f"control_{rule}")


def _thing(s: Scene, i: int) -> Mention | None:
    """What is handed over: the crossing itself, or «السيطرة على» it; not its running."""
    doc = s.doc
    word = doc.info[i]
    if word.pronoun == "ه":
        mention = s.antecedent(i)
        return mention if mention is not None and doc.sentence[i] - doc.sentence[mention.start] <= 1 else None
    mention = s.next_any(i, _REACH)
    if mention is None or doc.info[mention.start].preposition:
        before = s.previous(i, 6)  # «المعبر آل إلى ب»
        if before is None or not word.verb or not _beside(s, before, i):
            return None
        run = any(doc.has(j, "keep") for j in range(max(0, before.start - 2), before.start))
        return None if run else before  # «إدارة المعبر ستؤول إلى ب» tells who runs it
    between = range(i + 1, mention.start)
    if any(doc.has(j, "keep") or doc.words[j] in _NOT_THING for j in between):
        return None
    if any(c in "،,:" for g in doc.gaps[i + 1 : mention.start + 1] for c in g):
        return None
    held = any(doc.has(j, "control") for j in between)
    return mention if held or _direct(s, i, mention) else None


def _direct(s: Scene, i: int, mention: Mention) -> bool:
    """Whether nothing but a party stands between a verb and the crossing that is its object."""
    words = s.doc.words
    small = _SMALL | _FORCES
    return all(j in s.named or j in s.actors or words[j] in small for j in range(i + 1, mention.start))


def _receiver(s: Scene, start: int, reach: int = 5) -> Found | None:
    """The party after «إلى» or «لـ», within reach of what is handed."""
    doc = s.doc
    hi = min(doc.bounds[doc.sentence[start]][1], start + 1 + reach)
    for j in range(start + 1, hi):
        if any(c in "،,." for c in doc.gaps[j]):
            return None
        found = s.actors.get(j)
        if found is not None:
            to = found.clitic.endswith("ل") or doc.words[j].startswith("لل") or doc.words[j - 1] in _TO
            if to or doc.words[j - 2] in _TO:
                return found
    return None


def _subject(s: Scene, i: int, reach: int = 5) -> list[Found]:
    doc = s.doc
    lo = max(doc.bounds[doc.sentence[i]][0], i - reach)
    for k in range(i - 1, lo - 1, -1):
        if any(c in "،,:" for c in doc.gaps[k + 1]):
            return []
        if k in s.actors and s.actors[k].end >= i - reach + 3 and _not_placed(s, k):
            return [s.actors[k]] if _is_subject(s, s.actors[k]) else []
    return []


def _not_placed(s: Scene, k: int) -> bool:
    """«وحدات من أ» may be a subject, «إلى أ» not."""
    words = s.doc.words
    return words[k - 1] not in _NOT_SUBJECT or (words[k - 1] == "من" and words[k - 2] in _FORCES)


def _is_subject(s: Scene, found: Found) -> bool:
    """Neither «لم تترك للمسلحين» nor «ترك الجانب السوري من المعبر»."""
    word = s.doc.words[found.start]
    return found.clitic in ("", "و", "ف") and not word.startswith("لل") and not plain(word, SIDES)


def _beside(s: Scene, mention: Mention, i: int) -> bool:
    """Whether only small words stand between a crossing and word ``i``."""
    doc = s.doc
    return i - mention.end <= 3 and all(doc.words[j] in _SMALL for j in range(mention.end, i))


_REACH = 12
_STATE = 2
"""The id of a state is its country's code: two letters."""
_EVACUATE = ("اخل", "خل", "ترك", "هجر")
_AFTER = frozenset("بعد عقب اثر قبل".split())
_FROM_IT = frozenset("منه منها منهما".split())
_SUBJECTION = "خضوع"
_RAISED = ("رفع", "رفرف", "يرفع", "مرفوع")
_UPON = frozenset("علي فوق في عند بوابه داخل".split())
_NOT_SUBJECT = frozenset("من الي مع ضد عن علي في عبر".split())
_LANDS = ("المناطق", "الاراضي", "الشمال", "المحرر")
_FORCES = frozenset(
    "من قوات مقاتلون مقاتلي مقاتلو عناصر مسلحون مسلحي مسلحو فصايل ميليشيا ميليشيات مليشيا تنظيم حركه وحدات كامل".split()
)
_NOT_THING = frozenset("عبر في قرب نحو باتجاه جثث جثامين جثمان".split())
_TO = frozenset("الي ل لصالح لدي".split())
_SMALL = frozenset(
    "الذي التي اللذين قد كان كانت وهو هو الحدودي الحدوديه البري التجاري الانساني الداخلي كامل كاملا".split()
)
