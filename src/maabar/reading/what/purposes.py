"""What a crossing is said to be opened or closed for, in whose words: «تهدف الخطوة إلى رفع الحصار عن المدنيين»."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from maabar.model import Purpose
from maabar.reading.claims import enclosing, heard_in
from maabar.reading.document import Document
from maabar.reading.draft import Draft
from maabar.reading.who.voices import Attribution, Speaker

_REACH = 12
_NEAR = 2  # sentences between a purpose and the claim that it belongs to
_PRETEXT = ("ذريع", "ذراي")  # calls a purpose false, and tells none
_CLASSES = {
    "for_humanitarian": "humanitarian",
    "for_return": "return",
    "for_trade": "trade",
    "for_relief": "relief",
    "for_military": "military",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A purpose told at word ``at`` by a speaker."""

    at: int
    speaker: str
    purpose: Purpose


def purposes_of(doc: Document, attributions: Sequence[Attribution], default: Speaker) -> list[Told]:
    """The purposes that a report tells, each with its verbatim words and who says it."""
    out = []
    heard = heard_in(doc, attributions)
    for i, word in enumerate(doc.info):
        if not word.classes and i not in doc.phrase:
            continue
        phrase = doc.phrase.get(i)
        if "aimed" not in word.classes and "goal" not in word.classes and (phrase is None or phrase[0] != "aimed"):
            continue
        if word.bare.startswith(_PRETEXT):
            continue
        hi = min(doc.bounds[doc.sentence[i]][1], i + _REACH)
        found = next(((j, c) for j in range(i + 1, hi) for c in _CLASSES if _is(doc, j, c)), None)
        if found is None:
            continue
        j = found[0]  # «بررت أ خطوتها بأنها لرفع الحصار»: her words begin after the verb
        around = enclosing(j, heard.get(doc.sentence[j], ()))
        speaker = around[-1].speaker if around and not _gainsaid(doc, around[-1].start, i) else default
        quote, _, _, _ = doc.quote(i, hi - 1)
        out.append(Told(i, speaker.name, Purpose(_CLASSES[found[1]], quote)))
    return out


def _gainsaid(doc: Document, start: int, i: int) -> bool:
    """«قال أ إن …، غير أن هدف فتح المعبر …»: against what he says the outlet sets its own words."""
    turns = (("الا", "ان"), ("غير", "ان"), ("بيد", "ان"))
    return any((doc.words[k], doc.words[k + 1]) in turns for k in range(start, i))


def _is(doc: Document, j: int, name: str) -> bool:
    return name in doc.info[j].classes or doc.phrase.get(j, ("", 0))[0] == name


def with_purposes(doc: Document, drafts: list[Draft], told: Sequence[Told], outlet: str) -> list[Draft]:
    """Give each purpose to the nearest claims of its speaker on an opening, closing or agreement.

    What the outlet itself says may stand anywhere in its report, what others say is near their words.
    """
    for one in told:
        same = [
            (abs(doc.sentence[d.at] - doc.sentence[one.at]), d.at, n)
            for n, d in enumerate(drafts)
            if d.claim.speaker == one.speaker and d.claim.kind in ("status", "agreement") and d.claim.purpose is None
        ]
        if not same or (min(same)[0] > _NEAR and one.speaker != outlet):
            continue
        at = min(same)[1]
        for n, draft in enumerate(drafts):
            if draft.at == at and draft.claim.speaker == one.speaker:
                drafts[n] = replace(draft, claim=replace(draft.claim, purpose=one.purpose))
    return drafts
