"""Agreements on a crossing: «اتفاق على فتح المعبر»."""

from __future__ import annotations

from dataclasses import replace

from maabar.model import Agreement, Reality
from maabar.reading.what.event import CROSSING, Event
from maabar.reading.what.scene import Scene
from maabar.reading.what.scope import Scope
from maabar.reading.what.traffic import traffic_of
from maabar.reading.which.references import Mention


def agreement_event(s: Scene, i: int, used: set[int], before: list[Event]) -> Event | None:
    """What an agreement, spoken of at word ``i``, is on: what follows it, or what was just told to be by it."""
    doc = s.doc
    if "plan" in doc.info[i].verb and i and doc.words[i - 1].lstrip("و") in _NO:
        return None  # «لن توافق اللجان على فتحه» is no agreement
    hi = min(doc.bounds[doc.sentence[i]][1], i + 22)
    on, at = None, i
    for j in range(i + 1, hi):
        if "،" in doc.gaps[j] and doc.words[j] not in _TERMS:
            break  # what follows is another matter: «… عن الاتفاق، بعد فشل فتح …»
        classes = doc.info[j].classes | ({doc.phrase[j][0]} if j in doc.phrase else set())
        if classes & {"open", "works"} or (classes & {"closed"} and _ended(doc.words[j - 1])):
            on, at = "open", j
            break
        if classes & {"closed", "halt"}:
            on, at = "close", j
            break
    if on == "open" and at > i + 1 and _bare(doc.words[at - 1]).startswith(_PUT_OFF):
        on = "close"  # «اتفقا على تأجيل فتح المعبر»
    end = doc.phrase[at][1] if at in doc.phrase else at + 1
    within = end - at > 1 and doc.has(end - 1, *CROSSING)
    target = s.next(end - 2 if within else end - 1, 10) if on else None
    if on and target is None and (between := s.next(i, 14)) and between.start < at:
        target = between  # «اتفاق متعلق بثلاثة معابر تُفتح»
    if on and target is None:
        target = s.antecedent(at) if doc.info[at].pronoun else s.previous(i) or s.topic(i, 1)
    if on is None and (told := _told(s, i, before)):
        return told
    if on is None and (about := _operated(s, i)):
        on, target, end, at = "operate", about, i + 1, i
    if on is None and (broken := _not_reached(s, i)):
        return broken
    if target is None or on is None:
        return None
    terms = doc.info[at].preposition or any(doc.words[j].lstrip("و") in _TERMS for j in range(i + 1, at))
    if terms or doc.info[at].present or not doc.info[at].verb or not _by(s, i):
        used.update(range(at, end))  # «باتفاق بين أ وب فُتح المعبر» also tells that it was opened
    parties = _parties(s, doc.bounds[doc.sentence[i]][0], at, i)
    first, last = s.span(i, at, target.start if s.same(i, target.start) else i)
    scope = _scope(s, i)
    if scope.dropped:
        return None
    value = Agreement(on, parties)
    return Event(
        "agreement",
        (value,),
        target.crossings,
        i,
        first,
        last,
        scope,
        "agree",
        traffic_of(s, at, last, target, "agreement"),
    )


def _scope(s: Scene, i: int) -> Scope:
    """How the agreement is meant; «لا اتفاق على», «دون التوصل إلى اتفاق», «لم يتم التوصل إلى اتفاق» deny it."""
    doc = s.doc
    scope = s.scope(i)
    lo = max(doc.bounds[doc.sentence[i]][0], i - _NO_REACH)
    if doc.words[i - 1].startswith(_HANGS) and scope.polarity == "affirmed":
        return replace(scope, reality="proposed")  # «فتحه مرهون باتفاق بين أ وب»
    if scope.dropped or scope.polarity == "denied" or (doc.info[i].verb and doc.words[i] != _ACCORD):
        return scope
    no = next((j for j in range(i - 1, lo - 1, -1) if doc.words[j].lstrip("و") in _NO), None)
    if no is not None and all(_bare(doc.words[j]).startswith(_REACHED) for j in range(no + 1, i)):
        return replace(scope, reality="actual", polarity="denied")
    until = any(doc.words[j] in _UNTIL and (doc.words[j] != "ان" or doc.words[j - 1] == "الي") for j in range(lo, i))
    coming = any(doc.info[j].present or doc.words[j].startswith(_REACHED) for j in range(lo, i))
    if until and coming and scope.reality != "proposed":
        return replace(scope, reality="proposed")  # «إلى أن يتوصل الطرفان إلى اتفاق»
    return scope


