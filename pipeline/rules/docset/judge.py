"""From the facts of all pages to findings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.rules.docset.facts import Fact
from pipeline.rules.finding import Finding, Hit
from pipeline.rules.policy import Policy
from pipeline.rules.registry import entries, load


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a docset rule says of one unit. The offsets of `hit` count in the unit's target."""

    fact: Fact
    hit: Hit


def judge(facts: Iterable[Fact], policy: Policy) -> list[Finding]:
    """The findings of the docset's rules, by locale, path and place; the order of `facts` does not matter."""
    ordered = sorted(facts, key=lambda fact: fact.order)
    findings = []
    for locale in dict.fromkeys(fact.locale for fact in ordered):
        group = tuple(fact for fact in ordered if fact.locale == locale)
        for rule in load("docset"):
            for verdict in rule.function(group):
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
    return Finding(
        rule=rule,
        severity=severity,
        certainty=hit.certainty or entry.certainty,
        message=hit.message,
        path=fact.path,
        line=fact.line,
        column=fact.column,
        end_line=fact.end_line,
        end_column=fact.end_column,
        unit=fact.unit,
        locale=fact.locale,
        translation_type=fact.translation_type,
        its=entry.its,
        start=fact.start,
        end=fact.end,
    )
