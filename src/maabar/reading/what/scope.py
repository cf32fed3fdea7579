"""How a trigger is meant: is it so, will it be, is it wished for, is it said not to be; read off the words around."""

from __future__ import annotations

from dataclasses import dataclass

from maabar.model import Polarity, Reality
from maabar.reading.document import Document
from maabar.reading.what.negation import is_called_false, is_half_negated, is_negated, is_unless
from maabar.reading.what.operators import (
    is_subjunctive,
    is_to_be,
    operators_before,
    operators_of_frame,
)
from maabar.reading.what.predicates import operators_after
from maabar.reading.what.trigger import trigger_at

_WILL_NOT_REACH = 4


@dataclass(frozen=True, slots=True)
class Scope:
    """Reality and polarity of a trigger, and the operators that made them so."""

    reality: Reality = "actual"
    polarity: Polarity = "affirmed"
    dropped: bool = False
    background: bool = False
    after: bool = False
    operators: tuple[str, ...] = ()


def scope_of(doc: Document, i: int, end: int, *, stop: int = 0, frame: int = -1) -> Scope:
    """The scope of the trigger at word ``i``: operators to its left in its clause, nearest first, then those after it.

    ``end`` is the word after the trigger and what it is about; ``stop`` is the first word that may be looked at.
    """
    t = trigger_at(doc, i, stop)
    said_not = is_negated(doc, i, t.lo)
    negated = said_not and not is_half_negated(doc, i)
    seen, denied = operators_before(t)
    will_not = any(doc.words[k] in ("لن", "ولن", "فلن") for k in range(max(t.lo, i - _WILL_NOT_REACH), i))
    if said_not and will_not:
        seen.append("future")
    if ((said_not and will_not) or "refused" in seen) and is_unless(doc, i):
        negated, seen = False, ["if"]  # «لن يُفتح المعبر ما لم يتوقف القصف»
    seen += operators_after(t, end)
    seen += operators_of_frame(t, frame, stop)
    if is_to_be(t):
        seen.append("aim")
    if is_subjunctive(t) and not _BENDING & set(seen):
        seen.append("maybe")
    if "given" not in seen and is_called_false(doc, i, planned=bool({"plan", "future"} & set(seen))):
        seen = [*(name for name in seen if name != "aim"), "false"]  # «لا صحة لفتح المعبر»
    if frame >= 0 and "deny" in doc.info[frame].classes:
        seen = [name for name in seen if name != "rumour"]  # «نفت الوزارة ما يشاع عن فتح المعبر»
    return _judge(seen, negated or denied, opening=t.opening)


def _judge(seen: list[str], negated: bool, *, opening: bool) -> Scope:
    """Reality and polarity by the operators, nearest first."""
    operators = tuple(seen)
    seen = _settled(seen, opening=opening)
    if _UNSAID & set(seen):
        return Scope(dropped=True, operators=operators)
    polarity: Polarity = "denied" if negated or _DENYING & set(seen) else "affirmed"
    reality: Reality = "actual"
    bent = next((name for name in seen if name in _BENT), None)
    bent = bent or ("decide" if "decide" in seen else None)
    if bent is not None:
        reality = _BENT.get(bent, "planned")
    if bent is not None and "fail" in seen and (bent in ("decide", "aim") or seen.index("fail") > seen.index(bent)):
        reality = "actual"  # a plan that was called off did not happen; «تعتزم تأجيل فتحه» is a plan
    after = "after" in seen[:1]
    return Scope(reality, polarity, background="background" in seen, after=after, operators=operators)


def _settled(seen: list[str], *, opening: bool) -> list[str]:
    """The operators without those that others take back."""
    back: set[str] = set()
    names = set(seen)
    if {"false", "deny"} & names:
        back.add("rumour")  # «لا صحة لما يشاع عن إغلاق المعبر»
    if "achieved" in names:
        back |= {"maybe", "talks", "achieved"}  # «أثمرت الجهود عن فتح المعبر»
    if "why" in names:
        back |= {"maybe", "expect", "if"}  # «من المرجح أن سبب الإغلاق هو …»
    if "if" in names:
        back |= {"plan", "future"}  # «يربط موافقته على فتح المعبر بضمانات», «إذا استمر القصف فسنغلقه»
    seen = [name for name in seen if name not in back]
    if "rumour" in seen and opening:
        seen = ["maybe", *(name for name in seen if name != "rumour")]
    if "refused" in seen:
        asked = {"maybe", "talks"} & set(seen[: seen.index("refused")])  # «لم توافق على طلبات لفتح المعبر»
        return [("deny" if asked else "fail") if name == "refused" else name for name in seen]
    if "hindered" in seen and "fail" in seen[seen.index("hindered") :]:
        seen = [name for name in seen if name not in ("hindered", "fail")]  # «فشلت في منع فتح المعبر»
    if "hindered" in seen:
        wished = "maybe" in seen[seen.index("hindered") :]  # «بحث الطرفان ما يعيق فتح المعبر»
        return ["fail" if name == "hindered" else name for name in seen if name != "hindered" or not wished]
    if "fail" in seen and "maybe" in seen[seen.index("fail") :]:
        return ["unsaid"]  # «سعت جهات إلى تأخير فتح المعبر»
    return seen


_BENT: dict[str, Reality] = {
    "maybe": "proposed",
    "expect": "proposed",
    "talks": "proposed",
    "if": "proposed",
    "never": "planned",
    "future": "planned",
    "plan": "planned",
    "aim": "proposed",
}
_BENDING = frozenset(_BENT) | {"decide", "after", "background", "fail", "refused", "hindered"}
_UNSAID = frozenset({"against", "rumour", "asked", "goal", "unsaid"})
_DENYING = frozenset({"fail", "false", "deny", "never"})
