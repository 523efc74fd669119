"""Does work grow faster than its text? Counted in steps, so that no clock decides."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

from tests.steps import TooManyTriesError, Tries, pumped

MOST = (
    16  # eight times the text: linear work takes eight times the steps, quadratic sixty-four times
)
FEW = 4_000  # so many steps are none


def grows(steps: Callable[[str], int], piece: str, small: int, large: int) -> bool:
    """Do the steps for a text of this piece grow faster than the text? `large` is eight times `small` (characters)."""
    few, many = (steps((piece * size)[:size]) for size in (small, large))
    return many > FEW and many > MOST * few


def expressions(*rooms: ModuleType) -> dict[tuple[str, str, str], re.Pattern[str]]:
    """Every expression that a module of the rooms holds, by module, name and what it says."""
    return {(module, name, one.pattern): one for room in rooms for module, name, one in _held(room)}


def _held(room: ModuleType) -> Iterator[tuple[str, str, re.Pattern[str]]]:
    for file in sorted(Path(room.__path__[0]).glob("[!_]*.py")):
        module = import_module(f"{room.__name__}.{file.stem}")
        for name, value in vars(module).items():
            for one in value if isinstance(value, tuple) else (value,):
                for pattern in one if isinstance(one, tuple) else (one,):
                    if isinstance(pattern, re.Pattern):
                        yield file.stem, name, pattern


def backtracks(pattern: re.Pattern[str], *, at_one_place: bool = False) -> bool:
    """Is there a text, of those made to be hard, whose search takes more than its length?

    Or whose match as a whole does, for expressions that are held against one place only.
    """
    for small, large in zip(pumped(pattern, 32), pumped(pattern, 256), strict=True):
        counts = []
        for text in (small, large):
            tries = Tries(pattern)
            try:
                _ = tries.at_start(text) if at_one_place else tries.spans(text)
            except TooManyTriesError:
                return True
            counts.append(tries.count)
        few, many = counts
        if many > FEW and many > MOST * few:
            return True
    return False


def slow(found: dict[tuple[str, str, str], re.Pattern[str]]) -> set[tuple[str, str]]:
    """The module and name of those expressions that backtrack when a text is searched."""
    return {(module, name) for (module, name, _), one in found.items() if backtracks(one)}


def slow_at_one_place(found: dict[tuple[str, str, str], re.Pattern[str]]) -> set[tuple[str, str]]:
    """The module and name of those expressions that backtrack even where they are held against one place."""
    return {
        (module, name)
        for (module, name, _), one in found.items()
        if backtracks(one, at_one_place=True)
    }
