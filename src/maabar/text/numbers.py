"""Numbers as reports write them: digits, words, duals, and the vague ones as bounds.

Works on folded words (`maabar.text.fold.fold`, then runs of word characters). What a number word is, and which words
hedge it, is data: ``languages/<lang>/numbers.yaml``. A vague quantity is bounds, never an invented figure: «عشرات»
is 20 to 99, «ما لا يقل عن 50» is 50 and up, «نحو 200» is 200 give or take a tenth.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final, NamedTuple

import yaml

from maabar.errors import InputError
from maabar.text.fold import folded

APPROXIMATE: Final = 10
"""«نحو N» is read as N give or take N divided by this."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number read from ``used`` words. ``value`` is null where only bounds are said.

    ``low`` and ``high`` bound it, both inclusive; null is no bound. ``hedge`` is ``about``, ``at_least``,
    ``at_most``, ``vague``, ``fraction`` (not a whole number: «3.5»), or null where the figure is plain.
    """

    value: int | None
    low: int | None
    high: int | None
    used: int
    hedge: str | None = None


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
        {
            fold_word(word, lang): scale
            for scale, words in (data.get("scales") or {}).items()
            for word in words
            if cardinals[fold_word(word, lang)].kind == "dual"
        },
    )


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


class Cardinal(NamedTuple):
    """A whole number from ``used`` words; ``figures`` where it was written in digits alone."""

    value: int
    used: int
    joined: bool
    definite: bool
    figures: bool


def parse_cardinal(words: Sequence[str], i: int, *, lang: str = "ar", end: int | None = None) -> Cardinal | None:
    """The longest plain number that starts at word ``i`` and ends before ``end``: «خمسة وعشرين», «10 آلاف»."""
    tables = number_words(lang)
    cardinals, last = tables.cardinals, len(words) if end is None else end
    word = cardinals.get(words[i]) or digits(words[i], lang)
    if word is None:
        word = tables.before_ten.get(words[i])
        if word is None or i + 1 >= last or words[i + 1] not in tables.teen:
            return None
    total = current = 0
    figures = word.kind == "digits"
    if word.kind in {"scale", "dual"}:
        total = word.value
        if word.value < 1000:
            total, current = 0, word.value
    else:
        current = word.value
    at, by_digits = i + 1, figures
    while at < last:
        step, joined = at + 1, False
        following = words[at]
        if following == tables.conjunction and step < last:
            joined, following, step = True, words[step], step + 1
        if following in tables.teen and not joined and 0 < current % 100 < 10 and not by_digits:
            current += 10
            at = step
            continue
        more = cardinals.get(following)
        if more is None and total and not current:
            more = digits(following, lang)
        if more is None:
            break
        joined = joined or more.joined or (tables.juxtaposed and more.kind != "scale")
        if not joined:
            if following in tables.either:
                more = Word("scale", tables.either[following], False, False)
            if more.kind != "scale" or (more.definite and not word.definite):
                break
            if more.value == 100:
                if not (2 if tables.juxtaposed or figures else 3) <= current <= 9:
                    break
                current *= 100
            elif current and (not total or more.value < _lowest_scale(total)):
                total, current = total + current * more.value, 0
            elif total and not current:  # «مئة ألف» is one product, and so is «ألف مليون»
                total *= more.value
            else:
                break
            by_digits = figures = False
        else:
            value = more.value
            if more.kind in ("scale", "dual") and value >= 1000:
                if current or total <= value:
                    break
                total += value
            elif more.kind == "digits":
                if not total or current or value >= 1000:
                    break
                current = value
            elif value >= 100:
                if current or not total:
                    break
                current = value
            elif value >= 20:
                if by_digits or not (current % 100 < 10) or (tables.juxtaposed and current % 100):
                    break
                current += value
            else:
                taken = current % 10 if tables.juxtaposed and value < 10 else current % 100
                if by_digits or taken or not (current or total):
                    break
                current += value
            figures = False
        at = step
    if total and not current and at < last:  # «مليون ونصف المليون»
        half = words[at].removeprefix(tables.conjunction)
        step = at + 1
        if not half and step < last:
            half, step = words[step], step + 1
        if half in tables.fractions and (half != words[at] or tables.juxtaposed):
            scale = _lowest_scale(total)
            total, at = total + scale // tables.fractions[half], step
            named = cardinals.get(words[at]) if at < last else None
            if named is not None and named.kind == "scale" and named.definite and named.value == scale:
                at += 1
    return Cardinal(total + current, at - i, word.joined, word.definite, figures)


def _lowest_scale(total: int) -> int:
    scale = 1000
    while total % (scale * 1000) == 0:
        scale *= 1000
    return scale


def parse_ordinal(words: Sequence[str], i: int, *, lang: str = "ar", end: int | None = None) -> Cardinal | None:
    """The ordinal that starts at word ``i``: «الثالث», «الحادي عشر», «الرابع والعشرين»."""
    tables = number_words(lang)
    last = len(words) if end is None else end
    simple = tables.ordinals.get(words[i])
    if simple is None and tables.juxtaposed and i + 1 < last:  # «twenty first», «yirmi birinci»
        tens, unit = tables.cardinals.get(words[i]), tables.ordinals.get(words[i + 1])
        if tens and unit and tens.value in range(10, 100, 10) and unit.value < 10:
            return Cardinal(tens.value + unit.value, 2, False, False, False)
    word = simple or tables.compound_ordinals.get(words[i])
    if word is None:
        return None
    if i + 1 < last and word.value < 10:
        if words[i + 1] in tables.teen:
            return Cardinal(word.value + 10, 2, word.joined, word.definite, False)
        at = i + 2 if words[i + 1] == tables.conjunction and i + 2 < last else i + 1
        tens = tables.cardinals.get(words[at])
        if tens and 20 <= tens.value <= 90 and (tens.joined or at > i + 1):
            return Cardinal(word.value + tens.value, at + 1 - i, word.joined, word.definite, False)
    if simple is None:
        return None
    return Cardinal(word.value, 1, word.joined, word.definite, False)


def parse_number(
    words: Sequence[str],
    i: int,
    *,
    duals: Collection[str] = (),
    text: str | None = None,
    starts: Sequence[int] | None = None,
    lang: str = "ar",
) -> Number | None:
    """The number, hedged or plain, that starts at word ``i`` of folded ``words``; null where there is none.

    ``duals`` are the folded dual nouns that the caller knows to count («قتيلان»): one of them is 2. With ``text``
    (folded) and ``starts``, thousands written «10,000» are joined.
    """
    if not 0 <= i < len(words):
        return None
    tables = number_words(lang)
    for rest, hedge in tables.bounds.get(words[i], ()):
        at = i + 1 + len(rest)
        if tuple(words[i + 1 : at]) == rest and at < len(words):
            inner = parse_number(words, at, duals=duals, text=text, starts=starts, lang=lang)
            if inner is not None:
                return _bounded(inner, hedge, at - i + inner.used)
    if words[i] in duals:
        return Number(2, 2, 2, 1)
    vague = tables.vague.get(words[i])
    if vague is not None:
        return _vague(words, i, vague, tables)
    if words[i] in tables.fractions and i + 1 < len(words):  # «نصف مليون»
        scale = tables.cardinals.get(words[i + 1])
        if scale is not None and scale.kind == "scale" and scale.value >= 1000:
            value = scale.value // tables.fractions[words[i]]
            return Number(value, value, value, 2)
    if text is not None and starts is not None:
        number = _written(words, i, text, starts, tables)
        if number is not None:
            return number
    plain = parse_cardinal(words, i, lang=lang)
    if plain is None:
        return None
    value, used = plain.value, plain.used
    number = Number(value, value, value, used)
    for rest, hedge in tables.bounds.get(words[i + used], ()) if i + used < len(words) else ():
        if hedge != "about" and rest and tuple(words[i + used + 1 : i + used + 1 + len(rest)]) == rest:
            after = words[i + used + 1 + len(rest)] if i + used + 1 + len(rest) < len(words) else ""
            if after in tables.cardinals or digits(after, lang):
                break  # the hedge belongs to the number that follows it
            return _bounded(number, hedge, used + 1 + len(rest))
    return number


def _written(words: Sequence[str], i: int, text: str, starts: Sequence[int], tables: NumberWords) -> Number | None:
    """Digits in groups («10,000», «40 000») or with a fraction («1.5 مليون»); null for plain digits and for words."""
    first = digits(words[i])
    if first is None:
        return None

    def mark(at: int) -> str:
        """What stands between a group of digits and the one right behind it."""
        if at >= len(words) or not words[at].isdecimal():
            return ""
        end = starts[at - 1] + len(words[at - 1])
        return text[end] if starts[at] == end + 1 else ""

    value, at = first.value, i + 1
    while (
        len(words[at - 1]) <= 3 + (at == i + 1)
        and value < 10**12
        and (between := mark(at))
        and between in tables.groups
    ):
        if len(words[at]) != 3 or (at == i + 1 and value > 999):
            break
        value, at = value * 1000 + int(words[at]), at + 1
    if (between := mark(at)) and between in tables.decimals:
        part = int(words[at]) / 10 ** len(words[at])
        scale = tables.cardinals.get(words[at + 1]) if at + 1 < len(words) else None
        if scale is not None and scale.kind == "scale" and not scale.joined and not scale.definite:
            whole = round((value + part) * scale.value)
            return Number(whole, whole, whole, at + 2 - i)
        if part:
            return Number(None, value, value + 1, at + 1 - i, "fraction")
        at += 1
    if at == i + 1:
        return None
    return Number(value, value, value, at - i)


def _bounded(inner: Number, hedge: str, used: int) -> Number:
    if hedge == "about":
        value = inner.value
        if value is None:
            return Number(None, inner.low, inner.high, used, "about")
        room = value // APPROXIMATE
        return Number(value, value - room, value + room, used, "about")
    if hedge == "at_least":
        return Number(inner.value, inner.low, None, used, "at_least")
    return Number(inner.value, 0, inner.high, used, "at_most")


def _vague(words: Sequence[str], i: int, bounds: tuple[int, int], tables: NumberWords) -> Number:
    low, high = bounds
    used = 1
    if i + 1 < len(words):
        more = tables.vague.get(words[i + 1])
        scale = tables.cardinals.get(words[i + 1])
        if scale is not None and scale.kind == "scale":  # «عشرات الآلاف»
            low, high, used = low * scale.value, (high + 1) * scale.value - 1, 2
        elif more is not None and bounds[1] == 9:  # «بضع عشرات»
            low, high, used = low * 10 ** (len(str(more[0])) - 1), more[1], 2
    return Number(None, low, high, used, "vague")
