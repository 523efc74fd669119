"""The blocks of code of a localized page against those of its source: code is not translated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.markdown.outline import Outline, Piece
from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.registry import rule
from pipeline.rules.structure.correspondence import changes, compared
from pipeline.visible import shown

_COMMENT = re.compile(r"(?:^|(?<=\s))(?:#|//|--|;|%|/\*|\*|<!--|REM\b|rem\b).*")
"""What a comment begins with in one language or another; the rest is not compared where comments may differ."""
_PLACEHOLDER = re.compile(r"<[^<>\n]+(?:>|$)|(?<![\w-])(?i:your|my)[_-][\w-]+")
"""A name in the source's code that whoever copies it replaces: `<name>`, `your-service`, `YOUR_APP`."""
_STRING = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|`[^`\n]*`")
_FENCE = re.compile(r"(?:`{3,}|~{3,})")
_OPENING = re.compile(r"(?:`{3,9}|~{3,9})([^\n`]{0,200})\n")
_AROUND = re.compile(r"^[ \t>]*", re.MULTILINE)
_TEXTS = frozenset(
    {"mermaid", "plantuml", "text", "txt", "output", "console", "md", "mdx", "markdown"}
)
"""Languages of blocks whose words readers read: where code may differ in comments, these may differ in all words."""


class Code(NamedTuple):
    """A block as it is compared, and where it stands in the page."""

    language: str
    lines: tuple[str, ...]
    start: int
    end: int

    @property
    def key(self) -> tuple[str, tuple[str, ...]]:
        """What must be the same."""
        return self.language, self.lines

    @property
    def named(self) -> str:
        """The block in words: its language and first line."""
        first = next((line for line in self.lines if line), "")
        return f"`{shown(first, 60)}`" + (f" ({shown(self.language, 20)})" if self.language else "")


@rule("code-block-changed", "article")
def code_block_changed(page: PageContext) -> Iterator[Hit]:
    """A block of code differs from the source's, is missing, or is none of the source's.

    Machine translation translates commands and names in code; whoever copies it gets an error. What may differ says the
    docs family: nothing, comments and the words of diagrams and outputs, or all but the languages. A page whose source
    has changed since is left alone.

    Bad:

        ```powershell
        Ophalen-Item -Pad C:/Temp
        ```

    Good:

        ```powershell
        Get-Item -Path C:/Temp
        ```
    """
    sides = compared(page)
    if sides is None:
        return
    if _written(sides[0]) == _written(sides[1]):
        return
    how = page.family.code.compare
    mine, theirs = _codes(sides[0], how), _codes(sides[1], how)
    if how != "all" and len(mine) == len(theirs):
        mine = [_with_placeholders(*pair) for pair in zip(mine, theirs, strict=True)]
    wanted, words = [one.key for one in theirs], [one.key for one in mine]
    if wanted == words:
        return
    end = len(page.article.text.rstrip())
    for tag, i1, i2, j1, j2 in changes(wanted, words):
        if tag == "equal":
            continue
        both = min(i2 - i1, j2 - j1)
        for mine_one, their_one in zip(mine[j1 : j1 + both], theirs[i1 : i1 + both], strict=True):
            yield _changed(page, mine_one, their_one)
        for one in theirs[i1 + both : i2]:
            at = mine[j2].start if j2 < len(mine) else end
            yield Hit(at, at, f"the block of code {one.named} of the source is missing here")
        for one in mine[j1 + both : j2]:
            yield Hit(one.start, one.end, f"the block of code {one.named} is not in the source")


def _written(outline: Outline) -> list[str]:
    """The blocks to the letter, but for their line ends: most pages have those of their sources."""
    text = outline.article.text
    return [text[one.start : one.end].replace("\r\n", "\n") for one in outline.fences]


def _codes(outline: Outline, how: str) -> list[Code]:
    """The fenced blocks of a page, without what may differ."""
    found = []
    for fence in _fences(outline):
        language = (fence.what.lower().split() or [""])[0]  # what follows it may be a title
        body = _AROUND.sub("", outline.article.text[fence.start : fence.end])
        lines = [line.rstrip() for line in body.splitlines()]
        lines = [line for line in lines if not _FENCE.match(line)]
        if how == "language" or (how == "without-comments" and language in _TEXTS | {""}):
            lines = []
        elif how == "without-comments":
            lines = [_STRING.sub('""', _COMMENT.sub("", line)).strip() for line in lines]
        found.append(Code(language, tuple(filter(None, lines)), fence.start, fence.end))
    return found


def _with_placeholders(mine: Code, theirs: Code) -> Code:
    """A block with the source's placeholders where it has its own: `votre-service` for `your-service`."""
    if len(mine.lines) != len(theirs.lines) or mine.lines == theirs.lines:
        return mine
    pairs = zip(mine.lines, theirs.lines, strict=True)
    return mine._replace(lines=tuple(their if _fills(my, their) else my for my, their in pairs))


def _fills(line: str, source: str) -> bool:
    """Is a line the source's with other words in the places of its placeholders, one at least?"""
    pieces = _PLACEHOLDER.split(source)
    if len(pieces) == 1 or not line.startswith(pieces[0]):
        return False
    at, last = len(pieces[0]), len(line) - len(pieces[-1])
    for piece in pieces[1:-1]:
        at = line.find(piece, at + 1, last)
        if at < 0:
            return False
        at += len(piece)
    return at < last and line.endswith(pieces[-1])


def _fences(outline: Outline) -> list[Piece]:
    """The fenced blocks, with those that stand so deep that Markdown takes them for indented code, where none is."""
    if outline.article.syntax.indented != "never":
        return outline.fences
    found = list(outline.fences)
    for one in outline.code:
        opening = _OPENING.match(outline.text, one.start)
        if opening and one.start not in {fence.start for fence in outline.fences}:
            found.append(Piece(one.start, one.end, opening[1]))
    return sorted(found)


def _changed(page: PageContext, mine: Code, theirs: Code) -> Hit:
    if mine.language != theirs.language:
        names = [shown(one.language, 40) or "none" for one in (mine, theirs)]
        message = f"the language of this block is `{names[0]}`, and `{names[1]}` in the source"
        return Hit(mine.start, mine.end, message)
    for tag, i1, i2, j1, j2 in changes(theirs.lines, mine.lines):
        if tag == "equal":
            continue
        if j1 == j2:
            message = f"`{shown(theirs.lines[i1], 90)}` of the source is missing in this block"
            return Hit(mine.start, mine.start, message)
        line = mine.lines[j1]
        at = page.article.text.find(line, mine.start, mine.end)
        start = at if at >= 0 else mine.start
        end = start + len(line) if at >= 0 else mine.end
        if i1 == i2:
            return Hit(start, end, f"`{shown(line, 90)}` is not in this block of the source")
        message = f"`{shown(line, 90)}` is `{shown(theirs.lines[i1], 90)}` in the source"
        return Hit(start, end, message)
    return Hit(mine.start, mine.end, "this block of code differs from the source's")
