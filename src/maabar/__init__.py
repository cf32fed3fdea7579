"""Maabar: who said what about which crossing, on whose word, for which day, and how likely it is open.

The public face. Nothing heavy is imported until it is used::

    claims = maabar.read(text, outlet="enabbaladi.net", published=date(2021, 3, 27))
    beliefs = maabar.weigh(reports)
    ledger = maabar.Ledger("crossings.db")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from maabar.ledger import Ledger
    from maabar.model import Claim, Report
    from maabar.weighing.states import Beliefs

    __version__: str

__all__ = ["Ledger", "__version__", "read", "weigh"]


def read(text: str, *, outlet: str, published: date, title: str = "", lang: str = "ar") -> list[Claim]:
    """The claims of one report's text, each with its verbatim quote.

    ``outlet`` is the domain, id or name of who published it (unknown: taken as independent) and ``published`` the
    day of publication, against which expressions of time are resolved.
    """
    from maabar.model import Report
    from maabar.reading import Reader
    from maabar.registry import load_registry

    report = Report(id="text", outlet=outlet, published=published, text=text, title=title, lang=lang)
    return list(Reader(load_registry()).read(report).claims)


def weigh(reports: Iterable[Report], *, filtered: bool = False, traffic: str | None = None) -> Beliefs:
    """How likely each crossing is open, restricted or closed, on every day from its first claim on.

    The default looks back on all reports; ``filtered`` uses for each day only what was published by its end.
    ``traffic`` asks for one class of traffic (people, goods, aid).
    """
    from maabar.weighing import weigh as weigh_reports

    return weigh_reports(reports, filtered=filtered, traffic=traffic)


def __getattr__(name: str) -> Any:
    if name == "Ledger":
        from maabar.ledger import Ledger

        return Ledger
    if name == "__version__":
        from importlib.metadata import version

        return version("maabar")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
