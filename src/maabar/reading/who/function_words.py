"""The function words of a language by which the reader finds who speaks, from its ``frames.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources
from typing import Any

from maabar.errors import InputError
from maabar.text.fold import folded


@dataclass(frozen=True, slots=True)
class FunctionWords:
    """Sets of folded words by what they do; the comments of the YAML file say what each set is for."""

    some: frozenset[str]
    these: frozenset[str]
    pointing: frozenset[str]
    after_phrase: frozenset[str]
    contact: frozenset[str]
    informed: frozenset[str]
    compass: frozenset[str]
    allied: frozenset[str]
    in_charge: frozenset[str]
    web: frozenset[str]
    names_in_a: frozenset[str]
    prepositions: frozenset[str]
    not_a_name: frozenset[str]
    bureaus: frozenset[str]
    our_own: frozenset[str]
    stressed: frozenset[str]
    of_topics: frozenset[str]
    took: frozenset[str]
    both: frozenset[str]
    guards: frozenset[str]
    amounts: frozenset[str]
    relief: frozenset[str]
    its_keepers: frozenset[str]
    outlet_nouns: frozenset[str]
    governors: frozenset[str]
    ministries: frozenset[str]
    persons: frozenset[str]
    reporters: frozenset[str]
    portfolios: frozenset[str]
    collectives: frozenset[str]
    elsewhere: frozenset[str]
    belongs: frozenset[str]
    of_it: frozenset[str]
    time: frozenset[str]
    adverbs: frozenset[str]
    talk: frozenset[str]
    by_talk: frozenset[str]
    tell: frozenset[str]
    got: frozenset[str]
    issued: frozenset[str]
    about_it: frozenset[str]
    telling: frozenset[str]
    his_telling: frozenset[str]
    topic: frozenset[str]
    of_him: frozenset[str]
    from_: frozenset[str]
    only_that: frozenset[str]
    news: frozenset[str]
    about: frozenset[str]
    relative: frozenset[str]
    no_opener: frozenset[str]
    because: frozenset[str]
    clause_openers: frozenset[str]
    lead: frozenset[str]
    turns: frozenset[str]
    counterpart: frozenset[str]
    announcing: frozenset[str]
    but: frozenset[str]
    negations: frozenset[str]
    not_verbs: frozenset[str]
    feminine: frozenset[str]
    masculine: frozenset[str]
    ends_in_t: frozenset[str]
    singular: Mapping[str, str]
    outlet_kinds: Mapping[str, str]

    def head(self, noun: str) -> str:
        """The form under which a head noun is remembered: the singular, where reports change between the two."""
        return self.singular.get(noun, noun)

    def gender(self, noun: str) -> bool | None:
        """Whether verbs about a folded head noun are feminine; None where it can't be told."""
        if noun in self.feminine or noun.endswith(("ه", "ات")):
            return True
        return False if noun in self.masculine else None


def function_words(data: Mapping[str, Any], place: str) -> FunctionWords:
    """The sets of a data file; raises `InputError` naming what is missing or unknown."""
    names = {f.name.rstrip("_") for f in fields(FunctionWords)}
    if wrong := names ^ set(data):
        found = ", ".join(sorted(map(str, wrong)))
        raise InputError(f"{found} missing or unknown, expected {', '.join(sorted(names))}", place)
    sets: dict[str, Any] = {}
    for name, words in data.items():
        if isinstance(words, Mapping):
            sets[name] = {folded(k): folded(v) for k, v in words.items()}
        else:
            sets[name] = frozenset(folded(w) for w in words)
    sets["from_"] = sets.pop("from")
    return FunctionWords(**sets)


@cache
def load_function_words(lang: str) -> FunctionWords:
    """The function words of a language, compiled once for the process."""
    import yaml

    path = resources.files("maabar.text") / "languages" / lang / "frames.yaml"
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return function_words(yaml.load(path.read_text("utf-8"), Loader=loader), "frames.yaml")
