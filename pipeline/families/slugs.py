"""Names of headings as the programs that render pages make them, each with its own rules.

All but `goldmark` work on the text that a reader sees (`visible`), goldmark on what is written behind the `#`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

_CIRCLED = ((0x24B6, 0x24E9), (0x1F130, 0x1F149), (0x1F150, 0x1F169), (0x1F170, 0x1F189))


class Slugger:
    """The names of the headings of one page, in order: no two are the same."""

    def __init__(self, name: str) -> None:
        self._slug, self._unique = SLUGGERS[name]
        self._used: dict[str, int] = {}

    def add(self, heading: str) -> str:
        """The name of the next heading."""
        return self._unique(self._slug(heading), self._used)

    def reserve(self, name: str) -> None:
        """Say that a heading has a name of its own."""
        self._used.setdefault(name, 0)


def slug(name: str, heading: str) -> str:
    """The name that a slugger makes of one heading, as if it were the only one on its page."""
    return Slugger(name).add(heading)


def visible(heading: str) -> str:
    """The text of a heading's Markdown that a reader sees."""
    return _visible(heading.strip())


@lru_cache(maxsize=4096)
def _visible(heading: str) -> str:
    if not re.search(r"[\\`*_\[\]<>&~!]", heading):
        return heading
    import pyromark

    parts: list[str] = []
    options = pyromark.Options.ENABLE_STRIKETHROUGH
    for event in pyromark.events(f"# {heading}", options=options):
        if isinstance(event, dict):
            parts += (
                value
                for kind, value in event.items()
                if kind in ("Text", "Code") and isinstance(value, str)
            )
        elif event in ("SoftBreak", "HardBreak"):
            parts.append(" ")
    return "".join(parts).strip()


def _kept(text: str, keep: Callable[[str], bool], space: str = "-") -> str:
    return "".join(space if char == " " else char for char in text if char == " " or keep(char))


def _ascii(heading: str) -> str:
    """Letters and digits of ASCII, `-` and `_`, as docs.microsoft.com's hand-back names English headings."""
    return _kept(
        heading.strip().lower(), lambda char: char.isascii() and (char.isalnum() or char in "-_")
    )


def _gfm(heading: str) -> str:
    """Markdig's `UrilizeAsGfm`, which docfx uses; it looks at UTF-16 units, so nothing beyond them is a letter."""
    return "".join(
        "-" if char == " " else _lower(char, keep="İ")
        for char in heading
        if char in " -_"
        or (ord(char) <= 0xFFFF and unicodedata.category(char)[0] == "L")
        or (ord(char) <= 0xFFFF and unicodedata.category(char) == "Nd")
    )


def _github(heading: str) -> str:
    """github-slugger, which GitHub's own names, Docusaurus and Astro follow."""
    return _kept(heading.lower(), _is_github)


def _is_github(char: str) -> bool:
    if char.isascii():
        return char.isalnum() or char in "-_"
    category = unicodedata.category(char)
    if category[0] in "LM" or category in ("Nd", "Nl", "Pc"):
        return True
    return category == "So" and any(first <= ord(char) <= last for first, last in _CIRCLED)


def _goldmark(heading: str) -> str:
    """Hugo's `autoHeadingIDType = "github"`."""
    return "".join(
        "-" if char in " -" else _lower(char)
        for char in heading.strip()
        if char in " -_"
        or unicodedata.category(char)[0] == "L"
        or unicodedata.category(char) == "Nd"
    )


def _lower(char: str, keep: str = "") -> str:
    """The lower case of one character as one character."""
    return char if char in keep else char.lower()[:1]


def _python_markdown(heading: str) -> str:
    """Python-Markdown's `toc.slugify`: ASCII only."""
    plain = unicodedata.normalize("NFKD", heading).encode("ascii", "ignore").decode("ascii")
    return _words(plain)


def _python_markdown_unicode(heading: str) -> str:
    """Python-Markdown's `toc.slugify_unicode`."""
    return _words(heading)


def _words(text: str) -> str:
    plain = re.sub(r"[^\w\s-]", "", text).strip().lower()
    return re.sub(r"[-\s]+", "-", plain)


def _pymdownx(heading: str) -> str:
    """`pymdownx.slugs.slugify(case="lower")`, as Material for MkDocs advises."""
    one_space = " ".join(heading.split())  # as Python-Markdown hands it over
    plain = re.sub(r"[^\w\- ]", "", unicodedata.normalize("NFC", one_space).lower())
    return plain.replace(" ", "-")


_KUMA = re.compile(r"""["#$%&+,/:;=?@\[\]^`{|}~')(\\]""")
_NO_FILE = re.compile(r"[/?<>\\:*|\"\x00-\x1f\x80-\x9f]")


def _kuma(heading: str) -> str:
    """MDN's names."""
    return _NO_FILE.sub("", re.sub(r"\s+", "_", _KUMA.sub("", heading.strip()))).lower()


def _counting(empty: str) -> Callable[[str, dict[str, int]], str]:
    """`name`, `name-1`, `name-2`; a name that is taken is passed over. `empty` is the name of a heading without one."""

    def unique(name: str, used: dict[str, int]) -> str:
        name = name or empty
        found, number = name, used.get(name, 0)
        while found in used:
            number += 1
            found = f"{name}-{number}"
        used[name] = number
        used.setdefault(found, 0)
        return found

    return unique


def _python_unique(name: str, used: dict[str, int]) -> str:
    """`name`, `name_1`; `name_1` again is `name_2`."""
    while name in used or not name:
        match = re.fullmatch(r"(.*)_([0-9]+)", name, re.DOTALL)
        name = f"{match[1]}_{int(match[2]) + 1}" if match else f"{name}_1"
    used[name] = 0
    return name


def _kuma_unique(name: str, used: dict[str, int]) -> str:
    """`name`, `name_2`, `name_3`; a heading without a name is `sect1`."""
    found, number = name, 2
    if not name:
        found, number = "sect1", 2
        while found in used:
            found, number = f"sect{number}", number + 1
    while found in used:
        found, number = f"{name}_{number}", number + 1
    used[found] = 0
    return found


SLUGGERS: dict[str, tuple[Callable[[str], str], Callable[[str, dict[str, int]], str]]] = {
    "ascii": (_ascii, _counting("")),
    "gfm": (_gfm, _counting("section")),
    "github": (_github, _counting("")),
    "goldmark": (_goldmark, _counting("heading")),
    "kuma": (_kuma, _kuma_unique),
    "pymdownx": (_pymdownx, _python_unique),
    "python-markdown": (_python_markdown, _python_unique),
    "python-markdown-unicode": (_python_markdown_unicode, _python_unique),
}
RAW = frozenset({"goldmark"})
