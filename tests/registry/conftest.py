from collections.abc import Callable
from pathlib import Path

import pytest

from maabar.registry import Registry
from maabar.registry.compiled import load_compiled
from maabar.registry.registry import build


@pytest.fixture
def pack(tmp_path: Path) -> Callable[..., Path]:
    """Write a pack: ``pack(actors="...", outlets="...")`` gives its folder."""

    def write(name: str = "mine", **files: str) -> Path:
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        for kind, content in files.items():
            (folder / f"{kind}.yaml").write_text(content, encoding="utf-8")
        return folder

    return write


@pytest.fixture
def load(tmp_path: Path) -> Callable[..., Registry]:
    """Load the registry with packs, its cache in the test's own folder."""

    def loaded(*packs: Path | str) -> Registry:
        return build(*load_compiled(packs, tmp_path / "cache"))

    return loaded
