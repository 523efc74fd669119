"""XLIFF 1.2. Inline codes are `<ph>`, `<bpt>` and `<ept>` that hold their Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lxml import etree

from pipeline.catalog.inline_codes import Part
from pipeline.catalog.xliff import Document, Exchanged, serialized
from pipeline.catalog.xliff_inline import parts_in

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_STATES = {"initial": "new", "translated": "needs-review-translation", "reviewed": "translated"}
_REVIEWED = frozenset({"translated", "signed-off", "final"})
_TAGS = {"alone": "ph", "open": "bpt", "close": "ept"}


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
        element.set("extradata", unit.trace)
        element.set(_SPACE, "preserve")
        _fill(etree.SubElement(element, "source"), unit.source)
        if unit.target:
            target = etree.SubElement(element, "target", state=_STATES[unit.state])
            _fill(target, unit.target)
        if unit.note:
            etree.SubElement(element, "note").text = unit.note
    return serialized(root)


def load(file: etree._Element) -> Document:
    """The document in a `file` element."""
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
        tuple(parts_in(source)) if source is not None else (),
        tuple(parts_in(target)) if target is not None else (),
        state,
        trace=element.get("extradata", ""),
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
