"""What tests of several rooms share: the registry, the annotated corpus, and the way to the shared folder."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from maabar.model import Report
from maabar.registry import Registry, load_registry

# The same examples every time: a run that fails here fails elsewhere. HYPOTHESIS_PROFILE=default looks for new ones.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(__file__).resolve().parent / "data"


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def data() -> Path:
    """Data of the tests: the annotated corpus and the seed report."""
    return DATA


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the repository with outside material; a test that needs it skips where it isn't."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("needs ../shared, which is not here")
    return folder


@pytest.fixture(scope="session")
def registry() -> Registry:
    return load_registry()


@pytest.fixture(scope="session")
def corpus() -> Callable[[str], list[Report]]:
    """The annotated reports of a file of tests/data/corpus, by the file's name without its ending."""

    def load(name: str) -> list[Report]:
        lines = (DATA / "corpus" / f"{name}.jsonl").read_text("utf-8").splitlines()
        return [Report.from_json(json.loads(line)) for line in lines]

    return load


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--raise-floors",
        action="store_true",
        help="tests/quality: raise the pinned floors to what is measured now; none is ever lowered",
    )
