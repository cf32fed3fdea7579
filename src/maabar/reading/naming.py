"""Whom a noun phrase names: sources, witnesses, outlets, parties and offices, persons, and words that point back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from maabar.model import SpeakerKind
from maabar.reading.document import Document
from maabar.reading.parties import Parties
from maabar.reading.voices import Scene, Speaker, gender_of, head_of
from maabar.registry import Registry
from maabar.text.fold import folded

_LONGEST = 9  # words of a speaker's description that are kept
_OFFICE = 12  # words within which an office tells whose it is
_MENTIONED = 16  # words within which a person's own office or party stands


@dataclass(frozen=True, slots=True)
class Named:
    """A speaker and the word after the phrase that names him."""

    speaker: Speaker
    end: int


class Naming:
    """Resolves noun phrases with a registry's outlets, actors and places."""

    def __init__(self, registry: Registry, parties: Parties) -> None:
        self._registry = registry
        self._parties = parties
        self._short = {folded(s): o.id for o in registry.outlets.values() for s in o.short}

    def who(self, scene: Scene, lo: int, hi: int, *, told: bool = False, clitic: bool = False) -> Named | None:
        """The party that the phrase beginning at word ``lo`` names, looking no further than ``hi``.

        ``told``: what is said begins at ``hi``, so that even an unknown name must be the one who says it.
        ``clitic``: the phrase may begin with a preposition written into it («للوزارة»).
        """
        doc = scene.doc
        i = lo
        if i + 1 < hi and doc.words[i].lstrip("و") in _THESE and doc.info[i + 1].article:
            back = scene.memory.back(doc.info[i + 1]) if doc.info[i + 1].classes & _HEADS else None
            return Named(back, i + 2) if back else None
        while i < hi and (doc.words[i].lstrip("و") in _SOME or i > lo and doc.words[i] == "من"):
            i += 1
        if i >= hi:
            return None
        word = doc.info[i]
        kinds = word.classes
        prefixed = word.preposition or (scene.actors[i].clitic[-1:] if i in scene.actors else "")
        if prefixed in ("ل", "ب", "ك") and prefixed and not clitic:
            return None
        if doc.has(i + 1, "same") or word.article and (self._alone(scene, i, hi) or self._met(scene, i)):
            if (back := scene.memory.back(word)) and kinds & _HEADS:
                return Named(back, i + 2 if doc.has(i + 1, "same") else i + 1)
        if "statement" in kinds and not word.article:
            start = i + 1
            while start < hi and doc.words[start] in _ISSUED:
                start += 1
            return self.who(scene, start, hi, clitic=True)
        if "unnamed" in kinds and not ("official" in kinds and word.article):
            return self._described(scene, lo, i, hi, "unnamed")
        if kinds & _HEADS and not clitic and not word.article and doc.words[i].endswith("ا"):
            return None  # «نشرت صورًا»: an object
        named_by_list = not word.bare.startswith("مراسل") and (
            i in scene.outlets or i in scene.own or i in scene.actors and bool(scene.actors[i].name.rest)
        )
        if "witness" in kinds and not named_by_list and not (word.article and word.bare == "فريق"):
            return self._described(scene, lo, i, hi, "witness")
        if i in scene.own and not (i + 1 < hi and i + 1 in scene.outlets and "media" in kinds):
            return Named(scene.default, scene.own[i].end)
        if i in scene.outlets:
            return self._outlet(scene, i)
        if '"' in doc.gaps[i] and doc.words[i] in scene.own_words:
            return Named(scene.default, i + 1)
        if "media" in kinds or doc.phrase.get(i, ("", 0))[0] == "media":
            return self._media(scene, i, hi)
        if '"' in doc.gaps[i] and doc.words[i] in self._short and '"' in doc.gaps[min(i + 1, len(doc))]:
            return self._as_outlet(self._short[doc.words[i]], i + 1)
        if i in scene.actors:
            return self._actor(scene, i, i, hi)
        if "statement" in kinds and word.article and (issuer := scene.memory.kinds.get("official")):
            return Named(issuer, i + 1)
        if "official" in kinds and word.pronoun and (owner := self._owner(scene, i)):
            return Named(self._official(scene, owner, i, hi), i + 1)
        if "official" in kinds:
            return self._office(scene, i, hi)
        if word.bare in _BUREAUS and any("الاعلامي" in w for w in doc.words[i + 1 : min(hi, i + 4)]):
            return self._described(scene, lo, i, hi, "media")
        if nation := self._adjective(doc, i, hi):
            return Named(self._official(scene, nation, i, hi), i + 2)
        if known := scene.memory.person(doc.words[i : min(hi, i + 4)]):
            return Named(known, min(hi, i + 4))
        return self._person(scene, i, hi) if told else None

    def addressed(self, scene: Scene, lo: int, hi: int) -> tuple[str, ...]:
        """The outlets that a speaker between words ``lo`` and ``hi`` talked to: «في تصريح لموقع X», «لوكالة Y»."""
        doc = scene.doc
        for j in range(lo, hi):
            if j in scene.outlets:
                if scene.outlets[j].clitic.endswith("ل") or self._is_address(doc, j, lo):
                    return (scene.outlets[j].name.id,)
            elif doc.words[j] == "ل" and j + 1 < hi and '"' in doc.gaps[j + 1] and not self._known(scene, j + 1):
                end = j + 2
                while end < hi and end - j < 5 and '"' not in doc.gaps[end]:
                    end += 1
                return (doc.text_of(j + 1, end - 1),)
            elif doc.info[j].preposition == "ل" and "media" in doc.info[j].classes:
                if doc.words[j] == "لوسايل" and doc.words[j + 1 : j + 2] != ["اعلام"]:
                    continue
                if doc.info[j].article and (back := scene.memory.back(doc.info[j])):
                    return (back.name,) if back.kind == "media" else ()
                if not self._own_near(scene, j, hi) and (named := self._media(scene, j, hi)):
                    return (named.speaker.name,) if named.speaker.kind == "media" else ()
        return ()

    def phrase_end(self, scene: Scene, i: int, hi: int, *, witness: bool = False) -> int:
        """Where the noun phrase that begins at word ``i`` ends: «مصدر عسكري في ريف حلب»."""
        doc = scene.doc
        end = i + 1
        while end < hi and end - i < _LONGEST and not self._shuts(scene, i, end, hi, witness=witness):
            end += 1
        return end

    def _shuts(self, scene: Scene, i: int, end: int, hi: int, *, witness: bool) -> bool:
        """Whether a noun phrase that begins at ``i`` can't go on with word ``end``."""
        doc = scene.doc
        gap, word, info = doc.gaps[end], doc.words[end], doc.info[end]
        if sum(doc.gaps[k].count('"') for k in range(i + 1, end + 1)) % 2 and end - i < 6:
            return False  # inside the quotation marks of a name
        following = doc.words[end + 1] if end + 1 < hi else ""
        if any(c in gap for c in "،,؛:)\n") or "(" in gap and end > i + 1:
            return True
        if word == "علي":
            return following not in _ON and not doc.has(end + 1, "border") and doc.words[end - 1] not in _IN_CHARGE
        if word in _AFTER_PHRASE or info.classes & _SHUT and not info.article or following in _WEB and word == "في":
            return True
        if word in ("ل", "لـ") or word[0] == "ل" and "media" in info.classes and not info.article:
            return True
        if near := scene.outlets.get(end) or scene.own.get(end):
            inside = witness or end == i + 1 or "media" in doc.info[i].classes or doc.words[end - 1] in ("في", "من")
            if near.clitic or not inside:
                return True
        if word == "في" and (following in _TALK or following in _TIME):
            return True
        if word[0] == "ب" and end > i + 2 and end not in scene.covered and not info.article and not word.startswith("بال"):
            return doc.words[end - 1] != "صله"
        if end > i + 1 and info.classes & _CONTENT and not info.article and "crossing" not in info.classes:
            return True
        if info.indefinite or word.endswith("ا") and len(word) > 3 and not word.startswith("ال") and word not in _NAMES_IN_A:
            return end > i + 1 or bool(info.classes)
        return bool(info.verb and not info.article and info.classes & _SAYING)

    def _owner(self, scene: Scene, i: int) -> str | None:
        """«حكومتها», «سلطاتها»: of the party named last before in the sentence."""
        lo = scene.doc.bounds[scene.doc.sentence[i]][0]
        return next((scene.actors[j].name.id for j in range(i - 1, lo - 1, -1) if j in scene.actors), None)

    # ---- the kinds of phrases --------------------------------------------------------------------------------

    def _described(self, scene: Scene, first: int, head: int, hi: int, kind: SpeakerKind) -> Named:
        """One who is known only by his description, in the words of the report."""
        doc = scene.doc
        end = self.phrase_end(scene, head, hi, witness=kind == "witness")
        word = doc.info[head]
        name = doc.text_of(first, end - 1)
        if doc.info[first].conjunction or doc.words[first] in ("وبعض", "وعدد"):
            name = name[1:]
        own = kind == "witness" and word.pronoun == "نا"
        head_form = "مراسل" if own else head_of(word.bare)
        return Named(Speaker(name, kind, head=head_form, feminine=gender_of(word.bare)), end)

    def _outlet(self, scene: Scene, i: int) -> Named:
        found = scene.outlets[i]
        return self._as_outlet(found.name.id, found.end, scene.doc.info[i].bare)

    def _as_outlet(self, outlet: str, end: int, head: str = "") -> Named:
        kind = self._registry.outlet(outlet).kind
        speaker_kind: SpeakerKind = "witness" if kind == "monitor" else "media"
        noun = head if head in _OUTLET_NOUNS else _NOUN_OF.get(kind, "")
        return Named(Speaker(outlet, speaker_kind, head=head_of(noun), feminine=None), end)

    def _media(self, scene: Scene, i: int, hi: int) -> Named | None:
        """«صحيفة "الوطن"»: the outlet by its name, or the name as written."""
        doc = scene.doc
        head = doc.info[i].bare
        end = i + 1
        for j in range(i + 1, min(hi, i + 5)):
            if any(c in doc.gaps[j] for c in "،,؛:") or doc.has(j, "that"):
                break
            if j in scene.outlets and not scene.outlets[j].clitic:
                return self._as_outlet(scene.outlets[j].name.id, scene.outlets[j].end, head)
            if doc.words[j] in self._short:
                return self._as_outlet(self._short[doc.words[j]], j + 1, head)
            if '"' in doc.gaps[j] or "(" in doc.gaps[j]:
                end = j + 1
                while end < hi and end - j < 5 and not any(c in doc.gaps[end] for c in '")'):
                    end += 1
                if not doc.has(j, "media") and doc.words[j - 1] not in _PREPOSITIONS and j <= i + 2:
                    first = i if doc.info[i].article else j
                    return Named(Speaker(doc.text_of(first, end - 1), "media", head=head_of(head)), end)
                break
        end = self.phrase_end(scene, i, hi)
        kind: SpeakerKind = "witness" if any(doc.has(j, "witness") for j in range(i + 1, min(end, i + 3))) else "media"
        name = doc.text_of(i, end - 1)
        clitics = len(doc.info[i].conjunction) + len(doc.info[i].preposition)
        return Named(Speaker(name[clitics:], kind, head=head_of(head), feminine=gender_of(head)), end)

    def _actor(self, scene: Scene, i: int, lo: int, hi: int) -> Named:
        """A party by its name; the most specific of those that stand together."""
        found = scene.actors[i]
        actor, end = found.name.id, found.end
        for j in range(found.end, min(hi, found.end + 4)):
            other = scene.actors.get(j)
            if other and actor in self._registry.ancestors(other.name.id):
                actor, end = other.name.id, other.end
        return Named(self._official(scene, actor, lo, hi), end)

    def _official(self, scene: Scene, actor: str, lo: int, hi: int) -> Speaker:
        head = scene.doc.info[lo].bare or scene.doc.words[lo].removeprefix("ال")
        people = self._people(scene, lo, hi)
        return Speaker(actor, "official", (), actor, people, head_of(head), gender_of(head))

    def _office(self, scene: Scene, i: int, hi: int) -> Named | None:
        """An office with whose it is: «الناطق باسم الجيش الوطني», «مسؤولون أتراك», «محافظ الأنبار»; else as written."""
        doc = scene.doc
        limit = min(hi, i + _OFFICE)
        j = i
        while j < limit:
            if j > i and (doc.words[j] in _ELSEWHERE or doc.has(j, "that") or doc.info[j].verb & _SAYING):
                break
            if j > i and (j in scene.crossings or doc.has(j, "crossing", "crossing_many")) and j not in scene.actors:
                whose = (k for k in range(j + 1, min(limit, j + 7)) if k in scene.actors and doc.words[k - 1] in _BELONGS)
                if (j := next(whose, limit)) == limit:
                    break
            if j in scene.actors:
                return replace(self._actor(scene, j, i, hi), end=max(j + 1, scene.actors[j].end))
            if j > i and (nation := self._parties.nation(doc.words[j])):
                return Named(self._official(scene, self._ministry(doc, i, nation), i, hi), j + 1)
            j += 1
        if doc.info[i].bare in _GOVERNORS and (actor := self._by_place(doc, i, limit)):
            return Named(self._official(scene, actor, i, hi), i + 2)
        if any(doc.words[j].removeprefix("ال") in _MINISTRY for j in range(i, min(limit, self.phrase_end(scene, i, hi)))):
            if scene.country and (home := self._parties.of_country(scene.country, doc.report.published)):
                return Named(self._official(scene, home, i, hi), self.phrase_end(scene, i, hi))
        word = doc.info[i]
        end = self.phrase_end(scene, i, hi)
        if word.article and end - i == 1:
            back = scene.memory.back(word) or next(
                (s for s in reversed(scene.memory.heard[-3:]) if s.kind in ("official", "unnamed")), None
            )
            return Named(back, end) if back else None
        if end - i == 1 and word.bare in _COLLECTIVE:
            return None
        name = doc.text_of(i, end - 1)[len(word.conjunction) + len(word.preposition) :]
        head = head_of(word.bare)
        return Named(Speaker(name, "official", (), None, self._people(scene, i, hi), head, gender_of(word.bare)), end)

    def _by_place(self, doc: Document, i: int, hi: int) -> str | None:
        """The state of a governor's seat: «محافظ الأنبار», «والي كلس»."""
        places = {f.start: f for f in doc.names if f.name.what == "place" and i < f.start < hi}
        for j in range(i + 1, min(hi, i + 4)):
            if j in places:
                country = self._registry.places[places[j].name.id].country
                return self._parties.of_country(country, doc.report.published)
        return None

    def _ministry(self, doc: Document, i: int, nation: str) -> str:
        """«وزارة الدفاع الروسية» is a party of its own where the registry has it."""
        actor = self._parties.of_country(nation, doc.report.published) or nation
        defence = any("دفاع" in w for w in doc.words[i : i + 4])
        special = f"{nation}-mod"
        return special if defence and special in self._registry.actors else actor

    def _adjective(self, doc: Document, i: int, hi: int) -> str | None:
        """«الوحدة الإسرائيلية»: a definite noun of no listed class with a nation's adjective beside it."""
        if i + 1 < hi and doc.words[i].startswith(("ال", "وال")) and not doc.info[i].classes and not doc.gaps[i + 1].strip():
            nation = self._parties.nation(doc.words[i + 1]) if doc.words[i + 1].startswith("ال") else None
            return self._ministry(doc, i, nation) if nation else None
        return None

    def _person(self, scene: Scene, i: int, hi: int) -> Named | None:
        """A person by name: for his party, or his office as written; with neither, a witness."""
        doc = scene.doc
        word = doc.info[i]
        ali = doc.words[i] == "علي" and not doc.words[i + 1].startswith("ال") and not doc.info[i + 1].classes
        titled = word.article and word.bare == "فريق"  # «الفريق أول …»: a rank, not a team
        if word.classes and not titled and not ali or doc.words[i] in _NOT_A_NAME or hi - i > _MENTIONED + 6:
            return None
        for j in range(i + 1, min(hi, i + _MENTIONED)):
            kinds = doc.info[j].classes
            if "witness" in kinds:
                break
            if j in scene.outlets and not scene.outlets[j].clitic and j not in scene.actors:
                if "official" in kinds or self._registry.outlet(scene.outlets[j].name.id).kind == "monitor":
                    named = self._outlet(scene, j)
                    return Named(replace(named.speaker, people=self._people(scene, i, hi)), hi)
                continue
            if j in scene.actors:
                return Named(self._actor(scene, j, i, hi).speaker, hi)
            if "official" in kinds and not doc.info[j].indefinite:
                named = self._office(scene, j, hi)
                if named is None:
                    continue
                people = self._people(scene, i, hi)
                if named.speaker.actor:
                    return Named(replace(named.speaker, people=people), hi)
                name = doc.text_of(i, named.end - 1)
                return Named(Speaker(name, "official", (), None, people, named.speaker.head), hi)
        name = doc.text_of(i, self.phrase_end(scene, i, hi) - 1)
        return Named(Speaker(name, "witness", (), None, self._people(scene, i, hi)), hi)

    # ---- what tells them apart -------------------------------------------------------------------------------

    def _alone(self, scene: Scene, i: int, hi: int) -> bool:
        """Whether nothing that tells which one follows a definite head noun, so that it points back."""
        doc = scene.doc
        kinds = doc.info[i].classes
        j = i + 1
        if not kinds & _HEADS or "witness" in kinds and "unnamed" not in kinds and doc.info[i].bare not in _POINTING:
            return False
        if i in scene.actors and scene.actors[i].end > j or i in scene.outlets or i in scene.own:
            return False
        if "media" in kinds:
            near = range(j, min(hi, i + 4))
            return not any(k in scene.outlets or '"' in doc.gaps[k] or "(" in doc.gaps[k] for k in near) and (
                j >= hi or not doc.words[j].startswith("ال")
            )
        if "official" in kinds and "unnamed" not in kinds:
            return self.phrase_end(scene, i, hi) == j and not self._whose(scene, i, hi)
        if j >= hi or any(c in doc.gaps[j] for c in "،,؛:"):
            return True
        info = doc.info[j]
        if "that" in info.classes and not info.article or info.verb and not info.article:
            return True
        return doc.words[j] in _AFTER_PHRASE or doc.words[j] == "في" and doc.words[j + 1 : j + 2] != [] and (
            doc.words[j + 1] in _TALK or doc.words[j + 1] in _TIME
        )

    def _met(self, scene: Scene, i: int) -> bool:
        """«المراسل»، «المصادر العسكرية» after one was heard under that head noun, and the same adjective if there is one."""
        doc, word = scene.doc, scene.doc.info[i]
        heard = scene.memory.heads.get(head_of(word.bare))
        if heard is None or i in scene.outlets or i in scene.own or i in scene.actors or '"' in doc.gaps[i + 1]:
            return False
        if "unnamed" in word.classes:
            following = doc.words[i + 1].removeprefix("ال")[:4] if i + 1 < len(doc) else ""
            return bool(following) and any(w.startswith(following) for w in folded(heard.name).split())
        return "witness" in word.classes or "media" in word.classes and i + 1 not in scene.outlets

    def _whose(self, scene: Scene, i: int, hi: int) -> bool:
        doc = scene.doc
        return any(
            k in scene.actors or k > i and self._parties.nation(doc.words[k]) for k in range(i, min(hi, i + 6))
        )

    def _is_address(self, doc: Document, j: int, lo: int) -> bool:
        """«لموقع X», «في حديث مع X», «في بيان نشرته X»: what stands before an outlet's name makes it the listener."""
        for k in range(j - 1, max(lo, j - 4) - 1, -1):
            word = doc.words[k]
            if word in ("ل", "لـ") or doc.info[k].preposition == "ل" and doc.has(k, "media", "witness"):
                return True
            if word in _GOT and k == j - 1:
                return True
            if word == "مع" and any(w in _TALK for w in doc.words[max(lo, k - 3) : k]):
                return True
            if doc.info[k].pronoun and doc.info[k].verb & {"say", "relay"}:
                return any(w in _TALK for w in doc.words[max(lo, k - 3) : k])
        return False

    def _known(self, scene: Scene, j: int) -> bool:
        if scene.doc.words[j] in scene.own_words:
            return True
        return j in scene.own or j in scene.actors or j in scene.outlets or j in scene.crossings

    def _own_near(self, scene: Scene, j: int, hi: int) -> bool:
        return any(scene.doc.words[k] in scene.own_words or k in scene.own or k in scene.outlets for k in range(j, min(hi, j + 4)))

    def _people(self, scene: Scene, lo: int, hi: int) -> frozenset[str]:
        """Words of a speaker's description that can name the person again: «وأضاف حمود»."""
        doc = scene.doc
        out = set()
        for j in range(lo, min(hi, lo + 22)):
            word = doc.words[j]
            if doc.info[j].classes or j in scene.actors or j in scene.outlets or word in _TIME or word in _AFTER_PHRASE:
                continue
            if len(word) >= (6 if word.startswith("ال") else 4) and not self._parties.nation(word):
                out.add(word)
        return frozenset(out)


