"""Templates of paths: what they say, what they match, and what is no template."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.docset.layouts.template import Place, parse
from pipeline.errors import UsageError

BOTH = (".md", ".mdx")

MATCHES = [
    ("content/en-US", "content/en-US/a/b.md", Place("a/b.md")),
    ("./content//{locale}/", "content/nl-NL/a/b.md", Place("a/b.md", "nl-NL")),
    ("docs/{locale}/docs/{path}", "docs/de/docs/a.md", Place("a.md", "de")),
    ("{path}", "a/b.mdx", Place("a/b.mdx")),
    ("../docs.en/{path}", "../docs.en/a.md", Place("a.md")),
    ("docs/{stem}.md", "docs/a/b.mdx", Place("a/b.mdx")),
    ("docs/{stem}.{locale}.md", "docs/a/b.zh_CN.md", Place("a/b.md", "zh_CN")),
    ("docs/{stem}.{locale}.md", "docs/v1.2/b.nl.md", Place("v1.2/b.md", "nl")),
    ("docs/{stem}/{locale}.md", "docs/a/b/nl.md", Place("a/b.md", "nl")),
    ("content/{stem}.en.md", "content/x/_index.en.md", Place("x/_index.md")),
    (
        "i18n/{locale}/docusaurus-plugin-content-docs/version-{version}/{path}",
        "i18n/nl/docusaurus-plugin-content-docs/version-2.0/a/b.mdx",
        Place("a/b.mdx", "nl", "2.0"),
    ),
    ("memory://docs/{locale}", "memory://docs/nl/a.md", Place("a.md", "nl")),
]


@pytest.mark.parametrize(("template", "path", "place"), MATCHES)
def test_a_template_reads_a_path_and_writes_it(template: str, path: str, place: Place) -> None:
    parsed = parse(template, BOTH)
    assert parsed.match(path) == place
    assert parsed.fill(place) == path


NO_MATCH = [
    ("docs/{path}", "docs/a.txt"),
    ("docs/{path}", "docs/a.MD"),
    ("docs/{path}", "docs2/a.md"),
    ("docs/{path}", "docs/.hidden/a.md"),
    ("docs/{path}", "docs/x/../a.md"),
    ("docs/{stem}.{locale}.md", "docs/a.md"),
    ("docs/{stem}.{locale}.md", "docs/.nl.md"),
    ("docs/{locale}/{path}", "docs/a.md"),
    ("a/version-{version}/{path}", "a/current/x.md"),
]


@pytest.mark.parametrize(("template", "path"), NO_MATCH)
def test_a_template_leaves_other_paths_alone(template: str, path: str) -> None:
    assert parse(template).match(path) is None


def test_other_case_where_the_family_has_it() -> None:
    suffixes = (".md", ".MD")
    assert parse("docs", suffixes).match("docs/README.MD") == Place("README.MD")
    assert parse("docs/{stem}.{locale}.md", suffixes).match("docs/READ.nl.MD") == Place(
        "READ.MD", "nl"
    )


WRONG = [
    ("", "must not be empty"),
    ("docs/*.{locale}.md", "`*` at 6 is no placeholder"),
    ("docs/**/{path}", "`*` at 6"),
    ("docs/{page}", "unknown placeholder {page}"),
    ("docs/{local}/{path}", "did you mean {locale}?"),
    ("docs/{}", "unknown placeholder {}"),
    ("docs/{path", "a brace at 6 without its partner"),
    ("docs/{{path}}", "a brace at 6 without its partner"),
    ("docs/{path}/{locale}", "stands last"),
    ("docs/{path}.{locale}.md", "use {stem}"),
    ("docs/{stem}", "ends in .md"),
    ("docs/{stem}.{locale}.rst", "ends in .md"),
    ("docs/{path}{stem}.md", "not both"),
    ("{locale}/{locale}/{path}", "{locale} stands in it twice"),
    ("{version}{locale}/{path}", "something must stand between"),
    ("docs/page-{path}", "begins behind a `/`"),
    ("docs/index.{locale}.md", "one file and no pages"),
    ("docs\\{path}", "write folders with `/`"),
    ("docs/\x1b[31m/{path}", "control characters"),
    ("docs/../../x/{path}", "at the beginning only"),
]


@pytest.mark.parametrize(("template", "said"), WRONG)
def test_what_is_no_template_is_told(template: str, said: str) -> None:
    with pytest.raises(UsageError) as raised:
        parse(template)
    assert said in raised.value.message
    assert "\x1b" not in raised.value.message


@pytest.mark.parametrize("path", ["../a.md", "/etc/a.md", "a/../../b.md", "a\0.md"])
def test_no_page_leads_out_of_its_folder(path: str) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        parse("docs/{path}").fill(Place(path))


_step = st.text("ab.-_é ", min_size=1, max_size=6).filter(lambda one: one[0] != ".")
_pages = st.lists(_step, min_size=1, max_size=3).map(lambda steps: "/".join(steps) + ".md")


@given(
    st.sampled_from([template for template, _, _ in MATCHES]),
    _pages,
    st.sampled_from(["nl", "zh_CN", "pt-br"]),
    st.sampled_from(["current", "1.0"]),
)
def test_every_page_is_read_back(template: str, page: str, locale: str, version: str) -> None:
    parsed = parse(template)
    place = Place(
        page,
        locale if "locale" in parsed.holes else "",
        version if "version" in parsed.holes else "",
    )
    assert parsed.match(parsed.fill(place)) == place
