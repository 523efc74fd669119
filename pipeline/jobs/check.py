"""Translation rules on the units of one page."""

from __future__ import annotations

from pipeline.article.article import Article
from pipeline.jobs.loaded import LoadedPage
from pipeline.jobs.outcome import Outcome
from pipeline.rules.docset import collect_facts
from pipeline.rules.policy import Policy
from pipeline.rules.run import unit_findings
from pipeline.units.bilingual import bilingual_units


def check(loaded: LoadedPage, policy: Policy, article: Article | None = None) -> Outcome:
    """What the translation rules find in the page's units, and what the docset rules need to know of them.

    `article` is the page with the PO file's texts in it, where a job has just built that.
    """
    page = loaded.page
    units = loaded.units
    if article is not None and article is not loaded.article:
        units = bilingual_units(article)
    context = loaded.context(article, units)
    findings = tuple(unit_findings(context, policy))
    facts = tuple(collect_facts(context, "docset-unit"))
    counts = {"pages": 1, "units": len(units)}
    return Outcome(page.path, page.locale, findings, counts, facts=facts)
