"""Metadata and article rules on one page."""

from __future__ import annotations

from collections import Counter

from pipeline.provenance.loaded_page import LoadedPage
from pipeline.results.page_result import Outcome
from pipeline.rules.context import page_context
from pipeline.rules.docset import collect_facts
from pipeline.rules.policy import Policy
from pipeline.rules.run import page_findings


def validate(loaded: LoadedPage, policy: Policy) -> Outcome:
    """What the metadata and article rules find on the page, and what the docset rules need to know of it."""
    page = loaded.page
    context = page_context(loaded, units=())
    counts = Counter(pages=1)
    findings = tuple(page_findings(context, policy, counts))
    facts = tuple(collect_facts(context, "docset"))
    return Outcome(page.path, page.locale, findings, counts, facts=facts)
