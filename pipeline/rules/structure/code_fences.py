"""Fences of code: closed, and of a language that the site knows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from pipeline.families.family import DOCFX
from pipeline.markdown.outline import Outline, Piece
from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.registry import rule
from pipeline.rules.structure.reading import Seen, own, read
from pipeline.visible import shown

_FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)*(`{3,}|~{3,})")
_INNER = re.compile(r"\n[ \t>]*(`{3,}|~{3,})[A-Za-z][\w+#.-]*[ \t]*\r?(?=\n)")
_QUOTES = re.compile(r"\n[ \t>]*('{3}|´{3}|‘{3}|’{3})[ \t]*\r?(?=\n)")
_HEAD = 2_000  # characters in which a page's front matter is looked for
_SHOWS_FENCES = frozenset({"markdown", "md", "text", "txt", "output", ""})
LANGUAGES = frozenset(
    """
    abap ada apache apex applescript arduino asm asp aspx-csharp azcopy azure-cli azureaipowershell azurecli
    azurecli-interactive azuredataexplorer azurepowershell azurepowershell-interactive bash bash-interactive
    basic bat batch bicep c c++ clojure cmake cmd cobol code coffee console cpp cs csharp csharp-interactive
    cshtml css csv cypher d dart dax delphi diff docker dockerfile dos dotnet-cli dotnetcli editorconfig elixir
    elm erlang excel expression fortran fs fsharp gherkin git gitignore go golang gradle graphql groovy haskell
    hcl html http inf ini input interactive java javascript js json json5 jsonc jsx julia kotlin kql kusto
    kustoquery latex less lisp log lua make makefile markdown mathematica matlab md mermaid mof
    msgraph-interactive mysql nginx none objc objective-c objectivec ocaml output pascal perl pgsql php
    plaintext plsql postgresql powerapps-comma powerapps-dot powerappsfl powerquery powerquery-m powershell
    powershell-interactive prolog properties protobuf ps ps1 puppet py python q qsharp r razor rb reg regex rest
    rs rst ruby rust sas scala scss sh shell solidity sparql sql stata stylus svg swift syntax syslog sysml tcl
    terminal terraform tex text tf toml try-dotnet ts tsql tsx txt typescript usage usql vb vba vbnet vbs
    vbscript verilog vhdl vim visual-basic visualbasic wasm x++ xaml xml xpp xquery xsd xslt yaml yml zsh
    """.split()  # noqa: SIM905
)
"""What blocks of code on docs sites say of their language, in lower case (highlight.js and docfx's own)."""


@rule("code-block-unclosed", "article")
def code_block_unclosed(page: PageContext) -> Iterator[Hit]:
    """A code fence that is never closed: what follows is shown as code.

    It is reported where it begins, too, when the next block's fence closes it.

    Bad: ` ```bash ` at the start of a block, and no line of backticks after it.

    Good: ` ``` ` on a line of its own ends the block.
    """

    def find(outline: Outline) -> Iterator[Seen]:
        for fence in outline.fences:
            opening = _FENCE.match(outline.text, fence.start)
            if opening is not None and (message := _unclosed(outline, fence, opening[1])):
                at = fence.start + opening.start(1) - opening.start()
                yield Seen(at, at + len(opening[1]), message, fence.what)
                return  # what is open and closed behind it is the other way round

    yield from own(page, find)


def _unclosed(outline: Outline, fence: Piece, mark: str) -> str:
    """What to say of a fence that is not closed; empty where it is."""
    whole = outline.text[fence.start : fence.end].rstrip("\r\n")
    line = whole[whole.rfind("\n") + 1 :].strip(" \t>")
    first = "\n" not in whole.strip()
    if len(line) < len(mark) or line.strip(mark[0]) or first:
        return "the code block is never closed"
    if fence.what.lower().split()[:1] and fence.what.lower().split()[0] not in _SHOWS_FENCES:
        inner = _INNER.search(outline.text, fence.start, fence.end)
        if inner and inner[1] == mark:
            at, _ = outline.article.lines.place(inner.start(1))
            return f"the code block is never closed: another one begins in line {at}"
    quotes = _QUOTES.search(outline.text, fence.start, fence.end)
    if quotes and not fence.what.lower().startswith("py"):
        at, _ = outline.article.lines.place(quotes.start(1))
        return f"the code block is not closed by `{quotes[1]}` in line {at}: it takes backticks"
    return ""


def first_unclosed(outline: Outline) -> int:
    """Where the first fence begins that is never closed; the length of the page where all are."""
    if "unclosed fence" not in outline.notes:
        outline.notes["unclosed fence"] = _first_unclosed(outline)
    found: int = outline.notes["unclosed fence"]
    return found


def _first_unclosed(outline: Outline) -> int:
    for fence in outline.fences:
        opening = _FENCE.match(outline.text, fence.start)
        if opening is not None and _unclosed(outline, fence, opening[1]):
            return fence.start
    return len(outline.text)


@rule("code-language-unknown", "article")
def code_language_unknown(page: PageContext) -> Iterator[Hit]:
    """The language of a block of code is misspelt: the code is not coloured, and has no name above it.

    Bad:

        ```powershel
        Get-Item
        ```

    Good:

        ```powershell
        Get-Item
        ```
    """

    def find(outline: Outline) -> Iterator[Seen]:
        for fence in outline.fences:
            said = fence.what.split()[:1]
            language = said[0].lower() if said else ""
            if (
                not language
                or not language.isascii()
                or language in LANGUAGES
                or language[:1] in ("{", ".")
            ):
                continue
            near = get_close_matches(language[:40], sorted(LANGUAGES), 1, 0.8)
            at = outline.text.find(said[0], fence.start)
            if near and at >= 0:
                message = f"no language is called `{shown(said[0], 40)}`; did you mean `{near[0]}`?"
                yield Seen(at, at + len(said[0]), message, language)

    if page.family.renderer == DOCFX:
        yield from own(page, find)


@rule("code-language-missing", "article")
def code_language_missing(page: PageContext) -> Iterator[Hit]:
    """A block of code of a source page names no language: it is not coloured, and translators cannot tell what it is.

    One finding a page, at the first. Output is `output`, text `text`. The syntax of a cmdlet's page, which a program
    writes, needs none.

    Bad:

        ```
        Get-Item
        ```

    Good:

        ```powershell
        Get-Item
        ```
    """
    if not page.is_source or page.family.renderer != DOCFX:
        return
    outline = page.once(read)
    if not outline.fences or all(one.what.strip() for one in outline.fences):
        return
    is_cmdlet = "external help file:" in outline.article.text[:_HEAD]  # valid front matter or not
    written = _written(outline) if is_cmdlet else ()
    bare = [
        one
        for one in outline.fences
        if not one.what.strip()
        and one.start < first_unclosed(outline)
        and not any(first <= one.start < last for first, last in written)
    ]
    if bare:
        start = bare[0].start
        line_end = outline.text.find("\n", start)
        more = f" (as do {len(bare) - 1} more)" if len(bare) > 1 else ""
        end = line_end if line_end >= 0 else len(outline.text)
        yield Hit(start, end, f"this block of code names no language{more}")


def _written(outline: Outline) -> tuple[tuple[int, int], ...]:
    """Where the syntax of a cmdlet stands."""
    tops = [one for one in outline.headings if one.level <= 2]
    ends = [one.start for one in tops[1:]] + [len(outline.text)]
    return tuple(
        (one.start, end)
        for one, end in zip(tops, ends, strict=True)
        if one.text.strip().upper() == "SYNTAX"
    )
