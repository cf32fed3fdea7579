"""What intake hands over: documents, and in place of what could not be read, failures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from maabar.errors import InputError
from maabar.model import Report

UNKNOWN_OUTLET: Final = "unknown"
"""Outlet of a report when neither the caller nor the document names one."""


@dataclass(frozen=True, slots=True)
class Document:
    """A report with the bytes it came from.

    ``source`` is where it was got ("FILE", "FILE:LINE" or "-" for stdin), ``headers`` are those of HTTP where there
    are some, ``notices`` what a person should know of how it was read, a line each.
    """

    report: Report
    raw: bytes
    media_type: str
    source: str
    headers: Mapping[str, str] | None = None
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Failure:
    """What could not be read: where it stands, and in one line what was found and what was expected."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"

    @classmethod
    def of(cls, error: InputError, place: str) -> Failure:
        """The failure that an error at ``place`` comes to."""
        where = error.place or place
        return cls(where, " ".join(str(error).removeprefix(f"{where}: ").split()))


@dataclass(frozen=True, slots=True)
class Given:
    """What the caller says of the reports: outlet and day of publication where known, and what day it is."""

    outlet: str | None
    published: date | None
    today: date

    def dated(self, found: date | None, place: str) -> date:
        """The day of publication; raises `InputError` when there is none, or when it has not come yet."""
        if found is None:
            raise InputError("has no date of publication, pass it with --published YYYY-MM-DD", place)
        if found > self.today + timedelta(days=1):  # a day ahead is another time zone
            raise InputError(f"is dated {found}, after today ({self.today}), expected a day that has come", place)
        return found
