"""Words that bend what a trigger says, before it in its clause and after what it governs: «من المقرر», «مرهون»."""

from __future__ import annotations

from collections.abc import Iterator

from maabar.reading.document import Document
from maabar.reading.what.negation import is_negated, is_none
from maabar.reading.what.trigger import AND_NOT, MASDARS, STATE, WHICH, Trigger, is_bridge
from maabar.reading.when.asides import before_aside
from maabar.text.lexicon import NOTHING

_NEAR = 4  # words between a noun of talk and the opening that it is of
_TO_NEAR = 6
_HINDERED_REACH = 6
_DROPPED_REACH = 26  # «تخلّت الإدارة، …، عن قرارها إغلاقه»


def operators_before(t: Trigger) -> tuple[list[str], bool]:
    """The operators to the left of a trigger in its clause, nearest first; and whether a verb of being is negated."""
    doc, i = t.doc, t.at
    seen = list(_beside(t))
    denied = False
    if t.predicate:
        return seen, denied  # «… وأعادت فتحه» is a predicate of its own
    if is_given(t):
        return [*seen, "given"], denied  # «تراجعت الحركة بسبب إغلاق المعبر»: it is closed
    comma = t.opening and t.word.preposition == "ل" and not t.finite  # «تستعد الإدارة، لفتح المعبر»
    skipped = i  # the first word of an aside that is passed over
    about = False
    for j in range(i - 1, t.lo - 1, -1):
        if j >= skipped:
            continue
        if doc.clause[j] != doc.clause[j + 1] and not is_bridge(doc, j + 1) and not (comma and j == i - 1):
            if j == i - 1 and (aside := before_aside(doc, j, t.lo)) is not None:
                skipped = aside + 1  # «تعتزم الحكومة، اليوم الاثنين، فتح المعبر»
                continue
            if doc.words[j + 1] == "عن" and "fail" not in seen and _gave_up(doc, j):
                seen.append("fail")
            if skipped == i or j + 1 != skipped:
                break
        w = doc.info[j]
        phrase = doc.phrase.get(j)
        if phrase and phrase[0] in _PHRASES:
            seen.append("never" if phrase[0] in _MAY_BE_NONE and is_none(doc, j, t.lo) else phrase[0])
        elif phrase and phrase[0] == "barred" and t.act and i - j <= _HINDERED_REACH:
            seen.append("hindered")  # «لم تسمح السلطات بفتح المعبر»
        elif doc.words[j].lstrip("وف") == "قد" and j + 1 < i and _may(doc, j + 1):
            seen.append("expect")  # «قد تلجأ السلطات إلى إغلاق المعبر»
        elif t.act and i - j <= _ABOUT_NEAR and doc.words[j].lstrip("و") in _ABOUT:
            about = True  # «فيما يتعلق بفتح المعبر»
        elif "unsaid" in w.classes and t.act and i - j <= _unsaid_reach(t):
            seen.append("unsaid")  # «صلاحية فتح المعبر», «حاجة البلاد المتعبة إلى فتحه»
        elif doc.words[j] == "ان" and _provided(t, j):
            seen.append("plan")  # «على أن تتولى روسيا إدارته»
        elif w.classes & _OPERATORS:
            if w.future:
                seen.append("future")
            for name in sorted(w.classes & _OPERATORS):
                seen += _meant(t, j, name)
            if (no := _is_not_being(t, j)) and not denied:
                denied = True
                seen += ["future"] if no in ("لن", "الا") else []
                seen += ["back"] if doc.words[i] in _BACK_TO else []
        elif w.future and w.verb:
            seen.append("future")
        if not denied and t.word.classes & STATE and _is_not_so(doc, j):
            denied = True  # «لم يكن معبر كسب مفتوحًا»
        if _ends(t, j) or (phrase and phrase[0] == "still"):
            if w.classes & _WALLS and j > t.lo and doc.words[j - 1].lstrip("و") in ("لم", "لن", "لا"):
                seen.append("asked")  # «لم تعلن أي جهة عن فتح المعبر» says nothing of it
            break
    if about and not seen:
        seen.append("unsaid")
    if _is_past_by_then(t):
        seen = [*(name for name in seen if name not in _DENYING), "given"]
    return seen, denied


