"""Texts that people take out of machine translations again and again."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from rapidfuzz.distance import Indel

from pipeline.learning.rows import Removed
from pipeline.learning.sentence import SPLIT
from pipeline.learning.translation import Translation

_CASES = 6
_PAGES = 3
_SURE = 0.8
_INSTEAD = 0.9
_Z = 1.64  # a bound that nine in ten keep
_LONGEST = 4  # words
_LEAST = 2  # characters

Span = tuple[int, int]


def removals(translations: Sequence[Translation]) -> list[Removed]:
    """The texts that are surely taken out in eight of ten cases, as far as the cases can tell.

    They are taken out on three pages or more; eleven of eleven cases are enough, or 26 of 28. Of texts that hold one
    another, the shortest.
    """
    rows = [one for one in translations if one.corrected is not None]
    rows = sorted(set(rows), key=lambda one: (one.path, one.line, one.source, one.target))
    pages: dict[str, set[str]] = defaultdict(set)
    gone: Counter[str] = Counter()
    for one in rows:
        after = one.corrected or ""
        if after == one.target:
            continue
        for text in _grams(one.target):
            if not has(after, text):
                gone[text] += 1
                pages[text].add(one.path)
    likely = [
        text for text, times in gone.items() if times >= _CASES and len(pages[text]) >= _PAGES
    ]
    kept: list[str] = []
    found = []
    for text in sorted(likely, key=lambda text: (len(text), text)):
        if any(shorter in text for shorter in kept):
            continue
        cases = [one for one in rows if has(one.target, text)]
        times = sum(not has(one.corrected or "", text) for one in cases)
        if times < _CASES or _least(times, len(cases)) < _SURE:
            continue
        kept.append(text)
        instead = _instead(text, cases)
        found.append(Removed(text, times, len(cases), len({one.path for one in cases}), instead))
    return sorted(found, key=lambda row: (-row.times, row.text))


def _least(times: int, cases: int) -> float:
    """The least share that so many times are likely to stand for (Wilson's lower bound)."""
    share, square = times / cases, _Z**2
    middle = share + square / (2 * cases)
    spread: float = _Z * (share * (1 - share) / cases + square / (4 * cases * cases)) ** 0.5
    return (middle - spread) / (1 + square / cases)


def places(target: str, text: str) -> list[Span]:
    """Where a text stands in a target, not as a part of a longer word of letters that are spelled with blanks."""
    found, at = [], target.find(text)
    while at >= 0:
        end = at + len(text)
        if not (_joined(target, at) or _joined(target, end)):
            found.append((at, end))
        at = target.find(text, at + 1)
    return found


def has(target: str, text: str) -> bool:
    """Does a text stand in a target, as `places` says?"""
    return text in target and bool(places(target, text))


def _joined(text: str, at: int) -> bool:
    """Would a cut at this place go through a word?"""
    if not 0 < at < len(text):
        return False
    one, other = text[at - 1], text[at]
    return (
        one.isalnum()
        and other.isalnum()
        and _SPACED.match(one) is not None
        and (_SPACED.match(other) is not None)
    )


_SPACED = re.compile(r"[^\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


def _grams(text: str) -> set[str]:
    """The stretches of up to four words or marks that hold a letter."""
    spans = [match.span() for match in SPLIT.finditer(text)]
    found = set()
    for first in range(len(spans)):
        for last in range(first, min(first + _LONGEST, len(spans))):
            gram = text[spans[first][0] : spans[last][1]]
            if len(gram) >= _LEAST and any(letter.isalpha() for letter in gram):
                found.add(gram)
    return found


def _instead(text: str, cases: Sequence[Translation]) -> str:
    """What people put in the place of a text, where that is one text in nine of ten cases; else nothing."""
    put: Counter[str] = Counter()
    for one in cases:
        after = one.corrected or ""
        for start, end in places(one.target, text)[:1]:
            put[_put(one.target, after, start, end)] += 1
    if not put:
        return ""
    said, times = min(put.items(), key=lambda item: (-item[1], item[0]))
    return said if times >= _INSTEAD * put.total() else ""


def _put(before: str, after: str, start: int, end: int) -> str:
    """What stands in `after` where `before` has a stretch, by words that both have on its left and right."""
    left = list(SPLIT.finditer(before))
    words, others = [match[0] for match in left], list(SPLIT.finditer(after))
    first = next((n for n, match in enumerate(left) if match.start() >= start), len(left))
    last = next((n for n, match in enumerate(left) if match.start() >= end), len(left))
    begin, stop = 0, len(others)
    for step in Indel.opcodes(words, [match[0] for match in others]):
        if step.tag != "equal":
            continue
        if step.src_start < first:
            begin = step.dest_start + min(step.src_end, first) - step.src_start
        if step.src_end > last:
            stop = step.dest_start + max(last - step.src_start, 0)
            break
    if begin >= stop:
        return ""
    return after[others[begin].start() : others[stop - 1].end()]
