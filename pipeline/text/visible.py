"""Text from pages, made fit to be shown: one line, no control characters, no tricks of direction, not too long."""

from __future__ import annotations

import re

_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
    "|[\U000e0000-\U000e007f]"
)
LONGEST = 60


def shown(value: object, longest: int = LONGEST) -> str:
    r"""A value in words for a message: one line, at most `longest` characters, what cannot be seen written out."""
    text = value if isinstance(value, str) else str(value)
    cut = text if len(text) <= longest else text[: longest - 1] + "…"
    return visible(cut).replace("\n", "\\n").replace("\t", "\\t")


def visible(text: str) -> str:
    r"""`text` with control, bidirectional and zero-width characters written out (`\x1b`, `\u202e`).

    Tabs and line feeds stay.
    """
    return _UNSAFE.sub(_written_out, text)


def _written_out(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code > 0xFFFF:
        return f"\\U{code:08x}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
