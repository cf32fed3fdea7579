"""``maabar conflicts`` and ``maabar copies`` on a ledger and on a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def test_conflicts_of_a_ledger_as_json_name_both_voices_and_quotes(maabar: Any, ledger_file: Path) -> None:
    ran = maabar("conflicts", "Saraqib", "--db", ledger_file, "--format", "json")
    assert ran.code == 0, ran.err
    found = json.loads(ran.out)
    assert found
    assert {pair["crossing"] for pair in found} == {"sy/saraqib-tarnabah"}
    assert all(pair["acts"][0]["voice"] != pair["acts"][1]["voice"] for pair in found)
    assert all(act["quote"] and act["relays"] for pair in found for act in pair["acts"])
    assert [pair["grade"] for pair in found] == sorted((pair["grade"] for pair in found), reverse=True)


def test_conflicts_of_a_file_as_a_table(maabar: Any, data: Path) -> None:
    ran = maabar("conflicts", "--reports", data / "corpus" / "dev-syria.jsonl", "--least", "0.5", "--limit", 500)
    assert ran.code == 0, ran.err
    assert "Saraqib" in ran.out
    assert "Russian Ministry of Defence" in ran.out


def test_voices_can_be_weighed_by_how_they_fared(maabar: Any, data: Path) -> None:
    file = data / "corpus" / "dev-syria.jsonl"
    counted, weighed = (
        json.loads(maabar("conflicts", "--reports", file, "--format", "json", *more).out) for more in ([], ["--weigh"])
    )
    assert len(counted) == len(weighed)
    assert all(weight == int(weight) for pair in counted for weight in pair["weights"])
    assert any(weight != int(weight) for pair in weighed for weight in pair["weights"])


def test_a_table_is_cut_and_says_so(maabar: Any, data: Path) -> None:
    ran = maabar("conflicts", "--reports", data / "corpus" / "dev-syria.jsonl", "--limit", 3)
    lines = ran.out.splitlines()
    assert len(lines) == 1 + 3 + 1
    assert lines[-1].startswith("… and ")


def test_known_leaves_out_what_came_later(maabar: Any, data: Path) -> None:
    file = data / "corpus" / "dev-syria.jsonl"
    ran = maabar("conflicts", "--reports", file, "--known", "2021-03-25", "--format", "json")
    relays = [r["published"] for pair in json.loads(ran.out) for act in pair["acts"] for r in act["relays"]]
    assert relays
    assert max(relays) <= "2021-03-25"


def test_reports_without_claims_are_read_first(maabar: Any, data: Path, tmp_path: Path) -> None:
    lines = (data / "corpus" / "dev-syria.jsonl").read_text("utf-8").splitlines()
    unread = tmp_path / "unread.jsonl"
    unread.write_text("\n".join(json.dumps(json.loads(line) | {"claims": []}) for line in lines), "utf-8")
    ran = maabar("conflicts", "--reports", unread, "--format", "json")
    assert ran.code == 0, ran.err
    assert json.loads(ran.out)


def test_no_contradiction_is_said_so(maabar: Any, tmp_path: Path) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_text("", "utf-8")
    ran = maabar("conflicts", "--reports", empty)
    assert (ran.code, ran.out) == (0, "No two claims contradict each other.\n")


def test_a_broken_line_is_one_clear_error(maabar: Any, tmp_path: Path) -> None:
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"id": "a"}\n', "utf-8")
    ran = maabar("copies", "--reports", broken)
    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert f"{broken}:1" in ran.err


def test_copies_show_clusters_and_shares(maabar: Any, tmp_path: Path) -> None:
    text = " ".join(f"كلمة{n}" for n in range(30))
    claim = {
        "quote": "كلمة1", "crossing": "x/1", "kind": "status", "value": "open", "reality": "actual",
        "polarity": "affirmed", "speaker_kind": "self", "via": [], "traffic": [],
        "when": {"from": "2021-03-25", "to": None},
    }  # fmt: skip
    reports = [
        {"id": f"r{n}", "outlet": f"o{n}.example", "published": f"2021-03-2{5 + n}", "text": text, "title": "خبر",
         "claims": [claim | {"speaker": f"o{n}.example"}]}
        for n in range(3)
    ]  # fmt: skip
    file = tmp_path / "copied.jsonl"
    file.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in reports), "utf-8")
    found = json.loads(maabar("copies", "--reports", file, "--format", "json").out)
    assert [c["report"] for c in found["clusters"][0]["copies"]] == ["r1", "r2"]
    assert found["all"] == {
        "outlet": "*", "claims": 3, "corroborating": 2, "credited": 0, "copied": 2, "repetition": 1.0,
    }  # fmt: skip
    shown = maabar("copies", "--reports", file)
    assert "o0.example" in shown.out
    assert "100%" in shown.out
