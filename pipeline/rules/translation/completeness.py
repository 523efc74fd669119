"""Completeness: a target, and one of about the length that such a source lets expect."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from pipeline.results.finding import Hit
from pipeline.rules.registry import rule
from pipeline.rules.translation.pair import Pair
from pipeline.severity import Certainty, Severity

_LETTERS = re.compile(r"[^\W\d_]{2}")

_RATIO = {
    "ja": 0.52,
    "zh": 0.36,
    "ko": 0.56,
    "ar": 0.92,
    "he": 0.82,
    "de": 1.18,
    "fr": 1.22,
    "es": 1.2,
}
_SPREAD = (
    6.8  # variance of a translation's length for each character, as Gale and Church measured it
)


@rule("empty-target", "unit")
def empty_target(pair: Pair) -> Iterator[Hit]:
    """The unit has no translation.

    Bad:

        source: Choose **Save**.
        target:

    Good:

        source: Choose **Save**.
        target: Kies **Opslaan**.
    """
    if not pair.unit.target.strip() and pair.unit.source.strip():
        yield Hit(0, len(pair.unit.target), "no translation")


def deviation_of(pair: Pair) -> float:
    """How far the target's length is from what the source lets expect, in standard deviations."""
    source, target = len(pair.source.prose), len(pair.target.prose)
    ratio = _RATIO.get(pair.language.name, 1.12)
    spread = _SPREAD * max(ratio, 0.5)
    return (target - ratio * source) / math.sqrt(spread * max(source, 1))


@rule("too-short", "unit", copies=False)
def too_short(pair: Pair) -> Iterator[Hit]:
    """The target is much shorter than translations of such a source are: a part may be missing.

    Bad:

        source: If you don't see the button, sign out, close all windows of the browser and sign in again.
        target: Als u de knop niet ziet.

    Good:

        source: If you don't see the button, sign out, close all windows of the browser and sign in again.
        target: Als u de knop niet ziet, meldt u zich af, sluit u alle browservensters en meldt u zich weer aan.
    """
    if len(pair.source.prose) < 20:
        return
    deviation = deviation_of(pair)
    if deviation < -1.45:
        yield Hit(
            0,
            len(pair.target.text),
            f"{len(pair.target.prose)} characters for {len(pair.source.prose)} of the source",
            severity=None if deviation < -1.7 else Severity.SUGGESTION,
            certainty=Certainty.LIKELY if deviation < -2 else Certainty.GUESS,
        )


@rule("too-long", "unit", copies=False)
def too_long(pair: Pair) -> Iterator[Hit]:
    """The target is much longer than translations of such a source are: something may be said twice, or added.

    Bad:

        source: Choose **Save**.
        target: Kies **Opslaan** wanneer u alle gegevens hebt ingevoerd en gecontroleerd die nodig zijn.

    Good:

        source: Choose **Save**.
        target: Kies **Opslaan**.
    """
    if len(pair.target.prose) - len(pair.source.prose) <= 30:
        return
    if deviation_of(pair) > 4.2 and _LETTERS.search(pair.source.prose):
        said = f"{len(pair.target.prose)} characters for {len(pair.source.prose)} of the source"
        yield Hit(0, len(pair.target.text), said)
