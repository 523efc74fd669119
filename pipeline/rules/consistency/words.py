"""The words of a page for the rules of spelling: how often each stands there, and which the dictionary does not know.

Whether an unknown word is a fault is decided over the docset: a word that many pages write is the docset's own.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from pipeline.rules.context import PageContext
from pipeline.rules.docset import Fact, fact
from pipeline.rules.translation.pair import Pair, read_pairs
from pipeline.rules.translation.spelling import Speller, speller_of

_JOINED = re.compile(r"[-_/\\@#&'’\d\x01]|[.](?=\w)")
_BEFORE = re.compile(r"[-_./\\@#&'’\d\x01$]")

WORDS = "1 words"
"""Ends the key of the facts that hold how often a page uses each of its words; they are sorted before all others."""


def spelled(page: PageContext) -> Iterator[Pair]:
    """The page's units whose spelling can be looked at; none where there is no dictionary for its locale."""
    if page.locale and speller_of(page.locale) is not None:
        for pair in read_pairs(page):
            if pair.unit.target.strip() and not pair.is_copy and pair.language.spaced:
                yield pair


def word_counts(page: PageContext, rule: str) -> Iterator[Fact]:
    """One fact with all words of the page in lower case and their counts."""
    value = page.once(_words)
    if value:
        yield fact(page, rule, f"{page.locale}\n{WORDS}", -1, -1, value)


def _words(page: PageContext) -> str:
    counts: Counter[str] = Counter()
    for pair in spelled(page):
        counts.update(pair.target.lower_words)
    return " ".join(f"{word}:{count}" for word, count in counts.items())


def counted(facts: Iterable[Fact]) -> tuple[Counter[str], Iterator[Fact]]:
    """The words of all pages of a locale together, and the facts behind those that count words."""
    words: Counter[str] = Counter()
    rest = iter(facts)
    for one in rest:
        if not one.key.endswith(f"\n{WORDS}"):
            return words, chain([one], rest)
        add(words, one.value.split(" "))
    return words, rest


def add(counts: Counter[str], items: Iterable[str]) -> None:
    """Add items such as `word:3` to counts."""
    for item in items:
        word, _, count = item.rpartition(":")
        counts[word] += int(count)


def unknown(pair: Pair, speller: Speller) -> Iterator[re.Match[str]]:
    """Words in lower case that neither the dictionary nor the source knows, nor holds in part."""
    plain = pair.target.plain
    for match in pair.target.words:
        word = match[0]
        if len(word) < 6 or not word[1:].islower():
            continue
        if word.lower() in pair.source.word_set or speller.knows(word):
            continue
        before = plain[match.start() - 1 : match.start()]
        if _JOINED.match(plain, match.end()) or _BEFORE.match(before):
            continue
        lower = word.lower()
        if not any(len(one) > 3 and one in lower for one in pair.source.word_set):
            yield match


def couples(pair: Pair) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """Two words with one space between them that might be the halves of one."""
    words, plain, small = pair.target.words, pair.target.plain, pair.language.function_words
    for index in range(len(words) - 1):
        first, second = words[index], words[index + 1]
        two = second[0]
        if second.start() - first.end() != 1 or plain[first.end()] != " " or len(two) < 3:
            continue
        one = first[0]
        if len(one) < 3 or not two.islower() or not one[1:].islower() or two in small:
            continue
        if not (one + two).isalpha() or plain[second.end() : second.end() + 1] == "-":
            continue
        if first.start() and _BEFORE.match(plain, first.start() - 1):
            continue
        yield first, second
