"""What the hand-back says in a page's front matter about its translation."""

from __future__ import annotations

from pipeline.files.splice import Splice, splice
from pipeline.markdown.article import Article

TYPE = "ms.translationtype"
HUMAN = "HT"
MACHINE = "MT"


def as_human_translation(article: Article) -> list[Splice]:
    """The edit that makes a page say `ms.translationtype: HT`, for when all of a machine translation was reviewed.

    Only the value changes; none where the page names no translation type, or names it in a way that one edit does
    not change (twice, or folded over lines).
    """
    return _as_type(article, HUMAN)


def as_machine_translation(article: Article) -> list[Splice]:
    """The same with `MT`, for when a human translation gets a text that nobody has translated."""
    return _as_type(article, MACHINE)


def _as_type(article: Article, value: str) -> list[Splice]:
    front_matter = article.front_matter
    if front_matter is None or front_matter.field(TYPE) is None:
        return []
    edit = front_matter.set(TYPE, value)
    return [edit] if article.with_text(splice(article.text, [edit])).meta(TYPE) == value else []
