"""Does an edit of a translation follow an edit of its source, or does it only mend the translation?

Nobody says so in git. What is looked at: how much was changed on either side, and what a translation keeps to the
letter (numbers, code, addresses).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from enum import IntEnum
from math import log

from rapidfuzz.distance import DamerauLevenshtein
from rapidfuzz.fuzz import ratio

_TOKENS = re.compile(r"`[^`]+`|\]\([^()\s]+")
_DIGITS = re.compile(r"\d+(?:[.,  \u202f]\d+)*")
_SEPARATORS = re.compile(r"\D")
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

TYPO = 3
"""So many characters may differ in what is taken for a correction of a misspelling; one in dense scripts."""
TYPO_SHARE = 0.34
GROWN = log(1.25)
FEW = 20
"""Of a difference of fewer characters nothing is said."""
SIMILAR = 60.0
"""How alike two sentences are (0 to 100) of which one is taken for the other's next version."""
RELATED = 45.0
"""The same, where no more is at stake than what is shown beside what."""
_MOST = 40


class Edit(IntEnum):
    """How much an edit changed."""

    FORMATTING = 0
    SMALL = 1
    REAL = 2


def edit(old: str, new: str) -> Edit:
    """How much of a sentence was changed: nothing but marks and case, as much as a misspelling, or more."""
    before, after = _letters(old), _letters(new)
    if before == after:
        return Edit.FORMATTING
    if _numbers(old) != _numbers(new):
        return Edit.REAL
    most = 1 if _DENSE.search(after) else TYPO
    distance = DamerauLevenshtein.distance(before, after, score_cutoff=most)
    shorter = min(len(before), len(after))
    return Edit.SMALL if distance <= min(most, TYPO_SHARE * shorter) else Edit.REAL


def follows(source_old: str, source_new: str, target_old: str, target_new: str) -> bool:
    """Is the translation's edit one that brings the source's edit over? `source_old` is empty where none is known."""
    done = edit(target_old, target_new)
    if not source_old:
        return done is Edit.REAL
    if done is Edit.FORMATTING:
        return _marks(source_old, source_new) and _marks(target_old, target_new)
    if done < edit(source_old, source_new):
        return False
    return not (
        _lacks_tokens(source_old, source_new, target_new)
        or _lacks_numbers(source_old, source_new, target_new)
        or _lacks_growth(source_old, source_new, target_old, target_new)
    )


def counterparts(
    old: Sequence[str], new: Sequence[str], alike: float = SIMILAR
) -> list[int | None]:
    """For each sentence of `new` the index of the one in `old` that it is, as it was or changed; None for new ones.

    `alike` is how alike (0 to 100) they must be where it cannot be told by their number.
    """
    found: list[int | None] = [None] * len(new)
    waiting: list[tuple[range, range]] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found[c:d] = range(a, b)
        else:
            waiting.append((range(a, b), range(c, d)))
    free = {index for left, _ in waiting for index in left}
    moved: dict[str, list[int]] = {}
    for index in sorted(free, reverse=True):
        moved.setdefault(old[index], []).append(index)
    for _, right in waiting:
        for index in right:
            if moved.get(new[index]):
                found[index] = moved[new[index]].pop()
                free.discard(found[index] or 0)
    for left, right in waiting:
        _changed(old, new, [one for one in left if one in free], right, found, alike)
    return found


def _changed(
    old: Sequence[str],
    new: Sequence[str],
    left: list[int],
    right: range,
    found: list[int | None],
    alike: float,
) -> None:
    """Pair what was replaced: by likeness, in order; then, where as many are left on both sides, by place."""
    done = list(left)
    for index in right:
        if found[index] is not None:
            continue
        likes = [(ratio(old[one], new[index]), -one) for one in left[:_MOST]]
        best, at = max(likes, default=(0.0, 0))
        if best >= alike:
            found[index] = -at
            del left[: left.index(-at) + 1]
    free = [one for one in done if one not in found]
    open_ = [index for index in right if found[index] is None]
    if len(free) == len(open_):
        for index, one in zip(open_, free, strict=True):
            found[index] = one


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


def _marks(old: str, new: str) -> bool:
    """Is it the same wording with other marks (emphasis, code, addresses)?"""
    return old != new and _letters(old) == _letters(new)


def _numbers(text: str) -> list[str]:
    return sorted(_SEPARATORS.sub("", number) for number in _DIGITS.findall(text))


def _lacks_tokens(source_old: str, source_new: str, target: str) -> bool:
    """Is code or an address that the source's edit exchanged still the old one in the translation?"""
    before, after = set(_TOKENS.findall(source_old)), set(_TOKENS.findall(source_new))
    here = set(_TOKENS.findall(target))
    code = {token for token in after - before if token[0] == "`"}
    return bool(code - here) or bool((before - after) & here)


def _lacks_numbers(source_old: str, source_new: str, target: str) -> bool:
    before, after, here = (set(_numbers(text)) for text in (source_old, source_new, target))
    return bool((after - before) - here) and bool((before - after) & here)


def _lacks_growth(source_old: str, source_new: str, target_old: str, target_new: str) -> bool:
    """Has the source become much longer or shorter, and the translation not?"""
    wanted, done = _growth(source_old, source_new), _growth(target_old, target_new)
    if abs(len(source_new) - len(source_old)) < FEW:
        return False
    return abs(wanted) > GROWN and done * (1 if wanted > 0 else -1) < abs(wanted) / 3


def _growth(old: str, new: str) -> float:
    return log((len(_letters(new)) + 1) / (len(_letters(old)) + 1))
