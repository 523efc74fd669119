"""What the words say: denial, the form of address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.results.finding import Hit
from pipeline.rules.registry import rule
from pipeline.rules.translation.pair import Pair
from pipeline.rules.translation.reading import Reading

_NEGATIVE = re.compile(
    r"\b(?:do|does|did|is|are|was|were|ca|can|could|wo|would|should|has|have|had|must|need)n['’]t\b|(?<![\w-])(?:not|never|cannot)(?![\w-])",
    re.IGNORECASE,
)
_ELIDED = re.compile(r"['’]")
_QUOTED = re.compile(r"[\"“][^\"“”\x00]{1,300}[\"”]")
_PARTS = ("not", "n't", "n’t", "never")
"""Each denial has one of these in it: looking for them takes no time."""

_NOT_DENIED = re.compile(
    r"\b(?:not responding|not found|not sure|not applicable|don['’]t (?:worry|see|have|want|need|know)|"
    r"not only|if not|or not|whether or not|not just|why not|not necessarily|make sure|not until|not yet|"
    r"can't wait|don't forget|do not forget|don't hesitate|not be able|not all|(?:is|are)n['’]t already|not already)\b",
    re.IGNORECASE,
)


@rule("negation-lost", "unit", copies=False)
def negation_lost(pair: Pair) -> Iterator[Hit]:
    """The source denies something, and nothing in the target does: it may say the opposite.

    A translator may well turn a sentence round; look at it, and go on.

    Bad:

        source: You can't undo this.
        target: U kunt dit ongedaan maken.

    Good:

        source: You can't undo this.
        target: U kunt dit niet ongedaan maken.
    """
    language = pair.language
    if not language.negations:
        return
    for part in _PARTS:
        if part in pair.source.lower_plain:
            break
    else:
        return
    if _denies(pair.target, pair):
        return
    plain = pair.source.plain
    found = _NEGATIVE.search(plain)
    if found and not _NOT_DENIED.search(plain) and not _is_named(pair.source, found.start()):
        said = "the source denies something, the target does not"
        yield Hit(0, len(pair.target.text), said)


def _denies(reading: Reading, pair: Pair) -> bool:
    language = pair.language
    limited = not pair.source.word_set.isdisjoint(pair.english.limits)
    said = language.negations | language.limits if limited else language.negations
    if not language.spaced or language.name == "ko":
        return any(word in reading.prose for word in said)
    words = {part for word in reading.word_set for part in _ELIDED.split(word)}
    if said & words:
        return True
    return any(
        word.startswith(part) and len(word) > len(part)
        for word in words
        for part in language.negation_parts
    )


def _is_named(source: Reading, at: int) -> bool:
    """Is it inside of a title, a label, or words that are quoted?"""
    spans = [(link.start, link.end) for link in source.links]
    spans += [(one.start, one.end) for one in source.emphases]
    spans += [match.span() for match in _QUOTED.finditer(source.plain)]
    return any(start <= at < end for start, end in spans)


@rule("register-mixed", "unit", copies=False, of_page=True, needs_source=False)
def register_mixed(pair: Pair) -> Iterator[Hit]:
    """The reader is addressed in two ways: formally on most of the page, informally here (`u` and `je`).

    Bad:

        source: You can save your file.
        target: U kunt je bestand opslaan.

    Good:

        source: You can save your file.
        target: U kunt uw bestand opslaan.
    """
    found = pair.once(_informal)
    if found and pair.around.is_formal:
        start, word = found
        said = f"{word!r}, while the page addresses the reader formally"
        yield Hit(start, start + len(word), said)


def _informal(pair: Pair) -> tuple[int, str] | None:
    """The first word that addresses the reader informally, and where it stands."""
    informal = pair.language.informal
    if not informal or informal.isdisjoint(pair.target.word_set):
        return None
    for match, word in zip(pair.target.words, pair.target.lower_words, strict=True):
        if word in informal:
            return match.start(), match[0]
    return None
