"""Which source a version of a page is a translation of, as far as that can be shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipeline.families.family import Family
from pipeline.files.digest import matching_form
from pipeline.markdown.article import Article
from pipeline.provenance.freshness import named_commit
from pipeline.provenance.page_roles import roles_of


def source_of(
    page: Article,
    family: Family,
    known: Sequence[bytes | None],
    at_commit: Callable[[str], bytes | None],
) -> bytes | None:
    """The bytes of the source that a page says it is made from; None where they cannot be shown.

    `known` are versions of the source that are at hand, the likeliest first: a page that says nothing is made from the
    first one. `at_commit` gives the source at a commit.
    """
    roles = roles_of(page, family)
    commit = named_commit(roles.commit)
    if roles.hash:
        for data in known:
            if data is not None and matching_form(data, roles.hash) is not None:
                return data
        found = at_commit(commit) if commit else None
        return found if found is not None and matching_form(found, roles.hash) else None
    if commit:
        return at_commit(commit)
    return next(iter(known), None)


def says_the_same(one: Article, two: Article, family: Family) -> bool:
    """Do two versions of a page name the same source?"""
    first, second = roles_of(one, family), roles_of(two, family)
    if first.hash or second.hash:
        return first.hash.lower() == second.hash.lower()
    return bool(first.commit) and first.commit == second.commit
