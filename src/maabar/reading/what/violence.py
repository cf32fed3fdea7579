"""Incidents: shelling, airstrikes, clashes, blasts, arrests, protests, with casualties and the party blamed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from maabar.model import ANY_CROSSING, Incident
from maabar.reading.what.event import CROSSING, PLACED, VIOLENCE, Event
from maabar.reading.what.scene import Scene
from maabar.reading.which.references import Mention
from maabar.text.numbers import parse_number


def incident_events(s: Scene, i: int, told: Sequence[Event], end: int | None = None) -> Iterator[Event]:
    """Violence or unrest at word ``i`` (a phrase: to ``end``, exclusive) that happened at a crossing."""
    doc = s.doc
    lo, hi = doc.bounds[doc.sentence[i]]
    type_ = _type(s, i, end is not None)
    if type_ is None or i in s.named or not _happened(s, i, lo):
        return
    if second := _second(s, i, hi):
        yield from _two(s, i, lo, hi, second, type_)
        return
    target, rule = _place(s, i, lo, hi, type_)
    if target is None:
        return
    if target.crossings == (ANY_CROSSING,) and type_ not in ("clash", "protest") and not doc.info[target.start].article:
        return
    scope = s.scope(i)
    if {"maybe", "plan", "future"} & set(scope.operators):
        return
    by = None if type_ == "protest" else _blamed(s, i, end or i + 1, lo, hi)
    first, last = doc.clauses[doc.clause[i]]
    if type_ == "shelling" and (by == "il" or s.by_air or any(doc.has(j, "drone") for j in range(first, last))):
        type_ = "airstrike"
    aimed = _is_aimed(doc.info[i].bare) or doc.info[i].bare.startswith("استهداف")
    if type_ == "other" and aimed and (by == "il" or s.by_air):
        type_ = "airstrike"
    killed, injured = _casualties(s, lo, hi)
    again = doc.info[i].article or doc.words[i - 1] == "في"  # «أغارت طائرات على المعبر، في هجوم هو الثاني»
    if type_ == "clash" and again and doc.info[i].bare in _ATTACK:
        type_ = _taken_up(s, i, target, killed, told) or type_
    if type_ == "protest" and any(doc.info[j].classes & _NAMED for j in range(lo, hi)):
        killed = injured = None  # they fell to the shelling
    first, last = s.span(i, *([target.start] if s.same(target.start, i) else []))
    if {"fail", "refused"} & set(scope.operators) or _is_reason(s, i, lo):
        scope = replace(scope, polarity="affirmed")  # «لم يُفتح … إثر قصف»: what did not happen is the opening
    scope = replace(scope, reality="actual")
    yield Event("incident", (Incident(type_, killed, injured, by),), target.crossings, i, first, last, scope, rule)


def _taken_up(s: Scene, i: int, target: Mention, killed: int | None, told: Sequence[Event]) -> str | None:
    """«أغارت طائرات على المعبر. وأدى الهجوم …»: the kind of what was told just before, and is taken up."""
    for event in reversed(told):
        if s.doc.sentence[i] - s.doc.sentence[event.at] > _TAKEN_UP:
            return None
        value = event.values[0]
        if isinstance(value, Incident) and value.type != "protest" and event.crossings == target.crossings:
            return value.type if killed in (None, value.killed) else None
    return None


def _second(s: Scene, i: int, hi: int) -> int | None:
    """Where the second of two is told: «غارتين، الأولى على … والثانية على …»."""
    words = s.doc.words
    told = any(w in ("الاولي", "الاول", "احداهما") for w in words[i + 1 : i + 5])
    if not told or not words[i].endswith(("ين", "ان")):
        return None
    return next((j for j in range(i + 2, hi) if words[j] in ("والثانيه", "والثاني", "والاخري", "والاخر")), None)


def _two(s: Scene, i: int, lo: int, hi: int, second: int, type_: str) -> Iterator[Event]:
    """Each of two incidents with its own place and casualties; where no crossing stands, at none that is known."""
    doc = s.doc
    by = _blamed(s, i, i + 1, lo, hi)
    scope = replace(s.scope(i), reality="actual", polarity="affirmed")
    for first, last in ((i, second), (second, hi)):
        named = [f.name.id for f in doc.names if f.name.what == "crossing" and first <= f.start < last]
        killed, injured = _casualties(s, first, last)
        value = Incident(type_, killed, injured, by)
        places = (named[0],) if named else (ANY_CROSSING,)
        yield Event("incident", (value,), places, first, first, last - 1, scope, "incident_of_two")


def _type(s: Scene, i: int, phrase: bool) -> str | None:
    """What kind of incident a word tells; «استهدفت غارة المعبر» is one airstrike, told by «غارة»."""
    doc = s.doc
    if phrase:
        return doc.phrase[i][0].replace("raid", "other")
    type_ = next(t for t in VIOLENCE if t in doc.info[i].classes)
    if type_ == "arrest":
        held = [w.removeprefix("ال") for w in doc.words[i + 1 : i + 6]]
        if "stop_it" in doc.info[i].classes or doc.info[i].bare.startswith("توقف"):
            past = doc.info[i].bare.startswith("اوقف")  # «توقف» is what traffic does
            past = past and not any(doc.has(j, "pass") for j in range(i + 1, i + 6))  # «أوقفت مرور المسافرين»
            return type_ if past and any(w.startswith(_PERSONS) for w in held) else None
        if any(doc.has(j, "vehicles") for j in range(i + 1, min(i + 3, len(doc)))):
            return None
    if doc.info[i].bare.startswith(("قنبل", "قنابل")) and any(w.startswith(_GAS) for w in doc.words[i + 1 : i + 3]):
        return None  # «القنابل المسيلة للدموع» break up a protest
    if doc.info[i].bare.startswith("اضرب"):
        return None  # «أضربوا عن العمل»
    if doc.info[i].bare == "نار" and not any(w.lstrip("و").startswith(_FIRED) for w in doc.words[max(0, i - 7) : i]):
        return None
    if type_ != "raid":
        return type_
    aimed = _is_aimed(doc.info[i].bare)
    first, last = doc.bounds[doc.sentence[i]] if aimed else doc.clauses[doc.clause[i]]
    near = range(max(first, i - 20), min(last, i + 14))
    if any(doc.info[j].classes & _NAMED or doc.phrase.get(j, ("", 0))[0] in _NAMED for j in near if j != i):
        return None
    first, last = doc.clauses[doc.clause[i]]
    if any(doc.has(j, "protest") for j in range(first, last)):
        return None  # «أحرق محتجون الإطارات» is their protest
    if not doc.info[i].verb and any(doc.info[j].classes & _STRUCK for j in range(max(0, i - 80), i)):
        return None  # «استهداف المعبر» after the shelling was told
    if aimed:
        if any(doc.has(j, "drone") for j in near):
            return "airstrike"
        if any(doc.words[j].removeprefix("ال").startswith(_ARMED) for j in near):
            return "clash"
    return "other"


def _is_aimed(bare: str) -> bool:
    """«استهدف», «يستهدف», «ضرب»: how it was struck, other words tell."""
    return bare.lstrip("يتن").startswith(("استهدف", "ستهدف")) or bare.removeprefix("ي").removeprefix("ت") == "ضرب"


def _happened(s: Scene, i: int, lo: int) -> bool:
    """Whether it is told as something that happened, not as feared, cleared away, or the name of an agreement."""
    words = s.doc.words
    before = [w[1:] if w[0] == "و" and len(w) > 3 else w for w in words[max(lo, i - 5) : i]]
    if before and (before[-1] in _TRUCE or before[-1].lstrip("لب").removeprefix("ال").startswith(("خط", "اتفاق"))):
        return False
    if any(w.startswith(_FEARED) or w[1:].startswith(_FEARED) for w in before):
        return False
    noun = not s.doc.info[i].verb or bool(s.doc.info[i].preposition)
    if noun and any(w.removeprefix("ال").startswith(_FLED) for w in before[-3:]):
        return False
    if noun and any(a in _NOT and b.startswith(_OCCURRED) for a, b in pairwise(words[max(lo, i - 8) : i])):
        return False  # «لم تقع في المنطقة اشتباكات»
    if any(w in _REPLY for w in before) and not s.doc.info[i].pronoun:
        return False
    if s.doc.has(i, "blast") and any(w.lstrip("بل").removeprefix("ال").startswith(_CLEARED) for w in before):
        return False
    word = s.doc.info[i]
    beside = (*before[-3:], *words[i + 1 : i + 2]) if word.verb else words[i + 1 : i + 2]
    if any(w.removeprefix("ال").startswith(_NATURE) for w in beside):
        return False  # «ضرب الزلزال», «الزلزال الذي ضرب البلاد»
    to_do = not word.article or words[i] in ("للتفجير", "للهجوم")
    if word.preposition == "ل" and to_do and not any(w.lstrip("ي").startswith("تعرض") for w in before):
        return False  # «لمصادرة البضائع» is what for; «تعرض لقصف» is what happened
    return not (
        words[i].removeprefix("ال").startswith("صادر") and words[i + 1 : i + 2] and words[i + 1].startswith("عن")
    )


def _is_reason(s: Scene, i: int, lo: int) -> bool:
    return any(w.lstrip("و") in _CAUSE or w in ("لان", "خلال") for w in s.doc.words[max(lo, i - 7) : i])


def _place(s: Scene, i: int, lo: int, hi: int, type_: str) -> tuple[Mention | None, str]:
    """The crossing that an incident happened at, and how sure: named beside it, pointed at, or a guess («?»)."""
    doc = s.doc
    own = s.next(i, 8)  # «سقطت قذائفها قرب معبر …»: the pronoun is of those who shell
    if doc.info[i].pronoun in ("ه", "ها", "هما") and type_ in _ON_IT and own is None:
        m = s.antecedent(i)
        if m is not None and doc.sentence[i] - doc.sentence[m.start] <= 1:
            return m, "incident_pointed"
    at = next((j for j in range(i + 1, min(hi, i + 9)) if doc.words[j].lstrip("و") in _THERE), None)
    if at is not None and _is_relative(s, i, at):
        at = None
    if at is not None and doc.clause[at] == doc.clause[i] and (m := s.antecedent(at)):
        return m, "incident_pointed"
    after, before = s.next_any(i, 26), s.previous(i, 16)
    if after is not None and after.start - i > 18 and doc.words[after.start - 1].lstrip("و") not in _AROUND:
        after = None
    target = s.closer(i, before, after)
    caused = any(w.lstrip("و") in _CAUSE for w in doc.words[max(lo, i - 3) : i])
    if doc.info[i].article and (target is None or doc.clause[target.start] != doc.clause[i] or target.start < i):
        if any(w in _RAGING for w in doc.words[i + 1 : i + 3]) or "اشاره" in doc.words[max(lo, i - 3) : i]:
            return None, ""  # «بسبب المعارك الدائرة بين …», «في إشارة إلى الاشتباكات …»: a war elsewhere
    if target is not None:
        near = doc.clause[target.start] == doc.clause[i]
        if target is after and near:
            return (None, "") if _elsewhere(s, i, target.start, target) else (target, "incident_at")
        if caused:
            return (
                (None, "") if _elsewhere(s, i, hi, target) or _on_settlement(s, i, hi) else (target, "incident_cause?")
            )
        if _elsewhere(s, i, hi, target) or (target is before and not near and _on_settlement(s, i, hi)):
            return None, ""
        return target, "incident_at" if near else "incident_near?"
    if _elsewhere(s, i, hi) or caused:
        return None, ""
    if type_ in s.headline and (topic := s.topic(i)):
        return topic, "incident_topic"
    guess = s.loosely(i, 1) if type_ != "other" and not s.of_another_place(i) else None
    return (guess, "incident?") if guess and len(guess.crossings) == 1 else (None, "")


def _is_relative(s: Scene, i: int, at: int) -> bool:
    """«هجوم ساندته روسيا وطُرد فيه مسلحون», «مداهمات شملت قرى تسيطر عليها»: what is pointed at is no crossing."""
    doc = s.doc
    before = doc.words[at - 1]
    if doc.words[at].lstrip("و") == "عليها" and doc.info[at - 1].classes & {"control", "keep"}:
        return True
    indefinite = not doc.info[i].article and not doc.info[i].verb
    return indefinite and doc.words[at].lstrip("و") == "فيه" and at > i + 1 and before[:1] not in "اإ"


def _is_area(word: str) -> bool:
    """«ريف», «المدن», «بلدات»; «مدنيين» are people."""
    bare = word.removeprefix("ال")
    return bare.startswith(_AREAS) and not bare.startswith("مدني")


def _elsewhere(s: Scene, i: int, hi: int, target: Mention | None = None) -> bool:
    """«غارات على ريف إدلب», «اشتباكات في المدينة»: another place is named as the scene."""
    doc = s.doc
    known = s.known if target is None else set(target.crossings)
    for j in range(i + 1, min(hi, i + 7)):
        if doc.clause[j] != doc.clause[i]:
            return False
        if doc.words[j] == "علي" and j + 1 in s.actors and not doc.has(i, "protest"):
            return True  # «هجومه على لبنان»
        if doc.words[j].startswith(_COVERED) and j + 1 < hi and _is_area(doc.words[j + 1]):
            return True  # «مداهمات شملت قرى في ريف حماة»
        if doc.words[j] in ("في", "علي", "داخل", "شمالي", "جنوبي", "شرقي", "غربي") and j + 1 < hi:
            found = s.towns.get(j + 1)
            if found is not None:
                joined = s.ends.get(found.name.id, frozenset())
                return found.name.id not in known and not joined & known
            return _is_area(doc.words[j + 1])
    return False


def _on_settlement(s: Scene, i: int, hi: int) -> bool:
    """«حيث قصفت طائرة محيط بلدة …», «القصف الإسرائيلي الأراضي اللبنانية»: what was struck is named as its object."""
    doc = s.doc
    for j in range(i + 1, min(hi, i + 9)):
        if doc.clause[j] != doc.clause[i] or doc.has(j, *CROSSING):
            return False
        if doc.words[j] in _PLACES and doc.words[j - 1] not in ("في", "داخل", "من"):
            found = s.towns.get(j + 1)
            joined = s.ends.get(found.name.id, frozenset()) if found else frozenset()
            return found is None or (found.name.id not in s.known and not joined & s.known)
    return False


def _casualties(s: Scene, lo: int, hi: int) -> tuple[int | None, int | None]:
    doc = s.doc
    killed = injured = None
    for j in range(lo, hi):
        for name in ("killed", "injured"):
            if name not in doc.info[j].classes:
                continue
            figure = _figure(s, j, lo, hi)
            if name == "killed" and killed is None:
                killed = figure
            elif name == "injured" and injured is None:
                injured = figure
    return killed, injured


def _figure(s: Scene, j: int, lo: int, hi: int) -> int | None:
    """How many, at a word of killing or wounding: «قتل شخصان», «مقتل 3 أشخاص», «خمسة جرحى»."""
    doc = s.doc
    if doc.words[j].removeprefix("و").startswith(("قتيل", "جريح")) and doc.words[j].endswith(("ان", "ين")):
        return 2  # «قتيلان»
    for k in range(j + 1, min(hi, j + 4)):
        if doc.info[k].classes & {"killed", "injured"}:
            break
        number = parse_number(doc.words, k)
        if number and number.value is not None:
            return number.value
        if doc.words[k].startswith(_ONE):
            return 2 if doc.words[k].endswith(("ان", "ين")) else 1 if doc.words[k] in _ONE else None
    for k in range(j - 1, max(lo, j - 3) - 1, -1):
        if doc.info[k].classes & {"killed", "injured"}:
            return None
        number = parse_number(doc.words, k)
        if number and number.value is not None:
            return number.value
    return None


def _blamed(s: Scene, i: int, end: int, lo: int, hi: int) -> str | None:
    """Who did it: «قصف إسرائيلي», «نفذه أ», «على يد أ», «قصفت أ المعبر»; between two, nobody."""
    doc = s.doc
    for j in range(i + 1, min(end + 2, hi)):
        if doc.clause[j] == doc.clause[i] and (nation := s.nation(doc.words[j])):
            return nation
        if doc.words[j] == "بين" and not doc.info[i].verb:
            return None
    for j in (i - 1, i - 2):
        forces = doc.words[max(lo, j - 2) : j]
        if j > lo and any(w.lstrip("وبال").startswith(_FORCES) for w in forces) and (nation := s.nation(doc.words[j])):
            return nation  # «الطيران الروسي غارة»
    for j in range(end, min(hi, end + 9)):
        if doc.words[j].startswith(_DONE_BY) or doc.words[j - 1 : j + 1] in (["علي", "يد"], ["من", "قبل"]):
            done = s.actors_after(j, 3)
            if done:
                return done[0].name.id
    after = [f for f in s.actors_after(end - 1, 5) if doc.words[f.start - 1] not in PLACED]
    if after and (doc.info[i].verb or after[0].start == end):
        return after[0].name.id
    for k in range(i - 1, max(lo, i - 7) - 1, -1):
        found = s.actors.get(k)
        if "بين" in doc.words[max(lo, k - 3) : k]:
            continue  # «المعبر بين سوريا ولبنان»
        if found and doc.words[k - 1] not in PLACED and not found.clitic.strip("وف"):
            return found.name.id
    return None


_ATTACK, _TAKEN_UP = frozenset(["هجوم", "عدوان", "اعتداء", "ضربه", "عمليه"]), 2
_NAMED = frozenset(VIOLENCE) - {"raid", "protest"}
_STRUCK = frozenset(["shelling", "airstrike"])
_ON_IT = frozenset(["shelling", "airstrike", "other"])
_CAUSE = frozenset(["بسبب", "نتيجه", "اثر", "ظل", "جراء", "عقب", "بعد", "بفعل", "خلفيه", "اشاره"])
_RAGING = frozenset("الداير الدايره الجاريه الجاري المستمره المتواصله المندلعه المحتدمه".split())
_NOT = frozenset("لم ولم فلم لا ولا".split())
_OCCURRED = ("تقع", "يقع", "تحدث", "يحدث", "تسجل", "يسجل", "تشهد", "يشهد", "تندلع", "يندلع", "تتعرض", "يتعرض", "ترد")
_THERE = frozenset(["عليه", "فيه", "قربه", "بقربه", "منه", "محيطه", "داخله", "عنده", "طاله", "عليها"])
_AROUND = frozenset(["محيط", "قرب", "عند", "في", "داخل"])
_TRUCE = frozenset(["فض", "لفض", "فك", "وقف", "لوقف", "هدنه"])
_FLED = ("فار", "هارب", "هرب", "نازح", "فرار", "لاجي", "مصاب", "جرحي", "ناجين", "تفادي")
"""Before violence that is only where those who pass come from, or were hurt in: «فارين من القتال»."""
_REPLY = ("ردا", "الرد", "بدعوي", "بحجه", "بذريعه", "بزعم", "تنديدا")
"""Before violence elsewhere that something at a crossing is said to answer."""
_FEARED = ("خشيه", "خشي", "مخافه", "خوف", "تحسب", "هدد", "تهديد", "يامن", "امنين", "احتمال", "شروط", "يكف")
_GAS = ("المسيل", "مسيل", "الغاز", "غاز", "دخان", "الدخان", "صوت", "الصوت")
_FIRED = ("اطلق", "يطلق", "تطلق", "اطلاق", "فتح", "يفتح", "تفتح")  # «أطلق حرس الحدود النار»
_NATURE = ("زلزال", "اعصار", "عاصف", "سيول", "فيضان", "امثل", "مثال", "عرض")  # «ضرب الزلزال», «ضرب أمثلة»
_CLEARED = ("رفع", "ازال", "نزع", "زرع", "تفكيك", "تمشيط")
_ARMED = ("رصاص", "رشاش", "قناص", "مسلح", "مجهول")
_PERSONS = (
    "مطلوب",
    "سوري",
    "لاجي",
    "مسافر",
    "تاجر",
    "ضابط",
    "قيادي",
    "اعلامي",
    "عناصر",
    "عنصر",
    "شخص",
    "اشخاص",
    "شبان",
    "شاب",
    "ناشط",
    "صحفي",
    "مهرب",
    "مدني",
    "مواطن",
)
_AREAS = tuple(
    ("مقرات مقار قاعده قواعد مستودع مخازن ريف محافظ مناطق قري بلدات مدن اطراف جبه مخيم احياء مواقع نقاط").split()
)
_PLACES = frozenset("بلده قريه مدينه حي احياء الاراضي اراضي تلال جبل منطقتي".split())
_COVERED = ("شمل", "طال", "استهدف", "اصاب")
_ONE = ("شخص", "مدني", "طفل", "طفله", "عنصر", "جندي", "مقاتل", "رجل", "شاب", "سايق", "امراه", "مواطن")
_FORCES = ("طيران", "طاير", "جيش", "قوات", "مدفعي", "مقاتلات")
_DONE_BY = ("نفذ", "شن", "اطلق", "القت", "القا", "قام")
