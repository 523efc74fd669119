"""What `init` makes of the trees of real sites: their shapes, with pages of a word each."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from pipeline.docset.layouts.discovery.checkout import LARGEST, Checkout
from pipeline.docset.layouts.discovery.discover import Found, discover

DOCS = "docusaurus-plugin-content-docs"


@dataclass(frozen=True)
class Tree:
    """A checkout: settings files with their text, pages, and what is to be found."""

    name: str
    pages: list[str]
    pairs: list[tuple[str, str]]
    locales: dict[str, tuple[int, int]]
    """Pages of each locale, and how many have a source."""
    settings: dict[str, str] = field(default_factory=dict)
    tool: str = ""
    folder: str = "site"
    """The name of the checkout's folder; pages that begin with `../` stand beside it."""
    source_locale: str = "en-US"


TREES = [
    Tree(
        "docs/en-us",
        [
            "docs/en-us/a.md",
            "docs/en-us/b/c.md",
            "docs/nl-nl/a.md",
            "docs/images/x.md",
            "README.md",
        ],
        [("docs/en-us/{path}", "docs/{locale}/{path}")],
        {"nl-NL": (1, 1)},
    ),
    Tree(
        "files/de beside files/en-us",
        [
            "files/en-us/web/api/index.md",
            "files/en-us/web/index.md",
            "files/de/web/index.md",
            "files/pt-br/web/index.md",
            "files/de/web/gone/index.md",
        ],
        [("files/en-us/{path}", "files/{locale}/{path}")],
        {"de": (2, 1), "pt-BR": (1, 1)},
        tool="MDN",
    ),
    Tree(
        "MDN's translations in a repository of their own",
        ["files/de/web/index.md", "../content/files/en-us/web/index.md"],
        [("../content/files/en-us/{path}", "files/{locale}/{path}")],
        {"de": (1, 1)},
        tool="MDN",
        folder="translated-content",
    ),
    Tree(
        "MDN's translations, without their sources",
        ["files/fr/web/index.md", "files/fr/web/a/index.md", "files/ja/web/index.md"],
        [("../content/files/en-us/{path}", "files/{locale}/{path}")],
        {"fr": (2, 0), "ja": (1, 0)},
        tool="MDN",
    ),
    Tree(
        "Docusaurus whose locales are computed, with nothing translated yet",
        ["docs/a.md", "README.md"],
        [("docs/{path}", f"i18n/{{locale}}/{DOCS}/current/{{path}}")],
        {},
        {
            "docusaurus.config.js": "module.exports = { i18n: { defaultLocale: 'en', locales: all(x) } }"
        },
        "Docusaurus",
        source_locale="en",
    ),
    Tree(
        "Hugo whose settings do not say that folders are mounted",
        ["content/en/a.md", "content/fr/a.md"],
        [("content/en/{path}", "content/{locale}/{path}")],
        {"fr": (1, 1)},
        {"hugo.toml": "[languages]\n[languages.en]\nweight = 1\n[languages.fr]\nweight = 2\n"},
        source_locale="en",
    ),
    Tree(
        "a README in two languages beside real docs",
        [
            "README.md",
            "README.zh-CN.md",
            "src/en/a.md",
            "src/en/b.md",
            "src/zh/a.md",
            "src/zh/b.md",
        ],
        [("src/en/{path}", "src/{locale}/{path}")],
        {"zh": (2, 2)},
        source_locale="en",
    ),
    Tree(
        "suffixes in the docs, and a README that is translated, too",
        ["README.md", "README.nl.md", *(f"docs/{x}{y}.md" for x in "abcdef" for y in ("", ".nl"))],
        [("docs/{stem}.md", "docs/{stem}.{locale}.md")],
        {"nl": (6, 6)},
    ),
    Tree(
        "page.en-US.mdx beside page.zh-CN.mdx",
        ["pages/index.en-US.mdx", "pages/index.zh-CN.mdx", "pages/a/b.en-US.mdx"],
        [("pages/{stem}.en-US.md", "pages/{stem}.{locale}.md")],
        {"zh-CN": (1, 1)},
    ),
    Tree(
        "i18n of Docusaurus, without settings",
        ["docs/a.md", "docs/b.mdx", f"i18n/nl/{DOCS}/current/a.md"],
        [("docs/{path}", f"i18n/{{locale}}/{DOCS}/current/{{path}}")],
        {"nl": (1, 1)},
        tool="Docusaurus",
        source_locale="en",
    ),
    Tree(
        "Docusaurus with versions, a blog, a second instance and a folder that is no tag",
        [
            "website/docs/a.md",
            "website/versioned_docs/version-1.0/a.md",
            "website/blog/x.md",
            "website/community/c.mdx",
            "website/community/is/c.md",
            f"website/i18n/cn/{DOCS}/current/a.md",
            f"website/i18n/cn/{DOCS}/version-1.0/a.md",
            f"website/i18n/cn/{DOCS}-community/current/c.mdx",
            "website/i18n/nl/docusaurus-plugin-content-blog/x.md",
            f"website/i18n/xx/{DOCS}/current/a.md",
        ],
        [
            ("website/docs/{path}", f"website/i18n/{{locale}}/{DOCS}/current/{{path}}"),
            (
                "website/versioned_docs/version-{version}/{path}",
                f"website/i18n/{{locale}}/{DOCS}/version-{{version}}/{{path}}",
            ),
            (
                "website/community/{path}",
                f"website/i18n/{{locale}}/{DOCS}-community/current/{{path}}",
            ),
            (
                "website/blog/{path}",
                "website/i18n/{locale}/docusaurus-plugin-content-blog/{path}",
            ),
        ],
        {"nl": (1, 1), "zh-CN": (3, 3)},
        {
            "website/docusaurus.config.ts": """
                // i18n: { defaultLocale: 'fr' } is a comment
                const config: Config = {
                  title: "It's {here}",
                  i18n: {
                    defaultLocale: 'en',
                    locales: ['en', `nl`, "zh-CN", ...more()],
                    localeConfigs: { 'zh-CN': { label: '中文', path: 'cn' } },
                  },
                  presets: [['classic', { docs: { sidebarPath: './s.js' }, blog: {}, pages: false }]],
                  plugins: [
                    ['@docusaurus/plugin-content-docs', { id: 'community', path: 'community' }],
                  ],
                };
                export default process.exit(3);
            """
        },
        "Docusaurus",
        source_locale="en",
    ),
    Tree(
        "docs/de/docs, with a mkdocs.yml for each language",
        [
            "docs/en/docs/index.md",
            "docs/en/docs/tutorial/a.md",
            "docs/de/docs/index.md",
            "docs/ja/docs/tutorial/a.md",
            "docs/de/llm-prompt.md",
            "README.md",
        ],
        [("docs/en/docs/{path}", "docs/{locale}/docs/{path}")],
        {"de": (1, 1), "ja": (1, 1)},
        {
            "docs/en/mkdocs.yml": "site_name: X\ntheme: {name: material, language: en}\n"
            "markdown_extensions:\n  x: !!python/name:os.system\n",
            "docs/de/mkdocs.yml": "INHERIT: ../en/mkdocs.yml\n",
            "docs/ja/mkdocs.yml": "INHERIT: ../en/mkdocs.yml\n",
        },
        "MkDocs",
        source_locale="en",
    ),
    Tree(
        "docs/de/docs, without settings",
        [
            "docs/en/docs/index.md",
            "docs/en/docs/tutorial/a.md",
            "docs/de/docs/index.md",
            "docs/de/docs/tutorial/a.md",
        ],
        [("docs/en/docs/{path}", "docs/{locale}/docs/{path}")],
        {"de": (2, 2)},
        source_locale="en",
    ),
    Tree(
        "en-US at the root",
        ["en-US/a.md", "en-US/b.md", "nl-NL/a.md", "README.md"],
        [("en-US/{path}", "{locale}/{path}")],
        {"nl-NL": (1, 1)},
    ),
    Tree(
        "content/en and content/nl",
        ["content/en/a.md", "content/en/is/b.md", "content/nl/a.md", "content/nl/is/b.md"],
        [("content/en/{path}", "content/{locale}/{path}")],
        {"nl": (2, 2)},
        source_locale="en",
    ),
    Tree(
        "page.nl.md, without settings",
        [
            "docs/page.md",
            "docs/page.nl.md",
            "docs/node.js.md",
            "docs/x/index.md",
            "docs/x/index.pt-BR.md",
        ],
        [("docs/{stem}.md", "docs/{stem}.{locale}.md")],
        {"nl": (1, 1), "pt-BR": (1, 1)},
    ),
    Tree(
        "mkdocs-static-i18n, suffixes",
        ["docs/index.md", "docs/index.nl.md", "docs/index.fr.md", "docs/setup.so.md"],
        [("docs/{stem}.md", "docs/{stem}.{locale}.md")],
        {"fr": (1, 1), "nl": (1, 1)},
        {
            "mkdocs.yml": """
site_name: !ENV [NAME, x]
plugins:
  - search
  - i18n:
      docs_structure: suffix
      languages:
        - {locale: en, default: true, name: English}
        - {locale: nl, name: Nederlands}
        - {locale: fr, name: Français, build: true}
"""
        },
        "MkDocs (static-i18n)",
        source_locale="en",
    ),
    Tree(
        "mkdocs-static-i18n, suffixes on both sides",
        ["docs/index.en.md", "docs/a.en.md", "docs/index.nl.md"],
        [("docs/{stem}.en.md", "docs/{stem}.{locale}.md")],
        {"nl": (1, 1)},
        {
            "mkdocs.yml": "plugins:\n  i18n:\n    default_language: en\n    languages: {en: E, nl: N}\n"
        },
        source_locale="en",
    ),
    Tree(
        "mkdocs-static-i18n, folders",
        ["handbook/en/index.md", "handbook/nl/index.md", "handbook/assets/index.md"],
        [("handbook/en/{path}", "handbook/{locale}/{path}")],
        {"nl": (1, 1)},
        {
            "mkdocs.yml": "docs_dir: handbook\nplugins:\n- i18n:\n    docs_structure: folder\n"
            "    languages:\n    - locale: en\n      default: true\n    - locale: nl\n"
        },
        source_locale="en",
    ),
    Tree(
        "Hugo with a folder of content for each language",
        [
            "content/en/docs/a.md",
            "content/en/_index.md",
            "content/zh-cn/_index.md",
            "content/ja/docs/a.md",
        ],
        [("content/en/{path}", "content/{locale}/{path}")],
        {"ja": (1, 1), "zh-CN": (1, 1)},
        {
            "hugo.toml": """
defaultContentLanguage = "en"
[languages.en]
contentDir = "content/en"
[languages.zh-cn]
contentDir = "content/zh-cn"
[languages.ja]
contentDir = "content/ja"
[languages.fr]
contentDir = "content/fr"
disabled = true
"""
        },
        "Hugo",
        source_locale="en",
    ),
    Tree(
        "Hugo, settings in YAML below config/_default, languages mounted",
        ["content/en/docs/a.md", "content/ja/docs/a.md"],
        [("content/en/{path}", "content/{locale}/{path}")],
        {"ja": (1, 1)},
        {
            "config/_default/hugo.yaml": """
defaultContentLanguage: en
languages: {en: {weight: 1}, ja: {weight: 2}}
module:
  mounts:
    - {source: content/en, target: content, lang: en}
    - {source: content/ja, target: content, lang: ja}
"""
        },
        "Hugo",
        source_locale="en",
    ),
    Tree(
        "Hugo with page bundles and suffixes",
        [
            "content/posts/x/index.md",
            "content/posts/x/index.nl.md",
            "content/_index.md",
            "content/_index.nl.md",
        ],
        [("content/{stem}.md", "content/{stem}.{locale}.md")],
        {"nl": (2, 2)},
        {
            "config.toml": '[languages.en]\nweight = 1\n[languages.nl]\nlanguageName = "Nederlands"\n'
        },
        "Hugo",
        source_locale="en",
    ),
    Tree(
        "Hugo with folders that have nothing in common",
        ["content/english/a.md", "content/dutch/a.md", "content/german/a.md"],
        [
            ("content/english/{path}", "content/dutch/{path}"),
            ("content/english/{path}", "content/german/{path}"),
        ],
        {"de": (1, 1), "nl": (1, 1)},
        {
            "hugo.yaml": "languages:\n  en: {contentDir: content/english}\n"
            "  nl: {contentdir: content/dutch}\n  de: {contentDir: content/german}\n"
        },
        source_locale="en",
    ),
    Tree(
        "Starlight whose English is at the root",
        [
            "docs/src/content/docs/index.mdx",
            "docs/src/content/docs/guides/a.mdx",
            "docs/src/content/docs/de/guides/a.mdx",
            "docs/src/content/docs/pt-br/index.mdx",
            "docs/src/content/docs/is/own.md",
        ],
        [("docs/src/content/docs/{path}", "docs/src/content/docs/{locale}/{path}")],
        {"de": (1, 1), "pt-BR": (1, 1)},
        {
            "docs/astro.config.mjs": """
export const locales = {
  root: { label: 'English', lang: 'en' },
  de: { label: 'Deutsch', lang: 'de' },
  'pt-br': { label: 'Português do Brasil', lang: 'pt-BR' },
};
export default defineConfig({ integrations: [starlight({ title: 'Starlight', locales })] });
"""
        },
        "Astro Starlight",
        source_locale="en",
    ),
    Tree(
        "Starlight with a folder for every locale",
        ["src/content/docs/en/a.md", "src/content/docs/zh/a.md"],
        [("src/content/docs/en/{path}", "src/content/docs/{locale}/{path}")],
        {"zh-CN": (1, 1)},
        {
            "astro.config.ts": "starlight({ defaultLocale: 'en', locales: { en: { label: 'E' }, "
            "zh: { label: '中', lang: 'zh-CN' } } })"
        },
        "Astro Starlight",
        source_locale="en",
    ),
    Tree(
        "Experience League: one repository a locale",
        ["help/main/a.md", "help/main/gone.md", "metadata.md", "../target.en/help/main/a.md"],
        [("../target.en/help/{path}", "help/{path}")],
        {"nl-NL": (2, 1)},
        folder="target.nl-NL",
    ),
    Tree(
        "Experience League, without its source",
        ["help/main/a.md", "help/b.md"],
        [("../target.en/help/{path}", "help/{path}")],
        {"nl-NL": (2, 0)},
        folder="target.nl-NL",
    ),
    Tree(
        "docfx: one repository a locale",
        ["hololens/a.md", "hololens/TOC.md", "../holo/hololens/a.md"],
        [("../holo/hololens/{path}", "hololens/{path}")],
        {"nl-NL": (2, 1)},
        {
            ".openpublishing.publish.config.json": """{
  // comments are allowed there
  "docsets_to_publish": [
    {"docset_name": "hololens", "build_source_folder": "hololens", "locale": "nl-nl"}
  ]
}""",
            "hololens/docfx.json": '{"build": {"content": [{"files": ["**/*.md"], "src": "."}]}}',
        },
        "docfx",
        folder="holo.nl-nl",
    ),
    Tree(
        "sources in German",
        ["docs/de/a.md", "docs/de/b.md", "docs/nl/a.md"],
        [("docs/de/{path}", "docs/{locale}/{path}")],
        {"nl": (1, 1)},
        source_locale="de",
    ),
    Tree(
        "several folders that are alike",
        [
            "docs/en/a.md",
            "docs/nl/a.md",
            "blog/en/b.md",
            "blog/nl/b.md",
            "tests/en/x.md",
            "tests/fr/x.md",
        ],
        [("blog/en/{path}", "blog/{locale}/{path}"), ("docs/en/{path}", "docs/{locale}/{path}")],
        {"nl": (2, 2)},
        source_locale="en",
    ),
]


