"""Pages that no table of contents leads to."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

import yaml

from pipeline.results.fact import Fact
from pipeline.rules.context import PageContext
from pipeline.rules.docset import DocsetHit, fact
from pipeline.rules.documents.reading import document, is_toc_document, pairs
from pipeline.rules.documents.toc import entries
from pipeline.rules.metadata.docset_metadata import is_built
from pipeline.rules.metadata.values import is_article, is_toc
from pipeline.rules.registry import rule
from pipeline.rules.structure.places import local, moved_to
from pipeline.rules.structure.reading import read

NAME = "page-not-in-toc"
_BROKEN, _WHOLE, _LEADS, _PAGE = "0 broken", "1 whole", "2 leads to", "3 page"
"""Keys of the facts, in the order in which the judge reads them."""


@rule(NAME, "docset")
class PageNotInToc:
    """No table of contents of the docset leads to a page that `docfx.json` builds: readers find it by search alone.

    Asked only where the whole docset is validated, and has tables of contents.

    Bad: `pay.md`, and no entry with `href: pay.md`.

    Good: an entry for each page.
    """

    name = NAME

    def collect(self, page: PageContext) -> Iterator[Fact]:
        """The page, or what it leads to where it is a table of contents."""
        if not page.is_source or not is_built(page):
            return
        if is_toc(page.path):
            for link in page.once(read).links:
                yield from _leads(page, link.target)
        elif is_article(page.path) and not moved_to(page, page.path.rpartition("/")[2]):
            yield fact(page, NAME, _PAGE, 0, 0, value=_key(page.path))

    def judge(self, facts: Iterable[Fact]) -> Iterator[DocsetHit]:
        """The pages that nothing leads to."""
        is_whole, reached = False, set[str]()
        for one in facts:
            if one.key == _BROKEN:
                return  # nobody knows what it leads to
            if one.key == _WHOLE:
                is_whole = True
            elif one.key == _LEADS:
                reached.add(one.value)
            elif is_whole and reached and one.value not in reached:
                yield DocsetHit(one, "no table of contents leads to this page")


def facts_of(page: PageContext, *, whole: bool) -> Iterator[Fact]:
    """What a table of contents in YAML leads to, and that all of them are looked at."""
    if not is_toc_document(page):
        return
    if document(page).problem:
        yield fact(page, NAME, _BROKEN, 0, 0)
    if whole:
        yield fact(page, NAME, _WHOLE, 0, 0)
    for entry in entries(document(page).root):
        for key, value in pairs(entry):
            if key.value in ("href", "topicHref", "homepage") and isinstance(
                value, yaml.ScalarNode
            ):
                yield from _leads(page, value.value.strip())


def _leads(page: PageContext, target: str) -> Iterator[Fact]:
    place = local(target)
    if place is not None and place.path:
        folder = os.path.dirname(page.path)  # noqa: PTH120
        yield fact(
            page, NAME, _LEADS, 0, 0, value=_key(os.path.normpath(f"{folder or '.'}/{place.path}"))
        )


def _key(path: str) -> str:
    return path.replace(os.sep, "/").lower()
