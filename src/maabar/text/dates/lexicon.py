"""The words and patterns of a language, compiled once from ``languages/<lang>/dates.yaml``.

The data has ``terms`` (what words mean), ``stages`` of ``rules`` (how they combine) and ``context`` (words that tell
past from coming). A rule's pattern is a list of categories; ``(…)`` is optional, ``a|b`` is either, a punctuation
mark is itself, and ``+x`` is x behind «و». Patterns become a trie over categories, so that reading costs a few
dictionary look-ups for each word of an expression and nothing elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml

from maabar.errors import InputError
from maabar.text.number_words import fold_word, number_words

Trie = dict[str, Any]
"""Category → deeper trie; under ``ENDS`` the (rule, slots) that end here."""
ENDS = ""

Starts = dict[str, tuple[tuple[Trie, bool], ...]]
"""Category → the tries that a phrase beginning with it may walk, and whether «و» is dropped before it."""

Item = tuple[str, Any]
"""Category and value of a word."""

_TOKEN = re.compile(r"[()]|[^\s()]+")


class Rule(NamedTuple):
    """A pattern's name, the category that it makes, the meaning (a function of ``meaning``) and its settings."""

    name: str
    makes: str
    means: str
    settings: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All that the engine knows of a language; plain containers, so that it can be pickled."""

    lang: str
    words: Mapping[str, tuple[Item, ...]]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str, Any], ...]]
    belonging: frozenset[str]
    """Every word that may be part of an expression (numbers in digits aside)."""
    heads: frozenset[str]
    rules: tuple[Rule, ...]
    stages: tuple[Starts, ...]
    tenses: Mapping[str, str]
    future_prefixes: tuple[str, ...]
    future_not: tuple[str, ...]
    future_parts: tuple[str, ...]
    not_after: Mapping[str, frozenset[str]]
    lower: bool
    endings: frozenset[str]
    """What may follow an apostrophe and is then left out; any word where there are none."""


@lru_cache(maxsize=8)
def lexicon(lang: str) -> Lexicon:
    """The compiled lexicon of a language; raises `InputError` naming the languages that there are."""
    folder = files("maabar.text") / "languages"
    source = folder / lang / "dates.yaml"
    if not lang.isalpha() or not source.is_file():
        known = sorted(f.name for f in folder.iterdir() if (f / "dates.yaml").is_file())
        raise InputError(f"no time expressions for language {lang!r}, expected one of {', '.join(known)}")
    data = yaml.load(source.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    words: dict[str, list[Item]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], str, Any]]] = {}
    heads = {str(n) for n in range(1, 32)} | {f"0{n}" for n in range(1, 10)} | {str(n) for n in range(1900, 2101)}
    heads |= {word for word in number_words(lang).ordinals if word[0].isdigit()}
    prefixes = data.get("prefixes") or {}
    suffixes = data.get("suffixes") or {}
    for term in data["terms"]:
        categories = term["is"] if isinstance(term["is"], list) else [term["is"]]
        for word, joined, short in _forms(term, prefixes, suffixes, lang):
            first, *rest = re.findall(r"\w+", word)
            if term.get("head"):  # short words («من», «بعد») begin too many phrases to look for
                heads.add(rest[-1] if rest and short else first)
            for category in categories:
                name = f"+{category}" if joined else category
                if rest:
                    phrases.setdefault(first, []).append((tuple(rest), name, term.get("value")))
                elif (name, term.get("value")) not in words.setdefault(first, []):
                    words[first].append((name, term.get("value")))
    for mark, (least, most) in (data.get("year_marks") or {}).items():
        for year in range(least, most + 1):
            words[f"{year}{mark}"] = [("year4", year)]
            heads.add(f"{year}{mark}")
    rules: list[Rule] = []
    stages: list[Starts] = []
    for stage in data["stages"]:
        root: Trie = {}
        for entry in stage["rules"]:
            rule = Rule(entry["rule"], entry["makes"], entry["means"], entry.get("with") or {})
            patterns = entry["pattern"] if isinstance(entry["pattern"], list) else [entry["pattern"]]
            for pattern in patterns:
                for sequence in expand(pattern):
                    _plant(root, sequence, len(rules))
            rules.append(rule)
        stages.append(_starts(root))
    context = data.get("context") or {}

    joins = ["", *prefixes.get("conjunction", ())]

    def fold_all(name: str) -> list[str]:
        return [join + fold_word(w, lang) for w in context.get(name) or () for join in joins]

    return Lexicon(
        lang,
        {word: tuple(items) for word, items in words.items()},
        {word: tuple(sorted(options, key=lambda o: -len(o[0]))) for word, options in phrases.items()},
        _belonging(words, phrases, lang),
        frozenset(heads),
        tuple(rules),
        tuple(stages),
        {word: tense for tense in ("present", "past", "future") for word in fold_all(f"{tense}_words")},
        (*fold_all("future_prefixes"), *(fold_word(w, lang) for w in context.get("future_prefixes_bare") or ())),
        tuple(fold_all("future_not")),
        tuple(context.get("future_parts") or ()),
        {
            rule_name: frozenset(join + fold_word(w, lang) for w in names for join in joins)
            for rule_name, names in (context.get("not_after") or {}).items()
        },
        lang != "ar",
        frozenset((data.get("suffixes") or {}).get("behind_apostrophe") or ()),
    )


def _forms(
    term: Mapping[str, Any], prefixes: Mapping[str, Any], suffixes: Mapping[str, Any], lang: str
) -> Iterator[tuple[str, bool, bool]]:
    """Every folded form of a term's words with what it carries; is a conjunction on it, is its first word short."""
    takes = term.get("takes", prefixes.get("default", []))
    fronts: list[tuple[str, bool]] = [("", False)]
    article = prefixes.get("article", "")
    if "preposition" in takes:
        fronts += [(p, False) for p in prefixes["preposition"]]
    if "conjunction" in takes:
        fronts += [(c + front, True) for c in prefixes["conjunction"] for front, _ in list(fronts)]
    ends = suffixes.get(term.get("endings", suffixes.get("default", "")), [""])
    for word in term["words"]:
        plain = fold_word(str(word), lang)
        short = len(plain.split()[0]) <= 3
        spellings = [plain]
        if "article" in takes and article:
            spellings.append(article + plain)
        for spelling in spellings:
            for front, joined in fronts:
                if article and front.endswith("ل") and spelling.startswith(article):
                    form = front + "ل" + spelling[len(article) :]
                else:
                    form = front + spelling
                for end in ends:
                    yield form + end, joined, short


