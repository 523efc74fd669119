"""What a writer sees while typing: the right words at the right place, for the text that is in the editor."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.lsp.client import Client
from tests.lsp.conftest import META, PAGE
from tests.markdown.test_bilingual import unit

PATH = "content/nl-NL/a.md"


def by_code(found: list[dict[str, Any]], code: str) -> list[dict[str, Any]]:
    return [one for one in found if one["code"] == code]


def test_a_translation_finding_stands_at_its_place_in_utf16(client: Client) -> None:
    (link,) = by_code(client.diagnostics(client.open(PATH)), "link-target-changed")
    line = PAGE.split("\n")[link["range"]["start"]["line"]]
    units = line.encode("utf-16-le")
    start, end = (link["range"][edge]["character"] * 2 for edge in ("start", "end"))
    assert units[start:end].decode("utf-16-le") == "[twee](twee.md)"
    assert link["severity"] in (1, 2)
    assert link["source"] == "locpipe"


def test_a_client_that_counts_characters_gets_characters(pages: Path) -> None:
    client = Client(pages, general={"positionEncodings": ["utf-32"]})
    (link,) = by_code(client.diagnostics(client.open(PATH)), "link-target-changed")
    client.close()
    line = PAGE.split("\n")[link["range"]["start"]["line"]]
    start, end = (link["range"][edge]["character"] for edge in ("start", "end"))
    assert line[start:end] == "[twee](twee.md)"


def test_the_text_in_the_editor_is_what_counts(client: Client, pages: Path) -> None:
    uri = client.open(PATH)
    assert by_code(client.diagnostics(uri), "link-target-changed")
    client.change(uri, PAGE.replace("(twee.md)", "(two.md)"), 2)
    assert not by_code(client.diagnostics(uri, 2), "link-target-changed")
    assert (pages / PATH).read_text("utf-8") == PAGE
    client.change(uri, PAGE, 3)
    assert by_code(client.diagnostics(uri, 3), "link-target-changed")


def test_an_open_source_counts_before_the_one_on_disk(client: Client, pages: Path) -> None:
    (pages / "content/en-US/a.md").unlink()
    (pages / "content/en-US/b.md").write_text("# B\n")
    uri = client.open(PATH)
    assert by_code(client.diagnostics(uri), "source-missing")
    client.open("content/en-US/a.md", "# Pay\n")
    client.tell("textDocument/didSave", {"textDocument": {"uri": uri}})
    assert not by_code(client.diagnostics(uri), "source-missing")


def test_a_source_that_cannot_be_read_is_named(client: Client, pages: Path) -> None:
    (pages / "content/en-US/a.md").write_bytes(b"# Caf\xe9\n")
    (unreadable,) = client.diagnostics(client.open(PATH))
    assert unreadable["code"] == "page-unreadable"
    assert "content/en-US/a.md:1:6: not UTF-8" in unreadable["message"]


def test_metadata_is_checked_while_it_is_typed(client: Client) -> None:
    uri = client.open(PATH)
    client.diagnostics(uri)
    client.change(uri, PAGE.replace("01/02/2021", "2021-01-02"), 2)
    (date,) = by_code(client.diagnostics(uri, 2), "ms-lasthandoff-format-invalid")
    assert date["range"]["start"] == {"line": 7, "character": 16}


def test_a_broken_page_says_where_it_is_broken(client: Client) -> None:
    uri = client.open(PATH, "---\ntitle: Pay: now\n---\n# Betalen\n")
    (broken,) = by_code(client.diagnostics(uri), "yaml-header-syntax-error")
    assert broken["range"]["start"] == {"line": 1, "character": 10}
    client.change(uri, "---\ntitle: \ud83d\n---\n", 2)  # half an emoji
    (unreadable,) = client.diagnostics(uri, 2)
    assert unreadable["code"] == "page-unreadable"
    assert unreadable["range"]["start"]["line"] == 1
    client.change(uri, META + '<span data-ttu-id="1a2b3-104">Drie\n', 3)
    assert by_code(client.diagnostics(uri, 3), "unit-unclosed")
    client.change(uri, PAGE, 4)
    assert not by_code(client.diagnostics(uri, 4), "unit-unclosed")


def test_a_file_outside_the_docset_is_left_alone(client: Client, tmp_path_factory: Any) -> None:
    other = tmp_path_factory.mktemp("elsewhere") / "a.md"
    other.write_text("---\ntitle: a: b\n---\n")
    for path in ("notes.md", str(other)):
        assert client.diagnostics(client.open(path, "---\ntitle: a: b\n---\n")) == []
    assert client.diagnostics(client.open(PATH))


def test_a_new_file_is_looked_at_when_it_is_saved(client: Client, pages: Path) -> None:
    text = "---\ntitle: a: b\n---\n"
    uri = client.open("content/nl-NL/new.md", text)
    assert client.diagnostics(uri) == []
    (pages / "content/nl-NL/new.md").write_text(text)
    client.tell("textDocument/didSave", {"textDocument": {"uri": uri}})
    assert by_code(client.diagnostics(uri), "yaml-header-syntax-error")


def test_closing_a_document_takes_its_diagnostics_away(client: Client) -> None:
    uri = client.open(PATH)
    assert client.diagnostics(uri)
    client.tell("textDocument/didClose", {"textDocument": {"uri": uri}})
    last = client.wait(lambda one: one.get("method") == "textDocument/publishDiagnostics")
    assert last["params"]["diagnostics"] == []


def test_settings_count_as_soon_as_they_are_saved(client: Client, pages: Path) -> None:
    uri = client.open(PATH)
    assert by_code(client.diagnostics(uri), "link-target-changed")
    settings = pages / "pipeline.toml"
    settings.write_text('[rules]\nlink-target-changed = "off"\n')
    client.tell("textDocument/didSave", {"textDocument": {"uri": settings.as_uri()}})
    assert not by_code(client.diagnostics(uri), "link-target-changed")


def test_wrong_settings_are_said_once(client: Client, pages: Path) -> None:
    uri = client.open(PATH)
    client.diagnostics(uri)
    (pages / "pipeline.toml").write_text("lokales = []\n")
    changed = {"changes": [{"uri": (pages / "pipeline.toml").as_uri(), "type": 2}]}
    client.tell("workspace/didChangeWatchedFiles", changed)
    shown = client.wait(lambda one: one.get("method") == "window/showMessage")
    assert "unknown key `lokales`; did you mean `locales`?" in shown["params"]["message"]
    client.tell("textDocument/didSave", {"textDocument": {"uri": uri}})
    client.diagnostics(uri)
    assert not [one for one in client.seen if one.get("method") == "window/showMessage"]


def test_line_separators_that_are_no_line_ends_do_not_shift_places(client: Client) -> None:
    text = META + "a\u2028b\x0cc\x85d\r\n\r\n" + unit(102, "[x](y.md)", "[x](x.md)") + "\r\n"
    (link,) = by_code(client.diagnostics(client.open(PATH, text)), "link-target-changed")
    assert link["range"]["start"]["line"] == META.count("\n") + 2
    assert link["range"]["start"]["character"] == len('<span data-ttu-id="1a2b3-102">')


def test_links_to_the_rules_pages_where_they_are_published(pages: Path) -> None:
    client = Client(pages)
    assert "codeDescription" not in client.diagnostics(client.open(PATH))[0]
    client.close()
    options = {"docsUrl": "https://docs.example.com/locpipe/"}
    client = Client(pages, options=options)
    (link,) = by_code(client.diagnostics(client.open(PATH)), "link-target-changed")
    client.close()
    assert link["codeDescription"]["href"].endswith("/locpipe/rules/link-target-changed/")