_HEADS = frozenset({"unnamed", "media", "witness", "official"})
_SAYING = frozenset({"say", "say_on", "deny", "claim", "relay"})
_CONTENT = frozenset({"open", "closed", "agree", "open_state", "closed_state", "pass", "allowed", "barred", "halt", "clash"})
_SHUT = frozenset({"that", "same", "words", "according", "open", "closed"})
_SOME = frozenset("بعض احد احدي عدد عده عددا كل من".split()) - {"من"}
_POINTING = frozenset("مراسل مراسله ناشط ناشطه ناشطون ناشطين مرصد تسجيل شهود".split())
_GOVERNORS = frozenset("محافظ محافظه والي حاكم قايمقام قايممقام مجلس بلديه شرطه جمارك".split())
_COLLECTIVE = frozenset("قوات جيش حكومه جانب امن فصيل فصايل حركه".split())
_ELSEWHERE = frozenset("الواقع الواقعه الحدود الواصل الفاصل".split())
_OUTLET_NOUNS = frozenset("وكاله صحيفه جريده قناه موقع شبكه اذاعه راديو تلفزيون صفحه منصه مجله فضاييه".split())
_NOUN_OF = {"agency": "وكاله", "newspaper": "صحيفه", "tv": "قناه", "site": "موقع", "radio": "راديو", "page": "صفحه"}
_NAMES_IN_A = frozenset("سوريا تركيا روسيا امريكا ليبيا المانيا فرنسا ايطاليا درعا ادلب".split())
_ON = frozenset("صله اطلاع معرفه علم تماس".split())
_BUREAUS = frozenset("مركز مكتب تنسيقيه".split())
_ISSUED = frozenset("صادر صدر صحفي رسمي صحافي مشترك عن له لها مقتضب مصور اصدرته نشرته اصدره نشره".split())
_GOT = frozenset("حصلت حصل تلقت تلقته تلقتها اطلعت نشرته نشرتها بثته بثتها".split())
_IN_CHARGE = frozenset("المشرفه المشرف المشرفين القايمه القايم القايمين".split())
_WEB = frozenset("فيسبوك الفيسبوك تويتر تلغرام انستغرام منصه".split())
_THESE = frozenset("تلك هذه هذا ذلك هولاء".split())
_BELONGS = frozenset("في لدي التابعه التابع التابعين باسم".split())
_MINISTRY = frozenset("وزاره وزير وزيره حكومه سلطات داخليه خارجيه رياسه جمارك شرطه".split())
_PREPOSITIONS = frozenset("علي في من عن الي".split())
_NOT_A_NAME = frozenset("اياه فيه فيها ذاك لذلك بذلك لدي الي عن من في ان ما لا لم لن قد هذا هذه ذلك هناك انه مع عند عبر حول ضد هو هي كل كما بعضهم".split())
_AFTER_PHRASE = frozenset(
    "ذلك هذا هذه الي قد التي الذي الذين اللذين اللذان ما هناك لم مفادها اليوم امس صباح مساء خلال قوله قولها قولهم ان انه عبر بان كانت كان "
    "قبل بعد منذ حول عن حينها فقد وقد حتي يوم".split()
)
_TALK = frozenset(
    "تصريح تصريحات تصريحه تصريحها حديث حديثه حديثها بيان بيانها لقاء مقابله منشور رد اتصال تغريده موتمر حوار رساله "
    "تدوينه افاده كلمه".split()
)
_TIME = frozenset(
    "اليوم امس اول مساء صباح ظهر فجر عصر ليل ليله السبت الاحد الاثنين الثلاثاء الاربعاء الخميس الجمعه الماضي الماضيه "
    "الجاري الحالي الفايت المنصرم وقت سابق يوم شهر عام كانون شباط اذار نيسان ايار حزيران تموز اب ايلول تشرين يناير "
    "فبراير مارس ابريل مايو يونيو يوليو اغسطس سبتمبر اكتوبر نوفمبر ديسمبر الثاني الاول الاسبوع ايام قبل الموافق".split()
)
