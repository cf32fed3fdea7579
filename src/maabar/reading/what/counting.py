"""How many pass: the figure that counts a noun, and the bounds of one told as more or less."""

from __future__ import annotations

from typing import NamedTuple

from maabar.reading.what.scene import Scene
from maabar.text.number_words import number_beginnings
from maabar.text.numbers import Number, parse_number


class Figure(NamedTuple):
    """A number, and the bounds of one told as more or less: «نحو 200», «ما لا يقل عن 50», «بين 100 و150», «عشرات»."""

    value: int | None = None
    low: int | None = None
    high: int | None = None


def count_of(s: Scene, j: int) -> Figure:
    """The figure that counts the noun at ``j``: «نحو 200 شاحنة», «18 شاحنة من المواد», «عددهم بلغ 300»."""
    doc = s.doc
    lo, hi = doc.bounds[doc.sentence[j]]
    if (k := number_before(s, j)) is not None and (number := number_at(s, k)) is not None:
        return _figure(_from_to(s, k, number))
    if (dual := _DUALS.get(doc.info[j].bare)) is not None:
        return Figure(dual)
    if j + 1 < hi and doc.words[j + 1].startswith("بال") and (number := number_at(s, j + 1)) is not None:
        return _figure(number)  # «سيارات بالعشرات»
    numbered = any(plain(w) in _NUMBER or plain(w).startswith("بلغ") for w in doc.words[max(lo, j - 3) : j])
    if numbered or any(w in _THEIR_NUMBER for w in doc.words[j + 1 : min(hi, j + 12)]):
        reached = (k for k in (*range(j - 1, max(lo, j - 5) - 1, -1), *range(j + 1, min(hi, j + 16))) if _reaches(s, k))
        if (at := next(reached, None)) is not None:
            return _reached(s, at, max(at, j))
    were = (k for k in range(j + 1, min(hi - 1, j + 9)) if doc.words[k] == "كانوا")
    number = number_at(s, k + 1) if (k := next(were, None)) is not None else None
    return Figure() if number is None else _figure(number)  # «الواصلون كانوا 428 مواطنًا»


def number_before(s: Scene, j: int) -> int | None:
    """The word at which the number that counts the noun at ``j`` begins: «نحو 200 شاحنة»."""
    doc = s.doc
    for k in range(max(doc.bounds[doc.sentence[j]][0], j - 8), j):
        number = number_at(s, k)
        if number is None or not j - 1 <= k + number.used <= j:
            continue
        if not any(doc.gaps[m].strip(' "()') for m in range(k + 1, j + 1)):
            return k
    return None


def is_counted(s: Scene, i: int, lo: int, hi: int) -> bool:
    """Whether those who pass are told by number: «مئات العابرين», «عدد الداخلين بلغ …»; else they are only named."""
    doc = s.doc
    before = doc.words[max(lo, i - 3) : i]
    if any(plain(w) in _NUMBER or plain(w) in _MANY for w in before) or number_before(s, i) is not None:
        return True
    if any(_reaches(s, k) for k in (*range(max(lo, i - 2), i), *range(i + 1, min(hi, i + 14)))):
        return True
    return any(doc.words[k] in WERE and number_at(s, k + 1) is not None for k in range(i + 1, min(hi - 1, i + 9)))


def plain(word: str) -> str:
    """A word without «و» or «ف» before it."""
    return word[1:] if word[0] in "وف" and len(word) > 3 else word


def _reaches(s: Scene, k: int) -> bool:
    return plain(s.doc.words[k]).removeprefix("س") in _REACHED


def _reached(s: Scene, at: int, beyond: int) -> Figure:
    """The figure that the verb at ``at`` says is reached: «عددهم بلغ نحو 300», «تجاوز عدد العائدين عبره 300 ألف»."""
    words = s.doc.words
    for k in range(beyond + 1, min(s.doc.bounds[s.doc.sentence[at]][1], beyond + 15)):
        if words[k - 1] in _DATED or (number := number_at(s, k)) is None:
            continue
        hedged = parse_number([plain(words[at]).removeprefix("س"), *words[k : k + 6]], 0)  # «يفوق عددهم ألفًا»
        return _figure(hedged if number.hedge is None and hedged is not None else number)
    return Figure()


def _from_to(s: Scene, k: int, number: Number) -> Number:
    """«20-30 شاحنة»: the figure before it is the lower bound."""
    if number.hedge is None and number.value is not None and s.doc.gaps[k].strip() in _DASHES:
        before = number_at(s, k - 1) if k else None
        if before is not None and before.value is not None and before.used == 1 and before.value < number.value:
            return Number(None, before.value, number.value, number.used, "range")
    return number


def number_at(s: Scene, k: int) -> Number | None:
    """The number that begins at word ``k``, also one in groups of three digits («49,485»)."""
    word = s.doc.words[k]
    if word[-1].isdigit():
        if "," in word:
            value = int(word.replace(",", ""))
            return Number(value, value, value, 1)
    elif word not in number_beginnings("ar"):
        return None
    number = parse_number(s.doc.words, k)
    return number if number is not None and (number.value, number.low, number.high) != (None, None, None) else None


def _figure(number: Number) -> Figure:
    if number.hedge is None:
        return Figure(number.value)
    return Figure(number.value, number.low or None, number.high)


_NUMBER = frozenset(["عدد", "اعداد", "عددا", "بعدد"])
WERE = frozenset(["كانوا", "كان", "كانت"])
_THEIR_NUMBER = frozenset(["عددهم", "عددها", "عددهن", "اعدادهم"])
_MANY = frozenset(["مئات", "ميات", "عشرات", "الاف", "الالاف", "العشرات", "الميات"])
_REACHED = frozenset(
    (
        "بلغ بلغت بلغوا يبلغ تبلغ وصل وصلت يصل تصل تجاوز تجاوزت تجاوزوا يتجاوز تتجاوز تخطي تخطت تعدي فاق فاقت "
        "ارتفع ارتفعت زاد زادت "
        "يفوق تفوق يقارب تقارب قارب قاربت قاربوا ناهز ناهزت ناهزوا يناهز تناهز يربو تربو يزيد تزيد يقدر تقدر قدر"
    ).split()
)
_DATED = frozenset(["في", "يوم", "خلال", "منذ", "حتي", "من", "عام", "بين", "ايام", "شهر", "سنه"])
_DASHES = frozenset("-–—/")
_DUALS = dict.fromkeys(
    (
        "شاحنتان شاحنتين قافلتان قافلتين حافلتان حافلتين سيارتان سيارتين مركبتان مركبتين صهريجان صهريجين "
        "عائلتان عائلتين اسرتان اسرتين شخصان شخصين"
    ).split(),
    2,
)
