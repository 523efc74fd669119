"""Whether a localized page still says what its source says."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from datetime import date, timedelta
from itertools import groupby, islice
from pathlib import Path

from pipeline.docset.family import translated_keys
from pipeline.docset.head import head_state
from pipeline.errors import PageError
from pipeline.families.keys import KeyPath
from pipeline.families.roles import read_day
from pipeline.families.syntax import syntax_of
from pipeline.files.checkout import checkout_around
from pipeline.files.digest import matching_form
from pipeline.files.reads import digest
from pipeline.files.remote import is_url
from pipeline.markdown.article import Article
from pipeline.provenance.freshness import Freshness, named_commit, verdict
from pipeline.provenance.page_roles import key_of
from pipeline.results.fact import Fact
from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.docset import DocsetHit, fact
from pipeline.rules.metadata.problems import problems
from pipeline.rules.metadata.values import Values, values_of
from pipeline.rules.registry import rule

_ASKED_AT_ONCE = 1000  # pages in one question to git


def freshness_of(page: PageContext) -> tuple[Freshness, str]:
    """How the page stands to its source, and why."""
    source = page.source.text.encode() if page.source is not None else None
    at_hand = source is not None or (page.source_root is not None and page.source_root.is_dir())
    found = verdict(
        page.article,
        source,
        page.family,
        at_commit=page.at_commit,
        history=page.ask_history,
        sources_at_hand=at_hand,
    )
    return found.freshness, found.reason


def _is_cosmetic(page: PageContext) -> bool:
    """Has nothing in the source changed that the translation has to follow, as far as git knows?"""
    from pipeline.provenance.cosmetic import is_cosmetic

    if page.history is not None:
        return page.history.verdict.cosmetic
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
    key = _role(page)
    said = key is not None and any(one.attribute == key.parts[0] for one in page.once(problems))
    if values is not None and freshness is Freshness.UNVERIFIABLE and not said:
        yield Hit(*_place(page, values), reason)


@rule("page-stale", "docset")
class PageStale:
    """The source has changed since the page was translated: readers are told what was true then.

    Proved by the hash of the source's bytes that the page names, or by the bytes at the commit that it names. A page
    that names neither is held against git's history, sentence by sentence. Where git knows it, the finding says how
    many commits and which sentences changed since.

    Bad: the source says "30 days" where it said "20 days" when the page was handed off.

    Good: the page was handed off again after the change.
    """

    name = "page-stale"

    def collect(self, page: PageContext) -> Iterator[Fact]:
        """The page, if it is stale."""
        if page.is_source or page.source is None or page.source_root is None:
            return
        if page.once(freshness_of)[0] is Freshness.STALE and not page.once(_is_cosmetic):
            values = values_of(page)
            place = _place(page, values) if values is not None else (0, 0)
            file = f"{page.source_root / (page.source_path or page.path)}"
            yield fact(page, self.name, file, *place, value=_Stale.of(page).packed)

    def judge(self, facts: Iterable[Fact]) -> Iterator[DocsetHit]:
        """Every stale page, with what git knows of its source."""
        from pipeline.provenance.history import changes, some_of  # only where a page is stale

        stale = [(one, Path(one.key), _Stale.unpacked(one.value)) for one in facts]
        name = next((about.key for _, _, about in stale if about.key), "")
        asked = ((file, about.commit) for one, file, about in stale if about.commit)
        known = changes((one for one in asked if not is_url(str(one[0]))), f"`{name}`")
        for one, file, about in stale:
            message, change = about.message, known.get((file, about.commit))
            if about.is_told:
                times = change.times if change is not None else ""
                message += f" ({times})" if times else ""
            elif change is not None and change.described:
                message += f": {change.described}"
            sentences = about.sentences or (change.sentences if change is not None else ())
            yield DocsetHit(one, message + (f": {some_of(sentences)}" if sentences else ""))


@dataclass(frozen=True, slots=True)
class _Stale:
    """What a page says of its being stale. `key` and `commit` name the source that it was made from.

    `is_told`: history has told which sentences changed, `sentences`. `state` is another one whenever git may answer
    otherwise: what was judged before would outlive a commit, or an edit of the source.
    """

    message: str
    commit: str
    key: str = ""
    is_told: bool = False
    sentences: tuple[str, ...] = ()
    state: str = ""

    @classmethod
    def of(cls, page: PageContext) -> _Stale:
        state = f"{digest(page.source.text.encode()) if page.source else ''} {_head(page)}"
        if page.history is None:
            commit, key = named_commit(page.roles.commit), key_of(page.family, "commit")
            return cls("the source has changed since the hand-off", commit, key, state=state)
        found = page.history.verdict
        changed = tuple(one.source or one.was for one in found.sentences)
        message = f"the source has changed {found.reason}"
        return cls(message, page.history.since, is_told=True, sentences=changed, state=state)

    @property
    def packed(self) -> str:
        return json.dumps(astuple(self), ensure_ascii=False)

    @classmethod
    def unpacked(cls, text: str) -> _Stale:
        message, commit, key, is_told, sentences, state = json.loads(text)
        return cls(message, commit, key, is_told, tuple(sentences), state)


def _head(page: PageContext) -> str:
    root = page.source_root
    checkout = checkout_around(root) if isinstance(root, Path) else None
    return head_state(checkout) if checkout is not None else ""


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
