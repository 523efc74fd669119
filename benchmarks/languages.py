"""How much is found in other languages: the same defects in sentences of our own (`data/pairs.txt`)."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks import pairs
from benchmarks.bench import Bench, Score, over_all
from benchmarks.defects import DEFECTS, HARD, INVISIBLE
from pipeline.rules.translation.spelling import speller_of

_NEED_DICTIONARY = ("misspelled", "compound split")


@dataclass(frozen=True, slots=True)
class Heard:
    """What the rules say of the sentences in one locale: of the damaged ones by kind, and of the good ones."""

    locale: str
    scores: dict[str, Score]
    flagged: int

    @property
    def over_all(self) -> float:
        """The share that is found of what can be seen without understanding."""
        return over_all(self.scores)


def hear(locale: str, seed: int = 1, most: int = 120) -> Heard:
    """Put every kind of defect into the sentences of a locale; those that need a dictionary only where it is there."""
    bench = Bench([pairs.page(locale)])
    kinds = DEFECTS | INVISIBLE | HARD | {"in another language": pairs.in_another_language(locale)}
    skipped = _NEED_DICTIONARY if speller_of(locale) is None else ()
    scores = {
        name: bench.recall(name, kind, seed, most, 0)
        for name, kind in kinds.items()
        if name not in skipped
    }
    return Heard(locale, scores, bench.untouched()[1])


def language_section(seed: int, most: int) -> list[str]:
    """The recall of each kind and the untouched sentences with a finding, by locale, as a part of the page."""
    heard = [hear(locale, seed, most) for locale in pairs.locales()]
    count = len(pairs.sentences())
    lines = [
        "## In other languages",
        "",
        f"The same defects in {count} sentences of our own (`data/pairs.txt`): the share that is found, in brackets",
        "how many there are of a kind. What the rules missed at first (one in seven of the Japanese defects, one in",
        "fifty of the others) was looked at, and mended where that is right for every text: expect a little less of",
        "yours.",
        "",
        f"| defect | {' | '.join(one.locale for one in heard)} |",
        "| --- |" + " --: |" * len(heard),
    ]
    for name in dict.fromkeys(name for one in heard for name in one.scores):
        cells = [_share(one.scores.get(name)) for one in heard]
        lines.append(f"| {name}{'' if name in DEFECTS else ' (hard)'} | {' | '.join(cells)} |")
    shares = [f"{one.over_all:.3f}" for one in heard]
    flagged = [f"{one.flagged} of {count}" for one in heard]
    return [
        *lines,
        f"| all but the hard ones | {' | '.join(shares)} |",
        f"| untouched, with a finding | {' | '.join(flagged)} |",
        "",
    ]


def _share(score: Score | None) -> str:
    if score is None or not score.injected:
        return "–"
    return f"{score.found / score.injected:.2f} ({score.injected})"
