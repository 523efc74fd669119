"""Whether a localized page still says what its source says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby, islice
from pathlib import Path

from pipeline.docset.family import translated_keys
from pipeline.errors import PageError
from pipeline.families.keys import KeyPath
from pipeline.families.roles import read_day
from pipeline.families.syntax import syntax_of
from pipeline.files.digest import matching_form
from pipeline.files.remote import is_url
from pipeline.markdown.article import Article
from pipeline.provenance.freshness import Freshness, named_commit, verdict
from pipeline.provenance.page_roles import key_of
from pipeline.results.fact import Fact
from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.docset import DocsetHit, fact
from pipeline.rules.metadata.values import Values, values_of
from pipeline.rules.registry import rule
from pipeline.visible import shown

_SHOWN = 3
_ASKED_AT_ONCE = 1000  # pages in one question to git


def freshness_of(page: PageContext) -> tuple[Freshness, str]:
    """How the page stands to its source, and why."""
    source = page.source.text.encode() if page.source is not None else None
    at_hand = source is not None or (page.source_root is not None and page.source_root.is_dir())
    found = verdict(
        page.article, source, page.family, at_commit=page.at_commit, sources_at_hand=at_hand
    )
    return found.freshness, found.reason


def _is_cosmetic(page: PageContext) -> bool:
    """Has nothing in the source changed that the translation has to follow, as far as git knows?"""
    from pipeline.provenance.cosmetic import is_cosmetic

    commit = named_commit(page.roles.commit)
    then = page.at_commit(commit) if commit and page.source is not None else None
    if then is None or page.source is None:
        return False
    if (
        page.roles.hash and matching_form(then, page.roles.hash) is None
    ):  # made from another version
        return False
    try:
        former = Article.parse(then, syntax_of(page.family))
        return is_cosmetic(former, page.source, translated_keys(page.settings))
    except PageError:
        return False


def _role(page: PageContext) -> KeyPath | None:
    """The key that says which source a page was made from; None where its family has none."""
    return page.family.provenance.hash or page.family.provenance.commit


def _place(page: PageContext, values: Values) -> tuple[int, int]:
    return values.place_of(_role(page))


@rule("source-missing", "metadata")
def source_missing(page: PageContext) -> Iterator[Hit]:
    """The source tree has no page at the path of a localized page.

    The source was deleted or moved after the hand-off; its translation is most often forgotten, and search engines
    still find it.

    Bad: `nl-NL/billing/pay.md`, and no `en-US/billing/pay.md`.

    Good: both.
    """
    if not page.is_source and page.once(freshness_of)[0] is Freshness.SOURCE_MISSING:
        values = values_of(page)
        start, end = _place(page, values) if values else (0, 0)
        yield Hit(start, end, "the source has no page at this path: deleted or moved?")


@rule("freshness-unverifiable", "metadata")
def freshness_unverifiable(page: PageContext) -> Iterator[Hit]:
    """A localized page cannot be compared with its source: the hash or commit that it names is missing or broken.

    Bad:

        source-hash: 0000

    Good:

        source-hash: 3ffe4676325e2c86642cb06aaee59725759b7ed9
    """
    if page.is_source or page.source is None or _role(page) is None:
        return
    values = values_of(page)
    freshness, reason = page.once(freshness_of)
    if values is not None and freshness is Freshness.UNVERIFIABLE:
        yield Hit(*_place(page, values), reason)


@rule("page-stale", "docset")
class PageStale:
    """The source has changed since the page was translated: readers are told what was true then.

    Proved by the hash of the source's bytes that the page names, or by the bytes at the commit that it names. Where
    git knows that commit, the finding says how many commits and which sentences changed since.

    Bad: the source says "30 days" where it said "20 days" when the page was handed off.

    Good: the page was handed off again after the change.
    """

    name = "page-stale"

    def collect(self, page: PageContext) -> Iterator[Fact]:
        """The page, if it is stale."""
        if page.is_source or page.source is None or page.source_root is None:
            return
        values = values_of(page)
        is_stale = values is not None and page.once(freshness_of)[0] is Freshness.STALE
        if values is not None and is_stale and not page.once(_is_cosmetic):
            place = _place(page, values)
            value = f"{named_commit(page.roles.commit)} {key_of(page.family, 'commit')}"
            file = f"{page.source_root / (page.source_path or page.path)}"
            yield fact(page, self.name, file, *place, value=value)

    def judge(self, facts: Iterable[Fact]) -> Iterator[DocsetHit]:
        """Every stale page, with what git knows of its source."""
        from pipeline.provenance.history import changes  # only where a page is stale

        stale = [(one, (Path(one.key), one.value.partition(" ")[0])) for one in facts]
        name = next((one.value.partition(" ")[2] for one, _ in stale), "")
        asked = (key for one, key in stale if key[1] and not is_url(one.key))
        known = changes(asked, f"`{name}`")
        for one, key in stale:
            message = "the source has changed since the hand-off"
            change = known.get(key)
            if change is not None and change.described:
                message += f": {change.described}"
            if change is not None and change.sentences:
                first = "; ".join(f"“{shown(text, 100)}”" for text in change.sentences[:_SHOWN])
                more = len(change.sentences) - _SHOWN
                message += f": {first}" + (f" and {more} more" if more > 0 else "")
            yield DocsetHit(one, message)


@rule("lasthandoff-before-source", "docset")
class LasthandoffBeforeSource:
    """The day of the hand-off is earlier than the source's commit: the page cannot have been made from it.

    Asked of git, for the pages whose commit it knows; a day's difference is a matter of time zones.

    Bad: handed off on January 5, and the commit is of March.

    Good: the commit is of January 4.
    """

    name = "lasthandoff-before-source"

    def collect(self, page: PageContext) -> Iterator[Fact]:
        """The day and the commit of a localized page."""
        values = values_of(page)
        if page.is_source or page.source_root is None or values is None:
            return
        commit = named_commit(page.roles.commit)
        day = read_day(page.roles.date, page.family.provenance.date_format)
        if day is not None and commit:
            place = values.place_of(page.family.provenance.date)
            value = f"{commit} {day.isoformat()}"
            yield fact(page, self.name, f"{page.source_root}", *place, value=value)

    def judge(self, facts: Iterable[Fact]) -> Iterator[DocsetHit]:
        """The pages whose commit is later than their hand-off."""
        from pipeline.provenance.history import commit_days

        for root, same in groupby(facts, key=lambda one: one.key):
            if is_url(root):  # git is not there
                continue
            while some := tuple(islice(same, _ASKED_AT_ONCE)):
                days = commit_days(Path(root), {one.value.split()[0] for one in some})
                for one in some:
                    commit, said = one.value.split()
                    day = days.get(commit)
                    if day is not None and day - date.fromisoformat(said) > timedelta(days=1):
                        message = f"the source commit is of {day.isoformat()}, after the hand-off"
                        yield DocsetHit(one, message)
