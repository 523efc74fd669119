"""Translation rules on the units of one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.jobs.loaded import LoadedPage
from pipeline.jobs.outcome import Outcome
from pipeline.rules.policy import Policy
from pipeline.rules.run import unit_findings

if TYPE_CHECKING:  # a check of pages alone needs nothing of building them
    from pipeline.jobs.build import Built


def check(loaded: LoadedPage, policy: Policy, built: Built | None = None) -> Outcome:
    """What the translation rules find in the page's units.

    `built` is the page with its PO file's texts in it, where a job has just built that.
    """
    page = loaded.page
    units = built.units if built else loaded.units
    context = loaded.context(built.article if built else None, units)
    findings = tuple(unit_findings(context, policy))
    return Outcome(page.path, page.locale, findings, {"pages": 1, "units": len(units)})
