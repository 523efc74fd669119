"""What a change would be, as a unified diff that `git apply` takes."""

from __future__ import annotations

import difflib
import os
import re

_PLAIN = re.compile(
    r'[^\x00-\x1f"\\\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]*'
)
_ESCAPES = {ord('"'): '\\"', ord("\\"): "\\\\", 9: "\\t", 10: "\\n", 13: "\\r"}


def unified_diff(old: str | None, new: str, path: str) -> str:
    """What writing `new` to `path` in place of `old` (None: there is no file) changes; empty where they are equal."""
    before = os.devnull if old is None else _quoted(f"a/{path}")
    lines = []
    for line in difflib.unified_diff(_lines(old or ""), _lines(new), before, _quoted(f"b/{path}")):
        lines.append(line if line.endswith("\n") else line + "\n\\ No newline at end of file\n")
    return "".join(lines)


def _quoted(name: str) -> str:
    """A name as git writes it: where it must, in quotes, with what is no plain text in octal."""
    if _PLAIN.fullmatch(name):
        return name
    escaped = (
        chr(byte)
        if 32 <= byte < 127 and byte not in b'"\\'
        else _ESCAPES.get(byte, f"\\{byte:03o}")
        for byte in os.fsencode(name)
    )
    return f'"{"".join(escaped)}"'


def _lines(text: str) -> list[str]:
    """Lines as git has them: they end with a line feed, and with nothing else."""
    return [line for line in re.split(r"(?<=\n)", text) if line]
