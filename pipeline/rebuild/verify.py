"""Is a page that was built what was meant: does it read as the old page does, but for the texts that were put in?"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

import yaml

from pipeline.errors import PageError
from pipeline.families.keys import THE_KEY
from pipeline.files.splice import Splice, splice
from pipeline.markdown.article import Article
from pipeline.markdown.blocks import Block
from pipeline.markdown.directives import attributes, directives
from pipeline.markdown.inline import Token, tokens
from pipeline.markdown.syntax import Place
from pipeline.rebuild.head import HandBack

_LABEL_END = re.compile(r"\][(\[]")
_MARK = re.compile(r"[\[\]`\\<]")


def metadata_as_meant(
    old: Article, new: Article, texts: Mapping[int, str], back: HandBack | None = None
) -> bool:
    """Is all metadata as it was, but for `texts` (by where their values stood) and what the hand-back makes of it?"""
    try:
        meant = deepcopy(dict(old.metadata))
        read = new.metadata
        if texts:
            found = [(place, texts[start]) for place, start in _places(old) if start in texts]
            for place, text in found:
                if place[-1] != THE_KEY:
                    _put(meant, place, text)
            for place, text in sorted(found, key=lambda one: -len(one[0])):
                if place[-1] == THE_KEY:
                    _rename(meant, place[:-1], text)
    except PageError:
        return False
    if back is not None:
        meant = back.metadata(meant)
    return meant.keys() == read.keys() and all(
        _folded(value) == _folded(read[key]) for key, value in meant.items()
    )


def _places(article: Article) -> Iterator[tuple[Place, int]]:
    """Where each text of the metadata begins, by its place in the nested data; of a key that stands twice, the last."""
    front = article.front_matter
    if front is None:
        head = article.head
        places = article.syntax.head_places(article.text, head) if head else {}
        yield from ((place, start) for place, (start, _) in places.items())
        return
    waiting: list[tuple[Place, yaml.Node | None]] = [((), front.node)]
    while waiting:
        place, node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            inner = {
                key.value: value for key, value in node.value if isinstance(key, yaml.ScalarNode)
            }
            waiting += (((*place, name), value) for name, value in inner.items())
        elif isinstance(node, yaml.SequenceNode):
            waiting += (((*place, index), value) for index, value in enumerate(node.value))
        elif isinstance(node, yaml.ScalarNode):
            yield place, front.place(node)[0]


def _put(values: Any, place: Place, text: str) -> None:
    """Put a text where a text stands; what only an alias stands for is left as it is."""
    *outer, last = place
    for part in outer:
        values = values[part]
    if last in values or isinstance(last, int):
        values[last] = text


def _rename(values: Any, place: Place, text: str) -> None:
    """Give a key another name, in its place among the others."""
    *outer, last = place
    for part in outer:
        values = values[part]
    items = [(text if key == last else key, value) for key, value in values.items()]
    values.clear()
    values.update(items)


def _folded(value: Any) -> Any:
    """A value to compare: without what YAML does not tell apart, the kind of line ends and those at a text's end."""
    if isinstance(value, list):
        return [_folded(one) for one in value]
    if isinstance(value, dict):
        return {key: _folded(one) for key, one in value.items()}
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    return repr(value)  # no number, `.nan` least of all, is compared as one


def body_as_meant(old: Article, new: Article, edits: Iterable[Splice]) -> bool:
    """Has each block of the body the text that `edits` (of the old page) give it, and nothing else become of it?

    The links, images and directives that an edit stands in must be there too, with the text that was meant.
    """
    inside = _Edits(old.text, edits, old.body_start)
    if len(old.blocks) != len(new.blocks):
        return False
    found = 0
    for before, after in zip(old.blocks, new.blocks, strict=True):
        if _shape(before) != _shape(after):
            return False
        if inside.cut_by(before.start, before.end):  # a text for two blocks: they are still two
            continue
        text = new.text[after.start : after.end]
        if inside.put(before.start, before.end).strip() != text.strip():
            return False
        here = inside.within(before.start, before.end)
        if any(map(inside.can_end_a_link, here)) and not _links_as_meant(
            old.text, before, inside, text
        ):
            return False
        found += len(here)
    if (old.kept or new.kept) and not _kept_as_meant(old, new, inside):
        return False
    return found == len(inside) or _directives_as_meant(old, new, inside)


