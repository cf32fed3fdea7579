"""Speech acts: who said what when, once, however many reports relay it.

Claims are one act when voice, crossing, content (kind, value, reality, polarity, traffic) and day agree. A **voice**
is a speaker as resolved:

- an official: the actor's id;
- an outlet, in its own words or relayed by others: the outlet's id;
- an unnamed source or a witness: ``outlet|words``, the words as written but for vowel signs and quotation marks, the
  outlet the one that heard them, that is the first of the chain of relays. «مصادر محلية» of two outlets are two voices,
  unless one relays the other. A source whose name the registry knows (a monitor, an actor) is heard under its own id
  wherever it is quoted.

A report whose text copies another's (`maabar.weighing.duplicates`) brings no new voice: what it says in its own words
or on unnamed sources, and the original said too, is a relay of the original's act, whether or not it gives credit.
Outlets of one owner (`Outlet.family`) say the same thing about the same day once.

A claim that names no day is the same act as long as it is published within `SAME_NEWS` days of its first publication;
one that names its day is the same act whenever it is told again.
"""

from __future__ import annotations

import gc
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from maabar.model import Agreement, Claim, Relay, Report, SpeechAct, Value, When, value_to_json
from maabar.weighing.duplicates import Decided, originals

if TYPE_CHECKING:
    from maabar.registry import Registry

WORDS_OF: Final = "|"
"""Between the outlet and the words of an unnamed voice."""
SAME_NEWS: Final = 7
"""Days within which the same undated claim of the same voice is the same utterance."""

_UNSPOKEN: Final = dict.fromkeys(
    [
        *range(0x064B, 0x0653),
        0x0640,
        0x0670,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
        *map(ord, "\"“”„‟«»'‘’"),
    ]
)
"""Vowel signs, kashida, invisible marks, quotation marks."""

_Content = tuple[str, str, Value, str, str, tuple[str, ...]]
_BOUND_TO_OUTLET: Final = frozenset({"self", "unnamed", "witness"})


def outlet_of(voice: str) -> str:
    """The outlet through which a voice is heard; the voice itself where it is an outlet or an actor."""
    return voice.partition(WORDS_OF)[0]


class Voices:
    """Names of voices. Remembers what it resolved; without a registry, names stand as they are written."""

    def __init__(self, registry: Registry | None = None) -> None:
        self._registry = registry
        self._outlets: dict[str, tuple[str, str]] = {}
        self._voices: dict[tuple[str, str, str], tuple[str, str]] = {}

    def of(self, claim: Claim, outlet: str) -> tuple[str, str]:
        """(voice, family) of a claim in a report of that outlet; the family is the voice where there is none."""
        heard_by = claim.via[0] if claim.via and claim.speaker_kind in ("unnamed", "witness") else outlet
        key = (claim.speaker, claim.speaker_kind, heard_by)
        found = self._voices.get(key)
        if found is None:
            found = self._voices[key] = self._name(*key)
        return found

    def _name(self, speaker: str, kind: str, heard_by: str) -> tuple[str, str]:
        registry = self._registry
        if kind == "self":
            return self._outlet(heard_by)
        if kind == "media":
            return self._outlet(speaker)
        if kind == "official" or (registry is not None and speaker in registry.actors):
            plain = _plain(speaker)
            return plain, plain
        if registry is not None and registry.knows_outlet(speaker):
            return self._outlet(speaker)
        outlet, _ = self._outlet(heard_by)
        voice = f"{outlet}{WORDS_OF}{_plain(speaker)}"
        return voice, voice

    def _outlet(self, name: str) -> tuple[str, str]:
        found = self._outlets.get(name)
        if found is None:
            if self._registry is not None and self._registry.knows_outlet(name):
                outlet = self._registry.outlet(name)
                found = outlet.id, outlet.family or outlet.id
            else:
                plain = _plain(name).removeprefix("www.")
                found = plain, plain
            self._outlets[name] = found
        return found


@dataclass(slots=True)
class _Act:
    voice: str
    family: str
    claim: Claim
    content: _Content
    known: date
    confidence: float
    relays: list[Relay] = field(default_factory=list)

    def relay(self, report: Report, n: int, copy_of: str | None) -> None:
        last = self.relays[-1] if self.relays else None
        if last is None or (last.report, last.outlet) != (report.id, report.outlet):
            self.relays.append(Relay(report.id, report.outlet, report.published, n, copy_of))

    def finish(self) -> SpeechAct:
        claim = self.claim
        return SpeechAct(
            id=_digest(self.voice, self.content, claim.when, self.known),
            voice=self.voice,
            speaker_kind=claim.speaker_kind,
            crossing=claim.crossing,
            kind=claim.kind,
            value=self.content[2],
            reality=claim.reality,
            polarity=claim.polarity,
            traffic=self.content[5],
            when=claim.when,
            known=self.known,
            relays=tuple(self.relays),
            quote=claim.quote,
            confidence=self.confidence,
        )


def in_order(reports: Iterable[Report], decided: Decided | None = None) -> list[Report]:
    """Reports in order of publication, each once.

    By day, then by moment where it is known (one that does not tell its moment cannot claim to have been first), then
    by outlet and id, so that the order of the input never matters. Those that people ``decided`` are copies come last
    on their day.
    """
    known = decided or {}
    given = list(reports)
    if len({r.id for r in given}) < len(given):
        given = list({(r.outlet, r.id, r.published): r for r in given}.values())
    late = float("inf")
    return sorted(
        given,
        key=lambda r: (
            r.published,
            known.get(r.id) is not None,
            r.published_at.timestamp() if r.published_at else late,
            r.outlet,
            r.id,
        ),
    )


