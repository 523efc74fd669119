"""The metadata of a page that is made from its source, as the page's family has it.

It holds the fields of the source that the family copies, those of the page's own that no source ever had, and what a
build says of where the page came from: the roles in the family's `write`, and no others. Where the page has other words
in a field than the source that it was made from had, it keeps them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from pipeline.errors import PageError
from pipeline.families.family import Family
from pipeline.families.front_matter import find, set_values
from pipeline.families.roles import copied, plan
from pipeline.files.decoding import line_end
from pipeline.files.splice import Splice, splice
from pipeline.markdown.article import Article
from pipeline.markdown.front_matter import FrontMatter
from pipeline.markdown.syntax import Head
from pipeline.rebuild.fields import fields_of, whole_lines, with_fields_of

_OF_ITS_SOURCE = ("hash", "commit", "date")
"""The roles that say which source a page was made from: what they said of a former one is no longer true."""

_PROSE = 3
"""So many words make a text in which a page, and not its source, has the say."""


@dataclass(frozen=True, slots=True)
class HandBack:
    """What a build says of a page in its metadata.

    `roles` are values by role, of the source really used; an empty one is not known, and not written. `page` is the
    page as it was (None: there is none yet), `former` the metadata of the source that it was made from (None: not
    known), `translated` the top-level keys of metadata that is translated.
    """

    family: Family
    roles: Mapping[str, str] = field(default_factory=dict)
    page: Article | None = None
    former: Mapping[str, Any] | None = None
    translated: frozenset[str] = frozenset()

    def role(self, name: str) -> str:
        """The value of a role; empty where it is not known."""
        return self.roles.get(name, "")

    def dropped(self, values: Mapping[str, Any]) -> frozenset[str]:
        """The top-level keys of a source that are not the page's: not copied, or left out of it on purpose before."""
        taken = copied(self.family.metadata, values)
        own = {place[0] for place in self._places(values).values() if len(place) == 1}
        there = self.page.readable_metadata if self.page is not None else values
        left_out = (self.former or {}).keys() - there.keys()
        return frozenset(key for key in values if key not in taken or key in own or key in left_out)

    def kept(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        """The top-level keys that only the page has: not its source, nor the source it was made from."""
        if self.page is None:
            return ()
        there = self.page.readable_metadata
        untrue = {
            place[0]
            for role, place in self._places(there).items()
            if role in _OF_ITS_SOURCE and not self.role(role)
        }
        theirs = {*values, *(self.former or {})} - self.dropped(values)
        roles = {place[0] for place in self._places(there).values()}
        return tuple(
            key for key in there if key not in untrue and (key not in theirs or key in roles)
        )

    def own(self, values: Mapping[str, Any]) -> tuple[str, ...]:
        """The top-level keys that page and source have, in which the page keeps what it says.

        That is where it said something else than the source that it was made from; where that is not known, where it
        has prose.
        """
        if self.page is None or "*" in self.translated:
            return ()
        there, former = self.page.readable_metadata, self.former
        roles = {place[0] for place in self._places(there).values()}
        roles |= {place[0] for place in self._places(values).values()}
        return tuple(
            key
            for key in self._fields
            if key in values
            and key not in roles
            and key not in self.translated
            and there[key] != values[key]
            and (_is_prose(there[key]) if former is None else there[key] != former.get(key))
        )

    @property
    def _fields(self) -> tuple[str, ...]:
        """The top-level keys of the page that stand on lines of their own."""
        page, forms = self.page, self.family.metadata.forms
        block = find(page.text, forms) if page is not None and page.has_readable_metadata else None
        return tuple(one.key for one in fields_of(page.text, block)) if page and block else ()

    def metadata(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The metadata of the page whose source, with the translated texts, says `values`."""
        dropped, kept = self.dropped(values), (*self.kept(values), *self.own(values))
        meant = {key: value for key, value in values.items() if key not in dropped}
        there = self.page.readable_metadata if self.page is not None else {}
        meant |= {key: deepcopy(there[key]) for key in kept}
        for edit in plan(self.family.provenance, self.roles, meant):
            inner = meant
            for part in edit.place[:-1]:
                inner = inner.setdefault(part, {})
            inner[edit.place[-1]] = edit.value
        return meant

    def _places(self, values: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
        """Where the roles that a build writes stand in values, by role."""
        found = ((role, key.place(values)) for role, key in self.family.provenance.write.items())
        return {role: place for role, place in found if place is not None}


def with_head(text: str, back: HandBack) -> str:
    """A page whose text is made from its source's, with the metadata that it is to have.

    Raises PageError where the block has no place for it.
    """
    forms = back.family.metadata.forms
    block = find(text, forms)
    values = dict(block.values) if block is not None else {}
    dropped, kept, own = back.dropped(values), back.kept(values), back.own(values)
    if block is not None and dropped:
        text = _without(text, block, dropped)
    if kept and back.page is not None and back.page.front_matter is not None:
        text = _with_lines(text, _lines_of(back.page, kept, line_end(text)), forms)
    block = find(text, forms)
    there = block.values if block is not None else {}
    text = splice(text, set_values(text, plan(back.family.provenance, back.roles, there), forms))
    if back.page is not None and back.page.has_readable_metadata:
        text = with_fields_of(text, back.page.text, own, forms)
    return _with_gap(text, back.family)


def _without(text: str, block: Head, keys: frozenset[str]) -> str:
    """A page without some top-level keys of its block."""
    if block.form == "yaml":
        front = Article(text).front_matter
        if front is None:
            raise PageError("the front matter cannot be read", line=1, column=1)
        edits = [
            Splice(*whole_lines(text, one.start, front.place(one.node)[1]), "")
            for one in front.fields
            if one.key in keys
        ]
        return splice(text, edits)
    if block.form == "toml":
        for key in keys:
            text = _without_toml(text, key)
        return text
    raise PageError(f"`{min(keys)}` cannot be taken out of front matter in JSON", line=1, column=1)


def _without_toml(text: str, key: str) -> str:
    block = find(text, ("toml",))
    lines = text[block.start : block.end].splitlines(keepends=True) if block else []
    for first, line in enumerate(lines):
        if line.split("=")[0].strip().strip("\"'") != key:
            continue
        for last in range(first + 1, len(lines) + 1):
            left = "".join([*lines[:first], *lines[last:]])
            try:
                values = tomllib.loads(left.replace("\r\n", "\n"))
            except tomllib.TOMLDecodeError:
                continue
            if block and values == {one: block.values[one] for one in block.values if one != key}:
                return text[: block.start] + left + text[block.end :]
    raise PageError(f"`{key}` cannot be taken out of the front matter", line=1, column=1)


def _lines_of(page: Article, keys: tuple[str, ...], eol: str) -> str:
    """The lines of some fields of a page's block, as they are but for their line ends."""
    front: FrontMatter | None = page.front_matter
    found = [
        page.text[slice(*whole_lines(page.text, one.start, front.place(one.node)[1]))]
        for one in (front.fields if front else ())
        if front and one.key in keys
    ]
    return "".join(f"{line}{eol}" for lines in found for line in lines.splitlines())


def _with_lines(text: str, lines: str, forms: tuple[str, ...]) -> str:
    """A page with more lines at the end of its YAML block; one without a block gets one."""
    block = find(text, forms)
    if block is None:
        eol = line_end(text)
        return splice(text, [Splice(0, 0, f"---{eol}{lines}---{eol}")])
    if block.form != "yaml":
        raise PageError("fields of the page cannot be put into its front matter", line=1, column=1)
    return splice(text, [Splice(block.end, block.end, lines)])


def _is_prose(value: Any) -> bool:
    return isinstance(value, str) and sum(map(str.isalpha, value.split())) >= _PROSE


def _with_gap(text: str, family: Family) -> str:
    """The page with the blank lines at the end of its block that the family has there."""
    block = find(text, family.metadata.forms)
    if block is None or family.metadata.gap == "keep":
        return text
    rest = text[block.body :]
    blank = len(rest) - len(rest.lstrip("\r\n"))
    if family.metadata.gap == "none":
        return splice(text, [Splice(block.body, block.body + blank, "")])
    eol = line_end(text)
    edits = [Splice(block.body, block.body + blank, eol)]
    if block.form != "json":
        end = len(text[: block.end].rstrip("\r\n"))
        edits.insert(0, Splice(end, block.end, eol * 2))
    return splice(text, edits)