def expand(pattern: str) -> list[list[str]]:
    """All sequences of categories that a pattern stands for.

    >>> expand("a (b|c) d")
    [['a', 'd'], ['a', 'b', 'd'], ['a', 'c', 'd']]
    """
    tokens = _TOKEN.findall(pattern)
    sequences, at = _sequence(tokens, 0)
    if at != len(tokens):
        raise InputError(f"pattern {pattern!r} has a bracket too many")
    return sequences


def _sequence(tokens: list[str], at: int) -> tuple[list[list[str]], int]:
    sequences: list[list[str]] = [[]]
    while at < len(tokens) and tokens[at] != ")":
        if tokens[at] == "(":
            inner, at = _sequence(tokens, at + 1)
            if at >= len(tokens):
                raise InputError(f"pattern {' '.join(tokens)!r} lacks a closing bracket")
            sequences = [s + more for s in sequences for more in [[], *inner]]
        else:
            sequences = [[*s, choice] for s in sequences for choice in tokens[at].split("|")]
        at += 1
    return sequences, at


def _plant(root: Trie, sequence: list[str], rule: int) -> None:
    node = root
    slots: list[str] = []
    for category in sequence:
        node = node.setdefault(category, {})
        if category[-1].isalnum() or category[-1] == "_":
            slot = category.lstrip("+")
            count = sum(1 for s in slots if s.rstrip("23456") == slot)
            slots.append(slot if not count else f"{slot}{count + 1}")
    ends = node.setdefault(ENDS, [])
    if all(rule != known for known, _ in ends):
        ends.append((rule, tuple(slots)))


def _belonging(
    words: Mapping[str, Any], phrases: Mapping[str, list[tuple[tuple[str, ...], str, Any]]], lang: str
) -> frozenset[str]:
    tables = number_words(lang)
    numbers = (tables.cardinals, tables.ordinals, tables.compound_ordinals, tables.before_ten, tables.vague)
    inner = (word for options in phrases.values() for rest, _, _ in options for word in rest)
    return frozenset().union(words, phrases, inner, *numbers, (tables.conjunction,))


def _starts(root: Trie) -> Starts:
    starts: dict[str, list[tuple[Trie, bool]]] = {}
    for category, node in root.items():
        starts.setdefault(category, []).append((node, False))
        if category[0] != "+":
            starts.setdefault("+" + category, []).append((node, True))
    return {category: tuple(nodes) for category, nodes in starts.items()}
