"""What a family says of its pages. Every field is a key of `family.toml`; `docs/families.md` is made from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any

from pipeline.families.keys import KeyPath

ROLES = ("hash", "commit", "type", "locale", "date", "file-id")
SEVERITIES = ("off", "suggestion", "warning", "error")


def _key(kind: str, doc: str, default: Any = "", **more: Any) -> Any:
    """A field that a key of `family.toml` fills. `kind` says how its value is read (`reader`)."""
    if isinstance(default, dict):
        return field(default_factory=dict, metadata={"kind": kind, "doc": doc, **more})
    return field(default=default, metadata={"kind": kind, "doc": doc, **more})


def toml_name(item: Field[Any]) -> str:
    """The key in `family.toml` that fills a field."""
    return item.name.replace("_", "-")


@dataclass(frozen=True, slots=True)
class Detect:
    """How a docset of the family is known. A page fits by one of its keys or patterns, a repository by its files."""

    keys: tuple[KeyPath, ...] = _key(
        "keys", "front matter keys that only its pages have; `*` in them is anything", ()
    )
    without: tuple[KeyPath, ...] = _key("keys", "keys that its pages never have", ())
    body: tuple[str, ...] = _key("patterns", "patterns that only its pages' bodies have", ())
    files: tuple[str, ...] = _key(
        "texts", "files of its repositories, from the root; `*` is anything but `/`", ()
    )
    content: Mapping[str, str] = _key(
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

    pages: tuple[str, ...] = _key("suffixes", "endings of pages; case does not count", (".md",))
    mdx: tuple[str, ...] = _key("suffixes", "endings of pages that are MDX", ())
    candidates: tuple[Candidate, ...] = _key(
        "candidates",
        "layouts that `init` looks for: `{source = …, target = …}`, or one text for repositories of one locale each",
        (),
    )


@dataclass(frozen=True, slots=True)
class Provenance:
    """Which key of a localized page says where it came from, and what a build writes there."""

    hash: KeyPath | None = _key("key", "hash of the source file's bytes", None)
    commit: KeyPath | None = _key("key", "commit of the source that the page was made from", None)
    type: KeyPath | None = _key(
        "type", "how it was translated: a key, or `{key = …, MT = [words], HT = [words]}`", None
    )
    locale: KeyPath | None = _key("key", "locale of the page", None)
    date: KeyPath | None = _key("key", "day of the hand-off", None)
    file_id: KeyPath | None = _key("key", "number of the page", None)
    words: Mapping[str, tuple[str, ...]] = _key("none", "", {})
    date_format: str = _key(
        "date-format",
        "how the day is written: `yyyy`, `MM` and `dd` with what stands between",
        "yyyy-MM-dd",
    )
    quoted: tuple[str, ...] = _key("roles", "roles whose values are always quoted", ())
    write: Mapping[str, KeyPath] = _key(
        "write", "all that a build may write, in this order: `{role = key}`, or a list of roles", {}
    )

    def key(self, role: str) -> KeyPath | None:
        """The key of a role (`hash`, `commit`, `type`, `locale`, `date`, `file-id`); None where the family has none."""
        found: KeyPath | None = getattr(self, role.replace("-", "_").replace(" ", "_"))
        return found


@dataclass(frozen=True, slots=True)
class Metadata:
    """The block at the top of pages."""

    forms: tuple[str, ...] = _key(
        "choices", "forms of the block", ("yaml",), choices=("yaml", "toml", "json")
    )
    required: bool = _key("flag", "must every page have one?", False)
    title: str = _key("text", "key of the page's title; empty where pages have none", "title")
    title_in: str = _key(
        "choice",
        "where a page's title stands: both, in the front matter, in its first heading, or in one of them",
        "either",
        choices=("both", "front-matter", "heading", "either"),
    )
    translated: tuple[KeyPath, ...] = _key(
        "key-globs",
        "fields that are translated",
        (KeyPath("title", ("title",)), KeyPath("description", ("description",))),
    )
    copy: tuple[str, ...] = _key(
        "texts", "globs of the source's fields that a new localized page gets", ("*",)
    )
    leave_out: tuple[str, ...] = _key(
        "texts", "of these, globs of the fields that it does not get", ()
    )
    source_schema: str = _key(
        "file",
        "JSON schema of source pages: a file beside `family.toml` (here: its whole path), or `locpipe:NAME`",
    )
    localized_schema: str = _key("file", "JSON schema of localized pages")


@dataclass(frozen=True, slots=True)
class Anchors:
    """How a heading gets the name that links point to."""

    syntax: str = _key(
        "choice",
        '`<a name="id"></a>` before the heading, `{#id}` behind it, or made from its words',
        "slug",
        choices=("a-name", "attribute", "slug"),
    )
    slugger: str = _key(
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
    form: str = _key("form", "how an id is written, with `{id}`", " {#{id}}")
    write: bool = _key(
        "flag", "does a build write the source's names into headings that have none?", False
    )


@dataclass(frozen=True, slots=True)
class Blocks:
    """Lines that are markup of the site. `^` and `$` are implied; patterns are RE2's."""

    keep: tuple[str, ...] = _key(
        "patterns", "markup alone on a line: no unit, kept, compared with the source", ()
    )
    multiline: tuple[str, ...] = _key(
        "patterns", "the same for markup that may go over several lines", ()
    )
    text: tuple[str, ...] = _key(
        "text-patterns",
        "markup of which only the group `(?P<text>…)` is translated; a group `optional` around it may come or go",
        (),
    )
    attributes: tuple[str, ...] = _key(
        "names", 'attributes of kept markup whose values are translated: `title="…"`', ()
    )
    alerts: tuple[str, ...] = _key("names", "known names in `[!NAME]`", ())
    directives: tuple[str, ...] = _key("names", "known names behind `:::`, `!!!` or `///`", ())


