"""The ledger: who said what, kept so that it stands up.

`Ledger` is the store; see ``docs/ledger.md`` for what it promises and what not.
"""

from maabar.ledger.beliefs import Fit
from maabar.ledger.chain import Head
from maabar.ledger.ingest import Failed, IngestResult
from maabar.ledger.ledger import Ledger
from maabar.ledger.overlay import write_overlay
from maabar.ledger.queries import Custody, Entry, Overview
from maabar.ledger.reviews import Review, Reviewed
from maabar.ledger.stamps import Stamp, statement
from maabar.ledger.summary import CrossingSummary, Said
from maabar.ledger.verify import Verified

__all__ = [
    "CrossingSummary",
    "Custody",
    "Entry",
    "Failed",
    "Fit",
    "Head",
    "IngestResult",
    "Ledger",
    "Overview",
    "Review",
    "Reviewed",
    "Said",
    "Stamp",
    "Verified",
    "statement",
    "write_overlay",
]
