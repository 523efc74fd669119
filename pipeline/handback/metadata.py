"""What the hand-back says in a page's front matter about its translation."""

from __future__ import annotations

from pipeline.article.article import Article
from pipeline.errors import PageError
from pipeline.text.splice import splice

TYPE = "ms.translationtype"
HUMAN = "HT"


def as_human_translation(article: Article) -> Article:
    """The page with `ms.translationtype: HT`, for when every unit of a machine-translated page was reviewed.

    Only the value changes. A page that names no translation type is returned as it is.
    """
    front_matter = article.front_matter
    if front_matter is None or front_matter.field(TYPE) is None:
        return article
    changed = Article(splice(article.text, [front_matter.set(TYPE, HUMAN)]))
    if changed.meta(TYPE) != HUMAN:
        raise PageError(f"{TYPE} cannot be changed to {HUMAN}")
    return changed
