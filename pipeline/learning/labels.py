"""What the names of buttons and menus are called on pages of human translation."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from pipeline.learning.rows import Label
from pipeline.learning.translation import Translation

_BOLD = re.compile(r"\*\*([^*\n]{1,60})\*\*")
_EDGES = " :.[]「」「」"
USES = 4
PAGES = 3
AGREED = 0.8


def labels_in(text: str) -> list[str]:
    """The bold words of a text, without the marks at their ends."""
    return [label for found in _BOLD.findall(text) if (label := found.strip(_EDGES))]


def labels(translations: Sequence[Translation]) -> list[Label]:
    """The labels on which people agree: in four uses and more, on three pages, in four of five cases."""
    said: dict[str, Counter[str]] = defaultdict(Counter)
    pages: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in translations:
        if not one.human or "**" not in one.source:
            continue
        sources, targets = labels_in(one.source), labels_in(one.target)
        if len(sources) != len(targets):
            continue
        for source, target in zip(sources, targets, strict=True):
            said[source][target] += 1
            pages[source, target].add(one.path)
    found = []
    for source, counts in sorted(said.items()):
        uses = counts.total()
        human, agreed = min(counts.items(), key=lambda item: (-item[1], item[0]))
        seen = len(pages[source, human])
        if uses >= USES and seen >= PAGES and agreed >= AGREED * uses:
            found.append(Label(source, human, agreed, uses, seen))
    return found
