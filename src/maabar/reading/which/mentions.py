"""Which crossings a text speaks of, and where: names, lists, two-ended names, unlisted ones, back-reference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from maabar.model import ANY_CROSSING, NEW_PREFIX
from maabar.reading.document import Document
from maabar.reading.what.event import CROSSING
from maabar.reading.which.bare import MOVED, with_bare_names
from maabar.reading.which.homonyms import Homonyms
from maabar.reading.which.names import Found
from maabar.reading.which.references import REACH, Mention, resolve
from maabar.reading.which.unlisted import Unlisted
from maabar.reading.who.parties import Parties
from maabar.registry import Registry
from maabar.text.fold import folded
from maabar.text.lexicon import Lexicon


class MentionFinder:
    """Finds mentions with a registry's names and a language's words about crossings."""

    def __init__(
        self, registry: Registry, lexicon: Lexicon, parties: Parties, ends: Mapping[str, frozenset[str]]
    ) -> None:
        self._ends = ends
        self._borders = {crossing.id for crossing in registry.crossings.values() if crossing.kind == "border"}
        self._points = {place.id for place in registry.places.values() if place.kind == "point"}
        self._registry = registry
        self._homonyms = Homonyms(registry, parties)
        self._lexicon = lexicon
        self._unlisted = Unlisted(registry, lexicon)

    def find(self, doc: Document) -> list[Mention]:
        """The mentions of a document in order, references resolved."""
        names: dict[int, list[Found]] = {}
        for found in doc.names:
            if found.name.what == "crossing":
                names.setdefault(found.start, []).append(found)
        roads = any(f.name.id.split("/")[0] in _ROADS for f in doc.names if f.name.what in ("crossing", "place"))
        mentions = self._explicit(doc, names, roads)
        mentions = self._join(doc, mentions)
        mentions = with_bare_names(doc, mentions, names, self._borders, self._points)
        return resolve(doc, mentions, names, self._called(doc, mentions))

    def _called(self, doc: Document, mentions: list[Mention]) -> str | None:
        """What a crossing is called after where the text names none: an unlisted village, or an end of a listed one."""
        if any(m.crossings and m.crossings != (ANY_CROSSING,) for m in mentions):
            return None
        single = (m.start for m in mentions if m.how in ("the", "a"))
        places = (self._unlisted.placed(doc, i) or self._by_its_end(doc, i) for i in single)
        return next((place for place in places if place), None)

    def _explicit(self, doc: Document, names: dict[int, list[Found]], roads: bool) -> list[Mention]:
        out: list[Mention] = []
        offices = {j for f in doc.names if f.name.what == "actor" for j in range(f.start, f.end)}
        until = 0
        for i in [i for i, word in enumerate(doc.info) if not word.classes.isdisjoint(_HEADS)]:
            if i < until or i in offices:
                continue
            if mention := self._headed(doc, i, names, roads, out):
                out.append(mention)
                until = max(i + 1, mention.end)
        return out

    def _headed(
        self, doc: Document, i: int, names: dict[int, list[Found]], roads: bool, before: list[Mention]
    ) -> Mention | None:
        """The mention that the word for a crossing, border, post or road at ``i`` is the head of, if it is one."""
        kinds = doc.info[i].classes
        if not kinds.isdisjoint(CROSSING):
            if ("crossing_many" in kinds and self._of_body(doc, i)) or _is_other(doc, i):
                return None
            return self._at(doc, i, names)
        if "border" in kinds and i and self._closes_border(doc, i):
            return Mention(i, i + 1, (ANY_CROSSING,) if doc.info[i].pronoun else (), "the")
        if i in names and names[i][0].end > i + 1:
            listed = self._homonyms.choose(doc, names[i])  # «طريق الحوبان», «جسر اللنبي»: the whole is a name
            return Mention(i, listed.end, (listed.name.id,), "named")
        road = self._road(doc, i, names) if roads and kinds & {"road", "road_many"} else None
        if road is None and "gate" in kinds:
            return self._gate(doc, i, names) or self._post(doc, i, names, before)
        return road

    def _closes_border(self, doc: Document, i: int) -> bool:
        """«فتح الحدود», «أغلق الأردن حدوده مع سوريا»: the border is what is opened or closed."""
        if doc.info[i - 1].classes & MOVED:
            return True
        lo = max(doc.clauses[doc.clause[i]][0], i - 3)
        there = "places" in doc.info[i - 1].classes  # «يفتح على حدوده معبرًا»
        return bool(doc.info[i].pronoun) and not there and any(doc.info[j].verb & MOVED for j in range(lo, i))

    def _of_body(self, doc: Document, i: int) -> bool:
        """«هيئة المعابر» is an office; «أغلقت الهيئة المعابر» is none."""
        return i > 0 and doc.words[i - 1].endswith(_BODIES) and not doc.info[i - 1].article

    def _road(self, doc: Document, i: int, names: dict[int, list[Found]]) -> Mention | None:
        """«طريق الحوبان – تعز», «الطريق», «الطرق»: a road is the crossing."""
        ids, last = self._names_from(doc, self._skip(doc, i + 1), names, True)
        if ids:
            return Mention(i, last, ids[:1], "named")
        word = doc.info[i]
        if near := self._place_after(doc, i, names) or self._on_the_way(doc, i, names):
            return Mention(i, i + 1, near, "placed" if word.article else "named")
        if "road_many" not in word.classes and (new := self._unlisted.road(doc, i)):
            return new
        if not word.article:
            return None
        return Mention(i, i + 1, (), "many" if "road_many" in word.classes else "the")

    def _on_the_way(self, doc: Document, i: int, names: dict[int, list[Found]]) -> tuple[str, ...]:
        """«طريق صنعاء - الضالع - عدن», «الطريق الدولي بين صنعاء وعدن مرورًا بالضالع»: one of the towns of a road."""
        hi = min(doc.bounds[doc.sentence[i]][1], i + 12)
        towns = i + 1  # how far towns follow the road without a word between
        for j in range(i + 1, hi):
            if doc.info[j].verb and "link" not in doc.info[j].verb:
                break
            beside = j == towns or "-" in doc.gaps[j] or doc.words[j - 1] in ("مرورا", "عبر", "الي", "اي")
            if j == towns:  # «طريق دمت مريس قعطبة»
                towns = max((f.end for f in doc.names_at(j) if f.name.what == "place"), default=towns)
            if j in names and beside:
                return (self._homonyms.choose(doc, names[j]).name.id,)
        return ()

    def _gate(self, doc: Document, i: int, names: dict[int, list[Found]]) -> Mention | None:
        """«حاجز إيرز», «بوابة تل أبيض الحدودية»: a gate, post or road by the name of a crossing."""
        ids, last = self._names_from(doc, self._skip(doc, i + 1), names, False)
        moved = doc.info[i].bare == "حدود" and i > 0 and doc.info[i - 1].classes & MOVED  # «إغلاق حدود جابر»
        if not ids or (doc.info[i].bare in ("طريق", "حدود") and len(ids) == 1 and not moved):
            return None
        return Mention(i, last, ids, "named")

    def _post(self, doc: Document, i: int, names: dict[int, list[Found]], before: list[Mention]) -> Mention | None:
        """«مركز حدودي», «نقاط العبور», «البوابة الحدودية»: a post, point or gate of a border; then «البوابة» alone."""
        bare = doc.info[i].bare.removeprefix("ال")
        if bare not in _POSTS or i + 1 >= len(doc) or doc.sentence[i + 1] != doc.sentence[i]:
            return None
        if doc.words[i + 1].removeprefix("ال") in _BORDERLY and not doc.gaps[i + 1].strip():
            return self._at(doc, i, names, i + 2)
        if doc.info[i].article and any(doc.info[m.start].bare.removeprefix("ال") == bare for m in before):
            return Mention(i, i + 1, (), "the")
        return None

    def _at(self, doc: Document, i: int, names: dict[int, list[Found]], end: int = 0) -> Mention:
        """The mention whose crossing word is at ``i``; ``end`` is the word after what belongs to that word."""
        word = doc.info[i]
        plural = "crossing_many" in word.classes or word.bare.removeprefix("ال") in _MANY_POSTS
        dual = "crossing_dual" in word.classes and "crossing" not in word.classes
        end = self._skip(doc, end or i + 1)
        two = dual or doc.words[i].lstrip("و") in _TWO
        ids, last = self._names_from(doc, end, names, plural or two)
        if not ids and word.article and end > i + 1 and end in names and "،" in doc.gaps[end]:
            found = self._homonyms.choose(doc, names[end])  # «المعبر الآخر، الرمثا، مغلق»
            ids, last = (found.name.id,), found.end
        if ids and (plural or dual) and doc.words[end - 1] == "غير":
            ids = ()  # «معبرين غير باب الهوى»
        if plural or two:
            most = 2 if two else len(doc)
            several = self._unlisted.several(doc, i, end, lambda j: self._named_at(doc, j, names), most)
            if len(several) > len(ids):
                return Mention(i, end, several, "placed" if word.article else "named")
        if plural and ids:
            listed = self._list_after(doc, i, names) or ()
            if set(listed) - set(ids):
                ids = tuple(dict.fromkeys(ids + listed))
            elif len(ids) == 1 and any(f.name.what == "place" for f in doc.names_at(end)):
                return Mention(i, end, (), "many")  # «منافذ تعز»: those of a city
        if ids:
            return Mention(i, last, ids, "named")
        if not plural and not dual and (new := self._unlisted.at(doc, i, end)):
            return self._known_as(doc, new, names) or new
        near = self._list_after(doc, i, names) if plural or dual else self._place_after(doc, i, names)
        if plural and near is None:
            near = self._all_in(doc, i, names)
        if near:
            return Mention(i, end, near, "placed" if word.article else "named")
        if plural and (of := self._unlisted.single(doc, i, end)):
            return of
        if plural or dual:
            return Mention(i, end, (), "dual" if dual else "many")
        how = "the" if word.article or word.pronoun or self._this(doc, i) else "a"
        return Mention(i, end, (), how)

    def _by_its_end(self, doc: Document, i: int) -> str | None:
        """«المعبر الوحيد في الجولان»: the one crossing that a place of its sentence is an end of."""
        hi = min(doc.bounds[doc.sentence[i]][1], i + _END)
        for j in range(i + 1, hi):
            for found in doc.names_at(j):
                place = self._registry.places.get(found.name.id) if found.name.what == "place" else None
                if place is None or place.kind in ("governorate", "city"):
                    continue
                if len(joined := self._ends.get(place.id, frozenset())) == 1:
                    return next(iter(joined))
        return None

    def _named_at(self, doc: Document, i: int, names: dict[int, list[Found]]) -> tuple[str, int] | None:
        if i not in names:
            return None
        found = self._homonyms.choose(doc, names[i])
        return found.name.id, found.end

    def _known_as(self, doc: Document, new: Mention, names: dict[int, list[Found]]) -> Mention | None:
        """«معبر الدبسي (شعيب الذكر)», «معبر "سلمية" الذي يُعرف بالطبقة»: an unlisted name beside the listed one."""
        if new.end >= len(doc) or doc.sentence[new.end] != doc.sentence[new.start]:
            return None
        first = new.crossings[0].removeprefix(NEW_PREFIX)
        for found in (f for at in names.values() for f in at if f.name.rest):
            if doc.words[found.start][len(found.clitic) :] == folded(first):
                return replace(new, crossings=(found.name.id,), how="named")  # «معبر "شعيب"»، then «شعيب الذكر»
        at = new.end
        if "(" not in doc.gaps[at] and "/" not in doc.gaps[at]:
            hi = min(doc.bounds[doc.sentence[new.start]][1], new.end + _ALIAS)
            at = next((j + 1 for j in range(new.end, hi - 1) if doc.words[j] in _CALLED), at)
            if at == new.end:
                return None
            at = next((j for j in range(at, min(at + 3, hi)) if j in names), at)
        if at not in names:
            return None
        found = self._homonyms.choose(doc, names[at])
        return replace(new, end=found.end, crossings=(found.name.id,), how="named")

    def _this(self, doc: Document, i: int) -> bool:
        return i > 0 and self._lexicon.word(doc.words[i - 1]).classes >= {"this"}

    def _skip(self, doc: Document, i: int) -> int:
        """Over the adjectives after a crossing word: «معبر بري حدودي …»."""
        while i < len(doc) and doc.sentence[i] == doc.sentence[i - 1]:
            if doc.gaps[i].strip() not in ("", "#", "("):
                break
            if not ({"adjectives", "settlements", "mentioned"} & doc.info[i].classes):
                break
            if self._starts_name(doc, i):
                break
            i += 1
            if "settlements" in doc.info[i - 1].classes:
                break  # «معبر بلدة جديد عكيدات»
        return i

    def _starts_name(self, doc: Document, i: int) -> bool:
        return any(f.name.what == "crossing" for f in doc.names_at(i))

    def _names_from(
        self, doc: Document, i: int, names: dict[int, list[Found]], several: bool
    ) -> tuple[tuple[str, ...], int]:
        """Ids named from word ``i`` on, with dashes and «و» between them, and the word after the last."""
        ids: list[str] = []
        end = i
        while i < len(doc) and i in names:
            if not ids and doc.info[i].classes & {"adjectives"} and self._agrees(doc, i):
                break  # «الجسر القائم على النهر»
            if ids and doc.sentence[i] != doc.sentence[i - 1]:
                break
            found = names[i]
            if not ids and any("." in g or "،" in g or "\n" in g for g in doc.gaps[i : i + 1]):
                break
            dash = bool(ids) and ("-" in doc.gaps[i] or "ـ" in doc.gaps[i])
            joined = found[0].clitic in ("و", "ول", "وب") or doc.words[i - 1] == "و"
            if ids and not (dash or joined or "،" in doc.gaps[i] or "/" in doc.gaps[i] or '"' in doc.gaps[i]):
                break
            best = self._homonyms.choose(doc, found)
            if best.name.id not in ids:
                ids.append(best.name.id)
            end = i = max(best.end, end)
            if several:
                i = self._over_places(doc, i, names)
            if i + 1 < len(doc) and (i + 1) in names and (doc.words[i] == "و" or doc.info[i].classes & {"settlements"}):
                i += 1
        return tuple(ids), end

    def _agrees(self, doc: Document, i: int) -> bool:
        """Whether a name that is an adjective too only describes the word before it."""
        return doc.words[i].startswith("ال") and doc.words[i - 1].startswith("ال") and '"' not in doc.gaps[i]

    def _over_places(self, doc: Document, i: int, names: dict[int, list[Found]]) -> int:
        """From «… غربي حلب وسراقب» to the next name of the list, over what says where the last one is."""
        places = {f.start: f.end for j in range(i, i + 5) for f in doc.names_at(j) if f.name.what == "place"}
        j = i
        while j < min(len(doc), i + 5) and not doc.gaps[j].strip(' "'):
            if j in names and j > i and (names[j][0].clitic == "و" or doc.words[j - 1] == "و"):
                return j
            if j in names and j == i:
                return i
            if j in places and not doc.words[j].startswith("و"):
                j = places[j]
            elif doc.info[j].classes & {"places", "settlements", "adjectives"} or doc.words[j] in (
                "و",
                "الغربي",
                "الشرقي",
                "الشمالي",
                "الجنوبي",
            ):
                j += 1
            else:
                break
        return i

    def _place_after(self, doc: Document, i: int, names: dict[int, list[Found]]) -> tuple[str, ...] | None:
        """«معبر بين قرية أ وقرية ب», «المعبر الواقع في بلدة ج»: the place makes the crossing known."""
        indefinite = not doc.info[i].article
        limit = min(len(doc), i + (16 if indefinite else 9))
        hits: list[Found] = []
        for j in range(i + 1, limit):
            if doc.sentence[j] != doc.sentence[i] or doc.has(j, "crossing", "crossing_dual", "crossing_many"):
                break
            for f in names.get(j, ()):
                if _INSTEAD & set(doc.words[max(i, j - 4) : j]):
                    continue  # «بدلًا من سراقب»
                before = doc.info[j - 1].classes
                if f.clitic or before & {"settlements", "places"} or '"' in doc.gaps[j]:
                    hits.append(f)
        if not hits:
            return None
        count = Counter(f.name.id for f in hits)
        best, times = count.most_common(1)[0]
        if times >= 2:
            return (best,)
        return (hits[0].name.id,)

    def _list_after(self, doc: Document, i: int, names: dict[int, list[Found]]) -> tuple[str, ...] | None:
        """«ثلاثة ممرات … في كل من أ وب وج»: the places listed after a plural, where there are several."""
        ids: list[str] = []
        ends: set[int] = set()
        lines = False
        two = doc.has(i, "crossing_dual")
        for j in range(i + 1, min(len(doc), i + 30)):
            gap = doc.gaps[j]
            if doc.sentence[j] != doc.sentence[j - 1]:
                lines = lines or ":" in gap
                if not lines or j not in names:  # «المعابر الآتية:», then one on each line
                    break
            if doc.has(j, "crossing", "crossing_dual", "crossing_many"):
                break
            if not ids and (doc.words[j] in _SINCE or (two and (doc.info[j].verb or doc.has(j, *MOVED)))):
                break  # «ظل المعبران مغلقين بعد عملية في أ وب»
            for f in names.get(j, ()):
                before = doc.words[j - 1]
                listed = "(" in gap or lines or ("،" in gap and f.end in names)
                listed = listed or j - 1 in ends
                if f.clitic or before in _LISTING or ":" in gap or '"' in gap or listed:
                    ids.append(self._homonyms.choose(doc, names[j]).name.id)
                    ends.add(f.end - 1)
        ids = list(dict.fromkeys(ids))
        return tuple(ids) if len(ids) > 1 else None

    def _all_in(self, doc: Document, i: int, names: dict[int, list[Found]]) -> tuple[str, ...] | None:
        """«المعابر النهرية كلها في بلدة الشحيل»: the crossings of one place, said in the plural."""
        for j in range(i + 1, min(len(doc), i + 6)):
            if doc.sentence[j] != doc.sentence[i] or doc.gaps[j].strip(' "'):
                return None
            if j in names and "settlements" in doc.info[j - 1].classes and doc.words[j - 2].lstrip("و") in ("في", "ب"):
                return (names[j][0].name.id,)
        return None

    def _join(self, doc: Document, mentions: list[Mention]) -> list[Mention]:
        """Lists: «معبري أ وب … ومعبر ج» are one set; each keeps its place and gets the whole set's ids beside it."""
        out: list[Mention] = []
        for mention in mentions:
            if out and mention.crossings and out[-1].crossings:
                last = out[-1]
                between = range(last.end, mention.start)
                joined = doc.info[mention.start].conjunction == "و" or "،" in doc.gaps[mention.start]
                joined = joined or any(doc.words[j] in _ALSO for j in between)
                calm = not any(
                    doc.info[j].verb or doc.info[j].classes & _BREAKS or doc.words[j][0].isdigit()
                    for j in between
                    if doc.words[j] not in _ALSO
                )  # «معبر كسب بـ 70 مسافرًا، ومعبر نصيب بـ 90»: a figure each
                near = mention.start - last.end <= REACH and doc.sentence[mention.start] == doc.sentence[last.start]
                apart = _each_held(doc, last, mention)
                if joined and near and calm and not apart and doc.info[mention.start].preposition in ("", "ل", "ب"):
                    ids = tuple(dict.fromkeys(last.crossings + mention.crossings))
                    out[-1] = replace(last, end=mention.end, crossings=ids)
                    continue
            out.append(mention)
        return out


