"""One translation unit as learning sees it: its texts, where it stands, and whether a person stands behind it."""

from __future__ import annotations

import re
from typing import NamedTuple

_NO_PROSE = re.compile(r"`[^`\n]*`|\]\([^()\n]*\)|<[^<>\n]*>|https?://[^\s<>()]+")
_WORD = re.compile(
    r"[\u30a0-\u30ff\u31f0-\u31ff]{2,}|[\u3400-\u9fff々]{2,}"
    r"|[^\W\d_\u3040-\u30ff\u31f0-\u31ff\u3400-\u9fff]{2,}"
)


class Translation(NamedTuple):
    """A unit of a localized page. `line` is where its target stands, from 1; 0 where it stands nowhere.

    `human` says that a person translated or confirmed it. `corrected` is the text that a person has put in the place
    of `target` since: the same where he kept it, None where nobody has looked at it.
    """

    path: str
    line: int
    source: str
    target: str
    human: bool = False
    corrected: str | None = None
    warnings: int = 0
    inconsistent: bool = False


def prose(text: str) -> str:
    """The text without code, addresses and tags, in their places blanks."""
    return _NO_PROSE.sub(lambda match: " " * len(match[0]), text)


def term_spans(text: str) -> list[tuple[str, tuple[int, int]]]:
    """The words that may be terms, in lower case, with their places."""
    return [(match[0].lower(), match.span()) for match in _WORD.finditer(prose(text))]


def term_words(text: str) -> list[str]:
    """The words of a text that may be terms, in lower case; of Japanese and Chinese, runs of one script."""
    return [word for word, _ in term_spans(text)]
