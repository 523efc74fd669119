"""What the rules say of one open document, and what hovers and quick fixes need to know of it."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.commands.check import omitted
from pipeline.commands.validate import validate
from pipeline.errors import PageError, UsageError
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.results.fact import Fact
from pipeline.results.finding import Finding
from pipeline.rules.context import page_context
from pipeline.rules.docset import judge_facts
from pipeline.rules.policy import Policy
from pipeline.rules.problem import failure, problem
from pipeline.rules.registry import load
from pipeline.rules.run import unit_findings

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Analysis:
    """The findings of one text; `start`, `end` and fixes of findings count in `text`.

    `judged` remembers what the docset rules said of facts, so that typing elsewhere in the page asks nobody again.
    """

    text: str
    findings: tuple[Finding, ...] = ()
    judged: Mapping[tuple[str, ...], tuple[Finding, ...]] = field(default_factory=dict)


def analyse_page(
    loaded: LoadedPage, text: str, policy: Policy, before: Analysis | None = None
) -> Analysis:
    """All findings of a page: metadata, article and translation rules, and docset rules as far as one page tells.

    A page that cannot be read has one finding, which says where; a fault in a rule has one, too, and a traceback in
    the log.
    """
    page = loaded.page
    try:
        validated = validate(loaded, policy)
        judged = _judged(validated.facts, policy, before)
        translations = [
            *unit_findings(page_context(loaded, units=loaded.looked_at), policy),
            *omitted(loaded, policy),
        ]
    except PageError as error:
        return Analysis(text, (failure(page, "page-unreadable", error),))
    except UsageError:  # settings, not the page
        raise
    except Exception as error:
        log.exception("analysing %s", page.path)
        message = f"{type(error).__name__}: {error}; the server's log says more"
        return Analysis(text, (problem(page, "page-failed", message),))
    of_docset = [one for group in judged.values() for one in group]
    found = dict.fromkeys((*validated.findings, *of_docset, *translations))
    order = sorted(found, key=lambda one: (one.line, one.column, one.rule))
    return Analysis(text, tuple(order), judged)


def _judged(
    facts: Sequence[Fact], policy: Policy, before: Analysis | None
) -> dict[tuple[str, ...], tuple[Finding, ...]]:
    """What docset rules say of the page by itself: of a stale page, and what git knows of its source.

    Rules that weigh the words of all pages are left to `locpipe check`: one page would make them guess.
    """
    rules = {rule.name for rule in load("docset")}
    known = before.judged if before else {}
    judged: dict[tuple[str, ...], tuple[Finding, ...]] = {}
    for fact in facts:
        if fact.rule not in rules:
            continue
        key = (fact.rule, fact.key, fact.value, fact.translation_type, *sorted(fact.silenced))
        found = known.get(key)
        if found is None:
            found = tuple(judge_facts([fact], "docset", policy))
        judged[key] = tuple(replace(finding, place=fact.place) for finding in found)
    return judged
