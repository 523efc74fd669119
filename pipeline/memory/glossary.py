"""Terms and their translations: read and written as CSV or as TBX-Basic."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from pipeline.catalog.xml import parsed, plain_text
from pipeline.errors import PageError
from pipeline.text import files
from pipeline.text.decoding import BOM, decode

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

TBX = frozenset({".tbx", ".xml"})
"""How the names of TBX files end."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term with its translation. `status` is `preferred` or `forbidden`, `note` is for the translator."""

    source: str
    target: str
    status: str = "preferred"
    note: str = ""


def load(path: Path, locale: str, source_locale: str = "en-US") -> list[Term]:
    """The terms of a glossary: TBX where the file's name ends so, else CSV. Raises PageError where it is neither."""
    data = files.read(path)
    if path.suffix.lower() in TBX:
        return _from_tbx(data, str(path), locale, source_locale)
    return _from_csv(data, str(path))


def to_csv(terms: Iterable[Term]) -> bytes:
    """The terms as CSV with a first line of names: UTF-8, LF."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("source", "target", "status", "note"))
    writer.writerows((term.source, term.target, term.status, term.note) for term in terms)
    return text.getvalue().encode()


def _from_csv(data: bytes, name: str) -> list[Term]:
    text = decode(data).removeprefix(BOM)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    names = [cell.strip().lower() for cell in rows[0]] if rows else []
    if {"source", "target"} <= set(names):
        rows = rows[1:]
    else:
        names = ["source", "target", "status", "note"]
    terms = []
    for number, row in enumerate(rows, 2):
        cells = dict(zip(names, (cell.strip() for cell in row), strict=False))
        if not any(cells.values()):
            continue
        if not cells.get("source") or not cells.get("target"):
            raise PageError("a term needs a source and a target", path=name, line=number, column=1)
        status = cells.get("status") or "preferred"
        terms.append(Term(cells["source"], cells["target"], status, cells.get("note", "")))
    return terms


def to_tbx(terms: Iterable[Term], locale: str, source_locale: str = "en-US") -> bytes:
    """The terms as TBX-Basic (ISO 30042:2008, `martif`)."""
    root = etree.Element("martif", type="TBX-Basic")
    root.set(_LANG, source_locale)
    header = etree.SubElement(root, "martifHeader")
    description = etree.SubElement(etree.SubElement(header, "fileDesc"), "sourceDesc")
    etree.SubElement(description, "p").text = "Glossary written by locpipe"
    body = etree.SubElement(etree.SubElement(root, "text"), "body")
    for number, term in enumerate(terms, 1):
        entry = etree.SubElement(body, "termEntry", id=f"t{number}")
        if term.note:
            etree.SubElement(entry, "note").text = term.note
        for tongue, text in ((source_locale, term.source), (locale, term.target)):
            languages = etree.SubElement(entry, "langSet")
            languages.set(_LANG, tongue)
            tig = etree.SubElement(languages, "tig")
            etree.SubElement(tig, "term").text = text
            if tongue == locale and term.status == "forbidden":
                note = etree.SubElement(tig, "termNote", type="administrativeStatus")
                note.text = "deprecatedTerm-admn-sts"
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _from_tbx(data: bytes, name: str, locale: str, source_locale: str) -> list[Term]:
    root = parsed(data, name, doctype=True)
    if etree.QName(root).localname not in ("martif", "tbx"):
        raise PageError(f"is no TBX file: its root is `{etree.QName(root).localname}`", path=name)
    terms = []
    for entry in root.iter("{*}termEntry", "{*}conceptEntry"):
        sources = _terms(entry, source_locale)
        for target, status in _terms(entry, locale):
            terms += [Term(source, target, status) for source, _ in sources[:1]]
    return terms


def _terms(entry: etree._Element, locale: str) -> list[tuple[str, str]]:
    """The terms of an entry in a locale (else in its language), each with its status."""
    wanted = locale.lower()
    sets = [*entry.iterchildren("{*}langSet", "{*}langSec")]
    named = {(each.get(_LANG) or "").lower().replace("_", "-"): each for each in sets}
    languages = named.get(wanted)
    if languages is None:
        tongue = wanted.partition("-")[0]
        languages = next(
            (each for key, each in named.items() if key.partition("-")[0] == tongue), None
        )
    if languages is None:
        return []
    found = []
    for term in languages.iterfind(".//{*}term"):
        group = term.getparent()
        notes = (
            ""
            if group is None
            else " ".join(plain_text(note) for note in group.iterfind("{*}termNote"))
        )
        status = "forbidden" if "deprecated" in notes or "superseded" in notes else "preferred"
        text = plain_text(term).strip()
        if text:
            found.append((text, status))
    return found
