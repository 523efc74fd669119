"""Which source each text of a page translated when its PO file was last extracted."""

from __future__ import annotations

from collections.abc import Mapping

import polib

from pipeline.files.digest import short
from pipeline.po.comments import Comment
from pipeline.po.entries import po_text


class TranslatedThen:
    """What a PO file shows of its page's texts: by digests in the entries' comments, and by the entries' texts."""

    def __init__(self, po: polib.POFile) -> None:
        self._by_digest: dict[str, set[str]] = {}
        self._by_text: dict[str, set[str]] = {}
        for entry in po:  # obsolete ones, too
            digest = Comment.parse(entry.comment).digest
            if digest:
                self._by_digest.setdefault(digest, set()).add(entry.msgid)
            if entry.msgstr:
                self._by_text.setdefault(entry.msgstr, set()).add(entry.msgid)

    def is_of_another(self, source: str, target: str) -> bool:
        """Did a text of the page translate other sources, and not this one? Both as pages have them."""
        text = po_text(target)
        if not text:
            return False
        sources = _of(self._by_digest, short(text)) or _of(self._by_text, text)
        return bool(sources) and po_text(source) not in sources


def _of(known: Mapping[str, set[str]], key: str) -> set[str]:
    return known.get(key, set())
