"""The default reader: rules over lexicons; no model, no network."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any, Final

import yaml

from maabar.model import Report
from maabar.reading.claims import drafts_of, spans, sure
from maabar.reading.confidence import load_confidence
from maabar.reading.document import read_document
from maabar.reading.draft import Draft
from maabar.reading.gate import Gate
from maabar.reading.parts import LONGEST, moved, parts
from maabar.reading.what.events import events_of
from maabar.reading.what.purposes import purposes_of, with_purposes
from maabar.reading.what.scene import Scene, ends_of
from maabar.reading.which.mentions import MentionFinder
from maabar.reading.which.names import index_of
from maabar.reading.who.parties import parties_of
from maabar.reading.who.speakers import SpeakerFinder
from maabar.registry import Registry, load_registry
from maabar.text.clutter import clutter_spans
from maabar.text.dates import scan
from maabar.text.lexicon import load_lexicon

READER: Final = "rules/1"
"""Name and version of this reader, kept with every claim."""


class Reader:
    """Reads reports into claims. Make one and use it for many: names and lexicons are compiled once."""

    def __init__(self, registry: Registry | None = None) -> None:
        self.registry = registry or load_registry()
        self._gate = Gate(self.registry)
        parties = _parties("ar")
        self._lexicon = load_lexicon("ar", "words", "speech", "crossings")
        self._index = index_of(self.registry, parties["offices"])
        self._parties = parties_of(parties, self._index)
        self._ends = ends_of(self.registry)
        self._mentions = MentionFinder(self.registry, self._lexicon, self._parties, self._ends)
        self._speakers = SpeakerFinder(self.registry, self._parties)

    def read(self, report: Report) -> Report:
        """The report with its claims; every quote is a verbatim slice of its title or text."""
        return report.with_claims(sure(self.drafts(report), load_confidence("ar")))

    def drafts(self, report: Report) -> list[Draft]:
        """Every claim that the rules propose, before the least likely are dropped (for training)."""
        if len(report.text) <= LONGEST:
            return self._drafts(report)
        return [moved(draft, start) for start, part in parts(report) for draft in self._drafts(part)]

    def _drafts(self, report: Report) -> list[Draft]:
        if not self._gate.opens(report.title, report.text):
            return []
        outlet = self.registry.outlet(report.outlet).id
        doc = read_document(report, self._lexicon, self._index)
        self._parties.settle(doc)
        mentions = self._mentions.find(doc)
        if not mentions:
            return []
        default, attributions = self._speakers.find(doc, outlet)
        starts, frames = spans(len(doc), attributions)
        events = events_of(Scene(doc, mentions, starts, frames, self._parties.nation, self._ends))
        dates = scan(doc.folded.text, doc.words, doc.starts, report.published)
        drafts = drafts_of(doc, events, attributions, dates, default, READER)
        drafts = with_purposes(doc, drafts, purposes_of(doc, attributions, default), default.name)
        clutter = clutter_spans(report.text, report.lang)
        return [d for d in drafts if not _within(d, clutter)] if clutter else drafts


def _within(draft: Draft, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a claim stands in page clutter."""
    at = draft.claim.start
    return draft.claim.field == "text" and at is not None and any(lo <= at < hi for lo, hi in spans)


@cache
def _parties(lang: str) -> dict[str, Any]:
    path = resources.files("maabar.text") / "languages" / lang / "parties.yaml"
    data: dict[str, Any] = yaml.load(path.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return data
