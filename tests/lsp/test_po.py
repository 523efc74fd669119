"""PO files in the editor: the translation rules on entries, at their places in the file."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.terminal import environment
from tests.lsp.client import Client
from tests.lsp.conftest import PO
from tests.lsp.test_questions import at, hover

PATH = "build/po/nl-NL/a.po"


def codes(client: Client, uri: str, version: int = 1) -> list[str]:
    return [one["code"] for one in client.diagnostics(uri, version)]


def test_a_translation_rule_points_into_the_entry(client: Client) -> None:
    found = client.diagnostics(client.open(PATH))
    (link,) = [one for one in found if one["code"] == "link-target-changed"]
    line = PO.split("\n")[link["range"]["start"]["line"]]
    start, end = (link["range"][edge]["character"] for edge in ("start", "end"))
    assert line[start:end] == "[twee](twee.md)"


def test_an_entry_without_a_page_is_checked_too(client: Client) -> None:
    uri = client.open("build/po/nl-NL/gone.po", PO)
    assert "link-target-changed" in codes(client, uri)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('msgid "See', '#. locpipe-ignore: link-target-changed\nmsgid "See'),
        ("[twee](twee.md).", "[twee](two.md)."),
        ("#. paragraph [1a2b3-103]\nmsgid", '#~ msgid "Old"\n#~ msgstr "Oud"\n\nmsgid'),
    ],
    ids=["silenced", "mended", "obsolete entries are not read"],
)
def test_what_is_not_reported(client: Client, before: str, after: str) -> None:
    expected = ["link-target-changed"] if after.startswith("#~") else []
    assert before in PO
    found = codes(client, client.open(PATH, PO.replace(before, after)))
    assert [code for code in found if code == "link-target-changed"] == expected


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (PO.replace('"🎉', "🎉"), "po-unreadable", 12),
        (PO[: PO.index('msgstr "Eén')], "po-unreadable", 6),
        ('msgid "One."\nmsgstr "Eén."\n', "po-header-missing", 0),
    ],
    ids=["a quotation mark is missing", "cut off", "no header"],
)
def test_a_bad_file_says_where(client: Client, text: str, code: str, line: int) -> None:
    found = client.diagnostics(client.open(PATH, text))
    assert [(one["code"], one["range"]["start"]["line"]) for one in found] == [(code, line)]


def test_an_entry_without_a_translation_is_found_at_its_place(client: Client) -> None:
    text = PO.replace('msgstr "Eén."', 'msgstr ""')
    (empty,) = [
        one for one in client.diagnostics(client.open(PATH, text)) if one["code"] == "empty-target"
    ]
    assert empty["range"]["start"] == {"line": 7, "character": 8}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""),
        ('msgid "See', '#. locpipe-ignore: link-target-changed\nmsgid "See'),
        ('msgid "See', '#. locpipe-ignore: empty-target, links\nmsgid "See'),
        ("Eén.", "Eén\\f \\v\\b. 12"),
        ('msgid "One."\nmsgstr "', 'msgid "One."\nmsgid_plural "Ones."\nmsgstr[0] "'),
    ],
    ids=["as it is", "a rule silenced", "a family silenced", "all escapes", "plural forms"],
)
def test_the_server_says_what_check_says(
    client: Client, pages: Path, before: str, after: str
) -> None:
    assert before in PO
    text = PO.replace(before, after, 1)
    (pages / PATH).write_text(text, "utf-8")
    command = [sys.executable, "-m", "pipeline", "check", "--po-only", "--format", "json"]
    result = subprocess.run(command, cwd=pages, capture_output=True, text=True, env=environment())
    found = json.loads(result.stdout)["findings"]
    wanted = sorted((one["rule"], one["line"] - 1, max(one["column"] - 1, 0)) for one in found)
    assert bool(wanted) != ("locpipe-ignore" in text)
    told = client.diagnostics(client.open(PATH, text))
    starts = [(one["code"], one["range"]["start"]) for one in told]
    said = sorted((code, at["line"], _characters(text, at)) for code, at in starts)
    assert said == wanted


def _characters(text: str, place: dict[str, int]) -> int:
    """An editor's column, which counts UTF-16, in characters."""
    line = text.split("\n")[place["line"]]
    return len(line.encode("utf-16-le")[: 2 * place["character"]].decode("utf-16-le"))


def test_hover_shows_the_other_side(client: Client) -> None:
    uri = client.open(PATH)
    assert "Eén." in hover(client, uri, at(PO, '"One.', 2))
    assert "One." in hover(client, uri, at(PO, "Eén", 1))
