"""The outlet that a speaker talked to: «في تصريح لموقع X», «لوكالة Y», «في حديث مع قناة Z»."""

from __future__ import annotations

from maabar.reading.document import Document
from maabar.reading.who.function_words import FunctionWords
from maabar.reading.who.naming import Naming
from maabar.reading.who.voices import Scene


class Listeners:
    """Finds who was told, with a language's function words."""

    def __init__(self, words: FunctionWords, naming: Naming) -> None:
        self._words = words
        self._naming = naming

    def addressed(self, scene: Scene, lo: int, hi: int) -> tuple[str, ...]:
        """The outlet, other than the report's own, that is talked to between words ``lo`` and ``hi``; or nothing."""
        doc = scene.doc
        for j in range(lo, hi):
            if j in scene.outlets:
                if scene.outlets[j].clitic.endswith("ل") or self._is_address(doc, j, lo):
                    return (scene.outlets[j].name.id,)
            elif doc.words[j] == "ل" and j + 1 < hi and '"' in doc.gaps[j + 1] and not scene.named(j + 1):
                short = self._naming.short(scene, j + 1, hi)
                return (short[0] if short else doc.text_of(j + 1, self._naming.quoted_end(scene, j + 1, hi) - 1),)
            elif doc.info[j].preposition == "ل" and "media" in doc.info[j].classes and j not in scene.covered:
                if doc.words[j] == "لوسايل" and doc.words[j + 1 : j + 2] != ["اعلام"]:
                    continue  # «لوسائل النقل»
                return self._by_noun(scene, j, hi)
        return ()

    def _by_noun(self, scene: Scene, j: int, hi: int) -> tuple[str, ...]:
        """«لصحيفة X» by name, «للصحيفة» by what was heard before."""
        if scene.doc.info[j].article:
            if back := scene.memory.back(scene.doc.info[j]):
                return (back.name,) if back.kind == "media" else ()
            if j + 1 < hi and not scene.doc.words[j + 1].startswith("ال") and '"' not in scene.doc.gaps[j + 1]:
                return ()  # «قال للوكالة مسؤول محلي», of an outlet that nobody named
        for k in range(j, min(hi, j + 4)):
            if k in scene.outlets:
                return (scene.outlets[k].name.id,)
            if k in scene.own or scene.doc.words[k] in scene.own_words:
                return ()
        speaker = self._naming.media(scene, j, hi).speaker
        return (speaker.name,) if speaker.kind == "media" else ()

    def _is_address(self, doc: Document, j: int, lo: int) -> bool:
        """Whether what stands before an outlet's name makes it the listener: «لموقع X», «حصلت X على نسخة»."""
        w = self._words
        for k in range(j - 1, max(lo, j - 4) - 1, -1):
            word, info = doc.words[k], doc.info[k]
            if word == "ل" or (info.preposition == "ل" and doc.has(k, "media", "witness")):
                return True
            if word == "الي" and doc.info[k - 1].verb & {"say"}:
                return True  # «ناشطون تحدثوا إلى X»
            if word in w.got and k == j - 1:
                return True
            talk = any(t in w.talk for t in doc.words[max(lo, k - 3) : k])
            if word == "مع" and talk:
                return True
            if info.pronoun and info.verb & {"say", "relay"}:
                return talk
        return False
