"""Who or what passes: the noun beside a word of passing, and its class."""

from __future__ import annotations

from maabar.reading.what.counting import count_of, is_counted, number_at, number_before, plain
from maabar.reading.what.event import TRAFFIC_CLASSES, traffic_in_order
from maabar.reading.what.scene import Scene


def passing(s: Scene, i: int, lo: int, hi: int) -> list[tuple[str, int]]:
    """Who or what passes at ``i``, with the word that says so: the nearest, and those joined to it with «و»."""
    doc = s.doc
    if doc.info[i].bare in _WHO_PASS:
        return [("people", i)] if is_counted(s, i, lo, hi) else []
    if any(w.removeprefix("ال").startswith(_FORCES) for w in doc.words[i + 1 : min(hi, i + 3)]):
        return []  # «خروج القوات»
    first = _nearest(s, i, lo, hi)
    if first is None:
        someone = _someone(s, i, lo, hi)
        return [] if someone is None else [(carried(s, someone) or "people", someone)]
    out = _joined(s, i, first, lo, hi)
    if first < i and len(out) == 1 and (truck := _truck_before(s, first, lo)) is not None:
        convoy = next((j for j in range(truck - 1, max(lo, truck - 14) - 1, -1) if doc.info[j].bare in _CONVOY), None)
        if convoy is not None and carried(s, convoy) == "aid":
            return [("aid", truck)]  # «القافلة ضمت 18 شاحنة من المواد الغذائية، وسلكت …»
        if out[0][0] == "people" and doc.words[truck + 1].startswith("تقل"):
            return [("vehicles", truck)] if count_of(s, truck).value and not any(count_of(s, first)) else out
        if truck < first and any(doc.words[j].startswith(_LADEN) for j in range(truck, first)):
            return [(out[0][0], truck)]  # «65 شاحنة تحمل الخضار دخلت»: the trucks are counted
    if ("aid", first) in out and not any(count_of(s, first)) and doc.info[first].bare in _CONVOY:
        trucks = _trucks_of(s, first, hi)
        if trucks is not None:
            return [("aid", trucks), *(told for told in out if told[0] != "aid")]
    return out


def _nearest(s: Scene, i: int, lo: int, hi: int) -> int | None:
    """The first word of traffic after ``i``, or else the last one before it; in its clause rather than beyond."""
    doc = s.doc
    hi = _until(s, i, hi)
    k = s.before[i] + 1
    way = k < len(s.mentions) and s.mentions[k].start <= i + 8  # «ويمر من معبر … كل يوم 1500 مسافر»
    far = range(i + 7, min(hi, s.mentions[k].end + 9)) if way and doc.info[i].verb else range(0)
    told = next(((k, n) for k in range(i + 1, min(hi, i + 7)) if (n := number_at(s, k)) is not None), None)
    near = max(i + 7, told[0] + told[1].used + 1 if told else 0)  # «بمرور ما لا يقل عن ثلاثة آلاف مسافر»
    back = 14 if doc.info[i].pronoun and not doc.info[i].verb else 7  # «تسمح بعبورها»
    if doc.info[i].preposition == "ل":
        back = 18  # «حشود من السكان على الجانبين تتأهب للعبور»
    at_once = way and s.mentions[k].start <= i + 2
    if not way and doc.info[i].verb and any(w in _BY_IT for w in doc.words[i + 1 : i + 3]):
        far = range(near, min(hi, near + 5))  # «وعبرت منه نحو مناطق الحكومة أربع سيارات»
    beyond = (j for j in far if carried(s, j) and (at_once or any(count_of(s, j))))
    order = [*range(i + 1, min(hi, near)), *beyond, *range(i - 1, max(lo, i - back) - 1, -1)]
    first = next((j for j in order if carried(s, j) and doc.clause[j] == doc.clause[i]), None)
    if first is None:
        first = next((j for j in order if carried(s, j) and abs(j - i) <= 4), None)
    if first is None and doc.info[i].present and doc.words[i - 1] == "ان":  # «25 شاحنة … على أن تدخل القطاع»
        first = next(
            (j for j in range(i - back, max(lo, i - 24) - 1, -1) if carried(s, j) and any(count_of(s, j))), None
        )
    return first


def _until(s: Scene, i: int, hi: int) -> int:
    """Where the next thing is said after ``i``: «دخلت … من المعبر | ولا يزال هناك 235 شاحنة عالقة»."""
    doc = s.doc
    for j in range(i + 1, min(hi, i + 20)):
        joined = doc.info[j].verb and doc.info[j].conjunction and not doc.info[j].article
        if doc.phrase.get(j, ("", 0))[0] == "still" or joined:
            return j
    return hi


