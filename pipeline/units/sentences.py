"""Sentences of inline Markdown, as exact ranges: a rule with abbreviations, sentencex for scripts without capitals.

The rule: a full stop, question or exclamation mark, with quotes and emphasis that close behind it, ends a sentence
where white space follows and what comes next is not in lower case. Never inside code, links, tags, directives or
bold text, never behind an abbreviation, an initial, or a number that begins the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from pipeline.markdown.inline import Token, tokens
from pipeline.units.abbreviations import Abbreviations, abbreviations

Range = tuple[int, int]

GAP = r"(?:[\r\n][ \t>]*|\s|</?br\s*/?>)+"
_STOP = re.compile(
    rf"[.!?…؟۔।]++(?:[\"'”’»*_]*+(?P<gap>{GAP}))?|[。！？｡]+(?P<close>[」』）”’\"*_]*)(?P<wide>\s*)"
)
_OPENING = "\"'“‘«¿¡„"
_WORD = re.compile(r"[^\s(\[\"'*_/,;:“‘«]*\Z")
_SPACED = re.compile(r"(?<!\w)\w{1,2}\. \w{1,2}\Z")
_NEXT = re.compile(r"\w{1,2}(?=\.)")
_ORDINALS = frozenset(
    {"de", "da", "nb", "nn", "no", "fi", "et", "cs", "sk", "hu", "pl", "sl", "hr", "sr", "bs", "tr"}
)
"""Languages that write ordinals as a number with a full stop."""
_GOES_ON = "とのをはがにでもや、"  # particles behind a quotation inside a Japanese sentence
_LABEL = re.compile(r"[\"'“‘«*_(]*(?:\d+|[A-Za-z])\Z")
_NO_CAPITALS = re.compile(
    "a[mrs]|b[no]|dv|fa|gu|h[eiy]|k[amno]|lo|m[lry]|ne|or|p[as]|s[adi]|t[aehi]|u[gr]|yi"
)
"""Languages whose scripts know no capitals, but for Chinese and Japanese, whose full stop is always one."""


def sentences(
    text: str,
    start: int = 0,
    end: int | None = None,
    locale: str = "en",
    verbatim: Sequence[Range] = (),
) -> list[Range]:
    """The sentences of `text` between two offsets (0-based characters), without the white space between them.

    `locale` is BCP 47 (`nl-NL`); it picks the abbreviations, and sentencex for scripts that know no capitals. None ends
    in what is `verbatim` (in order).
    """
    if end is None:
        end = len(text)
    language = locale.partition("-")[0].lower()
    ranges, done = [], start
    for before, after in _breaks(text, start, end, language, verbatim):
        if before > done:
            ranges.append((done, before))
        done = after
    if done < end:
        ranges.append((done, end))
    return ranges


def _breaks(
    text: str, start: int, end: int, language: str, verbatim: Sequence[Range]
) -> Iterator[Range]:
    """The gaps between sentences."""
    if _NO_CAPITALS.fullmatch(language):
        found = _scripted_breaks(text, start, end, language)
    else:
        found = list(_ruled_breaks(text, start, end, language))
    if found:
        opaque = list(tokens(text, start, end, verbatim))
        yield from (gap for gap in found if not inside(gap[0], opaque))


def inside(offset: int, opaque: Sequence[Token]) -> bool:
    """Does `offset` stand inside one of the tokens (given in order), not at its border?"""
    index = bisect_right(opaque, offset, key=lambda token: token.start) - 1
    return index >= 0 and opaque[index].start < offset < opaque[index].end


def _ruled_breaks(text: str, start: int, end: int, language: str) -> Iterator[Range]:
    known = abbreviations(language)
    done = start
    for match in _STOP.finditer(text, start, end):
        gap = match.span("gap" if match["gap"] is not None else "wide")
        if gap[0] < 0:
            continue  # nothing follows the stops: taken whole, so that a long row of dots is looked at once
        if gap[1] >= end or text.count("**", done, gap[0]) % 2:
            continue  # the hand-back keeps together what is bold
        if _goes_on(text, match.start(), gap, language):
            continue
        if text[match.start()] == "." and match[0][:2] != "..":
            if _is_abbreviation(text, done, match.start(), gap, known):
                continue
            if language in _ORDINALS and text[match.start() - 1].isdigit():
                continue
        yield gap
        done = gap[1]


def _goes_on(text: str, stop: int, gap: Range, language: str) -> bool:
    """Does what follows the stop at `stop` show that the sentence goes on?

    English sentences are cut before lower case too, as the hand-off does; the ones that go on have an abbreviation
    or dots before it.
    """
    following = text[gap[1]]
    if following in _OPENING:
        following = text[gap[1] : gap[1] + 8].lstrip(_OPENING)[:1]
    if following.islower():
        return language != "en" or text[stop : stop + 2] == ".." or text[stop] == "…"
    return following in _GOES_ON and text[gap[0] - 1] in "」』）"


def _is_abbreviation(text: str, start: int, stop: int, gap: Range, known: Abbreviations) -> bool:
    """Does the full stop at `stop`, in a sentence that begins at `start`, belong to the word before it?"""
    word = _word_before(text, start, stop)
    if _LABEL.match(text, start, stop) and start + len(word) >= stop - 2:
        return True  # `1. Sign in`, `A. Yes`
    if len(word) == 1 and word.isupper() and word.isalpha():
        return True  # an initial
    lower = word.lower()
    if following := _NEXT.match(text, gap[1]):  # the space inside `z. B.`
        both = f"{lower}. {following[0].lower()}"
        if both in known.inner or both in known.final:
            return True
    if lower in known.numbered:
        return text[gap[1]].isdigit()
    return lower in known.inner or (lower in known.final and not text[gap[1]].isupper())


def _word_before(text: str, start: int, stop: int) -> str:
    """The word that ends at `stop`, with the stops inside it (`e.g`, `z. B`)."""
    before = text[max(start, stop - 24) : stop]
    spaced = _SPACED.search(before)
    word = spaced or _WORD.search(before)
    return word[0] if word else ""


def _scripted_breaks(text: str, start: int, end: int, language: str) -> list[Range]:
    import sentencex  # type: ignore[import-untyped]  # only where such a page is read

    part = text[start:end]
    found = []
    for boundary in sentencex.get_sentence_boundaries(language, part):
        at = start + int(boundary["end_index"])
        before = at - (len(part[: at - start]) - len(part[: at - start].rstrip()))
        if start < before and at < end:
            found.append((before, at))
    return found
