"""The sentences of a passage against its translation: where the translation is cut, the source decides."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from pipeline.markdown.article import Article
from pipeline.units.align.boundaries import Place, places
from pipeline.units.align.features import Features, distance, features, merged
from pipeline.units.segments import Segment

Range = tuple[int, int]
_DROPPED = 7.0
_JOINED = 5.0
_LONGEST = 12  # pieces that one sentence may be translated by, beyond what the numbers of both sides ask for
_UNSURE = 4.0
_BAND = 60
_BEST = 12.0  # no pair gains more, so that a way that costs more cannot become the cheapest
_FITS = 2.0


@dataclass(frozen=True, slots=True)
class SentenceMatch:
    """Source sentences `first` up to `last` and the range of the target that says them (None: nothing does)."""

    first: int
    last: int
    target: Range | None
    cost: float


def match_sentences(
    sentences: list[Segment],
    broken: list[bool],
    article: Article,
    target: Range,
    ratio: float,
    locale: str,
    known: float,
    *,
    wrapped: bool = False,
) -> list[SentenceMatch]:
    """The sentences of a source passage with their places in `target`, a range of the localized `article`.

    `broken` says for each sentence but the last whether a line break stands behind it; where the text is `wrapped`,
    line breaks say nothing. One sentence takes all of the target; `known` is what the match of the passages costs.
    """
    if len(sentences) == 1:
        return [SentenceMatch(0, 1, target, known)]
    sources = [features(sentence.text) for sentence in sentences]
    text, verbatim = article.text, article.opaque
    if wrapped:
        broken = [False] * len(broken)
    cuts = places(text, *target, locale, verbatim, wrapped=wrapped)
    if found := _one_by_one(sources, broken, text, target, cuts, ratio):
        return found
    found = _cheapest(sources, broken, text, target, cuts, ratio)
    if _average(found) > _UNSURE or len(cuts) + 1 < len(sentences):
        cuts = places(text, *target, locale, verbatim, wrapped=wrapped, anywhere=True)
        if len(cuts) * len(sentences) < 4000:
            again = _cheapest(sources, broken, text, target, cuts, ratio)
            better = sum(match.cost for match in again) < sum(match.cost for match in found)
            if better and _average(again) < _average(found) - 0.5:
                return again
    return found


def _one_by_one(
    sources: list[Features],
    broken: list[bool],
    text: str,
    target: Range,
    cuts: list[Place],
    ratio: float,
) -> list[SentenceMatch]:
    """The pairs where the target has as many sure sentences as the source and each fits; else nothing."""
    if len(cuts) + 1 != len(sources) or any(cut.cost for cut in cuts):
        return []
    starts = [target[0], *(cut.end for cut in cuts)]
    ends = [*(cut.start for cut in cuts), target[1]]
    found = []
    for i, (start, end) in enumerate(zip(starts, ends, strict=True)):
        cost = distance(sources[i], features(text, start, end), ratio, 5.0)
        if cost > _FITS or (i < len(cuts) and cuts[i].broken != broken[i]):
            return []
        found.append(SentenceMatch(i, i + 1, (start, end), cost))
    return found


def _average(found: list[SentenceMatch]) -> float:
    return sum(match.cost for match in found) / len(found)


def _cheapest(
    sources: list[Features],
    broken: list[bool],
    text: str,
    target: Range,
    cuts: list[Place],
    ratio: float,
) -> list[SentenceMatch]:
    starts = [target[0], *(cut.end for cut in cuts)]
    ends = [*(cut.start for cut in cuts), target[1]]
    rows, columns = len(sources), len(starts)
    reach = _LONGEST + max(0, 2 * columns // rows)
    pieces = [features(text, start, end) for start, end in zip(starts, ends, strict=True)]
    runs: list[list[Features]] = []  # runs[j][k]: pieces j to j + k taken together
    for j in range(columns):
        run = [pieces[j]]
        for k in range(j + 1, min(columns, j + reach)):
            run.append(merged(run[-1], pieces[k]))
        runs.append(run)
    pairs = [merged(one, two) for one, two in pairwise(sources)]
    infinite = float("inf")
    best = [[infinite] * (columns + 1) for _ in range(rows + 1)]
    came: list[list[tuple[int, int]]] = [[(0, 0)] * (columns + 1) for _ in range(rows + 1)]
    best[0][0] = 0.0
    for i in range(1, rows + 1):
        middle = i * columns // rows
        for j in range(max(0, middle - _BAND), min(columns, middle + _BAND) + 1):
            least, step = best[i - 1][j] + _DROPPED, (1, 0)
            end = _cut_cost(cuts, j, i < rows and broken[i - 1], last=i == rows)
            for k in range(1, min(j, reach) + 1):
                before = best[i - 1][j - k]
                if before < least + _BEST:
                    cost = before + end + distance(sources[i - 1], runs[j - k][k - 1], ratio, 5.0)
                    if cost < least:
                        least, step = cost, (1, k)
                if i > 1 and (before := best[i - 2][j - k]) < least + _BEST:
                    both = distance(pairs[i - 2], runs[j - k][k - 1], ratio, 5.0)
                    cost = before + end + both + _JOINED
                    if cost < least:
                        least, step = cost, (2, k)
            best[i][j], came[i][j] = least, step
    found: list[SentenceMatch] = []
    i, j = rows, columns
    while i:
        down, across = came[i][j]
        cost = best[i][j] - best[i - down][j - across]
        place = (starts[j - across], ends[j - 1]) if across else None
        found.append(SentenceMatch(i - down, i, place, cost))
        i, j = i - down, j - across
    return found[::-1]


def _cut_cost(cuts: list[Place], column: int, broken: bool, *, last: bool) -> float:
    """What it costs to end a sentence behind `column` pieces of the target."""
    if last or not 0 < column <= len(cuts):
        return 0.0
    cut = cuts[column - 1]
    if cut.broken != broken:
        return cut.cost + 0.4
    return cut.cost - 1.5 if broken else cut.cost
