"""Rows of a simulated telling as reports, with or without texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

import numpy as np

from maabar.model import Report
from maabar.weighing.simulate_claims import Claims
from maabar.weighing.simulate_telling import CREDITED, EDITED, EXACT, ORIGINAL, Ints, Told
from maabar.weighing.simulate_texts import DRAWS, Draws, Writer, text_of
from maabar.weighing.simulate_voices import MEDIA, OFFICIAL, SELF

_COLUMNS = (
    "crossing", "day", "outlet", "kind", "speaker", "form", "state", "classes", "count", "when", "start", "source",
    "how", "past_state", "past_start",
)  # fmt: skip
_MOMENT_KNOWN = 0.85
_FIRST, _LAST = 5 * 60, 20 * 60


def _rows(told: Told) -> Iterator[tuple[int, ...]]:
    return zip(*(getattr(told, name).tolist() for name in _COLUMNS), strict=True)


def bare_reports(rng: np.random.Generator, told: Told, claims: Claims) -> list[Report]:
    """Reports with claims but without texts, quotes and moments, in order."""
    width, days, outlets = len(str(len(told))), claims.days, claims.outlets
    source_outlet = told.outlet[told.source].tolist()
    through = _through(rng, told)
    out: list[Report] = []
    for n, row in enumerate(_rows(told)):
        crossing, day, outlet, kind, speaker, form, state, classes, count, when, start, _, _, past, since = row
        via = (outlets[source_outlet[n]],) if through[n] else ()
        told_day = claims.when(when, start)
        said = [claims.claim(crossing, kind, speaker, form, state, classes, count, told_day, via, "")]
        if past >= 0:
            said.append(claims.recalled(crossing, outlet, past, since, ""))
        out.append(Report(f"s{n:0{width}}", outlets[outlet], days[day], "", claims=tuple(said)))
    return out


def written_reports(rng: np.random.Generator, told: Told, claims: Claims, writer: Writer) -> list[Report]:
    """Reports with texts, quotes and (most of them) moments of publication, in order."""
    width, days, outlets = len(str(len(told))), claims.days, claims.outlets
    source_outlet = told.outlet[told.source].tolist()
    through = _through(rng, told)
    moments = _moments(rng, told, days)
    numbers = rng.integers(0, 2**31, size=(len(told), DRAWS)).tolist()
    written: list[tuple[str, list[str]]] = []
    out: list[Report] = []
    for n, row in enumerate(_rows(told)):
        crossing, day, outlet, kind, speaker, form, state, classes, count, when, start, source, how, past, since = row
        draws = Draws(numbers[n])
        told_day = claims.when(when, start)
        if how in (ORIGINAL, CREDITED):
            credit = source_outlet[n] if how == CREDITED else None
            lead = writer.lead(draws, crossing, kind, speaker, form, state, classes, count, told_day, days[day], credit)
            body = writer.body(draws)
            if past >= 0:
                body.insert(0, writer.recalled(draws, crossing, past, claims.when(EXACT, since), days[day]))
            text = text_of(lead, body)
        else:
            lead, body = written[source]
            text = writer.edited(draws, lead, body, keep=past >= 0) if how == EDITED else text_of(lead, body)
        written.append((lead, body))
        via = (outlets[source_outlet[n]],) if through[n] else ()
        said = [claims.claim(crossing, kind, speaker, form, state, classes, count, told_day, via, lead)]
        if past >= 0:
            said.append(claims.recalled(crossing, outlet, past, since, body[0]))
        out.append(
            Report(
                f"s{n:0{width}}", outlets[outlet], days[day], text, " ".join(lead.split(" ")[:9]), claims=tuple(said),
                published_at=moments[n],
            )
        )  # fmt: skip
    return out


def _through(rng: np.random.Generator, told: Told) -> Sequence[bool]:
    """Whether a credited copy names the outlet between it and the speaker; of those that quote officials half do."""
    credited = (told.how == CREDITED) & (told.kind != MEDIA) & (told.kind != SELF)
    names: Sequence[bool] = (credited & ((told.kind != OFFICIAL) | (rng.random(len(told)) < 0.5))).tolist()
    return names


def _moments(rng: np.random.Generator, told: Told, days: Sequence[date]) -> list[datetime | None]:
    """Moments of publication, of copies after that of what they copied; some aren't known."""
    minute: Ints = rng.integers(_FIRST, _LAST, len(told))
    copied = told.source >= 0
    same_day = copied & (told.day == told.day[told.source])
    after = minute[told.source] + rng.integers(10, 200, len(told))
    minute = np.where(same_day, np.minimum(after, 24 * 60 - 1), minute)
    known = rng.random(len(told)) < _MOMENT_KNOWN
    midnights = [datetime.combine(day, time(), UTC) for day in days]
    return [
        midnights[day] + timedelta(minutes=m) if k else None
        for day, m, k in zip(told.day.tolist(), minute.tolist(), known.tolist(), strict=True)
    ]
