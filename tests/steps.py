"""Work, counted in steps instead of seconds: lines of Python that run, and what a regular expression tries."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from itertools import islice
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_MOST = 8  # a bound in an expression (`{1,60}`) is a constant factor: it counts as this one


_TOO_MANY = 400_000


class TooManyTriesError(Exception):
    """The matcher would not come to an end in time."""


def lines_run(work: Callable[[], object]) -> int:
    """How many lines of Python (calls and returns too) `work` runs."""
    count = 0

    def trace(frame: object, event: str, argument: object) -> Any:
        nonlocal count
        count += 1
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


class Tries:
    """A matcher that backtracks as Python's does, and counts what it tries."""

    def __init__(self, pattern: re.Pattern[str], most: int = _MOST) -> None:
        self.tree = parser.parse(pattern.pattern, pattern.flags)
        self._flags, self._most = pattern.flags, most
        self._text, self._groups = "", dict[int, tuple[int, int]]()
        self.count = 0

    def spans(self, text: str) -> list[tuple[int, int]]:
        """What `finditer` finds."""
        self._text, found, start = text, [], 0
        last_empty = -1
        while start <= len(text):
            self._groups = {}
            ends = (
                end for end in self._all(self.tree, 0, start) if end > start or start != last_empty
            )
            end = next(ends, -1)
            if end < 0:
                start += 1
                continue
            found.append((start, end))
            last_empty = end
            start = end
        return found

    def at_start(self, text: str) -> None:
        """Try to match the whole text, once, and nothing else of it."""
        self._text, self._groups = text, {}
        any(end == len(text) for end in self._all(self.tree, 0, 0))

    def _all(self, nodes: Any, index: int, at: int) -> Iterator[int]:
        if index == len(nodes):
            yield at
            return
        for after in self._one(*nodes[index], at):
            yield from self._all(nodes, index + 1, after)

    def _one(self, op: Any, value: Any, at: int) -> Iterator[int]:
        self.count += 1
        if self.count > _TOO_MANY:
            raise TooManyTriesError
        if op in (ops.LITERAL, ops.NOT_LITERAL, ops.ANY, ops.IN):
            if at < len(self._text) and self._takes(op, value, self._text[at]):
                yield at + 1
        elif op is ops.AT:
            if self._is_at(value, at):
                yield at
        elif op in (ops.ASSERT, ops.ASSERT_NOT):
            behind, nodes = value
            start = at if behind > 0 else at - nodes.getwidth()[0]
            found = start >= 0 and next(self._all(nodes, 0, start), None) is not None
            if found == (op is ops.ASSERT):
                yield at
        elif op is ops.BRANCH:
            for nodes in value[1]:
                yield from self._all(nodes, 0, at)
        elif op is ops.SUBPATTERN:
            for after in self._all(value[3], 0, at):
                if value[0] is not None:
                    self._groups[value[0]] = at, after
                yield after
        elif op is ops.ATOMIC_GROUP:
            yield from islice(self._all(value, 0, at), 1)
        elif op is ops.GROUPREF:
            start, end = self._groups.get(value, (0, -1))
            if end >= 0 and self._text.startswith(self._text[start:end], at):
                yield at + end - start
        elif op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
            least, most, nodes = value
            most = most if most is ops.MAXREPEAT else min(most, max(self._most, least))
            ends = self._repeat(least, most, nodes, at, op is not ops.MIN_REPEAT)
            yield from ends if op is not ops.POSSESSIVE_REPEAT else islice(ends, 1)
        else:
            raise NotImplementedError(op)

    def _repeat(self, least: int, most: int, nodes: Any, at: int, greedy: bool) -> Iterator[int]:
        stack = [(at, self._all(nodes, 0, at))]
        if not greedy and least == 0:
            yield at
        while stack:
            here, more = stack[-1]
            done = len(stack) - 1
            after = next(more, None) if done < most else None
            if after is None:
                if greedy and done >= least:
                    yield here
                stack.pop()
            elif after > here or done < least:
                stack.append((after, self._all(nodes, 0, after)))
                if not greedy and done + 1 >= least:
                    yield after

    def _takes(self, op: Any, value: Any, char: str) -> bool:
        if op is ops.ANY:
            return char != "\n" or bool(self._flags & re.DOTALL)
        if op is ops.IN:
            return self._in_class(value, char)
        return self._same(value, char) == (op is ops.LITERAL)

    def _in_class(self, items: Any, char: str) -> bool:
        wanted = True
        for op, value in items:
            if op is ops.NEGATE:
                wanted = False
            elif (
                (op is ops.LITERAL and self._same(value, char))
                or (
                    op is ops.RANGE
                    and any(value[0] <= ord(one) <= value[1] for one in self._cases(char))
                )
                or (op is ops.CATEGORY and _CATEGORIES[value].match(char))
            ):
                return wanted
        return not wanted

    def _cases(self, char: str) -> str:
        return char + char.swapcase()[:1] if self._flags & re.IGNORECASE else char

    def _same(self, code: int, char: str) -> bool:
        return chr(code) in self._cases(char)

    def _is_at(self, where: Any, at: int) -> bool:
        text, end = self._text, len(self._text)
        if where in (ops.AT_BOUNDARY, ops.AT_NON_BOUNDARY):
            sides = [
                bool(_WORD.match(text[one : one + 1])) if one >= 0 else False
                for one in (at - 1, at)
            ]
            return (sides[0] != sides[1]) == (where is ops.AT_BOUNDARY)
        lines = bool(self._flags & re.MULTILINE)
        if where in (ops.AT_BEGINNING, ops.AT_BEGINNING_STRING):
            return at == 0 or (lines and where is ops.AT_BEGINNING and text[at - 1] == "\n")
        if where is ops.AT_END_STRING:
            return at == end
        return at == end or text[at:] == "\n" or (lines and text[at] == "\n")


_WORD = re.compile(r"\w")
_CATEGORIES = {
    ops.CATEGORY_DIGIT: re.compile(r"\d"),
    ops.CATEGORY_NOT_DIGIT: re.compile(r"\D"),
    ops.CATEGORY_SPACE: re.compile(r"\s"),
    ops.CATEGORY_NOT_SPACE: re.compile(r"\S"),
    ops.CATEGORY_WORD: _WORD,
    ops.CATEGORY_NOT_WORD: re.compile(r"\W"),
}


def pumped(pattern: re.Pattern[str], size: int) -> Iterator[str]:
    """Texts of about `size` characters that are made to be hard: each repeated part, again and again."""
    parts: dict[str, None] = {}
    _collect(parser.parse(pattern.pattern, pattern.flags), parts)
    for part in [*parts, "".join(parts)]:
        if part:
            yield (part * size)[:size] + "\x02"


def _collect(nodes: Any, parts: dict[str, None]) -> str:
    """A text that the nodes match (roughly); what is repeated in them goes to `parts`."""
    text = ""
    for op, value in nodes:
        if op is ops.LITERAL:
            text += chr(value)
        elif op in (ops.ANY, ops.NOT_LITERAL):
            text += "y"
        elif op is ops.IN:
            text += _member(value)
        elif op is ops.BRANCH:
            text += max([_collect(one, parts) for one in value[1]], key=len)
        elif op is ops.SUBPATTERN:
            text += _collect(value[3], parts)
        elif op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
            inner = _collect(value[2], parts)
            parts[inner] = parts[text + inner] = None
            text += inner
    return text


def _member(items: Any) -> str:
    tries = Tries(re.compile("x"))
    return next((char for char in "a1 .-_A/é設\n" if tries._in_class(items, char)), "b")
