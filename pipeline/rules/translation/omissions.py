"""Texts of the source that a page does not have at all, and texts that are in no source."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from pipeline.markdown.article import Article
from pipeline.markdown.blocks import Block
from pipeline.results.finding import Hit
from pipeline.rules.translation.untranslated import has_words
from pipeline.units.page import PageUnits
from pipeline.units.segments import source_units
from pipeline.units.unit import Range, Unit
from pipeline.visible import shown

MISSING, ADDED = "text-missing", "text-added"
_SENTENCES = frozenset(("paragraph", "item"))
_CLOSERS = " \t\r\n\"'”’»)]*_`"
_ENDS = (".", "!", "?", ":", "。", "！", "？", "：", "؟", "…", "।")
_ADDRESS = re.compile(r"\]\([^()\s]{0,400}\)?|<[^<>]{0,400}>")
_SHOWN = 80  # characters of a text in a message


def omissions(
    page: Article,
    source: Article,
    units: PageUnits,
    keys: tuple[str, ...],
    *,
    may_add_links: bool = False,
) -> Iterator[Hit]:
    """What is missing in a page, and what was added to it, one hit a stretch; offsets count in the page.

    `source` is the one that the page was made from, `units` are the page's, `keys` names the translated metadata.
    `may_add_links`: macros of the source may be written out as links.
    """
    if page.is_bilingual:
        yield from _missing(page, source, _of_bilingual(page, source, units.units, keys))
        return
    if (cut := _cut_off(page, source, units.units)) is not None:
        yield cut
        return
    missing = list(_missing(page, source, units.units))
    added = list(_added(page, units.added, may_be_link=may_add_links))
    if len(missing) != len(added):  # else the same texts, in another order or with other words
        yield from (*missing, *added)


def _missing(page: Article, source: Article, units: Sequence[Unit]) -> Iterator[Hit]:
    """The stretches of blocks of the source of which the page has nothing; `units` are in the source's order."""
    blocks = [block.start for block in source.blocks]
    placed = [one for one in units if one.source_range and not one.kind.startswith("metadata")]
    by_block = [
        list(group)
        for _, group in groupby(
            placed,
            key=lambda one: bisect_right(blocks, one.source_range[0] if one.source_range else 0),
        )
    ]
    end = len(page.text.rstrip())
    at, last = page.body_start, len(by_block)
    for is_lost, group in groupby(
        enumerate(by_block), key=lambda one: all(unit.target_range is None for unit in one[1])
    ):
        stretch = list(group)
        found = [unit for _, block in stretch for unit in block]
        if not is_lost:
            at = max((unit.target_range[1] for unit in found if unit.target_range), default=at)
            continue
        is_end = stretch[-1][0] == last - 1
        yield Hit(*((end, end) if is_end else (at, at)), _said(found, is_end=is_end), rule=MISSING)


def _cut_off(page: Article, source: Article, units: Sequence[Unit]) -> Hit | None:
    """That a page breaks off within a sentence, and has the source's blocks up to there; else None."""
    mine, theirs = page.blocks, source.blocks
    if not mine or len(mine) >= len(theirs) or mine[-1].kind not in _SENTENCES:
        return None
    if any(_shape(one) != _shape(two) for one, two in zip(mine, theirs, strict=False)):
        return None
    last, its_source = mine[-1], theirs[len(mine) - 1]
    if _ends(page, last) or not _ends(source, its_source):
        return None
    behind = theirs[len(mine)].start
    lost = [one for one in units if one.source_range and one.source_range[0] >= behind]
    if not lost:
        return None
    first = shown(" ".join(lost[0].source.split()), _SHOWN)
    said = (
        f"the page breaks off here: {len(lost)} texts of the source, from `{first}` on, are missing"
    )
    end = len(page.text.rstrip())
    return Hit(end, end, said, rule=MISSING)


def _shape(block: Block) -> tuple[object, ...]:
    return block.kind, block.level, block.containers


def _ends(page: Article, block: Block) -> bool:
    """Does a block end as a sentence does?"""
    return page.text[block.start : block.end].rstrip(_CLOSERS)[-1:] in _ENDS


def _said(units: Sequence[Unit], *, is_end: bool) -> str:
    first = shown(" ".join(units[0].source.split()), _SHOWN)
    if len(units) == 1:
        return f"a text of the source is missing here: `{first}`"
    what = f"{len(units)} texts of the source, from `{first}` on, are missing"
    return f"{what}: the page ends before its source" if is_end else f"{what} here"


def _of_bilingual(
    page: Article, source: Article, units: Sequence[Unit], keys: tuple[str, ...]
) -> list[Unit]:
    """The source's units, each with the place of its text in a bilingual page, which holds its sources itself."""
    places: dict[str, list[Range]] = {}
    for unit in units:
        if unit.target_range is not None:
            places.setdefault(_letters(unit.source), []).append(unit.target_range)
    joined = "".join(_letters(unit.source) for unit in units)
    found = []
    for unit in source_units(source, keys):
        text = _letters(unit.source)
        here = places.get(text)
        place = here.pop(0) if here else None
        is_known = here is not None or text in joined or not has_words(unit.source)
        if (
            place is None and is_known
        ):  # cut otherwise than today, said again, or code without a span
            place = (page.body_start, page.body_start)
        found.append(unit._replace(target_range=place))
    return found


def _letters(text: str) -> str:
    """The letters and digits of a text, without addresses: a page's own source may be cut or escaped otherwise."""
    return "".join(filter(str.isalnum, _ADDRESS.sub("", text))).lower()


def _added(page: Article, places: Iterable[Range], *, may_be_link: bool) -> Iterator[Hit]:
    """The stretches that translate nothing; the title of a box may be added, and needs none in the source."""
    titles = [text for one in page.kept for text in one.texts]
    for start, end in places:
        if any(first <= start and end <= last for first, last in titles):
            continue
        in_link = page.text[start - 1 : start] == "["
        if has_words(page.text[start:end]) and not (may_be_link and in_link):
            said = shown(" ".join(page.text[start:end].split()), _SHOWN)
            yield Hit(start, end, f"this text is not in the source: `{said}`", rule=ADDED)
