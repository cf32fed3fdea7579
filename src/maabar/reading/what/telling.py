"""Whether a word tells of passing at all, or names it only as what a crossing is opened, charged or good for."""

from __future__ import annotations

from maabar.reading.what.barring import WAITING
from maabar.reading.what.carried import carried
from maabar.reading.what.counting import plain
from maabar.reading.what.event import CROSSING, STATUS, TRAFFIC_CLASSES
from maabar.reading.what.routes import WAYS
from maabar.reading.what.scene import Scene


def says_passing(s: Scene, i: int, lo: int, hi: int) -> bool:
    """Whether the word tells of passing at all, and not what a crossing is opened, charged or good for."""
    doc = s.doc
    word = doc.info[i]
    if plain(doc.words[i]) in BY_IT and not doc.words[i - 1].startswith(("الذي", "التي")):
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
    if word.preposition == "ل" and not (waited or ways or set(before) & READY):
        return False  # but «الطريق الأول لعبور الأهالي»
    ready = bool(set(before) & READY)  # «مستعدة لتسهيل مرور المسافرين»
    if "للسماح" in doc.words[max(lo, i - 8) : i] and not (waited or ready):
        return False  # «فتحت ممرًا للسماح للمدنيين بالمغادرة»
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
    if doc.anywhere(max(first, i - 8), min(last, i + 8), "limited"):
        return False  # a restriction, told as one
    return not (
        set(before) & {"شان", "شانه", "شانها", "بشان"} or any(w.removeprefix("س").startswith("ينعكس") for w in before)
    )


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
    return bool(i and doc.info[i - 1].classes & TRAFFIC_CLASSES)


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


_OF_MEDDLING = frozenset("اي عن ضد دون لاي باي بلا رغم بعد بسبب نتيجه اثر عقب".split())
_EXPRESS = ("عبر", "عبرت", "عبروا", "يعبر", "تعبر", "يعبرون")
_LOADS = frozenset(["نقل", "شحن"])
_FOILED = ("احبط", "احباط", "ضبط", "كافح", "مكافحه", "منع")
_BEARS = frozenset(["تنقل", "ينقل", "نقلت", "تنقلها", "ينقلون"])
BY_IT = frozenset(["عبره", "عبرها", "عبرهما", "عبرهم"])
_IN_FACE = frozenset(["امام", "وجه", "بوجه"])
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
READY = frozenset(
    ["جاهز", "مستعد", "يستعد", "جاهزه", "مستعده", "يستعدون", "تستعد", "تتاهب", "يتاهبون", "جاهزين", "جاهزون"]
)
_ASIDE = frozenset(["رسوم", "رسوما", "الرسوم", "ضرايب", "الضرايب", "اتاوات", "بصدد", "موعد", "موعدا", "تاشيره"])
