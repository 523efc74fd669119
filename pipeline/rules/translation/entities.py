"""Characters without width that are written as entities."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.files.splice import Splice
from pipeline.results.finding import Fix, Hit
from pipeline.rules.registry import rule
from pipeline.rules.translation.pair import Pair

_ENTITY = re.compile(
    r"&(?:#x0*(?:200[bB]|2060|[fF][eE][fF][fF])|#0*(?:8203|8288|65279)|ZeroWidthSpace|NoBreak);"
)
_OPENERS, _CLOSERS = "[(*_", "])*_.,:;"


@rule("zero-width-entity", "unit", marks="&", needs_source=False)
def zero_width_entity(pair: Pair) -> Iterator[Hit]:
    """A space of no width (`&#x200B;`) that the source has not: engines put it around texts that were markup.

    Readers see the blank beside it: a link or a bold text that begins and ends with a space.

    Bad:

        source: See [the start page](start.md) first.
        target: Zie eerst [&#x200B; de startpagina &#x200B;](start.md).

    Good:

        source: See [the start page](start.md) first.
        target: Zie eerst [de startpagina](start.md).
    """
    text = pair.target.text
    found = [
        match for match in _ENTITY.finditer(text) if pair.target.plain[match.start()] != "\x01"
    ]
    if not found or _ENTITY.search(pair.source.text):
        return
    edits = tuple(Splice(*_with_blank(text, *match.span()), "") for match in found)
    number = f"{len(found)} × " if len(found) > 1 else ""
    fix = Fix("take it out", edits)
    message = f"{number}{found[0][0]}, a space of no width, is not in the source"
    yield Hit(found[0].start(), found[0].end(), message, fix=fix)


def _with_blank(text: str, start: int, end: int) -> tuple[int, int]:
    """An entity with the blank that it brought along: at the edge of markup, or beside another blank."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if after == " " and (before in ("", " ") or before in _OPENERS):
        return start, end + 1
    if before == " " and (not after or after in _CLOSERS):
        return start - 1, end
    return start, end
