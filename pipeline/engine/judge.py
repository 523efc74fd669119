"""The fold over the docset: the facts of all pages, judged by the rules that look at all pages together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack

from pipeline.engine.facts import Facts
from pipeline.engine.how import How
from pipeline.results.finding import Finding
from pipeline.rules.docset import DocsetScope, in_order, judge_sorted, portions
from pipeline.rules.policy import Policy
from pipeline.rules.run import IGNORED
from pipeline.settings import Settings


def judged(
    facts: Facts,
    scopes: Iterable[DocsetScope],
    rules: Policy,
    settings: Settings,
    how: How,
    counts: Counter[str] | None = None,
) -> list[Finding]:
    """What the docset rules of the scopes find in the facts, which are let go.

    The same facts are judged once: with the cache, what was found then is found again. `counts` is added how many
    findings the pages ignore.
    """
    found: list[Finding] = []
    if facts:
        with ExitStack() as stack:
            cache = None
            if how.cache and facts.pages > how.few:
                from pipeline.engine.cache import Cache  # few pages do without

                cache = stack.enter_context(Cache.open(settings, how.cache_dir))
            for scope in scopes:
                found += cache.judged(facts, scope, rules) if cache else judge(facts, scope, rules)
    facts.close()
    wanted = [one for one in found if one.severity]
    if counts is not None:
        counts[IGNORED] += len(found) - len(wanted)
    return wanted


def judge(facts: Facts, scope: DocsetScope, rules: Policy) -> list[Finding]:
    """What the rules of a scope find in the facts, judged now; what pages ignore is off."""
    return in_order(
        finding
        for _, some in facts.sorted(portions(scope))
        for finding in judge_sorted(some, scope, rules)
    )
