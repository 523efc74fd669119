"""Titles that two pages share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.rules.context import PageContext
from pipeline.rules.docset import DocsetHit, Fact, fact, groups
from pipeline.rules.finding import Severity
from pipeline.rules.metadata.values import is_article, values_of
from pipeline.rules.registry import rule
from pipeline.text.visible import shown


@rule("duplicate-titles", "docset")
class DuplicateTitles:
    """Two pages of one locale have the same title: in search results nobody can tell them apart.

    On localized pages this is reported only where the English titles differ (the translation lost the difference);
    where no source is at hand, it is a suggestion.

    Bad: `Toegang beperken` for both "Restrict access" and "Limit access to a site".

    Good: two titles.
    """

    name = "duplicate-titles"

    def collect(self, page: PageContext) -> Iterator[Fact]:
        """The page's title, and its English one."""
        values = values_of(page)
        title = " ".join(values.text("title").split()) if values else ""
        if values is None or not title or not is_article(page.path):
            return
        english = page.source.meta("title") if page.source is not None else ""
        key = f"{page.locale}={title[:300].casefold()}"
        yield fact(page, self.name, key, *values.place("title"), value=english)

    def judge(self, facts: Iterable[Fact]) -> Iterator[DocsetHit]:
        """Every page that shares a title with an earlier one whose English title differs."""
        for _, same in groups(facts):
            for index, one in enumerate(same):
                for other in same[:index]:
                    if one.locale and one.value and one.value == other.value:
                        continue  # the English titles are equal, too: reported there
                    if _name(one.path) == _name(other.path):
                        continue  # versions of one page
                    sure = not one.locale or bool(one.value and other.value)
                    message = f"{shown(other.path, 200)} has the same title"
                    if one.locale and sure:
                        message += f"; in English it is “{shown(other.value)}”"
                    yield DocsetHit(one, message, severity=None if sure else Severity.SUGGESTION)
                    break


def _name(path: str) -> str:
    return path.rpartition("/")[2].lower()
