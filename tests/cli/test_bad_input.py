"""Bad input gets a message with its place, the other pages go on, and nothing is lost."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from click.testing import Result

from tests.markdown.test_bilingual import unit

Run = Callable[..., Result]
Make = Callable[..., Path]

META = "---\ntitle: Betalen\nms.translationtype: MT\nms.contentlocale: nl-NL\n---\n"
GOOD = META + unit(102, "Een.", "One.") + " " + unit(103, "Twee.", "Two.") + "\n"
PO = "build/po/nl-NL/a.po"


def po(*entries: tuple[str, str], header: bool = True) -> str:
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n' if header else ""
    return head + "\n".join(f'msgid "{source}"\nmsgstr "{target}"\n' for source, target in entries)


def test_a_page_that_is_not_utf8_does_not_stop_the_others(docset: Make, run_in: Run) -> None:
    root = docset({"content/nl-NL/a.md": b"# Caf\xe9\n", "content/nl-NL/b.md": GOOD})
    for command in ("validate", "extract", "check", "build", "run"):
        result = run_in(root, command)
        assert result.exit_code == 1, command
        assert "a.md:1:6" in result.output, command
        assert "not UTF-8" in result.output
    assert (root / "build/po/nl-NL/b.po").exists()
    assert (root / "build/content/nl-NL/b.md").exists()
    assert not (root / "build/content/nl-NL/a.md").exists()


@pytest.mark.parametrize("page", [GOOD, META + "# Cafe\n"], ids=["bilingual", "published"])
@pytest.mark.parametrize("more", [{}, {PO: po(("One.", "Een."))}], ids=["no PO file", "PO file"])
@pytest.mark.parametrize("command", ["validate", "extract", "check", "build", "run", "status"])
def test_a_source_that_is_not_utf8_is_named_and_not_taken_for_missing(
    docset: Make, run_in: Run, command: str, more: dict[str, str], page: str
) -> None:
    pages = {"content/en-US/a.md": b"# Caf\xe9\n", "content/nl-NL/a.md": page}
    result = run_in(docset(pages | more), command, "content/nl-NL")
    assert result.exit_code == 1
    expected = "a.md: the source cannot be read: content/en-US/a.md:1:6: not UTF-8"
    assert expected in result.output.replace("error: ", "")
    assert "deleted or moved" not in result.output


def test_a_source_that_cannot_be_opened_is_named(docset: Make, run_in: Run) -> None:
    root = docset({"content/en-US/a.md/no-page.txt": "", "content/nl-NL/a.md": GOOD})
    result = run_in(root, "check")
    assert result.exit_code == 1
    assert (
        "the source cannot be read: content/en-US/a.md: cannot be read: Is a dir" in result.output
    )


@pytest.mark.parametrize(
    ("front_matter", "place"),
    [("---\na: b: c\n---\n", "2:5"), ("---\n- a\n---\n", "2:1")],
    ids=["does not parse", "is not a mapping"],
)
def test_bad_front_matter_is_named_and_the_units_are_still_exchanged(
    docset: Make, run_in: Run, front_matter: str, place: str
) -> None:
    page = front_matter + unit(102, "Een.", "One.") + "\n"
    root = docset({"content/nl-NL/a.md": page})
    result = run_in(root, "validate")
    assert result.exit_code == 1
    assert f"a.md:{place}" in result.output
    assert run_in(root, "extract").exit_code == 0
    run_in(root, "build", "--form", "bilingual")
    assert (root / "build/content/nl-NL/a.md").read_bytes() == page.encode()


@pytest.mark.parametrize("page", ["z.md", "sub/z.md"])
def test_a_page_that_is_a_link_is_built_in_place_where_it_leads(
    docset: Make, run_in: Run, page: str
) -> None:
    root = docset({f"content/nl-NL/{page}": GOOD, PO: po(("One.", "Eentje."), ("Two.", "Twee."))})
    link = root / "content/nl-NL/a.md"
    link.symlink_to(page)
    assert run_in(root, "build", "--in-place", "--form", "bilingual").exit_code == 0
    assert link.is_symlink()
    assert "Eentje." in (root / "content/nl-NL" / page).read_text("utf-8")


@pytest.mark.parametrize(
    ("command", "name"),
    [
        ("validate", "content/nl-NL/f.md"),
        ("validate", "content/en-US/b.md"),
        ("check", "content/nl-NL/f.md"),
        ("run", "content/en-US/b.md"),
        ("run", PO),
        ("validate --content translated", "translated/f.md"),
    ],
)
def test_a_pipe_by_a_files_name_is_not_waited_for(
    docset: Make, run_in: Run, command: str, name: str
) -> None:
    linked = GOOD + "\n[F](f.md#there)\n"
    root = docset({"content/nl-NL/a.md": GOOD, "content/nl-NL/b.md": linked})
    pipe = root / name
    pipe.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(pipe)
    result = run_in(root, *command.split(), "--no-cache")
    assert "cannot be read: not a regular file" in result.output
    assert result.exit_code == 1


def test_spans_hidden_in_front_matter_are_found(docset: Make, run_in: Run) -> None:
    root = docset({"content/nl-NL/a.md": "---\ntitle: " + unit(101, "Een", "One") + "\n---\n"})
    result = run_in(root, "validate", "--select", "unit-in-front-matter")
    assert result.exit_code == 1
    assert "a.md:2:8" in result.output


def test_a_span_that_is_no_unit_stays_and_no_published_page_carries_it(
    docset: Make, run_in: Run
) -> None:
    page = GOOD + '\n<span data-ttu-id="1a2b3-104">Drie\n'
    root = docset({"content/nl-NL/a.md": page})
    extracted = run_in(root, "extract")
    assert extracted.exit_code == 1
    assert "a.md:8:1" in extracted.output
    published = run_in(root, "build")
    assert published.exit_code == 1
    assert "no published page was built" in published.output
    assert not (root / "build/content/nl-NL/a.md").exists()
    assert run_in(root, "build", "--form", "bilingual").exit_code == 0
    assert (root / "build/content/nl-NL/a.md").read_bytes() == page.encode()


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (po(("One.", "Een.")).encode()[:-4], "a.po:5:8"),
        (po(("One.", "Caf")).encode().replace(b"Caf", b"Caf\xe9"), "a.po:5:12"),
        (po(("One.", "Een."), ("One.", "Eén.")).encode(), "a.po:7:1"),
        (b"no PO file\n", "a.po:1:1"),
    ],
    ids=["cut off", "not UTF-8", "duplicate entry", "not PO"],
)
def test_a_bad_po_file_is_named_and_left_alone(
    docset: Make, run_in: Run, data: bytes, place: str
) -> None:
    root = docset({"content/nl-NL/a.md": GOOD, PO: data, "content/nl-NL/b.md": GOOD})
    for command in ("extract", "build", "run"):
        result = run_in(root, command)
        assert result.exit_code == 1, command
        assert place in result.output, command
    assert (root / PO).read_bytes() == data
    assert not (root / "build/content/nl-NL/a.md").exists()
    assert (root / "build/content/nl-NL/b.md").exists()


def test_a_missing_header_is_said_and_written(docset: Make, run_in: Run) -> None:
    root = docset({"content/nl-NL/a.md": GOOD, PO: po(("One.", "Eén."), header=False)})
    result = run_in(root, "extract")
    assert result.exit_code == 0
    assert "no header" in result.output
    text = (root / PO).read_text("utf-8")
    assert "charset=UTF-8" in text
    assert 'msgstr "Eén."' in text


def test_an_entry_for_a_text_that_the_page_does_not_have_is_said_and_kept(
    docset: Make, run_in: Run
) -> None:
    root = docset({"content/nl-NL/a.md": GOOD, PO: po(("One.", "Een."), ("Three.", "Drie."))})
    built = run_in(root, "build")
    assert built.exit_code == 0
    assert "a.po:7:1" in built.output
    assert "Three." in built.output
    run_in(root, "extract")
    assert '#~ msgstr "Drie."' in (root / PO).read_text("utf-8")


def test_a_translation_that_breaks_its_page_is_left_out_and_said(docset: Make, run_in: Run) -> None:
    root = docset({"content/nl-NL/a.md": GOOD, PO: po(("One.", "a\\n\\nb"), ("Two.", "Tweede."))})
    built = run_in(root, "build", "--form", "bilingual")
    assert built.exit_code == 1
    assert "translation-breaks-page" in built.output
    assert "a.md:6:31" in built.output
    text = (root / "build/content/nl-NL/a.md").read_text("utf-8")
    assert ">Een.<" in text
    assert ">Tweede.<" in text


def test_an_emptied_page_takes_nothing_from_its_po_file(docset: Make, run_in: Run) -> None:
    root = docset({"content/nl-NL/a.md": GOOD, "content/en-US/a.md": "# A\n\nOne. Two.\n"})
    run_in(root, "extract")
    before = (root / PO).read_bytes()
    (root / "content/nl-NL/a.md").write_text("")
    result = run_in(root, "extract")
    assert "the page is empty" in result.output
    assert (root / PO).read_bytes() == before
    (root / "content/nl-NL/a.md").write_text(GOOD)
    assert "0 conflicts" in run_in(root, "extract").output
    assert (root / PO).read_bytes() == before


def test_an_output_folder_that_cannot_be_written(docset: Make, run_in: Run) -> None:
    root = docset(
        {"content/nl-NL/a.md": GOOD, "build/po": "in the way", "build/content/nl-NL": "in the way"}
    )
    for command in ("extract", "build"):
        result = run_in(root, command)
        assert result.exit_code == 1
        assert "write-failed" in result.output or "cannot be" in result.output
    assert (root / "build/po").read_text() == "in the way"


@pytest.mark.parametrize("arguments", [[], ["--content", "empty"], ["--locale", "de-DE"]])
def test_nothing_to_work_on_is_wrong_usage(docset: Make, run_in: Run, arguments: list[str]) -> None:
    root = docset({"empty/keep.txt": ""})
    result = run_in(root, "run", *arguments)
    assert result.exit_code != 0
    assert "no pages" in str(result.exception or result.output)


@pytest.mark.parametrize(
    "path", ["../outside.md", "/etc/passwd", "nowhere.md", "content/nl-NL/image.png"]
)
def test_a_path_outside_the_docset_is_wrong_usage(docset: Make, run_in: Run, path: str) -> None:
    root = docset(
        {"docs/content/nl-NL/a.md": GOOD, "outside.md": GOOD, "docs/content/nl-NL/image.png": "x"}
    )
    result = run_in(root / "docs", "extract", path)
    assert result.exit_code != 0
    assert path in str(result.exception)
    assert not (root / "docs" / "build").exists()


def test_a_locale_cannot_lead_out_of_the_docset(docset: Make, run_in: Run) -> None:
    root = docset({"pages/a.md": GOOD})
    result = run_in(root, "extract", "--content", "pages", "--locale", "../../x")
    assert "not a locale" in str(result.exception)


def test_a_symbolic_link_that_leaves_the_docset_is_not_followed(docset: Make, run_in: Run) -> None:
    root = docset({"content/nl-NL/a.md": GOOD, "secret/b.md": GOOD})
    (root / "content/nl-NL/b.md").symlink_to(root / "secret/b.md")
    (root / "content/nl-NL/folder").symlink_to(root / "secret")
    result = run_in(root, "run", "--fail-on", "never")
    assert result.exit_code == 0
    assert sorted(file.name for file in (root / "build/po").rglob("*.po")) == ["a.po"]
    for path in ("content/nl-NL/b.md", "folder/b.md"):
        assert "no such page" in str(run_in(root, "extract", path).exception)


def test_a_page_cannot_become_its_own_output(docset: Make, run_in: Run) -> None:
    root = docset({"content/nl-NL/a.md": GOOD})
    for out in ("content/nl-NL", "content/en-US", "content/nl-NL/below"):
        result = run_in(root, "build", "--out", out)
        assert "--in-place" in str(result.exception)
    assert (root / "content/nl-NL/a.md").read_text("utf-8") == GOOD
    assert not (root / "content/en-US").exists()


def test_locales_do_not_share_a_folder(docset: Make, run_in: Run) -> None:
    root = docset({"content/nl-NL/a.md": GOOD, "content/de-DE/a.md": GOOD})
    for option in ("--po", "--out"):
        assert "{locale}" in str(run_in(root, "extract", option, "one").exception)
    assert run_in(root, "extract", "--po", "one/{locale}").exit_code == 0
    assert run_in(root, "extract", "--po", "two", "--locale", "nl-NL").exit_code == 0


def test_a_translation_without_a_place_is_said_and_the_page_is_not_called_finished(
    docset: Make, run_in: Run
) -> None:
    source = (
        "# Pay\n\nYou pay 42 euros with the `card` command every month.\n\n"
        "The [invoice](invoice.md) names 1738 lines and their prices.\n\nWe send 7 reminders by `mail`.\n"
    )
    page = (
        f'{META}# <a name="pay"></a>Betalen\n\nU betaalt elke maand 42 euro met de opdracht `card`.\n\n'
        "Wij sturen 7 herinneringen per `mail`.\n"
    )
    root = docset({"content/en-US/a.md": source, "content/nl-NL/a.md": page})
    run_in(root, "extract")
    file = polib.pofile(str(root / PO), wrapwidth=0)
    waiting = [entry for entry in file if not entry.msgstr]
    assert [entry.msgid for entry in waiting] == [
        "The [invoice](invoice.md) names 1738 lines and their prices."
    ]
    for entry in file:
        entry.flags = []
    waiting[0].msgstr = "De factuur noemt 1738 regels."
    file.save()
    result = run_in(root, "build", "--in-place")
    assert "De factuur noemt 1738 regels." in result.output
    assert result.exit_code == 1
    assert (root / "content/nl-NL/a.md").read_text("utf-8") == page


@pytest.mark.parametrize("more", ["", '\n<span data-ttu-id="1a2b3-104">Drie</span>\n'])
def test_a_page_is_human_translation_only_when_all_of_it_was_reviewed(
    docset: Make, run_in: Run, more: str
) -> None:
    root = docset({"content/nl-NL/a.md": GOOD + more})
    run_in(root, "extract")
    file = polib.pofile(str(root / PO), wrapwidth=0)
    for entry in file:
        entry.flags = []
    file[0].msgstr = "Een\n\n- lijst" if not more else file[0].msgstr
    file.save()
    run_in(root, "build", "--in-place")
    assert "ms.translationtype: MT" in (root / "content/nl-NL/a.md").read_text("utf-8")


def test_links_lead_nowhere_and_the_source_cannot_lead_out(docset: Make, run_in: Run) -> None:
    root = docset(
        {"content/nl-NL/a.md": GOOD, "content/en-US/b.md": "# B\n", "secret.md": "# Secret\n"}
    )
    (root / "content/nl-NL/loop.md").symlink_to("loop.md")
    (root / "content/en-US/a.md").symlink_to(root / "secret.md")
    assert run_in(root, "extract").exit_code == 0
    assert "Secret" not in (root / PO).read_text("utf-8")


def test_control_characters_never_reach_the_terminal(docset: Make, run_in: Run) -> None:
    page = META + '<span data-ttu-id="1a2b3-\x1b]0;title\x07">Een\n'
    root = docset({"content/nl-NL/a.md": page, "content/nl-NL/\x1b[31mred.md": page})
    for command in ("validate", "extract", "run"):
        output = run_in(root, "--color", "never", command).output
        assert "\x1b" not in output
        assert "\x07" not in output
        assert "\\x1b" in output


@pytest.mark.parametrize("name", ["met spatie.md", "één-ñ-日本.md", "-rf.md", "a.b.md"])
def test_any_file_name(docset: Make, run_in: Run, name: str) -> None:
    root = docset({f"content/nl-NL/{name}": GOOD})
    assert run_in(root, "extract").exit_code == 0
    assert run_in(root, "build", "--form", "bilingual").exit_code == 0
    assert (root / "build/content/nl-NL" / name).read_text("utf-8") == GOOD
    file = root / "build/po/nl-NL" / (name.removesuffix(".md") + ".po")
    before = file.read_bytes()
    assert run_in(root, "extract").exit_code == 0
    assert file.read_bytes() == before


def test_a_file_name_that_is_not_utf8(docset: Make, run_in: Run) -> None:
    root = docset({"content/nl-NL/a.md": GOOD})
    name = b"caf\xe9.md"
    (root / "content/nl-NL/a.md").rename(
        os.fsdecode(os.fsencode(root / "content/nl-NL") + b"/" + name)
    )
    assert run_in(root, "extract").exit_code == 0
    assert run_in(root, "build", "--form", "bilingual").exit_code == 0
    built = os.fsencode(root / "build/content/nl-NL") + b"/" + name
    assert Path(os.fsdecode(built)).read_bytes() == GOOD.encode()


@pytest.mark.parametrize("units", [100_000])
def test_a_page_of_a_hundred_thousand_units(docset: Make, run_in: Run, units: int) -> None:
    text = META + "\n\n".join(
        unit(102 + n, f"Zin nummer {n}.", f"Sentence number {n}.") for n in range(units)
    )
    assert len(text) > 10_000_000
    root = docset({"content/nl-NL/a.md": text})
    assert run_in(root, "extract").exit_code == 0
    assert run_in(root, "build", "--form", "bilingual").exit_code == 0
    assert (root / "build/content/nl-NL/a.md").read_text("utf-8") == text


def test_a_page_changed_by_another_program_meanwhile_is_left_alone(
    docset: Make, monkeypatch: pytest.MonkeyPatch, run_in: Run
) -> None:
    root = docset({"content/nl-NL/a.md": GOOD, PO: po(("One.", "Eén."), ("Two.", "Twee."))})
    page = root / "content/nl-NL/a.md"
    from pipeline.commands import build

    original = build.with_targets

    def edit_meanwhile(*arguments: object) -> object:
        page.write_text("edited by somebody", "utf-8")
        return original(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(build, "with_targets", edit_meanwhile)
    result = run_in(root, "build", "--in-place")
    assert result.exit_code == 1
    assert "changed by another program" in result.output
    assert page.read_text("utf-8") == "edited by somebody"
    assert [file.name for file in page.parent.iterdir()] == ["a.md"]


_DIGITS = "1" * 5000


@pytest.mark.parametrize(
    "page",
    [
        f"---\ntitle: x\nweight: {_DIGITS}\n---\n# x\n",
        f'+++\ntitle = "x"\nweight = {_DIGITS}\n+++\n# x\n',
        f'{{"title": "x", "weight": {_DIGITS}}}\n# x\n',
    ],
    ids=["YAML", "TOML", "JSON"],
)
def test_a_number_of_many_digits_in_metadata_is_a_finding(
    docset: Make, run_in: Run, page: str
) -> None:
    root = docset({"content/en-US/a.md": page, "content/nl-NL/a.md": page})
    for command in (("run", "--family", "hugo"), ("status", "--family", "hugo"), ("report",)):
        result = run_in(root, *command)
        assert "a fault in locpipe" not in result.output, command
    assert "front matter holds" in run_in(root, "validate", "--family", "hugo").output


@pytest.mark.parametrize(
    ("name", "settings"), [("s.json", 'schema = "s.json"'), ("f/family.toml", 'family = "./f"')]
)
def test_a_number_of_many_digits_in_a_file_of_the_docset_is_named(
    docset: Make, run_in: Run, name: str, settings: str
) -> None:
    text = f'{{"minimum": {_DIGITS}}}' if name.endswith("json") else f"title = {_DIGITS}"
    root = docset({"content/nl-NL/a.md": GOOD, name: text, "pipeline.toml": settings})
    result = run_in(root, "validate")
    assert getattr(result.exception, "exit_code", 0) == 2
    assert "more digits than can be read" in f"{result.output} {result.exception}"
