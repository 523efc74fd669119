"""Lists of as many items as the source's: do they stand at the same depth, with the same numbers?"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.markdown.outline import Item, Outline
from pipeline.results.finding import Hit


def placed_otherwise(page: Outline, source: Outline) -> Iterator[Hit]:
    """The first item that stands in its list otherwise than the source's; what stands behind it follows from it."""
    for one, its_source in zip(page.items, source.items, strict=True):
        if said := _said(one, its_source):
            at, _ = page.chars([(one.start, one.start)])[0]
            yield Hit(at, at, f"lists: {said}")
            return


def _said(one: Item, source: Item) -> str:
    """What is wrong with an item; empty where nothing is."""
    if one.depth != source.depth:
        return f"the item stands at depth {one.depth}, in the source at {source.depth}"
    if one.is_numbered != source.is_numbered:
        names = ["numbers" if item.is_numbered else "bullets" for item in (one, source)]
        return f"the list has {names[0]}, the source's has {names[1]}"
    if source.first is None and one.first is not None:
        return "a new list begins here, in the source the list goes on"
    if one.first is not None and source.first is not None and one.first != source.first:
        return f"the list begins with {one.first}, in the source with {source.first}"
    return ""
