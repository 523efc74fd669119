"""Alt texts of a bilingual page: they have no spans, and are paired with the source's by their images."""

from __future__ import annotations

from pipeline.markdown.article import Article
from pipeline.units.align.items import items_of
from pipeline.units.align.page import Pair
from pipeline.units.align.sequence import match_items
from pipeline.units.passage import Passage
from pipeline.units.segments import segments_of


def alt_text_pairs(
    source: Article, left: tuple[Passage, ...], target: Article, right: tuple[Passage, ...]
) -> list[Pair]:
    """The alternative texts of images that stand alone, in the order of the source; those that have a partner."""
    sources = items_of(source, _alt_texts(left), code=False)
    targets = items_of(target, _alt_texts(right), code=False)
    found = []
    for match in match_items(sources, targets, 1.0):
        if match.source[1] - match.source[0] != 1 or match.target[1] - match.target[0] != 1:
            continue
        one, two = sources[match.source[0]], targets[match.target[0]]
        if one.passage is None or two.passage is None:
            continue
        segment = segments_of(source, one.passage)[0]
        certainty = 0.98 if one.key == two.key else 0.6
        place = two.passage.start, two.passage.end
        found.append(Pair(segment, place, one.passage.kind, one.passage.anchor, certainty))
    return found


def _alt_texts(found: tuple[Passage, ...]) -> tuple[Passage, ...]:
    return tuple(passage for passage in found if passage.kind == "alt text")