@dataclass(frozen=True, slots=True)
class Inline:
    """Markup inside sentences."""

    verbatim: tuple[str, ...] = _key("patterns", "stays to the letter and is no prose", ())
    expands: tuple[str, ...] = _key(
        "patterns", "macros that a translation may write out, as a link or with a text", ()
    )


@dataclass(frozen=True, slots=True)
class Addresses:
    """Addresses of links and images."""

    same: tuple[str, ...] = _key(
        "patterns",
        "taken out of both sides before they are compared; `{lang}` is the page's locale",
        (),
    )


@dataclass(frozen=True, slots=True)
class Html:
    """Tags in pages."""

    may_add: tuple[str, ...] = _key("names", "tags that a translation may add or leave out", ())
    allowed: tuple[str, ...] = _key(
        "names", "tags and components that are no error beside those of HTML; `*` is anything", ()
    )


@dataclass(frozen=True, slots=True)
class Code:
    """Blocks of code."""

    compare: str = _key(
        "choice",
        "must a translation have the source's code whole, all but comments, or the same languages only?",
        "all",
        choices=("all", "without-comments", "language"),
    )


@dataclass(frozen=True, slots=True)
class Family:
    """A docs family. `name` is that of its folder, `folder` where its file and schemas are."""

    name: str
    folder: Path
    title: str = _key("text", "its name for people")
    extends: str = _key(
        "text", "a shipped family whose keys hold where this file says nothing (all but `detect`)"
    )
    renderer: str = _key(
        "choice",
        "the program that renders the pages",
        "commonmark",
        choices=("commonmark", "docfx", "goldmark", "mdx", "python-markdown"),
    )
    detect: Detect = _key("table", "", Detect(), of=Detect)
    layout: Layout = _key("table", "", Layout(), of=Layout)
    provenance: Provenance = _key("table", "", Provenance(), of=Provenance)
    metadata: Metadata = _key("table", "", Metadata(), of=Metadata)
    anchors: Anchors = _key("table", "", Anchors(), of=Anchors)
    blocks: Blocks = _key("table", "", Blocks(), of=Blocks)
    inline: Inline = _key("table", "", Inline(), of=Inline)
    addresses: Addresses = _key("table", "", Addresses(), of=Addresses)
    html: Html = _key("table", "", Html(), of=Html)
    code: Code = _key("table", "", Code(), of=Code)
    rules: Mapping[str, str] = _key("severities", "severity of rules in this family", {})
    strings: Mapping[str, tuple[KeyPath, ...]] = _key(
        "strings",
        "data files with texts: `'GLOB' = [keys]`; `*` is any key or item, `**` any depth, `<key>` the key",
        {},
    )


def toml_fields(table: type) -> dict[str, Field[Any]]:
    """The fields of a table of `family.toml` by the key that fills them."""
    return {
        toml_name(item): item
        for item in fields(table)
        if item.metadata.get("kind", "none") != "none"
    }
