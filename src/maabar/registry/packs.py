"""Packs: folders of YAML files, one theatre each, checked against their JSON Schemas as they are read.

A pack holds ``pack.yaml`` (its manifest) and any of ``actors.yaml``, ``crossings.yaml``, ``outlets.yaml`` and
``places.yaml``. An error names the file, the line, what was found and what was expected.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from maabar.errors import PackError

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

KINDS: Final = ("actors", "crossings", "outlets", "places")
MANIFEST: Final = "pack.yaml"
SHIPPED: Final = Path(str(resources.files("maabar.registry"))) / "packs"
_SCHEMAS: Final = Path(str(resources.files("maabar.registry"))) / "schemas"


@dataclass(frozen=True, slots=True)
class PackFile:
    """One file of a pack: its path and its bytes."""

    path: Path
    content: bytes


@dataclass(frozen=True, slots=True)
class PackFiles:
    """The files of one pack as they lie on disk, not yet parsed."""

    folder: Path
    files: Mapping[str, PackFile]


def shipped() -> list[Path]:
    """Folders of the packs that come with Maabar, in order of name."""
    return sorted(path.parent for path in SHIPPED.glob(f"*/{MANIFEST}"))


def find_pack(pack: Path | str) -> Path:
    """The folder that ``pack`` means: a folder, or the name of a pack that ships with Maabar."""
    folder = Path(pack)
    if folder.is_dir():
        return folder
    if (SHIPPED / str(pack) / MANIFEST).is_file():
        return SHIPPED / str(pack)
    names = ", ".join(path.name for path in shipped())
    raise PackError(f"no such pack, expected a folder or one of {names}", str(pack))


def read_files(folder: Path) -> PackFiles:
    """Read a pack's files; a folder with none of them is an error."""
    files = {}
    try:
        for kind in ("pack", *KINDS):
            path = folder / f"{kind}.yaml"
            if path.is_file():
                files[kind] = PackFile(path, path.read_bytes())
    except OSError as error:
        raise PackError(f"can't be read: {error.strerror}", str(error.filename)) from error
    if not files:
        expected = ", ".join(f"{kind}.yaml" for kind in KINDS)
        raise PackError(f"holds no pack, expected at least one of {expected}", str(folder))
    return PackFiles(folder, files)


@dataclass(frozen=True, slots=True)
class Record:
    """One parsed record of a pack file, and where it stands."""

    kind: str
    data: Mapping[str, Any]
    file: PackFile
    index: int

    def error(self, message: str, *path: str | int) -> PackError:
        """An error at this record, or at the part of it that ``path`` leads to."""
        return PackError(message, f"{self.file.path}:{line_of(self.file.content, (self.index, *path))}")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a pack says of itself. ``sides`` are the words that its crossings use for who holds an end, with dates."""

    name: str
    title: str
    needs: tuple[str, ...]
    default: bool
    sides: Mapping[str, Sequence[Mapping[str, str]]]


def parse_manifest(pack: PackFiles) -> Manifest:
    """Parse and check a pack's manifest; a pack without one is named after its folder and needs nothing."""
    file = pack.files.get("pack")
    data: dict[str, Any] = _parse(file) if file else {"name": pack.folder.name.lower()}
    if file:
        _check("pack", data, file)
    return Manifest(
        name=data["name"],
        title=data.get("title", data["name"]),
        needs=tuple(data.get("needs", ())),
        default=data.get("default", True),
        sides=data.get("sides", {}),
    )


def parse_records(pack: PackFiles) -> Iterator[Record]:
    """Parse and check the records of a pack, kind by kind, each id once within a file."""
    for kind in KINDS:
        file = pack.files.get(kind)
        if file is None:
            continue
        data = _parse(file)
        if data is None:
            continue
        _check(kind, data, file)
        seen: set[str] = set()
        for index, item in enumerate(data):
            record = Record(kind, item, file, index)
            if item["id"] in seen:
                raise record.error(f"id is {item['id']!r} a second time in this file, expected each id once")
            seen.add(item["id"])
            yield record


