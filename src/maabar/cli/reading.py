"""``maabar read`` and ``maabar score``: reports into claims, and how well that is done. Neither stores anything."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from maabar.cli.options import Outlet, Packs, Paths, Published, TableOrJsonl

if TYPE_CHECKING:
    from maabar.model import Claim, Report


def register(app: typer.Typer) -> None:
    app.command(
        epilog="Example: maabar read --outlet enabbaladi.net --published 2021-03-27 report.txt\n\n"
        "Example: cat reports.jsonl | maabar read --format jsonl - > claims.jsonl"
    )(read)
    app.command(
        epilog="Example: maabar score annotated.jsonl --errors\n\n"
        "Example: maabar score annotated.jsonl --predicted read.jsonl --floor sense=0.8"
    )(score)


def read(
    paths: Paths,
    format: Annotated[TableOrJsonl, typer.Option(help="What to print.")] = TableOrJsonl.table,
    outlet: Outlet = None,
    published: Published = None,
    pack: Packs = None,
) -> None:
    """Read reports into claims, each with its verbatim quote. Stores nothing.

    With --format jsonl one line per report: the report with its claims filled in. A report that can't be read is
    listed at the end on stderr, the others are read all the same; the exit code is then 2.
    """
    import json

    from maabar.errors import MaabarError
    from maabar.intake import Document, load
    from maabar.output.claims import report_table
    from maabar.output.terminal import console, follow, show
    from maabar.reading import Reader
    from maabar.registry import load_registry

    registry = load_registry(pack or ())
    reader = Reader(registry)
    failures: list[str] = []
    screen = console()
    for found in follow(load(paths, outlet=outlet, published=published, registry=registry), "reports read"):
        if not isinstance(found, Document):
            failures.append(f"{found.place}: {found.message}")
            continue
        try:
            report = reader.read(found.report)
        except MaabarError as error:
            failures.append(f"{found.source}: {error}")
            continue
        for notice in found.notices:
            print(f"maabar: note: {found.source}: {notice}", file=sys.stderr)
        if format is TableOrJsonl.jsonl:
            print(json.dumps(report.to_json(), ensure_ascii=False))
        else:
            show(report_table(report, registry), screen)
    end_with(failures)


def score(
    gold: Annotated[Path, typer.Argument(metavar="GOLD.jsonl", help="Annotated reports.")],
    predicted: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Claims already read: lines with id and claims. Default: read them now."),
    ] = None,
    errors: Annotated[
        bool, typer.Option("--errors", help="Show each miss beside what was read and which rule fired.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the measures as JSON.")] = False,
    floor: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=X", help="A bar, such as sense=0.8; exit code 1 under it. May be repeated."),
    ] = None,
    lang: Annotated[str | None, typer.Option(metavar="LANG", help="Only reports in this language.")] = None,
    pack: Packs = None,
) -> None:
    """Score the reading of annotated reports: core, sense, full, and who, when, for whom; by kind, side, phenomenon."""
    import json

    from maabar.output.score_tables import all_measures, mark, tables
    from maabar.output.score_tables import errors as error_lines
    from maabar.output.scoring import pair_reports
    from maabar.output.terminal import console, show
    from maabar.registry import load_registry

    bars = [parse_floor(text) for text in floor or ()]
    registry = load_registry(pack or ())
    reports = [r for r in read_reports(gold) if lang in (None, r.lang)]
    if predicted is not None:
        claims = read_predictions(predicted)
    else:
        from maabar.reading import Reader

        reader = Reader(registry)
        claims = {report.id: reader.read(report.with_claims(())).claims for report in reports}
    paired = pair_reports(reports, claims, registry)
    result = all_measures(paired, registry)
    if as_json:
        print(json.dumps(result, ensure_ascii=False))
    else:
        screen = console()
        for n, table in enumerate(tables(result, registry)):
            if n and not screen.is_terminal:
                print()
            show(table, screen)
    if errors:
        print("\n".join(error_lines(paired)))
    under = [
        f"{name} is {mark(result, name):.4f}, under the floor {bar:g}" for name, bar in bars if mark(result, name) < bar
    ]
    for line in under:
        print(f"maabar: {line}", file=sys.stderr)
    if under:
        raise typer.Exit(1)


def end_with(failures: Sequence[str]) -> None:
    """List what could not be read, and end with exit code 2 if there was any."""
    for failure in failures:
        print(f"maabar: {failure}", file=sys.stderr)
    if failures:
        raise typer.Exit(2)


def parse_floor(text: str) -> tuple[str, float]:
    """``sense=0.8`` as name and bar; anything else is a usage error."""
    from maabar.output.score_tables import MARKS
    from maabar.output.scoring import SHARES

    names = (*MARKS, *SHARES, "traffic", "grounded")
    name, _, bar = text.partition("=")
    try:
        if name in names:
            return name, float(bar)
    except ValueError:
        pass
    raise typer.BadParameter(f"--floor {text!r}, expected NAME=X with NAME one of {', '.join(names)}")


def read_reports(path: Path) -> list[Report]:
    """Annotated reports of a JSONL file; raises `InputError` naming file and line."""
    from maabar.errors import InputError
    from maabar.model import Report

    out = []
    for place, record in _records(path):
        try:
            out.append(Report.from_json(record))
        except InputError as error:
            raise InputError(str(error), place) from None
    return out


def read_predictions(path: Path) -> dict[str, tuple[Claim, ...]]:
    """Claims by report id of a JSONL file whose lines have ``id`` and ``claims``."""
    from maabar.errors import InputError
    from maabar.model import Claim

    out = {}
    for place, record in _records(path):
        if not isinstance(record, dict) or "id" not in record:
            raise InputError("expected an object with id and claims", place)
        try:
            out[str(record["id"])] = tuple(Claim.from_json(c) for c in record.get("claims") or ())
        except InputError as error:
            raise InputError(str(error), place) from None
    return out


def _records(path: Path) -> list[tuple[str, Any]]:
    import json

    from maabar.errors import InputError

    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"can't be read: {error}", str(path)) from None
    out = []
    for n, text in enumerate(lines, 1):
        if not text.strip():
            continue
        try:
            out.append((f"{path}:{n}", json.loads(text)))
        except ValueError as error:
            raise InputError(f"no JSON: {error}, expected one report per line", f"{path}:{n}") from None
    return out
