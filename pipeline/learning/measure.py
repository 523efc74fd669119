"""How good an order is: each page is scored before its corrections are learned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.learning.features import Truths, Values
from pipeline.learning.order import ReviewOrder, pages_of
from pipeline.learning.sentence import Correction


@dataclass(frozen=True, slots=True)
class Measured:
    """How good the order is on `rows` corrections.

    `auc`: how often a changed sentence stands before a kept one; 0.5 is chance, None where all were changed or all were
    kept. `auc_untrained`: the same without anything learned. `top_fifth`: the share that was changed in the first
    fifth; None without rows.
    """

    rows: int
    auc: float | None
    auc_untrained: float | None
    top_fifth: float | None


def measure(corrections: Mapping[str, Sequence[Correction]]) -> Measured:
    """Measure the order on the corrections of each page. The order of pages is that of their names.

    It does not matter in which order they are given.
    """
    given = [
        sorted(
            corrections[name], key=lambda one: (one.sentence.source, one.sentence.target, one.human)
        )
        for name in sorted(corrections)
    ]
    pages = pages_of([[one.sentence for one in page] for page in given])
    order, untrained = ReviewOrder(), ReviewOrder()
    scores, first = [np.zeros(0)], [np.zeros(0)]
    for page, corrected in zip(pages, given, strict=True):
        first.append(untrained.scores(page))
        scores.append(order.scores(page))
        order.learn(page, [one.human for one in corrected])
    changed = np.array([one.changed for page in given for one in page], bool)
    learned = np.concatenate(scores).round(9)
    return Measured(
        rows=len(changed),
        auc=auc(learned, changed),
        auc_untrained=auc(np.concatenate(first).round(9), changed),
        top_fifth=top_fifth(learned, changed),
    )


def auc(scores: Values, changed: Truths) -> float | None:
    """The area under the ROC curve: in which share of pairs the changed one has the higher score; ties count half."""
    positives = int(changed.sum())
    negatives = len(changed) - positives
    if not positives or not negatives:
        return None
    _, place, count = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(count) - (count - 1) / 2)[place]
    above = ranks[changed].sum() - positives * (positives + 1) / 2
    return float(above / (positives * negatives))


def top_fifth(scores: Values, changed: Truths) -> float | None:
    """The share of changed ones in the fifth with the highest scores."""
    if not len(scores):
        return None
    most = np.argsort(-scores, kind="stable")[: max(1, len(scores) // 5)]
    return float(changed[most].mean())
