"""Whether a command has compared any translation with its source at all."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.commands.summary import Result
from pipeline.docset.docset import Docset
from pipeline.docset.pages import Page
from pipeline.files.remote import AnyPath
from pipeline.output.text import counted
from pipeline.provenance.history import how_to_know_more
from pipeline.results.finding import Finding
from pipeline.results.page_result import ALONE, COMPARED
from pipeline.rules.problem import problem


def nothing_compared(
    result: Result, pages: Sequence[Page], docset: Docset, *, po: bool
) -> list[Finding]:
    """An error where there are `pages` to compare and the command's outcomes say that none was; else nothing.

    `po` says that their PO files were asked for. It stands at the first of the pages. No baseline knows it: what was
    not looked at cannot be known.
    """
    is_said = result.tally.unprocessed >= len(pages)  # each page failed by a cause of its own
    if result.counts[COMPARED] or is_said:
        return []
    what = f"none of {counted(len(pages), 'localized page')}" if len(pages) > 1 else "the page"
    named = "could be" if len(pages) > 1 else "could not be"
    alone = result.counts[ALONE]
    seen = "only what needs no source was looked at" if alone else "no translation was looked at"
    message = (
        f"nothing was compared: {what} {named} held against its source, so {seen}; "
        f"{_remedy(docset, pages, po)}, or say --allow-empty"
    )
    return [problem(pages[0], "nothing-compared", message)]


def _remedy(docset: Docset, pages: Sequence[Page], po: bool) -> str:
    if po:
        return (
            "there is no PO file of these pages: run locpipe extract (published pages need their sources for that, "
            "see --source)"
        )
    root: AnyPath | None = docset.source_root
    if root is not None and any(page.source is not None and page.source.exists() for page in pages):
        return (
            f"there are source pages in {root}, but not those that these pages were translated from: "
            f"{how_to_know_more(root)}"
        )
    where = "there is no folder of source pages" if root is None else f"no source page is in {root}"
    return f"{where}: name the right one with --source DIR"
