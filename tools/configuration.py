"""docs/configuration.md, made from the fields of `Settings` and the comments behind them."""

from __future__ import annotations

import ast
import io
import json
import tokenize
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline import settings as module
from pipeline.settings import FILE_NAME, Settings, setting_fields

_HEAD = f"""# Configuration

locpipe works without any settings on a docset that is laid out as [the example](start.md) is. Otherwise
`locpipe init` writes a `{FILE_NAME}`; the same keys may stand under `[tool.locpipe]` in `pyproject.toml`. The file is
looked for in the current folder (or the one that `-C` names) and in those above it in the same git repository, never
outside of it; `--config FILE` names it outright. Options on the command line go before it.

What they name stays [inside the repository](security.md#settings), but for sources, which are only read;
`--trust-settings` lifts that.

In an editor that reads JSON Schemas (Even Better TOML in VS Code, taplo, the JetBrains editors), the line
`#:schema FOLDER/pipeline.schema.json` on top of the file has keys completed and checked as you type; the schema is
[this file](pipeline.schema.json). `locpipe doctor` says which settings hold, and what is missing around them.

Folders are relative to the file, and `{{locale}}` stands for a locale's name. An unknown key, rule or value is an error
that names the nearest known one.

```toml
content = "docs/{{locale}}"
source = "docs/en-US"
locales = ["nl-NL", "de-DE"]
exclude = ["includes/*"]

[rules]
misspelling = "off"              # one rule
links = "warning"                # a family

[[overrides]]                    # the same for some pages
paths = ["archive/*"]
locales = ["nl-NL", "pt"]        # `pt`: pt-BR and pt-PT, too
rules = {{ page-stale = "off" }}
require-translated = 50
```

"""
_FOOT = """
Severities are `off`, `suggestion`, `warning` and `error`. [All rules](rules/README.md) says what there is to name, and
[metadata](metadata.md) what a schema and `attributes` may say.

## Layouts

Where two folders with the same paths below them do not say all, `[[layouts]]` does, instead of `source` and `content`.
Each has two templates; a docset may have several, which must not overlap. `locpipe init` finds them for most sites.

```toml
source-locale = "en-US"

[[layouts]]  # docs/guide.md beside docs/guide.nl.md
source = "docs/{stem}.md"
target = "docs/{stem}.{locale}.md"

[[layouts]]  # Docusaurus
source = "blog/{path}"
target = "i18n/{locale}/docusaurus-plugin-content-blog/{path}"

[locale-names]
zh_CN = "zh-CN"
```

- `{path}` is a page's path with its suffix and stands last; a folder without it means `FOLDER/{path}`. `{stem}` is the
  same without the suffix. The suffix in a template stands for `.md` and `.mdx`.
- `{locale}` is what folders or files call a locale. It must be a name that is known (`nl`, `pt-br`, `zh_CN`) and share
  pages with the source: a folder `api` is none. `[locale-names]` says what other names stand for, for `content`, too.
- `{version}` is one folder. Where only the target has it, each version is a translation of the same source.
- `locale = "nl-NL"` stands for `{locale}` where all pages are in one locale, such as in a repository of its own:
  `source = "../docs.en"`, `target = "{path}"`. Sources may stand outside of the repository; they are only read.
- `name` is the folder that a layout's PO files and built pages have to themselves, where there are several layouts.

A layout that has no page, or whose folder of sources is not there, is an error.

## Rules of your own

What a team's style guide asks for is a table `[[custom]]` each. Its findings are called `custom-` and its name, and are
selected, silenced and explained as all others are; `custom` names all of them.

```toml
[[custom]]
name = "no-simply"
pattern = '(?i)\\bsimpelweg\\b'    # RE2's syntax: no look-around, no references back
message = "nothing is simple to a reader who is stuck: leave {found} out"
locales = ["nl"]                   # all regions of Dutch

[[custom]]
name = "email"
kind = "substitution"
pattern = '\\b([Ee])-mail\\b'
replace = '\\1mail'
in = "source"                      # in the source pages; else in translations

[[custom]]
name = "ticket"
kind = "must-stay-equal"
pattern = 'DOC-\\d+'
severity = "error"
paths = ["billing/*"]
```

`existence` (the default) finds each match, `substitution` also says what to write (a fix for `--unsafe-fixes`), and
`must-stay-equal` finds what the source has and the translation has not, or the other way round. The first two do not
look into code and addresses. `message` may hold `{found}` and `{replace}`.

## The glossary

A CSV file (comma, semicolon or tab; UTF-8), or TBX where its name ends in `.tbx` or `.xml`. Its columns are

| column | what stands in it |
| --- | --- |
| `source` | the term, as the English pages have it |
| `target` | its translation; several rows may give one term several |
| `status` | `forbidden`: must not be used (`term-forbidden`); `preferred`, or nothing: is looked for (`term-missing`) |
| `note` | what translators should know; no rule reads it |

The first line names them, in any order; the locales (`en-US,nl-NL`) may stand for `source` and `target`. Without such
a line they are in the order above. A glossary that cannot be read is an error; so is one that is not there, unless it
has `{locale}` in its name: a locale may have none yet. `locpipe memory terms` turns CSV and TBX into each other.
"""


def page() -> str:
    """The page as Markdown."""
    rows = "".join(
        f"| `{key}` | {_default(default)} | {_cell(said)} |\n" for key, default, said in settings()
    )
    return f"{_HEAD}| key | default | what it says |\n| --- | --- | --- |\n{rows}{_FOOT}"


def settings() -> Iterator[tuple[str, Any, str]]:
    """Each setting: its key in the file, its default, and the comment behind its field."""
    said = _comments()
    defaults = Settings()
    for field in setting_fields():
        key = field.name.replace("_", "-")
        yield key, getattr(defaults, field.name), said.get(field.name, "")


def _comments() -> dict[str, str]:
    """The comments of the fields, by name: those between a field's first line and its last."""
    source = Path(module.__file__).read_text("utf-8")
    by_line = {
        token.start[0]: token.string.lstrip("# ")
        for token in tokenize.generate_tokens(io.StringIO(source).readline)
        if token.type == tokenize.COMMENT
    }
    found = {}
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef) and node.name == "Settings":
            for item in node.body:
                if isinstance(item, ast.AnnAssign) and isinstance(item.target, ast.Name):
                    lines = range(item.lineno, (item.end_lineno or item.lineno) + 1)
                    words = [by_line[line] for line in lines if line in by_line]
                    found[item.target.id] = " ".join(words)
    return found


def _default(value: Any) -> str:
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, str):
        return f"`{json.dumps(value)}`" if value else "none"
    if isinstance(value, tuple):
        return f"`{json.dumps(list(value), default=str)}`" if value else "none"
    return f"`{value}`" if value else "none"


def _cell(text: str) -> str:
    return text[:1].upper() + text[1:].replace("|", "&#124;")
