from __future__ import annotations

from pathlib import Path

import frontmatter
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pipeline.errors import PageError
from pipeline.files.splice import splice
from pipeline.markdown.front_matter import find
from pipeline.markdown.scalars import scalar
from tests.cases import Case, cases

PAGE = '---\ntitle: Betalen\nms.custom:\n- "1"\nms.locfileid: "42"\nms.translationtype: MT\n---\n# Kop\n'


def test_values_are_those_of_python_frontmatter() -> None:
    found = find(PAGE)
    assert found is not None
    assert found.values == frontmatter.loads(PAGE).metadata
    assert PAGE[found.body :] == "# Kop\n"


def test_fields_know_where_they_stand() -> None:
    found = find(PAGE)
    assert found is not None
    field = found.field("ms.locfileid")
    assert field is not None
    assert PAGE[field.start : field.key_end] == "ms.locfileid"
    assert PAGE[field.value_start : field.value_end] == '"42"'


@cases(Path(__file__).parent / "fixtures" / "set_value.txt")
def test_setting_a_value_touches_only_it(case: Case) -> None:
    page = case["page"]
    found = find(page)
    assert found is not None
    key, _, value = case["set"].strip().partition(" = ")
    assert splice(page, [found.set(key, value)]) == case["expected"]


@cases(Path(__file__).parent / "fixtures" / "bad_front_matter.txt")
def test_bad_yaml_is_named_with_its_place(case: Case) -> None:
    found = find(case["page"])
    assert found is not None
    with pytest.raises(PageError) as caught:
        _ = found.values
    line, column, words = case["expected"].strip().split(" ", 2)
    assert (caught.value.line, caught.value.column) == (int(line), int(column))
    assert words in caught.value.message


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# Kop\n",
        "---\ntitle: never closed\n",
        "text\n---\na: b\n---\n",
        "--- not dashes\na: b\n---\n",
    ],
)
def test_a_page_without_front_matter_has_none(text: str) -> None:
    assert find(text) is None


@pytest.mark.parametrize("eol", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks_do_not_matter(eol: str, bom: str) -> None:
    page = bom + PAGE.replace("\n", eol)
    found = find(page)
    assert found is not None
    assert found.values["title"] == "Betalen"
    field = found.field("title")
    assert field is not None
    assert page[field.value_start : field.value_end] == "Betalen"


@given(st.text(max_size=30), st.sampled_from(["", '"', "'"]))
def test_a_scalar_reads_back_as_the_same_string(value: str, quote: str) -> None:
    assume(not any("\ud800" <= character <= "\udfff" for character in value))
    page = f"---\nkey: {scalar(value, quote)}\n---\n"
    found = find(page)
    assert found is not None
    assert found.values["key"] == value


@pytest.mark.parametrize("item", ["one", "[one]"])
def test_a_block_of_too_many_values_is_refused_however_it_is_written(item: str) -> None:
    found = find("---\nms.custom:\n" + "- one\n" * 10_000 + f"- {item}\n---\n")
    assert found is not None
    for ask in ("values", "names", "fields"):
        with pytest.raises(PageError, match="more than 10000 values"):
            getattr(found, ask)
