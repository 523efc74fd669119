"""What links, images, bookmarks and includes lead to exists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from pipeline.files.splice import Splice
from pipeline.markdown.outline import Link
from pipeline.results.finding import Fix, Hit
from pipeline.rules.context import PageContext
from pipeline.rules.registry import rule
from pipeline.rules.structure.anchors import names, names_in_file
from pipeline.rules.structure.correspondence import compared
from pipeline.rules.structure.places import (
    Local,
    file_of,
    local,
    nearest,
    nearest_file,
    source_file_of,
)
from pipeline.rules.structure.reading import read, read_source
from pipeline.visible import shown

_FILE = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,5}\Z")
_INCLUDE = re.compile(
    r"\[!((?i:include))[ \t]*+\[[^\]\r\n]{0,1000}+\][ \t]*+\(([^()\s]++)[^()\r\n]*+\)"
)


@rule("file-not-found", "article")
def file_not_found(page: PageContext) -> Iterator[Hit]:
    """A link or an image leads to a file that does not exist, neither in this locale nor in the source.

    Bad:

        [Pay](pay-your-bil.md)

    Good:

        [Pay](pay-your-bill.md)
    """
    source = page.once(read_source)
    theirs = {link.target for link in source.links} if source is not None else set()
    for link in page.once(read).links:
        place = local(link.target)
        if link.target in theirs:
            continue  # it leads to the same place from there, and is mended there
        if place is None or not place.path or link.kind in ("Autolink", "Email"):
            continue
        if page.family.layout.urls == "pages" and not _FILE.search(place.path):
            continue
        file, known = file_of(page, place.path)
        if known and file is None:
            what = "image" if link.is_image else "file"
            hint = nearest_file(page, place.path)
            yield Hit(link.start, link.end, f"no such {what}: `{shown(place.path, 120)}`{hint}")


@rule("include-not-found", "article")
def include_not_found(page: PageContext) -> Iterator[Hit]:
    """The file of an `[!INCLUDE]` or of a code snippet does not exist, neither in this locale nor in the source.

    Bad:

        [!INCLUDE [help](includes/nead-help.md)]

    Good:

        [!INCLUDE [help](includes/need-help.md)]
    """
    outline, source = page.once(read), page.once(read_source)
    theirs = {match[2] for match in _INCLUDE.finditer(source.bare)} if source is not None else ()
    for match in _INCLUDE.finditer(outline.bare) if "[!" in outline.bare else ():
        place = local(match[2])
        if place is None or not place.path or match[2] in theirs:
            continue
        file, known = file_of(page, place.path)
        if known and file is None:
            hint = nearest_file(page, place.path)
            message = f"no such file to include: `{shown(place.path, 120)}`{hint}"
            yield Hit(match.start(2), match.end(2), message)


@rule("bookmark-not-found", "article")
def bookmark_not_found(page: PageContext) -> Iterator[Hit]:
    """A link leads to a section (`#name`) that its page does not have.

    Readers land at the top of the page and do not find what was promised. In localized pages the names are the
    English ones; where the source page has the same dead link, it is reported there only.

    Bad:

        [Pay by card](#pay-with-card)

    Good:

        [Pay by card](#pay-by-card)
    """
    theirs: set[str] | None = None
    for link in page.once(read).links:
        place = local(link.target)
        if place is None or not place.fragment or link.is_image or link.kind == "Email":
            continue
        name = place.fragment.lower()
        known = _names(page, place)
        if known is None or name in known or name in ("top", "") or name.startswith(("tab/", ":~")):
            continue
        if theirs is None:
            theirs = _dead_in_source(page)
        if link.target in theirs:
            continue
        found = nearest(name, known, 70)
        hint = f"; did you mean `#{shown(found)}`?" if found else ""
        where = f"`{shown(place.path)}`" if place.path else "the page"
        fix = None
        if not place.path and (renamed := page.once(_renamed).get(place.fragment)):
            hint, fix = f"; it is called `#{shown(renamed)}` here", _mended(page, link, renamed)
        message = f"{where} has no section `#{shown(place.fragment)}`{hint}"
        yield Hit(link.start, link.end, message, fix=fix)


def _renamed(page: PageContext) -> Mapping[str, str]:
    """What the sections of the source are called on the page, where their names are made from their words."""
    sides = compared(page)
    make = page.article.syntax.names
    if sides is None or make is None:
        return {}
    mine, theirs = (side.headings for side in sides)
    if [one.level for one in mine] != [one.level for one in theirs]:
        return {}
    names = (make([one.text for one in side]) for side in (theirs, mine))
    return dict(zip(*names, strict=True))


def _mended(page: PageContext, link: Link, name: str) -> Fix | None:
    """The fix that has a link of the page lead to another section of it."""
    at = page.article.text.find("](#", link.start, link.end)
    end = page.article.text.find(")", at, link.end)
    if at < 0 or end < 0 or " " in page.article.text[at:end]:
        return None
    return Fix(f"link to `#{name}`", (Splice(at + len("](#"), end, name),))


def _names(page: PageContext, place: Local) -> frozenset[str] | None:
    if not place.path:
        return page.once(_own_names)
    if not place.path.lower().endswith(page.family.layout.pages):
        return None
    file, _ = file_of(page, place.path)
    return names_in_file(file, page.article.syntax) if file is not None else None


def _own_names(page: PageContext) -> frozenset[str]:
    return names(page.once(read))


def _dead_in_source(page: PageContext) -> set[str]:
    """Targets inside the source page that are dead there, too; links to other pages are the same on both sides."""
    source = page.once(read_source)
    if source is None or page.source_root is None:
        return set()
    there, dead = names(source), set()
    for link in source.links:
        place = local(link.target)
        if place is None or not place.fragment:
            continue
        known: frozenset[str] | None = there
        if place.path:
            file = source_file_of(page, place.path, file_of(page, place.path)[0])
            known = names_in_file(file, page.article.syntax) if file is not None else None
        if known is None or place.fragment.lower() not in known:
            dead.add(link.target)
    return dead
