"""Files and folders of the project that the guides name are there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests.docs.blocks import PROJECT

GUIDES = [PROJECT / "README.md", *sorted((PROJECT / "docs").glob("*.md"))]
_NAMED = re.compile(r"`([\w./-]+)`")
_OWN = ("pipeline/", "tests/", "benchmarks/", "tools/", "docs/")
_ROOMS = {folder.name for folder in (PROJECT / "pipeline").iterdir() if folder.is_dir()}


def missing(text: str) -> list[str]:
    """The names in a text that look like places of the project and are none."""
    named = [
        name
        for name in _NAMED.findall(text)
        if name.startswith(_OWN) or ("/" in name and name.split("/")[0] in _ROOMS)
    ]
    return [
        name
        for name in named
        if not (PROJECT / name).exists() and not (PROJECT / "pipeline" / name).exists()
    ]


@pytest.mark.parametrize("guide", GUIDES, ids=[guide.name for guide in GUIDES])
def test_places_are_there(guide: Path) -> None:
    assert missing(guide.read_text("utf-8")) == []


def test_the_house_is_listed_as_imports_point() -> None:
    """The table of rooms names every room once, each below those that may import it."""
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
    (contract,) = settings["tool"]["importlinter"]["contracts"]
    layers = [name.strip() for layer in contract["layers"] for name in layer.split("|")]
    text = (PROJECT / "docs" / "design.md").read_text("utf-8")
    house = text[text.index("## The house") : text.index("Offsets are")]
    cells = [line.split("|")[1] for line in house.splitlines() if line.startswith("| `")]
    rooms = [name for cell in cells for name in re.findall(r"`(\w+)(?:/|\.py)`", cell)]
    assert sorted(rooms) == sorted(layers)
    below = {"severity", "lazy", "plugins", "errors", "visible"}  # told in one line, in any order
    assert [room for room in rooms if room not in below] == [
        layer for layer in layers if layer not in below
    ]


def test_a_place_that_is_gone_is_noticed() -> None:
    text = "`pipeline/po/parser.py` `po/nothing.py` `content/en-US` `tests/gone/`"
    assert missing(text) == ["po/nothing.py", "tests/gone/"]
