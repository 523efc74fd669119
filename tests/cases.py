"""Cases kept as text, so that a writer can add one without reading code.

A file of cases holds any number of them:

    === what the case shows
    --- name of a part
    its text, up to the next line of dashes or equal signs
    --- name of another part
    …

`⏎` at the end of a part's last line says "no line end here"; `␍` stands for a carriage return, `⍽` for a no-break
space.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True)
class Case:
    """One case: its title and its parts by name."""

    title: str
    parts: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.parts[name]

    def get(self, name: str) -> str:
        """A part that may be missing; empty then."""
        return self.parts.get(name, "")


def read_cases(path: Path) -> list[Case]:
    """The cases of a file."""
    cases: list[Case] = []
    part = ""
    for line in path.read_text("utf-8").splitlines(keepends=True):
        if line.startswith("=== "):
            cases.append(Case(line[4:].strip(), {}))
            part = ""
        elif line.startswith("--- ") and cases:
            part = line[4:].strip()
            cases[-1].parts[part] = ""
        elif part:
            cases[-1].parts[part] += line
    for case in cases:
        for name, text in case.parts.items():
            text = text.replace("␍", "\r").replace("⍽", "\u00a0")
            case.parts[name] = text.removesuffix("⏎\n") if text.endswith("⏎\n") else text
    return cases


def cases(path: Path) -> pytest.MarkDecorator:
    """Parametrize a test with `case` over the cases of a file."""
    found = read_cases(path)
    assert found, f"no cases in {path}"
    return pytest.mark.parametrize("case", found, ids=[case.title for case in found])
