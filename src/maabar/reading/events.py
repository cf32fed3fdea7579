"""What is said of crossings: triggers with their arguments, one event for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from maabar.model import ANY_CROSSING, Agreement, By, Flow, Incident, Kind, Value
from maabar.reading.document import Document
from maabar.reading.mentions import Mention
from maabar.reading.names import Found
from maabar.reading.scope import Scope, scope_of
from maabar.text.numbers import parse_number

_AFTER = 12
_BEFORE = 32
_FLOWS = ("people", "goods", "aid", "fuel", "vehicles")
_VIOLENCE = ("airstrike", "shelling", "clash", "blast", "arrest", "protest", "raid")
_STATUS = frozenset({"open", "closed", "open_state", "closed_state", "made"})


@dataclass(frozen=True, slots=True)
class Event:
    """Something said of crossings at a trigger word; ``first`` to ``last`` (inclusive) are the words it stands on."""

    kind: Kind
    values: tuple[Value, ...]
    crossings: tuple[str, ...]
    at: int
    first: int
    last: int
    scope: Scope
    rule: str
    traffic: tuple[str, ...] = ()
    note: str | None = None


class EventFinder:
    """Finds events in a document whose crossings are known."""

    def __init__(self, nation_of: Callable[[str], str | None]) -> None:
        self._nation = nation_of

    def find(self, doc: Document, mentions: list[Mention], starts: list[int], frames: list[int]) -> list[Event]:
        """Events in order.

        ``starts[i]`` is where the words of the speaker of word ``i`` begin, ``frames[i]`` his verb (-1: none).
        """
        self._actors = {f.start: f for f in doc.names if f.name.what == "actor"}
        self._before: list[int] = []
        self._mentions = mentions
        named = {c for m in mentions for c in m.crossings if c != ANY_CROSSING}
        self._single = next(iter(named)) if len(named) == 1 else None
        self._headline = {t for j in range(doc.title_end) for t in doc.info[j].classes & _INCIDENT}
        self._starts, self._frames = starts, frames
        index = -1
        ends = iter(mentions)
        upcoming = next(ends, None)
        for i in range(len(doc)):
            while upcoming is not None and upcoming.start <= i:
                index += 1
                upcoming = next(ends, None)
            self._before.append(index)
        used: set[int] = set()
        out: list[Event] = []
        for i, word in enumerate(doc.info):
            classes = word.classes
            phrase = doc.phrase.get(i)
            if phrase and phrase[0] in ("open", "closed", "works", "halt", "limited", "control", "stop_it"):
                if i not in used:
                    used |= set(range(i, phrase[1]))
                    out += self._phrase(doc, i, phrase)
                continue
            if i in used or not classes & _ANY:
                continue
            if "agree" in classes and (found := self._agreement(doc, i, used)):
                out.append(found)
            elif classes & _STATUS:
                out += self._status(doc, i)
            elif classes & {"stop_it", "run_it"} and (ran := self._run(doc, i)):
                out.append(ran)
            elif "limited" in classes:
                out += self._limited(doc, i)
            elif "control" in classes:
                out += self._control(doc, i)
            elif "keep" in classes:
                out += self._operation(doc, i)
            elif "allowed" in classes:
                if self._only(doc, i):
                    out += self._limited(doc, i)
            elif classes & {"pass", "barred"} or "arrive" in classes and self._by_way(doc, i):
                out += self._flow(doc, i)
            if classes & _INCIDENT:
                out += self._incident(doc, i)
        return out

    # ---- arguments -------------------------------------------------------------------------------------------

    def _same(self, doc: Document, a: int, b: int) -> bool:
        return doc.sentence[a] == doc.sentence[b]

    def _next(self, doc: Document, i: int, reach: int = _AFTER) -> Mention | None:
        """The first mention after ``i`` in its sentence, within reach and before another trigger's own."""
        k = self._before[i] + 1
        if k >= len(self._mentions):
            return None
        m = self._mentions[k]
        if not self._same(doc, i, m.start) or m.start - i > reach:
            return None
        for j in range(i + 1, m.start):
            if doc.info[j].verb & _STATUS and not doc.info[j].preposition:
                return None
        return m

    def _previous(self, doc: Document, i: int, reach: int = _BEFORE) -> Mention | None:
        k = self._before[i]
        if k < 0:
            return None
        m = self._mentions[k]
        return m if self._same(doc, i, m.start) and i - m.end < reach else None

    def _antecedent(self, doc: Document, i: int) -> Mention | None:
        """What «فتحه» or «إغلاقها» refers to: the last mention; for «ها» and «هما» the last of several."""
        pronoun = doc.info[i].pronoun
        best = None
        for m in reversed(self._mentions[: self._before[i] + 1]):
            if doc.sentence[i] - doc.sentence[m.start] > 3:
                break
            several = len(m.crossings) > 1 or m.how in ("many", "dual")
            if pronoun in ("ها", "هما", "هم") and not several:
                best = best or m
                continue
            if pronoun == "ه" and m.how in ("many", "dual"):
                continue
            return m
        return best

    def _target(self, doc: Document, i: int, end: int) -> Mention | None:
        """The mention that a status word at ``i`` (to ``end``, exclusive) is about."""
        word = doc.info[i]
        last = end - 1
        if (word.pronoun or doc.info[last].pronoun) and "crossing" not in word.classes:
            return self._antecedent(doc, i if word.pronoun else last)
        after, before = self._next(doc, last), self._previous(doc, i)
        state = bool(word.classes & {"open_state", "closed_state"})
        if state:
            return before or after
        if word.verb and not word.preposition:
            if before and self._adjacent(doc, before, i):
                return before
            return after or before
        if after is not None:
            return after
        if word.article and end - i == 1 and not self._told(doc, end):
            return None  # «أسباب الإغلاق»: spoken of, not said
        if word.article or end - i > 1:
            return before or self._antecedent(doc, i)
        return before if before and i - before.end < 4 and word.verb else None

    def _told(self, doc: Document, end: int) -> bool:
        """Whether something is said of a definite noun: «الإغلاق حصل …», «الافتتاح سيكون …»."""
        return any(
            doc.info[j].verb & {"light", "be", "fail"} or doc.phrase.get(j, ("", 0))[0] == "still"
            for j in range(end, min(end + 2, len(doc)))
        ) or doc.has(end - 2, "light") or doc.info[end - 1].preposition == "ب"

    def _adjacent(self, doc: Document, m: Mention, i: int) -> bool:
        """«المعبر قد فُتح», «المعبر الذي افتتحته»: only small words, or an apposition, stand between."""
        gap = [j for j in range(m.end, i) if doc.words[j] not in _SMALL]
        if not gap:
            return True
        k = self._before[i] + 1
        following = self._mentions[k] if k < len(self._mentions) else None
        later = following is not None and self._same(doc, i, following.start) and following.start - i <= _AFTER
        return not later

    def _span(self, doc: Document, i: int, *others: int) -> tuple[int, int]:
        """The clause of a trigger, stretched over its arguments."""
        lo, hi = doc.clauses[doc.clause[i]]
        first = min([lo, *others])
        last = max([hi - 1, *others])
        first = max(first, doc.bounds[doc.sentence[i]][0])
        last = min(last, doc.bounds[doc.sentence[i]][1] - 1)
        return max(first, last - 45), last

    def _scope(self, doc: Document, i: int, end: int | None = None) -> Scope:
        return scope_of(doc, i, end or i + 1, stop=self._starts[i], frame=self._frames[i])

    # ---- status ----------------------------------------------------------------------------------------------

    def _phrase(self, doc: Document, i: int, phrase: tuple[str, int]) -> Iterator[Event]:
        name, end = phrase
        if name == "limited":
            yield from self._limited(doc, i)
            return
        if name == "control":
            yield from self._control(doc, i)
            return
        value = "closed" if name in ("closed", "halt", "stop_it") else "open"
        target = self._target(doc, i, end)
        if name == "halt" and target is not None and target.start - end > 4:
            return
        if target is None and name in ("works", "halt"):
            target = self._previous(doc, i)
        if target is not None:
            yield from self._state(doc, i, end, value, target, name)

    def _status(self, doc: Document, i: int) -> Iterator[Event]:
        classes = doc.info[i].classes
        value = "closed" if classes & {"closed", "closed_state"} else "open"
        target = self._target(doc, i, i + 1)
        if "made" in classes:
            target = self._next(doc, i, 3)
            if target is None or not doc.has(target.start, "crossing", "crossing_many", "crossing_dual"):
                if not doc.info[i].pronoun:
                    return
                target = self._antecedent(doc, i)
        if doc.info[i].bare in ("متوقف", "متوقفه", "معطل", "معطله", "متوقفا"):
            lo = doc.bounds[doc.sentence[i]][0]
            if any(doc.info[j].classes & (_TRAFFIC | {"pass"}) for j in range(max(lo, i - 12), i)):
                yield from self._flow(doc, i)
                return
            if target is None or i - target.end > 6:
                return
        if target is None and classes & {"closed", "closed_state"} and not doc.info[i].article:
            target = self._spoken_of(doc, i)
        if target is not None:
            yield from self._state(doc, i, i + 1, value, target, "status")

    def _spoken_of(self, doc: Document, i: int) -> Mention | None:
        """«وكان قد أُقفل منذ شهر»: the one crossing that the sentence before ended with."""
        word = doc.info[i]
        if not word.verb and not word.classes & {"closed_state"} or word.preposition:
            return None
        k = self._before[i]
        if k < 0 or doc.sentence[i] - doc.sentence[self._mentions[k].start] > 1:
            return None
        m = self._mentions[k]
        return m if len(m.crossings) == 1 and m.crossings != (ANY_CROSSING,) else None

    def _state(self, doc: Document, i: int, end: int, value: str, target: Mention, rule: str) -> Iterator[Event]:
        scope = self._scope(doc, i, max(end, target.end) if target.start > i else end)
        if scope.dropped:
            return
        ordered = "decide" in scope.operators and not {"future", "plan"} & set(scope.operators)
        if scope.reality == "planned" and ordered and (value == "closed" or scope.background):
            scope = replace(scope, reality="actual")  # an order to close is the news of its closing
        first, last = self._span(doc, i, target.start if target.start > i - 30 and self._same(doc, i, target.start) else i)
        traffic = self._traffic(doc, end, last, target)
        if value == "open" and self._is_limited(doc, i, last):
            value = "restricted"
        yield Event("status", (value,), target.crossings, i, first, last, scope, rule, traffic, target.note)

    def _run(self, doc: Document, i: int) -> Event | None:
        """«أوقفت الشرطة المعبر», «المعبر يعمل»: the crossing itself is what is stopped, or what works."""
        word = doc.info[i]
        after, before = self._next(doc, i, 5), self._previous(doc, i, 3)
        value = "closed" if "stop_it" in word.classes else "open"
        target: Mention | None = None
        if "stop_it" in word.classes or word.bare.endswith(("شغل", "شغلت")):
            if after and all(not doc.info[j].preposition and doc.words[j] not in _PLACED for j in range(i + 1, after.start + 1)):
                target = after
        elif before and not word.article:
            target = before
        elif after and after.start == i + 1 and word.present:
            target = after
        if target is None or target.crossings == (ANY_CROSSING,) and target.how == "a":
            return None
        found = list(self._state(doc, i, i + 1, value, target, "run"))
        return found[0] if found else None

    def _is_limited(self, doc: Document, i: int, last: int) -> bool:
        for j in range(i + 1, min(last + 3, len(doc))):
            if doc.sentence[j] != doc.sentence[i]:
                break
            phrase = doc.phrase.get(j)
            if phrase and phrase[0] == "limited" and doc.words[j] not in ("باستثناء", "يستثني"):
                return True
            if doc.words[j] in ("فقط", "حصرا", "وحدها", "وحدهم"):
                return True
        return False

    def _only(self, doc: Document, i: int) -> bool:
        """«لا يُسمح بالعبور إلا للمرضى»: a negated passing with an exception is a restriction."""
        lo, hi = doc.bounds[doc.sentence[i]]
        if not any(doc.info[j].classes & {"no", "not"} for j in range(max(lo, i - 2), i)):
            return False
        for j in range(i + 1, min(hi, i + 14)):
            if doc.words[j].lstrip("و") in _EXCEPT:
                return True
            if "،" in doc.gaps[j]:
                return False
        return False

    def _limited(self, doc: Document, i: int) -> Iterator[Event]:
        """«يقتصر العبور على المدنيين»: restricted, where no opening stands in the clause to carry it."""
        lo, hi = doc.clauses[doc.clause[i]]
        if any(doc.info[j].classes & {"open", "open_state"} for j in range(lo, hi)):
            return
        word = doc.info[i]
        if not (word.classes & {"limited", "allowed", "pass"}):
            passing = any(doc.info[j].classes & {"pass", "arrive", "allowed"} for j in range(max(lo, i - 8), i))
            if not passing or doc.words[i] not in ("دون", "وحدهم", "وحدها", "فقط", "حصرا"):
                return
        target = self._previous(doc, i) or self._next(doc, i) or self._topic(doc, i)
        if target is None:
            return
        first, last = self._span(doc, i)
        scope = replace(self._scope(doc, i), polarity="affirmed")
        end = min(doc.bounds[doc.sentence[i]][1], i + 14)
        classes = {c for j in range(max(lo, i - 4), end) for c in doc.info[j].classes & _TRAFFIC}
        traffic = tuple(t for t in _FLOWS if t in classes)
        yield Event("status", ("restricted",), target.crossings, i, first, last, scope, "limited", traffic)

    def _traffic(self, doc: Document, start: int, last: int, target: Mention) -> tuple[str, ...]:
        """Whom it is open, closed or agreed for: after «أمام», «لـ», «في وجه» and the like."""
        found: set[str] = set()
        stop = min(max(last, target.end + 8) + 1, len(doc))
        open_for = False
        for j in range(min(start, target.end), stop):
            if doc.sentence[j] != doc.sentence[min(start, len(doc) - 1)]:
                break
            w = doc.info[j]
            if doc.words[j] in _FOR or w.classes & {"pass"} and w.preposition == "ل":
                open_for = True
            if w.classes & {"that", "say"} and j > target.end:
                break
            kinds = w.classes & _TRAFFIC
            if w.bare.startswith("انساني") and doc.words[j - 1].endswith("حالات"):
                kinds = frozenset({"people"})
            if kinds and (open_for or w.preposition == "ل" or doc.words[j].startswith("لل")):
                found |= kinds
                open_for = True
        for j in range(target.start, target.end):
            if doc.has(j, "adjectives") and doc.info[j].bare in ("تجاري", "تجاريه"):
                found.add("goods")
            if doc.has(j, "adjectives") and doc.info[j].bare in ("انساني", "انسانيه") and not found:
                found.add("people")
        return tuple(t for t in _FLOWS if t in found)

    # ---- agreement -------------------------------------------------------------------------------------------

    def _agreement(self, doc: Document, i: int, used: set[int]) -> Event | None:
        hi = min(doc.bounds[doc.sentence[i]][1], i + 22)
        on, at = None, i
        for j in range(i + 1, hi):
            classes = doc.info[j].classes | ({doc.phrase[j][0]} if j in doc.phrase else set())
            if classes & {"open", "works"}:
                on, at = "open", j
                break
            if classes & {"closed", "halt"}:
                on, at = "close", j
                break
        target = self._next(doc, at, 10) if on else None
        if on and target is None and (between := self._next(doc, i, 14)) and between.start < at:
            target = between  # «اتفاق متعلق بثلاثة معابر تُفتح»
        if on and target is None:
            target = self._antecedent(doc, at) if doc.info[at].pronoun else self._previous(doc, i)
        if target is None or on is None:
            return None
        end = doc.phrase[at][1] if at in doc.phrase else at + 1
        used.update(range(at, end))
        parties = self._parties(doc, doc.bounds[doc.sentence[i]][0], at, i)
        first, last = self._span(doc, i, at, target.start if self._same(doc, i, target.start) else i)
        scope = self._scope(doc, i)
        if scope.dropped:
            return None
        value = Agreement(on, parties)
        return Event("agreement", (value,), target.crossings, i, first, last, scope, "agree",
                     self._traffic(doc, at, last, target))

    def _parties(self, doc: Document, lo: int, hi: int, at: int) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for j in range(max(lo, at - 12), hi):
            if j in self._actors:
                found.setdefault(self._actors[j].name.id)
            elif nation := self._nation(doc.words[j]):
                found.setdefault(nation)
        return tuple(found)[:3]

    # ---- control and operation -------------------------------------------------------------------------------

    def _actors_after(self, doc: Document, i: int, reach: int) -> list[Found]:
        """The party after word ``i``, and the one joined to it with «و»."""
        out: list[Found] = []
        j = i + 1
        hi = min(doc.bounds[doc.sentence[i]][1], i + 1 + reach)
        while j < hi:
            found = self._actors.get(j)
            if found:
                if out and not (found.clitic == "و" or doc.words[j - 1] == "و"):
                    break
                out.append(found)
                j, hi = found.end, min(doc.bounds[doc.sentence[i]][1], found.end + 3)
                continue
            if doc.gaps[j].strip() in ("،", ",", ")", ":") and out:
                break
            if doc.info[j].verb & _ANY and not doc.info[j].article:
                break
            j += 1
        return out

    def _taken(self, doc: Document, i: int) -> Iterator[Event]:
        """«سيطرت الفصائل على المعبر»: who took the crossing, said with a verb of taking."""
        target = self._next(doc, i, 8)
        if target is None or any(doc.words[j] in _REGIONS for j in range(i, target.start)):
            return
        actors = [f for f in doc.names if f.name.what == "actor" and i < f.start < target.start]
        actors = actors or [f for f in doc.names if f.name.what == "actor" and i - 6 <= f.start < i][-1:]
        if actors:
            first, last = self._span(doc, i, target.start)
            value = By(actors[0].name.id)
            yield Event("control", (value,), target.crossings, i, first, last, self._scope(doc, i), "taken")

    def _control(self, doc: Document, i: int) -> Iterator[Event]:
        if doc.info[i].verb and (taken := list(self._taken(doc, i))):
            yield from taken
            return
        lo = max(doc.bounds[doc.sentence[i]][0], i - 9)
        place, town = None, False
        for f in doc.names:
            if f.name.what == "place" and lo <= f.start < i and i - f.end < 6 and not any(
                doc.words[j] in _REGIONS for j in (*range(max(lo, f.start - 2), f.start), *range(f.end, i))
            ):
                town = True
            if f.name.what == "crossing" and lo <= f.start < i:
                region = any(doc.words[j] in _REGIONS for j in range(max(lo, f.start - 2), f.start))
                area = any(doc.words[j] in _REGIONS for j in range(f.end, i))
                if not region and not area:
                    place = f
        mention = self._previous(doc, i, 12)
        known = {c for m in self._mentions for c in m.crossings}
        nearest = self._previous(doc, i, 30)
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
        actors = self._actors_after(doc, i, 6)
        if not actors:
            return
        first, last = self._span(doc, i)
        last = min(last, actors[-1].end - 1) if actors[-1].end - 1 >= i else last
        values = tuple(By(a.name.id) for a in actors)
        yield Event("control", values, crossings, i, first, max(last, i), self._scope(doc, i), "control")

    def _operation(self, doc: Document, i: int) -> Iterator[Event]:
        word = doc.info[i]
        if word.bare == "اداره" and not word.preposition and not (
            doc.has(i - 1, "keep", "light") or doc.words[i - 1].lstrip("و") in _TAKEN
        ):
            return
        after = self._next(doc, i, 6)
        target = after
        if target is None and (word.pronoun or doc.has(i - 1, "keep") or word.preposition or doc.words[i - 1] == "تحت"):
            target = self._antecedent(doc, i)
        if target is None:
            before = self._previous(doc, i, 8)
            target = before if doc.words[i - 1] == "تحت" else None
        if target is None:
            return
        start = target.end - 1 if after is not None and not word.verb else i
        actors = self._actors_after(doc, start, 6) or (self._actors_after(doc, i, 8) if start != i else [])
        if not actors and word.verb:
            actors = [f for f in doc.names if f.name.what == "actor" and i - 6 <= f.start < i][-1:]
        if not actors:
            return
        first, last = self._span(doc, i)
        values = tuple(By(a.name.id) for a in actors)
        yield Event("operation", values, target.crossings, i, first, last, self._scope(doc, i), "operation")

    # ---- flow ------------------------------------------------------------------------------------------------

    def _flow(self, doc: Document, i: int) -> Iterator[Event]:
        word = doc.info[i]
        lo0 = doc.bounds[doc.sentence[i]][0]
        if "crossing" in word.classes or doc.words[i] in ("عبر", "مر") and self._is_preposition(doc, i):
            return
        if self._only(doc, i):
            yield from self._limited(doc, i)
            return
        if word.bare in ("حركه",) and not (doc.has(i + 1, *_FLOWS, "pass") or word.article):
            return
        if any(doc.words[j].lstrip("ال").startswith(("راغب", "يرغب", "ترغب", "يرغبون")) for j in range(max(lo0, i - 4), i)):
            return
        if word.preposition == "ل" and (not word.verb or word.present) or doc.words[i - 1] in ("امام", "بهدف", "لتسهيل", "تسهيل", "لتامين"):
            return
        lo, hi = doc.bounds[doc.sentence[i]]
        if not word.verb and self._under_status(doc, i):
            return
        what = self._passing(doc, i, lo, hi)
        if not what:
            return
        target = self._route(doc, i, lo, hi)
        if target is None:
            return
        scope = self._scope(doc, i)
        if scope.dropped or "aim" in scope.operators:
            return
        none = scope.polarity == "denied" or self._is_barred(doc, i, lo)
        hindered = any(doc.words[j].lstrip("و").startswith(_HINDER) for j in range(max(lo, i - 4), i + 1))
        values = []
        for name, j in what.items():
            count, low, high = self._count(doc, j)
            if hindered:
                count = low = high = None
            elif none:
                count, low, high = 0, None, None
            values.append(Flow(name, count, low, high))
        first, last = self._span(doc, i, *what.values())
        polarity = "denied" if hindered else "affirmed"
        scope = Scope(scope.reality, polarity, background=scope.background, after=scope.after, operators=scope.operators)
        yield Event("flow", tuple(values), target.crossings, i, first, last, scope, "flow")

    def _under_status(self, doc: Document, i: int) -> bool:
        """«فُتح لعبور المسافرين»: a passing that only says what the crossing is open or closed for."""
        lo = doc.clauses[doc.clause[i]][0]
        return any(doc.info[j].classes & _STATUS and "made" not in doc.info[j].classes for j in range(max(lo, i - 12), i))

    def _passing(self, doc: Document, i: int, lo: int, hi: int) -> dict[str, int]:
        """Who or what passes at ``i``, with the word that says so: the nearest, and those joined to it with «و»."""
        order = [*range(i + 1, min(hi, i + 7)), *range(i - 1, max(lo, i - 7) - 1, -1)]
        first = next((j for j in order if self._carried(doc, j) and doc.clause[j] == doc.clause[i]), None)
        if first is None:
            first = next((j for j in order if self._carried(doc, j) and abs(j - i) <= 4), None)
        if first is None:
            return {}
        out: dict[str, int] = {}
        j = first
        while j < min(hi, first + 12):
            kind = self._carried(doc, j)
            if kind and (j == first or doc.info[j].conjunction == "و" or doc.words[j - 1] == "و"):
                out.setdefault(kind, j)
            elif kind is None and doc.info[j].verb and j > first:
                break
            j += 1
        return out

    def _carried(self, doc: Document, j: int) -> str | None:
        """The class of a word that can pass, by what the words after it add: «شاحنات مساعدات» are aid."""
        classes = doc.info[j].classes & _TRAFFIC
        phrase = doc.phrase.get(j)
        if phrase and phrase[0] == "people":
            return "people"
        if not classes or doc.info[j].bare.startswith(("انساني", "تجاري", "امميه", "اغاثيه")):
            return None
        kind = next(t for t in _FLOWS if t in classes)
        if kind == "vehicles":
            for k in range(j + 1, min(len(doc), j + 4)):
                more = doc.info[k].classes & {"aid", "fuel", "goods"}
                if more and doc.info[k].conjunction != "و" and not doc.info[k].bare.startswith("تجاري"):
                    return next(t for t in ("aid", "fuel", "goods") if t in more)
        return kind

    def _by_way(self, doc: Document, i: int) -> bool:
        """Whether the way is named: «عبر معبر …», «من المعبر», «منه», «عبره»."""
        lo, hi = doc.bounds[doc.sentence[i]]
        for j in range(max(lo, i - 3), min(hi, i + 12)):
            if doc.words[j].lstrip("و") in _THROUGH_IT:
                return True
            if doc.words[j].lstrip("و") in ("عبر", "من", "خلال") and doc.has(j + 1, *_CROSSING):
                return True
            if doc.words[j] == "عبر" and '"' in doc.gaps[j + 1]:
                return True
        return False

    def _is_preposition(self, doc: Document, i: int) -> bool:
        """«عبر معبر …», «عبر الحدود» is the preposition; the verb has whom or what crossed beside it."""
        if i + 1 < len(doc):
            nxt = doc.info[i + 1]
            if nxt.classes & {"crossing", "crossing_dual", "crossing_many", "border"} or doc.words[i + 1] in ("خطوط",):
                return True
            if '"' in doc.gaps[i + 1]:
                return True
        return bool(i and doc.info[i - 1].classes & _TRAFFIC)

    def _is_barred(self, doc: Document, i: int, lo: int) -> bool:
        if "barred" in doc.info[i].classes:
            return True
        for j in range(max(lo, i - 7), i):
            phrase = doc.phrase.get(j)
            if "barred" in doc.info[j].classes or phrase and phrase[0] in ("barred", "halt"):
                return True
            if doc.words[j].lstrip("و") in ("توقف", "توقفت", "متوقفه", "متوقفا", "توقفا", "وقف"):
                return True
        if doc.info[i].bare in ("متوقف", "متوقفه", "معطل", "معطله"):
            return True
        return any(doc.words[j] in ("متوقفا", "متوقفه", "متوقف", "مجمد") for j in range(i + 1, min(len(doc), i + 18))
                   if doc.sentence[j] == doc.sentence[i])

    def _route(self, doc: Document, i: int, lo: int, hi: int) -> Mention | None:
        """The crossing passed: named in the sentence, or «منه», «عبره» that points back."""
        after = self._next(doc, i, 22)
        if after is not None:
            return after
        before = self._previous(doc, i, 20)
        if before is not None:
            return before
        for j in range(max(lo, i - 4), min(hi, i + 8)):
            if doc.words[j].lstrip("و") in _THROUGH_IT:
                return self._mentions[self._before[i]] if self._before[i] >= 0 else None
        return self._topic(doc, i) if doc.info[i].classes & {"pass"} and doc.info[i].bare not in _VAGUE else None

    def _count(self, doc: Document, j: int) -> tuple[int | None, int | None, int | None]:
        """The figure that counts the noun at ``j``: «نحو 200 شاحنة», «18 شاحنة من المواد»."""
        lo = max(doc.bounds[doc.sentence[j]][0], j - 6)
        for k in range(lo, j):
            number = parse_number(doc.words, k)
            if number is None or not j - 1 <= k + number.used <= j:
                continue
            if any(doc.gaps[m].strip() for m in range(k + 1, j + 1)) or number.value is None and number.low is None:
                continue
            if number.value is not None:
                return number.value, None, None
            return None, number.low, number.high
        return None, None, None

    # ---- incidents -------------------------------------------------------------------------------------------

    def _incident(self, doc: Document, i: int) -> Iterator[Event]:
        classes = doc.info[i].classes
        type_ = next(t for t in _VIOLENCE if t in classes)
        if i and doc.words[i - 1] in ("فض", "لفض"):
            return  # «قوات فض الاشتباك»
        lo, hi = doc.bounds[doc.sentence[i]]
        if type_ == "raid":
            type_ = "other"
        by = self._blamed(doc, i, lo, hi) if type_ != "protest" else None
        if type_ == "shelling" and (by == "il" or any("drone" in doc.info[j].classes for j in range(lo, hi))):
            type_ = "airstrike"
        after, before = self._next_any(doc, i, 18), self._previous(doc, i, 16)
        target = self._closer(doc, i, before, after)
        if doc.info[i].pronoun:
            target = self._antecedent(doc, i)
        if target is None and type_ in self._headline:
            target = self._topic(doc, i)
        if target is None:
            return
        if type_ in ("shelling", "clash", "other") and target.crossings == (ANY_CROSSING,) and type_ != "clash":
            if not doc.info[target.start].article and target is not after:
                return
        scope = self._scope(doc, i)
        if {"maybe", "plan", "future"} & set(scope.operators):
            return
        killed, injured = self._casualties(doc, lo, hi)
        first, last = self._span(doc, i, target.start)
        value = Incident(type_, killed, injured, by)
        scope = Scope("actual", "affirmed" if scope.polarity == "affirmed" else "denied", operators=scope.operators)
        yield Event("incident", (value,), target.crossings, i, first, last, scope, "incident")

    def _topic(self, doc: Document, i: int, reach: int = 2) -> Mention | None:
        """The crossing that the sentences just before speak of, where it is the only one."""
        k = self._before[i]
        if k < 0 or doc.sentence[i] - doc.sentence[self._mentions[k].start] > reach:
            return None
        m = self._mentions[k]
        return m if len(m.crossings) == 1 and m.crossings != (ANY_CROSSING,) and self._single == m.crossings[0] else None

    def _closer(self, doc: Document, i: int, before: Mention | None, after: Mention | None) -> Mention | None:
        """The mention in the trigger's own clause, or else the nearer one."""
        if before is None or after is None:
            return before or after
        near_before = doc.clause[before.start] == doc.clause[i]
        near_after = doc.clause[after.start] == doc.clause[i]
        if near_before != near_after:
            return before if near_before else after
        return after if after.start - i <= i - before.end else before

    def _next_any(self, doc: Document, i: int, reach: int) -> Mention | None:
        k = self._before[i] + 1
        if k < len(self._mentions):
            m = self._mentions[k]
            if self._same(doc, i, m.start) and m.start - i <= reach:
                return m
        return None

    def _casualties(self, doc: Document, lo: int, hi: int) -> tuple[int | None, int | None]:
        killed = injured = None
        for j in range(lo, hi):
            for name in ("killed", "injured"):
                if name not in doc.info[j].classes:
                    continue
                figure = self._figure(doc, j, lo, hi)
                if name == "killed" and killed is None:
                    killed = figure
                elif name == "injured" and injured is None:
                    injured = figure
        return killed, injured

    def _figure(self, doc: Document, j: int, lo: int, hi: int) -> int | None:
        for k in (*range(j + 1, min(hi, j + 4)), *range(max(lo, j - 2), j)):
            number = parse_number(doc.words, k)
            if number and number.value is not None:
                return number.value
        following = doc.info[j + 1].classes if j + 1 < hi else frozenset()
        if doc.info[j].bare in ("مقتل", "استشهاد", "مصرع") and following & {"people"} and doc.words[j + 1][-2:] != "ين":
            return 1
        return None

    def _blamed(self, doc: Document, i: int, lo: int, hi: int) -> str | None:
        for j in (i + 1, i + 2):
            if j < hi and doc.clause[j] == doc.clause[i] and (nation := self._nation(doc.words[j])):
                return nation
        after = [f for f in self._actors_after(doc, i, 5) if doc.words[f.start - 1] not in _PLACED]
        if after:
            return after[0].name.id
        for j in range(i - 1, max(lo, i - 7) - 1, -1):
            for f in doc.names:
                if f.name.what == "actor" and f.end - 1 == j:
                    return f.name.id
        return None