def is_given(t: Trigger) -> bool:
    """Whether the trigger is the cause or the circumstance of something else: «جراء إغلاقه», «في ظل إغلاقه»."""
    doc = t.doc
    at = t.at - 1 if t.at > t.lo and doc.words[t.at - 1] == "اعاده" else t.at
    if t.finite or at <= t.lo or t.word.classes & STATE:
        return False
    before = doc.words[at - 1]
    reaction = (
        not t.opening and before == "علي" and doc.words[at - 2].removeprefix("و") in _REACTION
    )  # «ردًا على إغلاق المعبر»
    return before in _CAUSED or reaction or (before == "ظل" and doc.words[at - 2] == "في")


def _is_past_by_then(t: Trigger) -> bool:
    """«ألغوا رحلاتهم بعد إغلاق المعبر»: what is denied or failed before is no part of it."""
    at = t.at - 1 if t.at > t.lo and t.doc.words[t.at - 1] == "اعاده" else t.at
    return not t.finite and at > t.lo and t.doc.words[at - 1] in _THEN and not t.word.classes & STATE


def _beside(t: Trigger) -> Iterator[str]:
    """What the trigger's own form and the word right before it say."""
    doc, i = t.doc, t.at
    before = doc.words[i - 1] if i > t.lo else ""
    if t.word.future:
        yield "future"
    if t.word.present and t.word.preposition == "ل":
        if not any(doc.info[k].bare in _AGAIN for k in range(max(t.lo, i - 6), i)):
            yield "aim"
    if t.present and before.lstrip("وف") == "قد":
        yield "expect"  # «قد يُفتح»: it may
    if before in _WHILE and not t.finite:
        yield "after"  # «أثناء فترة إغلاق المعبر»
    if t.act and before in _DEPENDS:
        yield "if"  # «يتوقف فتح المعبر على الموافقة»
    if doc.words[i] == "افتحوا":
        yield "maybe" if doc.has(i + 1, "crossing", "crossing_many", "border") else "unsaid"
    if before in ("ان", "وان") and t.finite and not t.word.present and _is_if(doc, i - 1):
        yield "if"  # «ستتضرر التجارة إن أُغلق المعبر»
    if t.opening and _is_duty(t):
        yield "maybe"  # «رأى أن على الحكومة فتح المعبر»
    if t.act and before.lstrip("وف") in _COUNTS_AS and doc.words[i - 2] not in ("لم", "ولم"):
        yield "unsaid"  # «ويعد فتح المعبر خطوة مهمة»
    if t.opening and before == "مقابل":
        yield "if"  # «تشترط ضمانات مقابل فتح المعبر»


def _is_if(doc: Document, j: int) -> bool:
    """«إن أُغلق», written with its hamza, and no «أن أُغلق»."""
    written = doc.text_of(j, j).lstrip("وَ")
    return written.startswith("إ") and not doc.has(j - 1, "say", "after", "background", "no")


def _is_duty(t: Trigger) -> bool:
    """«رأى أن على الحكومة فتح المعبر»: what somebody is said to have to do."""
    doc, i = t.doc, t.at
    return any(doc.words[k] == "علي" and doc.has(k - 1, "that") for k in range(max(t.lo, 1, i - _NEAR), i - 1))


