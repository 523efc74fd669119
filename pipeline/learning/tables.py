"""Two tables that learn online: which words people take out, and in which sentences they change something.

Both are logistic regressions over hashed features with a step of its own for each feature (AdaGrad,
https://jmlr.org/papers/v12/duchi11a.html).
"""

from __future__ import annotations

import numpy as np
from rapidfuzz.distance import Indel

from pipeline.learning.features import WORD_FEATURES, Features, Truths, Values
from pipeline.learning.sentence import BITS, Correction, tokens

USUALLY_KEPT = -1.5
"""The logit of a word of which nothing is known: about one in five is taken out of a corrected text."""


def chance(logits: Values) -> Values:
    """The probabilities of logits."""
    return 1 / (1 + np.exp(-np.clip(logits, -30, 30)))


class Words:
    """How likely each word of a machine translation is to be taken out."""

    _STEP = 0.5

    def __init__(self) -> None:
        self.weights = np.zeros(1 << BITS)
        self._squares = np.ones(1 << BITS)

    def logits(self, features: Features) -> Values:
        """What speaks for taking out each word, beside `USUALLY_KEPT`."""
        found: Values = self.weights[features.words].sum(axis=1)
        return found

    def learn(self, features: Features, removed: Truths) -> None:
        """Learn which words of one sentence a person took out."""
        if not len(removed):
            return
        wrong = chance(self.logits(features) + USUALLY_KEPT) - removed
        slopes = np.repeat(wrong, WORD_FEATURES)
        numbers = features.words.ravel()
        np.add.at(self._squares, numbers, slopes**2)
        np.add.at(self.weights, numbers, -self._STEP * slopes / np.sqrt(self._squares[numbers]))


class Sentences:
    """How likely a whole sentence is to be changed."""

    _STEP = 0.3

    def __init__(self) -> None:
        self.weights = np.zeros(1 << BITS)
        self._squares = np.full(1 << BITS, 0.1)

    def logit(self, features: Features) -> float:
        """What speaks for changing the sentence, beside how many are changed at all."""
        return float(self.weights[features.numbers] @ features.values)

    def learn(self, features: Features, changed: bool, usual: float) -> None:
        """Learn whether one sentence was changed; `usual` is the logit of the share that is."""
        expected = chance(np.array([self.logit(features) + usual]))
        slopes = (expected - changed) * features.values
        self._squares[features.numbers] += slopes**2
        steps = self._STEP * slopes / np.sqrt(self._squares[features.numbers])
        self.weights[features.numbers] -= steps


def removed_words(correction: Correction) -> Truths:
    """Which words of the machine translation are not in the person's text, at their place."""
    before, after = tokens(correction.sentence.target), tokens(correction.human)
    removed = np.ones(len(before), bool)
    if before == after:
        removed[:] = False
        return removed
    for step in Indel.opcodes(before, after):
        if step.tag == "equal":
            removed[step.src_start : step.src_end] = False
    return removed
