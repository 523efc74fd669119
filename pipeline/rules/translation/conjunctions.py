"""`and` between two words: two words that are two, with spaces around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from pipeline.files.splice import Splice
from pipeline.results.finding import Fix, Hit
from pipeline.rules.registry import rule
from pipeline.rules.translation.pair import Pair

_AMPERSAND = re.compile(r"(?<=[^\W_])(?:& | &)(?=[^\W_])")
_NEXT = re.compile(r"[\s\u00a0\x00]*(?:\d|[^\W\d_](?![\w])|[(/])")
_WORD_NEXT = re.compile(r"[\s\u00a0]+([^\W\d_]+)")
_NEVER = re.compile(r"(?!)")


@cache
def _and(words: frozenset[str]) -> re.Pattern[str]:
    """The same word on both sides of an `and` or `or`."""
    if not words:
        return _NEVER
    said = "|".join(sorted(map(re.escape, words)))
    return re.compile(
        rf"(?<![\w’'-])([^\W\d_]{{5,40}})[\s\u00a0\x00]+(?:{said})[\s\u00a0\x00]+(\1)(?![\w’'\u00ad-])",
        re.IGNORECASE,
    )


@cache
def _glued(words: frozenset[str]) -> re.Pattern[str]:
    if not words:
        return _NEVER
    said = "|".join(sorted(map(re.escape, words)))
    return re.compile(rf"(?<=[^\W\d_]{{3}})-({said})(?=[\s\u00a0])")


@rule("word-and-itself", "unit", copies=False, needs_source=False)
def word_and_itself(pair: Pair) -> Iterator[Hit]:
    """The same word stands on both sides of `and`: two words of the source became one.

    Bad:

        source: Mind the restrictions and limitations.
        target: Let op de beperkingen en beperkingen.

    Good:

        source: Mind the restrictions and limitations.
        target: Let op de beperkingen en limieten.
    """
    joining = pair.language.conjunctions
    if not joining or joining.isdisjoint(pair.target.word_set):
        return
    plain = pair.target.plain
    for match in _and(joining).finditer(plain):
        following = _WORD_NEXT.match(plain, match.end())
        if following and following[1].lower() in pair.language.function_words:
            continue  # `kommerzielle Mandanten und Mandanten aus Schulen`
        if _NEXT.match(plain, match.end()) or _is_said_twice(pair):
            continue
        if following and not pair.has_source:
            continue  # `script of script block`: a word of the second may follow
        yield Hit(match.start(), match.end(), f"{match[1]!r} and the same word again")


def _is_said_twice(pair: Pair) -> bool:
    """Does the source say a word of some length twice?"""
    counted = Counter(pair.source.lower_words)
    return any(count > 1 and len(word) > 3 for word, count in counted.items())


@rule("conjunction-glued", "unit", marks="-&", copies=False, needs_source=False)
def conjunction_glued(pair: Pair) -> Iterator[Hit]:
    """`and` is glued to the hyphen of a word that is not repeated, or `&` to the word on one side.

    Bad:

        source: The lists of incoming and outgoing mail.
        target: De lijsten van invoer-en uitvoermail.

    Good:

        source: The lists of incoming and outgoing mail.
        target: De lijsten van invoer- en uitvoermail.
    """
    plain = pair.target.plain
    if "-" in plain:
        for match in _glued(pair.language.suspended).finditer(plain):
            at = match.start() + 1
            fix = Fix("put a space there", (Splice(at, at, " "),), safe=True)
            yield Hit(match.start(), match.end(), f"no space before {match[1]!r}", fix=fix)
    if "&" in plain and (" & " in pair.source.plain or not pair.has_source):
        for match in _AMPERSAND.finditer(plain):
            if pair.target.text[match.start() : match.end()] != match[0]:
                continue
            fix = Fix(
                "put spaces around it", (Splice(match.start(), match.end(), " & "),), safe=True
            )
            yield Hit(match.start(), match.end(), "'&' has a space on one side only", fix=fix)
