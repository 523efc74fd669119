"""The quick reader of PO files: what it takes is what polib reads, and it takes what this program writes."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.po import parser, plain_parser, po_render

SAID = sorted(vars(polib.POEntry()))
FILES = sorted(Path(__file__).parent.parent.rglob("*.po"))
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
ENTRIES = st.builds(
    polib.POEntry,
    msgid=TEXTS,
    msgstr=st.text(max_size=8),
    msgctxt=st.none() | TEXTS,
    comment=st.just("") | TEXTS,
    tcomment=st.just("") | TEXTS,
    flags=st.lists(st.sampled_from(["fuzzy", "c-format"]), unique=True),
    occurrences=st.lists(st.sampled_from([("a.md", "1"), ("b.md", ""), ("c:d.md", "x")])),
    previous_msgid=st.none() | TEXTS,
    obsolete=st.booleans(),
)


def said(po: polib.POFile) -> list[Any]:
    entries = [[getattr(entry, name) for name in SAID] for entry in po]
    return [po.header, dict(po.metadata), list(po.metadata_is_fuzzy), entries]


def same(text: str) -> bool:
    """Is the text taken? Then it is read as polib reads it."""
    quick = plain_parser.read(text)
    if quick is None:
        return False
    assert said(quick) == said(parser.read(text.split("\n")))
    return True


def file_of(entries: list[polib.POEntry]) -> str:
    po = polib.POFile(wrapwidth=0)
    po.metadata = {"Language": "nl_NL", "Content-Type": "text/plain; charset=UTF-8"}
    for entry in entries:
        po.append(entry)
    return po_render.rendered(po)


@given(st.lists(ENTRIES, max_size=4))
def test_any_entries(entries: list[polib.POEntry]) -> None:
    same(file_of(entries))


@given(st.lists(ENTRIES, min_size=1, max_size=3), st.integers())
def test_files_that_something_was_done_to(entries: list[polib.POEntry], seed: int) -> None:
    chance = Random(seed)
    text = file_of(entries)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(text) + 1)
        put = chance.choice(
            ["", '"', "\\", "\n", "\n\n", "#", "#~ ", " ", "\t", "\x85", 'msgid ""']
        )
        text = text[:at] + put + text[at + chance.randint(0, 2) :]
    quick = plain_parser.read(text)
    if quick is not None:
        assert said(quick) == said(parser.read(text.split("\n")))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_files_of_other_programs(file: Path) -> None:
    text = file.read_bytes().decode("utf-8", "replace").replace("\n#~|", "\n#|")
    same(text)


def test_what_is_written_here_is_taken() -> None:
    entries = [
        polib.POEntry(
            msgid='Say "no"\nor\\not.',
            msgstr="Zeg \u201cnee\u201d.",
            comment="heading, below: Pay\nlocpipe: digest 0123",
            tcomment="a remark",
            occurrences=[("a.md", "12")],
            flags=["fuzzy"],
            previous_msgid="Say no.",
            msgctxt="title",
        ),
        polib.POEntry(msgid="Gone.", msgstr="Weg.", obsolete=True, previous_msgid="Old."),
    ]
    assert same(file_of(entries).replace("\n#~|", "\n#|"))
