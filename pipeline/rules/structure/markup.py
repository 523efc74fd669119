"""Code fences, raw HTML, and the names of anchors."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.markdown.outline import Outline
from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.registry import rule
from pipeline.rules.structure.anchors import ANCHOR, slugs
from pipeline.rules.structure.reading import Seen, own, read_source
from pipeline.visible import shown

_FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)*(`{3,}|~{3,})")
_TAG = re.compile(r"<([A-Za-z][A-Za-z0-9-]*)\b([^<>]*)>")
_BAD_TAGS = frozenset(
    {
        "script",
        "style",
        "form",
        "input",
        "button",
        "select",
        "textarea",
        "object",
        "embed",
        "applet",
    }
    | {"frame", "frameset", "link", "meta", "base", "body", "html", "head"}
)
_HANDLER = re.compile(r"""[\s"'](on[a-z]+)\s*=""", re.IGNORECASE)


@rule("code-block-unclosed", "article")
def code_block_unclosed(page: PageContext) -> Iterator[Hit]:
    """A code fence that is never closed: the rest of the page is shown as code.

    Bad: ` ```bash ` at the start of a block, and no line of backticks after it.

    Good: ` ``` ` on a line of its own ends the block.
    """

    def find(outline: Outline) -> Iterator[Seen]:
        for fence in outline.fences:
            opening = _FENCE.match(outline.text, fence.start)
            if opening is None:
                continue
            last = outline.text[: fence.end].rstrip("\r\n")
            line = last[last.rfind("\n") + 1 :].strip(" \t>")
            first = outline.text[fence.start : fence.end].strip().count("\n") == 0
            mark = opening[1]
            closed = len(line) >= len(mark) and not line.strip(mark[0])
            if not closed or first:
                at = fence.start + opening.start(1) - opening.start()
                message = "the code block is never closed"
                yield Seen(at, at + len(mark), message, fence.what)

    yield from own(page, find)


@rule("disallowed-html-tag", "article")
def disallowed_html_tag(page: PageContext) -> Iterator[Hit]:
    """Raw HTML that the site takes out: scripts, forms, styles.

    Bad:

        <script src="pay.js"></script>

    Good: Markdown, or one of the tags that the site allows.
    """
    allowed = page.family.html.allowed

    def find(outline: Outline) -> Iterator[Seen]:
        for start, end in outline.html:
            for match in _TAG.finditer(outline.bare, start, end):
                name = match[1].lower()
                if name in _BAD_TAGS and not {match[1], name, "*"} & {*allowed}:
                    message = f"`<{name}>` is not allowed"
                    yield Seen(match.start(), match.end(), message, name)

    yield from own(page, find)


@rule("disallowed-html-attribute", "article")
def disallowed_html_attribute(page: PageContext) -> Iterator[Hit]:
    """An attribute of raw HTML that runs a script (`onclick`); the site takes it out.

    Bad:

        <a href="pay.md" onclick="pay()">Pay</a>

    Good:

        <a href="pay.md">Pay</a>
    """

    def find(outline: Outline) -> Iterator[Seen]:
        for start, end in outline.html:
            for match in _TAG.finditer(outline.bare, start, end):
                handler = _HANDLER.search(match[2])
                if handler:
                    at = match.start(2) + handler.start(1)
                    message = f"the attribute `{handler[1]}` is not allowed"
                    yield Seen(at, at + len(handler[1]), message, handler[1].lower())

    yield from own(page, find)


@rule("duplicate-anchor", "article")
def duplicate_anchor(page: PageContext) -> Iterator[Hit]:
    """Two anchors of a page have the same name: links reach the first only.

    Bad:

        ## <a name="pay"></a>Pay
        ## <a name="pay"></a>Pay later

    Good:

        ## <a name="pay"></a>Pay
        ## <a name="pay-later"></a>Pay later
    """

    def find(outline: Outline) -> Iterator[Seen]:
        seen: set[str] = set()
        for match in ANCHOR.finditer(outline.bare):
            name = match[1].lower()
            if name and name in seen:
                message = f"a second anchor called `{shown(name)}`"
                yield Seen(match.start(1), match.end(1), message, name)
            seen.add(name)

    repeated = page.once(_repeated_headings)
    for hit in own(page, find):
        if page.article.text[hit.start : hit.end].lower() not in repeated:
            yield hit


def _repeated_headings(page: PageContext) -> frozenset[str]:
    """Slugs of English headings that stand more than once: the hand-back gives them one anchor."""
    source = page.once(read_source)
    if source is None:
        return frozenset()
    counts = Counter(name for heading in source.headings for name in slugs(heading.text))
    return frozenset(name for name, count in counts.items() if count > 1)
