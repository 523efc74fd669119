"""`locpipe check`: findings on pages and PO files, fixes that are final, notes in PO entries that come and go."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from click.testing import Result

from pipeline.files.digest import sha1
from pipeline.rules.translation.spelling import speller_of
from tests.markdown.test_bilingual import unit

Run = Callable[..., Result]
Make = Callable[..., Path]

META = "---\ntitle: Betalen\nms.translationtype: HT\nms.contentlocale: nl-NL\n---\n"
PAGE = META + (
    unit(101, "Zie [hulp](help.md)voor meer.", "See [help](help.md) for more.")
    + " "
    + unit(102, r"Kies \*\* Opslaan \*\* nu.", "Choose **Save** now.")
    + " "
    + unit(103, "U hebt 41 dagen.", "You have 14 days.")
    + "\n"
)
FILE = "content/nl-NL/a.md"
PO = "build/po/nl-NL/a.po"


def rules_of(result: Result) -> list[str]:
    return [finding["rule"] for finding in json.loads(result.stdout)["findings"]]


def test_findings_stand_where_the_fault_is(docset: Make, run_in: Run) -> None:
    result = run_in(docset({FILE: PAGE}), "check", "--format", "json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)["findings"]
    assert [one["rule"] for one in found] == ["space-lost", "emphasis-broken", "number-changed"]
    first = found[0]
    assert PAGE.split("\n")[first["line"] - 1][first["column"] - 1 :].startswith(")voor")
    assert first["unit"].endswith("-101")
    assert first["its"] == "whitespace"


def test_fixes_are_made_listed_and_final(docset: Make, run_in: Run) -> None:
    root = docset({FILE: PAGE})
    shown = run_in(root, "check", "--fix", "--diff")
    assert f"--- a/{FILE}\n+++ b/{FILE}\n" in shown.stdout
    assert (root / FILE).read_text("utf-8") == PAGE
    result = run_in(root, "check", "--fix")
    assert "2 places fixed in 1 file" in result.stdout
    assert "space-lost" in result.stderr
    fixed = (root / FILE).read_text("utf-8")
    assert "[hulp](help.md) voor meer." in fixed
    assert "Kies **Opslaan** nu." in fixed
    assert "41 dagen" in fixed
    again = run_in(root, "check", "--fix", "--format", "json")
    assert rules_of(again) == ["number-changed"]
    assert (root / FILE).read_text("utf-8") == fixed


def test_po_files_are_checked_and_fixed(docset: Make, run_in: Run) -> None:
    root = docset({FILE: PAGE})
    run_in(root, "extract")
    result = run_in(root, "check", "--po-only", "--format", "json")
    assert rules_of(result) == ["space-lost", "emphasis-broken", "number-changed"]
    found = json.loads(result.stdout)["findings"][2]
    assert found["path"].endswith("a.po")
    lines = (root / PO).read_text("utf-8").split("\n")
    assert "14 days" in lines[found["line"] - 2]
    assert lines[found["line"] - 1][found["column"] - 1 :].startswith("41")
    run_in(root, "check", "--po-only", "--fix")
    texts = {entry.msgid: entry.msgstr for entry in polib.pofile(str(root / PO))}
    assert texts["Choose **Save** now."] == "Kies **Opslaan** nu."
    assert (root / FILE).read_text("utf-8") == PAGE


def test_notes_in_po_entries_come_and_go(docset: Make, run_in: Run) -> None:
    root = docset({FILE: PAGE})
    run_in(root, "extract")
    before = (root / PO).read_bytes()
    run_in(root, "check", "--annotate")
    noted = (root / PO).read_text("utf-8")
    assert "#. locpipe error: number-changed: number 41 is 14 in the source" in noted
    run_in(root, "check", "--annotate")
    assert (root / PO).read_text("utf-8") == noted
    (root / PO).write_text(noted.replace("41 dagen", "14 dagen"), "utf-8")
    run_in(root, "check", "--annotate")
    assert "number-changed" not in (root / PO).read_text("utf-8")
    assert "space-lost" in (root / PO).read_text("utf-8")
    run_in(root, "check", "--po-only", "--fix")
    run_in(root, "check", "--annotate")
    after = (root / PO).read_bytes()
    assert b"locpipe error" not in after
    assert after.count(b"\n") == before.count(b"\n")


@pytest.mark.parametrize("gone", ["", '#~ msgid "Old."\n#~ msgstr "Oud."\n\n'])
def test_annotated_findings_are_on_the_lines_where_their_entries_are_now(
    docset: Make, run_in: Run, gone: str
) -> None:
    root = docset({FILE: PAGE})
    run_in(root, "extract")
    text = (root / PO).read_text("utf-8")
    first = text.index("\n\n") + 2
    (root / PO).write_text(text[:first] + gone + text[first:], "utf-8")
    result = run_in(root, "check", "--annotate", "--format", "json")
    found = json.loads(result.stdout)["findings"]
    assert [one["rule"] for one in found] == ["space-lost", "emphasis-broken", "number-changed"]
    again = run_in(root, "check", "--po-only", "--format", "json")
    places = [
        [(one["line"], one["column"]) for one in each]
        for each in (found, json.loads(again.stdout)["findings"])
    ]
    assert places[0] == places[1]
    lines = (root / PO).read_text("utf-8").split("\n")
    assert all(lines[line - 1].startswith("msgstr ") for line, _ in places[0])


def test_an_entry_can_silence_a_rule(docset: Make, run_in: Run) -> None:
    root = docset({FILE: PAGE})
    run_in(root, "extract")
    po = polib.pofile(str(root / PO), wrapwidth=0)
    entry = po.find("You have 14 days.")
    entry.comment += "\nlocpipe-ignore: number-changed"
    po.save(str(root / PO))
    result = run_in(root, "check", "--po-only", "--format", "json")
    assert rules_of(result) == ["space-lost", "emphasis-broken"]


SOURCE = "# Hose\n\nBuy a hose. It is {}.\n"
"""A source page; its translation below was made from it as it was when the hose was green."""
PUBLISHED = """---
title: Slang
ms.openlocfilehash: {}
ms.translationtype: MT
ms.contentlocale: nl-NL
---
# Slang

