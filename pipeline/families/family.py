"""What a family says of its pages. Every field is a key of `family.toml`; `docs/families.md` is made from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.families.fields import key
from pipeline.families.keys import KeyPath

ROLES = ("hash", "commit", "type", "locale", "date", "file-id")
DOCFX = "docfx"
"""The renderer whose `:::` blocks have ends of their own."""
SEVERITIES = ("off", "suggestion", "warning", "error")


@dataclass(frozen=True, slots=True)
class Detect:
    """How a docset of the family is known. A page fits by one of its keys or patterns, a repository by its files."""

    keys: tuple[KeyPath, ...] = key("keys", "keys that only its pages have; `*` is anything", ())
    without: tuple[KeyPath, ...] = key("keys", "keys that its pages never have", ())
    body: tuple[str, ...] = key("patterns", "patterns that only its pages' bodies have", ())
    files: tuple[str, ...] = key("texts", "files of its repositories: globs from the root", ())
    content: Mapping[str, str] = key(
        "pattern-table", "files that must also hold a pattern: `file = 'pattern'`", {}
    )


@dataclass(frozen=True, slots=True)
class Candidate:
    """Where pages may stand: a template of the source pages and one of the localized pages, from the root."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Layout:
    """Which files are pages, and where they usually stand."""

    pages: tuple[str, ...] = key(
        "suffixes", "endings of pages, in the letters that they are written in", (".md",)
    )
    urls: str = key(
        "choice",
        "what relative links lead to: files, or addresses (`page/` of `page.md`), of which only files are looked for",
        "files",
        choices=("files", "pages"),
    )
    mdx: tuple[str, ...] = key("suffixes", "endings of pages that are MDX", ())
    candidates: tuple[Candidate, ...] = key(
        "candidates",
        "layouts that `init` looks for: `{source = …, target = …}`, or one text for repositories of one locale each",
        (),
    )


@dataclass(frozen=True, slots=True)
class Provenance:
    """Which key of a localized page says where it came from, and what a build writes there."""

    hash: KeyPath | None = key("key", "hash of the source file's bytes", None)
    commit: KeyPath | None = key("key", "commit of the source that the page was made from", None)
    type: KeyPath | None = key(
        "type", "how it was translated: a key, or `{key = …, MT = [words], HT = [words]}`", None
    )
    locale: KeyPath | None = key("key", "locale of the page", None)
    date: KeyPath | None = key("key", "day of the hand-off", None)
    file_id: KeyPath | None = key("key", "number of the page", None)
    words: Mapping[str, tuple[str, ...]] = key("none", "", {})
    date_format: str = key(
        "date-format",
        "how the day is written: `yyyy`, `MM` and `dd` with what stands between",
        "yyyy-MM-dd",
    )
    quoted: tuple[str, ...] = key("roles", "roles whose values are always quoted", ())
    write: Mapping[str, KeyPath] = key(
        "write", "all that a build may write, in this order: `{role = key}`, or a list of roles", {}
    )

    def role(self, role: str) -> KeyPath | None:
        """The key of a role (`hash`, `commit`, `type`, `locale`, `date`, `file-id`); None where the family has none."""
        found: KeyPath | None = getattr(self, role.replace("-", "_").replace(" ", "_"))
        return found


@dataclass(frozen=True, slots=True)
class Metadata:
    """The block at the top of pages. Schemas are whole paths, or `locpipe:NAME`."""

    forms: tuple[str, ...] = key(
        "choices", "forms of the block", ("yaml",), choices=("yaml", "toml", "json")
    )
    required: bool = key("flag", "must every page have one?", False)
    copied: bool = key(
        "flag", "are the fields that are not translated copied from the source?", False
    )
    title: str = key("text", "key of the page's title; empty where pages have none", "title")
    title_in: str = key(
        "choice",
        "where a page's title stands: both, in the front matter, in its first heading, or in one of them",
        "either",
        choices=("both", "front-matter", "heading", "either"),
    )
    translated: tuple[KeyPath, ...] = key(
        "keys",
        "fields that are translated",
        (KeyPath("title", ("title",)), KeyPath("description", ("description",))),
    )
    copy: tuple[str, ...] = key(
        "texts", "globs of the source's fields that a new page gets", ("*",)
    )
    leave_out: tuple[str, ...] = key("texts", "globs of those that it does not get", ())
    gap: str = key(
        "choice",
        "blank lines at the end of a built page's block: the source's, none behind, or one before and behind",
        "keep",
        choices=("keep", "none", "one"),
    )
    source_schema: str = key(
        "file",
        "JSON schema of source pages: a file beside `family.toml`, or `locpipe:NAME`",
    )
    localized_schema: str = key("file", "JSON schema of localized pages")


