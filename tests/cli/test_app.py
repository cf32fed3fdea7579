"""The frame: help, version, errors as one line, and documents that leave no command and no option out."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.main import get_command

from maabar.cli import app as frame
from maabar.cli.app import build, rooms


def commands() -> dict[str, Any]:
    group: Any = get_command(build())
    found: dict[str, Any] = {}
    for name, command in group.commands.items():
        below = getattr(command, "commands", None)
        found |= {f"{name} {inner}": c for inner, c in below.items()} if below else {name: command}
    return found


def test_help_lists_the_commands_of_every_room(maabar: Any) -> None:
    ran = maabar("--help")
    assert ran.code == 0
    for name in ("demo", "read", "status", "why", "score"):
        assert re.search(rf"\b{name}\b", ran.out)


def test_every_room_brings_commands() -> None:
    assert {"maabar.cli.account", "maabar.cli.demo", "maabar.cli.reading"} <= {room.__name__ for room in rooms()}


def test_version_is_the_package_version(maabar: Any) -> None:
    import maabar as package

    assert maabar("--version").out.strip() == f"maabar {package.__version__}"


def test_called_with_nothing_it_shows_its_help(maabar: Any) -> None:
    assert "Usage" in maabar().out + maabar().err


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_says_what_it_does_and_gives_an_example(name: str) -> None:
    command = commands()[name]
    assert command.help
    assert "maabar " in (command.epilog or "") + command.help, f"maabar {name} --help shows no example"


@pytest.mark.parametrize("name", sorted(commands()))
def test_every_command_and_option_stands_in_the_document(name: str, root: Path) -> None:
    document = (root / "docs" / "cli.md").read_text("utf-8")
    start = document.find(f"\n## maabar {name}\n")
    assert start >= 0, f"docs/cli.md has no section on maabar {name}; run make docs"
    section = document[start : (document.find("\n## ", start + 1) + 1 or None) and document.find("\n## ", start + 1)]
    for parameter in commands()[name].params:
        if parameter.param_type_name == "option":
            for flag in parameter.opts:
                assert f"`{flag}`" in section, f"docs/cli.md does not document {flag} of maabar {name}; run make docs"


def test_an_unknown_option_is_one_line_and_exit_code_2(maabar: Any) -> None:
    ran = maabar("read", "--nonsense", "x")
    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert "--nonsense" in ran.err


def test_a_bad_day_is_one_line_that_says_what_was_expected(maabar: Any) -> None:
    ran = maabar("read", "--published", "27.3.2021", "x.txt")
    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert "YYYY-MM-DD" in ran.err


def test_an_error_of_ours_is_one_line(maabar: Any, tmp_path: Path) -> None:
    not_a_ledger = tmp_path / "not a ledger.db"
    not_a_ledger.write_bytes(b"this is no database, it only has a name like one" * 100)
    ran = maabar("status", "--db", not_a_ledger)
    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert "not a ledger.db" in ran.err


def test_whoever_stops_reading_gets_no_traceback(root: Path) -> None:
    code = "import sys; from maabar.cli import main; sys.argv = ['maabar', 'score', sys.argv[1], '--errors']; main()"
    gold = root / "tests" / "data" / "corpus" / "dev-en.jsonl"
    read = subprocess.Popen([sys.executable, "-c", code, str(gold)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert read.stdout
    assert read.stderr
    read.stdout.close()
    assert b"Traceback" not in read.stderr.read()
    read.stderr.close()
    read.wait(timeout=60)


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys\nfrom maabar.cli.app import build\nbuild()\n"
        "import json; print(json.dumps(sorted(m for m in sys.modules if '.' not in m)))"
    )
    listed = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    loaded = set(json.loads(listed.stdout))
    heavy = {"numpy", "scipy", "pandas", "sqlalchemy", "yaml", "ahocorasick", "trafilatura", "altair", "rich", "lxml"}
    assert not loaded & heavy


def test_interrupted_it_says_so_and_ends_with_130(maabar: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> typer.Typer:
        raise KeyboardInterrupt

    monkeypatch.setattr(frame, "build", interrupted)
    ran = maabar("status")
    assert (ran.code, ran.err) == (130, "maabar: stopped\n")