def made(tree: Tree, around: Path) -> Checkout:
    """The checkout of a tree, in a folder."""
    root = around / tree.folder
    root.mkdir(parents=True)
    for name, text in {**dict.fromkeys(tree.pages, "# A\n"), **tree.settings}.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return Checkout(root)


@pytest.mark.parametrize("tree", TREES, ids=[tree.name for tree in TREES])
def test_the_tree_of_a_site(tree: Tree, tmp_path: Path) -> None:
    found = discover(made(tree, tmp_path))
    assert found is not None
    assert [(pair.source, pair.target) for pair in found.proposal.pairs] == tree.pairs
    assert counts(found) == tree.locales
    assert found.proposal.source_locale == tree.source_locale
    assert tree.tool in ("", found.proposal.tool)


def counts(found: Found) -> dict[str, tuple[int, int]]:
    """Pages of each locale, and how many have a source."""
    return {
        locale: (len(pages), sum(source is not None for _, source, _ in found.survey.pairs(locale)))
        for locale, pages in found.survey.localized.items()
    }


NOTHING = [
    ["README.md", "docs/api/a.md", "docs/faq/a.md"],
    ["docs/is/own.md", "docs/a.md"],
    ["setup.so.md", "node.js.md"],
    [],
]


@pytest.mark.parametrize("pages", NOTHING)
def test_no_layout_is_made_up(pages: list[str], tmp_path: Path) -> None:
    assert discover(made(Tree("", pages, [], {}), tmp_path)) is None


