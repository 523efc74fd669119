"""Reference links and their definitions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.markdown.outline import Outline
from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.registry import rule
from pipeline.rules.structure.reading import Seen, own, read
from pipeline.severity import Severity
from pipeline.visible import shown

_REFERENCE = re.compile(
    r"(?<![\\\]\w!\[])\[(?=[^\[\]\r\n]{0,60}\w)([^\[\]\r\n]{1,300})\]\[([A-Za-z0-9][^\[\]\r\n]{0,200})\](?![\[(])"
)
_DEFINITION = re.compile(r"(?m)^ {0,3}\[([^\[\]\r\n]+)\]:[ \t]*\S+")
_USES = re.compile(r"\[([^\[\]]+)\](?!:)")


@rule("reference-missing", "article")
def reference_missing(page: PageContext) -> Iterator[Hit]:
    """A reference link whose label is defined nowhere: readers see the brackets.

    Bad:

        See [Pay your bill][pay].

    Good:

        See [Pay your bill][pay].

        [pay]: pay.md
    """

    def find(outline: Outline) -> Iterator[Seen]:
        if "][" not in outline.bare:
            return
        taken = [(link.start, link.end) for link in outline.links]
        for match in _REFERENCE.finditer(outline.bare):
            if any(start <= match.start() < end for start, end in taken):
                continue
            message = f"no reference is called `{shown(match[2])}`"
            yield Seen(match.start(), match.end(), message, match[2].lower())

    yield from own(page, find)


@rule("reference-unused", "article")
def reference_unused(page: PageContext) -> Iterator[Hit]:
    """A reference definition that no link uses.

    Bad:

        [pay]: pay.md    (and no [Pay][pay])

    Good:

        See [Pay your bill][pay].

        [pay]: pay.md
    """
    if not page.is_source:
        return
    outline = page.once(read)
    if "]:" not in outline.bare:
        return
    used = {_label(one.target) for one in outline.links}
    labels = {_label(match) for match in _USES.findall(outline.bare)}
    for match in _DEFINITION.finditer(outline.bare):
        label = _label(match[1])
        if match[1].startswith("^") or label in labels or label in used:
            continue
        message = f"no link uses the reference `{shown(match[1])}`"
        yield Hit(match.start(1) - 1, match.end(1) + 1, message, severity=Severity.SUGGESTION)


def _label(text: str) -> str:
    return " ".join(text.lower().split())
