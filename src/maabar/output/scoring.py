"""How well claims were read: the measures of the annotated corpus.

Claims are paired one to one inside a report, best pair first; two pair only where they agree on the core (crossing,
kind and value: for control and operation the actor, for flow what passes, for an incident its type). Of those pairs:

=============  =========================================================================================
core           precision, recall, F1 of the pairs (somebody says this about this crossing)
sense          the same of pairs that also agree on reality and polarity
full           the same of sense pairs that agree on speaker and day too
status_core    core and sense on claims of status alone (``status_sense``)
speaker, …     share of sense pairs that agree on speaker, speaker_kind, via, when; on traffic, of status and agreement
grounded       share of the read quotes that stand in the report word for word
=============  =========================================================================================
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from maabar.model import NEW_PREFIX, Agreement, By, Claim, Flow, Incident, Report, When
from maabar.registry import Registry

_ALEF: Final = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "ـ": None})
_VOWELS: Final = re.compile("[\u064b-\u0652\u0670]")
_ARTICLE: Final = "ال"
_LEAST_OVERLAP: Final = 0.5
"""Two speakers in words are the same one where at least this share of all their words is common to both."""
SHARES: Final = ("speaker", "speaker_kind", "via", "when")


@dataclass(frozen=True, slots=True)
class Paired:
    """One report's claims beside those read: pairs that agree on the core, what was missed, what was made up."""

    report: Report
    pairs: tuple[tuple[Claim, Claim], ...]
    missed: tuple[Claim, ...]
    spurious: tuple[Claim, ...]
    read: tuple[Claim, ...]

    @property
    def other_sense(self) -> tuple[tuple[Claim, Claim], ...]:
        """Pairs that disagree on reality or polarity."""
        return tuple((g, p) for g, p in self.pairs if not same_sense(g, p))


def pair_reports(gold: Iterable[Report], read: Mapping[str, Sequence[Claim]], registry: Registry) -> list[Paired]:
    """Every gold report with its claims paired to those read, by report id; a report not read has none."""
    return [_pair(report, tuple(read.get(report.id, ())), registry) for report in gold]


def measures(
    paired: Iterable[Paired], registry: Registry, *, of: Callable[[Claim], bool] = lambda claim: True
) -> dict[str, Any]:
    """The table of measures; ``of`` keeps only some claims (a kind, a phenomenon) on both sides of the pairs.

    A pair counts where its gold claim is kept, a claim without partner where it is kept itself.
    """
    count: Counter[str] = Counter()
    reports = 0
    for one in paired:
        reports += 1
        pairs = [(g, p) for g, p in one.pairs if of(g)]
        missed, spurious = [c for c in one.missed if of(c)], [c for c in one.spurious if of(c)]
        sense = [(g, p) for g, p in pairs if same_sense(g, p)]
        count.update(gold=len(pairs) + len(missed), read=len(pairs) + len(spurious), core=len(pairs), sense=len(sense))
        count["status_gold"] += sum(c.kind == "status" for c in missed) + sum(g.kind == "status" for g, _ in pairs)
        count["status_read"] += sum(c.kind == "status" for c in spurious) + sum(p.kind == "status" for _, p in pairs)
        count["status_core"] += sum(g.kind == "status" for g, _ in pairs)
        count["status_sense"] += sum(g.kind == "status" for g, _ in sense)
        for g, p in sense:
            speaker, when = same_speaker(g.speaker, p.speaker, registry), same_when(g.when, p.when)
            count.update(
                speaker=speaker, when=when, full=speaker and when, speaker_kind=g.speaker_kind == p.speaker_kind
            )
            count["via"] += [v.casefold() for v in g.via] == [v.casefold() for v in p.via]
            if g.kind in ("status", "agreement"):
                count.update(traffic_gold=1, traffic=set(g.traffic) == set(p.traffic))
        told = [p for _, p in pairs] + spurious
        count["grounded"] += sum(
            bool(c.quote) and (c.quote in one.report.text or c.quote in one.report.title) for c in told
        )
    return _table(count, reports)


def same_sense(gold: Claim, read: Claim) -> bool:
    """Whether both are of one reality and one polarity."""
    return gold.reality == read.reality and gold.polarity == read.polarity