_ALSO = frozenset("ولا وكذلك كذلك وايضا ايضا ثم اضافه فضلا جانب علاوه".split())
_BREAKS = frozenset({"open", "closed", "open_state", "closed_state", "that", "say", "not"})


def _is_other(doc: Document, i: int) -> bool:
    """«منفذ الهجوم», «منافذ البيع», «ممر ملاحي»: the word in another sense."""
    following = doc.words[i + 1].removeprefix("ال") if i + 1 < len(doc) else ""
    if doc.info[i].bare.startswith(("منفذي", "منفذو")) and doc.info[i].pronoun:
        return True  # «منفذيهما»: who did it
    if following == "عن" and not doc.info[i].article and doc.info[i].bare.startswith("معبر"):
        return True  # «معبرًا عن أسفه»
    return following in _OTHER_SENSE and doc.info[i].bare.startswith(("منفذ", "منافذ", "ممر"))


def _each_held(doc: Document, one: Mention, other: Mention) -> bool:
    """«يخضع معبر كسب لسيطرة أ ومعبر نصيب لسيطرة ب»: no list, each has its holder."""
    after = range(other.end, min(len(doc), other.end + 4))
    return any(doc.has(j, "control") for j in range(one.end, other.start)) and any(doc.has(j, "control") for j in after)


