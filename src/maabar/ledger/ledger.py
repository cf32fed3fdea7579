"""The ledger as the rest of Maabar sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from maabar.errors import LedgerError
from maabar.ledger import chain, engine, queries
from maabar.ledger.chain import Head
from maabar.ledger.clock import Moment, View, micros, moment, view
from maabar.ledger.ingest import Document, Ingest, IngestResult, Read
from maabar.ledger.queries import Entry
from maabar.ledger.summary import CrossingSummary, summaries
from maabar.ledger.writer import Provenance
from maabar.model import Report


def _now() -> datetime:
    return datetime.now(UTC)


class Ledger:
    """A store of reports, claims and reviews that only ever grows.

    ``url`` is a path of an SQLite file, a database URL (sqlite or postgresql), or None for the environment's
    ``MAABAR_DB`` and, failing that, a file in the user's data folder. It is made if it isn't there, and brought to
    the present schema if it is older. ``clock`` gives the recorded time. Raises `LedgerError`.

    Every question takes ``known`` and ``recorded_by``, a moment or a day (its end, UTC):

    * neither: all that the ledger holds, with every review.
    * ``known``: as known then. From the ledger's opening on: published and recorded by then. For a time before: the
      reconstruction, what was published by then whenever it was recorded, as first read, without reviews.
    * ``recorded_by``: what this ledger held then, with the reviews made by then; and ``known`` then bounds publication.

    An answer for a moment at or after the opening, or with ``recorded_by``, never changes once the moment has passed.
    """

    def __init__(self, url: str | Path | None = None, *, clock: Callable[[], datetime] = _now) -> None:
        location = engine.locate(url)
        self._engine = engine.connect(location)
        self._clock = clock
        try:
            engine.prepare(self._engine)
        except BaseException:
            self._engine.dispose()
            raise

    @property
    def location(self) -> str:
        """The database, without secrets."""
        return engine.shown(self._engine.url)

    def close(self) -> None:
        """Give back files and connections."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def ingest(
        self,
        documents: Iterable[Document | Report],
        *,
        read: Read | None = None,
        again: bool = False,
        recorded: datetime | None = None,
        tool: str = "maabar",
        reader: str = "",
        registry: str = "",
        progress: Callable[[int], None] | None = None,
    ) -> IngestResult:
        """Take reports in, each once: what is held already, by content, changes nothing.

        A document is a `Report` or has the attributes ``report``, ``raw``, ``media_type``, ``source``, ``headers``; one
        with a ``message`` (a failure of intake) is listed as failed. ``read`` fills the claims of reports that come
        without any; ``again`` reads all of them anew and keeps both readings. A report and its claims are kept together
        or not at all. ``recorded`` stands in for the clock and can't lie before the ledger's last row.
        """
        if recorded is not None:
            self._refuse_before_head(micros(recorded))
        clock = (lambda: micros(recorded)) if recorded is not None else self._now
        return Ingest(self._engine, clock, Provenance(tool, reader, registry), read, again).run(documents, progress)

    def reports(
        self,
        *,
        crossing: str | None = None,
        since: date | None = None,
        until: date | None = None,
        known: Moment | None = None,
        recorded_by: Moment | None = None,
    ) -> Iterator[Report]:
        """Reports in order of publication, with their claims as reviewed.

        With ``crossing`` only reports that speak of it, with only those claims. ``since`` and ``until`` bound the day
        of publication, both inclusive. A report whose id another outlet or day had before is named "id~digest".
        """
        with engine.reading(self._engine) as connection:
            seen = view(known, recorded_by, queries.opened(connection))
            yield from queries.reports(connection, seen, crossing=crossing, since=since, until=until)

    def claims(
        self,
        crossing: str | None = None,
        *,
        since: date | None = None,
        until: date | None = None,
        known: Moment | None = None,
        recorded_by: Moment | None = None,
        limit: int | None = None,
    ) -> Iterator[Entry]:
        """Claims as reviewed, newest report first, each with its report and the verdict on it."""
        with engine.reading(self._engine) as connection:
            seen = view(known, recorded_by, queries.opened(connection))
            yield from queries.entries(connection, seen, crossing=crossing, since=since, until=until, limit=limit)

    def summary(self, *, known: Moment | None = None, recorded_by: Moment | None = None) -> list[CrossingSummary]:
        """What was last said of every crossing, by voice, in order of crossing id."""
        with engine.reading(self._engine) as connection:
            return summaries(connection, view(known, recorded_by, queries.opened(connection)))

    def head(self) -> Head:
        """The last row of the chain: its number and its link, which seals everything before it."""
        with engine.reading(self._engine) as connection:
            return chain.head_of(connection)

    def seen(self, known: Moment | None = None, recorded_by: Moment | None = None) -> View:
        """How the ledger understands ``known`` and ``recorded_by``: the bounds on its clocks."""
        with engine.reading(self._engine) as connection:
            return view(known, recorded_by, queries.opened(connection))

    def _now(self) -> int:
        return micros(self._clock())

    def _refuse_before_head(self, recorded: int) -> None:
        with engine.reading(self._engine) as connection:
            last = queries.last_recorded(connection)
        if recorded < last:
            found, expected = moment(recorded).isoformat(), moment(last).isoformat()
            raise LedgerError(f"recorded {found} lies before the ledger's last row, expected {expected} or later")
