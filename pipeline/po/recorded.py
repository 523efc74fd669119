"""The pairs of a page as its PO file shows them, where nobody knows the source that the page was made from.

The digest in an entry's comment is of the text that the page had for it. A stretch of the page with that digest is
therefore the translation of that entry's source, whatever has become of the source page and of the entry's text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import polib

from pipeline.files.digest import short
from pipeline.markdown.article import Article
from pipeline.po.comments import Comment
from pipeline.po.entries import po_text
from pipeline.po.file import is_outdated
from pipeline.units.align.boundaries import places
from pipeline.units.folding import loose
from pipeline.units.metadata import METADATA
from pipeline.units.passage import Passage
from pipeline.units.passages import passages
from pipeline.units.trimming import is_text
from pipeline.units.unit import Range, Unit

_LONGEST = 16
"""How many pieces of a passage one entry's text may take."""
_MOST = 1500
"""How long, in characters, a passage may be that is looked through word by word."""
_NOTHING = short("")


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a PO file shows of its page: `units`, in the page's order.

    The certainty of those is 0 that were paired only because both stand between the same neighbours, after somebody
    edited the page. `complete`: the page has no text besides. `has_digests`: no tool has dropped the comments
    that say what the page had. `in_order`: the entries follow each other as its texts do.
    """

    units: tuple[Unit, ...]
    complete: bool = False
    has_digests: bool = False
    in_order: bool = True


class _Stretch(NamedTuple):
    """A piece of the page that is an entry's text (`entry` is its index) or nobody's (-1)."""

    start: int
    end: int
    text: str
    passage: Passage
    entry: int


def recorded_pairs(
    article: Article,
    po: polib.POFile,
    locale: str,
    keys: tuple[str, ...],
    *,
    in_order: bool = False,
) -> Recorded:
    """The pairs of a published page that `po` proves. `keys` names the metadata that is translated.

    `in_order`: the entries were written in the order of the page, so that a text may be told by its neighbours, if no
    tool has sorted them since.
    """
    known = _Known(po)
    found = [
        stretch
        for passage in passages(article, keys)
        for stretch in _of_passage(article, passage, known, locale)
    ]
    ascends = _ascends(found, known)
    guesses = _guesses(found, known) if in_order and ascends else {}
    units = tuple(
        known.unit(stretch, guessed=index in guesses)
        for index, stretch in enumerate(
            stretch._replace(entry=guesses.get(index, stretch.entry))
            for index, stretch in enumerate(found)
        )
        if stretch.entry >= 0
    )
    unknown = sum(stretch.entry < 0 for stretch in found)
    return Recorded(units, unknown == len(guesses), known.has_digests, ascends)


def borne_out(units: Iterable[Unit], recorded: Recorded) -> tuple[Unit, ...] | None:
    """`units` of a page that was held against a source it may not be made from, if `recorded` agrees with them.

    What is not recorded gets certainty 0. None where a text, or a source, is known to belong to another.
    """
    proven = _proven_pairs(recorded)
    sources, texts = {source for source, _ in proven}, {text for _, text in proven}
    result = []
    for unit in units:
        source, text = po_text(unit.source), po_text(unit.target)
        if text and (source, text) not in proven:
            if source in sources or text in texts:
                return None
            unit = unit._replace(certainty=0.0)
        result.append(unit)
    return tuple(result)


def former_sources(recorded: Recorded) -> Mapping[str, str]:
    """The sources that the texts of the page which were paired by their place stood for before somebody edited it."""
    return {po_text(unit.target): unit.source for unit in recorded.units if not unit.certainty}


def _proven_pairs(recorded: Recorded) -> frozenset[tuple[str, str]]:
    """The sources and texts that certainly belong together."""
    return frozenset(
        (po_text(unit.source), po_text(unit.target)) for unit in recorded.units if unit.certainty
    )


class _Known:
    """The entries of a PO file by the texts that the page may have for them."""

    def __init__(self, po: polib.POFile) -> None:
        self.entries = [entry for entry in po if not entry.obsolete]
        self.count = len(self.entries)
        self.entries += [entry for entry in po if entry.obsolete]
        self._comments = [Comment.parse(entry.comment) for entry in self.entries]
        self._by_digest: dict[str, list[int]] = {}
        self._by_text: dict[str, list[int]] = {}
        self._last = -1
        for index, (entry, comment) in enumerate(zip(self.entries, self._comments, strict=True)):
            if comment.digest and comment.digest != _NOTHING:
                self._by_digest.setdefault(comment.digest, []).append(index)
            started = entry.fuzzy and comment.suggestion == short(entry.msgstr)
            if entry.msgstr and not started and not is_outdated(entry):
                self._by_text.setdefault(loose(entry.msgstr), []).append(index)
            elif not entry.msgstr or comment.digest in ("", _NOTHING):
                self._by_text.setdefault(loose(entry.msgid), []).append(index)

    @property
    def has_digests(self) -> bool:
        """Does every entry in use say what the page had for it?"""
        return all(comment.digest for comment in self._comments[: self.count])

    def index(self, text: str) -> int:
        """The index of the entry that the page has `text` for: the next in order; -1 where there is none."""
        same = self._by_digest.get(short(po_text(text))) or self._by_text.get(loose(text))
        if not same:
            return -1
        at = bisect_left(same, self._last + 1)
        return same[at] if at < len(same) else same[0]

    def take(self, index: int) -> None:
        """Note that the entry's text was found in the page."""
        self._last = index

    def lost(self, located: Container[int]) -> frozenset[int]:
        """The entries in use that the page had a text of its own for, those `located` in it left out."""
        return frozenset(
            index
            for index, comment in enumerate(self._comments[: self.count])
            if comment.digest not in ("", _NOTHING) and index not in located
        )

    def unit(self, stretch: _Stretch, *, guessed: bool) -> Unit:
        """The unit of an entry and the text that the page has for it."""
        entry = self.entries[stretch.entry]
        place, _, ordinal = (entry.msgctxt or "").rpartition(" ")
        return Unit(
            source=entry.msgid,
            target=stretch.text,
            kind=stretch.passage.kind,
            anchor=place if ordinal.isdigit() else stretch.passage.anchor,
            target_range=(stretch.start, stretch.end),
            certainty=0.0 if guessed else 1.0,
        )


