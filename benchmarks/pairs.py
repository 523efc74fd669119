"""Sentences of our own in several languages (`data/pairs.txt`), as pages of human translation."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

from benchmarks.defects import Defect, Units
from pipeline.markdown.article import Article
from pipeline.rules.context import PageContext
from pipeline.settings import Settings
from pipeline.units.unit import Unit

_FILE = Path(__file__).parent / "data" / "pairs.txt"
_SOURCE = "en-US"
_HEAD = "---\nms.translationtype: HT\n---\n"


@cache
def sentences() -> list[dict[str, str]]:
    """Each sentence by locale. Raises ValueError where one is missing in a locale."""
    found = [
        dict(line.split(": ", 1) for line in block.splitlines())
        for block in _FILE.read_text("utf-8").split("\n\n")
    ]
    for one in found:
        if one.keys() != found[0].keys():
            raise ValueError(f"not in every locale: {one}")
    return found


def locales() -> list[str]:
    """The locales that the sentences are translated into."""
    return [locale for locale in sentences()[0] if locale != _SOURCE]


def page(locale: str) -> PageContext:
    """A page of all sentences in one locale, each a unit on a line of its own."""
    text, units = _HEAD, []
    for number, one in enumerate(sentences()):
        start = len(text)
        text += one[locale] + "\n"
        place = (start, len(text) - 1)
        units.append(
            Unit(one[_SOURCE], one[locale], "paragraph", f"0-{101 + number}", target_range=place)
        )
    return PageContext(
        "pairs.md", locale, _FILE.parent, Article(text), Settings(), units=tuple(units)
    )


def in_another_language(locale: str) -> Defect:
    """A defect of these pages alone: the sentence as another locale has it."""
    others = [one for one in locales() if one != locale]
    by_source = {one[_SOURCE]: one for one in sentences()}

    def defect(source: str, target: str, rng: random.Random, units: Units) -> str | None:
        return by_source[source][rng.choice(others)] if len(source.split()) >= 8 else None

    return defect
