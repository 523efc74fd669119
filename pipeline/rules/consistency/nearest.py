"""The known word that an unknown one was most likely meant to be.

One slip of the hand (a letter lost, added, changed, or two swapped) leaves the first or the last half of a word
whole, so the candidates are the words of the dictionary and of the docset that share one of the halves.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping

from rapidfuzz.distance import OSA, Prefix

from pipeline.rules.translation.language import Language
from pipeline.rules.translation.spelling import Speller

_MOST = 4000
_VOWELS = "aeiouyäöüéèëï"


class Nearest:
    """Finds near words; made once for a docset."""

    def __init__(self, speller: Speller, language: Language, words: Mapping[str, int]) -> None:
        self._speller = speller
        self._language = language
        self._words = words
        known = {word for word in words if len(word) > 3 and speller.knows(word)} | speller.roots
        self._forward = sorted(known)
        self._backward = sorted(word[::-1] for word in known)

    def word(self, odd: str) -> str:
        """The word that was meant; empty where the odd word seems to be a word after all, or nothing is near."""
        first_half = odd.endswith("s") and self._speller.knows(odd[:-1])
        if self._is_compound(odd) or (first_half and self._language.writes_compounds):
            return ""  # `facturerings` is one half of a compound that fell apart
        if self._is_formed(odd):
            return ""
        for ending in (*self._language.endings, ""):
            if odd.endswith(ending) and len(odd) - len(ending) >= 5:
                near = self._near(odd[: len(odd) - len(ending)] if ending else odd)
                if near and self._speller.knows(near + ending):
                    return near + ending
        return self._slipped(odd) or self._part(odd)

    def _slipped(self, odd: str) -> str:
        """The listed word that has one letter fewer, one doubled, or two neighbours swapped."""
        if not self._language.writes_compounds:
            return ""
        for at in range(1, len(odd)):
            for word in (
                odd[:at] + odd[at - 1] * (odd[at - 1] not in _VOWELS) + odd[at:],
                odd[:at] + odd[at + 1 :],
                odd[: at - 1] + odd[at] + odd[at - 1] + odd[at + 1 :],
            ):
                if word != odd and not _is_form(odd, word) and self._speller.is_listed(word):
                    return word
        return ""

    def _near(self, odd: str) -> str:
        half = max(len(odd) // 2 - 1, 2)
        best = ""
        for word in (
            *_with_prefix(self._forward, odd[:half]),
            *(word[::-1] for word in _with_prefix(self._backward, odd[: -half - 1 : -1])),
        ):
            if abs(len(word) - len(odd)) <= 1 and OSA.distance(word, odd, score_cutoff=1) == 1:
                if _is_form(odd, word):
                    continue
                if word in self._words:
                    return word
                if not self._language.capital_nouns:
                    best = best or word
        return best

    def _is_compound(self, odd: str) -> bool:
        """Is it made of known words that its language may join?"""
        if not self._language.writes_compounds:
            return False
        for at in range(3, len(odd) - 2):
            if not self._speller.knows(odd[at:]):
                continue
            for link in self._language.links:
                first = odd[: at - len(link)] if link and odd[:at].endswith(link) else odd[:at]
                if len(first) >= 3 and self._speller.knows(first):
                    return True
        return False

    def _part(self, odd: str) -> str:
        """For a compound with one misspelled part: the whole with that part as it should be."""
        if not self._language.writes_compounds or len(odd) < 10:
            return ""
        for at in range(4, len(odd) - 4):
            for known, rest in ((odd[:at], odd[at:]), (odd[at:], odd[:at])):
                if len(known) < 4 or len(rest) < 5 or known not in self._speller.roots:
                    continue
                if near := self._near(rest):
                    whole = odd[:at] + near if rest == odd[at:] else near + odd[at:]
                    return whole if self._speller.is_listed(whole) else ""
        return ""

    def _is_formed(self, odd: str) -> bool:
        """Is it a form that dictionaries leave out: `aufzuladen` of `aufladen`, `uitgecheckte` of `uitgecheckt`?"""
        infix = self._language.infix
        at = odd.find(infix, 2) if infix else -1
        while at > 0:
            if self._speller.knows(odd[:at] + odd[at + len(infix) :]):
                return True
            at = odd.find(infix, at + 1)
        return (
            self._language.writes_compounds
            and any(
                odd.endswith(ending) and self._speller.is_listed(odd[: -len(ending)])
                for ending in ("e", "em", "er", "es")
            )
        ) or any(
            odd[: -len(ending)] in self._words
            for ending in self._language.endings
            if odd.endswith(ending)
        )


def _is_form(one: str, two: str) -> bool:
    """Do they differ in their endings only: `Bewerter`, `bewerte`?"""
    return Prefix.similarity(one, two) >= min(len(one), len(two)) - 1


def _with_prefix(words: list[str], prefix: str) -> Iterator[str]:
    """The words of a sorted list that begin with `prefix`; no more than so many."""
    at = bisect_left(words, prefix)
    for index in range(at, min(at + _MOST, len(words))):
        if not words[index].startswith(prefix):
            return
        yield words[index]
