"""Pages that are made from code are in step with it, and the guides hold together."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.cli.main import COMMANDS
from tests.docs.blocks import PROJECT
from tools import configuration, docs


@pytest.mark.parametrize("name", sorted(docs.made()))
def test_a_page_is_in_step(name: str) -> None:
    text = (docs.DOCS / name).read_text("utf-8")
    assert text == docs.made()[name], "run: python -m tools.docs"


def test_every_setting_says_what_it_is_for() -> None:
    said = {key: words for key, _, words in configuration.settings()}
    assert "translated-metadata" in said
    assert [key for key, words in said.items() if len(words) < 10] == []


def test_every_command_has_its_section() -> None:
    text = docs.made()["commands.md"]
    for name in COMMANDS:
        assert f"\n## locpipe {name}\n" in text
    for option in ("--in-place", "--update-baseline", "--docs-url", "-C DIR"):
        assert f"`{option}" in text or f", {option}" in text


def test_the_settings_shown_are_right(docset: object, tmp_path: Path) -> None:
    """Every TOML block that sets something of locpipe is read as the program reads it."""
    from pipeline.settings import load

    seen = 0
    for page in sorted((PROJECT / "docs").glob("*.md")):
        for block in re.findall(r"^```toml\n(.*?)^```$", page.read_text("utf-8"), re.M | re.S):
            if "language-server" in block:  # another program's
                continue
            (tmp_path / "pipeline.toml").write_text(block, "utf-8")
            load(tmp_path)
            seen += 1
    assert seen >= 2


def test_the_site_builds_without_a_warning(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs")
    pytest.importorskip("material")
    result = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-d", str(tmp_path / "site")],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert result.returncode == 0, result.stderr
    start = (tmp_path / "site" / "start" / "index.html").read_text("utf-8")
    assert "Five-minute start" in start
    outside = re.findall(r'<(?:script|link|img)[^>]+(?:src|href)="(https?:[^"]+)"', start)
    assert outside == [], "nothing is loaded from other sites"
