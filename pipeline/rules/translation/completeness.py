"""Completeness: a target, in the target's language, of about the right length, and of this very source."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

from pipeline.rules.finding import Certainty, Hit
from pipeline.rules.registry import rule
from pipeline.rules.translation.identify import identified
from pipeline.rules.translation.pair import Pair
from pipeline.rules.translation.tokens import CAMEL

_LETTERS = re.compile(r"[^\W\d_]{2}")
_QUOTED = re.compile("[\"“„«「『‘'][^\"“”„«»「」『』’'\x00]{1,300}[\"”“»」』’']")


@rule("empty-target", "unit")
def empty_target(pair: Pair) -> Iterator[Hit]:
    """The unit has no translation.

    Bad:

        source: Choose **Save**.
        target:

    Good:

        source: Choose **Save**.
        target: Kies **Opslaan**.
    """
    if not pair.unit.target.strip() and pair.unit.source.strip():
        yield Hit(0, len(pair.unit.target), "no translation")


@rule("untranslated", "unit")
def untranslated(pair: Pair) -> Iterator[Hit]:
    """The target is the source, in the source's language.

    Names, code and titles without small words may be the same in both languages; they are left alone.

    Bad:

        source: Choose a name for the group.
        target: Choose a name for the group.

    Good:

        source: Choose a name for the group.
        target: Kies een naam voor de groep.
    """
    if not pair.is_copy or pair.language.name == pair.english.name:
        return
    words = pair.target.lower_words
    if len(words) < 3:
        return
    strange = _small_words(pair)
    lower_case = [match for match in pair.target.words if match[0][0].islower()]
    named = all(match in strange for match in lower_case)
    sure = strange and not (named and len(strange) < 3)
    if sure and (len(words) >= 4 or len(strange) > 1 or _sentence(pair)):
        yield Hit(0, len(pair.target.text), "not translated: the same as the source")
    elif len(words) >= 4 and len(lower_case) >= 2 and _reads_as_source(pair, pair.target.words):
        yield Hit(0, len(pair.target.text), "not translated: the same as the source")


def _sentence(pair: Pair) -> bool:
    return pair.target.prose.endswith((".", "?", "!", ":"))


def _reads_as_source(pair: Pair, words: Sequence[re.Match[str]]) -> bool:
    """Is this stretch of four words or more in the source's language, rather than in the target's?"""
    text = " ".join(match[0] for match in words if not CAMEL.fullmatch(match[0]))
    if len(text) < 20:
        return False
    found, probability = identified(text, (pair.language.name, pair.english.name))
    return found == pair.english.name and probability > 0.9


def _small_words(pair: Pair) -> list[re.Match[str]]:
    """The words of the target that are small words of the source's language, in lower case, with no hyphen."""
    plain = pair.target.plain
    return [
        match
        for match in pair.target.words
        if _only_english(pair, match[0].lower())
        and plain[match.start() - 1 : match.start()] not in ("-", "_", "/")
        and plain[match.end() : match.end() + 1] not in ("-", "_", "/")
    ]


def _only_english(pair: Pair, word: str) -> bool:
    """A small word that the source's language has and the target's has not."""
    return word in pair.english.function_words and word not in pair.language.function_words


@rule("partly-untranslated", "unit")
def partly_untranslated(pair: Pair) -> Iterator[Hit]:
    """A stretch of the source stands in the target as it is, small words and all.

    Titles in links, in bold or in quotes are left alone: they may be names.

    Bad:

        source: Choose a name for the group and save it.
        target: Kies een naam for the group and save it.

    Good:

        source: Choose a name for the group and save it.
        target: Kies een naam voor de groep en sla die op.
    """
    if pair.is_copy or pair.language.name == pair.english.name:
        return
    if len(pair.target.word_set & pair.source.word_set) < 4:
        return
    strange = _small_words(pair)
    target, lower = pair.target, pair.target.lower_words
    where = _positions(pair.source.lower_words)
    protected = _protected(pair)
    index = 0
    while index < len(lower):
        size = _run(lower, pair.source.lower_words, where, index)
        if size >= 4:
            matches = target.words[index : index + size]
            start, end = matches[0].start(), matches[-1].end()
            small = [match for match in strange if start <= match.start() < end]
            free = [match for match in small if not any(a <= match.start() < b for a, b in protected)]
            lower_case = sum(
                match[0][0].islower() and not any(a <= match.start() < b for a, b in protected)
                for match in matches
            )
            if (
                len(free) >= 2
                or (len(free) == 1 and lower_case >= 4)
                or (lower_case >= 4 and _reads_as_source(pair, matches))
            ):
                yield Hit(start, end, "this stretch is not translated")
        index += max(size, 1)


