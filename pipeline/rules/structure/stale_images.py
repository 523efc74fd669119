"""Localized images that are older than the images of the source."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.docset.head import head_state
from pipeline.errors import PageError
from pipeline.files import files
from pipeline.files.checkout import checkout_around
from pipeline.files.reads import digest
from pipeline.files.remote import AnyPath
from pipeline.markdown.outline import Outline
from pipeline.results.fact import Fact
from pipeline.rules.context import PageContext
from pipeline.rules.docset import DocsetHit, fact
from pipeline.rules.registry import rule
from pipeline.rules.structure.embeds import embeds
from pipeline.rules.structure.places import file_of, in_source, local, source_file_of
from pipeline.rules.structure.reading import read, read_source
from pipeline.visible import shown

_IMG = re.compile(r"""<img\s[^<>]{0,400}?\bsrc\s{0,4}=\s{0,4}["']([^"'<>\s]{1,400})["']""", re.I)


@rule("image-stale", "docset")
class ImageStale:
    """The source's image has changed since the localized image in its place was made: readers see an old screen.

    Asked of git: the source's image is not what it was in the commit that last changed the localized one. An image
    that is the source's to the byte is not localized, and one that is not committed yet is being made.

    Bad: `nl-NL/media/pay.png` is of January, and `en-US/media/pay.png` was drawn anew in March.

    Good: the localized image was made again after that.
    """

    name = "image-stale"

    def collect(self, page: PageContext) -> Iterator[Fact]:
        """The images of a localized page that are its locale's own, with the source's images."""
        if page.is_source or not isinstance(page.root, Path):
            return
        seen = set[AnyPath]()
        for start, end, mine, theirs in page.once(_pairs):
            if mine not in seen:
                seen.add(mine)
                value = json.dumps([str(theirs), _state(mine, theirs)], ensure_ascii=False)
                yield fact(page, self.name, str(mine), start, end, value=value)

    def judge(self, facts: Iterable[Fact]) -> Iterator[DocsetHit]:
        """Each stale image at the first page that shows it."""
        from pipeline.provenance.image_history import stale_images  # only where there are images

        first: dict[tuple[Path, Path], Fact] = {}
        for one in facts:
            first.setdefault((Path(one.key), Path(json.loads(one.value)[0])), one)
        for pair, day in stale_images(first).items():
            message = (
                f"the source's image has changed since `{shown(pair[0].name)}` was made ({day})"
            )
            yield DocsetHit(first[pair], message)


def _pairs(page: PageContext) -> tuple[tuple[int, int, AnyPath, AnyPath], ...]:
    """The places of a page's own images, their files, and those of the images that the source has instead.

    These have the same path in the tree of the sources, or else the same place among the page's images.
    """
    source = page.once(read_source)
    mine, theirs = list(_images(page.once(read))), list(_images(source)) if source else []
    found = []
    for index, (start, end, path) in enumerate(mine):
        file, _ = file_of(page, path)
        if file is None or not _is_own(file, page):
            continue
        other = source_file_of(page, path, file)
        if (other is None or other == file or not other.is_file()) and len(mine) == len(theirs):
            other = in_source(page, theirs[index][2])
        if other is not None and other != file and other.is_file():
            found.append((start, end, file, other))
    return tuple(found)


def _is_own(file: AnyPath, page: PageContext) -> bool:
    """Is it a file of the page's own tree, where `file_of` may have fallen back on the source's?"""
    return isinstance(file, Path) and file.is_relative_to(str(page.root)) and file.is_file()


def _images(outline: Outline) -> Iterator[tuple[int, int, str]]:
    """The images of a page that stand in the docset, with their places and paths, in order."""
    found = [(one.start, one.end, one.target) for one in outline.images]
    found += [(one.start, one.end, one.path) for one in embeds(outline) if one.kind == "image"]
    bare = outline.bare
    matches = _IMG.finditer(bare) if "<img" in bare.lower() else ()
    found += [(match.start(), match.end(), match[1]) for match in matches]
    for start, end, target in sorted(found):
        place = local(target)
        if place is not None and place.path:
            yield start, end, place.path


def _state(*places: AnyPath) -> str:
    """What the verdict depends on: another one after each commit and each change of the images."""
    said = []
    for place in places:
        if isinstance(place, Path):
            checkout = checkout_around(place.parent)
            said.append(head_state(checkout) if checkout is not None else "")
        try:
            said.append(digest(files.read_if_there(place) or b""))
        except PageError:
            said.append("unreadable")
    return digest(" ".join(said).encode())
