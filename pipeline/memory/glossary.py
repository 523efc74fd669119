"""Terms and their translations: read and written as CSV or as TBX-Basic."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from pipeline.errors import PageError
from pipeline.exchange.xml import local_name, parsed, plain_text, readable
from pipeline.files import files
from pipeline.files.decoding import BOM, decode

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

TBX = frozenset({".tbx", ".xml"})
"""How the names of TBX files end."""

CSV = frozenset({".csv", ".tsv", ".txt"})
"""How those of CSV files do."""

_NAMES = ("source", "target", "status", "note")
_LOCALE = re.compile(r"[a-z]{2,3}([-_][a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Term:
    """A term with its translation. `status` is `preferred` or `forbidden`, `note` is for the translator."""

    source: str
    target: str
    status: str = "preferred"
    note: str = ""


def load(path: Path, locale: str, source_locale: str = "en-US") -> list[Term]:
    """The terms of a glossary: TBX where the file's name ends so, else CSV. Raises PageError where it is neither."""
    return parse(files.read(path), path, locale, source_locale)


def parse(data: bytes, path: Path, locale: str, source_locale: str = "en-US") -> list[Term]:
    """As `load`, of the bytes of the file at `path`."""
    if path.suffix.lower() in TBX:
        return _from_tbx(data, str(path), locale, source_locale)
    return _from_csv(data, str(path), locale, source_locale)


def to_csv(terms: Iterable[Term]) -> bytes:
    """The terms as CSV with a first line of names: UTF-8, LF."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_NAMES)
    writer.writerows((term.source, term.target, term.status, term.note) for term in terms)
    return text.getvalue().encode()


def _from_csv(data: bytes, name: str, locale: str, source_locale: str) -> list[Term]:
    text = decode(data).removeprefix(BOM)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise PageError(f"no CSV: {error}", path=name, line=reader.line_num, column=1) from None
    names = _columns(rows[0][1], locale, source_locale) if rows else None
    if names is not None:
        rows = rows[1:] if {"source", "target"} <= set(names) else []
    terms = []
    for number, row in rows:
        cells = dict(zip(names or _NAMES, (cell.strip() for cell in row), strict=False))
        if not any(cells.values()):
            continue
        if not cells.get("source") or not cells.get("target"):
            raise PageError("a term needs a source and a target", path=name, line=number, column=1)
        if not readable("".join(cells.values())):
            message = "a term holds a control character, or one that is no text"
            raise PageError(message, path=name, line=number, column=1)
        status = cells.get("status") or "preferred"
        terms.append(Term(cells["source"], cells["target"], status, cells.get("note", "")))
    return terms


def _columns(first: list[str], locale: str, source_locale: str) -> list[str] | None:
    """The names of the columns, where the first row has them: our own, or locales; None where it is a term.

    Locales of which none is the one wanted leave `target` out: there are no terms, as in a TBX file of other locales.
    """
    names = [cell.strip().lower() for cell in first]
    are_locales = sum("-" in name and bool(_LOCALE.fullmatch(name)) for name in names) > 1
    for ours, tongue in (("source", source_locale.lower()), ("target", locale.lower())):
        for known in (tongue, tongue.partition("-")[0]):
            spelt = [name.replace("_", "-") for name in names]
            if ours not in names and known in spelt:
                names[spelt.index(known)] = ours
    return names if {"source", "target"} <= set(names) or are_locales else None


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
    if local_name(root) not in ("martif", "tbx"):
        raise PageError(f"is no TBX file: its root is `{local_name(root)}`", path=name)
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
