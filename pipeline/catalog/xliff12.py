"""XLIFF 1.2. Inline codes are `<ph>`, `<bpt>` and `<ept>` that hold their Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from pipeline.catalog.inline_codes import Part
from pipeline.catalog.xliff import Document, Exchanged, serialized
from pipeline.catalog.xml import plain_text
from pipeline.errors import PageError

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_STATES = {"initial": "new", "translated": "needs-review-translation", "reviewed": "translated"}
_REVIEWED = frozenset({"translated", "signed-off", "final"})
_TAGS = {"alone": "ph", "open": "bpt", "close": "ept"}
_KINDS = {tag: kind for kind, tag in _TAGS.items()} | {
    "it": "alone",
    "x": "alone",
    "bx": "open",
    "ex": "close",
}


def dump(document: Document) -> bytes:
    """The file of a document."""
    names: dict[Any, str] = {None: NAMESPACE}
    root = etree.Element("xliff", nsmap=names, version="1.2")
    file = etree.SubElement(root, "file")
    file.set("original", document.original)
    file.set("source-language", document.source_locale)
    file.set("target-language", document.locale)
    file.set("datatype", "x-markdown")
    body = etree.SubElement(file, "body")
    for unit in document.units:
        element = etree.SubElement(body, "trans-unit", id=unit.id)
        element.set("approved", "yes" if unit.state == "reviewed" else "no")
        element.set(_SPACE, "preserve")
        _fill(etree.SubElement(element, "source"), unit.source)
        if unit.target:
            target = etree.SubElement(element, "target", state=_STATES[unit.state])
            _fill(target, unit.target)
        if unit.note:
            etree.SubElement(element, "note").text = unit.note
    return serialized(root)


def load(root: etree._Element) -> Document:
    """The document in a file's root element. Raises PageError where there is none."""
    file = root.find("{*}file")
    if file is None:
        raise PageError("is an XLIFF file without a `file` in it", line=1)
    units = tuple(_unit(element) for element in file.iterfind(".//{*}trans-unit"))
    return Document(
        file.get("original", ""),
        file.get("source-language", ""),
        file.get("target-language", ""),
        units,
    )


def _unit(element: etree._Element) -> Exchanged:
    target = element.find("{*}target")
    state = "initial"
    if target is not None and (target.text or len(target)):
        said = target.get("state", "")
        reviewed = said in _REVIEWED or (not said and element.get("approved") == "yes")
        state = "initial" if said in ("new", "needs-translation") else "translated"
        state = "reviewed" if reviewed else state
    source = element.find("{*}source")
    return Exchanged(
        element.get("id", ""),
        tuple(_parts(source)) if source is not None else (),
        tuple(_parts(target)) if target is not None else (),
        state,
    )


def _fill(element: etree._Element, parts: Iterable[Part]) -> None:
    last: etree._Element | None = None
    for part in parts:
        if part.kind != "text":
            last = etree.SubElement(element, _TAGS[part.kind], id=str(part.id))
            last.text = part.text
        elif last is None:
            element.text = (element.text or "") + part.text
        else:
            last.tail = (last.tail or "") + part.text


def _parts(element: etree._Element) -> Iterator[Part]:
    if element.text:
        yield Part("text", element.text)
    for child in element:
        tag = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if tag == "g":
            yield Part("open", "", _id(child))
            yield from _parts(child)
            yield Part("close", "", _id(child))
        elif tag in _KINDS:
            yield Part(_KINDS[tag], plain_text(child), _id(child))
        elif tag in ("mrk", "sub"):
            yield from _parts(child)
        elif isinstance(child, etree._Entity):
            raise PageError(f"has the entity {child.text}, which is not read")
        if child.tail:
            yield Part("text", child.tail)


def _id(element: etree._Element) -> int:
    name = element.get("rid") or element.get("id") or ""
    return int(name) if name.isdecimal() and len(name) < 10 else -1
