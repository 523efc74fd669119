"""Diagnostics come while one types, on long pages too, and a huge page does not stop the server."""

from __future__ import annotations

import statistics
import time
from pathlib import Path

from tests.article.test_bilingual import unit
from tests.lsp.client import Client
from tests.lsp.conftest import META

PATH = "content/nl-NL/a.md"


def long_page(units: int) -> str:
    return META + "".join(
        f"\n## Kop {number}\n\n"
        + unit(number, f"Zin {number} met `code` en een [koppeling](a{number}.md).", "One `code`.")
        + "\n"
        for number in range(101, 101 + units)
    )


def test_an_edit_of_a_long_page(client: Client) -> None:
    """A page of 107,000 characters and 1,800 findings; the budget is 100 ms on a free machine."""
    text = long_page(600)
    uri = client.open(PATH, text)
    assert client.diagnostics(uri) is not None
    times = []
    for version in range(2, 9):
        edited = text.replace("Zin 300", f"Zin {version}")
        start = time.perf_counter()
        client.change(uri, edited, version)
        client.diagnostics(uri, version)
        times.append(time.perf_counter() - start)
    assert statistics.median(times) < 1.0, "ten times the budget: the tests' machine may be busy"


def test_a_burst_of_changes_ends_with_the_last_text(client: Client) -> None:
    text = long_page(200)
    uri = client.open(PATH, text)
    client.diagnostics(uri)
    for version in range(2, 30):
        client.change(uri, text + "x" * version, version)
    client.diagnostics(uri, 29)
    published = [
        one for one in client.seen if one.get("method") == "textDocument/publishDiagnostics"
    ]
    assert len(published) < 14, "changes that come together are looked at together"


def test_a_huge_page_is_cut_and_the_server_still_answers(client: Client, pages: Path) -> None:
    huge = META + "".join(unit(number, "[a](b.md)", "[a](a.md)") + "\n\n" for number in range(9000))
    uri = client.open(PATH, huge)
    other = pages / "content/nl-NL/b.md"
    other.write_text(META)
    start = time.perf_counter()
    other_uri = client.open("content/nl-NL/b.md")
    client.ask(
        "textDocument/completion",
        {"textDocument": {"uri": other_uri}, "position": {"line": 1, "character": 0}},
    )
    assert time.perf_counter() - start < 5
    assert len(client.diagnostics(uri)) == 1000
    client.change(uri, META, 2)
    assert len(client.diagnostics(uri, 2)) < 10
