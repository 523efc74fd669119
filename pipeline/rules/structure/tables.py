"""Tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.families.family import DOCFX
from pipeline.markdown.outline import Outline
from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.registry import rule
from pipeline.rules.structure.reading import Seen, own
from pipeline.severity import Severity

_BLANK = re.compile(r"[| \t\r\n\u200b\xa0>]|&nbsp;|&#160;|<br[ /]*>")
_CODE = re.compile(r"(?<!`)`[^`\r\n]{1,400}`(?!`)|(?<!`)``(?:[^`\r\n]|`(?!`)){1,400}``(?!`)")
"""A `|` in code ends a cell in GitHub's Markdown; docfx (Markdig) and Python-Markdown leave code whole."""


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
    code_is_whole = page.family.renderer in (DOCFX, "python-markdown")

    def find(outline: Outline) -> Iterator[Seen]:
        for table in outline.tables:
            for number, (start, end) in enumerate(outline.chars(table.rows[1:]), 1):
                row = outline.text[start:end].strip("\r\n")
                cells = cell_count(_CODE.sub("", row) if code_is_whole else row)
                few = cells < table.columns
                if cells == table.columns or (few and "|" not in row):
                    continue  # as it should be, or text that a table without a blank line behind it took in
                message = f"the row has {cells} cells, the table {table.columns} columns"
                key = f"{number}:{cells}:{table.columns}"
                severity = Severity.SUGGESTION if few else None  # shown, with empty cells
                yield Seen(start, start + len(row), message, key, severity=severity)

    yield from own(page, find)


def cell_count(row: str) -> int:
    """How many cells a row has, by its bars."""
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
                if not _BLANK.sub("", outline.text[start:end]):
                    yield Seen(start, end, "a table without words in its head")

    yield from own(page, find)
