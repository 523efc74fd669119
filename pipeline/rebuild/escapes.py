r"""Which `\*` and `` \` `` of a bilingual page are plain in the published page.

The hand-back writes every literal asterisk and backtick of a bilingual unit with a backslash, on both sides. The
published page has them as the English file has them: plain where it has them plain (FORMAT: from bilingual to
published). With the English page at hand that can be looked up; without it, it is decided as well as the unit
allows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyromark

_MARKS = "*`"
_CONTEXT = 16
_BLANK = r"\s+(?:[>|]\s*)*"


class English:
    """The English page, to look up how its literal asterisks and backticks are written."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0  # units come in reading order, so the search goes on from the last one found

    def escaped(self, source: str) -> list[tuple[str, bool]] | None:
        """Each escaped mark of a unit's source, with whether it is escaped in the English file too.

        None where the source cannot be found there.
        """
        marks = list(escapes(source))
        match = self._find(_pattern(source, 0, len(source), marks))
        if match is not None:
            self._at = match.start()
            return [(source[at + 1], bool(match[f"m{at}"])) for at in marks]
        found = []
        for at in marks:
            start, end = max(0, at - _CONTEXT), min(len(source), at + 2 + _CONTEXT)
            match = self._find(_pattern(source, start, end, marks))
            if match is None:
                return None
            found.append((source[at + 1], bool(match[f"m{at}"])))
        return found

    def _find(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        return pattern.search(self._text, self._at) or pattern.search(self._text)


def _pattern(source: str, start: int, end: int, marks: list[int]) -> re.Pattern[str]:
    """The stretch of a unit's source as it may stand in the English file: marks escaped or not, blanks folded."""
    parts: list[str] = []
    done = start
    for at in (mark for mark in marks if start <= mark and mark + 2 <= end):
        parts += (_literal(source[done:at]), rf"(?P<m{at}>\\)?{re.escape(source[at + 1])}")
        done = at + 2
    parts.append(_literal(source[done:end]))
    return re.compile("".join(parts))


def _literal(text: str) -> str:
    words = re.split(r"\s+", text)
    return _BLANK.join(re.escape(word) for word in words)


def escapes(text: str) -> Iterator[int]:
    r"""The offsets of the backslashes of `\*` and `` \` `` in Markdown, code spans left out."""
    at = 0
    closed_never: set[int] = set()  # lengths of backtick runs that no later run closes
    while at < len(text):
        character = text[at]
        if character == "\\":
            if text[at + 1 : at + 2] in ("*", "`"):
                yield at
            at += 2
        elif character == "`":
            end = at
            while text[end : end + 1] == "`":
                end += 1
            at = _code_end(text, end, end - at, closed_never)
        else:
            at += 1


def _code_end(text: str, start: int, length: int, closed_never: set[int]) -> int:
    """Where the code span that a run of backticks opens ends; `start` where nothing closes it."""
    if length in closed_never:
        return start
    for run in re.finditer("`+", text[start:]):
        if len(run[0]) == length:
            return start + run.end()
    closed_never.add(length)
    return start


def published_target(source: str, target: str, english: English | None) -> str:
    """A unit's target as the published page has it."""
    if "\\" not in target:
        return target
    marks = list(escapes(target))
    if not marks:
        return target
    known = english.escaped(source) if english is not None else None
    decided = known if known is not None else list(_guess(source))
    drop = set()
    for mark in _MARKS:
        places = [at for at in marks if target[at + 1] == mark]
        kept = [escaped for other, escaped in decided if other == mark]
        mostly = kept.count(True) > kept.count(
            False
        )  # False too where the source has none: then it was markup
        for index, at in enumerate(places):
            if not (kept[index] if index < len(kept) else mostly):
                drop.add(at)
    return "".join(character for at, character in enumerate(target) if at not in drop)


def _guess(source: str) -> Iterator[tuple[str, bool]]:
    """What the English file probably had, judged by the unit alone.

    Asterisks in a row were meant as markup that did not come off, so they are plain. A single one that stays
    literal without its backslash was written plain; one that would become emphasis was escaped by its author, and
    so was a backtick.
    """
    marks = list(escapes(source))
    stars = {at for at in marks if source[at + 1] == "*"}
    runs = {at for at in stars if at + 2 in stars or at - 2 in stars}
    plain = "".join(character for at, character in enumerate(source) if at not in stars)
    needed = stars - runs if _text(plain) != _text(source) else set()
    for at in marks:
        yield source[at + 1], at in needed or source[at + 1] == "`"


def _text(markdown: str) -> str:
    return "".join(
        event["Text"]
        for event in pyromark.events(markdown)
        if isinstance(event, dict) and "Text" in event
    )
