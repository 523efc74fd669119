"""Run the rules over one page or its units, and turn their hits into findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from pipeline.files.splice import Splice
from pipeline.results.finding import Finding, Fix, Hit
from pipeline.rules.context import PageContext
from pipeline.rules.inherited import INHERITED, is_inherited
from pipeline.rules.place import place_of
from pipeline.rules.policy import Policy, ignored_in
from pipeline.rules.registry import BEYOND_ASCII, Entry, Rule, entry, load
from pipeline.severity import Severity
from pipeline.units.unit import Unit

if TYPE_CHECKING:
    from pipeline.rules.translation.pair import Pair


IGNORED = "ignored"
"""The count of findings that a page or a PO file says are to be ignored."""


def page_findings(
    page: PageContext, policy: Policy, counts: Counter[str] | None = None
) -> list[Finding]:
    """Findings of the metadata and article rules on one page, in the order of the page.

    `counts` is added how many the page ignores.
    """
    hits = (
        (rule.name, hit)
        for scope in ("metadata", "article")
        for rule in load(scope)
        for hit in rule.function(page)
    )
    placed = ((name, hit, "") for name, hit in hits)
    return _findings(page, policy, placed, counts)


def document_findings(
    page: PageContext, policy: Policy, counts: Counter[str] | None = None
) -> list[Finding]:
    """Findings of the rules about files that are no pages, on one of them; `page` holds its text."""
    hits = ((rule.name, hit, "") for rule in load("document") for hit in rule.function(page))
    return _findings(page, policy, hits, counts)


def unit_findings(
    page: PageContext, policy: Policy, counts: Counter[str] | None = None
) -> list[Finding]:
    """Findings of the translation rules on the page's units, in the order of the page.

    `counts` is added how many the page ignores.
    """
    from pipeline.rules.translation.pair import read_pairs

    hits = (
        (name, _in_page(hit, pair.unit), pair.unit.id)
        for pair in read_pairs(page)
        for name, hit in unit_hits(pair)
    )
    return _findings(page, policy, hits, counts)


def hit_findings(page: PageContext, policy: Policy, hits: Iterable[Hit]) -> list[Finding]:
    """The findings of hits that name their rules and places in the page themselves."""
    return _findings(page, policy, ((hit.rule, hit, "") for hit in hits), None)


def unit_hits(pair: Pair) -> Iterator[tuple[str, Hit]]:
    """What the translation rules see in one unit: rule names with places in the unit's target."""
    seen, others = pair.once(_looked_at)
    yield from seen
    for rule in others:
        for hit in rule.function(pair):
            yield rule.name, hit


def _looked_at(pair: Pair) -> tuple[tuple[tuple[str, Hit], ...], tuple[Rule, ...]]:
    """What the rules see that look at the unit alone, and the others that may have something to say of it."""
    rules = _rules_for(pair)
    seen = ((rule.name, hit) for rule in rules if not rule.of_page for hit in rule.function(pair))
    return tuple(seen), tuple(rule for rule in rules if rule.of_page)


def _rules_for(pair: Pair) -> tuple[Rule, ...]:
    """The rules that may have something to say of a unit, by the marks that it holds."""
    if not pair.unit.target.strip():
        return _without_target()
    text = pair.unit.source + pair.unit.target
    marks = [mark for mark in _all_marks() if mark in text]
    if not text.isascii():
        marks.append(BEYOND_ASCII)
    return _waiting(tuple(marks), pair.is_copy, pair.has_source)


@cache
def _without_target() -> tuple[Rule, ...]:
    return tuple(rule for rule in load("unit") if rule.name == _EMPTY)


_EMPTY = "empty-target"
"""The one rule that is asked where there is no target, and only there."""


@cache
def _all_marks() -> tuple[str, ...]:
    marks = frozenset[str]().union(*(rule.marks for rule in load("unit")))
    return tuple(sorted(marks - {BEYOND_ASCII}))


@lru_cache(4096)
def _waiting(marks: tuple[str, ...], is_copy: bool, has_source: bool) -> tuple[Rule, ...]:
    rules = (rule for rule in load("unit") if rule.name != _EMPTY)
    return tuple(
        rule for rule in rules if rule.waits_for(marks, is_copy=is_copy, has_source=has_source)
    )


def _findings(
    page: PageContext,
    policy: Policy,
    hits: Iterable[tuple[str, Hit, str]],
    counts: Counter[str] | None,
) -> list[Finding]:
    """The findings of hits by rules, each with the id of the unit that it is in."""
    silenced = ignored_in(page.article.text)
    found = []
    for rule, hit, unit in hits:
        known = entry(hit.rule or rule)
        severity = policy.severity(known, hit, page.translation_type, page.path, page.locale)
        if severity is Severity.OFF:
            continue
        if is_inherited(page, known, hit):
            if counts is not None:
                counts[INHERITED] += 1
            continue
        if known.names & silenced:
            if counts is not None:
                counts[IGNORED] += 1
            continue
        found.append(_finding(page, known, severity, hit, unit))
    return sorted(found, key=_order)


def _in_page(hit: Hit, unit: Unit) -> Hit:
    """A hit in a unit's target, as a place in the page (where the target stands in it)."""
    if unit.target_range is None:
        return replace(hit, start=-1, end=-1, fix=None)
    base = unit.target_range[0]
    fix = hit.fix and replace(
        hit.fix,
        edits=tuple(
            Splice(edit.start + base, edit.end + base, edit.text) for edit in hit.fix.edits
        ),
    )
    return replace(hit, start=hit.start + base, end=hit.end + base, fix=fix)


def _finding(page: PageContext, known: Entry, severity: Severity, hit: Hit, unit: str) -> Finding:
    return Finding(
        rule=known.name,
        severity=severity,
        certainty=hit.certainty or known.certainty,
        message=hit.message,
        path=page.path,
        place=place_of(page, hit.start, hit.end, unit),
        locale=page.locale,
        translation_type=page.translation_type,
        its=known.its,
        fix=_judged(hit.fix, known),
    )


def _judged(fix: Fix | None, known: Entry) -> Fix | None:
    """The fix as safe as the register lets it be."""
    if fix is None:
        return None
    safe = known.fix == "safe" or (known.fix == "some" and fix.safe)
    return fix if fix.safe == safe else replace(fix, safe=safe)


def _order(finding: Finding) -> tuple[int, int, str]:
    return finding.line, finding.column, finding.rule
