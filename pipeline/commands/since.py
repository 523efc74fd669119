"""Which pages changed since a revision, and what the change lost."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.commands.options import Wanted
from pipeline.docset.family import family_of
from pipeline.docset.pages import Page
from pipeline.errors import PageError
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.provenance.since import Since
from pipeline.results.finding import Finding
from pipeline.rules.context import page_context
from pipeline.rules.docset import fact, judged_hit
from pipeline.rules.metadata.values import values_of
from pipeline.rules.policy import Policy
from pipeline.settings import Settings

RULE = "translation-type-lost"


def touched(
    pages: Sequence[Page], wanted: Wanted, policy: Policy, settings: Settings
) -> tuple[Sequence[Page], list[Finding]]:
    """The pages that changed since the revision asked for (all, where none is), and what that lost.

    Raises UsageError where git cannot say.
    """
    return changed_pages(pages, wanted.since, policy, settings) if wanted.since else (pages, [])


def changed_pages(
    pages: Sequence[Page], revision: str, policy: Policy, settings: Settings
) -> tuple[tuple[Page, ...], list[Finding]]:
    """The pages that changed since `revision`, and a finding for each that lost people's work.

    Raises UsageError where git cannot say.
    """
    since = Since(pages, revision)
    changed = since.touched(pages)
    found = []
    for page in since.lost_types(changed, family_of(settings)):
        finding = _lost(page, revision, policy, settings)
        if finding is not None:
            found.append(finding)
    return changed, found


def _lost(page: Page, revision: str, policy: Policy, settings: Settings) -> Finding | None:
    try:
        context = page_context(LoadedPage(page, settings), units=())
    except PageError:
        return None
    values = values_of(context)
    place = values.place_of(context.family.provenance.type) if values else (0, 0)
    message = f"people translated this page at {revision}; it is machine translated now"
    return judged_hit(fact(context, RULE, "", *place), message, policy)
