"""The metadata block at the top of a page: where it stands, what it says, and edits that touch one value.

python-frontmatter decides where the block is, and loads its values where these are no plain texts; PyYAML's `compose`
tells where each key and value stands. Offsets are characters in the page's text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import yaml
from frontmatter.default_handlers import YAMLHandler

from pipeline.errors import PageError
from pipeline.files.decoding import BOM, line_end
from pipeline.files.lines import Lines
from pipeline.files.splice import Splice
from pipeline.lazy import lazy
from pipeline.markdown.plain_front_matter import Plain, plain_place, read_plain
from pipeline.markdown.scalars import rewritten, scalar
from pipeline.markdown.yaml_loader import MarkedLoader

_HANDLER = YAMLHandler()
_LINE_END = re.compile(r"[\r\n]")


class Field(NamedTuple):
    """One key of the block with its value, each with its range in the page's text.

    `key` is empty where it is no scalar; `origin` is where the marks of the nodes begin to count.
    """

    key: str
    name: yaml.Node
    node: yaml.Node
    origin: int

    @property
    def start(self) -> int:
        """Where the key begins."""
        return self.origin + int(self.name.start_mark.index)

    @property
    def key_end(self) -> int:
        """Where the key ends."""
        return self.origin + int(self.name.end_mark.index)

    @property
    def value_start(self) -> int:
        """Where the value begins."""
        return self.origin + int(self.node.start_mark.index)

    @property
    def value_end(self) -> int:
        """Where the value ends."""
        return self.origin + int(self.node.end_mark.index)


@dataclass(frozen=True)
class FrontMatter:
    """The block of one page. `start` and `end` enclose the YAML, without the lines of dashes around it.

    `body` is where the page's body begins: after the line end of the closing dashes.
    """

    text: str
    start: int
    end: int
    body: int

    @property
    def yaml_text(self) -> str:
        """The YAML between the lines of dashes."""
        return self.text[self.start : self.end]

    @lazy
    def values(self) -> Mapping[str, Any]:
        """What the block says. Raises PageError with the place where it is no YAML mapping."""
        return self._read[0] if self._plain is None else self._plain.values

    @lazy
    def names(self) -> tuple[str, ...]:
        """The keys as they stand, of which one may come twice; empty for one that is no scalar. Raises as `values`."""
        return (
            tuple(field.key for field in self.fields) if self._plain is None else self._plain.names
        )

    def text_place(self, key: str) -> tuple[int, int] | None:
        """Where the last value of a key stands, if that is a text in a block that needs no parser; else None."""
        if self._plain is None or not isinstance(self._plain.values.get(key), str):
            return None
        start, end = plain_place(self.yaml_text, key)
        return self.start + start, self.start + end

    @lazy
    def _plain(self) -> Plain | None:
        """The block as it can be read without the parser; None where it cannot."""
        return read_plain(self.yaml_text)

    @property
    def node(self) -> yaml.MappingNode | None:
        """The block as a tree with marks (line, column and index are relative to the YAML text).

        None where the block is empty. Raises PageError as `values` does.
        """
        return self._read[1]

    @lazy
    def _read(self) -> tuple[Mapping[str, Any], yaml.MappingNode | None]:
        """Values and tree, from one reading."""
        loaders: list[MarkedLoader] = []

        def loader(stream: str) -> MarkedLoader:
            loaders.append(MarkedLoader(stream))
            return loaders[-1]

        try:
            values = _HANDLER.load(self.yaml_text, Loader=loader)
        except yaml.YAMLError as error:
            raise self._error(error) from None
        except RecursionError:
            raise PageError("front matter is nested too deeply", line=2, column=1) from None
        except (ValueError, LookupError, AttributeError, TypeError) as error:
            # what PyYAML lets through: a date such as 2021-13-45, `!!int ""`, an integer of 5,000 digits
            why = f": {error}" if isinstance(error, ValueError) else ""
            message = f"front matter holds a value that does not have the form of its type{why}"
            raise PageError(message, line=2, column=1) from None
        node = loaders[0].root
        if node is None or values is None:
            return {}, None
        if not isinstance(values, dict) or not isinstance(node, yaml.MappingNode):
            kind = {"list": "a list", "str": "text"}.get(type(values).__name__, "a single value")
            message = f"front matter is {kind}, not a mapping of `key: value` lines"
            raise PageError(message, line=2, column=1)
        return values, node

    @lazy
    def fields(self) -> tuple[Field, ...]:
        """Top-level keys in the order they stand; a key that stands twice comes twice."""
        if self.node is None:
            return ()
        return tuple(
            Field(key.value if isinstance(key, yaml.ScalarNode) else "", key, value, self.start)
            for key, value in self.node.value
        )

    def field(self, key: str) -> Field | None:
        """The first top-level field of that name."""
        return next((field for field in self.fields if field.key == key), None)

    def set(self, key: str, value: str) -> Splice:
        """The edit that gives `key` the scalar `value` and touches nothing else.

        A missing key is added as the last line of the block. Quotes stay as the old value had them.
        """
        field = self.field(key)
        if field is None:
            eol = line_end(self.text[: self.body])
            return Splice(self.end, self.end, f"{key}: {scalar(value)}{eol}")
        edit = self.rewrite(*self.place(field.node), value)
        gap = "" if self.text[edit.start - 1 : edit.start].isspace() else " "
        return Splice(edit.start, edit.end, gap + edit.text)

    def rewrite(self, start: int, end: int, value: str) -> Splice:
        """The edit that gives the scalar between two offsets of the page another value, written in its style."""
        return Splice(
            start, end, rewritten(self.text[start:end], value, flow=self._is_in_brackets(start))
        )

    def place(self, node: yaml.Node) -> tuple[int, int]:
        """Where a node of the block stands in the page, without the line ends that YAML counts to its end."""
        start, end = self.start + node.start_mark.index, self.start + node.end_mark.index
        written = self.text[start:end]
        behind = _LINE_END.search(written, len(written.rstrip()))
        return start, (start + behind.start()) if behind else end

    def _is_in_brackets(self, at: int) -> bool:
        """Does the value at an offset stand in a list or mapping on one line, where commas and brackets divide?"""
        if self._plain is not None or self.node is None:
            return False
        around = (field.node for field in self.fields if field.value_start <= at < field.value_end)
        return any(getattr(node, "flow_style", False) for node in (self.node, *around))

    def _error(self, error: yaml.YAMLError) -> PageError:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        at = min(mark.index, len(self.yaml_text)) if mark else 0
        problem = str(getattr(error, "problem", None) or error)
        if isinstance(error, yaml.reader.ReaderError):
            found = yaml.reader.Reader.NON_PRINTABLE.search(self.yaml_text)
            at = found.start() if found else 0
            name = f"U+{ord(found[0]):04X}" if found else "a character"
            problem = f"{name} is not allowed in YAML"
        line, column = Lines(self.text).place(self.start + at)
        return PageError(f"front matter is not valid YAML: {problem}", line=line, column=column)


def find(text: str) -> FrontMatter | None:
    """The front matter of a page, or None where it has none.

    The page begins (after a byte order mark) with a line of three or more dashes, and another such line ends the
    block: the boundary that python-frontmatter knows.
    """
    return _block(text, len(BOM) if text.startswith(BOM) else 0)


def misplaced(text: str) -> tuple[int, FrontMatter] | None:
    """A block of metadata that does not begin in the page's first column and line, and where its dashes begin.

    Blank lines, spaces or a second byte order mark stand before it; to a publishing system it is text. None where
    there is none.
    """
    match = _AFTER_BLANKS.match(text)
    if match is None or find(text) is not None:
        return None
    front = _block(text, match.end())
    return (match.end(), front) if front else None


def _block(text: str, start: int) -> FrontMatter | None:
    boundary = _HANDLER.FM_BOUNDARY
    if boundary is None or not text.startswith("---", start):
        return None
    first = _line_of_dashes(text, start)
    if first is None:
        return None
    for match in boundary.finditer(text, first):
        line = _line_of_dashes(text, match.start())
        if line is not None:
            return FrontMatter(text, first, match.start(), line)
    return None


def _line_of_dashes(text: str, at: int) -> int | None:
    """Where the next line begins, if the line at `at` is dashes and blanks only; else None."""
    match = _DASHES.match(text, at)
    return match.end() if match else None


_AFTER_BLANKS = re.compile(
    r"[\s\ufeff\u200b]+(?=---[ \t]*\r?\n[ \t]*(?:(?:#[^\r\n]*)?\r?\n[ \t]*)*[\w.\"'-]+(?: [\w.\"'-]+){0,2}[ \t]*:)"
)
_DASHES = re.compile(r"-{3,}[ \t]*(?:\r\n|\n|\r|\Z)")
