"""A docset's family is found by its pages, else by its repository's files; two that fit are an error."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import PageError, UsageError
from pipeline.families import front_matter, library
from pipeline.families.detect import Sample, detect, fits_glob
from tests.corpus import corpus

MICROSOFT = Sample({"ms.openlocfilehash": "x", "ms.topic": "a"}, "")
LEARN = Sample({"ms.topic": "a", "title": "b"}, "", localized=False)
ADOBE = Sample({"source-git-commit": "x"}, "")
NOTHING = Sample({"title": "a"}, "text")

PAGES = {
    "hand-back": ([MICROSOFT] * 8 + [NOTHING] * 2, [], "openlocalization"),
    "fewer than 80 %": ([MICROSOFT] * 7 + [NOTHING] * 3, [], "plain"),
    "localized pages before sources": ([MICROSOFT, LEARN, LEARN], [], "openlocalization"),
    "sources alone": ([LEARN], [], "microsoft-learn"),
    "sources where localized pages say nothing": ([NOTHING, LEARN], [], "microsoft-learn"),
    "pages before files": ([MICROSOFT], ["mkdocs.yml"], "openlocalization"),
    "files where pages say nothing": ([NOTHING], ["docs/a.md", "mkdocs.yml"], "mkdocs"),
    "files of a monorepo": ([], ["website/docusaurus.config.ts"], "docusaurus"),
    "files that must hold something": ([], ["astro.config.mjs"], "starlight"),
    "nested key": ([Sample({"l10n": {"sourceCommit": "x"}}, "")], [], "mdn"),
    "body": ([Sample({}, "Text\n\n/// tip\n\nA\n\n///\n")], [], "mkdocs"),
    "nothing": ([NOTHING], ["README.md"], "plain"),
    "no pages": ([], [], "plain"),
}


@pytest.mark.parametrize(("pages", "files", "name"), PAGES.values(), ids=PAGES)
def test_the_family_of_a_docset(pages: list[Sample], files: list[str], name: str) -> None:
    found = detect(pages, files, lambda _path: "import starlight from '@astrojs/starlight';")
    assert found.name == name


def test_two_that_fit_are_an_error_that_names_both() -> None:
    both = Sample({"source-git-commit": "x", "l10n": {"sourceCommit": "y"}}, "")
    with pytest.raises(
        UsageError, match="the pages fit the families `experience-league` and `mdn`"
    ):
        detect([both])
    with pytest.raises(UsageError, match="the files fit the families `docusaurus` and `mkdocs`"):
        detect([], ["mkdocs.yml", "docusaurus.config.js"])


def test_files_decide_between_two_that_fit_by_their_pages() -> None:
    both = Sample({"sidebar_position": 1}, '=== "Tab"\n')
    assert detect([both], ["docusaurus.config.js"]).name == "docusaurus"


def test_only_two_hundred_pages_are_looked_at() -> None:
    assert detect([MICROSOFT] * 200 + [ADOBE] * 5000).name == "openlocalization"


@pytest.mark.parametrize(
    ("path", "glob", "fits"),
    [
        ("toc.yml", "**/toc.yml", True),
        ("a/b/toc.yml", "**/toc.yml", True),
        ("a/b/mytoc.yml", "**/toc.yml", False),
        ("docs/de/mkdocs.yml", "docs/*/mkdocs.{yml,yaml}", True),
        ("docs/de/x/mkdocs.yml", "docs/*/mkdocs.{yml,yaml}", False),
        ("i18n/nl/x/y/_category_.json", "i18n/*/**/_category_.json", True),
        ("a.b", "a?b", True),
        ("axb", "a.b", False),
        ("x" * 50_000, "*" * 100 + "y", False),
    ],
)
def test_globs(path: str, glob: str, fits: bool) -> None:
    assert fits_glob(path, glob) is fits


REAL = {
    "families/adobe/nl-NL": "experience-league",
    "families/adobe/en-at": "experience-league",
    "families/adobe/en-now": "experience-league",
    "families/mdn/de": "mdn",
    "families/mdn/en-us": "mdn",
    "families/otel/fr": "hugo",
    "families/otel/en-at": "hugo",
    "families/otel/en-now": "hugo",
    "families/fastapi/de": "mkdocs",
    "families/fastapi/en": "mkdocs",
    "families/starlight/de": "starlight",
    "families/starlight/en": "starlight",
    "alchemy/sxs": "openlocalization",
    "alchemy/published": "openlocalization",
    "powershell/sxs": "openlocalization",
    "powershell/published": "openlocalization",
    "powershell/en-US": "microsoft-learn",
    "contribute/sxs": "openlocalization",
    "contribute/published": "openlocalization",
    "contribute/en-US": "microsoft-learn",
    "mim/published": "openlocalization",
    "mim/en-US": "microsoft-learn",
    "../seeds": "openlocalization",
}


@pytest.mark.parametrize(("folder", "name"), REAL.items())
def test_real_docsets_are_of_their_family(folder: str, name: str) -> None:
    files = sorted(file for file in (corpus() / folder).rglob("*.md*") if file.is_file())
    pages = [sample(file) for file in files[:: max(len(files) // 200, 1)]]
    assert detect(pages).name == name


def sample(file: Path) -> Sample:
    text = file.read_text("utf-8-sig")
    try:
        block = front_matter.find(text, ("yaml", "toml", "json"))
    except PageError:
        return Sample({}, text)
    return Sample(block.values, text[block.body :]) if block else Sample({}, text)


def test_the_project_s_own_example_is_of_the_family_that_it_was_built_for() -> None:
    root = Path(__file__).parents[2]
    pages = [
        sample(file)
        for file in sorted((root / "content").glob("*-*/**/*.md"))
        if "en-US" not in file.parts
    ]
    files = [file.name for file in root.iterdir() if file.is_file()]
    assert "mkdocs.yml" in files
    assert detect(pages, files).name == "openlocalization"


def test_every_shipped_family_but_plain_can_be_found() -> None:
    for name in library.names():
        marks = library.shipped(name).detect
        assert bool(marks.keys or marks.body) is (name != library.PLAIN)
