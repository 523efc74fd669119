"""Which of many texts can stand in a page: found by halving, so that one bad text among thousands costs little."""

from __future__ import annotations

from collections.abc import Callable, Mapping

Texts = Mapping[int, str]


def sound(texts: Texts, is_sound: Callable[[Texts], bool]) -> Texts:
    """The texts that `is_sound` accepts, alone and together; none where they are bad only together."""
    good = _halved(texts, is_sound)
    return good if len(good) == len(texts) or is_sound(good) else {}


def _halved(texts: Texts, is_sound: Callable[[Texts], bool]) -> Texts:
    if not texts or is_sound(texts):
        return texts
    if len(texts) == 1:
        return {}
    indexes = sorted(texts)
    half = len(indexes) // 2
    return {
        index: text
        for part in (indexes[:half], indexes[half:])
        for index, text in _halved({each: texts[each] for each in part}, is_sound).items()
    }
