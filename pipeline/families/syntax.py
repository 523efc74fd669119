"""How a family's pages are written, as `pipeline.markdown` needs it."""

from __future__ import annotations

from functools import partial
from threading import Lock

from pipeline.families.anchors import names, written_id
from pipeline.families.blocks import expanding, kept_blocks
from pipeline.families.family import DOCFX, Anchors, Family
from pipeline.families.front_matter import end_of_head, head_places, other_head
from pipeline.families.inline import comparable, verbatims
from pipeline.families.slugs import RAW, slug, visible
from pipeline.markdown.syntax import DEFAULT, Syntax, no_markup

_INDENTED = {"python-markdown": "content", "mdx": "never"}
_KNOWN: dict[int, tuple[Family, Syntax]] = {}
_MOST = 32
_LOCK = Lock()


def syntax_of(family: Family) -> Syntax:
    """The syntax of a family: the same object for the same family."""
    known = _KNOWN.get(id(family))
    if known is not None:
        return known[1]
    with _LOCK:
        if len(_KNOWN) >= _MOST:
            _KNOWN.clear()
        made = _made(family)
        _KNOWN[id(family)] = family, made
    return made


def _made(family: Family) -> Syntax:
    kept = family.blocks.keep, family.blocks.text, family.blocks.multiline
    has_names = family.anchors.syntax == "a-name"
    return Syntax(
        kept=partial(kept_blocks, family) if any(kept) else no_markup,
        verbatims=partial(verbatims, family) if family.inline.verbatim else no_markup,
        expands=partial(expanding, family.inline),
        written=DEFAULT.written if has_names else partial(written_id, family.anchors),
        anchor=DEFAULT.anchor if has_names else partial(anchor_of, family.anchors),
        names=None if has_names else partial(names, family.anchors),
        address=partial(comparable, family) if family.renderer != DOCFX else DEFAULT.address,
        head=partial(other_head, family.metadata.forms),
        head_places=head_places,
        head_end=partial(end_of_head, family.metadata.forms),
        marks_are_text=family.renderer == DOCFX,
        indented=_INDENTED.get(family.renderer, "code"),
    )


def anchor_of(anchors: Anchors, heading: str) -> str:
    """The name of a heading (Markdown without `#`) as links know it, were it the only one of its name on the page."""
    written = written_id(anchors, heading)
    if written is not None:
        return written.id
    return slug(anchors.slugger, heading.strip() if anchors.slugger in RAW else visible(heading))
