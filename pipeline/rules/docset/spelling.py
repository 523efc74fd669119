"""Spelling over the docset: misspelled words, compounds taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.rules.docset.facts import DocsetFacts
from pipeline.rules.docset.judge import Verdict
from pipeline.rules.docset.nearest import Nearest
from pipeline.rules.finding import Fix, Hit
from pipeline.rules.registry import rule
from pipeline.rules.translation.language import Language, language_of
from pipeline.rules.translation.spelling import Speller, speller_of
from pipeline.text.splice import Splice


@rule("misspelling", "docset")
def misspelling(docset: DocsetFacts) -> Iterator[Verdict]:
    """A word that the dictionary does not know, that the docset writes only once, and that is near to a known word.

    Words of the source, names, parts of hyphenated words and compounds of known words are left alone. Needs a
    hunspell dictionary for the locale; without one the rule is off, and `check` says so once.

    Bad:

        source: Change the settings of the group.
        target: Wijzig de insetllingen van de groep.

    Good:

        source: Change the settings of the group.
        target: Wijzig de instellingen van de groep.
    """
    speller = speller_of(docset.locale)
    if speller is None:
        return
    language = language_of(docset.locale)
    nearest: Nearest | None = None
    meant: dict[str, str] = {}
    for fact in docset.units:
        for odd in fact.oddities:
            word = odd.word.lower()
            if docset.words[word] > 1:
                continue
            if nearest is None:
                nearest = Nearest(speller, language, docset.words)
            if word not in meant:
                meant[word] = nearest.word(word)
            if meant[word]:
                said = f"{odd.word!r} is no known word; {meant[word]!r} is"
                yield Verdict(fact, Hit(odd.start, odd.end, said))


@rule("compound-split", "docset")
def compound_split(docset: DocsetFacts) -> Iterator[Verdict]:
    """A compound is written as two words, as machine translation does (Dutch, German).

    One of the halves is no word by itself; or both stand next to each other nearly every time that the second one
    is used, and together they are a word; or the docset itself writes them as one elsewhere. Needs a hunspell
    dictionary for the locale; without one the rule is off, and `check` says so once.

    Bad:

        source: The example shows a parameter.
        target: Het voor beeld toont een para meter.

    Good:

        source: The example shows a parameter.
        target: Het voorbeeld toont een parameter.
    """
    speller = speller_of(docset.locale)
    language = language_of(docset.locale)
    if speller is None or not language.writes_compounds:
        return
    by_first: dict[str, list[str]] = {}
    for first, second in docset.pairs:
        if f"{first} {second}" not in language.two_words and _is_split(
            first, second, docset, speller, language
        ):
            by_first.setdefault(first, []).append(second)
    if not by_first:
        return
    for fact in docset.units:
        lower = fact.target.lower()
        for first in by_first.keys() & set(_WORD.findall(lower)):
            for second in by_first[first]:
                if f"{first} {second}" in lower:
                    yield from _places(fact.target, first, second, fact)


_WORD = re.compile(r"[^\W\d_]+")


def _places(target: str, first: str, second: str, fact: object) -> Iterator[Verdict]:
    pattern = rf"(?<![\w-]){first} {second}(?![\w-])"
    for match in re.finditer(pattern, target, re.IGNORECASE):
        one = match[0][: len(first)]
        fix = Fix("write one word", (Splice(match.start(), match.end(), one + second),))
        said = f"{match[0]!r} is one word: {one}{second}"
        yield Verdict(fact, Hit(match.start(), match.end(), said, fix=fix))  # type: ignore[arg-type]


def _is_split(
    first: str, second: str, docset: DocsetFacts, speller: Speller, language: Language
) -> bool:
    whole = first + second
    apart, joined = docset.pairs[first, second], docset.words[whole]
    if first in language.function_words:
        near_always = apart >= 3 and apart >= 0.7 * docset.words[second]
        return near_always and speller.is_root(whole)
    if joined >= apart:
        return speller.knows(whole)
    if not speller.knows(first):
        if first.endswith("s") and speller.knows(first[:-1]) and speller.knows(second):
            return speller.knows(whole)
        return speller.is_root(whole)
    often = apart >= 0.5 * docset.words[second] and apart >= 2
    return (often or not speller.knows(second)) and speller.is_root(whole)
