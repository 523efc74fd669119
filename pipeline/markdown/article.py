"""One page, read lazily: each part is parsed when it is first asked for, and once."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pipeline.errors import PageError
from pipeline.files.decoding import BOM, decode
from pipeline.files.lines import Lines
from pipeline.files.splice import Splice
from pipeline.lazy import lazy
from pipeline.markdown import bilingual
from pipeline.markdown import front_matter as frontmatter
from pipeline.markdown.blocks import Block
from pipeline.markdown.body import read_blocks
from pipeline.markdown.fences import without_fences
from pipeline.markdown.inline import outside_code
from pipeline.markdown.samples import without_samples
from pipeline.markdown.scalars import rewritten, text_in, written_in
from pipeline.markdown.syntax import DEFAULT, Head, Markup, Range, Syntax, no_markup

_LFS_POINTER = b"version https://git-lfs.github.com/spec/"


@dataclass(frozen=True)
class Article:
    """The text of a page (byte order mark and line ends as they are) and what stands in it.

    All offsets are 0-based characters in `text`. `syntax` says what in it is markup of the site.
    """

    text: str
    syntax: Syntax = field(default=DEFAULT, compare=False, repr=False)

    @classmethod
    def parse(cls, data: bytes, syntax: Syntax = DEFAULT) -> Article:
        """The article of a file's bytes. Raises PageError where they are not UTF-8, or stand for a file elsewhere."""
        if data.startswith(_LFS_POINTER):
            message = (
                "is a pointer of Git LFS, not the page itself; `git lfs pull` fetches the page"
            )
            raise PageError(message, line=1, column=1)
        return cls(decode(data), syntax)

    def with_text(self, text: str) -> Article:
        """Another page that is written as this one is."""
        return Article(text, self.syntax)

    @lazy
    def front_matter(self) -> frontmatter.FrontMatter | None:
        """The metadata block, or None."""
        return None if self.syntax.is_data else frontmatter.find(self.text)

    @lazy
    def head(self) -> Head | None:
        """The metadata block that is no YAML; None where there is none. Raises PageError where it cannot be read."""
        return None if self.front_matter else self.syntax.head(self.text)

    @property
    def head_or_none(self) -> Head | None:
        """As `head`, but None where it cannot be read."""
        try:
            return self.head
        except PageError:
            return None

    @lazy
    def metadata(self) -> Mapping[str, Any]:
        """The values of the metadata block; empty where there is none. Raises PageError where it cannot be read."""
        if self.front_matter:
            return self.front_matter.values
        return self.head.values if self.head else {}

    @lazy
    def readable_metadata(self) -> Mapping[str, Any]:
        """As `metadata`, but empty where the block cannot be read, for work that can go on without it."""
        try:
            return self.metadata
        except PageError:
            return {}

    def meta(self, key: str) -> str:
        """A readable metadata value as text; empty where it is missing or no scalar."""
        value = self.readable_metadata.get(key)
        return "" if value is None or isinstance(value, (dict, list)) else str(value).strip()

    @property
    def stated(self) -> Mapping[str, str]:
        """What the lines of a block say that is no valid YAML or is misplaced: top-level keys and values as text.

        For what must not be missed because of a slip elsewhere, such as the source that the page was made from.
        """
        if self.syntax.is_data:
            return {}
        misplaced = frontmatter.misplaced(self.text)
        block = self.front_matter or (misplaced[1] if misplaced else None)
        lines = self.text[block.start : block.end].splitlines() if block else ()
        pairs = (line.partition(":") for line in lines if line[:1].strip())
        return {name.strip(): value.strip().strip("\"'") for name, colon, value in pairs if colon}

    @lazy
    def has_readable_metadata(self) -> bool:
        """Is the metadata block, where there is one, in its place and valid YAML?"""
        try:
            return bool(self.metadata) or frontmatter.misplaced(self.text) is None
        except PageError:
            return False

    @property
    def _form(self) -> str:
        head = None if self.front_matter else self.head_or_none
        return head.form if head else "yaml"

    def value_text(self, start: int, end: int) -> str:
        """What the metadata value says that is written between two offsets."""
        return text_in(self._form, self.text[start:end])

    def rewrite_value(self, start: int, end: int, value: str) -> Splice:
        """The edit that gives the metadata value between two offsets another text, written in its style."""
        if self.front_matter is not None:
            return self.front_matter.rewrite(start, end, value)
        written, form = self.text[start:end], self._form
        if form == "yaml":
            line = self.text[self.text.rfind("\n", 0, start) + 1 : start]
            return Splice(start, end, rewritten(written, value, flow="{" in line or "[" in line))
        return Splice(start, end, written_in(form, written, value))

    @lazy
    def body_start(self) -> int:
        """Where the body begins: behind the front matter (a misplaced one too), or behind a byte order mark."""
        if self.syntax.is_data:
            return len(self.text)
        if self.front_matter:
            return self.front_matter.body
        if misplaced := frontmatter.misplaced(self.text):
            return misplaced[1].body
        head = self.head_or_none
        behind = head.body if head else self.syntax.head_end(self.text)
        return max(behind, len(BOM) if self.text.startswith(BOM) else 0)

    @lazy
    def blocks(self) -> tuple[Block, ...]:
        """The leaf blocks of the body."""
        places = [(one.start, one.end) for one in self.kept]
        return read_blocks(self.text, self.body_start, places, self.syntax.indented)

    @lazy
    def _uncoded(self) -> str:
        """The text with blanks in place of front matter and fenced code."""
        return without_fences(self.text, self.body_start)

    @lazy
    def kept(self) -> tuple[Markup, ...]:
        """Markup of the site that stands alone on its lines, outside of code, in order."""
        return () if self.syntax.kept is no_markup else self.syntax.kept(self._uncoded)

    @lazy
    def verbatims(self) -> tuple[Markup, ...]:
        """Markup of the site inside sentences, outside of code and of kept markup, in order."""
        if self.syntax.verbatims is no_markup:
            return ()
        kept = self.kept
        return tuple(
            one
            for one in outside_code(self._uncoded, self.syntax.verbatims(self._uncoded))
            if (at := bisect_right(kept, one.start, key=lambda each: each.start)) == 0
            or kept[at - 1].end <= one.start
        )

    @lazy
    def opaque(self) -> tuple[Range, ...]:
        """Where the verbatim markup stands."""
        return tuple((one.start, one.end) for one in self.verbatims)

    @lazy
    def spans(self) -> bilingual.Spans:
        """The bilingual units of the whole text, and what is wrong with them.

        The whole text: a defect of real pages is spans inside the front matter. What code shows is no unit.
        """
        if self.syntax.is_data:
            return bilingual.Spans((), ())
        if not bilingual.has_spans(self.text) and 'data-stu-id="' not in self.text:
            return bilingual.Spans((), ())
        return bilingual.read_spans(without_samples(self.text, self.body_start))

    @property
    def is_bilingual(self) -> bool:
        """Does the page hold source beside target?"""
        return bool(self.spans.units)

    @lazy
    def lines(self) -> Lines:
        """Offsets as lines and columns."""
        return Lines(self.text)