Koop een slang. Hij is groen.
"""


def test_a_translation_that_was_reviewed_is_checked_though_nobody_knows_the_hand_off(
    docset: Make, run_in: Run
) -> None:
    source = SOURCE.format("green")
    root = docset({"content/en-US/a.md": source, FILE: PUBLISHED.format(sha1(source.encode()))})
    run_in(root, "extract")
    (root / "content/en-US/a.md").write_text(SOURCE.format("deep green"), "utf-8")
    run_in(root, "extract")
    po = polib.pofile(str(root / PO), wrapwidth=0)
    entry = po.find("It is deep green.")
    assert entry.fuzzy, "who knows whether it is still right?"
    entry.msgstr, entry.flags = "Hij is 99 groen.", []
    po.save()
    result = run_in(root, "run", "--format", "json")
    assert result.exit_code == 1
    (found,) = (one for one in json.loads(result.stdout)["findings"] if "99" in one["message"])
    assert found["path"] == PO
    lines = (root / PO).read_text("utf-8").split("\n")
    assert lines[found["line"] - 1] == 'msgstr "Hij is 99 groen."', "it is mended in the PO file"
    assert lines[found["line"] - 1][found["column"] - 1 :].startswith("99")
    assert "99" in (root / "build/content/nl-NL/a.md").read_text("utf-8")


def test_what_is_translated_before_there_is_a_page_is_checked(docset: Make, run_in: Run) -> None:
    root = docset({"content/en-US/a.md": SOURCE.format("green"), "content/nl-NL/b.md": META})
    run_in(root, "extract")
    assert rules_of(run_in(root, "check", "--po-only", "--format", "json")) == []
    po = polib.pofile(str(root / PO), wrapwidth=0)
    po.find("It is green.").msgstr = "Hij is 99 groen."
    po.save()
    assert rules_of(run_in(root, "check", "--po-only", "--format", "json")) == ["number-changed"]
    built = json.loads(run_in(root, "run", "--format", "json").stdout)["findings"]
    assert ("number-changed", PO) in {(one["rule"], one["path"]) for one in built}


@pytest.mark.skipif(speller_of("nl-NL") is None, reason="no hunspell dictionary for nl-NL")
def test_docset_rules_look_at_po_files_too(docset: Make, run_in: Run) -> None:
    page = META + unit(
        101, "De facturerings profielen staan hier.", "The billing profiles are here."
    )
    root = docset({FILE: page + "\n"})
    run_in(root, "extract")
    found = json.loads(run_in(root, "check", "--po-only", "--format", "json").stdout)["findings"]
    assert [one["rule"] for one in found] == ["compound-split"]
    assert found[0]["path"].endswith("a.po")
    assert found[0]["line"] > 1
    assert found[0]["unit"].endswith("-101")


def test_missing_dictionaries_are_named_once(docset: Make, run_in: Run) -> None:
    page = META.replace("nl-NL", "xx-XX") + unit(101, "Een.", "One.") + "\n"
    root = docset({"content/xx-XX/a.md": page, "content/xx-XX/b.md": page})
    result = run_in(root, "check", "--locale", "xx-XX")
    assert result.stderr.count("misspelling and compound-split are off") == 1
