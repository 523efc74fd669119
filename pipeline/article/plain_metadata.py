"""One metadata value without the YAML parser, which takes longer than all else that is asked of most pages.

Most blocks are lines of `key: value` and lists below a key, in which no value needs a second look. Of any other block
nothing is said, and the parser is asked.
"""

from __future__ import annotations

import re
from functools import cache

import yaml

from pipeline.article.yaml_loader import TEXT

_LONGEST = 8_000  # characters of a block that is read by its lines
_SAFE = " -~\u00a0-\u1fff\u2010-\u2027\u2030-\ud7ff"  # characters that YAML takes as they are
_VALUE = "|".join(
    (
        r"(?:\d{1,9} )?[^\W\d_](?:(?:[\w ./(),'’+@!?&%|=-]|:(?=[\w/]))*[\w./(),'’+@!?&%|=-])?",  # words
        r"\d{1,2}/\d{1,2}/\d{4}|[1-9]\d{0,15}|\d{1,5}(?:\.\d{1,5}){1,3}",
        r"[0-9a-f]{40}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
        rf"'(?:(?!')[{_SAFE}])*'",
        rf'"(?:(?!["\\])[{_SAFE}])*"',
    )
)
_ITEMS = "|".join(rf"(?:{indent}- (?:{_VALUE}) {{0,8}}\r?\n)*" for indent in ("", "  "))
_RESOLVER = yaml.resolver.Resolver()


@cache
def _simple() -> re.Pattern[str]:
    """What is read by its lines. Compiled when it is first asked for: for one page that takes longer than it saves."""
    return re.compile(
        rf"(?:[A-Za-z][\w.-]*(?: [A-Za-z][\w.-]*)*:(?: {{1,8}}(?:{_VALUE}) {{0,8}}\r?\n| {{0,8}}\r?\n(?:{_ITEMS})))*"
    )


def value_of(block: str, key: str) -> str | None:
    """The text under `key` in a block of YAML, empty where it is not there; None where only the parser can tell."""
    if len(block) > _LONGEST or not _simple().fullmatch(block):
        return None
    found = re.findall(rf"^{re.escape(key)}:(.*)$", block.replace("\r\n", "\n"), re.MULTILINE)
    if not found:
        return ""
    value: str = found[-1].strip()
    if value[:1] in ("'", '"') and value[1:]:
        return value[1:-1].strip()
    tag = _RESOLVER.resolve(yaml.ScalarNode, value, (True, False))  # type: ignore[no-untyped-call]
    return value if tag == TEXT else None
