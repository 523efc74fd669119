"""XLIFF files in and out, whatever their version."""

from __future__ import annotations

from typing import Protocol

from lxml import etree

from pipeline.errors import PageError
from pipeline.exchange import xliff12, xliff20
from pipeline.exchange.xliff import Document
from pipeline.exchange.xml import local_name, parsed


class Version(Protocol):
    """How one version of XLIFF is written and read."""

    def dump(self, document: Document) -> bytes:
        """The file of a document."""
        ...

    def load(self, file: etree._Element) -> Document:
        """The document in a `file` element."""
        ...


VERSIONS: dict[str, Version] = {"1.2": xliff12, "2.0": xliff20}
_READERS = VERSIONS | {"1.0": xliff12, "1.1": xliff12, "2.1": xliff20}


def dump(document: Document, version: str) -> bytes:
    """The file of a document in a version of `VERSIONS`."""
    return VERSIONS[version].dump(document)


def load(data: bytes, name: str = "") -> Document:
    """The document in an XLIFF file; `name` is the file's, for messages.

    Raises PageError where it is no XLIFF of a known version, or not of one page.
    """
    root = parsed(_declared(data), name)
    if local_name(root) != "xliff":
        raise PageError(f"is no XLIFF file: its root is `{local_name(root)}`", path=name)
    version = root.get("version", "")
    reader = _READERS.get(version)
    if reader is None:
        raise PageError(f"is XLIFF {version or 'of no version'}; 1.2 and 2.0 are read", path=name)
    inside = root.findall("{*}file")
    if not inside:
        raise PageError("is an XLIFF file without a `file` in it", path=name, line=1)
    if len(inside) > 1:
        pages = ", ".join(f"`{file.get('original', '')}`" for file in inside)
        message = (
            f"holds the texts of {len(inside)} pages ({pages}); only a file of one page is read"
        )
        raise PageError(message, path=name, line=1)
    try:
        return reader.load(inside[0])
    except PageError as error:
        raise error.at(name) from None


def _declared(data: bytes) -> bytes:
    """Return the file with the declaration of the prefix `locpipe`, which some tools drop from files that have it."""
    if b"locpipe:exported=" not in data or b"xmlns:locpipe=" in data:
        return data
    return data.replace(b"<xliff ", b'<xliff xmlns:locpipe="urn:locpipe:xliff" ', 1)
