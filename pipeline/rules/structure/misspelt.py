"""Words of a source page that a list knows to be misspelt, and names in other letter case."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from string import ascii_lowercase
from typing import Any

import re2

from pipeline.files.splice import Splice
from pipeline.markdown.outline import Outline
from pipeline.results.finding import Fix, Hit
from pipeline.rules.context import PageContext
from pipeline.rules.registry import rule
from pipeline.rules.structure.reading import read
from pipeline.visible import shown

_DATA = Path(__file__).parent / "data" / "misspelt.txt"
_NAMES = {
    name.capitalize(): name
    for name in [
        "GitHub",
        "JavaScript",
        "LinkedIn",
        "MySQL",
        "OneDrive",
        "OneNote",
        "PostgreSQL",
        "PowerPoint",
        "PowerShell",
        "SharePoint",
        "TypeScript",
        "WordPress",
        "YouTube",
    ]
}
"""Names that are written in one way only, by how they are not."""
_ALONE = re.compile(r"(?<![\w./\\@$%#&{!-])[A-Za-z]{3,30}(?![\w/\\@-]|[.:=(]\w)")
_RIGHT = {
    "a either": "either",
    "a least": "at least",
    "int the": "in the",
    "to setup": "to set up",
    "to login": "to log in",
    "could of": "could have",
    "should of": "should have",
    "would of": "would have",
    "alot of": "a lot of",
    "as well a": "as well as",
}
"""Phrases, and what is meant by them, where a word of small letters follows."""
_VERBS = {
    "Login": "Log in",
    "Logon": "Log on",
    "Signin": "Sign in",
    "Setup": "Set up",
    "Backup": "Back up",
}
"""Nouns that stand where a sentence begins with a verb."""
_VERB = rf"(?:{'|'.join(_VERBS)}) (?:to |the |your )"
_VOWEL = r"[aeio][a-z]{3,}"
_NO_VOWEL = r"(?:one|once|ones|also|into|only|over|even|each|either|else|instead|actually)\b|euro|ewe|ouija|eucl|eulo"
_ANY_PHRASE = re2.compile(
    rf"\b(?:[Aa]n [*_]*[BCDGJKPQTVWZbcdgjkpqtvwz][A-Za-z]{{2}}|[Aa] {_VOWEL}|a [*_]*[AEIO][A-Za-z]"
    rf"|(?i:{'|'.join(_RIGHT)}) [a-z]|{_VERB})"
)
_PHRASE = re.compile(
    rf"(?<![\w`/.$*_-])(?:(?P<an>[Aa]n) [*_]{{0,3}}(?:[bcdgjkpqtvwz][a-z]{{2,}}(?![\w/-])|[BCDGJKPQTVWZ][A-Za-z]{{2,}})"
    rf"|(?P<a>[Aa]) (?!{_NO_VOWEL}){_VOWEL}(?![\w/-])"
    rf"|(?P<before>a) [*_]{{0,3}}(?!One|Eu|Once|I[ ])[AEIO][A-Za-z]{{2,}}(?![\w/-])"
    rf"|(?P<verb>{'|'.join(_VERBS)}) (?:to (?:the|your|an?)|the|your) (?!is\b|are\b)"
    rf"|(?P<phrase>(?i:{'|'.join(_RIGHT)}))(?= [a-z]))"
)
_THREE = re.compile(r"([a-z])\1\1")
_THREES = tuple(letter * 3 for letter in ascii_lowercase if letter not in "iwx")
_NO_WORD = re.compile(r"(?:([a-z])\1*|[ivxlcm]+|w{3}\w*|[a-f]+|h+m+|z+)")


@rule("word-misspelt", "article")
def word_misspelt(page: PageContext) -> Iterator[Hit]:
    """A word of a source page is misspelt: a word of a list, a letter three times in a row, a name in other case,
    or the other article.

    The list is `data/misspelt.txt` beside the rule; what it holds is no word of English. Code and addresses are not
    looked at.

    Bad:

        You recieve the list from Github.

    Good:

        You receive the list from GitHub.
    """
    if not page.is_source or not page.settings.source_locale.lower().startswith("en"):
        return
    outline = page.once(read)
    yield from _phrases(outline)
    if _any_wrong().search(outline.bare) is None:
        return
    taken = [(link.start + len(link.text), link.end) for link in outline.links]
    for match in _ALONE.finditer(outline.bare, outline.start):
        word = match[0]
        right = _right(word)
        if (not right and not _THREE.search(word)) or _is_elsewhere(outline, match.start(), taken):
            continue
        if right:
            fix = Fix(f"write `{right}`", (Splice(*match.span(), right),))
            yield Hit(*match.span(), f"“{word}” is written “{right}”", fix=fix)
        elif word.islower() and _THREE.search(word) and not _NO_WORD.fullmatch(word):
            yield Hit(*match.span(), f"“{shown(word)}”: a letter three times")


def _phrases(outline: Outline) -> Iterator[Hit]:
    """Two words of which one is wrong: the other article, or a noun for its verb."""
    bare = outline.bare
    if _ANY_PHRASE.search(bare) is None:
        return
    for match in _PHRASE.finditer(bare, outline.start):
        kind = match.lastgroup or ""
        if kind == "verb":
            right = _VERBS[match[kind]]
        else:
            right = {"a": "an", "before": "an", "an": "a"}.get(kind) or _RIGHT[match[kind].lower()]
            right = right.capitalize() if match[kind][0].isupper() else right
        place = match.span(kind)
        said = f"“{shown(match[0].strip(), 40)}”: `{right}` is meant"
        yield Hit(*place, said, fix=Fix(f"write `{right}`", (Splice(*place, right),)))


def _is_elsewhere(outline: Outline, at: int, taken: list[tuple[int, int]]) -> bool:
    """Does a word stand in an address, or in what the site reads?"""
    return outline.is_inside(at) or any(start <= at < end for start, end in taken)


@cache
def _any_wrong() -> Any:
    """What finds out in one go whether a page has anything that the rule may find (RE2 is ten times as fast)."""
    words = "|".join(_meant())
    names = "|".join(_NAMES)
    return re2.compile(rf"\b(?:(?i:{words})|{names})\b|{'|'.join(_THREES)}")


def _right(word: str) -> str:
    """What is meant by a word; empty where no list has it."""
    if word in _NAMES:
        return _NAMES[word]
    right = _meant().get(word.lower(), "")
    return right if word.islower() else right.capitalize()


@cache
def _meant() -> Mapping[str, str]:
    """What is meant, by how it is misspelt."""
    found = {}
    for line in _DATA.read_text("utf-8").splitlines():
        right, _, wrong = line.partition(":")
        if not line.startswith("#"):
            found.update(dict.fromkeys(wrong.split(), right))
    return found
