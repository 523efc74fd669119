"""Source pages of sentences that carry their identity, and what authors do to them.

A sentence is a number and a version; its text says both (`s7v0`), and each translation says whose it is, and which
one (`t7v0e3`). So a test can tell for certain where every translation came from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import NamedTuple

_WORDS = """
amber basket candle daisy engine feather garden harbor island jacket kettle lantern meadow
needle orchard pepper quarry ribbon saddle timber umbrella valley window yellow zipper
anchor bridge copper dragon eagle forest guitar helmet insect jungle kitten ladder magnet
napkin oyster pillow rabbit silver tunnel
""".split()  # noqa: SIM905
SOURCE = re.compile(r"\bs(\d+)v(\d+)\b")
TARGET = re.compile(r"\bt(\d+)v(\d+)e(\d+)\b")


class Sentence(NamedTuple):
    """One sentence of a source page, in one version."""

    number: int
    version: int = 0

    @property
    def text(self) -> str:
        """The English text."""
        return self._said(f"s{self.number}v{self.version}")

    def target(self, edition: int) -> str:
        """A translation; `edition` tells several of them apart."""
        return self._said(f"t{self.number}v{self.version}e{edition}", backwards=True)

    def _said(self, token: str, *, backwards: bool = False) -> str:
        words = Random(self.number).sample(_WORDS, 5)
        words[self.version % 5] = f"{words[self.version % 5]} {_WORDS[self.version % len(_WORDS)]}"
        if backwards:
            words = [word[::-1] for word in words]
        if self.number % 5 == 0:
            words[3] = f"`list{self.number}.json`"
        return " ".join([words[0].capitalize(), token, *words[1:]])


Block = tuple[Sentence, ...] | str
"""A paragraph of sentences, or a code block."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it."""

    heading: Sentence
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A source page. `following` is the number of the next new sentence."""

    title: Sentence
    sections: tuple[Section, ...]
    following: int

    @property
    def sentences(self) -> Iterator[Sentence]:
        """All sentences, title and headings too, in reading order."""
        yield self.title
        for section in self.sections:
            yield section.heading
            for block in section.blocks:
                if not isinstance(block, str):
                    yield from block

    @property
    def text(self) -> str:
        """The Markdown."""
        lines = ["---", f"title: {self.title.text}", "---", "", f"# {self.title.text}", ""]
        for section in self.sections:
            lines += [f"## {section.heading.text}", ""]
            for block in section.blocks:
                if isinstance(block, str):
                    lines += ["```bash", block, "```", ""]
                else:
                    lines += [" ".join(f"{one.text}." for one in block), ""]
        return "\n".join(lines)


def new_document(chance: Random) -> Document:
    """A small page."""
    document = Document(Sentence(0), (), 1)
    for _ in range(chance.randint(1, 3)):
        document = _add_section(document, chance)
    return document


def edited(document: Document, chance: Random) -> Document:
    """The page after one edit of an author."""
    return chance.choice(EDITS)(document, chance)


def _fresh(document: Document, number: int) -> tuple[Document, list[Sentence]]:
    first = document.following
    made = [Sentence(each) for each in range(first, first + number)]
    return replace(document, following=first + number), made


def _add_section(document: Document, chance: Random) -> Document:
    document, (heading,) = _fresh(document, 1)
    blocks: list[Block] = []
    for _ in range(chance.randint(1, 4)):
        document, sentences = _fresh(document, chance.randint(1, 3))
        blocks.append(tuple(sentences))
    if chance.random() < 0.4:
        blocks.insert(chance.randint(0, len(blocks)), f"run --number {document.following}")
    at = chance.randint(0, len(document.sections))
    section = Section(heading, tuple(blocks))
    return replace(document, sections=(*document.sections[:at], section, *document.sections[at:]))


def _in_section(
    document: Document, chance: Random, change: Callable[[list[Block]], None]
) -> Document:
    at = chance.randrange(len(document.sections))
    section = document.sections[at]
    blocks = list(section.blocks)
    change(blocks)
    sections = list(document.sections)
    sections[at] = replace(section, blocks=tuple(blocks))
    return replace(document, sections=tuple(sections))


def _swap_sections(document: Document, chance: Random) -> Document:
    sections = list(document.sections)
    chance.shuffle(sections)
    return replace(document, sections=tuple(sections))


def _rotate_blocks(document: Document, chance: Random) -> Document:
    return _in_section(
        document, chance, lambda blocks: blocks.append(blocks.pop(0)) if blocks else None
    )


def _duplicate(document: Document, chance: Random) -> Document:
    section = chance.choice(document.sections)
    if section.blocks and chance.random() < 0.6:
        block = chance.choice(section.blocks)
        return _in_section(
            document, chance, lambda blocks: blocks.insert(chance.randint(0, len(blocks)), block)
        )
    return replace(document, sections=(*document.sections, section))


def _split_section(document: Document, chance: Random) -> Document:
    at = chance.randrange(len(document.sections))
    section = document.sections[at]
    cut = chance.randint(0, len(section.blocks))
    document, (heading,) = _fresh(document, 1)
    parts = (
        replace(section, blocks=section.blocks[:cut]),
        Section(heading, section.blocks[cut:]),
    )
    return replace(
        document, sections=(*document.sections[:at], *parts, *document.sections[at + 1 :])
    )


def _merge_sections(document: Document, chance: Random) -> Document:
    if len(document.sections) < 2:
        return document
    at = chance.randrange(len(document.sections) - 1)
    one, two = document.sections[at : at + 2]
    merged = replace(one, blocks=one.blocks + two.blocks)
    return replace(
        document, sections=(*document.sections[:at], merged, *document.sections[at + 2 :])
    )


def _remove_section(document: Document, chance: Random) -> Document:
    if len(document.sections) < 2:
        return document
    at = chance.randrange(len(document.sections))
    return replace(document, sections=document.sections[:at] + document.sections[at + 1 :])


def _change_sentences(document: Document, chance: Random) -> Document:
    def newer(sentence: Sentence) -> Sentence:
        wanted = chance.random() < 0.25
        return sentence._replace(version=sentence.version + 1) if wanted else sentence

    sections = tuple(
        Section(
            newer(section.heading),
            tuple(
                block if isinstance(block, str) else tuple(map(newer, block))
                for block in section.blocks
            ),
        )
        for section in document.sections
    )
    return replace(document, title=newer(document.title), sections=sections)


def _insert(document: Document, chance: Random) -> Document:
    document, sentences = _fresh(document, chance.randint(1, 2))

    def change(blocks: list[Block]) -> None:
        at = chance.randint(0, len(blocks))
        if at < len(blocks) and not isinstance(blocks[at], str) and chance.random() < 0.5:
            block = list(blocks[at])
            place = chance.randint(0, len(block))
            blocks[at] = (*block[:place], *sentences, *block[place:])  # type: ignore[assignment]
        else:
            blocks.insert(at, tuple(sentences))

    return _in_section(document, chance, change)


def _delete(document: Document, chance: Random) -> Document:
    return _in_section(
        document,
        chance,
        lambda blocks: blocks.pop(chance.randrange(len(blocks))) if blocks else None,
    )


def _change_code(document: Document, chance: Random) -> Document:
    sections = tuple(
        replace(
            section,
            blocks=tuple(f"{one} -v" if isinstance(one, str) else one for one in section.blocks),
        )
        for section in document.sections
    )
    return replace(document, sections=sections)


EDITS: tuple[Callable[[Document, Random], Document], ...] = (
    _add_section,
    _swap_sections,
    _swap_sections,
    _rotate_blocks,
    _rotate_blocks,
    _duplicate,
    _split_section,
    _merge_sections,
    _remove_section,
    _change_sentences,
    _change_sentences,
    _insert,
    _delete,
    _change_code,
)
