"""Directives of the site (`:::moniker`, `[!VIDEO]`, `[!div]`) against the source's: by kind and attribute."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pipeline.families.family import DOCFX
from pipeline.markdown.directives import attributes, directives
from pipeline.markdown.outline import Outline
from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.registry import rule
from pipeline.rules.structure.alerts import is_extension
from pipeline.rules.structure.correspondence import changes, compared
from pipeline.visible import shown

_TEXTS = frozenset(("alt-text", "title", "text", "summary", "source", "lightbox", "loc-scope"))
"""Attributes that are translated, or lead to files of the locale's own, which other rules look after."""
_ELSEWHERE = frozenset(("include", "code", "notebook"))
"""Directives that take in files; `includes-differ` compares them."""
_LOCALE = re.compile(r"(?<=/)[a-z]{2,3}-[a-z]{2}(?=/|$)", re.IGNORECASE)
_BRACKETS = re.compile(r"\[![\w-]{1,40}([^\]]{0,500})\]")
_SPACES = re.compile(r"\s+")


class _Directive(NamedTuple):
    """A directive as it is compared: its name, what follows it, its attributes; and where it stands."""

    name: str
    rest: str
    values: tuple[tuple[str, str], ...]
    start: int
    end: int

    @property
    def key(self) -> tuple[str, str, tuple[tuple[str, str], ...]]:
        """What must be the same."""
        return self.name, self.rest, self.values

    @property
    def said(self) -> str:
        """The directive in words."""
        values = " ".join(f'{name}="{value}"' for name, value in self.values)
        return shown(" ".join(filter(None, (self.name, self.rest, values))), 120)


@rule("directives-differ", "article")
def directives_differ(page: PageContext) -> Iterator[Hit]:
    """A directive of the site is not the source's: another kind or attribute, one that is missing, or one too many.

    Monikers and pivots say who sees a part of the page, `[!VIDEO]` which film, `[!div]` how it looks.

    Bad: `::: moniker range="<= shop-2.1"` where the source has `">= shop-2.1"`; `[!div class="stap-voor-stap"]`.

    Good: the same attributes; only titles and alternative texts are translated.
    """
    if page.family.renderer != DOCFX:
        return  # what other sites have stands in the family's data, and is compared by `verbatim-changed`
    sides = compared(page)
    if sides is None:
        return
    mine, theirs = _directives(sides[0]), _directives(sides[1])
    words, wanted = [one.key for one in mine], [one.key for one in theirs]
    if words == wanted:
        return
    end = len(page.article.text.rstrip())
    for tag, i1, i2, j1, j2 in changes(wanted, words):
        if tag == "equal":
            continue
        for one, source in zip(mine[j1:j2], theirs[i1:i2], strict=False):
            yield Hit(one.start, one.end, _difference(one, source))
        both = min(i2 - i1, j2 - j1)
        for one in mine[j1 + both : j2]:
            yield Hit(one.start, one.end, f"the directive `{one.said}` is not in the source")
        at = mine[j2].start if j2 < len(mine) else end
        for source in theirs[i1 + both : i2]:
            yield Hit(at, at, f"the directive `{source.said}` of the source is missing here")


def _difference(one: _Directive, source: _Directive) -> str:
    if one.name != source.name:
        return f"the directive `{one.said}` is `{source.said}` in the source"
    here, there = dict(one.values), dict(source.values)
    for name in dict.fromkeys((*there, *here)):
        if here.get(name) != there.get(name):
            return f"{name} of `{one.name}` is {_value(here, name)}, in the source {_value(there, name)}"
    return f"`{one.name}` has `{shown(one.rest, 100)}`, in the source `{shown(source.rest, 100)}`"


def _value(values: Mapping[str, str], name: str) -> str:
    return f"`{shown(values[name], 80)}`" if name in values else "missing"


def _directives(outline: Outline) -> list[_Directive]:
    bare = outline.bare
    found = []
    for one in directives(bare, outline.start):
        text = bare[one.start : one.end]
        if not one.name or one.name in _ELSEWHERE or one.name.startswith("code-"):
            continue
        if text.startswith("[!") and not is_extension(one.name):
            continue  # an alert, translated or misspelt: alert-unknown says so
        if "](" in text:  # a link within, or a directive that takes in a file
            continue
        places = attributes(bare, one)
        values = {name: _plain(bare[start:end]) for name, (start, end) in places.items()}
        kept = tuple(sorted((name, value) for name, value in values.items() if name not in _TEXTS))
        inner = _BRACKETS.match(text)
        rest = "" if values or inner is None else _plain(inner[1])
        found.append(_Directive(one.name, rest, kept, one.start, one.end))
    return found


def _plain(text: str) -> str:
    """A value without what may well differ: spaces, the locale of an address."""
    return _SPACES.sub(" ", _LOCALE.sub("", text)).strip()
