"""docs/families.md, made from the fields of `Family` and the shipped families."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from pipeline.families import library
from pipeline.families.family import ROLES, Family
from pipeline.families.fields import toml_fields

_HEAD = f"""# Docs families

A *family* is a way to keep docs: which metadata say where a translation came from, how headings get their anchors,
which markup is the site's and no text. locpipe can tell these apart by a docset's pages and its repository's files.
Markup that it keeps is no text and must stay as the source has it; rules take its word for what may differ.

{{shipped}}

A family fits where 80 % of up to 200 localized pages have one of its marks; where none does, the source pages are
asked, then the files of the repository. Two that fit are an error that names both: say which one in the settings.
Where none fits, the one whose keys some pages have (1 in 20) is taken, if it is one alone; else pages are plain
Markdown. A family that extends the one that fits is taken where a localized page has one of its keys, or where no
localized page says anything. `--family`, or `family` in the settings, goes before all of this.

## Freshness

Where a family has a key for the source's hash or commit, that says whether a page is current. Other pages, and those
without the key, are held against git's history: each of their sentences is as fresh as the source sentence that stood
in the tree of the commit that last translated it. An edit that only mends a translation (a misspelling, lines wrapped
otherwise) makes nothing current; renames of either page are followed; on a branch, the branch's source counts. Where
the sources are in another repository, the one counts that was the newest when the translation was committed. A page
that git has no version of, or whose beginnings are not in a shallow clone, is `unverifiable`: `status` says why.
`fetch-depth: 0` has all of the history.

## A family of your own

A family is a folder with a `family.toml`; its name is the folder's. Keep it in the repository and name it in the
settings: `family = "./families/ours"`.

```{{ .toml }}
extends = "hugo"                          # what this file does not say is Hugo's
detect = ["upstream-rev"]                 # a key of the front matter, or a file, that only its pages have

[provenance]
commit = "translation.rev"                # `rev` in the mapping `translation`; '"translation.rev"' is one key
type = {{ key = "made-by", MT = ["robot"], HT = ["person"] }}
write = ["commit"]                        # a build writes this and no more

[blocks]
keep = ['%% [a-z]+ %%']                   # markup alone on a line: no text
text = ['%% box (?P<text>.+) %%']         # only the group is translated

[inline]
verbatim = ['\\$\\[[^\\]]+\\]']               # inside sentences: stays to the letter

[addresses]
same = ['/(?:en|{{lang}})/']                # taken out of both sides before addresses are compared
```

1. Write `detect` and `[provenance]` first: freshness and metadata follow from them.
2. Look at what `locpipe check` says of good pages, and add the patterns that make it silent.
3. Put two pages and a translation beside the file, and keep them in a test.

Patterns are [RE2's](https://github.com/google/re2/wiki/Syntax): they cannot look ahead or behind, nor refer back to a
group, and take no longer than the text is long. `^` and `$` are ends of lines. An unknown key, a value of another type
and a pattern that does not compile are errors with line and column.

Roles are {", ".join(f"`{role}`" for role in ROLES)}. A page is written only in the keys that `write` names; all other
metadata keep their bytes. In a page that is built from a newer source, a field follows the source where the page
said what the former source said, and stays where it said something else.

## Data files with texts

Menus, labels and tables of contents stand in JSON, YAML or TOML files. A family names them, with the keys whose
values are texts:

```text
[strings]
"i18n/{{locale}}/code.json" = ["*.message"]  # outside of the folders of pages, one for each locale
"**/toc.yml" = ["**.name"]  # among the pages, under one path in each locale
```

`extract`, `check`, `build` and `run` take them along as they take pages. Each has a PO file (those of `{{locale}}`
below `strings/`), in which the context of a text is its key.

- The source of a file with `{{locale}}` is called after the sources' locale there (`en-US`, `en-us`, `en_US` or `en`).
  A localized file is called in the same way, and after its whole locale where two of one language are worked on.
- Texts pair by their keys, in any order. Items of lists go by what they lead to (`href`, `uid`, `link` …), or by the
  first item in them that does; else by number, where both lists are as long. What has no sure partner has none.
- A build touches texts alone: order, quotes, comments and line ends stay. A key that the file lacks is put in with its
  translation. Where items of lists are missing, the file is made from its source, unless it has texts of its own.
- A text that translated what the source said before is no translation of what it says now.
- A value behind an anchor, an alias or a tag of YAML is left alone.

## The keys
"""


def page() -> str:
    """The whole page."""
    shipped = "\n".join(f"- `{name}`: {library.shipped(name).title}" for name in library.names())
    return _HEAD.replace("{shipped}", shipped) + "\n".join(_tables()) + "\n"


def _tables() -> Iterator[str]:
    yield from ("", "| key | what it says | default |", "| --- | --- | --- |")
    for name, item in toml_fields(Family).items():
        if item.metadata["kind"] != "table":
            yield _row(name, item.metadata, _default(item))
    for name, item in toml_fields(Family).items():
        if item.metadata["kind"] == "table":
            for key, inner in toml_fields(item.metadata["of"]).items():
                yield _row(f"{name}.{key}", inner.metadata, _default(inner))


def _row(name: str, metadata: Any, default: str) -> str:
    choices = metadata.get("choices", ())
    words = metadata["doc"] + (": " + ", ".join(f"`{one}`" for one in choices) if choices else "")
    return f"| `{name}` | {words.replace('|', chr(92) + '|')} | {default} |"


def _default(item: Any) -> str:
    value = item.default
    if (
        value is None
        or value in ("", ())
        or isinstance(value, type(fields))
        or callable(item.default_factory)
    ):
        return ""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, tuple):
        return ", ".join(f"`{getattr(one, 'text', one)}`" for one in value)
    return f"`{value}`"
