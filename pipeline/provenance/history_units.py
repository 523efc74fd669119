"""The units of a page that is behind, each with the source that history says it was translated from."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from pipeline.markdown.article import Article
from pipeline.provenance.page_reading import plain, read
from pipeline.provenance.page_versions import Languages, Version
from pipeline.provenance.translated import Origin, Ref, State
from pipeline.units.passages import passages
from pipeline.units.segments import Segment, segments_of
from pipeline.units.unit import SURE, Range, Unit


def with_origins(
    units: Sequence[Unit],
    article: Article,
    state: State,
    versions: Sequence[Version],
    languages: Languages,
) -> tuple[Unit, ...]:
    """`units` of a page that was held against one version of its source, where its sentences are of several.

    A text that translates other sentences gets those, as they were then.
    """
    if state.origins is None:
        return tuple(units)
    segments = list(_segments(article, languages))
    if len(segments) != len(state.origins):
        return tuple(units)
    places = _Places(segments, state.origins)
    return tuple(
        _with_former(unit, places.origins(unit.target_range), versions, languages) for unit in units
    )


class _Places:
    """The origins of a page's sentences by their places."""

    def __init__(self, segments: Sequence[Segment], origins: Sequence[Origin]) -> None:
        both = zip(segments, origins, strict=True)
        # an image's text stands within a sentence: the sentence first
        self._known = sorted(both, key=lambda one: (one[0].start, -one[0].end))
        self._starts = [segment.start for segment, _ in self._known]

    def origins(self, place: Range | None) -> Iterator[Origin]:
        """The origins of the whole sentences in a range of the page."""
        if place is None:
            return
        done = place[0]
        for segment, origin in self._known[bisect_left(self._starts, place[0]) :]:
            if segment.end > place[1]:
                return
            if segment.start >= done:
                done = segment.end
                yield origin


def _segments(article: Article, languages: Languages) -> Iterator[Segment]:
    for passage in passages(article, languages.keys):
        yield from segments_of(article, passage, languages.target)


def _with_former(
    unit: Unit, found: Iterator[Origin], versions: Sequence[Version], languages: Languages
) -> Unit:
    origins = tuple(found)
    refs = sorted(frozenset[Ref]().union(*(origin.refs for origin in origins)))
    if not refs or not all(origin.known for origin in origins):
        return unit
    now = plain(unit.source)  # of which the text may have a part that is older
    if now == plain(" ".join(ref.text for ref in refs)) or now in {ref.text for ref in refs}:
        return unit
    former = " ".join(_as_written(ref, versions, languages) for ref in refs)
    certainty = max(unit.certainty, SURE)
    return unit._replace(source=former, source_range=None, certainty=certainty)


def _as_written(ref: Ref, versions: Sequence[Version], languages: Languages) -> str:
    """A sentence of a former source with its markup as it stood there."""
    text = versions[ref.version].source or ""
    segments = read(text, languages.source, languages.keys, languages.syntax).segments
    return segments[ref.place].text if ref.place < len(segments) else ref.text
