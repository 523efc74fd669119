"""Slips in the words of a source page that need no dictionary: a word or a mark twice, and what nobody has finished."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import compress
from operator import eq

from pipeline.files.splice import Splice
from pipeline.results.finding import Fix, Hit
from pipeline.rules.context import PageContext
from pipeline.rules.registry import rule
from pipeline.rules.structure.reading import read
from pipeline.visible import shown

_WORDS = tuple(
    f"{word} {word}"
    for word in (
        *(
            "the",
            "a",
            "an",
            "of",
            "to",
            "in",
            "is",
            "are",
            "and",
            "or",
            "for",
            "on",
            "with",
            "you",
            "your",
        ),
        *("it", "from", "by", "at", "as", "be", "this", "can", "will", "if"),
    )
)
_ARTICLES = re.compile(r"(?<![\w`/.-])(?:a|an|the) (?:a|an|the)(?= [a-z])")
_AROUND = re.compile(
    r"(?<![\w`/.-])(for|to|in|of|with|from|on|by|at|is|are) (?:only|also|just|not) \1(?= [a-z])"
)
_TWICE = re.compile(
    r"(?<=[a-z*)\"])(?:(?<!\.)\.\.(?=[ \t]*$|[ \t]+[A-Z])|,,(?=[ \t]|$))", re.MULTILINE
)
_SHOWN = re.compile(r"(?<=[a-z][ ])>(?=[a-z“\"])")
_HYPHEN = re.compile(
    r"(?<=[a-z]{2})- (?!and\b|or\b|to\b|nor\b|but\b|through\b|as\b|versus\b|vs\b)(?=[a-z]{2})"
)
_APART = re.compile(
    r"(?<=[a-z*)>])[ \t]{1,3}(?:,(?=[ \t]?[a-z*\[])|:(?=[ \t][A-Z][a-z])|\.(?=[ \t]*$|[ \t]+[A-Z][a-z]))",
    re.MULTILINE,
)
_PAIRS = ("a an", "a the", "an a", "an the", "the a", "the an")
_BETWEEN = (" only ", " also ", " just ", " not ")
_BEFORE = re.compile(r"[\s(>]")
_AFTER = re.compile(r"[\s,.;)]")
_CODE = re.compile(r"`[^`\n]+`")
_UNFINISHED = re.compile(
    r"(?m)^(?:[ \t>]*(?:[-*+]|\d+[.)]|#{1,6})[ \t]+|[ \t>]*)[*_]{0,2}(?P<mark>TODO|TBD|FIXME|TBC|Lorem ipsum)\b"
    r"(?=[*_]{0,2}(?:[:.,]|[ \t]+(?!and\b|is\b|are\b|list|comment|app)|[ \t]*$))"
)


@rule("word-twice", "article")
def word_twice(page: PageContext) -> Iterator[Hit]:
    """A small word stands twice in a row in a source page, or two articles that say one thing.

    Bad:

        Open the the page.

    Good:

        Open the page.
    """
    if not page.is_source or not page.settings.source_locale.lower().startswith("en"):
        return
    bare = page.once(read).bare
    lower = bare.lower()
    if len(lower) != len(bare):
        return  # a letter that has no small form of one character
    every = lower.split()
    twice = {*compress(every, map(eq, every, every[1:]))}
    for words in [one for one in _WORDS if one.partition(" ")[0] in twice] if twice else ():
        at = lower.find(words)
        while at >= 0:
            end, middle = at + len(words), at + len(words) // 2
            second = bare[middle + 1 : end]
            is_apart = _BEFORE.match(bare, at - 1) and _AFTER.match(bare, end)
            if is_apart and second.islower():  # else a name, or an operator: `the The Hague office`
                fix = Fix("write it once", (Splice(middle, end, ""),))
                yield Hit(at, end, f"“{shown(bare[at:end], 30)}”: a word twice", fix=fix)
            at = lower.find(words, end)
    for words in _PAIRS:
        at = bare.find(words)
        while at >= 0:
            if _ARTICLES.match(bare, at):
                yield Hit(at, at + len(words), f"“{words}”: two articles in a row")
            at = bare.find(words, at + 1)
    for word in _BETWEEN:
        at = bare.find(word)
        while at >= 0:
            match = _AROUND.search(bare, max(at - 6, 0), at + len(word) + 6)
            if match:
                yield Hit(*match.span(), f"“{match[0]}”: `{match[1]}` stands twice")
            at = bare.find(word, at + 1)


@rule("mark-misplaced", "article")
def mark_misplaced(page: PageContext) -> Iterator[Hit]:
    """A full stop or a comma of a source page stands twice, or behind a blank; or a `>` of a quote inside a line.

    Bad:

        Pay the bill .. Then wait , and call us.

    Good:

        Pay the bill. Then wait, and call us.
    """
    if not page.is_source or not page.settings.source_locale.lower().startswith("en"):
        return
    outline = page.once(read)
    places = sorted({*_places(outline.text)})
    if not places:
        return
    for first, last in outline.prose:
        if bisect_left(places, first) == bisect_left(places, last):
            continue
        text = _CODE.sub(lambda code: "x" * len(code[0]), outline.text[first:last])
        for match in _TWICE.finditer(text):
            start, end = first + match.start(), first + match.end()
            fix = Fix("write it once", (Splice(start + 1, end, ""),))
            yield Hit(start, end, f"`{match[0]}`: a mark twice", fix=fix)
        for match in _HYPHEN.finditer(text):
            start = first + match.start()
            message = "a blank behind a hyphen, or a hyphen for a dash"
            yield Hit(start, start + 2, message)
        for match in _SHOWN.finditer(text):
            start = first + match.start()
            yield Hit(start, start + 1, "`>` inside a line is shown to readers")
        for match in _APART.finditer(text):
            start, end = first + match.start(), first + match.end()
            fix = Fix("take the blank out", (Splice(start, end - 1, ""),))
            yield Hit(start, end, f"a blank before `{match[0].strip()}`", fix=fix)


def _places(text: str) -> Iterator[int]:
    """Where something may be wrong: marks that stand twice, behind a blank, or before one."""
    for pair in (" >", " :", "..", ",,", " ,", " .", "- ", "\t,", "\t."):
        at = text.find(pair)
        while at >= 0:
            if pair != "- " or text[at - 1 : at].islower():
                yield at
            at = text.find(pair, at + 1)


@rule("text-unfinished", "article")
def paragraph_unfinished(page: PageContext) -> Iterator[Hit]:
    """A paragraph, a heading or an item that somebody meant to write later: `TODO`, `TBD`, `Lorem ipsum`.

    Bad:

        TODO: describe the list.

    Good: the text, or none.
    """
    if not page.is_source:
        return
    outline = page.once(read)
    if not any(word in outline.bare for word in ("TODO", "TBD", "FIXME", "TBC", "Lorem ipsum")):
        return
    for match in _UNFINISHED.finditer(outline.bare, outline.start):
        yield Hit(*match.span("mark"), f"`{match['mark']}`: nobody has written this yet")
