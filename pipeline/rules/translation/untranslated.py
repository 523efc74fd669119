"""What was left as the source has it, in whole or in part.

Languages are told apart by their small words (`data/`), which no sentence of some length does without.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from pipeline.markdown.article import Article
from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.registry import rule
from pipeline.rules.translation.language import TOLD_APART, language_of
from pipeline.rules.translation.pair import Around, Pair
from pipeline.rules.translation.reading import Reading
from pipeline.rules.translation.tokens import IDENTIFIERS
from pipeline.settings import Settings
from pipeline.units.unit import Unit

_SPACE = re.compile(r"\s|[^\x00-\u2fff]")
_JOINED = ("-", "_", "/")
_QUOTED = re.compile("[\"“„«「『‘'][^\"“”„«»「」『』’'\x00]{1,300}[\"”“»」』’']")


@rule("untranslated", "unit", copies=True)
def untranslated(pair: Pair) -> Iterator[Hit]:
    """The target is the source, in the source's language.

    Names, code and titles without small words may be the same in both languages; they are left alone.

    Bad:

        source: Choose a name for the group.
        target: Choose a name for the group.

    Good:

        source: Choose a name for the group.
        target: Kies een naam voor de groep.
    """
    if pair.language.name == pair.english.name:
        return
    words = pair.target.lower_words
    if (
        len(words) < 3
        or not _SPACE.search(pair.source.text)
        or _is_command(pair)
        or _is_foreign(pair)
    ):
        return
    strange = _small_words(pair)
    lower_case = [match for match in pair.target.words if match[0][0].islower()]
    named = {match.start() for match in lower_case} <= {match.start() for match in strange}
    sure = strange and not (named and len(strange) < 3)
    sure = sure and (len(words) >= 4 or len(strange) > 1 or _sentence(pair))
    if sure or (len(words) >= 4 and len(_content_words(pair, lower_case)) >= 2):
        yield Hit(0, len(pair.target.text), "not translated: the same as the source")


def is_left_in_source(unit: Unit, locale: str) -> bool:
    """Does the target of a copy stand in the source's language? Never in a locale of that language."""
    nowhere = PageContext("", locale, Path(), Article(""), Settings(), units=(unit,))
    return any(untranslated(Pair(unit, Around.of(nowhere))))


def has_words(text: str) -> bool:
    """Is there something to translate: a letter outside of code, addresses and markup?"""
    return any(character.isalpha() for character in Reading(text).plain)


def _is_command(pair: Pair) -> bool:
    """Does the unit begin with a command (`Get-Item …`), so that all of it is one?"""
    return IDENTIFIERS[0][1].match(pair.source.plain) is not None


def _is_foreign(pair: Pair) -> bool:
    """Is the source in a third language, of which the target may well have a copy?"""
    words = pair.source.word_set
    ours = len(pair.english.function_words & words)
    if len(words) >= 5 and not ours:
        return True
    return any(len(language_of(name).function_words & words) > ours for name in TOLD_APART)


def _content_words(pair: Pair, matches: Sequence[re.Match[str]]) -> list[re.Match[str]]:
    """Words in lower case that are no small words of the target's language, and no parts of hyphenated ones."""
    plain, small = pair.target.plain, pair.language.function_words
    return [
        match
        for match in matches
        if match[0].islower()
        and len(match[0]) > 2
        and match[0] not in small
        and plain[match.start() - 1 : match.start()] not in _JOINED
        and plain[match.end() : match.end() + 1] not in _JOINED
    ]


def _sentence(pair: Pair) -> bool:
    return pair.target.prose.endswith((".", "?", "!", ":"))


def _small_words(pair: Pair) -> list[re.Match[str]]:
    """The words of the target that are small words of the source's language, in lower case, with no hyphen."""
    plain = pair.target.plain
    return [
        match
        for match in pair.target.words
        if _only_english(pair, match[0].lower())
        and plain[match.start() - 1 : match.start()] not in _JOINED
        and plain[match.end() : match.end() + 1] not in _JOINED
    ]


def _only_english(pair: Pair, word: str) -> bool:
    """A small word that the source's language has and the target's has not."""
    return word in pair.english.function_words and word not in pair.language.function_words


