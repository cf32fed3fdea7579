"""Two clocks: what was published by then, and what the ledger had by then."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maabar.errors import InputError
from maabar.ledger import Ledger
from maabar.ledger.clock import View, micros, moment, view

OPENED = micros(datetime(2024, 5, 1, tzinfo=UTC))


def test_a_day_means_its_last_moment() -> None:
    assert moment(micros(date(2024, 5, 1))) == datetime(2024, 5, 1, 23, 59, 59, 999_999, UTC)


def test_a_moment_without_time_zone_is_refused() -> None:
    with pytest.raises(InputError, match="no time zone"):
        micros(datetime(2024, 5, 1))


def test_known_bounds_both_clocks_from_the_opening_on_and_publication_alone_before() -> None:
    after, before = date(2024, 6, 1), date(2021, 3, 27)
    assert view(after, None, OPENED) == View(micros(after), micros(after))
    assert view(before, None, OPENED) == View(micros(before), None, original=True)
    assert view(before, after, OPENED) == View(micros(before), micros(after))
    assert view(None, after, OPENED) == View(None, micros(after))
    assert view(None, None, OPENED) == View()


def test_history_loaded_later_is_known_when_it_was_published(ledger: Ledger, write: Any) -> None:
    early, late = write.report(published=date(2021, 3, 25)), write.report(published=date(2021, 3, 29))
    ledger.ingest([early, late])
    assert list(ledger.reports(known=date(2021, 3, 27))) == [early]
    assert [e.report for e in ledger.claims("qantara", known=date(2021, 3, 27))] == [early.id]
    assert ledger.summary(known=date(2021, 3, 24)) == []


def test_a_moment_within_a_day_counts_where_it_is_known(ledger: Ledger, write: Any) -> None:
    morning = write.report(published=date(2021, 3, 27), published_at=datetime(2021, 3, 27, 8, tzinfo=UTC))
    sometime = write.report(published=date(2021, 3, 27))
    ledger.ingest([morning, sometime])
    assert list(ledger.reports(known=datetime(2021, 3, 27, 12, tzinfo=UTC))) == [morning]
    assert len(list(ledger.reports(known=date(2021, 3, 27)))) == 2


def test_a_report_that_arrives_late_was_not_known_before_it_came(ledger: Ledger, write: Any, clock: Any) -> None:
    ledger.ingest([write.report(published=date(2024, 4, 30))])
    asked = clock.move(days=3)
    clock.move(days=7)
    late = write.report(published=date(2024, 4, 20))
    ledger.ingest([late])
    assert late not in list(ledger.reports(known=asked))
    assert late in list(ledger.reports(known=clock()))
    assert late in list(ledger.reports(known=date(2024, 4, 20)))  # before the opening: a reconstruction, which gains
    assert late not in list(ledger.reports(known=date(2024, 4, 20), recorded_by=asked))  # pinned


def test_a_reconstruction_is_as_first_read_and_reviews_count_where_they_are_asked_for(
    ledger: Ledger, write: Any, clock: Any
) -> None:
    report = write.report(published=date(2021, 3, 25))
    ledger.ingest([report])
    (entry,) = ledger.claims("qantara")
    clock.move(days=1)
    ledger.review("correct", f"claim:{entry.seq}", by="Lina", value="closed")
    then = date(2021, 3, 27)
    assert [e.claim.value for e in ledger.claims(known=then)] == ["open"]
    assert [e.claim.value for e in ledger.claims(known=then, recorded_by=clock.move(days=1))] == ["closed"]
    assert [e.claim.value for e in ledger.claims()] == ["closed"]


def _answers(ledger: Ledger, known: datetime) -> Any:
    """All that a ledger says as known at a moment, and as recorded by it with any bound on publication."""
    bounds: list[dict[str, Any]] = [{"known": known}, {"recorded_by": known}]
    bounds.append({"known": date(2024, 4, 15), "recorded_by": known})
    return [
        (
            list(ledger.reports(**bound)),
            sorted((e.seq, e.verdict or "", str(e.claim)) for e in ledger.claims(**bound)),
            ledger.summary(**bound),
        )
        for bound in bounds
    ]


_STEP = st.one_of(
    st.tuples(st.just("report"), st.integers(-400, 40), st.sampled_from(["qantara", "nahr", "sidd"])),
    st.tuples(st.just("edit"), st.integers(0, 5), st.sampled_from(["open", "closed", "restricted"])),
    st.tuples(st.just("reread"), st.integers(0, 5), st.sampled_from(["open", "closed"])),
    st.tuples(st.just("decide"), st.integers(0, 9), st.sampled_from(["accept", "reject", "correct"])),
    st.tuples(st.just("merge"), st.sampled_from(["qantara", "nahr", "sidd"]), st.sampled_from(["jisr", "nahr"])),
    st.tuples(st.just("undo"), st.integers(0, 5), st.just("")),
)


def _append(ledger: Ledger, write: Any, step: tuple[str, Any, Any]) -> None:
    """One more thing happens to the ledger; what makes no sense there is refused and changes nothing."""
    what, which, how = step
    reports, entries = list(ledger.reports()), list(ledger.claims())
    try:
        match what:
            case "report":
                day = date(2024, 5, 1) + timedelta(days=which)
                ledger.ingest([write.report(published=day, claim={"crossing": how})])
            case "edit" if reports:
                old = reports[which % len(reports)]
                text = old.text + " نُقّح."
                claim = write.claim(text, "فُتح المعبر", value=how)
                edited = write.report(text, id=old.id, published=old.published).with_claims([claim])
                ledger.ingest([edited])
            case "reread" if reports:
                old = reports[which % len(reports)]
                ledger.ingest(
                    [old], again=True, read=lambda r: r.with_claims([write.claim(r.text, "المعبر", value=how)])
                )
            case "decide" if entries:
                body = {"value": "restricted"} if how == "correct" else {}
                ledger.review(how, f"claim:{entries[which % len(entries)].seq}", by="Lina", **body)
            case "merge":
                ledger.review("merge", f"crossing:{which}", by="Lina", into=how)
            case "undo":
                if done := ledger.reviews():
                    ledger.review("undo", f"review:{done[which % len(done)].seq}", by="Lina")
    except InputError:
        pass


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(before=st.lists(_STEP, min_size=1, max_size=5), after=st.lists(_STEP, min_size=1, max_size=6))
def test_the_answer_for_a_past_moment_never_changes_whatever_is_appended_after(
    before: list[Any], after: list[Any], new_url: Any, write: Any
) -> None:
    now = [datetime(2024, 5, 1, 12, tzinfo=UTC)]
    with Ledger(new_url(), clock=lambda: now[0]) as ledger:
        ledger.ingest([write.report(published=date(2024, 4, 1))])
        asked = []
        for n, step in enumerate([*before, *after]):
            now[0] += timedelta(hours=1)
            _append(ledger, write, step)
            if n >= len(before) - 1:
                asked.append((now[0], _answers(ledger, now[0])))
        for then, answer in asked:
            assert _answers(ledger, then) == answer
        ledger.verify()
