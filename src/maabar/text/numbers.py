"""Numbers as reports write them: digits, words, duals, and the vague ones as bounds.

Works on folded words (`maabar.text.fold.fold`, then runs of word characters). What a number word is, and which words
hedge it, is data: ``languages/<lang>/numbers.yaml``. A vague quantity is bounds, never an invented figure: «عشرات»
is 20 to 99, «ما لا يقل عن 50» is 50 and up, «نحو 200» is 200 give or take a tenth.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from maabar.text.number_words import NumberWords, Word, digits, number_words

APPROXIMATE: Final = 10
"""«نحو N» is read as N give or take N divided by this."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number read from ``used`` words. ``value`` is null where only bounds are said.

    ``low`` and ``high`` bound it, both inclusive; null is no bound. ``hedge`` is ``about``, ``at_least``,
    ``at_most``, ``vague``, ``range``, ``fraction`` (not a whole number: «3.5»), or null where the figure is plain.
    """

    value: int | None
    low: int | None
    high: int | None
    used: int
    hedge: str | None = None


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
    for rest in tables.range_from.get(words[i], ()):
        at = i + 1 + len(rest)
        if tuple(words[i + 1 : at]) == rest and (between := _range(words, at, tables, lang)) is not None:
            return replace(between, used=at - i + between.used)
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
    if i + plain.used < len(words) and words[i + plain.used] in tables.range_to:
        if (between := _range(words, i, tables, lang)) is not None:  # «20 إلى 30 شاحنة»
            return between
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


def _range(words: Sequence[str], i: int, tables: NumberWords, lang: str) -> Number | None:
    """«100 و150», «20 إلى 30», «3 إلى 5 آلاف»: two figures from word ``i``, the greater one last."""
    low = parse_cardinal(words, i, lang=lang) if i < len(words) else None
    if low is None:
        return None
    at = i + low.used
    linked = at < len(words) and (words[at] in tables.range_to or words[at] == tables.conjunction)
    high = parse_cardinal(words, at + linked, lang=lang) if at + linked < len(words) else None
    if high is None or not (linked or high.joined):
        return None
    least = low.value
    if least < high.value // 1000 and not high.value % 1000:
        least *= _lowest_scale(high.value)
    if least >= high.value:
        return None
    return Number(None, least, high.value, at + linked + high.used - i, "range")


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
