"""Entries whose sentences left the page: they stay in the file as obsolete, and no text of theirs is dropped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import polib

from pipeline.po.comments import Comment, is_noted, with_note
from pipeline.po.entries import Entry


def keep_obsolete(result: polib.POFile, left: Iterable[polib.POEntry]) -> list[str]:
    """Append the entries that left the page as obsolete ones; the sources of those that were not so before.

    One without text and note is dropped. gettext wants one entry a key, obsolete ones included: the text of a second
    one goes into a comment.
    """
    new = []
    kept = {(entry.msgctxt, entry.msgid): entry for entry in result}
    for entry in left:
        if not entry.msgstr and not entry.tcomment:
            continue
        if not entry.obsolete:
            new.append(entry.msgid)
        gone = polib.POEntry(
            msgid=entry.msgid,
            msgstr=entry.msgstr,
            msgctxt=entry.msgctxt,
            tcomment=entry.tcomment,
            flags=list(entry.flags),
            previous_msgid=entry.previous_msgid,
            previous_msgctxt=entry.previous_msgctxt,
            obsolete=True,
        )
        said = Comment.parse(entry.comment).conflict if entry.comment else None
        if said and said != entry.msgstr:  # the page's text, which nobody has settled yet
            gone.tcomment = with_note(gone.tcomment, earlier(said))
        known = kept.get((gone.msgctxt, gone.msgid))
        if known is None:
            kept[gone.msgctxt, gone.msgid] = gone
            result.append(gone)
            continue
        if gone.tcomment:
            known.tcomment = with_note(known.tcomment, gone.tcomment)
        if gone.msgstr and gone.msgstr != known.msgstr:
            known.tcomment = with_note(known.tcomment, earlier(gone.msgstr))
    return new


def only_in_page(
    left: Iterable[Entry], entries: Iterable[polib.POEntry]
) -> Iterator[polib.POEntry]:
    """Entries for what left the source and whose translation is in none of the `entries`."""
    known: dict[str, list[polib.POEntry]] = {}
    for there in entries:
        known.setdefault(there.msgid, []).append(there)
    for entry in left:
        same = known.get(entry.source, ())
        note = earlier(entry.target)
        if not any(one.msgstr == entry.target or is_noted(one.tcomment, note) for one in same):
            yield polib.POEntry(msgid=entry.source, msgstr=entry.target, msgctxt=entry.context)


def earlier(text: str) -> str:
    """The note that keeps a text which gave way to another."""
    return f"Earlier: {text}"
