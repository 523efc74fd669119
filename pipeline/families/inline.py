"""Markup inside sentences: what stays to the letter, what may be written out, and which addresses are the same."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from pipeline.families.blocks import Markup, Range, attribute_values, markup
from pipeline.families.family import Addresses, Family, Inline
from pipeline.families.patterns import alternatives, compiled_pattern, for_locale, matches


def verbatims(family: Family, text: str) -> tuple[Markup, ...]:
    """What stays to the letter in a text, in order; what is inside inline code comes too.

    The values of the family's attributes in it are translated all the same.
    """
    inline = family.inline
    if not inline.verbatim:
        return ()
    found = []
    for match in matches(_joined(inline.verbatim), text):
        values = attribute_values(family.blocks.attributes, text, match.start, match.end)
        found.append(markup(match.start, match.end, [(value, value) for value in values]))
    return tuple(found)


def expanding(inline: Inline, text: str) -> tuple[Range, ...]:
    """The macros of a text that a translation may write out, in order."""
    if not inline.expands:
        return ()
    return tuple((match.start, match.end) for match in matches(_joined(inline.expands), text))


def comparable_address(addresses: Addresses, address: str, locale: str = "") -> str:
    """An address without what is the same for the family: two that come out equal are one address.

    `locale` is the page's; without one, any locale is taken out. Of what begins and ends with `/`, one `/` stays.
    """
    for pattern in _for_locale(addresses.same, locale):
        address = compiled_pattern(pattern).sub(_separator, address)
    query = address.find("&")
    if query >= 0 and "?" not in address:  # what is left of a query
        address = f"{address[:query]}?{address[query + 1 :]}"
    return address


def _separator(match: Any) -> str:
    taken = str(match.group(0))
    return "/" if len(taken) > 1 and taken[0] == taken[-1] == "/" else ""


@lru_cache(maxsize=64)
def _joined(patterns: tuple[str, ...]) -> str:
    return alternatives(patterns)


@lru_cache(maxsize=256)
def _for_locale(patterns: tuple[str, ...], locale: str) -> tuple[str, ...]:
    return tuple(for_locale(pattern, locale) for pattern in patterns)
