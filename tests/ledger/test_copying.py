"""A ledger moves between engines, and the chain proves that it is the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from maabar.errors import LedgerError
from maabar.ledger import Ledger


def _fill(ledger: Ledger, write: Any) -> None:
    ledger.ingest([write.report(claim={"confidence": 0.1 + n / 10_000}) for n in range(700)])
    ledger.review("reject", f"claim:{next(iter(ledger.claims())).seq}", by="Lina")


def test_there_and_back_again(tmp_path: Path, new_database: Callable[[], str], write: Any) -> None:
    with Ledger(tmp_path / "a.sqlite") as here, Ledger(new_database()) as there, Ledger(tmp_path / "b.sqlite") as back:
        _fill(here, write)
        assert here.copy_to(there).head == here.head().link
        there.copy_to(back)
        assert here.head() == there.head() == back.head()
        assert list(here.reports()) == list(there.reports()) == list(back.reports())
        assert list(here.claims()) == list(there.claims()) == list(back.claims())
        assert here.summary() == there.summary() == back.summary()


def test_a_ledger_that_holds_rows_is_not_written_over(ledger: Ledger, new_url: Callable[[], str], write: Any) -> None:
    ledger.ingest([write.report()])
    with Ledger(new_url()) as other:
        other.ingest([write.report()])
        before = other.head()
        with pytest.raises(LedgerError, match="expected an empty one"):
            ledger.copy_to(other)
        assert other.head() == before


def test_a_copy_goes_on_where_the_original_ended(ledger: Ledger, new_url: Callable[[], str], write: Any) -> None:
    report = write.report()
    ledger.ingest([report])
    with Ledger(new_url()) as copy:
        ledger.copy_to(copy)
        assert copy.ingest([report]).already == 1
        assert copy.ingest([write.report()]).added == 1
        copy.verify()
