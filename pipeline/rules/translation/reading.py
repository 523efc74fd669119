"""One side of a unit, read once: its markup, its tokens, its marks. Every part is made when first asked for.

Offsets are 0-based characters in the side's text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.rules.translation import tokens
from pipeline.rules.translation.lazy import lazy
from pipeline.rules.translation.markup import (
    HIDDEN,
    OBJECT,
    Code,
    Emphasis,
    Link,
    Markup,
    Tag,
    read_markup,
)

__all__ = ["Code", "Emphasis", "Link", "Reading", "Tag"]

NO_LABELS: Mapping[str, str] = {}
_DIGIT = re.compile(r"\d")
_ADDRESS = re.compile(rf"{tokens.URL.pattern}|{tokens.EMAIL.pattern}")


class Reading:
    """One side of a unit."""

    def __init__(self, text: str, labels: Mapping[str, str] = NO_LABELS) -> None:
        self.text = text
        self._labels = labels

    @lazy
    def markup(self) -> Markup:
        """What the parser found."""
        return read_markup(self.text, self._labels)

    @property
    def links(self) -> tuple[Link, ...]:
        """Links and images in the order they stand."""
        return self.markup.links

    @property
    def codes(self) -> tuple[Code, ...]:
        """Code spans in the order they stand."""
        return self.markup.codes

    @property
    def tags(self) -> tuple[Tag, ...]:
        """Inline HTML in the order it stands."""
        return self.markup.tags

    @property
    def emphases(self) -> tuple[Emphasis, ...]:
        """Bold and italic stretches in the order they start."""
        return self.markup.emphases

    @lazy
    def strongs(self) -> tuple[Emphasis, ...]:
        """Bold stretches."""
        return tuple(one for one in self.markup.emphases if one.strong)

    @lazy
    def lower(self) -> str:
        """The text in lower case."""
        return self.text.lower()

    @lazy
    def urls(self) -> tuple[re.Match[str], ...]:
        """Bare addresses (web and mail) in the plain text."""
        plain = self.markup.plain
        if "://" in plain or "www." in plain or "@" in plain:
            return tuple(_ADDRESS.finditer(plain))
        return ()

    @lazy
    def plain(self) -> str:
        """The text with markup, code and addresses blanked out, as long as the text."""
        plain = self.markup.plain
        for match in self.urls:
            start, end = match.span()
            plain = plain[:start] + OBJECT * (end - start) + plain[end:]
        return plain

    @lazy
    def prose(self) -> str:
        """The plain text without the blanked characters, edges trimmed: not for offsets."""
        return self.plain.replace(HIDDEN, "").strip()

    @lazy
    def words(self) -> tuple[re.Match[str], ...]:
        """The words of the plain text."""
        return tuple(tokens.word_pattern(self.plain).finditer(self.plain))

    @lazy
    def lower_words(self) -> tuple[str, ...]:
        """The words in lower case."""
        lower = self.plain.replace("İ", "i").lower()  # which alone becomes two characters
        return tuple(tokens.word_pattern(lower).findall(lower))

    @lazy
    def word_set(self) -> frozenset[str]:
        """The distinct words in lower case."""
        return frozenset(self.lower_words)

    @lazy
    def numbers(self) -> tuple[tokens.Number, ...]:
        """The numbers of the plain text."""
        return tokens.numbers_of(self.plain) if _DIGIT.search(self.plain) else ()

    @lazy
    def has_digit(self) -> bool:
        """Is there a digit anywhere, code and addresses included?"""
        return _DIGIT.search(self.text) is not None
