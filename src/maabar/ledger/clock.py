"""Moments as the ledger keeps them, and the two clocks of a question.

A row of the ledger stands on two clocks besides the day it is about: when the world could know it (``known``: the
report was published) and when this ledger knew it (``recorded``). `View` says up to where each clock counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from maabar.errors import InputError

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)

Moment = datetime | date


def micros(moment: Moment) -> int:
    """Microseconds since 1970 UTC; a day means its last microsecond, so that "known on that day" includes the day.

    Raises `InputError` for a datetime without time zone.
    """
    if isinstance(moment, datetime):
        if moment.tzinfo is None:
            raise InputError(f"the moment {moment.isoformat()} has no time zone, expected one such as +00:00")
        return (moment - _EPOCH) // _MICROSECOND
    return (datetime.combine(moment, time.max, UTC) - _EPOCH) // _MICROSECOND


def moment(microseconds: int) -> datetime:
    """The reverse of `micros`."""
    return _EPOCH + microseconds * _MICROSECOND


@dataclass(frozen=True, slots=True)
class View:
    """Up to where each clock counts; None means without bound.

    ``published``: reports published by then. ``recorded``: rows that the ledger had by then. ``original``: the first
    reading of each report and no reviews, whenever recorded: the reconstruction of a day before the ledger was opened.
    """

    published: int | None = None
    recorded: int | None = None
    original: bool = False


def view(known: Moment | None, recorded_by: Moment | None, opened: int | None) -> View:
    """What a question may see. ``opened`` is the moment of the ledger's first row.

    * ``recorded_by`` given: published by ``known`` (any time without it) and recorded by ``recorded_by``.
    * ``known`` alone, at or after the opening: published by then and recorded by then.
    * ``known`` alone, before the opening: published by then, whenever recorded, as first read.

    The first two never change, whatever is appended after; the third gains the reports that arrive late.
    """
    if recorded_by is not None:
        return View(micros(known) if known is not None else None, micros(recorded_by))
    if known is None:
        return View()
    asked = micros(known)
    if opened is not None and asked >= opened:
        return View(asked, asked)
    return View(asked, None, original=True)
