"""Monikers and pivots: parts of a page that only some readers see."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from pipeline.markdown.outline import Outline
from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.metadata.docset_metadata import given
from pipeline.rules.metadata.values import is_article, values_of
from pipeline.rules.registry import rule
from pipeline.rules.structure.reading import Seen, own
from pipeline.visible import shown

_MONIKER = re.compile(r"(?im)^[ \t>]*:::[ \t]*moniker(?!-)(?![ \t]+end\b)([^\r\n]*)$")
_END = re.compile(r"(?im)^[ \t>]*:::[ \t]*moniker(?:-|[ \t]+)end\b")
_RANGE = re.compile(r"""\brange\s*=\s*(["'])(.*?)\1""")
_ONE = re.compile(
    r"(?:(?:>=|<=|>|<|=)?[ \t]*[A-Za-z][\w.-]*)(?:[ \t]+(?:>=|<=|>|<|=)[ \t]*[A-Za-z][\w.-]*)*"
)
_ZONE = re.compile(r"""(?im)^[ \t>]*:::[ \t]*zone(?!-)[^\r\n]*\bpivot\s*=""")


@rule("moniker-range-invalid", "article")
def moniker_range_invalid(page: PageContext) -> Iterator[Hit]:
    """The range of a `:::moniker` block is missing, or cannot be read.

    Bad:

        :::moniker range=">>= shop-2.0"

    Good:

        :::moniker range=">= shop-2.0 < shop-3.0 || shop-latest"
    """

    def find(outline: Outline) -> Iterator[Seen]:
        for match in _MONIKER.finditer(outline.bare):
            said = _RANGE.search(match[1])
            value = said[2] if said else ""
            if said and all(_ONE.fullmatch(part.strip()) for part in value.split("||")):
                continue
            what = f"cannot be read: `{shown(value)}`" if said else "is missing"
            start, end = match.start(1), match.end(1)
            yield Seen(start, max(end, start), f"the range of the moniker {what}", value)

    if ":::" in page.article.text:
        yield from own(page, find)


@rule("moniker-zone-empty", "article")
def moniker_zone_empty(page: PageContext) -> Iterator[Hit]:
    """A `:::moniker` block without anything in it.

    Bad:

        :::moniker range="shop-2.0"
        :::moniker-end

    Good:

        :::moniker range="shop-2.0"
        Pay by card.
        :::moniker-end
    """

    def find(outline: Outline) -> Iterator[Seen]:
        ends = [match.start() for match in _END.finditer(outline.bare)]
        for match in _MONIKER.finditer(outline.bare):
            index = bisect_left(ends, match.end())
            if index == len(ends):
                return
            if not outline.text[match.end() : ends[index]].strip():
                yield Seen(match.start(), match.end(), "a moniker block without content", match[1])

    if ":::" in page.article.text:
        yield from own(page, find)


@rule("zone-pivot-groups-missing", "article")
def zone_pivot_groups_missing(page: PageContext) -> Iterator[Hit]:
    """The page has `:::zone pivot=…` blocks, and no `zone_pivot_groups` in its front matter: nobody can choose.

    Bad:

        ---
        title: Pay
        ---
        ::: zone pivot="card"
        …

    Good:

        ---
        title: Pay
        zone_pivot_groups: ways-to-pay
        ---
        ::: zone pivot="card"
        …
    """
    if ":::" not in page.article.text:
        return
    values = values_of(page)
    if values is None or not is_article(page.path) or "zone_pivot_groups" in values.filled:
        return
    if given(page, "zone_pivot_groups"):
        return

    def find(outline: Outline) -> Iterator[Seen]:
        match = _ZONE.search(outline.bare)
        if match:
            message = "pivots need `zone_pivot_groups` in the front matter"
            yield Seen(match.start(), match.end(), message)

    yield from own(page, find)
