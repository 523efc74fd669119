"""Reading PO files as this program and most others write them: each entry is matched as a whole.

It takes what is surely read as polib reads it, in a small part of the time; for any other file it gives None, and polib
itself reads it (`pipeline.po.parser`).
"""

from __future__ import annotations

import re
from typing import Any

import polib

_TEXT = r'"(?:[^"\\\n]|\\[bfnrtv"\\])*+"'
_TEXTS = rf"{_TEXT}(?:\n{_TEXT})*+"
_REMARKS = r"(?P<remarks>(?:#(?: [^\n]*)?\n)*+)"
_FLAGS = r"(?:#, (?P<flags>\S[^\n]*)\n)?"
_FORMER = rf"(?:#\| msgctxt (?P<former_context>{_TEXT})\n)?(?:#\| msgid (?P<former>{_TEXT})\n)?"
_ENTRY = re.compile(
    rf"{_REMARKS}(?P<comment>(?:#\. \S[^\n]*\n)*+)(?P<places>(?:#: \S[^\n]*\n)*+){_FLAGS}{_FORMER}"
    rf"(?:msgctxt (?P<context>{_TEXTS})\n)?msgid (?P<id>{_TEXTS})\nmsgstr (?P<str>{_TEXTS})"
)
_OBSOLETE = re.compile(
    rf"{_REMARKS}{_FLAGS}{_FORMER}"
    rf"(?:#~ msgctxt (?P<context>{_TEXT})\n)?#~ msgid (?P<id>{_TEXT})\n#~ msgstr (?P<str>{_TEXT})"
)
_HEADER = re.compile(rf'{_REMARKS}{_FLAGS}msgid ""\nmsgstr (?P<str>{_TEXTS})')


def read(text: str) -> polib.POFile | None:
    """The PO file in `text` (its line ends are line feeds), equal to what polib reads; None where that is not sure."""
    first, *rest = text.removesuffix("\n").split("\n\n")
    header = _HEADER.fullmatch(first)
    if header is None:
        return None
    po = polib.POFile(encoding="utf-8", wrapwidth=0)
    _read_header(po, header)
    line = first.count("\n") + 3
    for block in rest:
        is_obsolete = "\n#~ " in block or block.startswith("#~ ")
        match = (_OBSOLETE if is_obsolete else _ENTRY).fullmatch(block)
        entry = match and _entry(match, line, is_obsolete)
        if not entry:
            return None
        list.append(po, entry)
        line += block.count("\n") + 2
    return po


def _entry(match: re.Match[str], line: int, is_obsolete: bool) -> polib.POEntry | None:
    said = match.groupdict()
    source = _text(said["id"])
    if not source:  # a second header, perhaps
        return None
    places: list[tuple[str, str]] = []
    for one in (said.get("places") or "").split("\n"):
        for place in one[3:].split():
            name, colon, number = place.rpartition(":")
            places.append((name, number) if colon and number.isdigit() else (place, ""))
    context, former, former_context = said["context"], said["former"], said["former_context"]
    entry: polib.POEntry = polib.POEntry.__new__(polib.POEntry)
    values: dict[str, Any] = {
        "msgid": source,
        "msgstr": _text(said["str"]),
        "msgid_plural": "",
        "msgstr_plural": {},
        "msgctxt": None if context is None else _text(context),
        "obsolete": int(is_obsolete),
        "encoding": "utf-8",
        "comment": _lines(said.get("comment") or "", 3),
        "tcomment": _remarks(said["remarks"]),
        "occurrences": places,
        "flags": _flags(said["flags"]),
        "previous_msgctxt": None if former_context is None else _text(former_context),
        "previous_msgid": None if former is None else _text(former),
        "previous_msgid_plural": None,
        "linenum": line,
    }
    vars(entry).update(values)
    return entry


def _text(quoted: str) -> str:
    joined = quoted[1:-1]
    if "\n" in joined:
        joined = joined.replace('"\n"', "")
    return polib.unescape(joined) if "\\" in joined else joined


def _lines(comments: str, mark: int) -> str:
    return "\n".join(line.rstrip()[mark:] for line in comments.split("\n")[:-1])


def _remarks(comments: str) -> str:
    lines = [line.strip().lstrip("#").removeprefix(" ") for line in comments.split("\n")[:-1]]
    found = ""
    for line in lines:
        found += ("\n" if found else "") + line
    return found


def _flags(said: str | None) -> list[str]:
    return [] if said is None else [flag.strip() for flag in said.rstrip().split(",")]


def _read_header(po: polib.POFile, match: re.Match[str]) -> None:
    for line in match["remarks"].split("\n")[:-1]:
        po.header += ("\n" if po.header else "") + line.strip()[2:]
    po.metadata_is_fuzzy = _flags(match["flags"])  # type: ignore[assignment]  # as polib has it
    key = None
    for line in _text(match["str"]).splitlines():
        name, colon, value = line.partition(":")
        if colon:
            key = name
            po.metadata[key] = value.strip()
        elif key is not None:
            po.metadata[key] += "\n" + line.strip()
