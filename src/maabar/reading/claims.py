"""From events and speakers to claims: who says it, for which day, once each, with its verbatim quote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from maabar.model import ANY_CROSSING, Agreement, Claim, Flow, Polarity
from maabar.reading.confidence import THRESHOLD, Confidence, content_of, features_of, thing_of
from maabar.reading.document import Document
from maabar.reading.draft import Draft
from maabar.reading.what.event import DENIAL, Event
from maabar.reading.what.trigger import MASDARS, WHICH
from maabar.reading.when.elsewhere import NEWS_DAYS, with_days_told_elsewhere
from maabar.reading.when.timing import Told, put_off_to, told_in, when_of
from maabar.reading.who.voices import Attribution, Speaker
from maabar.text.dates import DateExpression

_LONGEST_QUOTE = 60  # words


def drafts_of(
    doc: Document,
    events: Sequence[Event],
    attributions: Sequence[Attribution],
    dates: Sequence[DateExpression],
    default: Speaker,
    reader: str,
) -> list[Draft]:
    """The claims of a report, once each, in the order of their words."""
    drafts: list[Draft] = []
    heard, told = heard_in(doc, attributions), told_in(doc, dates, attributions)
    for event in events:
        for attribution, denied in _together(_voices(doc, event, heard.get(doc.sentence[event.at], ()))):
            drafts += _draft(doc, event, attribution, denied, told, default, reader)
    return _once(_still_ahead(with_days_told_elsewhere(drafts, doc, told.dates), doc.report.published))


def _still_ahead(drafts: Sequence[Draft], published: date) -> list[Draft]:
    """«قرر النظام إغلاق المعبر» in a report that tells a coming day for it: the order is no closing yet."""
    coming = [d.claim for d in drafts if d.claim.reality == "planned" and _is_affirmed(d.claim)]
    ahead = {thing_of(c) for c in coming if c.when and c.when.start > published}
    if not ahead:
        return list(drafts)
    out = []
    for d in drafts:
        c = d.claim
        ordered = "decide" in c.rules and c.reality == "actual" and not d.dated
        if ordered and thing_of(c) in ahead and (c.when is None or c.when.start >= published):
            d = replace(d, claim=replace(c, reality="planned", when=None))  # noqa: PLW2901
        out.append(d)
    return out


def _is_affirmed(claim: Claim) -> bool:
    return claim.kind == "status" and claim.polarity == "affirmed"


def sure(drafts: Sequence[Draft], confidence: Confidence) -> list[Claim]:
    """The claims with their confidence, without those that are more likely wrong than the threshold allows."""
    out = []
    for draft in drafts:
        chance = confidence.of(draft.features)
        if chance >= THRESHOLD:
            out.append(replace(draft.claim, confidence=round(chance, 3)))
    return out


def heard_in(doc: Document, attributions: Sequence[Attribution]) -> dict[int, list[Attribution]]:
    """The attributions whose words reach into each sentence, by its number."""
    out: dict[int, list[Attribution]] = {}
    for a in attributions:
        if a.start < min(a.end, len(doc)):
            for n in range(doc.sentence[a.start], doc.sentence[min(a.end, len(doc)) - 1] + 1):
                out.setdefault(n, []).append(a)
    return out


def enclosing(at: int, attributions: Sequence[Attribution]) -> list[Attribution]:
    """The attributions whose words hold word ``at``, outermost first."""
    return sorted((a for a in attributions if a.start <= at < a.end), key=lambda a: (a.start, a.rule != "according"))


def spans(length: int, attributions: Sequence[Attribution]) -> tuple[list[int], list[int]]:
    """For every word, where its innermost speaker's words begin and that speaker's verb (0 and -1 for none)."""
    starts, frames = [0] * length, [-1] * length
    for a in sorted(attributions, key=lambda a: (a.start, a.rule != "according")):
        for i in range(a.start, min(a.end, length)):
            starts[i], frames[i] = a.start, a.frame
    return starts, frames


def _voices(doc: Document, event: Event, attributions: Sequence[Attribution]) -> list[tuple[Attribution | None, bool]]:
    """Who says the event, and whether denying it. Under a denial, the one denied is heard too if he is named."""
    around = enclosing(event.at, attributions)
    if not around:
        return [(None, False)]
    inner = around[-1]
    if inner.denies:
        return [(inner, ":" not in doc.gaps[inner.start])]  # «أنقرة تكذّب موسكو: لم يُفتح المعبر»
    deniers = [a for a in around if a.denies]
    told = not doc.info[inner.frame].verb or doc.words[inner.frame - 1] == "ما"  # «إن ما تداولته المواقع … غير صحيح»
    if not deniers and "false" in event.scope.operators and len(around) > 1 and told:
        return [(around[-2], False)]  # «قال مسؤولون إن إعلان روسيا … غير صحيح»: they speak
    if deniers and inner.speaker.name == deniers[-1].speaker.name:
        if inner.rule == "relay":
            return [(deniers[-1], True)]  # «نفى المحافظ ما تم تداوله عن إغلاق المعبر»: nobody else is named
        return [(inner, False)]  # «نفى المصدر …، مؤكدا أن المعبر مغلق»
    if deniers:
        own = [(inner, False)] if inner.rule != "say_on" else []
        return [(deniers[-1], True), *own]
    return [(inner, False)]


def _together(voices: list[tuple[Attribution | None, bool]]) -> Iterator[tuple[Attribution | None, bool]]:
    """Each voice, and each of those who say the same with it, by itself."""
    for attribution, denied in voices:
        yield attribution, denied
        if attribution is not None:
            yield from ((replace(attribution, speaker=other), denied) for other in attribution.others)


def _draft(
    doc: Document,
    event: Event,
    attribution: Attribution | None,
    denied: bool,
    told: Told,
    default: Speaker,
    reader: str,
) -> list[Draft]:
    speaker = attribution.speaker if attribution else default
    when, how = when_of(doc, event, told, attribution, doc.report.published)
    if event.scope.after and when is not None and when.start > doc.report.published:
        return []  # «بعد يوم واحد من فتحه»
    if event.scope.after and how != "dated" and event.kind == "status":
        return []
    reality = event.scope.reality
    word = doc.info[event.at]
    which = event.at > 0 and doc.words[event.at - 1] in WHICH  # «القرار الذي فتح المعبر»
    past = bool(word.verb) and not word.present and (which or word.bare not in MASDARS)
    if event.at and doc.words[event.at - 1].lstrip("و") in _STAYED and word.classes & {"open_state", "closed_state"}:
        past = True  # «سيُفتح غدًا، وقد ظل مغلقًا ثلاثة أعوام»
    if past and reality == "actual" and when and when.start > doc.report.published:
        when, how = None, "unknown"  # what has happened did not happen later
    if reality == "proposed" and "expect" in event.scope.operators and when and when.start >= doc.report.published:
        reality = "planned"  # «من المتوقع فتحه الأحد المقبل»
    if reality == "planned" and when and _decided(event) and (doc.report.published - when.start).days > NEWS_DAYS:
        reality = "actual"  # «في مايو 2022 قررت الجزائر فتحه»
    if reality == "actual" and when is not None and how != "dated" and event.kind == "status":
        if when.start == doc.report.published and "decide" in event.scope.operators and _from_then_on(doc, event):
            reality = "planned"  # «قرر إغلاقه ابتداء من منتصف الليل»
    if reality == "actual" and when is not None and how == "dated":
        published = doc.report.published
        if when.start > published and isinstance(value := event.values[0], Agreement) and value.on != "operate":
            event = replace(event, kind="status", values=("open" if value.on == "open" else "closed",))
        if when.start > published or (when.start == published and event.kind == "status" and _from_then_on(doc, event)):
            reality = "planned"  # «يعود المعبر إلى العمل السبت المقبل»
    first, last = event.first, event.last
    if attribution and attribution.frame < first and first - attribution.frame < 14:
        first = attribution.frame
    last = min(last, first + _LONGEST_QUOTE, len(doc) - 1)
    quote, place, start, end = doc.quote(min(first, last), last)
    polarity: Polarity = event.scope.polarity
    if denied and not {"false", "given"} & set(event.scope.operators):
        polarity = "denied" if polarity == "affirmed" else "affirmed"
    if event.rule == DENIAL and polarity == "affirmed":
        return []
    if polarity == "denied" and reality == "proposed" and "rumour" in event.scope.operators:
        reality = "planned" if "plan" in event.scope.operators else "actual"  # «نفى ما يتداوله الأهالي عن فتح المعبر»
    if polarity == "denied" and (day := put_off_to(doc, event, told.dates, doc.report.published)):
        reality, polarity, when, how = "planned", "affirmed", day, "dated"
    rules = [event.rule, *event.scope.operators, how]
    if attribution:
        rules.append(attribution.rule)
    again = _takes_up(doc, event, dated=how == "dated")
    out = []
    for crossing in event.crossings:
        for value in event.values:
            claim = Claim(
                quote=quote,
                crossing=crossing,
                kind=event.kind,
                value=value,
                reality=reality,
                polarity=polarity,
                speaker=speaker.name,
                speaker_kind=speaker.kind,
                via=speaker.via,
                traffic=event.traffic if event.kind in ("status", "agreement") else (),
                when=when,
                field="title" if place == "title" else "text",
                start=start,
                end=end,
                distanced=attribution.distance if attribution else None,
                note=event.note,
                direction=event.direction,
                reader=reader,
                rules=tuple(dict.fromkeys(rules)),
            )
            features = features_of(claim, event, doc)
            out.append(Draft(claim, how == "dated", event.at < doc.headline_end, event.at, features, again))
    return out


def _takes_up(doc: Document, event: Event, *, dated: bool) -> bool:
    """«وأدى الإغلاق إلى …», «ويأتي فتح المعبر …», «جاء قرار الإغلاق …»: it takes up what may have been told."""
    word = doc.info[event.at]
    if (word.verb and word.bare not in MASDARS) or event.kind not in ("status", "incident"):
        return False
    ordered = event.at > 1 and doc.words[event.at - 1] == "قرار"
    came = any(doc.words[j].lstrip("وف") in _CAME for j in range(max(0, event.at - 2), event.at))
    if ordered and came:
        return True
    return not dated and (word.article or came)


def _decided(event: Event) -> bool:
    """Whether nothing but a decision makes it planned."""
    operators = event.scope.operators
    return "decide" in operators and not {"future", "plan", "never"} & set(operators)


def _from_then_on(doc: Document, event: Event) -> bool:
    """«يُغلق بدءًا من اليوم»: an order for the time from a day on. What is opened from today is open today."""
    word = doc.info[event.at]
    lo, hi = doc.clauses[doc.clause[event.at]]
    ordered = (bool(word.verb) and word.present) or "decide" in event.scope.operators
    if not ordered or event.values[0] == "open":
        return False
    return any(doc.words[j] in ("بدءا", "اعتبارا", "ابتداء", "بدايه") for j in range(lo, hi))


def _once(drafts: list[Draft]) -> list[Draft]:
    """Each thing that a speaker says once: from the text rather than the title, dated rather than not."""
    body = {(d.claim.kind, content_of(d.claim.value), d.claim.crossing) for d in drafts if not d.title}
    anywhere = {(kind, content) for kind, content, _ in body}
    kept: dict[object, list[Draft]] = {}
    called: dict[str, str] = {}
    for draft in drafts:
        c = draft.claim
        speaker = called.setdefault(c.speaker, _called(c.speaker, called))
        content = (c.kind, content_of(c.value), c.reality, c.polarity)
        if draft.title and (
            (*content[:2], c.crossing) in body or (c.crossing == ANY_CROSSING and content[:2] in anywhere)
        ):
            continue
        said = kept.setdefault((c.crossing, *content, speaker, c.via), [])
        same = next((n for n, old in enumerate(said) if _same(old, draft)), None)
        if same is None:
            said.append(draft)
        else:
            said[same] = _merged(said[same], draft)
    return sorted((d for said in kept.values() for d in said), key=lambda d: (d.claim.field != "title", d.at))


def _called(name: str, before: Iterable[str]) -> str:
    """The fuller name by which a speaker was called before: «محمد العبدالله، مراسل …», then «العبدالله»."""
    words = name.split()
    if not words or name.isascii():
        return name
    for fuller in before:
        other = fuller.split()
        if len(words) < len(other) and (words == other[-1:] if len(words) == 1 else set(words) <= set(other)):
            return fuller
    return name


def _same(a: Draft, b: Draft) -> bool:
    """Whether two claims of the same speaker and content are one: not of two days, nor with two figures."""
    x, y = a.claim, b.claim
    if isinstance(x.value, Flow) and isinstance(y.value, Flow):
        counts = {x.value.count, y.value.count} - {None}
        if len(counts) > 1:
            return False  # «دخلت 14 شاحنة» and «دخلت 18 شاحنة»
    if x.when == y.when or not (a.dated or b.dated) or b.again:
        return True
    if a.dated and b.dated:
        return x.field == y.field and x.start == y.start and x.end == y.end and x.kind == "flow"
    news = y if a.dated else x  # «خرج المعبر عن الخدمة مجددًا. وقبل أسبوع كان قد خرج عن الخدمة»: today's is another
    return "present" not in news.rules


def _merged(old: Draft, new: Draft) -> Draft:
    """Of two that are one, the dated; with the traffic that either tells of."""
    kept, other = (new, old) if new.dated and not old.dated else (old, new)
    if kept.claim.traffic or not other.claim.traffic:
        return kept
    return replace(kept, claim=replace(kept.claim, traffic=other.claim.traffic))


_CAME = frozenset("ياتي تاتي جاء جاءت يجيء".split())
_STAYED = frozenset("ظل ظلت بقي بقيت".split())
