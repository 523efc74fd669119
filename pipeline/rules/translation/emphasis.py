"""Bold and italic: as many stretches as the source has, none of them broken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.files.splice import Splice
from pipeline.results.finding import Fix, Hit
from pipeline.rules.registry import rule
from pipeline.rules.translation.markup import HIDDEN, Emphasis
from pipeline.rules.translation.pair import Pair
from pipeline.rules.translation.reading import Reading

_OPENERS = "([{「『（“„«、。，．"
"""What bold text may touch on its left without a space."""
_MARK = re.compile(r"\*(?:\x00?\*)*")


def _marks(reading: Reading) -> list[re.Match[str]]:
    """Runs of asterisks that stand as text, whether they are escaped or not."""
    return list(_MARK.finditer(reading.plain)) if "*" in reading.plain else []


def _stars(marks: list[re.Match[str]]) -> int:
    return sum(match[0].count("*") for match in marks)


@rule("emphasis-broken", "unit", marks="*_", needs_source=False)
def emphasis_broken(pair: Pair) -> Iterator[Hit]:
    """Asterisks that should make text bold or italic are shown to the reader.

    A space inside the markers breaks them, and so does a backslash before them.

    Bad:

        source: **Note:** Save first.
        target: ** Opmerking:** Sla eerst op.

    Good:

        source: **Note:** Save first.
        target: **Opmerking:** Sla eerst op.
    """
    if "*" not in pair.target.text:
        return
    marks = _marks(pair.target)
    if not marks:
        return
    if not pair.has_source:
        yield from _surely_broken(pair.target, marks)
        return
    before = _marks(pair.source)
    if _stars(marks) <= _stars(before):
        return
    if not pair.source.emphases and "*" not in pair.source.text:
        yield Hit(marks[0].start(), marks[0].end(), "an asterisk that is not in the source")
        return
    fix = _mended(pair, marks) if not before else None
    place = _unescaped(pair.target.text, marks[0].start()), marks[-1].end()
    yield Hit(*place, "emphasis is broken: its asterisks show in the text", fix=fix)


def _surely_broken(reading: Reading, marks: list[re.Match[str]]) -> Iterator[Hit]:
    """Two asterisks in a row that touch a word, and others of their kind: a footnote or a path has no such pair."""
    text = reading.text
    doubled = [
        one for one in marks if one[0] == "**" and text[one.start() - 1 : one.start()] != "\\"
    ]
    if len(doubled) < 2 or len(doubled) % 2:
        return
    around = [
        text[one.start() - 1 : one.start()] + text[one.end() : one.end() + 1] for one in doubled
    ]
    if any("/" in beside or "\\" in beside for beside in around):
        return  # `docs/**/*.md`
    opening, closing = doubled[0], doubled[1]
    if any(map(str.isalpha, text[opening.end() : closing.start()])):
        said = "emphasis is broken: its asterisks show in the text"
        yield Hit(opening.start(), closing.end(), said)


def _unescaped(text: str, at: int) -> int:
    return at - 1 if text[at - 1 : at] == "\\" else at


def _mended(pair: Pair, marks: list[re.Match[str]]) -> Fix | None:
    """The markers put tight around their words, where the runs pair up and give what the source has."""
    widths = [match[0].count("*") for match in marks]
    if len(marks) % 2 or widths[::2] != widths[1::2] or set(widths) - {1, 2}:
        return None
    wanted = len(pair.source.emphases) - len(pair.target.emphases)
    if len(marks) // 2 != wanted:
        return None
    text = pair.target.text
    edits = []
    safe = True
    for opening, closing in zip(marks[::2], marks[1::2], strict=True):
        start, end = _unescaped(text, opening.start()), closing.end()
        inner = text[opening.end() : _unescaped(text, closing.start())]
        if not inner.strip() or HIDDEN in pair.target.plain[opening.end() : closing.start() - 1]:
            return None
        marker = "*" * opening[0].count("*")
        before = " " if text[start - 1 : start].isalnum() else ""
        after = " " if text[end : end + 1].isalnum() else ""
        left, right = text[start - 1 : start] if start else "", text[end : end + 1]
        safe = safe and (not left.strip() or left in _OPENERS) and not right.isalnum()
        edits.append(Splice(start, end, f"{before}{marker}{inner.strip()}{marker}{after}"))
    return Fix("put the markers around the words", tuple(edits), safe)


@rule("emphasis-lost", "unit", marks="*_")
def emphasis_lost(pair: Pair) -> Iterator[Hit]:
    """The target has fewer bold or italic stretches than the source.

    Readers look for the names of buttons and menus by their bold letters.

    Bad:

        source: Choose **Save**.
        target: Kies Opslaan.

    Good:

        source: Choose **Save**.
        target: Kies **Opslaan**.
    """
    if not pair.source.emphases or _stars(_marks(pair.target)) > _stars(_marks(pair.source)):
        return
    for name, before, after in _counts(pair):
        if after < before and not (after and _is_joined(pair, name)):
            message = f"{before} {name} stretch{'es' * (before > 1)} in the source, {after} here"
            yield Hit(0, len(pair.target.text), message)


@rule("emphasis-added", "unit", marks="*_")
def emphasis_added(pair: Pair) -> Iterator[Hit]:
    """The target has more bold or italic stretches than the source.

    Bad:

        source: Choose **Save as**.
        target: Kies **Opslaan** **als**.

    Good:

        source: Choose **Save as**.
        target: Kies **Opslaan als**.
    """
    if not pair.target.emphases or _stars(_marks(pair.source)) > _stars(_marks(pair.target)):
        return
    for name, before, after in _counts(pair):
        added = [one for one in _stretches(pair.target, name) if not _is_gloss(pair, one)]
        if len(added) > before and not (before and _is_divided(pair, name)):
            last = added[-1]
            message = f"{after} {name} stretch{'es' * (after > 1)}, {before} in the source"
            yield Hit(last.start, last.end, message)


def _stretches(reading: Reading, name: str) -> list[Emphasis]:
    """The stretches of a kind: `bold` or `italic`."""
    return [one for one in reading.emphases if one.strong == (name == "bold")]


def _counts(pair: Pair) -> Iterator[tuple[str, int, int]]:
    for name in ("bold", "italic"):
        yield name, len(_stretches(pair.source, name)), len(_stretches(pair.target, name))


def _words(reading: Reading, name: str) -> int:
    found = _stretches(reading, name)
    return sum(len(reading.text[one.inner_start : one.inner_end].split()) for one in found)


def _is_one(reading: Reading, name: str) -> bool:
    """Do blanks alone stand between the stretches of a kind?"""
    found = _stretches(reading, name)
    return not any(reading.text[one.end : two.start].strip() for one, two in pairwise(found))


def _emphasized(reading: Reading, name: str) -> float:
    """The share of the text that stands in stretches of a kind."""
    inside = sum(one.inner_end - one.inner_start for one in _stretches(reading, name))
    return inside / max(1, len(reading.plain))


def _is_joined(pair: Pair, name: str) -> bool:
    """Do fewer stretches hold as much of the target as the source has in more: two that word order brought together?

    Machines join what belongs apart (`**File** > **Open**`).
    """
    if pair.page.translation_type == "MT" and not _is_one(pair.source, name):
        return False
    if _emphasized(pair.target, name) < 0.9 * _emphasized(pair.source, name):
        return False
    return _is_one(pair.source, name) or _words(pair.target, name) >= _words(pair.source, name)


def _is_divided(pair: Pair, name: str) -> bool:
    """Do more stretches hold no more of the target than the source has in fewer, with words between them?"""
    parts = _stretches(pair.target, name)
    between = (pair.target.text[one.end : two.start] for one, two in pairwise(parts))
    if not all(any(map(str.isalnum, text)) for text in between):
        return False
    return _emphasized(pair.target, name) <= 1.1 * _emphasized(pair.source, name)


def _is_gloss(pair: Pair, one: Emphasis) -> bool:
    """Is it a word of the source in brackets, behind its translation: `« Moins » (_Minus_)`?"""
    text = pair.target.text
    if text[one.start - 1 : one.start] != "(" or text[one.end : one.end + 1] != ")":
        return False
    return text[one.inner_start : one.inner_end].lower() in pair.source.text.lower()


@rule("emphasis-moved", "unit", marks="*_")
def emphasis_moved(pair: Pair) -> Iterator[Hit]:
    """A word that is bold in the source stands in the target without, and another is bold instead.

    Bad:

        source: The **Timeout** value is a number.
        target: De Timeout **waarde** is een getal.

    Good:

        source: The **Timeout** value is a number.
        target: De waarde **Timeout** is een getal.
    """
    source, target = pair.source, pair.target
    if not source.strongs or len(source.strongs) != len(target.strongs):
        return
    bold = {target.text[one.inner_start : one.inner_end] for one in target.strongs}
    joined = "\n".join(bold).lower()
    for one in source.strongs:
        words = source.text[one.inner_start : one.inner_end]
        plain_words = words.strip()
        if (
            len(plain_words) < 3
            or plain_words.lower() in joined
            or source.text.count(plain_words) > 1
        ):
            continue
        at = target.plain.find(plain_words)
        end = at + len(plain_words)
        if (
            at >= 0
            and not target.plain[at - 1 : at].isalnum()
            and not target.plain[end : end + 1].isalnum()
        ):
            yield Hit(at, end, f"{plain_words} is bold in the source, here it is not")
