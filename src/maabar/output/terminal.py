"""Text for a terminal and for a pipe: tables, and Arabic that keeps its place beside Latin letters.

In a terminal a table is drawn and coloured (``NO_COLOR`` is heeded); piped, it is plain padded columns without
wrapping, one row per line. Right-to-left text is isolated (Unicode RLI … PDI), so that it can't reorder its
neighbours; only in a terminal, since invisible marks hinder whoever searches a file.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TextIO, TypeVar

if TYPE_CHECKING:
    from rich.console import Console

Item = TypeVar("Item")
NARROW: Final = 110
"""Columns of a terminal under which tables leave room by putting less side by side."""
PATIENCE: Final = 2.0
"""Seconds after which whoever waits is told how far it has come."""
RLI: Final = "\u2067"
PDI: Final = "\u2069"
_RTL: Final = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_RTL_RUN: Final = re.compile(rf"[«\"(\[]*[{_RTL}](?:[^A-Za-z\n]*[{_RTL}][»\")\]]*)?")


def isolate(text: str) -> str:
    """The text with every right-to-left run inside bidirectional isolates.

    >>> isolate("Saraqib سراقب, open") == "Saraqib \u2067سراقب\u2069, open"
    True
    """
    return _RTL_RUN.sub(lambda run: f"{RLI}{run.group()}{PDI}", text)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading; for terminals its style, whether text may be wrapped, the greatest width."""

    heading: str
    style: str = ""
    wrap: bool = False
    right: bool = False
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of text under headings, with an optional title."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    title: str = ""


def console(stream: TextIO | None = None) -> Console:
    """The console on a stream; colour and drawing only where that is a terminal."""
    from rich.console import Console

    return Console(file=stream or sys.stdout, highlight=False, soft_wrap=False)


def show(table: Table, on: Console) -> None:
    """Print a table: drawn in a terminal, plain padded columns elsewhere."""
    if on.is_terminal:
        _draw(table, on)
    else:
        on.file.write("".join(line + "\n" for line in plain(table)))


def say(text: str, on: Console, style: str = "", *, lead: str = "") -> None:
    """Print running text: wrapped, isolated and styled in a terminal, one line elsewhere.

    ``lead`` is the style of its beginning up to the first colon.
    """
    if on.is_terminal:
        from rich.text import Text

        shown = Text(isolate(text), style=style)
        if lead:
            shown.stylize(lead, 0, shown.plain.find(":"))
        on.print(shown)
    else:
        on.file.write(text + "\n")


def plain(table: Table) -> list[str]:
    """The table's lines without drawing, each column as wide as its widest cell."""
    from rich.cells import cell_len

    rows = [[c.heading.upper() for c in table.columns], *([" ".join(cell.split()) for cell in r] for r in table.rows)]
    widths = [max(cell_len(row[n]) for row in rows) for n in range(len(table.columns))]
    lines = [table.title] if table.title else []
    for row in rows:
        cells = []
        for cell, width, column in zip(row, widths, table.columns, strict=True):
            gap = " " * (width - cell_len(cell))
            cells.append(gap + cell if column.right else cell + gap)
        lines.append("  ".join(cells).rstrip())
    return lines


def _draw(table: Table, on: Console) -> None:
    from rich import box
    from rich.cells import cell_len
    from rich.table import Table as Drawn
    from rich.text import Text

    drawn = Drawn(title=isolate(table.title) or None, title_justify="left", title_style="bold", box=box.SIMPLE_HEAD)
    for column in table.columns:
        drawn.add_column(
            column.heading,
            style=column.style,
            justify="right" if column.right else "left",
            no_wrap=not column.wrap,
            min_width=cell_len(column.heading),
            max_width=column.most,
            overflow="fold" if column.wrap else "ellipsis",
        )
    for row in table.rows:
        drawn.add_row(*(Text(isolate(cell)) for cell in row))
    on.print(drawn)


def follow(items: Iterable[Item], what: str) -> Iterator[Item]:
    """The items as they are; work that takes longer than `PATIENCE` shows on stderr, in a terminal, how far it is."""
    if not sys.stderr.isatty():
        yield from items
        return
    started, shown = time.monotonic(), 0.0
    for n, item in enumerate(items, 1):
        now = time.monotonic() - started
        if now > PATIENCE and now - shown > 0.2:
            shown = now
            sys.stderr.write(f"\r{n:,} {what}, {n / now:,.0f} a second ")
            sys.stderr.flush()
        yield item
    if shown:
        sys.stderr.write("\r\x1b[K")
