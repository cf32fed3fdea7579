"""How a trigger is meant: is it so, will it be, is it wished for, is it said not to be; read off the words around."""

from __future__ import annotations

from dataclasses import dataclass

from maabar.model import Polarity, Reality
from maabar.reading.document import Document

_REACH = 14
_FALSE_REACH = 26
_UNSAID_REACH = 4
_ABSENT_REACH = 9
_BETWEEN = frozenset(["قد", "بعد", "ان", "يكن", "تكن", "يتم", "تتم", "رسميا", "حتي", "الان", "بشكل", "اي", "لا"])


@dataclass(frozen=True, slots=True)
class Scope:
    """Reality and polarity of a trigger, and the operators that made them so."""

    reality: Reality = "actual"
    polarity: Polarity = "affirmed"
    dropped: bool = False
    background: bool = False
    after: bool = False
    operators: tuple[str, ...] = ()


def scope_of(doc: Document, i: int, end: int, *, stop: int = 0, frame: int = -1) -> Scope:
    """The scope of the trigger at word ``i``: operators to its left in its clause, nearest first.

    ``end`` is the word after the trigger and what it is about; ``stop`` is the first word that may be looked at.
    """
    word = doc.info[i]
    named = "open" in word.classes or doc.phrase.get(i, ("", 0))[0] in ("open", "works")
    present = word.present or (i in doc.phrase and doc.words[i].lstrip("وف").startswith(_IN_PRESENT))
    finite = bool(word.verb) and word.bare not in MASDARS
    lo = max(stop, doc.bounds[doc.sentence[i]][0], i - _REACH)
    seen: list[str] = ["future"] if word.future else []
    again = any(doc.info[k].bare in _AGAIN for k in range(max(lo, i - 6), i))
    if word.present and word.preposition == "ل" and not again:
        seen.append("aim")
    if i > lo and present and doc.words[i - 1].lstrip("وف") == "قد":
        seen.append("maybe")  # «قد يُفتح»: it may
    negated = _negated(doc, i, lo)
    if negated and _excepted(doc, i):
        negated = False
    if i > lo and doc.words[i - 1] in _WHILE and not finite:
        seen.append("after")  # «أثناء فترة إغلاق المعبر»
    if named and i > lo and doc.words[i - 1] == "مقابل":
        seen.append("if")  # «تشترط ضمانات مقابل فتح المعبر»
    if negated and any(doc.words[k] in ("لن", "ولن") for k in range(max(lo, i - 4), i)):
        seen.append("future")
    opening = named and not word.present and not word.bare.endswith("ت")
    j = i - 1
    towards = named and word.preposition == "ل" and not finite  # «استعدادات تقوم بها الإدارة، لإعادة فتح المعبر»
    predicate = bool(word.verb) and bool(word.conjunction) and not word.preposition
    if predicate:
        j = lo - 1  # «… وأعادت فتحه» is a predicate of its own
    while j >= lo:
        if doc.clause[j] != doc.clause[j + 1] and not _bridge(doc, j + 1) and not (j == i - 1 and towards):
            break
        w = doc.info[j]
        phrase = doc.phrase.get(j)
        if phrase and phrase[0] in _PHRASES:
            seen.append("never" if phrase[0] in _HOPED and _none(doc, j, lo) else phrase[0])
        elif doc.words[j].lstrip("وف") == "قد" and j + 1 < i and _may(doc, j + 1):
            seen.append("maybe")  # «قد تلجأ السلطات إلى إغلاق المعبر»
        elif "unsaid" in w.classes and opening and i - j <= _UNSAID_REACH:
            seen.append("unsaid")
        elif doc.words[j] == "ان" and j > lo and doc.words[j - 1] == "علي" and word.present and i - j <= 3:
            if not any(doc.info[k].classes & _WALLS for k in range(max(lo, j - 8), j)):
                seen.append("plan")  # «على أن تتولى روسيا إدارته»
        elif w.classes & _OPERATORS:
            if w.future:
                seen.append("future")
            for name in sorted(w.classes & _OPERATORS):
                if name in ("barred", "held"):
                    hindered = w.verb or w.bare in _HINDERING
                    if i - j <= 6 and opening and hindered and doc.words[i - 1] != "علي":
                        seen.append("hindered")  # «منع المحتجون فتح المعبر»
                    continue
                if name == "anymore":
                    seen += ["fail"] if _negated(doc, j, lo) else []  # «لم يعد المعبر مفتوحًا»
                    continue
                if name == "strive":
                    to = i - 1 if not doc.has(i - 1, "light") else i - 2
                    if doc.words[to] in _TOWARDS and not (w.verb and w.pronoun):
                        seen.append("plan")  # «تعمل دمشق على فتح المعبر»
                    continue
                if name == "tied":
                    if i - j <= 4 and not word.present and w.verb:
                        seen.append("if")  # «رُبط فتح المعبر بوقف القصف»
                    continue
                if name == "plan" and w.bare == "قرب" and i - j > 2:
                    continue  # «غارة قرب معبر المصنع أدت إلى إغلاقه»
                if name == "against" and i - j > _UNSAID_REACH:
                    continue
                if name == "aim" and (i - j > 3 or (doc.words[j] == "حتي" and not word.present)):
                    continue
                if name in ("light", "be"):
                    if name == "be" and word.classes & _STATE and doc.words[j - 1].lstrip("و") in ("لن", "لم", "لا"):
                        negated = True  # «لن يكون معبر كسب مغلقًا»
                        seen += ["future"] if doc.words[j - 1].endswith("لن") else []
                    if doc.words[j].lstrip("و").startswith(("سي", "ست")):
                        seen.append("future")  # «سيعاد فتحه»
                    elif j > lo and w.present and doc.words[j - 1].lstrip("وف") == "قد":
                        seen.append("maybe")
                    continue
                if name == "fail" and _negated(doc, j, lo):
                    continue
                if name in _HOPED and _none(doc, j, lo):
                    seen.append("never")  # «لا نية لفتح المعبر»
                    continue
                if name in _HOPED and _negated(doc, j, lo):
                    seen.append("fail")
                    continue
                seen.append(name)
        elif w.future and w.verb:
            seen.append("future")
        if w.classes & _WALLS and w.verb and not w.classes & _OPERATORS and doc.words[j - 1] not in _WHICH:
            if j > lo and doc.words[j - 1].lstrip("و") in ("لم", "لن", "لا"):
                seen.append("asked")  # «لم تعلن أي جهة عن فتح المعبر» says nothing of it
            break
        if w.verb & _TRIGGERS and doc.clause[j] == doc.clause[i] and not w.classes & _OPERATORS and i - j > 2:
            break
        j -= 1
    if not finite and not (word.article and word.classes & _STATE) and doc.words[i - 1] not in _WHICH:
        seen += _following(doc, end, i)
    if frame >= 0 and not (predicate and not word.present):
        seen += sorted(doc.info[frame].classes & {"maybe", "plan", "decide", "expect"})
        if named and "rumour" in doc.info[frame].classes:
            seen.append("rumour")  # «وسط أنباء عن فتح المعبر»
    resolved = i > lo and bool(doc.info[i - 1].classes & {"decide", "agree", "plan"})
    resolved = resolved or any(doc.has(k, "witness") for k in range(max(lo, i - 2), i))  # «تسجيلًا مصورًا لفتحه»
    if word.preposition == "ل" and not word.present and not word.pronoun and named and not resolved:
        seen.append("aim")  # «اشترطوا … لفتح المعبر»: not yet so
    if _called_false(doc, i, planned=bool({"plan", "future"} & set(seen))):
        seen.append("false")
    if frame >= 0 and "deny" in doc.info[frame].classes:
        seen = [name for name in seen if name != "rumour"]  # «نفت الوزارة ما يشاع عن فتح المعبر»
    return _judge(seen, negated, opening=named)


