"""What a localized page has from its source, where no sources are at hand: nobody can mend it there."""

from __future__ import annotations

from pipeline.docset.family import translated_keys
from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.metadata.codes import SUFFIXES, code, slug
from pipeline.rules.metadata.values import hand_back_of
from pipeline.rules.registry import Entry

INHERITED = "inherited"
"""The count of findings on what was copied from sources that are not at hand."""


def is_inherited(page: PageContext, known: Entry, hit: Hit) -> bool:
    """Is a finding about what the page was made with, by the register or the hit, and are no sources at hand?"""
    if not (known.copied or hit.copied) or not page.once(_stands_alone):
        return False
    if known.part == "metadata" and not page.family.metadata.copied:
        return False  # people write the fields of these pages
    if known.family not in SUFFIXES:
        return True
    return known.name in page.once(_lost_texts) or not known.name.startswith(page.once(_own_codes))


def _stands_alone(page: PageContext) -> bool:
    """Is it a localized page in a docset without its sources?"""
    if page.is_source or page.source is not None:
        return False
    return page.source_root is None or not page.source_root.is_dir()


def _own_codes(page: PageContext) -> tuple[str, ...]:
    """How the names of rules begin about fields that are translated, or that the hand-back writes itself."""
    return tuple(f"{slug(key)}-" for key in (*hand_back_of(page), *translated_keys(page.settings)))


def _lost_texts(page: PageContext) -> frozenset[str]:
    """The rules about texts that the page does not have: translating empties none, and only titles are sure to be."""
    keys = {*translated_keys(page.settings)} - {*hand_back_of(page), "title"}
    return frozenset(code(key, "missing-attribute") for key in keys)
