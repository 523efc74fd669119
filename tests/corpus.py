"""Real pages to measure on, where they are at hand; tests that need them say that they were skipped."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[1]


def corpus() -> Path:
    """The folder of real pages. Skips the test where there is none."""
    for folder in (os.environ.get("LOCPIPE_CORPUS", ""), str(_ROOT.parent / "shared" / "corpus")):
        if folder and Path(folder).is_dir():
            return Path(folder)
    pytest.skip("no corpus: set LOCPIPE_CORPUS to its folder")


def corpus_pairs() -> Iterator[tuple[str, bytes, bytes]]:
    """Published pages with their English pages: name, published bytes, English bytes."""
    for source_root in sorted(corpus().glob("*/en-US")):
        for published in sorted((source_root.parent / "published" / "nl-NL").rglob("*.md")):
            source = source_root / published.relative_to(source_root.parent / "published" / "nl-NL")
            if source.exists():
                yield str(published), published.read_bytes(), source.read_bytes()
