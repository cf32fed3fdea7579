"""Reviews: rows that decide, and rows that take decisions back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from maabar.errors import InputError
from maabar.ledger import Ledger, write_overlay
from maabar.ledger.reviews import Review, reviewed
from maabar.registry import load_registry


def _values(ledger: Ledger) -> list[Any]:
    return [(e.claim.crossing, e.claim.value, e.verdict) for e in ledger.claims()]


@pytest.fixture
def seq(ledger: Ledger, write: Any) -> int:
    """The number of the one claim of a ledger: qantara is open, says port-office."""
    ledger.ingest([write.report()])
    return next(iter(ledger.claims())).seq


def test_an_accepted_claim_stands_for_certain(ledger: Ledger, seq: int) -> None:
    ledger.review("accept", f"claim:{seq}", by="Lina")
    (entry,) = ledger.claims()
    assert (entry.verdict, entry.claim.confidence) == ("accepted", 1.0)


def test_a_rejected_claim_is_gone_and_comes_back_when_that_is_undone(ledger: Ledger, seq: int) -> None:
    before = _values(ledger)
    rejected = ledger.review("reject", f"claim:{seq}", by="Lina", why="another road")
    assert _values(ledger) == []
    undone = ledger.review("undo", f"review:{rejected}", by="Omar")
    assert _values(ledger) == before
    ledger.review("undo", f"review:{undone}", by="Lina")
    assert _values(ledger) == []
    assert [r.action for r in ledger.reviews()] == ["reject", "undo", "undo"]
    ledger.verify()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("crossing", "nahr"),
        ("value", "closed"),
        ("reality", "planned"),
        ("polarity", "denied"),
        ("speaker", "road-union"),
        ("speaker_kind", "witness"),
        ("via", ["hill-radio.example"]),
        ("traffic", ["aid"]),
        ("when", {"from": "2024-04-01", "to": "2024-04-03"}),
        ("direction", "in"),
        ("note", "seen twice"),
    ],
)
def test_any_field_can_be_corrected(ledger: Ledger, seq: int, field: str, value: Any) -> None:
    ledger.review("correct", f"claim:{seq}", by="Lina", **{field: value})
    (entry,) = ledger.claims()
    assert entry.claim.to_json()[field] == value
    assert entry.verdict == "corrected"
    ledger.verify()


def test_a_corrected_quote_gets_its_offsets_and_must_stand_in_the_report(ledger: Ledger, seq: int) -> None:
    ledger.review("correct", f"claim:{seq}", by="Lina", quote="صباح اليوم")
    (entry,) = ledger.claims()
    (report,) = ledger.reports()
    assert report.text[entry.claim.start : entry.claim.end] == "صباح اليوم"
    with pytest.raises(InputError, match="does not stand in the report"):
        ledger.review("correct", f"claim:{seq}", by="Lina", quote="مساء الغد")


@pytest.mark.parametrize(
    ("action", "target", "body", "said"),
    [
        ("praise", "claim:{}", {}, "expected one of accept"),
        ("accept", "crossing:qantara", {}, "expected claim:ID"),
        ("accept", "claim:first", {}, "expected a number"),
        ("accept", "claim:999", {}, "there is no claim 999"),
        ("correct", "claim:{}", {}, "changes nothing"),
        ("correct", "claim:{}", {"colour": "red"}, "no field colour"),
        ("correct", "claim:{}", {"value": "ajar"}, "expected one of closed, open, restricted"),
        ("merge", "crossing:qantara", {}, "lacks 'into'"),
        ("copy", "report:nowhere", {"of": "r0"}, "no report 'nowhere'"),
        ("undo", "review:999", {}, "there is no review 999"),
        ("alias", "crossing:new:somewhere", {"alias": "x"}, "a crossing of the registry"),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(
    ledger: Ledger, seq: int, action: str, target: str, body: Any, said: str
) -> None:
    before = ledger.head()
    with pytest.raises(InputError, match=said):
        ledger.review(action, target.format(seq), by="Lina", **body)
    assert ledger.head() == before


def test_a_review_says_by_whom(ledger: Ledger, seq: int) -> None:
    with pytest.raises(InputError, match="by whom"):
        ledger.review("accept", f"claim:{seq}", by=" ")


def test_what_a_machine_suggests_counts_once_a_person_confirms_it(ledger: Ledger, seq: int) -> None:
    suggested = ledger.review("reject", f"claim:{seq}", by="rules 2", origin="machine")
    assert len(_values(ledger)) == 1
    assert [r.seq for r in ledger.reviewed().suggestions] == [suggested]
    ledger.review("confirm", f"review:{suggested}", by="Lina")
    assert _values(ledger) == []
    assert ledger.reviewed().suggestions == ()


def test_merged_crossings_are_one_also_for_later_reports_until_they_are_split(ledger: Ledger, write: Any) -> None:
    ledger.ingest([write.report(), write.report(claim={"crossing": "new:جسر النهر"})])
    ledger.review("merge", "crossing:new:جسر النهر", by="Lina", into="qantara")
    ledger.ingest([write.report(claim={"crossing": "new:جسر النهر"})])
    assert len(list(ledger.claims("qantara"))) == 3
    ledger.verify()
    ledger.review("split", "crossing:new:جسر النهر", by="Lina")
    assert len(list(ledger.claims("qantara"))) == 1
    assert len(list(ledger.claims("new:جسر النهر"))) == 2
    ledger.verify()


def test_merges_in_a_row_lead_to_the_last_and_circles_are_refused(ledger: Ledger, write: Any) -> None:
    ledger.ingest([write.report(claim={"crossing": name}) for name in ("a", "b", "c")])
    ledger.review("merge", "crossing:a", by="Lina", into="b")
    first = ledger.reviews()[0].seq
    ledger.review("merge", "crossing:b", by="Lina", into="c")
    assert {e.claim.crossing for e in ledger.claims()} == {"c"}
    with pytest.raises(InputError, match="undo that first"):
        ledger.review("merge", "crossing:c", by="Lina", into="a")
    ledger.review("undo", f"review:{first}", by="Lina")
    assert {e.claim.crossing for e in ledger.claims()} == {"a", "c"}
    ledger.verify()


def test_some_claims_can_be_split_off_a_crossing(ledger: Ledger, write: Any) -> None:
    ledger.ingest([write.report(), write.report()])
    one, other = (e.seq for e in ledger.claims())
    ledger.review("split", "crossing:qantara", by="Lina", into="qantara-new", claims=[other])
    assert [e.seq for e in ledger.claims("qantara")] == [one]
    assert [e.seq for e in ledger.claims("qantara-new")] == [other]
    ledger.verify()


def test_speakers_can_be_merged(ledger: Ledger, write: Any) -> None:
    ledger.ingest([write.report(), write.report(claim={"speaker": "the port's office"})])
    ledger.review("merge", "speaker:the port's office", by="Lina", into="port-office")
    assert {e.claim.speaker for e in ledger.claims()} == {"port-office"}
    (summary,) = ledger.summary()
    assert len(summary.voices) == 1


def test_copies_are_marked_and_unmarked(ledger: Ledger, write: Any) -> None:
    one, other = write.report(), write.report()
    ledger.ingest([one, other])
    ledger.review("copy", f"report:{other.id}", by="Lina", of=one.id)
    assert ledger.reviewed().copies == {other.id: one.id}
    ledger.review("not-copy", f"report:{other.id}", by="Lina")
    assert ledger.reviewed().copies == {other.id: None}


def test_a_review_counts_for_the_same_claim_of_a_later_reading(ledger: Ledger, write: Any) -> None:
    report = write.report()
    ledger.ingest([report])
    (entry,) = ledger.claims()
    ledger.review("reject", f"claim:{entry.seq}", by="Lina")
    again = replace(report.claims[0], reader="rules 2", confidence=0.9)
    ledger.ingest([report], again=True, read=lambda r: r.with_claims([again, write.claim(r.text, "الشاحنات")]))
    assert [e.claim.quote for e in ledger.claims()] == ["الشاحنات"]
    ledger.verify()


def test_a_reread_keeps_both_readings(ledger: Ledger, write: Any, clock: Any) -> None:
    report = write.report()
    ledger.ingest([report])
    before = clock()
    clock.move(hours=1)
    better = report.with_claims([replace(report.claims[0], reader="rules 2", value="closed")])
    result = ledger.ingest([better])
    assert (result.added, result.reread, result.claims) == (0, 1, 1)
    assert ledger.ingest([better]).already == 1
    assert [(e.claim.value, e.reader) for e in ledger.claims()] == [("closed", "rules 2")]
    assert [(e.claim.value, e.reader) for e in ledger.claims(recorded_by=before)] == [("open", "rules 1")]


def test_the_state_is_a_pure_function_of_the_rows() -> None:
    rows = [
        Review(1, 1, "Lina", "person", "correct", "claim:9", {"value": "closed"}, ""),
        Review(2, 2, "Lina", "person", "correct", "claim:9", {"speaker": "x"}, ""),
        Review(3, 3, "Omar", "person", "undo", "review:1", {}, ""),
        Review(4, 4, "Lina", "person", "undo", "review:3", {}, ""),
    ]
    assert dict(reviewed(rows).claims[9].changes) == {"value": "closed", "speaker": "x"}
    assert dict(reviewed(rows[:3]).claims[9].changes) == {"speaker": "x"}
    assert reviewed(rows) == reviewed(list(rows))


def test_the_least_certain_claims_that_matter_most_come_first(ledger: Ledger, write: Any) -> None:
    sure = write.report(claim={"confidence": 0.99})
    doubtful = write.report(claim={"confidence": 0.2})
    minor = write.report(claim={"confidence": 0.2, "kind": "control", "value": write.by("port-office")})
    old = write.report(claim={"confidence": 0.2}, published=date(2019, 1, 1))
    ledger.ingest([sure, minor, old, doubtful])
    assert [e.report for e in ledger.queue()] == [doubtful.id, minor.id, old.id, sure.id]
    ledger.review("accept", f"claim:{ledger.queue()[0].seq}", by="Lina")
    assert [e.report for e in ledger.queue(2)] == [minor.id, old.id]


def test_an_alias_reaches_the_registry_only_through_a_pack_that_a_person_writes(
    ledger: Ledger, seq: int, tmp_path: Path
) -> None:
    crossing = next(iter(load_registry().crossings))
    ledger.review("alias", f"crossing:{crossing}", by="Lina", alias="معبر الرمانة الجديد")
    assert write_overlay(tmp_path / "pack", ledger.reviewed().aliases) == 1
    assert "معبر الرمانة الجديد" in load_registry([tmp_path / "pack"]).crossings[crossing].names
    assert "معبر الرمانة الجديد" not in load_registry().crossings[crossing].names
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "pack.yaml").write_text("name: mine\n")
    with pytest.raises(InputError, match="another pack"):
        write_overlay(tmp_path / "other", {})
