"""PO files as they are written: the place of every character, and the same texts that polib reads."""

from __future__ import annotations

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.po import file as po_files
from pipeline.po.written import WrittenEntry, entries, escaped, names_of

PO = """msgid ""
msgstr ""
"Language: nl\\n"

#. paragraph
#: a.md
msgid "See \\"it\\"."
msgstr ""
"Zie \\"🎉\\", "
"en\\n"
"\\ttwee."

msgctxt "top 1"
msgid "a\\\\n"
msgid_plural "many"
msgstr[0] "één"
msgstr[1] "twee"

#~ msgid "Old"
#~ msgstr "Oud"
"""


def entry(source: str, text: str = PO) -> WrittenEntry:
    (found,) = [one for one in entries(text) if one.value("msgid") == source]
    return found


def test_every_character_has_its_place() -> None:
    target = entry('See "it".').fields["msgstr"]
    value = 'Zie "🎉", en\n\ttwee.'
    assert "".join(target.texts) == value
    for index, character in enumerate(value):
        start, end = target.stretch(index, index + 1)
        assert PO[start:end] == escaped(character)
    assert PO[target.at(len(value))] == '"'


def test_a_stretch_of_two_lines_ends_behind_its_last_character() -> None:
    target = entry('See "it".').fields["msgstr"]
    start, end = target.stretch(5, 8)
    assert PO[start:end] == '🎉\\",'


def test_an_entry_is_enclosed_with_its_comments() -> None:
    one = entry('See "it".')
    assert PO[one.start : one.end].startswith("#. paragraph\n#: a.md\nmsgid")
    assert PO[one.start : one.end].endswith('twee."\n\n')


def test_plural_forms_are_fields_of_their_own() -> None:
    one = entry("a\\n")
    assert [one.value(name) for name in ("msgstr", "msgstr[1]")] == ["één", "twee"]
    assert names_of(one) == ["msgctxt", "msgid", "msgid_plural", "msgstr", "msgstr[1]"]


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('\n\t\\"'))


@pytest.mark.parametrize("width", [0, 20, 78])
@given(texts=st.lists(st.tuples(TEXT.filter(bool), TEXT), unique_by=lambda one: one[0], max_size=4))
def test_texts_are_those_that_polib_reads(width: int, texts: list[tuple[str, str]]) -> None:
    po = polib.POFile(wrapwidth=width)
    po.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    for source, target in texts:
        po.append(polib.POEntry(msgid=source, msgstr=target))
    text = f"{po}\n"
    said = [(one.msgid, one.msgstr) for one in po_files.parse(text.encode())]
    read = [one for one in entries(text) if not one.is_header]
    assert [(one.value("msgid"), one.value("msgstr")) for one in read] == said
    for one, (_, target) in zip(read, said, strict=True):
        field = one.fields["msgstr"]
        places = [field.stretch(index, index + 1) for index in range(len(target))]
        assert [text[start:end] for start, end in places] == [escaped(each) for each in target]
