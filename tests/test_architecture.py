"""Imports point down the layers, rooms on one line don't know each other, and nothing committed names a machine."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

LAYERS: tuple[tuple[str, ...], ...] = (
    ("errors",),
    ("model",),
    ("registry",),
    ("text",),
    ("reading", "weighing", "ledger", "intake"),
    ("output",),
    ("cli", "web"),
)
"""From the bottom up; what stands on one line doesn't know each other. Drawn in docs/architecture.md."""
HEIGHT = {room: height for height, line in enumerate(LAYERS) for room in line}
LONGEST_MODULE = 450


def room_of(module: str) -> str:
    """The room of a module "maabar.room.module"; the package's own face has none."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def imports_of(path: Path, module: str) -> set[str]:
    """Every maabar module that a file imports, at the top or inside functions; type-only imports too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = module.split(".")[: -node.level]
                base = ".".join([*above, base] if base else above)
            found |= {f"{base}.{alias.name}" for alias in node.names} if base == "maabar" else {base}
    return {name for name in found if name == "maabar" or name.startswith("maabar.")}


def modules(root: Path) -> dict[str, Path]:
    source = root / "src"
    out = {}
    for path in sorted((source / "maabar").rglob("*.py")):
        parts = path.relative_to(source).with_suffix("").parts
        out[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return out


def test_every_import_points_down(root: Path) -> None:
    wrong = []
    for module, path in modules(root).items():
        room = room_of(module)
        if room in ("", "__main__"):
            continue  # the public face knows every room, lazily
        for imported in imports_of(path, module):
            target = room_of(imported)
            if target in ("", room, "__version__"):
                continue
            assert target in HEIGHT, f"{module} imports {imported}, a room that LAYERS does not list"
            if HEIGHT[target] >= HEIGHT[room]:
                wrong.append(f"{module} imports {imported}")
    assert not wrong, "imports that point up or sideways:\n" + "\n".join(wrong)


def test_an_import_that_points_up_is_found(tmp_path: Path) -> None:
    file = tmp_path / "x.py"
    file.write_text("def f():\n    from maabar.output import tables\n    from ..cli import app\n", "utf-8")
    assert imports_of(file, "maabar.text.x") == {"maabar.output", "maabar.cli"}


def test_every_room_has_its_place(root: Path) -> None:
    rooms = {room_of(module) for module in modules(root)} - {"", "__main__"}
    assert rooms <= set(HEIGHT)


def test_modules_fit_in_one_sitting(root: Path) -> None:
    long = {m: n for m, p in modules(root).items() if (n := len(p.read_text("utf-8").splitlines())) > LONGEST_MODULE}
    assert not long, f"over {LONGEST_MODULE} lines: {long}"


def test_the_layers_are_drawn_in_the_document(root: Path) -> None:
    drawn = (root / "docs" / "architecture.md").read_text("utf-8")
    for line in LAYERS:
        for room in line:
            assert re.search(rf"\b{room}\b", drawn), f"docs/architecture.md does not speak of {room}"


@pytest.fixture(scope="module")
def committed(root: Path) -> list[Path]:
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=root, check=True, capture_output=True, text=True,
        )  # fmt: skip
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("needs git and a clone")
    paths = [root / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]


NAMED = ("(?<![\\w.])/" + "work/", "(?<![\\w.])/" + "root/", "/opt/" + "pypi", "/tmp/" + r"\w",
         "pypi" + r"\.org", "pythonhosted" + r"\.org", "index" + "-url", "registry" + r"\.npmjs")  # fmt: skip
ONE_MACHINE = re.compile("|".join(NAMED))


def test_no_committed_file_names_a_machine_path_or_a_package_host(committed: list[Path], root: Path) -> None:
    wrong = []
    for path in committed:
        try:
            lines = path.read_text("utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        wrong += [f"{path.relative_to(root)}:{n}" for n, line in enumerate(lines, 1) if ONE_MACHINE.search(line)]
    assert not wrong, f"lines that only make sense on one machine: {wrong}"


def test_locks_pin_every_package_by_hash(root: Path) -> None:
    for lock in sorted((root / "requirements").glob("*.lock")):
        entries = re.split(r"\n(?=\S)", lock.read_text("utf-8"))
        loose = [e.split()[0] for e in entries if e and not e.startswith("#") and "--hash=sha256:" not in e]
        assert not loose, f"{lock.name}: {loose}"
        assert not re.search(r"https?://|file://", lock.read_text("utf-8"))
