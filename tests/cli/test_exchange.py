from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from xml.dom import minidom

import polib
import pytest
from click.testing import Result

from pipeline.errors import PageError, UsageError

Run = Callable[..., Result]

SPAN = (
    '<span data-ttu-id="12345-101">{}</span>'
    '<span class="sxs-lookup"><span data-stu-id="12345-101">{}</span></span>'
)


@pytest.fixture
def docset(tmp_path: Path, run_in: Run) -> Path:
    pages = tmp_path / "content" / "nl-NL"
    pages.mkdir(parents=True)
    head = "---\nms.translationtype: HT\n---\n"
    (pages / "one.md").write_text(head + SPAN.format("Open de `code`.", "Open the `code`.") + "\n")
    (pages / "two.md").write_text(head + SPAN.format("Klaar.", "Done.") + "\n")
    assert run_in(tmp_path, "extract").exit_code == 0
    return tmp_path


@pytest.mark.parametrize("version", ["1.2", "2.0"])
def test_a_translation_comes_back_from_xliff(docset: Path, run_in: Run, version: str) -> None:
    exported = run_in(docset, "export", "--version", version)
    assert exported.exit_code == 0
    assert "2 XLIFF files" in exported.output
    assert "Next: translate the files in" in exported.output
    file = docset / "build" / "xliff" / "nl-NL" / "two.xlf"
    file.write_text(file.read_text("utf-8").replace("Klaar.", "Gereed."), "utf-8")
    done = run_in(docset, "import", "build/xliff")
    assert done.exit_code == 0, done.output
    assert "1 translation from 2 files" in done.output
    assert polib.pofile(str(docset / "build/po/nl-NL/two.po"))[0].msgstr == "Gereed."


def test_a_file_for_a_page_that_is_not_there(docset: Path, run_in: Run) -> None:
    run_in(docset, "export")
    file = docset / "build" / "xliff" / "nl-NL" / "two.xlf"
    file.write_text(file.read_text("utf-8").replace("two.md", "../../two.md"), "utf-8")
    done = run_in(docset, "import", str(file))
    assert done.exit_code == 1
    assert "names no page" in done.output


def test_what_is_refused_is_named(docset: Path, run_in: Run) -> None:
    run_in(docset, "export")
    file = docset / "build" / "xliff" / "nl-NL" / "one.xlf"
    file.write_text(file.read_text("utf-8").replace("Open the ", "Close the "), "utf-8")
    done = run_in(docset, "import", str(file))
    assert done.exit_code == 1
    assert "another source" in done.output
    assert polib.pofile(str(docset / "build/po/nl-NL/one.po"))[0].msgstr == "Open de `code`."


def test_white_space_that_a_tool_has_put_in_is_summed_up(docset: Path, run_in: Run) -> None:
    lines = [SPAN.format(f"Open `{name}` nu.", f"Open `{name}` now.") for name in "abcdef"]
    page = docset / "content" / "nl-NL" / "three.md"
    page.write_text("---\nms.translationtype: MT\n---\n" + "\n\n".join(lines) + "\n")
    run_in(docset, "extract")
    run_in(docset, "export")
    file = docset / "build" / "xliff" / "nl-NL" / "three.xlf"
    formatted = minidom.parse(str(file)).toprettyxml()
    file.write_text(formatted, "utf-8")
    assert run_in(docset, "import", str(file)).exit_code == 0
    file.write_text(formatted.replace(" nu.", " meteen."), "utf-8")
    done = run_in(docset, "import", str(file))
    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1
    assert "a tool has formatted the file anew" in done.stderr
    assert "6 new translations not taken, of: “Open `a` now.”, “Open `b` now.”" in done.stderr
    assert "and 3 more" in done.stderr
    assert "6 refused" in done.output


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such file names")
@pytest.mark.parametrize("version", ["1.2", "2.0"])
def test_a_page_whose_name_xml_cannot_hold_does_not_stop_the_others(
    docset: Path, run_in: Run, version: str
) -> None:
    for folder, ending in (("content", "md"), ("build/po", "po")):
        old = docset / folder / "nl-NL" / f"one.{ending}"
        old.rename(old.with_name(f"one\x01.{ending}"))
    done = run_in(docset, "export", "--version", version)
    assert done.exit_code == 1
    assert "cannot hold the page's name: 'one\\x01.md'" in done.output
    assert [file.name for file in (docset / "build" / "xliff").rglob("*.xlf")] == ["two.xlf"]


@pytest.mark.parametrize("version", ["1.2", "2.0"])
def test_what_the_po_file_says_since_the_export_stays(
    docset: Path, run_in: Run, version: str
) -> None:
    run_in(docset, "export", "--version", version)
    file = docset / "build" / "po" / "nl-NL" / "two.po"
    file.write_text(file.read_text("utf-8").replace("Klaar.", "Gereed."), "utf-8")
    before = file.read_bytes()
    done = run_in(docset, "import", "build/xliff")
    assert (done.exit_code, file.read_bytes()) == (0, before)
    assert "0 translations from 2 files" in done.output
    xliff = docset / "build" / "xliff" / "nl-NL" / "two.xlf"
    xliff.write_text(xliff.read_text("utf-8").replace("Klaar.", "Af."), "utf-8")
    done = run_in(docset, "import", "build/xliff")
    assert done.exit_code == 1
    assert "the PO file has changed it, too" in done.output
    assert "0 refused, 1 conflict" in done.output
    assert "# Imported: Af.\n" in file.read_text("utf-8")
    assert polib.pofile(str(file))[0].msgstr == "Gereed."


