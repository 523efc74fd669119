"""What a built page says in its front matter about its translation."""

from __future__ import annotations

from pipeline.errors import PageError
from pipeline.families.family import Family
from pipeline.families.front_matter import set_values
from pipeline.families.roles import HT, MT, plan
from pipeline.files.splice import Splice, splice
from pipeline.markdown.article import Article

HUMAN, MACHINE = HT, MT


def as_human_translation(article: Article, family: Family) -> list[Splice]:
    """The edit that makes a page say that it is human-translated, for when all of a machine translation was reviewed.

    Only the value changes; none where the page says no translation type, where its family has no word for it, and
    where the value cannot be set without touching others (a key that stands twice).
    """
    return _as_type(article, family, HUMAN)


def as_machine_translation(article: Article, family: Family) -> list[Splice]:
    """The same for a machine translation, for when a human one gets a text that nobody has translated."""
    return _as_type(article, family, MACHINE)


def page_of_type(family: Family, value: str) -> Article:
    """A page without text that says the translation type `value`, as far as its family has a word for it."""
    edits = plan(family.provenance, {"type": value}, {})
    return Article(splice("", set_values("", edits, family.metadata.forms)))


def _as_type(article: Article, family: Family, value: str) -> list[Splice]:
    key = family.provenance.role("type")
    values = article.readable_metadata
    if key is None or key.place(values) is None:
        return []
    try:
        edits = plan(family.provenance, {"type": value}, values)
        return set_values(article.text, edits, family.metadata.forms)
    except PageError:
        return []
