"""The state model, fitted."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import numpy as np
import pytest

from maabar.errors import InputError
from maabar.model import Agreement, Claim, Flow, Incident, Report
from maabar.weighing import weigh
from maabar.weighing.acts import speech_acts
from maabar.weighing.options import Options
from maabar.weighing.states import fit

FIRST = date(2021, 1, 1)


def day(n: int) -> date:
    return FIRST + timedelta(n)


def fitted(reports, **how):
    return fit(speech_acts(reports), **how)


def right(beliefs, truth):
    found = [
        max(("open", "restricted", "closed"), key=lambda s, b=b: getattr(b, s)) == truth[b.crossing, b.day]
        for b in beliefs
        if (b.crossing, b.day) in truth
    ]
    return np.mean(found)


def test_in_a_small_world_it_is_right_nearly_always_in_hindsight_and_mostly_as_known(small_world):
    made = small_world(1, crossings=8, rate=1.5)
    model = fitted(made.reports)
    assert right(model.beliefs(), made.truth) > 0.93
    assert right(model.beliefs(filtered=True), made.truth) > 0.75


def test_beliefs_sum_to_one_and_come_for_every_crossing_and_day_in_order(small_world):
    made = small_world(2, crossings=3, days=40)
    beliefs = [*weigh(made.reports)]
    assert all(b.open + b.restricted + b.closed == pytest.approx(1) for b in beliefs)
    assert [(b.crossing, b.day) for b in beliefs] == sorted((b.crossing, b.day) for b in beliefs)
    last = max(r.published for r in made.reports)
    assert all(sum(b.crossing == c and b.day == last for b in beliefs) == 1 for c in ("c0", "c1", "c2"))


def test_it_is_deterministic(small_world):
    made = small_world(3, crossings=2, days=50)
    assert [*weigh(made.reports)] == [*weigh(made.reports[::-1])]


def test_crossing_ids_may_be_any_string(told):
    beliefs = weigh([told("a", 1, "open", crossing='معبر "س" / x'), told("b", 2, "open", crossing='معبر "س" / x')])
    assert beliefs.at('معبر "س" / x', day(2)).open > 0.6
    with pytest.raises(InputError, match="no claim on the crossing 'other'"):
        beliefs.at("other", day(2))


def test_without_reports_there_are_no_beliefs():
    beliefs = weigh([])
    assert [*beliefs] == []
    assert len(beliefs) == 0
    assert [*weigh([], filtered=True)] == []


def test_one_denied_rumour_leaves_the_belief_near_what_is_usual(told):
    belief = weigh([told("a", 1, "open", polarity="denied")]).at("c", day(1))
    assert 0.1 < belief.open < 0.34
    assert belief.closed < 0.7


def test_a_proposal_says_nothing_of_the_state(told):
    report = told("a", 1, "open", reality="proposed")
    belief = weigh([report]).at("c", day(1))
    assert belief.open == pytest.approx(1 / 3, abs=0.01)


def test_two_voices_that_always_disagree_leave_it_undecided(told):
    reports = [told("a", n, "open") for n in range(40)] + [told("b", n, "closed") for n in range(40)]
    belief = weigh(reports).at("c", day(20))
    assert belief.open < 0.9
    assert belief.closed < 0.9
    assert [*weigh(reports)] == [*weigh(reports)]


def test_a_claim_on_the_future_is_a_plan_and_does_not_hold_before_its_day(told):
    reports = [told("a", n, "closed") for n in range(6)] + [told("b", 5, "open", about=10)]
    beliefs = weigh([*reports, told("c", 20, "closed", crossing="other")])
    assert beliefs.at("c", day(10)).open < 0.25
    assert beliefs.at("c", day(16)).open > beliefs.at("c", day(14)).open + 0.15


def test_a_plan_raises_the_chance_on_its_day_and_its_denial_takes_that_back(told):
    before = [told(v, n, "closed") for n in range(0, 12, 2) for v in ("a", "b")]
    end = told("z", 30, "closed", crossing="other")
    plan = told("official", 10, "open", about=5, reality="planned", kind="official")
    withdrawn = told("official", 13, "open", about=2, reality="planned", polarity="denied", kind="official")
    at = [
        weigh(reports).at("c", day(16)).open
        for reports in ([*before, end], [*before, plan, end], [*before, plan, withdrawn, end])
    ]
    assert at[1] > at[0] + 0.2
    assert at[2] < at[1] - 0.15


def test_a_voice_that_breaks_its_word_is_trusted_less_with_its_next_plan(told):
    def world(kept: bool) -> float:
        reports = []
        for n in range(12):
            start = 20 * n
            reports.append(told("planner", start, "open", about=4, reality="planned", kind="official"))
            reports += [told(v, start + d, "closed") for d in (0, 2) for v in ("a", "b")]
            after = "open" if kept else "closed"
            reports += [told(v, start + d, after) for d in (5, 7) for v in ("a", "b")]
            reports += [told(v, start + d, "closed") for d in (15, 17) for v in ("a", "b")]
        reports.append(told("planner", 240, "open", about=4, reality="planned", kind="official"))
        reports.append(told("a", 239, "closed"))
        reports.append(told("a", 250, "closed", crossing="other"))
        return weigh(reports).at("c", day(245)).open

    assert world(True) > world(False) + 0.15


def test_an_undated_claim_is_spread_over_the_days_it_may_mean(told):
    reports = [told("a", n, "closed") for n in (0, 2, 4)] + [told("b", 10, "open", about=None)]
    beliefs = weigh(reports)
    opens = [beliefs.at("c", day(n)).open for n in range(11)]
    assert opens[4] < 0.3 < opens[10]
    assert all(later >= earlier - 1e-9 for earlier, later in itertools.pairwise(opens[4:]))


def test_people_who_passed_speak_against_closed_and_nobody_against_open(told):
    def flow(count, n):
        claim = Claim("…", "c", "flow", Flow("people", count), "actual", "affirmed", f"w{n}", "witness")
        return Report(f"f{n}", f"w{n}", day(n), "", claims=(claim,))

    passed, nobody = (weigh([flow(count, n) for n in range(4)]).at("c", day(3)) for count in (200, 0))
    assert passed.closed < 0.15
    assert nobody.open < passed.open - 0.2


def test_incidents_and_agreements_move_the_belief_the_right_way(told):
    def one(kind, value):
        claim = Claim("…", "c", kind, value, "actual", "affirmed", "x", "media")
        return Report("r", "x", day(10), "", claims=(claim,))

    was_open = [told(v, n, "open") for n in (5, 7, 9) for v in ("a", "b")]
    was_closed = [told(v, n, "closed") for n in (5, 7, 9) for v in ("a", "b")]
    end = told("z", 25, "open", crossing="other")
    struck = weigh([*was_open, one("incident", Incident("shelling")), end]).at("c", day(14))
    agreed = weigh([*was_closed, one("agreement", Agreement("open", ("p", "q"))), end]).at("c", day(20))
    assert struck.open < weigh([*was_open, end]).at("c", day(14)).open
    assert agreed.open > weigh([*was_closed, end]).at("c", day(20)).open


def test_control_operation_and_crossings_in_general_are_no_evidence(told):
    general = told("a", 3, "closed", crossing="*")
    assert [*weigh([general])] == []


def test_a_crossing_shut_to_people_may_be_open_to_goods(told):
    reports = [told(v, n, "closed", traffic=("people",)) for n in range(6) for v in ("a", "b")]
    reports += [told(v, n, "open", traffic=("goods",)) for n in range(6) for v in ("c", "d")]
    people, goods = (weigh(reports, traffic=t).at("c", day(5)) for t in ("people", "goods"))
    assert people.closed > 0.6
    assert goods.open > 0.6
    with pytest.raises(InputError, match="expected people, goods or aid"):
        weigh(reports, traffic="tanks")


def test_a_claim_that_names_no_traffic_speaks_for_each_class_but_weaker(told):
    reports = [told(v, n, "open") for n in range(2) for v in ("a", "b")]
    overall, aid = (weigh(reports, traffic=t).at("c", day(1)).open for t in (None, "aid"))
    assert 0.5 < aid < overall


def test_what_a_person_has_settled_is_taken_as_seen_and_teaches_who_lies(told):
    reports = [told(v, n, "open") for n in range(0, 60, 3) for v in ("liar", "echo")]
    reports += [told("honest", n, "closed") for n in range(0, 60, 3)]
    seen = {("c", day(n)): "closed" for n in range(0, 30, 3)}
    beliefs = fitted(reports, observed=seen).beliefs()
    assert beliefs.at("c", day(9)).closed > 0.99
    assert beliefs.at("c", day(51)).closed > fitted(reports).beliefs().at("c", day(51)).closed + 0.3


def test_stale_beliefs_fade_to_what_is_usual(told):
    reports = [told(v, n, "open") for n in range(4) for v in ("a", "b", "d")]
    beliefs = weigh([*reports, told("a", 400, "open", crossing="other")])
    fading = [beliefs.at("c", day(n)).open for n in (3, 30, 100, 399)]
    assert fading == sorted(fading, reverse=True)
    assert fading[0] > 0.9
    assert fading[-1] < 0.7


def test_a_days_update_comes_close_to_fitting_anew_and_touches_no_other_crossing(small_world):
    made = small_world(5, crossings=6, days=90)
    acts = speech_acts(made.reports)
    cut = day(80)
    model = fit([a for a in acts if a.known < cut])
    news = [a for a in acts if a.known == cut]
    updated, anew = model.updated(news), fit([a for a in acts if a.known <= cut])
    gaps = [abs(x.open - y.open) for x, y in zip(updated.beliefs(), anew.beliefs(), strict=True)]
    assert np.mean(gaps) < 0.02
    quiet = next(f"c{n}" for n in range(6) if all(a.crossing != f"c{n}" for a in news))
    assert updated.beliefs().at(quiet, day(70)) == model.beliefs().at(quiet, day(70))


def test_an_update_may_bring_new_crossings_and_voices(told):
    model = fitted([told("a", 1, "open"), told("b", 2, "open")])
    updated = model.updated(speech_acts([told("new", 3, "closed", crossing="n"), told("newer", 3, "closed")]))
    assert updated.beliefs().at("n", day(3)).closed > 0.5
    assert updated.beliefs().at("c", day(3)).open < model.beliefs().at("c", day(3)).open


@pytest.mark.parametrize("part", ["hierarchy", "sides", "plans", "delay", "bursts"])
def test_every_part_can_be_switched_off(small_world, part):
    made = small_world(6, crossings=2, days=40)
    beliefs = fitted(made.reports, options=Options(**{part: False})).beliefs()
    assert all(b.open + b.restricted + b.closed == pytest.approx(1) for b in beliefs)


def test_beliefs_show_themselves_and_make_a_frame(told):
    beliefs = weigh([told("a", 1, "open", crossing="<b>"), told("a", 3, "open", crossing="<b>")])
    assert "&lt;b&gt;" in beliefs._repr_html_()
    frame = beliefs.to_pandas()
    assert list(frame.columns) == ["crossing", "day", "open", "restricted", "closed"]
    assert len(frame) == len(beliefs) == 3


def test_an_update_without_news_changes_nothing(told):
    model = fitted([told("a", 1, "open"), told("b", 2, "open")])
    assert [*model.updated([]).beliefs()] == [*model.beliefs()]


def test_many_updates_keep_only_the_blocks_that_are_needed(told):
    model = fitted([told("a", 1, "open", crossing=c) for c in ("x", "y")])
    for n in range(2, 8):
        model = model.updated(speech_acts([told("a", n, "open", crossing="x")]))
    assert len(model.parts) == 2
    assert model.beliefs().at("x", day(7)).open > model.beliefs().at("y", day(7)).open


def test_days_long_past_and_far_ahead_do_no_harm(told):
    reports = [told("a", 1, "open", about=-700_000), told("b", 1, "closed", about=2_900_000), told("a", 2, "open")]
    for filtered in (False, True):
        beliefs = [*weigh(reports, filtered=filtered)]
        assert all(b.open + b.restricted + b.closed == pytest.approx(1) for b in beliefs)
        assert len(beliefs) < 40
