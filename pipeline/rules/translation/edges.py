"""Spaces at the edges: of the unit, of the texts of its links."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.files.splice import Splice
from pipeline.results.finding import Fix, Hit
from pipeline.rules.registry import rule
from pipeline.rules.translation.pair import Pair
from pipeline.rules.translation.reading import Link, Reading

_OPENERS, _CLOSERS = "([{«„“‘", ".,;:!?)]}»”’。、，"
"""Marks that a word touches, before and behind it. At `*` or `"`, nobody knows on which side the space belongs."""


@rule("edge-space", "unit", needs_source=False)
def edge_space(pair: Pair) -> Iterator[Hit]:
    """The target, or the text of a link in it, begins or ends with a space that the source has not.

    Browsers underline the space in a link.

    Bad:

        source: [billing](pay.md)
        target: [facturering](pay.md)␠

    Good:

        source: [billing](pay.md)
        target: [facturering](pay.md)
    """
    source, target = pair.source.text, pair.target.text
    if target[:1].isspace() and not source[:1].isspace():
        end = len(target) - len(target.lstrip())
        yield Hit(0, end, "space at the start", fix=Fix("take it out", (Splice(0, end, ""),)))
    if target[-1:].isspace() and not source[-1:].isspace() and target.strip():
        start = len(target.rstrip())
        fix = Fix("take it out", (Splice(start, len(target), ""),))
        yield Hit(start, len(target), "space at the end", fix=fix)
    if "[" in target:
        yield from _in_links(pair)


def _in_links(pair: Pair) -> Iterator[Hit]:
    """Spaces at the edges of links' texts; the fix leaves one outside where a word would touch the link."""
    text, allowed = pair.target.text, None
    for link in pair.target.links:
        inner = text[link.text_start : link.text_end]
        if inner == inner.strip() or not inner.strip() or link.kind in ("image", "auto"):
            continue
        if allowed is None:
            allowed = any(_padded(pair.source, one) for one in pair.source.links)
        if allowed:
            return
        first, last = link.text_start, link.text_end
        for start, end, outside, beside in (
            (first, last - len(inner.lstrip()), link.start, link.start - 1),
            (first + len(inner.rstrip()), last, link.end, link.end),
        ):
            if start < end:
                edits = [Splice(start, end, "")]
                next_to = text[beside : beside + 1] if beside >= 0 else ""
                edge = inner.lstrip()[:1] if outside == link.start else inner.rstrip()[-1:]
                spaced = pair.language.spaced or next_to.isascii() or edge.isascii()
                if next_to.isalnum() and spaced:
                    edits.append(Splice(outside, outside, " "))
                ends = _OPENERS if outside == link.start else _CLOSERS
                known = not next_to.strip() or next_to.isalnum() or next_to in ends
                safe = known and not text[start:end].strip(" ")
                fix = Fix("take it out of the link", tuple(edits), safe)
                yield Hit(start, end, "space at the edge of a link's text", fix=fix)


def _padded(reading: Reading, link: Link) -> bool:
    inner = reading.text[link.text_start : link.text_end]
    return inner != inner.strip()
