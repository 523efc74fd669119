"""What the rules find in sentences of our own, in five languages, and how often they cry wolf there."""

import pytest

from benchmarks import pairs
from benchmarks.defects import HARD, INVISIBLE
from benchmarks.languages import hear

FLOORS = {
    "target of another unit": 0.8,
    "cut off half-way": 0.9,
    "half in English": 0.75,
    "in another language": 0.75,
}


@pytest.mark.parametrize("locale", pairs.locales())
def test_floors(locale: str) -> None:
    heard = hear(locale)
    assert heard.flagged <= 3
    assert heard.over_all >= 0.98
    visible = [
        one for name, one in heard.scores.items() if name not in (*HARD, *INVISIBLE, *FLOORS)
    ]
    assert all(one.found >= 0.9 * one.injected for one in visible if one.injected > 10)
    for name, least in FLOORS.items():
        assert heard.scores[name].found >= least * heard.scores[name].injected, name


def test_there_are_enough_sentences_of_every_kind() -> None:
    units = pairs.page("ja-JP").units
    assert len(units) >= 60
    for mark in ("](", "`", "**", "0", "<", '"', "(", "?"):
        assert sum(mark in unit.source for unit in units) >= 2, mark