HOSTILE = {
    "not closed": "const x = { i18n: { locales: ['en', 'nl'",
    "deep": "i18n: " + "{a:[" * 3_000,
    "brackets that do not fit": "i18n: {locales: ['nl')]}, })]}",
    "no text": "\x00\xff\xfe",
    "templates": "`${`${`${" * 1000,
    "quotes": "'\\" * 5000,
    "many of a name": "i18n: " * 2_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize(
    "name", ["docusaurus.config.js", "astro.config.mjs", "mkdocs.yml", "hugo.toml", "config.json"]
)
def test_settings_that_cannot_be_read_are_as_if_they_were_not_there(
    name: str, text: str, tmp_path: Path
) -> None:
    pages = ["docs/en/a.md", "docs/nl/a.md", "src/content/docs/x.md"]
    found = discover(made(Tree("", pages, [], {}, {name: text}), tmp_path))
    assert found is not None
    assert counts(found) == {"nl": (1, 1)}


def test_yaml_that_would_grow_is_not_read(tmp_path: Path) -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{one}: &{one} [{', '.join([f'*{before}'] * 10)}]\n"
        for before, one in zip("abcdefgh", "bcdefghi", strict=True)
    )
    tree = Tree(
        "", ["docs/en/a.md", "docs/nl/a.md"], [], {}, {"mkdocs.yml": bomb + "plugins: *i\n"}
    )
    assert discover(made(tree, tmp_path)) is not None


