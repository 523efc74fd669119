"""What stands beside sentences (code, images, directives, markers): has the translation got what the source has?

These lines say the same in every language, so most need no history: where the source has changed one, the
translation has it or not. History helps where a translation has its own form of a line, as of commented code.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from rapidfuzz.fuzz import ratio

from pipeline.provenance.page_reading import Reading, is_marker, shown

_ALIKE = 60.0
_MOST = 200


def followed_lines(
    covered: Counter[str], source: Reading, before: Reading, target: Reading
) -> Counter[str]:
    """The lines of the source that the translation answers to, after it was changed from `before` to `target`.

    `covered` are those that it answered to before; `source` is the source in the same commit.
    """
    found = covered.copy()
    gained, lost = target.lines - before.lines, before.lines - target.lines
    for line in (source.lines - covered).elements():
        if _is_among(line, gained):
            found[line] += 1
    for line in (covered - source.lines).elements():
        if _is_among(line, lost):
            found[line] -= 1
    return +found


def open_lines(
    covered: Counter[str], source: Reading, target: Reading, *, markers: bool
) -> tuple[str, ...]:
    """The lines that the source has gained or lost, and the translation has not; as they are shown.

    `markers`: lines that hold no more than the markers of sentences count, too.
    """
    gained = [line for line in source.lines - covered if target.lines[line] < source.lines[line]]
    lost = [line for line in covered - source.lines if target.lines[line] > source.lines[line]]
    return tuple(
        sign + shown(line)
        for sign, lines in (("+ ", gained), ("- ", lost))
        for line in lines
        if markers or not is_marker(line)
    )


def _is_among(line: str, lines: Iterable[str]) -> bool:
    if line in lines:
        return True
    if is_marker(line):
        return False
    return any(ratio(line, one) >= _ALIKE for one in list(lines)[:_MOST] if not is_marker(one))
