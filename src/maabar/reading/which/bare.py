"""Crossings named without a word for a crossing: «ظل "قلعة المضيق" مغلقًا», «أما البوكمال فلن يُفتح»."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from maabar.model import NEW_PREFIX
from maabar.reading.document import Document
from maabar.reading.which.names import Found
from maabar.reading.which.references import Mention, is_predicate

MOVED = frozenset({"open", "closed", "open_state", "closed_state", "run_it", "stop_it"})


def with_bare_names(
    doc: Document,
    mentions: Sequence[Mention],
    names: Mapping[int, Sequence[Found]],
    borders: Set[str],
    points: Set[str],
) -> list[Mention]:
    """The mentions, and the names beside them that mean crossings too.

    ``borders`` are the ids of crossings of a border, ``points`` those of posts that no pack lists as a crossing.
    """
    known = {c for m in mentions for c in m.crossings}
    covered = {j for m in mentions for j in range(m.start, m.end)}
    towns = {f.name.id for i in names for f in names[i] if i and "settlements" in doc.info[i - 1].classes}
    lists = _listed(doc, mentions, names)
    extra: list[Mention] = []
    for i, found in sorted(names.items()):
        if i in covered or i in lists:
            continue
        hit = next((f for f in found if f.name.id in known), None)
        if hit is not None and _is_meant(doc, i, hit, towns):
            how = "bare"
        elif _is_one_of(doc, i, mentions):
            how = "apart"  # named beside what the text is about: no «المعبر» that follows means it
        elif _is_called_one(doc, hit or found[0], names, mentions) or (
            hit is None
            and mentions
            and (_is_at_work(doc, i, found[0]) or (found[0].name.id in borders and _is_topic(doc, i, found[0])))
        ):
            how = "bare"
        else:
            continue
        hit = hit or found[0]
        last = extra[-1] if extra else None
        beside = last is not None and (last.end == i or (last.end == i - 1 and doc.words[i - 1] == "و"))
        joined = hit.clitic == "و" or doc.words[i - 1] == "و" or "،" in doc.gaps[i]
        if last and beside and joined and last.how == how:
            ids = tuple(dict.fromkeys((*last.crossings, hit.name.id)))  # «سوى "العريضة" و"المصنع"»
            extra[-1] = Mention(last.start, hit.end, ids, how, head=False)
            continue
        extra.append(Mention(i, hit.end, (hit.name.id,), how, head=False))
    posts = [
        Mention(f.start, f.end, (NEW_PREFIX + doc.text_of(f.start, f.end - 1),), "bare", head=False)
        for f in doc.names
        if f.name.id in points and f.start not in covered and f.start and not f.clitic and doc.has(f.start - 1, *MOVED)
    ]  # «منذ إغلاق المنطار»
    for f in doc.names:  # «… وصوفا»
        if f.name.id in points and f.clitic == "و" and posts and posts[-1].end == f.start:
            ids = (*posts[-1].crossings, NEW_PREFIX + doc.text_of(f.start, f.end - 1).removeprefix("و"))
            posts[-1] = Mention(posts[-1].start, f.end, ids, "bare", head=False)
    found_all = sorted([*mentions, *extra, *posts], key=lambda m: m.start)
    ordered = [one for i, word in enumerate(doc.words) if word in _ORDER and (one := _ordinal(doc, i, found_all))]
    return sorted([*found_all, *ordered], key=lambda m: m.start) if ordered else found_all


def _ordinal(doc: Document, i: int, mentions: Sequence[Mention]) -> Mention | None:
    """«زار معبر كسب ثم معبر نصيب. وأُغلق الأخير»: one of those just named."""
    if not i or not doc.info[i - 1].verb & MOVED:
        return None  # «كانون الأول»
    before = [m for m in mentions if m.start < i and m.crossings and doc.sentence[i] - doc.sentence[m.start] <= 1]
    ids = list(dict.fromkeys(c for m in before for c in m.crossings))
    if len(ids) < 2 or _ORDER[doc.words[i]] >= len(ids):
        return None
    return Mention(i, i + 1, (ids[_ORDER[doc.words[i]]],), "apart", head=False)


def _is_meant(doc: Document, i: int, hit: Found, towns: set[str]) -> bool:
    """Whether a crossing of the text is meant by its name at word ``i``, and not the town of that name."""
    quoted = '"' in doc.gaps[i] or ("(" in doc.gaps[i] and ")" in doc.gaps[hit.end]) or (i and '"' in doc.gaps[hit.end])
    if not i:
        return bool(quoted) or doc.has(hit.end, *MOVED)
    before, word = doc.info[i - 1].classes, doc.words[i - 1]
    if quoted:
        return True
    town = bool(before & {"settlements", "places"})
    then = hit.end + 1 if doc.has(hit.end, "light", "be") else hit.end
    told = bool(before & MOVED) or doc.has(then, *MOVED) or _serves(doc, then)
    if (told and not town) or (hit.name.rest and not town):
        return True
    if (
        word.lstrip("و") == "اما"
        or (word == "في" and doc.words[i - 2].lstrip("و") == "اما")
        or (word.lstrip("و") in _WAS and doc.words[hit.end : hit.end + 1] == ["قد"])
    ):
        return True  # «أما كسب فلن يُفتح»، «أما في كسب فلم يمر أحد»، «وكان كسب قد افتُتح»
    if word == "في" and hit.name.id not in towns and _beside_passing(doc, i, hit.end):
        return True
    return word in _THROUGH and hit.name.id not in towns and _after_passing(doc, i)


def _serves(doc: Document, i: int) -> bool:
    """«كسب خرج من الخدمة», «كسب عاد إلى العمل»: what a crossing does, and no town."""
    following = doc.words[i + 1 : i + 4]
    return doc.has(i, "resume", "cease") and any(w.lstrip("ل").removeprefix("ا") in _SERVICE for w in following)


def _beside_passing(doc: Document, i: int, end: int) -> bool:
    """«ما سُجل في الراعي من دخول وخروج»: the place where there is passing."""
    lo, hi = doc.clauses[doc.clause[i]]
    return any(doc.info[j].classes & {"pass"} for j in (*range(max(lo, i - 3), i), *range(end, min(hi, end + 5))))


def _is_at_work(doc: Document, i: int, hit: Found) -> bool:
    """«… وإن شعيب الذكر يعمل للطلاب»: a name of two words, which no town has by itself, works or is closed."""
    town = i > 0 and bool(doc.info[i - 1].classes & {"settlements", "places"})
    return bool(hit.name.rest) and not town and doc.has(hit.end, *MOVED) and "،" not in doc.gaps[hit.end]


def _is_topic(doc: Document, i: int, hit: Found) -> bool:
    """«أما البوكمال فلن يمر منه أحد», «البوكمال الواصل بين …»: said of a post of a border, though by its name alone."""
    hi = min(doc.bounds[doc.sentence[i]][1], hit.end + _PASSING)
    if any(doc.words[j] in _JOINING for j in range(hit.end, min(hi, hit.end + 3))):
        return not doc.has(i - 1, "settlements")
    if i and doc.info[i - 1].verb & MOVED and hit.name.rest:
        return True  # «أغلقت معبر بيت حانون وفتحت كرم أبو سالم»
    told = any(doc.info[j].classes & (MOVED | {"pass"}) for j in range(hit.end, hi))
    return i > 0 and doc.words[i - 1].lstrip("و") == "اما" and told


def _listed(doc: Document, mentions: Sequence[Mention], names: Mapping[int, Sequence[Found]]) -> set[int]:
    """Where names only belong to a list told of before them: «المعابر مع تركيا (كسب والراعي) مغلقة»."""
    out: set[int] = set()
    for m in mentions:
        if len(m.crossings) < 2:
            continue
        missing = set(m.crossings)
        for i in range(m.start, min(doc.bounds[doc.sentence[m.start]][1], m.start + _LIST)):
            here = {f.name.id for f in names.get(i, ())} & missing
            if here and doc.words[i - 1].lstrip("و") != "اما":
                out.add(i)
            missing -= here
    return out


def _after_passing(doc: Document, i: int) -> bool:
    """«دخلت عشر شاحنات من زيكيم»: what somebody passes through."""
    lo = max(doc.bounds[doc.sentence[i]][0], i - _PASSING)
    return any(doc.info[j].classes & {"pass"} for j in range(lo, i - 1))


def _is_one_of(doc: Document, i: int, mentions: Sequence[Mention]) -> bool:
    """«معبران، أحدهما كسب والآخر نصيب», «لم يبق من المعابر سوى كسب»."""
    lo = doc.bounds[doc.sentence[i]][0]
    if i == lo or doc.words[i - 1] not in _ONE_OF:
        return False
    several = [m for m in mentions if m.how in ("dual", "many") and doc.sentence[m.start] == doc.sentence[i]]
    return any(m.start < i for m in several)


def _is_called_one(
    doc: Document, hit: Found, names: Mapping[int, Sequence[Found]], mentions: Sequence[Mention]
) -> bool:
    """«ومن مهران …، وهو من أبرز المنافذ»: the sentence itself says that the only name in it is a crossing's."""
    lo = doc.bounds[doc.sentence[hit.start]][0]
    if any(lo <= m.start < hit.start for m in mentions) or doc.has(hit.start - 1, "settlements"):
        return False
    hi = min(doc.bounds[doc.sentence[hit.start]][1], hit.end + _PREDICATE)
    for j in range(hit.end, hi):
        if j in names:
            return False
        if doc.has(j, "crossing", "crossing_many"):
            return is_predicate(doc, j)
    return False


_WAS = frozenset(["كان", "كانت"])
_THROUGH = frozenset(["من", "عبر"])
_ONE_OF = frozenset("احدهما احدها والاخر والثاني والثالث سوي الا مثل منها ومنها وهي وهما".split())
_JOINING = frozenset(["الواصل", "الرابط", "الفاصل"])
_ORDER = {"الاول": 0, "الثاني": 1, "الثالث": 2, "الاخير": -1}
_LIST = 30
_PASSING = 8
_PREDICATE = 14
_SERVICE = frozenset("لخدمه لعمل خدمه عمل عمله عملها نشاطه".split())
