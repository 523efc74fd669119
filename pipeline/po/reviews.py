"""Which entries of a PO file people have translated or confirmed."""

from __future__ import annotations

import polib

from pipeline.po.comments import Comment
from pipeline.po.file import is_reviewed
from pipeline.po.header import PAGE_HASH, TRANSLATION_TYPE


class Reviews:
    """What one PO file says about who has looked at its entries.

    An entry that is translated and not fuzzy was reviewed: those of machine translations begin as fuzzy. Entries of a
    page that names no translation type do not, though nobody has looked at them; there only a text counts that was
    written in the file.
    """

    def __init__(self, po: polib.POFile) -> None:
        self._of_any_type = PAGE_HASH in po.metadata and TRANSLATION_TYPE not in po.metadata

    def has(self, entry: polib.POEntry) -> bool:
        """Has a person translated or confirmed the entry, which the page still has?"""
        if not is_reviewed(entry):
            return False
        return not self._of_any_type or was_written_here(entry)


def was_written_here(entry: polib.POEntry) -> bool:
    """Was the entry's text written in the file, not taken from the page or from a former text?"""
    comment = Comment.parse(entry.comment)
    untouched = not comment.digest or comment.is_untouched(entry.msgstr, fuzzy=True)
    return comment.written or not untouched
