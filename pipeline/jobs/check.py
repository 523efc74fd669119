"""Translation rules on the units of one page."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pipeline.article.article import Article
from pipeline.jobs.loaded import LoadedPage
from pipeline.jobs.outcome import Outcome
from pipeline.rules.docset import collect_facts
from pipeline.rules.policy import Policy
from pipeline.rules.run import unit_findings
from pipeline.units.unit import SURE, Unit

if TYPE_CHECKING:  # a check of pages alone needs nothing of building them
    from pipeline.jobs.build import Built


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
    if built:
        return checked(loaded, policy, built.article, built.units)
    return checked(loaded, policy, loaded.article, loaded.units)


def checked(
    loaded: LoadedPage, policy: Policy, article: Article, units: tuple[Unit, ...]
) -> Outcome:
    """As `check`, on this article and these units of the page.

    Pairs that may not belong together are left out: what is said of them would be said of the pairing.
    """
    page = loaded.page
    units = tuple(unit for unit in units if unit.certainty >= SURE)
    context = loaded.context(article, units)
    counts = Counter(pages=1, units=len(units))
    findings = tuple(unit_findings(context, policy, counts))
    facts = tuple(collect_facts(context, "docset-unit"))
    return Outcome(page.path, page.locale, findings, counts, facts=facts)
