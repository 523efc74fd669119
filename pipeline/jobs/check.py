"""Translation rules on the units of one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.jobs.loaded import LoadedPage
from pipeline.jobs.outcome import Outcome
from pipeline.rules.docset import collect_facts
from pipeline.rules.policy import Policy
from pipeline.rules.run import unit_findings

if TYPE_CHECKING:  # a check of pages alone needs nothing of building them
    from pipeline.jobs.build import Built


def check(loaded: LoadedPage, policy: Policy, built: Built | None = None) -> Outcome:
    """What the translation rules find in the page's units, and what the docset rules need to know of them.

    `built` is the page with its PO file's texts in it, where a job has just built that.
    """
    page = loaded.page
    units = built.units if built else loaded.units
    context = loaded.context(built.article if built else None, units)
    findings = tuple(unit_findings(context, policy))
    facts = tuple(collect_facts(context, "docset-unit"))
    counts = {"pages": 1, "units": len(units)}
    return Outcome(page.path, page.locale, findings, counts, facts=facts)
