"""What works, breaks down or is put to work: «المعبر يعمل», «خرج المعبر من الخدمة», «تشغيل المعبر»."""

from __future__ import annotations

from dataclasses import replace

from maabar.model import ANY_CROSSING
from maabar.reading.what.event import PLACED, TRAFFIC_CLASSES, Event
from maabar.reading.what.limits import exception_at, is_partly, limit_at
from maabar.reading.what.scene import Scene
from maabar.reading.what.status import SMALL, state_events
from maabar.reading.what.traffic import traffic_of
from maabar.reading.which.references import Mention


def run_event(s: Scene, i: int) -> Event | None:
    """«أوقفت الشرطة المعبر», «المعبر يعمل»: the crossing itself is what is stopped, or what works."""
    doc = s.doc
    word = doc.info[i]
    if word.bare == "عطل" and word.pronoun == "ه":
        return None  # «عطلة العيد»
    kept = i and (doc.words[i - 1] in _KEPT or doc.phrase.get(i - 2, ("", 0))[0] == "still")
    starting = word.bare in _STARTING
    after = s.next(i, 8 if "stop_it" in word.classes or starting else 5)
    before = s.previous(i, 10 if kept else 3)
    if kept and before is None and any(doc.words[j] in _ENDS for j in range(max(0, i - 14), i)):
        before = s.loosely(i, 2)  # «الطرف الآخر … ما زال يعمل»
    if before and s.same(i, before.start) and any(doc.has(j, *TRAFFIC_CLASSES, "pass") for j in range(before.end, i)):
        return _open_way(s, i)  # «قرب معبر كسب سائق مدني يعمل», «العبور منه متاح»
    value = "closed" if "stop_it" in word.classes else "open"
    target: Mention | None = None
    if "run_it" in word.classes and (but := exception_at(s, i)) >= 0 and (only := s.next_any(but, 4)):
        scope = replace(s.scope(i), polarity="affirmed")  # «لا يعمل منها سوى معبر …»
        first, last = s.span(i, only.start)
        return Event("status", ("open",), only.crossings, i, first, last, scope, "run", (), only.note)
    if starting and word.pronoun:
        target = s.antecedent(i) if not _is_run_by(s, i) else None  # «مطالب بتشغيله»
    elif "stop_it" not in word.classes and (word.pronoun or _elsewhere(s, i, after)):
        return None  # «باشر عمله», «موظف يعمل في المعبر»
    if "stop_it" in word.classes or (starting and target is None):
        direct = range(i + 1, after.start + 1) if after else range(0)
        if after and all(not doc.info[j].preposition and doc.words[j] not in PLACED for j in direct):
            target = after
        elif word.bare in _BROKEN and word.pronoun:
            target = s.antecedent(i)  # «ضربته غارة فعطّلته»
        elif word.bare in _STOPS and before and _ends_with(s, before, i):
            target = before
    elif before and not word.article:
        target = before
    elif after and after.start <= i + 2 and word.present:
        target = after
    if target is None or (target.crossings == (ANY_CROSSING,) and target.how == "a"):
        return None
    found = list(state_events(s, i, i + 1, value, target, "run"))
    return found[0] if found else None


def receiving_event(s: Scene, i: int) -> Event | None:
    """«باشر معبر … استقبال المسافرين», «توقف المعبر عن استقبال البضائع»: it begins to take in, or ceases to."""
    doc = s.doc
    lo = doc.clauses[doc.clause[i]][0]
    before = s.previous(i, 6)
    if doc.info[i].verb or before is None:
        return None
    at = next((j for j in range(i - 1, max(lo, i - 12) - 1, -1) if doc.info[j].verb & {"resume", "cease"}), None)
    if at is None or not before.start - 2 <= at < i or doc.info[i].preposition == "ل":
        return None
    if any(doc.words[j] not in ("في", "عن", "من", "جديد", "مجددا") for j in range(max(at + 1, before.end), i)):
        return None
    value = "closed" if "cease" in doc.info[at].classes and doc.words[i - 1] == "عن" else "open"
    found = list(state_events(s, at, i + 1, value, before, "run"))
    return found[0] if found else None


def _open_way(s: Scene, i: int) -> Event | None:
    """«العبور من معبر … متاح لأصحاب الإقامات»: it is open, or to some only."""
    doc = s.doc
    if not doc.info[i].bare.startswith("متاح") or doc.info[i].article:
        return None
    lo, hi = doc.bounds[doc.sentence[i]]
    if not any(doc.has(j, "pass") for j in range(max(lo, i - 9), i)):
        return None
    target = s.previous(i, 14) or s.next(i, 6) or s.topic(i)
    if target is None:
        return None
    found = list(state_events(s, i, i + 1, "open", target, "run"))
    some = any(
        w.removeprefix("و").removeprefix("لل").removeprefix("ل") in _SOME for w in doc.words[i + 1 : min(hi, i + 12)]
    )
    return replace(found[0], values=("restricted",)) if found and some else (found[0] if found else None)


def _is_run_by(s: Scene, i: int) -> bool:
    """«تتولى الإدارة تشغيله»: who runs it, not that it opens."""
    return any(s.doc.has(j, "keep", "unsaid") for j in range(max(0, i - 5), i))


