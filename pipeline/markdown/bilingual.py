"""The bilingual spans of a page: every sentence beside its source.

    <span data-ttu-id="4c3d2-103">TARGET</span>
    <span class="sxs-lookup"><span data-stu-id="4c3d2-103">SOURCE</span></span>

(on one line, nothing between the two). TARGET and SOURCE are Markdown that may itself hold `<span>`, a stray
`</span>` or line breaks. The reader is exact: what it reads as a unit is written as above to the last character,
and what is not is reported and left where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

_OPEN = r'<span data-ttu-id="([^"<>\r\n]*)">'
_TURN = re.compile(r'</span><span class="sxs-lookup"><span data-stu-id="([^"<>\r\n]*)">')
_CLOSE = "</span></span>"
_TEXT = r"[^<]*+(?:<(?!(?i:/?span))[^<]*+)*+"
_UNIT = re.compile(
    rf'{_OPEN}(?:({_TEXT})</span><span class="sxs-lookup"><span data-stu-id="\1">({_TEXT}){_CLOSE})?'
)
"""The beginning of a unit, and all of it where neither side holds a span of its own (groups 2 and 3)."""
_INNER = re.compile(r"<(/?)span\b[^<>]*>", re.IGNORECASE)
_ID = re.compile(r"(.+)-(p?)(\d+)")
_TARGET_ID, _SOURCE_ID = 'data-ttu-id="', 'data-stu-id="'
_LEFT = re.compile(r'data-([ts])tu-id="')


class Span(NamedTuple):
    """One unit as it stands in the text. Offsets are characters; `start` to `end` is all of it."""

    id: str
    start: int
    target_start: int
    target_end: int
    source_start: int
    source_end: int
    end: int


@dataclass(frozen=True, slots=True)
class SpanProblem:
    """What is wrong with the spans at `offset`: a rule's name and a message for people."""

    rule: str
    offset: int
    message: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Spans:
    """All units of a text in reading order, and what could not be read as one."""

    units: tuple[Span, ...]
    problems: tuple[SpanProblem, ...]

    @property
    def unread(self) -> tuple[SpanProblem, ...]:
        """The problems that leave a span out of the units; the others are about the ids of units."""
        return tuple(problem for problem in self.problems if problem.rule not in _ABOUT_IDS)


_ABOUT_IDS = frozenset({"unit-id-order", "unit-id-repeated"})


def has_spans(text: str) -> bool:
    """Does the text hold the beginning of a bilingual unit?"""
    return _TARGET_ID in text


def read_spans(text: str, start: int = 0) -> Spans:
    """The units of `text` from offset `start` on. Time is linear in the text."""
    units: list[Span] = []
    problems: list[SpanProblem] = []
    read: list[tuple[int, int]] = []  # stretches that are a unit, or are reported already
    opens = list(_UNIT.finditer(text, start))
    for index, opening in enumerate(opens):
        following = opens[index + 1] if index + 1 < len(opens) else None
        limit = following.start() if following else len(text)
        found = _read_one(text, opening, limit)
        if isinstance(found, Span):
            units.append(found)
            read.append((found.start, found.end))
        else:
            if following and following[1] == opening[1]:
                message = f"unit {opening[1]} has two targets"
                found = SpanProblem("unit-two-targets", opening.start(), message, opening[1])
            problems.append(found)
            read.append((opening.start(), limit))
    problems += _order_problems(units)
    if not text.count(_TARGET_ID, start) == text.count(_SOURCE_ID, start) == len(units):
        problems += _leftovers(text, start, read)
    problems.sort(key=lambda problem: problem.offset)
    return Spans(tuple(units), tuple(problems))


def _read_one(text: str, opening: re.Match[str], limit: int) -> Span | SpanProblem:
    unit, at, inside = opening[1], opening.start(), opening.end(1) + len('">')
    if opening[2] is not None and text.find(_SOURCE_ID, opening.end(), limit) < 0:
        return Span(unit, at, *opening.span(2), *opening.span(3), opening.end())
    turns = list(_TURN.finditer(text, inside, limit))
    if not turns:
        if text.find("</span>", inside, limit) < 0:
            return SpanProblem("unit-unclosed", at, f"unit {unit} is never closed", unit)
        return SpanProblem("unit-without-source", at, f"unit {unit} has no source beside it", unit)
    turn = turns[0]
    if len(turns) > 1:
        message = f"unit {unit} has {len(turns)} sources"
        return SpanProblem("unit-two-sources", turns[1].start(), message, unit)
    if turn[1] != unit:
        message = f"target {unit} stands beside source {turn[1]}"
        return SpanProblem("unit-id-mismatch", at, message, unit)
    target_depth = _depth(text, inside, turn.start())
    source_end = _source_end(text, turn.end(), limit, target_depth)
    if source_end is None:
        return SpanProblem(
            "unit-unclosed", turn.start(), f"the source of unit {unit} is never closed", unit
        )
    return Span(
        id=unit,
        start=at,
        target_start=inside,
        target_end=turn.start(),
        source_start=turn.end(),
        source_end=source_end,
        end=source_end + len(_CLOSE),
    )


def _source_end(text: str, start: int, limit: int, target_depth: int) -> int | None:
    """Where the source ends: at a `</span></span>` that leaves it with the balance of `<span>` of its target.

    A source with a stray `</span>` goes on to the last close that directly follows; without a balanced place the
    first close ends it.
    """
    first = text.find(_CLOSE, start, limit)
    if first < 0:
        return None
    at = first
    depth = _depth(text, start, at)
    while depth != target_depth:
        following = text.find(_CLOSE, at + 1, limit)
        if following < 0:
            return first
        depth += _depth(text, at, following)
        at = following
    return at


def _depth(text: str, start: int, end: int) -> int:
    """How many more `<span>` are opened than closed in a stretch of text."""
    return sum(-1 if match[1] else 1 for match in _INNER.finditer(text, start, end))


def _order_problems(units: list[Span]) -> Iterator[SpanProblem]:
    seen: set[str] = set()
    for unit in units:
        if unit.id in seen:
            yield SpanProblem("unit-id-repeated", unit.start, f"id {unit.id} stands twice", unit.id)
        seen.add(unit.id)
    numbered = [(_ID.fullmatch(unit.id), unit) for unit in units]
    for (first, one), (second, two) in pairwise(numbered):
        if first and second and first[2] == second[2] and int(first[3]) > int(second[3]):
            message = f"id {two.id} stands after {one.id}: ids count upwards in reading order"
            yield SpanProblem("unit-id-order", two.start, message, two.id)


def _leftovers(text: str, start: int, read: list[tuple[int, int]]) -> Iterator[SpanProblem]:
    """Attributes of bilingual spans outside the stretches that have been read (in ascending order)."""
    index = 0
    for match in _LEFT.finditer(text, start):
        while index < len(read) and read[index][1] <= match.start():
            index += 1
        if index < len(read) and read[index][0] <= match.start():
            continue
        if match[1] == "t":
            message = "a target span that is not written as the hand-back writes one"
            yield SpanProblem("unit-malformed", match.start(), message)
        else:
            message = "a source span with no target before it"
            yield SpanProblem("unit-without-target", match.start(), message)
