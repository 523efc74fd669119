"""The `#.` comments of an entry: what locpipe says there, and what others do.

The first line is locpipe's own: the kind of text, the page's unit ids, and a digest of the text that the page had
when the entry was last extracted, by which a merge tells who changed what; and where it knows them, the digest of the
former text that the entry started from, and that the page had its text from here. A second line may hold the page's
text, where page and file contradict each other. All other lines belong to others (`locpipe-ignore: RULE`, findings,
notes of other tools) and are kept.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.text.digest import short

_OWN = re.compile(
    r"^(?P<kind>[^\[\]()]{1,300}?)(?:\s{1,20}+\[(?P<ids>[^\[\]]*+)\])?\s{1,20}+\(page\s+text\s+(?P<digest>[0-9a-f]{8})"
    r"(?:,\s+suggestion\s+(?P<suggestion>[0-9a-f]{8}))?(?P<written>,\s+written\s+here)?\)$",
    re.MULTILINE,
)
_CONFLICT = re.compile(
    r"^The\s+page\s+says:\s+“(?P<text>(?:[^”\\]|\\.)*+)”$", re.MULTILINE | re.DOTALL
)


class Comment(NamedTuple):
    """The `#.` comment of an entry, taken apart.

    `digest` is of the page's target at the last extract (empty: not known), `suggestion` of the text that the entry
    started from while the page has none. `written`: the page's text was written in the file. `conflict` is the page's
    text where page and file were both changed.
    """

    kind: str = ""
    ids: tuple[str, ...] = ()
    digest: str = ""
    conflict: str | None = None
    others: tuple[str, ...] = ()
    suggestion: str = ""
    written: bool = False

    @classmethod
    def parse(cls, text: str) -> Comment:
        """Take a comment apart; what is not locpipe's own goes to `others`. Tools may have wrapped its lines."""
        comment = cls()
        if own := _OWN.search(text):
            ids = tuple((own["ids"] or "").split())
            comment = cls(
                kind=" ".join(own["kind"].split()),
                ids=ids,
                digest=own["digest"],
                suggestion=own["suggestion"] or "",
                written=bool(own["written"]),
            )
            text = text[: own.start()] + text[own.end() :]
        if conflict := _CONFLICT.search(text):
            comment = comment._replace(conflict=_unescape(conflict["text"].replace("\n", " ")))
            text = text[: conflict.start()] + text[conflict.end() :]
        others = tuple(line for line in text.split("\n") if line)
        return comment._replace(others=others) if others else comment

    def is_untouched(self, text: str, *, fuzzy: bool) -> bool:
        """Is the entry's text what the page gave it, or a former text that nobody has confirmed?"""
        if not self.digest:
            return not text
        digest = short(text)
        return digest == self.digest or (fuzzy and digest == self.suggestion)

    def __str__(self) -> str:
        ids = f" [{' '.join(self.ids)}]" if self.ids else ""
        suggestion = f", suggestion {self.suggestion}" if self.suggestion else ""
        written = ", written here" if self.written else ""
        own = f"{self.kind}{ids} (page text {self.digest}{suggestion}{written})"
        conflict = [] if self.conflict is None else [f"The page says: “{_escape(self.conflict)}”"]
        return "\n".join([own, *conflict, *self.others])


def is_noted(comment: str, note: str) -> bool:
    """Does a translators' comment hold the note?"""
    return f"\n{_as_kept(note)}\n" in f"\n{comment}\n"


def with_note(comment: str, note: str) -> str:
    """A translators' comment with the note in it, once."""
    if is_noted(comment, note):
        return comment
    return f"{comment}\n{_as_kept(note)}" if comment else _as_kept(note)


def _as_kept(note: str) -> str:
    """A note as it is read again: PO files keep no white space at the ends of a comment's lines."""
    return "\n".join(line.rstrip() for line in note.split("\n"))


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace("”", "\\”").replace("\n", "\\n")


def _unescape(text: str) -> str:
    return re.sub(
        r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], text, flags=re.DOTALL
    )
