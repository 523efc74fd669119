"""Pairs of templates: what each kind of docset is laid out like, what overlaps, and where files go."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.docset.docset import Docset
from pipeline.docset.layouts.layout import Layout, PageKey, from_settings
from pipeline.docset.layouts.parse import layouts_of, pair
from pipeline.docset.layouts.survey import survey
from pipeline.errors import UsageError
from pipeline.settings import Settings

DOCUSAURUS = "i18n/{locale}/docusaurus-plugin-content-docs"


@dataclass(frozen=True)
class Case:
    """A docset: its layouts, the files that there are, and what they are."""

    name: str
    layouts: list[dict[str, str]]
    files: list[str]
    pairs: dict[str, list[tuple[str | None, str]]]
    sources: list[str]
    refused: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    suffixes: tuple[str, ...] = (".md",)


CASES = [
    Case(
        "folders of locales",
        [{"source": "content/en-US", "target": "content/{locale}"}],
        [
            "content/en-US/a.md",
            "content/en-US/b/c.md",
            "content/nl-NL/a.md",
            "content/nl-NL/gone.md",
            "content/images/a.md",
            "README.md",
        ],
        {"nl-NL": [("content/en-US/a.md", "content/nl-NL/a.md"), (None, "content/nl-NL/gone.md")]},
        ["content/en-US/a.md", "content/en-US/b/c.md"],
        ["images"],
        ["content/images/a.md", "README.md"],
    ),
    Case(
        "the source's folder is no locale, in whatever form",
        [{"source": "content/en", "target": "content/{locale}"}],
        ["content/en/a.md", "content/nl/a.md", "content/en-US/a.md", "content/en-gb/a.md"],
        {
            "en-GB": [("content/en/a.md", "content/en-gb/a.md")],
            "nl": [("content/en/a.md", "content/nl/a.md")],
        },
        ["content/en/a.md"],
        ["en-US"],
        ["content/en-US/a.md"],
    ),
    Case(
        "names that are no tags",
        [{"source": "docs/en-us", "target": "docs/{locale}"}],
        ["docs/en-us/a.md", "docs/zh_CN/a.md", "docs/jp/a.md", "docs/api/a.md", "docs/pt-br/a.md"],
        {
            "ja": [("docs/en-us/a.md", "docs/jp/a.md")],
            "pt-BR": [("docs/en-us/a.md", "docs/pt-br/a.md")],
            "zh-CN": [("docs/en-us/a.md", "docs/zh_CN/a.md")],
        },
        ["docs/en-us/a.md"],
        ["api"],
        ["docs/api/a.md"],
        {"jp": "ja"},
    ),
    Case(
        "a folder whose name happens to be a language, with pages of its own",
        [{"source": "docs/{path}", "target": "docs/{locale}/{path}"}],
        ["docs/a.md", "docs/nl/a.md", "docs/is/x.md", "docs/is/y.md", "docs/faq/a.md"],
        {"nl": [("docs/a.md", "docs/nl/a.md")]},
        ["docs/a.md", "docs/is/x.md", "docs/is/y.md", "docs/faq/a.md"],
        ["faq", "is"],
    ),
    Case(
        "suffixes",
        [{"source": "docs/{stem}.md", "target": "docs/{stem}.{locale}.md"}],
        [
            "docs/a.md",
            "docs/a.nl.md",
            "docs/b/index.md",
            "docs/b/index.nl.md",
            "docs/b/gone.nl.md",
            "docs/node.js.md",
            "docs/v1.is.md",
        ],
        {
            "nl": [
                ("docs/a.md", "docs/a.nl.md"),
                (None, "docs/b/gone.nl.md"),
                ("docs/b/index.md", "docs/b/index.nl.md"),
            ]
        },
        ["docs/a.md", "docs/b/index.md", "docs/node.js.md", "docs/v1.is.md"],
        ["is", "js"],
    ),
    Case(
        "page bundles whose sources have a suffix too",
        [{"source": "content/{stem}.en.md", "target": "content/{stem}.{locale}.md"}],
        ["content/x/index.en.md", "content/x/index.nl.md", "content/about.md"],
        {"nl": [("content/x/index.en.md", "content/x/index.nl.md")]},
        ["content/x/index.en.md"],
        [],
        ["content/about.md"],
    ),
    Case(
        "Docusaurus with versions and a blog",
        [
            {"source": "docs", "target": f"{DOCUSAURUS}/current"},
            {
                "source": "versioned_docs/version-{version}/{path}",
                "target": f"{DOCUSAURUS}/version-{{version}}/{{path}}",
            },
            {"source": "blog", "target": "i18n/{locale}/docusaurus-plugin-content-blog"},
        ],
        [
            "docs/a.mdx",
            "versioned_docs/version-1.0/a.mdx",
            "i18n/nl/docusaurus-plugin-content-docs/current/a.mdx",
            "i18n/nl/docusaurus-plugin-content-docs/version-1.0/a.mdx",
            "i18n/nl/docusaurus-plugin-content-blog/2020-01-01-x.md",
            "blog/2020-01-01-x.md",
            "i18n/en/docusaurus-plugin-content-docs/current/a.mdx",
        ],
        {
            "nl": [
                ("blog/2020-01-01-x.md", "i18n/nl/docusaurus-plugin-content-blog/2020-01-01-x.md"),
                ("docs/a.mdx", "i18n/nl/docusaurus-plugin-content-docs/current/a.mdx"),
                (
                    "versioned_docs/version-1.0/a.mdx",
                    "i18n/nl/docusaurus-plugin-content-docs/version-1.0/a.mdx",
                ),
            ]
        },
        ["docs/a.mdx", "versioned_docs/version-1.0/a.mdx", "blog/2020-01-01-x.md"],
        ["en"],
        ["i18n/en/docusaurus-plugin-content-docs/current/a.mdx"],
        suffixes=(".md", ".mdx"),
    ),
    Case(
        "a version that only translations name",
        [{"source": "docs/{path}", "target": f"{DOCUSAURUS}/{{version}}/{{path}}"}],
        ["docs/a.md", "docs/b.md", "i18n/nl/docusaurus-plugin-content-docs/current/a.md"],
        {"nl": [("docs/a.md", "i18n/nl/docusaurus-plugin-content-docs/current/a.md")]},
        ["docs/a.md", "docs/b.md"],
    ),
    Case(
        "one repository a locale",
        [{"source": "../docs.en/help", "target": "help", "locale": "nl-NL"}],
        ["../docs.en/help/a.md", "help/a.md", "help/gone.md"],
        {"nl-NL": [("../docs.en/help/a.md", "help/a.md"), (None, "help/gone.md")]},
        ["../docs.en/help/a.md"],
    ),
    Case(
        "the whole repository is one locale, the source a folder in it",
        [{"source": "docs/en/{path}", "target": "{path}", "locale": "nl"}],
        ["docs/en/a.md", "a.md"],
        {"nl": [("docs/en/a.md", "a.md")]},
        ["docs/en/a.md"],
    ),
    Case(
        "sources from which two locales are made in two places",
        [
            {"source": "docs", "target": "nederlands", "locale": "nl"},
            {"source": "docs", "target": "deutsch", "locale": "de"},
        ],
        ["docs/a.md", "nederlands/a.md", "deutsch/a.md"],
        {"de": [("docs/a.md", "deutsch/a.md")], "nl": [("docs/a.md", "nederlands/a.md")]},
        ["docs/a.md"],
    ),
]


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_what_stands_where(case: Case) -> None:
    layouts = layouts_of(case.layouts, case.suffixes)
    found = survey(layouts, case.files, names=case.names)
    pairs = {
        locale: [(source, target) for _, source, target in found.pairs(locale)]
        for locale in found.localized
    }
    assert pairs == case.pairs
    assert list(dict.fromkeys(found.sources.values())) == case.sources
    assert sorted(found.refused) == sorted(case.refused)
    assert list(found.others) == case.others
    localized = [file for pages in found.localized.values() for file in pages.values()]
    assert not set(localized) & set(found.sources.values())
    for locale, pages in found.localized.items():
        for page, file in pages.items():
            name = found.names[page.layout, locale]
            assert layouts[page.layout].target_file(page.key, name) == file


def test_locales_that_are_asked_for_need_share_nothing() -> None:
    layouts = layouts_of([{"source": "docs/en", "target": "docs/{locale}"}])
    files = ["docs/en/a.md", "docs/tlh/x.md", "docs/nl/a.md"]
    found = survey(layouts, files, locales=["tlh"])
    assert list(found.localized) == ["tlh"]
    assert found.refused == {"nl": "was not asked for"}


def test_two_names_of_one_locale_are_an_error() -> None:
    layouts = layouts_of([{"source": "docs/en", "target": "docs/{locale}"}])
    with pytest.raises(UsageError, match="`zh-cn` and `zh_CN` both stand for zh-CN"):
        survey(layouts, ["docs/en/a.md", "docs/zh_CN/a.md", "docs/zh-cn/a.md"])


def test_a_source_that_is_not_english() -> None:
    layouts = layouts_of([{"source": "docs/de", "target": "docs/{locale}"}])
    files = ["docs/de/a.md", "docs/en/a.md", "docs/nl/a.md"]
    assert list(survey(layouts, files, source_locale="de-DE").localized) == ["en", "nl"]


def test_what_a_locale_lacks() -> None:
    layouts = layouts_of([{"source": "docs", "target": "i18n/{locale}/{version}/{path}"}])
    found = survey(layouts, ["docs/a.md", "docs/b.md", "i18n/nl/current/a.md"])
    assert [file for _, file in found.untranslated("nl")] == ["docs/b.md"]


WRONG: list[tuple[list[dict[str, Any]], str]] = [
    ([{"source": "docs"}], "[[layouts]] 1: `target` is missing"),
    ([{"source": "docs", "target": 1}], "`target` must be text"),
    ([{"source": "docs", "targets": "x"}], "unknown key `targets`; did you mean `target`?"),
    ([{"source": "docs", "target": "docs/*.{locale}.md"}], "`*` at 6"),
    ([{"source": "docs/{locale}", "target": "x/{locale}"}], "sources have one language"),
    ([{"source": "docs", "target": "i18n"}], "put {locale} in it"),
    ([{"source": "docs", "target": "{locale}", "locale": "nl"}], "one of the two"),
    ([{"source": "docs", "target": "nl", "locale": "Dutch!"}], "not a locale such as nl-NL"),
    ([{"source": "v/{version}/{path}", "target": "x/{locale}"}], "has no {version}"),
    ([{"source": "docs", "target": "docs/{stem}.{locale}.md"}], "write `docs/{stem}.md`"),
    ([{"source": "d/{stem}.md", "target": "d/{stem}.{locale}.mdx"}], "the suffix of its source"),
    ([{"source": "docs", "target": "docs", "locale": "nl"}], "would be source and translation"),
    ([{"source": "docs", "target": "../x/{locale}"}], "stand below the folder of the settings"),
    ([{"source": "docs", "target": "/x/{locale}"}], "stand below the folder of the settings"),
    ([{"source": "docs", "target": "x/{locale}", "name": "../x"}], "the name of a folder"),
    (
        [
            {"source": "docs", "target": "i18n/{locale}"},
            {"source": "docs/api", "target": "x/{locale}"},
        ],
        "1 and 2 overlap: docs/api/x.md fits `docs/{path}` and `docs/api/{path}`",
    ),
    (
        [
            {"source": "a", "target": "i18n/{locale}"},
            {"source": "b", "target": "i18n/nl", "locale": "nl"},
        ],
        "1 and 2 overlap: i18n/nl/x.md",
    ),
    (
        [{"source": "a", "target": "x/{locale}"}, {"source": "x/nl", "target": "y/{locale}"}],
        "1 and 2 overlap",
    ),
    (
        [
            {"source": "docs", "target": "i18n/{locale}"},
            {"source": "../docs", "target": "x/{locale}"},
        ],
        "their PO files would share the folder `docs`",
    ),
    (
        [
            {"source": "docs", "target": f"{DOCUSAURUS}/{{version}}/{{path}}"},
            {"source": "versions/{version}/{path}", "target": f"{DOCUSAURUS}/{{version}}/{{path}}"},
        ],
        "1 and 2 overlap",
    ),
]


@pytest.mark.parametrize(("tables", "said"), WRONG)
def test_a_layout_that_cannot_work_is_an_error(tables: list[dict[str, Any]], said: str) -> None:
    with pytest.raises(UsageError) as raised:
        layouts_of(tables, (".md", ".mdx"))
    assert said in raised.value.message


def test_layouts_beside_each_other_do_not_overlap() -> None:
    layouts = layouts_of(
        [
            {"source": "docs", "target": "{locale}/docs"},
            {"source": "blog", "target": "{locale}/blog"},
            {"source": "api", "target": "i18n/{locale}/api"},
        ]
    )
    assert [layout.name for layout in layouts] == ["docs", "blog", "api"]


FILES = [
    (pair("content/en-US", "content/{locale}"), PageKey("a/b.md"), "a/b.po", "a/b.md"),
    (pair("d/{stem}.md", "d/{stem}.{locale}.md"), PageKey("a/b.md"), "a/b.po", "a/b.nl.md"),
    (
        pair("docs", "i18n/{locale}/{version}/{path}", suffixes=(".md", ".mdx")),
        PageKey("a.mdx", "current"),
        "current/a.mdx.po",
        "current/a.mdx",
    ),
    (pair("docs", "i18n/{locale}", name="guides"), PageKey("a.md"), "guides/a.po", "guides/a.md"),
]


@pytest.mark.parametrize(("layout", "page", "po", "out"), FILES)
def test_where_the_files_of_a_page_go(layout: Layout, page: PageKey, po: str, out: str) -> None:
    assert layout.po_file(page) == po
    assert layout.out_file(page, "nl") == out


_names = st.sampled_from(["a", "a.md", "a.mdx", "b/a", "a.MD", "a.md.mdx", "current/a"])
_endings = st.sampled_from([".md", ".mdx", ".MD"])


@given(st.sets(st.tuples(_names, _endings), min_size=2))
def test_no_two_pages_share_a_po_file(pages: set[tuple[str, str]]) -> None:
    layout = pair("docs", "x/{locale}", suffixes=(".md", ".mdx", ".MD"))
    files = {layout.po_file(PageKey(name + ending)) for name, ending in pages}
    assert len(files) == len({name + ending for name, ending in pages})


def test_the_settings_of_one_docset_are_one_layout() -> None:
    layout = from_settings("content/en-US", "content/{locale}")
    page = PageKey("billing/pay.md")
    assert layout.source_file(page) == "content/en-US/billing/pay.md"
    assert layout.target_file(page, "nl-NL") == "content/nl-NL/billing/pay.md"
    assert layout.po_file(page) == "billing/pay.po"
    assert layout.out_file(page, "nl-NL") == "billing/pay.md"


def test_one_root_of_localized_pages_is_one_layout() -> None:
    layout = from_settings("../docs.en", "/home/me/docs.nl", locale="nl-NL")
    assert layout.target_of("/home/me/docs.nl/a.md") == (PageKey("a.md"), "nl-NL")


def test_a_docset_is_found_as_its_settings_found_it() -> None:
    """The listing of the example docset, by its settings and by the layout that they stand for."""
    root = Path(__file__).parents[2]
    docset = Docset(Settings(root=root))
    layout = from_settings(docset.settings.source, docset.settings.content)
    files = [path.relative_to(root).as_posix() for path in (root / "content").rglob("*.md")]
    found = survey([layout], files)
    pages = {
        (str(page.file), str(page.source), page.locale, str(page.po), str(page.out))
        for page in docset.pages()
    }
    settings = docset.settings
    assert pages == {
        (
            str(root / file),
            str(root / layout.source_file(page.key)),
            locale,
            str(root / settings.po.format(locale=locale) / layout.po_file(page.key)),
            str(root / settings.out.format(locale=locale) / layout.out_file(page.key, locale)),
        )
        for locale in found.localized
        for page, _, file in found.pairs(locale)
    }
    assert {str(page.file) for page in docset.source_pages()} == {
        str(root / file) for file in found.sources.values()
    }
    assert {page.path for page in docset.new_pages()} == {
        page.key.path for locale in found.localized for page, _ in found.untranslated(locale)
    }


_steps = st.sampled_from(["docs", "en", "nl", "is", "zh_CN", "api", "current", "1.0", "..", "x"])
_files = st.builds(
    lambda folders, name: "/".join([*folders, name]),
    st.lists(_steps, max_size=3),
    st.sampled_from(
        ["a.md", "a.nl.md", "a.en.md", "node.js.md", "nl.md", ".md", "a.txt", "b.is.md"]
    ),
)
_sides = st.sampled_from(
    ["docs", "docs/en", "docs/{locale}", "{locale}", "docs/{stem}.md", "docs/{stem}.{locale}.md",
     "docs/{stem}.en.md", "x/{version}/{path}", "docs/{locale}/{version}/{path}", "{path}", "../x"]
)  # fmt: skip


@given(
    st.lists(st.tuples(_sides, _sides, st.sampled_from(["", "nl"])), min_size=1, max_size=2),
    st.sets(_files),
)
def test_every_file_is_one_thing(sides: list[tuple[str, str, str]], files: set[str]) -> None:
    tables = [
        {"source": source, "target": target} | ({"locale": locale} if locale else {})
        for source, target, locale in sides
    ]
    try:
        layouts = layouts_of(tables)
    except UsageError:
        return
    found = survey(layouts, sorted(files))
    sources = set(found.sources.values())
    localized = [file for pages in found.localized.values() for file in pages.values()]
    assert len(localized) == len(set(localized))
    assert sorted([*sources, *localized, *found.others]) == sorted(files)
    places = [
        (locale, layouts[page.layout].po_file(page.key))
        for locale, pages in found.localized.items()
        for page in pages
    ]
    assert len(places) == len(set(places))
    for locale in found.localized:
        for page, source, file in found.pairs(locale):
            layout = layouts[page.layout]
            assert layout.target_file(page.key, found.names[page.layout, locale]) == file
            assert source in (None, layout.source_file(page.key))
            assert source != file
