"""Schema migrations (Alembic): every released schema can be brought to the present one, in place."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from maabar.errors import LedgerError
from maabar.ledger import evidence
from maabar.ledger.engine import shown, writing


def configuration() -> Config:
    """Alembic's settings; nothing is read from a file."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config


def revisions() -> list[str]:
    """Every schema there has been, the oldest first."""
    return [s.revision for s in reversed(list(ScriptDirectory.from_config(configuration()).walk_revisions()))]


def upgrade(engine: Engine, revision: str, to: str = "head") -> None:
    """Bring a ledger of an older schema to the present one, all of it or nothing.

    Raises `LedgerError` for a schema that this version does not know.
    """
    if revision not in revisions():
        raise LedgerError(f"{shown(engine.url)}: was made by a newer version (schema {revision!r}); update maabar")
    run(engine, to)


def run(engine: Engine, to: str) -> None:
    """Run the migrations that are missing and make the derived rows anew, within one transaction."""
    config = configuration()
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, to)
        if to == "head":
            evidence.rebuild(connection)