def _meant(t: Trigger, j: int, name: str) -> list[str]:
    """What operator ``name`` at word ``j`` does to the trigger."""
    doc, i = t.doc, t.at
    w = doc.info[j]
    before = doc.words[j - 1] if j else ""
    if name in ("barred", "held"):  # «منع المحتجون فتح المعبر», «جُمّدت خطة فتحه»
        if w.verb and is_negated(doc, j, t.lo):
            return []  # «لم تمنع الأمطار فتح المعبر»
        hindered = i - j <= _HINDERED_REACH and t.act and (w.verb or name == "held" or w.bare in _HINDERING)
        return ["hindered"] if hindered and doc.words[i - 1] != "علي" else []
    if name == "await":
        return ["maybe"] if t.opening and not t.past else []  # «ينتظر الآلاف فتح المعبر»
    if name == "heard":
        unheard = is_none(doc, j, t.lo) or any(w in AND_NOT or w == "لم" for w in doc.words[max(t.lo, j - 5) : j])
        return ["unsaid"] if unheard else []  # «لا توجد معلومات عن فتح المعبر»
    if name == "prepare":
        return ["plan"] if t.opening and "ل" in (t.word.preposition, doc.words[i][0]) else []
    if name == "near":
        return ["plan"] if i - j <= 3 and doc.words[i - 1] == "عن" else []  # «أيام تفصلنا عن افتتاح المعبر»
    if name == "deny" and "ستبعد" in w.bare:
        return ["maybe"] if is_negated(doc, j, t.lo) else ["maybe", "deny"]  # «لا يستبعد مراقبون فتح المعبر»
    if name == "after" and t.past and i - j > 1 and doc.words[j + 1] != "ان" and w.bare != "بعدما":
        during = doc.words[i + 1 : i + 2] and doc.words[i + 1] in _DURING
        return ["after"] if during else []  # «بعد ساعات من القصف أُغلق المعبر», but «بعد عام أُغلق خلاله»
    if name == "anymore":
        return ["fail"] if is_negated(doc, j, t.lo) else []  # «لم يعد المعبر مفتوحًا»
    if name == "strive":
        to = i - 1 if not doc.has(i - 1, "light") else i - 2
        by_itself = not w.pronoun if w.verb else not w.article or to == j + 1  # «الأحداث الجارية دعت إلى إغلاقه»
        return ["plan"] if doc.words[to] in _TOWARDS and by_itself else []
    if name == "tied" and doc.words[i - 1] == "بين" and w.verb:
        return ["unsaid"]  # «ثمة من ربط بين فتح معبر وإغلاق آخر»
    if name == "tied":
        agreed = any(doc.info[k].bare == "موافقه" for k in range(j + 1, i))  # «ربط موافقته على إبقاء المعبر مفتوحًا»
        return ["if"] if (i - j <= _NEAR or agreed) and not t.word.present and w.verb else []
    if name == "maybe" and w.bare in _WANT and t.word.preposition == "ب":
        return ["unsaid"]  # «يريد بإغلاق المعبر أن يضغط على …»
    if t.past and name in _HOPED and (name != "decide" or t.finite) and not w.verb:
        return []  # «بعد مطالبات عديدة أُعيد فتح المعبر»
    if name in _HOPED and not w.verb and w.bare in _WITHOUT_OBJECT and _stands_alone(t) and i - j > 1:
        return []  # «بفضل جهود الوجهاء فُتح المعبر»
    if name == "maybe" and "عرض" in w.bare and any(doc.info[k].bare in _PICTURES for k in range(j + 1, i)):
        return []  # «عرضت القناة مشاهد من فتح المعبر»
    if name == "maybe" and w.preposition == "ب" and not w.verb and doc.words[j + 1].startswith("من"):
        return []  # «قررت بطلب من الرياض»
    if name == "decide" and w.bare == "امر" and i - j == 1 and not t.word.preposition:
        return []  # «لم تحسم الحكومة أمر فتح المعبر»: the matter, no order
    if name == "decide" and before == "عن" and any(w in _WENT_BACK for w in doc.words[max(t.lo, j - 5) : j]):
        return ["fail"]  # «عادت الحكومة عن قرار إغلاق المعبر»
    if name == "decide" and w.preposition == "ب" and not w.verb and t.act and i - j > 1:
        return []  # «وأعيد بقرار من السلطات فتح المعبر»
    if name == "plan" and w.bare == "اعمال" and before == "جدول":
        return ["maybe"]
    if name == "plan" and w.bare == "قرب":
        return ["plan"] if i - j <= 2 else []  # «غارة قرب معبر المصنع أدت إلى إغلاقه»
    if name == "against":
        return ["against"] if i - j <= _NEAR and not t.past else []  # «خشية تسلل مسلحين أُغلق المعبر» tells it
    if name == "aim":
        through = i - j <= _TO_NEAR + 1 and t.act and doc.info[j + 1].present  # «كي تعود الأجهزة إلى تشغيل المعبر»
        return ["aim"] if (i - j <= 3 or through) and (doc.words[j] != "حتي" or t.word.present) else []
    if name in ("light", "be"):
        if doc.words[j].lstrip("و").startswith(("سي", "ست")):
            return ["future"]  # «سيعاد فتحه»
        return ["expect"] if j > t.lo and w.present and before.lstrip("وف") == "قد" else []
    if name == "refused" and is_negated(doc, j, t.lo):
        return []
    if name == "fail":
        if w.bare == "اجل" and before in _TERM:
            return []  # «حلّ أجل الترخيص»
        if w.bare == "اجل" and (before in _TO_OR_FROM or w.preposition):  # «إلى أجل»
            return ["aim"] if t.act and i - j <= 3 else []  # «من أجل فتح المعبر»
        return [] if is_negated(doc, j, t.lo) else ["fail"]
    if name == "maybe" and w.verb and before in _CAUSE and not w.pronoun:
        return []  # «هي ما دعا إلى إغلاق المعبر»
    if name in _HOPED and is_none(doc, j, t.lo):
        return ["talks", "never"] if name == "talks" else ["never"]  # «لا نية لفتح المعبر»
    if name == "plan" and w.bare.endswith("وافق") and is_negated(doc, j, t.lo):
        return ["refused"]  # «لم توافق على طلبات لفتح المعبر»
    if name in _HOPED and is_negated(doc, j, t.lo):
        return ["talks", "fail"] if name == "talks" else ["fail"]
    return [name]


