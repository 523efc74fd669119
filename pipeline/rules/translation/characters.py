"""Characters that no text has on purpose."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from pipeline.files.splice import Splice
from pipeline.results.finding import Fix, Hit
from pipeline.rules.registry import BEYOND_ASCII, rule
from pipeline.rules.translation.pair import Pair
from pipeline.severity import Severity

_REST = "[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
"""What the second byte of a character in UTF-8, and those behind it, are read as."""
_MOJIBAKE = re.compile(
    "\ufffd+"
    f"|[\u00c2\u00c3\u00c5\u00c4]{_REST}+"
    f"|\u00e2[\u0080\u20ac\u0082\u201a]{_REST}*"
    f"|\u00ef\u00bb\u00bf|[\u00e3\u00e4\u00e5\u00e6\u00d8\u00d9]{_REST}{{1,2}}"
)
_IDEOGRAPH = re.compile(f"\ufffd+|[\u00e2-\u00e9\u00ef]{_REST}{{1,2}}")
"""Where ideographs and kana are expected; in French, `é\u00a0»` may end a quotation."""
_MOST = 20  # a text that is broken from end to end need not be shown letter by letter
_SUSPECT = re.compile(
    "[\u00c2\u00c3\u00c4\u00c5\u00d8\u00d9\u00e2\u00e3\u00e4\u00e5\u00e6\u00ef\ufffd]"
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff\u00ad]+")
_CONTROL_BUT_BREAKS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff]+")
_NO_USE = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufeff]+")
"""What nobody puts into a text on purpose. A zero-width space may be what makes bold text bold, and one of U+0080 to
U+009F is what is left of another character."""
_SOFT_HYPHEN = "\u00ad"
_NEEDS_BREAKS = frozenset(["bo", "km", "lo", "my", "th"])
"""Languages without spaces that say with a zero-width one where a line may break."""
_JOINERS = re.compile("[\u200c\u200d\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_NEEDS_JOINERS = frozenset(
    [
        "ar",
        "fa",
        "he",
        "ur",
        "ps",
        "sd",
        "ug",
        "ku",
        "ckb",
        "yi",
        "syr",
        "dv",
        "hi",
        "bn",
        "ta",
        "te",
        "ml",
        "kn",
        "gu",
        "mr",
        "pa",
        "ne",
        "si",
        "as",
        "or",
        "my",
        "km",
        "th",
        "lo",
        "ka",
        "am",
    ]
)
"""Languages whose scripts need joiners, or run from right to left."""


@rule("mojibake", "unit", marks=BEYOND_ASCII, needs_source=False)
def mojibake(pair: Pair) -> Iterator[Hit]:
    """Characters that were read in the wrong encoding, or lost in it (`Ã©` for é, `â€™` for ’, U+FFFD).

    Bad:

        source: For every company
        target: Voor één bedrijf en financiÃ«le instelling

    Good:

        source: For every company
        target: Voor één bedrijf en financiële instelling
    """
    text = pair.target.text
    ideographs = "CJK" in pair.language.scripts
    if not (ideographs or _SUSPECT.search(text)):
        return
    pattern = _IDEOGRAPH if ideographs else _MOJIBAKE
    for match in islice(pattern.finditer(text), _MOST):
        if match[0] not in pair.source.text and _is_broken(match[0][:24]):
            yield Hit(match.start(), match.end(), f"{match[0]!r} is text in the wrong encoding")


def _is_broken(text: str) -> bool:
    """Is it what UTF-8 looks like when it is read as Windows-1252 or Latin-1?"""
    if "\ufffd" in text:
        return True
    data = bytearray()
    for char in text:
        try:
            data += char.encode("cp1252")
        except UnicodeEncodeError:
            if ord(char) > 255:
                return False
            data.append(ord(char))
    for end in range(len(data), 1, -1):
        try:
            decoded = bytes(data[:end]).decode()
        except UnicodeDecodeError:
            continue
        return len(decoded) < end
    return text.startswith("\u00e2\u20ac")


@rule("control-character", "unit", needs_source=False)
def control_character(pair: Pair) -> Iterator[Hit]:
    """A character that nobody sees: a control character, a zero-width space, a soft hyphen.

    Searches and copied commands fail on it. Joiners and direction marks are right where a script needs them.

    Bad:

        source: Open the menu.
        target: Open het me\u200bnu.

    Good:

        source: Open the menu.
        target: Open het menu.
    """
    text = pair.target.text
    if text.isprintable():
        return
    patterns = [_CONTROL_BUT_BREAKS if pair.language.name in _NEEDS_BREAKS else _CONTROL]
    if pair.language.name not in _NEEDS_JOINERS:
        patterns.append(_JOINERS)
    for pattern in patterns:
        for match in pattern.finditer(text):
            if match[0] in pair.source.text or (match[0] == _SOFT_HYPHEN and not pair.has_source):
                continue
            code = " ".join(f"U+{ord(char):04X}" for char in match[0])
            # between two letters it may stand for a third one that was lost
            alone = text[match.start() - 1 : match.start()].strip() == "" or (
                text[match.end() : match.end() + 1].strip() == ""
            )
            safe = alone and _NO_USE.fullmatch(match[0]) is not None
            fix = Fix("take it out", (Splice(match.start(), match.end(), ""),), safe)
            mild = (
                Severity.SUGGESTION if match[0] == _SOFT_HYPHEN else None
            )  # a word may be divided
            said = f"invisible character {code}"
            yield Hit(match.start(), match.end(), said, severity=mild, fix=fix)
