from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from maabar.intake import Document, Failure, load

TODAY = date(2025, 7, 1)


@pytest.fixture
def documents() -> Callable[..., list[Document]]:
    """Load and expect documents only."""

    def loaded(*paths: Any, **options: Any) -> list[Document]:
        found = list(load(paths, **({"today": TODAY} | options)))
        assert not [f for f in found if isinstance(f, Failure)]
        return [d for d in found if isinstance(d, Document)]

    return loaded


@pytest.fixture
def mixed() -> Callable[..., tuple[list[Document], list[Failure]]]:
    """Load, and part documents from failures."""

    def loaded(*paths: Any, **options: Any) -> tuple[list[Document], list[Failure]]:
        found = list(load(paths, **({"today": TODAY} | options)))
        return [d for d in found if isinstance(d, Document)], [f for f in found if isinstance(f, Failure)]

    return loaded
