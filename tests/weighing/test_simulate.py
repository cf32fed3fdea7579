"""Made worlds: deterministic, grounded, and as varied as they say."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import numpy as np
import pytest

from maabar.errors import InputError
from maabar.model import Report
from maabar.weighing.acts import speech_acts
from maabar.weighing.duplicates import originals
from maabar.weighing.simulate import FIRST_DAY, PRESETS, World, world
from maabar.weighing.simulate_telling import CREDITED, EDITED, VERBATIM
from maabar.weighing.simulate_voices import OFFICIAL


@pytest.fixture(scope="module")
def dense() -> World:
    return world(11, crossings=15, days=480)


def test_equal_seeds_give_equal_worlds_and_others_do_not(dense: World) -> None:
    again = world(11, crossings=15, days=480)
    assert (again.reports, again.truth, again.voices) == (dense.reports, dense.truth, dense.voices)
    assert world(12, crossings=15, days=480).reports != dense.reports


@pytest.mark.parametrize(("preset", "rate"), PRESETS.items())
def test_about_as_much_is_reported_as_asked_for(preset: str, rate: float) -> None:
    made = world(5, crossings=30, days=300, rate=rate)
    assert len(made.reports) / (30 * 300) == pytest.approx(rate, rel=0.12), preset


def test_the_truth_has_every_crossing_and_day(dense: World) -> None:
    assert len(dense.truth) == 15 * 480
    assert set(dense.truth.values()) == {"open", "restricted", "closed"}
    assert dense.days[0] == FIRST_DAY
    for key, state in dense.truth.items():
        passing = dense.passing[key]
        assert {"open": len(passing) == 3, "closed": not passing, "restricted": 0 < len(passing) < 3}[state]


def test_every_quote_stands_in_its_report(dense: World) -> None:
    assert all(claim.quote in report.text for report in dense.reports for claim in report.claims)


def test_reports_come_in_order_and_survive_a_round_trip_through_json(dense: World) -> None:
    assert [r.published for r in dense.reports] == sorted(r.published for r in dense.reports)
    assert all(Report.from_json(r.to_json()) == r for r in dense.reports[:300])


def test_every_kind_of_thing_is_said(dense: World) -> None:
    claims = [claim for report in dense.reports for claim in report.claims]
    assert {c.kind for c in claims} == {"status", "flow", "incident", "agreement"}
    assert {c.reality for c in claims} == {"actual", "planned", "proposed"}
    assert {c.speaker_kind for c in claims} == {"official", "unnamed", "witness", "self", "media"}
    assert {c.polarity for c in claims} == {"affirmed", "denied"}
    assert any(c.when is None for c in claims)
    assert any(c.when is not None and c.when.end is not None for c in claims)
    assert any(c.traffic for c in claims)


def test_some_reports_recall_truly_when_the_former_state_began(dense: World) -> None:
    recalled = [(r, r.claims[1]) for r in dense.reports if len(r.claims) > 1]
    assert 0.05 < len(recalled) / len(dense.reports) < 0.2
    for report, claim in recalled:
        assert claim.when is not None
        assert claim.when.start < report.published
        assert (claim.speaker_kind, claim.speaker) == ("self", report.outlet)
        assert dense.truth[claim.crossing, claim.when.start] == claim.value


def test_plans_are_kept_broken_postponed_and_cancelled(dense: World) -> None:
    fates = Counter(plan["fate"] for plan in dense.plans)
    assert min(fates[fate] for fate in ("kept", "postponed", "broken", "cancelled")) > 0
    for plan in dense.plans:
        on, before = (dense.truth.get((plan["crossing"], plan["due"] + timedelta(n))) for n in (0, -1))
        if plan["fate"] == "kept":
            assert on == plan["state"]
        elif plan["fate"] in ("broken", "cancelled"):
            assert on == before != "open"


def test_reports_come_in_bursts_after_changes(dense: World) -> None:
    since = dense.timeline.since[dense.told.crossing, dense.told.day]
    fresh = (dense.told.day - since <= 2) & (since > 0)
    crossings_days = np.arange(480) - dense.timeline.since
    share_of_days = ((crossings_days <= 2) & (dense.timeline.since > 0)).mean()
    assert fresh.mean() > 2 * share_of_days


def test_sides_lie_and_neutral_outlets_do_not(dense: World) -> None:
    by_side = Counter[bool]()
    for facts in dense.voices.values():
        by_side[facts["side"] is None] += facts["lied"]
    assert by_side[True] == 0
    assert by_side[False] > 50


def test_copies_come_after_what_they_copy_and_most_of_the_uncredited_are_found(dense: World) -> None:
    told = dense.told
    copied = np.flatnonzero(told.source >= 0)
    assert (told.day[copied] >= told.day[told.source[copied]]).all()
    assert (told.outlet[copied] != told.outlet[told.source[copied]]).all()
    known = [r for r in dense.reports if r.published_at is not None]
    uncredited = {int(r.id[1:]) for r in known if told.how[int(r.id[1:])] in (EDITED, VERBATIM)}
    found = {int(r.id[1:]) for r, of in zip(known, originals(known), strict=True) if of is not None}
    with_original = {n for n in uncredited if dense.reports[int(told.source[n])].published_at is not None}
    assert len(found & with_original) > 0.9 * len(with_original)
    assert len(found - uncredited) < 0.1 * len(found)


def test_relays_collapse(dense: World) -> None:
    assert len(speech_acts(dense.reports)) < 0.85 * len(dense.reports)


def test_without_texts_the_world_is_the_same_but_for_texts() -> None:
    bare = world(3, crossings=10, days=100, claims_only=True)
    assert all(not r.text and not r.claims[0].quote for r in bare.reports)
    assert set(bare.told.how.tolist()) == {0, CREDITED}
    assert bare.truth == world(3, crossings=10, days=100).truth


def test_a_colluding_majority_says_the_opposite() -> None:
    made = world(2, crossings=10, days=200, collude=0.6)
    assert made.who.colludes.mean() == pytest.approx(0.6, abs=0.03)
    assert made.told.lie.mean() > 0.4


def test_a_turncoat_tells_the_truth_until_the_middle() -> None:
    made, plain = (world(2, crossings=10, days=200, turncoat=turns) for turns in (True, False))

    def of_neutrals(which: World) -> np.ndarray:
        told = which.told
        return told.lie & (which.who.side[told.outlet] < 0) & (told.source < 0) & (told.kind != OFFICIAL)

    assert len(np.unique(made.told.outlet[of_neutrals(made)])) == 1
    assert made.told.observed[of_neutrals(made)].min() > 100
    assert not of_neutrals(plain).any()


def test_a_blind_crossing_is_reported_by_one_side_alone() -> None:
    made = world(2, crossings=10, days=200, blind=3)
    for crossing in range(3):
        first_hand = made.told.outlet[(made.told.crossing == crossing) & (made.told.source < 0)]
        assert set(made.who.side[first_hand].tolist()) == {int(made.holders[crossing, 0])}


@pytest.mark.parametrize("wrong", [{"crossings": 0}, {"days": 5}, {"rate": 0.0}])
def test_a_world_that_cannot_be_is_refused_in_one_line(wrong: dict[str, float]) -> None:
    with pytest.raises(InputError, match="expected at least 1 crossing"):
        world(1, **wrong)  # type: ignore[arg-type]
