"""The ledger as the rest of Maabar sees it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from html import escape
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from maabar.errors import LedgerError, VerifyError
from maabar.ledger import beliefs, chain, copying, engine, evidence, queries, redact, reviewing, stamps
from maabar.ledger.beliefs import Fit
from maabar.ledger.chain import Head
from maabar.ledger.clock import Moment, View, micros, moment, view
from maabar.ledger.ingest import Given, Ingest, IngestResult, Read
from maabar.ledger.queries import Custody, Entry, Overview
from maabar.ledger.redact import Redacted
from maabar.ledger.rederive import Rederived, rederive
from maabar.ledger.reviewing import Draft
from maabar.ledger.reviews import Review, Reviewed, reviewed
from maabar.ledger.stamps import Stamp
from maabar.ledger.summary import CrossingSummary, summaries
from maabar.ledger.verify import Verified, Verifier
from maabar.ledger.writer import Provenance
from maabar.model import Belief, Report


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
        documents: Iterable[Given],
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

    def document(self, report: str) -> Custody | None:
        """The raw bytes of a report (its latest version) and how they came; None where there is no such report."""
        with engine.reading(self._engine) as connection:
            return queries.custody(connection, report)

    def overview(self) -> Overview:
        """How much the ledger holds, and of which days."""
        with engine.reading(self._engine) as connection:
            return queries.overview(connection)

    def review(
        self,
        action: str,
        target: str,
        *,
        by: str,
        why: str = "",
        origin: str = "person",
        **body: Any,
    ) -> int:
        """Write a review down; gives its number, by which it can be undone.

        ========  ====================  =====================================================================
        action    target                body
        ========  ====================  =====================================================================
        accept    claim:N
        reject    claim:N
        correct   claim:N               any field of the claim as JSON has it, such as ``crossing="sy/x"``
        merge     crossing:A speaker:A  ``into="B"``: all that is said of A is said of B
        split     crossing:A speaker:A  nothing (A is itself again), or ``into="B", claims=[…]`` for some claims
        copy      report:R              ``of="Q"``: R repeats Q
        not-copy  report:R
        alias     crossing:A            ``alias="…"``: another name, for `maabar.ledger.write_overlay`
        confirm   review:N              what a machine suggested (``origin="machine"``) shall count
        undo      review:N              the review shall not count; it stays
        ========  ====================  =====================================================================

        Raises `InputError` where the review makes no sense or names what is not there.
        """
        draft = Draft(action, target, by, why, origin, body)
        with engine.writing(self._engine) as connection:
            return reviewing.record(connection, self._now(), draft)

    def reviews(self) -> list[Review]:
        """All reviews in order, also those that were undone."""
        with engine.reading(self._engine) as connection:
            return reviewing.listed(connection)

    def reviewed(self) -> Reviewed:
        """What all reviews together come to: verdicts, merges, copies, aliases, suggestions that nobody confirmed."""
        return reviewed(self.reviews())

    def queue(self, limit: int = 100) -> list[Entry]:
        """Claims that nobody has reviewed, the doubtful ones that weigh most first."""
        with engine.reading(self._engine) as connection:
            return reviewing.queue(connection, limit)

    def redact(self, passage: str, *, by: str, why: str) -> Redacted:
        """Remove a passage from everything, leaving tombstones; see `maabar.ledger.redact`. This can't be undone."""
        with engine.writing(self._engine) as connection:
            done = redact.redact(connection, self._now(), passage, by=by, why=why)
        engine.purge(self._engine)
        return done

    def head(self) -> Head:
        """The last row of the chain: its number and its link, which seals everything before it."""
        with engine.reading(self._engine) as connection:
            return chain.head_of(connection)

    def verify(
        self,
        *,
        expected: Mapping[int, str] | None = None,
        roots: Path | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> Verified:
        """Recompute everything: chain, archived bytes, quotes, readings, time-stamps, derived evidence.

        ``expected`` are links by row number that were noted elsewhere; ``roots`` a PEM file of certificates that
        time-stamps must lead to. Raises `VerifyError` naming the first thing that is off.
        """
        with engine.reading(self._engine) as connection:
            found = Verifier(connection, progress).run(expected=expected)
            if roots is not None:
                stamps.check(stamps.kept(connection), roots)
            return found

    def rederive(
        self, read: Read, *, reader: str, registry: str, progress: Callable[[int], None] | None = None
    ) -> Rederived:
        """Read again what this reader read with this registry; raises `VerifyError` where the claims differ."""
        with engine.reading(self._engine) as connection:
            return rederive(connection, read, reader=reader, registry=registry, progress=progress)

    def rebuild(self) -> None:
        """Throw the derived evidence away and make it anew from the chained rows."""
        with engine.writing(self._engine) as connection:
            evidence.rebuild(connection)

    def stamp(self, authority: str) -> Stamp:
        """Have the chain's head time-stamped by an RFC 3161 authority, and keep its answer."""
        head = self.head()
        token, made = stamps.request_stamp(head, authority)
        with engine.writing(self._engine) as connection:
            return stamps.keep(connection, head, authority, token, made)

    def stamps(self) -> list[Stamp]:
        """The time-stamps that the ledger keeps."""
        with engine.reading(self._engine) as connection:
            return stamps.kept(connection)

    def copy_to(self, other: Ledger, progress: Callable[[int], None] | None = None) -> Verified:
        """Copy everything into an empty ledger, on any engine, all or nothing, and prove the copy equal.

        The copy is verified, and its head is this ledger's. Raises `LedgerError` or `VerifyError`.
        """
        with engine.reading(self._engine) as source, engine.writing(other._engine) as target:
            head = copying.copy(source, target, progress)
        found = other.verify()
        if (found.rows, found.head) != (head.seq, head.link):
            raise VerifyError(f"{other.location}: the copy's chain ends otherwise than the original's")
        return found

    def store_beliefs(
        self,
        rows: Iterable[Belief],
        fit_key: str,
        *,
        known: Moment | None = None,
        seq: int | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> int:
        """Keep beliefs that weighing found, in place of what the key had; gives how many.

        ``seq`` is the row of the chain up to which reports were weighed (`head` before reading them; now, if left
        out). ``body`` is kept beside, any JSON. Stored beliefs are disposable and no part of the chain.
        """
        with engine.writing(self._engine) as connection:
            end = chain.head_of(connection).seq if seq is None else seq
            asked = None if known is None else micros(known)
            return beliefs.store(connection, rows, fit_key, known=asked, seq=end, now=self._now(), body=body or {})

    def fits(self) -> list[Fit]:
        """The stored results of weighing, the newest first; each says whether it is `Fit.current`."""
        with engine.reading(self._engine) as connection:
            return beliefs.fits(connection)

    def beliefs(
        self,
        fit_key: str | None = None,
        *,
        crossing: str | None = None,
        on: date | None = None,
        known: Moment | None = None,
        traffic: str | None = None,
    ) -> Iterator[Belief]:
        """Stored beliefs, by crossing and day; with ``on`` for each crossing the last day up to then.

        Without a key, those of the newest fit that is current and was made for this ``known``; none if there is none.
        """
        with engine.reading(self._engine) as connection:
            if fit_key is None:
                asked = None if known is None else moment(micros(known))
                usable = [f for f in beliefs.fits(connection) if f.known == asked and f.current]
                if not usable:
                    return
                fit_key = usable[0].key
            yield from beliefs.beliefs(connection, fit_key, crossing=crossing, on=on, traffic=traffic)

    def seen(self, known: Moment | None = None, recorded_by: Moment | None = None) -> View:
        """How the ledger understands ``known`` and ``recorded_by``: the bounds on its clocks."""
        with engine.reading(self._engine) as connection:
            return view(known, recorded_by, queries.opened(connection))

    def __repr__(self) -> str:
        return f"Ledger({self.location!r})"

    def _repr_html_(self) -> str:
        """How a notebook shows the ledger: where it is, how much it holds."""
        held = self.overview()
        days = f"{held.first} – {held.last}" if held.first else "–"
        rows = (
            ("Ledger", self.location),
            ("Reports", f"{held.reports:,}"),
            ("Claims", f"{held.claims:,}"),
            ("Crossings", f"{held.crossings:,}"),
            ("Reviews", f"{held.reviews:,}"),
            ("Published", days),
            ("Chain", f"{held.head.seq:,} rows, head {held.head.link[:16]}…"),
        )
        cells = "".join(f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in rows)
        return f"<table>{cells}</table>"

    def _now(self) -> int:
        return micros(self._clock())

    def _refuse_before_head(self, recorded: int) -> None:
        with engine.reading(self._engine) as connection:
            last = queries.last_recorded(connection)
        if recorded < last:
            found, expected = moment(recorded).isoformat(), moment(last).isoformat()
            raise LedgerError(f"recorded {found} lies before the ledger's last row, expected {expected} or later")
