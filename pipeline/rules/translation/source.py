"""Faults of the source itself: the translator is not to blame, the writer should know."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.results.finding import Hit
from pipeline.rules.registry import rule
from pipeline.rules.translation.pair import Pair
from pipeline.rules.translation.repeats import doubled
from pipeline.rules.translation.typography import unpaired

_BROKEN_BOLD = re.compile(r"\*\*[^*\x00]{0,200}\s\*\*|\*\*\s[^*\x00]{0,200}\*\*")


@rule("source-fault", "unit")
def source_fault(pair: Pair) -> Iterator[Hit]:
    """The source has a fault that its translations inherit: a doubled word, broken bold, a bracket without partner.

    Mended once in the source, it is mended in every language.

    Bad:

        source: Open the the menu.
        target: Open het menu.

    Good:

        source: Open the menu.
        target: Open het menu.
    """
    whole = 0, len(pair.target.text)
    for first, _ in doubled(pair.source):
        word = first.text.lower()
        if (
            word not in pair.english.doubles
            and len(word) > 1
            and word in pair.english.function_words
        ):
            yield Hit(*whole, f"the source says {first.text!r} twice")
    if "**" in pair.source.plain and _BROKEN_BOLD.search(pair.source.plain):
        yield Hit(*whole, "bold is broken in the source")
    if (found := unpaired(pair.source.plain)) is not None:
        yield Hit(*whole, f"{found[0]} has no partner in the source")
