"""The numbers of the whole docset: how much is stale, machine-made, broken, and waiting for a reviewer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.web.charts import Part
from pipeline.web.gathered import Gathered
from pipeline.web.row import Row

_TYPES = (("HT", "Human translation", "human"), ("MT", "Machine translation", "machine"))
_FRESHNESS = (
    ("current", "Current", "good"),
    ("stale", "Stale", "warning"),
    ("source-missing", "Source missing", "error"),
    ("unverifiable", "Not verifiable", "none"),
)


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How often a rule was broken, and how badly at worst."""

    name: str
    count: int
    severity: str
    pages: int


@dataclass(frozen=True)
class Summary:
    """Some pages, added up: one locale's, or all."""

    locale: str
    pages: int
    types: tuple[Part, ...]
    freshness: tuple[Part, ...]
    words: int
    review_words: int
    errors: int
    warnings: int
    suggestions: int

    @property
    def stale(self) -> int:
        """How many pages no longer say what their source says."""
        return next((part.value for part in self.freshness if part.filter == "stale"), 0)

    @property
    def review(self) -> tuple[Part, ...]:
        """Words that were reviewed, and words that wait."""
        done = self.words - self.review_words
        return (
            Part("Reviewed", done, "good"),
            Part("To review", self.review_words, "machine", "waiting"),
        )

    @property
    def severities(self) -> tuple[Part, ...]:
        """Findings by severity."""
        return (
            Part("Errors", self.errors, "error", "error"),
            Part("Warnings", self.warnings, "warning", "warning"),
            Part("Suggestions", self.suggestions, "suggestion", "suggestion"),
        )


def summary(rows: Sequence[Row], locale: str = "") -> Summary:
    """Rows, added up. Source pages count for their findings only."""
    localized = [row for row in rows if row.locale]
    types = Counter(row.translation_type for row in localized)
    fresh = Counter(row.freshness for row in localized)
    parts = [Part(label, types[key], tone, key) for key, label, tone in _TYPES]
    if types[""]:
        parts.append(Part("Says nothing", types[""], "none", "-"))
    return Summary(
        locale=locale,
        pages=len(localized),
        types=tuple(parts),
        freshness=tuple(
            Part(label, fresh[key], tone, key)
            for key, label, tone in _FRESHNESS
            if fresh[key] or key in ("current", "stale")
        ),
        words=sum(row.words for row in rows),
        review_words=sum(row.review_words for row in rows),
        errors=sum(row.errors for row in rows),
        warnings=sum(row.warnings for row in rows),
        suggestions=sum(row.suggestions for row in rows),
    )


def by_locale(rows: Sequence[Row]) -> list[Summary]:
    """One summary a locale, by name."""
    locales = sorted({row.locale for row in rows if row.locale})
    return [summary([row for row in rows if row.locale == locale], locale) for locale in locales]


def by_rule(gathered: Gathered) -> list[RuleCount]:
    """The rules that were broken, most often first."""
    pages = Counter(rule for counts in gathered.broken.values() for rule in counts)
    return [
        RuleCount(name, count, gathered.severities[name].label, pages[name])
        for name, count in sorted(gathered.by_rule().items(), key=lambda one: (-one[1], one[0]))
    ]
