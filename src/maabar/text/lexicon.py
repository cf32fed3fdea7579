"""Word classes of a language, from the YAML files that a speaker of it edits, compiled for one look-up per word.

A class lists verbs ("past present"), nouns and phrases. Verbs are inflected by rule; clitics and suffix pronouns are
taken off at look-up, and only where what remains is a listed form. Each distinct word of a text is analysed once and
remembered, so that a running text costs one dictionary look-up per word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from maabar.errors import InputError
from maabar.text.fold import folded

_PAST = ("", "ت", "تا", "ا", "وا", "ن", "نا")
_PRESENT_END = ("", "ون", "ان", "وا", "ا", "ين", "ن")
_PERSONS = "يتنا"
_CONJUNCTIONS = ("", "و", "ف")
_ARTICLES = (("ال", "", True), ("بال", "ب", True), ("لل", "ل", True), ("كال", "ك", True))
_PREPOSITIONS = ("", "ب", "ل", "ك")
_PRONOUNS = ("", "ها", "هما", "هم", "ه", "نا")


@dataclass(frozen=True, slots=True)
class Word:
    """What is known of a word form: its classes by word class, and the clitics that were taken off."""

    classes: frozenset[str]
    verb: frozenset[str] = frozenset()
    article: bool = False
    conjunction: str = ""
    preposition: str = ""
    future: bool = False
    present: bool = False
    pronoun: str = ""
    indefinite: bool = False
    bare: str = ""

    def __contains__(self, name: str) -> bool:
        return name in self.classes


_NONE: list[tuple[tuple[str, ...], str]] = []
NOTHING = Word(frozenset())
"""The analysis of a word that no class lists."""


@dataclass(slots=True)
class Lexicon:
    """Classes of words and of phrases. ``forms`` maps a folded form to (class, is verb, is present tense)."""

    forms: dict[str, list[tuple[str, bool, bool]]] = field(default_factory=dict)
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)
    _memo: dict[str, Word] = field(default_factory=dict)
    _starts: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]] = field(default_factory=dict)

    def add(self, name: str, entry: Mapping[str, Any], place: str) -> None:
        """Add a class; ``place`` names its file for errors."""
        if not isinstance(name, str):
            raise InputError(f"class {name!r} is not text; put the word between quotation marks", place)
        unknown = set(entry) - {"verbs", "nouns", "phrases"}
        if unknown:
            expected = "expected verbs, nouns, phrases"
            raise InputError(f"class {name} has {', '.join(sorted(unknown))}, {expected}", place)
        for verb in entry.get("verbs", ()):
            parts = verb.split()
            if len(parts) != 2:
                raise InputError(f'class {name}: verb «{verb}», expected "past present"', place)
            for form, present in inflect(*parts):
                self._put(form, (name, True, present))
        for noun in entry.get("nouns", ()):
            words = folded(noun).split()
            if len(words) == 1:
                self._put(words[0], (name, False, False))
            else:
                self._phrase(words, name)
        for phrase in entry.get("phrases", ()):
            self._phrase(folded(phrase).split(), name)

    def _put(self, form: str, what: tuple[str, bool, bool]) -> None:
        known = self.forms.setdefault(form, [])
        if what not in known:
            known.append(what)

    def _phrase(self, words: list[str], name: str) -> None:
        self.phrases.setdefault(words[0], []).append((tuple(words[1:]), name))

    def word(self, form: str) -> Word:
        """Analyse a folded word; the same object for the same form."""
        found = self._memo.get(form)
        if found is None:
            if len(self._memo) > 200_000:  # a bound on memory; the words in use come back at once
                self._memo.clear()
            found = self._memo[form] = self._analyse(form)
        return found

    def words(self, forms: Sequence[str]) -> list[Word]:
        """The analyses of folded words, in order."""
        memo, word = self._memo, self.word
        return [memo.get(form) or word(form) for form in forms]

    def phrase_starts(self, forms: Sequence[str]) -> list[tuple[int, list[tuple[tuple[str, ...], str]]]]:
        """(index, [(words that follow, class), …], longest first) of words that, with the next, may begin a phrase."""
        starts = self._starts
        if len(starts) > 200_000:
            starts.clear()
        out = []
        for i, following in enumerate((*forms[1:], "")):
            form = forms[i]
            by_second = starts.get(form)
            if by_second is None:
                by_second = starts[form] = self._starting(form)
            if not by_second:
                continue
            found = by_second.get(following, _NONE)
            if following and "" in by_second:
                found = [*found, *by_second[""]]
            if found:
                out.append((i, found))
        return out

    def _starting(self, form: str) -> dict[str, list[tuple[tuple[str, ...], str]]]:
        """By second word ("" for those of one word), the phrases that a form may begin, with a clitic or without."""
        out: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        bare = (form, form[1:]) if form[0] in "وفبلك" else (form,)
        for rest, name in (phrase for start in bare for phrase in self.phrases.get(start, ())):
            out.setdefault(rest[0] if rest else "", []).append((rest, name))
        return out

    def _analyse(self, form: str) -> Word:
        for conjunction, preposition, article, future, stem in _split(form):
            for pronoun in _PRONOUNS:
                if not stem.endswith(pronoun) or len(stem) - len(pronoun) < (2 if not pronoun else 3):
                    continue
                if article and pronoun:
                    continue
                base = stem[: len(stem) - len(pronoun)] if pronoun else stem
                for candidate, indefinite in _bases(base, bool(pronoun)):
                    known = self.forms.get(candidate)
                    if not known:
                        continue
                    if preposition in ("ب", "ك"):
                        known = _after_preposition(known, candidate, preposition)
                    if future or article:
                        known = [k for k in known if k[1] == future]
                        if future:
                            known = [k for k in known if k[2]]
                    if known:
                        return Word(
                            classes=frozenset(k[0] for k in known),
                            verb=frozenset(k[0] for k in known if k[1]),
                            article=article,
                            conjunction=conjunction,
                            preposition=preposition,
                            future=future,
                            present=_is_present(candidate, known),
                            pronoun=pronoun,
                            indefinite=indefinite,
                            bare=candidate,
                        )
        return NOTHING


def _after_preposition(
    known: list[tuple[str, bool, bool]], form: str, preposition: str
) -> list[tuple[str, bool, bool]]:
    """What of a form may stand after «ب» or «ك»: nouns, and verbs that are written like their masdar («بفتح»).

    «باتت» is no «ب» with a verb, and «كامل» no «ك» with a hope: so little a word is seldom compared.
    """
    if preposition == "ك":
        return [k for k in known if not k[1] and len(form) > 3]
    return [k for k in known if not k[1] or not (k[2] or form.endswith(_FINITE))]


_FINITE = ("ت", "وا", "تا", "ون")


def _split(form: str) -> Iterable[tuple[str, str, bool, bool, str]]:
    """(conjunction, preposition, article, future, stem) of a form, the fewest clitics first."""
    for conjunction in _CONJUNCTIONS:
        if not form.startswith(conjunction) or len(form) - len(conjunction) < 2:
            continue
        rest = form[len(conjunction) :]
        yield conjunction, "", False, False, rest
        for written, preposition, _ in _ARTICLES:
            if rest.startswith(written) and len(rest) > len(written) + 1:
                yield conjunction, preposition, True, False, rest[len(written) :]
        if rest[0] == "س" and len(rest) > 3 and rest[1] in "يتن":
            yield conjunction, "", False, True, rest[1:]
        for preposition in _PREPOSITIONS[1:]:
            if rest.startswith(preposition) and len(rest) > 3:
                yield conjunction, preposition, False, False, rest[1:]


def _bases(base: str, pronoun: bool) -> Iterable[tuple[str, bool]]:
    yield base, False
    if pronoun and base.endswith("ت"):
        yield base[:-1] + "ه", False
    if not pronoun and len(base) > 3 and base.endswith("ا"):
        yield base[:-1], True


def _is_present(form: str, known: Sequence[tuple[str, bool, bool]]) -> bool:
    """«أغلق» is written the same for "he closed" and "I close", «أعيد» for "was done again": reports tell of others."""
    if form[0] == "ا":
        return False
    return any(present for _, _, present in known)


def inflect(past: str, present: str) -> list[tuple[str, bool]]:
    """Folded forms of a verb given as third person masculine past and present, with whether each is present tense.

    Weak endings follow: «نفى» gives «نفت», «نفوا». Short jussives («لم ينف») are listed as words of their own where
    they matter: made by rule they are too like other words.
    """
    hamza = past.endswith(("أ", "ء"))  # «أنشأ»: not weak, though folding leaves an alef
    past, stem = folded(past), folded(present)[1:]
    forms = []
    if past[-1] in "يا" and not hamza:
        forms += [(past, False)] + [(past[:-1] + end, False) for end in ("ت", "تا", "وا")]
        forms.append((past[:-1] + "يا", False))
    else:
        forms += [(past + end, False) for end in _PAST]
    for person in _PERSONS:
        if stem[-1] in "يوا":
            forms += [(person + stem + end, True) for end in ("", "ا", "ان")]
            forms += [(person + stem[:-1] + end, True) for end in ("ون", "وا", "ين")]
        else:
            forms += [(person + stem + end, True) for end in _PRESENT_END]
    return forms


@cache
def load_lexicon(lang: str, *files: str) -> Lexicon:
    """The classes of a language's YAML files (names without ending), compiled. Cached for the process."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    lexicon = Lexicon()
    folder = resources.files("maabar.text") / "languages" / lang
    for name in files:
        path = folder / f"{name}.yaml"
        data = yaml.load(path.read_text("utf-8"), Loader=loader)
        for cls, entry in data.items():
            lexicon.add(cls, entry, f"{name}.yaml")
    for known in lexicon.phrases.values():
        known.sort(key=lambda p: -len(p[0]))
    return lexicon
