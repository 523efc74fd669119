"""Diagnostics come while one types, on long pages too, and a huge page does not stop the server."""

from __future__ import annotations

from pathlib import Path

from pipeline.markdown.article import Article
from pipeline.rules.context import PageContext
from pipeline.rules.policy import Policy
from pipeline.rules.run import unit_findings
from pipeline.rules.translation.repetitions import seen
from pipeline.settings import Settings
from pipeline.units.page import read_units
from tests.lsp.client import Client
from tests.lsp.conftest import META
from tests.markdown.test_bilingual import unit

PATH = "content/nl-NL/a.md"


def long_page(units: int) -> str:
    return META + "".join(
        f"\n## Kop {number}\n\n"
        + unit(number, f"Zin {number} met `code` en een [koppeling](a{number}.md).", "One `code`.")
        + "\n"
        for number in range(101, 101 + units)
    )


def looked_at(text: str) -> int:
    """How many units the translation rules are run over for this text of a page, which may follow another."""
    article = Article(text)
    units = read_units(article, None, "nl-NL").units
    page = PageContext("a.md", "nl-NL", Path(), article, Settings(), units=units)
    before = seen.cache_info().misses
    unit_findings(page, Policy.of(Settings()))
    return seen.cache_info().misses - before


def test_an_edit_of_a_long_page_is_one_unit_to_look_at() -> None:
    text = long_page(60)
    seen.cache_clear()
    assert looked_at(text) >= 60
    assert looked_at(text) == 0
    assert looked_at(text.replace("Zin 130", "Zin 13000")) == 1


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
    other_uri = client.open("content/nl-NL/b.md")
    client.ask(
        "textDocument/completion",
        {"textDocument": {"uri": other_uri}, "position": {"line": 1, "character": 0}},
    )
    assert len(client.diagnostics(uri)) == 1000
    client.change(uri, META, 2)
    assert len(client.diagnostics(uri, 2)) < 10
