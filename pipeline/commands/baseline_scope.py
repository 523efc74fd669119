"""What a command has looked at: of a baseline it replaces that, and keeps what others have found."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from pipeline.docset.docset import Docset, shown
from pipeline.docset.pages import Page
from pipeline.output.baseline import named
from pipeline.rules.docset import SCOPES, DocsetScope
from pipeline.rules.policy import Policy
from pipeline.rules.registry import Entry, entry, load, registered

_PARTS: Mapping[DocsetScope, tuple[str, ...]] = {
    "docset": ("metadata", "article"),
    "docset-unit": ("translation",),
}
"""The parts of the register whose rules run together with the docset rules of a scope."""

_READING = frozenset({"page-unreadable", "page-failed", "po-unreadable"})
"""What every command finds of the files that it reads."""


def looked_at(
    docset: Docset,
    pages: Iterable[Page],
    rules: Policy,
    scopes: Sequence[DocsetScope],
    *,
    since: bool,
    po: bool,
) -> Callable[[str, str], bool]:
    """Of a page as a baseline calls it, and a rule: has a command seen all that it finds there?

    `since`: it looked at changed pages only. `po`: it looked at the units of the PO files, and not of the pages. Rules
    that judge the docset have seen all of it, or nothing that counts.
    """
    whole = not (since or docset.paths or docset.locales or docset.content or docset.source)
    root = docset.settings.root
    names = frozenset(
        named(page.locale, path)
        for page in (() if whole else pages)
        for path in (page.path, shown(page.po, root))
    )
    parts = [part for scope in scopes for part in _PARTS[scope]]
    hands_over = set(scopes) == set(SCOPES)  # `run`: the exchange with PO files, too

    def at(page: str, rule: str) -> bool:
        if not whole and page not in names:
            return False
        try:
            known = entry(rule)
        except KeyError:  # there is no such rule any more
            return whole
        if not rules.wants(known) or (_is_of_docset(known) and not whole):
            return False
        is_po = page.endswith(".po")
        if known.part == "exchange":
            return hands_over or (rule in _READING and is_po == po)
        return known.part in parts and is_po == po

    return at


def _is_of_docset(known: Entry) -> bool:
    """Is a rule one that judges the docset, or does one of those find it?"""
    found = registered(known.name, SCOPES) or registered(known.name)
    if found is not None:
        return found.scope in SCOPES
    judges = (rule.name for scope in SCOPES for rule in load(scope))
    return bool(known.family) and known.family in {entry(name).family for name in judges}