@rule("partly-untranslated", "unit", copies=False)
def partly_untranslated(pair: Pair) -> Iterator[Hit]:
    """A stretch of the source stands in the target as it is, small words and all.

    Titles in links, in bold or in quotes are left alone: they may be names.

    Bad:

        source: Choose a name for the group and save it.
        target: Kies een naam for the group and save it.

    Good:

        source: Choose a name for the group and save it.
        target: Kies een naam voor de groep en sla die op.
    """
    if pair.language.name == pair.english.name:
        return
    if len(pair.target.word_set & pair.source.word_set) < 4:
        return
    if _is_foreign(pair) or _is_explained(pair) or _borrows(pair):
        return
    if _fours(pair.target).isdisjoint(_fours(pair.source)):
        return
    strange: list[re.Match[str]] | None = None
    target, lower = pair.target, pair.target.lower_words
    where = _positions(pair.source.lower_words)
    protected: list[tuple[int, int]] | None = None
    index = 0
    while index < len(lower):
        size = _run(lower, pair.source.lower_words, where, index)
        if size >= 4:
            matches = target.words[index : index + size]
            strange = _small_words(pair) if strange is None else strange
            protected = _protected(pair) if protected is None else protected
            start, end = matches[0].start(), matches[-1].end()
            small = [match for match in strange if start <= match.start() < end]
            free = [
                match for match in small if not any(a <= match.start() < b for a, b in protected)
            ]
            lower_case = [
                match
                for match in matches
                if match[0][0].islower() and not any(a <= match.start() < b for a, b in protected)
            ]
            enough = len(lower_case) >= 4 and "\\" not in target.plain[start:end]
            if _is_product(pair, matches) or _is_list(target.plain, matches):
                index += size
                continue
            if (
                len(free) >= 2
                or (free and enough)
                or (enough and len(_content_words(pair, lower_case)) >= 4)
            ):
                yield Hit(start, end, "this stretch is not translated")
        index += max(size, 1)


def _is_product(pair: Pair, matches: Sequence[re.Match[str]]) -> bool:
    """Is it a name with small words in it: `Outlook on the web`, `Software as a Service`, `a.com, b.com, or c.com`?"""
    small, plain = pair.english.function_words | _IN_NAMES, pair.target.plain
    content = [match for match in matches if match[0].lower() not in small]
    return bool(content) and all(
        match[0][0].isupper()
        or plain[match.start() - 1 : match.start()] == "."
        or _DOMAIN.match(plain, match.end())
        for match in content
    )


def _is_list(plain: str, matches: Sequence[re.Match[str]]) -> bool:
    """Are they terms or values one by one, with commas between them: `(info, debug, warning, error)`?"""
    return all(plain[one.end() : two.start()].strip() == "," for one, two in pairwise(matches))


_IN_NAMES = frozenset(("web", "or", "in", "at"))
_DOMAIN = re.compile(r"\.\w")


def _borrows(pair: Pair) -> bool:
    """Does it use a phrase that other languages borrow (`out of the box`)?"""
    return any(idiom in pair.target.lower_plain for idiom in pair.english.idioms)


def _is_explained(pair: Pair) -> bool:
    """Does the whole source stand there, with its translation in brackets behind it?"""
    said = pair.source.text.strip().rstrip(".")
    at = pair.target.text.find(said)
    return at >= 0 and pair.target.text[at + len(said) :].lstrip(". ")[:1] in ("(", "（")


def _fours(reading: Reading) -> set[tuple[str, ...]]:
    """Each four words that stand in a row."""
    words = reading.lower_words
    return set(zip(words, words[1:], words[2:], words[3:], strict=False))


def _positions(words: tuple[str, ...]) -> dict[str, list[int]]:
    where: dict[str, list[int]] = {}
    for index, word in enumerate(words):
        places = where.setdefault(word, [])
        if len(places) < 8:
            places.append(index)
    return where


def _run(
    target: tuple[str, ...], source: tuple[str, ...], where: dict[str, list[int]], index: int
) -> int:
    """How many words from `index` on stand in the source in this order."""
    best = 0
    for at in where.get(target[index], ()):
        size = 0
        while (
            index + size < len(target)
            and at + size < len(source)
            and target[index + size] == source[at + size]
        ):
            size += 1
        best = max(best, size)
    return best


def _protected(pair: Pair) -> list[tuple[int, int]]:
    """Stretches that may be titles or labels: links, emphasis, quotes."""
    target = pair.target
    spans = [(link.start, link.end) for link in target.links]
    spans += [(one.start, one.end) for one in target.emphases]
    spans += [match.span() for match in _QUOTED.finditer(target.plain)]
    return spans
