"""The OASIS schemas of XLIFF, where they are at hand; tests that need them say that they were skipped."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest
from lxml import etree

_FILES = {
    "1.2": ("xliff-core-1.2-strict.xsd",),
    "2.0": ("xliff_core_2.0.xsd", "xliff-core-2.0.xsd"),
}
_XML = "xml.xsd"
_IMPORT = "{http://www.w3.org/2001/XMLSchema}import"
_XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"


def schema(version: str) -> etree.XMLSchema:
    """The schema of a version. Skips the test where LOCPIPE_XLIFF_SCHEMAS names no folder that has it."""
    named = os.environ.get("LOCPIPE_XLIFF_SCHEMAS")
    if not named:
        pytest.skip("no XLIFF schemas: set LOCPIPE_XLIFF_SCHEMAS to a folder of OASIS's .xsd files")
    folder = Path(named).resolve()
    there = [name for name in _FILES[version] if (folder / name).is_file()]
    if not there or not (folder / _XML).is_file():
        pytest.skip(f"{folder} does not have {' or '.join(_FILES[version])}, and {_XML}")
    return _read(folder / there[0])


@cache
def _read(file: Path) -> etree.XMLSchema:
    """The schema in a file; what it imports comes from the same folder, nothing from the network."""
    tree = etree.parse(file, etree.XMLParser(no_network=True))
    for element in tree.iterfind(_IMPORT):
        assert element.get("namespace") == _XML_NAMESPACE
        element.set("schemaLocation", (file.parent / _XML).as_uri())
    return etree.XMLSchema(tree)


def assert_valid(data: bytes, version: str, name: str = "") -> None:
    """Fails with what the schema says about the file."""
    known = schema(version)
    if not known.validate(etree.fromstring(data)):
        raise AssertionError(f"{name}: {known.error_log}")
