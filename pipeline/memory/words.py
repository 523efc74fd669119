"""What a source is found by in the memory: its words, and itself without what may well differ."""

from __future__ import annotations

import re
from functools import lru_cache
from hashlib import blake2b

from pipeline.units.folding import loose

_WORD = re.compile(r"\w+")
_UNSPACED = re.compile(
    r"[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
)


def words_of(text: str) -> frozenset[str]:
    """The words of a text; of scripts without blanks, each pair of neighbouring characters."""
    words: set[str] = set()
    for word in _WORD.findall(text.lower()):
        if word.isascii() or len(word) < 3 or not _UNSPACED.match(word):
            words.add(word)
        else:
            words.update(word[at : at + 2] for at in range(len(word) - 1))
    return frozenset(words)


@lru_cache(1 << 17)
def token(locale: str, word: str) -> str:
    """A word of a locale as the index has it: hexadecimal digits, which no tokenizer takes apart."""
    return blake2b(f"{locale}\0{word}".encode("utf-8", "replace"), digest_size=6).hexdigest()


def digest_of(locale: str, source: str) -> bytes:
    """The same for sources that differ in white space and escapes only."""
    data = f"{locale}\0{loose(source)}".encode("utf-8", "replace")
    return blake2b(data, digest_size=12).digest()
