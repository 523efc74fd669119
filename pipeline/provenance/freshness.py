"""Is a localized page made from its source as the source is now? Proved by bytes, without a network or git.

`ms.openlocfilehash` is the SHA-1 or SHA-256 of the source file's bytes, under the line ends it had on the way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from pipeline.files.digest import matching_form
from pipeline.markdown.article import Article

_HASH = re.compile(r"[0-9a-fA-F]{40}|[0-9a-fA-F]{64}")


class Freshness(StrEnum):
    """What is known of a page and its source."""

    CURRENT = "current"
    STALE = "stale"
    SOURCE_MISSING = "source-missing"
    UNVERIFIABLE = "unverifiable"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A page's freshness, and why it is so."""

    freshness: Freshness
    reason: str


def verdict(page: Article, source: bytes | None, *, sources_at_hand: bool = True) -> Verdict:
    """How `page` stands to the bytes of its source, which are None where there is no such file.

    `sources_at_hand` says whether the docset has source pages at all.
    """
    if not sources_at_hand:
        return Verdict(Freshness.UNVERIFIABLE, "no source pages are at hand")
    if source is None:
        return Verdict(Freshness.SOURCE_MISSING, "the source has no page at this path")
    said = page.stated("ms.openlocfilehash")
    if not said:
        return Verdict(Freshness.UNVERIFIABLE, "the page has no `ms.openlocfilehash`")
    if not _HASH.fullmatch(said):
        return Verdict(Freshness.UNVERIFIABLE, "`ms.openlocfilehash` is no SHA-1 or SHA-256")
    form = matching_form(source, said)
    if form is None:
        return Verdict(Freshness.STALE, "the source has changed since the hand-off")
    return Verdict(Freshness.CURRENT, f"the source's hash agrees ({form})")
