"""Values are set in YAML, TOML and JSON front matter, and nothing else of a page changes."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import PageError
from pipeline.families.front_matter import find, set_values
from pipeline.families.roles import RoleEdit
from pipeline.files.splice import splice
from tests.cases import Case, cases

FORMS = ("yaml", "toml", "json")


def edit(place: str, value: str, *, quoted: bool = False) -> RoleEdit:
    return RoleEdit("commit", tuple(place.split("/")), value, quoted)


@cases(Path(__file__).with_name("front_matter.txt"))
def test_a_value_is_set_in_its_place(case: Case) -> None:
    lines = [line.split(" = ", 1) for line in case["set"].splitlines()]
    edits = [edit(place.lstrip("!"), value, quoted=place.startswith("!")) for place, value in lines]
    forms = tuple(case["forms"].split()) if case.get("forms") else FORMS
    page = case["page"]
    assert splice(page, set_values(page, edits, forms)) == case["becomes"]


@pytest.mark.parametrize(
    ("page", "place", "message"),
    [
        ("---\na: [\n---\n", (3, 1), "front matter is not valid YAML"),
        ("+++\na = 1\nb = \n+++\n", (3, 5), "front matter is not valid TOML"),
        ('{\n "a": 1,,\n}\n', (2, 9), "front matter is not valid JSON"),
    ],
)
def test_a_block_that_cannot_be_read_is_named(
    page: str, place: tuple[int, int], message: str
) -> None:
    with pytest.raises(PageError, match=message) as caught:
        find(page, FORMS)
    assert (caught.value.line, caught.value.column) == place


@pytest.mark.parametrize(
    ("page", "forms"),
    [
        ("# Title\n", FORMS),
        ("", FORMS),
        ("+++More\n\ntext\n\n+++\n", FORMS),
        ("+++\na = 1\n+++\n", ("yaml",)),
        ('{ "a": 1 }\n', ("yaml",)),
        ("{{< shortcode >}}\n", FORMS),
        ("+++\nnever closed\n", FORMS),
    ],
)
def test_a_page_without_a_block_of_its_forms_has_none(page: str, forms: tuple[str, ...]) -> None:
    assert find(page, forms) is None


@pytest.mark.parametrize(
    "page", ["---\nl10n: text\n---\n", '{"l10n": [1]}\n', "---\nl10n: &a {b: c}\nx: *a\n---\n"]
)
def test_what_would_touch_another_value_is_refused(page: str) -> None:
    with pytest.raises(PageError, match=r"`l10n.sourceCommit` cannot be written"):
        set_values(page, [edit("l10n/sourceCommit", "abc")], FORMS)


_KEYS = st.text(
    st.characters(categories=["Ll", "Nd"], max_codepoint=0x17F), min_size=1, max_size=6
).filter(
    lambda key: (
        key[0].isalpha()
        and key not in ("y", "n", "on", "off", "no", "yes", "true", "false", "null")
    )
)
_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Zl", "Zp", "Co"]), max_size=12)
_DATA = st.dictionaries(
    _KEYS, st.one_of(_TEXT, st.dictionaries(_KEYS, _TEXT, max_size=3)), max_size=4
)


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def written(form: str, data: dict[str, object]) -> str:
    if form == "json":
        return json.dumps(data, indent=2, ensure_ascii=False) + "\nBody\n"
    if form == "yaml":
        return f"---\n{yaml.safe_dump(data, allow_unicode=True, sort_keys=False) if data else ''}---\nBody\n"
    plain = [f"{quoted(k)} = {quoted(v)}" for k, v in data.items() if isinstance(v, str)]
    tables = [
        "\n".join([f"[{quoted(k)}]", *(f"{quoted(a)} = {quoted(b)}" for a, b in v.items())])
        for k, v in data.items()
        if isinstance(v, dict)
    ]
    return "+++\n" + "\n".join([*plain, *tables, ""]) + "+++\nBody\n"


@pytest.mark.parametrize("form", FORMS)
@given(data=_DATA, outer=_KEYS, inner=_KEYS, value=_TEXT.filter(str.strip), nested=st.booleans())
def test_any_value_is_set_in_any_block(
    form: str, data: dict[str, object], outer: str, inner: str, value: str, nested: bool
) -> None:
    if isinstance(data.get(outer), str if nested else dict):
        del data[outer]  # another kind of value stands there
    page = written(form, data)
    place = (outer, inner) if nested else (outer,)
    new = splice(page, set_values(page, [RoleEdit("commit", place, value.strip(), False)], FORMS))
    block = find(new, FORMS)
    assert block is not None
    assert new[block.body :] == "Body\n"
    wanted = json.loads(json.dumps(data))
    if nested:
        wanted.setdefault(outer, {})[inner] = value.strip()
    else:
        wanted[outer] = value.strip()
    assert dict(block.values) == wanted


def test_an_edit_is_no_longer_than_it_must_be() -> None:
    page = "---\na: 1\nl10n:\n  sourceCommit: old\nb: 2\n---\n# Body\n"
    (change,) = set_values(page, [edit("l10n/sourceCommit", "new")])
    assert page[change.start : change.end] == "old"
    assert change.text == "new"


def test_toml_values_stay_what_they_were() -> None:
    page = "+++\ndate = 2024-05-01\nn = [1,\n 2]\n[p]\nx = 'y'\n+++\n"
    new = splice(page, set_values(page, [edit("rev", "1"), edit("p/z", "2")], FORMS))
    assert tomllib.loads(new[4:-4])["p"] == {"x": "y", "z": "2"}
    assert new == '+++\ndate = 2024-05-01\nn = [1,\n 2]\nrev = "1"\n[p]\nz = "2"\nx = \'y\'\n+++\n'
