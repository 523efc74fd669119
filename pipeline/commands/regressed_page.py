"""What a change undid in one localized page: translations of which the source stayed the same, and its type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.errors import PageError
from pipeline.families.roles import HT, MT
from pipeline.files.lines import Lines
from pipeline.markdown.article import Article
from pipeline.provenance.edits import Edit
from pipeline.provenance.loaded_page import LoadedPage
from pipeline.provenance.page_reading import plain
from pipeline.provenance.page_roles import roles_of
from pipeline.provenance.source_then import says_the_same, source_of
from pipeline.provenance.undone import Kind, Undone, parted, undone
from pipeline.results.finding import Finding, Hit
from pipeline.results.place import NOWHERE, Place
from pipeline.rules.policy import Policy, ignored_in
from pipeline.rules.problem import quoted
from pipeline.rules.registry import entry
from pipeline.severity import Severity
from pipeline.units.page import read_units
from pipeline.units.unit import Unit

CHANGED = "translation-changed"
REVERTED = "translation-reverted"
REMOVED = "translation-removed"
REPLACED = "human-text-replaced"
LEFT = "translation-turned-source"
TYPE_LOST = "translation-type-lost"


@dataclass(frozen=True)
class Then:
    """A page as it was: its bytes, and the versions of its source that are at hand, the likeliest first.

    `earlier` are texts that its sentences had before that, with the commits that had them.
    """

    data: bytes
    sources: Sequence[bytes | None] = ()
    earlier: Mapping[str, str] = field(default_factory=dict)


class RegressedPage:
    """One page, then and now. Raises PageError where one of the versions cannot be read."""

    def __init__(self, loaded: LoadedPage, then: Then, policy: Policy) -> None:
        self._loaded, self._then, self._policy = loaded, then, policy
        self._before = Article.parse(then.data, loaded.syntax)
        self._lines = Lines(loaded.article.text)
        self._ignored = ignored_in(loaded.article.text)
        family = loaded.family
        self._type_then = roles_of(self._before, family).type
        self._type_now = roles_of(loaded.article, family).type

    def changes(self) -> list[Undone]:
        """What became of the translations of sentences that stayed the same."""
        before, now = self._units()
        return list(undone(before, now, self._loaded.article.text))

    def findings(self, changes: Sequence[Undone]) -> Iterator[Finding]:
        """The findings: first of the page, then of its sentences."""
        if self._type_then == HT != self._type_now:
            word = (
                "is machine translated now" if self._type_now == MT else "does not say so any more"
            )
            yield from self._finding(TYPE_LOST, None, f"people translated this page; it {word}")
        for change in changes:
            yield from self._of(change)

    def _of(self, change: Undone) -> Iterator[Finding]:
        source, before = quoted(change.source), quoted(change.before)
        if change.now:
            before, now = map(quoted, parted(change.before, change.now))
        if not change.now:
            message = f"{source} has lost its translation {before}"
            yield from self._finding(REMOVED, change, message)
            return
        if change.kind is Kind.COPY and self._is_left(change):
            yield from self._finding(
                LEFT, change, f"{before} stands in the source's language now: {now}"
            )
        elif self._type_then == HT and self._type_now == MT:
            message = (
                f"{before}, written by people, was replaced by {now}; {source} has not changed"
            )
            yield from self._finding(REPLACED, change, message)
        elif commit := self._then.earlier.get(plain(change.now)):
            message = f"{before} was turned back to {now}, as it was in {commit[:12]}; {source} has not changed"
            yield from self._finding(REVERTED, change, message)
        elif change.much is not Edit.FORMATTING:
            is_less = change.much is Edit.SMALL or (self._type_now == HT and self._type_then == MT)
            severity = Severity.SUGGESTION if is_less else None
            message = f"{source} has not changed, its translation has: {before} is {now} now"
            yield from self._finding(CHANGED, change, message, severity)

    def _is_left(self, change: Undone) -> bool:
        from pipeline.rules.translation.untranslated import is_left_in_source

        unit = Unit(change.source, change.source, "paragraph")
        return is_left_in_source(unit, self._loaded.page.locale)

    def _finding(
        self, rule: str, change: Undone | None, message: str, severity: Severity | None = None
    ) -> Iterator[Finding]:
        known, page = entry(rule), self._loaded.page
        place = self._place(change)
        hit = Hit(max(place.start, 0), max(place.end, 0), message, severity=severity)
        said = self._policy.severity(known, hit, self._type_now, page.path, page.locale)
        if said and not known.names & self._ignored:
            yield Finding(
                rule=rule,
                severity=said,
                certainty=known.certainty,
                message=message,
                path=page.path,
                place=place,
                locale=page.locale,
                translation_type=self._type_now,
            )

    def _place(self, change: Undone | None) -> Place:
        if change is None or change.range is None:
            return NOWHERE
        start, end = change.range
        return Place(start, end, *self._lines.place(start), *self._lines.place(end))

    def _units(self) -> tuple[Sequence[Unit], Sequence[Unit]]:
        """The units of the page then and now; none where nobody knows that they are of the same sentences."""
        loaded, then = self._loaded, self._then
        sources = [loaded.source_data, *then.sources]
        now = source_of(loaded.article, loaded.family, sources, self._at_commit)
        was = source_of(self._before, loaded.family, [*then.sources, sources[0]], self._at_commit)
        if (
            now is None
            and was is None
            and says_the_same(self._before, loaded.article, loaded.family)
        ):
            now = was = next((data for data in sources if data is not None), None)
        return self._read(self._before, was), self._read(loaded.article, now)

    def _at_commit(self, commit: str) -> bytes | None:
        return self._loaded.source_at(commit)

    def _read(self, article: Article, source: bytes | None) -> Sequence[Unit]:
        if source is None and not article.is_bilingual:
            return ()
        loaded = self._loaded
        try:
            original = Article.parse(source, loaded.syntax) if source is not None else None
        except PageError as error:
            raise loaded.without_source(error) from None
        return read_units(article, original, loaded.page.locale, loaded.keys).units
