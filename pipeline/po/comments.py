"""The `#.` comments of an entry: what locpipe says there, and what others do.

The first line is for the translator: what kind of text it is, under which heading, behind and before what. The last
line is for the next merge: a digest of the text that the page had when the entry was last extracted, by which it tells
who changed what, and the page's unit ids. Between them may stand the page's text, where page and file contradict each
other, and what belongs to others (`locpipe-ignore: RULE`, findings, notes of other tools), which is kept.
`docs/po-format.md` states the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pipeline.files.digest import short

_DIGESTS = (
    r"(?P<digest>[0-9a-f]{8})(?:,\s+suggestion\s+(?P<suggestion>[0-9a-f]{8}))?"
    r"(?P<written>,\s+written\s+here)?"
)
_OWN = re.compile(
    rf"^locpipe:\s+page\s+{_DIGESTS}(?:\s{{1,20}}+\[(?P<ids>[^\[\]]*+)\])?$", re.MULTILINE
)
_FORMER = re.compile(  # how files were written before there was a line for the translator
    r"^(?P<kind>[^\[\]()]{1,300}?)(?:\s{1,20}+\[(?P<ids>[^\[\]]*+)\])?"
    rf"\s{{1,20}}+\(page\s+text\s+{_DIGESTS}\)$",
    re.MULTILINE,
)
_NEAR = (
    r"(?=\s+(?:under|after|before)\s)(?:\s{1,20}+under\s{1,20}+“[^“”]*+”)?"
    r"(?:,?\s{1,20}+after\s{1,20}+“[^“”]*+”)?"
    r"(?:,?\s{1,20}+before\s{1,20}+“[^“”]*+”)?"
)
_PLACE = re.compile(rf"^(?P<kind>[^“”\n]{{1,100}}?)(?P<near>{_NEAR})$", re.MULTILINE)
_BARE = (
    re.compile(  # kinds that may stand without a place, which a note of somebody else may look like
        r"(?P<kind>metadata:\s+\S+|heading\s+\d|list\s+item|table\s+cell|alt\s+text|HTML\s+text|"
        r"paragraph|quote|footnote|note|tip|important|caution|warning)(?P<near>)$",
        re.MULTILINE,
    )
)
_CONFLICT = re.compile(
    r"^The\s+page\s+says:\s+“(?P<text>(?:[^”\\]|\\.)*+)”$", re.MULTILINE | re.DOTALL
)


_IGNORE = re.compile(r"locpipe-ignore:\s*(.+)")


def ignored_by(comment: str) -> frozenset[str]:
    """The rules, and families of rules, that lines `locpipe-ignore: NAME, NAME` of a `#.` comment silence."""
    if "locpipe-ignore" not in comment:
        return frozenset()
    found = (match[1] for line in comment.split("\n") if (match := _IGNORE.match(line)))
    return frozenset(name for names in found for name in re.split(r"[,\s]+", names) if name)


class Comment(NamedTuple):
    """The `#.` comment of an entry, taken apart.

    `kind` is what kind of text it is, `place` where it stands (see `pipeline.po.places`).
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
    place: str = ""

    @classmethod
    def parse(cls, text: str) -> Comment:
        """Take a comment apart; what is not locpipe's own goes to `others`. Tools may have wrapped its lines."""
        comment = cls()
        head, _, last = text.rpartition("\n")
        # as it is written, the last line is ours; tools wrap lines, and put others behind them
        if own := _OWN.fullmatch(last):
            text = head
        elif own := _last(_OWN, text) or _FORMER.search(text):
            text = text[: own.start()] + text[own.end() :]
        if own:
            comment = cls(
                ids=tuple(own["ids"].split()) if own["ids"] else (),
                digest=own["digest"],
                suggestion=own["suggestion"] or "",
                written=bool(own["written"]),
            )
            if own.re is _FORMER:
                comment = comment._replace(kind=" ".join(own["kind"].split()))
            else:
                comment, text = _with_place(comment, text)
        if not text:
            return comment
        if conflict := _CONFLICT.search(text):
            comment = comment._replace(conflict=_unescape(conflict["text"].replace("\n", " ")))
            text = text[: conflict.start()] + text[conflict.end() :]
        others = tuple(line for line in text.split("\n") if line)
        return comment._replace(others=others) if others else comment

    @property
    def for_translators(self) -> str:
        """What of it is for people, a line each."""
        return "\n".join(self._lines())

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
        own = f"locpipe: page {self.digest}{suggestion}{written}{ids}"
        return "\n".join([*self._lines(), own])

    def _lines(self) -> Iterator[str]:
        place = f"{self.kind} {self.place}".strip()
        if place:
            yield place
        if self.conflict is not None:
            yield f"The page says: “{_escape(self.conflict)}”"
        yield from (line for line in self.others if line != place)


def _with_place(comment: Comment, text: str) -> tuple[Comment, str]:
    """Take the line that says where the text stands out of `text`: the first one, or the first that names a place."""
    found = _PLACE.match(text) or _BARE.match(text) or _PLACE.search(text)
    if found is None:
        return comment, text
    kind, place = found["kind"], found["near"].strip()
    if "\n" in found[0]:
        kind, place = " ".join(kind.split()), " ".join(place.split())
    return comment._replace(kind=kind, place=place), text[: found.start()] + text[found.end() :]


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Return the last match: a line that a tool has wrapped may look like one of our own, further up."""
    return next(reversed([*pattern.finditer(text)]), None)


def with_others(text: str, others: Iterable[str]) -> str:
    """Return the comment `text` with `others` in place of the lines that are not locpipe's own."""
    comment = Comment.parse(text)._replace(others=tuple(others))
    return str(comment) if comment.digest else "\n".join(comment.others)


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
