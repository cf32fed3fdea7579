"""Worlds small enough for a test, with their truth."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from maabar.model import STATUSES, Claim, Report, Status, When

FIRST = date(2021, 1, 1)


@dataclass(frozen=True)
class SmallWorld:
    reports: list[Report]
    truth: dict[tuple[str, date], Status]


@pytest.fixture
def small_world() -> Callable[..., SmallWorld]:
    """A function that makes a world: voices of differing reliability, delays, undated claims, denials, plans."""
    return _small_world


@pytest.fixture
def told() -> Callable[..., Report]:
    """A function that makes a report with one claim: ``told(voice, day, "open", …)``, days counted from 2021-01-01."""
    return _told


def _told(
    voice: str,
    day: int,
    value: str,
    *,
    about: int | None = 0,
    crossing: str = "c",
    reality: str = "actual",
    polarity: str = "affirmed",
    kind: str = "self",
    traffic: tuple[str, ...] = (),
) -> Report:
    """``about`` is the day the claim names, counted from the day of publication; None names none."""
    when = None if about is None else When(FIRST + timedelta(day + about))
    claim = Claim("…", crossing, "status", value, reality, polarity, voice, kind, traffic=traffic, when=when)  # type: ignore[arg-type]
    key = f"{voice} {day} {value} {about} {crossing} {reality} {polarity}"
    return Report(key, voice, FIRST + timedelta(day), "", claims=(claim,))


def _small_world(seed: int, *, crossings: int = 5, days: int = 120, rate: float = 1.0, voices: int = 8) -> SmallWorld:
    rng = random.Random(seed)
    skill = [rng.uniform(0.6, 0.95) for _ in range(voices)]
    truth: dict[tuple[str, date], Status] = {}
    reports: list[Report] = []
    for c in range(crossings):
        name, state = f"c{c}", rng.randrange(3)
        for day in range(days):
            if rng.random() < 1 / 30:
                state = (state + rng.randrange(1, 3)) % 3
                if rng.random() < 0.5 and day > 3:
                    voice = rng.randrange(voices)
                    reports.append(
                        _told(f"v{voice}", day - 3, STATUSES[state], about=3, crossing=name, reality="planned")
                    )
            truth[name, FIRST + timedelta(day)] = STATUSES[state]
            while rng.random() < rate / (1 + rate):
                voice = rng.randrange(voices)
                said = state if rng.random() < skill[voice] else (state + rng.randrange(1, 3)) % 3
                late = rng.choice((0, 0, 0, 1, 2, 5))
                if day + late < days:
                    about = None if rng.random() < 0.15 else -late
                    reports.append(_told(f"v{voice}", day + late, STATUSES[said], about=about, crossing=name))
    return SmallWorld(reports, truth)
