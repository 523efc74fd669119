"""What can be said of a sentence before anybody has corrected anything: its length, its findings, its neighbours.

The weights are for any docset: round figures that were right for Dutch and Japanese pages, and then held on others.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import numpy as np

from pipeline.learning.features import Features, Values
from pipeline.learning.sentence import BITS, Sentence

WEIGHTS: Final = {
    "length": 0.2,
    "warnings": 0.4,
    "warnings of the page": 0.2,
    "links": 0.03,
    "links of the page": 0.15,
    "word pairs of no other page": 0.1,
    "words of no other page": 0.15,
    "length of the page": -0.1,
    "inconsistent sentences of the page": 0.25,
    "pages with the source": -0.1,
    "translations of the source": 0.3,
}
"""What each part counts for; parts are measured in standard deviations of the docset's sentences."""


def usual_parts(pages: Sequence[Sequence[tuple[Sentence, Features]]]) -> list[Values]:
    """For each page, a row of parts for each sentence, in the order of `WEIGHTS`."""
    if not any(pages):
        return [np.zeros((0, len(WEIGHTS))) for _ in pages]
    having = _pages_having(pages)
    sources, translations = _repeated(pages)
    rows = []
    for page in pages:
        columns = np.array(
            [
                (
                    np.log1p(len(sentence.source)),
                    np.log1p(sentence.warnings),
                    np.log1p(sentence.source.count("](")),
                    *_new(features, having),
                    np.log(len(sources[sentence.source])),
                    np.log(len(translations[sentence.source])),
                    sentence.inconsistent,
                )
                for sentence, features in page
            ],
            float,
        ).reshape(-1, 8)
        length, warnings, links, pairs, words, shared, variants, varied = columns.T
        of_page = np.ones(len(page))
        rows.append(
            np.column_stack(
                [
                    length,
                    warnings,
                    of_page * _mean(warnings),
                    links,
                    of_page * _mean(links),
                    pairs,
                    of_page * _mean(words),
                    of_page * np.log1p(len(page)),
                    of_page * _mean(varied),
                    shared,
                    variants,
                ]
            )
        )
    every = np.concatenate(rows)
    middle, spread = every.mean(axis=0), every.std(axis=0)
    return [(page - middle) / np.where(spread > 0, spread, 1) for page in rows]


def _mean(column: Values) -> float:
    return float(column.mean()) if len(column) else 0.0


def _pages_having(pages: Sequence[Sequence[tuple[Sentence, Features]]]) -> Values:
    """How many pages have each word and pair of words in their targets."""
    having = np.zeros(1 << BITS)
    for page in pages:
        grams = [gram for _, features in page for gram in features.grams]
        if grams:
            having[np.unique(np.concatenate(grams))] += 1
    return having


def _new(features: Features, having: Values) -> tuple[float, float]:
    """The shares of word pairs and of words that no other page has, each drawn a little to the middle."""
    words, pairs = features.grams
    alone_words = int((having[words] <= 1).sum())
    alone_pairs = int((having[pairs] <= 1).sum())
    return (alone_pairs + 0.5) / (len(words) + 1), (alone_words + 0.2) / (len(words) + 2)


def _repeated(
    pages: Sequence[Sequence[tuple[Sentence, Features]]],
) -> tuple[dict[str, set[int]], dict[str, set[str]]]:
    """By source: the pages that have it, and its translations."""
    sources: dict[str, set[int]] = defaultdict(set)
    translations: dict[str, set[str]] = defaultdict(set)
    for number, page in enumerate(pages):
        for sentence, _ in page:
            sources[sentence.source].add(number)
            translations[sentence.source].add(sentence.target)
    return sources, translations
