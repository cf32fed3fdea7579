"""Crossings that no pack lists: «معبر تل الزعتر», «معبر بين بلدة العزبة ومنطقة خشام», by the name as written."""

from __future__ import annotations

import re
from collections.abc import Callable

from maabar.model import NEW_PREFIX
from maabar.reading.document import Document
from maabar.reading.which.names import Found, NearNames
from maabar.reading.which.references import Mention
from maabar.registry import Registry
from maabar.text.lexicon import Lexicon

_NAME_LIMIT = 3  # words of an unquoted name
_QUOTED_LIMIT = 4
_SHORTEST = 3
_MARKED = 5  # words from «المعابر» to «وهي»
_PLACE = 5
_BETWEEN = 9  # words from one end of a crossing to the other


class Unlisted:
    """Tells a name that no pack lists from the other words that follow a word for a crossing."""

    def __init__(self, registry: Registry, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._near = NearNames(registry)
        self._small = {
            place.id
            for place in registry.places.values()
            if place.kind not in _WIDE and not (place.kind == "city" and place.governorate in (None, place.en))
        }

    def at(self, doc: Document, i: int, end: int) -> Mention | None:
        """The unlisted crossing whose word is at ``i``, its adjectives up to ``end``; nothing more than its name."""
        if end >= len(doc) or doc.sentence[end] != doc.sentence[i]:
            return None
        if doc.info[i].article and '"' not in doc.gaps[end]:
            return None
        if '"' in doc.gaps[end]:
            last = end
            while last + 1 < len(doc) and '"' not in doc.gaps[last + 1] and last - end < _QUOTED_LIMIT:
                last += 1
            if '"' not in doc.gaps[last + 1]:
                return None
            if doc.info[end].classes & {"adjectives"} or doc.info[i].article:
                return None
            return self._new(doc, i, end, last)
        if ends := self._ends(doc, i, end):
            return ends
        if doc.gaps[end].strip() or doc.info[i].indefinite or (i + 1 == end and doc.info[i].pronoun):
            return None
        settled = end - 1 > i and "settlements" in doc.info[end - 1].classes
        if not self._nameable(doc, end) and not (settled and doc.info[end].classes <= {"adjectives"}):
            return None
        if not self._proper(doc, i, end):
            slip = self._near.find(doc.words[end])  # «معبر سميالكا»: a slip of a listed name
            return self._new(doc, i, end, end) if slip else None
        return self._new(doc, i, end, self._last(doc, i, end))

    def single(self, doc: Document, i: int, end: int) -> Mention | None:
        """«معابر ذيبان النهرية»: those of one town that no pack lists as a crossing."""
        if doc.info[i].article or end >= len(doc) or doc.gaps[end].strip(' "'):
            return None
        found = next((f for f in doc.names_at(end) if self._is_small(f)), None)
        return self._new(doc, i, found.start, found.end - 1) if found else None

    def _last(self, doc: Document, i: int, first: int) -> int:
        """The last word of the name that begins at ``first``."""
        place = max((f.end for f in doc.names_at(first) if self._is_small(f)), default=first + 1)
        last = place - 1
        while last + 1 < len(doc) and last - first < _NAME_LIMIT - 1 and doc.sentence[last + 1] == doc.sentence[i]:
            gap = doc.gaps[last + 1].strip()
            if gap not in ("", "-", "ـ"):
                break
            opens = doc.words[last] in _OPENERS or doc.has(last, "adjectives")  # «جديد عكيدات»
            if not gap and not (opens and self._follows(doc, last + 1)):
                break  # a second word only after «أبو، باب، تل، رأس …»
            last += 1
        return last

    def _is_small(self, found: Found) -> bool:
        """Whether a crossing may be called after the place: not after a province or a city («معبر دير الزور»)."""
        return not found.clitic and found.name.id in self._small

    def _follows(self, doc: Document, i: int) -> bool:
        """Whether a word may be the second of a name: «تل القرية», «كراج الحجز»."""
        word = doc.info[i]
        if self._nameable(doc, i):
            return True
        bound = doc.words[i].startswith("ال") and not word.verb
        return bound and (not word.classes & {"adjectives", "stop"} or "settlements" in word.classes)

    def road(self, doc: Document, i: int) -> Mention | None:
        """«طريق كرش - الراهدة», «طريق فرضة نهم»، «الطريق الرابط بين مأرب وصنعاء»: a road that no pack lists."""
        hi = doc.bounds[doc.sentence[i]][1]
        if doc.info[i].article:
            return self._road_between(doc, i, hi)
        if doc.gaps[i + 1].strip(' "('):
            return None
        end = i + 1
        while end < hi and end - i <= _ROAD_LIMIT:
            town = next((f for f in doc.names_at(end) if self._is_small(f)), None)
            dashed = "-" in doc.gaps[end] or (end + 1 < hi and "-" in doc.gaps[end + 1])
            if town is None and not dashed:
                break
            end = town.end if town else end + 1
            if end >= hi or "-" not in doc.gaps[end]:
                break
        return Mention(i, end, (NEW_PREFIX + _written(doc, i, end - 1),), "new") if end > i + 1 else None

    def _road_between(self, doc: Document, i: int, hi: int) -> Mention | None:
        towns = [f for j in range(i + 1, min(hi, i + _ROAD)) for f in doc.names_at(j) if f.name.what == "place"]
        linked = any(
            doc.words[j].removeprefix("ال") in _LINKS or "link" in doc.info[j].verb
            for j in range(i + 1, min(hi, i + 4))
        )
        if not linked or len(towns) < 2:
            return None
        ends = [doc.text_of(f.start, f.end - 1).removeprefix(f.clitic) for f in towns[:2]]
        return Mention(i, i + 1, (f"{NEW_PREFIX}طريق {ends[0]} - {ends[1]}",), "new")

    def _nameable(self, doc: Document, i: int) -> bool:
        word = doc.words[i]
        if (len(word) < 3 and word not in _OPENERS) or word[0].isdigit() or word.isascii():
            return False
        if word[0] in "يت" and len(word) <= 6 and i and not doc.info[i - 1].article and word not in _OPENERS:
            return False  # an unlisted verb rather than a name
        names = doc.names_at(i)
        if any(self._is_small(f) for f in names):
            return True
        other = any(f.name.what != "crossing" for f in names)
        return (not doc.info[i].classes or word in _OPENERS) and not other and word not in _NO_NAMES

    def _proper(self, doc: Document, i: int, first: int) -> bool:
        """Whether an unlisted word may be a proper name: with the article, an opener, a place, or said again so."""
        word = doc.words[first]
        if any(self._is_small(f) for f in doc.names_at(first)):
            return True
        if first - 1 > i and "settlements" in doc.info[first - 1].classes:
            return True  # «معبر قرية العزيزية»
        if word.startswith("ال") or word in _OPENERS:
            following = doc.words[first + 1] if first + 1 < len(doc) else ""
            adjective = following.startswith("ال") and following.endswith(("يه", "ي"))
            return not adjective or word in _OPENERS or doc.has(first + 1, "adjectives")
        if doc.times_after("crossing", word) > 1:
            return not word.endswith(("ه", "ا", "ين", "ون", "ات")) or self._ends_there(doc, i, first)
        return self._ends_there(doc, i, first)

    def _ends_there(self, doc: Document, i: int, first: int) -> bool:
        """«معبر مطربا في ريف حمص», «معبر تادف،»: an unknown word with nothing after it that it would be bound to."""
        word = doc.words[first]
        if first != i + 1 or word.endswith(("ي", "يه", "ات", "ون")) or len(word) < _SHORTEST:
            return False
        j = first + 1
        if j >= len(doc) or doc.sentence[j] != doc.sentence[i] or "،" in doc.gaps[j] or "(" in doc.gaps[j]:
            return True
        return bool(doc.info[j].classes & {"places", "adjectives", "crossing", "stop"}) and not doc.info[j].indefinite

    def several(
        self,
        doc: Document,
        i: int,
        end: int,
        named: Callable[[int], tuple[str, int] | None],
        most: int,
    ) -> tuple[str, ...]:
        """«معبري ملولة وببوش», «المعابر، وهي الجسر الترابي ومعبر محيميدة»: a list with unlisted names in it.

        ``named`` gives the listed crossing at a word and the word after it; there may be ``most`` of them.
        """
        hi = doc.bounds[doc.sentence[i]][1]
        marked = next((j + 1 for j in range(end, min(end + _MARKED, hi)) if doc.words[j] in _THESE), None)
        known = marked is None and next((j + 1 for j in range(end, min(end + 2, hi)) if doc.words[j] in _AT), 0)
        if marked is None and not known and doc.info[i].article and "(" not in doc.gaps[end]:
            return ()
        j = known or (end if marked is None else marked)
        ids: list[str] = []
        bracket = "(" in doc.gaps[j] if j < hi else False  # «المنافذ (الشلامجة المنذرية مندلي)»
        listed = most == 2 or marked is not None
        while j < hi and len(ids) < most:
            joined = doc.words[j].startswith("و") or (bracket and ")" not in doc.gaps[j])
            if ids and not (joined or "،" in doc.gaps[j] or " - " in doc.gaps[j]):
                break
            if len(ids) == 1 and not joined and not marked and ids[0].startswith(NEW_PREFIX):
                break  # «معابر القطاع، رفح وزيكيم»
            if doc.has(j, "crossing") and j + 1 < hi:
                j += 1
            if found := named(j):
                ids.append(found[0])
                listed, j = True, found[1]
            elif known and not any(self._is_small(f) or f.clitic for f in doc.names_at(j)):
                break  # «معابر في حلب وإدلب»: those of provinces
            elif (joined or not ids or marked) and (last := self._item(doc, j)):
                ids.append(self._id(doc, j, last))
                j = last + 1
            else:
                break
            j = self._over_place(doc, j, hi)
        return tuple(dict.fromkeys(ids)) if len(ids) > 1 and listed else ()

    def _item(self, doc: Document, j: int) -> int | None:
        """The last word of the unlisted name of a list at word ``j``."""
        form, joined = doc.words[j], False
        if form.startswith("و") and len(form) > _SHORTEST:
            form, joined = form[1:], True
        if len(form) < _SHORTEST or form.endswith(("ون", "ات", "هما")) or form[0] in "يتس" or form[0].isdigit():
            return None
        classes = self._lexicon.word(form).classes | doc.info[j].classes
        if not classes <= {"gate", "settlements"} or form in _NO_NAMES:
            return None
        if any(f.name.what not in ("crossing", "place") for f in doc.names_at(j)):
            return None
        place = next((f for f in doc.names_at(j) if f.name.id in self._small), None)
        if place is not None:
            return place.end - 1
        after_place = joined and doc.info[j - 1].classes & {"places", "settlements"}
        if after_place or (j and doc.info[j - 1].preposition):
            return None
        if j + 1 < len(doc) and not doc.gaps[j + 1].strip() and not doc.has(j + 1, "stop"):
            if form.removeprefix("ال") in _OPENERS or (form.startswith("ال") and doc.words[j + 1].startswith("ال")):
                return j + 1  # «الجسر الترابي»
        return None if classes else j

    def _id(self, doc: Document, first: int, last: int) -> str:
        """The crossing that an item of a list means; its «و» is none of the name."""
        words = " ".join(doc.words[first : last + 1])
        written = _written(doc, first, last)
        if words.startswith("و") and len(doc.words[first]) > _SHORTEST:
            words, written = words[1:], written.removeprefix("و")
        return self._near.find(words) or NEW_PREFIX + written

    def _over_place(self, doc: Document, j: int, hi: int) -> int:
        """Over what says where the last one of a list is: «… شمالي الرقة، ومعبر …»."""
        if j >= hi or not doc.info[j].classes & {"places", "adjectives"} or doc.words[j] == "بين":
            return j
        for k in range(j, min(j + _PLACE, hi)):
            if doc.has(k, "crossing") and (doc.words[k].startswith("و") or "،" in doc.gaps[k]):
                return k
        return j

    def placed(self, doc: Document, i: int) -> str | None:
        """«معبر جديد … عند قرية العزبة», «الممر الإنساني بقرية حميمة»: named by an unlisted village, failing a name."""
        hi = min(doc.bounds[doc.sentence[i]][1], i + (_NEAR if doc.info[i].article else _NEAR + 5))
        for j in range(i + 1, hi):
            if doc.has(j, "crossing", "crossing_dual", "crossing_many", "that", "say"):
                break
            at = doc.info[j].preposition == "ب" or "places" in doc.info[j - 1].classes
            village = doc.words[j] in _VILLAGES or doc.words[j].removeprefix("ب") in _VILLAGES
            if village and at and (last := self._settled(doc, j)) is not None:
                return NEW_PREFIX + _written(doc, last, max(last, self._last(doc, i, last)))
            if doc.words[j - 1] in _AT and (town := next((f for f in doc.names_at(j) if self._is_small(f)), None)):
                return NEW_PREFIX + _written(doc, j, town.end - 1)  # «ممر إنساني في حرستا»
        return None

    def _ends(self, doc: Document, i: int, end: int) -> Mention | None:
        """«معبر بري بين بلدة العزبة … ومنطقة خشام»: named by the two places that it joins."""
        at = next((j for j in range(end, min(end + 3, len(doc))) if doc.words[j] == "بين"), None)
        if at is None or doc.info[i].article or at + 1 >= len(doc):
            return None
        one = self._settled(doc, at + 1)
        if one is None:
            return None
        hi = min(doc.bounds[doc.sentence[i]][1], one + 1 + _BETWEEN)
        for j in range(one + 1, hi):
            if doc.words[j].startswith("و") and (two := self._settled(doc, j)) is not None:
                name = f"{doc.text_of(one, one)} - {doc.text_of(two, two)}"
                return Mention(i, end, (NEW_PREFIX + name,), "new")
        return None

    def _settled(self, doc: Document, i: int) -> int | None:
        """The name after a word for a settlement at ``i``, where it is an unlisted one."""
        j = i + 1
        if "settlements" not in doc.info[i].classes or j >= len(doc) or doc.gaps[j].strip(' "') or doc.has(j, "stop"):
            return None
        return j if not any(f.name.what == "crossing" for f in doc.names_at(j)) and self._nameable(doc, j) else None

    def _new(self, doc: Document, i: int, first: int, last: int) -> Mention:
        written = _written(doc, first, last)
        if near := self._near.find(" ".join(doc.words[first : last + 1])):
            return Mention(i, last + 1, (near,), "named", note=f"«{written}» read as a spelling of {near}")
        return Mention(i, last + 1, (NEW_PREFIX + written,), "new")


def _written(doc: Document, first: int, last: int) -> str:
    return re.sub(r"\s+", " ", re.sub('["“”«»()]', "", doc.text_of(first, last)))


_OPENERS = frozenset(
    "ابو ابي ام باب تل راس عين دير خان جسر كرم بير عون شعيب قلعه مخيم بيت وادي الشيخ حقل جبل مدرسه "
    "كفر خربه عقبه ميناء شيخ سد دوار مفرق قصر برج حاره جديده ضاحيه سوق كراج معسكر بستان حوش بوابه نقطه".split()
)
_AT = frozenset(["في", "الي", "من", "عند"])
_NEAR = 9
_VILLAGES = frozenset(["قريه", "بلده", "حي", "ضاحيه", "مخيم"])
_ROAD, _ROAD_LIMIT = 14, 6
_LINKS = frozenset("رابط رابطه واصل واصله بين".split())
_WIDE = ("governorate", "region", "river", "road")
_NO_NAMES = frozenset("الموت الحياه احد واحد كلا مناطق مناطقها".split())
_THESE = frozenset("هي وهي هما وهما ابرزها واهمها اهمها التاليه الاتيه".split())
