"""The docset's glossary: its terms in the target, and none of those that it forbids."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

from pipeline.errors import PageError, UsageError
from pipeline.files import files
from pipeline.memory.glossary import Term, parse
from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.registry import rule
from pipeline.rules.translation.pair import Pair
from pipeline.rules.translation.tokens import WORD
from pipeline.settings import Settings

Terms = Mapping[str, Sequence[Term]]
"""The terms of a glossary by the first word of their source."""


@rule("term-missing", "unit", copies=False, of_page=True)
def term_missing(pair: Pair) -> Iterator[Hit]:
    """The source has a term of the glossary (`glossary` in the settings), the target none of its translations.

    Endings do not matter: a term counts as there when all but its last letters are.

    Bad:

        source: Choose a payment method.    (glossary: payment method = betalingswijze)
        target: Kies een manier om te betalen.

    Good:

        source: Choose a payment method.    (glossary: payment method = betalingswijze)
        target: Kies een betalingswijze.
    """
    for source, terms in _terms_in(pair).items():
        wanted = [term.target for term in terms if term.status != "forbidden"]
        target = pair.target.prose.lower()
        if wanted and not any(_stem(text.lower()) in target for text in wanted):
            said = " or ".join(repr(text) for text in wanted)
            yield Hit(0, len(pair.target.text), f"{source!r} is {said} in the glossary")


@rule("term-forbidden", "unit", copies=False, of_page=True)
def term_forbidden(pair: Pair) -> Iterator[Hit]:
    """The target translates a term in a way that the glossary (`glossary` in the settings) forbids.

    Bad:

        source: Choose a payment method.    (glossary: payment method = betaalmethode, forbidden)
        target: Kies een betaalmethode.

    Good:

        source: Choose a payment method.    (glossary: payment method = betaalmethode, forbidden)
        target: Kies een betalingswijze.
    """
    for source, terms in _terms_in(pair).items():
        for term in terms:
            if term.status != "forbidden":
                continue
            for match in _words(term.target, pair.language.spaced).finditer(pair.target.plain):
                said = f"{match[0]!r} is forbidden for {source!r} in the glossary"
                yield Hit(match.start(), match.end(), said)


def _terms_in(pair: Pair) -> dict[str, list[Term]]:
    """The terms of the glossary that the source holds, by their source."""
    glossary = pair.page.once(_glossary)
    found: dict[str, list[Term]] = {}
    if not glossary:
        return found
    for word in pair.source.word_set & glossary.keys():
        for term in glossary[word]:
            if term.source in found or _words(term.source, True).search(pair.source.plain):
                found.setdefault(term.source, []).append(term)
    return found


def _glossary(page: PageContext) -> Terms:
    return terms_for(page.settings, page.locale) if page.locale else {}


def terms_for(settings: Settings, locale: str) -> Terms:
    """The terms of the settings' glossary for a locale; none where they name no glossary.

    Raises UsageError where that cannot be read, or is not there; only that of one locale may not be there yet.
    """
    if not settings.glossary:
        return {}
    path = settings.root / settings.glossary.replace("{locale}", locale)
    try:
        return _by_first_word(files.read(path), path, locale)
    except PageError as error:
        if "{locale}" in settings.glossary and not path.exists():
            return {}
        message = f"`glossary` in the settings: {error.message}"
        raise UsageError(message, path=str(path), line=error.line, column=error.column) from None


@lru_cache(8)
def _by_first_word(data: bytes, path: Path, locale: str) -> Terms:
    """The terms in a glossary's bytes: pages of one locale come one after another, and have the same."""
    by_word: dict[str, list[Term]] = {}
    for term in parse(data, path, locale):
        words = WORD.findall(term.source.lower())
        if words:
            for word in {words[0], f"{words[0]}s"}:
                by_word.setdefault(word, []).append(term)
    return by_word


@cache
def _words(term: str, spaced: bool) -> re.Pattern[str]:
    """The term as it stands in a text, with a plural's s, in any case."""
    text = re.escape(term)
    return re.compile(rf"(?<!\w){text}(?:e?s)?(?!\w)" if spaced else text, re.IGNORECASE)


def _stem(term: str) -> str:
    """A term without the letters that inflection may change."""
    return term[:-2] if len(term) > 7 else term[:-1] if len(term) > 4 else term
