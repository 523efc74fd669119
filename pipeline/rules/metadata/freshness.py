"""Whether a localized page still says what its source says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby, islice
from pathlib import Path

from pipeline.files.remote import is_url
from pipeline.provenance.freshness import Freshness, verdict
from pipeline.results.fact import Fact
from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.docset import DocsetHit, fact
from pipeline.rules.metadata.dates import read as read_date
from pipeline.rules.metadata.values import values_of
from pipeline.rules.registry import rule
from pipeline.visible import shown

_COMMIT = re.compile(r"[0-9a-f]{40}")
_SHOWN = 3
_ASKED_AT_ONCE = 1000  # pages in one question to git


def freshness_of(page: PageContext) -> tuple[Freshness, str]:
    """How the page stands to its source, and why."""
    source = page.source.text.encode() if page.source is not None else None
    at_hand = source is not None or (page.source_root is not None and page.source_root.is_dir())
    found = verdict(page.article, source, sources_at_hand=at_hand)
    return found.freshness, found.reason


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
        start, end = values.place("ms.openlocfilehash") if values else (0, 0)
        yield Hit(start, end, "the source has no page at this path: deleted or moved?")


@rule("freshness-unverifiable", "metadata")
def freshness_unverifiable(page: PageContext) -> Iterator[Hit]:
    """A localized page that has hand-back fields cannot be compared with its source: the hash is missing or broken.

    Bad:

        ms.openlocfilehash: 0000

    Good:

        ms.openlocfilehash: 3ffe4676325e2c86642cb06aaee59725759b7ed9
    """
    if page.is_source or page.source is None:
        return
    values = values_of(page)
    freshness, reason = page.once(freshness_of)
    if values is not None and freshness is Freshness.UNVERIFIABLE:
        yield Hit(*values.place("ms.openlocfilehash"), reason)


@rule("page-stale", "docset")
class PageStale:
    """The source has changed since the page was translated: readers are told what was true then.

    Proved by `ms.openlocfilehash`, the hash of the source's bytes. Where git knows `ms.sourcegitcommit`, the
    finding says how many commits and which sentences changed since.

    Bad: the source says "30 days" where it said "20 days" when the page was handed off.

    Good: the page was handed off again after the change.
    """

    name = "page-stale"

    def collect(self, page: PageContext) -> Iterator[Fact]:
        """The page, if it is stale."""
        if page.is_source or page.source is None or page.source_root is None:
            return
        values = values_of(page)
        if values is not None and page.once(freshness_of)[0] is Freshness.STALE:
            place = values.place("ms.openlocfilehash")
            commit = values.text("ms.sourcegitcommit").strip().lower()
            file = f"{page.source_root / (page.source_path or page.path)}"
            yield fact(page, self.name, file, *place, value=commit)

    def judge(self, facts: Iterable[Fact]) -> Iterator[DocsetHit]:
        """Every stale page, with what git knows of its source."""
        from pipeline.provenance.history import changes  # only where a page is stale

        stale = [(one, (Path(one.key), one.value)) for one in facts]
        known = changes(
            key for one, key in stale if _COMMIT.fullmatch(key[1]) and not is_url(one.key)
        )
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
    """`ms.lasthandoff` is earlier than the commit in `ms.sourcegitcommit`: the page cannot have been made from it.

    Asked of git, for the pages whose commit it knows; a day's difference is a matter of time zones.

    Bad: `ms.lasthandoff: 01/05/2021`, and the commit is of March.

    Good: the commit is of January 4.
    """

    name = "lasthandoff-before-source"

    def collect(self, page: PageContext) -> Iterator[Fact]:
        """The day and the commit of a localized page."""
        values = values_of(page)
        if page.is_source or page.source_root is None or values is None:
            return
        commit = values.text("ms.sourcegitcommit").strip().lower()
        day = read_date(values.text("ms.lasthandoff").strip(), ("MM/dd/yyyy",))
        if day is not None and _COMMIT.fullmatch(commit):
            place = values.place("ms.lasthandoff")
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
