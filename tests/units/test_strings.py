"""Data files held against their sources: which text is whose, whatever the language of the keys."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import PageError
from pipeline.families.data_file import data_syntax
from pipeline.files.splice import splice
from pipeline.markdown.article import Article
from pipeline.units.strings import strings, texts_in

NAMES = ("**.name",)
NAV = ("nav.**.*.<key>",)


def article(text: str, form: str = "yaml") -> Article:
    return Article(text, data_syntax(form))


def pairs(source: str, target: str, keys: tuple[str, ...], form: str = "yaml") -> dict[str, str]:
    found = strings(article(source, form), article(target, form), keys)
    return {unit.source: unit.target for unit in found.units}


def test_keys_pair_texts_in_any_order() -> None:
    source, target = "a: One\nb:\n  c: Two\n", "b:\n  c: Twee\na: Een\n"
    assert pairs(source, target, ("*", "*.*")) == {"One": "Een", "Two": "Twee"}


def test_items_of_lists_go_by_what_they_lead_to() -> None:
    source = "- name: Begin\n  href: a.md\n- name: New\n  href: n.md\n- name: End\n  href: z.md\n"
    target = "- name: Einde\n  href: z.md\n- name: Begin hier\n  href: a.md\n"
    assert pairs(source, target, NAMES) == {"Begin": "Begin hier", "New": "", "End": "Einde"}


def test_an_item_without_an_address_goes_by_the_first_in_it() -> None:
    source = "- name: New\n  href: n.md\n- name: Group\n  items:\n  - name: One\n    href: a.md\n"
    target = "- name: Groep\n  items:\n  - name: Een\n    href: a.md\n"
    assert pairs(source, target, NAMES) == {"New": "", "Group": "Groep", "One": "Een"}


def test_items_that_only_have_a_number_pair_in_lists_of_one_length() -> None:
    assert pairs("a: [One, Two]\n", "a: [Een, Twee]\n", ("a.*",)) == {"One": "Een", "Two": "Twee"}
    assert pairs("a: [New, One]\n", "a: [Een]\n", ("a.*",)) == {"New": "", "One": ""}


def test_keys_that_are_texts_pair_by_what_stands_under_them() -> None:
    source = "nav:\n- Home: index.md\n- Guide:\n  - Start: start.md\n"
    target = "nav:\n- Gids:\n  - Begin: start.md\n- Thuis: index.md\n"
    assert pairs(source, target, NAV) == {"Home": "Thuis", "Guide": "Gids", "Start": "Begin"}


def test_texts_that_go_by_one_name_are_left_alone() -> None:
    source = '{"a.b": {"message": "One"}, "a": {"b.message": "Two"}, "c": {"message": "Three"}}'
    assert [one.text for one in texts_in(article(source, "json"), ("*.message",))] == [
        "One",
        "Three",
    ]


def test_what_an_alias_refers_to_and_what_is_no_text_are_no_texts() -> None:
    text = "a: &x One\nb: *x\nc: 12\nd: !!python/name:os.system Two\ne: yes\nf: Three\n"
    assert [one.text for one in texts_in(article(text), ("*",))] == ["Three"]


@pytest.mark.parametrize(
    ("form", "text", "line", "column"),
    [
        ("json", '{\n  "a": "One",\n}', 3, 1),
        ("yaml", "a: One\nb: [\n", 3, 1),
        ("toml", 'a = "One"\nb = \n', 2, 5),
        ("json", '"One"', 1, 1),
        ("json", "[" * 100_000, 1, 1),
        ("yaml", "[" * 5_000, 1, 1001),
    ],
)
def test_what_cannot_be_read_has_a_place(form: str, text: str, line: int, column: int) -> None:
    with pytest.raises(PageError) as error:
        _ = article(text, form).head
    assert (error.value.line, error.value.column) == (line, column)


WRITTEN = {
    "json": '{"a": {"message": "One"}, "b": "Two"}\n',
    "yaml": "a:\n  message: One # said\nb: 'Two'\n",
    "toml": 'b = "Two"\n[a]\nmessage = "One" # said\n',
}


@pytest.mark.parametrize("form", sorted(WRITTEN))
@given(
    text=st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).filter(
        lambda text: any(map(str.isalnum, text)) and text == text.strip()
    )
)
def test_any_text_reads_back_and_touches_nothing_else(form: str, text: str) -> None:
    old = article(WRITTEN[form], form)
    one = next(one for one in texts_in(old, ("*.message",)))
    new = article(splice(old.text, [old.rewrite_value(*one.place, text)]), form)
    assert [one.text for one in texts_in(new, ("*.message",))] == [text]
    assert new.metadata["b"] == "Two"
    assert new.text.startswith(old.text[: one.place[0]])
    assert new.text.endswith(old.text[one.place[1] :])


def test_time_grows_with_the_number_of_keys() -> None:
    text = json.dumps({f"k{number}": {"message": f"Text {number}"} for number in range(20_000)})
    assert len(texts_in(article(text, "json"), ("*.message",))) == 20_000