@dataclass(frozen=True, slots=True)
class Anchors:
    """How a heading gets the name that links point to."""

    syntax: str = key(
        "choice",
        '`<a name="id"></a>` before the heading, `{#id}` behind it, or made from its words',
        "slug",
        choices=("a-name", "attribute", "slug"),
    )
    slugger: str = key(
        "choice",
        "which program makes names from words",
        "github",
        choices=(
            "ascii",
            "gfm",
            "github",
            "goldmark",
            "kuma",
            "pymdownx",
            "python-markdown",
            "python-markdown-unicode",
        ),
    )
    form: str = key("form", "how an id is written, with `{id}`", " {#{id}}")
    write: bool = key(
        "flag", "does a build write the source's names into headings that have none?", False
    )
    unless: tuple[KeyPath, ...] = key(
        "keys", "keys of pages into whose headings none are written", ()
    )


@dataclass(frozen=True, slots=True)
class Blocks:
    """Lines that are markup of the site. `^` and `$` are implied; patterns are RE2's."""

    keep: tuple[str, ...] = key(
        "patterns", "markup alone on a line: no unit, kept, compared with the source", ()
    )
    multiline: tuple[str, ...] = key(
        "patterns", "the same for markup that may go over several lines", ()
    )
    text: tuple[str, ...] = key(
        "text-patterns",
        "markup of which only the group `(?P<text>…)` is translated; a group `optional` around it may come or go",
        (),
    )
    attributes: tuple[str, ...] = key(
        "names", 'attributes of kept markup whose values are translated: `title="…"`', ()
    )
    alerts: tuple[str, ...] = key("names", "known names in `[!NAME]`", ())
    directives: tuple[str, ...] = key("names", "known names behind `:::`, `!!!` or `///`", ())


@dataclass(frozen=True, slots=True)
class Inline:
    """Markup inside sentences."""

    verbatim: tuple[str, ...] = key("patterns", "stays to the letter and is no prose", ())
    expands: tuple[str, ...] = key(
        "patterns", "macros that a translation may write out, as a link or with a text", ()
    )


@dataclass(frozen=True, slots=True)
class Addresses:
    """Addresses of links and images."""

    attributes: tuple[str, ...] = key(
        "names", 'attributes of kept markup whose values are addresses: `href="…"`', ()
    )
    same: tuple[str, ...] = key(
        "patterns",
        "taken out of both sides before they are compared; `{lang}` is the page's locale",
        (),
    )
    pages: tuple[str, ...] = key(
        "path-patterns",
        "addresses that lead to pages: the group `(?P<path>…)` is the page's path without its ending",
        (),
    )
    macros: tuple[str, ...] = key(
        "path-patterns", "macros that lead to pages: the group is the path, or the page's name", ()
    )
    own: tuple[KeyPath, ...] = key("keys", "fields in which a page names its own addresses", ())
    letters: Mapping[str, str] = key(
        "texts-by-text",
        "what stands in paths of files for what stands in addresses: `':' = '_colon_'`",
        {},
    )
    moved: tuple[str, ...] = key(
        "texts",
        "files with former addresses at the root of the pages, one a line with the new one behind a tab",
        (),
    )


@dataclass(frozen=True, slots=True)
class Html:
    """Tags in pages."""

    may_add: tuple[str, ...] = key("names", "tags that a translation may add or leave out", ())
    allowed: tuple[str, ...] = key(
        "names", "tags and components that are no error beside those of HTML; `*` is anything", ()
    )


@dataclass(frozen=True, slots=True)
class Code:
    """Blocks of code."""

    compare: str = key(
        "choice",
        "what of the source's code a translation must have: all, all but comments, or the same languages",
        "all",
        choices=("all", "without-comments", "language"),
    )


@dataclass(frozen=True, slots=True)
class Family:
    """A docs family. `name` is that of its folder, `folder` where its file and schemas are."""

    name: str
    folder: Path
    title: str = key("text", "its name for people")
    extends: str = key(
        "text", "a shipped family whose keys hold where this file says nothing (all but `detect`)"
    )
    renderer: str = key(
        "choice",
        "the program that renders the pages",
        "commonmark",
        choices=("commonmark", "docfx", "goldmark", "mdx", "python-markdown"),
    )
    detect: Detect = key("table", "", Detect(), of=Detect)
    layout: Layout = key("table", "", Layout(), of=Layout)
    provenance: Provenance = key("table", "", Provenance(), of=Provenance)
    metadata: Metadata = key("table", "", Metadata(), of=Metadata)
    anchors: Anchors = key("table", "", Anchors(), of=Anchors)
    blocks: Blocks = key("table", "", Blocks(), of=Blocks)
    inline: Inline = key("table", "", Inline(), of=Inline)
    addresses: Addresses = key("table", "", Addresses(), of=Addresses)
    html: Html = key("table", "", Html(), of=Html)
    code: Code = key("table", "", Code(), of=Code)
    rules: Mapping[str, str] = key("severities", "severity of rules in this family", {})
    strings: Mapping[str, tuple[KeyPath, ...]] = key(
        "strings",
        "data files with texts: `'GLOB' = [keys]`; `*` is any key or item, `**` any depth, `<key>` the key",
        {},
    )
