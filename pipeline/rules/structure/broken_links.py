"""What was meant as a link and is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.files.splice import Splice
from pipeline.markdown.outline import Outline
from pipeline.results.finding import Fix, Hit
from pipeline.rules.context import PageContext
from pipeline.rules.registry import rule
from pipeline.rules.structure.reading import Seen, own
from pipeline.visible import shown

_ADDRESS = (
    r"(?:https?://[^\s()\[\]]{1,300}|[\w./-]{1,200}\.(?:md|png|jpg|gif|svg|yml)(?:#[\w-]{0,100})?)"
)
_APART = re.compile(rf"\[[^\[\]\r\n]{{1,200}}\]([ \t]{{1,4}})\({_ADDRESS}\)")
_REVERSED = re.compile(rf"\(([^()\[\]\r\n]{{1,200}})\)\[({_ADDRESS})\]")
_LOCAL = re.compile(r"(?i:file:|[a-z]:[\\/]|\\\\[a-z])")


@rule("link-malformed", "article")
def link_malformed(page: PageContext) -> Iterator[Hit]:
    """What was meant as a link and is text: a blank before its address, or brackets the wrong way round.

    Bad:

        [Pay] (pay.md) and (wait)[wait.md]

    Good:

        [Pay](pay.md) and [wait](wait.md)
    """

    def find(outline: Outline) -> Iterator[Seen]:
        for match in _APART.finditer(outline.bare):
            if outline.bare[match.start() - 1 : match.start()] in ("\\", "]"):
                continue
            message = "a blank between text and address: this is no link"
            fix = Fix("close the gap", (Splice(*match.span(1), ""),))
            yield Seen(*match.span(), message, match[0], fix=fix)
        for match in _REVERSED.finditer(outline.bare):
            if outline.bare[match.start() - 1 : match.start()] in ("\\", "]"):
                continue
            new = f"[{match[1]}]({match[2]})"
            fix = Fix("turn the brackets", (Splice(*match.span(), new),))
            message = "brackets the wrong way round: a link is `[text](address)`"
            yield Seen(*match.span(), message, match[0], fix=fix)

    if "[" in page.article.text:
        yield from own(page, find)


@rule("local-file-path", "article")
def local_file_path(page: PageContext) -> Iterator[Hit]:
    """A link leads to a file on the author's computer: no reader can open it.

    Bad:

        [Pay](file:///C:/docs/pay.md)

    Good:

        [Pay](pay.md)
    """

    def find(outline: Outline) -> Iterator[Seen]:
        for link in outline.links:
            if _LOCAL.match(link.target) and link.kind not in ("Autolink", "Email"):
                message = f"an address on the author's computer: `{shown(link.target, 120)}`"
                yield Seen(link.start, link.end, message, link.target)

    yield from own(page, find)
