"""Text of others in Markdown that a site shows (a pull request's comment, a job's summary): nothing in it acts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.visible import one_line

_RUNS = re.compile("`+")


def code(text: str) -> str:
    """A text as code, on one line, in or outside of a table: no markup, no mention and no link."""
    shown = one_line(text).replace("|", "\u2758")
    longest = max(map(len, _RUNS.findall(shown)), default=0)
    fence = "`" * (longest + 1)
    space = " " if shown[:1] in ("`", " ") or shown[-1:] in ("`", " ") else ""
    return f"{fence}{space}{shown}{space}{fence}" if shown else ""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; a column whose heading ends in `#` has numbers, and stands to the right."""
    names = [name.removesuffix("#") for name in head]
    marks = ["--:" if name.endswith("#") else "---" for name in head]
    lines = [names, marks, *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
