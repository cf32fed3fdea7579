"""Which crossing those who pass take: named in the sentence, pointed back to, or the one that the text speaks of."""

from __future__ import annotations

from maabar.model import ANY_CROSSING
from maabar.reading.what.counting import plain
from maabar.reading.what.scene import Scene
from maabar.reading.which.references import Mention


def route(s: Scene, i: int, lo: int, hi: int) -> Mention | None:
    """The crossing passed: named in the sentence, or «منه», «عبره» that points back."""
    doc = s.doc
    by = next((j for j in range(max(lo, i - 4), min(hi, i + 8)) if plain(doc.words[j]) in _THROUGH_IT), None)
    if by is None and doc.info[i].verb and doc.info[i].pronoun in ("ه", "ها"):
        by = i  # «المعبر الذي يسلكه المسافرون»
    if by is None and doc.info[i].verb:
        by = next((j for j in range(max(lo, i - 2), min(hi, i + 4)) if plain(doc.words[j]) in ("فيه", "عليه")), None)
    if by is not None and (pointed := _pointed(s, by)):
        return pointed
    after = s.next(i, 22)
    if after is not None:
        return after
    before = s.previous(i, 20)
    if before is not None:
        return before
    return s.topic(i) if doc.has(i, "pass") and doc.info[i].bare not in _VAGUE else None


def anywhere(s: Scene, i: int) -> Mention | None:
    """Crossings in general, where the sentences just before speak of no other: «نقل البضائع بين الضفتين متوقف»."""
    k = s.before[i]
    if k < 0 or s.doc.sentence[i] - s.doc.sentence[s.mentions[k].start] > 3:
        return None
    m = s.mentions[k]
    return m if m.crossings == (ANY_CROSSING,) and m.how == "many" and not s.known else None


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
    """Whether the way is named: «عبر معبر …», «من المعبر», «من خلال باب الهوى», «منه», «عبره»; or told otherwise."""
    doc = s.doc
    lo, hi = doc.bounds[doc.sentence[i]]
    word = doc.info[i]
    if any(plain(doc.words[j]) in _THROUGH_IT for j in range(max(lo, i - 3), min(hi, i + 12))):
        return True
    if word.verb and word.bare.endswith(_USES):
        return _is_used(s, i)
    if word.bare in ("يصل", "تصل") and (m := s.next(i, 1)) is not None and not doc.info[m.start].preposition:
        return False  # «يصل المعبر المدينة بالريف»
    k = s.before[i]
    for m in s.mentions[max(0, k - 1) : k + 3]:
        if s.same(i, m.start) and i - 8 <= m.start <= i + (24 if doc.clause[m.start] == doc.clause[i] else 14):
            before = plain(doc.words[m.start - 1]) if m.start > lo else ""
            if before in _BY or (m.start - 2 >= lo and doc.words[m.start - 2 : m.start] == ["عن", "طريق"]):
                return True
    if word.verb and any(doc.phrase.get(j, ("", 0))[0] == "way_both" for j in range(max(lo, i - 5), min(hi, i + 6))):
        return True  # «تتحرك الشاحنات في الاتجاهين»
    if word.verb and any(doc.words[j] == "من" and doc.words[j + 1] in _SIDE for j in range(i + 1, min(hi - 1, i + 6))):
        return True  # «وصلت حافلات من الجانب السوداني»
    near = doc.words[max(lo, i - 2) : min(hi, i + 4)]
    if word.verb and not word.bare.endswith("قدم") and any(plain(w) in _ON_IT for w in near):
        return k >= 0 and doc.sentence[i] - doc.sentence[s.mentions[k].start] <= 1  # «تسير عليه الشاحنات»
    return (not word.verb or word.bare in _TRANSPORT) and _is_told(s, i, lo, hi)


def _is_used(s: Scene, i: int) -> bool:
    """«يستخدمه المسافرون», «يستعمل الطلاب معبر …»: the crossing is the object."""
    if s.doc.info[i].pronoun in ("ه", "ها"):
        return True
    m = s.next(i, 4)
    return m is not None and not s.doc.info[m.start].preposition and not s.doc.info[m.start - 1].preposition


def _is_told(s: Scene, i: int, lo: int, hi: int) -> bool:
    """«توقف شحن البضائع», «حركة نقل البضائع وتهريب المحروقات», «شهد المعبر وصول 40 مدنيًا», «حال دون وصولهم»."""
    doc = s.doc
    before = range(max(lo, i - 6), i)
    if any(doc.phrase.get(j, ("", 0))[0] == "barred" for j in before):
        return True
    if any(plain(doc.words[j]).lstrip("يت").startswith(_WITNESSED) for j in before):
        return s.previous(i, 8) is not None or s.next(i, 3) is not None
    word = doc.info[i]
    if word.preposition == "ل" and word.bare in _TRANSPORT and set(doc.words[max(lo, i - 3) : i]) & WAYS:
        return True  # «تتخذه طريقًا لنقل السلاح»
    if word.bare not in _TRANSPORT or word.preposition or (word.article and word.bare in ("نقل", "شحن")):
        return False  # «شركات النقل»
    if any(doc.has(j, "stopped", "hinder") or doc.info[j].bare == "حركه" for j in before[-4:]):
        return True
    if word.conjunction and (joined := [j for j in before if doc.info[j].bare in _TRANSPORT or doc.has(j, "pass")]):
        return not any(doc.info[j].preposition == "ل" for j in joined)
    return any(doc.has(j, "stopped") for j in range(i + 1, min(hi, i + 8)) if doc.clause[j] == doc.clause[i])


_THROUGH_IT = frozenset(["منه", "عبره", "منها", "عبرها", "خلاله", "خلالها", "طريقه"])
_AMONG = frozenset(["احد", "اهم", "ابرز", "طليعه", "مقدمه", "واحد", "اكبر"])
_BY = frozenset(["عبر", "من", "خلال"])
_VAGUE = frozenset(["حركه", "ادخال", "دخل", "تدخل", "يدخل", "نقل", "انتقل", "تنقل"])
WAYS = frozenset("طريق طريقا الطريق شريان شريانا الشريان ممرات معبرا مسلكا رئه الاول الوحيد".split())
_SIDE = frozenset(["الجانب", "الطرف", "الجهه"])
_ON_IT = frozenset(["عليه", "عليها", "فيه", "فيها", "هناك"])
_USES = ("ستخدم", "ستخدمون", "ستخدمها", "ستعمل", "ستعملون", "ستخدمت", "ستعملت")
_WITNESSED = ("شهد", "سجل", "رصد")
_TRANSPORT = frozenset("نقل شحن تهريب تجاره تبادل تصدير استيراد توريد".split())
