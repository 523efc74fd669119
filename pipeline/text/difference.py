"""What a change would be, as a unified diff that `git apply` takes."""

from __future__ import annotations

import difflib
import os
import re


def unified_diff(old: str | None, new: str, path: str) -> str:
    """What writing `new` to `path` in place of `old` (None: there is no file) changes; empty where they are equal."""
    before = os.devnull if old is None else f"a/{path}"
    lines = []
    for line in difflib.unified_diff(_lines(old or ""), _lines(new), before, f"b/{path}"):
        lines.append(line if line.endswith("\n") else line + "\n\\ No newline at end of file\n")
    return "".join(lines)


def _lines(text: str) -> list[str]:
    """Lines as git has them: they end with a line feed, and with nothing else."""
    return [line for line in re.split(r"(?<=\n)", text) if line]
