"""Who runs, supervises or guards a crossing: «تتولى أ إدارته», «تحت إشراف ب», «الجهة المسؤولة عن المعبر»."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from maabar.model import ANY_CROSSING, By
from maabar.reading.what.event import STATUS, Event
from maabar.reading.what.held import BECOME, ON_IT, plain
from maabar.reading.what.scene import Scene
from maabar.reading.which.names import Found
from maabar.reading.which.references import Mention


def operation_events(s: Scene, i: int) -> Iterator[Event]:
    doc = s.doc
    word = doc.info[i]
    if i in s.named or any(_is_dispute(doc.words[j]) for j in range(max(0, i - 4), i)):
        return
    if ("guard" in word.verb and not word.article) or doc.words[i] == _SECURED_IT:
        found = _guard(s, i)
    elif word.bare == _RAN_IT and word.pronoun:
        found = _task(s, i) or _run(s, i)
    elif word.verb and not word.article:
        found = _run(s, i)
    elif word.bare in _TASKS:
        found = _task(s, i)
    else:
        found = _overseer(s, i)
    if found is None:
        return
    target, actors, rule = found
    later = any(w.startswith(("ستوول", "ستنتقل")) for w in doc.words[i + 1 : i + 9])
    scope = s.scope(i)
    if rule == "run_task" and scope.reality == "actual" and scope.polarity == "affirmed" and (verb := _verb(s, i)):
        scope = s.scope(verb)  # «على أن تتولى أ إدارته»
    if later:
        scope = replace(scope, reality="planned")
    if not actors or (target.crossings == (ANY_CROSSING,) and target.how == "a"):
        return
    if isinstance(actors, str):
        ids, beside = [actors], []
    else:
        ids, beside = [f.name.id for f in actors], [f.start for f in actors if s.same(f.start, i)]
    first, last = s.span(i, *beside)
    values = tuple(dict.fromkeys(By(a) for a in ids))
    yield Event("operation", values, target.crossings, i, first, last, scope, rule)


_Found = tuple[Mention, list[Found] | str, str]
"""A crossing, its keepers or the id of one, and the rule."""


def _run(s: Scene, i: int) -> _Found | None:
    """«يديره أ», «أ تدير المعبر», «تسلّم أ المعبر»; «تتولى» is told by the task that it governs."""
    doc = s.doc
    word = doc.info[i]
    if _stem(word.bare, "ول"):
        return _entrusted(s, i) or _in_charge(s, i)
    if doc.words[i - 1] in ("من", "ومن") and (who := _who(s, i)):
        return who
    if _stem(word.bare, "سلم") and any(w == "الي" for w in doc.words[i + 1 : i + 5]):
        return None  # «تسلّمه الحركة إلى جهة مدنية»
    if word.pronoun:
        target = s.antecedent(i)
        if target is None or doc.sentence[i] - doc.sentence[target.start] > 1:
            return None
        if word.pronoun == "ها" and not (_agrees(word.pronoun, target) and i - target.end <= 3):
            return None  # «الهيئة التي تديرها …»
        actors = [f for f in s.actors_after(i, 6) if f.clitic in ("", "و", "ف")]
    elif i + 1 < len(doc) and doc.words[i + 1] in ON_IT:
        target = s.antecedent(i + 1)  # «معبر أ تشرف عليه ب»
        actors = s.actors_after(i + 1, 5)
    else:
        target = _right_after(s, i, 7)
        if target is None and _stem(word.bare, "دار"):
            before = s.previous(i, 3)  # «كان المعبر يُدار من قبل أ»
            return (before, _shared(s, i), "run_by") if before is not None else None
        if target is None:
            return None
        actors = [f for f in s.actors_after(i, 5) if f.start < target.start] or _before(s, i)
        actors = actors or _shared(s, target.end - 1) or _following(s, target.end)
    return (target, actors, "run_by") if target else None


def _following(s: Scene, end: int) -> list[Found]:
    """«يشرف على معبر أ عناصر من ب»."""
    words = s.doc.words
    found = s.actors_after(end - 1, 4)
    between = words[end : found[0].start] if found else []
    return found if not between or words[end] in _GUARDS else []


def _shared(s: Scene, i: int) -> list[Found]:
    """«بشكل مشترك بين أ وب», «من قبل أ»."""
    doc = s.doc
    hi = min(doc.bounds[doc.sentence[i]][1], i + 7)
    for j in range(i + 1, hi):
        if any(c in "،." for c in doc.gaps[j]):
            break
        if doc.words[j] in ("بين", "قبل") and j + 1 in s.actors:
            return s.actors_after(j, 2)
    return []


def _guard(s: Scene, i: int) -> _Found | None:
    """«أمّنت أ المعبر», «يحرسه أ»: the crossing itself is what is guarded."""
    doc = s.doc
    word = doc.info[i]
    if doc.words[i] == _SECURED_IT and doc.words[i - 1] != "الذي":
        return None
    if word.pronoun or doc.words[i] == _SECURED_IT:
        target = s.previous(i)
        if word.pronoun not in ("ه", "") or target is None or not s.same(i, target.start):
            return None
        return target, s.actors_after(i, 2), "run_guard"
    target = _right_after(s, i, 7)
    if target is None or doc.info[target.start].preposition:
        return None
    between = s.actors_between(i, target.start)
    if between:
        direct = between[-1].end == target.start and (between[0].start == i + 1 or doc.words[i + 1] in _GUARDS)
        return (target, between[:1], "run_guard") if direct else None
    last = s.actor_until(i)
    return (target, [last], "run_guard") if last is not None and target.start == i + 1 else None


def checkpoint_events(s: Scene, i: int) -> Iterator[Event]:
    """«حاجز لـ أ في المعبر», «أقامت أ نقطة تفتيش عند المعبر»."""
    doc = s.doc
    end = doc.phrase[i][1] if i in doc.phrase else i + 1
    target = s.next_any(end - 1, 6)
    if i in s.named or target is None or doc.words[target.start - 1] not in _AT:
        return
    if any(c in "،,:" for g in doc.gaps[end : target.start + 1] for c in g):
        return
    actors = [f for f in s.actors_after(end - 1, 3) if f.start < target.start]
    if not actors:
        lo = max(doc.bounds[doc.sentence[i]][0], i - 5)
        setting = any(doc.words[j].lstrip("و") in _SETS for j in range(lo, i))
        actors = _before(s, i) if setting else []
    scope = s.scope(i)
    if not actors or scope.dropped:
        return
    first, last = s.span(i, *(f.start for f in actors if s.same(f.start, i)))
    values = tuple(dict.fromkeys(By(f.name.id) for f in actors))
    yield Event("operation", values, target.crossings, i, first, last, scope, "run_checkpoint")


def _in_charge(s: Scene, i: int) -> _Found | None:
    """«تتولى أ المعبر»: the crossing itself."""
    target = _right_after(s, i, 5)
    if target is None or s.doc.info[target.start].preposition:
        return None
    between = s.actors_between(i, target.start)
    if (between and between[-1].end != target.start) or (not between and target.start != i + 1):
        return None
    return target, between[:1] or _before(s, i), "run_by"


def _who(s: Scene, i: int) -> _Found | None:
    """«من يدير المعبر هم أ وب»."""
    doc = s.doc
    target = _right_after(s, i, 3)
    hi = min(doc.bounds[doc.sentence[i]][1], i + 16)
    at = next((j for j in range(i + 1, hi) if doc.words[j] in ("هم", "هو", "هي")), None)
    if target is None or at is None or at < target.end:
        return None
    return target, s.actors_after(at, 5), "run_by"


def _entrusted(s: Scene, i: int) -> _Found | None:
    """«تتولى أ تشغيله»: tasks that are no word of keeping by themselves."""
    doc = s.doc
    hi = min(doc.bounds[doc.sentence[i]][1], i + 8)
    task = next((j for j in range(i + 1, hi) if doc.words[j].startswith(_ENTRUSTED)), None)
    if task is None or doc.words[task].endswith(("هم", "هن", "نا")):
        return None  # «تولت وحدات الجيش حمايتهم»
    pointed = doc.words[task].endswith("ه") and not doc.words[task].startswith("حمايه")
    target = s.antecedent(task) if pointed else _right_after(s, task, 4)
    actors = [f for f in s.actors_after(i, 6) if f.start < task] or s.actors_after(task, 4) or _before(s, i)
    return (target, actors, "run_task") if target else None


def _task(s: Scene, i: int) -> _Found | None:
    """«تتولى أ إدارة المعبر», «إدارته باتت بيد أ», «تحت إشراف أ», «انتقال إدارة المعبر إلى أ»."""
    doc = s.doc
    word = doc.info[i]
    previous = doc.words[i - 1].lstrip("وف") if i else ""
    if word.pronoun:
        target = s.antecedent(i)
        if target is not None and (
            doc.sentence[i] - doc.sentence[target.start] > 1 or not _agrees(word.pronoun, target)
        ):
            target = None  # «تولت وحدات الجيش حمايتهم»
        end = i + 1
    else:
        target = _right_after(s, i, 5)
        end = target.end if target else i + 1
    subject = word.preposition == "ل" and any(w.lstrip("وي") in _SUBJECT for w in doc.words[max(0, i - 7) : i])
    if shared := _jointly(s, i, end):
        joint = target or s.previous(i, 14) or s.topic(i, 1)
        return (joint, shared, "run_task") if joint else None
    under = previous in ("تحت", "ظل") or subject or (word.preposition == "ب" and not word.article)
    if under and not word.pronoun and (target is None or target.start > i + 1):
        target = s.previous(i, 14) or _known(s, max(0, i - 4), i) or s.topic(i, 1)
        after = s.actors_after(i, 5)
        if target is None or any(doc.words[j] in _CARGO or doc.has(j, "pass") for j in range(target.end, i)):
            return None
        opened = any(doc.has(j, *STATUS) for j in range(max(0, i - 9), i))  # «فُتح بإشراف تركي» tells who looked on
        beside = not after and not opened and i - target.end <= 2 and i + 1 < len(doc)
        nation = s.nation(doc.words[i + 1]) if beside else None
        return target, nation or after, "run_under"  # «بإشراف روسي»
    if target is None:
        return None
    if (to := next((j for j in range(end, min(end + 2, len(doc))) if doc.words[j] == "الي"), None)) is not None:
        given = s.actors_after(to, 2)  # «على أن تسلّم أ إدارته إلى ب»
        if given and any(doc.has(j, "hand", "come_to") for j in range(max(0, i - 5), i)):
            return target, given, "run_passed"
    if verb := _verb(s, i):
        between = [f for f in s.actors_after(verb, 6) if f.start < i]
        after = s.actors_after(end - 1, 5)
        if after and doc.words[after[0].start - 1] in ("من", "مع", "عن"):
            after = []
        actors = between or after or _before(s, verb)
        return target, actors, "run_task"
    doing = next((j for j in range(i - 1, max(-1, i - 7), -1) if doc.words[j].lstrip("وسف").startswith(_DOES)), None)
    if doing is not None and s.same(doing, i):
        between = [f for f in s.actors_after(doing, 6) if f.start < i]
        if actors := between or _before(s, doing):
            return target, actors, "run_task"
    passed = next((j for j in range(end, min(end + 4, len(doc))) if doc.words[j].lstrip("و") in _PASSED), None)
    if passed is not None and doc.words[passed] == "لدي":
        became = any(plain(doc.words[j], BECOME) and "كان" not in doc.words[j] for j in range(max(0, i - 2), i))
        passed = passed if became else None  # «صارت إدارة المعبر لدى أ», not «إدارة المعبر لدى أ أغلقته»
    handed = previous in _HANDED or any("hand" in doc.info[j].verb for j in range(max(0, i - 5), i))
    if passed is None and not handed:
        return None
    if passed is None and previous.lstrip("بال").startswith(_RECEIVED):
        return target, _before(s, i), "run_passed"  # «استلام إدارة المعبر من أ»
    given = s.actors_after(passed or end - 1, 7)
    return target, given if not given or doc.words[given[0].start - 1] != "من" else [], "run_passed"


def _agrees(pronoun: str, target: Mention) -> bool:
    several = len(target.crossings) > 1 or target.how in ("many", "dual")
    return pronoun == "ه" or (several and pronoun in ("ها", "هما"))


def _verb(s: Scene, i: int) -> int | None:
    """The verb of keeping that governs a task: «تتولى أ إدارته»."""
    lo = max(s.doc.bounds[s.doc.sentence[i]][0], i - 6)
    return next((j for j in range(i - 1, lo - 1, -1) if "keep" in s.doc.info[j].verb), None)


def _jointly(s: Scene, i: int, end: int) -> list[Found]:
    """«إدارة مشتركة للمعبر بين أ وب»."""
    beside = s.doc.words[i + 1 : i + 2] + s.doc.words[end : end + 1]
    if not any(word.removeprefix("ال").startswith("مشترك") for word in beside):
        return []
    return _shared(s, end - 1) or _shared(s, i)


def _overseer(s: Scene, i: int) -> _Found | None:
    """«الشرطة العسكرية المشرفة على المعبر», «الهيئة المسؤولة عن المعبر»."""
    doc = s.doc
    if i + 1 >= len(doc) or doc.words[i + 1] not in ("علي", "عن"):
        return None
    target = _right_after(s, i, 5)
    if target is None:
        return None
    after = s.actors_after(target.end - 1, 4)
    if after and doc.words[after[0].start - 1] in ("من", "في", "هي", "هو", "هم"):
        return target, after, "run_overseer"
    if before := _before(s, i):
        return target, before, "run_overseer"
    nation = s.nation(doc.words[i - 1])  # «الهيئة الإسرائيلية المشرفة على المعبر»
    return (target, nation, "run_overseer") if nation else None


def _known(s: Scene, lo: int, hi: int) -> Mention | None:
    """A crossing of the text by its bare name: «إدارة باب الهوى», «يخضع العيس لإدارة أ»."""
    for k in range(lo, hi):
        found = s.towns.get(k)
        if found is not None and s.same(k, hi - 1) and found.name.what == "crossing" and found.name.id in s.known:
            return Mention(found.start, found.end, (found.name.id,), "bare")
    return None


def _right_after(s: Scene, i: int, reach: int) -> Mention | None:
    doc = s.doc
    m = s.next_any(i, reach) or _known(s, i + 1, min(doc.bounds[doc.sentence[i]][1], i + 1 + reach))
    if m is None or any(c in "،,:" for g in doc.gaps[i + 1 : m.start + 1] for c in g):
        return None
    if any(doc.info[j].verb and doc.has(j, "open", "closed", "pass", "say") for j in range(i + 1, m.start)):
        return None
    return m


def _before(s: Scene, i: int) -> list[Found]:
    doc = s.doc
    lo = max(doc.bounds[doc.sentence[i]][0], i - 9)
    return next(([s.actors[k]] for k in range(i - 1, lo - 1, -1) if k in s.actors), [])


def _stem(bare: str, root: str) -> bool:
    return bare.lstrip("يتن").startswith(root)


def _is_dispute(word: str) -> bool:
    return word.lstrip("وال").startswith(("تنازع", "نزاع", "خلاف", "صراع"))


_RAN_IT = "ادارت"
"""«إدارته» is written as «أدارته»."""
_SECURED_IT = "امنه"
"""«أمّنه الجيش» is written as «آمنة», which it is not after «الذي»."""
_AT = frozenset("في عند علي داخل مدخل بوابه".split())
_SETS = frozenset("اقام اقامت نصب نصبت وضع وضعت انشا انشات تقيم يقيم تنصب ينصب".split())
_GUARDS = frozenset("قوات عناصر وحدات مقاتلو مقاتلون فصايل".split())
_DOES = (
    "عاد",
    "تعود",
    "يعود",
    "تتقاسم",
    "يتقاسم",
    "تتشارك",
    "يتشارك",
    "تتناوب",
    "يتناوب",
    "تناوب",
    "تقاسم",
    "تشارك",
    "شارك",
    "يشارك",
    "تعهد",
    "يتعهد",
    "كلف",
    "تكلف",
    "تكفل",
    "قامت",
    "تقوم",
    "يقوم",
    "اضطلع",
    "تعمل",
    "يعمل",
    "باشر",
    "تباشر",
    "تواصل",
    "واصل",
    "استعاد",
    "تستعد",
)
_TASKS = frozenset("اداره اشراف حراسه تشغيل حمايه تامين مراقبه رقابه ضبط تفتيش".split())
_HANDED = frozenset("انتقال نقل تسليم تسلم استلام بتسليم بتسلم تسلمت تسلمها سلمت سلم".split())
_RECEIVED = ("استلام", "ستلام", "تسلم")
_PASSED = frozenset(
    "يد ايدي عهده لدي باتت اصبحت صارت بيد ستوول توول الت انتقلت ستنتقل تنتقل اوكلت اسندت سلمت الي".split()
)
_SUBJECT = frozenset(["خضع", "تخضع", "خاضع", "الخاضع", "خاضعا"])
_ENTRUSTED = ("تشغيل", "حمايه", "حمايته", "تسيير", "تفتيش", "تامين", "ضبط", "مراقب", "مهمه", "مهام", "شوون")
_CARGO = frozenset("تبادل عمليه عمليات مفاوضات اجتماع اجتماعات قافله القافله شاحنه شاحنات الشاحنات".split())
