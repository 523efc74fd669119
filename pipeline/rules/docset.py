"""Rules that need more than one page: each page yields small facts, and a judge reads them all together.

Pages may be read in many processes: facts are plain values that travel, and `judge_facts` sorts what came back, so
that the outcome does not depend on who was first. Such a rule is a class without arguments, registered as any
other, under scope `docset` (pages, for `validate`) or `docset-unit` (translation units, for `check`):

    @rule("title-duplicate", "docset")
    class TitleDuplicate: ...
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Literal, Protocol
from zlib import crc32

from pipeline.results.fact import Fact
from pipeline.results.finding import Finding, Hit
from pipeline.results.place import Place
from pipeline.rules.context import PageContext
from pipeline.rules.place import place_of
from pipeline.rules.policy import Policy, ignored_in
from pipeline.rules.registry import entry, load, registered
from pipeline.severity import Certainty, Severity

DocsetScope = Literal["docset", "docset-unit"]
SCOPES: tuple[DocsetScope, ...] = ("docset", "docset-unit")

Needs = Literal["all facts", "shared keys", "differing values"]
"""What a rule must see together to judge: all its facts; or those of one key at a time, and of these only what stands
under a key that several facts have, or under one whose facts have different values."""

_KEYED = 16  # portions of the facts of rules that look at one key at a time
_OTHERS = 64  # portions of those that need all facts together
_NOBODY = len(SCOPES) * (_KEYED + _OTHERS)
PORTIONS = _NOBODY + 1
"""How many portions there are; the last is of facts that no docset rule judges."""


@dataclass(frozen=True, slots=True)
class DocsetHit:
    """Where a docset rule applies: at a fact, with words. The rest as in `Hit`."""

    fact: Fact
    message: str
    rule: str = ""
    severity: Severity | None = None
    certainty: Certainty | None = None


class DocsetRule(Protocol):
    """What a docset rule is. `name` is the one it is registered under.

    A rule may say what it `needs`; without that it gets all facts. Of rules that look at one key at a time, only the
    keys of an edited page are judged again, and less is held.
    """

    name: str

    def collect(self, page: PageContext) -> Iterable[Fact]:
        """The facts of one page."""

    def judge(self, facts: Iterable[Fact]) -> Iterable[DocsetHit]:
        """What is wrong, by all facts of this rule, sorted by key, locale, path and place.

        The facts of a large docset come from files: read them once (`groups`), and hold those of one key.
        """


def fact(
    page: PageContext, rule: str, key: str, start: int, end: int, value: str = "", unit: str = ""
) -> Fact:
    """A fact at a place of the page's text (0-based characters; -1 for no place)."""
    return fact_at(page, rule, key, place_of(page, start, end, unit), value)


def fact_at(page: PageContext, rule: str, key: str, place: Place, value: str = "") -> Fact:
    """A fact at a place that is known."""
    return Fact(
        rule=rule,
        key=key,
        locale=page.locale,
        path=page.path,
        place=place,
        value=value,
        translation_type=page.translation_type,
        silenced=page.once(_silenced),
    )


def collect_facts(page: PageContext, scope: DocsetScope) -> list[Fact]:
    """The facts of one page for every docset rule of a scope."""
    return [fact for rule in _rules(scope) for fact in rule.collect(page)]


def judge_facts(facts: Iterable[Fact], scope: DocsetScope, policy: Policy) -> list[Finding]:
    """The findings of the docset rules of a scope, from the facts of all pages, in any order.

    Facts of other scopes are left alone.
    """
    found = judge_sorted(sorted(facts, key=_order), scope, policy)
    return in_order(one for one in found if one.severity)


def judge_sorted(facts: Iterable[Fact], scope: DocsetScope, policy: Policy) -> Iterator[Finding]:
    """As `judge_facts`, of facts that are sorted; they are read once and not held. In no order.

    Those that their pages ignore are among them, as findings that are off.
    """
    rules = {rule.name: rule for rule in _rules(scope)}
    mine = (fact for fact in facts if fact.rule in rules)
    for name, group in groupby(mine, key=lambda fact: fact.rule):
        for hit in rules[name].judge(group):
            finding = _finding(hit, name, policy)
            if finding is not None:
                yield finding


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Findings of docset rules in the order in which they are shown."""
    return sorted(
        findings,
        key=lambda one: (one.locale, one.path, one.line, one.column, one.rule, one.message),
    )


def portion(rule: str, key: str) -> int:
    """The number of the portion of all facts that a fact belongs to. Portions are judged one by one."""
    number, keyed = _home(rule)
    return number + crc32(key.encode("utf-8", "surrogatepass")) % _KEYED if keyed else number


def portions(scope: DocsetScope) -> range:
    """The portions of a scope's rules."""
    first = SCOPES.index(scope) * (_KEYED + _OTHERS)
    return range(first, first + _KEYED + _OTHERS)


@cache
def needs(name: str) -> Needs:
    """What the rule of that name must see together; of a name that no docset rule has, all facts."""
    rule = registered(name, SCOPES)
    needed: Needs = getattr(rule.function, "needs", "all facts") if rule else "all facts"
    return needed


@cache
def _home(name: str) -> tuple[int, bool]:
    """The first portion of a rule's facts, and whether they are spread by key."""
    rule = registered(name, SCOPES)
    if rule is None:
        return _NOBODY, False
    scope: DocsetScope = "docset" if rule.scope == "docset" else "docset-unit"
    first = portions(scope)[0]
    if needs(name) != "all facts":
        return first, True
    names = [one.name for one in load(scope)]
    return first + _KEYED + names.index(name) % _OTHERS, False


def groups(facts: Iterable[Fact]) -> Iterator[tuple[str, tuple[Fact, ...]]]:
    """Sorted facts by key: what most judges begin with."""
    for key, group in groupby(facts, key=lambda fact: fact.key):
        yield key, tuple(group)


def _order(fact: Fact) -> tuple[str, str, str, str, int, int, str]:
    """Facts are judged in this order: by rule, key, locale, path and place (quicker than comparing whole facts)."""
    place = fact.place
    return fact.rule, fact.key, fact.locale, fact.path, place.start, place.end, fact.value


def _silenced(page: PageContext) -> frozenset[str]:
    return ignored_in(page.article.text)


@cache
def _rules(scope: DocsetScope) -> tuple[DocsetRule, ...]:
    return tuple(rule.function() for rule in load(scope))  # type: ignore[misc]


def _finding(hit: DocsetHit, rule: str, policy: Policy) -> Finding | None:
    fact, place = hit.fact, hit.fact.place
    known = entry(hit.rule or rule)
    bare = Hit(place.start, place.end, hit.message, severity=hit.severity)
    severity = policy.severity(known, bare, fact.translation_type, fact.path, fact.locale)
    if severity is Severity.OFF:
        return None
    return Finding(
        rule=known.name,
        severity=Severity.OFF if known.names & fact.silenced else severity,
        certainty=hit.certainty or known.certainty,
        message=hit.message,
        path=fact.path,
        place=place,
        locale=fact.locale,
        translation_type=fact.translation_type,
        its=known.its,
    )


def judged_hit(fact: Fact, message: str, policy: Policy) -> Finding | None:
    """A finding at a fact, for what is found outside of any rule; None where nobody wants it."""
    finding = _finding(DocsetHit(fact, message), fact.rule, policy)
    return finding if finding and finding.severity else None
