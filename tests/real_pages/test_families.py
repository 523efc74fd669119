"""Freshness and metadata of real pages of living docs families."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from pipeline.docset.docset import Docset
from pipeline.docset.family import with_family
from pipeline.families import library
from pipeline.families.syntax import syntax_of
from pipeline.markdown.article import Article
from pipeline.provenance.cosmetic import is_cosmetic
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.rebuild.apply import with_targets
from pipeline.rebuild.from_source import identity
from pipeline.rules.translation.reading import Reading
from pipeline.settings import Settings
from pipeline.units.metadata import METADATA
from pipeline.units.page import read_units, units_of
from pipeline.units.segments import source_units
from tests.corpus import corpus

Run = Callable[..., Result]
TRUTHS = [
    ("adobe", "nl-NL", "truth.nl-NL.tsv", "source-git-commit"),
    ("otel", "fr", "truth.fr.tsv", "default_lang_commit"),
]
PAIRS = [
    ("adobe/nl-NL", "adobe/en-now"),
    ("mdn/de", "mdn/en-us"),
    ("fastapi/de", "fastapi/en"),
    ("otel/fr", "otel/en-now"),
    ("starlight/de", "starlight/en"),
]


def _git(folder: Path, *words: str) -> str:
    who = ("-c", "user.name=a", "-c", "user.email=a@b.c")
    done = subprocess.run(["git", *who, *words], cwd=folder, capture_output=True, check=True)
    return done.stdout.decode().strip()


def _replace_tree(old: Path, new: Path) -> None:
    shutil.rmtree(new, ignore_errors=True)
    shutil.copytree(old, new, copy_function=shutil.copyfile)


def _without_head(text: str) -> str:
    return re.sub(r"\A---\n.*?\n---\n", "", text, count=1, flags=re.DOTALL).strip()


def _titles(pages: Path, locale: str, path: str) -> bool:
    """Did translated metadata change?"""
    said = [
        re.findall(r"(?m)^(?:title|linkTitle|description|keywords|summary):.*$", text)
        for root in (pages / "en-at" / locale, pages / "en-now")
        for text in [(root / path).read_text("utf-8")]
    ]
    return said[0] != said[1]


@pytest.mark.parametrize(("name", "locale", "truth", "key"), TRUTHS)
def test_freshness_is_what_git_says(
    name: str, locale: str, truth: str, key: str, tmp_path: Path
) -> None:
    pages = corpus() / "families" / name
    source, content = tmp_path / "en", tmp_path / locale
    _git(tmp_path, "init", "-q")
    _replace_tree(pages / "en-at" / locale, source)
    _git(tmp_path, "add", "-A")
    _git(tmp_path, "commit", "-qm", "then")
    commit = _git(tmp_path, "rev-parse", "HEAD")
    _replace_tree(pages / "en-now", source)
    _git(tmp_path, "add", "-A")
    _git(tmp_path, "commit", "-qm", "now")
    _replace_tree(pages / locale, content)
    for file in content.rglob("*.md"):
        said = rf"(?m)^({key}: *)['\"]?[0-9a-f]+['\"]?".encode()
        file.chmod(0o644)
        file.write_bytes(re.sub(said, rb"\g<1>" + commit.encode(), file.read_bytes(), count=1))

    docset = Docset(Settings(root=tmp_path), content=content, source=source, locales=("nl-NL",))
    docset = with_family(docset)
    loaded = {page.path: LoadedPage(page, docset.settings) for page in docset.pages()}
    found = {path: page.verdict.freshness.value for path, page in loaded.items()}
    rows = csv.reader((pages / truth).read_text().splitlines(), delimiter="\t")
    known = {row[0]: row[2] for row in rows if row[0] in found}
    assert len(known) > 50
    assert {path: found[path] for path in known} == known
    for path in (path for path, verdict in known.items() if verdict == "stale"):
        then, now = (
            _without_head((root / path).read_text("utf-8"))
            for root in (pages / "en-at" / locale, pages / "en-now")
        )
        if then == now:
            assert loaded[path].is_cosmetic or _titles(pages, locale, path)
        elif "".join(then.split()) != "".join(now.split()):
            assert not loaded[path].is_cosmetic


FAMILIES = {"adobe": "experience-league", "otel": "hugo"}


@pytest.mark.parametrize(("name", "locale", "truth", "key"), TRUTHS)
def test_history_says_of_pages_that_name_no_commit_what_the_commit_would_say(
    name: str, locale: str, truth: str, key: str, tmp_path: Path
) -> None:
    pages = corpus() / "families" / name
    source, content = tmp_path / "en", tmp_path / locale
    _git(tmp_path, "init", "-q")
    _replace_tree(pages / "en-at" / locale, source)
    _replace_tree(pages / locale, content)
    for file in content.rglob("*.md"):
        file.chmod(0o644)
        file.write_bytes(re.sub(rf"(?m)^{key}:.*\n".encode(), b"", file.read_bytes(), count=1))
    _git(tmp_path, "add", "-A")
    _git(tmp_path, "commit", "-qm", "then")
    _replace_tree(pages / "en-now", source)
    _git(tmp_path, "add", "-A")
    _git(tmp_path, "commit", "-qm", "now")

    settings = Settings(root=tmp_path, family=FAMILIES[name])
    docset = with_family(Docset(settings, content=content, source=source, locales=("nl-NL",)))
    loaded = {page.path: LoadedPage(page, docset.settings) for page in docset.pages()}
    rows = csv.reader((pages / truth).read_text().splitlines(), delimiter="\t")
    known = {row[0]: row[2] for row in rows if row[0] in loaded}
    assert {path: loaded[path].verdict.freshness.value for path in known} == known
    for path in (path for path, verdict in known.items() if verdict == "stale"):
        page = loaded[path]
        then = Article.parse((pages / "en-at" / locale / path).read_bytes(), page.syntax)
        assert page.source is not None
        is_same = is_cosmetic(then, page.source, page.keys)
        comments = "".join(re.findall(r"<!--[\s\S]*?-->", then.text))  # whose lines do not count
        assert page.is_cosmetic == is_same or comments
        if not page.is_cosmetic:  # held against the source of then, text by text
            found = read_units(page.article, then, page.page.locale, page.keys).units
            assert [(one.source, one.target) for one in page.units] == [
                (one.source, one.target) for one in found
            ]


@pytest.mark.parametrize(("localized", "source"), PAIRS, ids=[pair[0] for pair in PAIRS])
def test_no_finding_names_a_field_of_another_family(
    run_in: Run, tmp_path: Path, localized: str, source: str
) -> None:
    folder = corpus() / "families"
    where = ["--content", str(folder / localized), "--source", str(folder / source)]
    options = ["--locale", "de-DE", "--no-cache", "--jobs", "1", "--format", "json"]
    done = run_in(tmp_path, "validate", *where, *options)
    assert done.exit_code in (0, 1), done.output
    assert "`ms." not in done.output


BESIDE = [
    ("experience-league", "adobe/nl-NL", "adobe/en-at/nl-NL", "nl-NL"),
    ("mdn", "mdn/de", "mdn/en-us", "de"),
    ("mkdocs", "fastapi/de", "fastapi/en", "de"),
    ("hugo", "otel/fr", "otel/en-at/fr", "fr"),
    ("starlight", "starlight/de", "starlight/en", "de"),
]


@pytest.mark.parametrize(("name", "localized", "source", "locale"), BESIDE, ids=lambda one: one)
def test_each_page_comes_back_and_one_edit_changes_one_text(
    name: str, localized: str, source: str, locale: str
) -> None:
    syntax = syntax_of(library.shipped(name))
    folder = corpus() / "families"
    refused = placed = 0
    for file in sorted((folder / localized).rglob("*.md*")):
        other = folder / source / file.relative_to(folder / localized)
        if not other.exists():
            continue
        page = Article.parse(file.read_bytes(), syntax)
        english = Article.parse(other.read_bytes(), syntax)
        assert identity(english) == english.text
        units = [unit for unit in units_of(page, english, locale) if unit.target_range]
        body = [one for one in enumerate(units) if not one[1].kind.startswith(METADATA)]
        own = {index: unit.target for index, unit in body}
        assert with_targets(page, tuple(units), own).article.text == page.text
        for index in {0, len(units) // 2, len(units) - 1} if units else ():
            start, end = units[index].target_range or (0, 0)
            text = "Ünlike w" + page.text[start:end].strip("\"'").replace("\n", " ")
            built = with_targets(page, tuple(units), {index: text})
            refused += len(built.refused)
            placed += 1
            new = built.article.text
            assert new[:start] == page.text[:start]
            assert new[len(new) - len(page.text) + end :] == page.text[end:]
    assert placed > 10
    assert refused <= placed / 20


@pytest.mark.parametrize(("name", "localized", "source", "locale"), BESIDE, ids=lambda one: one)
def test_nearly_no_unit_is_markup_alone(
    name: str, localized: str, source: str, locale: str
) -> None:
    family = library.shipped(name)
    syntax = syntax_of(family)
    units = [
        unit.source
        for file in sorted((corpus() / "families" / source).rglob("*.md*"))
        for unit in source_units(Article.parse(file.read_bytes(), syntax))
    ]
    empty = [one for one in units if not any(map(str.isalnum, Reading(one, {}, syntax).plain))]
    assert len(empty) <= len(units) / 200, empty


@pytest.mark.parametrize(("name", "localized", "source", "locale"), BESIDE, ids=lambda one: one)
def test_pages_are_paired_with_their_sources(
    name: str, localized: str, source: str, locale: str
) -> None:
    syntax = syntax_of(library.shipped(name))
    folder = corpus() / "families"
    paired = of = 0
    for file in sorted((folder / localized).rglob("*.md*")):
        other = folder / source / file.relative_to(folder / localized)
        if other.exists():
            page = Article.parse(file.read_bytes(), syntax)
            found = read_units(page, Article.parse(other.read_bytes(), syntax), locale)
            empty = not page.text[page.body_start :].strip()
            assert not found.reason or empty, file
            paired += sum(bool(unit.target) for unit in found.units)
            of += len(found.units)
    assert paired >= of * 0.99
