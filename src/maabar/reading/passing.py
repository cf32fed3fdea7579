"""Flows: people, goods and vehicles that pass, or are kept from passing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from maabar.model import ANY_CROSSING, Flow, Polarity
from maabar.reading.barring import WAITING, hindrance, is_barred, is_halting, is_unhindered, is_unrecorded
from maabar.reading.carried import carried, passing
from maabar.reading.counting import Figure, count_of, plain
from maabar.reading.event import CROSSING, STATUS, TRAFFIC, Event
from maabar.reading.routes import WAYS, anywhere, route
from maabar.reading.scene import Scene


def flow_events(s: Scene, i: int) -> Iterator[Event]:
    """Who or what passes a crossing at word ``i``, or is kept from it (count 0), or hindered (denied, no count)."""
    doc = s.doc
    lo, hi = doc.bounds[doc.sentence[i]]
    if i in s.named or not _says_passing(s, i, lo, hi):
        return
    what = passing(s, i, lo, hi)
    if not what and not _is_unnamed(s, i):
        return
    target = route(s, i, lo, hi)
    rule = "flow"
    if target is None:
        target, rule = s.loosely(i) or anywhere(s, i), "flow?"
    if target is None:
        return
    scope = s.scope(i)
    aimed = "aim" in scope.operators
    if scope.dropped or (aimed and not any(doc.has(j, "plan") for j in range(max(lo, i - 8), i))):
        return
    barred = is_barred(s, i, lo, hi)
    denied = scope.polarity == "denied" and not doc.info[i].verb & {"barred", "stuck"}  # «لم تمنع المدنيين من العبور»
    none = denied or barred or is_unrecorded(s, i, lo)
    by = hindrance(s, i, lo, hi)
    if by is not None and is_unhindered(s, i, by):
        return
    if not what:
        before = (kind for j in range(i - 1, max(lo, i - 20) - 1, -1) if (kind := carried(s, j)))
        who = next(before, None)
        waiting = any(plain(w) in WAITING for w in doc.words[max(lo, i - 6) : i])
        if (not none and by is None) or (waiting and who is None):
            return
        what = [(who or "people", i)]
        if rule == "flow?" and len(target.crossings) > 1:
            if doc.words[i + 1 : i + 2] != ["بين"]:
                return
            target = replace(target, crossings=(ANY_CROSSING,))  # «العبور بين الجانبين متوقف»
    stuck = doc.info[i].bare.startswith("عالق")
    if (stuck or not none) and (_is_possible(s, i, lo) or (stuck and _is_let(s, i, lo))):
        return  # «بإمكان المسافرين العبور» tells that it is open
    reality = scope.reality
    if reality == "proposed" and "if" not in scope.operators and _is_expected(s, i, lo):
        reality = "planned"
    if reality == "proposed" and not none and any(plain(w).startswith(_ATTEMPT) for w in doc.words[max(lo, i - 6) : i]):
        return  # «كل من يحاول الخروج»
    if aimed:
        reality = "planned"  # «تجري الترتيبات كي تدخل الشاحنات»
    if reality == "actual" and any(doc.words[j].lstrip("و") in _READY for j in range(max(lo, i - 4), i)):
        reality = "planned"
    if reality == "actual" and any(doc.words[j].lstrip("و") == "لن" for j in range(max(lo, i - 6), i)):
        reality = "planned"  # «لن يُسمح للشاحنات بالدخول»
    first, last = s.span(i, *(j for _, j in what))
    if rule == "flow" and none and by is None and any(name == "people" for name, _ in what) and is_halting(s, i, lo):
        scope = replace(scope, polarity="affirmed")
        whom = tuple(dict.fromkeys(name for name, _ in what))
        yield Event("status", ("closed",), target.crossings, i, first, last, scope, "halted", whom, target.note)
        return
    if by is not None and (reality == "proposed" or "future" not in scope.operators):
        reality = "actual"  # «يحاولون منع العابرين»
    elif reality == "actual" and _is_provided(s, i, lo):
        reality = "planned"
    crossings = target.crossings
    values = []
    for name, j in what:
        figure = Figure() if by is not None else Figure(0) if none else count_of(s, j)
        if figure.value and len(crossings) > 1 and rule == "flow":
            crossings = (ANY_CROSSING,)  # «خرج منها ألف شخص»: from all of them together
        values.append(Flow(name, *figure))
    polarity: Polarity = "affirmed" if by is None else "denied"
    scope = replace(scope, reality=reality, polarity=polarity)
    yield Event("flow", tuple(values), crossings, i, first, last, scope, rule)


def stuck_events(s: Scene, i: int) -> Iterator[Event]:
    """«علقت عشرات الشاحنات», «توقف الشاحنات», «أرتال السيارات التي توقفت»: with those who are stuck right beside it."""
    doc = s.doc
    word = doc.info[i]
    lo, hi = doc.bounds[doc.sentence[i]]
    if doc.words[i + 1 : i + 2] in (["عن"], ["علي"]) or word.pronoun or (word.article and "متوقف" not in word.bare):
        return
    near = (j for j in range(i + 1, min(hi, i + 5)) if doc.words[j] not in _BY_IT)
    after = next((j for j in near if doc.has(j, "pass", "arrive", "work") or carried(s, j)), None)
    if after is not None and not carried(s, after):
        return
    if after is None:
        before = range(i - 1, max(lo, i - 5) - 1, -1)
        after = next((j for j in before if carried(s, j) and doc.clause[j] == doc.clause[i]), None)
    if after is not None and _is_many(s, after):
        yield from flow_events(s, i)


def crowd_events(s: Scene, i: int) -> Iterator[Event]:
    """«يشهد المعبر ازدحامًا», «انخفض عدد المسافرين عبره»: fewer pass, or slower, with no word of passing beside it."""
    doc = s.doc
    lo, hi = doc.bounds[doc.sentence[i]]
    for j in range(i + 1, min(hi, i + 6)):
        if doc.has(j, "pass", "arrive", "open", "closed") and doc.words[j] != "عبر":
            return
    who = next(((carried(s, j), j) for j in range(i + 1, min(hi, i + 4)) if carried(s, j)), None)
    if "crowd" in doc.info[i].classes:
        seen = range(max(lo, i - 6), i)
        if doc.info[i].article or not any(plain(doc.words[j]).lstrip("يت").startswith(_SEEN) for j in seen):
            return
        who = who or ("people", i)
    target = route(s, i, lo, hi)
    if who is None or who[0] is None or target is None or not s.same(i, target.start):
        return
    scope = s.scope(i)
    if scope.dropped or scope.reality != "actual":
        return
    first, last = s.span(i, who[1])
    yield Event("flow", (Flow(who[0]),), target.crossings, i, first, last, replace(scope, polarity="denied"), "flow")


def returned_events(s: Scene, i: int) -> Iterator[Event]:
    """«أعادت الحواجز عشرات العائلات», «إرجاع 15 مواطنًا»: those who are turned back don't pass."""
    doc = s.doc
    hi = doc.bounds[doc.sentence[i]][1]
    near = range(i + 1, min(hi, i + 6))
    who = next((j for j in near if carried(s, j) or doc.has(j, "pass", "arrive", "open", "closed", "work")), None)
    if who is None or (kind := carried(s, who)) not in ("people", "vehicles") or doc.words[i + 1] in _TO:
        return
    if not any(count_of(s, who)) and not doc.words[who].endswith(("ين", "ون", "ات")):
        return
    if any(w in _TO for w in doc.words[who + 1 : min(hi, who + 4)]):
        return  # «إعادة اللاجئين إلى بلدهم»
    target = route(s, i, doc.bounds[doc.sentence[i]][0], hi) or s.loosely(i)
    scope = s.scope(i)
    if target is None or scope.dropped or scope.polarity == "denied":
        return
    first, last = s.span(i, who)
    yield Event("flow", (Flow(kind, 0),), target.crossings, i, first, last, scope, "flow")


