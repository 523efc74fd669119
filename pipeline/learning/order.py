"""The review order: which sentences a person would most likely change, learned from what people changed before."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from pipeline.learning.features import Features, Values
from pipeline.learning.mix import fit
from pipeline.learning.sentence import Correction, Sentence
from pipeline.learning.tables import Sentences, Words, removed_words
from pipeline.learning.usual import WEIGHTS, usual_parts

_LEARNED = {"worst word": 0.25, "sentence": 0.6, "seen before": 1.0}
_TRUSTED = 300  # corrections: with so many, what was learned counts half
_HOLD = 300.0
_GROWN = 1.1  # the weights are fitted again when there are so many times the corrections
_AGAIN = 2  # times a sentence is looked at again later on, on the average
_SEED = 16


class Page:
    """The sentences of one page as the order sees them."""

    def __init__(self, sentences: Sequence[Sentence], features: list[Features], usual: Values):
        self.sentences = sentences
        self.features = features
        self.usual = usual


def pages_of(pages: Sequence[Sequence[Sentence]]) -> list[Page]:
    """The pages of a docset (or of a list of corrections), each seen among the others."""
    features = [[Features(one) for one in page] for page in pages]
    both = [list(zip(page, of, strict=True)) for page, of in zip(pages, features, strict=True)]
    parts = usual_parts(both)
    return [Page(*one) for one in zip(pages, features, parts, strict=True)]


class ReviewOrder:
    """Scores sentences: the higher, the sooner to be read. Knows nothing at first but what holds for any docset."""

    def __init__(self) -> None:
        self.words = Words()
        self.whole = Sentences()
        self._seen: dict[tuple[str, str], tuple[int, int]] = {}
        self._usual = np.array([*WEIGHTS.values(), *_LEARNED.values(), 0.0])
        self._weights = self._usual
        self._rows: list[Values] = []
        self._done: list[tuple[Correction, Features]] = []
        self._changed = 0
        self._fitted = 0
        self._random = np.random.default_rng(_SEED)

    def scores(self, page: Page) -> Values:
        """A score for each sentence of a page: a logit, without the share of sentences that are changed at all."""
        found: Values = self._parts(page)[:, :-1] @ self._weights[:-1]
        return found

    def learn(self, page: Page, humans: Sequence[str]) -> None:
        """Learn what a person made of each sentence of a page."""
        if not page.sentences:
            return
        self._rows.append(self._parts(page))
        for sentence, features, human in zip(page.sentences, page.features, humans, strict=True):
            correction = Correction(sentence, human)
            times, changed = self._seen.get((sentence.source, sentence.target), (0, 0))
            seen = times + 1, changed + correction.changed
            self._seen[sentence.source, sentence.target] = seen
            self._done.append((correction, features))
            self._changed += correction.changed
            self._learn_one(correction, features)
        for at in self._random.integers(len(self._done), size=_AGAIN * len(page.sentences)):
            self._learn_one(*self._done[at])
        if len(self._done) > _GROWN * self._fitted + 20:
            self._fitted = len(self._done)
            rows = np.concatenate(self._rows)
            truth = np.array([one.changed for one, _ in self._done], float)
            self._weights = fit(rows, truth, self._weights, self._usual, _HOLD)

    def _learn_one(self, correction: Correction, features: Features) -> None:
        self.words.learn(features, removed_words(correction))
        self.whole.learn(features, correction.changed, self._share())

    def _share(self) -> float:
        return math.log((self._changed + 1) / (len(self._done) - self._changed + 1))

    def _parts(self, page: Page) -> Values:
        trust = len(self._done) / (len(self._done) + _TRUSTED)
        learned = np.array(
            [
                (
                    trust * float(self.words.logits(features).max(initial=0.0)),
                    trust * self.whole.logit(features),
                    self._known(sentence),
                )
                for sentence, features in zip(page.sentences, page.features, strict=True)
            ]
        ).reshape(-1, len(_LEARNED))
        return np.column_stack([page.usual, learned, np.ones(len(page.sentences))])

    def _known(self, sentence: Sentence) -> float:
        """What was done with the very same sentence before: from -1 (always kept) to 1 (always changed)."""
        times, changed = self._seen.get((sentence.source, sentence.target), (0, 0))
        return (2 * changed - times) / (times + 0.5)
