"""Markup of the site that is opened and never closed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.families.family import DOCFX, Family
from pipeline.families.patterns import literal_start
from pipeline.markdown.outline import Outline
from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.registry import rule
from pipeline.rules.structure.reading import Seen, own
from pipeline.visible import shown

_CLOSING = str.maketrans("{[(<", "}])>")
_BOX = re.compile(r"(?P<colons>:{3,})[ \t]*(?P<name>[A-Za-z][\w-]*)?")
_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>[A-Z][\w.]*)"
    r"(?:[^<>{}\"'/]|\"[^\"]*\"|'[^']*'|/(?!>)|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*+(?P<alone>/?)>"
)
_COMPONENT = re.compile(r"(?<![\w`<\\])</?[A-Z][\w.]*+")
_BLANK_LINE = re.compile(r"\n[ \t>]*\r?\n")


@rule("markup-unclosed", "article")
def markup_unclosed(page: PageContext) -> Iterator[Hit]:
    """Markup of the site (a macro, a box, a component) that is opened and never closed, or closed without being open.

    The site's program stops at it, or shows its marks. locpipe takes what it does not understand for text and leaves
    it as it is.

    Bad:

        Read {{< ref "start" > first.

    Good:

        Read {{< ref "start" >}} first.
    """
    family = page.family
    if family.renderer != DOCFX:
        yield from own(page, lambda outline: _seen(outline, family))


def _seen(outline: Outline, family: Family) -> Iterator[Seen]:
    yield from _broken(outline, family)
    yield from _boxes(outline)
    if family.renderer == "mdx":
        yield from _components(outline)


def _broken(outline: Outline, family: Family) -> Iterator[Seen]:
    """What begins as markup of the family does, is none, and has no end in its paragraph."""
    patterns = (*family.inline.verbatim, *family.blocks.keep, *family.blocks.multiline)
    starts = {start[:2] for one in patterns if _is_bracket(start := literal_start(one))}
    bare = outline.bare
    for start in sorted(starts):
        end = start[::-1].translate(_CLOSING)
        at = bare.find(start)
        while at >= 0:
            blank = _BLANK_LINE.search(bare, at)
            last = blank.start() if blank else len(bare)
            if bare.find(end, at + 2, last) < 0 and not outline.is_verbatim(at):
                yield Seen(at, at + 2, f"`{start}` is never closed by `{end}`", start)
            at = bare.find(start, at + 2)


def _is_bracket(start: str) -> bool:
    return len(start) > 1 and start[0] in "{" and not start[1].isalnum()


def _boxes(outline: Outline) -> Iterator[Seen]:
    """Boxes of `:::name` and `:::`."""
    opened: list[tuple[str, int]] = []
    for one in outline.article.kept:
        match = _BOX.match(outline.text, one.start, one.end)
        if match is None:
            continue
        if match["name"]:
            opened.append((match[0], one.start))
        elif opened:
            opened.pop()
        else:
            yield Seen(one.start, one.end, f"`{match[0]}` closes nothing", ":::")
    for said, at in opened:
        yield Seen(at, at + len(said), f"`{shown(said)}` is never closed", said)


def _components(outline: Outline) -> Iterator[Seen]:
    """Components of MDX, `<Tabs>` and `</Tabs>`."""
    for match in _COMPONENT.finditer(outline.bare, outline.start):
        if not outline.is_inside(match.start()):
            yield Seen(*match.span(), f"`{match[0]}` is not closed by `>`", match[0])
    opened: list[tuple[str, int]] = []
    article = outline.article
    pieces = sorted((one.start, one.end) for one in (*article.kept, *article.verbatims))
    for start, end in pieces:
        for tag in _TAG.finditer(outline.text, start, end):
            name = tag["name"]
            if tag["alone"]:
                continue
            if not tag["end"]:
                opened.append((name, tag.start()))
            elif name in (one for one, _ in opened):
                while opened[-1][0] != name:
                    left, at = opened.pop()
                    yield Seen(at, at + len(left) + 1, f"`<{left}>` is never closed", left)
                opened.pop()
            else:
                yield Seen(tag.start(), tag.end(), f"`</{name}>` closes nothing", name)
    for left, at in opened:
        yield Seen(at, at + len(left) + 1, f"`<{left}>` is never closed", left)
