"""Is a localized page made from its source as the source is now? Proved by bytes, without a network.

The role that the page's family has says which bytes those were: a hash (SHA-1 or SHA-256) of the source file under the
line ends it had on the way, or the commit that git knows them at.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from pipeline.families.family import Family
from pipeline.files.digest import matching_form
from pipeline.markdown.article import Article
from pipeline.provenance.page_roles import key_of, roles_of

_HASH = re.compile(r"[0-9a-fA-F]{40}|[0-9a-fA-F]{64}")
COMMIT = re.compile(r"[0-9a-f]{7,64}")
"""A commit's name, whole or shortened."""

AtCommit = Callable[[str], bytes | None]
"""The bytes of a page's source at a commit; None where git does not know them."""


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


def unknown(_commit: str) -> bytes | None:
    """What is said of any commit where git is not asked: nothing."""
    return None


class Historical(Protocol):
    """What git's history says of a page."""

    @property
    def as_verdict(self) -> Verdict:
        """How the page stands to its source."""


def not_asked() -> Historical | None:
    """What history says where it is not asked: nothing."""
    return None


def verdict(
    page: Article,
    source: bytes | None,
    family: Family,
    *,
    at_commit: AtCommit = unknown,
    history: Callable[[], Historical | None] = not_asked,
    sources_at_hand: bool = True,
) -> Verdict:
    """How `page` stands to the bytes of its source, which are None where there is no such file.

    `history` is what git's history says of the page, which is asked where the page names no source and is not to
    name one by a hash. `sources_at_hand` says whether the docset has source pages at all.
    """
    if not sources_at_hand:
        return Verdict(Freshness.UNVERIFIABLE, "no source pages are at hand")
    if source is None:
        return Verdict(Freshness.SOURCE_MISSING, "the source has no page at this path")
    roles = roles_of(page, family)
    if family.provenance.hash is not None:
        return _by_hash(source, roles.hash, f"`{key_of(family, 'hash')}`")
    if family.provenance.commit is not None and roles.commit:
        return _by_commit(source, roles.commit, f"`{key_of(family, 'commit')}`", at_commit)
    asked = history()
    if asked is not None and asked.as_verdict.freshness is not Freshness.UNVERIFIABLE:
        return asked.as_verdict
    why = f", and {asked.as_verdict.reason}" if asked is not None else ""
    if family.provenance.commit is not None:
        return Verdict(Freshness.UNVERIFIABLE, f"the page has no `{key_of(family, 'commit')}`{why}")
    return Verdict(Freshness.UNVERIFIABLE, f"pages of this family do not name their source{why}")


def is_named(page: Article, family: Family) -> bool:
    """Does a page say, or is it to say by a hash, which source it was made from? Else history is asked."""
    return family.provenance.hash is not None or bool(roles_of(page, family).commit)


def _by_hash(source: bytes, said: str, key: str) -> Verdict:
    if not said:
        return Verdict(Freshness.UNVERIFIABLE, f"the page has no {key}")
    if not _HASH.fullmatch(said):
        return Verdict(Freshness.UNVERIFIABLE, f"{key} is no SHA-1 or SHA-256")
    form = matching_form(source, said)
    if form is None:
        return Verdict(Freshness.STALE, "the source has changed since the hand-off")
    return Verdict(Freshness.CURRENT, f"the source's hash agrees ({form})")


def _by_commit(source: bytes, said: str, key: str, at_commit: AtCommit) -> Verdict:
    commit = named_commit(said)
    if not commit:
        return Verdict(Freshness.UNVERIFIABLE, f"{key} is no commit")
    then = at_commit(commit)
    if then is None:
        return Verdict(Freshness.UNVERIFIABLE, f"git does not know the source at {key}")
    if then.replace(b"\r\n", b"\n") != source.replace(b"\r\n", b"\n"):
        return Verdict(Freshness.STALE, "the source has changed since the hand-off")
    return Verdict(Freshness.CURRENT, f"the source is as it was at {key}")


def named_commit(said: str) -> str:
    """The commit that a page names: the first word, in lower case (sites add remarks); empty where it is none."""
    words = said.lower().split(maxsplit=1)
    return words[0] if words and COMMIT.fullmatch(words[0]) else ""
