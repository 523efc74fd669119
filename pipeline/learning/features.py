"""The features of a sentence, as numbers: of each word, and of the whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.learning.sentence import Sentence, number, tokens

Numbers = NDArray[np.int32]
Values = NDArray[np.float64]
Truths = NDArray[np.bool_]

WORD_FEATURES = 8
"""How many features each word has."""

_SHARES = (0.7, 1.0, 1.0)
"""How much the source's words, the target's and its characters weigh."""

_CHARACTERS = (3, 4)


class Features:
    """The features of one sentence. `words` has a row of feature numbers for each word of the target.

    `numbers` are those of the whole sentence, `values` their values. `grams` are the words and pairs of words
    of the target, for counting how many pages have them.
    """

    __slots__ = ("_sizes", "grams", "numbers", "words")

    def __init__(self, sentence: Sentence) -> None:
        target = tokens(sentence.target)
        lower = [word.lower() for word in target]
        rows = [row for at in range(len(target)) for row in _of_word(target, lower, at)]
        self.words: Numbers = np.array(rows, np.int32).reshape(-1, WORD_FEATURES)
        source = [word.lower() for word in tokens(sentence.source)]
        blocks = (
            _distinct(_grams("s", source, (1, 2))),
            _distinct(_grams("t", lower, (1, 2, 3))),
            _distinct(_pieces(sentence.target.lower())),
        )
        self.numbers: Numbers = np.concatenate(blocks)
        self._sizes = tuple(map(len, blocks))
        self.grams = (
            np.array([number(gram) for gram in _grams("t", lower, (1,))], np.int32),
            np.array([number(gram) for gram in _grams("t", lower, (2,))], np.int32),
        )

    @property
    def values(self) -> Values:
        """The value of each of `numbers`: each kind weighs the same, however many there are of it."""
        sizes = zip(_SHARES, self._sizes, strict=True)
        return np.repeat([share / max(size, 1) ** 0.5 for share, size in sizes], self._sizes)


def _of_word(target: Sequence[str], lower: Sequence[str], at: int) -> Iterable[int]:
    word = lower[at]
    before = lower[at - 1] if at else "<"
    after = lower[at + 1] if at + 1 < len(lower) else ">"
    shape = f"{target[at][:1].isupper()}{at == 0}"
    named = (f"w{word}", f"l{before} {word}", f"r{word} {after}", f"e{word[-3:]}")
    more = (f"b{word[:4]}", f"x{before}_{after}", f"o{shape}", "bias")
    return map(number, named + more)


def _grams(name: str, words: Sequence[str], sizes: Iterable[int]) -> Iterable[str]:
    for size in sizes:
        for at in range(len(words) - size + 1):
            yield f"{name}{size} {' '.join(words[at : at + size])}"


def _pieces(text: str) -> Iterable[str]:
    for size in _CHARACTERS:
        for at in range(len(text) - size + 1):
            yield f"c{text[at : at + size]}"


def _distinct(features: Iterable[str]) -> Numbers:
    return np.array(sorted({number(feature) for feature in features}), np.int32)
