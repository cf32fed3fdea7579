"""Aliases that people confirmed, as a registry pack: the one way from reviews into the registry, when asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from maabar.errors import InputError


def write_overlay(folder: Path, aliases: Mapping[str, Sequence[str]]) -> int:
    """Write a pack that adds the names to their crossings, for ``--pack DIR``; gives how many crossings it names.

    A pack of the same name there is replaced. Raises `InputError` where the folder can't be written or holds
    another pack.
    """
    manifest = folder / "pack.yaml"
    mark = {"name": "reviewed", "title": "Names confirmed in reviews"}
    try:
        if manifest.exists() and yaml.safe_load(manifest.read_text("utf-8")) != mark:
            raise InputError("another pack lies here, expected a new folder", str(folder))
        folder.mkdir(parents=True, exist_ok=True)
        manifest.write_text(yaml.safe_dump(mark, allow_unicode=True, sort_keys=False), "utf-8")
        records = [{"id": id_, "add": {"names": list(dict.fromkeys(names))}} for id_, names in sorted(aliases.items())]
        (folder / "crossings.yaml").write_text(yaml.safe_dump(records, allow_unicode=True, sort_keys=False), "utf-8")
    except (OSError, yaml.YAMLError) as error:
        raise InputError(f"the pack can't be written ({error})", str(folder)) from None
    return len(records)