def _of_passage(
    article: Article, passage: Passage, known: _Known, locale: str
) -> Iterator[_Stretch]:
    """The stretches of one passage, in order: as few as can be, and those of entries wherever there are any."""
    if passage.kind.startswith(METADATA):
        value = article.value_text(passage.start, passage.end)
        found = [_Stretch(passage.start, passage.end, value, passage, known.index(value))]
    else:
        found = _cut(article, passage, known, locale)
        if any(stretch.entry < 0 for stretch in found) and passage.end - passage.start <= _MOST:
            found = _cut(article, passage, known, locale, anywhere=True)
    for stretch in found:
        if stretch.entry >= 0:
            known.take(stretch.entry)
        yield stretch


def _cut(
    article: Article, passage: Passage, known: _Known, locale: str, *, anywhere: bool = False
) -> list[_Stretch]:
    text, verbatim = article.text, article.opaque
    gaps = places(text, passage.start, passage.end, locale, verbatim, anywhere=anywhere)
    outer = passage.whole or (passage.start, passage.end)
    starts = [passage.start, *(gap.end for gap in gaps)]
    ends = [*(gap.start for gap in gaps), passage.end]
    reach = _LONGEST * (6 if anywhere else 1)
    found: list[_Stretch] = []
    at = 0
    while at < len(starts):
        for last in range(min(len(ends), at + reach) - 1, at - 1, -1):
            place = _proven(text, (starts[at], ends[last]), passage, outer, known)
            if place is not None:
                found.append(place)
                at = last + 1
                break
        else:
            goes_on = found and found[-1].entry < 0
            start = found.pop().start if goes_on else starts[at]
            found.append(_Stretch(start, ends[at], text[start : ends[at]], passage, -1))
            at += 1
    return [one for one in found if one.entry >= 0 or is_text(text, one.start, one.end, verbatim)]


def _proven(
    text: str, place: Range, passage: Passage, outer: Range, known: _Known
) -> _Stretch | None:
    """The stretch at `place`, if it is an entry's text; with the link around it, where the passage is all of one."""
    wider = (
        outer[0] if place[0] == passage.start else place[0],
        outer[1] if place[1] == passage.end else place[1],
    )
    for start, end in dict.fromkeys((wider, place)):
        index = known.index(text[start:end])
        if index >= 0:
            return _Stretch(start, end, text[start:end], passage, index)
    return None


def _ascends(found: Iterable[_Stretch], known: _Known) -> bool:
    """Do the entries that the page has texts for follow each other as the texts do?"""
    entries = (stretch.entry for stretch in found if 0 <= stretch.entry < known.count)
    first = list(dict.fromkeys(entries))
    return first == sorted(first)


def _guesses(found: Sequence[_Stretch], known: _Known) -> dict[int, int]:
    """The entries of stretches of nobody (index to index): the one entry between those of both its neighbours.

    It must have lost its text, and no other stretch may stand between the same neighbours.
    """
    lost = known.lost({stretch.entry for stretch in found})
    guesses: dict[int, int] = {}
    for index, stretch in enumerate(found):
        before = found[index - 1].entry if index else -1
        after = found[index + 1].entry if index + 1 < len(found) else known.count
        nobody = stretch.entry < 0 and (before >= 0 or not index)
        if nobody and after - before == 2 and before + 1 in lost:
            guesses[index] = before + 1
    twice = {entry for entry, count in Counter(guesses.values()).items() if count > 1}
    return {index: entry for index, entry in guesses.items() if entry not in twice}
