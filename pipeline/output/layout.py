"""How findings are shown as text, wherever that is done: by this process, or by the one that made them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.files.remote import AnyPath
from pipeline.output.caps import capped
from pipeline.output.places import Places
from pipeline.output.text import blocks
from pipeline.results.finding import Finding


@dataclass(frozen=True, slots=True)
class Layout:
    """The width of the terminal, and the folders that paths are named by (as in `Places`)."""

    columns: int
    root: Path
    roots: tuple[tuple[str, AnyPath], ...]
    here: str

    def text(self, findings: Iterable[Finding]) -> str:
        """Findings as text, with colours as ANSI."""
        away = self.here if self.here != str(Path.cwd()) else ""
        places = Places(self.root, dict(self.roots), away)
        return "\n".join(blocks(capped(findings), places, self.columns))
