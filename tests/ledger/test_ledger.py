"""The first floor: reports and claims go in once and come out as they were."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from maabar.errors import InputError, LedgerError
from maabar.ledger import Ledger
from maabar.model import Report


def test_reports_come_out_as_they_went_in(ledger: Ledger, write: Any) -> None:
    moment = datetime(2024, 4, 2, 9, 30, tzinfo=UTC)
    reports = [
        write.report(published_at=moment, fetched_at=moment, url="https://river-post.example/1"),
        write.report(quotes=()),
        write.report(quotes=("فُتح المعبر", "أمام الشاحنات")),
    ]
    result = ledger.ingest(reports)
    assert (result.added, result.already, result.claims, result.failed) == (3, 0, 3, [])
    found = {r.id: r for r in ledger.reports()}
    assert found == {r.id: r for r in reports}
    assert found[reports[0].id].published_at == moment
    assert found[reports[0].id].fetched_at == moment


def test_a_second_ingest_changes_nothing(ledger: Ledger, write: Any) -> None:
    reports = [write.report() for _ in range(5)]
    ledger.ingest(reports)
    before = ledger.head()
    result = ledger.ingest([*reports, reports[0]])
    assert (result.added, result.already) == (0, 6)
    assert ledger.head() == before


def test_the_same_report_twice_in_one_batch_is_kept_once(ledger: Ledger, write: Any) -> None:
    report = write.report()
    result = ledger.ingest([report, report])
    assert (result.added, result.already) == (1, 1)
    assert len(list(ledger.reports())) == 1


def test_a_ledger_is_still_there_when_opened_again(url: str, write: Any) -> None:
    report = write.report()
    with Ledger(url) as ledger:
        ledger.ingest([report])
    with Ledger(url) as ledger:
        assert list(ledger.reports()) == [report]


def test_reports_without_claims_are_read_and_held_ones_are_not_read_again(ledger: Ledger, write: Any) -> None:
    read_reports = [write.report(), write.report()]
    asked: list[str] = []

    def read(report: Report) -> Report:
        asked.append(report.id)
        return next(r for r in read_reports if r.id == report.id)

    unread = [replace(r, claims=()) for r in read_reports]
    ledger.ingest(unread, read=read)
    assert ledger.ingest(unread, read=read).already == 2
    assert asked == [r.id for r in unread]
    assert list(ledger.reports()) == read_reports


def test_one_report_that_cannot_be_read_does_not_stop_the_others(ledger: Ledger, write: Any) -> None:
    good, bad = write.report(), write.report()

    def read(report: Report) -> Report:
        if report.id == bad.id:
            raise InputError("no verb in the whole text")
        return report.with_claims(good.claims)

    result = ledger.ingest([replace(bad, claims=()), replace(good, claims=())], read=read)
    assert result.added == 1
    assert [(f.place, f.message) for f in result.failed] == [(bad.id, "no verb in the whole text")]


@pytest.mark.parametrize("text", ["قبل\0بعد", "قبل\ud800بعد"])
def test_text_that_no_database_can_hold_is_refused_by_place(ledger: Ledger, write: Any, text: str) -> None:
    result = ledger.ingest([write.report(text, quotes=()), write.report()])
    assert result.added == 1
    assert "at 3" in result.failed[0].message


def test_a_claim_whose_quote_does_not_stand_in_the_report_is_not_taken(ledger: Ledger, write: Any) -> None:
    report = write.report()
    moved = report.with_claims([replace(report.claims[0], start=0, end=11)])
    invented = report.with_claims([replace(report.claims[0], quote="أُغلق المعبر", start=None, end=None)])
    unplaced = report.with_claims([replace(report.claims[0], start=None, end=None)])
    result = ledger.ingest([moved, invented, unplaced])
    assert result.added == 1
    assert [f.message.partition(": ")[2] for f in result.failed] == [
        "claim 0: its quote does not stand in the report at 0 to 11 of its text",
        "claim 0: its quote does not stand in the report",
    ]
    ledger.verify()


def test_a_failure_of_intake_is_listed(ledger: Ledger, write: Any) -> None:
    result = ledger.ingest([SimpleNamespace(place="news.jsonl:7", message="not JSON"), write.report()])
    assert result.added == 1
    assert (result.failed[0].place, result.failed[0].message) == ("news.jsonl:7", "not JSON")


def test_claims_of_a_crossing_come_newest_first_with_their_report(ledger: Ledger, write: Any) -> None:
    old = write.report(published=date(2024, 3, 1), url="https://river-post.example/old")
    new = write.report(published=date(2024, 3, 9))
    elsewhere = write.report(claim={"crossing": "nahr"})
    ledger.ingest([old, elsewhere, new])
    found = list(ledger.claims("qantara"))
    assert [e.report for e in found] == [new.id, old.id]
    assert found[1].claim == old.claims[0]
    assert (found[1].url, found[1].outlet, found[1].published) == (old.url, old.outlet, old.published)
    assert len(list(ledger.claims("qantara", limit=1))) == 1
    assert len(list(ledger.claims())) == 3


def test_reports_can_be_asked_by_crossing_and_days(ledger: Ledger, write: Any) -> None:
    both = write.report(quotes=("فُتح المعبر", "أمام الشاحنات"))
    both = both.with_claims([both.claims[0], replace(both.claims[1], crossing="nahr")])
    later = write.report(published=date(2024, 6, 1))
    ledger.ingest([both, later])
    (only,) = ledger.reports(crossing="nahr")
    assert [c.crossing for c in only.claims] == ["nahr"]
    assert list(ledger.reports(since=date(2024, 5, 1))) == [later]
    assert list(ledger.reports(until=date(2024, 5, 1))) == [both]


def test_the_same_id_of_another_outlet_is_another_report(ledger: Ledger, write: Any) -> None:
    one = write.report(id="page1")
    other = write.report(id="page1", outlet="hill-radio.example")
    ledger.ingest([one])
    ledger.ingest([other])
    names = {r.outlet: r.id for r in ledger.reports()}
    assert names["river-post.example"] == "page1"
    assert names["hill-radio.example"].startswith("page1~")


def test_an_edited_report_replaces_what_it_said_and_the_old_words_stay(ledger: Ledger, write: Any, clock: Any) -> None:
    first = write.report(id="page1")
    edited = write.report(id="page1", claim={"value": "closed"})
    ledger.ingest([first])
    before = clock()
    clock.move(hours=1)
    ledger.ingest([edited])
    assert list(ledger.reports()) == [edited]
    assert [e.claim.value for e in ledger.claims("qantara")] == ["closed"]
    assert list(ledger.reports(recorded_by=before)) == [first]


def test_many_pages_of_reports_come_in_order(ledger: Ledger, write: Any) -> None:
    reports = [write.report(published=date(2024, 1 + n % 3, 1)) for n in range(1203)]
    assert ledger.ingest(reports).added == 1203
    found = [r.published for r in ledger.reports()]
    assert found == sorted(r.published for r in reports)


def test_recorded_time_cannot_go_back(ledger: Ledger, write: Any, clock: Any) -> None:
    ledger.ingest([write.report()], recorded=clock())
    with pytest.raises(LedgerError, match="lies before the ledger's last row"):
        ledger.ingest([write.report()], recorded=datetime(2024, 1, 1, tzinfo=UTC))


def test_new_places_are_made(new_url: Callable[[], str]) -> None:
    with Ledger(new_url()) as ledger:
        assert list(ledger.reports()) == []
        assert list(ledger.claims("qantara", known=date(2024, 1, 1))) == []