def test_no_link_leads_out_of_the_checkout(tmp_path: Path) -> None:
    secret = tmp_path / "secret.yml"
    secret.write_text("plugins: [i18n]\n", "utf-8")
    checkout = made(Tree("", ["docs/en/a.md"], [], {}), tmp_path)
    (checkout.root / "mkdocs.yml").symlink_to(secret)
    (checkout.root / "docs" / "nl").symlink_to(tmp_path)
    assert checkout.text("mkdocs.yml") is None
    assert checkout.files == {"docs/en/a.md"}


AWAY = {
    "hugo.yaml": "languages: {en: {contentDir: ../secret}, nl: {contentDir: content/nl}}",
    "hugo.toml": '[languages.en]\ncontentDir = "../../.."\n[languages.nl]\ncontentDir = "content/nl"',
    "mkdocs.yml": "docs_dir: ../secret\nplugins: [i18n]",
    "docusaurus.config.js": "x = { docs: { path: '../secret' } }",
    ".openpublishing.publish.config.json": '{"docsets_to_publish": [{"build_source_folder": '
    '"../secret", "locale": "nl-nl"}]}',
}


@pytest.mark.parametrize("name", AWAY)
def test_no_settings_lead_out_of_the_checkout(name: str, tmp_path: Path) -> None:
    pages = ["content/nl/a.md", "../secret/a.md", "../secret/a.nl.md"]
    found = discover(made(Tree("", pages, [], {}, {name: AWAY[name]}), tmp_path))
    assert found is None or not any(file.startswith("..") for file in found.survey.sources.values())


def test_names_that_are_no_text_are_left_out(tmp_path: Path) -> None:
    checkout = made(Tree("", ["docs/en/a.md", "docs/nl/a.md"], [], {}), tmp_path)
    Path(os.fsdecode(os.fsencode(checkout.root) + b"/\xff")).mkdir()
    assert checkout.files == {"docs/en/a.md", "docs/nl/a.md"}


def test_a_file_that_is_too_large_is_no_settings(tmp_path: Path) -> None:
    checkout = made(Tree("", [], [], {}, {"mkdocs.yml": "a" * (LARGEST + 1)}), tmp_path)
    assert checkout.text("mkdocs.yml") is None
