"""Text from pages, made fit to be shown: one line, no control characters, no tricks of direction, not too long."""

from __future__ import annotations

import re

_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
    "|[\ud800-\udfff\U000e0000-\U000e007f]"
)
LONGEST = 60


def shown(value: object, longest: int = LONGEST) -> str:
    r"""A value in words for a message: at most `longest` characters, what cannot be seen written as `\u202e`."""
    text = value if isinstance(value, str) else str(value)
    cut = text[: longest + 1]
    text = cut if len(cut) <= longest else cut[: longest - 1] + "…"
    return visible(text)


def visible(text: str) -> str:
    r"""`text` with every control, bidirectional and zero-width character written out as an escape."""
    return _HIDDEN.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    named = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(match[0])
    if named:
        return named
    code = ord(match[0])
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
