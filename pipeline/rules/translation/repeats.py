"""Words and phrases that are said twice."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from operator import eq
from typing import NamedTuple

from pipeline.files.splice import Splice
from pipeline.results.finding import Fix, Hit
from pipeline.rules.registry import rule
from pipeline.rules.translation.language import words_of
from pipeline.rules.translation.pair import Pair
from pipeline.rules.translation.reading import Reading

_WORD = re.compile(r"[^\W\d_]+")
_GAP = re.compile(r"[\s\u00a0]+")
_PHRASE_GAP = re.compile(r"[\s\u00a0\x00]+")
_ELIDED = re.compile(r"['’]")
_BEYOND_HIRAGANA = "\u30a0"
_LONGEST = 40
_FEWEST = 3


@rule("doubled-word", "unit", needs_source=False)
def doubled_word(pair: Pair) -> Iterator[Hit]:
    """A word stands twice in a row where the language has no such pair (`die die` is right, `het het` is not).

    Bad:

        source: Open the menu.
        target: Open het het menu.

    Good:

        source: Open the menu.
        target: Open het menu.
    """
    if "*" in pair.language.doubles:
        return
    in_source: set[str] | None = None
    for first, second in doubled(pair.target):
        lower = first.text.lower()
        polite = lower in pair.language.doubles and _polite(first, second)
        if len(lower) < 2 or (lower in pair.language.doubles and not polite):
            continue
        may_be_two = not pair.has_source or not pair.source.word_set.isdisjoint(
            pair.english.pronouns
        )
        if polite and may_be_two:
            continue  # `bis Sie Sie löschen`, for `until you delete it`: two words, of which one should be small
        if in_source is None:
            in_source = {one.text.lower() for one, _ in doubled(pair.source)}
        if lower in in_source:
            continue
        if first.text.isupper() != second.text.isupper():
            continue  # `met EN of OF`: an operator
        if first.text.isupper() and second.text.isupper() and first.text in pair.source.text:
            continue
        if pair.target.plain[second.end : second.end + 1] == "-":
            continue  # `een een-op-een-relatie`
        said = f"{first.text!r} stands twice"
        yield Hit(first.start, second.end, said, fix=_fix(pair, first, second))


def _fix(pair: Pair, first: Word, second: Word) -> Fix | None:
    """One of the two; a name may begin the next one, which would lose its first word."""
    if second.text in words_of("names", "names") or second.text in pair.source.text:
        return None
    return Fix("leave one", (Splice(first.end, second.end, ""),))


def _polite(first: Word, second: Word) -> bool:
    """`Sie Sie`: in lower case, the two may be different words (`wenn sie sie öffnen`)."""
    return first.text == second.text and first.text.istitle()


class Word(NamedTuple):
    """A word and where it stands; `l’ordre` is two."""

    start: int
    end: int
    text: str


def _lower(reading: Reading) -> Sequence[str]:
    """The words of `_words` in lower case, without their places, which are dear."""
    if not _ELIDED.search(reading.plain):
        return reading.lower_words
    return [part for word in reading.lower_words for part in _ELIDED.split(word)]


def _words(reading: Reading) -> list[Word]:
    words = []
    for match in reading.words:
        at = match.start()
        for part in _ELIDED.split(match[0]):
            words.append(Word(at, at + len(part), part))
            at += len(part) + 1
    return words


def doubled(reading: Reading) -> Iterator[tuple[Word, Word]]:
    """Two neighbours that are one word, with nothing but space between them."""
    lower = _lower(reading)
    if not any(map(eq, lower, lower[1:])):
        return
    for first, second in itertools.pairwise(_words(reading)):
        if first.text.lower() == second.text.lower() and _GAP.fullmatch(
            reading.plain, first.end, second.start
        ):
            yield first, second


@rule("doubled-phrase", "unit", needs_source=False)
def doubled_phrase(pair: Pair) -> Iterator[Hit]:
    """Two or more words are said again right behind themselves, or a long phrase comes back in the unit.

    Bad:

        source: Open the menu and choose a name.
        target: Open het menu open het menu en kies een naam.

    Good:

        source: Open the menu and choose a name.
        target: Open het menu en kies een naam.
    """
    if not pair.language.spaced:
        yield from _doubled_characters(pair)
        return
    target = pair.target
    if len(target.lower_words) - len(target.word_set) < 2 and not _ELIDED.search(target.plain):
        return
    twos = list(itertools.pairwise(target.lower_words))
    if len(set(twos)) == len(twos) and not _ELIDED.search(target.plain):
        return  # a phrase that comes back brings its first two words back
    found = _adjacent(target)
    if not pair.has_source:
        if found and not _is_list(pair, *found):
            yield Hit(*found, "the same words stand twice in a row")
        return
    if found and not _adjacent(pair.source):
        first, second = found
        if _is_grammar(pair, target.lower_plain[first:second]):
            return
        yield Hit(first, second, "the same words stand twice in a row")
    elif not found and (again := _again(target, 6)) and not _again(pair.source, 2):
        yield Hit(*again, "the same words come back in this unit")


def _is_list(pair: Pair, start: int, end: int) -> bool:
    """Are marks among the words, as in a list of keywords or quotations, or are they small words alone?"""
    said = pair.target.plain[start:end]
    is_marked = any(not (char.isalnum() or char in " \u00a0-'’\x00") for char in said)
    return is_marked or _is_grammar(pair, said.lower())


def _is_grammar(pair: Pair, said: str) -> bool:
    """Is it small words alone (`die für die für ein Konto fälligen …`), or does the source repeat itself too?"""
    words = set(_WORD.findall(said))
    if words <= pair.language.function_words | pair.language.doubles:
        return True
    counted = Counter(pair.source.lower_words)
    again = {word for word, count in counted.items() if count > 1 and len(word) > 2}
    return len(again - pair.english.function_words) >= max(len(words) - 1, 2)


def _adjacent(reading: Reading) -> tuple[int, int] | None:
    """The first phrase of two words or more that is repeated at once."""
    lower = _lower(reading)
    last: dict[str, int] = {}
    words: list[Word] = []
    for index, word in enumerate(lower):
        before = last.get(word)
        last[word] = index
        if before is None or not 2 <= (size := index - before) <= _LONGEST:
            continue
        if lower[before:index] != lower[index : index + size]:
            continue
        words = words or _words(reading)  # dear, and seldom asked for
        if not _PHRASE_GAP.fullmatch(reading.plain, words[index - 1].end, words[index].start):
            continue
        one = reading.plain[words[before].start : words[index - 1].end]
        two = reading.plain[words[index].start : words[index + size - 1].end]
        if one.lower() == two.lower() and "\x01" not in one:
            return words[before].start, words[index + size - 1].end
    return None


def _again(reading: Reading, size: int) -> tuple[int, int] | None:
    """The first phrase of `size` words that stands twice, not overlapping."""
    lower = reading.lower_words
    if len(lower) - len(reading.word_set) < size:
        return None
    seen: dict[tuple[str, ...], int] = {}
    for index in range(len(lower) - size + 1):
        phrase = lower[index : index + size]
        before = seen.setdefault(phrase, index)
        if index - before >= size:
            start, end = reading.words[index].start(), reading.words[index + size - 1].end()
            if "\x01" not in reading.plain[start:end]:
                return start, end
    return None


def _doubled_characters(pair: Pair) -> Iterator[Hit]:
    """For scripts without spaces: a few characters that are repeated at once, and names of the source that are."""
    plain = pair.target.plain
    for index in range(len(plain) - 2 * _FEWEST + 1):
        following = plain[index + _FEWEST : index + _FEWEST + _LONGEST]
        at = following.find(plain[index : index + _FEWEST])
        if at < 0:
            continue
        size = at + _FEWEST
        phrase = plain[index : index + size]
        if plain[index + size : index + 2 * size] != phrase or not phrase.isalpha():
            continue
        if len(set(phrase)) < 3 or (size == _FEWEST and max(phrase) < _BEYOND_HIRAGANA):
            continue  # `ひとつひとつ`
        if phrase.isascii() and (
            phrase not in pair.source.plain or 2 * phrase in pair.source.plain
        ):
            continue
        yield Hit(index, index + 2 * size, "the same words stand twice in a row")
        return
