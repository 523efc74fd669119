"""Translation rules on the units of one page."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.errors import PageError
from pipeline.markdown.article import Article
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.results.finding import Finding
from pipeline.results.page_result import ALONE, COMPARED, Outcome
from pipeline.rules.context import page_context
from pipeline.rules.docset import collect_facts
from pipeline.rules.policy import Policy
from pipeline.rules.problem import failure
from pipeline.rules.run import hit_findings, unit_findings
from pipeline.rules.translation.omissions import omissions
from pipeline.units.unit import SURE, Unit

if TYPE_CHECKING:  # a check of pages alone needs nothing of building them
    from pipeline.commands.build import Built


def check(
    loaded: LoadedPage,
    policy: Policy,
    built: Built | None = None,
    dictionaries: tuple[str, ...] = (),
) -> Outcome:
    """What the translation rules find in the page's units, and what the docset rules need to know of them.

    `built` is the page with its PO file's texts in it, where a job has just built that.
    `dictionaries` names those that are installed: with another one the page comes to another result.
    """
    if built:  # what the gate asks for, the job that builds looks at itself
        outcome = checked(loaded, policy, built.article, built.units)
        return replace(outcome, findings=(*outcome.findings, *omitted(loaded, policy)))
    outcome = checked(loaded, policy, loaded.article, loaded.looked_at)
    return replace(outcome, findings=(*outcome.findings, *omitted(loaded, policy), *_gate(loaded)))


def checked(
    loaded: LoadedPage, policy: Policy, article: Article, units: tuple[Unit, ...]
) -> Outcome:
    """As `check`, on this article and these units of the page.

    Pairs that may not belong together are left out: what is said of them would be said of the pairing. Units of a page
    whose source is not at hand have none.
    """
    page = loaded.page
    units = tuple(unit for unit in units if unit.certainty >= SURE)
    context = page_context(loaded, article, units)
    has_source = any(unit.source for unit in units)
    counts = Counter(pages=1, units=len(units) if has_source else 0)
    findings = tuple(unit_findings(context, policy, counts))
    facts = tuple(collect_facts(context, "docset-unit"))
    counts[COMPARED] = int(has_source or _has_nothing(loaded))
    counts[ALONE] = int(bool(units) and not counts[COMPARED])
    return Outcome(page.path, page.locale, findings, counts, facts=facts)


def omitted(loaded: LoadedPage, policy: Policy) -> list[Finding]:
    """What of the source that the page was made from has no translation in it, and what translates nothing."""
    source = loaded.hand_off if loaded.exists and not loaded.page.is_source else None
    if source is None or loaded.page_units.reason:
        return []
    may_add = bool(loaded.family.inline.expands)
    hits = omissions(loaded.article, source, loaded.page_units, loaded.keys, may_add_links=may_add)
    return hit_findings(page_context(loaded), policy, hits)


def _has_nothing(loaded: LoadedPage) -> bool:
    """Is there nothing to translate in the page, nor in its source, which is at hand?"""
    if not loaded.page_units.reason:
        return not loaded.units
    article, source = loaded.article, loaded.source
    return source is not None and not any(
        one.text[one.body_start :].strip() for one in (article, source)
    )


def _gate(loaded: LoadedPage) -> tuple[Finding, ...]:
    """What the gate says of how much of the page is translated, where the settings ask for it."""
    if not loaded.settings.required_share(loaded.page.path, loaded.page.locale):
        return ()
    from pipeline.commands import po_file
    from pipeline.commands.share import gate_findings

    try:
        po, _ = po_file.read(loaded)
    except PageError as error:
        return (failure(loaded.page, "po-unreadable", error, path=po_file.name(loaded)),)
    return gate_findings(loaded, po)
