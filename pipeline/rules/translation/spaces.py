"""Spaces: lost at markup, doubled, before punctuation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.files.splice import Splice
from pipeline.results.finding import Fix, Hit
from pipeline.rules.registry import rule
from pipeline.rules.translation.pair import Pair
from pipeline.rules.translation.reading import Reading

_DOUBLE = re.compile(
    r"(?<=[^\s\x01|])(?<!\x00\x00)[ \u00a0]{2,}(?=[^\s|])|(?<=[^\s|])[ \u00a0]{2,}(?=[^\s|])"
)
_BEFORE_MARK = re.compile(
    r"(?<=[^\s>:;,.!?(\[|/=-])[ \u00a0\u202f]+([,;:!?.。，、؟،؛])(?=[\s\x00)\"'”’»]|$)"
)
_SPACE_AND_MARK = re.compile(r"[ \u00a0\u202f][,;:!?.。،、؟؛]")
_HYPHEN = re.compile(r"(?<=[\w\x00\x01]) -(?=[^\W\d_A-Z]{2})")
_DASH = re.compile(r"[\s\x00\x01][-–—][\s\x00]")
_WORDS_ONLY = re.compile(r"[^\W_]")

_SUFFIXES = frozenset([
    "al", "as", "ci", "da", "das", "de", "do", "dos", "em", "en", "er", "es", "in", "je", "la", "las", "le", "li", "lo",
    "los", "me", "mi", "na", "ne", "no", "os", "se", "si", "te", "ti", "um", "vi",
])  # fmt: skip
"""Small words that are endings of other words as well: `**bestand**en` may be one word."""
_JOINED = re.compile(r"[^\W\d_]+(?![\w'’-])")
_FREE = re.compile(r"(?<![\w'’-])[^\W\d_]+\Z")
_SIGNS = "*\\<>|\"'#&%$@~^+"
_SURE_MARKS = ",.;。，、،؛"

Span = tuple[int, int, str]
"""Start and end of a stretch of markup, and what it is called."""


def _spans(reading: Reading) -> Iterator[Span]:
    for link in reading.links:
        yield link.start, link.end, "image" if link.kind == "image" else "link"
    for code in reading.codes:
        yield code.start, code.end, "code"
    for emphasis in reading.emphases:
        yield emphasis.start, emphasis.end, "bold" if emphasis.strong else "italic"
    for markup in reading.verbatims:
        yield markup.start, markup.end, "markup"


def _glued(reading: Reading) -> list[tuple[int, str, str]]:
    """Where a word touches markup: the place, the kind of markup, the side on which the word stands."""
    text = reading.text
    found = []
    ends = {}
    spans = list(_spans(reading))
    for start, end, kind in spans:
        if _WORDS_ONLY.match(text, end):
            found.append((end, kind, "after"))
        if start and _WORDS_ONLY.match(text, start - 1):
            found.append((start, kind, "before"))
        ends[end] = kind
    for start, _, kind in spans:
        if start in ends:
            found.append((start, f"{ends[start]} and {kind}", "between"))
    return found


@rule("space-lost", "unit", marks="[<*_`{", needs_source=False)
def space_lost(pair: Pair) -> Iterator[Hit]:
    """A word is glued to a link, to bold or italic text, to code; or two of these are glued together.

    Machine translation loses these spaces more often than anything else. Languages that write particles right behind
    a word, or no spaces at all, are left alone.

    Bad:

        source: See [billing](pay.md) for more.
        target: Zie [facturering](pay.md)voor meer.

    Good:

        source: See [billing](pay.md) for more.
        target: Zie [facturering](pay.md) voor meer.
    """
    if not pair.language.spaced:
        return
    found = _glued(pair.target)
    if not found:
        return
    if not pair.has_source:
        found = [one for one in found if _is_lost(pair, *one)]
    allowed = [(kind, side) for _, kind, side in _glued(pair.source)]
    done = set()
    for at, kind, side in found:
        as_source = next((one for one in ((kind, side), ("markup", side)) if one in allowed), None)
        if as_source:  # where the source has a macro, the target may have what it stands for
            allowed.remove(as_source)
            continue
        if pair.language.joins_after and side == "after":
            continue
        if pair.language.joins_before and side == "before":
            continue
        if at in done or (side == "after" and _is_part_of_word(pair, at, kind)):
            continue
        done.add(at)
        where = f"{side} {kind}"
        fix = Fix("put a space there", (Splice(at, at, " "),), _is_word(pair, at, kind, side))
        yield Hit(max(at - 1, 0), at + 1, f"space lost {where}", fix=fix)


def _is_lost(pair: Pair, at: int, kind: str, side: str) -> bool:
    """Is it no habit of sources either to write no space there?

    Attributes stand behind links (`{target=_blank}`), images beside images, and an ending may be in bold.
    """
    if side == "between" or kind in ("markup", "image"):
        return False
    if side == "before":
        return _is_word(pair, at, kind, side)
    if kind == "link" or not pair.language.writes_compounds:
        return not _is_ending(pair, at)
    return not _is_compound(pair, at)


def _is_part_of_word(pair: Pair, at: int, kind: str) -> bool:
    """Does what stands behind code, bold or italic text go on with its last word? Machines seldom mean it."""
    if kind in ("code", "bold") and _is_ending(pair, at):
        return True
    if kind not in ("bold", "italic") or pair.page.translation_type == "MT":
        return False
    return pair.language.writes_compounds and _is_compound(pair, at)


def _is_compound(pair: Pair, at: int) -> bool:
    """Is it the second half of a compound: `**Default**wert`? Function words and capitals are none."""
    found = _JOINED.match(pair.target.text, at)
    if found is None or len(found[0]) < 3 or not found[0][0].islower():
        return False
    return found[0] not in pair.language.function_words


def _is_ending(pair: Pair, at: int) -> bool:
    """Is it the ending of a word that is code or a name: a plural, a genitive, an infinitive (`` `raise`n ``)?"""
    found = _JOINED.match(pair.target.text, at)
    word = found[0] if found else ""
    return word in pair.language.suffixes and word not in pair.language.function_words


def _is_word(pair: Pair, at: int, kind: str, side: str) -> bool:
    """Is what touches the markup a small word of the language, and no ending or beginning of another word?"""
    text = pair.target.text
    if side == "after":
        found = _JOINED.match(text, at)
    else:  # `**aus**wählen`: bold text within a word
        found = _FREE.search(text, max(0, at - 20), at) if kind in ("link", "code") else None
    word = found[0].lower() if found else ""
    return len(word) > 1 and word in pair.language.function_words and word not in _SUFFIXES


@rule("double-space", "unit", needs_source=False)
def double_space(pair: Pair) -> Iterator[Hit]:
    """Two spaces or more where the source has one. Where a line ends, nobody sees them.

    Bad:

        source: Open the menu.
        target: Open  het menu.

    Good:

        source: Open the menu.
        target: Open het menu.
    """
    text = pair.target.text
    if ("  " not in text and "\u00a0" not in text) or "  " in pair.source.text.strip():
        return
    for match in _DOUBLE.finditer(pair.target.markup.plain):
        start, end = match.span()
        found = text[start:end]
        if "\n" in found or "\r" in found or "\t" in found or "\u00a0" in found:
            continue  # what holds a no-break space is a hole in the line: `stray-no-break-space`
        if not _in_prose(text, start, end):
            continue
        # around `>` and the like they are a habit that no reader sees
        words = (text[start - 1].isalnum() or text[start - 1] in ",.;:") and text[end].isalnum()
        safe = words and not found.strip(" ")
        fix = Fix("leave one", (Splice(start, end, " "),), safe)
        yield Hit(start, end, "two spaces", fix=fix)


def _in_prose(text: str, start: int, end: int) -> bool:
    """Do words stand on both sides, with or without markup? Around `>` two spaces are a habit that no reader sees."""
    before = text[:start].rstrip("*_`]()[\\")[-1:]
    after = text[end:].lstrip("*_`[(\\")[:1]
    return (before.isalnum() or before in ",.;:") and after.isalnum()


@rule("space-before-punctuation", "unit", needs_source=False)
def space_before_punctuation(pair: Pair) -> Iterator[Hit]:
    """A space stands before a full stop, a comma, a colon … French marks that want one are left alone.

    Bad:

        source: Open the menu, then save.
        target: Open het menu , en sla op.

    Good:

        source: Open the menu, then save.
        target: Open het menu, en sla op.
    """
    plain = pair.target.plain
    if not _SPACE_AND_MARK.search(plain):
        return
    before = None
    for match in _BEFORE_MARK.finditer(plain):
        if match[1] in pair.language.space_before or _is_ratio(plain, match):
            continue
        if not pair.has_source and plain[match.start() - 1] in _SIGNS:
            continue  # in a list of characters
        if before is None:
            before = len(_BEFORE_MARK.findall(pair.source.plain))
        if before:
            before -= 1
            continue
        start, end = match.start(), match.start(1)
        if pair.target.text[start:end].strip():
            continue
        fix = Fix("take the space out", (Splice(start, end, ""),), _is_stray(pair, match))
        yield Hit(start, end + 1, f"space before {match[1]!r}", fix=fix)


def _is_ratio(plain: str, match: re.Match[str]) -> bool:
    """Is it the colon of `1 : 1`?"""
    return (
        match[1] == ":"
        and plain[match.start() - 1].isdigit()
        and plain[match.end() :].lstrip()[:1].isdigit()
    )


def _is_stray(pair: Pair, match: re.Match[str]) -> bool:
    """Is it one plain space between a word (or markup) and a mark that ends something?

    `1 : 1` is a ratio, ` .**md**` a file name, and a no-break space is there because somebody wanted it. A bare address
    would take in a mark that is not of ASCII.
    """
    plain, mark, end = pair.target.plain, match[1], match.end(1)
    if not mark.isascii() and any(one.end() == match.start() for one in pair.target.urls):
        return False
    before, behind = plain[match.start() - 1 : match.start()], plain[end : end + 1]
    if pair.target.text[match.start() : match.start(1)] != " " or not (
        behind.isspace() or not behind
    ):
        return False
    if not (before.isalpha() or before in "\x00\x01)]»”"):
        return False
    if mark == ":":  # `[label]:` may define a reference
        return before != "]" and not plain[end:].strip()
    return mark in _SURE_MARKS


@rule("space-before-hyphen", "unit", marks="-", needs_source=False)
def space_before_hyphen(pair: Pair) -> Iterator[Hit]:
    """A space stands before the hyphen of a compound, so that the word falls apart.

    Bad:

        source: The **Winword** process is stopped.
        target: Het **Winword** -proces is gestopt.

    Good:

        source: The **Winword** process is stopped.
        target: Het **Winword**-proces is gestopt.
    """
    if " -" not in pair.target.text or not pair.language.writes_compounds:
        return
    plain = pair.target.plain
    for match in _HYPHEN.finditer(plain):
        at = match.start()
        following = plain[match.end() : match.end() + 3]
        if following[:1].isupper() or f"-{following}" in pair.source.text:
            continue
        if _suspended(plain, match.end()):
            continue
        if _DASH.search(pair.source.plain):
            fix = Fix("put a space behind the dash", (Splice(at + 2, at + 2, " "),))
            yield Hit(at, at + 2, "no space behind a dash", fix=fix)
        else:
            word = _JOINED.match(plain, match.end())
            if word and word[0].lower() in pair.language.function_words:
                continue  # `Push -of Pull`: which space is wrong?
            # behind markup at the start, it may be a dash: `**Name** -is shown`
            safe = plain[at - 1] in "\x00\x01" and _WORDS_ONLY.search(_first(plain, at)) is not None
            safe = safe and ":" not in pair.source.plain and pair.target.text[at] == " "
            fix = Fix("take the space out", (Splice(at, at + 1, ""),), safe)
            yield Hit(at, at + 2, "space before the hyphen of a compound", fix=fix)


def _first(plain: str, at: int) -> str:
    """The word that the text begins with, where markup does not begin it; empty else."""
    return plain[:at].split(" ", 1)[0] if plain[:1] not in "\x00\x01" else ""


def _suspended(plain: str, at: int) -> bool:
    """`invoer en -uitvoer`: the hyphen stands for a part that is not repeated; and a dash with one space."""
    before = plain[:at].rsplit(None, 2)
    return len(before) > 1 and before[-2].lower() in (
        "en",
        "of",
        "und",
        "oder",
        "and",
        "or",
        "–",
        "-",
    )
