"""Who runs, supervises or guards a crossing: «تتولى أ إدارته», «تحت إشراف ب», «الجهة المسؤولة عن المعبر»."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from maabar.model import ANY_CROSSING, By
from maabar.reading.event import Event
from maabar.reading.names import Found
from maabar.reading.references import Mention
from maabar.reading.scene import Scene


def operation_events(s: Scene, i: int) -> Iterator[Event]:
    doc = s.doc
    word = doc.info[i]
    if i in s.named or any(_is_dispute(doc.words[j]) for j in range(max(0, i - 4), i)):
        return
    if word.verb and not word.article:
        found = _run(s, i)
    elif word.bare in _TASKS:
        found = _task(s, i)
    else:
        found = _overseer(s, i)
    if found is None:
        return
    target, actors, rule = found
    later = any(w.startswith(("ستوول", "ستنتقل")) for w in doc.words[i + 1 : i + 9])
    scope = replace(s.scope(i), reality="planned") if later else s.scope(i)
    if not actors or (target.crossings == (ANY_CROSSING,) and target.how == "a"):
        return
    first, last = s.span(i, *(f.start for f in actors if s.same(f.start, i)))
    values = tuple(dict.fromkeys(By(f.name.id) for f in actors))
    yield Event("operation", values, target.crossings, i, first, last, scope, rule)


_Found = tuple[Mention, list[Found], str]


def _run(s: Scene, i: int) -> _Found | None:
    """«يديره أ», «أ تدير المعبر», «تسلّم أ المعبر»; «تتولى» is told by the task that it governs."""
    doc = s.doc
    word = doc.info[i]
    if _stem(word.bare, "ول"):
        return _entrusted(s, i)
    if word.pronoun:
        target = s.antecedent(i)
        if target is None or doc.sentence[i] - doc.sentence[target.start] > 1:
            return None
        several = len(target.crossings) > 1 or target.how in ("many", "dual")
        if word.pronoun == "ها" and not (several and i - target.end <= 3):
            return None  # «الهيئة التي تديرها …»
        actors = s.actors_after(i, 6)
    else:
        target = _right_after(s, i, 7)
        actors = [f for f in s.actors_after(i, 5) if target and f.start < target.start] or _before(s, i)
    return (target, actors, "run_by") if target else None


def _entrusted(s: Scene, i: int) -> _Found | None:
    """«تتولى أ تشغيله»: tasks that are no word of keeping by themselves."""
    doc = s.doc
    hi = min(doc.bounds[doc.sentence[i]][1], i + 8)
    task = next((j for j in range(i + 1, hi) if doc.words[j].startswith(_ENTRUSTED)), None)
    if task is None:
        return None
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
        if target is not None and doc.sentence[i] - doc.sentence[target.start] > 1:
            target = None
        end = i + 1
    else:
        target = _right_after(s, i, 5)
        end = target.end if target else i + 1
    subject = word.preposition == "ل" and any(w.lstrip("وي") in _SUBJECT for w in doc.words[max(0, i - 7) : i])
    under = previous in ("تحت", "ظل") or subject or (word.preposition == "ب" and not word.article)
    if under and not word.pronoun and (target is None or target.start > i + 1):
        target = s.previous(i, 14) or s.topic(i, 1)
        after = s.actors_after(i, 5)
        if target is None or any(doc.words[j] in _CARGO or doc.has(j, "pass") for j in range(target.end, i)):
            return None
        return target, after, "run_under"
    if target is None:
        return None
    verb = next((j for j in range(i - 1, max(-1, i - 7), -1) if doc.info[j].verb and doc.has(j, "keep")), None)
    if verb is not None and s.same(verb, i):
        between = [f for f in s.actors_after(verb, 6) if f.start < i]
        after = s.actors_after(end - 1, 5)
        if after and doc.words[after[0].start - 1] in ("من", "مع", "عن"):
            after = []
        actors = between or after or _before(s, verb)
        return target, actors, "run_task"
    passed = next((j for j in range(end, min(end + 4, len(doc))) if doc.words[j].lstrip("و") in _PASSED), None)
    if passed is None and previous not in _HANDED:
        return None
    return target, s.actors_after(passed or end - 1, 7), "run_passed"


def _overseer(s: Scene, i: int) -> _Found | None:
    """«الشرطة العسكرية المشرفة على المعبر», «الهيئة المسؤولة عن المعبر»."""
    doc = s.doc
    if i + 1 >= len(doc) or doc.words[i + 1] not in ("علي", "عن"):
        return None
    target = _right_after(s, i, 5)
    if target is None:
        return None
    after = s.actors_after(target.end - 1, 4)
    if after and doc.words[after[0].start - 1] in ("من", "في"):
        return target, after, "run_overseer"
    return target, _before(s, i), "run_overseer"


def _right_after(s: Scene, i: int, reach: int) -> Mention | None:
    doc = s.doc
    m = s.next_any(i, reach)
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


_TASKS = frozenset("اداره اشراف حراسه تشغيل حمايه".split())
_HANDED = frozenset("انتقال نقل تسليم تسلم استلام بتسليم بتسلم تسلمت تسلمها سلمت سلم".split())
_PASSED = frozenset("باتت اصبحت صارت بيد ستوول توول الت انتقلت ستنتقل تنتقل اوكلت اسندت سلمت الي".split())
_SUBJECT = frozenset(["خضع", "تخضع", "خاضع", "الخاضع", "خاضعا"])
_ENTRUSTED = ("تشغيل", "حمايه", "حمايته", "تسيير")
_CARGO = frozenset("قافله القافله شاحنه شاحنات الشاحنات".split())
