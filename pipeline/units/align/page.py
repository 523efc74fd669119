"""A localized page aligned with its source page."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import exp

from pipeline.markdown.article import Article
from pipeline.units.align.items import Item, items_of
from pipeline.units.align.sentences import match_sentences
from pipeline.units.align.sequence import Match, match_items
from pipeline.units.metadata import METADATA_KEYS
from pipeline.units.passage import Passage
from pipeline.units.passages import passages
from pipeline.units.segments import Segment, segments_of
from pipeline.units.unit import Range

_RATIOS = 0.2, 3.0


@dataclass(frozen=True, slots=True)
class Pair:
    """A source text and its translation. `source` or `target` is None for what was dropped or added.

    `sentences` is how many sentences of the source it holds (0 for what was added). `certainty` is from 0 to 1.
    """

    source: Segment | None
    target: Range | None
    kind: str
    anchor: str
    certainty: float
    sentences: int = 1


@dataclass(frozen=True, slots=True)
class Alignment:
    """Everything of both pages, paired or not, in the order of the source; what was added stands where it is.

    `likeness` (0 to 1) says how much of the source's text has a partner that looks like a translation.
    """

    pairs: tuple[Pair, ...]
    ratio: float
    likeness: float


def align(
    source: Article,
    target: Article,
    locale: str = "",
    keys: tuple[str, ...] = METADATA_KEYS,
    source_locale: str = "en",
) -> Alignment:
    """The texts of `source` beside their translations in `target`, a page without bilingual spans."""
    left, right = passages(source, keys), passages(target, keys)
    sources, targets = items_of(source, left), items_of(target, right)
    ratio = _first_ratio(sources, targets)
    matches = match_items(sources, targets, ratio)
    better = _matched_ratio(sources, targets, matches)
    if better and not 0.8 < better / ratio < 1.25:
        ratio = better
        matches = match_items(sources, targets, ratio)
    elif better:
        ratio = better
    found = list(metadata_pairs(source, left, target, right))
    for match in matches:
        found += _passage_pairs(
            source, target, sources, targets, match, ratio, locale, source_locale
        )
    return Alignment(tuple(found), ratio, _likeness(found))


def metadata_pairs(
    source: Article, left: tuple[Passage, ...], target: Article, right: tuple[Passage, ...]
) -> list[Pair]:
    """The metadata values of two pages, paired by key, and in a list by place."""
    kept: dict[str, list[Passage]] = {}
    for passage in right:
        if passage.block == "metadata":
            kept.setdefault(passage.kind, []).append(passage)
    counts: dict[str, int] = {}
    for passage in left:
        if passage.block == "metadata":
            counts[passage.kind] = counts.get(passage.kind, 0) + 1
    found = []
    for passage in left:
        if passage.block != "metadata":
            continue
        segment = segments_of(source, passage)[0]
        others = kept.get(passage.kind, [])
        same = len(others) == counts[passage.kind]
        partner = others.pop(0) if others and same else None
        counts[passage.kind] -= same
        place = (partner.start, partner.end) if partner else None
        found.append(Pair(segment, place, passage.kind, "", 0.98 if partner else 0.0))
    return found


def target_text(article: Article, pair: Pair) -> str:
    """The translation of a pair as it stands in the localized page; of metadata, its value."""
    if pair.target is None:
        return ""
    is_value = pair.kind.startswith("metadata: ")
    return article.value_text(*pair.target) if is_value else article.text[slice(*pair.target)]


def _passage_pairs(
    source: Article,
    target: Article,
    sources: list[Item],
    targets: list[Item],
    match: Match,
    ratio: float,
    locale: str,
    source_locale: str,
) -> list[Pair]:
    left = [item.passage for item in sources[slice(*match.source)] if item.passage]
    right = [item.passage for item in targets[slice(*match.target)] if item.passage]
    if not left:
        return [Pair(None, (p.start, p.end), p.kind, p.anchor, 0.0, 0) for p in right]
    owners = [(p, s) for p in left for s in segments_of(source, p, source_locale)]
    sentences = [segment for _, segment in owners]
    if not sentences:
        return []
    if not right:
        return [Pair(segment, None, p.kind, p.anchor, 0.0) for p, segment in owners]
    broken = ["\n" in source.text[one.end : two.start] for one, two in pairwise(sentences)]
    wrapped = any("\n" in source.text[one.start : one.end] for one in sentences)
    place = _place(left, right)
    joined = len(left) + len(right) > 2
    found = []
    cost = match.cost
    for part in match_sentences(
        sentences, broken, target, place, ratio, locale, cost, wrapped=wrapped
    ):
        first, last = sentences[part.first], sentences[part.last - 1]
        whole = first
        if part.last - part.first > 1:
            text = " ".join(s.text for s in sentences[part.first : part.last])
            whole = Segment(first.start, last.end, text)
        passage = owners[part.first][0]
        certainty = 0.0
        if part.target:
            cost = max(part.cost, match.cost) + (1.0 if joined else 0.0)
            certainty = round(1 / (1 + exp(0.9 * (cost - 4.5))), 3)
        found.append(
            Pair(
                whole, part.target, passage.kind, passage.anchor, certainty, part.last - part.first
            )
        )
    return found


def _place(left: list[Passage], right: list[Passage]) -> Range:
    """Where the translation stands: a link is part of it unless the source's text is all of a link too."""
    first, last = right[0], right[-1]
    if left[0].in_link or left[0].kind == "alt text":
        return first.start, last.end
    start = first.whole[0] if first.whole else first.start
    return start, last.whole[1] if last.whole else last.end


def _first_ratio(sources: list[Item], targets: list[Item]) -> float:
    one = sum(item.features.length for item in sources if item.passage)
    two = sum(item.features.length for item in targets if item.passage)
    return _bounded(two / one) if one and two else 1.0


def _matched_ratio(sources: list[Item], targets: list[Item], matches: list[Match]) -> float:
    one = two = 0
    for match in matches:
        if match.source[1] - match.source[0] != 1 or match.target[1] - match.target[0] != 1:
            continue
        if match.cost < 2.0 and sources[match.source[0]].passage:
            one += sources[match.source[0]].features.length
            two += targets[match.target[0]].features.length
    return _bounded(two / one) if one > 200 else 0.0


def _bounded(ratio: float) -> float:
    return min(max(ratio, _RATIOS[0]), _RATIOS[1])


def _likeness(pairs: list[Pair]) -> float:
    total = sum(len(pair.source.text) for pair in pairs if pair.source)
    sure = sum(len(pair.source.text) * pair.certainty for pair in pairs if pair.source)
    return round(sure / total, 3) if total else 0.0