def _by(s: Scene, i: int) -> bool:
    """Whether something is told to be by the agreement: «بموجب اتفاق», «باتفاق», «بعد تفاهم مع», «تنفيذًا لاتفاق»."""
    doc = s.doc
    if doc.info[i].preposition == "ب":
        return True
    lo = max(doc.bounds[doc.sentence[i]][0], i - 4)
    return any(doc.words[j].lstrip("وف").startswith(_BY) for j in range(lo, i))


def _told(s: Scene, i: int, before: list[Event]) -> Event | None:
    """«فُتح المعبر بموجب تفاهم مع أ», «فتحه قد اتُّفق عليه»: the agreement is on what was told just before it."""
    doc = s.doc
    hi = doc.bounds[doc.sentence[i]][1]
    on_this = any(doc.words[j] == "علي" and doc.words[j + 1] in _THIS for j in range(i + 1, min(hi - 1, i + 6)))
    on_it = on_this or any(doc.words[j] in _ON_IT for j in range(i + 1, min(hi, i + 6)))
    named = bool(s.actors_between(i, i + 9)) or any(doc.words[j] in _SIDES for j in range(i + 1, min(hi, i + 8)))
    nations = i + 1 < hi and (s.nation(doc.words[i + 1]) is not None or doc.words[i + 1].startswith(_MADE))
    verb = bool(doc.info[i].verb)
    if not (on_it if verb else on_it or ((named or nations) and _by(s, i))):
        return None
    ending = next((j for j in range(i + 1, hi) if "،" in doc.gaps[j]), hi)
    of_else = any(doc.words[j] in _ON_ELSE for j in range(i + 1, min(ending, i + 9)))
    if not verb and ((of_else and not on_this) or _before_it(s, i) or doc.info[i].bare == _TREATY):
        return None  # «فُتح المعبر بعد اتفاق على وقف إطلاق النار»، «قبل أيام من اتفاق مع أ»
    told = _what_was_told(s, i, before)
    if told is None or told.scope.polarity == "denied":
        return None
    scope = _scope(s, i)
    if scope.dropped:
        return None
    if scope.reality == "planned" and not verb:
        scope = replace(scope, reality="actual")  # «سيُفتح بعد اتفاق مع أ»: which there is
    parties = _parties(s, i, min(hi, i + _PARTY_REACH), i)
    first, last = s.span(i)
    value = Agreement("close" if told.values[0] == "closed" else "open", parties)
    return Event("agreement", (value,), told.crossings, i, first, last, scope, "agreed", told.traffic)


def _what_was_told(s: Scene, i: int, before: list[Event]) -> Event | None:
    """The news just told; of the sentence before where it is pointed at: «وجاءت الخطوة نتيجة تفاهم بين أ وب»."""
    doc = s.doc
    lo = doc.bounds[doc.sentence[i]][0]
    pointed = any(doc.words[j] in _POINTS for j in [*range(lo, i), *range(i + 1, min(len(doc), i + 5))])
    near = [e for e in before if e.kind == "status" and i - e.at <= _TOLD_REACH + (_TOLD_REACH if pointed else 0)]
    if not pointed or any(s.same(e.at, i) for e in near):
        near = [e for e in near if s.same(e.at, i)]
    else:
        near = [e for e in near if doc.sentence[i] - doc.sentence[e.at] == 1]
    news = [e for e in near if not e.scope.after or not s.same(e.at, i)]
    news = [e for e in news if not e.scope.background] or news
    opened = [e for e in news if e.values[0] != "closed" or (doc.info[e.at].verb and not doc.info[e.at].article)]
    return (opened or news)[-1] if news else None  # «يعمل غدًا بعد سنوات من الإغلاق، بموجب اتفاق»


def _before_it(s: Scene, i: int) -> bool:
    """«قبل أيام من اتفاق»; «من قبل النظام» is whose deed it was."""
    words = s.doc.words
    return any(words[j] == "قبل" and words[j - 1] != "من" for j in range(max(1, i - 5), i))


def _operated(s: Scene, i: int) -> Mention | None:
    """The crossing whose running an agreement is on: «على تسليم المعبر», «على أن تمر المساعدات من معبر أ»."""
    doc = s.doc
    about = s.next_any(i, _OPERATED_REACH)
    if about is None:
        return None
    between = range(i + 1, about.start)
    if any("،" in doc.gaps[j] and doc.words[j].lstrip("و") not in _TERMS for j in between):
        return None
    if any(doc.words[j] in _ABOUT for j in between) and about.start - i <= 9:
        return about
    terms = any(doc.words[j].lstrip("و") in _TERMS or doc.info[j].preposition == "ل" for j in between)
    run = any(doc.has(j, "keep", "guard", "hand", "work") or doc.words[j].startswith(_JOINT) for j in between)
    through = doc.words[about.start - 1] in ("من", "عبر") and any(doc.has(j, "pass", "arrive") for j in between)
    return about if terms and (run or through) else None


