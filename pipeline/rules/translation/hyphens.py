"""Hyphens that glue two parts of a text together: a dash with spaces around it lost them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.results.finding import Hit
from pipeline.rules.registry import rule
from pipeline.rules.translation.pair import Pair
from pipeline.rules.translation.spelling import speller_of

_GLUED = re.compile(r"(?<![\w.\-/@#&'’])([^\W\d_A-Z]{4,})-([A-Z][a-zà-ÿ]{3,})(?= [a-zà-ÿ(])")


@rule("hyphen-glued", "unit", marks="-", copies=False, needs_source=False)
def hyphen_glued(pair: Pair) -> Iterator[Hit]:
    """A word with a capital is glued to the one before it by a hyphen: a dash lost its spaces.

    Languages that write their nouns with a capital are left alone, and so are names.

    Bad:

        source: Change the card - Common questions
        target: De kaart wijzigen-Veelgestelde vragen

    Good:

        source: Change the card - Common questions
        target: De kaart wijzigen - Veelgestelde vragen
    """
    language = pair.language
    if not language.prefixes or language.capital_nouns:
        return
    for match in _GLUED.finditer(pair.target.plain):
        first, second = match.groups()
        if first in language.prefixes or second in pair.source.text:
            continue
        if _is_common(pair, second.lower()):
            said = f"{first} and {second} are glued together: a dash has spaces around it"
            yield Hit(match.start(), match.end(), said)


def _is_common(pair: Pair, word: str) -> bool:
    """Is it a common word of the language, written in lower case elsewhere, and no name?"""
    if word in pair.language.function_words:
        return True
    speller = speller_of(pair.page.locale)
    return speller is not None and speller.is_written_so(word)
