"""The file of what was learned is refused with its place where it is not as `learn` wrote it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import PageError
from pipeline.learning.file import Learned, parse, to_bytes
from pipeline.learning.rows import Drift, Label, Removed, Scored

_LEARNED = Learned(
    "nl-NL",
    {"human": 5, "machine": 7},
    {"auc": 0.75, "auc_untrained": None},
    (Drift("web", "web", 13, 16, "internet", 15),),
    (Label("Settings", "Instellingen", 9, 10, 4),),
    (Removed("huurder", 12, 12, 8, "tenant"),),
    {"a.md": (Scored(3, 0.25, 7), Scored(9, -1.5, 2))},
)
_PLACE = Path("build/learned/nl-NL.json")


def test_comes_back_as_it_was() -> None:
    assert parse(to_bytes(_LEARNED), _PLACE) == _LEARNED
    assert parse(to_bytes(Learned("nl-NL")), _PLACE) == Learned("nl-NL")


def test_of_another_locale() -> None:
    with pytest.raises(PageError, match="3:1: is of another locale, 'ar-SA'"):
        parse(to_bytes(Learned("ar-SA")), _PLACE)


@pytest.mark.parametrize(
    ("old", "new", "place", "what"),
    [
        (b"internet", b"website", ":4:1", "was edited"),
        (b'"version": 1', b'"version": 2', ":2:1", "another version"),
        (b'"web"', b"3", ":7:1", "`drifts`"),
        (b'"web", ', b"", ":7:1", "`drifts`"),
        (b"0.25", b"1e999", ":14:1", "`order`"),
        (b"0.25", b"NaN", ":1:1", "NaN"),
        (b'"labels": [', b'"labels": {', ":11:", "no JSON"),
        (b'"removals"', b'"__class__"', ":12:1", "`removals`"),
        (b"nl-NL", b"\xff", ":1:1", "cannot be read"),
        (b"{\n", b"[" * 100_000, ":1:1", ""),
    ],
)
def test_refused_with_its_place(old: bytes, new: bytes, place: str, what: str) -> None:
    data = to_bytes(_LEARNED).replace(old, new, 1)
    with pytest.raises(PageError) as refused:
        parse(data, _PLACE)
    assert what in str(refused.value)
    assert "run `locpipe learn` again" in str(refused.value)
    assert str(refused.value).startswith(str(_PLACE))


@given(st.integers(0, len(to_bytes(_LEARNED)) - 1), st.binary(min_size=1, max_size=3))
def test_no_edit_is_taken(at: int, text: bytes) -> None:
    data = to_bytes(_LEARNED)
    edited = data[:at] + text + data[at + len(text) :]
    if edited == data:
        return
    with pytest.raises(PageError):
        parse(edited, _PLACE)
