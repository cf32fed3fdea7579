"""``maabar chart``: the picture of one crossing."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from maabar.cli.acts import Reports
from maabar.cli.options import Database, ForTraffic, Known, Packs, parse_day

if TYPE_CHECKING:
    from maabar.model import Belief
    from maabar.weighing.beliefs import Beliefs

SHOWN = 120
"""Days shown unless asked otherwise: the last so many."""


class Language(StrEnum):
    """The language of labels."""

    en = "en"
    ar = "ar"


def register(app: typer.Typer) -> None:
    app.command(
        epilog="Example: maabar chart Saraqib -o saraqib.png --since 2021-03-18 --until 2021-04-06\n\n"
        "Example: maabar chart سراقب --lang ar -o saraqib.html --reports reports.jsonl"
    )(chart)


def chart(
    crossing: Annotated[str, typer.Argument(metavar="CROSSING", help="An id, or a name in any of its languages.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="A .svg, .png or .html file.")],
    lang: Annotated[Language, typer.Option(help="The language of labels.")] = Language.en,
    since: Annotated[
        date | None,
        typer.Option(parser=parse_day, metavar="DAY", help=f"First day. Default: {SHOWN} days before the last."),
    ] = None,
    until: Annotated[
        date | None, typer.Option(parser=parse_day, metavar="DAY", help="Last day. Default: that of the last report.")
    ] = None,
    filtered: Annotated[
        bool, typer.Option("--filtered", help="Each day as it was known at its end, not in hindsight.")
    ] = False,
    scale: Annotated[float, typer.Option(min=0.5, max=6, metavar="X", help="Sharpness of a .png.")] = 2.0,
    known: Known = None,
    traffic: ForTraffic = None,
    reports: Reports = None,
    db: Database = None,
    pack: Packs = None,
) -> None:
    """Draw what was believed of a crossing from day to day, and the claims that made it so.

    Above, the chance that it is open, restricted or closed; below, who said what: hollow where planned, crossed where
    denied, joined where two can't both hold; at the foot, how many outlets published at all.
    """
    from maabar.cli.account import find_crossing
    from maabar.cli.acts import given_reports
    from maabar.errors import InputError
    from maabar.output.chart import FORMATS, save
    from maabar.output.chart import chart as draw
    from maabar.output.chart_rows import listening
    from maabar.registry import load_registry
    from maabar.weighing.acts import speech_acts
    from maabar.weighing.states import fit

    if out.suffix.lower().removeprefix(".") not in FORMATS:
        raise InputError(f"ends in {out.suffix!r}, expected .svg, .png or .html", str(out))
    registry = load_registry(pack or ())
    wanted = find_crossing(crossing, registry)
    given = given_reports(reports, db, known, registry)
    acts = speech_acts(given.reports, registry=registry, decided=given.decided)
    if not any(act.crossing == wanted for act in acts):
        raise InputError(f"no report says anything of {crossing!r}, so there is nothing to draw")
    beliefs = fit(acts, registry=registry).beliefs(filtered=filtered, traffic=traffic)
    last = until or max(report.published for report in given.reports)
    first = since or max(min(a.known for a in acts if a.crossing == wanted), last - timedelta(SHOWN - 1))
    if first > last:
        raise InputError(f"the first day ({first}) is after the last ({last})")
    shown = days_of(beliefs, wanted, first, last)
    spec = draw(
        shown,
        acts,
        crossing=wanted,
        registry=registry,
        lang=lang.value,
        heard=listening(given.reports),
        filtered=filtered,
        traffic=traffic,
    )
    save(spec, out, lang=lang.value, scale=scale)
    print(out)


def days_of(beliefs: Beliefs, crossing: str, first: date, last: date) -> list[Belief]:
    """Beliefs on each day; those that are listed at once, the others one by one."""
    from maabar.model import Belief

    start, rows = beliefs.of(crossing)
    out = []
    for day in (first + timedelta(n) for n in range((last - first).days + 1)):
        at = (day - start).days
        if 0 <= at < len(rows):
            is_open, restricted, closed = rows[at].tolist()
            out.append(Belief(crossing, day, is_open, restricted, closed, beliefs.traffic))
        else:
            out.append(beliefs.at(crossing, day))
    return out