def test_two_locales_do_not_share_a_folder(docset: Path, run_in: Run) -> None:
    (docset / "content" / "de-DE").mkdir()
    done = run_in(docset, "export", "--to", "x")
    assert isinstance(done.exception, UsageError)
    assert "--to x: one folder for several locales" in str(done.exception)
    assert not (docset / "x").exists()
    assert run_in(docset, "export", "--to", "x", "--locale", "nl-NL").exit_code == 0


@pytest.mark.parametrize(
    "command", ["extract", "build", "check --po-only", "export", "import xliff"]
)
@pytest.mark.parametrize("mark", ["", "#~ "])
def test_plural_forms_are_named_and_left_alone(
    docset: Path, run_in: Run, command: str, mark: str
) -> None:
    run_in(docset, "export", "--to", "xliff")
    file = docset / "build" / "po" / "nl-NL" / "two.po"
    plurals = 'msgid "Done."\nmsgid_plural "Done."\nmsgstr[0] "Klaar."\nmsgstr[1] "Af."\n'
    head = file.read_text("utf-8").partition("#.")[0]
    file.write_text(head + "".join(mark + line for line in plurals.splitlines(True)), "utf-8")
    before = file.read_bytes()
    done = run_in(docset, *command.split())
    assert done.exit_code == 1
    assert f"two.po:{len(head.splitlines()) + 1}:1: " in done.output.replace("\n", "")
    assert "plural forms" in done.output
    assert file.read_bytes() == before


def test_importing_nothing_is_wrong_usage(docset: Path, run_in: Run) -> None:
    assert run_in(docset, "import").exit_code == 2
    assert isinstance(run_in(docset, "import", "nowhere.xlf").exception, UsageError)


def test_memory_is_filled_exported_and_imported(docset: Path, run_in: Run) -> None:
    assert "2 translations new" in run_in(docset, "memory", "fill").output
    assert "0 translations new" in run_in(docset, "memory", "fill").output
    run_in(docset, "memory", "export", "--locale", "nl-NL", "all.tmx")
    done = run_in(
        docset, "memory", "import", "--locale", "nl-NL", "--memory", "other.db", "all.tmx"
    )
    assert "2 translations new" in done.output


def test_a_damaged_memory_is_named(docset: Path, run_in: Run) -> None:
    (docset / "memory.db").write_bytes(b"nonsense" * 200)
    done = run_in(docset, "memory", "fill", "--memory", "memory.db")
    assert isinstance(done.exception, PageError)
    assert "damaged" in str(done.exception)


def test_a_section_that_moves_to_another_page_keeps_its_translation(
    tmp_path: Path, run_in: Run
) -> None:
    english, dutch = tmp_path / "content" / "en-US", tmp_path / "content" / "nl-NL"
    for folder in (english, dutch):
        folder.mkdir(parents=True)
    head = "---\nms.translationtype: HT\n---\n"
    moved = "A section that moves to another page."
    (english / "old.md").write_text(f"{moved}\n")
    (dutch / "old.md").write_text(head + SPAN.format("Een deel dat verhuist.", moved) + "\n")
    assert "1 translation new" in run_in(tmp_path, "memory", "fill").output
    (english / "new.md").write_text(f"# New page\n\n{moved}\n")
    assert run_in(tmp_path, "extract").exit_code == 0
    po = polib.pofile(str(tmp_path / "build/po/nl-NL/new.po"))
    entries = {entry.msgid: entry for entry in po}
    assert entries["New page"].msgstr == ""
    assert entries[moved].msgstr == "Een deel dat verhuist."
    assert not entries[moved].fuzzy
    assert "From memory: old.md" in entries[moved].comment


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("export", "--memory", "none.db", "a.tmx"), "no translation memory: none.db"),
        (("terms", "a.csv", "g.xyz"), "g.xyz: its name must end in .csv or .tbx"),
        (("terms", "a.xyz", "g.tbx"), "a.xyz: its name must end in .csv or .tbx"),
    ],
)
def test_what_is_no_memory_or_glossary_is_refused(
    tmp_path: Path, run_in: Run, arguments: tuple[str, ...], message: str
) -> None:
    for name in ("a.csv", "a.xyz"):
        (tmp_path / name).write_text("portal,portaal\n")
    result = run_in(tmp_path, "memory", *arguments, "--locale", "nl-NL")
    assert message in str(result.exception)
    assert {file.name for file in tmp_path.iterdir()} == {"a.csv", "a.xyz"}


def test_a_glossary_from_csv_to_tbx_and_back(tmp_path: Path, run_in: Run) -> None:
    (tmp_path / "a.csv").write_text("source,target\nportal,portaal\n")
    assert (
        "1 term"
        in run_in(tmp_path, "memory", "terms", "--locale", "nl-NL", "a.csv", "a.tbx").output
    )
    run_in(tmp_path, "memory", "terms", "--locale", "nl-NL", "a.tbx", "b.csv")
    assert (
        tmp_path / "b.csv"
    ).read_text() == "source,target,status,note\nportal,portaal,preferred,\n"
