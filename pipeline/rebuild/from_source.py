"""A localized page made from its source page: new, or anew because the source has changed.

Everything that is no text stays as the source has it, byte for byte; each unit's place takes its translation, and
the source text where there is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.files.decoding import BOM, line_end
from pipeline.files.splice import Splice, splice
from pipeline.markdown.article import Article
from pipeline.markdown.blocks import anchor_of
from pipeline.markdown.scalars import scalar
from pipeline.markdown.slug import slug
from pipeline.rebuild.escapes import English, published_target
from pipeline.rebuild.ids import numbers, prefix
from pipeline.rebuild.labels import outside_code, translated_labels
from pipeline.units.metadata import METADATA, METADATA_KEYS
from pipeline.units.segments import source_units
from pipeline.units.unit import Unit

_SPANLESS = (METADATA, "alt text")


@dataclass(frozen=True, slots=True)
class HandBack:
    """What the six fields of the hand-back say; an empty one is left out.

    `source_hash` and `commit` are of the source really used, `date` is MM/DD/YYYY.
    """

    source_hash: str
    locale: str
    translation_type: str = ""
    commit: str = ""
    date: str = ""
    file_id: str = ""

    def fields(self) -> dict[str, str]:
        """The fields in the order in which the hand-back writes them."""
        named = {
            "ms.openlocfilehash": self.source_hash,
            "ms.sourcegitcommit": self.commit,
            "ms.translationtype": self.translation_type,
            "ms.contentlocale": self.locale,
            "ms.lasthandoff": self.date,
            "ms.locfileid": self.file_id,
        }
        return {name: value for name, value in named.items() if value}


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

    Without `back`, nothing is added to the page: no metadata, no anchors. `path` is the page's, for its ids.
    """
    edits = text_edits(source, units, back, path, bilingual=bilingual)
    head: list[Splice] = []
    if back is not None:
        edits = _merged([*edits, *_anchors(source)])
        head = _head(source, back)
    text = splice(source.text, _merged([*head, *edits]))
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
    locale, source_hash, date = (back.locale, back.source_hash, back.date) if back else ("", "", "")
    first = prefix((path, locale, source_hash, date)) if bilingual else ""
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


def _anchors(source: Article) -> list[Splice]:
    """The English anchors of the headings, so that links keep working; generated reference pages have none."""
    if "external help file" in source.readable_metadata:
        return []
    found = []
    for block in source.blocks:
        if block.kind != "heading":
            continue
        heading = source.text[block.start : block.end]
        if heading.strip() and not anchor_of(heading):
            found.append(Splice(block.start, block.start, f'<a name="{slug(heading)}"></a>'))
    return found


def _head(source: Article, back: HandBack) -> list[Splice]:
    """The hand-back's fields at the end of the front matter, and no blank line behind it."""
    eol = line_end(source.text)
    lines = [f"{name}: {_value(name, value)}{eol}" for name, value in back.fields().items()]
    front = source.front_matter
    if front is None:
        start = len(BOM) if source.text.startswith(BOM) else 0
        return [Splice(start, start, f"---{eol}{''.join(lines)}---{eol}")]
    own = [
        Splice(*_line(source.text, field.start, front.place(field.node)[1]), "")
        for field in front.fields
        if field.key in back.fields()
    ]
    body = front.body
    rest = source.text[body:]
    blank = len(rest) - len(rest.lstrip("\r\n"))
    gap = [Splice(body, body + blank, "")] if blank else []
    return [*own, Splice(front.end, front.end, "".join(lines)), *gap]


def _line(text: str, start: int, end: int) -> tuple[int, int]:
    """The whole lines that hold the characters from `start` to `end`."""
    begin = text.rfind("\n", 0, start) + 1
    finish = text.find("\n", end)
    return begin, len(text) if finish < 0 else finish + 1


def _value(name: str, value: str) -> str:
    return f'"{value}"' if name == "ms.locfileid" else scalar(value)


def _merged(edits: list[Splice]) -> list[Splice]:
    """The edits, those that begin at one place made one: an anchor is written before the text behind it."""
    by_start: dict[int, Splice] = {}
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        first = by_start.get(edit.start)
        by_start[edit.start] = (
            Splice(edit.start, edit.end, first.text + edit.text) if first else edit
        )
    return list(by_start.values())
