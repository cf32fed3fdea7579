"""Time expressions: found in a text, resolved against its day of publication, or left explicitly unresolved.

`find_dates` takes a text as it is; `scan` takes the words that a reader has already made of a folded text. What the
words mean and which patterns they form is data (``languages/<lang>/dates.yaml``); this package is the engine.
"""

from maabar.text.dates.expression import DateExpression
from maabar.text.dates.find import find_dates, scan

__all__ = ["DateExpression", "find_dates", "scan"]
