"""What is reported of a simulated world: who says what about which crossing and day, and who copies whom.

Reports come in bursts after changes. What a report says is a state as its speaker holds it to be on the *observed* day,
told in one of several forms (affirmed, the opposite denied, people who passed or did not) and with a day that is exact,
the beginning of the spell, a range, or missing. Every report may be copied, lies of a side by its own outlets most.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from maabar.weighing.simulate_truth import ALL, BROKEN, CANCELLED, CLOSED, OPEN, POSTPONED, RESTRICTED, Plans, Timeline
from maabar.weighing.simulate_voices import (
    MEDIA,
    NEUTRAL,
    OFFICIAL,
    SELF,
    SIDES,
    UNNAMED,
    WITNESS,
    Interests,
    Outlets,
)

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

STATUS, DENIED, PASSED, NOBODY, HINDERED, PLAN, CALLED_OFF, PROPOSED, INCIDENT, AGREED = range(10)
"""Forms: a state affirmed; a state denied; so many passed; nobody passed; passage denied; a change planned; a plan
denied; a change proposed; violence; an agreement on a change."""
NO_DAY, EXACT, TENTH, MONTH = range(4)
"""How the day is told: not, exactly, as a third of a month, as a month."""
ORIGINAL, CREDITED, EDITED, VERBATIM = range(4)
"""How a report came about: by own work, or as a copy that names its source, one that edits, one that does neither."""

_BURST, _BURST_DAYS = 9.0, 2.5
_EVENNESS = 4.0
"""Shape of the Gamma law of how much attention a crossing gets: some get three times what others do."""
_DELAYS: Final = np.array([0, 1, 2, 3, 4, 5, 6])
_DELAY_SHARE: Final = np.array([0.62, 0.22, 0.06, 0.03, 0.02, 0.01, 0.01])
_COPY_DELAY_SHARE: Final = np.array([0.62, 0.25, 0.09, 0.04])
_RECALLS = 0.12
_COPIES, _COPIES_OF_LIES, _COPY_HEAVY = 0.45, 2.2, 1.2
_LIES, _COPIES_MADE = 0.1, 0.62
"""About this share of reports are lies, and this share of copies is made: nobody copies himself, or the same twice."""


@dataclass(frozen=True, slots=True)
class Told:
    """One row per report: published on ``day`` about ``crossing`` by ``outlet`` on the word of a speaker.

    ``speaker`` is an index of sides (official), of words (unnamed, witness) or of outlets (self, media). ``state`` and
    ``classes`` (bits, 0 where none is named) are what the form is about; ``count`` a figure. ``when``, ``start`` and
    ``until`` tell the day, ``observed`` is the day that the speaker knew about. ``lie`` marks what was said against
    better knowledge, ``source`` the row that was copied (-1: none), ``how`` how it came about. ``past_state`` is the
    state before the present one, which the report recalls as background, -1 where it doesn't, and ``past_start`` the
    day on which that began.
    """

    crossing: Ints
    day: Ints
    outlet: Ints
    kind: Ints
    speaker: Ints
    form: Ints
    state: Ints
    classes: Ints
    count: Ints
    when: Ints
    start: Ints
    observed: Ints
    lie: Bools
    source: Ints
    how: Ints
    past_state: Ints
    past_start: Ints

    def __len__(self) -> int:
        return len(self.day)

    def take(self, rows: Ints | Bools) -> Told:
        return Told(*(getattr(self, f.name)[rows] for f in fields(self)))


def joined(parts: list[Told]) -> Told:
    return Told(*(np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(Told)))


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that is reported on, and everyone who reports. ``turncoat`` is the outlet that changes sides in the
    middle of the time, -1 for none."""

    truth: Timeline
    holders: Ints
    who: Outlets
    wants: Interests
    covers: Floats
    turncoat: int


def telling(
    rng: np.random.Generator,
    scene: Scene,
    announced: Plans,
    violence: tuple[Ints, Ints],
    total: int,
    *,
    credited: bool = False,
) -> Told:
    """About ``total`` reports, in order of publication; with ``credited`` every copy names its source."""
    extra = [_of_plans(rng, scene, announced, total), _of_incidents(rng, scene, violence, total)]
    mean_copies = _COPIES_MADE * (_COPIES + _LIES * (_COPIES_OF_LIES - _COPIES))
    first_hand = int(total / (1.0 + mean_copies)) - sum(map(len, extra))
    told = joined([_of_states(rng, scene, max(first_hand, 0)), *extra])
    everything = joined([told, _copies(rng, scene, told, credited)])
    inside = everything.day < scene.truth.states.shape[1]
    order = np.lexsort((np.arange(len(everything)), everything.how != ORIGINAL, everything.day))
    order = order[inside[order]]
    place = np.full(len(everything), -1)
    place[order] = np.arange(len(order))
    ordered = everything.take(order)
    return replace(ordered, source=np.where(ordered.source >= 0, place[ordered.source], -1))


