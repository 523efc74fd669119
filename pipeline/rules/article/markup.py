"""Markup of the documentation site: code fences, tables, alerts, directives, raw HTML."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches

from pipeline.article.outline import Outline
from pipeline.rules.article.anchors import ANCHOR, slugs
from pipeline.rules.article.places import file_of, local, nearest_file
from pipeline.rules.article.reading import Seen, own, read, read_source
from pipeline.rules.context import PageContext
from pipeline.rules.finding import Hit, Severity
from pipeline.rules.registry import rule
from pipeline.text.visible import shown

ALERTS = ("NOTE", "TIP", "IMPORTANT", "CAUTION", "WARNING")
_EXTENSIONS = (
    "div",
    "video",
    "include",
    "code",
    "notebook",
    "selector",
    "channel9",
    "pivot",
    "form",
)
_MARKER = re.compile(r"\[!([^\W\d_][\w-]*)[ \t]*(?=[\[(])")
BLANK = " \t\r\u200b"
_NAME = re.compile(r"\s*([^\s\]\[]+)")
DIRECTIVES = (
    "row",
    "column",
    "image",
    "code",
    "video",
    "zone",
    "moniker",
    "no-loc",
    "form",
    "tags",
)
_DIRECTIVE = re.compile(r"(?m)^(?:[ \t]|>)*:::[ \t]*([^\s:\"'=<>{}]+)([^\r\n]*)")
_PAIRED = ("row", "column", "zone", "moniker")
_FENCE = re.compile(r"[ \t>]*(?:(?:[-*+]|\d+[.)])[ \t]+)*(`{3,}|~{3,})")
_CODE_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
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


@rule("table-row-ragged", "article")
def table_row_ragged(page: PageContext) -> Iterator[Hit]:
    r"""A row of a table has more or fewer cells than its head: what is too much is not shown at all.

    A `|` in a cell is written `\|`.

    Bad:

        | Month | Sum |
        | --- | --- |
        | May | 20 | paid |

    Good:

        | Month | Sum | State |
        | --- | --- | --- |
        | May | 20 | paid |
    """

    def find(outline: Outline) -> Iterator[Seen]:
        for table in outline.tables:
            for number, (start, end) in enumerate(outline.chars(table.rows[1:]), 1):
                row = outline.text[start:end].strip("\r\n")
                cells = _cells(row)
                few = cells < table.columns
                if cells == table.columns or (few and "|" not in row):
                    continue  # as it should be, or text that a table without a blank line behind it took in
                message = f"the row has {cells} cells, the table {table.columns} columns"
                key = f"{number}:{cells}:{table.columns}"
                severity = Severity.SUGGESTION if few else None  # shown, with empty cells
                yield Seen(start, start + len(row), message, key, severity=severity)

    yield from own(page, find)


def _cells(row: str) -> int:
    bars = row.strip().lstrip("> ").replace("\\|", "  ")
    return bars.removeprefix("|").removesuffix("|").count("|") + 1


@rule("table-header-missing", "article")
def table_header_missing(page: PageContext) -> Iterator[Hit]:
    """The head of a table is empty: people who hear the page cannot tell what its columns are.

    Bad:

        | | |
        | --- | --- |
        | May | 20 |

    Good:

        | Month | Sum |
        | --- | --- |
        | May | 20 |
    """

    def find(outline: Outline) -> Iterator[Seen]:
        for table in outline.tables:
            for start, end in outline.chars(table.rows[:1]):
                if not outline.text[start:end].strip("| \t\r\n\u200b>"):
                    yield Seen(start, end, "a table without words in its head")

    yield from own(page, find)


@rule("alert-unknown", "article")
def alert_unknown(page: PageContext) -> Iterator[Hit]:
    """The marker of an alert or an extension is none that the site knows, most often because it was translated.

    Readers see the brackets, and the box around the text is lost.

    Bad:

        > [!OPMERKING]
        > Betaal op tijd.

    Good:

        > [!NOTE]
        > Betaal op tijd.
    """

    def find(outline: Outline) -> Iterator[Seen]:
        for marker in outline.markers:
            named = _NAME.match(marker.what)
            if named is None:
                continue
            name = named[1]
            if name.upper() in ALERTS or _is_extension(name):
                continue
            if outline.bare[marker.end + 1 : marker.end + 2] in ("(", "["):  # an image, or a link
                continue
            at = marker.start + named.start(1)
            message = f"no alert is called `{shown(name)}`{_near(name)}"
            yield Seen(at, at + len(name), message, name.lower())
        if "[!" not in outline.bare:
            return
        for match in _MARKER.finditer(outline.bare):
            before = outline.bare[match.start() - 1 : match.start()]
            if before in ("\\", "!") or before.isalnum():
                continue
            if not _is_extension(match[1]) and match[1].upper() not in ALERTS:
                message = f"no extension is called `[!{shown(match[1])}`{_near(match[1])}"
                yield Seen(match.start(1), match.end(1), message, match[1].lower())

    yield from own(page, find)


def _is_extension(name: str) -> bool:
    lower = name.lower()
    return lower in _EXTENSIONS or lower.startswith("code-")


def _near(name: str) -> str:
    found = get_close_matches(name.lower()[:40], [*map(str.lower, ALERTS), *_EXTENSIONS], 1, 0.7)
    return (
        f"; did you mean `{found[0].upper() if found[0].upper() in ALERTS else found[0]}`?"
        if found
        else ""
    )


@rule("alert-text-on-marker-line", "article")
def alert_text_on_marker_line(page: PageContext) -> Iterator[Hit]:
    """Text stands on the line of an alert's marker: the site shows no box then.

    Bad:

        > [!NOTE] Pay in time.

    Good:

        > [!NOTE]
        > Pay in time.
    """

    def find(outline: Outline) -> Iterator[Seen]:
        for marker in outline.markers:
            kind = marker.what.strip()
            line_end = outline.bare.find("\n", marker.end)
            rest = outline.bare[marker.end + 1 : line_end if line_end >= 0 else None]
            text = rest.strip(BLANK)
            if kind.upper() in ALERTS and text:
                start = marker.end + 1 + rest.index(text)
                message = f"text on the line of `[!{kind}]`; begin it on the next line"
                yield Seen(start, start + len(text), message)

    yield from own(page, find)


@rule("directive-unknown", "article")
def directive_unknown(page: PageContext) -> Iterator[Hit]:
    """A `:::` directive that the site does not know, most often because its name was translated.

    Bad:

        :::afbeelding source="pay.png" alt-text="Betalen":::

    Good:

        :::image source="pay.png" alt-text="Betalen":::
    """

    def find(outline: Outline) -> Iterator[Seen]:
        for match in _DIRECTIVE.finditer(outline.bare) if ":::" in outline.bare else ():
            name = match[1]
            if name.lower().removesuffix("-end") not in DIRECTIVES:
                found = get_close_matches(name.lower()[:40], DIRECTIVES, 1, 0.6)
                hint = f"; did you mean `:::{found[0]}`?" if found else ""
                message = f"no directive is called `:::{shown(name)}`{hint}"
                yield Seen(match.start(1), match.end(1), message, name.lower())

    yield from own(page, find)


@rule("directive-unclosed", "article")
def directive_unclosed(page: PageContext) -> Iterator[Hit]:
    """A `:::` block that is never closed, or closed without being open.

    Bad:

        :::row:::
        :::column:::
        Pay.
        :::row-end:::

    Good:

        :::row:::
        :::column:::
        Pay.
        :::column-end:::
        :::row-end:::
    """

    def find(outline: Outline) -> Iterator[Seen]:
        open_: list[tuple[str, int, int]] = []
        for match in _DIRECTIVE.finditer(outline.bare):
            name = match[1].lower()
            at = (match.start(1) - 3, match.end(1))
            if name in _PAIRED or (name == "image" and '"complex"' in match[2]):
                open_.append((name, *at))
            elif name.endswith("-end") and name.removesuffix("-end") in (*_PAIRED, "image"):
                opened = name.removesuffix("-end")
                names = [one for one, *_ in open_]
                if opened not in names:
                    yield Seen(*at, f"`:::{name}` closes nothing", name)
                    continue
                while open_ and open_[-1][0] != opened:
                    left, start, end = open_.pop()
                    yield Seen(start, end, f"`:::{left}` is never closed", left)
                open_.pop()
        for left, start, end in open_:
            yield Seen(start, end, f"`:::{left}` is never closed", left)

    if ":::" in page.article.text:
        yield from own(page, find)


@rule("include-not-found", "article")
def include_not_found(page: PageContext) -> Iterator[Hit]:
    """The file of an `[!INCLUDE]` or of a code snippet does not exist, neither in this locale nor in the source.

    Bad:

        [!INCLUDE [help](includes/nead-help.md)]

    Good:

        [!INCLUDE [help](includes/need-help.md)]
    """
    outline, source = page.once(read), page.once(read_source)
    theirs = {match[2] for match in _INCLUDE.finditer(source.bare)} if source is not None else ()
    for match in _INCLUDE.finditer(outline.bare) if "[!" in outline.bare else ():
        place = local(match[2])
        if place is None or not place.path or match[2] in theirs:
            continue
        file, known = file_of(page, place.path)
        if known and file is None:
            hint = nearest_file(page, place.path)
            message = f"no such file to include: `{shown(place.path, 120)}`{hint}"
            yield Hit(match.start(2), match.end(2), message)


_INCLUDE = re.compile(r"\[!((?i:include))[ \t]*\[[^\]\r\n]*\][ \t]*\(([^()\s]+)[^()\r\n]*\)")


@rule("disallowed-html-tag", "article")
def disallowed_html_tag(page: PageContext) -> Iterator[Hit]:
    """Raw HTML that the site takes out: scripts, forms, styles.

    Bad:

        <script src="pay.js"></script>

    Good: Markdown, or one of the tags that the site allows.
    """

    def find(outline: Outline) -> Iterator[Seen]:
        for piece in outline.html:
            for match in _TAG.finditer(outline.bare, piece.start, piece.end):
                name = match[1].lower()
                if name in _BAD_TAGS:
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
        for piece in outline.html:
            for match in _TAG.finditer(outline.bare, piece.start, piece.end):
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
