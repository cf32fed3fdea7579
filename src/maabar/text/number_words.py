"""The number words of a language, compiled from ``languages/<lang>/numbers.yaml`` for `maabar.text.numbers`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

import yaml

from maabar.errors import InputError
from maabar.text.fold import folded


class Word(NamedTuple):
    """What a folded word is as a number: its kind, value, and the clitics it carries."""

    kind: str
    value: int
    joined: bool
    definite: bool


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The compiled number words of one language: plain dictionaries, so that they can be pickled."""

    cardinals: Mapping[str, Word]
    ordinals: Mapping[str, Word]
    compound_ordinals: Mapping[str, Word]
    before_ten: Mapping[str, Word]
    teen: frozenset[str]
    vague: Mapping[str, tuple[int, int]]
    bounds: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    digit_prefixes: Mapping[str, tuple[bool, bool]]
    conjunction: str
    fractions: Mapping[str, int]
    groups: str
    """Marks between groups of three digits."""
    decimals: str
    """Marks before a decimal fraction."""
    juxtaposed: bool
    """Whether numbers are added by standing side by side («iki bin on sekiz») and not only behind «و»."""
    range_from: Mapping[str, tuple[tuple[str, ...], ...]]
    """What may stand before the lower figure of a range, by its first word («ما بين 100 و150»)."""
    range_to: frozenset[str]
    """What stands before the upper figure where it is joined by no «و» («من 20 إلى 30»)."""
    either: Mapping[str, int]
    """Words that are a dual alone and a scale after a number («ألفا»: 2,000; «عشرون ألفاً»), with the scale."""


def _clitics(data: Mapping[str, Any]) -> list[tuple[str, bool, bool]]:
    """Every prefix a word may carry: (letters, has a conjunction, has the article)."""
    spec = data.get("clitics") or {}
    article = spec.get("article", "")
    out = []
    for conjunction in ("", *spec.get("conjunction", ())):
        for preposition in ("", *spec.get("preposition", ())):
            out.append((conjunction + preposition, bool(conjunction), False))
            if article:
                form = preposition + (article[1:] + article[1:] if preposition == "ل" else article)
                out.append((conjunction + form, bool(conjunction), True))
    return out


def _kind(value: int) -> str:
    return "unit" if value < 10 else "ten" if value < 100 else "hundred"


@lru_cache(maxsize=8)
def number_words(lang: str) -> NumberWords:
    """Compile the number words of a language; raises `InputError` for a language without them."""
    source = files("maabar.text") / "languages" / lang / "numbers.yaml"
    if not source.is_file():
        raise InputError(f"no number words for language {lang!r}, expected one of ar, en, tr")
    data = yaml.load(source.read_text("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    prefixes = _clitics(data)

    def spread(table: dict[str, Word], kind: str, value: int, words: Collection[str]) -> None:
        for word in words:
            plain = fold_word(word, lang)
            for prefix, joined, definite in prefixes:
                table.setdefault(prefix + plain, Word(kind, value, joined, definite))

    cardinals: dict[str, Word] = {}
    for value, words in (data.get("scale_duals") or {}).items():
        spread(cardinals, "dual", value, words)
    for value, words in (data.get("scales") or {}).items():
        spread(cardinals, "scale", value, words)
    for value, words in (data.get("cardinals") or {}).items():
        spread(cardinals, _kind(value), value, words)
    for word in data.get("never") or ():
        cardinals.pop(fold_word(word, lang), None)
    ordinals: dict[str, Word] = {}
    for value, words in (data.get("ordinals") or {}).items():
        spread(ordinals, "ordinal", value, words)
    compound: dict[str, Word] = {}
    for value, words in (data.get("ordinals_in_compounds") or {}).items():
        spread(compound, "ordinal", value, words)
    before_ten: dict[str, Word] = {}
    for value, words in (data.get("before_ten") or {}).items():
        spread(before_ten, "unit", value, words)
    vague = {
        prefix + fold_word(word, lang): (entry["low"], entry["high"])
        for entry in data.get("vague") or ()
        for word in entry["words"]
        for prefix, _, _ in prefixes
    }
    bounds: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for hedge, phrases in (data.get("bounds") or {}).items():
        for phrase in phrases:
            first, *rest = fold_word(phrase, lang).split()
            for prefix, _, definite in prefixes:
                if not definite:
                    bounds.setdefault(prefix + first, []).append((tuple(rest), hedge))
    for options in bounds.values():
        options.sort(key=lambda option: -len(option[0]))
    ranges = data.get("ranges") or {}
    begin: dict[str, list[tuple[str, ...]]] = {}
    for phrase in ranges.get("from") or ():
        first, *rest = fold_word(phrase, lang).split()
        for prefix, _, definite in prefixes:
            if not definite:
                begin.setdefault(prefix + first, []).append(tuple(rest))
    return NumberWords(
        cardinals,
        ordinals,
        compound,
        before_ten,
        frozenset(fold_word(w, lang) for w in data.get("teen") or ()),
        vague,
        {word: tuple(options) for word, options in bounds.items()},
        {prefix: (joined, definite) for prefix, joined, definite in prefixes},
        (data.get("clitics") or {}).get("conjunction", [""])[0] or str(data.get("and", "")),
        {fold_word(word, lang): n for n, words in (data.get("fractions") or {}).items() for word in words},
        data.get("groups", ", "),
        data.get("decimals", "."),
        bool(data.get("juxtaposed")),
        {first: tuple(rests) for first, rests in begin.items()},
        frozenset(fold_word(w, lang) for w in ranges.get("to") or ()),
        {
            fold_word(word, lang): scale
            for scale, words in (data.get("scales") or {}).items()
            for word in words
            if cardinals[fold_word(word, lang)].kind == "dual"
        },
    )


@lru_cache(maxsize=8)
def number_beginnings(lang: str) -> frozenset[str]:
    """Every word, other than digits, with which a number may begin: a cheap test before one is parsed."""
    tables = number_words(lang)
    counted = (tables.cardinals, tables.before_ten, tables.vague, tables.fractions, tables.bounds, tables.range_from)
    return frozenset(word for table in counted for word in table)


def fold_word(word: str, lang: str) -> str:
    """The matching form of a word: folded, and in lower case where the script has cases."""
    plain = folded(word)
    return plain if lang == "ar" else plain.replace("İ", "i").lower()


def digits(word: str, lang: str = "ar") -> Word | None:
    """A word that is digits, with or without clitics («15», «و15», «ال15»), or null."""
    if not word or not word[-1].isdigit():
        return None
    if word.isdecimal():
        return Word("digits", int(word), False, False) if len(word) <= 15 else None
    at = next(i for i, letter in enumerate(word) if letter.isdigit())
    known = number_words(lang).digit_prefixes.get(word[:at])
    if known is None or not word[at:].isdecimal() or len(word) - at > 15:
        return None
    return Word("digits", int(word[at:]), *known)
