"""Whether an event without a date of its own is told as background, not as news of the day."""

from __future__ import annotations

from maabar.reading.document import Document
from maabar.reading.what.event import CROSSING, Event

_OPENING = 3  # words of a sentence among which «وكان», «يُذكر أن» opens it
_WAS = frozenset("كان كانت كانوا كانا كانتا".split())


def is_background(doc: Document, event: Event) -> bool:
    """«وكان المعبر قد أُغلق», «ومنه كانت تصل البضائع»; «يُذكر أن المعبر مغلق» holds now."""
    if _was(doc, event) or _told(doc, event, "then"):
        return True
    if _lasts(doc, event):
        return False
    lo = doc.bounds[doc.sentence[event.at]][0]
    opened = any(doc.has(j, "background") for j in range(lo, min(lo + _OPENING, event.at + 1)))
    opened = opened and not any(_turns(doc, j) for j in range(lo + 1, event.at))
    return opened or _relative(doc, event) or event.scope.background or _told(doc, event, "lately")


def _lasts(doc: Document, event: Event) -> bool:
    """A present tense or a state that no past verb carries."""
    word = doc.info[event.at]
    if word.future or not (word.present if word.verb else word.classes & STATES or _present_phrase(doc, event.at)):
        return False
    lo = doc.clauses[doc.clause[event.at]][0]
    return not any({doc.words[j], doc.words[j].lstrip("وف")} & _STAYED_OR_FELL for j in range(lo, event.at))


def stayed(word: str) -> bool:
    """«ظل», «أبقته», «دام»: a past verb of lasting."""
    return bool({word, word.lstrip("وف")} & _LASTED)


def _turns(doc: Document, j: int) -> bool:
    """«وكان مقررًا …، إلا أن الفصائل أغلقته»: whether what was planned or so gives way to the news at word ``j``."""
    word = doc.words[j].lstrip("و")
    return word in ("لكن", "بيد") or (word in ("الا", "غير") and doc.words[j + 1].startswith("ان"))


def _present_phrase(doc: Document, i: int) -> bool:
    """«تضع يدها على المعبر», «حيث تسيطر قسد»: a phrase with a verb of the present."""
    end = doc.phrase[i][1] if i in doc.phrase else i
    return any(w[0] == "ي" or (w[0] == "ت" and w[-1] != "ت") for w in doc.words[i:end])


def _was(doc: Document, event: Event) -> bool:
    """«كانت الشاحنات تدخل منه», «كانت قد أغلقته»: «كان» in the event's own clause and of its own predicate."""
    word = doc.info[event.at]
    if word.verb and not word.present and doc.words[event.at - 1] != "قد":
        return False
    lo = doc.clauses[doc.clause[event.at]][0]
    return any(was(doc, j) for j in range(lo, event.at))


def was(doc: Document, j: int) -> bool:
    """Whether word ``j`` is «كان» that tells of an earlier time."""
    return doc.words[j].lstrip("وف") in _WAS and doc.words[j - 1].lstrip("و") not in _MEANWHILE


def _relative(doc: Document, event: Event) -> bool:
    """«المعبر الذي سلكه الآلاف», «المعابر التي جرى فتحها»: what was once, told to say which is meant."""
    if doc.info[event.at].present or event.kind == "operation":
        return False
    for j in range(max(1, event.at - _WHICH_REACH), event.at):
        if doc.words[j] in _WHICH and any(doc.has(k, *CROSSING) for k in range(max(0, j - 3), j)):
            return True
    return False


def _told(doc: Document, event: Event, *classes: str) -> bool:
    """«أُغلق حينها», «كان مفتوحًا فيما مضى», «قُصف مؤخرًا»: such a word close by in the event's own clause."""
    lo, hi = doc.clauses[doc.clause[event.at]]
    return doc.anywhere(lo, min(hi, event.at + _NEAR + 1), *classes)


_WHICH, _WHICH_REACH = frozenset("الذي التي اللذان اللذين اللتان اللتين".split()), 2
_NEAR = 5
_STAYED_OR_FELL = frozenset("ظل ظلت ظلا بقي بقيت بقيا وقع وقعت وقعا سقط سقطت سقطا ال الت انتقل انتقلت".split())
_LASTED = frozenset(
    "ظل ظلت ظلا بقي بقيت بقيا ابقي ابقت ابقاه ابقته ابقاها ابقتها دام دامت استمر استمرت طال طالت".split()
)
_MEANWHILE = frozenset("بينما فيما عندما ان لو".split())
"""Before «كان» that tells of the same time («بينما كان محتجون يتظاهرون») or concedes («وإن كان»)."""
STATES = frozenset({"open_state", "closed_state", "control", "keep"})
