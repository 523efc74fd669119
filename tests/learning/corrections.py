"""Made corrections: a person always changes one word, and some sentences for no reason that can be seen."""

from __future__ import annotations

import random

from pipeline.learning.sentence import Correction, Sentence

_WORDS = [
    "kies",
    "het",
    "menu",
    "open",
    "de",
    "pagina",
    "bewaar",
    "uw",
    "werk",
    "en",
    "sluit",
    "dan",
    "alles",
    "weer",
    "goed",
    "af",
]


def corrections(
    pages: int, *, wrong: str = "toepassingsgebied", seed: int = 1
) -> dict[str, list[Correction]]:
    """Pages of ten sentences of which about three hold the word that is always changed."""
    choose = random.Random(seed)
    made: dict[str, list[Correction]] = {}
    for page in range(pages):
        rows = []
        for _ in range(10):
            words = choose.choices(_WORDS, k=8)
            human = list(words)
            if choose.random() < 0.3:
                at = choose.randrange(8)
                words[at], human[at] = wrong, "bereik"
            source = " ".join(word[::-1] for word in human)
            rows.append(Correction(Sentence(source, " ".join(words)), " ".join(human)))
        made[f"page-{page:03}.md"] = rows
    return made
