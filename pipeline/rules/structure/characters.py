"""Characters that nobody meant to write: text read in a wrong encoding, marks without width, typography in code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.files.splice import Splice
from pipeline.markdown.front_matter import misplaced
from pipeline.markdown.outline import FILLER, Outline
from pipeline.results.finding import Fix, Hit
from pipeline.rules.context import PageContext
from pipeline.rules.registry import rule
from pipeline.rules.structure.code_fences import first_unclosed
from pipeline.rules.structure.reading import Seen, own

_GARBLED = re.compile(
    "[\xc2\xc3][\x80-\xbf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u0152\u017d"
    "\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u0153\u017e\u0178]"
    "|\xe2[\x80\u20ac][\x80-\xbf\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u0152"
    "\u017d\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u0153\u017e\u0178]"
)
_INVISIBLE = re.compile("[\u200b\u2060\ufeff\xad\u2028\u2029]")
_TYPOGRAPHY = {
    "\xa0": " ",
    "\u2018": "'",
    "\u2019": "'",
    "\u201c": '"',
    "\u201d": '"',
}
_IN_CODE = re.compile(f"[{''.join(_TYPOGRAPHY)}]")
_IN_SHELL = re.compile(rf"[{''.join(_TYPOGRAPHY)}]|(?<=\s)[–—](?=[A-Za-z–—-])")
_QUOTES = re.compile("[\u201c\u201d]")
_SHELLS = frozenset(
    {
        "powershell",
        "azurepowershell",
        "azurepowershell-interactive",
        "azurecli",
        "azurecli-interactive",
        "bash",
        "sh",
        "cmd",
        "dos",
        "dotnetcli",
        "powershell-interactive",
    }
)
_NAMES = {"\xa0": "a no-break space"}


@rule("garbled-text", "article")
def garbled_text(page: PageContext) -> Iterator[Hit]:
    """Text that was read in a wrong encoding: `Itâ€™s`, `CafÃ©`, or U+FFFD where a character was lost.

    Bad:

        Itâ€™s paid.

    Good:

        It’s paid.
    """

    def find(outline: Outline) -> Iterator[Seen]:
        text = outline.text[: outline.start] if in_head else outline.text
        for match in _GARBLED.finditer(text):
            meant = _meant(match[0])
            if meant:
                message = f"`{match[0]}` is `{meant}` in a wrong encoding"
                fix = Fix(f"write `{meant}`", (Splice(*match.span(), meant),))
                yield Seen(*match.span(), message, match[0], fix=fix)
        at = text.find("\ufffd")
        while at >= 0:
            yield Seen(at, at + 1, "U+FFFD: a character was lost here", "\ufffd")
            at = text.find("\ufffd", at + 1)

    in_head = not _nobody_else_looks(page)  # what stands in the body others look at
    if not page.article.text.isascii():
        yield from own(page, find)


def _nobody_else_looks(page: PageContext) -> bool:
    """May the page have such characters, and are its sentences none that `check` looks at (`mojibake` and others)?"""
    is_checked = not page.is_source and (page.source is not None or page.article.is_bilingual)
    return not is_checked


def _meant(garbled: str) -> str:
    """The character that bytes of UTF-8 stand for, which were read as Windows-1252; empty where they are none."""
    try:
        data = bytes(ord(char) if ord(char) < 256 else char.encode("cp1252")[0] for char in garbled)
        found = data.decode("utf-8")
    except UnicodeError:
        return ""
    return found if len(found) == 1 and found.isprintable() and not found.isspace() else ""


@rule("invisible-character", "article")
def invisible_character(page: PageContext) -> Iterator[Hit]:
    """A character without width stands between two letters of the Latin script: search does not find the word.

    Bad:

        Pay your b<U+200B>ill.

    Good:

        Pay your bill.
    """

    def find(outline: Outline) -> Iterator[Seen]:
        text = outline.article.text
        front = misplaced(text)
        first = front[0] if front else 1  # what stands before it yaml-header-misplaced sees to
        for match in _INVISIBLE.finditer(text, first, outline.start if in_head else len(text)):
            start, end = match.span()
            if match[0] == "\xad" and not page.is_source:
                continue  # where a word may be divided
            if match[0] in "\u2028\u2029":
                message = f"U+{ord(match[0]):04X}: a line ends here that editors do not show"
                fix = Fix("write a blank", (Splice(start, end, " "),))
                yield Seen(start, end, message, match[0], fix=fix)
            elif text[start - 1 : start].isascii() and text[end : end + 1].isascii():
                message = f"U+{ord(match[0]):04X}: a character that cannot be seen"
                fix = Fix("take it out", (Splice(start, end, ""),))
                yield Seen(start, end, message, match[0], fix=fix)

    in_head = not _nobody_else_looks(page)  # what stands in the body others look at
    if not page.article.text.isascii():
        yield from own(page, find)


@rule("code-typography", "article")
def code_typography(page: PageContext) -> Iterator[Hit]:
    """A curly quote or a no-break space in a block of code: whoever copies it gets an error.

    One finding a block, at the first.

    Bad:

        ```powershell
        Get-Item -Path “C:/Temp”
        ```

    Good:

        ```powershell
        Get-Item -Path "C:/Temp"
        ```
    """

    def find(outline: Outline) -> Iterator[Seen]:
        limit = first_unclosed(outline)
        for fence in outline.fences:
            if fence.start >= limit:
                return  # text may stand where code seems to
            if fence.what.strip().lower() in _PROSE:
                continue
            block = outline.text[fence.start : fence.end]
            shell = fence.what.strip().lower() in _SHELLS
            every = (_IN_SHELL if shell else _IN_CODE).finditer(block)
            found = [one for one in every if _is_code(block, one.start())]
            if not found or FILLER in block:
                continue
            first = fence.start + found[0].start()
            char = found[0][0]
            more = f" ({len(found)} in the block)" if len(found) > 1 else ""
            name = _NAMES.get(char, f"the {'dash' if char in '–—' else 'curly quote'} `{char}`")
            edits = tuple(
                Splice(
                    fence.start + one.start(), fence.start + one.end(), _TYPOGRAPHY.get(one[0], "-")
                )
                for one in found
            )
            fix = Fix("write plain characters", edits)
            yield Seen(first, first + 1, f"{name} in code{more}", char, fix=fix)

        fences = {fence.start for fence in outline.fences}
        for piece in outline.code if is_source else ():
            at = _QUOTES.search(outline.text, piece.start, piece.end)
            if (
                at
                and piece.end - piece.start > _A_MARK
                and piece.start not in fences
                and "\n" not in outline.text[piece.start : piece.end]
            ):
                yield Seen(*at.span(), f"the curly quote `{at[0]}` in code", at[0])

    is_source = page.is_source
    if not page.article.text.isascii():
        yield from own(page, find)


def _is_code(block: str, at: int) -> bool:
    """Is a character of a block part of its code: no apostrophe in a word, in no comment, in no drawing?"""
    if block[at - 1 : at].isalpha() and block[at + 1 : at + 2].isalpha() and block[at] != "\xa0":
        return False
    return _COMMENT.search(block, block.rfind("\n", 0, at) + 1, at) is None


_A_MARK = 5  # characters: code that shows a quote alone
_COMMENT = re.compile(r"(?:^|(?<=\s))(?:#|//|--(?!\w)|;|%|/\*|\*|<!--|REM\b|rem\b)|[│├└─]")
_PROSE = frozenset(
    {
        "",
        "output",
        "text",
        "txt",
        "console",
        "plaintext",
        "md",
        "mdx",
        "markdown",
        "html",
        "astro",
        "jsx",
    }
    | {"tsx", "vue", "svelte", "yaml", "yml", "mermaid", "diff", "razor", "cshtml", "latex", "toml"}
)
"""Languages of blocks in which typography may be what a program prints or people write."""
