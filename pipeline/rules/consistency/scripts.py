"""Latin words among letters of a script that puts no spaces between words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from pipeline.results.fact import Fact
from pipeline.rules.context import PageContext
from pipeline.rules.docset import DocsetHit, fact
from pipeline.rules.registry import rule
from pipeline.rules.translation.pair import Pair, read_pairs
from pipeline.severity import Severity

_LETTER = r"[\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9fff]"
_BORDER = re.compile(
    rf"(?<={_LETTER})(?P<before> ?)(?=[A-Za-z][A-Za-z0-9])|(?<=[A-Za-z0-9][A-Za-z0-9])(?P<behind> ?)(?={_LETTER})"
)
_ENOUGH = 20
_HABIT = 0.9
_MOST = 100


@rule("latin-glued", "docset-unit", needs_source=False)
class LatinGlued:
    """A Latin word touches Japanese or Chinese letters, where the docset puts a space between them.

    What is usual is learned from the docset's own pages of human translation. Where they put no spaces, nothing is
    said; where there are none to learn from, only pages of machine translation are looked at.

    Bad:

        source: Open the Contoso center.
        target: 管理者はContosoセンターを開きます。

    Good:

        source: Open the Contoso center.
        target: 管理者は Contoso センターを開きます。
    """

    name = "latin-glued"

    def collect(self, page: PageContext) -> Iterator[Fact]:
        """How often the page spaces Latin words, and the places where it does not."""
        spaced = glued = 0
        for pair in read_pairs(page):
            if not pair.language.spaces_latin:
                return
            if pair.is_copy:
                continue
            gaps = pair.once(_borders)
            spaced += sum(1 for _, gap in gaps if gap)
            here = [at for at, gap in gaps if not gap]
            glued += len(here)
            if not here or glued > _MOST:
                continue
            base = pair.unit.target_range[0] if pair.unit.target_range else None
            start = -1 if base is None else base + here[0] - 1
            word = pair.target.plain[here[0] - 1 : here[0] + 1]
            key = f"{page.locale}\n2 place"
            end = -1 if base is None else start + len(word)
            yield fact(page, self.name, key, start, end, word, pair.unit.id)
        if (spaced or glued) and page.translation_type != "MT":
            yield fact(page, self.name, f"{page.locale}\n1 habit", -1, -1, f"{spaced} {glued}")

    def judge(self, facts: Iterable[Fact]) -> Iterator[DocsetHit]:
        """The places that go against the habit of the locale's human pages."""
        for _, same in groupby(facts, key=lambda one: one.locale):
            spaced = glued = 0
            for one in same:
                if one.key.endswith("habit"):
                    here = one.value.split()
                    spaced, glued = spaced + int(here[0]), glued + int(here[1])
                    continue
                known = spaced + glued >= _ENOUGH
                is_mt = one.translation_type == "MT"
                if (known and spaced < _HABIT * (spaced + glued)) or not (known or is_mt):
                    continue
                said = "no space between a Latin word and its neighbour"
                yield DocsetHit(one, said, severity=None if is_mt else Severity.SUGGESTION)


def _borders(pair: Pair) -> tuple[tuple[int, bool], ...]:
    """Where Latin words border on letters of the script, and whether a space is there."""
    plain = pair.target.plain
    source = pair.source.text
    found = []
    for match in _BORDER.finditer(plain):
        at = match.start()
        if plain[at - 1 : at + 1] not in source:
            found.append((at, bool(match[0])))
    return tuple(found)
