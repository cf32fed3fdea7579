"""Days that a report tells elsewhere than beside the event: once for the same thing, or once for all its news."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from maabar.model import Claim, When
from maabar.reading.confidence import thing_of
from maabar.reading.document import Document
from maabar.reading.draft import Draft
from maabar.reading.when.background import STATES
from maabar.reading.when.timing import Dates

NEWS_DAYS = 10  # what is older is not the news that an undated sentence tells
_LEAD = 2  # sentences of the text of which one tells the day of the news


def with_days_told_elsewhere(drafts: Sequence[Draft], doc: Document, dates: Dates) -> list[Draft]:
    """Undated claims with the day that the report gives for the same thing, or for the news that it begins with."""
    published = doc.report.published
    happened = _days(drafts, doc, lambda c: c.reality == "actual" and _is_news(c, published))
    coming = _days(drafts, doc, lambda c: c.when is not None and c.when.start >= published)
    openings = _openings(drafts, published)
    lead = _lead(doc, dates)
    news = _day_of_the_news(drafts, doc, lead) or _day_of_the_lead(doc, dates, lead)
    out = []
    for draft in drafts:
        claim, day = draft.claim, None
        key = thing_of(claim)
        if "present" in claim.rules:
            verb = bool(doc.info[draft.at].verb)
            # «قسد تغلق معبرًا»: a present that tells news
            headline = draft.title and verb and claim.kind not in _LASTING
            past = headline or (_told_as_past(doc, draft.at) and (verb or claim.kind not in _LASTING))
            if claim.kind in _SAME or past:
                day = happened.get(key)
            if day is None and past:
                day = news
        elif "unknown" in claim.rules and claim.reality == "planned":
            day = coming.get(key)
            if day is None and (claim.kind == "flow" or "limited" in claim.rules):
                day = openings.get(claim.crossing)
        out.append(_dated(draft, day) if day else draft)
    return out


def _days(drafts: Sequence[Draft], doc: Document, fits: Callable[[Claim], bool]) -> dict[object, When]:
    """The first day told for each crossing and content; the day of the saying where no other is."""
    days: dict[object, When] = {}
    for rule in ("dated", "spoken"):
        for draft in drafts:
            claim = draft.claim
            if rule not in claim.rules or claim.when is None or not fits(claim):
                continue
            if rule == "spoken":  # an agreement is denied after it was announced
                background = "say_on" in claim.rules or (claim.kind != "agreement" and _looks_back(doc, draft.at))
            else:
                background = "background" in claim.rules
            if not background:
                days.setdefault(thing_of(claim), claim.when)
    return days


def _openings(drafts: Sequence[Draft], published: date) -> dict[str, When]:
    """«يُفتح المعبر غداً، … وستمر منه الشاحنات»: a crossing's first day to come, from which on all passes."""
    days: dict[str, When] = {}
    for draft in drafts:
        when = draft.claim.when
        if draft.dated and when and when.end is None and 0 <= (when.start - published).days <= _SOON:
            days.setdefault(draft.claim.crossing, when)
    return days


def _is_news(claim: Claim, published: date) -> bool:
    return claim.when is not None and 0 <= (published - claim.when.start).days <= NEWS_DAYS


def _day_of_the_news(drafts: Sequence[Draft], doc: Document, lead: int) -> When | None:
    """«فتحت القوات أمس ثلاثة معابر. …»: the day, before publication, of the news that the text begins with."""
    for draft in drafts:
        claim = draft.claim
        if draft.title or claim.reality != "actual" or not _is_told(doc, draft.at):
            continue
        if doc.sentence[draft.at] - lead > _LEAD or claim.when is None:
            return None
        past = claim.when.end is None and claim.when.start < doc.report.published
        return claim.when if past and _is_news(claim, doc.report.published) else None
    return None


def _day_of_the_lead(doc: Document, dates: Dates, lead: int) -> When | None:
    """The day, before publication, that the first sentence tells of anything: «أبعدت دورية أمس أشخاصاً عن المعبر»."""
    near = [d for d in dates.get(lead, ()) if d.relation == "at" and d.when and d.when.end is None]
    if not near or any(doc.has(j, "background") for j in range(doc.bounds[lead][0], near[0].first)):
        return None
    day = near[0].when
    assert day is not None
    return day if 0 < (doc.report.published - day.start).days <= NEWS_DAYS else None


def _lead(doc: Document, dates: Dates) -> int:
    """The sentence that the text begins with, behind its title again, a place, a day of writing, a picture's words."""
    first = doc.sentence[doc.headline_end] if doc.headline_end < len(doc) else 0
    for n in range(first, min(first + _MASTHEAD, len(doc.bounds))):
        lo, hi = doc.bounds[n]
        if doc.words[lo:hi] == doc.words[: doc.title_end]:
            continue
        dated = next(iter(dates.get(n, ())), None)
        dateline = hi - lo < _SHORT or (dated is not None and dated.first == lo)
        if not dateline or any(w.verb and not w.present for w in doc.info[lo:hi]):
            return n
    return first


def _is_told(doc: Document, i: int) -> bool:
    """Whether word ``i`` tells what happened as news: neither a state nor a present, nor background."""
    word = doc.info[i]
    return not _looks_back(doc, i) and (_told_as_past(doc, i) if word.verb else not word.classes & STATES)


def _looks_back(doc: Document, i: int) -> bool:
    """«وكان المرصد قد ذكر أمس أن …»: whether the sentence tells of before the news."""
    return doc.anywhere(doc.bounds[doc.sentence[i]][0], i, "background")


def _told_as_past(doc: Document, i: int) -> bool:
    """«فُتح», «لم يمر», «إغلاقه»: the event is told as something that happened."""
    word = doc.info[i]
    if not word.verb:
        return not word.classes & STATES and i not in doc.phrase
    return not word.present or any(doc.words[j].lstrip("وف") == "لم" for j in range(max(0, i - 2), i))


def _dated(draft: Draft, day: When) -> Draft:
    rules = tuple("same_day" if r in ("present", "unknown") else r for r in draft.claim.rules)
    return replace(draft, claim=replace(draft.claim, when=day, rules=rules))


_SHORT = 8  # words
_MASTHEAD = 8  # lines at the top that may tell only the place and the day of writing
_SOON = 31  # days
_LASTING = frozenset({"control", "operation"})
_SAME = frozenset({"status", "agreement", "incident"})
