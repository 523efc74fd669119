"""Marks and capitals: the end mark of the source, brackets in pairs, a capital after a stop."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from pipeline.files.splice import Splice
from pipeline.results.finding import Fix, Hit
from pipeline.rules.registry import rule
from pipeline.rules.translation.beside import is_whole_beside
from pipeline.rules.translation.completeness import deviation_of
from pipeline.rules.translation.pair import Pair
from pipeline.rules.translation.reading import Reading
from pipeline.rules.translation.tokens import CAMEL

_ENDS = {
    ".": "stop", "。": "stop", "．": "stop", "｡": "stop", "।": "stop", "۔": "stop", "։": "stop", "።": "stop",
    "?": "question", "？": "question", "؟": "question", "՞": "question", "⁇": "question",
    "!": "exclamation", "！": "exclamation",
    ":": "colon", "：": "colon",
    "…": "ellipsis",
}  # fmt: skip
_CLOSERS = " \t\r\n\u00a0\x00\"'”’“»«」』*_"
_CUT_OFF = -0.6  # standard deviations: what is shorter may have lost its end
_PICTURES = ("So", "Mn", "Sk")
"""Categories of emoji and what changes their looks; they stand behind a stop, or before it."""
_BRACKETS = {"(": ")", "[": "]", "{": "}", "（": "）", "［": "］", "「": "」", "『": "』"}
_SAME_BRACKET = str.maketrans("（）［］", "()[]")
_ENUMERATION = re.compile(r"(?:^|(?<=[\s\x00]))(?:[^\W\d_]|\d{1,2}|[ivx]{1,4})[)）]")
_AFTER_STOP = re.compile(r"[.!?](?<=[^\s.].)[\"'”’)\x00]*[ \u00a0][\x00 \"'“‘(]*([^\W\d_A-Z])(\w*)")


def end_mark(plain: str) -> tuple[str, int]:
    """What kind of mark a text ends with, and where it stands; empty where with none."""
    stripped = plain.rstrip(_CLOSERS)
    while stripped and unicodedata.category(stripped[-1]) in _PICTURES:
        stripped = stripped[:-1].rstrip(_CLOSERS)
    if stripped.endswith((")", "）")):
        inside = stripped[:-1].rstrip(_CLOSERS)
        opening = max(stripped.rfind("("), stripped.rfind("（"))
        before = stripped[: max(opening, 0)].rstrip(_CLOSERS)
        ends = (".", "。", "!", "?", "！", "？")
        whole = not before or plain.lstrip(_CLOSERS).startswith(("(", "（"))
        if inside.endswith(ends) and (whole or before.endswith(ends)):
            stripped = inside  # the sentence, or a sentence of its own, is in brackets
    if stripped.endswith("..."):
        return "ellipsis", len(stripped) - 3
    kind = _ENDS.get(stripped[-1:], "")
    return kind, len(stripped) - (1 if kind else 0)


@rule("end-mark", "unit", copies=False, of_page=True)
def end_mark_changed(pair: Pair) -> Iterator[Hit]:
    """The target ends with another mark than the source, or with none. Each script's own marks count as one.

    A colon that became a full stop takes the reader away from the list that follows; a lost stop often means that
    the end of the sentence is lost too. A calm full stop for an exclamation mark is a matter of style.

    Bad:

        source: Do you want to save?
        target: Wilt u opslaan.

    Good:

        source: Do you want to save?
        target: Wilt u opslaan?
    """
    found = pair.once(_other_end)
    if found is None:
        return
    start, end, said = found
    if said.endswith(_NO_MARK) and pair.unit.kind == _ITEM and _is_list_without_stops(pair):
        return
    yield Hit(start, end, said)


_ITEM = "list item"
_NO_MARK = "no end mark here"


def _is_list_without_stops(pair: Pair) -> bool:
    """Do the items beside it lose their stops too? Many languages write lists of fragments without."""
    units = pair.page.units
    at = next((at for at, unit in enumerate(units) if unit is pair.unit), -1)
    beside = [*units[max(at - 1, 0) : max(at, 0)], *units[at + 1 : at + 2]]
    return any(
        unit.kind == _ITEM
        and end_mark(Reading(unit.source).plain)[0] == "stop"
        and not end_mark(Reading(unit.target).plain)[0]
        for unit in beside
    )


def _other_end(pair: Pair) -> tuple[int, int, str] | None:
    """Where the target ends otherwise than the source, and what is said of it."""
    wanted, at = end_mark(_ending(pair.source, pair.target))
    found, place = end_mark(_ending(pair.target, pair.source))
    if wanted == found or {wanted, found} <= {"stop", "exclamation", "ellipsis"}:
        return None
    if not wanted or (wanted == "ellipsis" and not found):
        return None  # a mark more is a matter of style
    if not pair.target.prose or not pair.source.prose:
        return None
    if not found and _is_title(pair, wanted, place):
        return None
    if found in pair.language.ends_for.get(wanted, ()):
        return None
    if wanted == "stop" and _abbreviated(pair, at) and not found:
        return None
    if any(link.text_start <= at < link.text_end for link in pair.source.links):
        return None  # the mark is the title's own
    if found == "question" and any(
        link.text_start <= place < link.text_end for link in pair.target.links
    ):
        return None  # so is this one
    said = f"{_MARKS[wanted]} in the source, {_MARKS[found]} here"
    place = max(min(place, len(pair.target.text) - 1), 0)
    return place, min(place + 1, len(pair.target.text)), said


def _ending(side: Reading, other: Reading) -> str:
    """A side's plain text without markup of the site at its end that the other side has elsewhere, or not at all."""
    text = side.plain
    theirs = {one.letters(other.text) for one in other.verbatims}
    macros = side.syntax.expands(side.text) if side.verbatims else ()
    for one in reversed(side.verbatims):
        if text[one.end :].strip() or one.letters(side.text) in theirs:
            break
        if (one.start, one.end) in macros:  # the other side may have written it out
            break
        text = text[: one.start].rstrip()
    return text


