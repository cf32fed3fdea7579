"""Who or what passes: the noun beside a word of passing, its class, and the figure that counts it."""

from __future__ import annotations

import re

from maabar.reading.event import FLOWS, TRAFFIC
from maabar.reading.scene import Scene
from maabar.text.numbers import parse_number


def passing(s: Scene, i: int, lo: int, hi: int) -> dict[str, int]:
    """Who or what passes at ``i``, with the word that says so: the nearest, and those joined to it with «و»."""
    doc = s.doc
    if doc.info[i].bare in _WHO_PASS:
        return {"people": i} if _is_counted(s, i, lo, hi) else {}
    if any(w.removeprefix("ال").startswith(_FORCES) for w in doc.words[i + 1 : min(hi, i + 3)]):
        return {}  # «خروج القوات»
    k = s.before[i] + 1
    way = k < len(s.mentions) and s.mentions[k].start <= i + 4  # «ويمر من معبر … كل يوم 1500 مسافر»
    far = range(i + 7, min(hi, s.mentions[k].end + 9)) if way and doc.info[i].verb else range(0)
    back = 14 if doc.info[i].pronoun and not doc.info[i].verb else 7  # «تسمح بعبورها»
    at_once = way and s.mentions[k].start <= i + 2
    beyond = (j for j in far if carried(s, j) and (at_once or any(count_of(s, j))))
    order = [*range(i + 1, min(hi, i + 7)), *beyond, *range(i - 1, max(lo, i - back) - 1, -1)]
    first = next((j for j in order if carried(s, j) and doc.clause[j] == doc.clause[i]), None)
    if first is None:
        first = next((j for j in order if carried(s, j) and abs(j - i) <= 4), None)
    if first is None:
        someone = next((j for j in order[:9] if _plain(doc.words[j]) in _ANYONE), None)
        if someone is None and any(doc.has(j, "allowed", "barred") for j in range(max(lo, i - 3), i)):
            someone = next(
                (j for j in range(max(lo, i - 2), i) if doc.words[j] in _THEM), None
            )  # «لم يُسمح لهم بالعبور»
        if someone is None and doc.has(i, "pass") and doc.info[i].verb and doc.words[i].endswith(_THEY):
            whoever = any(_plain(w) in _WHOEVER for w in doc.words[max(lo, i - 2) : i])
            someone = i if not whoever or _is_counted(s, i, lo, hi) else None
        return {} if someone is None else {"people": someone}
    out: dict[str, int] = {}
    j = first
    while j < i and doc.info[j].conjunction == "و":
        earlier = next((k for k in range(j - 1, max(lo, j - 4) - 1, -1) if carried(s, k)), None)
        if earlier is None:
            break
        j = earlier  # «البضائع والمسافرون يمرون …»
    while j < min(hi, first + 12):
        kind = carried(s, j)
        if kind and (j <= first or doc.info[j].conjunction == "و" or doc.words[j - 1] == "و"):
            out.setdefault(kind, j)
        elif kind is None and doc.info[j].verb and j > first:
            break
        j += 1
    if first < i and len(out) == 1:
        laden = range(first - 1, max(lo, first - 6) - 1, -1)
        truck = next((j for j in laden if doc.has(j, "vehicles")), None)
        if truck is not None and any(doc.words[j].startswith(_LADEN) for j in range(truck, first)):
            return dict.fromkeys(out, truck)  # «65 شاحنة تحمل الخضار دخلت»: the trucks are counted
    return out


