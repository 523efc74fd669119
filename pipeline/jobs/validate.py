"""Metadata and article rules on one page."""

from __future__ import annotations

from pipeline.jobs.loaded import LoadedPage
from pipeline.jobs.outcome import Outcome
from pipeline.rules.policy import Policy
from pipeline.rules.run import page_findings


def validate(loaded: LoadedPage, policy: Policy) -> Outcome:
    """What the metadata and article rules find on the page."""
    page = loaded.page
    findings = tuple(page_findings(loaded.context(units=()), policy))
    return Outcome(page.path, page.locale, findings, {"pages": 1})