_OTHER_SENSE = frozenset(
    "بيع توزيع هجوم عمليه تفجير اعتداء جريمه اغتيال طعن عمليات هجمات ملاحي ملاحيه اقتصادي هوايي جوي جويه".split()
)
_HEADS = frozenset([*CROSSING, "border", "road", "road_many", "gate"])
_MANY_POSTS = frozenset("بوابات مراكز نقاط".split())
_POSTS = _MANY_POSTS | {"بوابه", "مركز", "نقطه", "بوابتي"}
_BORDERLY = frozenset("حدود حدودي حدوديه عبور جمركي جمركيه".split())
_END = 16
_TWO = ("معبرا", "منفذا", "ممرا")  # also «معبرًا», which no two names follow
_ALIAS = 6
_CALLED = frozenset("المعروف يعرف او المسمي يسمي يسمونه ويسمي ويعرف اسم باسم".split())
"""Before the other name of a crossing just named."""
_LISTING = frozenset("في من و بين هي وهي هما وهما علي عند قرب عبر مثل منها ومنها احدهما والاخر والثاني".split())
"""Before a name that is one of the crossings told of in the plural."""
_SINCE = frozenset("بعد قبل اثر عقب منذ بسبب خلال نتيجه بعدما".split())
_INSTEAD = frozenset({"بدلا", "بديلا", "عوضا", "بديل"})
_ROADS = frozenset({"ye"})
_BODIES = ("هييه", "هيئه", "اداره", "مديريه", "مكتب", "لجنه")  # «هيئة المعابر» is an office, not a crossing