def _is_many(s: Scene, j: int) -> bool:
    """«الشاحنات», «80 سيارة», «المسافرون»: traffic rather than one car that stops."""
    bare = s.doc.words[j]
    return bare.endswith(("ات", "ين", "ون", "يج")) or any(count_of(s, j))


def _is_unnamed(s: Scene, i: int) -> bool:
    """«العبور متوقف», «تباطؤ في العبور», «الحركة فيه متوقفة»: a noun of passing that leaves open who passes."""
    word = s.doc.info[i]
    return "pass" in word.classes and not word.verb and word.bare in _PASSAGE and (word.article or not word.preposition)


def is_traffic_halted(s: Scene, i: int) -> bool:
    """«حركة الشاحنات متوقفة»: a standstill of what passes, not of the crossing."""
    lo = s.doc.bounds[s.doc.sentence[i]][0]
    return any(s.doc.info[j].classes & (TRAFFIC | {"pass"}) for j in range(max(lo, i - 12), i))


def _says_passing(s: Scene, i: int, lo: int, hi: int) -> bool:
    """Whether the word tells of passing at all, and not what a crossing is opened, charged or good for."""
    doc = s.doc
    word = doc.info[i]
    if plain(doc.words[i]) in _BY_IT and not doc.words[i - 1].startswith(("الذي", "التي")):
        return False  # «ليتنقل عبره المواطنون»: the preposition
    if "crossing" in word.classes or (doc.words[i] in ("عبر", "مر") and _is_preposition(s, i)):
        return False
    if "barred" in word.classes and any(w in _CURFEW for w in doc.words[i + 1 : i + 3]):
        return False  # «حظر التجوال»
    if any(w in _IDIOM for w in doc.words[i + 1 : i + (5 if word.verb else 3)]):
        return False
    if any(doc.words[j] == "عن" and doc.words[j + 1] in _OFF for j in range(i + 1, min(hi - 1, i + 7))):
        return False  # «خروج المعبر عن العمل»
    if plain(doc.words[i]) in _MEDDLED or any(w in _ASKING for w in doc.words[max(lo, i - 2) : i]):
        return False
    if word.bare == "حركه" and not (
        word.article or doc.words[i - 1] == "اي" or doc.has(i + 1, "pass") or any(carried(s, i + k) for k in (1, 2, 3))
    ):
        return False
    if word.bare.startswith(("نقل", "ينقل", "تنقل")) and word.verb and "عن" in doc.words[i + 1 : i + 6]:
        return False  # «نقلت الوكالة عن …»
    if word.verb and word.bare.endswith(_EXPRESS) and "عن" in doc.words[i + 1 : i + 10]:
        return False  # «عبروا عن فرحتهم»
    if word.verb and "ستقبل" in word.bare and not _takes_in(s, i):
        return False  # «استقبل الأهالي الخبر بفرح»
    if _is_faced(s, i, lo, 6) and (word.bare in _LOADS or (word.article and not word.verb)):
        return False  # «أُغلق أمام حركة المسافرين ونقل البضائع», «أمام الشاحنات القادمة»
    if doc.words[i] == "تدخل" and doc.words[i - 1] in _OF_MEDDLING:
        return False  # «من أي تدخل»
    if word.bare in _BEARS and any(doc.has(j, "vehicles", "aid") for j in range(max(lo, i - 3), i)):
        return False  # «شاحنات تنقل القمح» tells the load
    if word.conjunction and any(
        doc.info[j].preposition == "ل" and doc.has(j, "pass", "arrive") for j in range(max(lo, i - 4), i)
    ):
        return False  # «فُتح لعبور المدنيين وحركة التجارة»
    before = [plain(w) for w in doc.words[max(lo, i - (8 if word.conjunction else 4)) : i]]
    if any(w.removeprefix("ال").startswith(_WISH) for w in before):
        return False
    if "تهريب" in word.bare and any(w.startswith(_FOILED) for w in before):
        return False  # «إحباط تهريب شحنة»
    waited = any(w in WAITING for w in doc.words[max(lo, i - 6) : i])
    ways = bool(set(before[-3:]) & WAYS) and not word.present
    if word.preposition == "ل" and not (waited or ways or set(before) & _READY):
        return False  # but «الطريق الأول لعبور الأهالي»
    ready = bool(set(before) & _READY)  # «مستعدة لتسهيل مرور المسافرين»
    if (
        set(before) & _PURPOSE
        or before[-2:] == ["من", "اجل"]
        or (before and before[-1].removeprefix("ل").startswith(_GOOD) and not ready)
    ):
        return False
    if not ready and (not word.verb or word.preposition) and (_under_status(s, i) or _is_spoken_of(s, i, before)):
        return False
    around = range(max(lo, i - 6), min(hi, i + 3))
    if any(plain(doc.words[j]) in _ASIDE or "protest" in doc.info[j].classes for j in around):
        return False  # a fee on goods, a demonstration that sets out
    first, last = doc.clauses[doc.clause[i]]
    near = range(max(first, i - 8), min(last, i + 8))
    if any(doc.has(j, "limited") or doc.phrase.get(j, ("", 0))[0] == "limited" for j in near):
        return False  # a restriction, told as one
    return not (
        set(before) & {"شان", "شانه", "شانها", "بشان"} or any(w.removeprefix("س").startswith("ينعكس") for w in before)
    )


