"""Real pages beside their sources: what a family's data call the same is the same on nearly all of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.families import front_matter, library
from pipeline.families.anchors import names
from pipeline.families.blocks import expanding, kept_blocks
from pipeline.families.family import Family
from pipeline.families.inline import comparable_address, verbatims
from pipeline.families.roles import read_roles
from tests.corpus import corpus

PAIRS = {
    "experience-league": ("adobe/nl-NL", "adobe/en-at/nl-NL", "nl-NL"),
    "mdn": ("mdn/de", "mdn/en-us", "de"),
    "hugo": ("otel/fr", "otel/en-at/fr", "fr"),
    "mkdocs": ("fastapi/de", "fastapi/en", "de"),
    "starlight": ("starlight/de", "starlight/en", "de"),
}
_FENCE = re.compile(r"^([ \t>]*)(```+|~~~+)[^\n]*\n(?:.*\n)*?\1?\2[ \t]*$", re.MULTILINE)
_LINK = re.compile(r"\]\(([^()\s]+)\)")
_HEADING = re.compile(r"^#{1,6} +(.+?)[ \t]*$", re.MULTILINE)


def bodies(name: str) -> Iterator[tuple[str, str]]:
    """The bodies of sources and translations, without what stands in fences."""
    family = library.shipped(name)
    target, source, _ = PAIRS[name]
    root = corpus() / "families"
    below = root / source if (root / source).is_dir() else (root / source).parent
    for page in sorted((root / target).rglob("*.md*")):
        original = below / page.relative_to(root / target)
        if original.exists():
            yield body(family, original), body(family, page)


def body(family: Family, page: Path) -> str:
    text = page.read_text("utf-8")
    block = front_matter.find(text, family.metadata.forms)
    return _FENCE.sub("", text[block.body :] if block else text)


@pytest.mark.parametrize("name", PAIRS)
def test_markup_and_addresses_are_the_same(name: str) -> None:
    family, locale = library.shipped(name), PAIRS[name][2]

    def kept(text: str) -> Counter[str]:
        return Counter(one.letters(text) for one in kept_blocks(family, text))

    def verbatim(text: str) -> Counter[str]:
        found = (one.letters(text) for one in verbatims(family, text))
        return Counter(one for one in found if not expanding(family.inline, one))

    def addresses(text: str) -> Counter[str]:
        return Counter(comparable_address(family, one, locale) for one in _LINK.findall(text))

    for what, most in ((kept, 0.1), (verbatim, 0.03), (addresses, 0.05)):
        pairs = [(what(source), what(target)) for source, target in bodies(name)]
        seen = sum(target.total() for _, target in pairs)
        lost = sum((source - target).total() for source, target in pairs)
        assert seen > 100
        assert lost <= most * seen, what.__name__


@pytest.mark.parametrize("name", ["hugo", "mkdocs"])
def test_people_keep_the_names_that_the_source_s_headings_have(name: str) -> None:
    anchors = library.shipped(name).anchors
    same = seen = 0
    for pair in bodies(name):
        source, target = (names(anchors, _HEADING.findall(text)) for text in pair)
        if len(source) == len(target):
            same += sum(left == right for left, right in zip(source, target, strict=True))
            seen += len(source)
    assert seen > 250
    assert same > 0.97 * seen


@pytest.mark.parametrize(
    ("name", "folder", "truth"),
    [
        ("experience-league", "adobe/nl-NL", "adobe/truth.nl-NL.tsv"),
        ("hugo", "otel/fr", "otel/truth.fr.tsv"),
    ],
)
def test_the_commit_that_git_was_asked_about_is_read(name: str, folder: str, truth: str) -> None:
    family = library.shipped(name)
    root = corpus() / "families"
    rows = [line.split("\t") for line in (root / truth).read_text("utf-8").splitlines()]
    found = {}
    for path, commit, _ in rows:
        file = root / folder / path
        if file.exists():
            block = front_matter.find(file.read_text("utf-8"), family.metadata.forms)
            assert block is not None
            found[path] = read_roles(family.provenance, block.values).commit == commit.lower()
    assert len(found) > 60
    assert all(found.values())