def _unsaid_reach(t: Trigger) -> int:
    if t.doc.words[t.at - 1] == "الي":
        return _TO_NEAR
    return 2 if _stands_alone(t) else _NEAR  # «أعلن رئيس لجنة التفاوض فتح المعبر» tells it


def _stands_alone(t: Trigger) -> bool:
    """Whether «فتح» is governed by no preposition, so that it may be the verb."""
    carried = any(t.doc.has(k, "light") for k in range(max(t.lo, t.at - 3), t.at))  # «يعاد بموجبها فتح المعبر»
    alone = t.word.bare in MASDARS and not t.word.preposition and t.doc.words[t.at - 1] not in _IN
    return alone and not carried


def _is_not_being(t: Trigger, j: int) -> str:
    """The word that negates the verb of a state or of a set phrase: «لن يكون … مغلقًا», «ألا يعود … إلى العمل»."""
    doc = t.doc
    w = doc.info[j]
    carried = ("be" in w.classes and t.word.classes & STATE) or ("light" in w.verb and t.at in doc.phrase)
    before = doc.words[j - 1].removeprefix("و") if j > t.lo else ""
    return before if carried and t.at - j > 1 and before in _NOT_BEING else ""


def _is_not_so(doc: Document, j: int) -> bool:
    """«ليس … مفتوحًا», «لم يكن … مغلقًا»."""
    word = doc.words[j].removeprefix("و")
    return word in ("ليس", "ليست") or (word in ("يكن", "تكن") and j > 0 and doc.words[j - 1].endswith("لم"))


def _ends(t: Trigger, j: int) -> bool:
    """Whether what stands before word ``j`` is another matter: a verb of saying, another trigger, «وأعادت فتحه»."""
    doc = t.doc
    w = doc.info[j]
    if w.classes & _OPERATORS:
        carried = "light" in w.verb and not w.preposition
        returned = t.at in doc.phrase and t.at - j > 1 and not w.present and not w.future
        return carried and (bool(w.conjunction) or returned)  # «بعد تعليق دام شهرًا عاد المعبر إلى العمل»
    if w.classes & _WALLS and w.verb and doc.words[j - 1] not in WHICH and doc.words[j + 1] not in _OF_IT:
        return True
    return bool(w.verb & _TRIGGERS) and doc.clause[j] == doc.clause[t.at] and t.at - j > 2


