"""`python -m tools.docs`: write every page of the docs that is made from code. A test holds them in step."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pipeline.output import rule_pages
from tools import commands, configuration, families, schema

DOCS = Path(__file__).parents[1] / "docs"


def made() -> Mapping[str, str]:
    """The files that are made here, by name."""
    return {
        "commands.md": commands.page(),
        "configuration.md": configuration.page(),
        "families.md": families.page(),
        schema.NAME: schema.page(),
        schema.EXPORT: schema.export_page(),
    }


if __name__ == "__main__":
    for name, text in made().items():
        (DOCS / name).write_text(text, encoding="utf-8", newline="\n")
    rule_pages.write(DOCS / "rules")
