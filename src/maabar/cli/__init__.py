"""The command line: one command per verb, each in the module of its room, loaded only when it is called."""

from __future__ import annotations


def main() -> None:
    """Entry point of the ``maabar`` command."""
    from maabar.cli.app import run

    run()
