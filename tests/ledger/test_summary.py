"""The summary of all crossings: what each voice said last."""

from __future__ import annotations

from datetime import date
from typing import Any

from maabar.ledger import Ledger
from maabar.ledger.summary import LATEST


def test_each_voice_counts_once_with_its_latest_word(ledger: Ledger, write: Any) -> None:
    ledger.ingest(
        [
            write.report(published=date(2024, 4, 1), claim={"value": "closed"}),
            write.report(published=date(2024, 4, 3)),
            write.report(published=date(2024, 4, 2), claim={"speaker": "camera", "speaker_kind": "witness"}),
        ]
    )
    (found,) = ledger.summary()
    assert (found.crossing, found.last_evidence, found.contested) == ("qantara", date(2024, 4, 3), False)
    assert [(v.speaker, v.said, v.day.day) for v in found.voices] == [("port-office", "open", 3), ("camera", "open", 2)]


def test_voices_that_contradict_each_other_make_it_contested(ledger: Ledger, write: Any) -> None:
    ledger.ingest(
        [
            write.report(),
            write.report(claim={"speaker": "camera", "polarity": "denied"}),
            write.report(claim={"crossing": "nahr"}),
            write.report(claim={"crossing": "nahr", "speaker": "camera", "polarity": "denied", "value": "closed"}),
        ]
    )
    assert {s.crossing: s.contested for s in ledger.summary()} == {"qantara": True, "nahr": False}


def test_plans_do_not_tell_a_state(ledger: Ledger, write: Any) -> None:
    ledger.ingest([write.report(claim={"reality": "planned"})])
    assert ledger.summary() == []


def test_only_the_latest_claims_of_a_busy_crossing_are_looked_at(ledger: Ledger, write: Any) -> None:
    ledger.ingest([write.report(claim={"speaker": f"voice {n}"}, published=date(2024, 1, 1 + n)) for n in range(30)])
    (found,) = ledger.summary()
    assert [v.day.day for v in found.voices] == list(range(30, 30 - LATEST, -1))


def test_a_notebook_shows_how_much_there_is(ledger: Ledger, write: Any) -> None:
    ledger.ingest([write.report(), write.report(published=date(2024, 4, 9))])
    shown = ledger._repr_html_()
    assert "<tr><th>Reports</th><td>2</td></tr>" in shown
    assert "2024-04-02 – 2024-04-09" in shown
    assert "<script" not in shown