_CROSSING = ("crossing", "crossing_dual", "crossing_many")
_THROUGH_IT = frozenset("منه عبره منها عبرها خلاله خلالها".split())
_TRAFFIC = frozenset(_FLOWS)
_INCIDENT = frozenset(_VIOLENCE)
_ANY = _STATUS | _INCIDENT | {"stop_it", "run_it", "agree", "limited", "control", "keep", "pass", "barred", "allowed", "arrive"}
_EXCEPT = frozenset("الا سوي غير عدا باستثناء".split())
_VAGUE = frozenset("حركه ادخال دخل تدخل يدخل نقل انتقل تنقل".split())
_TAKEN = frozenset("تحت انتقال نقل تسليم تسلم باتت ستوول علي تولي ان".split())
_PLACED = frozenset("في من قرب الي عند مع بين على ضد مناطق".split())
_SMALL = frozenset("قد الذي التي اللذين لا لم ان الان كان كانت يكون تم جري بات اصبح ما يزال تزال زال مازال هو حاليا اليوم فجاه قبل".split())
_FOR = frozenset("امام بوجه وجه لحركه لمرور لعبور لخروج لدخول لتسهيل لنقل لاستقبال للحركه لادخال لاخراج لعوده لتبادل".split())
_REGIONS = frozenset("مناطق ومناطق بمناطق مناطقه مناطقها المناطق لمناطق بين يصل تصل الواصل يربط".split())
_HINDER = ("يعيق", "تعيق", "عرقل", "تعرقل", "يعرقل", "عطل", "صعوبات", "عرقله", "تعطيل")
