"""Reading XML that others have written: no entities, no network, no huge trees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from pipeline.errors import PageError

_SAFE: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "dtd_validation": False,
    "huge_tree": False,
}
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def readable(text: str) -> bool:
    """Can XML hold the text?"""
    return not _UNREADABLE.search(text)


def parsed(data: bytes, name: str = "", *, doctype: bool = False) -> etree._Element:
    """The root of an XML file.

    Raises PageError with the place where it is no XML, or has a document type (unless `doctype`: it is read over).
    """
    try:
        root = etree.fromstring(data, etree.XMLParser(**_SAFE))
    except etree.XMLSyntaxError as error:
        raise _error(error, name) from None
    if not doctype and root.getroottree().docinfo.internalDTD is not None:
        raise PageError("has a DOCTYPE, which exchange files have not", path=name, line=1, column=1)
    return root


def streamed(path: Path, names: set[str]) -> Iterator[etree._Element]:
    """The elements of the given names: the root when it begins, others when they end, then forgotten.

    A DOCTYPE is read over (TMX files have one), its entities are not. Raises PageError as `parsed` does.
    """
    try:
        with path.open("rb") as file:
            events = etree.iterparse(file, events=("start", "end"), **_SAFE)
            root: etree._Element | None = None
            for event, element in events:
                if root is None:
                    root = element
                    if local_name(element) in names:
                        yield element
                    continue
                if event == "end" and element is not root and local_name(element) in names:
                    yield element
                    _forget(element)
    except etree.XMLSyntaxError as error:
        raise _error(error, str(path)) from None
    except OSError as error:
        raise PageError(f"cannot be read: {error.strerror}", path=str(path)) from None


def plain_text(element: etree._Element) -> str:
    """The text in an element and in the elements inside it; entities that nobody resolved raise PageError."""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child, etree._Entity):
            raise PageError(f"has the entity {child.text}, which is not read")
        if isinstance(child.tag, str):
            parts.append(plain_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for what is no element. It may be no name: `tm:`."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _forget(element: etree._Element) -> None:
    """Free an element and what stands before it, so that memory does not grow with the file."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _error(error: etree.XMLSyntaxError, name: str) -> PageError:
    line, column = error.position
    return PageError(f"is not well-formed XML: {error.msg}", path=name, line=line, column=column)
