"""What stands: by the weighing, and by the simple rule where it isn't asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from maabar.model import ANY_CROSSING, Agreement, By, Flow, SpeechAct
from maabar.output.sentences import sentence
from maabar.output.standing import Standing, standings, to_json
from maabar.registry import Registry

Act = Callable[..., SpeechAct]
CROSSING = "sy/saraqib-tarnabah"
MARCH = [date(2021, 3, day) for day in range(1, 32)]


def only(found: list[Standing]) -> Standing:
    assert len(found) == 1
    return found[0]


def test_the_rule_takes_the_latest_independent_claim(act: Act, registry: Registry) -> None:
    acts = [
        act("reuters.com", "closed", known=MARCH[20]),
        act("ru-mod", "open", known=MARCH[24], speaker_kind="official"),
    ]
    standing = only(standings(acts, on=MARCH[26], registry=registry))
    assert standing.state == "closed"
    assert standing.voices_for == ("reuters.com",)
    assert standing.voices_against == ("ru-mod",)
    assert standing.contested


def test_without_an_independent_voice_the_latest_of_any_counts(act: Act, registry: Registry) -> None:
    acts = [act("ru-mod", "open", known=MARCH[24], speaker_kind="official")]
    standing = only(standings(acts, on=MARCH[26], registry=registry))
    assert (standing.state, standing.since, standing.contested) == ("open", MARCH[24], False)


def test_since_goes_back_to_where_somebody_contradicts(act: Act, registry: Registry) -> None:
    acts = [
        act("reuters.com", "open", known=MARCH[1]),
        act("afp.com", "closed", known=MARCH[5]),
        act("afp.com", "open", known=MARCH[9]),
        act("reuters.com", "open", known=MARCH[12]),
    ]
    assert only(standings(acts, on=MARCH[13], registry=registry)).since == MARCH[9]


def test_old_evidence_is_not_enough(act: Act, registry: Registry) -> None:
    acts = [act("reuters.com", "open", known=date(2020, 1, 1))]
    standing = only(standings(acts, on=MARCH[1], registry=registry))
    assert standing.state == "unknown"
    assert "Not enough information" in sentence(standing, registry)


def test_the_weighing_decides_where_it_is_asked(act: Act, registry: Registry, steps: Any) -> None:
    acts = [act("reuters.com", "open", known=MARCH[10]), act("afp.com", "open", known=MARCH[20])]
    beliefs = steps(CROSSING, MARCH[15], (0.9, 0.05, 0.05), (0.1, 0.1, 0.8))
    standing = only(standings(acts, on=MARCH[25], registry=registry, beliefs=beliefs))
    assert (standing.state, standing.since) == ("closed", MARCH[15])
    assert standing.voices_against == ("reuters.com", "afp.com")


def test_a_vague_belief_is_not_enough(act: Act, registry: Registry, steps: Any) -> None:
    acts = [act("reuters.com", "open", known=MARCH[10])]
    beliefs = steps(CROSSING, MARCH[1], (0.4, 0.3, 0.3), (0.4, 0.3, 0.3))
    assert only(standings(acts, on=MARCH[11], registry=registry, beliefs=beliefs)).state == "unknown"


def test_voices_are_counted_for_what_is_likeliest_where_the_state_is_unknown(
    act: Act, registry: Registry, steps: Any
) -> None:
    acts = [act("reuters.com", "open", known=MARCH[10]), act("afp.com", "closed", known=MARCH[10])]
    beliefs = steps(CROSSING, MARCH[1], (0.4, 0.3, 0.3), (0.4, 0.3, 0.3))
    standing = only(standings(acts, on=MARCH[11], registry=registry, beliefs=beliefs))
    assert (standing.state, standing.contested) == ("unknown", True)
    assert standing.voices_for == ("reuters.com",)


def test_what_says_nothing_of_the_state_leaves_it_unknown(act: Act, registry: Registry, steps: Any) -> None:
    acts = [act("reuters.com", By("sdf"), kind="control", known=MARCH[10])]
    beliefs = steps("another", MARCH[1], (1, 0, 0), (1, 0, 0))
    standing = only(standings(acts, on=MARCH[11], registry=registry, beliefs=beliefs))
    assert (standing.state, standing.belief) == ("unknown", None)


def test_nobody_crossing_stands_against_open(act: Act, registry: Registry) -> None:
    acts = [
        act("reuters.com", "open", known=MARCH[20]),
        act("orient-news.net|كاميرا", Flow("people", 0), kind="flow", speaker_kind="witness", known=MARCH[21]),
    ]
    standing = only(standings(acts, on=MARCH[22], registry=registry))
    assert standing.voices_against == ("orient-news.net|كاميرا",)


def test_a_plan_counts_from_its_day_on(act: Act, registry: Registry) -> None:
    plan = act("ru-mod", "open", reality="planned", known=MARCH[20], day=MARCH[25], speaker_kind="official")
    closed = act("reuters.com", "closed", known=MARCH[19])
    assert not only(standings([plan, closed], on=MARCH[22], registry=registry)).contested
    assert only(standings([plan, closed], on=MARCH[26], registry=registry)).contested


def test_what_came_out_later_is_not_there(act: Act, registry: Registry) -> None:
    acts = [act("reuters.com", "open", known=MARCH[10]), act("afp.com", "closed", known=MARCH[20])]
    standing = only(standings(acts, on=MARCH[15], registry=registry))
    assert (standing.last_evidence, standing.acts) == (MARCH[10], (acts[0],))


def test_crossings_in_general_stand_nowhere(act: Act, registry: Registry) -> None:
    general = act("reuters.com", "open", known=MARCH[1], crossing=ANY_CROSSING)
    assert standings([general], on=MARCH[2], registry=registry) == []


def test_contested_crossings_come_first(act: Act, registry: Registry) -> None:
    acts = [
        act("reuters.com", "open", known=MARCH[20], crossing="sy/al-rai"),
        act("reuters.com", "open", known=MARCH[10]),
        act("afp.com", "closed", known=MARCH[9]),
    ]
    assert [s.crossing for s in standings(acts, on=MARCH[21], registry=registry)] == [CROSSING, "sy/al-rai"]


def test_the_sentence_says_who_announced_who_denied_and_what_was_seen(act: Act, registry: Registry) -> None:
    acts = [
        act("ru-mod", "open", reality="planned", known=MARCH[23], day=MARCH[24], speaker_kind="official"),
        act("tr", "open", polarity="denied", known=MARCH[25], speaker_kind="official"),
        act("orient-news.net|كاميرا", Flow("people", 0), kind="flow", speaker_kind="witness", known=MARCH[26]),
    ]
    text = sentence(only(standings(acts, on=MARCH[27], registry=registry)), registry)
    assert text == (
        "Saraqib (Tarnabah): announced open from 25 March 2021 by the Russian Ministry of Defence; "
        "opening denied by Turkish officials; a witness of Orient News saw nobody cross. "
        "Contested. Last evidence 27 March."
    )


@pytest.mark.parametrize("voices", [3, 4, 7])
def test_many_voices_are_counted(voices: int, act: Act, registry: Registry) -> None:
    acts = [act(f"outlet{n}.example", "open", known=MARCH[20]) for n in range(voices)]
    text = sentence(only(standings(acts, on=MARCH[21], registry=registry)), registry)
    assert ("others" in text) is (voices > 3)


def test_parties_of_an_agreement_go_by_the_whole(act: Act, registry: Registry) -> None:
    deal = act("reuters.com", Agreement("open", ("ru", "ru-mod", "tr")), kind="agreement", known=MARCH[20])
    text = sentence(only(standings([deal], on=MARCH[21], registry=registry)), registry)
    assert "agreement between Russia and Türkiye to open it reported by Reuters" in text


def test_json_holds_what_the_sentence_says(act: Act, registry: Registry) -> None:
    standing = only(standings([act("reuters.com", "open", known=MARCH[20])], on=MARCH[21], registry=registry))
    record = to_json(standing, "a sentence", registry)
    assert record["ar"]
    assert (record["state"], record["days_silent"], record["sentence"]) == ("open", 1, "a sentence")
