"""Which changes of a source a translation has to follow, and which are cosmetic."""

from __future__ import annotations

import pytest

from pipeline.markdown.article import Article
from pipeline.provenance.cosmetic import is_cosmetic

THEN = (
    "---\ntitle: Pay\nms.date: 01/02/2024\n---\n\n# Pay\n\nOpen [it](a.md) and\nwait.\n\n"
    "```bash\nls\n```\n\n[a]: b.md\n"
)
COSMETIC = {
    "other metadata": ("01/02/2024", "03/04/2024"),
    "a line broken elsewhere": ("and\nwait", "\nand wait"),
    "a blank line more": ("\n\n```", "\n\n\n```"),
}
REAL = {
    "a word": ("wait", "go on"),
    "the title": ("title: Pay", "title: Pay now"),
    "an address": ("a.md", "c.md"),
    "code": ("ls", "pwd"),
    "the level of a heading": ("# Pay", "## Pay"),
    "a paragraph more": ("```bash", "Bye.\n\n```bash"),
    "where a label leads": ("b.md", "d.md"),
    "a capital": ("Open", "open"),
}


@pytest.mark.parametrize("name", [*COSMETIC, *REAL])
def test_changes(name: str) -> None:
    now = THEN.replace(*(COSMETIC | REAL)[name], 1)
    assert now != THEN
    assert is_cosmetic(Article(THEN), Article(now), ("title",)) == (name in COSMETIC)
