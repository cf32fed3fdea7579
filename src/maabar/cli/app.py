"""The application: every room's commands in one place, and what becomes of an error.

An error that Maabar raises on purpose, or a wrong way of calling it, is one line on stderr and exit code 2. Exit code
1 says that the answer is "no"; a command does that itself.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Annotated, Final

import typer
from typer.exceptions import TyperException
from typer.models import CommandInfo

FIRST: Final = ("demo", "read", "ingest", "status", "why", "conflicts", "chart")
"""Commands that ``--help`` lists first, in this order; the others follow by name."""


def _version(asked: bool) -> None:
    if asked:
        from maabar import __version__

        typer.echo(f"maabar {__version__}")
        raise typer.Exit


def build() -> typer.Typer:
    """The application with the commands of all rooms."""
    app = typer.Typer(
        name="maabar",
        help="Who said what about which crossing, on whose word, for which day; and how likely it is open.",
        epilog="To see it work: maabar demo. Then: maabar ingest FILES, maabar status, maabar why CROSSING.",
        no_args_is_help=True,
        rich_markup_mode="rich",
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    @app.callback()
    def main(
        version: Annotated[
            bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
        ] = False,
    ) -> None:
        """Who said what about which crossing, on whose word, for which day; and how likely it is open."""

    for module in rooms():
        module.register(app)
    app.registered_commands.sort(key=_place)
    return app


def rooms() -> list[ModuleType]:
    """The modules of this package that bring commands: those with ``register(app)``."""
    import maabar.cli

    names = sorted(module.name for module in iter_modules(maabar.cli.__path__) if module.name != "app")
    return [room for room in (import_module(f"maabar.cli.{name}") for name in names) if hasattr(room, "register")]


def _place(command: CommandInfo) -> tuple[int, str]:
    name = command.name or getattr(command.callback, "__name__", "").replace("_", "-")
    return (FIRST.index(name) if name in FIRST else len(FIRST)), name


def run(arguments: list[str] | None = None) -> None:
    """Run the command line and end the process with its exit code."""
    from maabar.errors import MaabarError, VerifyError

    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # Arabic must pass whatever the locale says
            stream.reconfigure(encoding="utf-8", errors="surrogateescape" if stream is sys.stdin else "replace")
    try:
        code = build()(args=arguments, standalone_mode=False)
    except VerifyError as error:
        code = _fail(str(error), 1)
    except MaabarError as error:
        code = _fail(str(error), 2)
    except TyperException as error:
        message = error.format_message()
        code = _fail(message, error.exit_code) if message else error.exit_code
    except (typer.Abort, KeyboardInterrupt):
        code = _fail("stopped", 130)
    except BrokenPipeError:
        # whoever reads our output has read enough; leave nothing for the interpreter to flush into the closed pipe
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code if isinstance(code, int) else 0)


def _fail(message: str, code: int) -> int:
    line = " ".join(message.split())
    print(f"maabar: {line}", file=sys.stderr)
    return code
