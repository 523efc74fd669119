"""XLIFF 1.2. Inline codes are `<ph>`, `<bpt>` and `<ept>` that hold their Markdown.

What nobody has reviewed is written as `needs-adaptation`: Poedit and Weblate show it as unfinished, and write another
open state themselves (`needs-l10n`, `needs-translation`) when a person leaves a text unfinished.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lxml import etree

from pipeline.exchange.inline_codes import Part
from pipeline.exchange.xliff import (
    NOTE_BY,
    Document,
    Exchanged,
    Said,
    serialized,
    state_of,
    trace_note,
    traced,
)
from pipeline.exchange.xliff_inline import parts_in
from pipeline.exchange.xml import plain_text

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_STATES = {"initial": "new", "translated": "needs-adaptation", "reviewed": "translated"}
_FORMER_STATES = _STATES | {"translated": "needs-review-translation"}
_DONE = frozenset({"translated", "signed-off", "final"})
_OPEN = frozenset({"new", "needs-translation"})
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
        element.set(_SPACE, "preserve")
        _fill(etree.SubElement(element, "source"), unit.source)
        if unit.target:
            target = etree.SubElement(element, "target", state=_STATES[unit.state])
            _fill(target, unit.target)
        if unit.note:
            etree.SubElement(element, "note").text = unit.note
        etree.SubElement(element, "note", {"from": NOTE_BY}).text = trace_note(unit.trace)
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
    source, target = element.find("{*}source"), element.find("{*}target")
    parts = tuple(parts_in(target)) if target is not None else ()
    former = element.get("extradata", "")  # where files were given their trace before it was a note
    trace = traced(plain_text(note) for note in element.iterfind("{*}note")) or former
    exported = trace.partition(" ")[2]
    written = target.get("state", "") if target is not None else ""
    states = _FORMER_STATES if trace == former else _STATES
    kept = written in ("", states.get(exported))
    said: Said = "done" if written in _DONE else "open" if written in _OPEN else "unclear"
    if element.get("approved") == "yes" and (exported != "reviewed" if trace else not written):
        said, kept = "done", False
    return Exchanged(
        element.get("id", ""),
        tuple(parts_in(source)) if source is not None else (),
        parts,
        state_of(said, parts, trace, kept=kept) if parts else "initial",
        trace=trace,
        is_confirmed=said == "done" and not kept,
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
