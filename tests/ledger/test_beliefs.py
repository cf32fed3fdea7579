"""Stored results of weighing: kept, found again, and known to be stale."""

from __future__ import annotations

from datetime import date
from typing import Any

from maabar.ledger import Ledger
from maabar.model import Belief


def _beliefs(traffic: str | None = None) -> list[Belief]:
    return [
        Belief(crossing, date(2024, 4, day), 0.5 + day / 100, 0.2, 0.3 - day / 100, traffic)
        for crossing in ("nahr", "qantara")
        for day in range(1, 11)
    ]


def test_beliefs_come_back_as_they_were(ledger: Ledger) -> None:
    assert ledger.store_beliefs([*_beliefs(), *_beliefs("aid")], "hindsight", body={"tolerance": 1e-6}) == 40
    assert list(ledger.beliefs("hindsight")) == _beliefs()
    assert list(ledger.beliefs("hindsight", traffic="aid")) == _beliefs("aid")
    assert list(ledger.beliefs("hindsight", crossing="nahr")) == _beliefs()[:10]
    (fit,) = ledger.fits()
    assert (fit.key, fit.body, fit.known, fit.current) == ("hindsight", {"tolerance": 1e-6}, None, True)


def test_on_a_day_each_crossing_has_its_last_belief_up_to_then(ledger: Ledger) -> None:
    ledger.store_beliefs(_beliefs()[:13], "hindsight")
    found = list(ledger.beliefs("hindsight", on=date(2024, 4, 7)))
    assert [(b.crossing, b.day.day) for b in found] == [("nahr", 7), ("qantara", 3)]


def test_a_stored_fit_is_found_by_what_it_was_known_by_until_something_is_appended(ledger: Ledger, write: Any) -> None:
    ledger.ingest([write.report()])
    ledger.store_beliefs(_beliefs(), "now")
    ledger.store_beliefs(_beliefs()[:1], "then", known=date(2024, 4, 3))
    assert len(list(ledger.beliefs())) == 20
    assert len(list(ledger.beliefs(known=date(2024, 4, 3)))) == 1
    assert list(ledger.beliefs(known=date(2024, 4, 4))) == []
    ledger.ingest([write.report()])
    assert list(ledger.beliefs()) == []
    assert not any(fit.current for fit in ledger.fits())


def test_storing_again_replaces_and_changes_nothing_in_the_chain(ledger: Ledger) -> None:
    before = ledger.head()
    ledger.store_beliefs(_beliefs(), "now")
    ledger.store_beliefs(_beliefs()[:3], "now")
    assert len(list(ledger.beliefs("now"))) == 3
    assert ledger.head() == before
    ledger.verify()
