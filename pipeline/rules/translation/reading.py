"""One side of a unit, read once: its markup, its tokens, its marks. Every part is made when first asked for.

Offsets are 0-based characters in the side's text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.lazy import lazy
from pipeline.markdown.inline import outside_code
from pipeline.markdown.syntax import DEFAULT, Markup, Syntax, no_markup
from pipeline.rules.translation import tokens
from pipeline.rules.translation.markup import (
    HIDDEN,
    OBJECT,
    Code,
    Emphasis,
    Link,
    Tag,
    read_markup,
)

__all__ = ["Code", "Emphasis", "Link", "Reading", "Tag"]

NO_LABELS: Mapping[str, str] = {}
_DIGIT = re.compile(r"\d")
_ANCHOR = re.compile(r"\{#[\w.:-]{1,200}\}")
"""The id that some families write behind a heading."""
_ADDRESS = re.compile(rf"{tokens.URL.pattern}|{tokens.EMAIL.pattern}")


class Reading:
    """One side of a unit.

    `plain` is the text with markup, code and addresses blanked out, as long as the text. `links`, `codes`, `emphases`
    and `tags` are the parser's, in the order they stand or start; `urls` are the bare addresses (web and mail).
    `verbatims` is markup of the site that stays to the letter; nothing in it is any of the others.
    """

    def __init__(
        self, text: str, labels: Mapping[str, str] = NO_LABELS, syntax: Syntax = DEFAULT
    ) -> None:
        self.text = text
        self.syntax = syntax
        self.verbatims: tuple[Markup, ...] = ()
        if syntax.verbatims is not no_markup:
            self.verbatims = tuple(outside_code(text, syntax.verbatims(text)))
        self.markup = read_markup(text, labels, self.verbatims)
        self.plain, self.links, self.codes, self.emphases, self.tags = self.markup
        if "{#" in self.plain:
            self.plain = _ANCHOR.sub(lambda match: HIDDEN * len(match[0]), self.plain)
        self.urls: tuple[re.Match[str], ...] = ()
        if "://" in self.plain or "@" in self.plain or "www." in self.plain:
            self.urls = tuple(_ADDRESS.finditer(self.plain))
            for match in self.urls:
                start, end = match.span()
                self.plain = self.plain[:start] + OBJECT * (end - start) + self.plain[end:]

    @lazy
    def strongs(self) -> tuple[Emphasis, ...]:
        """Bold stretches."""
        return tuple(one for one in self.markup.emphases if one.strong)

    @lazy
    def lower(self) -> str:
        """The text in lower case."""
        return self.text.lower()

    @lazy
    def prose(self) -> str:
        """The plain text without the blanked characters and the site's markup, edges trimmed: not for offsets."""
        plain = self.plain
        for one in reversed(self.verbatims):
            plain = plain[: one.start] + plain[one.end :]
        return plain.replace(HIDDEN, "").strip()

    @lazy
    def lower_plain(self) -> str:
        """The plain text in lower case, as long as the text."""
        return self.plain.replace("İ", "i").lower()  # the only one that would become two characters

    @lazy
    def words(self) -> tuple[re.Match[str], ...]:
        """The words of the plain text."""
        return tuple(tokens.word_pattern(self.plain).finditer(self.plain))

    @lazy
    def lower_words(self) -> tuple[str, ...]:
        """The words in lower case."""
        lower = self.lower_plain
        return tuple(tokens.word_pattern(lower).findall(lower))

    @lazy
    def word_set(self) -> frozenset[str]:
        """The distinct words in lower case."""
        return frozenset(self.lower_words)

    @lazy
    def numbers(self) -> tuple[tokens.Number, ...]:
        """The numbers of the plain text."""
        return tokens.numbers_of(self.plain) if _DIGIT.search(self.plain) else ()
