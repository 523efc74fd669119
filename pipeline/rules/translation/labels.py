"""Labels and titles: they begin with a capital, as on the screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.files.splice import Splice
from pipeline.results.finding import Fix, Hit
from pipeline.rules.registry import rule
from pipeline.rules.translation.boundaries import QUOTES, Span, both, has_capital
from pipeline.rules.translation.language import words_of
from pipeline.rules.translation.pair import Pair
from pipeline.rules.translation.reading import Reading
from pipeline.rules.translation.tokens import CAMEL, WORD

_SENTENCE = re.compile(r"(?:^|[.!?:。]\s)[\s*_\"'“‘(\[\x00-]*$")
_BEFORE_TITLE = re.compile(
    r"(?:\b(?:see|visit|read|refer to|follow|in|under|at|to|and|or|also|check)|[:,])[\s\x00\"“]*$",
    re.IGNORECASE,
)
"""What stands before a link whose text is the title of the page that it leads to."""


@rule("label-lower-case", "unit", marks="*[", copies=False)
def label_lower_case(pair: Pair) -> Iterator[Hit]:
    """The name of a button, or the title of a linked page, begins small; in the source it begins with a capital.

    Titles and labels begin as they do on the screen. Languages that write them otherwise are left alone.

    Bad:

        source: Click **Save**.
        target: Klik op **opslaan**.

    Good:

        source: Click **Save**.
        target: Klik op **Opslaan**.
    """
    if not pair.language.capital_labels:
        return
    source, target = pair.once(both)
    for is_link in (False, True):
        wanted = [one for one in source if one.is_link == is_link and _letters(one)]
        if not wanted or not all(_is_label(one, pair.source) for one in wanted):
            continue
        for span in target:
            if span.is_link != is_link or not (word := _small(span, pair)):
                continue
            if is_link and _is_woven(span, pair):
                continue
            at = span.first + span.words.index(word)
            fix = Fix(f"write {word[0].upper()}", (Splice(at, at + 1, word[0].upper()),))
            what = "link's title" if is_link else "label"
            yield Hit(at, at + len(word), f"the {what} begins in lower case: {word}", fix=fix)


def _letters(span: Span) -> bool:
    return any(map(str.isalpha, span.words))


def _is_label(span: Span, source: Reading) -> bool:
    """Does it begin with a capital for what it is: not for its place, nor as the name of a product?"""
    words = WORD.findall(span.words)
    if not words[0][0].isupper() or not span.words.lstrip(QUOTES)[:1].isupper():
        return False
    if _SENTENCE.search(source.text, max(0, span.start - 12), span.start):
        return False
    name = words[0] in _name_words() or CAMEL.fullmatch(words[0]) or words[0].isupper()
    if name or not span.is_link:
        return not name
    if not _BEFORE_TITLE.search(source.plain, max(0, span.start - 20), span.start):
        return False
    return len(words) > 2 and sum(word[0].islower() for word in words) >= len(words) / 2


@cache
def _name_words() -> frozenset[str]:
    return frozenset(word for name in words_of("names", "names") for word in name.split())


def _is_woven(span: Span, pair: Pair) -> bool:
    """Does an article or the like stand before the link, so that its text is a part of the sentence?"""
    before = WORD.findall(pair.target.plain, max(0, span.start - 25), span.start)
    return bool(before) and before[-1].lower() in pair.language.articles | pair.language.determiners


def _small(span: Span, pair: Pair) -> str:
    """The first word of a span where it is in lower case, and no word of the source, no name; else empty."""
    found = WORD.search(span.words)
    if found is None or span.words[: found.start()].strip(QUOTES):
        return ""
    word = found[0]
    rest = span.words[found.end() :].lstrip()
    if not word.islower() or word in pair.source.text or rest[:1] in (".", "_", "=", "/", ":", "@"):
        return ""
    if word in pair.language.connectors and rest:
        return ""  # the boundary is what is wrong
    if word in pair.language.edge_words and (has_capital(WORD.findall(rest)) or not rest):
        return ""  # the boundary is what is wrong
    if len(word.split("’")[0].split("'")[0]) == 1:
        return ""  # `l’ordre`
    return word
