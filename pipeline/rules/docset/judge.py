"""From the facts of all pages to findings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.rules.docset.facts import DocsetFacts, Fact, PageFacts
from pipeline.rules.finding import Finding, Hit
from pipeline.rules.policy import Policy
from pipeline.rules.registry import entries, load


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a docset rule says of one unit. The offsets of `hit` count in the unit's target; 0 and 0: all of it."""

    fact: Fact
    hit: Hit


def judge(pages: Iterable[PageFacts], policy: Policy) -> list[Finding]:
    """The findings of the docset's rules, by locale, path and place; the order of `pages` does not matter."""
    by_locale: dict[str, list[PageFacts]] = {}
    for page in pages:
        by_locale.setdefault(page.locale, []).append(page)
    findings = []
    for locale, group in by_locale.items():
        docset = DocsetFacts.of(locale, group)
        for rule in load("docset"):
            for verdict in rule.function(docset):
                finding = _finding(rule.name, verdict, policy)
                if finding is not None:
                    findings.append(finding)
    return sorted(findings, key=lambda one: (one.locale, one.path, one.line, one.column, one.rule))


def _finding(rule: str, verdict: Verdict, policy: Policy) -> Finding | None:
    entry = entries()[rule]
    fact, hit = verdict.fact, verdict.hit
    severity = policy.severity(entry, hit, fact.translation_type, fact.path)
    if not severity or entry.name in fact.silenced or entry.family in fact.silenced:
        return None
    line, column, end_line, end_column = fact.line, fact.column, fact.end_line, fact.end_column
    start, end = fact.start, fact.end
    if hit.end and fact.line and fact.line == fact.end_line:
        column, end_column = fact.column + hit.start, fact.column + hit.end
        start, end = fact.start + hit.start, fact.start + hit.end
    return Finding(
        rule=rule,
        severity=severity,
        certainty=hit.certainty or entry.certainty,
        message=hit.message,
        path=fact.path,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        unit=fact.unit,
        locale=fact.locale,
        translation_type=fact.translation_type,
        its=entry.its,
        start=start,
        end=end,
    )