def _ends_with(s: Scene, before: Mention, i: int) -> bool:
    """«المعبر قد تعطّل»: the breakdown is said of the crossing, with nothing that follows to take it."""
    doc = s.doc
    near = i == before.end or (i == before.end + 1 and doc.words[i - 1] in SMALL)
    return near and not doc.info[i].pronoun and doc.words[i + 1 : i + 2] != ["عن"]


def _elsewhere(s: Scene, i: int, after: Mention | None) -> bool:
    """«يعمل في معبر …»: somebody works there."""
    doc = s.doc
    return (
        after is not None
        and after.start <= i + 3
        and any(doc.words[j] in _AT or doc.info[j].preposition for j in range(i + 1, after.start + 1))
    )


def work_event(s: Scene, i: int) -> Event | None:
    """«العمل في المعبر سيعود», «دخل المعبر الخدمة»: what is said of a crossing's work or service."""
    doc = s.doc
    lo, hi = doc.bounds[doc.sentence[i]]
    service = doc.info[i].bare == "خدمه" or doc.words[i - 1] == "عن"
    after, before = s.next(i, 5), s.previous(i, 12)
    if "علي" in doc.words[i + 1 : after.start if after and not service else min(hi, i + 2)]:
        return None  # «بدأ العمل على إنشاء …», «العمل بدأ على ترميم …»: work towards a crossing
    pointed = i + 1 < hi and doc.words[i + 1] in ("فيه", "فيها", "به")
    if service:
        target = before or s.next(i, 6)
        left = next(
            (j for j in range(i - 1, max(lo, i - 4) - 1, -1) if doc.info[j].pronoun and doc.has(j, "cease")), None
        )
        if target is None and left is not None:
            target = s.antecedent(left)  # «وأدى القصف إلى خروجه عن الخدمة»
    else:
        target = after if after and not any("،" in g for g in doc.gaps[i + 1 : after.start + 1]) else None
        if target is None and doc.info[i].pronoun:
            target = before if before and i - before.end < 3 else None  # «لم يباشر المعبر عمله»
        target = target or (s.antecedent(i) if pointed else _worker(s, i, lo, before))
    if target is None:
        return None
    value = at = None
    end = max(i + 1, target.end)
    said = next((j for j in range(i - 1, max(lo, i - 9) - 1, -1) if doc.has(j, "that")), max(lo, i - 9) - 1)
    between = range(i + 1, target.start)  # «العمل سيبدأ في المعبر»
    for j in (*range(i - 1, said, -1), *between, *range(end, min(hi, end + 4))):
        classes = doc.info[j].classes
        aside = j < i and (service or (doc.info[j].verb & {"resume", "cease"} and not doc.info[j].pronoun))
        if doc.clause[j] != doc.clause[i] and not target.start <= j <= i and not aside:
            continue  # «أوقفت إيران، اليوم الجمعة، العمل في …»
        if classes & {"resume", "cease"}:
            value, at = ("open" if "resume" in classes else "closed"), j
            break
    if at is None or value is None:
        return None
    if service and doc.words[i - 1].lstrip("و") in ("من", "عن"):
        value = "closed"
    if service and doc.info[at].pronoun:
        target = s.antecedent(at) or target  # «أوقفته الغارات عن العمل»
    scope = s.scope(at)
    if value == "closed" and scope.polarity == "denied" and scope.reality == "actual":
        value, scope = "open", replace(scope, polarity="affirmed")  # «العمل في المعبر لم ينقطع»
    if scope.reality == "actual" and scope.polarity == "affirmed" and "plan" in doc.info[at].classes:
        scope = replace(scope, reality="planned")  # «مُدد العمل بالمعبر ثلاثة أشهر»
    first, last = s.span(i, at)
    traffic = traffic_of(s, end, last, target, value)
    if value == "open" and (limit_at(s, min(i, at), last) >= 0 or is_partly(doc, min(i, at), last)):
        value = "restricted"  # «بدأ العمل في المعبر جزئيًا»
    return Event("status", (value,), target.crossings, at, first, last, scope, "work", traffic)


def _worker(s: Scene, i: int, lo: int, before: Mention | None) -> Mention | None:
    """«بدأ المعبر العمل», «المعبران سيبدآن بالعمل»: the crossing that begins to work, or ceases."""
    doc = s.doc
    word = doc.info[i]
    if before is None or not word.article or word.conjunction or word.bare != "عمل":
        return None
    if doc.info[i - 1].verb & {"resume", "cease"}:
        return before if doc.clause[before.start] == doc.clause[i] else None
    verb = before.start - 1
    near = i - before.end <= 2 and verb >= lo and not doc.info[before.start].preposition
    return before if near and doc.info[verb].verb & {"resume", "cease"} else None


_AT = PLACED | {"داخل", "ضمن", "لدي", "خارج", "حول"}
_ENDS = frozenset("الطرف الجانب طرفه طرفها جانبه".split())
_KEPT = frozenset("بات باتت اصبح اصبحت ظل ظلت بقي بقيت".split())
_BROKEN = frozenset(["عطل", "عطلت", "يعطل", "تعطل"])
_SOME = frozenset("حاملي حمله اصحاب ذوي حالات الحالات".split())
_STARTING = frozenset("شغل شغلت يشغل تشغل تشغيل تفعيل فعلت يفعل تفعل".split())
_STOPS = frozenset(["تعطل", "توقف"])
"""Written like the present of «عطّل», «أوقف»: «المعبر تعطّل»."""
