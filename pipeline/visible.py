r"""Text of others made fit for each place where it is shown: a terminal or a log, XML, JSON, GitHub's commands.

Pages, PO files, settings and names of files may hold anything: escape sequences, characters that turn the direction of
the text, half characters (names that are not UTF-8), line feeds that begin a line of their own. Whatever cannot be seen
is written out (`\x1b`, `\u202e`). Every output has its function here, and nothing is shown that did not pass one.
"""

from __future__ import annotations

import json
import re

_HIDDEN = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f"
)
_UNSAFE = re.compile(f"[{_HIDDEN}]")
_UNSAFE_OR_COLOUR = re.compile(rf"(\x1b\[[\d;]*m|\r(?=\n))|[{_HIDDEN}]")
_NO_XML = re.compile("[\ufffe\uffff]")
_COMMAND = re.compile(
    r"^((?:[^\S\n]|\x1b\[[\d;]*m)*):(?=:(?!:))"  # GitHub: a line that begins with `::`, after any spaces
    r"|#(?=#\[|#vso\[)",  # GitHub's former ones, and Azure's, anywhere
    re.MULTILINE,
)
_ANYWHERE = re.compile(r"#(?=#\[|#vso\[)")
LONGEST = 60


def shown(value: object, longest: int = LONGEST) -> str:
    r"""A value in words for a message: one line, at most `longest` characters, what cannot be seen written out."""
    text = value if isinstance(value, str) else str(value)
    return one_line(text if len(text) <= longest else text[: longest - 1] + "…")


def visible(text: str) -> str:
    r"""`text` with control, bidirectional and zero-width characters written out (`\x1b`, `\u202e`).

    Tabs and line feeds stay.
    """
    return _UNSAFE.sub(_written_out, text)


def one_line(text: str) -> str:
    r"""As `visible`, and tabs and line feeds written out too: for names of files, and all else that has one line."""
    return visible(text).replace("\n", "\\n").replace("\t", "\\t")


def for_terminal(text: str) -> str:
    """What is about to be printed, made safe as a whole: the last look, whatever its parts went through.

    Colours and line ends stay. A line that a CI system would take for a command of its own (`::error::`, `##[group]`,
    `##vso[…]`) has its first mark written out.
    """
    safe = _UNSAFE_OR_COLOUR.sub(lambda match: match[1] or _written_out(match), text)
    return _COMMAND.sub(_disarmed, safe) if "::" in safe or "##" in safe else safe


def commands_in(text: str) -> list[int]:
    """Where `for_terminal` writes a mark out because a command might begin there (0-based characters)."""
    found = _COMMAND.finditer(text) if "::" in text or "##" in text else ()
    return [match.end() - 1 for match in found]


def for_xml(text: str) -> str:
    """As `visible`, without the other characters that XML cannot hold, and the commands that act anywhere in a line."""
    return _ANYWHERE.sub(_written_out, _NO_XML.sub(_written_out, visible(text)))


def as_json(value: object, *, indent: int | None = None) -> str:
    r"""`value` as JSON: what cannot be seen, or may act in a log, is escaped (`\u202e`), and reads back as it was."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _ANYWHERE.sub("\\\\u0023", _UNSAFE.sub(_escaped, text))


def github_message(text: str) -> str:
    """`text` for the message of a GitHub workflow command."""
    return _ANYWHERE.sub(_written_out, visible(text)).replace("%", "%25").replace("\n", "%0A")


def github_property(text: str) -> str:
    """`text` for a property of a GitHub workflow command."""
    return github_message(text).replace(":", "%3A").replace(",", "%2C")


def _written_out(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code > 0xFFFF:
        return f"\\U{code:08x}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def _disarmed(match: re.Match[str]) -> str:
    return "\\x23" if match[0] == "#" else f"{match[1]}\\x3a"


def _escaped(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1]
