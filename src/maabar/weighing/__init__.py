"""Weighing: from contradicting, copied, biased claims to the chance that a crossing is open.

from maabar.weighing import weigh
beliefs = weigh(reports)
beliefs.at("sy-idlib-saraqib", day)
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from maabar.model import Report
    from maabar.registry import Registry
    from maabar.weighing.beliefs import Beliefs
    from maabar.weighing.options import Options

__all__ = ["weigh"]


def weigh(
    reports: Iterable[Report],
    *,
    filtered: bool = False,
    traffic: str | None = None,
    registry: Registry | None = None,
    options: Options | None = None,
) -> Beliefs:
    """Beliefs from reports with claims: about every crossing, each day from its first claim to the last day of the
    input.

    In hindsight, or with ``filtered`` as known at the end of each day. ``traffic`` is people, goods or aid; overall if
    None. Crossing ids may be any string. Without a ``registry`` the shipped one is asked how voices stand to crossings.
    """
    from maabar.weighing.acts import speech_acts
    from maabar.weighing.states import fit

    if registry is None:
        from maabar.registry import load_registry

        registry = load_registry()
    acts = speech_acts(reports, registry=registry)
    return fit(acts, registry=registry, options=options).beliefs(filtered=filtered, traffic=traffic)