def _called_false(doc: Document, i: int, *, planned: bool) -> bool:
    """Whether the sentence calls false what the trigger says: «لا صحة لما …», «… غير صحيح», «وهو ما لم يحصل».

    Of a plan the last says that it was one and did not come: two claims (`maabar.reading.events`).
    """
    meant = ("false",) if planned else ("false", "unfulfilled")
    lo, hi = doc.bounds[doc.sentence[i]]
    near = range(max(lo, i - _FALSE_REACH), min(hi, i + _FALSE_REACH + 1))
    return any(
        doc.phrase[j][0] in meant and (doc.words[j] != "عدم" or 0 < i - j <= _ABSENT_REACH)
        for j in near
        if j in doc.phrase
    )


def _following(doc: Document, end: int, i: int) -> list[str]:
    """Operators after a noun and what it governs: «افتتاح المعبر تأجل», «فتحه سيكون بعد»، «كان مقررًا»."""
    seen = []
    if i + 1 < len(doc) and doc.words[i + 1].removeprefix("ال") in _IMPENDING:
        seen.append("plan")  # «فتح وشيك للمعبر»
    for j in range(max(end, i + 1), min(len(doc), max(end, i + 1) + 5)):
        if doc.clause[j] != doc.clause[j - 1] and not _bridge(doc, j):
            break
        w = doc.info[j]
        phrase = doc.phrase.get(j)
        if (phrase and phrase[0] == "fail") or doc.words[j] in ("بالفشل", "بالاخفاق"):
            seen.append("fail")
        elif doc.words[j].removeprefix("ال") in _IMPENDING:
            seen.append("plan")  # «باتت عودة المعبر إلى العمل وشيكة»
        elif phrase and phrase[0] == "if":
            seen.append("if")  # «مسألة فتحه قيد الدراسة»
        elif "tied" in w.classes and not w.verb:
            seen.append("if")  # «فتح المعبر مرهون بقرار»
        elif doc.words[j] in _THINKABLE:
            seen.append("never" if doc.words[j - 1] in ("غير", "ليس") else "maybe")  # «فتح المعبر غير وارد»
        elif doc.words[j] in _UNTHINKABLE:
            seen.append("never")
        elif w.future and w.verb:
            seen.append("future")
        elif "plan" in w.classes and not w.verb and w.bare in ("مقرر", "مقررا", "مخطط", "مخططا", "مزمع"):
            seen.append("plan")
        elif "fail" in w.verb and w.bare.startswith(("تاجل", "تاخر", "فشل", "الغي", "تعذر", "تعثر")):
            seen.append("fail")
    return seen


