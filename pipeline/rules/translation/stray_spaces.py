"""No-break spaces that keep nothing together: beside other spaces, or narrow ones between words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.files.splice import Splice
from pipeline.results.finding import Fix, Hit
from pipeline.rules.registry import BEYOND_ASCII, rule
from pipeline.rules.translation.pair import Pair
from pipeline.severity import Severity

_FIXED = "\u00a0\u202f\u2007\u2009"
_RUN = re.compile(rf"(?<=[^\s|])[ {_FIXED}]*[{_FIXED}][ {_FIXED}]*(?=[^\s|])")
_NARROW = "\u202f"
_KEPT = re.compile(r"[\d:;!?»«%°–—/.,]")
"""What a narrow space may stand beside for a reason: numbers, units, French marks, dashes."""


@rule("stray-no-break-space", "unit", marks=BEYOND_ASCII, copies=False, needs_source=False)
def stray_no_break_space(pair: Pair) -> Iterator[Hit]:
    """A no-break space beside another space makes a hole in the line; one of another width stands between words.

    Bad:

        source: Choose **Save** in the menu.
        target: Kies **Opslaan**\u202f in het menu.

    Good:

        source: Choose **Save** in the menu.
        target: Kies **Opslaan** in het menu.
    """
    text, source = pair.target.text, pair.source.text
    plain = pair.target.markup.plain
    for match in _RUN.finditer(text):
        found, start, end = match[0], *match.span()
        if plain[start:end] != found or found in source:
            continue  # in code, in an address; or the source's own
        fix = Fix("put one plain space", (Splice(start, end, " "),))
        if len(found) > 1:
            said = f"{len(found)} spaces, of which {_many(found)} a no-break space"
            yield Hit(start, end, said, fix=fix)
        elif found == _NARROW and not _is_kept(pair, text[start - 1], text[end]):
            said = "a narrow no-break space between words"
            yield Hit(start, end, said, severity=Severity.SUGGESTION, fix=fix)


def _many(found: str) -> str:
    fixed = sum(one in _FIXED for one in found)
    return "one is" if fixed == 1 else f"{fixed} are each"


def _is_kept(pair: Pair, before: str, behind: str) -> bool:
    """Does a narrow space stand where the language or a number wants one?"""
    marks = pair.language.space_before
    return bool(_KEPT.match(behind) or _KEPT.match(before)) or behind in marks or before in marks
