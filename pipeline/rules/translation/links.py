"""Links: each target of the source, in the target."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pipeline.rules.finding import Hit
from pipeline.rules.registry import rule
from pipeline.rules.translation.pair import Pair


@rule("link-target-changed", "unit")
def link_target_changed(pair: Pair) -> Iterator[Hit]:
    """A link points somewhere else than in the source.

    Readers land on the wrong page, or nowhere.

    Bad:

        source: See [billing](pay.md).
        target: Zie [facturering](betalen.md).

    Good:

        source: See [billing](pay.md).
        target: Zie [facturering](pay.md).
    """
    wanted = Counter(link.target for link in pair.source.links)
    for link in pair.target.links:
        if wanted[link.target] > 0:
            wanted[link.target] -= 1
        elif len(pair.source.links) == len(pair.target.links):
            yield Hit(link.start, link.end, f"link to {link.target} is not in the source")