def carried(s: Scene, j: int) -> str | None:
    """The class of a word that can pass, by what the words after it add: «شاحنات مساعدات» are aid."""
    doc = s.doc
    if j >= len(doc) or j in s.named:
        return None
    word = doc.info[j]
    classes = word.classes & TRAFFIC
    if doc.phrase.get(j, ("", 0))[0] == "people" or word.bare in _WHO_PASS:
        return "people"
    if not classes or word.bare.startswith(("انساني", "تجاري", "امميه", "اغاثيه")):
        return None
    if word.bare == "مساعده" and word.preposition == "ب":
        return None  # with somebody's help
    kind = next(t for t in FLOWS if t in classes)
    following = range(j + 1, min(len(doc), j + 4))
    if kind in ("vehicles", "people") and any(doc.words[k].startswith(_ARMED) for k in following[:2]):
        return None  # a patrol that drives in is no traffic
    if kind == "vehicles":
        for k in following:
            more = doc.info[k].classes & {"aid", "fuel", "goods"}
            if more and doc.info[k].conjunction != "و" and not doc.info[k].bare.startswith("تجاري"):
                return next(t for t in ("aid", "fuel", "goods") if t in more)
    if kind == "goods" and following and doc.info[following[0]].bare.startswith(("اغاثي", "انساني")):
        return "aid"
    if (
        kind == "goods"
        and following
        and "fuel" in doc.info[following[0]].classes
        and not doc.info[following[0]].conjunction
    ):
        return "fuel"
    return kind


def count_of(s: Scene, j: int) -> tuple[int | None, int | None, int | None]:
    """(value, least, most) of the noun at ``j``: «نحو 200 شاحنة», «18 شاحنة من المواد», «عددهم بلغ 300»."""
    doc = s.doc
    lo, hi = doc.bounds[doc.sentence[j]]
    for k in range(max(lo, j - 6), j):
        if k == j - 1 and _GROUPED.fullmatch(doc.words[k]):
            return int(doc.words[k].replace(",", "")), None, None
        number = parse_number(doc.words, k)
        if number is None or not j - 1 <= k + number.used <= j:
            continue
        if any(doc.gaps[m].strip() for m in range(k + 1, j + 1)) or (number.value is None and number.low is None):
            continue
        return (number.value, None, None) if number.value is not None else (None, number.low, number.high)
    if (dual := _DUALS.get(doc.info[j].bare)) is not None:
        return dual, None, None
    if any(_plain(w) in _NUMBER for w in doc.words[max(lo, j - 3) : j]):
        at = next((k for k in range(j + 1, min(hi, j + 16)) if _plain(doc.words[k]) in _REACHED), hi)
        for k in range(at + 1, min(hi, at + 4)):
            number = parse_number(doc.words, k)
            if number is not None and (number.value is not None or number.low is not None):
                return (number.value, None, None) if number.value is not None else (None, number.low, number.high)
    return None, None, None


def _is_counted(s: Scene, i: int, lo: int, hi: int) -> bool:
    """Whether those who pass are told by number: «مئات العابرين», «عدد الداخلين بلغ …»; else they are only named."""
    doc = s.doc
    before = doc.words[max(lo, i - 3) : i]
    if any(_plain(w) in _NUMBER or _plain(w) in _MANY for w in before):
        return True
    return any(_plain(w) in _REACHED for w in doc.words[i + 1 : min(hi, i + 14)])


def _plain(word: str) -> str:
    return word[1:] if word[0] in "وف" and len(word) > 3 else word


_WHO_PASS = frozenset(
    "عابرين عابرون داخلين داخلون خارجين خارجون قادمين قادمون مغادرين مغادرون مارين عايدين عايدون وافدين وافدون".split()
)
_THEM = frozenset(["لهم"])
_WHOEVER = frozenset(["من", "ممن", "الذين"])
_ANYONE = frozenset(["احد", "احدا", "الناس", "ناس"])
_THEY = ("وا", "ون")
_FORCES = ("جيش", "قوات", "مقاتل", "عناصر", "دوري", "فصايل")
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+")
_ARMED = ("عسكري", "للشرطه", "الشرطه", "مصفح", "مدرع")
_LADEN = ("تحمل", "محمل", "المحمل")
_NUMBER = frozenset(["عدد", "اعداد", "عددا", "بعدد"])
_MANY = frozenset(["مئات", "ميات", "عشرات", "الاف", "الالاف", "العشرات", "الميات"])
_REACHED = frozenset(["بلغ", "بلغت", "بلغوا", "يبلغ", "وصل", "تجاوز", "يفوق", "فاق", "يقارب", "قارب", "ناهز"])
_DUALS = {
    "شاحنتان": 2,
    "شاحنتين": 2,
    "قافلتان": 2,
    "قافلتين": 2,
    "حافلتان": 2,
    "حافلتين": 2,
    "سيارتان": 2,
    "سيارتين": 2,
}
