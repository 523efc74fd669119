"""Findings in the order in which they are to be read: the gravest first, or those of the sentences to review first."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from pipeline.commands.session import Session
from pipeline.commands.status import Status
from pipeline.commands.summary import Result
from pipeline.commands.task import Task
from pipeline.engine.judge import judged
from pipeline.errors import PageError
from pipeline.files import files
from pipeline.learning.file import parse, place_of
from pipeline.learning.rows import Scored
from pipeline.results.finding import Finding
from pipeline.results.page_result import Outcome
from pipeline.rules.policy import Policy
from pipeline.settings import Settings

Order = Literal["place", "gravity", "review"]

_Key = tuple[float | int | str, ...]


def ordered(
    outcomes: Iterable[Outcome], session: Session, rules: Policy, task: Task, order: Order
) -> Iterator[Outcome]:
    """The outcomes as one whose findings, those of the docset too, stand in the order; by place, as they come."""
    if order == "place":
        yield from outcomes
        return
    result, settings = Result.of(outcomes), session.docset.settings
    more = judged(result.facts, task.scopes, rules, settings, session.how, result.counts)
    key = _by_gravity if order == "gravity" else _by_score(settings)
    found = sorted([*result.findings, *more], key=key)
    yield Outcome("", "", tuple(found), result.counts, notes=tuple(result.notes))


def _by_gravity(finding: Finding) -> _Key:
    place = (finding.locale, finding.path, finding.line, finding.column, finding.rule)
    return -finding.severity, -finding.certainty, *place


def _by_score(settings: Settings) -> Callable[[Finding], _Key]:
    """Sentences that people would most likely change first; what has no score stands behind, the gravest first."""
    known: dict[str, dict[str, tuple[Scored, ...]]] = {}

    def key(finding: Finding) -> _Key:
        if finding.locale not in known:
            known[finding.locale] = _scores(settings, finding.locale)
        units = known[finding.locale].get(finding.path, ())
        at = bisect_right(units, finding.line, key=lambda unit: unit.line)
        if not at or not finding.line:
            return 1, 0, *_by_gravity(finding)
        line = units[at - 1].line
        score = max(unit.score for unit in units if unit.line == line)
        return 0, -score, *_by_gravity(finding)

    return key


def first_to_review(found: Iterable[Status], settings: Settings) -> list[Status]:
    """Pages with those first of which people would most likely change most; then those without a score, as they were.

    A page's score is the mean of its sentences', each as much as it has words.
    """
    known: dict[str, dict[str, tuple[Scored, ...]]] = {}

    def key(page: Status) -> tuple[int, float]:
        if page.locale not in known:
            known[page.locale] = _scores(settings, page.locale)
        units = known[page.locale].get(page.path, ())
        words = sum(unit.words for unit in units)
        if not words or not page.review_words:
            return 1, 0.0
        return 0, -sum(unit.score * unit.words for unit in units) / words

    return sorted(found, key=key)


def _scores(settings: Settings, locale: str) -> dict[str, tuple[Scored, ...]]:
    """By page, the units that were scored; nothing where nothing was learned, or the file is refused."""
    if not locale:
        return {}
    place = place_of(settings.root, locale)
    try:
        data = files.read_if_there(place)
        return dict(parse(data, place).order) if data is not None else {}
    except PageError:
        return {}
