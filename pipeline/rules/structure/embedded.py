"""The files that a page takes in exist: includes, and code with its named parts."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.errors import PageError
from pipeline.families.family import DOCFX
from pipeline.files import files
from pipeline.files.remote import AnyPath
from pipeline.results.finding import Hit
from pipeline.rules.context import PageContext
from pipeline.rules.registry import rule
from pipeline.rules.structure.embeds import Embed, embeds
from pipeline.rules.structure.places import decoded, file_of, local, nearest_file, spelled
from pipeline.rules.structure.reading import read, read_source
from pipeline.visible import shown


@rule("include-not-found", "article")
def include_not_found(page: PageContext) -> Iterator[Hit]:
    """The file of an `[!INCLUDE]` does not exist, neither in this locale nor in the source.

    Bad:

        [!INCLUDE [help](includes/nead-help.md)]

    Good:

        [!INCLUDE [help](includes/need-help.md)]
    """
    for one in page.once(missing_embeds):
        if one.kind == "include" and not spelled(page, decoded(one.path)):
            hint = nearest_file(page, decoded(one.path))
            message = f"no such file to include: `{shown(one.path, 120)}`{hint}"
            yield Hit(one.start, one.end, message)


@rule("snippet-not-found", "article")
def snippet_not_found(page: PageContext) -> Iterator[Hit]:
    """The file of a code snippet does not exist, or has no part of that name (`#name`, `?name=`, `id=`).

    Bad:

        [!code-csharp[Pay](code/pya.cs)]

    Good:

        [!code-csharp[Pay](code/pay.cs#Main)]
    """
    for one in page.once(missing_embeds):
        if one.kind == "code" and not spelled(page, decoded(one.path)):
            hint = nearest_file(page, decoded(one.path))
            message = f"no such file of code: `{shown(one.path, 120)}`{hint}"
            yield Hit(one.start, one.end, message)
    for one in page.once(_own_embeds):
        place = local(one.path) if one.tag else None
        file = file_of(page, place.path)[0] if place is not None else None
        if file is not None and not _has_part(file, one.tag):
            message = f"`{shown(one.path, 120)}` has no part called `{shown(one.tag)}`"
            yield Hit(one.start, one.end, message)


def _has_part(file: AnyPath, tag: str) -> bool:
    """Does a file of code name a part so, in whatever way its language marks parts?"""
    try:
        data = files.read_if_there(file)
    except PageError:
        return True
    return data is None or tag.lower() in data.decode("utf-8", "replace").lower()


def _own_embeds(page: PageContext) -> tuple[Embed, ...]:
    """What the page takes in, without what its source takes in as well."""
    if page.family.renderer != DOCFX:
        return ()
    source = page.once(read_source)
    theirs = {one.path for one in embeds(source)} if source is not None else set()
    return tuple(one for one in embeds(page.once(read)) if one.path not in theirs)


def missing_embeds(page: PageContext) -> tuple[Embed, ...]:
    """What the page takes in from files that are not there under that name."""
    found = []
    for one in page.once(_own_embeds):
        place = local(one.path)
        if place is not None and place.path and file_of(page, place.path) == (None, True):
            found.append(one)
    return tuple(found)
