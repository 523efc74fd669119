"""All that a locale's pages teach, put together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from pipeline.learning.file import Learned
from pipeline.learning.labels import labels
from pipeline.learning.measure import measure
from pipeline.learning.order import Page, ReviewOrder, pages_of
from pipeline.learning.removals import removals
from pipeline.learning.rows import Scored
from pipeline.learning.sentence import Correction, Sentence
from pipeline.learning.terms import drifts
from pipeline.learning.translation import Translation

ENOUGH_PAIRS = 500
"""Human units, and machine units, from which on terms can be compared."""
ENOUGH_CORRECTIONS = 200
"""Corrections from which on the order is better for them."""


def learn(locale: str, given: Iterable[Translation]) -> Learned:
    """What the translation units of one locale teach, whatever order they come in."""
    translations = sorted(given, key=lambda one: (*one[:5], one.corrected or "", one[6:]))
    corrected = [one for one in translations if one.corrected is not None]
    measured = measure(_corrections(corrected))
    figures = {
        name: value if value is None else round(value, 4)
        for name, value in (
            ("auc", measured.auc),
            ("auc_untrained", measured.auc_untrained),
            ("top_fifth", measured.top_fifth),
        )
    }
    counts = {
        "human": sum(one.human for one in translations),
        "machine": sum(not one.human and one.corrected is None for one in translations),
        "corrections": len(corrected),
        "changed": sum(one.corrected != one.target for one in corrected),
    }
    return Learned(
        locale,
        counts,
        figures,
        tuple(drifts(translations)),
        tuple(labels(translations)),
        tuple(removals(translations)),
        _order(translations),
    )


def _corrections(corrected: Sequence[Translation]) -> dict[str, list[Correction]]:
    pages: dict[str, list[Correction]] = defaultdict(list)
    for one in corrected:
        pages[one.path].append(Correction(_sentence(one), one.corrected or ""))
    return pages


def _sentence(one: Translation) -> Sentence:
    return Sentence(one.source, one.target, one.warnings, one.inconsistent)


def _order(translations: Sequence[Translation]) -> dict[str, tuple[Scored, ...]]:
    """A score for each unit that nobody has looked at, learned from all that somebody has."""
    by_page: dict[tuple[bool, str], list[Translation]] = defaultdict(list)
    for one in translations:
        if not one.human or one.corrected is not None:
            by_page[one.corrected is None, one.path].append(one)
    keys = sorted(by_page)
    pages = pages_of([[_sentence(one) for one in by_page[key]] for key in keys])
    order = ReviewOrder()
    unread: list[tuple[str, Page]] = []
    for (is_unread, path), page in zip(keys, pages, strict=True):
        if is_unread:
            unread.append((path, page))
        else:
            order.learn(page, [one.corrected or "" for one in by_page[False, path]])
    found = {}
    for path, page in unread:
        units = zip(by_page[True, path], order.scores(page), strict=True)
        found[path] = tuple(
            Scored(one.line, round(float(score), 3), len(one.source.split()))
            for one, score in sorted(units, key=lambda unit: unit[0].line)
        )
    return found
