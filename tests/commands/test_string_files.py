"""Data files with texts go the way of pages: PO file, checks, hand-back, and nothing of them is lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from click.testing import Result

Run = Callable[..., Result]
Docset = Callable[..., Path]

PAGES = {"content/en-US/a.md": "# A page\n", "content/de-DE/a.md": "# Eine Seite\n"}
LAYOUT = '[[layouts]]\nsource = "docs/{path}"\ntarget = "i18n/{locale}/docs/{path}"\n'
# family: settings, source file, its text, localized file, its text, PO file
FILES: dict[str, tuple[str, str, str, str, str, str]] = {
    "hugo": (
        "",
        "i18n/en.yaml",
        "# Texts\nread_more: Read more\ncount:\n  other: '{{ .Count }} parcels'\n",
        "i18n/de.yaml",
        "# Texte\nread_more: Weiterlesen # kurz\ncount:\n  other: '{{ .Count }} Pakete'\n",
        "strings/i18n/en.yaml.po",
    ),
    "docusaurus": (
        LAYOUT,
        "i18n/en/code.json",
        '{\n  "a.b": {"message": "Read more", "description": "A link"}\n}\n',
        "i18n/de/code.json",
        '{\n  "a.b": {"message": "Weiter\\u00adlesen",\n  "description": "A link"}\n}',
        "strings/i18n/en/code.json.po",
    ),
    "microsoft-learn": (
        "",
        "content/en-US/toc.yml",
        "- name: Read more\r\n  href: a.md\r\n",
        "content/de-DE/toc.yml",
        '- href: a.md\r\n  name: "Weiterlesen"\r\n',
        "toc.yml.po",
    ),
}


def made(docset: Docset, family: str) -> tuple[Path, Path, Path, Path]:
    """A docset with a data file of a family: its folder, the source, the localized file and the PO file."""
    settings, source, english, target, german, po = FILES[family]
    pages = PAGES if not settings else {"docs/a.md": "# A page\n", "i18n/de/docs/a.md": "# Seite\n"}
    there = {source: english.encode(), target: german.encode()}
    root = docset({"pipeline.toml": f'family = "{family}"\n{settings}', **pages, **there})
    locale = "de" if settings else "de-DE"
    return root, root / source, root / target, root / f"build/po/{locale}/{po}"


@pytest.mark.parametrize("family", FILES)
def test_there_and_back(docset: Docset, run_in: Run, family: str) -> None:
    root, _, target, po = made(docset, family)
    before = target.read_bytes()
    assert run_in(root, "extract").exit_code == 0
    first = po.read_bytes()
    assert polib.pofile(str(po)).find("Read more")
    assert run_in(root, "extract").exit_code == 0
    assert po.read_bytes() == first
    assert run_in(root, "build", "--in-place").exit_code == 0
    assert target.read_bytes() == before
    assert run_in(root, "check").exit_code == 0


@pytest.mark.parametrize("family", FILES)
def test_one_edit_changes_one_text(docset: Docset, run_in: Run, family: str) -> None:
    root, _, target, po = made(docset, family)
    before = target.read_bytes().decode()
    run_in(root, "extract")
    file = polib.pofile(str(po))
    file.find("Read more").msgstr = 'Mehr: "lesen"'
    file.save()
    result = run_in(root, "build", "--in-place")
    assert result.exit_code == 0, result.output
    lines = zip(before.splitlines(True), target.read_bytes().decode().splitlines(True), strict=True)
    changed = [(old, new) for old, new in lines if old != new]
    assert len(changed) == 1
    old, new = changed[0]
    assert "Weiter" in old
    assert "Mehr" in new
    behind = {"hugo": " # kurz\n", "docusaurus": ",\n", "microsoft-learn": "\r\n"}[family]
    assert new.endswith(behind)


@pytest.mark.parametrize("family", FILES)
def test_a_text_of_a_changed_source_is_no_translation(
    docset: Docset, run_in: Run, family: str
) -> None:
    root, source, target, po = made(docset, family)
    before = target.read_bytes()
    run_in(root, "extract")
    source.write_bytes(source.read_bytes().replace(b"Read more", b"Read all of it"))
    run_in(root, "extract")
    entry = polib.pofile(str(po)).find("Read all of it")
    assert entry.fuzzy or not entry.msgstr
    run_in(root, "build", "--in-place")
    assert target.read_bytes() == before


@pytest.mark.parametrize("family", FILES)
def test_a_new_locale(docset: Docset, run_in: Run, family: str) -> None:
    root, source, target, po = made(docset, family)
    target.unlink()
    run_in(root, "extract")
    file = polib.pofile(str(po))
    for entry in file:
        entry.msgstr = f"DE {entry.msgid}"
    file.save()
    out = root / "build/content" / ("de" if family == "docusaurus" else "de-DE")
    result = run_in(root, "build")
    assert result.exit_code == 0, result.output
    built = out / ("toc.yml" if family == "microsoft-learn" else target.relative_to(root))
    expected = source.read_bytes().decode()
    for text in ("Read more", "{{ .Count }} parcels"):
        expected = expected.replace(text, f"DE {text}")
    assert built.read_bytes().decode() == expected


def test_a_new_key_comes_in_with_its_translation(docset: Docset, run_in: Run) -> None:
    root, source, target, po = made(docset, "hugo")
    source.write_text(source.read_text() + "late: Late\n")
    run_in(root, "extract")
    assert run_in(root, "build", "--in-place").exit_code == 0
    before = target.read_text()
    assert "late" not in before
    file = polib.pofile(str(po))
    file.find("Late").msgstr = "Zu spät"
    file.save()
    assert run_in(root, "build", "--in-place").exit_code == 0
    assert target.read_text("utf-8") == before + 'late: "Zu spät"\n'
    run_in(root, "extract")
    assert run_in(root, "check").exit_code == 0


def test_run_takes_them_along_and_checks_them(docset: Docset, run_in: Run) -> None:
    root, _, target, po = made(docset, "hugo")
    target.write_text(target.read_text().replace("{{ .Count }} ", ""))
    result = run_in(root, "run", "--format", "concise")
    assert po.exists()
    assert "i18n/de.yaml" in result.output
    assert (root / "build/content/de-DE/i18n/de.yaml").read_bytes() == target.read_bytes()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [\n", "not valid YAML"),
        ("text\n", "holds one value"),
        ("<<<<<<< ours\na: A\n=======\na: B\n>>>>>>> theirs\n", "i18n/de.yaml"),
    ],
)
def test_what_cannot_be_read_is_named_and_left(
    docset: Docset, run_in: Run, text: str, said: str
) -> None:
    root, _, target, po = made(docset, "hugo")
    target.write_text(text)
    result = run_in(root, "extract")
    assert result.exit_code != 0
    assert said in result.output
    assert "i18n/de.yaml:" in result.output
    assert not po.exists()
    assert target.read_text() == text


def test_a_file_that_is_a_link_out_of_the_docset_is_no_source(
    docset: Docset, run_in: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root, source, _, po = made(docset, "hugo")
    secret = tmp_path_factory.mktemp("elsewhere") / "en.yaml"
    secret.write_text("read_more: A secret\n")
    source.unlink()
    source.symlink_to(secret)
    run_in(root, "extract")
    assert not po.exists()


def test_texts_that_changed_keys_take_their_translations_along(docset: Docset, run_in: Run) -> None:
    root = docset(
        {
            "pipeline.toml": 'family = "hugo"\n',
            **PAGES,
            "i18n/en.yaml": "a: First text\nb: Second text\n",
            "i18n/de.yaml": "a: Erster\nb: Zweiter\n",
        }
    )
    po = root / "build/po/de-DE/strings/i18n/en.yaml.po"
    run_in(root, "extract")
    file = polib.pofile(str(po))
    file.find("Second text").msgstr = "Der zweite"  # edited, and not built yet
    file.save()
    (root / "i18n/en.yaml").write_text("a: Second text\nb: Third text\n")
    for _ in range(2):
        run_in(root, "extract")
        known = {entry.msgid: entry.msgstr for entry in polib.pofile(str(po)) if not entry.fuzzy}
        assert known["Second text"] == "Der zweite"
        assert known.get("Third text", "") == ""
    run_in(root, "build", "--in-place", "--allow-untranslated")
    assert (root / "i18n/de.yaml").read_text() == "a: Der zweite\nb: Third text\n"


def test_what_was_written_is_named(docset: Docset, run_in: Run) -> None:
    root, _, _, _ = made(docset, "hugo")
    told = run_in(root, "extract", "-v").output
    assert "written: build/po/de-DE/strings/i18n/en.yaml.po" in told


def test_a_localized_file_that_is_a_link_out_of_the_docset_is_not_read(
    docset: Docset, run_in: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    root, _, target, po = made(docset, "hugo")
    secret = tmp_path_factory.mktemp("elsewhere") / "de.yaml"
    secret.write_text("read_more: Ein Geheimnis\n")
    target.unlink()
    target.symlink_to(secret)
    run_in(root, "extract")
    run_in(root, "build", "--in-place", "--allow-untranslated")
    assert not po.exists()
    assert secret.read_text() == "read_more: Ein Geheimnis\n"
    assert target.is_symlink()
