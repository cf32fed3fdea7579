"""The word that says something of a crossing: its form, and how far the words that may bend it reach."""

from __future__ import annotations

from dataclasses import dataclass

from maabar.reading.document import Document
from maabar.text.lexicon import NOTHING, Word

_REACH = 14


@dataclass(slots=True)  # not frozen: a report makes many
class Trigger:
    """The word ``at`` that says something of a crossing, and from where (``lo``) words may bend it.

    ``opening``: an opening in a noun, verb or phrase; ``act``: that, in a noun; ``finite``: a verb with a subject;
    ``past``: told as past, in its own form or by the verb before it («تم فتح»); ``predicate``: joined to another verb.
    """

    doc: Document
    at: int
    lo: int
    word: Word
    opening: bool
    finite: bool
    present: bool
    past: bool
    predicate: bool

    @property
    def act(self) -> bool:
        return self.opening and not self.word.present and not self.word.bare.endswith("ت")


def trigger_at(doc: Document, i: int, stop: int) -> Trigger:
    word = doc.info[i]
    opening = "open" in word.classes or doc.phrase.get(i, ("", 0))[0] in ("open", "works")
    present = word.present or (i in doc.phrase and doc.words[i].lstrip("وف").startswith(_IN_PRESENT))
    lo = max(stop, doc.bounds[doc.sentence[i]][0], i - _REACH)
    which = i > lo and doc.words[i - 1] in WHICH
    finite = bool(word.verb) and (word.bare not in MASDARS or which)
    carrier = doc.info[i - 1] if i > lo else NOTHING
    to_be = i > 1 and doc.words[i - 1] == "ان" and not doc.has(i - 2, "after", "background")  # «اقترحت أن تُنقل»
    past = (finite and not word.present and not to_be) or (i in doc.phrase and doc.words[i].lstrip("وف") in _IN_PAST)
    past = past or ("light" in carrier.verb and not carrier.present and not carrier.future)
    so = word.conjunction == "ف" and word.future  # «إذا استمر القصف فسنغلق المعبر»
    predicate = bool(word.verb) and bool(word.conjunction) and not word.preposition and not so
    if (which and finite) or (i > lo and doc.words[i - 1] in AND_NOT):
        predicate = True  # «سيستخدم المعبر الذي فُتح أمس», «مرّ الموعد ولم يُفتح المعبر»
    if predicate and not finite:  # «طالبوا بفتح معبر كسب وفتح معبر جوسيه» is no «… وفتحوا»
        lo_clause = max(lo, doc.clauses[doc.clause[i]][0])
        predicate = i > lo and not any(
            doc.info[j].preposition and doc.has(j, "open", "closed") for j in range(lo_clause, i)
        )
    return Trigger(doc, i, lo, word, opening, finite, present, past, predicate)


def is_bridge(doc: Document, j: int) -> bool:
    """Whether a clause border before word ``j`` is no border to scope: a bracket or «أن»."""
    gap = doc.gaps[j]
    if any(c in gap for c in "،,;:؛"):
        return False
    if doc.words[j] == "الا":
        return doc.has(j + 1, "open", "closed", "pass", "allowed") and doc.info[j + 1].present  # «ناشدت … ألا يُغلق»
    if doc.words[j] == "حين":
        return doc.words[j - 1] == "الي"
    if doc.words[j] == "غير":
        return not doc.has(j + 1, "that")  # «فتحه غير وارد», but «غير أن»
    return "(" in gap or ")" in gap or doc.words[j] in ("ان", "لان")


MASDARS = frozenset({"فتح", "غلق"})
"""Written like the past of their verb."""
STATE = frozenset({"open_state", "closed_state"})
WHICH = frozenset("الذي التي الذين اللذان اللتان".split())
AND_NOT = frozenset("ولم فلم ولن ولا".split())
_IN_PRESENT = ("ي", "تعيد", "تعاد")
_IN_PAST = frozenset("اعيد اعاد اعادت عاود عاودت".split())
