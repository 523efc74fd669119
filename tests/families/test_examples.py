"""Every family by its own example docset, and a family that nobody listed by data alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.families import library
from pipeline.families.detect import detect, share
from pipeline.families.family import Family
from pipeline.rules.metadata.schema import from_file
from tests.families import examples

TENTH = """
detect = ["upstream-rev"]

[provenance]
commit = "upstream-rev"
type = { key = "made.by", MT = ["robot"], HT = ["person"] }
write = { type = "made.by", commit = "upstream-rev" }

[metadata]
translated = ["title"]

[anchors]
syntax = "attribute"
form = " {: #{id}}"

[blocks]
keep = ['%% [a-z]+ %%']
text = ['^\\+\\+\\+\\s*(?P<text>.+)']

[inline]
verbatim = ['\\$\\[[^\\]]{1,200}\\]']

[addresses]
same = ['/(?:en|{lang})/']
"""
TENTH_SOURCE = """---
title: Sails
---

# Sails {: #sails}

+++

%% toc %%

+++ More

Pull the $[rope.one] and see [masts](/en/masts).
"""
TENTH_TARGET = """---
title: Zeilen
made:
  by: robot
upstream-rev: 6dcd4ce23d88e2ee9568ba546c007c63d9131c1b
---

# Zeilen {: #sails}

+++

%% toc %%

+++ Meer

Trek aan de $[rope.one] en zie [masten](/nl/masts).
"""
TENTH_EXPECTED = """
locale = "nl"
source = "en/sails.md"
target = "nl/sails.md"
new = '''
---
title: Sails
made:
  by: robot
upstream-rev: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
---
'''
kept = ['%% toc %%', '+++']
texts = ['Meer']
verbatim = ['$[rope.one]']
ids = ['sails']
names = ['sails']
addresses = ['/masts']
translated = ['Zeilen']

[roles]
commit = '6dcd4ce23d88e2ee9568ba546c007c63d9131c1b'
type = 'MT'
"""


@pytest.fixture(params=[*library.names(), "a family that nobody listed"])
def family(request: pytest.FixtureRequest, tmp_path: Path) -> Family:
    if request.param in library.names():
        return library.shipped(request.param)
    folder = tmp_path / "families" / "ours"
    for name, text in (
        ("family.toml", TENTH),
        ("example/en/sails.md", TENTH_SOURCE),
        ("example/nl/sails.md", TENTH_TARGET),
        ("example/expected.toml", TENTH_EXPECTED),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return library.find("./families/ours", tmp_path)


@pytest.fixture
def root(family: Family) -> Path:
    return family.folder / "example"


@pytest.fixture
def expected(root: Path) -> dict[str, Any]:
    return examples.expected(root)


def test_the_localized_page_says_what_is_expected(
    family: Family, root: Path, expected: dict[str, Any]
) -> None:
    found = examples.said(family, examples.read(root / expected["target"]), expected["locale"])
    rest = {
        key: value
        for key, value in expected.items()
        if key not in ("locale", "source", "target", "new", "strings")
    }
    assert found == rest


def test_source_and_translation_have_the_same_markup(
    family: Family, root: Path, expected: dict[str, Any]
) -> None:
    source, target = (
        examples.said(family, examples.read(root / expected[side]), expected["locale"])
        for side in ("source", "target")
    )
    for what in ("kept", "verbatim"):
        left, right = (
            [one for one in side.get(what, ()) if one not in side.get("expanding", ())]
            for side in (source, target)
        )
        assert left == right
    assert set(source.get("addresses", ())) <= set(target.get("addresses", ()))
    if family.anchors.syntax != "slug":
        assert source.get("names") == target.get("names")


def test_a_new_page_has_the_metadata_of_its_family(
    family: Family, root: Path, expected: dict[str, Any]
) -> None:
    source = examples.read(root / expected["source"])
    assert examples.new_page(family, source) == expected.get("new", "")


def test_the_texts_of_data_files_are_found(
    family: Family, root: Path, expected: dict[str, Any]
) -> None:
    assert examples.string_texts(family, root) == expected.get("strings", {})


def test_the_example_is_detected(family: Family, root: Path, expected: dict[str, Any]) -> None:
    known = {one.name: one for one in (*map(library.shipped, library.names()), family)}
    samples = [
        examples.sample(family, examples.read(root / path), localized=path == expected["target"])
        for path in examples.pages(family, root)
    ]
    found = detect(
        samples,
        examples.files(root),
        lambda path: examples.read(root / path),
        known.values(),
    )
    assert found.name == family.name


def test_a_localized_page_has_the_marks_of_its_own_family_alone(
    family: Family, root: Path, expected: dict[str, Any]
) -> None:
    page = examples.sample(family, examples.read(root / expected["target"]), localized=True)
    known = {one.name: one for one in (*map(library.shipped, library.names()), family)}
    fitting = [name for name, one in known.items() if share(one.detect, [page])]
    assert fitting == ([] if family.name == library.PLAIN else [family.name])


@pytest.mark.parametrize("name", ["docusaurus", "hugo", "mkdocs", "starlight", "microsoft-learn"])
def test_a_repository_is_known_by_its_files_alone(name: str) -> None:
    root = library.shipped(name).folder / "example"
    found = detect([], examples.files(root), lambda path: examples.read(root / path))
    assert found.name == name


def test_pages_fit_the_schemas_of_their_family(
    family: Family, root: Path, expected: dict[str, Any]
) -> None:
    names = {
        "source": family.metadata.source_schema,
        "target": family.metadata.localized_schema,
    }
    for side, name in names.items():
        if not name or name.startswith("locpipe:"):
            continue
        page = examples.sample(family, examples.read(root / expected[side]), localized=True)
        plain = json.loads(json.dumps(dict(page.values), default=str))
        schema = from_file(Path(name))
        assert [str(error) for error in schema.validator.iter_errors(plain)] == []
        assert not schema.reserved & plain.keys()
        assert set(schema.merged.get("strictRequired", ())) <= plain.keys()


def test_shipped_files_are_data_only() -> None:
    kinds = {
        file.suffix
        for name in library.names()
        for file in library.shipped(name).folder.rglob("*")
        if file.is_file()
    }
    assert kinds <= {".toml", ".json", ".md", ".mdx", ".yml", ".js", ".mjs"}
    assert len(library.names()) == 9
