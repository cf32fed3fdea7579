"""Maabar: who said what about which crossing, on whose word, for which day, and how likely it is open.

The public face. Nothing heavy is imported until it is used::

    claims = maabar.read(text, outlet="enabbaladi.net", published=date(2021, 3, 27))
    beliefs = maabar.weigh(reports)
    ledger = maabar.Ledger("crossings.db")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from maabar.ledger import Ledger
    from maabar.reading import read
    from maabar.weighing import weigh

    __version__: str

__all__ = ["Ledger", "__version__", "read", "weigh"]

_ROOMS: Final = {"Ledger": "maabar.ledger", "read": "maabar.reading", "weigh": "maabar.weighing"}


def __getattr__(name: str) -> Any:
    if name in _ROOMS:
        from importlib import import_module

        return getattr(import_module(_ROOMS[name]), name)
    if name == "__version__":
        from importlib.metadata import version

        return version("maabar")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
