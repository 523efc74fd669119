"""The fold over the docset: the facts of all pages, judged by the rules that look at all pages together."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.engine.facts import Facts
from pipeline.engine.how import How
from pipeline.rules.docset import DocsetScope, judge_sorted
from pipeline.rules.finding import Finding
from pipeline.rules.policy import Policy
from pipeline.settings import Settings


def judged(
    facts: Facts, scopes: Iterable[DocsetScope], rules: Policy, settings: Settings, how: How
) -> list[Finding]:
    """What the docset rules of the scopes find in the facts, which are let go.

    The same facts are judged once: with the cache, what was found then is found again.
    """
    found: list[Finding] = []
    for scope in scopes if facts else ():

        def judge(scope: DocsetScope = scope) -> list[Finding]:
            return judge_sorted(facts.sorted(), scope, rules)

        if how.cache and facts.pages > how.few:
            from pipeline.engine.cache import Cache  # few pages do without

            with Cache.open(settings) as cache:
                found += cache.judged(facts, scope, rules, judge)
        else:
            found += judge()
    facts.close()
    return found
