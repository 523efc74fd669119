"""What a localized page has from its source, where no sources are at hand: nobody can mend it there."""

from __future__ import annotations

from pipeline.docset.family import translated_keys
from pipeline.rules.context import PageContext
from pipeline.rules.metadata.codes import SUFFIXES, slug
from pipeline.rules.metadata.values import hand_back_of
from pipeline.rules.registry import Entry

INHERITED = "inherited"
"""The count of findings on what was copied from sources that are not at hand."""


def is_inherited(page: PageContext, known: Entry) -> bool:
    """Is a finding of this rule about what the page was handed back with, and are no sources at hand?"""
    if not known.copied or not page.once(_stands_alone):
        return False
    is_of_attribute = known.family in SUFFIXES
    return not (is_of_attribute and known.name.startswith(page.once(_own_codes)))


def _stands_alone(page: PageContext) -> bool:
    """Is it a localized page of a family that copies fields, in a docset without its sources?"""
    if page.is_source or page.source is not None or not page.family.metadata.copied:
        return False
    return page.source_root is None or not page.source_root.is_dir()


def _own_codes(page: PageContext) -> tuple[str, ...]:
    """How the names of rules begin about fields that are translated, or that the hand-back writes itself."""
    return tuple(f"{slug(key)}-" for key in (*hand_back_of(page), *translated_keys(page.settings)))
