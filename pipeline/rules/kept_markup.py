"""What a page and its source have of the site's markup, wherever it stands in them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from pipeline.markdown.article import Article
from pipeline.rules.context import PageContext


@dataclass(frozen=True)
class Balance:
    """How often each piece of markup (by its letters) stands in the page and in its source; None: no source."""

    page: Counter[str]
    source: Counter[str] | None

    def has_as_many(self, letters: str) -> bool:
        """Has the page as many of a piece as its source? Then one that is not in its sentence stands in another."""
        return self.source is not None and self.page[letters] == self.source[letters]


def balance(page: PageContext) -> Balance:
    """The pieces of a page and of its source, in the version that the page was made from where that is known."""
    source = page.source
    if source is not None and page.made_from is not None:
        source = page.made_from() or source
    return Balance(_pieces(page.article), None if source is None else _pieces(source))


def _pieces(article: Article) -> Counter[str]:
    found: Counter[str] = Counter()
    for one in (*article.kept, *article.verbatims):
        found[one.letters(article.text)] += 1
    return found
