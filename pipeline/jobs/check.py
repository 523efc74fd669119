"""Translation rules on the units of one page."""

from __future__ import annotations

from pipeline.article.article import Article
from pipeline.jobs.loaded import LoadedPage
from pipeline.jobs.outcome import Outcome
from pipeline.rules.policy import Policy
from pipeline.rules.run import unit_findings
from pipeline.units.bilingual import bilingual_units


def check(loaded: LoadedPage, policy: Policy, article: Article | None = None) -> Outcome:
    """What the translation rules find in the page's units.

    `article` is the page with the PO file's texts in it, where a job has just built that.
    """
    page = loaded.page
    units = loaded.units
    if article is not None and article is not loaded.article:
        units = bilingual_units(article)
    findings = tuple(unit_findings(loaded.context(article, units), policy))
    return Outcome(page.path, page.locale, findings, {"pages": 1, "units": len(units)})
