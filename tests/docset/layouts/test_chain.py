"""Layouts through the commands: from pages to PO files and back, for each way that docsets are laid out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import polib
import pytest
from click.testing import CliRunner, Result

from pipeline.cli.main import locpipe
from pipeline.docset.checks import check_docset
from pipeline.docset.docset import Docset
from pipeline.docset.layouts.locale_names import known_tag
from pipeline.errors import UsageError
from pipeline.settings import load
from tests.docset.layouts.test_discovery import TREES, Tree, made

ENGLISH = "# Pay a bill\n\nPay your bill by card.\n\nKeep the receipt.\n"
DUTCH = "# Een factuur betalen\n\nBetaal uw factuur per kaart.\n\nBewaar de bon.\n"
GERMAN = "# Eine Rechnung bezahlen\n\nBezahlen Sie Ihre Rechnung per Karte.\n\nBewahren Sie den Beleg auf.\n"
CHINESE = "# 支付账单\n\n用卡支付账单。\n\n请保留收据。\n"
I18N = "i18n/nl/docusaurus-plugin-content-docs"


@dataclass(frozen=True)
class Case:
    """A docset: its settings, one page with its source, and where their PO file and the built page are to be."""

    name: str
    settings: str
    source: str
    page: str
    po: str
    out: str
    locale: str = "nl"
    text: str = DUTCH
    others: tuple[str, ...] = ()


CASES = [
    Case(
        "suffixes",
        '[[layouts]]\nsource = "docs/{stem}.md"\ntarget = "docs/{stem}.{locale}.md"\n',
        "docs/guide/pay.md",
        "docs/guide/pay.nl.md",
        "build/po/nl/guide/pay.po",
        "build/content/nl/guide/pay.nl.md",
        others=("docs/node.js.md",),
    ),
    Case(
        "suffixes, said by source and content",
        'source = "docs/{stem}.md"\ncontent = "docs/{stem}.{locale}.md"\n',
        "docs/pay.md",
        "docs/pay.nl.md",
        "build/po/nl/pay.po",
        "build/content/nl/pay.nl.md",
    ),
    Case(
        "suffixes of MDX pages",
        '[[layouts]]\nsource = "docs/{stem}.mdx"\ntarget = "docs/{stem}.{locale}.mdx"\n',
        "docs/guide/pay.mdx",
        "docs/guide/pay.nl.mdx",
        "build/po/nl/guide/pay.mdx.po",
        "build/content/nl/guide/pay.nl.mdx",
    ),
    Case(
        "Docusaurus",
        f'[[layouts]]\nsource = "docs/{{path}}"\ntarget = "{I18N.replace("nl", "{locale}", 1)}/{{version}}/{{path}}"\n',
        "docs/guide/pay.md",
        f"{I18N}/current/guide/pay.md",
        "build/po/nl/current/guide/pay.po",
        "build/content/nl/current/guide/pay.md",
    ),
    Case(
        "several layouts",
        '[[layouts]]\nsource = "docs"\ntarget = "i18n/{locale}/docs"\n'
        '[[layouts]]\nsource = "blog"\ntarget = "i18n/{locale}/blog"\n',
        "blog/pay.md",
        "i18n/nl/blog/pay.md",
        "build/po/nl/blog/pay.po",
        "build/content/nl/blog/pay.md",
        others=("docs/other.md",),
    ),
    Case(
        "the locale in the middle",
        '[[layouts]]\nsource = "docs/en/docs"\ntarget = "docs/{locale}/docs"\n',
        "docs/en/docs/guide/pay.md",
        "docs/de/docs/guide/pay.md",
        "build/po/de/guide/pay.po",
        "build/content/de/guide/pay.md",
        "de",
        GERMAN,
        ("docs/api/docs/x.md",),
    ),
    Case(
        "one repository a locale",
        '[[layouts]]\nsource = "../docs.en"\ntarget = "{path}"\nlocale = "nl-NL"\n',
        "../docs.en/guide/pay.md",
        "guide/pay.md",
        "build/po/nl-NL/guide/pay.po",
        "build/content/nl-NL/guide/pay.md",
        "nl-NL",
    ),
    Case(
        "names that are no tags",
        'source = "content/en"\ncontent = "content/{locale}"\n[locale-names]\nzh_CN = "zh-CN"\n',
        "content/en/pay.md",
        "content/zh_CN/pay.md",
        "build/po/zh-CN/pay.po",
        "build/content/zh-CN/pay.md",
        "zh-CN",
        CHINESE,
    ),
]


def run(*arguments: str) -> Result:
    """A command, run in the current folder."""
    return CliRunner().invoke(locpipe, [*arguments])


def site(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The docset of a case, with the current folder in it."""
    root = tmp_path / "site"
    pages = {case.source: ENGLISH, case.page: case.text} | dict.fromkeys(case.others, ENGLISH)
    for name, text in {**pages, "pipeline.toml": case.settings}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="")
    monkeypatch.chdir(root)
    return root


