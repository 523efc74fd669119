"""Directives: `:::name …`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from pipeline.families.family import DOCFX
from pipeline.markdown.outline import Outline
from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.registry import rule
from pipeline.rules.structure.reading import Seen, own
from pipeline.visible import shown

DIRECTIVES = (
    "row",
    "column",
    "image",
    "code",
    "video",
    "zone",
    "moniker",
    "no-loc",
    "form",
    "tags",
)
_DIRECTIVE = re.compile(r"(?m)^(?:[ \t]|>)*:::[ \t]*([^\s:\"'=<>{}]+)([^\r\n]*)")
_BRACKETS = re.compile(r"\[.*")
_PAIRED = ("row", "column", "zone", "moniker")


@rule("directive-unknown", "article")
def directive_unknown(page: PageContext) -> Iterator[Hit]:
    """A `:::` directive that the site does not know, most often because its name was translated.

    Bad:

        :::afbeelding source="pay.png" alt-text="Betalen":::

    Good:

        :::image source="pay.png" alt-text="Betalen":::
    """
    known = _known(page)

    def find(outline: Outline) -> Iterator[Seen]:
        for match in _DIRECTIVE.finditer(outline.bare) if known and ":::" in outline.bare else ():
            name = _BRACKETS.sub("", match[1])
            if name.lower().removesuffix("-end") not in known:
                found = get_close_matches(name.lower()[:40], known, 1, 0.6)
                hint = f"; did you mean `:::{found[0]}`?" if found else ""
                message = f"no directive is called `:::{shown(name)}`{hint}"
                yield Seen(match.start(1), match.end(1), message, name.lower())

    yield from own(page, find)


def _known(page: PageContext) -> tuple[str, ...]:
    """The names behind `:::` that the page's site knows; none where `:::` means nothing to it."""
    own = tuple(name.lower() for name in page.family.blocks.directives)
    return (*DIRECTIVES, *own) if page.family.renderer == DOCFX else own


@rule("directive-unclosed", "article")
def directive_unclosed(page: PageContext) -> Iterator[Hit]:
    """A `:::` block that is never closed, or closed without being open.

    Bad:

        :::row:::
        :::column:::
        Pay.
        :::row-end:::

    Good:

        :::row:::
        :::column:::
        Pay.
        :::column-end:::
        :::row-end:::
    """

    def find(outline: Outline) -> Iterator[Seen]:
        open_: list[tuple[str, int, int]] = []
        for match in _DIRECTIVE.finditer(outline.bare):
            name = match[1].lower()
            at = (match.start(1) - 3, match.end(1))
            if name in _PAIRED and match[2].strip(": \t").lower() == "end":
                start, end = at[0], match.end(2)
                end -= len(match[2]) - len(match[2].rstrip(": \t"))
                yield Seen(start, end, f"this is written `:::{name}-end`", name)
                while open_ and open_.pop()[0] != name:
                    pass
                continue
            if name in _PAIRED or (name == "image" and '"complex"' in match[2]):
                open_.append((name, *at))
            elif name.endswith("-end") and name.removesuffix("-end") in (*_PAIRED, "image"):
                opened = name.removesuffix("-end")
                names = [one for one, *_ in open_]
                if opened not in names:
                    yield Seen(*at, f"`:::{name}` closes nothing", name)
                    continue
                while open_ and open_[-1][0] != opened:
                    left, start, end = open_.pop()
                    yield Seen(start, end, f"`:::{left}` is never closed", left)
                open_.pop()
        for left, start, end in open_:
            yield Seen(start, end, f"`:::{left}` is never closed", left)

    if ":::" in page.article.text and page.family.renderer == DOCFX:
        yield from own(page, find)
