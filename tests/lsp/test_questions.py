"""Hover, completion and quick fixes, as an editor asks for them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from tests.lsp.client import Client
from tests.lsp.conftest import META, PAGE, SOURCE

PATH = "content/nl-NL/a.md"
SOURCE_PATH = "content/en-US/a.md"


def at(text: str, words: str, more: int = 0) -> dict[str, int]:
    """The position of `words` in a text, in UTF-16."""
    before = text[: text.index(words) + more]
    line = before.rpartition("\n")[2]
    return {"line": before.count("\n"), "character": len(line.encode("utf-16-le")) // 2}


def hover(client: Client, uri: str, position: dict[str, int]) -> str:
    params = {"textDocument": {"uri": uri}, "position": position}
    found = client.ask("textDocument/hover", params)
    return "" if found is None else str(found["contents"]["value"])


def complete(client: Client, uri: str, position: dict[str, int]) -> list[dict[str, Any]]:
    params = {"textDocument": {"uri": uri}, "position": position}
    found: list[dict[str, Any]] = client.ask("textDocument/completion", params)
    return found


def actions(client: Client, uri: str, line: int, **context: Any) -> list[dict[str, Any]]:
    where = {"start": {"line": line, "character": 0}, "end": {"line": line, "character": 99}}
    params = {
        "textDocument": {"uri": uri},
        "range": where,
        "context": {"diagnostics": [], **context},
    }
    found: list[dict[str, Any]] = client.ask("textDocument/codeAction", params)
    return found


def edited(text: str, edits: list[dict[str, Any]]) -> str:
    """A text with an editor's edits made (for texts of one-unit characters)."""
    lines = text.splitlines(keepends=True)

    def offset(place: dict[str, int]) -> int:
        return sum(map(len, lines[: place["line"]])) + place["character"]

    for edit in sorted(edits, key=lambda one: -offset(one["range"]["start"])):
        start, end = offset(edit["range"]["start"]), offset(edit["range"]["end"])
        text = text[:start] + edit["newText"] + text[end:]
    return text


def test_hover_on_a_translation_shows_its_source(client: Client) -> None:
    uri = client.open(PATH)
    shown = hover(client, uri, at(PAGE, "Eén", 1))
    assert "*source*" in shown
    assert "One." in shown
    assert "two" not in shown


def test_hover_on_a_source_shows_its_translations(client: Client) -> None:
    uri = client.open(SOURCE_PATH)
    shown = hover(client, uri, at(SOURCE, "See", 2))
    assert "*nl-NL*" in shown
    assert "🎉 Zie [twee](twee.md)." in shown
    client.open(PATH, PAGE.replace("Zie", "Lees"))
    assert "Lees" in hover(client, uri, at(SOURCE, "See", 2))
    assert hover(client, uri, at(SOURCE, "# Pay", 1)) == ""


def test_hover_on_a_published_page_finds_the_source(client: Client) -> None:
    published = META + "# Betalen\n\nEén. Zie [twee](two.md).\n"
    uri = client.open(PATH, published)
    shown = hover(client, uri, at(published, "Zie", 1))
    assert "*source*" in shown
    assert "See [two](two.md)." in shown
    assert "One." not in shown
    source_uri = client.open(SOURCE_PATH)
    assert "Zie [twee](two.md)." in hover(client, source_uri, at(SOURCE, "See", 1))


def test_hover_on_a_finding_shows_the_rules_page(client: Client) -> None:
    uri = client.open(PATH)
    shown = hover(client, uri, at(PAGE, "[twee]", 2))
    assert "**link-target-changed**" in shown
    assert "Bad:" in shown
    assert "See [two](two.md)." in shown


def test_hover_shows_text_of_pages_as_text(client: Client) -> None:
    evil = PAGE.replace("One.", "One ![x](http://example.com/x.png) ``` \u202e.")
    uri = client.open(PATH, evil)
    shown = hover(client, uri, at(evil, "Eén", 1))
    assert "````markdown\nOne ![x](http://example.com/x.png) ``` " in shown
    assert "\\u202e" in shown
    assert "\u202e" not in shown


def test_hover_on_an_attribute_says_what_it_means(client: Client) -> None:
    uri = client.open(PATH)
    assert "hash of the source file" in hover(client, uri, at(PAGE, "ms.openlocfilehash", 3))


