"""A claim that the rules propose, with what decides what becomes of it."""

from __future__ import annotations

from dataclasses import dataclass

from maabar.model import Claim


@dataclass(slots=True)  # not frozen: a report makes many
class Draft:
    """A claim with what decides between two of the same: whether it is dated, and in the title."""

    claim: Claim
    dated: bool
    title: bool
    at: int
    features: dict[str, float]
    again: bool = False
    """Whether it only takes up with a definite noun what may have been told: «وأدى الإغلاق إلى …»."""
