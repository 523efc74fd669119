"""Every key and value of any TOML file is found where it stands: what stands there reads as the value."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.families import library
from pipeline.families.toml_places import places

SAMPLES = [
    'a = 1\n"b.c" = "x" # why\nd.e.f = true\n',
    "[a]\nb = 'x'\n[a.c]\nd = [1, 2, # two\n  3,\n]\n[[e]]\nf = 1\n[[e]]\nf = {g = 2, h = {i = 3}}\n[e.j]\nk = 1\n",
    'a = \'\'\'\nx = 1\n[no]\n\'\'\'\nb = """quote \\" and "" """\n',
    "c = 2024-05-01 07:32:00\nd = [[1, 2], ['a', {b = 1}]]\n",
    "[ a . 'b c' ]\n'd' . \"e\" = 1_000\n",
    "a = {}\nb = []\nc = -inf\n\n\n# end",
]


def leaves(data: Any, path: tuple[str | int, ...] = ()) -> dict[tuple[str | int, ...], Any]:
    children = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    found = {} if children else {path: data}
    for key, value in children:
        found.update(leaves(value, (*path, key)))
    return found


def hold(text: str) -> None:
    spots = places(text)
    for path, value in leaves(tomllib.loads(text)).items():
        if path and value != {}:  # a table has no value of its own
            spot = spots[path]
            assert tomllib.loads(f"x = {text[spot.start : spot.end]}")["x"] == value
            assert text[spot.key : spot.end].strip() == text[spot.key : spot.end]


@pytest.mark.parametrize(
    "text",
    [
        *SAMPLES,
        *(
            (Path(library.shipped(name).folder) / "family.toml").read_text("utf-8")
            for name in library.names()
        ),
    ],
)
def test_values_stand_where_they_are_said_to(text: str) -> None:
    hold(text)


_NAME = st.sampled_from(["a", "b-c", '"d.e"', "'f g'", '"h\\"i"', "1"])
_VALUE = st.recursive(
    st.sampled_from(["1", "'x # y'", '"a\\"]"', "true", "1.5", '"""a\n"b"""', "2024-05-01"]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: "[" + ", ".join(items) + "]"),
        st.lists(inner, max_size=3).map(
            lambda items: "[\n  " + ",\n  ".join(items) + " # last\n]" if items else "[ ]"
        ),
        st.dictionaries(_NAME, inner.filter(lambda one: "\n" not in one), max_size=2).map(
            lambda items: (
                "{ " + ", ".join(f"{key} = {value}" for key, value in items.items()) + " }"
            )
        ),
    ),
    max_leaves=5,
)


@given(
    tables=st.dictionaries(_NAME, st.dictionaries(_NAME, _VALUE, max_size=3), max_size=3),
    arrays=st.integers(0, 2),
)
def test_values_of_any_file_stand_where_they_are_said_to(
    tables: dict[str, dict[str, str]], arrays: int
) -> None:
    text = ""
    for name, values in tables.items():
        text += f"[{name}]\n" + "".join(f"{key} = {value}\n" for key, value in values.items())
        text += "".join(f"[[{name}.items]]\nx = {index}\n" for index in range(arrays))
    hold(text)
