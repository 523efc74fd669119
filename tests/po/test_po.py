from __future__ import annotations

from pathlib import Path

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import PageError
from pipeline.po import file as po
from tests.cases import Case, cases

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'


@cases(Path(__file__).parent / "fixtures" / "bad_po.txt")
def test_a_bad_file_is_named_with_its_place(case: Case) -> None:
    with pytest.raises(PageError) as caught:
        po.parse(case["po"].encode())
    line, column, words = case["expected"].strip().split(" ", 2)
    assert (caught.value.line, caught.value.column) == (int(line), int(column))
    assert words in caught.value.message


def test_a_file_that_is_not_utf8_is_named_with_its_place() -> None:
    with pytest.raises(PageError, match="not UTF-8") as caught:
        po.parse(HEADER.encode() + b'msgid "a"\nmsgstr "caf\xe9"\n')
    assert (caught.value.line, caught.value.column) == (5, 12)


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_a_file_that_is_cut_off_is_never_read_as_whole(cut: int) -> None:
    """Wherever the end is missing, the reader says so or every text that it gives is whole."""
    text = HEADER + 'msgid "One"\nmsgstr "Een"\n\nmsgid "Two words"\nmsgstr "Twee woorden"\n'
    try:
        entries = po.parse(text[:-cut].encode())
    except PageError:
        return
    whole = {("One", "Een"), ("Two words", "Twee woorden")}
    assert {(entry.msgid, entry.msgstr) for entry in entries} <= whole


TEXTS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('\n\t"\\\u2028\x85'),
    max_size=40,
)


@given(st.lists(st.tuples(TEXTS.filter(bool), TEXTS), max_size=5, unique_by=lambda pair: pair[0]))
def test_any_text_survives_writing_and_reading(pairs: list[tuple[str, str]]) -> None:
    file = po.new()
    file.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    for source, target in pairs:
        file.append(polib.POEntry(msgid=source, msgstr=target))
    data = po.dump(file)
    again = po.parse(data)
    assert [(entry.msgid, entry.msgstr) for entry in again] == pairs
    assert po.dump(again) == data


def test_a_file_without_a_header_is_read() -> None:
    assert [entry.msgid for entry in po.parse(b'msgid "a"\nmsgstr "b"\n')] == ["a"]