def _is_faced(s: Scene, i: int, lo: int, reach: int) -> bool:
    """«أمام حركة المسافرين», «في وجه الشاحنات القادمة»: named as those to whom it is open or closed."""
    doc = s.doc
    near = range(max(lo, i - reach), i)
    return any(plain(doc.words[j]) in _IN_FACE and not doc.has(j + 1, *CROSSING) for j in near)


def _takes_in(s: Scene, i: int) -> bool:
    """Whether it is the crossing that takes people in: «استقبل معبر نصيب …», «المعبر الذي يستقبل …»."""
    k = s.before[i]
    near = s.mentions[max(0, k) : k + 2]
    return any(s.same(i, m.start) and i - 10 <= m.start <= i + 3 for m in near)


def _is_spoken_of(s: Scene, i: int, before: list[str]) -> bool:
    """«أمام حركة المسافرين», «قرار إدخال المساعدات», «معاملات الدخول»: passing named, not told."""
    if before and before[-1] in ("عند", "اثناء"):
        return True  # «على المسافرين حمل جوازاتهم عند العبور»
    if not before or (before[-1] == "اي" and s.doc.info[i].bare == "حركه"):
        return False
    if (
        _is_faced(s, i, 0, len(before))
        or before[-1] in _PAPERS
        or any(w.removeprefix("ل").startswith(_GOOD) for w in before[-2:])
    ):
        return True
    if s.doc.has(i, "barred"):
        return before[-1] in ("عدم", "لعدم")
    return bool(set(before) & _DEEDS)


