"""Finding the entry of a PO file that speaks of one of a page's entries."""

from __future__ import annotations

import polib

from pipeline.files.digest import short
from pipeline.po.comments import Comment
from pipeline.po.entries import Entry
from pipeline.units.folding import loose


class Index:
    """The entries of one PO file, by what they translate.

    Contexts come and go (they stand only where one source has several targets), so an entry without its exact
    key is looked for by its source. With `loosely`, texts that differ in white space and escapes only are the same:
    a bilingual page writes its sources a little differently from the source page.
    """

    def __init__(self, po: polib.POFile | None, *, loosely: bool = False) -> None:
        self._loose: dict[str, list[polib.POEntry]] | None = {} if loosely else None
        self._by_key: dict[tuple[str | None, str], polib.POEntry] = {}
        self._by_source: dict[str, list[polib.POEntry]] = {}
        for entry in po or ():
            key = (entry.msgctxt, entry.msgid)
            known = self._by_key.get(key)
            if known is None or (known.obsolete and not entry.obsolete):
                self._by_key[key] = entry
            self._by_source.setdefault(entry.msgid, []).append(entry)
            if self._loose is not None:
                self._loose.setdefault(loose(entry.msgid), []).append(entry)

    def find(self, wanted: Entry) -> polib.POEntry | None:
        """The entry for `wanted`, active before obsolete, or None."""
        exact = self._by_key.get(wanted.key)
        if exact is not None and not exact.obsolete:
            return exact
        same = self._by_source.get(wanted.source)
        if same is None and self._loose is not None:
            same = self._loose.get(loose(wanted.source))
        others = [entry for entry in same or () if not entry.obsolete]
        if others:
            return min(others, key=lambda entry: _distance(entry, wanted))
        return exact or next(iter(same or ()), None)


def _distance(entry: polib.POEntry, wanted: Entry) -> tuple[bool, bool]:
    """How badly an entry with another context suits: best is one made from the very text the page has."""
    made_from_it = Comment.parse(entry.comment).digest == short(wanted.target)
    return not made_from_it, entry.msgctxt is not None
