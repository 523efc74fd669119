"""The tokens of a text that rules compare: numbers, words, addresses, identifiers, placeholders.

Each is found by one expression that needs time in proportion to the text: every repetition takes characters that
what follows it cannot take.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from pipeline.rules.translation.language import words_of

_IN_URL = r"[^\s<>\"`\x00-\x1f。、，）」]"
_URL_END = r"[^\s<>\"`\x00-\x1f。、，）」.,;:!?)'*_]"
URL = re.compile(rf"(?:(?:https?|ftp)://|\bwww\.){_IN_URL}*{_URL_END}")
EMAIL = re.compile(
    r"(?<![\w.+-])[\w+-]{1,64}(?:\.[\w+-]{1,64}){0,9}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,9}"
)

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
"""A word; the parts of a hyphenated one are words."""

_ASCII_WORD = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)*")


def word_pattern(text: str) -> re.Pattern[str]:
    """What finds the words of this text: WORD, or what finds the same ones in ASCII in half the time."""
    return _ASCII_WORD if text.isascii() else WORD


NUMBER = re.compile(r"\d+(?:[.,:٫٬’'\u00a0\u202f/-]\d+)*")

PLACEHOLDER = re.compile(
    r"\{\{[^{}\n]{1,60}\}\}|\{\d{1,3}(?:[:,][^{}\n]{1,30})?\}|\$\{\w{1,60}\}|%%%\d{1,4}%%%|"
    r"(?<![\w%])%(?:\d\$)?[sdif](?![\w%])|(?<![\w%])%\w{2,40}%(?!\w)|(?<![\w&])#A\d{1,3}\b"
)

LEAKED = re.compile(
    r"(?<![\w&])#A\d{1,3}\b|%%%\d{1,4}%%%|</?(?:bpt|ept|ph|it|g|x)\b[^<>\n]{0,80}>|\{\d{1,3}\}|"
    r"__?PH_?\d{1,4}__?|\bXX?PH\d{1,4}XX?\b"
)
"""What machine translation engines put in the place of markup and should have taken out again."""

_VERBS = "|".join(words_of("verbs", "verbs"))
_PARTICLES = "|".join(words_of("verbs", "particles"))
_EXTENSIONS = (
    "md|yml|yaml|json|xml|txt|csv|ps1|psm1|psd1|ps1xml|psc1|cs|vb|cpp|js|ts|py|java|html?|css|exe|dll|msi|cab|"
    "config|ini|log|bat|cmd|sh|png|jpe?g|gif|svg|zip|docx?|xlsx?|pptx?|pdf|pst|ost|reg|inf|sys|cer|pfx|sln|"
    "csproj|nupkg|nuspec|mof|resx|xaml|aspx|sql|rdp|vhdx?"
)

IDENTIFIERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "-",
        re.compile(rf"(?<![\w$-])(?:{_VERBS})-(?!(?:{_PARTICLES})\b)[A-Z]\w*"),
    ),  # commands: Get-Item
    (
        "=",
        re.compile(
            r'"[\w .-]{1,60}"=(?:dword:[0-9A-Fa-f]{1,16}|hex:[0-9A-Fa-f,]{1,60}|"[^"\n]{0,80}")'
        ),
    ),  # keys
    ("$", re.compile(r"\$(?:\w{1,30}:)?[A-Za-z_]\w*")),  # variables
    (
        "\\",  # paths
        re.compile(
            r"(?<![\w\\])(?:[A-Za-z]:|\\|%\w{1,40}%|HK[A-Z_]{2,18}:?)\\[\w$%.(){}*-]+(?:\\[\w$%.(){}*-]+)*"
        ),
    ),
    (
        ".",  # files
        re.compile(rf"(?<![\w/\\.*-])[\w*][\w*-]*(?:\.[\w*-]+)*\.(?:{_EXTENSIONS})\b(?![.-]?\w)"),
    ),
    (".", re.compile(r"(?<![\w$.*/\\)\]])\.[a-z]\w{1,6}(?![\w.])")),  # extensions: .md
    (".", re.compile(r"(?<![\w$.])[A-Za-z]\w*(?:\.[A-Z]\w+)+(?!\w)")),  # types: System.String
    ("_", re.compile(r"(?<![\w$])_*[A-Za-z][^\W_]*(?:_+[^\W_]+)+(?![\w])")),  # snake_case
    (
        "-",
        re.compile(
            r"(?<![\w\])}*`.-])-(?=[A-Za-z]*[A-Z])[A-Z]\w+(?![\w-])|(?<![\w-])--[a-z][\w-]+"
        ),
    ),  # switches
)
"""Kinds of identifiers, each with a character that all of the kind have."""

CAMEL = re.compile(r"(?<![\w.$@/\\-])(?:[a-z]+[A-Z]\w*|[A-Z]+[a-z]\w*?[A-Z]\w*)(?![\w])")
"""Words with a capital inside: names of products, of types, of parameters."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written; `digits` are its digits alone, in ASCII, groups kept apart in `groups`."""

    start: int
    end: int
    text: str
    groups: tuple[str, ...]
    separators: str

    @property
    def digits(self) -> str:
        """All digits."""
        return "".join(self.groups)


_ASCII_DIGITS = re.compile(r"[0-9]+")


def numbers_of(plain: str) -> tuple[Number, ...]:
    """The numbers of a text in the order they stand."""
    found = []
    for match in NUMBER.finditer(plain):
        text = match[0]
        found.append(_number(match.start(), match.end(), text))
    return tuple(found)


def _number(start: int, end: int, text: str) -> Number:
    if not text.isascii():
        spelled = "".join(
            str(unicodedata.digit(char))
            if char.isdigit() and not char.isascii() and unicodedata.digit(char, -1) >= 0
            else char
            for char in text
        )
    else:
        spelled = text
    groups = tuple(_ASCII_DIGITS.findall(spelled))
    separators = (
        "" if len(groups) < 2 else "".join(char for char in spelled if char not in "0123456789")
    )
    return Number(start, end, text, groups, separators)