def _someone(s: Scene, i: int, lo: int, hi: int) -> int | None:
    """Whoever passes, not named by a noun: «أحد», «لهم», «عبروا», «من عبروا بلغوا …»."""
    doc = s.doc
    around = [*range(i + 1, min(hi, i + 7)), *range(i - 1, max(lo, i - 7) - 1, -1)]
    someone = next((j for j in around[:9] if plain(doc.words[j]) in _ANYONE), None)
    if someone is None:  # «يُجلى منه من يرغب»
        near = range(i + 1, min(hi - 1, i + 4))
        someone = next((j for j in near if doc.words[j] in _WHO and doc.words[j + 1].startswith(_WISHES)), None)
    if someone is None and (them := _pointed(s, i, lo)) is not None:
        return them
    if someone is None and doc.has(i, "pass") and doc.info[i].verb and doc.words[i].endswith(_THEY):
        whoever = any(plain(w) in _WHOEVER for w in doc.words[max(lo, i - 2) : i])
        someone = i if not whoever or is_counted(s, i, lo, hi) else None
    return someone


def _pointed(s: Scene, i: int, lo: int) -> int | None:
    """Those whom a pronoun lets in or keeps out: «لم يُسمح لهم بالعبور», «منعتها من الدخول»."""
    doc = s.doc
    near = range(max(lo, i - 4), i)
    if not any(doc.has(j, "allowed", "barred") for j in near):
        return None
    for j in reversed(near):
        pronoun = doc.info[j].pronoun if doc.has(j, "barred") else _THEM.get(doc.words[j], "")
        if pronoun in ("هم", "ه"):
            return j
        if pronoun == "ها":
            return next(
                (k for k in range(j - 1, max(0, j - 26) - 1, -1) if carried(s, k) not in (None, "people")), None
            )
    return None


def _joined(s: Scene, i: int, first: int, lo: int, hi: int) -> list[tuple[str, int]]:
    """The traffic at ``first`` and what is joined to it: «البضائع والمسافرون», «300 شاحنة مساعدات و20 صهريج وقود»."""
    doc = s.doc
    out: list[tuple[str, int]] = []
    j = first
    while j < i and is_joined(s, j):
        earlier = next((k for k in range(j - 1, max(lo, j - 4) - 1, -1) if carried(s, k)), None)
        if earlier is None:
            break
        j = earlier  # «البضائع والمسافرون يمرون …»
    end = first + 12
    while j < min(hi, end):
        kind = carried(s, j)
        if kind and (j <= first or is_joined(s, j)):
            again = any(kind == known for known, _ in out)
            if not again or (j > first and _has_own_number(s, j)):
                out.append((kind, j))  # «46 شاحنة حبوب و29 شاحنة إسمنت»
            end = max(end, j + 8)
        elif kind is None and doc.info[j].verb and j > first and not doc.words[j].startswith(_MORE):
            break
        j += 1
    return out


def _has_own_number(s: Scene, j: int) -> bool:
    """«46 شاحنة حبوب و29 شاحنة إسمنت», but not «235 شاحنة ومبردة»."""
    k = number_before(s, j)
    number = None if k is None else number_at(s, k)
    return k is not None and number is not None and k + number.used == j


def is_joined(s: Scene, j: int) -> bool:
    """Whether the noun at ``j``, or the figure that counts it, is joined to what stands before: «و20 صهريجًا»."""
    doc = s.doc
    if doc.info[j].conjunction == "و" or doc.words[j - 1] in _AND or doc.words[j - 2 : j] in _BESIDES:
        return True
    k = number_before(s, j)
    if k is None and doc.words[j - 1].removeprefix("و") in _SOME:
        k = j - 1  # «وبعض السيارات»
    return k is not None and (
        doc.words[k][0] == "و"
        or doc.words[k - 1] in _AND
        or doc.words[k - 2 : k] in _BESIDES
        or doc.words[k - 1] in _OF
    )


def _truck_before(s: Scene, first: int, lo: int) -> int | None:
    """The truck that bears what stands at ``first``, or that word itself."""
    return next((j for j in range(first, max(lo, first - 6) - 1, -1) if s.doc.has(j, "vehicles", "fuel")), None)


def _trucks_of(s: Scene, convoy: int, hi: int) -> int | None:
    """«قافلة من ست شاحنات», «قافلة تضم 17 شاحنة»: the word that is counted."""
    doc = s.doc
    for j in range(convoy + 2, min(hi, convoy + 14)):
        if doc.has(j, "vehicles", "fuel") and number_before(s, j) is not None:
            return j
    return None


