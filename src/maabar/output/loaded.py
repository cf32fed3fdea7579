"""Words that take sides, found in quotes, and the neutral names of whom they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from maabar.output.names import actor_name
from maabar.registry import Registry


@lru_cache(maxsize=4)
def _pattern(words: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)[وف]?[بلك]?({'|'.join(map(re.escape, longest_first))})(?!\w)")


def loaded_words(registry: Registry) -> re.Pattern[str]:
    """A pattern of every loaded word of the registry; its group is the word without a clitic before it."""
    return _pattern(frozenset(word for actor in registry.actors.values() for word in actor.loaded))


def neutral_names(quotes: Iterable[str], registry: Registry) -> dict[str, str]:
    """Loaded words in the quotes -> neutral name, in order of appearance.

    Only words that mean one actor whoever uses them: several words long, and listed for one actor. A single word
    («الاحتلال») means one party to one outlet and another to another; it is resolved claim by claim in reading.
    """
    meant: dict[str, list[str]] = {}
    for actor in registry.actors.values():
        for word in actor.loaded:
            meant.setdefault(word, []).append(actor.id)
    found: dict[str, str] = {}
    for quote in quotes:
        for match in loaded_words(registry).finditer(quote):
            word = match.group(1)
            if " " in word and len(meant[word]) == 1:
                found.setdefault(word, actor_name(meant[word][0], registry))
    return found
