"""``maabar review``: what people decide about claims, one by one at a prompt or by options."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from maabar.cli.options import Database

if TYPE_CHECKING:
    from maabar.ledger import Entry, Ledger

_KEYS = "a accept · r reject · c correct FIELD=VALUE … · s skip · u undo the last · q quit"


def review(
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who reviews; it stays on record.")] = "",
    why: Annotated[str, typer.Option("--why", metavar="TEXT", help="Why; it stays on record.")] = "",
    accept: Annotated[list[str] | None, typer.Option(metavar="claim:N", help="The claim is right.")] = None,
    reject: Annotated[list[str] | None, typer.Option(metavar="claim:N", help="The claim is no claim.")] = None,
    correct: Annotated[str | None, typer.Option(metavar="claim:N", help="Correct the fields given with --set.")] = None,
    fields: Annotated[
        list[str] | None, typer.Option("--set", metavar="FIELD=VALUE", help="A corrected field; JSON or plain text.")
    ] = None,
    merge: Annotated[
        str | None, typer.Option(metavar="crossing:A", help="A is what --into names. Also speaker:A.")
    ] = None,
    split: Annotated[
        str | None, typer.Option(metavar="crossing:A", help="A is itself again; with --claim, those go to --into.")
    ] = None,
    into: Annotated[str | None, typer.Option(metavar="ID", help="What --merge or --split leads to.")] = None,
    claim: Annotated[list[int] | None, typer.Option(metavar="N", help="A claim that --split moves.")] = None,
    copy: Annotated[str | None, typer.Option(metavar="report:R", help="R repeats the report of --of.")] = None,
    of: Annotated[str | None, typer.Option(metavar="ID", help="The report that --copy repeats.")] = None,
    not_copy: Annotated[str | None, typer.Option("--not-copy", metavar="report:R", help="R is no copy.")] = None,
    alias: Annotated[
        str | None, typer.Option(metavar="crossing:A", help="--name is another name of A; see --export-pack.")
    ] = None,
    name: Annotated[str | None, typer.Option(metavar="TEXT", help="The name for --alias.")] = None,
    confirm: Annotated[
        list[str] | None, typer.Option(metavar="review:N", help="What a machine suggested shall count.")
    ] = None,
    undo: Annotated[list[str] | None, typer.Option(metavar="review:N", help="The review shall not count.")] = None,
    listing: Annotated[bool, typer.Option("--list", help="Show all reviews; with --json as JSON lines.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="JSON lines.")] = False,
    export_pack: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write the aliases as a registry pack, for --pack DIR.")
    ] = None,
    limit: Annotated[int, typer.Option(metavar="N", help="How many claims to go through.")] = 50,
    db: Database = None,
) -> None:
    """Decide about claims, crossings, speakers and copies. Each decision is a row that can be undone, never changed.

    Without options the claims come up one by one, the least certain that matter most first.
    """
    from maabar.errors import InputError
    from maabar.ledger import Ledger, write_overlay

    wanted: list[tuple[str, str, dict[str, Any]]] = []
    for action, targets in (("accept", accept), ("reject", reject), ("confirm", confirm), ("undo", undo)):
        wanted += [(action, target, {}) for target in targets or ()]
    moved = {"claims": claim} if claim else {}
    for action, one, body in (
        ("correct", correct, _fields(fields or ())),
        ("merge", merge, {"into": into}),
        ("split", split, moved | ({"into": into} if into else {})),
        ("copy", copy, {"of": of}),
        ("not-copy", not_copy, {}),
        ("alias", alias, {"alias": name}),
    ):
        if one is not None:
            wanted.append((action, one, body))
    if not by and (wanted or not (listing or export_pack)):
        raise InputError("who reviews? expected --by NAME")
    with Ledger(db) as ledger:
        for action, target, body in wanted:
            seq = ledger.review(action, target, by=by, why=why, **body)
            typer.echo(f"review:{seq} {action} {target}")
        if listing:
            _list(ledger, as_json)
        if export_pack is not None:
            written = write_overlay(export_pack, ledger.reviewed().aliases)
            typer.echo(f"{export_pack}: {written} crossings with new names")
        if not wanted and not listing and export_pack is None:
            _go_through(ledger, by, limit)


def _fields(pairs: list[str] | tuple[str, ...]) -> dict[str, Any]:
    import json

    from maabar.errors import InputError

    out: dict[str, Any] = {}
    for pair in pairs:
        name, equals, text = pair.partition("=")
        if not equals or not name:
            raise InputError(f"the correction is {pair!r}, expected FIELD=VALUE")
        try:
            out[name] = json.loads(text)
        except ValueError:
            out[name] = text
    return out


def _list(ledger: Ledger, as_json: bool) -> None:
    import json

    from maabar.ledger.clock import moment

    waiting = {r.seq for r in ledger.reviewed().suggestions}
    for row in ledger.reviews():
        when = moment(row.recorded).isoformat(timespec="seconds")
        if as_json:
            shown = {"review": row.seq, "recorded": when, "by": row.by, "origin": row.origin, "action": row.action}
            shown |= {"target": row.target, "body": dict(row.body), "why": row.why}
            typer.echo(json.dumps(shown, ensure_ascii=False))
        else:
            state = " (suggested)" if row.seq in waiting else ""
            detail = json.dumps(dict(row.body), ensure_ascii=False) if row.body else ""
            typer.echo(
                f"review:{row.seq} {when} {row.by}{state}: {row.action} {row.target} {detail} {row.why}".rstrip()
            )


def _go_through(ledger: Ledger, by: str, limit: int) -> None:
    """Ask about one claim after the other until the person stops."""
    from maabar.output.terminal import console, say

    screen = console()
    _suggestions(ledger, by)
    waiting = ledger.queue(limit)
    if not waiting:
        say("No claim waits for a review.", screen)
        return
    done: list[int] = []
    say(_KEYS, screen, "dim")
    for number, entry in enumerate(waiting, 1):
        for line in _shown(entry, number, len(waiting)):
            say(line, screen)
        while not _decided(ledger, entry, by, done):
            pass
        if done and done[-1] == -1:
            done.pop()
            break
    say(f"{len(done)} reviews written.", screen)


def _suggestions(ledger: Ledger, by: str) -> None:
    """Ask about what machines suggested: it counts only if a person says yes."""
    import json

    for row in ledger.reviewed().suggestions:
        detail = json.dumps(dict(row.body), ensure_ascii=False) if row.body else ""
        typer.echo(f"review:{row.seq} {row.by} suggests: {row.action} {row.target} {detail} {row.why}".rstrip())
        try:
            answer = input("y yes · n no · other: later > ").strip()
        except EOFError:
            return
        if answer in ("y", "n"):
            ledger.review("confirm" if answer == "y" else "undo", f"review:{row.seq}", by=by)


def _shown(entry: Entry, number: int, total: int) -> list[str]:
    import json

    claim = entry.claim.to_json()
    sure = "unknown" if entry.claim.confidence is None else f"{entry.claim.confidence:.2f}"
    said = " ".join(f"{k}={json.dumps(claim[k], ensure_ascii=False)}" for k in ("kind", "value", "reality", "polarity"))
    told = f"speaker={claim['speaker']} ({claim['speaker_kind']}) via={claim['via']} when={claim['when']}"
    return [
        "",
        f"[{number}/{total}] claim:{entry.seq}  {claim['crossing']}  certainty {sure}",
        f"  “{claim['quote']}”",
        f"  {said} {told}",
        f"  {entry.outlet} {entry.published} {entry.report} {entry.url or ''}".rstrip(),
    ]


def _decided(ledger: Ledger, entry: Entry, by: str, done: list[int]) -> bool:
    """Take one answer; True when the next claim may come. A last -1 in ``done`` means stop."""
    from maabar.errors import InputError

    try:
        key, _, rest = input("> ").strip().partition(" ")
    except EOFError:
        key, rest = "q", ""
    try:
        match key:
            case "a" | "r":
                action = "accept" if key == "a" else "reject"
                done.append(ledger.review(action, f"claim:{entry.seq}", by=by, why=rest))
            case "c":
                import shlex

                fields = _fields(shlex.split(rest))
                done.append(ledger.review("correct", f"claim:{entry.seq}", by=by, **fields))
            case "u" if done:
                ledger.review("undo", f"review:{done.pop()}", by=by, why=rest)
                typer.echo("  taken back")
                return False
            case "s":
                pass
            case "q":
                done.append(-1)
            case _:
                typer.echo(f"  {_KEYS}")
                return False
    except (InputError, ValueError) as error:
        typer.echo(f"  {error}")
        return False
    return True
