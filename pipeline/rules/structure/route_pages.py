"""Addresses that lead to no page of the docset, by its files and by what its pages call themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.results.fact import Fact
from pipeline.rules.context import PageContext
from pipeline.rules.docset import DocsetHit, fact
from pipeline.rules.metadata.values import values_of
from pipeline.rules.registry import rule
from pipeline.rules.structure.reading import read, read_source
from pipeline.rules.structure.routes import has_folder, has_page, moved, near_page, routes
from pipeline.visible import shown

NAME = "page-link-dead"
_COUNT, _OWN, _DEAD = "0 counts", "1 own", "2 dead"
"""Keys of the facts, in the order in which the judge reads them."""
_MOST = 200  # dead links of a page that are looked at
_HINTED = 5  # dead links of a page for which a near page is looked for: of more, not all pages are at hand
_FEW, _SHARE = (
    20,
    0.9,
)  # of how many links which share must lead somewhere, so that all pages are known to be there


@rule(NAME, "docset")
class PageLinkDead:
    """A link leads to the address of a page (`/docs/pay/`, `ref "pay"`) that no page has.

    Where pages stand, and in which fields they name addresses of their own (`slug`, `aliases`), says the docs family.
    Where more than one link in ten leads nowhere, not all pages of the docset are at hand, and none is reported. The
    pages of a locale may lead to those of the source, which are shown instead.

    Bad (there is `docs/pay.md`):

        [Pay](/docs/pya/)

    Good:

        [Pay](/docs/pay/)
    """

    name = NAME

    def collect(self, page: PageContext) -> Iterator[Fact]:
        """How many links of the page lead to pages, the addresses that it names itself, and the links that are dead."""
        addresses = page.family.addresses
        if not addresses.pages and not addresses.macros:
            return
        yield from _named(page)
        if not page.is_source and page.source is None:
            return  # what it leads to may not be translated
        theirs = _of_source(page)
        every = [one for one in routes(page, page.once(read)) if one.path not in theirs]
        dead = []
        suffixes = page.family.layout.pages
        roots = [root for root in (page.root, page.source_root) if root is not None]
        for one in every:
            paths = (one.path, *one.others)
            if not any(has_page(root, path, suffixes) for root in roots for path in paths):
                dead.append(one)
        if every:
            yield fact(page, NAME, _COUNT, 0, 0, value=f"{len(every)} {len(dead)}")
        for one in dead[:_MOST]:
            paths = (one.path, *one.others)
            known = [root for root in roots if any(has_folder(root, path) for path in paths)]
            if not known or any(moved(page, root, one.path) for root in roots):
                continue
            nearest = (near_page(root, path) for root in known for path in paths)
            near = next(filter(None, nearest), "") if len(dead) <= _HINTED else ""
            value = "\n".join((one.said, near, one.path, *one.others))
            yield fact(page, NAME, _DEAD, one.start, one.end, value=value)

    def judge(self, facts: Iterable[Fact]) -> Iterator[DocsetHit]:
        """The dead links whose address no page has."""
        links, lost, own = 0, 0, set[str]()
        for one in facts:
            if one.key == _COUNT:
                count, _, dead = one.value.partition(" ")
                links, lost = links + int(count), lost + int(dead)
            elif one.key == _OWN:
                own.add(one.value)
            else:
                said, near, *paths = one.value.split("\n")
                if links < _FEW or lost > links * (1 - _SHARE):
                    return
                if own.isdisjoint(paths):
                    hint = f"; did you mean `{shown(near, 90)}`?" if near else ""
                    yield DocsetHit(one, f"no page is at `{shown(said, 120)}`{hint}")


def _of_source(page: PageContext) -> frozenset[str]:
    """The paths that the page's source leads to, which are mended there."""
    source = page.once(read_source) if not page.is_source else None
    return frozenset() if source is None else frozenset(one.path for one in routes(page, source))


def _named(page: PageContext) -> Iterator[Fact]:
    """The addresses that a page names itself."""
    values = values_of(page) if page.family.addresses.own else None
    if values is None:
        return
    folder = page.path.lower().rpartition("/")[0]
    for key in page.family.addresses.own:
        said = key.value(values.all)
        for one in said if isinstance(said, list) else [said]:
            if isinstance(one, str) and one.strip():
                path = one.strip().lower().strip("/")
                yield fact(page, NAME, _OWN, 0, 0, value=path)
                yield fact(page, NAME, _OWN, 0, 0, value=f"{folder}/{path}".strip("/"))
