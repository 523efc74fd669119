"""The names of headings in a family's pages: where one is written, how it is written, or which one is made."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pipeline.families.family import Anchors
from pipeline.families.slugs import RAW, Slugger, visible
from pipeline.markdown.syntax import Written

_ID = re.compile(r"(?<![^\s{:])#([^\s{}]+)")
_TAG = re.compile(
    r"""<a\s+(?:name|id)\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)')\s*(?:/>|>\s*</a>)""", re.IGNORECASE
)


def written_id(anchors: Anchors, heading: str) -> Written | None:
    """The name that a heading's Markdown (without its `#`) carries in the family's syntax; None where it has none."""
    if anchors.syntax == "a-name":
        match = _TAG.search(heading)
        return Written(match[1] or match[2] or "", *match.span()) if match else None
    braces = _braces_at_end(heading)
    found = _ID.search(braces.id) if braces else None
    return Written(found[1], braces.start, braces.end) if braces and found else None


def _braces_at_end(heading: str) -> Written | None:
    """What stands in the braces that end a heading (`{#id}`, `{/* #id */}`), and where they do with the gap before."""
    end = heading.rstrip(" \t").rstrip("#").rstrip(" \t")
    opening = end.rfind("{")
    if not end.endswith("}") or opening < 0 or "}" in end[opening:-1]:
        return None
    inside = end[opening + 1 : -1]
    if inside.startswith("/*") and inside.endswith("*/"):
        inside = inside[2:-2]
    return Written(inside, len(end[:opening].rstrip(" \t")), len(heading))


def without_id(anchors: Anchors, heading: str) -> str:
    """A heading's Markdown without its written name."""
    found = written_id(anchors, heading)
    return heading if found is None else heading[: found.start] + heading[found.end :]


def with_id(anchors: Anchors, heading: str, name: str) -> str:
    """A heading's Markdown with a name written in the family's form; the one that it has is replaced."""
    plain = without_id(anchors, heading)
    written = anchors.form.replace("{id}", name)
    return written + plain if anchors.syntax == "a-name" else plain.rstrip() + written


def writes_ids(anchors: Anchors, values: Mapping[str, Any]) -> bool:
    """Does a build write names into the headings of a page whose front matter says `values`?"""
    return anchors.write and not any(key.fits_any(values) for key in anchors.unless)


def names(anchors: Anchors, headings: list[str]) -> list[str]:
    """The names of a page's headings (Markdown without `#`, in order): written ones, else those that are made."""
    slugger = Slugger(anchors.slugger)
    written = [written_id(anchors, heading) for heading in headings]
    for one in written:
        if one is not None:
            slugger.reserve(one.id)
    raw = anchors.slugger in RAW
    return [
        one.id if one else slugger.add(heading.strip() if raw else visible(heading))
        for one, heading in zip(written, headings, strict=True)
    ]
