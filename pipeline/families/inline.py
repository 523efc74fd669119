"""Markup inside sentences: what stays to the letter, what may be written out, and which addresses are the same."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from pipeline.families.blocks import Range, attribute_values
from pipeline.families.family import Addresses, Family, Inline
from pipeline.families.patterns import alternatives, compiled_pattern, for_locale, matches


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Markup that stays to the letter, and the values in it that are translated all the same (0-based characters)."""

    start: int
    end: int
    texts: tuple[Range, ...] = ()


def verbatims(family: Family, text: str) -> tuple[Verbatim, ...]:
    """What stays to the letter in a text, in order; what is inside inline code comes too."""
    inline = family.inline
    if not inline.verbatim:
        return ()
    names = family.blocks.attributes
    return tuple(
        Verbatim(
            match.start, match.end, tuple(attribute_values(names, text, match.start, match.end))
        )
        for match in matches(_joined(inline.verbatim), text)
    )


def letters(text: str, verbatim: Verbatim) -> str:
    """What of a verbatim must be the same in the translation: without the values that are translated."""
    parts, at = [], verbatim.start
    for start, end in verbatim.texts:
        parts.append(text[at:start])
        at = end
    return "".join((*parts, text[at : verbatim.end]))


def expanding(inline: Inline, text: str) -> tuple[Range, ...]:
    """The macros of a text that a translation may write out, in order."""
    if not inline.expands:
        return ()
    return tuple((match.start, match.end) for match in matches(_joined(inline.expands), text))


def comparable_address(addresses: Addresses, address: str, locale: str = "") -> str:
    """An address without what is the same for the family: two that come out equal are one address.

    `locale` is the page's; without one, any locale is taken out.
    """
    for pattern in _for_locale(addresses.same, locale):
        address = compiled_pattern(pattern).sub("", address)
    return address


@lru_cache(maxsize=64)
def _joined(patterns: tuple[str, ...]) -> str:
    return alternatives(patterns)


@lru_cache(maxsize=256)
def _for_locale(patterns: tuple[str, ...], locale: str) -> tuple[str, ...]:
    return tuple(for_locale(pattern, locale) for pattern in patterns)
