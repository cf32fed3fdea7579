"""``maabar weigh`` and ``maabar voices``: how likely each crossing is open, and how each voice fared."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from maabar.cli.options import ForTraffic, Packs, TableOrJson, TableOrJsonl

if TYPE_CHECKING:
    from maabar.model import Report
    from maabar.weighing.beliefs import Beliefs


def register(app: typer.Typer) -> None:
    app.command(
        epilog="Example: maabar weigh claims.jsonl --format jsonl > beliefs.jsonl\n\n"
        "Example: maabar weigh claims.jsonl --filtered --traffic aid\n\n"
        "Example: maabar weigh --static answers.jsonl --format jsonl"
    )(weigh)
    app.command(epilog="Example: maabar voices claims.jsonl\n\nExample: maabar voices claims.jsonl --format json")(
        voices
    )


def weigh(
    reports: Annotated[
        list[Path] | None,
        typer.Argument(metavar="REPORTS.jsonl…", help="Reports with claims, one per line; - for stdin."),
    ] = None,
    filtered: Annotated[
        bool, typer.Option("--filtered", help="Each day as known at its end. Default: in hindsight.")
    ] = False,
    static: Annotated[
        Path | None,
        typer.Option(metavar="CROWD.jsonl", help='Fuse labels instead: lines {"task","answers":[[worker,label],…]}.'),
    ] = None,
    traffic: ForTraffic = None,
    format: Annotated[TableOrJsonl, typer.Option(help="What to print.")] = TableOrJsonl.table,
    pack: Packs = None,
) -> None:
    """Weigh claims into the chance that each crossing is open, on every day; without a ledger.

    With --format jsonl one line {"crossing","day","open","restricted","closed"} for every crossing and every day from
    its first claim to the last day of the input; as a table, the last day of each crossing.
    """
    if static is not None:
        if reports or filtered or traffic:
            raise typer.BadParameter("--static takes no reports, no --filtered and no --traffic: it knows no time")
        _static(static, format)
        return
    if not reports:
        raise typer.BadParameter("REPORTS.jsonl is missing")
    from maabar.registry import load_registry
    from maabar.weighing import weigh as weighed

    failures: list[str] = []
    read = list(_reports(reports, failures))
    beliefs = weighed(read, filtered=filtered, traffic=traffic, registry=load_registry(pack or ()))
    if format is TableOrJsonl.jsonl:
        sys.stdout.writelines(_lines(beliefs))
    else:
        _show(beliefs)
    _end(failures)


def voices(
    reports: Annotated[
        list[Path], typer.Argument(metavar="REPORTS.jsonl…", help="Reports with claims, one per line; - for stdin.")
    ],
    format: Annotated[TableOrJson, typer.Option(help="What to print.")] = TableOrJson.table,
    pack: Packs = None,
) -> None:
    """Show what each voice said and how it fared, against the model's own belief: that is not the truth."""
    import json

    from maabar.registry import load_registry
    from maabar.weighing.acts import speech_acts
    from maabar.weighing.states import fit
    from maabar.weighing.voices import CAUTION

    failures: list[str] = []
    registry = load_registry(pack or ())
    rows = fit(speech_acts(_reports(reports, failures), registry=registry), registry=registry).voices()
    if format is TableOrJson.json:
        print(json.dumps([row.to_json() for row in rows], ensure_ascii=False, indent=1))
        _end(failures)
        return
    from maabar.output.terminal import Column, Table, console, say, show

    heads = ("voice", "kind", "side", "claims", "wrong", "open if open", "closed if closed", "plans kept")
    table = Table(
        [Column(head, wrap=head == "voice") for head in heads],
        [
            [
                row.voice, row.kind, row.relation, f"{row.claims:.0f}",
                "-" if row.wrong is None else f"{row.wrong:.0%}",
                *(f"{row.rows[i, i]:.2f} ({row.low[i, i]:.2f}-{row.high[i, i]:.2f})" for i in (0, 2)),
                "-" if row.kept is None else f"{row.kept:.2f} of {row.plans}",
            ]
            for row in rows
        ],
    )  # fmt: skip
    screen = console()
    show(table, screen)
    say(CAUTION, screen, "dim")
    _end(failures)


def _static(path: Path, format: TableOrJsonl) -> None:
    import json

    from maabar.weighing.static import answers, fuse

    failures: list[str] = []
    rows = [record for _, record in _records([path], failures)]
    fused = fuse(answers(rows, place=str(path)))
    if format is TableOrJsonl.jsonl:
        for row in fused.rows():
            print(json.dumps(row, ensure_ascii=False))
    else:
        from maabar.output.terminal import Column, Table, console, show

        told = [[str(row["task"]), str(row["label"]), f"{row['p'][row['label']]:.3f}"] for row in fused.rows()]
        show(Table([Column("task"), Column("label"), Column("p", right=True)], told), console())
    _end(failures)


def _lines(beliefs: Beliefs) -> Iterator[str]:
    import json

    about = f', "traffic": "{beliefs.traffic}"' if beliefs.traffic else ""
    for crossing in beliefs.crossings:
        name = json.dumps(crossing, ensure_ascii=False)
        start, rows = beliefs.of(crossing)
        first = start.toordinal()
        for n, (is_open, restricted, closed) in enumerate(rows.tolist()):
            day = date.fromordinal(first + n)
            yield (
                f'{{"crossing": {name}, "day": "{day}", "open": {is_open:.6f}, "restricted": {restricted:.6f}, '
                f'"closed": {closed:.6f}{about}}}\n'
            )


def _show(beliefs: Beliefs) -> None:
    from maabar.output.terminal import Column, Table, console, say, show

    screen = console()
    if not beliefs.crossings:
        say("No claim on any crossing.", screen)
        return
    last = date.fromordinal(beliefs.last)
    columns = [
        Column("crossing", wrap=True),
        *(Column(state, right=True) for state in ("open", "restricted", "closed")),
    ]
    found = [beliefs.at(crossing, last) for crossing in beliefs.crossings]
    rows = [[b.crossing, f"{b.open:.2f}", f"{b.restricted:.2f}", f"{b.closed:.2f}"] for b in found]
    show(Table(columns, rows, f"As of {last}"), screen)


def _reports(paths: Iterable[Path], failures: list[str]) -> Iterator[Report]:
    """Reports with their claims; what is broken is named in ``failures`` and passed over."""
    from maabar.errors import InputError
    from maabar.model import Report

    for place, record in _records(paths, failures):
        try:
            yield Report.from_json(record)
        except InputError as error:
            failures.append(f"{place}: {error}")


def _records(paths: Iterable[Path], failures: list[str]) -> Iterator[tuple[str, Any]]:
    import json

    from maabar.errors import InputError

    for path in paths:
        found = False
        try:
            source = sys.stdin.buffer if str(path) == "-" else path.open("rb")
        except OSError as error:
            raise InputError(f"can't be read: {error.strerror or error}", str(path)) from None
        with source:
            for n, line in enumerate(source, 1):
                if not line.strip():
                    continue
                found = True
                try:
                    yield f"{path}:{n}", json.loads(line)
                except ValueError as error:
                    failures.append(f"{path}:{n}: no JSON ({error}), expected one object per line")
        if not found:
            raise InputError("is empty, expected one JSON object per line", str(path))


def _end(failures: list[str]) -> None:
    for failure in failures:
        print(f"maabar: {failure}", file=sys.stderr)
    if failures:
        raise typer.Exit(2)
