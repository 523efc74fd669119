"""Text of pages as HTML in which nothing acts: escaped, and what cannot be seen or turns the direction as a label.

A character such as U+202E (right-to-left override) or a NUL is no text that a reader can judge. It is shown as a
small label with its number, and its name on hover.
"""

from __future__ import annotations

import re
import unicodedata
from html import escape

from markupsafe import Markup

_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\ud800-\udfff]|[\U000e0000-\U000e007f]"
)
_OPEN, _CLOSE = "\ue000", "\ue001"
_KEPT = re.compile(f"{_OPEN}([0-9a-f]+){_CLOSE}")
_RESERVED = re.compile(f"[{_OPEN}{_CLOSE}]")


def inert(text: str) -> Markup:
    """`text` as HTML for the content of an element."""
    return Markup(labelled(escape(keep_hidden(text), quote=True)))


def keep_hidden(text: str) -> str:
    """`text` with its hidden characters written so that they come through every parser, for `labelled` to find."""
    if text.isprintable():  # most short texts; not one hidden character is printable
        return text
    text = _RESERVED.sub("\ufffd", text)
    return _HIDDEN.sub(lambda match: f"{_OPEN}{ord(match[0]):x}{_CLOSE}", text)


def labelled(html: str) -> str:
    """Escaped text in which the characters that `keep_hidden` wrote out have become labels."""
    return _KEPT.sub(_label, html) if _OPEN in html else html


def spelled(kept: str) -> str:
    r"""The same for an attribute's value: hidden characters as `\u202e`; it is not escaped."""
    return _KEPT.sub(lambda match: f"\\u{int(match[1], 16):04x}", kept) if _OPEN in kept else kept


def _label(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    name = unicodedata.name(chr(code), "control character").lower()
    return f'<span class="hidden-char" title="U+{code:04X} {name}">{code:04X}</span>'
