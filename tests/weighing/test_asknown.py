"""As known: nothing published later may leak in."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maabar.weighing import weigh
from maabar.weighing.asknown import calendar

FIRST = date(2021, 1, 1)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10_000), cut=st.integers(1, 38), rate=st.sampled_from([0.2, 1.0]))
def test_cutting_the_input_off_at_any_day_changes_no_belief_up_to_that_day(small_world, seed, cut, rate):
    made = small_world(seed, crossings=2, days=40, rate=rate, voices=4)
    last = FIRST + timedelta(cut)
    whole = {(b.crossing, b.day): b for b in weigh(made.reports, filtered=True) if b.day <= last}
    part = {(b.crossing, b.day): b for b in weigh([r for r in made.reports if r.published <= last], filtered=True)}
    heard = max((day for _, day in part), default=None)  # the last reports may have no claim on any crossing
    known = {k: b for k, b in whole.items() if heard and k[1] <= heard}
    assert known.keys() == part.keys()
    for key, belief in part.items():
        assert (whole[key].open, whole[key].closed) == pytest.approx((belief.open, belief.closed), abs=1e-6)


def test_late_news_changes_the_days_after_it_came_out_and_none_before(told):
    reports = [told(v, n, "closed") for n in range(0, 8, 2) for v in ("a", "b")]
    late = [told(v, 12, "open", about=-3) for v in ("d", "e", "f")]
    end = told("z", 20, "open", crossing="other")
    without, with_ = (weigh([*r, end], filtered=True) for r in (reports, [*reports, *late]))
    for n in range(12):
        day = FIRST + timedelta(n)
        assert with_.at("c", day).open == pytest.approx(without.at("c", day).open, abs=1e-9)
    assert with_.at("c", FIRST + timedelta(12)).open > without.at("c", FIRST + timedelta(12)).open + 0.2


def test_a_plan_counts_on_its_day_only_once_it_was_announced_and_less_once_withdrawn(told):
    reports = [told(v, n, "closed") for n in range(0, 10, 2) for v in ("a", "b")]
    plan = told("o", 9, "open", about=5, reality="planned")
    off = told("o", 12, "open", about=2, reality="planned", polarity="denied")
    end = told("z", 20, "open", crossing="other")
    day = FIRST + timedelta(15)
    plain, planned, withdrawn = (
        weigh([*reports, *more, end], filtered=True).at("c", day).open for more in ([], [plan], [plan, off])
    )
    assert planned > plain + 0.1
    assert plain <= withdrawn < planned


def test_before_the_first_word_nothing_is_known(told):
    beliefs = weigh([told("a", 5, "open", about=-4), told("a", 9, "open")], filtered=True)
    assert next(b.day for b in beliefs) == FIRST + timedelta(5)
    assert beliefs.at("c", FIRST + timedelta(2)).open == pytest.approx(1 / 3)


def test_the_calendar_of_learning_is_fixed_by_its_first_day():
    long, short = calendar(1000, 1900), calendar(1000, 1300)
    assert long[: len(short)] == short
    assert long[:4] == [1000, 1001, 1002, 1003]
    assert len(long) < 80