def _ended(word: str) -> bool:
    return _bare(word).startswith(("انها", "رفع", "الغا", "وقف"))


def _bare(word: str) -> str:
    return word.removeprefix("ال") if len(word) > len("الي") else word


def talks_event(s: Scene, event: Event) -> Event:
    """«مفاوضات بين … على فتح المعبر»: an opening that is talked of is an agreement that may come, or did not."""
    value, scope = event.values[0], event.scope
    if "talks" not in scope.operators or "maybe" in scope.operators or value not in ("open", "closed"):
        return event
    if scope.reality == "proposed" or scope.polarity == "denied":
        lo = s.doc.bounds[s.doc.sentence[event.at]][0]
        agreed = Agreement("open" if value == "open" else "close", _parties(s, lo, event.at, event.at))
        reality: Reality = "proposed" if scope.polarity == "affirmed" else "actual"
        return replace(event, kind="agreement", values=(agreed,), scope=replace(scope, reality=reality), rule="talks")
    return event


def _parties(s: Scene, lo: int, hi: int, at: int) -> tuple[str, ...]:
    doc = s.doc
    found: dict[str, None] = {}
    for j in range(max(lo, at - _PARTY_REACH), hi):
        if j in s.actors:
            found.setdefault(s.actors[j].name.id)
        elif nation := s.nation(doc.words[j]):
            found.setdefault(nation)
    return tuple(found)[:3]


def _not_reached(s: Scene, i: int) -> Event | None:
    """«الاتفاق لم يكتمل», «لم يُفضِ إلى أي اتفاق»: the agreement just spoken of is said not to be."""
    doc = s.doc
    lo, hi = doc.bounds[doc.sentence[i]]
    after = any(
        doc.words[j] in ("لم", "لن") and not doc.has(j + 1, "say") for j in range(i + 1, min(hi, i + 3))
    )  # «اتفاق لم يُكشف عن مضمونه» is one
    before = any(doc.words[j].lstrip("و") == "لم" for j in range(max(lo, i - 5), i))
    target = s.previous(i) or s.loosely(i, 2)
    if not (after or before) or target is None:
        return None
    first, last = s.span(i)
    scope = replace(s.scope(i), reality="actual", polarity="denied")
    return Event("agreement", (Agreement("open", ()),), target.crossings, i, first, last, scope, "agree")


_PARTY_REACH = 12
_NO_REACH = 6
_TOLD_REACH = 34
_OPERATED_REACH = 16
_NO = frozenset("لم لن لا دون بدون عدم ليس غياب بلا".split())
_REACHED = tuple("يتم تم توصل يتوصل تتوصل وجود يوجد اي الي حصول يحصل من يكون تكون هناك ابرام ضمن".split())
_ACCORD = "توافق"
"""A noun or a verb."""
_PUT_OFF = ("تاجيل", "ارجا", "عدم")
_HANGS = ("مرهون", "رهن", "مشروط", "متوقف", "معلق", "مرتبط")
_TREATY = "اتفاقيه"
_ON_ELSE = frozenset("علي لوقف لتبادل لاخراج".split())
_MADE = ("وقع", "ابرم", "توصل", "جمع", "عقد", "ثنايي", "ثلاثي", "رباعي", "مشترك")
_THIS = frozenset("هذه هذا ذلك".split())
_POINTS = frozenset("ذلك الخطوه القرار هذا هذه الامر الافتتاح الاغلاق الفتح".split())
_UNTIL = frozenset("حتي ان ريثما بانتظار انتظار حين".split())
_BY = tuple(
    "بموجب بناء وفق بعد عقب اثر تنفيذ تطبيق ثمره نتيجه استناد يستند تستند بفضل افضي اطار ضمن تفعيل حسب جاء ياتي "
    "يعود".split()
)
_ON_IT = frozenset("عليه عليها بشانه بشانها حوله حولها عليهما".split())
_SIDES = frozenset("بين مع الطرفان الطرفين الجانبان الجانبين البلدان البلدين الدولتان الدولتين".split())
_JOINT = ("تسهيل", "مشترك", "تقاسم", "تنظيم", "اليه", "ترتيبات", "تسليم", "تشغيل")
_TERMS = frozenset(
    "يقضي تقضي ينص تنص علي بشان حول بفتح لفتح باغلاق يشمل تشمل يتضمن تتضمن احدها ابرزها اهمها منها بينها".split()
)
_ABOUT = frozenset("بشان حول يخص بخصوص يتعلق".split())