def _of_states(rng: np.random.Generator, scene: Scene, n: int) -> Told:
    truth = scene.truth
    crossings, days = truth.states.shape
    fresh = np.exp(-(np.arange(days) - truth.since) / _BURST_DAYS) * (truth.since > 0)
    heat = rng.gamma(_EVENNESS, 1.0, size=(crossings, 1)) * (1.0 + _BURST * fresh)
    counts = rng.multinomial(n, (heat / heat.sum()).ravel())
    crossing, day = np.divmod(np.repeat(np.arange(crossings * days), counts), days)
    late = rng.choice(_DELAYS, size=n, p=_DELAY_SHARE / _DELAY_SHARE.sum())
    very_late = rng.random(n) < 0.03
    late = np.where(very_late, np.minimum(rng.pareto(0.9, n) * 4 + 5, 90).astype(np.int64), late)
    observed = np.maximum(day - late, 0)
    outlet = _outlets(rng, scene, crossing)
    kind, speaker, side = _speakers(rng, scene, crossing, outlet)
    said, passing, lie = _belief(rng, scene, crossing, observed, outlet, kind, side)
    form, state, classes, count = _forms(rng, said, passing)
    when, start = _days(rng, truth, crossing, day, observed, said)
    proposed = rng.random(n) < 0.03
    form = np.where(proposed, PROPOSED, form)
    state, when = np.where(proposed, OPEN, state), np.where(proposed, NO_DAY, when)
    none = np.full(n, -1)
    before = truth.before(crossing, observed)
    recalls = (rng.random(n) < _RECALLS) & (before >= 0)
    past_state = np.where(recalls, truth.states[crossing, before], -1)
    past_start = np.where(recalls, truth.since[crossing, before], -1)
    return Told(
        crossing, day, outlet, kind, speaker, form, state, classes, count, when, start, observed, lie & ~proposed,
        none, np.full(n, ORIGINAL), past_state, past_start,
    )  # fmt: skip


def _outlets(rng: np.random.Generator, scene: Scene, crossing: Ints) -> Ints:
    cumulative = np.cumsum(scene.covers, axis=1)
    draw = rng.random(len(crossing))
    out = np.empty(len(crossing), dtype=np.int64)
    for at in range(0, len(crossing), 1 << 17):
        part = slice(at, at + (1 << 17))
        out[part] = (cumulative[crossing[part]] < draw[part, None]).sum(axis=1)
    last = scene.covers.shape[1] - 1
    out[out > last] = last  # rounding may leave the end of the cumulative sum a little under one
    return out


def _speakers(rng: np.random.Generator, scene: Scene, crossing: Ints, outlet: Ints) -> tuple[Ints, Ints, Ints]:
    """(kind, speaker, side that speaks, -1 for none)."""
    n = len(crossing)
    home = scene.who.side[outlet]
    kind = rng.choice([OFFICIAL, UNNAMED, WITNESS, SELF], size=n, p=[0.32, 0.18, 0.18, 0.32])
    own = (home != NEUTRAL) & (rng.random(n) < 0.8)
    asked = np.where(own, home, scene.holders[crossing, rng.integers(0, 2, n)])
    speaker = np.select(
        [kind == OFFICIAL, kind == UNNAMED, kind == WITNESS],
        [asked, scene.who.unnamed[outlet], scene.who.witness[outlet]],
        outlet,
    )
    return kind, speaker.astype(np.int64), np.where(kind == OFFICIAL, asked, home).astype(np.int64)


