"""Reference links and their definitions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.markdown.outline import Outline
from pipeline.markdown.references import definitions, label_key
from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.registry import rule
from pipeline.rules.structure.reading import Seen, own, read
from pipeline.severity import Severity
from pipeline.visible import shown

_REFERENCE = re.compile(
    r"(?<![\\\]\w!\[])\[(?=[^\[\]\r\n]{0,60}\w)([^\[\]\r\n]{1,300})\]\[([A-Za-z0-9][^\[\]\r\n]{0,200})\](?![\[(])"
)
_NOTE = re.compile(r"(?<![\\\]])\[\^([\w-]{1,20})\](?![:(\[])")
_NOTE_DEFINED = re.compile(r"(?m)^[ \t>]*\[\^([\w-]{1,20})\]:")
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
        yield from _notes(outline)
        if "][" not in outline.bare:
            return
        taken = [(link.start, link.end) for link in outline.links]
        for match in _REFERENCE.finditer(outline.bare):
            if any(start <= match.start() < end for start, end in taken):
                continue
            message = f"no reference is called `{shown(match[2])}`"
            yield Seen(match.start(), match.end(), message, match[2].lower())

    yield from own(page, find)


def _notes(outline: Outline) -> Iterator[Seen]:
    """Marks of footnotes, `[^1]`, that no line defines."""
    if "[^" not in outline.bare:
        return
    defined = {match[1].lower() for match in _NOTE_DEFINED.finditer(outline.bare)}
    for match in _NOTE.finditer(outline.bare, outline.start):
        if match[1].lower() not in defined:
            yield Seen(
                *match.span(), f"no footnote is called `{shown(match[1])}`", match[1].lower()
            )


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
    used = {label_key(one.target) for one in outline.links}
    labels = {label_key(match) for match in _USES.findall(outline.bare)}
    for one in definitions(outline.bare):
        label = label_key(one.label)
        if one.is_quoted or one.is_footnote or label in labels or label in used:
            continue
        message = f"no link uses the reference `{shown(one.label)}`"
        start = one.start + len(one.lead)
        end = start + len(one.label) + 2
        yield Hit(start, end, message, severity=Severity.SUGGESTION)


@rule("reference-repeated", "article")
def reference_repeated(page: PageContext) -> Iterator[Hit]:
    """A reference is defined twice with two addresses: links lead to the first.

    Bad:

        [pay]: pay.md
        [pay]: wait.md

    Good:

        [pay]: pay.md
        [wait]: wait.md
    """

    def find(outline: Outline) -> Iterator[Seen]:
        first: dict[str, str] = {}
        for one in definitions(outline.bare, outline.start):
            label = label_key(one.label)
            if first.setdefault(label, one.address) != one.address and not one.is_footnote:
                start = one.start + len(one.lead)
                message = f"a second address for `{shown(one.label)}`; links lead to the first"
                yield Seen(start, start + len(one.label) + 2, message, label)

    if "]:" in page.article.text:
        yield from own(page, find)
