"""The inline elements of XLIFF, read as codes: those of 1.2 and of 2.0, whose names do not clash."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.errors import PageError
from pipeline.exchange.inline_codes import Part
from pipeline.exchange.xml import local_name, plain_text

_PAIRS = frozenset({"g", "pc"})  # they enclose the text between two codes
_SEEN_THROUGH = frozenset({"mrk", "sub", "sm", "em"})  # they only mark a text
_KINDS = {
    **dict.fromkeys(("ph", "it", "x"), "alone"),
    **dict.fromkeys(("bpt", "bx", "sc"), "open"),
    **dict.fromkeys(("ept", "ex", "ec"), "close"),
}


def parts_in(element: etree._Element) -> Iterator[Part]:
    """The text in a `source` or `target`. An element that XLIFF does not know is a code that no source has.

    Raises PageError for an entity.
    """
    if element.text:
        yield Part("text", element.text)
    for child in element:
        tag = local_name(child)
        if tag in _PAIRS:
            yield Part("open", "", _id(child))
            yield from parts_in(child)
            yield Part("close", "", _id(child))
        elif tag in _SEEN_THROUGH:
            yield from parts_in(child)
        elif tag:
            yield Part(_KINDS.get(tag, "alone"), plain_text(child), _id(child))
        elif isinstance(child, etree._Entity):
            raise PageError(f"has the entity {child.text}, which is not read")
        if child.tail:
            yield Part("text", child.tail)


def _id(element: etree._Element) -> int:
    name = element.get("startRef") or element.get("rid") or element.get("id") or ""
    return int(name) if name.isdecimal() and len(name) < 10 else -1
