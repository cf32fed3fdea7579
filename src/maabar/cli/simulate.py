"""``maabar simulate``: worlds with a known truth, to try the weighing on."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from maabar.weighing.simulate import World


class Preset(StrEnum):
    """How much is reported: about one report per crossing and day, or one in five days."""

    dense = "dense"
    sparse = "sparse"


def register(app: typer.Typer) -> None:
    app.command(
        epilog="Example: maabar simulate --seed 1 -o world && maabar weigh world/reports.jsonl --pack world/pack\n\n"
        "Example: maabar simulate --seed 1 --preset sparse --collude 0.6 -o hostile"
    )(simulate)


def simulate(
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Where to write; made if it isn't there.")],
    seed: Annotated[int, typer.Option(help="Equal seeds give equal worlds.")] = 1,
    preset: Annotated[Preset, typer.Option(help="How much is reported.")] = Preset.dense,
    rate: Annotated[
        float | None, typer.Option(metavar="X", help="Reports per crossing and day, instead of a preset.")
    ] = None,
    crossings: Annotated[int, typer.Option(min=1, help="How many crossings.")] = 40,
    days: Annotated[int, typer.Option(min=30, help="How many days.")] = 365,
    collude: Annotated[
        float, typer.Option(min=0, max=1, metavar="X", help="Share of outlets that agree to say what isn't so.")
    ] = 0.0,
    turncoat: Annotated[
        bool, typer.Option("--turncoat", help="The busiest neutral outlet turns false in the middle of the time.")
    ] = False,
    blind: Annotated[int, typer.Option(min=0, metavar="N", help="Crossings that only one side reports on.")] = 0,
    claims_only: Annotated[bool, typer.Option("--claims-only", help="No texts: a million claims in a minute.")] = False,
) -> None:
    """Make a world: reports.jsonl with claims, truth.jsonl with the states, plans.jsonl, voices.jsonl, and a pack.

    The story is told in docs/simulator.md.
    """
    from maabar.weighing.simulate import PRESETS, world

    made = world(
        seed,
        crossings=crossings,
        days=days,
        rate=PRESETS[preset.value] if rate is None else rate,
        collude=collude,
        turncoat=turncoat,
        blind=blind,
        claims_only=claims_only,
    )
    write(made, out)
    print(f"{len(made.reports):,} reports on {crossings:,} crossings over {days:,} days in {out}")


def write(made: World, out: Path) -> None:
    """Write a world into a folder, as JSONL files and a registry pack."""
    import json
    from collections.abc import Iterable
    from typing import Any

    from maabar.errors import InputError

    def lines(name: str, records: Iterable[dict[str, Any]]) -> None:
        with (out / name).open("w", encoding="utf-8") as file:
            file.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)

    try:
        (out / "pack").mkdir(parents=True, exist_ok=True)
        lines("reports.jsonl", (report.to_json() for report in made.reports))
        lines(
            "truth.jsonl",
            (
                {
                    "crossing": crossing,
                    "day": day.isoformat(),
                    "state": state,
                    "passing": list(made.passing[crossing, day]),
                }
                for (crossing, day), state in made.truth.items()
            ),
        )
        lines("plans.jsonl", ({k: str(v) for k, v in plan.items()} for plan in made.plans))
        lines("voices.jsonl", ({"voice": voice, **facts} for voice, facts in made.voices.items()))
        for kind, records in made.pack.items():
            (out / "pack" / f"{kind}.yaml").write_text(
                "".join(f"- {json.dumps(record, ensure_ascii=False)}\n" for record in records), "utf-8"
            )
        (out / "pack" / "pack.yaml").write_text("name: simulated\ntitle: A simulated world\n", "utf-8")
    except OSError as error:
        raise InputError(f"can't be written: {error.strerror}", str(error.filename or out)) from error
