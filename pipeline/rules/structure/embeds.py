"""What a page takes in from other files by docfx's extensions: includes, code, notebooks, images, videos."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import parse_qsl

from pipeline.markdown.directives import attributes, directives
from pipeline.markdown.outline import Outline

_BRACKETS = re.compile(
    r"\[!(?P<name>(?i:include|code|notebook)(?:-[A-Za-z0-9+#.-]{1,40})?)[ \t]{0,8}"
    r"\[(?P<label>[^\[\]\r\n]{0,400})\][ \t]{0,8}\([ \t]{0,8}(?P<path>[^\s()\"'?#]{1,400})"
    r"(?:\?(?P<query>[^\s()\"'#]{0,400}))?(?:#(?P<anchor>[^\s()\"']{0,400}))?"
    r"(?:[ \t]{1,8}[\"'][^\"'\r\n]{0,400}[\"'])?[ \t]{0,8}\)"
)
_SOURCES = {"image": ("source", "lightbox"), "code": ("source",)}


class Embed(NamedTuple):
    """What a page takes in. Offsets of `start` and `end` are of the path, 0-based characters of the page.

    `kind` is `include`, `code` or `image`; `whole` is where all of it begins. `tag` names a part of the file.
    """

    kind: str
    path: str
    start: int
    end: int
    whole: int
    tag: str = ""


def embeds(outline: Outline) -> Iterator[Embed]:
    """The files that a page takes in, in no order; what stands in code or comments is none."""
    bare = outline.bare
    for match in _BRACKETS.finditer(bare) if "[!" in bare else ():
        kind = "include" if match["name"].lower().startswith("include") else "code"
        tag = _tag(match["query"] or "", match["anchor"] or "") if kind == "code" else ""
        yield Embed(kind, match["path"], *match.span("path"), match.start(), tag)
    for one in directives(bare, outline.start) if ":::" in bare else ():
        places = attributes(bare, one) if one.name in _SOURCES else {}
        for name in _SOURCES.get(one.name, ()):
            if name not in places:
                continue
            start, end = places[name]
            path = bare[start:end].partition("#")[0].partition("?")[0].strip()
            tag = ""
            if one.name == "code" and "id" in places:
                tag = bare[slice(*places["id"])].strip()
            if path:
                yield Embed(one.name, path, start, start + len(path), one.start, tag)


def _tag(query: str, anchor: str) -> str:
    """The name of the part that a snippet shows; empty where it shows lines, or all."""
    for key, value in parse_qsl(query):
        if key.lower() == "name":
            return value
    return "" if re.fullmatch(r"[Ll]?\d+(?:-[Ll]?\d+)?", anchor) else anchor
