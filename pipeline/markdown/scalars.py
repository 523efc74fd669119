"""Texts as YAML scalars: what a scalar in front matter says, and how a text is written so that it reads back."""

from __future__ import annotations

import json
import re
import tomllib

import yaml

_PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_./+-]*")
_NOT_PLAIN = re.compile(
    r"[-+.\d]+|true|false|yes|no|on|off|null|~|\d{4}-\d\d?-\d\d?.*", re.IGNORECASE
)
_BLOCK = re.compile(
    r"(?P<header>(?P<style>[>|])[^\r\n]*(?P<eol>\r\n|\n))\s*?(?P<indent>(?<=\n) +)(?=\S)"
)


def scalar_text(written: str) -> str:
    """The text of a YAML scalar as it is written (quoted, plain, folded)."""
    if written[:1] not in "\"'|>" and "\n" not in written and "\r" not in written:
        return written
    value = yaml.load(written, Loader=yaml.CBaseLoader)
    return value.rstrip("\n") if isinstance(value, str) else written


def text_in(form: str, written: str) -> str:
    """The text of a value as it is written in metadata of a form (`yaml`, `toml`, `json`)."""
    if form == "json":
        return str(json.loads(written))
    return str(tomllib.loads(f"x = {written}")["x"]) if form == "toml" else scalar_text(written)


def written_in(form: str, written: str, value: str) -> str:
    """`value` in the style of a value that is written in TOML or JSON."""
    if form == "toml" and written[:1] == "'" and "'" not in value and value.isprintable():
        return f"'{value}'"
    text = json.dumps(value, ensure_ascii=False)
    return text.replace("\x7f", "\\u007f") if form == "toml" else text


def rewritten(written: str, value: str, *, flow: bool = False) -> str:
    """`value` in the style of the scalar `written`: its quotes, or its lines below `>` or `|`, where they can hold it.

    `flow`: it stands in brackets, where commas and brackets divide.
    """
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    block = _BLOCK.match(written)
    if block:
        lines = _in_block(block, value)
        if lines is not None:
            return lines
    return scalar(value, quote=written[:1] if written[:1] in "\"'" else "", flow=flow)


def _in_block(block: re.Match[str], value: str) -> str | None:
    """`value` below the header of a block scalar, None where it would not read back."""
    broken = re.sub("\n+", r"\g<0>\n", value) if block["style"] == ">" else value
    lines = (block["indent"] + line if line else "" for line in broken.split("\n"))
    written: str = block["header"] + block["eol"].join(lines)
    try:
        return written if scalar_text(written) == value else None
    except yaml.YAMLError:
        return None


def scalar(value: str, quote: str = "", *, flow: bool = False) -> str:
    """`value` as a YAML scalar on one line: plain where that reads back as the same string, else quoted.

    `flow`: it is to stand in brackets, where commas and brackets divide.
    """
    if not quote and _PLAIN.fullmatch(value) and not _NOT_PLAIN.fullmatch(value):
        return value
    if not quote and re.fullmatch(
        r"\d{2}/\d{2}/\d{4}", value
    ):  # a day in American order, which sites write plain
        return value
    if not quote and _reads_back(value, flow=flow):
        return value
    if quote == "'" and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    dumped: str = yaml.dump(value, default_style='"', allow_unicode=True, width=2**31)
    return dumped.rstrip("\n")


def _reads_back(value: str, *, flow: bool) -> bool:
    """Is a text of several words the same string when it stands without quotes?"""
    if not value.isprintable() or value != value.strip() or not value[:1].isalpha():
        return False
    written, meant = (f"[{value}]", [value]) if flow else (f"key: {value}", {"key": value})
    try:
        return bool(yaml.load(written, Loader=yaml.CSafeLoader) == meant)
    except yaml.YAMLError:
        return False
