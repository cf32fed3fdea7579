"""Every error that Maabar raises on purpose.

::

    MaabarError
    ├── InputError        a file, a line, a field or an argument is not what was expected (exit code 2)
    │   └── PackError     a registry pack breaks its schema; names file, line and what was expected
    ├── LedgerError       the store can't be opened, read or written (exit code 2)
    │   └── VerifyError   the store holds something that was altered or lost (exit code 1)
    └── FeatureMissing    an optional dependency is not installed; says which extra brings it (exit code 2)
"""

from __future__ import annotations


class MaabarError(Exception):
    """Base of all; its text is one clear line for a person."""


class InputError(MaabarError):
    """Input is not what was expected. ``place`` is "FILE" or "FILE:LINE" where it is known."""

    def __init__(self, message: str, place: str | None = None) -> None:
        super().__init__(f"{place}: {message}" if place else message)
        self.place = place


class PackError(InputError):
    """A registry pack breaks its schema."""


class LedgerError(MaabarError):
    """The ledger can't be opened, read or written."""


class VerifyError(LedgerError):
    """The ledger holds something that was altered or lost."""


class FeatureMissing(MaabarError):
    """An optional dependency is not installed."""
