"""A parser that is used again reads each file as polib's own does, whatever it read before."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import PageError
from pipeline.po import file as po
from pipeline.po import parser

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"X-Page: a.md\\n"\n'
PIECES = (
    'msgid "One"\nmsgstr "Een"\n',
    '#. list item\n#: a.md\n#, fuzzy\nmsgctxt "top 1"\nmsgid "One"\nmsgstr ""\n"E"\n"en"\n',
    '#| msgctxt "old"\n#| msgid "Before"\nmsgid "After"\nmsgstr "Na"\n',
    'msgid "File"\nmsgid_plural "Files"\nmsgstr[0] "Bestand"\nmsgstr[1] "Bestanden"\n',
    '#~ msgid "Gone"\n#~ msgstr "Weg"\n',
    "# a note\n",
    'msgid "not closed\n',
    'msgstr "too soon"\n',
    "what is this\n",
    '#| msgid\nmsgid "Cut"\n',
)
FILE = st.builds(
    lambda header, pieces: "\n".join([*([HEADER] if header else []), *pieces]),
    st.booleans(),
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=5),
)


def said(po: polib.POFile) -> tuple[object, ...]:
    entries = [(vars(entry).keys(), str(entry), entry.linenum, entry.obsolete) for entry in po]
    return str(po), po.metadata, po.metadata_is_fuzzy, po.header, po.encoding, entries


def outcome(read: Callable[[str], polib.POFile], text: str) -> object:
    """What a file is read as, or how it is refused."""
    try:
        return said(read(text))
    except OSError as error:
        return str(error)


@given(st.lists(FILE, min_size=1, max_size=4))
def test_files_are_read_as_polib_reads_them(texts: Sequence[str]) -> None:
    for text in texts:
        wanted = outcome(lambda text: polib.pofile(text, encoding="utf-8", wrapwidth=0), text)
        assert outcome(lambda text: parser.read(text.split("\n")), text) == wanted


def test_files_do_not_share_anything() -> None:
    first, second = (parser.read((HEADER + PIECES[0]).split("\n")) for _ in range(2))
    first[0].msgstr = "Eentje"
    first.metadata["X-Page"] = "b.md"
    assert (second[0].msgstr, second.metadata["X-Page"]) == ("Een", "a.md")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('msgid "One"\nmsgid_plural "Many"\nmsgstr[²] "x"\n', 3),
        (HEADER.replace("X-Page", "X-" + "1" * 5000), 1),
    ],
)
def test_numbers_that_nobody_counts_are_errors_with_their_lines(text: str, line: int) -> None:
    with pytest.raises(PageError) as raised:
        po.parse(text.encode())
    assert raised.value.line == line
