"""status and why: one account as sentences, table and JSON, also as it was known on an earlier day."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from maabar.cli.account import _begun, find_crossing
from maabar.errors import InputError
from maabar.ledger import Ledger
from maabar.model import Report
from maabar.registry import Registry


def test_status_says_a_sentence_per_crossing_and_then_a_table(maabar: Any, ledger_file: Path) -> None:
    ran = maabar("status", "--db", ledger_file)
    assert ran.code == 0
    sentence = next(line for line in ran.out.splitlines() if line.startswith("Saraqib"))
    assert "Contested." in sentence
    assert "Russian" in sentence
    heading = next(line for line in ran.out.splitlines() if line.startswith("CROSSING"))
    assert all(word in heading for word in ("STATE", "SINCE", "LAST EVIDENCE", "FOR", "AGAINST"))
    assert "سراقب" in ran.out
    assert "maabar why" in ran.out


def test_json_has_the_same_facts_as_the_table(maabar: Any, ledger_file: Path) -> None:
    rows = json.loads(maabar("status", "--db", ledger_file, "--format", "json").out)
    text = maabar("status", "--db", ledger_file).out
    assert rows
    for row in rows:
        assert row["sentence"] in text
        assert row["last_evidence"] in text
        assert abs(sum(row["belief"][s] for s in ("open", "restricted", "closed")) - 1) < 1e-6


def test_one_crossing_can_be_asked_for_by_its_arabic_name(maabar: Any, ledger_file: Path) -> None:
    rows = json.loads(maabar("status", "سراقب", "--db", ledger_file, "--format", "json").out)
    assert [row["crossing"] for row in rows] == ["sy/saraqib-tarnabah"]


def test_known_leaves_out_what_was_published_later(maabar: Any, ledger_file: Path) -> None:
    arguments = ("status", "--db", ledger_file, "--known", "2021-03-26", "--format", "json")
    rows = json.loads(maabar(*arguments).out)
    assert rows
    assert all(row["last_evidence"] <= "2021-03-26" for row in rows)
    told = json.loads(maabar("why", "Saraqib", "--db", ledger_file, "--known", "2021-03-26", "--format", "json").out)
    assert told["claims"]
    assert all(claim["published"] <= "2021-03-26" for claim in told["claims"])


def test_an_empty_ledger_says_what_to_do(maabar: Any, tmp_path: Path) -> None:
    ran = maabar("status", "--db", tmp_path / "new.db")
    assert ran.code == 0
    assert "maabar ingest" in ran.out


def test_why_shows_every_claim_with_quote_speaker_outlet_and_day(maabar: Any, ledger_file: Path) -> None:
    text = maabar("why", "سراقب", "--db", ledger_file).out
    told = json.loads(maabar("why", "سراقب", "--db", ledger_file, "--format", "json").out)["claims"]
    assert len(told) > 10
    for one in told:
        assert one["published"] in text
        assert f"«{one['claim']['quote']}»" in text
    assert [one["published"] for one in told] == sorted((one["published"] for one in told), reverse=True)


def test_why_names_parties_neutrally_and_keeps_the_words_in_the_quote(maabar: Any, ledger_file: Path) -> None:
    lines = maabar("why", "Saraqib", "--db", ledger_file).out.splitlines()
    outside = "\n".join(line for line in lines if "«" not in line)
    for loaded in ("ميليشيا", "المحرر", "الاحتلال", "الإرهاب"):
        assert loaded not in outside


def test_a_name_of_several_crossings_is_asked_back(registry: Registry) -> None:
    with pytest.raises(InputError, match="may mean"):
        find_crossing("bab al-", registry)


def test_an_unknown_name_is_one_line(maabar: Any, ledger_file: Path) -> None:
    ran = maabar("why", "Atlantis", "--db", ledger_file)
    assert ran.code == 2
    assert "Atlantis" in ran.err


def test_a_crossing_that_the_registry_does_not_list_can_be_named_as_written(registry: Registry) -> None:
    assert find_crossing("new:الوادي", registry) == "new:الوادي"


def test_the_shell_completes_names_of_crossings() -> None:
    assert _begun("sara") == ["Saraqib (Tarnabah)"]
    assert "سراقب" in _begun("سرا")
    assert "sy/saraqib-tarnabah" in _begun("sy/sara")


def test_quick_goes_by_each_voice_s_last_word_without_weighing(maabar: Any, ledger_file: Path) -> None:
    rows = json.loads(maabar("status", "--quick", "--db", ledger_file, "--format", "json").out)
    saraqib = next(row for row in rows if row["crossing"] == "sy/saraqib-tarnabah")
    assert saraqib["belief"] is None
    assert saraqib["voices_for"]
    known = json.loads(
        maabar("status", "--quick", "--known", "2021-03-26", "--db", ledger_file, "--format", "json").out
    )
    assert all(row["last_evidence"] <= "2021-03-26" for row in known)


def test_what_a_person_confirmed_is_taken_as_seen(
    maabar: Any, tmp_path: Path, corpus: Callable[[str], list[Report]]
) -> None:
    place = tmp_path / "reviewed.db"
    reports = [r for r in corpus("dev-syria") if (r.published.year, r.published.month) == (2021, 3)]

    with Ledger(place) as ledger:
        ledger.ingest(reports)
        told = [e for e in ledger.claims("sy/saraqib-tarnabah") if (e.claim.kind, e.claim.value) == ("status", "open")]
        opened = next(e for e in told if (e.claim.reality, e.claim.polarity) == ("actual", "affirmed") and e.claim.when)
        day = opened.claim.when.start if opened.claim.when else None
        asked = ("status", "Saraqib", "--on", day, "--db", place, "--format", "json")
        before = json.loads(maabar(*asked).out)[0]["belief"]
        ledger.review("correct", f"claim:{opened.seq}", by="Lina", why="seen there", value="closed")
    after = json.loads(maabar(*asked).out)[0]["belief"]
    assert before["closed"] < 0.6
    assert after["closed"] > 0.95
