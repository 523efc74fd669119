"""What a docset says of its pages in `docfx.json`, and what its pages must say then."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.docset.docfx import Docfx, docfx_of, is_learn
from pipeline.families.family import DOCFX
from pipeline.rules.context import PageContext
from pipeline.rules.metadata.problem import Problem
from pipeline.rules.metadata.values import Values, is_article, is_blank
from pipeline.severity import Severity

ASKED = ("author", "ms.author", "ms.date", "ms.topic")
"""What every article of Microsoft Learn must say, or `docfx.json` for it."""
EITHER = ("ms.service", "ms.prod")
"""Of these one at least."""


def given(page: PageContext, key: str) -> Any:
    """The value that `docfx.json` gives a page for a key; None where it gives none."""
    found = page.once(_docfx)
    return found[0].value(key, found[1]) if found else None


def is_built(page: PageContext) -> bool:
    """Does a `docfx.json` say that the page is built?"""
    found = page.once(_docfx)
    return found is not None and found[0].is_built(found[1])


def is_asked(page: PageContext) -> bool:
    """Is the page an article that its docset builds for Microsoft Learn, so that it must say who answers for it?

    Without `docfx.json` nobody can tell which fields a docset has for all of its pages, and nothing is asked for.
    """
    found = page.once(_docfx) if page.is_source else None
    if found is None or found[0].problem:
        return False
    docfx, path = found
    if not docfx.is_built(path) or "external help file" in page.article.readable_metadata:
        return False
    return docfx.names_authors or is_learn(page.root)


def _docfx(page: PageContext) -> tuple[Docfx, str] | None:
    """The `docfx.json` of the page, and the page's path below its folder."""
    if page.family.renderer != DOCFX:
        return None
    found = docfx_of(page.root)
    if found is None:
        return None
    file = os.path.normpath(f"{page.root.absolute()}/{page.path}")
    return found, os.path.relpath(file, found.folder).replace(os.sep, "/")


def asked_for(page: PageContext, values: Values) -> Iterator[Problem]:
    """What the page's docset asks of its articles, and neither they nor `docfx.json` say."""
    if not is_article(page.path) or not is_asked(page):
        return
    for name in ASKED:
        if name not in values.filled and is_blank(given(page, name)):
            what = "blank" if name in values.all else "missing"
            message = f"`{name}` is {what}; neither the page nor docfx.json says it"
            yield Problem("missing-attribute", name, message, *values.place(name), Severity.WARNING)
    if not any(name in values.filled or not is_blank(given(page, name)) for name in EITHER):
        names = " or ".join(f"`{name}`" for name in EITHER)
        message = f"{names} is missing; neither the page nor docfx.json says it"
        place = values.opening
        yield Problem("missing-either-attribute", EITHER[0], message, *place, Severity.WARNING)


def is_given(page: PageContext, problem: Problem, schema: Mapping[str, Any]) -> bool:
    """Is something missing in the page that `docfx.json` says for it?"""
    if not problem.kind.startswith("missing-") or page.once(_docfx) is None:
        return False
    names = [problem.attribute]
    if problem.kind == "missing-either-attribute":
        names = next((one for one in schema.get("either", ()) if one[:1] == names), names)
    return any(not is_blank(given(page, name)) for name in names)
