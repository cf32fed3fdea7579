"""Which phenomena of the language a claim shows, by the surface tests of ``phenomena.yaml``.

Scores are broken down by them. The tests are rough on purpose: they look at the report's words and at the annotated
claim's own fields, never at how a claim was read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any, Final

from maabar.model import ANY_CROSSING, NEW_PREFIX, Claim, Flow, Incident, Report
from maabar.output.loaded import loaded_words
from maabar.registry import Registry, alias_key

_MARKS: Final = re.compile("[\u0640\u064b-\u0652\u0670]")
_SENTENCE_END: Final = re.compile(r"[.!?؟\n]")


@dataclass(frozen=True, slots=True)
class Phenomenon:
    """One test: its name, its meaning, an example of ours, and where and how it looks."""

    name: str
    means: str
    example: str
    place: str | None
    pattern: re.Pattern[str] | None
    raw: bool
    loaded: bool
    in_title: bool
    claim: Mapping[str, str]

    def shows(self, claim: Claim, report: Report, registry: Registry) -> bool:
        """Whether the claim shows it, in its report."""
        if not all(_CONDITIONS[on](claim, wanted, registry) for on, wanted in self.claim.items()):
            return False
        if self.place is None:
            return True
        if self.in_title and claim.quote not in report.title:
            return False
        words = _words(self.place, claim, report)
        if not self.raw:
            words = _MARKS.sub("", words)
        if self.loaded:
            return bool(loaded_words(registry).search(words))
        return bool(self.pattern and self.pattern.search(words))


@lru_cache(maxsize=1)
def phenomena() -> tuple[Phenomenon, ...]:
    """Every phenomenon of the data file, in its order."""
    import yaml

    text = resources.files("maabar.output").joinpath("phenomena.yaml").read_text("utf-8")
    return tuple(_phenomenon(name, entry) for name, entry in yaml.safe_load(text).items())


def phenomena_of(claim: Claim, report: Report, registry: Registry) -> frozenset[str]:
    """Names of the phenomena that an annotated claim shows."""
    return frozenset(p.name for p in phenomena() if p.shows(claim, report, registry))


def _phenomenon(name: str, entry: Mapping[str, Any]) -> Phenomenon:
    pattern = entry.get("pattern")
    return Phenomenon(
        name=name,
        means=entry["means"],
        example=entry["example"],
        place=entry.get("in"),
        pattern=re.compile(pattern, re.IGNORECASE) if pattern else None,
        raw=entry.get("raw", False),
        loaded=entry.get("loaded", False),
        in_title=entry.get("quoted") == "title",
        claim=entry.get("claim", {}),
    )


def _words(place: str, claim: Claim, report: Report) -> str:
    if place == "quote":
        return claim.quote
    if place == "title":
        return report.title
    if place == "report":
        return f"{report.title}\n{report.text}"
    return _sentence(claim.quote, report.text) or _sentence(claim.quote, report.title) or claim.quote


def _sentence(quote: str, text: str) -> str:
    start = text.find(quote)
    if start < 0:
        return ""
    before = [end.end() for end in _SENTENCE_END.finditer(text, 0, start)]
    after = _SENTENCE_END.search(text, start + len(quote))
    return text[before[-1] if before else 0 : after.start() if after else len(text)]


def _crossing(claim: Claim, wanted: str, registry: Registry) -> bool:
    if wanted == "new":
        return claim.crossing.startswith(NEW_PREFIX)
    if wanted == "general":
        return claim.crossing == ANY_CROSSING
    known = registry.crossings.get(claim.crossing)
    keys = {alias_key(name) for name in known.names} if known else set()
    return any(len(registry.crossing_names.get(key, ())) > 1 or _places_called(key, registry) > 1 for key in keys)


def _places_called(key: str, registry: Registry) -> int:
    """How many places have the name, alone or with what tells them apart («قرية الصالحية», «صالحية دمشق»)."""
    whole = re.compile(rf"(?<!\w){re.escape(key)}(?!\w)")
    return len({place for name, ids in registry.place_names.items() if whole.search(name) for place in ids})


def _spelling(claim: Claim, _wanted: str, registry: Registry) -> bool:
    known = registry.crossings.get(claim.crossing)
    return known is not None and "معبر " in claim.quote and known.ar not in claim.quote


def _count(claim: Claim, _wanted: str, _registry: Registry) -> bool:
    match claim.value:
        case Flow(count=count):
            return count is not None
        case Incident(killed=killed, injured=injured):
            return killed is not None or injured is not None
    return False


_CONDITIONS: Final[Mapping[str, Callable[[Claim, str, Registry], bool]]] = {
    "via": lambda claim, _, __: bool(claim.via),
    "polarity": lambda claim, wanted, _: claim.polarity == wanted,
    "reality": lambda claim, wanted, _: claim.reality == wanted,
    "kind": lambda claim, wanted, _: claim.kind == wanted,
    "value": lambda claim, wanted, _: claim.value == wanted,
    "when": lambda claim, _, __: bool(claim.when and claim.when.end),
    "crossing": _crossing,
    "spelling": _spelling,
    "count": _count,
}