def same_when(gold: When | None, read: When | None) -> bool:
    """Whether both mean the same days; not knowing agrees only with not knowing."""
    if gold is None or read is None:
        return gold is read
    return gold.start == read.start and gold.last == read.last


def same_speaker(gold: str, read: str, registry: Registry) -> bool:
    """Whether both name one speaker: equal, one actor part of the other, or half of their words in common."""
    if gold == read:
        return True
    if gold in registry.actors and read in registry.actors:
        return registry.related(gold, read)
    mine, theirs = _words(gold), _words(read)
    return bool(mine and theirs) and len(mine & theirs) / len(mine | theirs) >= _LEAST_OVERLAP


def same_crossing(gold: str, read: str) -> bool:
    """Whether both mean one crossing; two new ones where their names share a word."""
    if gold == read:
        return True
    if gold.startswith(NEW_PREFIX) and read.startswith(NEW_PREFIX):
        crossing = _words("معبر")
        mine, theirs = _words(gold.removeprefix(NEW_PREFIX)), _words(read.removeprefix(NEW_PREFIX))
        return bool((mine - crossing) & (theirs - crossing))
    return False


def _pair(report: Report, read: tuple[Claim, ...], registry: Registry) -> Paired:
    options = sorted(
        (
            (_goodness(g, p, registry), i, j)
            for i, g in enumerate(report.claims)
            for j, p in enumerate(read)
            if _same_core(g, p, registry)
        ),
        reverse=True,
    )
    taken_gold: set[int] = set()
    taken_read: set[int] = set()
    pairs = []
    for _, i, j in options:
        if i not in taken_gold and j not in taken_read:
            taken_gold.add(i)
            taken_read.add(j)
            pairs.append((report.claims[i], read[j]))
    return Paired(
        report=report,
        pairs=tuple(pairs),
        missed=tuple(c for i, c in enumerate(report.claims) if i not in taken_gold),
        spurious=tuple(c for j, c in enumerate(read) if j not in taken_read),
        read=read,
    )


def _goodness(gold: Claim, read: Claim, registry: Registry) -> tuple[bool, int, int]:
    agreed = same_speaker(gold.speaker, read.speaker, registry) + same_when(gold.when, read.when)
    return same_sense(gold, read), agreed, len(_words(gold.quote) & _words(read.quote))


def _same_core(gold: Claim, read: Claim, registry: Registry) -> bool:
    return (
        gold.kind == read.kind
        and same_crossing(gold.crossing, read.crossing)
        and _value_key(gold, registry) == _value_key(read, registry)
    )


def _value_key(claim: Claim, registry: Registry) -> str:
    match claim.value:
        case Agreement(on):
            return on
        case By(by):
            return registry.root(by) if by in registry.actors else by
        case Flow(what):
            return what
        case Incident(type_):
            return type_
        case str() as status:
            return status


def _words(text: str) -> set[str]:
    bare = _VOWELS.sub("", text.casefold()).translate(_ALEF)
    return {w[2:] if w.startswith(_ARTICLE) and len(w) > 4 else w for w in re.findall(r"\w+", bare)}


def _table(count: Counter[str], reports: int) -> dict[str, Any]:
    share = {name: _share(count[name], count["sense"]) for name in SHARES}
    return {
        "reports": reports,
        "gold": count["gold"],
        "predicted": count["read"],
        "core": _prf(count["core"], count["read"], count["gold"]),
        "sense": _prf(count["sense"], count["read"], count["gold"]),
        "full": _prf(count["full"], count["read"], count["gold"]),
        "status_core": _prf(count["status_core"], count["status_read"], count["status_gold"]),
        "status_sense": _prf(count["status_sense"], count["status_read"], count["status_gold"]),
        **share,
        "traffic": _share(count["traffic"], count["traffic_gold"]),
        "grounded": _share(count["grounded"], count["read"], none=1.0),
    }


def _share(part: int, whole: int, none: float = 0.0) -> float:
    return round(part / whole, 4) if whole else none


def _prf(right: int, read: int, gold: int) -> dict[str, float]:
    precision, recall = (right / read if read else 0.0), (right / gold if gold else 0.0)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"p": round(precision, 4), "r": round(recall, 4), "f1": round(f1, 4)}