def _provided(t: Trigger, j: int) -> bool:
    """«، على أن تُدار …», «على أن تكون المرحلة الأولى فتحه»; not «شدد على أن»."""
    doc = t.doc
    if j - 1 < t.lo or doc.words[j - 1] != "علي":
        return False
    if not (t.word.present and t.at - j <= 3) and not (doc.words[j + 1] in _TO_BE and t.at - j <= _HINDERED_REACH):
        return False
    reach = 1 if "،" in doc.gaps[j - 1] else 8
    return not any(doc.info[k].classes & _WALLS for k in range(max(t.lo, j - reach), j))


def _gave_up(doc: Document, j: int) -> bool:
    """«تخلّت الإدارة، وهي …، عن قرارها إغلاق المعبر»: a verb of giving up before an apposition."""
    lo = max(doc.bounds[doc.sentence[j]][0], j - _DROPPED_REACH)
    return any("fail" in doc.info[k].verb and doc.info[k].bare.startswith(_GIVING_UP) for k in range(lo, j + 1))


def _may(doc: Document, j: int) -> bool:
    """Whether the verb after «قد» is in the present: then it may be so."""
    word = doc.info[j]
    return word.present if word.verb else doc.words[j][0] == "ي"


def is_subjunctive(t: Trigger) -> bool:
    """«… وأن تُفتح المعابر»: right after «أن» a verb in the present tells what somebody wants, plans or fears."""
    told = t.opening or "closed" in t.word.classes
    return told and t.at > 0 and t.finite and t.word.present and t.doc.words[t.at - 1] in _THAT


def operators_of_frame(t: Trigger, frame: int, stop: int) -> list[str]:
    """What the verb or noun that introduces the speaker does to his words: «قررت», «توقع», «أنباء عن»."""
    if frame < 0 or (t.predicate and (not t.word.present or t.doc.words[t.at - 1] in AND_NOT)):
        return []
    doc = t.doc
    word = doc.info[frame]
    classes = word.classes
    seen = sorted(classes & _HOPED)
    last = stop - 2 if stop >= 3 and doc.words[stop - 2] not in _IN else stop - 3
    if frame < last < len(doc) and not doc.words[last].startswith("ال"):
        seen += sorted(doc.info[last].classes & _HOPED)  # «أعلنت الحكومة قرارًا بأن يبقى المعبر مفتوحًا»
    if "deny" in classes and "ستبعد" in word.bare and not t.past:
        seen.append("maybe")
    if "حذر" in word.bare and doc.words[t.at - 1] == "من" and not t.finite:
        seen.append("against")  # «حذر من إغلاق المعبر»
    return [*seen, "rumour"] if t.opening and "rumour" in classes else seen


def is_to_be(t: Trigger) -> bool:
    """«اشترطوا … لفتح المعبر», «هجوم للسيطرة عليه»: not yet so; but «قرار لفتحه», «صورًا لفتحه» are of an opening."""
    seizing = "control" in t.word.classes and t.word.article and not t.doc.has(t.at - 1, "control")
    told = t.opening or seizing
    again = t.doc.info[t.at - 1] if t.at > t.lo else NOTHING
    if (
        t.doc.words[t.at - 1] in _FOR_AGAIN and again.preposition == "ل" and t.act
    ):  # «وصلوا لإعادة فتحه», «خطوة لإعلان فتح الحدود»
        return not any(t.doc.has(k, "decide", "agree", "plan") for k in range(max(t.lo, t.at - 3), t.at - 1))
    if t.word.preposition != "ل" or t.word.present or not told:
        return False
    before = range(max(t.lo, t.at - 2), t.at)
    resolved = t.at > t.lo and t.doc.has(t.at - 1, "decide", "agree", "plan")
    resolved = resolved or any(t.doc.has(k, "fail", "refused") for k in before)  # «تأجيل جديد لافتتاح المعبر»
    return not resolved and not any(t.doc.info[k].bare in _PICTURES for k in before)