def _bridge(doc: Document, j: int) -> bool:
    """Whether a clause border before word ``j`` is no border to scope: a bracket or «أن»."""
    gap = doc.gaps[j]
    if any(c in gap for c in "،,;:؛"):
        return False
    if doc.words[j] == "حين":
        return doc.words[j - 1] == "الي"
    if doc.words[j] == "غير":
        return not doc.has(j + 1, "that")  # «فتحه غير وارد», but «غير أن»
    return "(" in gap or ")" in gap or doc.words[j] in ("ان", "لان")


def _excepted(doc: Document, i: int) -> bool:
    """«لم يُفتح سوى يوم واحد»: what is negated is all but the exception."""
    hi = min(doc.bounds[doc.sentence[i]][1], i + 14)
    return any(
        doc.words[j].lstrip("و") in ("سوي", "الا") and doc.words[j + 1] not in ("ان", "بعد", "اذا", "عند", "حين")
        for j in range(i + 1, min(hi, len(doc) - 1))
    )


def _negated(doc: Document, i: int, lo: int) -> bool:
    """«لم يُفتح»، «لم يتم فتح»، «لا يعمل»، «عدم فتح»; «لا يزال» is none."""
    if i > lo and doc.words[i - 1].lstrip("و") == "غير":
        return True  # «معبر كسب غير مفتوح»
    if i > lo and doc.words[i - 1] == "ما" and doc.info[i].pronoun:
        return False  # «ما يحتاجه الأهالي هو فتح المعبر»
    for j in range(i - 1, max(lo, i - 4) - 1, -1):
        phrase = doc.phrase.get(j)
        if phrase and phrase[0] == "still":
            return False
        w = doc.info[j]
        if "not" in w.classes:
            return doc.words[j] not in ("دون", "بدون") or j == i - 1
        if "no" in w.classes and doc.words[j - 1].lstrip("و") in _OFTEN:
            return False
        if "no" in w.classes:
            return (doc.info[i].present and j == i - 1) or (j == i - 2 and "light" in doc.info[j + 1].classes)
        if not (w.classes & {"light"} or doc.words[j] in _BETWEEN or doc.words[j] == "احد"):
            return False
    return False


def _none(doc: Document, j: int, lo: int) -> bool:
    """«لا نية», «لا توجد أي خطط», «ليس هناك قرار», «لم يُتخذ قرار», «من غير المتوقع»: of a plan, that there is none."""
    k = j - 1
    while k > lo and doc.words[k] in _EXISTING:
        k -= 1
    if k < lo or (doc.info[j].verb and doc.info[j].present):
        return k >= lo and k == j - 1 and doc.words[k].lstrip("و") == "لا"
    before = doc.words[k].removeprefix("و")
    return before in _NOUGHT or (k < j - 1 and before in ("لم", "لن"))


def _may(doc: Document, j: int) -> bool:
    """Whether the verb after «قد» is in the present: then it may be so."""
    word = doc.info[j]
    return word.present if word.verb else doc.words[j][0] == "ي"


