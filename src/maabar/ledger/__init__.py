"""The ledger: who said what, kept so that it stands up.

`Ledger` is the store; see ``docs/ledger.md`` for what it promises and what not.
"""

from maabar.ledger.ingest import Failed, IngestResult
from maabar.ledger.ledger import Ledger
from maabar.ledger.queries import Entry

__all__ = ["Entry", "Failed", "IngestResult", "Ledger"]