def _belief(
    rng: np.random.Generator, scene: Scene, crossing: Ints, observed: Ints, outlet: Ints, kind: Ints, side: Ints
) -> tuple[Ints, Ints, Bools]:
    """(state said, classes that pass in it, whether it is a lie)."""
    truth, n = scene.truth, len(crossing)
    knows = np.where(rng.random(n) < 0.1, np.maximum(observed - rng.integers(1, 6, n), 0), observed)
    state = truth.states[crossing, knows].astype(np.int64)
    passing = truth.passing[crossing, knows].astype(np.int64)
    official = kind == OFFICIAL
    right = np.where(official, scene.wants.accuracy[side], scene.who.accuracy[outlet, np.minimum(kind, SELF)])
    wrong = rng.random(n) > right
    other = np.where(
        state == RESTRICTED, rng.choice([OPEN, CLOSED], n), np.where(rng.random(n) < 0.35, RESTRICTED, 2 - state)
    )
    said = np.where(wrong, other, state)
    wish = np.where(side >= 0, scene.wants.wants[side, crossing], 0)
    lies = np.where(side >= 0, scene.wants.lies[side, observed], 0.0) * np.where(official, 1.0, scene.who.echo[outlet])
    wished = np.where(wish > 0, OPEN, CLOSED)
    lie = (wish != 0) & (rng.random(n) < lies) & (wished != state)
    said = np.where(lie, wished, said)
    turned = (outlet == scene.turncoat) & (observed > truth.states.shape[1] // 2)
    against = (scene.who.colludes[outlet] | turned) & ~official
    opposite = np.where(truth.states[crossing, observed] == OPEN, CLOSED, OPEN)
    said, lie = np.where(against, opposite, said), lie | against
    partial = rng.choice([1, 2, 4, 6], n)
    passing = np.where(said == OPEN, ALL, np.where(said == CLOSED, 0, np.where(state == RESTRICTED, passing, partial)))
    return said.astype(np.int64), passing.astype(np.int64), lie


def _forms(rng: np.random.Generator, said: Ints, passing: Ints) -> tuple[Ints, Ints, Ints, Ints]:
    """(form, state it is about, classes it names, figure)."""
    n, u = len(said), rng.random(len(said))
    form, state = np.full(n, STATUS), said.copy()
    classes, count = np.zeros(n, dtype=np.int64), np.full(n, -1)

    shut = said == CLOSED
    form[shut & (u > 0.72)] = DENIED
    form[shut & (u > 0.90)] = NOBODY
    form[shut & (u > 0.97)] = HINDERED
    state[shut & (u > 0.72) & (u <= 0.90)] = OPEN
    passes = said == OPEN
    form[passes & (u > 0.78)] = DENIED
    form[passes & (u > 0.87)] = PASSED
    state[passes & (u > 0.78) & (u <= 0.87)] = CLOSED
    partly = said == RESTRICTED
    classes[partly] = passing[partly]
    one = 1 << rng.integers(0, 3, n)
    named_open, named_shut = partly & (u > 0.6) & (u <= 0.8), partly & (u > 0.8)
    state[named_open], state[named_shut] = OPEN, CLOSED
    classes[named_open] = np.where((passing & one) > 0, one, passing & -passing)[named_open]
    barred = ALL & ~passing
    classes[named_shut] = np.where((barred & one) > 0, one, barred & -barred)[named_shut]
    plain = ~partly & (form == STATUS) & (rng.random(n) < 0.12)
    classes[plain] = one[plain]
    flow = (form == PASSED) | (form == NOBODY) | (form == HINDERED)
    classes[flow] = one[flow]
    count[form == NOBODY] = 0
    counted = (form == PASSED) & (rng.random(n) < 0.7)
    count[counted] = rng.integers(5, 900, n)[counted]
    return form, state, classes, count


def _days(
    rng: np.random.Generator, truth: Timeline, crossing: Ints, day: Ints, observed: Ints, said: Ints
) -> tuple[Ints, Ints]:
    """(how the day is told, the day told or the one that the range holds)."""
    u, since = rng.random(len(day)), truth.since[crossing, observed]
    of_spell = (truth.states[crossing, observed] == said) & (observed - since < 20) & (rng.random(len(day)) < 0.35)
    told = np.where(of_spell, since, np.where((u < 0.15) & (day > observed), day, observed))
    when = np.full(len(day), EXACT)
    when[u > 0.78] = TENTH
    when[u > 0.84] = MONTH
    when[u > 0.88] = NO_DAY
    return when, told


def _of_plans(rng: np.random.Generator, scene: Scene, plans: Plans, total: int) -> Told:
    """Announcements by a holder, repeated until the day; what was called off is denied; the day that passed in vain is
    sometimes reported as such."""
    rate = total / scene.truth.states.size
    times = 1 + rng.poisson(1.2 * min(1.0, rate), len(plans.due))
    rows = np.repeat(np.arange(len(plans.due)), times)
    first = np.append(True, rows[1:] != rows[:-1])
    span = np.maximum(plans.due - plans.announced, 1)[rows]
    day = plans.announced[rows] + np.where(first, 0, rng.integers(0, span))
    parts = [_announce(rng, scene, plans.crossing[rows], day, plans.target[rows], plans.due[rows], PLAN)]
    off = np.flatnonzero(plans.fate == CANCELLED)
    parts.append(
        _announce(rng, scene, plans.crossing[off], plans.ends[off], plans.target[off], plans.due[off], CALLED_OFF)
    )
    vain = np.flatnonzero(((plans.fate == BROKEN) | (plans.fate == POSTPONED)) & (rng.random(len(plans.due)) < 0.5))
    parts.append(
        _announce(rng, scene, plans.crossing[vain], plans.due[vain], plans.target[vain], plans.due[vain], DENIED)
    )
    agreed = np.flatnonzero((plans.target == OPEN) & (rng.random(len(plans.due)) < 0.25))
    days = plans.announced[agreed]
    parts.append(_announce(rng, scene, plans.crossing[agreed], days, plans.target[agreed], days, AGREED))
    return joined(parts)


def _announce(
    rng: np.random.Generator, scene: Scene, crossing: Ints, day: Ints, state: Ints, due: Ints, form: int
) -> Told:
    n = len(crossing)
    outlet = _outlets(rng, scene, crossing)
    kind, speaker, _ = _speakers(rng, scene, crossing, outlet)
    if form in (PLAN, CALLED_OFF):
        speaks = rng.random(n) < 0.6
        kind = np.where(speaks, OFFICIAL, kind)
        speaker = np.where(speaks, scene.holders[crossing, rng.integers(0, 2, n)], speaker)
    when = np.where(rng.random(n) < 0.9, EXACT, NO_DAY)
    zero, none = np.zeros(n, dtype=np.int64), np.full(n, -1)
    return Told(
        crossing, day, outlet, kind, speaker, np.full(n, form), state, zero, none, when, due, day,
        np.zeros(n, dtype=bool), none, np.full(n, ORIGINAL), none, none,
    )  # fmt: skip


def _of_incidents(rng: np.random.Generator, scene: Scene, violence: tuple[Ints, Ints], total: int) -> Told:
    rate = total / scene.truth.states.size
    crossing, day = violence
    told = rng.random(len(day)) < min(1.0, 0.4 + rate)
    crossing, day = crossing[told], day[told]
    closed = np.full(len(day), CLOSED)
    return _announce(rng, scene, crossing, day, closed, day, INCIDENT)


def _copies(rng: np.random.Generator, scene: Scene, told: Told, credited: bool) -> Told:
    who = scene.who
    eager = np.where(told.lie, _COPIES_OF_LIES, _COPIES) * rng.gamma(1 / _COPY_HEAVY, _COPY_HEAVY, len(told))
    source = np.repeat(np.arange(len(told)), rng.poisson(eager))
    n = len(source)
    of = told.take(source)
    first = who.side[of.outlet]
    copier = _outlets(rng, scene, of.crossing)
    for s in range(len(SIDES)):
        members = np.flatnonzero(who.side == s)
        kin = (first == s) & (rng.random(n) < 0.65)
        copier[kin] = rng.choice(members, kin.sum(), p=who.weight[members] / who.weight[members].sum())
    twice = np.unique(source * len(who.names) + copier, return_index=True)[1]
    fresh = np.zeros(n, dtype=bool)
    fresh[twice] = True
    keep = np.flatnonzero(fresh & (copier != of.outlet))
    source, copier, of = source[keep], copier[keep], of.take(keep)
    n = len(keep)
    how = np.where(
        credited | (rng.random(n) < who.credits[copier]), CREDITED, np.where(rng.random(n) < 0.65, EDITED, VERBATIM)
    )
    late = rng.choice(len(_COPY_DELAY_SHARE), size=n, p=_COPY_DELAY_SHARE)
    credited_self = (how == CREDITED) & (of.kind == SELF)
    kind = np.where(credited_self, MEDIA, of.kind)
    speaker = np.where((how != CREDITED) & (of.kind == SELF), copier, of.speaker)
    today = (how != CREDITED) & (of.when == EXACT) & (of.start == of.day) & (rng.random(n) < 0.5)
    start = np.where(today, of.start + late, of.start)
    past = np.where(how == CREDITED, -1, of.past_state)
    return replace(
        of, day=of.day + late, outlet=copier, kind=kind, speaker=speaker, start=start, source=source, how=how,
        past_state=past,
    )  # fmt: skip
