"""Claims in neutral words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from maabar.model import Agreement, By, Flow, Incident, SpeechAct, Value
from maabar.output.wording import content
from maabar.registry import Registry

DAY = date(2021, 3, 25)


@pytest.mark.parametrize(
    ("value", "kind", "reality", "polarity", "words"),
    [
        ("open", "status", "actual", "affirmed", "open"),
        ("open", "status", "actual", "denied", "not open"),
        ("closed", "status", "planned", "affirmed", "to close"),
        ("restricted", "status", "actual", "affirmed", "open with restrictions"),
        ("open", "status", "proposed", "affirmed", "opening proposed"),
        (Agreement("open", ("ru", "tr")), "agreement", "actual", "affirmed", "agreement to open (Russia, Türkiye)"),
        (Agreement("close"), "agreement", "proposed", "affirmed", "talk of agreement to close"),
        (Agreement("open"), "agreement", "actual", "denied", "no agreement to open"),
        (By("sdf"), "control", "actual", "affirmed", "held by Syrian Democratic Forces"),
        (By("ru-mp"), "operation", "planned", "affirmed", "to be run by Russian military police"),
        (Flow("people", 0), "flow", "actual", "affirmed", "nobody crossed"),
        (Flow("people", 1), "flow", "actual", "affirmed", "1 person crossed"),
        (Flow("vehicles", 1200), "flow", "actual", "affirmed", "1,200 vehicles crossed"),
        (Flow("aid", None), "flow", "actual", "affirmed", "aid crossed"),
        (Flow("people", None), "flow", "actual", "denied", "passage of people hindered"),
        (Flow("people", None, 20, 99), "flow", "actual", "affirmed", "20 to 99 people crossed"),
        (Flow("vehicles", 200, 180, 220), "flow", "actual", "affirmed", "about 200 vehicles crossed"),
        (Flow("vehicles", 50, 50, None), "flow", "actual", "affirmed", "at least 50 vehicles crossed"),
        (Flow("people", 100, None, 100), "flow", "actual", "affirmed", "up to 100 people crossed"),
        (Flow("people", None, 50, None), "flow", "actual", "affirmed", "at least 50 people crossed"),
        (Flow("people", None, None, 50), "flow", "actual", "affirmed", "up to 50 people crossed"),
        (Incident("blast", 2, 6, "ru"), "incident", "actual", "affirmed", "blast: 2 killed, 6 injured, Russia blamed"),
        (Incident("other"), "incident", "actual", "affirmed", "violence"),
    ],
)  # fmt: skip
def test_content_in_words(
    value: Value, kind: str, reality: str, polarity: str, words: str, act: Callable[..., SpeechAct], registry: Registry
) -> None:
    said = act("sana.sy", value, known=DAY, kind=kind, reality=reality, polarity=polarity)
    assert content(said, registry) == words


def test_traffic_is_named(act: Callable[..., SpeechAct], registry: Registry) -> None:
    assert content(act("x", "open", known=DAY, traffic=("aid", "people")), registry) == "open (aid, people)"