def merge(kind: str, known: Mapping[str, Any] | None, record: Record) -> dict[str, Any]:
    """A record laid over the one already known: its fields replace, its ``add`` appends; a new one must be complete."""
    out = {**(known or {}), **{k: v for k, v in record.data.items() if k != "add"}}
    for name, more in record.data.get("add", {}).items():
        out[name] = [*out.get(name, ()), *(item for item in more if item not in out.get(name, ()))]
    missing = [name for name in _schema(kind)["$defs"]["complete"]["required"] if name not in out]
    if missing:
        raise record.error(f"{record.data['id']!r} lacks {', '.join(missing)}, which a new record must have")
    return out


def line_of(content: bytes, path: Iterable[str | int]) -> int:
    """Line (from 1) of the node of a YAML file that ``path`` leads to, or of the nearest that exists."""
    import yaml

    node = yaml.compose(content, Loader=yaml.SafeLoader)
    for step in path:
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
        elif isinstance(node, yaml.MappingNode):
            found = [value for key, value in node.value if key.value == step]
            if not found:
                break
            node = found[0]
        else:
            break
    return node.start_mark.line + 1 if node else 1


def _parse(file: PackFile) -> Any:
    import yaml

    try:
        return yaml.load(file.content, Loader=_loader())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise PackError(f"is not YAML: {error.problem or error.context}", f"{file.path}:{line}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise PackError(f"is not YAML in UTF-8: {str(error).splitlines()[0]}", str(file.path)) from error


@lru_cache(maxsize=1)
def _loader() -> Any:
    """The safe loader, in C where PyYAML has it, with dates left as text (the schema says how they look)."""
    import yaml

    base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    resolvers = {
        first: [(tag, pattern) for tag, pattern in rules if tag != "tag:yaml.org,2002:timestamp"]
        for first, rules in base.yaml_implicit_resolvers.items()
    }
    return type("PackLoader", (base,), {"yaml_implicit_resolvers": resolvers})


@lru_cache(maxsize=8)
def _schema(kind: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((_SCHEMAS / f"{kind}.json").read_text("utf-8"))
    return schema


@lru_cache(maxsize=8)
def _validator(kind: str) -> Validator:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(_schema(kind), format_checker=Draft202012Validator.FORMAT_CHECKER)


def _check(kind: str, data: Any, file: PackFile) -> None:
    from jsonschema.exceptions import best_match

    error = best_match(_validator(kind).iter_errors(data))
    if error is None:
        return
    where = ".".join(str(step) for step in error.absolute_path if isinstance(step, str)) or kind
    found = json.dumps(error.instance, ensure_ascii=False, default=str)
    found = found if len(found) <= 80 else f"{found[:77]}…"
    place = f"{file.path}:{line_of(file.content, error.absolute_path)}"
    raise PackError(f"{where} is {found}, expected {_expected(error)}", place)


def _expected(error: Any) -> str:
    rule, value = error.validator, error.validator_value
    match rule:
        case "type":
            return f"{value}"
        case "enum":
            return f"one of {', '.join(map(str, value))}"
        case "pattern":
            return f"text that matches {value}"
        case "required":
            return f"an object with {', '.join(value)}"
        case "additionalProperties":
            known = ", ".join(sorted(error.schema.get("properties", ())))
            return f"no other fields than {known}"
        case "format":
            return f"a {value}"
        case "minItems" | "minLength":
            return f"at least {value}"
        case "maxItems":
            return f"at most {value}"
        case "minimum" | "exclusiveMinimum":
            return f"a number {'above' if rule == 'exclusiveMinimum' else 'not under'} {value}"
        case "maximum":
            return f"a number not over {value}"
        case "uniqueItems":
            return "each entry once"
        case _:
            return f"{rule} {json.dumps(value, ensure_ascii=False)}"
