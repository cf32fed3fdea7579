"""Which crossing those who pass take: named in the sentence, pointed back to, or the one that the text speaks of."""

from __future__ import annotations

from maabar.model import ANY_CROSSING
from maabar.reading.counting import plain
from maabar.reading.references import Mention
from maabar.reading.scene import Scene


def route(s: Scene, i: int, lo: int, hi: int) -> Mention | None:
    """The crossing passed: named in the sentence, or «منه», «عبره» that points back."""
    doc = s.doc
    by = next((j for j in range(max(lo, i - 4), min(hi, i + 8)) if plain(doc.words[j]) in _THROUGH_IT), None)
    if by is None and doc.info[i].verb and doc.info[i].pronoun in ("ه", "ها"):
        by = i  # «المعبر الذي يسلكه المسافرون»
    if by is not None and (pointed := _pointed(s, by)):
        return pointed
    after = s.next(i, 22)
    if after is not None:
        return after
    before = s.previous(i, 20)
    if before is not None:
        return before
    return s.topic(i) if doc.has(i, "pass") and doc.info[i].bare not in _VAGUE else None


def _pointed(s: Scene, by: int) -> Mention | None:
    """What «منه», «عبرها» refers to; «من أهم المعابر التي تمر عبرها …» is said of the crossing so praised."""
    doc = s.doc
    single = not doc.words[by].endswith("ها")
    for m in reversed(s.mentions[max(0, s.before[by] - 3) : s.before[by] + 1]):
        if doc.sentence[by] - doc.sentence[m.start] > 2:
            return None
        if m.crossings == (ANY_CROSSING,):
            praised = any(plain(w) in _AMONG for w in doc.words[max(0, m.start - 4) : m.start])
            if (single and m.how == "many") or praised:
                continue
            return m if s.same(m.start, by) else None
        return m
    return None


def is_by_way(s: Scene, i: int) -> bool:
    """Whether the way is named: «عبر معبر …», «من المعبر», «من خلال باب الهوى», «منه», «عبره»."""
    doc = s.doc
    lo, hi = doc.bounds[doc.sentence[i]]
    if any(plain(doc.words[j]) in _THROUGH_IT for j in range(max(lo, i - 3), min(hi, i + 12))):
        return True
    k = s.before[i]
    for m in s.mentions[max(0, k - 1) : k + 3]:
        if s.same(i, m.start) and i - 8 <= m.start <= i + 14:
            before = plain(doc.words[m.start - 1]) if m.start > lo else ""
            if before in _BY or (m.start - 2 >= lo and doc.words[m.start - 2 : m.start] == ["عن", "طريق"]):
                return True
    return False


_THROUGH_IT = frozenset(["منه", "عبره", "منها", "عبرها", "خلاله", "خلالها", "طريقه"])
_AMONG = frozenset(["احد", "اهم", "ابرز", "طليعه", "مقدمه", "واحد", "اكبر"])
_BY = frozenset(["عبر", "من", "خلال"])
_VAGUE = frozenset(["حركه", "ادخال", "دخل", "تدخل", "يدخل", "نقل", "انتقل", "تنقل"])
