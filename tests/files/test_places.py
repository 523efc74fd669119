from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import PageError
from pipeline.files.decoding import decode, line_end
from pipeline.files.lines import Lines
from pipeline.files.offsets import ByteOffsets

TEXTS = st.text(st.sampled_from("ab é€😀\ufeff\u00a0\n\r"), max_size=600)


@given(TEXTS)
def test_bytes_come_back(text: str) -> None:
    assert decode(text.encode()).encode() == text.encode()


@given(TEXTS)
def test_byte_offsets_are_character_offsets(text: str) -> None:
    offsets = ByteOffsets(text)
    for char in range(0, len(text) + 1, 7):
        assert offsets.char(len(text[:char].encode())) == char


@given(TEXTS, st.integers(0, 600))
def test_places_and_offsets_are_inverse(text: str, offset: int) -> None:
    offset = min(offset, len(text))
    lines = Lines(text)
    line, column = lines.place(offset)
    assert lines.offset(line, column) == offset
    assert line >= 1
    assert column >= 1


@pytest.mark.parametrize(
    ("text", "offset", "place"),
    [
        ("one\ntwo", 4, (2, 1)),
        ("one\r\ntwo", 5, (2, 1)),
        ("one\rtwo", 4, (2, 1)),
        ("één", 2, (1, 3)),
        ("", 0, (1, 1)),
        ("one\n", 4, (2, 1)),
    ],
)
def test_every_line_end_counts_once(text: str, offset: int, place: tuple[int, int]) -> None:
    assert Lines(text).place(offset) == place


def test_a_byte_that_is_not_utf8_is_named_with_its_place() -> None:
    with pytest.raises(PageError) as caught:
        decode("één\nregel ".encode() + b"\xe9n")
    assert (caught.value.line, caught.value.column) == (2, 7)
    assert "0xe9" in caught.value.message


def test_the_line_end_of_most_lines_wins() -> None:
    assert line_end("a\r\nb\r\nc\n") == "\r\n"
    assert line_end("a\nb\nc\r\n") == "\n"
    assert line_end("") == "\n"
