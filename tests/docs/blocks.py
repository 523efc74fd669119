"""The commands that the guides show, taken out of their pages.

Every block of ```bash is run, line by line, each page's in one shell and in one folder, in the order of the page.
What is left out is named here, with its reason. Lines behind `- run:` and `- script:` in ```yaml blocks are run, too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parents[2]

NOT_RUN = {
    "python3 -m venv .venv": "the tests have their own environment",
    ". .venv/bin/activate": "the same",
    ".venv/bin/pip install": "needs the network",
    "pip install": "needs the network",
    ".venv/bin/pytest": "would run these tests in themselves",
    "locpipe lsp": "waits for an editor; tests/lsp speaks with it",
    "gh ": "needs GitHub",
    "locpipe review": "waits for a browser; its own tests open it",
}
"""How lines begin that are not run, and why."""

_FENCE = re.compile(r"^```(\w+)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_STEP = re.compile(r"^\s*- (?:run|script|bash): (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Shown:
    """The commands of one page."""

    page: Path
    commands: tuple[str, ...]

    @property
    def name(self) -> str:
        """The page, for the names of tests."""
        return str(self.page.relative_to(PROJECT))


def pages() -> list[Shown]:
    """Every page that shows commands."""
    files = [PROJECT / "README.md", *sorted((PROJECT / "docs").glob("*.md"))]
    found = [Shown(file, tuple(commands(file.read_text("utf-8")))) for file in files]
    return [one for one in found if one.commands]


def commands(text: str) -> list[str]:
    """The commands of a page's text, without what is not run."""
    found: list[str] = []
    for match in _FENCE.finditer(text):
        language, body = match.groups()
        if language == "bash":
            found += [line for line in body.splitlines() if line and not line.startswith("#")]
        elif language == "yaml":
            found += _STEP.findall(body)
    return [run for line in found if (run := _run(line))]


def _run(line: str) -> str:
    parts = [part.strip() for part in line.split(" && ")]
    kept = [part for part in parts if not part.startswith(tuple(NOT_RUN))]
    return " && ".join(kept)
