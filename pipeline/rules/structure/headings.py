"""Headings: one at the top, none skipped, none empty, and the anchors that links rely on."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from pipeline.files.splice import Splice
from pipeline.markdown.blocks import anchor_of
from pipeline.markdown.outline import Heading, Outline, plain
from pipeline.markdown.slug import slug
from pipeline.results.finding import Fix, Hit
from pipeline.rules.context import PageContext
from pipeline.rules.metadata.broken_head import head_end
from pipeline.rules.metadata.values import is_article, is_toc
from pipeline.rules.registry import rule
from pipeline.rules.structure.anchors import ANCHOR, slugs, without_anchor
from pipeline.rules.structure.block_marks import glued_top, has_conflict
from pipeline.rules.structure.correspondence import compared
from pipeline.rules.structure.reading import Seen, own, read
from pipeline.rules.structure.tabs import is_tab
from pipeline.visible import shown


@rule("h1-missing", "article")
def h1_missing(page: PageContext) -> Iterator[Hit]:
    """An article without a heading of level 1: it has no title on the page.

    Includes and notices need none.

    Bad:

        ## Pay your bill

    Good:

        # Pay your bill
    """

    def find(outline: Outline) -> Iterator[Seen]:
        if not any(heading.level == 1 for heading in outline.headings) and not glued_top(outline):
            first = outline.headings[0] if outline.headings else None
            at = (first.start, first.end) if first else (outline.start, outline.start)
            yield Seen(*at, "the page has no heading of level 1 (`# Title`)")

    has_text = bool(page.article.text[page.article.body_start :].strip())
    title_in, key = page.family.metadata.title_in, page.family.metadata.title
    is_needed = title_in in ("both", "heading") or not page.article.meta(key)
    has_head = page.article.front_matter is not None or page.article.head_or_none is not None
    if is_needed and title_in != "front-matter" and has_head and is_article(page.path) and has_text:
        yield from own(page, find)


@rule("multiple-h1s", "article")
def multiple_h1s(page: PageContext) -> Iterator[Hit]:
    """More than one heading of level 1.

    Bad:

        # Pay your bill
        # Pay by card

    Good:

        # Pay your bill
        ## Pay by card
    """

    def find(outline: Outline) -> Iterator[Seen]:
        tops = [
            heading
            for heading in outline.headings
            if heading.level == 1 and heading.start >= first and not _tab(heading)
        ]
        for heading in tops[1:]:
            yield Seen(heading.start, _end(heading), "a second heading of level 1; use `##`")

    first = head_end(page)
    if not is_toc(page.path) and not has_conflict(page):
        yield from own(page, find)


@rule("heading-skipped", "article")
def heading_skipped(page: PageContext) -> Iterator[Hit]:
    """A heading is more than one level below the one before it: readers of the outline miss a step.

    Bad:

        # Pay your bill
        ### Pay by card

    Good:

        # Pay your bill
        ## Pay by card
    """

    def find(outline: Outline) -> Iterator[Seen]:
        before = 0
        for heading in outline.headings:
            if before and heading.level > before + 1 and not _tab(heading):
                message = f"heading of level {heading.level} after level {before}"
                yield Seen(heading.start, _end(heading), message, f"{before}{heading.level}")
            is_second = (
                heading.level == 1 and before > 0
            )  # multiple-h1s says that it should be `##`
            before = 2 if is_second else heading.level

    sides = compared(page)
    if sides is not None and _levels(sides[0]) != _levels(sides[1]):
        return  # headings-differ says so
    if not is_toc(page.path) and not has_conflict(page):
        yield from own(page, find)


@rule("heading-empty", "article")
def heading_empty(page: PageContext) -> Iterator[Hit]:
    """A heading without text.

    Bad:

        ## <a name="pay"></a>

    Good:

        ## <a name="pay"></a>Pay
    """

    def find(outline: Outline) -> Iterator[Seen]:
        for heading in outline.headings:
            if not plain(without_anchor(heading.text)):
                yield Seen(heading.start, _end(heading), "a heading without text")

    yield from own(page, find)


@rule("heading-anchor-changed", "article")
def heading_anchor_changed(page: PageContext) -> Iterator[Hit]:
    """The anchor of a localized heading is not the slug of the English heading: links to the section are dead.

    Bad (English: `## Resolve past due balance`):

        ## <a name="verschuldigd-bedrag"></a>Verschuldigd bedrag

    Good:

        ## <a name="resolve-past-due-balance"></a>Verschuldigd bedrag
    """
    for heading, english in page.once(_pairs):
        found = ANCHOR.search(heading.text)
        if found is None:
            continue
        own = anchor_of(english)  # an anchor of the English heading's own comes first
        wanted = own or slug(english)
        name = found[1]
        if name == wanted:
            continue
        if _loose(name) not in {_loose(one) for one in (wanted, *slugs(english))}:
            start = heading.text_start + found.start(1)
            message = f"the anchor is `{shown(name)}`, the English heading's is `{shown(wanted)}`"
            yield Hit(start, start + len(name), message)


@rule("heading-anchor-missing", "article")
def heading_anchor_missing(page: PageContext) -> Iterator[Hit]:
    """A localized heading of level 1 or 2 has no anchor with the English slug, though the page's others have.

    Links such as `page.md#pay-by-card` do not reach the section.

    Bad (English: `## Pay by card`):

        ## Met een kaart betalen

    Good:

        ## <a name="pay-by-card"></a>Met een kaart betalen
    """
    pairs = page.once(_pairs)
    if not any(ANCHOR.search(heading.text) for heading, _ in pairs):
        return
    there = {match[1].lower() for match in ANCHOR.finditer(page.once(read).bare)}
    for heading, english in pairs:
        if heading.level > 2 or "<a " in heading.text:
            continue
        wanted = anchor_of(english) or slug(without_anchor(english))
        if not wanted or wanted.lower() in there or slug(plain(heading.text)) == wanted:
            continue  # an anchor of that name may stand on the line above
        fix = Fix(
            "add the anchor",
            (Splice(heading.text_start, heading.text_start, f'<a name="{wanted}"></a>'),),
        )
        message = f"the heading has no anchor; the English heading's is `{shown(wanted)}`"
        yield Hit(heading.start, _end(heading), message, fix=fix)


def _pairs(page: PageContext) -> list[tuple[Heading, str]]:
    """The page's headings, each with the Markdown of its English heading, where that is known."""
    if page.is_source:
        return []
    if page.article.is_bilingual:
        return list(_bilingual_pairs(page))
    sides = compared(page)
    if sides is None:
        return []
    mine, theirs = sides[0].headings, sides[1].headings
    if [heading.level for heading in mine] != [heading.level for heading in theirs]:
        return []
    return [(one, english.text) for one, english in zip(mine, theirs, strict=True)]


def _bilingual_pairs(page: PageContext) -> Iterator[tuple[Heading, str]]:
    spans = page.article.spans.units
    starts = [span.start for span in spans]
    text = page.article.text
    for heading in page.once(read).headings:
        inside = spans[bisect_left(starts, heading.start) : bisect_left(starts, heading.end)]
        if len(inside) == 1:
            one = inside[0]
            around = text[heading.text_start : one.start] + text[one.end : _end(heading)]
            if not plain(without_anchor(around)):
                yield heading, text[one.source_start : one.source_end]


def _loose(name: str) -> str:
    """A slug without what ways of making slugs differ in: marks, and numbers behind repeated ones."""
    return "".join(char for char in name.lower() if char.isalnum())


def _levels(outline: Outline) -> list[int]:
    return [heading.level for heading in outline.headings]


def _tab(heading: Heading) -> bool:
    return is_tab(heading.text)


def _end(heading: Heading) -> int:
    """The end of a heading without the line end."""
    return max(heading.text_start + len(heading.text.rstrip()), heading.start + 1)
