"""Attributes whose value only one page of a docset may have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.results.fact import Fact
from pipeline.rules.context import PageContext
from pipeline.rules.docset import DocsetHit, fact, groups
from pipeline.rules.metadata.codes import code
from pipeline.rules.metadata.problems import schema_of
from pipeline.rules.metadata.values import values_of
from pipeline.rules.registry import rule
from pipeline.visible import shown


@rule("duplicate-attribute", "docset")
class DuplicateAttribute:
    """Two pages of one locale have the same value of an attribute that must be unique (`docsetUnique`).

    Reported as `ms-locfileid-duplicate`, at every page but the first. Systems that find a page by this number
    take one for the other: most often a page was copied with its front matter.

    Bad:

        one.md: ms.locfileid: "53976752"
        two.md: ms.locfileid: "53976752"

    Good:

        one.md: ms.locfileid: "53976752"
        two.md: ms.locfileid: "53976753"
    """

    name = "duplicate-attribute"
    needs = "shared keys"

    def collect(self, page: PageContext) -> Iterator[Fact]:
        """The page's unique values."""
        values = values_of(page)
        if values is None:
            return
        for attribute in schema_of(page).merged.get("docsetUnique", ()):
            text = values.text(attribute).strip()
            if text:
                key = f"{attribute}={page.locale}={text[:200]}"
                yield fact(page, self.name, key, *values.place(attribute), value=attribute)

    def judge(self, facts: Iterable[Fact]) -> Iterator[DocsetHit]:
        """Every page but the first of those that share a value."""
        for key, same in groups(facts):
            first, *others = same
            for other in others:
                value = key.removeprefix(f"{other.value}={other.locale}=")
                message = f"`{other.value}` {shown(value)} is also that of {shown(first.path, 200)}"
                yield DocsetHit(other, message, rule=code(other.value, self.name))