def test_a_docsets_own_schema_is_shown_as_text(client: Client, pages: Path) -> None:
    (pages / "pipeline.toml").write_text(
        '[attributes."ms.topic"]\ndescription = "![x](http://example.com/x.png) *kind*"\n'
    )
    client.tell(
        "textDocument/didSave", {"textDocument": {"uri": (pages / "pipeline.toml").as_uri()}}
    )
    uri = client.open(SOURCE_PATH)
    shown = hover(client, uri, at(SOURCE, "ms.topic", 3))
    assert r"\!\[x\]\(http://example.com/x.png\) \*kind\*" in shown


def test_completion_of_keys_leaves_out_those_that_are_there(client: Client) -> None:
    text = "---\ntitle: Pay\nms.\n---\n\n# Pay\n"
    uri = client.open(SOURCE_PATH, text)
    found = {one["label"]: one for one in complete(client, uri, {"line": 2, "character": 3})}
    assert "title" not in found
    assert "ms.openlocfilehash" not in found  # only localized pages have it
    assert edited(text, [found["ms.topic"]["textEdit"]]).split("\n")[2] == "ms.topic: "
    assert "Kind of page" in found["ms.topic"]["documentation"]
    assert complete(client, uri, {"line": 5, "character": 0}) == []


def test_completion_of_values(client: Client) -> None:
    text = "---\ntitle: Pay\nms.topic: con\nms.date:\n---\n"
    uri = client.open(SOURCE_PATH, text)
    found = {one["label"]: one for one in complete(client, uri, {"line": 2, "character": 13})}
    assert edited(text, [found["conceptual"]["textEdit"]]).split("\n")[2] == "ms.topic: conceptual"
    (today,) = complete(client, uri, {"line": 3, "character": 8})
    wanted = f"ms.date: {date.today():%m/%d/%Y}"
    assert edited(text, [today["textEdit"]]).split("\n")[3] == wanted


def test_completion_in_front_matter_that_is_not_closed_yet(client: Client) -> None:
    uri = client.open(SOURCE_PATH, "---\nti")
    assert "title" in [one["label"] for one in complete(client, uri, {"line": 1, "character": 2})]
    client.change(uri, "# No front matter\n\nti", 2)
    assert complete(client, uri, {"line": 2, "character": 2}) == []


def test_completion_of_the_pages_own_locale(client: Client) -> None:
    text = META.replace("nl-NL", "")
    uri = client.open(PATH, text)
    position = at(text, "ms.contentlocale: ", 18)
    assert [one["label"] for one in complete(client, uri, position)] == ["nl-NL"]


def test_a_quick_fix_mends_the_text_in_the_editor(client: Client) -> None:
    text = "---\ntitle: Pay: now\n---\n# Pay\n"
    uri = client.open(SOURCE_PATH, text)
    shown = [one for one in client.diagnostics(uri) if one["code"] == "yaml-header-syntax-error"]
    (fix,) = actions(client, uri, 1, only=["quickfix"], diagnostics=shown)
    assert edited(text, fix["edit"]["changes"][uri]).split("\n")[1] == 'title: "Pay: now"'
    assert [one["code"] for one in fix["diagnostics"]] == ["yaml-header-syntax-error"]
    assert actions(client, uri, 3, only=["quickfix"]) == []


def test_fix_all_mends_at_once_what_has_one_right_answer(client: Client) -> None:
    text = "---\ntitle: Pay\x7f now\ndescription: Pay\u202e\nms.date: 09/23/2021\x7f\n---\n# Pay\n"
    uri = client.open(SOURCE_PATH, text)
    (fix,) = actions(client, uri, 0, only=["source"])
    assert edited(text, fix["edit"]["changes"][uri]) == text.replace("\x7f", "")
    (safe,) = actions(client, uri, 1, only=["quickfix"])
    assert safe["isPreferred"]
    assert "unsafe" not in safe["title"]
    (unsafe,) = actions(client, uri, 2, only=["quickfix"])
    assert not unsafe.get("isPreferred")
    assert unsafe["title"].endswith("(unsafe)")
    assert edited(text, unsafe["edit"]["changes"][uri]) == text.replace("\u202e", "")
