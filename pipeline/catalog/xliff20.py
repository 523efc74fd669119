"""XLIFF 2.0. Inline codes are `<ph>` and `<pc>`; what they stand for is in `<originalData>`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from pipeline.catalog.inline_codes import Part
from pipeline.catalog.xliff import Document, Exchanged, serialized
from pipeline.errors import PageError

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_REVIEWED = frozenset({"reviewed", "final"})


def dump(document: Document) -> bytes:
    """The file of a document; XLIFF 2.0 knows none without units. Raises PageError then."""
    if not document.units:
        raise PageError("has no texts to export", path=document.original)
    names: dict[Any, str] = {None: NAMESPACE}
    root = etree.Element("xliff", nsmap=names, version="2.0")
    root.set("srcLang", document.source_locale)
    root.set("trgLang", document.locale)
    file = etree.SubElement(root, "file", id="f1", original=document.original)
    file.set(_SPACE, "preserve")
    for unit in document.units:
        _write(etree.SubElement(file, "unit", id=unit.id), unit)
    return serialized(root)


def load(root: etree._Element) -> Document:
    """The document in a file's root element. Raises PageError where there is none."""
    file = root.find("{*}file")
    if file is None:
        raise PageError("is an XLIFF file without a `file` in it", line=1)
    units = tuple(_read(element) for element in file.iterfind(".//{*}unit"))
    return Document(
        file.get("original", ""), root.get("srcLang", ""), root.get("trgLang", ""), units
    )


def _write(element: etree._Element, unit: Exchanged) -> None:
    if unit.note:
        etree.SubElement(etree.SubElement(element, "notes"), "note").text = unit.note
    codes = {(p.kind, p.id): p.text for p in (*unit.source, *unit.target) if p.id}
    if codes:
        data = etree.SubElement(element, "originalData")
        for (kind, number), text in sorted(
            codes.items(), key=lambda item: (item[0][1], item[0][0])
        ):
            etree.SubElement(data, "data", id=_name(kind, number)).text = text
    segment = etree.SubElement(element, "segment", id="s1", state=unit.state)
    _fill(etree.SubElement(segment, "source"), unit.source)
    if unit.target:
        _fill(etree.SubElement(segment, "target"), unit.target)


def _name(kind: str, number: int) -> str:
    return f"{ {'alone': 'd', 'open': 'o', 'close': 'c'}[kind] }{number}"


def _fill(element: etree._Element, parts: Iterable[Part]) -> None:
    stack = [element]
    for part in parts:
        top = stack[-1]
        if part.kind == "text":
            if len(top):
                top[-1].tail = (top[-1].tail or "") + part.text
            else:
                top.text = (top.text or "") + part.text
        elif part.kind == "alone":
            etree.SubElement(top, "ph", id=str(part.id), dataRef=_name("alone", part.id))
        elif part.kind == "open":
            pair = etree.SubElement(top, "pc", id=str(part.id))
            pair.set("dataRefStart", _name("open", part.id))
            pair.set("dataRefEnd", _name("close", part.id))
            stack.append(pair)
        else:
            stack.pop()


def _read(element: etree._Element) -> Exchanged:
    source: list[Part] = []
    target: list[Part] = []
    states = []
    for segment in element.iterchildren("{*}segment", "{*}ignorable"):
        for name, parts in (("source", source), ("target", target)):
            part = segment.find(f"{{*}}{name}")
            if part is not None:
                parts += _parts(part)
        if etree.QName(segment).localname == "segment":
            states.append(segment.get("state", "initial"))
    state = "translated" if target else "initial"
    if states and all(each in _REVIEWED for each in states):
        state = "reviewed"
    elif not states or "initial" in states:
        state = "initial"
    return Exchanged(element.get("id", ""), tuple(source), tuple(target), state)


def _parts(element: etree._Element) -> Iterator[Part]:
    if element.text:
        yield Part("text", element.text)
    for child in element:
        tag = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if tag == "pc":
            yield Part("open", "", _id(child))
            yield from _parts(child)
            yield Part("close", "", _id(child))
        elif tag in ("ph", "sc", "ec"):
            yield Part({"ph": "alone", "sc": "open", "ec": "close"}[tag], "", _id(child))
        elif tag in ("mrk", "sm", "em"):
            yield from _parts(child)
        elif isinstance(child, etree._Entity):
            raise PageError(f"has the entity {child.text}, which is not read")
        if child.tail:
            yield Part("text", child.tail)


def _id(element: etree._Element) -> int:
    name = element.get("startRef") or element.get("id") or ""
    return int(name) if name.isdecimal() and len(name) < 10 else -1
