"""A report's text -> claims: mentions, who speaks, what is said, for when; each with its verbatim quote."""

from __future__ import annotations

from datetime import date
from functools import cache

from maabar.model import Claim, Report
from maabar.reading.reader import READER, Reader

__all__ = ["READER", "Reader", "read"]


def read(text: str, *, outlet: str, published: date, title: str = "", lang: str = "ar") -> list[Claim]:
    """The claims of one report. ``outlet`` is its domain, ``published`` its day."""
    report = Report(id="report", outlet=outlet, published=published, text=text, title=title, lang=lang)
    return list(_reader().read(report).claims)


@cache
def _reader() -> Reader:
    return Reader()
