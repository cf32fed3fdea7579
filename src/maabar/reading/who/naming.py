"""Whom a noun phrase names: sources, witnesses, outlets, parties and offices, persons, and words that point back."""

from __future__ import annotations

from dataclasses import replace

from maabar.model import SpeakerKind
from maabar.reading.who.function_words import FunctionWords
from maabar.reading.who.offices import Named, Offices
from maabar.reading.who.parties import Parties
from maabar.reading.who.phrases import HEADS, Phrases
from maabar.reading.who.voices import Scene, Speaker
from maabar.registry import Registry
from maabar.text.fold import folded
from maabar.text.lexicon import Word

_MENTIONED = 16  # words within which a person's own office or party stands
_LONGEST_NAME = 22  # words of a person's name with office and appositions


_OBJECTS = frozenset({"allowed", "barred", "open", "closed", "pass", "halt", "work"})
_INTRODUCED = 150  # words before in which a person may have been named in full


class Naming:
    """Resolves noun phrases with a registry's outlets, actors and places."""

    def __init__(self, registry: Registry, parties: Parties, words: FunctionWords, phrases: Phrases) -> None:
        self._registry = registry
        self._parties = parties
        self._words = words
        self._phrases = phrases
        self._offices = Offices(registry, parties, words, phrases)
        self._short = {folded(s): o.id for o in registry.outlets.values() for s in o.short}
        self._short_heads = frozenset(s.split()[0] for s in self._short)

    def who(self, scene: Scene, lo: int, hi: int, *, told: bool = False, clitic: bool = False) -> Named | None:
        """The party that the phrase beginning at word ``lo`` names, looking no further than ``hi``.

        ``told``: what is said begins at ``hi``, so that even an unknown name must be the one who says it.
        ``clitic``: the phrase may begin with a preposition written into it («للوزارة»).
        """
        doc, w = scene.doc, self._words
        if lo + 1 < hi and doc.words[lo].lstrip("و") in w.these and doc.info[lo + 1].article:
            heard = scene.memory.back(doc.info[lo + 1]) if doc.info[lo + 1].classes & HEADS else None
            return Named(heard, lo + 2) if heard else None
        i = lo
        while i < hi and (doc.words[i].lstrip("و") in w.some or (i > lo and doc.words[i] == "من")):
            i += 1
        if i >= hi:
            return None
        word = doc.info[i]
        prefixed = word.preposition or (scene.actors[i].clitic[-1:] if i in scene.actors else "")
        house = scene.house(i)
        if prefixed in ("ل", "ب", "ك") and not clitic and (house is None or house.clitic):
            return None  # but «بلدي نيوز» is a name
        if word.classes & HEADS:
            if i == lo and (back := self._back(scene, i, hi)):
                return back
            if (
                not clitic
                and not word.article
                and not word.pronoun
                and doc.words[i].endswith("ا")
                and word.bare != doc.words[i]  # a dual: «وزارتا الدفاع»
                and "unnamed" not in word.classes
            ):
                return None  # «نشرت صورًا»: an object
        if "statement" in word.classes and not word.article:
            issued = w.issued | w.time  # «بيان صدر أمس عن الوزارة»
            start = next((j for j in range(i + 1, hi) if doc.words[j] not in issued), hi)
            return self.who(scene, start, hi, clitic=True)
        return self._listed(scene, lo, i, hi) or self._unlisted(scene, i, hi, told=told)

    def party(self, scene: Scene, i: int, hi: int) -> Speaker:
        """The party named at word ``i``, as one who speaks."""
        return self._offices.actor(scene, i, i, hi).speaker

    def of_nation(self, scene: Scene, i: int, lo: int) -> Speaker | None:
        """The state whose adjective stands at word ``i``, for the office at ``lo``: «وزيرا النقل التونسي والليبي»."""
        word = scene.doc.words[i]
        nation = self._parties.nation(word) if word.startswith(("ال", "وال")) else None
        if nation is None or nation not in self._parties.states:
            return None
        return self._offices.official(scene, self._offices.ministry(scene.doc, lo, nation), i, i + 1)

    def media(self, scene: Scene, i: int, hi: int) -> Named:
        """«صحيفة "الوطن"»: the outlet by its name, or the name as written."""
        doc, w = scene.doc, self._words
        word = doc.info[i]
        head = w.head(word.bare)
        for j in range(i + 1, min(hi, i + 5)):
            if any(c in doc.gaps[j] for c in "،,؛:") or doc.has(j, "that"):
                break
            if j in scene.outlets and not scene.outlets[j].clitic:
                return self._outlet(scene.outlets[j].name.id, scene.outlets[j].end, word.bare)
            if (j == i + 1 or '"' in doc.gaps[j]) and (short := self.short(scene, j, hi)):
                return self._outlet(*short, word.bare)
            if '"' in doc.gaps[j] or "(" in doc.gaps[j]:
                if j > i + 1 and doc.words[i + 1].startswith("ال"):  # «لتلفزيون الخبر "المعبر مغلق"»
                    hi = j
                    break
                if doc.has(j, "media") or doc.words[j - 1] in w.prepositions or j > i + 2:
                    break
                end = self.quoted_end(scene, j, hi)
                return Named(Speaker(doc.text_of(i if word.article else j, end - 1), "media", head=head), end)
        end = self._phrases.end(scene, i, hi)
        witnesses = any(doc.has(j, "witness") for j in range(i + 1, min(end, i + 3)))  # «صفحات لناشطين»
        name = doc.text_of(i, end - 1)[len(word.conjunction) + len(word.preposition) :]
        kind: SpeakerKind = "witness" if witnesses else "media"
        return Named(Speaker(name, kind, head=head, feminine=w.gender(word.bare)), end)

    def short(self, scene: Scene, i: int, hi: int) -> tuple[str, int] | None:
        """The outlet that a short name means, in quotation marks or after a word for an outlet, and where it ends."""
        words = scene.doc.words
        if words[i] not in self._short_heads:
            return None
        for end in (self.quoted_end(scene, i, hi), i + 1):
            if outlet := self._short.get(" ".join(words[i:end])):
                return outlet, end
        return None

    def quoted_end(self, scene: Scene, i: int, hi: int) -> int:
        """The word after a name in quotation marks or brackets that begins at ``i``, of five words at most."""
        end = i + 1
        while end < hi and end - i < 5 and not any(c in scene.doc.gaps[end] for c in '")'):
            end += 1
        return end

    # ---- the kinds of phrases --------------------------------------------------------------------------------

    def _listed(self, scene: Scene, lo: int, i: int, hi: int) -> Named | None:
        """A phrase whose head is a listed noun or the name of an outlet or a party."""
        doc = scene.doc
        word = doc.info[i]
        kinds = word.classes
        if (
            word.pronoun
            and doc.words[i] in self._words.its_keepers
            and (keepers := self._offices.of_crossing(scene, i))
        ):
            return Named(keepers, i + 1)
        if doc.words[i].lstrip("و") in self._words.reporters:
            for j in range(i + 1, min(hi, i + 4)):
                if j in scene.outlets and self._registry.outlet(scene.outlets[j].name.id).kind == "agency":
                    agency = self._outlet(scene.outlets[j].name.id, scene.outlets[j].end, word.bare)
                    return Named(replace(agency.speaker, head=doc.words[i].lstrip("و")), agency.end)
        elif known := scene.memory.heads.get(doc.words[i].lstrip("و").removeprefix("ال")):
            if known.head in self._words.reporters:
                return Named(known, i + 1)  # «وقال المصور» after «مصور لفرانس برس»
        press = doc.phrase.get(i, ("", 0))[0] == "media"  # «تقارير صحفية»
        named = scene.house(i)
        called = named is not None and bool(named.name.rest) and not named.clitic  # «المصدر أونلاين»
        if "unnamed" in kinds and not press and not called and not ("official" in kinds and word.article):
            return self._described(scene, lo, i, hi, "unnamed")
        if "witness" in kinds and not self._is_name(scene, i, word):
            return self._described(scene, lo, i, hi, "witness")
        if i in scene.own and not ("media" in kinds and i + 1 in scene.outlets):
            return Named(scene.default, scene.own[i].end)
        if i in scene.outlets and not (
            i in scene.actors and self._registry.outlet(scene.outlets[i].name.id).kind == "monitor"
        ):
            return self._outlet(scene.outlets[i].name.id, scene.outlets[i].end, word.bare)
        quoted = '"' in doc.gaps[i]
        if quoted and doc.words[i] in scene.own_words:
            return Named(scene.default, i + 1)
        if press or "media" in kinds:
            if not press and i + 1 < hi and doc.words[i + 1].removeprefix("ال") in self._words.relief:
                return self._relief(scene, i, hi)
            return self.media(scene, i, hi)
        if quoted and '"' in doc.gaps[self.quoted_end(scene, i, hi)] and (short := self.short(scene, i, hi)):
            return self._outlet(*short)
        if i in scene.actors:
            return self._offices.actor(scene, i, i, hi)
        if "statement" in kinds and (issuer := scene.memory.kinds.get("official")):
            return Named(issuer, i + 1)
        if "say" in kinds and not word.verb:  # «تفيد تصريحات حكومية سورية»
            said = self._offices.office(scene, i, hi)
            return said if said and said.speaker.actor else None
        if word.bare == "مكتب" and self._is_local_press(scene, i, hi):
            return self._described(scene, lo, i, hi, "media")
        if "official" in kinds:
            if word.pronoun and (owner := self._offices.owner(scene, i)):
                return Named(self._offices.official(scene, owner, i, hi), i + 1)
            return self._offices.office(scene, i, hi)
        if word.bare in self._words.bureaus and any("الاعلامي" in w for w in doc.words[i + 1 : min(hi, i + 4)]):
            return self._described(scene, lo, i, hi, "media")
        return None

    def _is_local_press(self, scene: Scene, i: int, hi: int) -> bool:
        """«المكتب الإعلامي لريف حلب» are activists, unlike that of a crossing, a governorate or a party."""
        doc = scene.doc
        if i + 2 >= hi or doc.words[i + 1] != "الاعلامي" or doc.words[i + 2][0] != "ل":
            return False
        whose = range(i + 2, min(hi, i + 5))
        if any(j in scene.actors or j in scene.crossings or doc.has(j, "crossing", "official") for j in whose):
            return False
        return any(f.name.what == "place" and f.start in whose for f in doc.names)

    def _relief(self, scene: Scene, i: int, hi: int) -> Named:
        """«وكالات الإغاثة التابعة للأمم المتحدة», «الوكالات الأممية»: no outlets."""
        end = self._phrases.end(scene, i, hi)
        party = next((scene.actors[j].name.id for j in range(i, end) if j in scene.actors), None)
        if party := party or self._parties.nation(scene.doc.words[i + 1]):
            return Named(self._offices.official(scene, party, i, hi), end)
        return self._described(scene, i, i, hi, "official")

    def _crossing(self, scene: Scene, i: int, hi: int) -> Named | None:
        """«أعلن معبر باب السلامة أن»: those who run it, under its name; «المعبر» alone, if they spoke before."""
        doc = scene.doc
        if not doc.has(i, "crossing") or doc.words[i].endswith("ا"):
            return None
        named = scene.crossings.get(i) or scene.crossings.get(i + 1)
        if named is not None and named.end <= hi:
            return Named(Speaker(doc.text_of(i, named.end - 1), "official", head="معبر"), named.end)
        heard = (s for s in reversed(scene.memory.heard) if s.kind == "official" and "معبر" in s.name)
        known = next(heard, None) if doc.info[i].article else None
        return Named(known, i + 1) if known else None

    def _unlisted(self, scene: Scene, i: int, hi: int, *, told: bool) -> Named | None:
        """A nation's body, a person known from before, or, where it must be one, a person by name."""
        doc = scene.doc
        if doc.info[i].classes & HEADS and not self._is_rank(doc.info[i]):
            return None
        if crossing := self._crossing(scene, i, hi):
            return crossing
        if nation := self._offices.of_nation(doc, i, hi):
            return Named(self._offices.official(scene, nation, i, hi), i + 2)
        if doc.words[i].endswith(("ون", "ين")) and self._parties.nation(doc.words[i][:-2]):
            return self._described(scene, i, i, hi, "witness")  # «الفلسطينيون»
        if known := scene.memory.person(doc.words[i : min(hi, i + 4)]):
            return Named(known, min(hi, i + 4))
        return self._person(scene, i, hi) if told else None

    def _is_name(self, scene: Scene, i: int, word: Word) -> bool:
        """Whether a witness noun begins a listed name («المرصد السوري …») or a rank («الفريق أول …»)."""
        if word.bare.startswith("مراسل"):
            return False
        if self._is_rank(word):
            return True
        return scene.house(i) is not None or (i in scene.actors and bool(scene.actors[i].name.rest))

    def _is_rank(self, word: Word) -> bool:
        """«الفريق أول …» is a rank; «فريق» of people has no article."""
        return word.article and word.bare == "فريق"

    def _described(self, scene: Scene, first: int, head: int, hi: int, kind: SpeakerKind) -> Named:
        """One who is known only by his description, in the words of the report."""
        doc, w = scene.doc, self._words
        end = self._phrases.end(scene, head, hi, witness=kind == "witness")
        word = doc.info[head]
        name = doc.text_of(first, end - 1)
        if doc.info[first].conjunction or (doc.words[first].lstrip("و") in w.some and doc.words[first][0] == "و"):
            name = name[1:]
        if word.preposition == "ل" and first == head:
            name = name.removeprefix("لل") if name.startswith("لل") else name.removeprefix("ل")
        whose = (scene.outlets[j].name.id for j in range(head + 1, end) if j in scene.outlets)
        via = tuple(whose)[:1] if kind == "witness" else ()  # «مراسلة سانا»: told through her agency
        return Named(Speaker(name, kind, via, head=w.head(word.bare), feminine=w.gender(word.bare)), end)

    def _outlet(self, outlet: str, end: int, head: str = "") -> Named:
        w = self._words
        kind = self._registry.outlet(outlet).kind
        noun = head if head in w.outlet_nouns else w.outlet_kinds.get(kind, "")
        return Named(Speaker(outlet, "witness" if kind == "monitor" else "media", head=w.head(noun)), end)

    def _person(self, scene: Scene, i: int, hi: int) -> Named | None:
        """A person by name: for his party, or his office as written; with neither, a witness."""
        doc = scene.doc
        if not self._may_be_name(scene, i) or hi - i > _LONGEST_NAME:
            return None
        people = self._offices.people(scene, i, hi)
        for j in range(i + 1, min(hi, i + _MENTIONED)):
            kinds = doc.info[j].classes
            if "witness" in kinds:
                break
            if j in scene.outlets and not scene.outlets[j].clitic and j not in scene.actors:
                outlet = scene.outlets[j].name.id
                if "official" in kinds or self._registry.outlet(outlet).kind == "monitor":
                    return Named(replace(self._outlet(outlet, hi).speaker, people=people), hi)
                continue
            if j in scene.actors:
                return Named(self._offices.actor(scene, j, i, hi).speaker, hi)
            if "official" in kinds and doc.words[j + 1 : j + 2] == ["تحرير"]:
                break  # «رئيس تحرير صحيفة …»
            if "official" in kinds and not doc.info[j].indefinite and (named := self._offices.office(scene, j, hi)):
                if named.speaker.actor:
                    return Named(replace(named.speaker, people=people), hi)
                name = doc.text_of(i, named.end - 1)
                return Named(Speaker(name, "official", people=people, head=named.speaker.head), hi)
            if kinds & {"official", "keep"} and doc.words[j - 1] in ("وهو", "وهي"):  # «…، وهو المسؤول في المعبر، …»
                name = doc.text_of(i, self._phrases.end(scene, j, hi) - 1)
                return Named(Speaker(name, "official", people=people), hi)
        end = self._phrases.end(scene, i, hi)
        if end == i + 1 and (known := self._introduced(scene, i)) is not None:
            return Named(known, hi)
        return Named(Speaker(doc.text_of(i, end - 1), "witness", people=people), hi)

    def _introduced(self, scene: Scene, i: int) -> Speaker | None:
        """«وأوضح علوش» where «مازن علوش، مدير العلاقات في المعبر» was named before without a word of saying."""
        doc = scene.doc
        for k in range(i - 1, max(0, i - _INTRODUCED), -1):
            if doc.words[k] == doc.words[i] and not doc.info[k - 1].classes and k - 1 not in scene.crossings:
                hi = min(doc.bounds[doc.sentence[k]][1], k + _LONGEST_NAME)
                named = self._person(scene, k - 1, hi) if self._may_be_name(scene, k - 1) else None
                return named.speaker if named and named.speaker.kind == "official" else None
        return None

    def _may_be_name(self, scene: Scene, i: int) -> bool:
        """Whether a word that no class lists, a rank, or «علي» before another name, can begin a person's name."""
        doc = scene.doc
        word = doc.info[i]
        if doc.words[i] in self._words.not_a_name or i in scene.crossings:
            return False
        if doc.words[i] == "علي":
            spelt, following = doc.text_of(i, i).endswith("ي"), doc.info[i + 1]  # «علي حمية», not «على»
            return not doc.words[i + 1].startswith("ال") and (
                not following.classes or (spelt and bool(following.pronoun))
            )
        return not word.classes or self._is_rank(word)

    # ---- words that point back -------------------------------------------------------------------------------

    def _back(self, scene: Scene, i: int, hi: int) -> Named | None:
        """«المصدر», «الوكالة ذاتها», «المصادر العسكرية»: one heard before, where nothing tells that it is another."""
        doc = scene.doc
        if scene.doc.words[i].lstrip("و") in self._words.our_own and (ours := scene.memory.heads.get("مراسل")):
            return Named(ours, i + 1)
        if doc.words[i].lstrip("و") == "اداره" and doc.has(i + 1, "crossing") and doc.info[i + 1].article:
            if keepers := scene.memory.heads.get("اداره"):
                return Named(keepers, i + 2)  # «إدارة المعبر» after «إدارة معبر باب الهوى»
        same = scene.doc.has(i + 1, "same")
        if not same and not (scene.doc.info[i].article and (self._alone(scene, i, hi) or self._met(scene, i))):
            return None
        back = scene.memory.back(scene.doc.info[i])
        return Named(back, i + 2 if same else i + 1) if back else None

    def _alone(self, scene: Scene, i: int, hi: int) -> bool:
        """Whether nothing that tells which one follows a definite head noun, so that it points back."""
        doc, w = scene.doc, self._words
        kinds, j = doc.info[i].classes, i + 1
        if "witness" in kinds and "unnamed" not in kinds and doc.info[i].bare not in w.pointing:
            return False
        if (i in scene.actors and scene.actors[i].end > j) or scene.house(i):
            return False
        if "media" in kinds:
            if j < hi and doc.words[j].startswith("ال"):
                return False
            near = range(j, min(hi, i + 4))
            return not any(k in scene.outlets or '"' in doc.gaps[k] or "(" in doc.gaps[k] for k in near)
        if "official" in kinds and "unnamed" not in kinds:
            return False  # `Offices.office` knows whether it is one's own
        if j >= hi or any(c in doc.gaps[j] for c in "،,؛:"):
            return True
        info, word = doc.info[j], doc.words[j]
        if ("that" in info.classes and not info.article) or (info.verb and not info.article):
            return True
        following = doc.words[j + 1] if j + 1 < len(doc) else ""
        if word == "ل" or (word[0] == "ل" and scene.house(j)):
            return True  # «وبيّن المصدر لبلدي نيوز»
        if word.startswith("ال") and info.classes & _OBJECTS:
            return True  # «ورجح المصدر السماح بالدخول»
        if word == "علي" and (doc.has(j + 1, "that") or following in w.stressed):
            return True  # «وشدد المصدر على أن»
        if "unnamed" in kinds and not word.startswith(("ال", "ل", "ب")) and word not in w.prepositions:
            return True  # «وحددت المصادر مواعيد المغادرة»
        return word in w.after_phrase or (word == "في" and (following in w.talk or following in w.time))

    def _met(self, scene: Scene, i: int) -> bool:
        """Whether one was heard under that head noun, and with the same adjective if there is one."""
        doc, word = scene.doc, scene.doc.info[i]
        heard = scene.memory.heads.get(self._words.head(word.bare))
        if heard is None or scene.house(i) or i in scene.actors or '"' in doc.gaps[i + 1]:
            return False
        if "unnamed" in word.classes:
            following = doc.words[i + 1].removeprefix("ال")[:4] if i + 1 < len(doc) else ""
            return bool(following) and any(w.startswith(following) for w in folded(heard.name).split())
        return "witness" in word.classes or ("media" in word.classes and i + 1 not in scene.outlets)
