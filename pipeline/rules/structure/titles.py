"""Titles that two pages share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pipeline.results.fact import Fact
from pipeline.rules.context import PageContext
from pipeline.rules.docset import DocsetHit, fact, groups
from pipeline.rules.metadata.values import is_article, values_of
from pipeline.rules.registry import rule
from pipeline.severity import Severity
from pipeline.visible import shown

_OF_A_NAME = 3


class _Shared:
    """An attribute whose text only one page of a locale should have."""

    name = ""
    needs = "shared keys"
    attribute = ""

    def collect(self, page: PageContext) -> Iterator[Fact]:
        """The page's text, and its English one."""
        values = values_of(page)
        text = " ".join(values.text(self.attribute).split()) if values else ""
        if values is None or not text or not is_article(page.path):
            return
        english = page.source.meta(self.attribute) if page.source is not None else ""
        key = f"{page.locale}={text[:300].casefold()}"
        place = values.place(self.attribute)
        yield fact(page, self.name, key, *place, value=" ".join(english.split()))

    def judge(self, facts: Iterable[Fact]) -> Iterator[DocsetHit]:
        """Every page that shares its text with an earlier one whose English text differs."""
        for _, same in groups(facts):
            # by English text, two pages of different names at most, and not one name again and again: the first few
            # groups then hold a page that differs, or none does
            seen: dict[str, list[Fact]] = {}
            names: Counter[str] = Counter()
            for one in same:
                others = (other for english, first in seen.items() for other in first
                          if _differ(one, other, english))  # fmt: skip
                other = next(others, None)
                if other is not None:
                    yield self._hit(one, other)
                known, name = seen.get(one.value, []), _name(one.path)
                if len(known) < 2 and all(name != _name(two.path) for two in known):
                    names[name] += 1
                    if names[name] <= _OF_A_NAME:
                        seen[one.value] = [*known, one]

    def _hit(self, one: Fact, other: Fact) -> DocsetHit:
        sure = not one.locale or bool(one.value and other.value)
        message = f"{shown(other.path, 200)} has the same {self.attribute}"
        if one.locale and sure:
            message += f"; in English it is “{shown(other.value)}”"
        return DocsetHit(one, message, severity=None if sure else Severity.SUGGESTION)


def _differ(one: Fact, other: Fact, english: str) -> bool:
    """Are two pages no versions of one page, nor equal in English?"""
    if _name(one.path) == _name(other.path):
        return False
    return not (one.locale and one.value and one.value == english)


@rule("duplicate-titles", "docset")
class DuplicateTitles(_Shared):
    """Two pages of one locale have the same title: in search results nobody can tell them apart.

    On localized pages this is reported only where the English titles differ (the translation lost the difference);
    where no source is at hand, it is a suggestion.

    Bad: `Toegang beperken` for both "Restrict access" and "Limit access to a site".

    Good: two titles.
    """

    name = "duplicate-titles"
    attribute = "title"


@rule("duplicate-descriptions", "docset")
class DuplicateDescriptions(_Shared):
    """Two pages of one locale have the same description: search results cannot be told apart.

    On localized pages this is reported only where the English descriptions differ.

    Bad: `Learn how to pay.` in both pay.md and refunds.md.

    Good: a sentence for each.
    """

    name = "duplicate-descriptions"
    attribute = "description"


def _name(path: str) -> str:
    return path.rpartition("/")[2].lower()
