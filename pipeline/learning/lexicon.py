"""Which word is translated by which: IBM model 1 that prefers words at like places of their sentences.

Brown et al. 1993 (https://aclanthology.org/J93-2003); the preference is that of fast_align
(https://aclanthology.org/N13-1073).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.learning.features import Values

_ROUNDS = 5
_TENSION = 4.0
_LEAST = 3  # times: rarer words are left out
_MOST_WORDS = 80  # of a sentence
_BLOCK = 2_000  # sentences

Words = Sequence[str]
Numbers = NDArray[np.int64]


class Lexicon:
    """The probabilities p(target word | source word) of some pairs of sentences."""

    def __init__(self, pairs: Sequence[tuple[Words, Words]]) -> None:
        self.sources = _vocabulary([source for source, _ in pairs])
        self.targets = _vocabulary([target for _, target in pairs])
        blocks = [
            _block(pairs[at : at + _BLOCK], self.sources, self.targets)
            for at in range(0, len(pairs), _BLOCK)
        ]
        blocks = [block for block in blocks if len(block[0])]
        width = len(self.targets) + 1
        keys = [np.unique(block[0]) for block in blocks]
        self._keys: Numbers = np.unique(np.concatenate(keys)) if keys else np.zeros(0, np.int64)
        self._width = width
        owner = self._keys // width
        chances: Values = np.full(len(self._keys), 1.0 / width)
        for _ in range(_ROUNDS):
            counts = np.zeros(len(self._keys))
            for key, token, near in blocks:
                at = np.searchsorted(self._keys, key)
                share = chances[at] * near
                total = np.bincount(token, weights=share)
                counts += np.bincount(at, weights=share / total[token], minlength=len(counts))
            whole = np.bincount(owner, weights=counts)
            chances = counts / np.maximum(whole[owner], 1e-12)
        self._chances = chances

    def of(self, source: str) -> dict[str, float]:
        """The translations of a source word that are likely at all, the likeliest first."""
        number = self.sources.get(source)
        if number is None:
            return {}
        first, last = np.searchsorted(
            self._keys, [number * self._width, (number + 1) * self._width]
        )
        names = list(self.targets)
        found = [
            (float(self._chances[at]), names[int(self._keys[at] % self._width)])
            for at in range(first, last)
            if self._chances[at] > 0.005
        ]
        return {word: chance for chance, word in sorted(found, key=lambda one: (-one[0], one[1]))}


def _vocabulary(sentences: Sequence[Words]) -> dict[str, int]:
    """The words that are not rare, by the alphabet, with their numbers."""
    counts = Counter(word for sentence in sentences for word in sentence)
    return {
        word: number
        for number, word in enumerate(sorted(w for w, n in counts.items() if n >= _LEAST))
    }


def _block(
    pairs: Sequence[tuple[Words, Words]], sources: dict[str, int], targets: dict[str, int]
) -> tuple[Numbers, Numbers, Values]:
    """Every pair of words of some sentences: its key, the number of its target token, how near the places are.

    A target word that no source word stands for belongs to an empty word, which has the last number.
    """
    keys, tokens, nears, count = [], [], [], 0
    nothing = len(sources)
    for source_words, target_words in pairs:
        source = [sources[word] for word in source_words[:_MOST_WORDS] if word in sources]
        target = [targets[word] for word in target_words[:_MOST_WORDS] if word in targets]
        if not source or not target:
            continue
        numbers = np.array([*source, nothing], np.int64)
        there = np.array(target, np.int64)
        at = (np.arange(len(source)) + 0.5) / len(source)
        to = (np.arange(len(target)) + 0.5) / len(target)
        near = np.exp(-_TENSION * np.abs(to[:, None] - at[None, :]))
        near = np.column_stack([near, np.full(len(target), 0.1)])
        keys.append((numbers[None, :] * (len(targets) + 1) + there[:, None]).ravel())
        tokens.append(np.repeat(np.arange(count, count + len(target)), len(numbers)))
        nears.append(near.ravel())
        count += len(target)
    if not keys:
        return np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0)
    return np.concatenate(keys), np.concatenate(tokens), np.concatenate(nears)
