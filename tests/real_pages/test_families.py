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
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.settings import Settings
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
    found = {
        page.path: LoadedPage(page, docset.settings).verdict.freshness.value
        for page in docset.pages()
    }
    rows = csv.reader((pages / truth).read_text().splitlines(), delimiter="\t")
    known = {row[0]: row[2] for row in rows if row[0] in found}
    assert len(known) > 50
    assert {path: found[path] for path in known} == known


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