def carried(s: Scene, j: int) -> str | None:
    """The class of a word that can pass, by what the words after it add: «شاحنات مساعدات» are aid."""
    doc = s.doc
    if j >= len(doc) or j in s.named:
        return None
    if (k := s.before[j]) >= 0 and s.mentions[k].start <= j < s.mentions[k].end:
        return None  # «معبر الوافدين»
    word = doc.info[j]
    classes = word.classes & TRAFFIC_CLASSES
    if doc.phrase.get(j, ("", 0))[0] == "people" or word.bare in _WHO_PASS:
        return "people"
    if not classes or word.bare.startswith(("انساني", "تجاري", "امميه", "اغاثيه")):
        return None
    kind = traffic_in_order(classes)[0]
    if _is_told_of(s, j, kind):
        return None
    following = range(j + 1, min(len(doc), j + 4))
    if kind in ("vehicles", "people") and any(doc.words[k].startswith(_ARMED) for k in following[:2]):
        return None  # a patrol that drives in is no traffic
    if word.bare in _CONVOY:
        return _convoy(s, j)
    if kind == "vehicles":
        if following and doc.words[j + 1].startswith(_LADEN):
            load = {c for k in range(j + 2, min(len(doc), j + 7)) for c in doc.info[k].classes}
            return next((t for t in ("aid", "fuel", "goods") if t in load), kind)
        for k in following:
            if k in s.named:
                continue  # «شاحنة لبرنامج الأغذية العالمي»
            more = doc.info[k].classes & {"aid", "fuel", "goods"}
            if more == {"goods"} and k + 1 < len(doc) and "fuel" in doc.info[k + 1].classes:
                return "fuel"  # «شاحنة مواد بترولية»
            if more and doc.info[k].conjunction != "و" and not doc.info[k].bare.startswith(("تجاري", "تجاره")):
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


def _is_told_of(s: Scene, j: int, kind: str) -> bool:
    """Whether a word of traffic at ``j`` only tells of another: «بالباصات», «الهلال السوري», «سيارات مدنية»."""
    doc = s.doc
    word = doc.info[j]
    if word.preposition == "ب" and not word.article and (kind == "vehicles" or word.bare == "مساعده"):
        return True  # by bus, with somebody's help
    if kind == "vehicles" and word.pronoun == "هم":
        return True  # «علق المسافرون وحافلاتهم»
    if word.preposition == "ب" and kind == "vehicles":
        return not doc.has(j - 1, "allowed", "pass")
    if kind == "people" and word.bare in _NATIONS:
        return number_before(s, j) is None
    return kind == "people" and word.bare == "مدني" and bool(word.pronoun)


def _convoy(s: Scene, j: int) -> str | None:
    """What a convoy is of, aid unless it is said: «قافلة تقل نازحين», «قافلة عسكرية», «قوافل تجارية»."""
    doc = s.doc
    for k in range(j + 1, min(len(doc), j + 5)):
        word = doc.info[k]
        if doc.words[k].startswith(_ARMED) or doc.words[k].removeprefix("ال") == "عسكريه":
            return None
        if doc.words[k] in ("تقل", "يقل") or ("people" in word.classes and not word.preposition):
            return "people"
        if word.bare.startswith("تجاري"):
            return "goods"
        if word.classes & {"aid", "vehicles"} or word.verb:
            break
    return "aid"


_WHO_PASS = frozenset(
    (
        "عابرين عابرون داخلين داخلون خارجين خارجون قادمين قادمون مغادرين مغادرون مارين عايدين عايدون وافدين وافدون "
        "فارين فارون هاربين هاربون واصلين واصلون"
    ).split()
)
_NATIONS = frozenset("سوري فلسطيني لبناني عراقي اردني مصري تركي ليبي تونسي سوداني يمني سعودي".split())
_CONVOY = frozenset("قافله القافله قوافل قوافلها".split())
_BY_IT = frozenset(["منه", "عبره", "منها", "عبرها"])
_THEM = {"لهم": "هم", "له": "هم", "لها": "ها"}
_WHOEVER = frozenset(["من", "ممن", "الذين"])
_ANYONE = frozenset(["احد", "احدا", "الناس", "ناس"])
_WHO = frozenset(["من", "لمن", "كل"])
_WISHES = ("يرغب", "يود", "يريد", "يحمل", "يقصد", "اراد", "رغب", "وصل", "يملك", "لديه", "لديهم")
_THEY = ("وا", "ون")
_FORCES = ("جيش", "قوات", "مقاتل", "عناصر", "دوري", "فصايل")
_ARMED = ("عسكري", "للشرطه", "الشرطه", "مصفح", "مدرع")
_LADEN = ("تحمل", "محمل", "المحمل", "تنقل", "حملت")
_MORE = (*_LADEN, "اضافه", "بالاضافه")
_AND = frozenset(["و", "او", "وكذلك", "وكذا", "وايضا"])
_OF = frozenset(["بينها", "بينهم", "منها", "ومنها", "ضمنها"])
_SOME = frozenset(["عدد", "بعض", "مثلها"])
_BESIDES = (["اضافه", "الي"], ["بالاضافه", "الي"], ["الي", "جانب"], ["فضلا", "عن"], ["علاوه", "علي"])
