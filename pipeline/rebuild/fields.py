"""The fields of a metadata block as lines: which of them a page that is made anew keeps, and in what order.

A page that was there keeps its own bytes where it says the same as the new one, and where it has words of its own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from pipeline.errors import PageError
from pipeline.families import toml_places
from pipeline.families.front_matter import find
from pipeline.files.decoding import line_end
from pipeline.files.splice import Splice, splice
from pipeline.markdown.front_matter import find as find_yaml
from pipeline.markdown.syntax import Head, Range

_LINE_END = re.compile(r"\r\n|\n|\r")


class Field(NamedTuple):
    """A top-level key of a block, and its whole lines with the comments above them (0-based characters)."""

    key: str
    start: int
    end: int


def fields_of(text: str, block: Head) -> tuple[Field, ...]:
    """The fields of a page's block in their order; none where they do not stand on lines of their own.

    Of a TOML block, those before its first table.
    """
    found, at = [], block.start
    for key, (start, end) in _ranges(text, block):
        line_start, line_finish = whole_lines(text, start, end)
        if line_start < at or text[line_start:start].strip():
            return ()  # in brackets, or several on one line
        found.append(Field(key, at, line_finish))
        at = line_finish
    return tuple(found) if len({field.key for field in found}) == len(found) else ()


def _ranges(text: str, block: Head) -> Iterator[tuple[str, Range]]:
    if block.form == "yaml" and (front := find_yaml(text)) is not None:
        for field in front.fields:
            yield field.key, (field.start, front.place(field.node)[1])
    elif block.form == "toml":
        written = text[block.start : block.end]
        for path, spot in toml_places.places(written).items():
            if spot.key == spot.start:
                if written[spot.key] == "[" and len(path) == 1:
                    return  # the first table
                continue
            if len(path) == 1:
                yield str(path[0]), (block.start + spot.key, block.start + spot.end)


def with_fields_of(text: str, page: str, own: Collection[str], forms: tuple[str, ...]) -> str:
    """A page, `text`, with the fields of `page` where these say the same, in the order that they have there.

    Those of `own` are taken whatever they say. Raises PageError where one of them has no place.
    """
    new, old = find(text, forms), find(page, forms)
    theirs = fields_of(page, old) if old is not None else ()
    mine = {field.key: field for field in fields_of(text, new)} if new is not None else {}
    kept = {field.key: page[field.start : field.end] for field in theirs}
    if missing := sorted({*own} - (mine.keys() & kept.keys())):
        message = f"`{missing[0]}` of the page has no place in the front matter"
        raise PageError(message, line=1, column=1)
    if new is None or old is None or new.form != old.form or not mine:
        return text
    order = [field.key for field in theirs if field.key in mine]
    before = ""
    for key in mine:
        if key not in kept:
            order.insert(order.index(before) + 1 if before else 0, key)
        before = key
    wanted = {**new.values, **{key: old.values[key] for key in own}}
    lines = "".join(
        kept[key]
        if key in own or (key in kept and old.values[key] == new.values[key])
        else text[mine[key].start : mine[key].end]
        for key in order
    )
    lines = _LINE_END.sub(line_end(text), lines)
    end = max(field.end for field in mine.values())
    made = splice(text, [Splice(new.start, end, lines)])
    try:
        read = find(made, forms)
    except PageError:
        read = None
    if read is not None and read.values == wanted:
        return made
    if own:
        message = f"`{min(own)}` of the page has no place in the front matter"
        raise PageError(message, line=1, column=1)
    return text


def whole_lines(text: str, start: int, end: int) -> tuple[int, int]:
    """The whole lines that hold the characters from `start` to `end`."""
    begin = text.rfind("\n", 0, start) + 1
    finish = text.find("\n", end)
    return begin, len(text) if finish < 0 else finish + 1
