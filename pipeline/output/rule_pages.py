"""The pages in docs/rules, made from the rules themselves: `python -m pipeline.output.rule_pages docs/rules`."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from pipeline.rules.explained import page_of, severity_of, summary_of
from pipeline.rules.registry import entries

_INDEX = "README.md"
_HEAD = """# Rules

Made from the rules; edit their docstrings, not these pages. `locpipe explain RULE` shows the same in a terminal.
Rules about single attributes of the metadata (`ms-date-missing`) are explained under docfx's kind behind them
([missing-attribute](missing-attribute.md)); [metadata.md](../metadata.md) has the table of kinds.

*fix*: `safe` ones are made by `--fix`, `unsafe` ones by `--fix --unsafe-fixes` only; `some` are safe.

| rule | severity | certainty | fix | family | what it finds |
| --- | --- | --- | --- | --- | --- |
"""


def pages() -> Mapping[str, str]:
    """Every page by file name."""
    known = sorted(entries().values(), key=lambda entry: entry.name)
    rows = "".join(
        f"| [{entry.name}]({entry.name}.md) | {severity_of(entry)} | {entry.certainty.label} | {entry.fix} | "
        f"{entry.family} | "
        f"{summary_of(entry.name).replace('|', chr(92) + '|')} |\n"
        for entry in known
    )
    found = {f"{entry.name}.md": page_of(entry.name) for entry in known}
    return {_INDEX: _HEAD + rows, **found}


def write(folder: Path) -> None:
    """Write all pages, and delete those of rules that are no more."""
    folder.mkdir(parents=True, exist_ok=True)
    made = pages()
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    for file in folder.glob("*.md"):
        if file.name not in made:
            file.unlink()


if __name__ == "__main__":
    write(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/rules"))
