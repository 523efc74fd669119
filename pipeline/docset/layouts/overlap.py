"""Can one path fit two templates? Decided on the templates themselves, before any file is looked at."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator

from pipeline.docset.layouts.locale_names import known_tag
from pipeline.docset.layouts.template import Template

_ANY, _NAME, _LOCALE = "any", "name", "locale"
_WORD = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]+)*")
_SHOWN = {_LOCALE: "nl", _NAME: "x", _ANY: "x"}

Symbol = tuple[str, bool]
"""A character or a class of characters, and whether it may stand any number of times (also none)."""


def common_path(one: Template, two: Template, locales: tuple[str, str] = ("", "")) -> str:
    """A path that fits both templates, as an example; empty where there is none.

    `locales` are the only names that the `{locale}` of each may have; empty: any that Babel knows.
    """
    for first in _variants(one, two, locales[0]):
        for second in _variants(two, one, locales[1]):
            found = _meeting(first, second)
            if found:
                return found
    return ""


def _variants(template: Template, other: Template, locale: str) -> Iterator[tuple[Symbol, ...]]:
    """The template with its locale as one symbol, and with each locale that the other template spells out."""
    if "locale" not in template.holes:
        yield tuple(_symbols(template, ""))
        return
    if locale:
        yield tuple(_symbols(template, locale))
        return
    yield tuple(_symbols(template, ""))
    spelled = {word for part in other.parts if part[0] != "{" for word in _WORD.findall(part)}
    for word in sorted(spelled):
        if known_tag(word):
            yield tuple(_symbols(template, word))


def _symbols(template: Template, locale: str) -> Iterator[Symbol]:
    for part in template.parts:
        if part == "{locale}" and not locale:
            yield (_LOCALE, False)
        elif part in ("{path}", "{stem}", "{version}"):
            kind = _NAME if part == "{version}" else _ANY
            yield (kind, False)
            yield (kind, True)
        else:
            yield from ((character, False) for character in (locale if part[0] == "{" else part))
    yield from ((character, False) for character in template.suffixes[0])


def _meeting(one: tuple[Symbol, ...], two: tuple[Symbol, ...]) -> str:
    """A text that both rows of symbols stand for: the shortest, by a walk over pairs of places in them."""
    waiting: deque[tuple[int, int, str]] = deque([(0, 0, "")])
    seen = {(0, 0)}
    while waiting:
        left, right, text = waiting.popleft()
        if left == len(one) and right == len(two):
            return text
        for place in _steps(one, two, left, right):
            if place[:2] not in seen:
                seen.add(place[:2])
                waiting.append((place[0], place[1], text + place[2]))
    return ""


def _steps(
    one: tuple[Symbol, ...], two: tuple[Symbol, ...], left: int, right: int
) -> Iterator[tuple[int, int, str]]:
    if left < len(one) and one[left][1]:
        yield left + 1, right, ""
    if right < len(two) and two[right][1]:
        yield left, right + 1, ""
    if left < len(one) and right < len(two):
        (mine, again), (yours, anew) = one[left], two[right]
        common = _common(mine, yours)
        if common:
            yield left + (not again), right + (not anew), common


def _common(mine: str, yours: str) -> str:
    """What stands for both symbols; empty where nothing does."""
    for narrow, wide in ((mine, yours), (yours, mine)):
        shown = _SHOWN.get(narrow, narrow)
        if narrow == wide or wide == _ANY or (wide == _NAME and narrow not in (_ANY, "/")):
            return shown
    return ""
