"""HTML, directives and table cells inside a unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.families.inline import comparable
from pipeline.results.finding import Hit
from pipeline.rules.registry import rule
from pipeline.rules.translation.bags import differences, pair_up
from pipeline.rules.translation.markup import Tag
from pipeline.rules.translation.pair import Pair

_TRANSLATED = re.compile(
    r"\s(?:alt|title|aria-label|placeholder)\s*=\s*(?:\"[^\"]*\"|'[^']*')", re.IGNORECASE
)
_SPACES = re.compile(r"\s+")
_DIRECTIVE = re.compile(
    r"\[!(?:NOTE|TIP|IMPORTANT|CAUTION|WARNING|DIV|INCLUDE|CODE[\w-]*|VIDEO|NOTEBOOK)\b|:::[a-z-]*",
    re.IGNORECASE,
)
_HREF = re.compile(r"""(\bhref\s*=\s*["'])([^"']*)""", re.IGNORECASE)
_NAME = re.compile(r"\A</?([A-Za-z][A-Za-z0-9-]*)[\s\S]*\Z")
_PIPE = re.compile(r"(?<!\\)\|")


def _key(tag: Tag, pair: Pair) -> str:
    text = _TRANSLATED.sub("", tag.text) if "=" in tag.text else tag.text
    if "href" in text:
        family, locale = pair.page.family, pair.page.locale
        text = _HREF.sub(lambda match: match[1] + comparable(family, match[2], locale), text)
    return _SPACES.sub("", text).lower().replace("/>", ">").replace("'", '"')


def _bound(tags: Sequence[Tag], free: Sequence[str]) -> Sequence[Tag]:
    """The tags without those that a translation may add or leave out."""
    if not free:
        return tags
    return [tag for tag in tags if _NAME.sub(r"\1", tag.text).lower() not in free]


@rule("html-changed", "unit", marks="<")
def html_changed(pair: Pair) -> Iterator[Hit]:
    """An HTML tag of the source is missing, changed or not in the source (`<br>`, `<a name="…">`, comments).

    A lost tag leaves the rest of the page in the wrong form; a changed anchor breaks the links to it.

    Bad:

        source: Line one<br>Line two
        target: Regel één<BR Regel twee

    Good:

        source: Line one<br>Line two
        target: Regel één<br>Regel twee
    """
    if not pair.source.tags and not pair.target.tags:
        return
    free = pair.page.family.html.may_add
    source, target = _bound(pair.source.tags, free), _bound(pair.target.tags, free)
    missing, extra = differences(source, target, lambda tag: _key(tag, pair))
    paired = pair_up(missing, extra, lambda tag: tag.text)
    for was, tag in paired:
        said = f"is {was.text} in the source" if was else "is not in the source"
        if was is None and tag.text in pair.source.text:
            continue
        yield Hit(tag.start, tag.end, f"{tag.text} {said}")
    used = [was for was, _ in paired]
    for tag in missing:
        if tag not in used and tag.text not in pair.target.text:
            yield Hit(0, len(pair.target.text), f"{tag.text} of the source is missing")


@rule("directive-changed", "unit", marks="[:")
def directive_changed(pair: Pair) -> Iterator[Hit]:
    """A directive of docs Markdown (`[!NOTE]`, `[!INCLUDE …]`, `:::row:::`) is changed, missing or new.

    It is shown as text then, or what it stands for is gone.

    Bad:

        source: [!NOTE] Save first.
        target: [!OPMERKING] Sla eerst op.

    Good:

        source: [!NOTE] Save first.
        target: [!NOTE] Sla eerst op.
    """
    if "[!" not in pair.source.text and ":::" not in pair.source.text:
        return
    found = [match[0].upper() for match in _DIRECTIVE.finditer(pair.target.text)]
    for match in _DIRECTIVE.finditer(pair.source.text):
        if match[0].upper() in found:
            found.remove(match[0].upper())
        else:
            yield Hit(0, len(pair.target.text), f"{match[0]} of the source is changed or missing")


@rule("table-cell-broken", "unit", marks="|")
def table_cell_broken(pair: Pair) -> Iterator[Hit]:
    r"""A table cell holds a `|` that the source has not (or has escaped): it begins a new cell.

    Bad:

        source: on \\| off
        target: aan | uit

    Good:

        source: on \\| off
        target: aan \\| uit
    """
    if "|" not in pair.target.text or pair.unit.kind != "table cell":
        return
    before = len(_PIPE.findall(pair.source.text))
    found = list(_PIPE.finditer(pair.target.text))
    if len(found) > before:
        yield Hit(found[-1].start(), found[-1].end(), "a bare | begins a new table cell")
