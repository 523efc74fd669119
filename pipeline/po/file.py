"""PO files in and out. polib reads and writes them; what it would take in silence is an error here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import attrgetter

import polib

from pipeline.errors import PageError
from pipeline.files.decoding import BOM, decode
from pipeline.po import parser, plain_parser, po_render, po_splice

_TEXT = r'"(?:[^"\\]|\\[abfnrtv"\\])*+"\s*'
_STRING = re.compile(_TEXT)
_LINE = re.compile(
    r"\s*(?:(?:#~\s*)?(?:(?P<word>msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s*)?"
    rf"{_TEXT}|#.*)?"
)
_SAID = attrgetter(
    "msgid",
    "msgstr",
    "msgctxt",
    "comment",
    "tcomment",
    "flags",
    "occurrences",
    "previous_msgid",
    "previous_msgctxt",
    "obsolete",
)
_LONGEST_NAME = 255  # characters; polib sorts the names by the numbers in them
_POLIB_LINE = re.compile(r"\(line (\d+)\)")
_CONFLICT = ("<<<<<<< ", "=======", ">>>>>>> ", "||||||| ")
_CHARSET = re.compile(r"charset=([^\s;]+)", re.IGNORECASE)


def new() -> polib.POFile:
    """An empty PO file that is written unwrapped."""
    return polib.POFile(wrapwidth=0)


def parse(data: bytes) -> polib.POFile:
    """The PO file in `data`.

    Raises PageError with line and column: not UTF-8, cut off, no PO at all, two entries for one text.
    """
    text = decode(data).removeprefix(BOM)
    if "\n#~|" in text:  # polib reads over the former source of an obsolete entry
        text = text.replace("\n#~|", "\n#|")
    if not text.strip():
        raise PageError("the file is empty", line=1, column=1)
    po = plain_parser.read(text) or _parsed(text)
    if any(len(name) > _LONGEST_NAME for name in po.metadata):
        raise PageError("a field of the header has a name that nobody gives", line=1, column=1)
    charset = _CHARSET.search(po.metadata.get("Content-Type", ""))
    if charset and charset[1].upper() not in ("UTF-8", "UTF8", "CHARSET", "ASCII", "US-ASCII"):
        message = f"the header says charset {charset[1]}; save the file as UTF-8"
        raise PageError(message, line=1, column=1)
    _check_duplicates(po)
    return po


def _parsed(text: str) -> polib.POFile:
    """The PO file in `text` as polib reads it. Raises PageError where it is none."""
    _check(text)
    try:
        return parser.read(text.split("\n"))  # polib's own split knows U+2028 as a line end
    except OSError as error:  # polib's word for a syntax error
        line = _POLIB_LINE.search(str(error))
        message = f"not a PO file: {error}"
        raise PageError(message, line=int(line[1]) if line else 1, column=1) from None


def parse_for_page(data: bytes) -> polib.POFile:
    """The PO file of a page, in `data`. Raises PageError as `parse` does, and for plural forms, which no page has."""
    po = parse(data)
    for entry in po if b"msgid_plural" in data else ():
        if entry.msgid_plural:
            message = "this entry has plural forms, which no text of a page has; keep one of them, as its msgstr"
            raise PageError(message, line=entry.linenum or 1, column=1)
    return po


def dump(po: polib.POFile, before: bytes | None = None, old: polib.POFile | None = None) -> bytes:
    """Return the file's bytes: UTF-8, LF, unwrapped; equal files give equal bytes.

    `before` are the bytes of the file as it was, `old` is what was read from them, where that was not changed since.
    What means the same there keeps its bytes: a tool's wrapping, its order and spelling of headers, its line ends.
    """
    if before is not None and old is not None and _is_same(po, old):
        return before
    new = po_render.rendered(po).encode()
    if before is None or before == new:
        return new
    return po_splice.spliced(before, new)


def _is_same(po: polib.POFile, other: polib.POFile) -> bool:
    """Return whether two files say the same in the same order."""
    heads = ((each.header, each.metadata, bool(each.metadata_is_fuzzy)) for each in (po, other))
    same_head = next(heads) == next(heads)
    return same_head and [*map(_SAID, po)] == [*map(_SAID, other)]


def active(po: polib.POFile) -> Iterator[polib.POEntry]:
    """The entries that are in use: not obsolete."""
    return (entry for entry in po if not entry.obsolete)


def is_translated(entry: polib.POEntry) -> bool:
    """Has the entry a translation? White space is none, unless its source is white space, too."""
    return bool(entry.msgstr.strip() or (entry.msgstr and not entry.msgid.strip()))


def is_reviewed(entry: polib.POEntry) -> bool:
    """Has a person translated or confirmed the entry, which the page still has?"""
    return is_translated(entry) and not entry.fuzzy and not entry.obsolete


def is_outdated(entry: polib.POEntry) -> bool:
    """Was the entry's text made for an earlier source (`#|`), and has nobody made it fit since?"""
    return entry.fuzzy and entry.previous_msgid is not None


def _check(text: str) -> None:
    """Raises PageError at the first line that no PO file has, or where an entry stops before its translation."""
    waiting = 0  # the line of a msgid that has no msgstr yet
    comment = 0  # the first line of comments that no entry follows yet
    plural = False
    for number, line in enumerate(text.split("\n"), 1):
        if not line:
            continue
        if line[0] == "#" and line[1:2] != "~":  # most lines: nothing can be wrong in them
            comment = comment or number
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            raise PageError(f"not a PO line{_why(line)}", line=number, column=_column(line))
        word = match["word"]
        if not word:
            continue
        comment = 0
        if word.startswith("msgstr"):
            if "[" in word and not plural:
                raise PageError(f"{word} without a msgid_plural", line=number, column=1)
            waiting = 0
        elif word == "msgid_plural":
            plural = True
            continue
        elif waiting:
            raise PageError(
                "this entry has no msgstr: is the file cut off?", line=waiting, column=1
            )
        elif word == "msgid":
            waiting, plural = number, False
    if waiting:
        raise PageError("this entry has no msgstr: is the file cut off?", line=waiting, column=1)
    if comment:
        raise PageError("comments without an entry: is the file cut off?", line=comment, column=1)


def _why(line: str) -> str:
    if line.startswith("version https://git-lfs.github.com/spec/"):
        return ": a pointer of Git LFS; `git lfs pull` fetches the file"
    if line.startswith(_CONFLICT):
        return ": a merge conflict that nobody has resolved; choose one side of it"
    if line.count('"') == 1:
        return ": a quotation mark is missing; is the file cut off?"
    return " (a comment, a keyword with a quoted text, or a quoted text is expected)"


def _column(line: str) -> int:
    """Where a quoted text begins that does not end well; else the first character."""
    at = line.find('"')
    return at + 1 if at >= 0 and not _STRING.fullmatch(line, at) else 1


def _check_duplicates(po: polib.POFile) -> None:
    seen: dict[tuple[str | None, str], int] = {}
    for entry in active(po):
        key = (entry.msgctxt, entry.msgid)
        if key in seen:
            message = f"a second entry for the same text; the first is at line {seen[key]}"
            raise PageError(message, line=entry.linenum or 1, column=1)
        seen[key] = entry.linenum or 1
