"""A report's text -> claims: mentions, who speaks, what is said, for when; each with its verbatim quote."""

from __future__ import annotations

from datetime import date
from functools import cache

from maabar.model import Claim, Report
from maabar.reading.reader import READER, Reader

__all__ = ["READER", "Reader", "read"]


def read(text: str, *, outlet: str, published: date | str, title: str = "", lang: str = "ar") -> list[Claim]:
    """The claims of one report. ``outlet`` is its domain, ``published`` its day (a date or "YYYY-MM-DD").

    Raises `InputError` where ``published`` is neither.
    """
    given = {"id": "report", "outlet": outlet, "published": str(published), "text": text, "title": title, "lang": lang}
    report = Report.from_json(given)
    return list(_reader().read(report).claims)


@cache
def _reader() -> Reader:
    return Reader()
