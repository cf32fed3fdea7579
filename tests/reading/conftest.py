"""What the tests of reading share: one reader, and a short way to say what was read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from maabar.model import By, Claim, Report
from maabar.reading import Reader
from maabar.reading.confidence import content_of
from maabar.registry import Registry

PUBLISHED = date(2021, 3, 27)
"""A Saturday."""

Read = Callable[..., list[Claim]]


@pytest.fixture(scope="session")
def reader(registry: Registry) -> Reader:
    return Reader(registry)


@pytest.fixture(scope="session")
def read(reader: Reader) -> Read:
    """The claims of a text, which stands under a title that says nothing unless one is given."""

    def claims(text: str, title: str = "خبر", outlet: str = "example.org", published: date = PUBLISHED) -> list[Claim]:
        report = Report("a-report", outlet, published, text, title)
        read = list(reader.read(report).claims)
        for claim in read:
            where = report.title if claim.field == "title" else report.text
            assert claim.start is not None
            assert where[claim.start : claim.end] == claim.quote
        return read

    return claims


@pytest.fixture(scope="session")
def said() -> Callable[[Claim], str]:
    """A claim as "crossing kind value reality polarity", without the theatre of a listed crossing."""

    def words(claim: Claim) -> str:
        value = claim.value.by if isinstance(claim.value, By) else content_of(claim.value)
        return f"{claim.crossing.removeprefix('sy/')} {claim.kind} {value} {claim.reality} {claim.polarity}"

    return words
