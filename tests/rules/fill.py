"""Writes what the rules find now into the `expect` sections of fixture files. Read the difference before committing."""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from tests.rules import cases

_SECTION = re.compile(r"(?m)^(?==== ?(?:bad|good|source|file|expect|fixed)\b)")


def fill(file: Path) -> None:
    """Rewrite one fixture file."""
    found = iter(cases.read(file))
    parts: list[str] = []
    pending: list[str] | None = None

    def close() -> None:
        if pending is not None:
            parts.append("".join(["=== expect\n", *pending]))

    for section in _SECTION.split(file.read_text("utf-8")):
        if section.startswith(("=== bad", "=== good")):
            close()
            with tempfile.TemporaryDirectory() as folder:
                hits = cases.run(next(found), file.stem, Path(folder))
            pending = [cases.worded(hit) + "\n" for hit in hits] if "=== bad" in section else None
            parts.append(section)
        elif section.startswith("=== fixed"):
            close()
            pending = None
            parts.append(section)
        elif not section.startswith("=== expect"):
            parts.append(section)
    close()
    file.write_text("".join(parts), "utf-8")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        fill(Path(name))
