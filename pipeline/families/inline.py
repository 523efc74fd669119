"""Markup inside sentences: what stays to the letter, what may be written out, and which addresses are the same."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from pipeline.families.blocks import markup
from pipeline.families.family import Family
from pipeline.families.patterns import alternatives, compiled_pattern, for_locale, matches
from pipeline.markdown.syntax import Markup


def verbatims(family: Family, text: str) -> tuple[Markup, ...]:
    """What stays to the letter in a text, in order; what is inside inline code comes too.

    The values of the family's attributes in it are translated all the same.
    """
    patterns = family.inline.verbatim
    if not patterns:
        return ()
    found = matches(alternatives(patterns), text)
    return tuple(markup(family, text, match.start, match.end) for match in found)


def comparable_address(family: Family, address: str, locale: str = "") -> str:
    """An address without what is the same for the family: two that come out equal are one address.

    `locale` is the page's; without one, any locale is taken out. Of what begins and ends with `/`, one `/` stays. Where
    headings are named by their own words, a translation has other names behind `#`, and they are taken out too.
    """
    if family.anchors.syntax == "slug":
        address = address.partition("#")[0]
    for pattern in _for_locale(family.addresses.same, locale):
        address = compiled_pattern(pattern).sub(_separator, address)
    query = address.find("&")
    if query >= 0 and "?" not in address:  # what is left of a query
        address = f"{address[:query]}?{address[query + 1 :]}"
    return address


def comparable(family: Family, address: str, locale: str = "") -> str:
    """`comparable_address`, remembered: pages link to the same places again and again."""
    return _comparable(_Same(family), address, locale)


class _Same:
    """A family as what the address of links depends on: the same where the same object."""

    def __init__(self, family: Family) -> None:
        self.family = family

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.family is other.family

    def __hash__(self) -> int:
        return id(self.family)


@lru_cache(maxsize=8192)
def _comparable(same: _Same, address: str, locale: str) -> str:
    return comparable_address(same.family, address, locale)


def _separator(match: Any) -> str:
    taken = str(match.group(0))
    return "/" if len(taken) > 1 and taken[0] == taken[-1] == "/" else ""


@lru_cache(maxsize=256)
def _for_locale(patterns: tuple[str, ...], locale: str) -> tuple[str, ...]:
    return tuple(for_locale(pattern, locale) for pattern in patterns)
