"""polib's parser, used for one PO file after another.

Before it reads a line, polib makes a table of what may follow what, anew for each file. For the small files of pages
that takes as long as reading them, so a parser that has its table is kept and given the next file.
"""

from __future__ import annotations

import threading
from typing import Any

import polib

_FRESH: dict[str, Any] = {
    "current_line": 0,
    "current_state": "st",
    "current_token": None,
    "msgstr_index": 0,
    "entry_obsolete": 0,
}
"""What a parser of polib 1.2 holds before its first line, beside its table, its lines, its file and its entry."""


class _Kept(threading.local):
    parser: Any = None


_kept = _Kept()


def read(lines: list[str]) -> polib.POFile:
    """The PO file in `lines`, as `polib.pofile` reads it. Raises OSError, polib's word for a syntax error."""
    parser, _kept.parser = _kept.parser, None  # kept again only when it has come through
    if parser is None:
        parser = polib._POFileParser("", encoding="utf-8")
    parser.fhandle = lines
    parser.instance = polib.POFile(encoding="utf-8", wrapwidth=0)
    parser.current_entry = polib.POEntry(linenum=0)
    vars(parser).update(_FRESH)
    try:
        po: polib.POFile = parser.parse()
    except (
        ValueError
    ):  # a number of a plural form that is none, or has more digits than anybody counts
        raise OSError(f"wrong number of a plural form (line {parser.current_line})") from None
    parser.fhandle = parser.instance = None
    _kept.parser = parser
    return po
