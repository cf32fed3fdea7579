"""The compiled registry: all packs merged, checked against each other, and kept as plain JSON under their digest.

Parsing and checking YAML takes about a second; reading the compiled form takes milliseconds. The cache is keyed by
a digest of the packs' bytes, so that a stale one is never read, and it is JSON, so that it can't run anything. Where
it can't be written, everything works, only slower.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from maabar.errors import PackError
from maabar.registry.packs import (
    KINDS,
    Manifest,
    PackFiles,
    Record,
    find_pack,
    merge,
    parse_manifest,
    parse_records,
    read_files,
    shipped,
)

FORMAT: Final = 2
"""Raised when the compiled form changes, so that older cache files are not read."""

Compiled = dict[str, dict[str, dict[str, Any]]]
"""kind -> id -> record, as `compile_packs` makes it."""


def gather(packs: Sequence[Path | str]) -> list[PackFiles]:
    """The files of all shipped packs, then of those asked for, in the order in which they overlay."""
    return [read_files(folder) for folder in (*shipped(), *map(find_pack, packs))]


def digest(packs: Sequence[PackFiles], asked: int = 0) -> str:
    """Version of the data: a hash of every file's kind and bytes, in order (16 hex digits)."""
    sha = hashlib.sha256(f"maabar registry {FORMAT} {asked}\n".encode())
    for pack in packs:
        for kind, file in pack.files.items():
            sha.update(f"{kind} {len(file.content)}\n".encode())
            sha.update(file.content)
    return sha.hexdigest()[:16]


def load_compiled(packs: Sequence[Path | str], cache: Path | None) -> tuple[Compiled, str]:
    """The compiled registry and its digest, from the cache folder where it holds it."""
    files = gather(packs)
    version = digest(files, asked=len(packs))
    kept = cache / f"registry-{version}.json" if cache else None
    if kept and (known := _read(kept)):
        return known, version
    compiled = compile_packs(files[: len(files) - len(packs)], files[len(files) - len(packs) :])
    if kept:
        _write(kept, compiled)
    return compiled, version


def compile_packs(base: Sequence[PackFiles], asked: Sequence[PackFiles] = ()) -> Compiled:
    """Merge packs in order of need, then check what crosses packs; raises `PackError` naming file and line."""
    manifests = {pack.folder: parse_manifest(pack) for pack in (*base, *asked)}
    ordered = [*_in_order([p for p in base if manifests[p.folder].default], manifests), *asked]
    compiled: Compiled = {kind: {} for kind in KINDS}
    records: dict[tuple[str, str], Record] = {}
    by_name: dict[str, Manifest] = {}
    for pack in ordered:
        manifest = manifests[pack.folder]
        if unmet := [name for name in manifest.needs if name not in by_name]:
            raise PackError(f"needs {', '.join(unmet)}, expected them to be loaded before it", str(pack.folder))
        sides = _sides(manifest, by_name)
        by_name[manifest.name] = manifest
        for record in parse_records(pack):
            table, id_ = compiled[record.kind], str(record.data["id"])
            table[id_] = merge(record.kind, table.get(id_), record)
            if "joins" in record.data or "joins" in record.data.get("add", {}):
                table[id_]["joins"] = [end for given in table[id_]["joins"] for end in _held(given, sides)]
            records[record.kind, id_] = record
    _check_references(compiled, records)
    return compiled


def _sides(manifest: Manifest, loaded: Mapping[str, Manifest]) -> dict[str, Sequence[Mapping[str, str]]]:
    """The words for sides that a pack may use: its own, and those of the packs that it needs."""
    words: dict[str, Sequence[Mapping[str, str]]] = {}
    for name in manifest.needs:
        if name != manifest.name:
            words |= _sides(loaded[name], loaded)
    return words | dict(manifest.sides)


def _held(end: Mapping[str, str], sides: Mapping[str, Sequence[Mapping[str, str]]]) -> list[dict[str, str]]:
    """An end whose side is a word of the manifest, as the actors that the word meant, each in its days."""
    meant = sides.get(end["side"], [{"side": end["side"]}])
    out = []
    for one in meant:
        since = max(filter(None, (one.get("since"), end.get("since"))), default=None)
        until = min(filter(None, (one.get("until"), end.get("until"))), default=None)
        if since and until and since > until:
            continue
        held = {"place": end["place"], "side": one["side"]}
        out.append(held | {k: v for k, v in (("since", since), ("until", until)) if v})
    return out


def _in_order(packs: Sequence[PackFiles], manifests: Mapping[Path, Manifest]) -> list[PackFiles]:
    """Packs after those that they need, else by name."""
    waiting = {manifests[pack.folder].name: pack for pack in packs}
    ordered: list[PackFiles] = []
    done: set[str] = set()
    while waiting:
        ready = [name for name, pack in waiting.items() if done.issuperset(manifests[pack.folder].needs)]
        if not ready:
            pack = next(iter(waiting.values()))
            needs = ", ".join(manifests[pack.folder].needs)
            raise PackError(f"needs {needs}, expected packs that exist and don't need each other", str(pack.folder))
        for name in ready:
            ordered.append(waiting.pop(name))
            done.add(name)
    return ordered


def _check_references(compiled: Compiled, records: Mapping[tuple[str, str], Record]) -> None:
    actors = compiled["actors"]
    for id_ in actors:
        at, seen = id_, {id_}
        while parent := actors[at].get("part_of"):
            if parent not in actors or parent in seen:
                wrong = "an actor that is part of itself" if parent in seen else "no known actor"
                raise records["actors", id_].error(f"part_of leads to {parent!r}, {wrong}", "part_of")
            seen.add(parent)
            at = parent
        if (heir := actors[id_].get("successor")) and heir not in actors:
            raise records["actors", id_].error(f"successor is {heir!r}, expected an actor's id", "successor")
    for id_, crossing in compiled["crossings"].items():
        for end in crossing["joins"]:
            if end["side"] not in actors:
                message = f"side is {end['side']!r}, expected an actor's id or a word of the pack's sides"
                raise records["crossings", id_].error(message, "joins")
    taken: dict[str, str] = {}
    for id_, outlet in compiled["outlets"].items():
        if (side := outlet.get("side", "independent")) not in actors and side != "independent":
            message = f"side is {side!r}, expected an actor's id or independent"
            raise records["outlets", id_].error(message, "side")
        for name in dict.fromkeys([id_, outlet["ar"], *outlet.get("aliases", ()), *outlet.get("domains", ())]):
            if taken.setdefault(name, id_) != id_:
                message = f"{name!r} names this outlet and {taken[name]!r}, expected a name of one outlet"
                raise records["outlets", id_].error(message)


def _read(path: Path) -> Compiled | None:
    """The compiled form that a cache file keeps, or nothing when it is not whole: its first line is its own hash."""
    try:
        seal, _, text = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    if seal != _seal(text):
        return None
    compiled: Compiled = json.loads(text)
    return compiled


def _write(path: Path, compiled: Compiled) -> None:
    """Keep the compiled form for the next start; a folder that can't be written is no reason to fail."""
    text = json.dumps(compiled, ensure_ascii=False, separators=(",", ":")).encode()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".part")
        with os.fdopen(handle, "wb") as out:
            out.write(_seal(text) + b"\n" + text)
        os.replace(name, path)  # two starts at once both write whole files
    except OSError:
        return


def _seal(text: bytes) -> bytes:
    return hashlib.sha256(text).hexdigest().encode()
