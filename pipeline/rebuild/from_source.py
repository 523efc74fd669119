"""A localized page made from its source page: new, or anew because the source has changed.

Everything that is no text stays as the source has it, byte for byte; each unit's place takes its translation, and
the source text where there is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.families.anchors import names, writes_ids, written_id
from pipeline.families.family import Anchors
from pipeline.files.splice import Splice, splice
from pipeline.markdown.article import Article
from pipeline.rebuild.escapes import English, published_target
from pipeline.rebuild.head import HandBack, with_head
from pipeline.rebuild.ids import numbers, prefix
from pipeline.rebuild.labels import outside_code, translated_labels
from pipeline.units.metadata import METADATA, METADATA_KEYS
from pipeline.units.segments import source_units
from pipeline.units.unit import Unit

_SPANLESS = (METADATA, "alt text")


@dataclass(frozen=True, slots=True)
class FromSource:
    """A page built from its source, and the units of the source that had no translation.

    `edits` are those of the source's text, definitions of labels and fields of the hand-back left out.
    """

    text: str
    missing: tuple[Unit, ...]
    edits: tuple[Splice, ...] = ()


def build_from_source(
    source: Article,
    units: Sequence[Unit],
    back: HandBack | None,
    *,
    path: str = "",
    bilingual: bool = False,
) -> FromSource:
    """The localized page of `source`; `units` are its units (`source_units`) with the translations as targets.

    Without `back`, nothing is added to the page: no metadata, no anchors. `path` is the page's, for its ids. Raises
    PageError where the source's block has no place for what the hand-back says.
    """
    edits = text_edits(source, units, back, path, bilingual=bilingual)
    if back is not None:
        edits = _merged([*edits, *_anchors(source, back.family.anchors)])
    text = splice(source.text, _merged(edits))
    if back is not None:
        text = with_head(text, back)
    if not source.syntax.is_data:
        text = splice(text, outside_code(text, translated_labels(text, units)))
    return FromSource(text, tuple(unit for unit in units if not unit.target), tuple(edits))


def has_span(unit: Unit) -> bool:
    """Does a bilingual page have a span for the unit? Metadata and alt texts cannot hold one."""
    return not unit.kind.startswith(_SPANLESS)


def identity(source: Article, keys: tuple[str, ...] = METADATA_KEYS) -> str:
    """`source` with every unit translated by itself: its own text, if units and places are right."""
    return build_from_source(source, source_units(source, keys), None).text


def text_edits(
    source: Article, units: Sequence[Unit], back: HandBack | None, path: str, *, bilingual: bool
) -> list[Splice]:
    """The edits of `source` that put the targets of some of its units in their places; see `build_from_source`."""
    said = [back.role(name) if back else "" for name in ("locale", "hash", "date")]
    first = prefix((path, *said)) if bilingual else ""
    english = English(source.text)
    edits = []
    for unit, number in zip(units, numbers(units), strict=True):
        if unit.source_range is None:
            continue
        target = unit.target or unit.source
        if bilingual and has_span(unit):
            edits.append(
                Splice(*unit.source_range, _span(f"{first}-{number}", target, unit.source))
            )
        elif target != unit.source:  # a text that stays keeps its line breaks too
            if unit.kind.startswith(METADATA):
                edits.append(source.rewrite_value(*unit.source_range, target))
            else:
                new = published_target(unit.source, target, english)
                edits.append(Splice(*unit.source_range, new))
    return edits


def _span(name: str, target: str, source: str) -> str:
    return (
        f'<span data-ttu-id="{name}">{target}</span>'
        f'<span class="sxs-lookup"><span data-stu-id="{name}">{source}</span></span>'
    )


def _anchors(source: Article, anchors: Anchors) -> list[Splice]:
    """The source's names of the headings, in the family's form, so that links keep working; where it writes them."""
    if not writes_ids(anchors, source.readable_metadata):
        return []
    blocks = [
        block
        for block in source.blocks
        if block.kind == "heading" and source.text[block.start : block.end].strip()
    ]
    headings = [source.text[block.start : block.end] for block in blocks]
    found = []
    for block, heading, name in zip(blocks, headings, names(anchors, headings), strict=True):
        if written_id(anchors, heading) is None and name:
            written = anchors.form.replace("{id}", name)
            end = block.start + len(heading.rstrip())
            at = block.start if anchors.syntax == "a-name" else end
            found.append(Splice(at, at, written))
    return found


def _merged(edits: list[Splice]) -> list[Splice]:
    """The edits, those that begin at one place made one: an anchor is written before the text behind it."""
    by_start: dict[int, Splice] = {}
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        first = by_start.get(edit.start)
        by_start[edit.start] = (
            Splice(edit.start, edit.end, first.text + edit.text) if first else edit
        )
    return list(by_start.values())
