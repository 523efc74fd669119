"""The names of anchors, each of which a page has once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pipeline.markdown.outline import Outline
from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.registry import rule
from pipeline.rules.structure.anchors import ANCHOR, slugs
from pipeline.rules.structure.reading import Seen, own, read_source
from pipeline.visible import shown


@rule("duplicate-anchor", "article")
def duplicate_anchor(page: PageContext) -> Iterator[Hit]:
    """Two anchors of a page have the same name: links reach the first only.

    Bad:

        ## <a name="pay"></a>Pay
        ## <a name="pay"></a>Pay later

    Good:

        ## <a name="pay"></a>Pay
        ## <a name="pay-later"></a>Pay later
    """

    def find(outline: Outline) -> Iterator[Seen]:
        seen: set[str] = set()
        for match in ANCHOR.finditer(outline.bare):
            name = match[1].lower()
            if name and name in seen:
                message = f"a second anchor called `{shown(name)}`"
                yield Seen(match.start(1), match.end(1), message, name)
            seen.add(name)

    repeated = page.once(_repeated_headings)
    for hit in own(page, find):
        if page.article.text[hit.start : hit.end].lower() not in repeated:
            yield hit


def _repeated_headings(page: PageContext) -> frozenset[str]:
    """Slugs of English headings that stand more than once: the hand-back gives them one anchor."""
    source = page.once(read_source)
    if source is None:
        return frozenset()
    counts = Counter(name for heading in source.headings for name in slugs(heading.text))
    return frozenset(name for name, count in counts.items() if count > 1)
