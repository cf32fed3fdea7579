"""How reports arrive: text, web pages, JSON lines and stdin, in any usual encoding; bad input is listed, not fatal."""

from maabar.intake.document import UNKNOWN_OUTLET, Document, Failure
from maabar.intake.load import load

__all__ = ["UNKNOWN_OUTLET", "Document", "Failure", "load"]
