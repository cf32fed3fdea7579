"""Contradictions: what can't both hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maabar.model import Agreement, By, Claim, Flow, Incident, Kind, Report, SpeechAct, Value, When
from maabar.weighing.acts import speech_acts
from maabar.weighing.conflicts import SOFT, Conflict, by_reliability, conflicts

DAY = date(2021, 3, 25)
TODAY = When(DAY)
_numbers = count()


def said(
    value: Value,
    kind: Kind = "status",
    *,
    denied: bool = False,
    traffic: tuple[str, ...] = (),
    when: When | None = TODAY,
    reality: str = "actual",
    outlet: str | None = None,
    known: date = DAY,
    crossing: str = "x/1",
) -> SpeechAct:
    n = next(_numbers)
    outlet = outlet or f"o{n}.example"
    polarity = "denied" if denied else "affirmed"
    claim = Claim("q", crossing, kind, value, reality, polarity, outlet, "self", (), traffic, when)  # type: ignore[arg-type]
    return speech_acts([Report(f"r{n}", outlet, known, "", claims=(claim,))])[0]


def only(*acts: SpeechAct) -> Conflict | None:
    found = conflicts(acts)
    assert len(found) <= 1
    return found[0] if found else None


HARD = [
    (said("open"), said("closed")),
    (said("open"), said("open", denied=True)),
    (said("closed"), said("closed", denied=True)),
    (said("closed"), said("restricted")),
    (said("open", traffic=("people",)), said("closed", traffic=("people",))),
    (said("open", traffic=("goods",)), said("closed")),
    (said("open", traffic=("fuel",)), said("closed", traffic=("goods",))),
    (said(Flow("people", 40), "flow"), said("closed")),
    (said("open", reality="planned"), said("open", denied=True, reality="planned")),
    (said(Agreement("open", ("ru", "tr")), "agreement"), said(Agreement("open", ("tr",)), "agreement", denied=True)),
    (said(By("sdf"), "control"), said(By("sdf"), "control", denied=True)),
    (said(Incident("shelling", 2), "incident"), said(Incident("shelling"), "incident", denied=True)),
]
SOFTLY = [
    (said("open"), said("restricted")),
    (said("open"), said("closed", traffic=("people",))),
    (said("restricted", traffic=("aid",)), said("open", traffic=("goods",))),
    (said(Flow("people", 0), "flow"), said(Flow("people", 12), "flow")),
    (said(Flow("people", 0), "flow"), said("open")),
]
NEVER = [
    (said("open"), said("open")),
    (said("open", traffic=("goods",)), said("closed", traffic=("people",))),
    (said("restricted", traffic=("aid",)), said("closed", traffic=("people",))),
    (said("restricted"), said("open", denied=True)),
    (said("restricted"), said("closed", denied=True)),
    (said(Flow("people", 0), "flow"), said("closed")),
    (said(Flow("goods", 3), "flow"), said("closed", traffic=("people",))),
    (said("open"), said("closed", when=When(DAY + timedelta(1)), known=DAY + timedelta(1))),
    (said("open"), said("closed", crossing="x/2")),
    (said("open", crossing="*"), said("closed", crossing="*")),
    (said("open"), said("closed", reality="planned")),
    (said("open", reality="proposed"), said("closed")),
    (said(By("sdf"), "control"), said(By("ru-mp"), "operation", denied=True)),
    (said(Incident("shelling"), "incident"), said(Incident("blast"), "incident", denied=True)),
]


@pytest.mark.parametrize("pair", HARD)
def test_these_can_never_both_hold(pair: tuple[SpeechAct, SpeechAct]) -> None:
    found = only(*pair)
    assert found is not None
    assert (found.hard, found.grade) == (True, 1.0)


@pytest.mark.parametrize("pair", SOFTLY)
def test_these_are_hard_to_square(pair: tuple[SpeechAct, SpeechAct]) -> None:
    found = only(*pair)
    assert found is not None
    assert (found.hard, found.grade) == (False, SOFT)


@pytest.mark.parametrize("pair", NEVER)
def test_these_can_both_hold(pair: tuple[SpeechAct, SpeechAct]) -> None:
    assert only(*pair) is None


def test_a_voice_does_not_contradict_itself() -> None:
    assert only(said("open", outlet="o.example"), said("closed", outlet="o.example")) is None


def test_who_says_it_is_still_open_contradicts_a_closing_meanwhile_less() -> None:
    since = said("open", when=When(DAY - timedelta(3)), known=DAY)
    found = only(since, said("closed", when=When(DAY - timedelta(1)), known=DAY))
    assert found is not None
    assert found.grade == SOFT
    assert found.days == When(DAY - timedelta(1), DAY)


def test_an_opening_told_long_after_holds_on_its_day_only() -> None:
    old = said("open", when=When(DAY - timedelta(300)), known=DAY)
    assert only(old, said("closed", when=When(DAY - timedelta(100)), known=DAY)) is None


def test_an_undated_claim_is_about_the_days_before_it_was_published() -> None:
    assert only(said("open"), said("open", denied=True, when=None, known=DAY + timedelta(2))) is not None
    assert only(said("open"), said("open", denied=True, when=None, known=DAY + timedelta(5))) is None


def test_ranges_contradict_where_they_overlap() -> None:
    found = only(said("open", when=When(DAY, DAY + timedelta(9))), said("closed", when=When(DAY + timedelta(5))))
    assert found is not None
    assert found.days == When(DAY + timedelta(5))


def test_the_more_voices_on_one_side_the_lower_the_grade() -> None:
    many = [said("open") for _ in range(4)]
    found = conflicts([*many, said("closed")])
    assert len(found) == 4
    assert {c.weights for c in found} == {(4.0, 1.0)} or {c.weights for c in found} == {(1.0, 4.0)}
    assert found[0].grade == pytest.approx(2 * 1 / 5)


def test_a_weight_of_ones_own_counts_instead_of_voices() -> None:
    one, other = said("open"), said("closed")
    found = conflicts([one, other], weight=lambda act: 3.0 if act.id == one.id else 1.0)[0]
    assert sorted(found.weights) == [1.0, 3.0]
    assert found.grade == pytest.approx(0.5)


def test_a_voice_weighs_what_held_of_what_it_said_and_few_claims_tell_little() -> None:
    @dataclass
    class Row:
        voice: str
        claims: float
        wrong: float | None

    rows = [Row("good.example", 100, 0.0), Row("bad.example", 100, 0.5), Row("new.example", 1, 1.0)]
    weight = by_reliability(rows)
    good, bad, new, unheard = (
        weight(said("open", outlet=f"{name}.example")) for name in ("good", "bad", "new", "unheard")
    )
    assert good > unheard > new > bad
    assert unheard == pytest.approx(1 - 51 / 201)


def test_weightless_voices_give_grade_zero() -> None:
    assert conflicts([said("open"), said("closed")], weight=lambda _: 0.0)[0].grade == 0.0


def test_the_gravest_comes_first_and_one_crossing_can_be_asked_for() -> None:
    acts = [said("open"), said("restricted"), said("open", crossing="x/2"), said("closed", crossing="x/2")]
    assert [c.one.crossing for c in conflicts(acts)] == ["x/2", "x/1"]
    assert [c.one.crossing for c in conflicts(acts, crossing="x/1")] == ["x/1"]


@given(st.permutations([act for pair in (*HARD, *SOFTLY) for act in pair]))
@settings(max_examples=25, deadline=None)
def test_the_order_of_acts_does_not_matter(acts: list[SpeechAct]) -> None:
    assert conflicts(acts) == conflicts(sorted(acts, key=lambda act: act.id))


def test_the_json_of_a_pair_names_the_days_the_weights_and_both_acts() -> None:
    found = only(said("open"), said("closed"))
    assert found is not None
    data = found.to_json()
    assert data["days"] == {"from": "2021-03-25", "to": None}
    assert data["weights"] == [1.0, 1.0]
    assert {act["value"] for act in data["acts"]} == {"open", "closed"}
    assert all(act["relays"][0]["published"] == "2021-03-25" for act in data["acts"])
