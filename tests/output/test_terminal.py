"""Text for terminals and pipes."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from maabar.output import terminal
from maabar.output.terminal import PDI, RLI, Column, Table, follow, isolate, plain, say, show

TABLE = Table([Column("crossing"), Column("n", right=True)], [["Saraqib سراقب", "7"], ["الراعي", "12"]], "Title")


def drawn(width: int = 60) -> tuple[Console, io.StringIO]:
    stream = io.StringIO()
    return Console(file=stream, force_terminal=True, width=width, no_color=True), stream


def piped() -> tuple[Console, io.StringIO]:
    stream = io.StringIO()
    return Console(file=stream), stream


def test_every_arabic_run_is_isolated_and_nothing_else() -> None:
    assert isolate("Saraqib سراقب, open") == f"Saraqib {RLI}سراقب{PDI}, open"
    assert isolate("only Latin") == "only Latin"


def test_a_phrase_with_spaces_and_digits_is_one_run() -> None:
    assert isolate("«قال 25 شخصا» said") == f"{RLI}«قال 25 شخصا»{PDI} said"


def test_isolates_come_in_pairs() -> None:
    text = isolate("معبر A سراقب B الراعي")
    assert text.count(RLI) == text.count(PDI) == 3


def test_a_pipe_gets_plain_padded_columns_without_marks() -> None:
    console, stream = piped()
    show(TABLE, console)
    lines = stream.getvalue().splitlines()
    assert lines == ["Title", "CROSSING        N", "Saraqib سراقب   7", "الراعي         12"]


def test_a_terminal_gets_a_drawn_table_with_isolates() -> None:
    console, stream = drawn()
    show(TABLE, console)
    assert "─" in stream.getvalue()
    assert f"{RLI}الراعي{PDI}" in stream.getvalue()


def test_no_color_is_heeded(monkeypatch: pytest.MonkeyPatch) -> None:
    for wanted in ("", "1"):
        monkeypatch.setenv("NO_COLOR", wanted)
        stream = io.StringIO()
        say("a: b", Console(file=stream, force_terminal=True, color_system="standard"), "green")
        assert ("\x1b[32m" in stream.getvalue()) is (not wanted)


def test_text_is_one_line_in_a_pipe_and_wrapped_in_a_terminal() -> None:
    console, stream = piped()
    say("word " * 50, console)
    assert stream.getvalue().count("\n") == 1
    console, stream = drawn(width=40)
    say("word " * 50, console)
    assert stream.getvalue().count("\n") > 5


def test_line_breaks_in_a_cell_do_not_break_the_row() -> None:
    assert len(plain(Table([Column("quote")], [["two\nlines"]]))) == 2


def test_quick_work_shows_no_progress(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    assert list(follow(range(3), "things")) == [0, 1, 2]
    assert capsys.readouterr().err == ""


def test_slow_work_shows_in_a_terminal_how_far_it_is(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(range(0, 100, 5))
    monkeypatch.setattr(terminal.time, "monotonic", lambda: float(next(clock)))
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    assert list(follow(range(3), "things")) == [0, 1, 2]
    assert "3 things" in capsys.readouterr().err
