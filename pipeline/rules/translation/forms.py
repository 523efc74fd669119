"""Forms of words that a language does not have, and particles that stand apart from their word or touch it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.results.finding import Hit
from pipeline.rules.registry import BEYOND_ASCII, rule
from pipeline.rules.translation.language import Language, language_of
from pipeline.rules.translation.pair import Pair

_NEVER = re.compile(r"(?!)")


@rule("wrong-form", "unit", marks=BEYOND_ASCII, copies=False, needs_source=False)
def wrong_form(pair: Pair) -> Iterator[Hit]:
    """A word has a form that its language does not have: a sign on a letter, or the letter itself, is another one.

    Arabic: the hamza is dropped (`ان` for `أن`), `ه` stands for `ة`, `ي` for `ى`.

    Bad:

        source: Open the library.    (locale: ar-SA)
        target: افتح المكتبه.

    Good:

        source: Open the library.    (locale: ar-SA)
        target: افتح المكتبة.
    """
    language = pair.language
    if not language.misspelt and not language.wrong_endings:
        return
    for match in pair.target.words:
        if right := _right(match[0], language):
            yield Hit(match.start(), match.end(), f"{match[0]} is written {right}")


def _right(word: str, language: Language) -> str:
    """How the word is written; empty where nothing is wrong with it."""
    listed = language.misspelt.get(word)
    if listed:
        return listed
    for start, wrong, right in language.wrong_endings:
        if (
            word.startswith(start)
            and word.endswith(wrong)
            and len(word) > len(start) + len(wrong) + 2
        ) and not word.endswith(language.right_endings):
            return word.removesuffix(wrong) + right
    return ""


@rule("particle-apart", "unit", marks=BEYOND_ASCII, copies=False, needs_source=False)
def particle_apart(pair: Pair) -> Iterator[Hit]:
    """A particle that is written with its word stands alone before Latin letters, or touches them or a number.

    Arabic: `ب`, `ل`, `ك`, `ف` and the article before a Latin word; a word for it, or a stroke, joins them (`لـ 50`).

    Bad:

        source: It connects to Contoso.    (locale: ar-SA)
        target: تتصل ب Contoso.

    Good:

        source: It connects to Contoso.    (locale: ar-SA)
        target: تتصل بخدمة Contoso.
    """
    found = _particles(pair.page.locale)
    for match in found.finditer(pair.target.plain):
        yield Hit(
            match.start(1), match.end(1), f"{match[1]} stands alone, or touches another script"
        )


@cache
def _particles(locale: str) -> re.Pattern[str]:
    particles = language_of(locale).particles
    if not particles:
        return _NEVER
    said = "|".join(map(re.escape, particles))
    return re.compile(rf"(?<!\w)({said})(?:[\s\u00a0]?[\x00*\"“(\[]{{0,3}}(?=[A-Za-z0-9]))")
