"""What may be set about the weighing, with the defaults that the documents and the benchmark use."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """Switches and priors of the state model. All strengths are pseudo-counts; times are days.

    ``hierarchy`` off: every voice shrinks straight to the base, not to its group. ``sides`` off: how a voice stands to
    a crossing is ignored, also what is learned of it on each crossing. ``plans`` off: plans, agreements and incidents
    change no hazard. ``delay`` off: an undated claim speaks of the day it was published. ``bursts`` off: that a day is
    spoken of at all tells nothing about a change.
    ``sojourn`` and ``sojourn_strength`` are the prior mean of the days a state lasts and how many days of experience
    that is worth. ``tolerance``: the learning stops when no more than this much, root mean square, changes in the
    beliefs of the knots, or after ``rounds`` rounds. ``temperature`` divides the log-evidence of every observation; 1
    leaves it.
    """

    hierarchy: bool = True
    sides: bool = True
    plans: bool = True
    delay: bool = True
    bursts: bool = True
    sojourn: float = 25.0
    sojourn_strength: float = 200.0
    tolerance: float = 2e-3
    rounds: int = 40
    temperature: float = 1.0
    leaf_strength: float = 60.0
    voice_strength: float = 20.0
    group_strength: float = 20.0
    base_strength: float = 1000.0