def _under_status(s: Scene, i: int) -> bool:
    """«فُتح لعبور المسافرين»: a passing that only says what the crossing is open or closed for."""
    doc = s.doc
    lo = doc.clauses[doc.clause[i]][0]
    if any(doc.has(j, "stopped", "hinder") and not doc.info[j].classes & STATUS for j in range(max(lo, i - 4), i)):
        return False  # «أُغلق المعبر فتوقف دخول البضائع»
    if any(plain(doc.words[j]) in _COVERS for j in range(max(lo, i - 5), i)):
        return True  # «الإغلاق يشمل حركة المسافرين»
    return any(doc.info[j].classes & STATUS and "made" not in doc.info[j].classes for j in range(max(lo, i - 12), i))


def _is_preposition(s: Scene, i: int) -> bool:
    """«عبر معبر …», «عبر الحدود» is the preposition; the verb has whom or what crossed beside it."""
    doc = s.doc
    if i + 1 < len(doc):
        if doc.words[i + 1] in ("من", "الي", "نحو", "باتجاه"):
            return False
        if doc.has(i + 1, *CROSSING, "border") or doc.words[i + 1] == "خطوط" or '"' in doc.gaps[i + 1]:
            return True
        k = s.before[i] + 1
        if k < len(s.mentions) and s.mentions[k].start == i + 1:
            return True
        if doc.words[i + 1] in _SOME_WAY:
            return True  # «عبر أحد المعابر»
    return bool(i and doc.info[i - 1].classes & TRAFFIC)


def _is_possible(s: Scene, i: int, lo: int) -> bool:
    return any(plain(w).startswith(_CAN) for w in s.doc.words[max(lo, i - 14) : i])


def _is_let(s: Scene, i: int, lo: int) -> bool:
    return any(s.doc.has(j, "allowed") for j in range(max(lo, i - 7), i))