def _judge(seen: list[str], negated: bool, *, opening: bool) -> Scope:
    operators = tuple(seen)
    if {"false", "deny"} & set(seen):
        seen = [name for name in seen if name != "rumour"]  # «لا صحة لما يشاع عن إغلاق المعبر»
    if "achieved" in seen:
        seen = [name for name in seen if name not in ("maybe", "achieved")]  # «أثمرت الجهود عن فتح المعبر»
    if "rumour" in seen and opening:
        seen = ["maybe", *(name for name in seen if name != "rumour")]
    if "why" in seen:
        seen = [name for name in seen if name not in ("maybe", "expect", "if")]  # «من المرجح أن سبب الإغلاق هو …»
    if "hindered" in seen:
        wished = "maybe" in seen[seen.index("hindered") :]  # «بحث الطرفان ما يعيق فتح المعبر»
        seen = [name if name != "hindered" else "fail" for name in seen if name != "hindered" or not wished]
    elif "fail" in seen and "maybe" in seen[seen.index("fail") :]:
        return Scope(dropped=True, operators=operators)  # «سعت جهات إلى تأخير فتح المعبر»
    if {"against", "rumour", "asked", "goal", "unsaid"} & set(seen):
        return Scope(dropped=True, operators=operators)
    polarity: Polarity = "denied" if negated or {"fail", "false", "deny", "never"} & set(seen) else "affirmed"
    reality: Reality = "actual"
    bent = next((name for name in seen if name in _BENT), None)
    bent = bent or next((name for name in seen if name in ("decide", "never")), None)
    if bent is not None:
        reality = _BENT.get(bent, "planned")
    if bent is not None and "fail" in seen and (bent == "decide" or seen.index("fail") > seen.index(bent)):
        reality = "actual"  # a plan that was called off did not happen; «تعتزم تأجيل فتحه» is a plan
    after = bool(seen) and "after" in seen[:1]
    return Scope(reality, polarity, background="background" in seen, after=after, operators=operators)


_OPERATORS = frozenset(
    {
        "achieved",
        "anymore",
        "expect",
        "strive",
        "tied",
        "held",
        "plan",
        "maybe",
        "if",
        "fail",
        "against",
        "decide",
        "deny",
        "light",
        "background",
        "after",
        "why",
        "rumour",
        "be",
        "aim",
        "asked",
        "goal",
        "barred",
    }
)
_HOPED = frozenset({"plan", "maybe", "expect", "decide"})
_PHRASES = frozenset({"still", "if", "fail", "asked", "plan", "maybe"})
_IMPENDING = frozenset("وشيك وشيكا وشيكه مرتقب مرتقبه".split())
MASDARS = frozenset({"فتح", "غلق"})
"""Written like the past of their verb."""
_WHICH = frozenset("الذي التي الذين اللذان اللتان".split())
_AGAIN = frozenset("عاد عادت عادوا يعود تعود يعودون".split())
_WHILE = frozenset("اثناء خلال فتره مده طيله طوال".split())
_THINKABLE = frozenset("وارد واردا مطروح مطروحا ممكن ممكنا".split())
_UNTHINKABLE = frozenset("مستبعد مستبعدا مستحيل مستحيلا".split())
_IN_PRESENT = ("ي", "تعيد", "تعاد")
_HINDERING = frozenset(["منع", "حظر", "تجميد", "عرقله", "اعاقه", "احباط"])
_TOWARDS = frozenset(["علي", "الي", "نحو", "باتجاه", "صوب"])
_EXISTING = frozenset(
    "توجد يوجد هناك ثمه لدي لديه لديها لدينا اي ايه يتخذ تتخذ يصدر تصدر من بعد حتي الان حاليا".split()
)
_NOUGHT = frozenset("لا ليس ليست غير دون بلا بدون ما انعدام".split())
_STATE = frozenset({"open_state", "closed_state"})
_OFTEN = frozenset(["عاده", "غالبا", "كثيرا", "نادرا", "سرعان"])
"""Before «ما» that negates nothing: «عادة ما تدخل الشاحنات»."""
_BENT: dict[str, Reality] = {
    "maybe": "proposed",
    "expect": "proposed",
    "if": "proposed",
    "future": "planned",
    "plan": "planned",
    "aim": "proposed",
}
_WALLS = frozenset({"say", "say_on", "relay", "claim"})
_TRIGGERS = frozenset({"open", "closed", "pass", "control", "keep", "agree"})
