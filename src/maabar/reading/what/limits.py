"""Restricted: open for some only, one way, on certain days; and what is excepted from a closing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from maabar.model import ANY_CROSSING, Flow
from maabar.reading.document import Document
from maabar.reading.what.event import Event, traffic_in_order
from maabar.reading.what.scene import Scene
from maabar.reading.what.traffic import group, is_but, kinds_at


def limit_at(s: Scene, i: int, last: int) -> int:
    """The word after an opening at ``i`` that makes it one for some only: «فقط», «أسبوعيًا», «نهارًا»; or -1."""
    doc = s.doc
    for j in range(i + 1, min(last + 3, len(doc))):
        if doc.sentence[j] != doc.sentence[i]:
            break
        word = doc.words[j]
        if word in _ONLY and not (_of_number(doc, j, i + 1) or _of_crossing(s, j)):
            return j
        if word in _SOME_CASES:
            return j  # «متاح لحالات محددة»
        phrase = doc.phrase.get(j)
        if phrase and phrase[0] == "limited" and word not in _ONLY and not _of_crossing(s, j):
            return j
        if (word in _BY_WEEK or (word in _IN_A and doc.words[j - 1] in ("في", "كل"))) and any(
            w in _DAYS for w in doc.words[max(i, j - 4) : j]
        ):
            return j  # «ثلاثة أيام أسبوعيًا»
        if word == "ايام" and sum(w.lstrip("و") in WEEKDAYS for w in doc.words[j + 1 : j + 4]) > 1:
            return j  # «أيام السبت والاثنين والأربعاء»
        if _leaves_out(doc, j) and (group(doc, i + 1, j) or doc.info[j - 1].classes & {"way_in", "way_out"}):
            return j  # «للمشاة دون السيارات»
        if j - i <= 16 and _is_exceptional(doc, j):
            return j  # «فُتح استثنائيًا», «بصفة استثنائية»
        if word in _LIGHT and doc.has(j - 1, "vehicles") and not doc.info[j].conjunction:
            return j
        if word in _BY_DAY and not _CLOCK & set(doc.words[max(i, j - 4) : j]):
            if doc.words[j + 1 : j + 2] not in _AND_NIGHT and doc.words[j - 1] not in _BY_DAY:
                return j
    return -1


def _of_crossing(s: Scene, j: int) -> bool:
    """«معبر كسب وحده مفتوح»: no other is; it is open to all."""
    k = s.before[j]
    return s.doc.words[j].startswith(("وحد", "دون")) and k >= 0 and s.mentions[k].end == j


def _is_exceptional(doc: Document, j: int) -> bool:
    word, before = doc.words[j], doc.words[j - 1]
    if word == "استثناء":
        return before not in ("مع", "دون", "بلا", "اي") and doc.words[j + 1 : j + 2] != ["من"]
    return word in ("استثناييا", "استثنايي") or (word == "استثناييه" and before in ("بصفه", "بصوره", "بطريقه"))


def _of_number(doc: Document, j: int, lo: int) -> bool:
    """«لمدة يوم واحد فقط», «6 شاحنات فقط» limit the time or the number, not whom."""
    if doc.words[j + 1 : j + 2] in _A_DAY:
        return False  # «يعمل ساعتين فقط يوميًا»
    before = [w.removeprefix("و") for w in doc.words[max(lo, j - 4) : j]]
    if _SPANS & set(before) or any(w.isdigit() for w in before[-2:]):
        return True
    return len(before) > 1 and before[-1] == "ايام"


def _leaves_out(doc: Document, j: int) -> bool:
    """«دون السيارات», «من غير الحركة التجارية», «وليس للشاحنات»."""
    if doc.words[j] not in _WITHOUT and (doc.words[j] not in ("غير", "استثناء") or not is_but(doc, j)):
        return False
    reach = 6 if doc.words[j + 1 : j + 2] == ["ان"] else 3  # «من غير أن تمر منه السيارات»
    following = range(j + 1, min(len(doc), j + reach))
    return any(kinds_at(doc, k) or doc.info[k].classes & {"way_in", "way_out"} for k in following)


def exception_at(s: Scene, i: int) -> int:
    """The «إلا» of «لا يُسمح بالعبور إلا للمرضى», «لن يعبر سوى …»: a negated passing with an exception; or -1."""
    doc = s.doc
    lo, hi = doc.bounds[doc.sentence[i]]
    if not any(doc.info[j].classes & {"no", "not"} for j in range(max(lo, i - 2), i)):
        return -1
    for j in range(i + 1, min(hi, i + 14)):
        if doc.words[j].lstrip("و") in _EXCEPT:
            return j if _is_whom(doc, j + 1, hi) else -1
        if "،" in doc.gaps[j]:
            return -1
    return -1


def _is_whom(doc: Document, j: int, hi: int) -> bool:
    """Whether what follows «إلا» may be those let through, no number of them («سوى 20 شخصًا») and no manner."""
    words = doc.words[j : min(hi, j + 2)]
    return bool(words) and words[0] not in _HOW and not any(w.isdigit() or w in _FEW for w in words)


def excepted(s: Scene, at: int) -> tuple[str, ...]:
    """Whom the exception at word ``at`` is for."""
    return traffic_in_order(group(s.doc, at + 1, min(s.doc.bounds[s.doc.sentence[at]][1], at + 12)))


def all_but(s: Scene, i: int, last: int) -> tuple[str, ...]:
    """Whom a closing leaves out: «أُغلق المعبر في وجه الجميع عدا المرضى»; none where it is closed to some only."""
    doc = s.doc
    hi = min(last + 3, doc.bounds[doc.sentence[i]][1])
    at = next(
        (j for j in range(i + 1, hi) if doc.words[j] in _SAVE or (doc.words[j] == "استثناء" and is_but(doc, j))), -1
    )
    if at < 0 or (group(doc, i + 1, at) and not _ALL & set(doc.words[i + 1 : at])):
        return ()
    return traffic_in_order(group(doc, at + 1, min(hi, at + 5)))


def is_nightly(doc: Document, i: int, last: int) -> bool:
    """«يُغلق ليلًا», «مغلق في الليل»: closed at some hours of each day."""
    if not (doc.info[i].present or "closed_state" in doc.info[i].classes):
        return False
    words = doc.words
    return any(
        words[j] == "ليلا" or words[j - 1 : j + 1] == ["في", "الليل"] for j in range(i + 1, min(last + 1, i + 9))
    )


def before_limit(s: Scene, at: int, i: int) -> tuple[str, ...]:
    """Whom the limit at word ``at`` is put on, told before it: «الطلاب وحدهم», «للمشاة دون غيرهم»."""
    return traffic_in_order(_named_before(s.doc, max(i + 1, at - 5), at))


def _named_before(doc: Document, lo: int, at: int) -> set[str]:
    """Who is named right before word ``at``, after the last «أن»."""
    begin = next((j + 1 for j in range(at - 1, lo - 1, -1) if doc.has(j, "that", "say")), lo)
    return group(doc, begin, at)


def is_partly(doc: Document, i: int, last: int) -> bool:
    """«أُغلق جزئيًا», «افتتاح جزئي»."""
    return any(doc.words[j].startswith("جزيي") for j in range(i, min(last + 1, len(doc))))


def limited_events(s: Scene, i: int) -> Iterator[Event]:
    """«يقتصر العبور على المدنيين»: restricted, where no opening stands in the clause to carry it."""
    doc = s.doc
    lo, hi = doc.clauses[doc.clause[i]]
    if any(doc.info[j].classes & {"open", "open_state"} for j in range(lo, hi)):
        return
    value = "restricted"
    word = doc.info[i]
    if "limited" in word.classes and doc.words[i] not in _ONLY:
        at = _narrowing(s, i)
        if doc.has(i - 1, "not", "no") or s.before[min(at + 2, len(doc) - 1)] > s.before[at] >= 0 < at:
            return  # «لم يقتصر العبور على …», «حُصر العبور بمعبر …»
        near = range(max(lo, i - 6), min(doc.bounds[doc.sentence[i]][1], max(at, i) + 4))
        if not any(doc.info[j].classes & _MOVING or s.before[j] != s.before[i] for j in near):
            return  # «اقتصرت الأضرار على الماديات»
        if any(_is_closing(doc, j) for j in range(max(lo, i - 3), min(hi, i + 3))):
            value = "closed"  # «يقتصر الإغلاق على الشاحنات»
        traffic = excepted(s, at if at >= 0 else i)
    elif (at := exception_at(s, i)) >= 0:
        traffic = excepted(s, at)
        if any(_is_closing(doc, j) for j in range(max(lo, i - 4), i)):
            value = "closed"  # «الإغلاق لا يشمل سوى الشاحنات»
    elif word.classes & {"allowed", "pass"}:
        traffic = excepted(s, i)
    else:
        traffic = before_limit(s, i, max(lo, i - 7) - 1)
        passing = any(doc.info[j].classes & _PASSING for j in range(max(lo, i - 8), min(hi, i + 6)))
        meant = traffic and any(
            doc.info[j].preposition == "ل" or doc.words[j].lstrip("و") in _MEANT for j in range(max(lo, i - 5), i)
        )
        if passing and doc.words[i] in ("كل", "في") and _DAYS & set(doc.words[max(lo, i - 4) : i]):
            traffic = traffic or excepted(s, i)  # «يعبره مرة واحدة كل أسبوع أهالي …»
        elif not (passing or meant) or doc.words[i] not in _EXCLUSIVE or _of_number(doc, i, lo):
            return
        if not traffic and doc.words[i] in _ONLY and not doc.words[i].startswith("وحد"):
            traffic = excepted(s, i)  # «يُسمح فقط للشاحنات بالعبور»
        if not traffic and doc.words[i] != "دون" and not any(doc.has(j, "allowed") for j in range(max(lo, i - 4), i)):
            return
        start = doc.bounds[doc.sentence[i]][0]
        if any(doc.has(j, "covers") for j in range(max(lo, i - 5), i)):
            value = "closed" if any(_is_closing(doc, j) for j in range(max(start, i - 14), i)) else value
    pointed = s.antecedent(i) if word.verb and word.pronoun else None
    follows = s.next(i, 3) if word.verb & {"limited"} else None
    target = pointed or follows or s.previous(i) or s.next(i) or s.topic(i) or (s.loosely(i, 1) if traffic else None)
    if target is None:
        return
    first, last = s.span(i)
    scope = replace(s.scope(i), polarity="affirmed")
    yield Event("status", (value,), target.crossings, i, first, last, scope, "limited", traffic)


def _is_closing(doc: Document, j: int) -> bool:
    return doc.info[j].article and ("closed" in doc.info[j].classes or doc.words[j] in _MEASURES)


def _narrowing(s: Scene, i: int) -> int:
    """The «على» of «يقتصر … على …», before whom it is limited to; or -1."""
    doc = s.doc
    hi = doc.bounds[doc.sentence[i]][1]
    for j in range(i + 1, min(hi, i + 24)):
        if doc.words[j] in ("علي", "في") or doc.info[j].preposition == "ب" or doc.words[j].startswith("بال"):
            return j if doc.words[j] in ("علي", "في") else j - 1
    return -1


def exempted_events(s: Scene, i: int, told: Sequence[Event], used: set[int]) -> Iterator[Event]:
    """«ويُستثنى المرضى من القرار»: after a closing the crossing is open for some; «باستثناء معبر …»: that one is not."""
    doc = s.doc
    lo, hi = doc.bounds[doc.sentence[i]]
    rule = next((e for e in reversed(told) if _rules(e)), None)
    phrase = doc.phrase.get(i)
    end = phrase[1] if phrase else i + 1
    outside = doc.words[i] in _OUTSIDE
    if exempt := _from_this_closing(s, i, end, outside, used):
        yield exempt
        return
    if rule is None or doc.sentence[i] - doc.sentence[rule.at] > 2:
        return
    if not outside and any(doc.info[j].classes & {"no", "not"} for j in range(max(lo, i - 2), i)):
        after = [w.lstrip("و") for w in doc.words[end : min(hi, end + 3)]]
        if not _EXCEPT & set(after):
            return  # «لا يُستثنى أحد»
    closing = rule.kind == "flow" or rule.values[0] == "closed"
    scope = replace(rule.scope, polarity="affirmed")
    first, last = s.span(i)
    other = s.previous(i, 7) if outside else s.next(i, 12)
    if other and other.how != "a" and not set(other.crossings) & {ANY_CROSSING, *rule.crossings}:
        value = "open" if closing else "closed"
        if closing and _SOME_CASES & set(doc.words[i : min(hi, other.end + 9)]):
            value = "restricted"  # «واستثنى معبر …، فأبقاه متاحًا لحالات محددة»
        yield Event("status", (value,), other.crossings, i, first, last, scope, "exempt")
        return
    traffic = traffic_in_order(group(doc, end, min(hi, end + 12)) or _named_before(doc, max(lo, i - 4), i))
    if traffic and closing:
        yield Event("status", ("restricted",), rule.crossings, i, first, last, scope, "exempt", traffic)


def _from_this_closing(s: Scene, i: int, end: int, outside: bool, used: set[int]) -> Event | None:
    """«معبر … غير مشمول بقرار الإغلاق», «أُعفي معبر … من قرار الإغلاق»: the closing is named to say who is spared it."""
    doc = s.doc
    hi = min(doc.bounds[doc.sentence[i]][1], end + 9)
    at = next((j for j in range(end, hi) if "closed" in doc.info[j].classes and not doc.info[j].verb), None)
    spared = s.previous(i, 4) if outside else s.next(i, 3)
    if at is None or spared is None or spared.start > at or not any(doc.has(j, "decide") for j in range(end, at)):
        return None
    used.add(at)
    first, last = s.span(i, at)
    return Event("status", ("open",), spared.crossings, i, first, last, s.scope(i), "exempt")


def _rules(event: Event) -> bool:
    """Whether an event tells of an opening or closing that something can be excepted from."""
    value = event.values[0]
    if event.kind == "status":
        return value in ("open", "closed") and event.scope.polarity == "affirmed"
    return isinstance(value, Flow) and value.count == 0


_PASSING = frozenset({"pass", "arrive", "allowed", "covers"})
_MOVING = _PASSING | {"work", "run_it", "crossing", "crossing_many"}
_ONLY = frozenset("فقط حصرا وحدها وحدهم وحده حصريا قصرا".split())
_EXCLUSIVE = _ONLY | {"دون", "لا"}
_MEANT = frozenset("يخص تخص مخصص مخصصا مخصصه معد معده".split())
_EXCEPT = frozenset(["الا", "سوي", "غير", "لغير", "عدا", "باستثناء"])
_MEASURES = frozenset("الاجراء القرار المنع الحظر التعليق".split())
_SAVE = frozenset("باستثناء عدا ماعدا".split())
_ALL = frozenset("كل الجميع جميع كافه كليا".split())
_HOW = frozenset("بعد ان اذا عند حين بصعوبه بشق ببطء قليلا قليل نادرا عبر من في علي قبل خلال انه انها اننا".split())
_FEW = frozenset("عشرات مئات الاف عدد بضع بضعه اثنان اثنين اثنتين واحد واحده شخصين طفلين رجلين شخصان".split())
_OUTSIDE = frozenset(["خارج", "غير", "مستثني", "مستثناه"])
_SOME_CASES = frozenset(["لحالات", "لفيات", "لفيه"])
WEEKDAYS = frozenset("السبت الاحد الاثنين الثلاثاء الاربعاء الخميس الجمعه".split())
_A_DAY = (["يوميا"], ["اسبوعيا"], ["كل"])
_BY_WEEK = frozenset(["اسبوعيا", "شهريا", "سنويا"])
_IN_A = frozenset("السنه العام الشهر سنه عام شهر".split())
_DAYS = frozenset("يوم يوما ايام يومين يومان مره مرتين مرات يومي".split())
_BY_DAY = frozenset(["نهارا", "ليلا"])
_CLOCK = frozenset("الساعه حتي الي من لغايه بين".split())
_LIGHT = frozenset("الصغيره الخفيفه السياحيه الخفيف".split())
_WITHOUT = frozenset("دون ليس وليس لا ولا".split())
_AND_NIGHT = (["وليلا"], ["ونهارا"])
_SPANS = frozenset("لمده يوم يومين ساعات ساعه ساعتين اسبوع اسبوعين شهر ليوم ليومين واحد واحدا واحده".split())
