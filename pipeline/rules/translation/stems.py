"""A word that is said again as the first part of the next one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.results.finding import Hit
from pipeline.rules.registry import rule
from pipeline.rules.translation.pair import Pair

_SHORTEST = 5
_STEM = re.compile(rf"(?<![\w\-.'’])([^\W\d_]{{{_SHORTEST},40}}) (\1[^\W\d_]{{3,40}})(?![\w-])")


@rule("doubled-stem", "unit", copies=False, needs_source=False)
def doubled_stem(pair: Pair) -> Iterator[Hit]:
    """A word stands before a compound that begins with it: the compound was written twice, the first time in part.

    Bad:

        source: Make sure that the balances are paid.
        target: Zorg ervoor dat de factuur factuursaldo's zijn betaald.

    Good:

        source: Make sure that the balances are paid.
        target: Zorg ervoor dat de factuursaldo's zijn betaald.
    """
    if not pair.language.writes_compounds:
        return
    words = pair.target.lower_words
    if not any(map(str.startswith, words[1:], words)):
        return
    small = pair.language.function_words | pair.language.alone
    for match in _STEM.finditer(pair.target.lower_plain):
        first = match[1]
        if first in small or first in pair.source.word_set:
            continue
        said = pair.target.plain[match.start() : match.end()]
        yield Hit(match.start(), match.end(), f"{said!r}: {first!r} stands twice")