def stamps(root: Path) -> dict[Path, tuple[int, bytes]]:
    """What is in a folder: the time and the bytes of each file, without what the cache holds."""
    return {
        path: (path.stat().st_mtime_ns, path.read_bytes())
        for path in root.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_one_entry_that_is_edited_changes_one_text(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = site(case, tmp_path, monkeypatch)
    asked = [case.page]
    done = run("extract", *asked)
    assert done.exit_code == 0, done.output
    po = polib.pofile(str(root / case.po))
    before = stamps(tmp_path)
    assert run("extract", *asked).exit_code == 0
    assert stamps(tmp_path) == before
    entry = po.find("Keep the receipt.")
    assert entry is not None
    assert entry.msgstr == case.text.splitlines()[-1]
    entry.msgstr = "XYZ 123."
    po.save()
    before = stamps(tmp_path)
    done = run("build", *asked)
    assert done.exit_code == 0, done.output
    built = (root / case.out).read_text("utf-8")
    assert built == case.text.replace(case.text.splitlines()[-1], "XYZ 123.")
    assert stamps(tmp_path).keys() - before.keys() == {root / case.out}
    assert run("build", "--in-place", *asked).exit_code == 0
    changed = {path for path, stamp in stamps(tmp_path).items() if before.get(path) != stamp}
    assert changed == {root / case.out, root / case.page}
    assert (root / case.page).read_text("utf-8") == built


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_no_page_is_both_source_and_translation(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = site(case, tmp_path, monkeypatch)
    assert run("extract").exit_code == 0
    assert run("build").exit_code == 0
    docset = Docset(load(root))
    check_docset(docset, builds=True)
    there = {page.file.resolve() for page in docset.pages()}
    sources = {page.file.resolve() for page in docset.source_pages()}
    assert there == {(root / case.page).resolve()}
    assert (root / case.source).resolve() in sources
    assert not there & sources
    (page,) = docset.pages()
    assert (page.locale, page.source) == (case.locale, root / case.source)
    assert page.tree.paths.page_of_po(page.po_path) == page.path
    assert page.tree.paths.target(page.source_path) == page.path
    new = {page.source.resolve() for page in docset.new_pages() if page.source}
    assert new == sources - {(root / case.source).resolve()}


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_xliff_comes_back_to_its_po_file(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = site(case, tmp_path, monkeypatch)
    assert run("extract", case.page).exit_code == 0
    done = run("export", "--to", "out", case.page)
    assert done.exit_code == 0, done.output
    (file,) = (root / "out").rglob("*.xlf")
    text = file.read_text("utf-8")
    file.write_text(text.replace(case.text.splitlines()[-1], "XYZ 123."), "utf-8")
    done = run("import", str(file))
    assert done.exit_code == 0, done.output
    entry = polib.pofile(str(root / case.po)).find("Keep the receipt.")
    assert entry is not None
    assert entry.msgstr == "XYZ 123."


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_page_moves_in_its_layout(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = site(case, tmp_path, monkeypatch)
    assert run("extract", case.page).exit_code == 0
    new = case.source.replace("pay.", "paid.")
    done = run("move", case.source, new)
    if case.source.startswith(".."):
        assert "outside of" in str(done.exception)
        done = run("--trust-settings", "move", case.source, new)
    assert done.exit_code == 0, done.output
    for old in (case.source, case.page, case.po):
        assert not (root / old).exists()
        assert (root / old.replace("pay.", "paid.")).is_file()


@pytest.mark.parametrize("command", ["validate", "check", "run", "status", "report"])
@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_commands_name_the_page_as_it_stands(
    case: Case, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = site(case, tmp_path, monkeypatch)
    page = root / case.page
    page.write_text(case.text + "\n[x](nowhere.md) and [y](pay.md)\n", "utf-8")
    done = run(command)
    assert done.exit_code in (0, 1), done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)
    if command == "validate":
        lines = [line for line in done.output.splitlines() if "[file-not-found]" in line]
        assert lines, done.output
        assert all(line.startswith(f"{case.page}:7:") for line in lines)
        dead = {part.split("`")[1] for part in lines}
        assert dead == {"nowhere.md", *(("pay.md",) if ".mdx" in case.page else ())}
    if command == "run":
        assert case.page in done.output


def test_what_is_in_another_locale_is_no_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = site(CASES[0], tmp_path, monkeypatch)
    (root / "docs/guide/pay.fr.md").write_text("# Payer\n")
    for locale in ("nl", "de-DE"):
        docset = Docset(load(root), locales=(locale,))
        check_docset(docset)
        assert [page.path for page in docset.source_pages()] == ["guide/pay.md", "node.js.md"]
    assert [page.path for page in docset.new_pages()] == ["guide/pay.de-DE.md", "node.js.de-DE.md"]
    with pytest.raises(UsageError, match="no pages for locale qq"):
        check_docset(Docset(load(root), locales=("qq",)))


REFUSED = {
    "wildcards": ('[[layouts]]\nsource = "docs"\ntarget = "docs/*.{locale}.md"\n', "wildcards"),
    "wildcards in content": ('source = "docs"\ncontent = "docs/*.{locale}.md"\n', "wildcards"),
    "no pages": (
        '[[layouts]]\nsource = "docs/x/{stem}.md"\ntarget = "docs/x/{stem}.{locale}.md"\n',
        "the folder of the sources is not there",
    ),
    "no pages in a folder": (
        '[[layouts]]\nsource = "docs/{stem}.mdx"\ntarget = "i18n/{locale}/{stem}.mdx"\n',
        "",
    ),
    "no repository": (
        '[[layouts]]\nsource = "../none"\ntarget = "{path}"\nlocale = "nl"\n',
        "the other folder or repository with the sources is not there",
    ),
    "both": ('source = "docs"\n[[layouts]]\nsource = "a"\ntarget = "{locale}"\n', "keep one"),
    "unknown key": ('[[layouts]]\nsource = "a"\ntarget = "b"\nlocal = "nl"\n', "locale"),
    "overlap": ('[[layouts]]\nsource = "d/{path}"\ntarget = "{locale}/{path}"\n', ""),
    "not a table": ('layouts = ["a"]\n', "`layouts`"),
    "not a name": ('[locale-names]\nx = "?"\n', "`locale-names`"),
    "no locale": ('source-locale = "english!"\n', "`source-locale`"),
}


@pytest.mark.parametrize(("text", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_work_is_an_error_that_names_the_file(
    text: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path
    (root / "docs").mkdir()
    (root / "pipeline.toml").write_text(text)
    monkeypatch.chdir(root)
    done = run("validate")
    assert isinstance(done.exception, UsageError), done.output
    assert said in str(done.exception)
    assert "pipeline.toml" in str(done.exception)


@pytest.mark.parametrize("tree", TREES, ids=[tree.name for tree in TREES])
def test_what_init_writes_can_be_run(
    tree: Tree, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(made(tree, tmp_path).root)
    assert run("init").exit_code == 0
    done = run("run", "--fail-on", "never", "--allow-empty")
    if isinstance(done.exception, UsageError):
        assert "the sources is not there" in str(done.exception)
        assert not any(shared for _, shared in tree.locales.values())
        return
    assert done.exit_code in (0, 1), done.output
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    docset = Docset(load(Path()))
    shared = Counter(page.locale for page in docset.pages() if page.source and page.source.exists())
    found = {known_tag(locale): count for locale, count in shared.items()}
    assert found == {tag: count for tag, (_, count) in tree.locales.items() if count}