def _is_provided(s: Scene, i: int, lo: int) -> bool:
    """«…، على أن يُسمح بتنقل الأفراد»: a clause of what is then to be."""
    doc = s.doc
    near = range(max(lo + 1, i - 4), i)
    return any(
        doc.words[j] == "ان" and doc.words[j - 1] == "علي" and "،" in doc.gaps[j - 1] and doc.info[j + 1].present
        for j in near
    )


def _is_expected(s: Scene, i: int, lo: int) -> bool:
    return any(plain(w).removeprefix("ال").startswith(_EXPECT) for w in s.doc.words[max(lo, i - 12) : i])


_TO = frozenset(["الي", "عبر", "علي", "فتح", "لبلدهم", "لبلادهم"])
_SEEN = ("شهد", "سبب", "سود", "ثير", "حدث", "شكو", "عاني", "جري", "سجل", "خلق", "فاقم", "خلف")
_PASSAGE = frozenset(["عبور", "مرور", "تنقل", "حركه", "سفر", "دخول", "خروج", "مغادره"])
_OF_MEDDLING = frozenset("اي عن ضد دون لاي باي بلا رغم بعد بسبب نتيجه اثر عقب".split())
_EXPRESS = ("عبر", "عبرت", "عبروا", "يعبر", "تعبر", "يعبرون")
_LOADS = frozenset(["نقل", "شحن"])
_FOILED = ("احبط", "احباط", "ضبط", "كافح", "مكافحه", "منع")
_BEARS = frozenset(["تنقل", "ينقل", "نقلت", "تنقلها", "ينقلون"])
_BY_IT = frozenset(["عبره", "عبرها", "عبرهما", "عبرهم"])
_IN_FACE = frozenset(["امام", "وجه", "بوجه"])
_ATTEMPT = ("يحاول", "تحاول", "حاول", "محاول", "لمحاول", "ثني", "سعيا")
_OFF = frozenset(["العمل", "الخدمه", "السيطره", "الجاهزيه"])
_MEDDLED = frozenset(["تدخلوا", "تدخلا", "تدخلن"])
_ASKING = frozenset(["كيف", "وكيف"])
_COVERS = frozenset("يشمل تشمل شمل شملت يطال تطال طال طالت".split())
_SOME_WAY = frozenset("احد احدي كل جميع كافه عده بقيه باقي هذا هذه تلك ما بوابه منفذ ممر ممرات معابر".split())
_IDIOM = frozenset(
    ["الخدمه", "حيز", "خدمه", "اجواء", "الاجواء", "المجال", "اجواءها", "العدوي", "عدوي", "الفيروس", "الوباء"]
)
_CURFEW = frozenset("تجول التجول تجوال التجوال الطيران الاسلحه السلاح".split())
_WISH = ("راغب", "يرغب", "ترغب")
_PAPERS = frozenset(["معاملات", "اجراءات", "تاشيره", "سمه", "طريق", "طرق", "رغم", "اي"])
_DEEDS = frozenset(["اتفاق", "قرار", "بقرار", "تمديد", "تجديد", "بتجديد", "اليه", "الخاص"])
_GOOD = (
    "تسهيل",
    "تيسير",
    "تامين",
    "تنشيط",
    "حريه",
    "ضمان",
    "تشجيع",
    "انعاش",
    "تنظيم",
    "ينظم",
    "تفعيل",
    "ينشط",
    "ينعش",
    "يسهل",
    "ييسر",
    "يعزز",
    "يحسن",
)
_PURPOSE = frozenset(["بهدف", "بغيه", "بغرض", "بقصد"])
_READY = frozenset(["جاهز", "مستعد", "جاهزه", "مستعده", "يستعدون", "تستعد", "تتاهب", "يتاهبون", "جاهزين", "جاهزون"])
_CAN = ("بامكان", "امكان", "بوسع", "يمكن", "يتمكن", "سيتمكن", "يستطيع", "تستطيع", "يتسني", "يتاح")
_EXPECT = ("توقع", "متوقع", "يتوقع", "منتظر", "مرتقب", "ينتظر")
_ASIDE = frozenset(["رسوم", "رسوما", "الرسوم", "ضرايب", "الضرايب", "اتاوات", "بصدد", "موعد", "موعدا", "تاشيره"])
