"""Verbs that come apart: the particle before `te` or `zu`, and phrases that need their verb."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.files.splice import Splice
from pipeline.results.finding import Fix, Hit
from pipeline.rules.registry import rule
from pipeline.rules.translation.language import Language, language_of
from pipeline.rules.translation.pair import Pair

_NEVER = re.compile(r"(?!)")


@rule("verb-not-split", "unit", copies=False, needs_source=False)
def verb_not_split(pair: Pair) -> Iterator[Hit]:
    """A verb whose particle comes apart stands whole behind the word that parts it (`te`, `zu`).

    Bad:

        source: Choose a card or add a new one.
        target: Kies een kaart of vraag om een nieuwe te toevoegen.

    Good:

        source: Choose a card or add a new one.
        target: Kies een kaart of vraag om een nieuwe toe te voegen.
    """
    language = pair.language
    if not language.separable or language.parts_verbs not in pair.target.word_set:
        return
    plain = pair.target.plain
    for match in _whole(pair.page.locale).finditer(plain):
        right = _split(match[2].lower(), language)
        start, end = match.span()
        fix = Fix(f"write {right}", (Splice(start, end, right),))
        yield Hit(start, end, f"{match[0]!r} is written {right!r}", fix=fix)


@cache
def _whole(locale: str) -> re.Pattern[str]:
    language = language_of(locale)
    verbs = "|".join(one.replace("-", "") for one in language.separable)
    return re.compile(rf"(?<![\w'’-])({language.parts_verbs}) ({verbs})(?![\w’'-])")


def _split(verb: str, language: Language) -> str:
    """The verb with the word between its parts: `toe te voegen`, `hinzuzufügen`."""
    particle, _, rest = next(
        one for one in language.separable if one.replace("-", "") == verb
    ).partition("-")
    if language.infix:
        return f"{particle}{language.infix}{rest}"
    return f"{particle} {language.parts_verbs} {rest}"


@rule("verb-missing", "unit", copies=False, needs_source=False)
def verb_missing(pair: Pair) -> Iterator[Hit]:
    """A phrase that goes with one verb stands without it: the sentence lost its verb.

    Bad:

        source: You may need to contact the bank.
        target: Mogelijk moet u contact op met de bank.

    Good:

        source: You may need to contact the bank.
        target: Mogelijk moet u contact opnemen met de bank.
    """
    for phrase, verbs in pair.language.needs_verb.items():
        first, _, rest = phrase.partition(" ")
        words = pair.target.word_set
        if first not in words or not verbs.isdisjoint(words):
            continue
        match = re.search(rf"(?<![\w-]){first} {rest}(?![\w-])", pair.target.lower_plain)
        if match and len(pair.target.lower_words) > _FRAGMENT:
            yield Hit(match.start(), match.end(), f"{match[0]!r} stands without its verb")


_FRAGMENT = 5  # words; so short a text may be a title