_MARKS = {
    "": "no end mark",
    "stop": "a full stop",
    "question": "a question mark",
    "exclamation": "an exclamation mark",
    "colon": "a colon",
    "ellipsis": "an ellipsis",
}


def _abbreviated(pair: Pair, at: int) -> bool:
    """Does the source end with an abbreviation (`etc.`), not with a sentence?"""
    word = pair.source.plain[:at].rsplit(None, 1)[-1:] or [""]
    return word[0].lower().strip("(") in pair.english.abbreviations


def _is_title(pair: Pair, wanted: str, end: int) -> bool:
    """Does the target do without a mark as titles and fragments may?

    A question in a heading may become a title in other languages, and where sentences end in one script (`ます`), a
    target that ends in another is none.
    """
    target = pair.target
    if wanted == "question":
        whole = [one for one in target.strongs if one.end - one.start >= len(target.text.strip())]
        return bool(whole) or "heading" in pair.unit.kind
    script = pair.language.sentence_script
    if wanted not in ("stop", "colon") or not script or deviation_of(pair) < _CUT_OFF:
        return False
    last = target.plain[:end].rstrip(_CLOSERS + ")）]］")[-1:]
    is_sentence = unicodedata.name(last, "").startswith(script) if last else True
    return not is_sentence or last in pair.language.fragment_ends


@rule("bracket-lost", "unit", marks="()[]{}（）［］「」『』", of_page=True, needs_source=False)
def bracket_lost(pair: Pair) -> Iterator[Hit]:
    """A bracket in the target has no partner, while those of the source have.

    Bad:

        source: The name (optional) of the group.
        target: De naam (optioneel van de groep.

    Good:

        source: The name (optional) of the group.
        target: De naam (optioneel) van de groep.
    """
    found = pair.once(_lost)
    if found is not None and not is_whole_beside(pair, lambda plain: unpaired(plain) is None):
        mark, at = found
        yield Hit(at, at + 1, f"{mark} has no partner")


def _lost(pair: Pair) -> tuple[str, int] | None:
    found = unpaired(pair.target.plain)
    if found is not None and found[0] in "{}" and not pair.has_source:
        return None  # formulas and templates have them alone
    return found if found is None or unpaired(pair.source.plain) is None else None


_BRACKET = re.compile(r"[()\[\]{}（）［］「」『』]")


def unpaired(plain: str) -> tuple[str, int] | None:
    """The first bracket without a partner, and its place; smileys and `a)` are none."""
    if not _BRACKET.search(plain):
        return None
    items: set[int] | None = None
    whole, plain = plain, plain.translate(_SAME_BRACKET)
    open_ones: list[tuple[str, int]] = []
    for match in _BRACKET.finditer(plain):
        mark = match[0]
        if mark in _BRACKETS:
            open_ones.append((mark, match.start()))
        elif open_ones and _BRACKETS[open_ones[-1][0]] == mark:
            open_ones.pop()
        else:
            if items is None:
                items = {item.end() - 1 for item in _ENUMERATION.finditer(whole)}
            if match.start() not in items:
                return mark, match.start()
    return open_ones[0] if open_ones else None


