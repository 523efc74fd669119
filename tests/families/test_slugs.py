"""Names of headings are those that the renderers give; Python-Markdown is at hand and is asked itself."""

from __future__ import annotations

import html
import re
from pathlib import Path

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown.extensions.toc import slugify, slugify_unicode
from pymdownx.slugs import slugify as pymdownx_slugify

from pipeline.families import library
from pipeline.families.anchors import names, with_id, without_id, writes_ids, written_id
from pipeline.families.family import Anchors
from pipeline.families.slugs import SLUGGERS, Slugger, slug, visible

KNOWN = [
    tuple(part.replace("\\t", "\t") for part in line.replace("⍽", " ").split("\t"))
    for line in Path(__file__).with_name("slugs.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("# ")
]


@pytest.mark.parametrize(("heading", "slugger", "name"), KNOWN)
def test_a_name_is_the_one_that_the_program_gives(heading: str, slugger: str, name: str) -> None:
    assert slug(slugger, heading) == name


def test_every_slugger_has_known_names() -> None:
    assert {slugger for _, slugger, _ in KNOWN} == SLUGGERS.keys()


REPEATED = {
    "github": (
        ["foo", "foo", "foo-1", "foo", "???", "???"],
        ["foo", "foo-1", "foo-1-1", "foo-2", "", "-1"],
    ),
    "goldmark": (
        ["Foo", "Foo", "Foo-1", "???", "???", "heading"],
        ["foo", "foo-1", "foo-1-1", "heading", "heading-1", "heading-2"],
    ),
    "gfm": (["A", "A", "!", "!"], ["a", "a-1", "section", "section-1"]),
    "python-markdown": (["A", "A", "A_1", "???", "???"], ["a", "a_1", "a_2", "_1", "_2"]),
    "kuma": (
        ["See also", "See also", "See also", "?", "?"],
        ["see_also", "see_also_2", "see_also_3", "sect1", "sect2"],
    ),
}


@pytest.mark.parametrize("slugger", REPEATED)
def test_no_two_headings_of_a_page_have_one_name(slugger: str) -> None:
    headings, expected = REPEATED[slugger]
    page = Slugger(slugger)
    assert [page.add(heading) for heading in headings] == expected


@pytest.mark.parametrize("slugger", SLUGGERS)
@given(headings=st.lists(st.text(max_size=12), max_size=8))
def test_names_of_any_headings_differ(slugger: str, headings: list[str]) -> None:
    page = Slugger(slugger)
    found = [page.add(heading) for heading in headings]
    assert len(set(found)) == len(found)


PYTHON = {
    "python-markdown": slugify,
    "python-markdown-unicode": slugify_unicode,
    "pymdownx": pymdownx_slugify(case="lower"),
}


@pytest.mark.parametrize("slugger", PYTHON)
def test_python_markdown_says_the_same(slugger: str) -> None:
    headings = [
        "Größe & `Maß`",
        "Größe & `Maß`",
        "A  b",
        "**One** [two](x.md) three",
        "É",
        "見出し",
        "Own { #own-id }",
        "1_2",
    ]
    written = markdown.markdown(
        "".join(f"## {heading}\n\n" for heading in headings),
        extensions=["toc", "attr_list"],
        extension_configs={"toc": {"slugify": PYTHON[slugger]}},
    )
    expected = [html.unescape(one) for one in re.findall(r'<h2 [^>]*?id="([^"]*)"', written)]
    assert names(Anchors(syntax="attribute", slugger=slugger), headings) == expected


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("Plain words", "Plain words"),
        ("`code` and *em* and **strong**", "code and em and strong"),
        ("[link](x.md) ![alt](y.png) [ref][r]", "link alt [ref][r]"),
        ("A <b>tag</b> &amp; an \\*escape\\*", "A tag & an *escape*"),
        ("snake_case and ~~gone~~", "snake_case and gone"),
    ],
)
def test_the_text_of_a_heading_that_readers_see(heading: str, text: str) -> None:
    assert visible(heading) == text


WRITTEN = [
    ("Title {#id}", "attribute", "id"),
    ("Title { #id }", "attribute", "id"),
    ("Title {#id .class}", "attribute", "id"),
    ("Title {: .class #id}", "attribute", "id"),
    ("Title {#id} ##", "attribute", "id"),
    ("Title {/* #id */}", "attribute", "id"),
    ("Title {#id:with.dots}", "attribute", "id:with.dots"),
    ("Title {.class}", "attribute", None),
    ("Use {#id} inside", "attribute", None),
    ("Issue #id", "attribute", None),
    ('<a name="id"></a>Title', "a-name", "id"),
    ("<a id='id' />Title", "a-name", "id"),
    ("Title {#id}", "a-name", None),
]


@pytest.mark.parametrize(("heading", "syntax", "name"), WRITTEN)
def test_a_written_name_is_read(heading: str, syntax: str, name: str | None) -> None:
    anchors = Anchors(syntax=syntax)
    found = written_id(anchors, heading)
    assert (found.id if found else None) == name
    if name is not None:
        assert without_id(anchors, heading) == "Title"


@pytest.mark.parametrize(
    ("anchors", "written"),
    [
        (Anchors(syntax="attribute", form=" {#{id}}"), "Title {#new}"),
        (Anchors(syntax="attribute", form=" { #{id} }"), "Title { #new }"),
        (Anchors(syntax="a-name", form='<a name="{id}"></a>'), '<a name="new"></a>Title'),
    ],
)
def test_a_name_is_written_in_the_family_s_form(anchors: Anchors, written: str) -> None:
    assert with_id(anchors, "Title", "new") == written
    assert with_id(anchors, written.replace("new", "old"), "new") == written


def test_some_pages_get_no_names() -> None:
    anchors = library.shipped("openlocalization").anchors
    assert writes_ids(anchors, {"title": "A"})
    assert not writes_ids(anchors, {"external help file": "x.xml"})
    assert not writes_ids(library.shipped("mdn").anchors, {})
