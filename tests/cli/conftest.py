"""The command line as tests call it: in this process, with its exit code and what it printed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from maabar.cli.app import run
from maabar.ledger import Ledger
from maabar.model import Report


@dataclass(frozen=True)
class Ran:
    """What a call did."""

    code: int
    out: str
    err: str


Call = Callable[..., Ran]


@pytest.fixture
def maabar(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    """Call ``maabar`` with arguments."""
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.delenv("MAABAR_DB", raising=False)

    def call(*arguments: object) -> Ran:
        with pytest.raises(SystemExit) as ended:
            run([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        code = ended.value.code
        return Ran(code if isinstance(code, int) else 1, printed.out, printed.err)

    return call


@pytest.fixture(scope="session")
def ledger_file(tmp_path_factory: pytest.TempPathFactory, corpus: Callable[[str], list[Report]]) -> Path:
    """A ledger with the annotated reports of March 2021, with their annotated claims."""
    place = tmp_path_factory.mktemp("ledger") / "march.db"
    reports = [r for r in corpus("dev-syria") if (r.published.year, r.published.month) == (2021, 3)]
    with Ledger(place) as ledger:
        result = ledger.ingest(reports)
    assert result.added == len(reports) > 5
    return place
