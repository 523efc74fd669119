"""XLIFF 2.0. Inline codes are `<ph>` and `<pc>`; what they stand for is in `<originalData>`.

What nobody has reviewed is written as `initial`: tools show it as unfinished, and write `translated` when a person has
edited or confirmed it. A substate tells it from a former translation, which needs a new one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lxml import etree

from pipeline.errors import PageError
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
from pipeline.exchange.xml import local_name, plain_text

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_UNREVIEWED = "locpipe:unreviewed"
_STATES = {"initial": "initial", "translated": _UNREVIEWED, "reviewed": "reviewed"}
_FORMER_TRACE = "{urn:locpipe:xliff}exported"
_DONE = frozenset({"translated", "reviewed", "final"})
_NEEDS_WORK = "poedit:fuzzy"


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


def load(file: etree._Element) -> Document:
    """The document in a `file` element."""
    root = file.getroottree().getroot()
    units = tuple(_read(element) for element in file.iterfind(".//{*}unit"))
    return Document(
        file.get("original", ""), root.get("srcLang", ""), root.get("trgLang", ""), units
    )


def _write(element: etree._Element, unit: Exchanged) -> None:
    notes = etree.SubElement(element, "notes")
    if unit.note:
        etree.SubElement(notes, "note").text = unit.note
    etree.SubElement(notes, "note", category=NOTE_BY).text = trace_note(unit.trace)
    codes = {(p.kind, p.id): p.text for p in (*unit.source, *unit.target) if p.id}
    if codes:
        data = etree.SubElement(element, "originalData")
        for (kind, number), text in sorted(
            codes.items(), key=lambda item: (item[0][1], item[0][0])
        ):
            etree.SubElement(data, "data", id=_name(kind, number)).text = text
    segment = etree.SubElement(element, "segment", id="s1")
    state = _STATES[unit.state]
    segment.set("state", "initial" if state == _UNREVIEWED else state)
    if state == _UNREVIEWED:
        segment.set("subState", state)
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
    """A unit, which a tool may have cut into segments, with what is ignorable between them."""
    source: list[Part] = []
    targets: list[tuple[int, list[Part]]] = []
    states: list[str] = []
    missing = 0
    for position, piece in enumerate(element.iterchildren("{*}segment", "{*}ignorable"), 1):
        said, target = piece.find("{*}source"), piece.find("{*}target")
        own = list(parts_in(said)) if said is not None else []
        parts = list(parts_in(target)) if target is not None else []
        source += own
        if local_name(piece) == "segment":
            states.append(_state(piece))
            missing += not parts and (target is None or states[-1] in ("initial", _UNREVIEWED))
        elif target is None:
            parts = own  # what is ignorable is in a translation as it is in the source
        targets.append((_order(target, position), parts))
    if missing == len(states):
        return Exchanged(element.get("id", ""), tuple(source), (), "initial")
    joined = [part for _, parts in sorted(targets, key=lambda each: each[0]) for part in parts]
    former = element.get(_FORMER_TRACE, "")  # where files were given their trace before
    trace = traced(plain_text(note) for note in element.iterfind("{*}notes/{*}note")) or former
    state, is_confirmed = _judged(states, joined, trace, former)
    return Exchanged(
        element.get("id", ""),
        tuple(source),
        tuple(joined),
        "partial" if missing else state,
        trace=trace,
        is_confirmed=is_confirmed and not missing,
    )


def _state(segment: etree._Element) -> str:
    """Return a segment's state, or the substate that says more: ours, and Poedit's of what still needs work."""
    state, substate = segment.get("state", "initial"), segment.get("subState", "")
    if substate == _NEEDS_WORK or (substate == _UNREVIEWED and state == "initial"):
        return substate
    return state


def _judged(states: list[str], target: list[Part], trace: str, former: str) -> tuple[str, bool]:
    """Return the state of a unit whose segments have these `states`, and whether a tool has confirmed it."""
    exported = trace.partition(" ")[2]
    as_written = exported if trace == former else _STATES.get(exported)
    kept = all(state == as_written for state in states)
    said: Said = "done" if _DONE.issuperset(states) else "unclear"
    if "initial" in states:
        said = "open"
    elif not trace and "translated" in states:
        said = "unclear"  # by a person, or as files had it before it was written as `initial`
    return state_of(said, target, trace, kept=kept), said == "done" and not kept


def _order(target: etree._Element | None, position: int) -> int:
    """Where a target stands in the translation: sentences may follow each other in another order."""
    name = target.get("order", "") if target is not None else ""
    return int(name) if name.isdecimal() and len(name) < 10 else position