def _positions(words: tuple[str, ...]) -> dict[str, list[int]]:
    where: dict[str, list[int]] = {}
    for index, word in enumerate(words):
        places = where.setdefault(word, [])
        if len(places) < 8:
            places.append(index)
    return where


def _run(
    target: tuple[str, ...], source: tuple[str, ...], where: dict[str, list[int]], index: int
) -> int:
    """How many words from `index` on stand in the source in this order."""
    best = 0
    for at in where.get(target[index], ()):
        size = 0
        while (
            index + size < len(target)
            and at + size < len(source)
            and target[index + size] == source[at + size]
        ):
            size += 1
        best = max(best, size)
    return best


def _protected(pair: Pair) -> list[tuple[int, int]]:
    """Stretches that may be titles or labels: links, emphasis, quotes."""
    target = pair.target
    spans = [(link.start, link.end) for link in target.links]
    spans += [(one.start, one.end) for one in target.emphases]
    spans += [match.span() for match in _QUOTED.finditer(target.plain)]
    return spans


_COMMON = ("de", "en", "es", "fr", "it", "nl", "pt", "ru", "zh", "ja", "ko", "ar", "pl", "sv", "tr")


@rule("wrong-language", "unit")
def wrong_language(pair: Pair) -> Iterator[Hit]:
    """The target is in a language that is neither its own nor the source's.

    Bad:

        source: You can change the name of the group at any time.
        target: Vous pouvez modifier le nom du groupe à tout moment.

    Good:

        source: You can change the name of the group at any time.
        target: U kunt de naam van de groep altijd wijzigen.
    """
    language = pair.language
    if pair.is_copy or not language.known or len(pair.source.words) < 4:
        return
    words = pair.target.word_set
    if language.function_words & words:
        return
    text = " ".join(match[0] for match in pair.target.words if not CAMEL.fullmatch(match[0]))
    if len(text) < 25 or (language.spaced and len(pair.target.words) < 5):
        return
    if language.spaced and not language.function_words:
        return
    found, probability = identified(text, tuple(dict.fromkeys((language.name, *_COMMON))))
    if found in (language.name, pair.english.name) or probability < 0.95:
        return
    if language.name in ("nl", "de") and found not in ("fr", "es", "it", "pt", "ru", "zh", "ja", "ko", "ar"):
        return
    yield Hit(0, len(pair.target.text), f"looks like language {found!r}")


_RATIO = {"ja": 0.52, "zh": 0.36, "ko": 0.56, "ar": 0.92, "he": 0.82, "de": 1.18, "fr": 1.22, "es": 1.2}
_SPREAD = 6.8  # variance of a translation's length for each character, as Gale and Church measured it


def _deviation(pair: Pair) -> float:
    """How far the target's length is from what the source lets expect, in standard deviations."""
    source, target = len(pair.source.prose), len(pair.target.prose)
    ratio = _RATIO.get(pair.language.name, 1.12)
    spread = _SPREAD * max(ratio, 0.5)
    return (target - ratio * source) / math.sqrt(spread * max(source, 1))


@rule("too-short", "unit")
def too_short(pair: Pair) -> Iterator[Hit]:
    """The target is much shorter than translations of such a source are: a part may be missing.

    Bad:

        source: If you don't see the button, sign out, close all windows of the browser and sign in again.
        target: Als u de knop niet ziet.

    Good:

        source: If you don't see the button, sign out, close all windows of the browser and sign in again.
        target: Als u de knop niet ziet, meldt u zich af, sluit u alle browservensters en meldt u zich weer aan.
    """
    if pair.is_copy or len(pair.source.prose) < 20:
        return
    deviation = _deviation(pair)
    if deviation < -1.45:
        yield Hit(
            0,
            len(pair.target.text),
            f"{len(pair.target.prose)} characters for {len(pair.source.prose)} of the source",
            certainty=Certainty.LIKELY if deviation < -2 else Certainty.GUESS,
        )


@rule("too-long", "unit")
def too_long(pair: Pair) -> Iterator[Hit]:
    """The target is much longer than translations of such a source are: something may be said twice, or added.

    Bad:

        source: Choose **Save**.
        target: Kies **Opslaan** wanneer u alle gegevens hebt ingevoerd en gecontroleerd die nodig zijn.

    Good:

        source: Choose **Save**.
        target: Kies **Opslaan**.
    """
    if pair.is_copy or not _LETTERS.search(pair.source.prose):
        return
    deviation = _deviation(pair)
    if deviation > 4.2 and len(pair.target.prose) - len(pair.source.prose) > 30:
        said = f"{len(pair.target.prose)} characters for {len(pair.source.prose)} of the source"
        yield Hit(0, len(pair.target.text), said)