@rule("capital-after-stop", "unit", copies=False, needs_source=False)
def capital_after_stop(pair: Pair) -> Iterator[Hit]:
    """A sentence begins in lower case after the full stop of another.

    Machine translation splits a sentence at the stop of a name, and people forget the capital.

    Bad:

        source: Save the file. Then close it.
        target: Sla het bestand op. sluit het dan.

    Good:

        source: Save the file. Then close it.
        target: Sla het bestand op. Sluit het dan.
    """
    if not pair.language.cased:
        return
    plain = pair.target.plain
    if ". " not in plain and "? " not in plain and "! " not in plain and "\x00" not in plain:
        return
    for match in _AFTER_STOP.finditer(plain):
        letter, word = match[1], match[1] + match[2]
        if not letter.islower() or CAMEL.fullmatch(word) or any(map(str.isupper, word)):
            continue
        if word not in pair.english.function_words and _stands_in(pair, word):
            continue
        if _short_before(pair, plain, match.start()) or plain[match.start() - 1] in "\x01":
            continue
        if any(one.text_start <= match.start() < one.end for one in pair.target.links):
            continue  # the mark is a title's own
        if plain[match.start()] in "!?" and _ends_label(pair, match.start()):
            continue
        gap = match[0][: match.start(1) - match.start()]
        if ")" in gap or (gap[0] in "!?" and '"' in gap) or _split_name(pair, plain, match.start()):
            continue
        at = match.start(1)
        upper = letter.upper()
        fix = Fix(f"write {upper}", (Splice(at, at + 1, upper),)) if len(upper) == 1 else None
        said = (
            "begins a sentence in lower case"
            if pair.has_source
            else "is in lower case behind a stop"
        )
        yield Hit(at, match.end(), f"{word!r} {said}", fix=fix)


def _ends_label(pair: Pair, at: int) -> bool:
    """Is the mark at `at` the end of bold or italic text, the label of a button (`**Allow it?**`)?"""
    return any(one.inner_end == at + 1 for one in pair.target.emphases)


def _stands_in(pair: Pair, word: str) -> bool:
    """Does the source have the very word, so that it may be a name (`npm`)?"""
    return any(match[0] == word for match in pair.source.words)


def _split_name(pair: Pair, plain: str, at: int) -> bool:
    """Is it the stop inside a name or a file name that fell apart (`System. String`, `het. md-bestand`)?

    So it is where the source has a stop before the same word, or a name with stops that the target has not.
    """
    following = _FOLLOWING.match(plain, at + 1)
    if following and f".{following[1]}" in pair.source.plain:
        return True
    return any(match[0] not in pair.target.text for match in _DOTTED.finditer(pair.source.plain))


_FOLLOWING = re.compile(r"[\s\x00]*(\w+)")
_DOTTED = re.compile(r"(?<![\w.])\w+(?:\.[^\W\d]\w*)+")


_LAST = re.compile(r"[^\s(\x00]+$")


def _short_before(pair: Pair, plain: str, at: int) -> bool:
    """Does the stop at `at` belong to an abbreviation, an initial or a number?"""
    if plain[at] != ".":
        return False
    found = _LAST.search(plain, max(0, at - 30), at)
    if found is None:
        return True
    word = found[0].lower().strip("(\"'“‘")
    if word in pair.language.abbreviations or word in pair.english.abbreviations:
        return True
    return len(word) == 1 or word.isdigit() or "." in word


@rule("capital-at-start", "unit", copies=False)
def capital_at_start(pair: Pair) -> Iterator[Hit]:
    """The source begins with a capital and is a sentence, the target begins in lower case.

    Bad:

        source: Save the file.
        target: sla het bestand op.

    Good:

        source: Save the file.
        target: Sla het bestand op.
    """
    if not pair.language.cased:
        return
    target = pair.target.plain.lstrip("\x00 *\"'(“‘„")
    if not target[:1].islower() or not pair.source.plain.lstrip("\x00 *\"'(“‘")[:1].isupper():
        return
    word = re.split(r"[\s\x00]", target, maxsplit=1)[0].rstrip(".,:;)")
    if any(map(str.isupper, word)) or word in pair.source.text or not word.isalpha():
        return
    at = len(pair.target.plain) - len(target)
    if end_mark(pair.source.plain)[0] not in ("stop", "question", "exclamation"):
        return
    if end_mark(pair.target.plain)[0] == "" or len(target[0].upper()) != 1:
        return
    if pair.target.plain[at - 1 : at] in "'’" and at:
        return
    fix = Fix(f"write {target[0].upper()}", (Splice(at, at + 1, target[0].upper()),))
    yield Hit(at, at + len(word), f"{word!r} begins a sentence in lower case", fix=fix)
