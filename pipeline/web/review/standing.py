"""Findings of the rules that judge the whole docset, while single pages are being edited.

Such rules have seen all pages once, at the start. Their findings stay as long as the words that they are about do,
and go when somebody has changed those.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.markdown.article import Article
from pipeline.results.finding import Finding
from pipeline.results.place import Place
from pipeline.units.unit import Unit


@dataclass
class Standing:
    """The findings of one page, and the words that each was about when the page was first looked at."""

    findings: tuple[Finding, ...]
    _words: list[str] = field(default_factory=list)

    def now(self, article: Article, units: Sequence[Unit]) -> list[Finding]:
        """Those that still stand, where they stand now."""
        if not self._words:
            self._words = [_at(article, finding) for finding in self.findings]
        found = []
        for finding, words in zip(self.findings, self._words, strict=True):
            if finding.place.start < 0 or _at(article, finding) == words:
                found.append(finding)
            elif (start := _found_again(article, finding, words, units)) >= 0:
                found.append(_moved(article, finding, start, start + len(words)))
        return found


def _at(article: Article, finding: Finding) -> str:
    return article.text[finding.place.start : finding.place.end] if finding.place.start >= 0 else ""


def _found_again(article: Article, finding: Finding, words: str, units: Sequence[Unit]) -> int:
    """Where the words stand in the finding's unit, or in the metadata; -1 where they are gone."""
    for unit in units:
        if finding.unit and unit.id == finding.unit and unit.target_range:
            return article.text.find(words, *unit.target_range)
    return article.text.find(words, 0, article.body_start) if not finding.unit else -1


def _moved(article: Article, finding: Finding, start: int, end: int) -> Finding:
    lines = article.lines
    place = Place(start, end, *lines.place(start), *lines.place(end), finding.unit)
    return replace(finding, place=place)
