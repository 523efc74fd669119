"""No docset rule's work grows faster than its facts, whatever they share: counted in steps, not by a clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from pipeline.results.fact import Fact
from pipeline.rules.docset import SCOPES, collect_facts
from pipeline.rules.registry import load
from pipeline.units.bilingual import bilingual_units
from tests.growth import FEW, MOST
from tests.rules.test_any_page import context
from tests.steps import lines_run

SMALL, LARGE = 30, 240  # pages
RULES = {rule.name: rule.function for scope in SCOPES for rule in load(scope)}

SAID = "title", "english title", "target", "source", "label", "file id", "name"
SHARED: dict[str, set[str]] = {
    "all is equal": set(SAID),
    "nothing is equal": set(),
    "one translation of many sources": {"target", "label"},
    "one source in many translations": {"source", "title", "file id"},
    "one title of many English ones": {"title", "name"},
    "one title of one English one": {"title", "english title"},
    "one label in many translations": {"label"},
}
"""What the pages of a docset have in common."""


def _page(number: int, shared: set[str]) -> list[Fact]:
    words = {
        one: f"{one} of the page"
        if one in shared
        else f"{one} {number} of the page {number * 7919 % 1000}"
        for one in SAID
    }
    front = "---\ntitle: {0}\ndescription: {0}\nms.topic: conceptual\nms.locfileid: {1}\n{2}---\n"
    more = "ms.lasthandoff: 01/02/2024\n"
    unit = (
        f'<span data-ttu-id="a-1">{words["target"]} **{words["target"]}** „en” “zo”</span><span class="sxs-lookup">'
        f'<span data-stu-id="a-1">{words["source"]} **{words["label"]}** stands here</span></span>\n'
    )
    english = front.format(words["english title"], words["file id"], "") + f"{words['source']}\n"
    page = context(front.format(words["title"], words["file id"], more) + unit, "nl-NL", english)
    page = replace(page, units=tuple(bilingual_units(page.article)))
    path = f"{number}/{words['name']}.md"
    routed = context(
        f"---\ntitle: A\n---\n[x](/docs/{words['source'].replace(' ', '-')}/)\n", "", None
    )
    routed = replace(routed, settings=replace(routed.settings, family="hugo"))
    return [
        one._replace(path=path)
        for scope in SCOPES
        for one in (*collect_facts(page, scope), *collect_facts(routed, scope))
    ]


@cache
def _facts(pages: int, kind: str) -> dict[str, list[Fact]]:
    """The facts of so many pages by rule, sorted as they are judged."""
    found: dict[str, list[Fact]] = {name: [] for name in RULES}
    for number in range(pages):
        for one in _page(number, SHARED[kind]):
            found[one.rule].append(one)
    return {name: sorted(some, key=_order) for name, some in found.items()}


def _order(one: Fact) -> tuple[str, str, str, int]:
    return one.key, one.locale, one.path, one.place.start


def _grows(judge: Callable[[list[Fact]], object], name: str, kind: str) -> bool:
    few, many = (
        lines_run(lambda: judge(_facts(pages, kind)[name]))  # noqa: B023
        for pages in (SMALL, LARGE)
    )
    return many > FEW and many > MOST * few


@pytest.mark.parametrize("kind", SHARED)
def test_steps_grow_with_the_facts(kind: str) -> None:
    for name, make in RULES.items():
        if name not in ("page-stale", "image-stale", "lasthandoff-before-source"):  # these ask git
            rule = make()  # type: ignore[call-arg]
            assert not _grows(lambda facts: list(rule.judge(facts)), name, kind), name  # type: ignore[attr-defined]  # noqa: B023


def test_every_rule_has_facts() -> None:
    speaking = {name for kind in SHARED for name, facts in _facts(SMALL, kind).items() if facts}
    assert speaking >= RULES.keys() - {
        "latin-glued",
        "misspelling",
        "page-stale",
        "image-stale",
        "lasthandoff-before-source",
        "page-not-in-toc",  # of sources, beside a docfx.json
        "xref-not-found",  # of sources
    }


def test_a_slow_judge_is_seen() -> None:
    def each_with_each(facts: list[Fact]) -> int:
        return sum(1 for one in facts for other in facts if one.value == other.path)

    assert _grows(each_with_each, "duplicate-titles", "all is equal")
