"""What links, images and bookmarks lead to exists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain

from pipeline.files.splice import Splice
from pipeline.markdown.outline import Link
from pipeline.results.finding import Fix, Hit
from pipeline.rules.context import PageContext
from pipeline.rules.registry import rule
from pipeline.rules.structure.anchors import names, names_in_file
from pipeline.rules.structure.bare_blocks import links_differ
from pipeline.rules.structure.correspondence import compared, images_differ
from pipeline.rules.structure.embedded import missing_embeds
from pipeline.rules.structure.html import html_links
from pipeline.rules.structure.included import names_taken_in
from pipeline.rules.structure.places import (
    Local,
    decoded,
    file_of,
    local,
    moved_to,
    nearest,
    nearest_file,
    source_file_of,
    spelled,
)
from pipeline.rules.structure.reading import read, read_source
from pipeline.visible import shown

_FILE = re.compile(r"\.[A-Za-z][A-Za-z0-9]{1,5}\Z")


@rule("file-not-found", "article")
def file_not_found(page: PageContext) -> Iterator[Hit]:
    """A link or an image leads to a file that does not exist, neither in this locale nor in the source.

    Bad:

        [Pay](pay-your-bil.md)

    Good:

        [Pay](pay-your-bill.md)
    """
    dead = page.once(_dead)
    told = page.once(_told_elsewhere) if dead and page.source is not None else frozenset()
    for link, path in dead:
        if link.start not in told and not spelled(page, path) and not moved_to(page, path):
            what = "image" if link.is_image else "file"
            hint = nearest_file(page, path)
            yield Hit(link.start, link.end, f"no such {what}: `{shown(path, 120)}`{hint}")
    for one in page.once(missing_embeds):
        if one.kind == "image" and not spelled(page, decoded(one.path)):
            hint = nearest_file(page, decoded(one.path))
            yield Hit(one.start, one.end, f"no such image: `{shown(one.path, 120)}`{hint}")


def _told_elsewhere(page: PageContext) -> frozenset[int]:
    """Where links and images stand of which it is said that they are not the source's."""
    return frozenset(one.start for rule in (links_differ, images_differ) for one in rule(page))


@rule("path-case", "article")
def path_case(page: PageContext) -> Iterator[Hit]:
    """A link names its file in other letter case: it works on Windows, and is dead on other systems and sites.

    Bad:

        [Pay](Billing/Pay.md)

    Good:

        [Pay](billing/pay.md)
    """
    text = page.article.text
    for link, path in page.once(_dead):
        right = spelled(page, path)
        if right:
            at = text.find(path, link.start, link.end) if link.kind == "Inline" else -1
            edits = (Splice(at, at + len(path), right),) if at >= 0 else ()
            at = at if at >= 0 else link.start
            end = at + len(path) if edits else link.end
            yield Hit(at, end, _says_case(path, right), fix=_spelt(right, edits))
    for one in page.once(missing_embeds):
        right = spelled(page, decoded(one.path))
        if right:
            edits = (Splice(one.start, one.end, right),) if "%" not in one.path else ()
            message = _says_case(one.path, right)
            yield Hit(one.start, one.end, message, fix=_spelt(right, edits))


def _says_case(path: str, right: str) -> str:
    return f"letter case differs: the file is `{shown(right, 120)}`, not `{shown(path, 120)}`"


def _spelt(right: str, edits: tuple[Splice, ...]) -> Fix | None:
    return Fix(f"write `{shown(right, 120)}`", edits) if edits else None


@rule("link-redirected", "article")
def link_redirected(page: PageContext) -> Iterator[Hit]:
    """A link leads to a page that moved: the docset's list of redirections sends its readers on.

    The link works; it is slower, and names a page that nobody can open in the repository.

    Bad (with `{"source_path": "pay-now.md", "redirect_url": "/billing/pay"}` in the list):

        [Pay](pay-now.md)

    Good:

        [Pay](pay.md)
    """
    for link, path in page.once(_dead):
        place = "" if spelled(page, path) else moved_to(page, path)
        if place:
            message = f"`{shown(path, 120)}` moved: it is redirected to `{shown(place, 120)}`"
            yield Hit(link.start, link.end, message)


def _dead(page: PageContext) -> tuple[tuple[Link, str], ...]:
    """Links to files that are not there under that name, without those that the source has as well."""
    source, found = page.once(read_source), []
    theirs = {link.target for link in source.links} if source is not None else set()
    outline = page.once(read)
    for link in chain(outline.links, html_links(outline)):
        if link.target in theirs:
            continue  # it leads to the same place from there, and is mended there
        place = local(link.target)
        if place is None or not place.path or link.kind in ("Autolink", "Email"):
            continue
        if page.family.layout.urls == "pages" and not _FILE.search(place.path):
            continue
        file, known = file_of(page, place.path)
        if known and file is None:
            found.append((link, place.path))
    return tuple(found)


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
        if (
            known is None
            or name in known
            or name in ("top", "")
            or name.startswith(("tab/", "tabs/", ":~"))
        ):
            continue
        if theirs is None:
            theirs = _dead_in_source(page)
        if link.target in theirs or name in names_taken_in(page, place.path):
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
