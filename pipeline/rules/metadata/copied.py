"""Fields that the hand-back copies from the source, as a localized page has them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.docset.family import translated_keys
from pipeline.provenance.freshness import Freshness
from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.metadata.freshness import freshness_of
from pipeline.rules.metadata.problems import problems
from pipeline.rules.metadata.values import Values, is_blank, values_of
from pipeline.rules.registry import rule
from pipeline.visible import shown

_SHOWN = 4


@rule("copied-field-differs", "metadata")
def copied_field_differs(page: PageContext) -> Iterator[Hit]:
    """A field that is copied from the source is not what it is there, though the page is made from that very source.

    Somebody has edited it in the localized page, where the next hand-back undoes it, or has lost it: reports of who
    owns a page and what it is about are wrong until then. One finding a page, at the first field.

    Bad (source: `ms.author: alma`):

        ms.author: bert

    Good:

        ms.author: alma
    """
    if not page.family.metadata.copied or page.is_source or page.source is None:
        return
    values = values_of(page)
    theirs = page.source.readable_metadata
    if values is None or not theirs or page.once(freshness_of)[0] is not Freshness.CURRENT:
        return
    mine = page.article.readable_metadata
    names = [key for key in theirs if not _same(mine.get(key), theirs[key])]
    names += [key for key in mine if key not in theirs]
    fixed = values.hand_back | {*translated_keys(page.settings)}
    names = [name for name in names if name not in fixed]
    if not names:
        return
    reported = {one.attribute for one in page.once(problems)} | renamed_from(page).keys()
    renamed = page.once(_renamed)
    names = [name for name in names if name not in reported and name not in renamed]
    if not names:
        return
    told = "; ".join(_said(name, values, theirs) for name in names[:_SHOWN])
    more = f"; and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    there = next((name for name in names if name in values.all), None)
    place = values.place(there) if there else values.opening
    yield Hit(*place, f"differs from the source: {told}{more}")


def renamed_from(page: PageContext) -> dict[str, str]:
    """Copied keys of the source that the page has under another name with the same value: there, and here."""
    return {theirs: mine for mine, theirs in page.once(_renamed).items()}


def _renamed(page: PageContext) -> dict[str, str]:
    """The page's keys that its source does not have, with the source's key of the same value that the page lacks."""
    if page.source is None or not page.family.metadata.copied:
        return {}
    mine, theirs = page.article.readable_metadata, page.source.readable_metadata
    lost = {
        repr(value): key for key, value in theirs.items() if key not in mine and not is_blank(value)
    }
    return {
        key: lost[repr(value)]
        for key, value in mine.items()
        if key not in theirs and repr(value) in lost
    }


def _same(mine: Any, theirs: Any) -> bool:
    return mine == theirs or (is_blank(mine) and is_blank(theirs))


def _said(name: str, values: Values, theirs: Any) -> str:
    if name not in theirs:
        return f"`{shown(name, 40)}` is not there"
    there = f"`{shown(str(theirs[name]), 60)}` there"
    if name not in values.all:
        return f"`{shown(name, 40)}` is missing ({there})"
    return f"`{shown(name, 40)}` is `{shown(values.text(name), 60)}`, {there}"
