"""Texts of the source that a page does not have, and texts that are in no source."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
Make = Callable[..., Path]

ENGLISH = """# Manage your orders

Open `orders.json` and read 12 lines.

Set `maxItems` to 250 in [the settings](https://example.com/settings).

- Pay the first invoice in May.
- Pay the second invoice in June.

Close `orders.json` after 30 seconds.
"""
DUTCH = """# Uw bestellingen beheren

Open `orders.json` en lees 12 regels.

Stel `maxItems` in op 250 in [de instellingen](https://example.com/settings).

- Betaal de eerste factuur in mei.
- Betaal de tweede factuur in juni.

Sluit `orders.json` na 30 seconden.
"""


def _found(root: Path, run_in: Run) -> list[tuple[str, int, str]]:
    result = run_in(root, "check", "--allow-empty", "--format", "json", "--select", "text-missing")
    also = run_in(root, "check", "--allow-empty", "--format", "json", "--select", "text-added")
    return [
        (one["rule"], one["line"], one["message"])
        for report in (result, also)
        for one in json.loads(report.stdout)["findings"]
    ]


def _pages(dutch: str) -> dict[str, str | bytes]:
    digest = hashlib.sha1(ENGLISH.encode(), usedforsecurity=False).hexdigest()
    head = f"---\ntitle: T\nms.openlocfilehash: {digest}\n---\n"
    return {"content/en-US/a.md": ENGLISH, "content/nl-NL/a.md": head + dutch}


def _without(*lines: str) -> str:
    return "".join(one for one in DUTCH.splitlines(True) if not one.startswith(lines))


CASES = {
    "nothing is missing": (DUTCH, []),
    "a paragraph": (
        _without("Stel").replace("\n\n\n", "\n\n"),
        [("text-missing", 7, "a text of the source is missing here: `Set `maxItems`")],
    ),
    "several in a row": (
        _without("Stel", "- Betaal de eerste").replace("\n\n\n", "\n\n"),
        [("text-missing", 7, "2 texts of the source, from `Set `maxItems`")],
    ),
    "one that is in no source": (
        DUTCH.replace("- Betaal de eerste", "Koop nooit zomaar 99 groene tuinslangen.\n\n- Betaal de eerste"),
        [("text-added", 11, "this text is not in the source: `Koop nooit")],
    ),
    "the page breaks off": (
        DUTCH.partition(" in op 250")[0] + "\n",
        [("text-missing", 9, "the page breaks off here: 3 texts of the source, from `Pay the first")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("dutch", "expected"), CASES.values(), ids=CASES)
def test_one_finding_a_stretch(
    dutch: str, expected: list[tuple[str, int, str]], docset: Make, run_in: Run
) -> None:
    found = _found(docset(_pages(dutch)), run_in)
    assert [(rule, line) for rule, line, _ in found] == [(rule, line) for rule, line, _ in expected]
    for (*_, message), (*_, start) in zip(found, expected, strict=True):
        assert message.startswith(start)


def test_a_bilingual_page_is_held_against_its_source(docset: Make, run_in: Run) -> None:
    units = [
        ("Uw bestellingen beheren", "Manage your orders"),
        ("Open `orders.json` en lees 12 regels.", "Open `orders.json` and read 12 lines."),
        ("Sluit `orders.json` na 30 seconden.", "Close `orders.json` after 30 seconds."),
    ]
    spans = [
        f'<span data-ttu-id="4c3d2-10{n}">{target}</span><span class="sxs-lookup">'
        f'<span data-stu-id="4c3d2-10{n}">{source}</span></span>'
        for n, (target, source) in enumerate(units, 1)
    ]
    body = f"# {spans[0]}\n\n{spans[1]}\n\n{spans[2]}\n"
    found = _found(docset(_pages(body)), run_in)
    assert [(rule, line) for rule, line, _ in found] == [("text-missing", 7)]
    assert found[0][2].startswith("3 texts of the source, from `Set `maxItems`")


def test_nothing_is_said_where_nothing_shows_the_source(docset: Make, run_in: Run) -> None:
    pages = _pages(_without("Stel"))
    pages["content/en-US/a.md"] = ENGLISH + "\nThen wait.\n"
    assert _found(docset(pages), run_in) == []