_HOPED = frozenset({"plan", "maybe", "expect", "decide", "talks"})
_OPERATORS = _HOPED | {
    "achieved",
    "anymore",
    "strive",
    "tied",
    "held",
    "if",
    "fail",
    "against",
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
    "talks",
    "barred",
    "await",
    "near",
    "prepare",
    "heard",
    "put_off",
    "refused",
}
_MAY_BE_NONE = _HOPED | {"rumour"}
_PHRASES = frozenset({"still", "if", "fail", "asked", "plan", "maybe", "rumour", "unsaid", "refused"})
_WALLS = frozenset({"say", "say_on", "relay", "claim"})
_TRIGGERS = frozenset({"open", "closed", "pass", "control", "keep", "agree"})
_DURING = frozenset("خلاله خلالها خلالهما فيه فيها".split())
_WANT = frozenset("اراد ارادت ارادوا يريد تريد يريدون".split())
_THAT = frozenset("ان وان بان وبان".split())
_DEPENDS = frozenset("يتوقف تتوقف متوقف".split())
_AGAIN = frozenset("عاد عادت عادوا يعود تعود يعودون".split())
_WHILE = frozenset("اثناء خلال فتره مده طيله طوال".split())
_HINDERING = frozenset("منع حظر تجميد عرقله اعاقه احباط".split())
_TOWARDS = frozenset("علي الي نحو باتجاه صوب".split())
_CAUSE = frozenset("ما مما الذي التي".split())
_OF_IT = frozenset(["منه", "منها"])
"""«يفيد منه أهالي المنطقة» says nothing."""
_TO_BE = frozenset("يكون تكون يتم تتم يجري تجري يعاد تعاد يصار".split())
_ABOUT, _ABOUT_NEAR = frozenset("يتعلق تتعلق يخص تخص بخصوص متعلق متعلقه".split()), 3
_COUNTS_AS = frozenset("يعد تعد يعتبر تعتبر".split())
_FOR_AGAIN = frozenset("لاعاده لاعلان لمعاوده".split())
_TO_OR_FROM = frozenset(["الي", "من"])
_BACK_TO = frozenset("الي للعمل للخدمه".split())
_NOT_BEING = frozenset("لن لم لا الا".split())
_TERM = frozenset("كان وكان حل انتهي بحلول قبل بعد انتهاء حلول".split())
_GIVING_UP = ("تخل", "تراجع", "عدل", "يتخل", "يتراجع")
_WENT_BACK = frozenset("عاد عادت عادوا رجع رجعت يعود تعود".split())
_IN = frozenset("في علي الي عن من نحو حول بشان بخصوص".split())
_WITHOUT_OBJECT = frozenset(
    "جهود جهودا مبادره وساطه وساطات مساع مساعي مسعي مناشدات نداءات نداء مطالب مطالبات دعوات دعوه ضغوط ضغوطا امال "
    "فكره خطه خطط تحضيرات استعدادات ترتيبات وعود تجهيزات اعمال مفاوضات مباحثات محادثات تفاوض مشاورات".split()
)
"""Nouns that take what is wished for with a preposition only, unlike «قرار الحكومة فتح المعبر»."""
_THEN = frozenset("بعد عقب فور بعيد منذ".split())
_DENYING = frozenset({"fail", "refused", "hindered", "deny", "put_off", "never"})
_REACTION = frozenset("التعليق تعليق للتعليق الرد ردا يعلق تعلق علق علقت يعلقوا احتجاجا احتجت احتج".split())
_CAUSED = frozenset("بسبب جراء نتيجه بفعل رغم برغم اثر نظرا".split())
_PICTURES = frozenset("صور صورا تسجيل تسجيلا تسجيلات مقطع مقاطع فيديو مشاهد لقطات".split())
