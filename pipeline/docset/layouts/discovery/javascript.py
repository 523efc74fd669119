"""Literals in JavaScript and TypeScript settings, read as text. Nothing is run: an expression reads as None.

It reads JSON with comments, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

_TOKEN = re.compile(
    r"""(?P<space>\s+|//[^\n]*|/\*[\s\S]*?(?:\*/|\Z))
    |(?P<text>"(?:[^"\\\n]|\\[\s\S]?)*+(?:"|(?=\n)|\Z)|'(?:[^'\\\n]|\\[\s\S]?)*+(?:'|(?=\n)|\Z)
        |`(?:[^`\\]|\\[\s\S]?)*+(?:`|\Z))
    |(?P<word>[\w$]+)
    |(?P<sign>[\s\S])""",
    re.VERBOSE,
)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_CLOSING = {"{": "}", "[": "]", "(": ")"}
DEEPEST = 60
"""So many brackets inside brackets are read."""
MOST = 50
"""So many values of a name are read."""


class Token(NamedTuple):
    """A token: `text` (a string, without its quotes), `word` or `sign`."""

    kind: str
    text: str


def tokens(text: str) -> list[Token]:
    """The tokens of a text, without white space and comments."""
    found = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "sign"
        if kind == "text":
            inner = match[0][1:].removesuffix(match[0][0])
            found.append(Token(kind, _ESCAPE.sub(r"\1", inner)))
        elif kind != "space":
            found.append(Token(kind, match[0]))
    return found


def values(text: str, *names: str) -> Iterator[Any]:
    """The literal behind each `name:` and `name =` of a text, in order; None for what is no literal."""
    found = tokens(text)
    places = (
        at + 2
        for at, token in enumerate(found[:-2])
        if token.kind in ("word", "text")
        and token.text in names
        and (found[at + 1].text == ":" or _is_set(found, at))
    )
    for at in islice(places, MOST):
        yield _value(found, at, 0)[0]


def arguments(text: str, name: str) -> Iterator[Any]:
    """The literal behind each mention of `name`: that of a call (`starlight({…})`) or of a list (`['name', {…}]`)."""
    found = tokens(text)
    places = (
        at + 2
        for at, token in enumerate(found[:-2])
        if token.text == name and found[at + 1].text in ("(", ",")
    )
    for at in islice(places, MOST):
        yield _value(found, at, 0)[0]


def _is_set(found: list[Token], at: int) -> bool:
    return found[at + 1].text == "=" and found[at + 2].text not in ("=", ">")


def _value(found: list[Token], at: int, depth: int) -> tuple[Any, int]:
    """A value and the place behind it."""
    if at >= len(found) or depth > DEEPEST:
        return None, len(found)
    token = found[at]
    if token == ("sign", "{"):
        return _object(found, at + 1, depth + 1)
    if token == ("sign", "["):
        return _list(found, at + 1, depth + 1)
    end = _end(found, at)
    if end == at + 1 and token.kind == "text":
        return token.text, end
    if end == at + 1 and token.text in ("true", "false"):
        return token.text == "true", end
    return None, end


def _object(found: list[Token], at: int, depth: int) -> tuple[dict[str, Any], int]:
    read: dict[str, Any] = {}
    while at < len(found) and found[at] != ("sign", "}"):
        key = found[at]
        if key.kind in ("word", "text") and at + 1 < len(found) and found[at + 1].text == ":":
            read[key.text], at = _value(found, at + 2, depth)
        at = _end(found, at)
        if at < len(found) and found[at] != ("sign", "}"):
            at += 1
    return read, at + 1


def _list(found: list[Token], at: int, depth: int) -> tuple[list[Any], int]:
    read: list[Any] = []
    while at < len(found) and found[at] != ("sign", "]"):
        value, at = _value(found, at, depth)
        read.append(value)
        at = _end(found, at)
        if at < len(found) and found[at] != ("sign", "]"):
            at += 1
    return read, at + 1


def _end(found: list[Token], at: int) -> int:
    """Where an expression ends: at a comma or a bracket that closes what is around it."""
    inside: list[str] = []
    while at < len(found):
        token = found[at]
        if token.kind == "sign":
            if not inside and token.text in ",;)]}":
                return at
            if token.text in _CLOSING:
                inside.append(_CLOSING[token.text])
            elif inside and token.text == inside[-1]:
                inside.pop()
        at += 1
    return at
