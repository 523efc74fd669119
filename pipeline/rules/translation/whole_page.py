"""A page that was left in the language of its source, or for the most part."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from enum import Enum
from functools import cache

from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.registry import rule
from pipeline.rules.translation.language import SOURCE, language_of
from pipeline.rules.translation.pair import Pair, read_pairs
from pipeline.rules.translation.untranslated import untranslated
from pipeline.rules.translation.wrong_language import in_script
from pipeline.severity import Certainty

RULE = "page-untranslated"
_FEWEST_WORDS = 4  # of a sentence; shorter ones are names and labels, alike in many languages
_FEWEST_SMALL = 1  # distinct small words of the source's language in a sentence that is in it
_FEWEST_UNKNOWN = (
    3  # the same, where nothing else shows the language: small words of the target's, a source
)
_LEAST_SHARE = 8  # one word in six: running text has more small words than that


class _Look(Enum):
    """What one sentence looks like."""

    TRANSLATED = 0
    COPY = 1
    """The source's sentence, letter for letter."""
    LIKE_SOURCE = 2
    """Another sentence in the source's language."""


@rule(RULE, "unit", of_page=True, needs_source=False)
def page_untranslated(pair: Pair) -> Iterator[Hit]:
    """Half of the page's sentences, or more, stand in the language of the source.

    Sentences of four words and more count. Code, names and titles without small words are left alone, and so are the
    pages of a locale that has the language of the source (`en-GB`).

    Bad:

        source: Choose a name for the group.
        target: Choose a name for the group.

    Good:

        source: Choose a name for the group.
        target: Kies een naam voor de groep.
    """
    left = pair.around.page.once(left_in_source)
    if (
        left is None
        and not pair.has_source
        and pair.once(_stands_in_source)
        and not _is_explained(pair)
    ):
        said = "not translated: it stands in the source's language"
        yield Hit(0, len(pair.target.text), said, rule="untranslated")
    if left is None or left[0] is not pair:
        return
    _, number, of, certain = left
    message = (
        f"the page is not translated: {number} of {of} sentences stand in the source's language"
    )
    yield Hit(
        0,
        len(pair.target.text),
        message if of > 1 else "the page is not translated: it stands in the source's language",
        certainty=Certainty.CERTAIN if certain else None,
    )


def left_in_source(page: PageContext) -> tuple[Pair, int, int, bool] | None:
    """The first of the sentences in the source's language, their number, that of all, and whether copies are enough.

    None where they are less than half of the sentences.
    """
    if language_of(page.locale).name == SOURCE:
        return None
    seen: Counter[_Look] = Counter()
    first: Pair | None = None
    pairs = read_pairs(page)
    for pair in pairs:
        look = pair.once(_look)
        if look is None:
            continue
        seen[look] += 1
        if 2 * seen[_Look.TRANSLATED] > len(pairs):
            return None  # whatever the others are
        if first is None and look is not _Look.TRANSLATED:
            first = pair
    left, of = seen[_Look.COPY] + seen[_Look.LIKE_SOURCE], seen.total()
    if first is None or 2 * left < of:
        return None
    return first, left, of, 2 * seen[_Look.COPY] >= of


def _look(pair: Pair) -> _Look | None:
    """What the unit looks like; None where it is no sentence, or one that may be the same in both languages."""
    words = (pair.source if pair.has_source else pair.target).lower_words
    if not pair.unit.target.strip() or len(words) < _FEWEST_WORDS:
        return None
    if pair.is_copy:
        return _Look.COPY if any(untranslated(pair)) else None
    return _Look.LIKE_SOURCE if _is_like_source(pair) else _Look.TRANSLATED


def _is_like_source(pair: Pair) -> bool:
    """Is the target in the source's language: with more of its small words than of its own language's?

    A word that the source has, too, says nothing of the target's own language: `in` is a word of many.
    """
    theirs, ours = _only(pair.language.name)
    words = pair.target.word_set
    small = len(words & theirs)
    fewest = _FEWEST_SMALL if ours or pair.language.scripts else _FEWEST_UNKNOWN
    if small < fewest or _LEAST_SHARE * small < len(words):
        return False
    return len((words & ours) - pair.source.word_set) < small and not in_script(pair)


def _is_explained(pair: Pair) -> bool:
    """Does a translation in brackets stand behind it?"""
    end = pair.unit.target_range[1] if pair.unit.target_range else -1
    return end >= 0 and pair.page.article.text[end : end + 3].lstrip()[:1] in ("(", "（")


def _stands_in_source(pair: Pair) -> bool:
    """Is a target without a source surely in the source's language: with some of its small words, and no other's?"""
    if pair.language.name == SOURCE or not (pair.language.function_words or pair.language.scripts):
        return False
    theirs, ours = _only(pair.language.name)
    words = pair.target.word_set
    return len(words & theirs) >= _FEWEST_UNKNOWN and not words & ours and _is_like_source(pair)


@cache
def _only(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """The small words of the source's language that another has not, and those of the other alone.

    Of a language whose small words are not known, short ones may be its own.
    """
    theirs, ours = language_of(SOURCE).function_words, language_of(name).function_words
    if not ours:
        theirs = frozenset(word for word in theirs if len(word) > 2)
    return theirs - ours, ours - theirs
