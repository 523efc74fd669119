"""Which of many texts can stand in a page: found by halving, so that one bad text among thousands costs little."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping

Texts = Mapping[int, str]


def sound(
    texts: Texts,
    is_sound: Callable[[Texts], bool],
    is_bad: Callable[[int], bool],
    same: Callable[[int], Hashable] = lambda index: index,
) -> Texts | None:
    """The texts that `is_sound` accepts, alone and together; none of them where they are bad only together.

    None where the page is bad without any of them, too. `is_bad` says of one text, by its index, that it is bad
    already where it stands, which is quicker than to read the whole page; it need not know all that are. Texts for
    which `same` says the same are one translation in several places: all of them are accepted, or none.
    """
    good = _sound(texts, is_sound, is_bad)
    if good is None or len(good) == len(texts):
        return good
    refused = {same(index) for index in texts if index not in good}
    kept = {index: text for index, text in good.items() if same(index) not in refused}
    return kept if len(kept) == len(good) or is_sound(kept) else {}


def _sound(
    texts: Texts, is_sound: Callable[[Texts], bool], is_bad: Callable[[int], bool]
) -> Texts | None:
    if is_sound(texts):
        return texts
    if not is_sound({}):
        return None
    likely = {index: text for index, text in texts.items() if not is_bad(index)}
    if is_sound(likely):
        return likely
    good = _halved(likely, is_sound)
    return good if is_sound(good) else {}


def _halved(texts: Texts, is_sound: Callable[[Texts], bool]) -> Texts:
    """As `sound`, of texts that are known to be bad together."""
    if len(texts) == 1:
        return {}
    indexes = sorted(texts)
    half = len(indexes) // 2
    good: dict[int, str] = {}
    for part in (indexes[:half], indexes[half:]):
        some = {index: texts[index] for index in part}
        good |= some if is_sound(some) else _halved(some, is_sound)
    return good
