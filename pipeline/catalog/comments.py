"""The `#.` comments of an entry: what locpipe says there, and what others do.

The first line is locpipe's own: the kind of text, the page's unit ids, and a digest of the text that the page had
when the entry was last extracted, by which a merge tells who changed what. All other lines belong to others
(`locpipe-ignore: RULE`, findings, notes of other tools) and are kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

_OWN = re.compile(
    r"(?P<kind>[^\[\]]+?)(?: \[(?P<ids>[^\[\]]*)\])? \(page text (?P<digest>[0-9a-f]{8})\)"
)
_CONFLICT = "The page says: "


@dataclass(frozen=True, slots=True)
class Comment:
    """The `#.` comment of an entry, taken apart.

    `digest` is of the page's target at the last extract (empty: not known). `conflict` is the page's text where
    page and file were both changed.
    """

    kind: str = ""
    ids: tuple[str, ...] = ()
    digest: str = ""
    conflict: str | None = None
    others: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Comment:
        """Take a comment apart; what is not locpipe's own goes to `others`."""
        comment = cls()
        others = []
        for line in text.split("\n") if text else ():
            own = _OWN.fullmatch(line) if not comment.digest else None
            if own:
                ids = tuple((own["ids"] or "").split())
                comment = replace(comment, kind=own["kind"], ids=ids, digest=own["digest"])
            elif line.startswith(_CONFLICT):
                comment = replace(comment, conflict=_unescape(line.removeprefix(_CONFLICT)))
            else:
                others.append(line)
        return replace(comment, others=tuple(others))

    def __str__(self) -> str:
        ids = f" [{' '.join(self.ids)}]" if self.ids else ""
        own = f"{self.kind}{ids} (page text {self.digest})"
        conflict = [] if self.conflict is None else [_CONFLICT + _escape(self.conflict)]
        return "\n".join([own, *conflict, *self.others])


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace("\n", "\\n")


def _unescape(text: str) -> str:
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], text)
