"""How sure the reader is of a claim: a logistic regression over the rules that fired and where the claim stands.

The weights (``languages/<lang>/confidence.json``) are trained on our own annotated reports by ``python
bench/confidence.py --write``, which prints the reliability table by cross-validation; a claim under `THRESHOLD` is
dropped.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import exp
from typing import Final

from maabar.model import ANY_CROSSING, NEW_PREFIX, Agreement, By, Claim, Flow, Incident, Kind, Value
from maabar.reading.document import Document
from maabar.reading.what.event import Event

THRESHOLD: Final = 0.25
"""Claims less likely right than this are dropped: where cross-validated F1 is best (``docs/reading.md``)."""


@dataclass(frozen=True, slots=True)
class Confidence:
    """Weights by feature name, and the intercept."""

    intercept: float
    weights: Mapping[str, float]

    def of(self, features: Mapping[str, float]) -> float:
        """The chance that a claim with these features is right, 0 to 1."""
        score, weights = self.intercept, self.weights
        for name, value in features.items():
            score += weights.get(name, 0.0) * value
        return 1 / (1 + exp(-score))


def content_of(value: Value) -> str:
    """What a value says, without figures: ``open``, ``people``, ``shelling``, the actor."""
    match value:
        case Agreement(on, _):
            return on
        case By(by):
            return by
        case Flow(what, _, _, _):
            return what
        case Incident(type_, _, _, _):
            return type_
        case _:
            return value


def thing_of(claim: Claim) -> tuple[str, Kind, str]:
    """What a claim is about: its crossing, kind and content. Two claims of one thing may differ in all else."""
    return claim.crossing, claim.kind, content_of(claim.value)


def features_of(claim: Claim, event: Event, doc: Document) -> dict[str, float]:
    """Named features of a claim; 1 for what holds, a share for where in the text it stands."""
    content = "" if isinstance(claim.value, By) else content_of(claim.value)
    if claim.crossing == ANY_CROSSING:
        crossing = "any"
    else:
        crossing = "new" if claim.crossing.startswith(NEW_PREFIX) else "listed"
    word = doc.info[event.at]
    form = "verb" if word.verb else "noun"
    names = [
        f"kind={claim.kind}",
        f"said={claim.kind}:{content}",
        f"sense={claim.kind}:{claim.reality}:{claim.polarity}",
        f"crossing={crossing}",
        f"crossing={claim.kind}:{crossing}",
        f"field={claim.field}",
        f"speaker={claim.speaker_kind}",
        f"form={claim.kind}:{form}:{int(word.article)}{int(bool(word.pronoun))}{int(bool(word.preposition))}",
        f"word={claim.kind}:{word.bare}",
        *(f"rule={rule}" for rule in claim.rules),
        *(f"rule={claim.kind}:{rule}" for rule in claim.rules),
    ]
    out = dict.fromkeys(names, 1.0)
    out["place"] = event.at / max(1, len(doc))
    out["via"] = float(len(claim.via))
    out["undated"] = float(claim.when is None)
    out["traffic"] = float(len(claim.traffic))
    out["crossings"] = float(len(event.crossings))
    if isinstance(claim.value, Flow):
        out["counted"] = float(claim.value.count is not None)
        out["none"] = float(claim.value.count == 0)
    return out


@cache
def load_confidence(lang: str) -> Confidence:
    """The trained weights of a language."""
    path = resources.files("maabar.text") / "languages" / lang / "confidence.json"
    data = json.loads(path.read_text("utf-8"))
    return Confidence(data["intercept"], data["weights"])
