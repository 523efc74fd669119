"""The JSON Schema of pipeline.toml takes and refuses what the program takes and refuses."""

from __future__ import annotations

import tomllib
from pathlib import Path

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.docset.layouts.listing import layouts_in
from pipeline.errors import UsageError
from pipeline.rules.policy import checked
from pipeline.settings import load
from tools import configuration, schema

TAKEN = """\
source = "docs/en"
content = "docs/{locale}"
content = "s3://bucket/{locale}"
po = "build/po"
locales = ["nl-NL", "de-DE"]
locales = []
exclude = ["includes/*"]
family = "plain"
profile = "office-support"
schema = "metadata.json"
attributes = {"ms.topic" = {enum = ["a"]}}
translated-metadata = ["title", "hero.text"]
glossary = "terms/{locale}.csv"
min-translated = 0
require-translated = 100
po-ids = false
rules = {misspelling = "off", links = "warning", ms-date-missing = "error", ms-date-invalid = "off"}
overrides = [{paths = ["archive/*"], rules = {page-stale = "off"}}]
overrides = [{paths = []}]
source-locale = "zh-Hans-CN"
locale-names = {zh_CN = "zh-CN"}
layouts = [{source = "docs/{stem}.md", target = "docs/{stem}.{locale}.md"}]
layouts = [{source = "a/{path}", target = "b/{path}", locale = "nl-NL", name = "b"}]
""".splitlines()

REFUSED = """\
sources = "docs/en"
source = ""
source = 3
content = "docs/nl"
locales = "nl-NL"
locales = [3]
profile = "office"
schema = "https://example.com/schema.json"
memory = ""
attributes = {"ms.topic" = "a"}
min-translated = 101
min-translated = -1
min-translated = 1.5
min-translated = true
po-ids = "no"
rules = {misspelling = "of"}
rules = {misspeling = "off"}
rules = "off"
overrides = [{rules = {page-stale = "off"}}]
overrides = [{paths = ["a"], rule = {page-stale = "off"}}]
overrides = {paths = ["a"]}
source-locale = "english us"
locale-names = {zh_CN = "zh CN"}
layouts = []
layouts = [{source = "docs/{path}"}]
layouts = [{source = "docs/{path}", target = "docs/{locale}/{path}", sort = "a"}]
layouts = [{source = "docs/{path}", target = 3}]
source = "a"\\nlayouts = [{source = "docs/{path}", target = "docs/{locale}/{path}"}]
""".splitlines()

VALIDATOR = jsonschema_rs.validator_for(schema.schema())


def reads(text: str, folder: Path) -> bool:
    """Does the program take the settings?"""
    (folder / "pipeline.toml").write_text(text, "utf-8")
    try:
        layouts_in(checked(load(folder)))
    except UsageError:
        return False
    return True


@pytest.mark.parametrize("text", TAKEN)
def test_what_the_program_takes_the_schema_takes(text: str, tmp_path: Path) -> None:
    assert reads(text, tmp_path)
    assert VALIDATOR.is_valid(tomllib.loads(text))


@pytest.mark.parametrize("text", REFUSED)
def test_what_the_schema_refuses_the_program_refuses(text: str, tmp_path: Path) -> None:
    text = text.replace("\\n", "\n")
    assert not VALIDATOR.is_valid(tomllib.loads(text))
    assert not reads(text, tmp_path)


_VALUES = st.one_of(
    st.booleans(),
    st.integers(-5, 120),
    st.sampled_from(["", "a", "a/{locale}", "nl-NL", "off", "auto", "s3://b/{locale}", "x y"]),
    st.lists(st.sampled_from(["a", "nl-NL"]), max_size=2),
    st.lists(st.integers(0, 3), min_size=1, max_size=2),
    st.dictionaries(st.sampled_from(["a", "nl"]), st.sampled_from(["b", "nl-NL", 3]), max_size=2),
)


@given(st.sampled_from([key for key, _, _ in configuration.settings()]), _VALUES)
def test_key_by_key_they_are_of_one_mind(
    tmp_path_factory: pytest.TempPathFactory, key: str, value: object
) -> None:
    folder = tmp_path_factory.mktemp("settings")
    if key in ("family", "layouts", "rules"):  # the program looks at more than the form
        return
    text = f"{key} = {_toml(value)}\n"
    assert VALIDATOR.is_valid(tomllib.loads(text)) is reads(text, folder), text


def test_every_setting_is_in_the_schema_and_says_what_it_is_for() -> None:
    made = schema.schema()["properties"]
    assert made.keys() == {key for key, _, _ in configuration.settings()}
    assert [key for key, said in made.items() if len(said["description"]) < 10] == []


def _toml(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case dict():
            return "{" + ", ".join(f"{key} = {_toml(one)}" for key, one in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_toml, value)) + "]"
        case str():
            return f'"{value}"'
        case _:
            return str(value)