def breaks_its_lines(article: Article, edit: Splice) -> bool:
    """Does an edit of the body break its block even when the block's lines are read alone?

    Only said of blocks that are the same alone as in the page: not of table cells, nor of what is nested.
    """
    index = bisect_right(article.blocks, edit.start, key=lambda block: block.start) - 1
    if index < 0 or article.blocks[index].end < edit.end:
        return False
    block = article.blocks[index]
    start = article.text.rfind("\n", 0, block.start) + 1
    end = article.text.find("\n", block.end)
    lines = article.with_text(article.text[start : end if end >= 0 else len(article.text)])
    if [_shape(each) for each in lines.blocks] != [_shape(block)]:
        return False
    moved = Splice(edit.start - start, edit.end - start, edit.text)
    return not body_as_meant(lines, lines.with_text(splice(lines.text, [moved])), [moved])


def _shape(block: Block) -> tuple[str, int, tuple[str, ...]]:
    return block.kind, block.level, block.containers


def _links_as_meant(old: str, block: Block, inside: _Edits, text: str) -> bool:
    """Has a block with the new `text` all links and images that edits stand in?"""
    if not _LABEL_END.search(old, block.start, block.end):
        return True
    meant = [
        (token.kind, inside.put(token.label_start, token.label_end))
        for token in _links(old, block.start, block.end)
        if inside.within(token.label_start, token.label_end)
    ]
    if not meant:
        return True
    read = {
        (token.kind, text[token.label_start : token.label_end])
        for token in _links(text, 0, len(text))
    }
    return read.issuperset(meant)


def _links(text: str, start: int, end: int) -> Iterator[Token]:
    """The links and images between two offsets, those in the text of others too."""
    for token in tokens(text, start, end):
        if token.kind in ("link", "image"):
            yield token
            yield from _links(text, token.label_start, token.label_end)


def _kept_as_meant(old: Article, new: Article, inside: _Edits) -> bool:
    """Is all kept markup as it was, with the texts that the edits give it?"""
    return len(old.kept) == len(new.kept) and all(
        inside.put(one.start, one.end) == new.text[two.start : two.end]
        and len(one.texts) == len(two.texts)
        for one, two in zip(old.kept, new.kept, strict=True)
    )


def _directives_as_meant(old: Article, new: Article, inside: _Edits) -> bool:
    """Does each directive say what the edits in it make it say?"""
    before = [*directives(old.text, old.body_start)]
    after = [*directives(new.text, new.body_start)]
    return len(before) == len(after) and all(
        {name: inside.put(*place) for name, place in attributes(old.text, one).items()}
        == {name: new.text[slice(*place)] for name, place in attributes(new.text, two).items()}
        for one, two in zip(before, after, strict=True)
        if inside.within(one.start, one.end)
    )


class _Edits:
    """The edits of a page's body, to see a stretch of the page as they leave it."""

    def __init__(self, text: str, edits: Iterable[Splice], start: int) -> None:
        self._text = text
        self._edits = sorted(edit for edit in edits if edit.start >= start)
        self._starts = [edit.start for edit in self._edits]
        self._ends = [edit.end for edit in self._edits]

    def __len__(self) -> int:
        return len(self._edits)

    def within(self, start: int, end: int) -> Sequence[Splice]:
        """The edits that stand between two offsets."""
        return self._edits[bisect_left(self._starts, start) : bisect_right(self._ends, end)]

    def can_end_a_link(self, edit: Splice) -> bool:
        """Does an edit put in, or take away, what a link's text may end at?"""
        return bool(_MARK.search(edit.text) or _MARK.search(self._text, edit.start, edit.end))

    def cut_by(self, start: int, end: int) -> bool:
        """Does an edit begin or end between two offsets, and go on outside?"""
        touching = self._edits[bisect_right(self._ends, start) : bisect_left(self._starts, end)]
        return any(edit.start < start or edit.end > end for edit in touching)

    def put(self, start: int, end: int) -> str:
        """The text between two offsets of the old page as it is meant to be."""
        edits = self.within(start, end)
        text = self._text[start:end]
        if not edits:
            return text
        return splice(
            text, (Splice(edit.start - start, edit.end - start, edit.text) for edit in edits)
        )
