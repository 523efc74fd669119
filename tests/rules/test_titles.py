"""Titles that two localized pages share, by what their English titles are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import permutations
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        ({"a": ("Pay", "Betalen"), "b": ("Settle", "Betalen")}, ["b"]),
        ({"a": ("Pay", "Betalen"), "b": ("Pay", "Betalen")}, []),
        ({"a": ("Pay", "Betalen"), "b": ("Pay", "Betalen"), "c": ("Settle", "betalen")}, ["c"]),
        ({"a": ("Settle", "Betalen"), "b": ("Pay", "Betalen"), "c": ("Pay", "Betalen")}, ["b", "c"]),
        ({"v1/a": ("Pay", "Betalen"), "v2/a": ("Settle", "Betalen")}, []),
    ],
)  # fmt: skip
def test_only_a_lost_difference_is_reported(
    docset: Callable[..., Path],
    run_in: Run,
    titles: dict[str, tuple[str, str]],
    expected: Sequence[str],
) -> None:
    pages = {}
    for name, (english, dutch) in titles.items():
        pages[f"content/en-US/{name}.md"] = f"---\ntitle: {english}\n---\n# {english}\n"
        pages[f"content/nl-NL/{name}.md"] = f"---\ntitle: {dutch}\n---\n# {dutch}\n"
    root = docset(pages)
    result = run_in(root, "validate", "--select", "duplicate-titles", "--locale", "nl-NL")
    localized = [line for line in result.stdout.splitlines() if line.startswith("content/nl-NL")]
    assert [line.split(":")[0] for line in localized] == [
        f"content/nl-NL/{name}.md" for name in expected
    ]
    assert all("in English it is “" in line and ": warning:" in line for line in localized)


def test_the_order_of_facts_makes_no_difference() -> None:
    from pipeline.results.fact import Fact
    from pipeline.rules.docset import judge_facts
    from pipeline.rules.policy import Policy

    facts = [
        Fact("duplicate-titles", "nl-NL=x", "nl-NL", f"{n}.md", value=str(n)) for n in range(4)
    ]
    outcomes = {
        tuple(one.path for one in judge_facts(order, "docset", Policy({})))
        for order in permutations(facts)
    }
    assert outcomes == {("1.md", "2.md", "3.md")}
