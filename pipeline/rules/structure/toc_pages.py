"""Tables of contents that are pages (TOC.md), and pages that redirections have left behind."""

from __future__ import annotations

import os
from collections.abc import Iterator

from pipeline.families.family import DOCFX
from pipeline.markdown.outline import Outline
from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.metadata.values import is_toc
from pipeline.rules.registry import rule
from pipeline.rules.structure.places import moved_to
from pipeline.rules.structure.reading import Seen, own
from pipeline.visible import shown


@rule("toc-level-skipped", "article")
def toc_level_skipped(page: PageContext) -> Iterator[Hit]:
    """An entry of a TOC.md is more than one level below the one before it: docfx does not build the table.

    Bad:

        # [Pay](pay.md)
        ### [By card](card.md)

    Good:

        # [Pay](pay.md)
        ## [By card](card.md)
    """

    def find(outline: Outline) -> Iterator[Seen]:
        before = 0
        for heading in outline.headings:
            if heading.level > before + 1:
                message = f"an entry of level {heading.level} after level {before}"
                end = heading.text_start + len(heading.text.rstrip())
                yield Seen(heading.start, max(end, heading.start + 1), message, heading.text)
            before = heading.level

    if page.family.renderer == DOCFX and is_toc(page.path):
        yield from own(page, find)


@rule("redirected-file-not-removed", "article")
def redirected_file_not_removed(page: PageContext) -> Iterator[Hit]:
    """The docset's list of redirections sends readers of this page elsewhere, and the page is still there.

    docfx takes either the page or the redirection. Delete the page, or the row of the list.

    Bad: `{"source_path": "pay-now.md", "redirect_url": "/billing/pay"}`, and `pay-now.md`.

    Good: one of them.
    """
    if not page.is_source or page.family.renderer != DOCFX:
        return
    to = moved_to(page, os.path.basename(page.path))  # noqa: PTH119
    if to:
        yield Hit(
            0, 0, f"this page is redirected to `{shown(to, 120)}`: delete it, or the redirection"
        )
