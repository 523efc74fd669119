"""What the rules say of one open document, and what hovers and quick fixes need to know of it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from pipeline.errors import PageError, UsageError
from pipeline.jobs.check import check
from pipeline.jobs.loaded import LoadedPage
from pipeline.jobs.outcome import failure, joined, problem
from pipeline.jobs.validate import validate
from pipeline.rules.docset import Fact, judge_facts
from pipeline.rules.finding import Finding
from pipeline.rules.policy import Policy

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
        checked = check(loaded, policy)
        outcome = joined(page.path, page.locale, [validated, checked])
        judged = _judged(outcome.facts, policy, before)
    except PageError as error:
        return Analysis(text, (failure(page, "page-unreadable", error),))
    except UsageError:  # settings, not the page
        raise
    except Exception as error:
        log.exception("analysing %s", page.path)
        message = f"{type(error).__name__}: {error}; the server's log says more"
        return Analysis(text, (problem(page, "page-failed", message),))
    found = [*outcome.findings, *(one for group in judged.values() for one in group)]
    found.sort(key=lambda one: (one.line, one.column, one.rule))
    return Analysis(text, tuple(found), judged)


def _judged(
    facts: tuple[Fact, ...], policy: Policy, before: Analysis | None
) -> dict[tuple[str, ...], tuple[Finding, ...]]:
    """What docset rules say of each of the page's facts by itself: of a stale page, and what git knows of it."""
    known = before.judged if before else {}
    judged: dict[tuple[str, ...], tuple[Finding, ...]] = {}
    for fact in facts:
        key = (fact.rule, fact.key, fact.value, fact.translation_type, *sorted(fact.silenced))
        found = known.get(key)
        if found is None:
            found = tuple(
                finding
                for scope in ("docset", "docset-unit")
                for finding in judge_facts([fact], scope, policy)
            )
        place = fact.place
        judged[key] = tuple(
            replace(
                finding,
                start=place.start,
                end=place.end,
                line=place.line,
                column=place.column,
                end_line=place.end_line,
                end_column=place.end_column,
            )
            for finding in found
        )
    return judged
