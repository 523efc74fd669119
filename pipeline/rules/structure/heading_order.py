"""What stands before the page's first heading, around it, and headings that say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.families.family import DOCFX
from pipeline.markdown.directives import directives
from pipeline.markdown.outline import Heading, Outline, plain
from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.metadata.broken_head import head_end
from pipeline.rules.metadata.values import is_article, is_toc
from pipeline.rules.registry import rule
from pipeline.rules.structure.anchors import without_anchor
from pipeline.rules.structure.reading import Seen, own
from pipeline.visible import shown

_TAGS = re.compile(r"<a\b[^<>]*>(?:[ \t]*</a>)?|</?(?:div|span|p|br)\b[^<>]*>", re.IGNORECASE)


@rule("h1-not-first", "article")
def h1_not_first(page: PageContext) -> Iterator[Hit]:
    """Text stands before the heading of level 1. Only the front matter may.

    Bad:

        > [!NOTE]
        > Prices changed.

        # Pay your bill

    Good:

        # Pay your bill

        > [!NOTE]
        > Prices changed.
    """
    first = head_end(page)

    def find(outline: Outline) -> Iterator[Seen]:
        top = next((one for one in outline.headings if one.level == 1), None)
        if top is None:
            return
        before = outline.bare[first : top.start]
        if not before.strip():
            return
        covered = list(before)
        for one in directives(before):
            covered[one.start : one.end] = " " * (one.end - one.start)
        text = _TAGS.sub(lambda match: " " * len(match[0]), plain_same_length("".join(covered)))
        if text.strip():
            at = first + len(text) - len(text.lstrip())
            line = outline.bare.find("\n", at)
            end = min(line if line >= 0 else top.start, top.start)
            yield Seen(
                at,
                at + len(outline.bare[at:end].rstrip()),
                "text before the heading of level 1",
                "before",
            )

    if page.family.renderer == DOCFX and is_article(page.path) and not is_toc(page.path):
        yield from own(page, find)


def plain_same_length(text: str) -> str:
    """A text in which what bilingual pages cover is blank."""
    return text.replace("\u200b", " ")


@rule("h1-in-moniker", "article")
def h1_in_moniker(page: PageContext) -> Iterator[Hit]:
    """The heading of level 1 stands inside a `:::moniker` block: readers of other versions see a page without a title.

    Bad:

        :::moniker range="shop-2.0"
        # Pay your bill
        :::moniker-end

    Good:

        # Pay your bill

        :::moniker range="shop-2.0"
        Pay by card.
        :::moniker-end
    """

    def find(outline: Outline) -> Iterator[Seen]:
        top = next((one for one in outline.headings if one.level == 1), None)
        if top is None:
            return
        names = [one.name for one in directives(outline.bare[: top.start], outline.start)]
        if names.count("moniker") > names.count("moniker-end"):
            yield Seen(
                top.start, _end(top), "the heading of level 1 stands in a moniker block", "moniker"
            )

    if page.family.renderer == DOCFX and "moniker" in page.article.text:
        yield from own(page, find)


@rule("duplicate-headings", "article")
def duplicate_headings(page: PageContext) -> Iterator[Hit]:
    """Two headings under one heading have the same text: nobody can tell them apart, and links reach the first.

    Bad:

        ## Pay
        ## Pay

    Good:

        ## Pay by card
        ## Pay by transfer
    """

    def find(outline: Outline) -> Iterator[Seen]:
        above: list[tuple[int, set[str]]] = []
        for heading in outline.headings:
            text = " ".join(plain(without_anchor(heading.text)).lower().split())
            if "](#tab/" in heading.text:
                continue
            while above and above[-1][0] > heading.level:
                above.pop()
            if not above or above[-1][0] < heading.level:
                above.append((heading.level, set()))
            if text and text in above[-1][1]:
                message = f"a second heading `{shown(text, 60)}` in this section"
                yield Seen(heading.start, _end(heading), message, text)
            above[-1][1].add(text)

    if not is_toc(page.path) and ":::" not in page.article.text:
        yield from own(page, find)


def _end(heading: Heading) -> int:
    return max(heading.text_start + len(heading.text.rstrip()), heading.start + 1)