def speech_acts(
    reports: Iterable[Report],
    *,
    registry: Registry | None = None,
    copies: bool = True,
    decided: Decided | None = None,
) -> list[SpeechAct]:
    """Every speech act of the reports' claims, in order of first publication.

    Each act's relays are in order of publication; ``copy_of`` names the report whose text a relay copies. An act's
    ``id`` is a hash of its voice, content and day (of first publication where it names no day): relays that come later
    never change it. ``copies=False`` looks at no text: uncredited copies then count as voices of their own. ``decided``
    is what people settled about copies: by report id the id of the one it repeats, or None where it is no copy.

    Linear in the number of claims and the length of texts; reports without text cost no comparison.
    """
    ordered = in_order(reports, decided)
    if not copies:
        return acts_of(ordered, [None] * len(ordered), registry=registry)
    said = [frozenset(map(_content, r.claims)) if r.text or r.title else frozenset[_Content]() for r in ordered]
    return acts_of(ordered, originals(ordered, decided, said), registry=registry)


def acts_of(
    ordered: Sequence[Report], copied: Sequence[int | None], *, registry: Registry | None = None
) -> list[SpeechAct]:
    """Speech acts of reports in order of publication, where it is known of each which one it copied, or None."""
    with _no_collection():
        return _Collector(ordered, copied, Voices(registry)).collect()


@contextmanager
def _no_collection() -> Iterator[None]:
    """Let the garbage collector rest: a million acts are made here and no cycle, and it would look through them all,
    time and again, for more than half of the time taken."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


class _Collector:
    def __init__(self, reports: Sequence[Report], copied: Sequence[int | None], voices: Voices) -> None:
        self._reports, self._copied, self._voices = reports, copied, voices
        self._acts: list[_Act] = []
        self._latest: dict[tuple[str, _Content, tuple[date, date | None] | None], _Act] = {}
        self._of_original: dict[int, list[_Act]] = {i: [] for i in copied if i is not None}

    def collect(self) -> list[SpeechAct]:
        for i, report in enumerate(self._reports):
            original = self._copied[i]
            copy_of = None if original is None else self._reports[original].id
            keep = self._of_original.get(i)
            for n, claim in enumerate(report.claims):
                act = None if original is None else self._copied_act(claim, report, original)
                if act is None:
                    act = self._own_act(claim, report)
                act.relay(report, n, copy_of)
                if keep is not None:
                    keep.append(act)
        return [act.finish() for act in self._acts]

    def _own_act(self, claim: Claim, report: Report) -> _Act:
        voice, family = self._voices.of(claim, report.outlet)
        content = _content(claim)
        when = claim.when
        key = (family, content, None if when is None else (when.start, when.end))
        act = self._latest.get(key)
        if act is None or (when is None and (report.published - act.known).days > SAME_NEWS):
            confidence = 1.0 if claim.confidence is None else claim.confidence
            act = self._latest[key] = _Act(voice, family, claim, content, report.published, confidence)
            self._acts.append(act)
        return act

    def _copied_act(self, claim: Claim, report: Report, original: int) -> _Act | None:
        """The original's act that the claim repeats: same content, and a day no further off than the copy came late
        («اليوم» in a copy of tomorrow is yesterday's today). Who speaks for himself wherever quoted, stays himself."""
        content = _content(claim)
        late = (report.published - self._reports[original].published).days
        _, family = self._voices.of(claim, report.outlet)
        best: tuple[int, int, _Act] | None = None
        for n, act in enumerate(self._of_original[original]):
            if act.content != content or (act.family != family and claim.speaker_kind not in _BOUND_TO_OUTLET):
                continue
            off = _days_apart(act.claim.when, claim.when)
            if off is not None and off <= late and (best is None or (off, n) < best[:2]):
                best = off, n, act
        return best[2] if best else None


def _plain(words: str) -> str:
    """Words as they are compared as voices. Letters stay as written: voices are shown to people."""
    return " ".join(words.translate(_UNSPOKEN).split())


def _content(claim: Claim) -> _Content:
    value = claim.value
    if isinstance(value, Agreement):
        value = Agreement(value.on, tuple(sorted(value.parties)))
    traffic = claim.traffic if len(claim.traffic) < 2 else tuple(sorted(claim.traffic))
    return claim.crossing, claim.kind, value, claim.reality, claim.polarity, traffic


def _days_apart(one: When | None, other: When | None) -> int | None:
    """Days between two dates; None where only one is known, or where one is a day and the other a range."""
    if one is None or other is None:
        return 0 if one is other else None
    if (one.end is None) != (other.end is None):
        return None
    return max(abs((one.start - other.start).days), abs((one.last - other.last).days))


def _digest(voice: str, content: _Content, when: When | None, known: date) -> str:
    crossing, kind, value, reality, polarity, traffic = content
    told = value if isinstance(value, str) else json.dumps(value_to_json(value), ensure_ascii=False, sort_keys=True)
    day = f"known {known}" if when is None else f"{when.start}/{when.end or ''}"
    whole = "\x1f".join((voice, crossing, kind, told, reality, polarity, ",".join(traffic), day))
    return hashlib.blake2b(whole.encode(), digest_size=10).hexdigest()
