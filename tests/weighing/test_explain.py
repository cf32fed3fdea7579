"""Every belief comes with its reasons."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from maabar.errors import InputError
from maabar.weighing.acts import speech_acts
from maabar.weighing.explain import log_odds
from maabar.weighing.states import fit

FIRST = date(2021, 1, 1)


def day(n: int) -> date:
    return FIRST + timedelta(n)


@pytest.fixture
def disputed(told):
    reports = [told(v, n, "open") for n in range(0, 20, 4) for v in ("a", "b")]
    reports += [told("c", n, "closed") for n in range(10, 20, 3)]
    return fit(speech_acts(reports))


def test_reasons_pull_both_ways_by_what_was_said(disputed):
    reasons = disputed.explain("c", day(16)).reasons
    assert {r.act.value for r in reasons if r.shift > 0.01} == {"open"}
    assert "closed" in {r.act.value for r in reasons if r.shift < 0}
    assert [abs(r.shift) for r in reasons] == sorted((abs(r.shift) for r in reasons), reverse=True)


def test_a_reason_is_the_change_when_the_act_is_left_out(told):
    reports = [told("a", 3, "open"), told("b", 5, "open"), told("d", 6, "closed")]
    model = fit(speech_acts(reports))
    found = model.explain("c", day(5))
    assert found.belief.open == pytest.approx(model.beliefs().at("c", day(5)).open, abs=1e-6)
    assert len(found.reasons) == 3
    b = next(r for r in found.reasons if r.act.voice == "b")
    assert b.shift > 0.3


def test_prior_chain_and_day_add_up_to_the_belief(disputed):
    found = disputed.explain("c", day(16))
    total = found.prior + found.carried + found.told
    b = found.belief
    assert total == pytest.approx(log_odds([b.open, b.restricted, b.closed]), abs=1e-6)


def test_what_would_change_it_points_the_right_way(disputed):
    found = disputed.explain("c", day(16))
    after = {w.said: w.open for w in found.what_if}
    assert after["open"] > found.belief.open > after["closed"]


def test_old_news_is_not_enough_information(told):
    reports = [told(v, 1, "open") for v in ("a", "b", "d")] + [told("a", 150, "open", crossing="other")]
    model = fit(speech_acts(reports))
    fresh, old = model.explain("c", day(2)), model.explain("c", day(140))
    assert fresh.enough
    assert fresh.staleness == 1
    assert not old.enough
    assert old.staleness == 139
    assert "139 days old" in old.why_not


def test_a_rumour_of_a_proposal_alone_is_not_enough_information(told):
    found = fit(speech_acts([told("a", 1, "open", reality="proposed")])).explain("c", day(1))
    assert not found.enough
    assert found.reasons == ()
    assert found.to_json()["why_not"] == "nothing was said that bears on the state"


def test_as_known_leaves_out_what_came_later(told):
    reports = [told("a", 3, "open"), told("b", 9, "closed", about=-5)]
    model = fit(speech_acts(reports))
    found = model.explain("c", day(4), as_known=day(4))
    assert [r.act.voice for r in found.reasons] == ["a"]
    assert found.belief.open > model.explain("c", day(4)).belief.open


def test_an_unknown_crossing_is_one_clear_line(disputed):
    with pytest.raises(InputError, match="no claim on the crossing 'x'"):
        disputed.explain("x", day(1))


def test_the_voices_table_tells_who_fared_worse_and_warns(small_world, told):
    reports = [told(v, n, "open") for n in range(30) for v in ("a", "b", "d")]
    reports += [told("wrong", n, "closed") for n in range(30)] + [told("rare", 3, "open")]
    rows = {row.voice: row for row in fit(speech_acts(reports)).voices()}
    assert rows["wrong"].wrong > 0.8
    assert rows["a"].wrong < 0.2
    assert (rows["a"].low[0] <= rows["a"].rows[0]).all()
    assert (rows["a"].rows[0] <= rows["a"].high[0]).all()
    assert "not against truth" in rows["a"].caution
    assert "Few claims" in rows["rare"].caution
    width = {v: rows[v].high[0, 0] - rows[v].low[0, 0] for v in ("a", "rare")}
    assert width["rare"] > width["a"]
    assert rows["a"].to_json()["said"]["open"]["open"] > 0.8
